"""Where on the network this machine is."""

from __future__ import annotations

import socket

from shortsgen.problems import bad_input

_ELSEWHERE = ("192.0.2.1", 9)  # an address that is nobody's, by RFC 5737


def own_address() -> str:
    """The address by which this machine reaches others. Nothing is sent. Raises InputError where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_ELSEWHERE)
        except OSError:
            hint = "connect it to the network that the phone is in, or name its address with --remote-address"
            raise bad_input("this machine is in no network", hint, code="network") from None
        return str(asking.getsockname()[0])
