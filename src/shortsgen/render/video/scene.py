"""What is seen of a stretch of the video, told by what changes from frame to frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Patch:
    """Pixels whose top left corner is at `x`, `y` of the picture: RGB, or RGBA with straight alpha, in an array of
    (height, width, channels). All four lengths are even, since colour has half the resolution of light."""

    x: int
    y: int
    pixels: NDArray[uint8]


class Scene(Protocol):
    """A stretch of the video. Each of its frames is a pure function of what its `key` is the hash of. Scenes of one key
    may differ by a frame at the end in which nothing changes, and in nothing else."""

    @property
    def key(self) -> str: ...

    @property
    def frames(self) -> int:
        """How many, at least one."""
        ...

    def patches(self) -> Iterator[tuple[Patch, ...]]:
        """For each frame what differs from the one before it; of the first one the whole picture."""
        ...
