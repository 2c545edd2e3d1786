"""The card that a snippet computes on: the files of its driver, which are all that is shown of it, and its name."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

_DEV = Path("/dev")
_MOST = 64  # cards of a machine
_SYSTEMS = {"darwin": "macOS", "win32": "Windows"}


class NoCard(Exception):  # noqa: N818 - the reason why something is skipped
    """Why this machine has no card for snippets."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card: the files of its driver, and what it calls the card and itself."""

    files: tuple[Path, ...]
    name: str = "cuda"
    driver: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What a recording says of it."""
        return {"device": self.name} | ({"driver": self.driver} if self.driver else {})


def files(folder: Path = _DEV) -> tuple[Path, ...]:
    """What CUDA opens: control, memory, and the first card. Raises NoCard where one is missing."""
    if sys.platform != "linux":
        raise NoCard(f"on {_SYSTEMS.get(sys.platform, sys.platform)}, snippets find no CUDA")
    cards = [folder / f"nvidia{number}" for number in range(_MOST)]
    control, memory = folder / "nvidiactl", folder / "nvidia-uvm"
    found = control, memory, next((card for card in cards if card.exists()), cards[0])
    missing = [path for path in found if not path.exists()]
    if missing == [memory]:  # which is made only when somebody first needs it
        raise NoCard(f"there is no {memory}; `nvidia-modprobe -u -c 0` makes it")
    if missing:
        raise NoCard(f"there is no {missing[0]}, as NVIDIA's driver makes it")
    return found
