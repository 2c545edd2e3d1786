"""recording <-> day04.outputs.yaml.

Each entry names its machine, though most days have one: a merge of two branches then keeps what each of them says.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from shortsgen.problems import InputError, Problem, Span
from shortsgen.run.figures import are_fit
from shortsgen.run.limits import MOST_FIGURES
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.recording import RECORDED, Entry, Environment, Recording, figure_hash, figure_name
from shortsgen.text import yaml as yamltext

FORMAT = 2  # 1 had one environment for all outcomes
_HEADER = "# What the code printed when it was executed. `shortsgen run` writes this file; review it like code.\n"
_MOST_BYTES = 512 * 1024 * 1024  # of the figures of a day, which are all held in memory
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/mistake)?")  # of a snippet, and so of the files of its figures
_HASH = re.compile(r"[0-9a-f]{20}")  # as `figure_hash` gives it
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)

ReadFigure = Callable[[str], bytes | None]


def dump(recording: Recording) -> str:
    """The text of the recording's file; equal recordings give equal text."""
    data = {
        "format": FORMAT,
        "environments": {_name(environment): dict(environment) for environment in recording.environments()},
        "outcomes": {name: _entry_data(entry) for name, entry in recording.entries.items()},
    }
    return _HEADER + yamltext.dump(data)


def _name(environment: Environment) -> str:
    """Made of what it says, so that it means the same in every branch."""
    return hashlib.sha256(json.dumps(dict(environment), sort_keys=True).encode("ascii")).hexdigest()[:8]


def _entry_data(entry: Entry) -> dict[str, Any]:
    outcome = entry.outcome
    data: dict[str, Any] = {"key": entry.key, "environment": _name(entry.environment), "status": outcome.status.value}
    if outcome.output:
        data["output"] = outcome.output
    if outcome.error:
        frames = {"frames": outcome.error.frames} if outcome.error.frames else {}
        data["error"] = {"type": outcome.error.type, "message": outcome.error.message} | frames
    if outcome.detail:
        data["detail"] = outcome.detail
    if entry.figures:
        data["figures"] = list(entry.figures)
    return data


def parse(text: str, file: str, read_figure: ReadFigure) -> Recording:
    """Read a recording. `read_figure` gives the bytes of a figure's file, None where it is missing.

    Raises InputError, with the places, where the file is damaged: it is the author's golden file, and never guessed at.
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
    if version.value not in (1, FORMAT):
        raise _Damaged(f"expected format {FORMAT}, found {version.value}", version.span)
    machine = _one_for_all(root) if version.value == 1 else _by_name(root)
    outcomes = _get(root, "outcomes", dict)
    entries: dict[str, Entry] = {}
    room = _MOST_BYTES
    for name, node in outcomes.value.items():
        if not _NAME.fullmatch(name):
            raise _Damaged("expected the id of a short, or that with `/mistake`", outcomes.keys[name])
        entries[name] = _entry(name, node, machine(node), read_figure)
        room -= sum(map(len, entries[name].outcome.figures))
        if room < 0:
            raise _Damaged(f"the figures have more than {_MOST_BYTES // 2**20} MiB together", outcomes.keys[name])
    return Recording(entries)


Machine = Callable[[yamltext.Node], Environment]  # that of an entry


def _one_for_all(root: yamltext.Node) -> Machine:
    environment = yamltext.data(_get(root, "environment", dict))
    return lambda _entry: environment


def _by_name(root: yamltext.Node) -> Machine:
    nodes = _get(root, "environments", dict)
    environments: dict[str, Environment] = {name: yamltext.data(_get(nodes, name, dict)) for name in nodes.value}

    def machine(entry: yamltext.Node) -> Environment:
        name = _get(entry, "environment", str)
        if name.value not in environments:
            raise _Damaged(f"`{name.value}` is not among the environments", name.span)
        return environments[name.value]

    return machine


def _entry(name: str, node: yamltext.Node, environment: Environment, read_figure: ReadFigure) -> Entry:
    status = _get(node, "status", str)
    if status.value not in {one.value for one in RECORDED}:
        raise _Damaged(f"`{status.value}` is not a status that is recorded", status.span)
    error = _get(node, "error", dict) if "error" in node.value else None
    failure = _failure(error) if error else None
    hashes = _hashes(_get(node, "figures", list)) if "figures" in node.value else ()
    pngs = tuple(read_figure(figure_name(name, number)) or b"" for number in range(1, len(hashes) + 1))
    whole = tuple(map(figure_hash, pngs)) == hashes and are_fit(pngs)
    outcome = Outcome(
        Status(status.value),
        _get(node, "output", str).value if "output" in node.value else "",
        pngs if whole else (),
        failure,
        _get(node, "detail", str).value if "detail" in node.value else "",
    )
    return Entry(_get(node, "key", str).value, outcome, environment, () if whole else hashes, node.span)


def _failure(error: yamltext.Node) -> Failure:
    frames = _get(error, "frames", str).value if "frames" in error.value else ""
    return Failure(_get(error, "type", str).value, _get(error, "message", str).value, frames=frames)


def _hashes(figures: yamltext.Node) -> tuple[str, ...]:
    if len(figures.value) > MOST_FIGURES:
        raise _Damaged(f"expected at most {MOST_FIGURES} figures, found {len(figures.value)}", figures.span)
    for item in figures.value:
        if not (isinstance(item.value, str) and _HASH.fullmatch(item.value)):
            raise _Damaged("expected the hash of a figure: 20 digits from 0 to f", item.span)
    return tuple(item.value for item in figures.value)


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
