"""Which system calls `strict` refuses: a filter for the kernel, handed over by bubblewrap.

They are ways around what bubblewrap walls off. Whoever tries one hears that the kernel has no such thing, which
libraries expect of older kernels and live with.
"""

from __future__ import annotations

import errno
import os
import platform
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_TELLS = Path("/proc/sys/kernel/seccomp/actions_avail")  # there where the kernel has filters

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # linux/audit.h
_X32 = 0x40000000  # from here on x86_64 counts its second set of numbers, and no other has any

# name -> number on x86_64, on aarch64; asm/unistd.h
_SOCKETS = {"socket": (41, 198), "socketpair": (53, 199)}
_REFUSED = {
    "add_key": (248, 217),  # keys of the user, which no namespace hides
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "io_uring_setup": (425, 425),  # makes calls that no filter sees
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "ptrace": (101, 117),  # into bubblewrap's own process, which outlives each snippet
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "memfd_create": (319, 279),  # memory that no limit and no count sees
    "memfd_secret": (447, 447),
    "shmget": (29, 194),  # and what stays when all who used it are gone
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
}
_FAMILIES = (1, 2, 10)  # Unix, IPv4, IPv6; others, such as AF_VSOCK, reach past the namespace of the network
_NETLINK, _ROUTES = 16, 0  # what interfaces there are: getaddrinfo and gloo ask

# linux/bpf_common.h, linux/seccomp.h
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST, _THIRD = 0, 4, 16, 32  # offsets in seccomp_data; of arguments, their lower half
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000

_Step = tuple[int, int, str]  # what is done, with what, and where to go on if it is so; else at the next step


def missing() -> str:
    """What a filter needs and this machine lacks; "" where it has all."""
    if platform.machine() not in _ARCHITECTURES:
        return f"its filter of system calls is not written for {platform.machine()}"
    if not _TELLS.exists():
        return "this kernel does not filter system calls (CONFIG_SECCOMP_FILTER)"
    return ""


@contextmanager
def filter_to_read() -> Iterator[int]:
    """A descriptor from which the filter for this machine can be read once."""
    reading, writing = os.pipe()
    try:
        os.write(writing, program(platform.machine()))
        os.close(writing)
        yield reading
    finally:
        os.close(reading)


def program(machine: str) -> bytes:
    """The filter, as instructions of BPF."""
    column = list(_ARCHITECTURES).index(machine)
    families = [(_EQUAL, family, "allow") for family in _FAMILIES]
    return _assembled(
        {
            "start": [
                (_LOAD, _ARCHITECTURE, ""),
                (_EQUAL, _ARCHITECTURES[machine], "native"),
                (_RETURN, _FAIL | errno.ENOSYS, ""),
            ],
            "native": [
                (_LOAD, _NUMBER, ""),
                (_AT_LEAST, _X32, "refuse"),
                *((_EQUAL, numbers[column], "refuse") for numbers in _REFUSED.values()),
                *((_EQUAL, numbers[column], "socket") for numbers in _SOCKETS.values()),
                (_RETURN, _ALLOW, ""),
            ],
            "socket": [
                (_LOAD, _FIRST, ""),
                *families,
                (_EQUAL, _NETLINK, "netlink"),
                (_RETURN, _FAIL | errno.EAFNOSUPPORT, ""),
            ],
            "netlink": [
                (_LOAD, _THIRD, ""),
                (_EQUAL, _ROUTES, "allow"),
                (_RETURN, _FAIL | errno.EPROTONOSUPPORT, ""),
            ],
            "allow": [(_RETURN, _ALLOW, "")],
            "refuse": [(_RETURN, _FAIL | errno.ENOSYS, "")],
        }
    )


def _assembled(blocks: Mapping[str, list[_Step]]) -> bytes:
    """Steps with names of blocks -> instructions with distances. All jumps lead forward."""
    steps = [step for block in blocks.values() for step in block]
    starts, place = {"": 0}, 0
    for name, block in blocks.items():
        starts[name] = place
        place += len(block)
    distances = (max(0, starts[to] - at - 1) for at, (_, _, to) in enumerate(steps))
    return b"".join(
        struct.pack("=HBBI", what, distance, 0, operand)
        for (what, operand, _), distance in zip(steps, distances, strict=True)
    )
