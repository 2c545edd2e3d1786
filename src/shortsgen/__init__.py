"""From one YAML file to a shoot-ready day of short videos, with code that provably ran.

What stands in `__all__` is for build scripts and notebooks; docs/reference/api.md tells it. A name is imported when it
is first used, so that the command line does not wait for what it does not need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Artifact",
    "Beat",
    "Day",
    "Outcome",
    "Problem",
    "Progress",
    "Rendered",
    "Session",
    "Severity",
    "Short",
    "ShortsgenError",
    "Slide",
    "Span",
    "Status",
    "Timeline",
    "Word",
]

if TYPE_CHECKING:
    from shortsgen.api import Rendered, Session
    from shortsgen.pipeline.progress import Progress
    from shortsgen.plan.timeline import Beat, Slide, Timeline, Word
    from shortsgen.problems import Problem, Severity, ShortsgenError, Span
    from shortsgen.run.outcome import Outcome, Status
    from shortsgen.script.model import Day, Short
    from shortsgen.store.artifact import Artifact
else:
    _HOMES = {
        "api": "Rendered Session",
        "pipeline.progress": "Progress",
        "plan.timeline": "Beat Slide Timeline Word",
        "problems": "Problem Severity ShortsgenError Span",
        "run.outcome": "Outcome Status",
        "script.model": "Day Short",
        "store.artifact": "Artifact",
    }

    def __getattr__(name):
        from importlib import import_module

        for home, names in _HOMES.items():
            if name in names.split():
                return getattr(import_module(f"{__name__}.{home}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__():
        return sorted({*globals(), *__all__})
