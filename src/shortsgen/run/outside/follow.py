"""Where a path leads: the links on its way, each where it really is, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_HOPS = 40  # as many as the kernel follows


@dataclass(frozen=True, slots=True)
class Way:
    """`links` holds what each link of the way says, by the real place of that link; `left` are the folders that it goes
    into and out of again, by `..`; `real` is its end, where there is no link any more. Nothing needs to be there."""

    links: dict[Path, str]
    left: frozenset[Path]
    real: Path


def follow(path: Path) -> Way:
    """The way that an absolute path leads; one without an end ends at the link that is one too many."""
    links: dict[Path, str] = {}
    left: set[Path] = set()
    real, ahead, hops = Path("/"), list(reversed(path.parts[1:])), 0
    while ahead:
        name = ahead.pop()
        if name == "..":
            left.add(real)
            real = real.parent
            continue
        here = real / name
        try:
            said = str(here.readlink())
        except OSError:
            real = here
            continue
        hops += 1
        if hops > _HOPS:
            return Way(links, frozenset(left), here)
        links[here] = said
        real = Path("/") if Path(said).is_absolute() else real
        ahead += [part for part in reversed(Path(said).parts) if part != "/"]
    return Way(links, frozenset(left), real)
