"""outcomes <-> day04.outputs.yaml: at once the cache of `render` and the golden file of `check`.

Only outcomes that were as expected are recorded, so a failure is never taken for a result. Figures are PNG files in
a folder beside it, named by short, so that they too can be reviewed; the recording holds their hashes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shortsgen.problems import InputError, Problem, Span
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.snippet import Snippet
from shortsgen.text import yaml as yamltext

FORMAT = 1
_HEADER = "# What the code printed when it was executed. `shortsgen run` writes this file; review it like code.\n"
_RECORDED = {Status.OK, Status.COMMENT_ONLY, Status.RAISED, Status.EXITED}
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)

ReadFigure = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """An outcome and the key of the snippet that gave it."""

    key: str
    outcome: Outcome
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Recording:
    """The outcomes of a day by the names of their snippets, and what they were found on."""

    environment: Mapping[str, Any] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def fresh(self, snippet: Snippet) -> Outcome | None:
        """The recorded outcome where it is that of this very snippet."""
        entry = self.entries.get(snippet.name)
        return entry.outcome if entry and entry.key == snippet.key else None

    def orphans(self, snippets: Iterable[Snippet]) -> list[tuple[str, Entry]]:
        """Entries for which the day has no snippet any more."""
        names = {snippet.name for snippet in snippets}
        return [(name, entry) for name, entry in self.entries.items() if name not in names]


def recorded(
    old: Recording, snippets: Iterable[Snippet], found: Mapping[str, Outcome], environment: Mapping[str, Any]
) -> Recording:
    """`old` with what was `found`, in the order of the day; orphans and what can no longer be true are left out."""
    entries: dict[str, Entry] = {}
    for snippet in snippets:
        outcome = found.get(snippet.name)
        if outcome is None and (kept := old.fresh(snippet)):
            entries[snippet.name] = Entry(snippet.key, kept)
        elif outcome and outcome.status in _RECORDED and outcome.as_expected(snippet.raises):
            entries[snippet.name] = Entry(snippet.key, outcome)
    return Recording(environment if found else old.environment, entries)


def dump(recording: Recording) -> str:
    """The text of the recording's file; equal recordings give equal text."""
    outcomes = {name: _entry_data(entry) for name, entry in recording.entries.items()}
    data = {"format": FORMAT, "environment": dict(recording.environment), "outcomes": outcomes}
    return _HEADER + yamltext.dump(data)


def figure_name(name: str, number: int) -> str:
    """The file of a snippet's figure `number`, from 1, inside the recording's folder of figures."""
    return f"{name.replace('/', '-')}-{number}.png"


def figures(recording: Recording) -> dict[str, bytes]:
    """The files of all figures of a recording."""
    return {
        figure_name(name, number): png
        for name, entry in recording.entries.items()
        for number, png in enumerate(entry.outcome.figures, 1)
    }


def _entry_data(entry: Entry) -> dict[str, Any]:
    outcome = entry.outcome
    data: dict[str, Any] = {"key": entry.key, "status": outcome.status.value}
    if outcome.output:
        data["output"] = outcome.output
    if outcome.error:
        data["error"] = {"type": outcome.error.type, "message": outcome.error.message}
    if outcome.detail:
        data["detail"] = outcome.detail
    if outcome.figures:
        data["figures"] = [_hash(png) for png in outcome.figures]
    return data


def _hash(png: bytes) -> str:
    return hashlib.sha256(png).hexdigest()[:20]


def parse(text: str, file: str, read_figure: ReadFigure) -> Recording:
    """Read a recording. `read_figure` gives the bytes of a figure's file, None where it is missing.

    An entry whose figures are missing or changed is left out, and so executed again. Raises InputError, with the
    places, where the file is damaged: it is the author's golden file, and never guessed at.
    """
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        hint = "resolve the conflict, or take one side and run `shortsgen run DAY`"
        raise InputError(
            [Problem("recording-conflict", "merge-conflict marks in the recording", Span(file, line), hint)],
            {file: text},
        )
    root = yamltext.parse(text, file)
    try:
        return _recording(root, read_figure)
    except _Damaged as damaged:
        hint = "restore it from version control, or delete it and run `shortsgen run DAY`"
        problem = Problem("recording-damaged", str(damaged), damaged.span, hint)
        raise InputError([problem], {file: text}) from None


class _Damaged(Exception):  # noqa: N818 - becomes an InputError at once
    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


def _recording(root: yamltext.Node, read_figure: ReadFigure) -> Recording:
    version = _get(root, "format", int)
    if version.value != FORMAT:
        raise _Damaged(f"expected format {FORMAT}, found {version.value}", version.span)
    environment = yamltext.data(_get(root, "environment", dict))
    entries = {}
    for name, node in _get(root, "outcomes", dict).value.items():
        entry = _entry(name, node, read_figure)
        if entry:
            entries[name] = entry
    return Recording(environment, entries)


def _entry(name: str, node: yamltext.Node, read_figure: ReadFigure) -> Entry | None:
    status = _get(node, "status", str)
    if status.value not in {one.value for one in _RECORDED}:
        raise _Damaged(f"`{status.value}` is not a status that is recorded", status.span)
    error = _get(node, "error", dict) if "error" in node.value else None
    failure = Failure(_get(error, "type", str).value, _get(error, "message", str).value) if error else None
    hashes = [item.value for item in _get(node, "figures", list).value] if "figures" in node.value else []
    pngs = [read_figure(figure_name(name, number)) for number in range(1, len(hashes) + 1)]
    if [_hash(png) if png is not None else None for png in pngs] != hashes:
        return None
    outcome = Outcome(
        Status(status.value),
        _get(node, "output", str).value if "output" in node.value else "",
        tuple(png for png in pngs if png is not None),
        failure,
        _get(node, "detail", str).value if "detail" in node.value else "",
    )
    return Entry(_get(node, "key", str).value, outcome, node.span)


def _get(node: yamltext.Node, key: str, kind: type) -> yamltext.Node:
    if not isinstance(node.value, dict):
        raise _Damaged(f"expected a mapping with `{key}`", node.span)
    child = node.value.get(key)
    if child is None:
        raise _Damaged(f"expected the key `{key}`", node.span)
    if not isinstance(child.value, kind):
        raise _Damaged(f"expected `{key}` to be {_KINDS[kind]}", child.span)
    assert isinstance(child, yamltext.Node)
    return child


_KINDS = {str: "text", int: "a number", dict: "a mapping", list: "a list"}
