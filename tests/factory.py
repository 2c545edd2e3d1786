"""Records built by hand, for tests that need no files and no processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.labels.labels import Labels
from shortsgen.plan.contents import CodeContent
from shortsgen.plan.steps import steps
from shortsgen.plan.timeline import Beat, Slide, Timeline
from shortsgen.plan.voice import Paced
from shortsgen.problems import bad_input
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Code, Mistake, Short, TalkLine

CODE = """import torch.nn as nn

model = nn.Linear(4, 2)
print(model.weight.shape)
"""

OUTCOME = Outcome(Status.OK, "torch.Size([2, 4])\n")


def make_short(**overrides: Any) -> Short:
    values: dict[str, Any] = {
        "number": 4,
        "id": "first-custom-model",
        "title": "Your First Custom Model Class",
        "hook": "Custom `nn.Module` = clean, reusable code.",
        "talk_track": (TalkLine("Define layers in `__init__`."),),
        "code": Code(CODE),
        "mistake": Mistake("Creating layers inside `forward()`."),
    }
    return Short(**values | overrides)


def make_timeline(
    outcome: Outcome = OUTCOME,
    made: Outcome | None = None,
    kinds: Sequence[str] = ("hook", "code", "listing", "output", "mistake"),
    focus: tuple[int, ...] = (),
    labels: Labels = ENGLISH,
    series: str = "nn.Module + “PyTorch Way”",
    **overrides: Any,
) -> Timeline:
    """A short with one slide for each thing of these `kinds` that it shows, a second each. `made` is the outcome of
    its mistake, other keys go to the short."""
    short = make_short(**overrides)
    contents = dict.fromkeys(step.content for step in steps(short, outcome, made) if step.content.kind in kinds)
    focused = (replace(one, focus=focus) if focus and isinstance(one, CodeContent) else one for one in contents)
    slides = tuple(Slide(number, content) for number, content in enumerate(focused, 1))
    beats = tuple(Beat(1000 * at, 1000 * (at + 1), slide) for at, slide in enumerate(slides))
    return Timeline("day04", series, short, outcome, made, Paced(short.options.pace), labels, slides, beats)


def no_file(path: str) -> bytes:
    """A project without the files that its settings name."""
    raise bad_input(f"cannot read the file `{path}`: no such file", code="script-file")
