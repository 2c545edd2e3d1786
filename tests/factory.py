"""Records built by hand, for tests that need no files and no processes."""

from __future__ import annotations

from typing import Any

from shortsgen.plan.timeline import Beat, Kind, Slide, Timeline
from shortsgen.problems import bad_input
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Code, Mistake, Short, TalkLine

CODE = """import torch.nn as nn

model = nn.Linear(4, 2)
print(model.weight.shape)
"""


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


def make_timeline(**overrides: Any) -> Timeline:
    """A short with one slide of each kind that it has, a second each. Keys of a short go to the short."""
    short = make_short(**{key: overrides.pop(key) for key in [*overrides] if key in Short.__dataclass_fields__})
    outcome = overrides.pop("outcome", Outcome(Status.OK, "torch.Size([2, 4])\n"))
    kinds = [Kind.HOOK, Kind.CODE, *[Kind.LISTING] * len(short.listings), Kind.OUTPUT, Kind.MISTAKE]
    shown = [kind for kind in kinds if kind is not Kind.MISTAKE or short.mistake]
    slides = overrides.pop("slides", tuple(Slide(number, kind) for number, kind in enumerate(shown, 1)))
    values: dict[str, Any] = {
        "day": "day04",
        "series": "nn.Module + “PyTorch Way”",
        "short": short,
        "outcome": outcome,
        "mistake": None,
        "slides": slides,
        "beats": tuple(Beat(slide.kind, 1000 * i, 1000 * (i + 1), slide.number) for i, slide in enumerate(slides)),
    }
    return Timeline(**values | overrides)


def no_file(path: str) -> bytes:
    """A project without the files that its settings name."""
    raise bad_input(f"cannot read the file `{path}`: no such file", code="script-file")
