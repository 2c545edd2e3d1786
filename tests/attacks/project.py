"""A hostile project: what a stranger's repository holds, what a person does with it, and what comes of that."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SECRET = "hush-hush, a secret of the person\n"

SCRIPT = """\
title: Day
shorts:
  - id: first
    title: First
    hook: First.
    talk_track: [First.]
    code: |
      print("hello")
"""


@dataclass(frozen=True)
class Place:
    """The project, and what lies outside of it: nothing there may change, and no word of it may be told."""

    project: Path
    outside: Path

    @classmethod
    def at(cls, folder: Path) -> Place:
        place = cls(folder / "project", folder / "outside")
        _put(place.project / "scripts_yaml" / "day01.yaml", SCRIPT)
        for name in ("secret", "first-1.png", "strange.png", "first/slides/01-hook.svg", ".old.1.shortsgen-tmp"):
            _put(place.outside / name, SECRET)
        return place


Step = Callable[[Place], None]


def write(name: str, content: str | bytes) -> Step:
    """A file of the project. `@OUTSIDE@` in it is where the person's own files are."""
    return lambda place: _put(
        place.project / name,
        content.replace("@OUTSIDE@", str(place.outside)) if isinstance(content, str) else content,
    )


def link(name: str, target: str | Path = "", root: str = "outside") -> Step:
    """A link in the project to a path outside, or in the project where that is the `root`."""
    return lambda place: _free(place.project / name).symlink_to(getattr(place, root) / target)


def pipe(name: str) -> Step:
    return lambda place: os.mkfifo(_free(place.project / name))


def _put(path: Path, content: str | bytes) -> None:
    _free(path).write_bytes(content if isinstance(content, bytes) else content.encode())


def _free(path: Path) -> Path:
    """`path`, with the folders above it and nothing there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    return path


@dataclass(frozen=True)
class Hostile:
    """`title` names it in docs/explanation/security.md, `note` is what that says of it. `says` is a pattern for all
    that is told by the command `words`, which ends with `code`."""

    title: str
    steps: tuple[Step, ...]
    words: str
    code: int
    says: str
    note: str
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return "-".join(self.title.replace("`", "").replace("/", "-").split())

    def make(self, place: Place) -> None:
        for step in self.steps:
            step(place)


def hostile(title: str, *steps: Step, words: str, says: str, note: str = "refused", code: int = 2) -> Hostile:
    return Hostile(title, steps, words, code, says, note)
