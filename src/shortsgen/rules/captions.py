"""The rules about caption files: whether what the templates make of a short is what its format says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shortsgen.problems import Problem, Span
from shortsgen.script.model import Short
from shortsgen.timedtext import srt, webvtt
from shortsgen.timedtext.violation import Violation


def wellformed(short: Short, files: Mapping[str, str], templates: Mapping[str, str]) -> Iterator[Problem]:
    """One problem for each of the `files`, texts by their names, that breaks its format. It lies with the template:
    `templates` has the path of each by the suffix of the files that it makes."""
    for name, text in files.items():
        suffix = name.rpartition(".")[2]
        place = Span(templates[suffix], 1)
        if suffix == "vtt" and (found := webvtt.violations(text)):
            yield Problem("captions-webvtt", _message(short, name, "WebVTT", found), place, _hint("captions-webvtt"))
        if suffix == "srt" and (found := srt.violations(text)):
            yield Problem("captions-srt", _message(short, name, "SRT", found), place, _hint("captions-srt"))


def _hint(code: str) -> str:
    return f"mend the template: `shortsgen explain {code}` tells how"


def _message(short: Short, name: str, form: str, found: tuple[Violation, ...]) -> str:
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{short.label}: {name} is no valid {form}: {found[0]}{more}"
