"""Days of any size: shorts whose code differs, runs and prints what is known beforehand, so nothing needs recording."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shortsgen.pipeline.day import load_day
from shortsgen.pipeline.record import save
from shortsgen.project import Project
from shortsgen.run.outcome import Outcome, Status

Shape = Callable[[int], tuple[str, str]]  # number of a short -> its code, and what that prints


def generate(root: Path, shorts: int) -> str:
    """Put a day of so many shorts, and its recording, into the project at `root`; returns the day's name."""
    project, name = Project(root), f"day{shorts}"
    project.script(name).parent.mkdir(exist_ok=True)
    project.script(name).write_text(_day(shorts), encoding="utf-8")
    loaded = load_day(project, name)
    outputs = {_id(number): _shape(number)[1] for number in range(1, shorts + 1)}
    found = {snippet.name: Outcome(Status.OK, outputs[snippet.name]) for snippet in loaded.snippets}
    save(loaded, found, {})
    return name


def days(root: Path, count: int, shorts: int) -> None:
    """Put so many days of so many shorts there, none of which are the same, and nothing of them recorded."""
    project = Project(root)
    project.script("").parent.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        project.script(f"day-{number}").write_text(_day(shorts, number * shorts), encoding="utf-8")


def _day(shorts: int, before: int = 0) -> str:
    numbers = range(before + 1, before + shorts + 1)
    return f"title: A day of {shorts} shorts\nshorts:\n" + "\n".join(map(_short, numbers))


def _short(number: int) -> str:
    code = _shape(number)[0].replace("\n", "\n      ")
    return f"""\
  - id: {_id(number)}
    title: Generated short number {number}
    hook: What does `print` show here, the {number}th time?
    talk_track:
      - say: These lines belong to short {number} alone.
        focus: 1
      - Guess what is printed, then look at the output.
    code: |
      {code}
    mistake: Copying number {number} and *not* running it again.
"""


def _id(number: int) -> str:
    return f"generated-{number}"


def _shape(number: int) -> tuple[str, str]:
    return _SHAPES[number % len(_SHAPES)](number)


def _sum(number: int) -> tuple[str, str]:
    code = f"values = [{number} * i for i in range(5)]\nprint(sum(values))"
    return code, f"{10 * number}\n"


def _tensor(number: int) -> tuple[str, str]:
    code = f"import torch\n\nx = torch.arange({number})\nprint(x.shape, int(x.sum()))"
    return code, f"torch.Size([{number}]) {number * (number - 1) // 2}\n"


def _class(number: int) -> tuple[str, str]:
    code = f"""\
class Counter:
    def __init__(self):
        self.value = {number}

    def step(self):
        self.value += 1
        return self.value

counter = Counter()
print(counter.step())
print(counter.step())"""
    return code, f"{number + 1}\n{number + 2}\n"


def _layer(number: int) -> tuple[str, str]:
    width = number % 50 + 1
    code = f"""\
import torch.nn as nn

layer = nn.Linear({width}, 3)
for name, p in layer.named_parameters():
    print({number}, name, tuple(p.shape))"""
    return code, f"{number} weight (3, {width})\n{number} bias (3,)\n"


_SHAPES: tuple[Shape, ...] = (_sum, _tensor, _class, _layer)
