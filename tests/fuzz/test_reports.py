"""Whatever a child writes on the pipe for its report, the runner has an outcome for it, and garbage is never `ok`."""

from __future__ import annotations

import contextlib
import json
import os
import struct
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside import verdict
from shortsgen.run.outside.job import Job
from shortsgen.run.outside.place import Place
from shortsgen.run.snippet import snippets
from tests.attacks.attack import controls
from tests.run.conftest import day_of

INF = float("inf")
KEYS = ["kind", "end", "seconds", "figures", "executed", "error", "exhausted", "argument", "module", "type", "line"]
KINDS = ["Report", "Importing", "Passed", "Raised", "Exited", "Error", "Started", "Kill"]
SCALAR = (
    st.sampled_from([*KINDS, "torch._dynamo", INF, -INF, 10**400])
    | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
)  # fmt: skip
VALUE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner), max_leaves=10
)


def record(kind: str, **values: Any) -> Any:
    """A record of that kind; its values may be of other types."""
    mine = st.fixed_dictionaries({"kind": st.just(kind)} | {name: own | VALUE for name, own in values.items()})
    return mine | VALUE


TEXT, NUMBER = st.text(max_size=8), st.integers()
PART, LINE = st.just("s1.py") | TEXT, st.sampled_from([1, 2]) | NUMBER
ERROR = record("Error", type=TEXT, message=TEXT, traceback=TEXT, part=PART, line=LINE, column=NUMBER)
END = (
    record("Passed", executed=st.booleans())
    | record("Exited", argument=TEXT)
    | record("Raised", error=ERROR, exhausted=st.booleans())
)
REPORT = st.fixed_dictionaries(
    {
        "kind": st.just("Report"),
        "end": END,
        "seconds": st.floats() | VALUE,
        "figures": st.lists(st.just(3), max_size=2) | VALUE,
    }
)
FINE = {"kind": "Report", "end": {"kind": "Passed", "executed": True}, "seconds": 1, "figures": []}


@given(st.binary(max_size=300) | st.binary(max_size=20).map(lambda head: _framed(head, b"")))
@example(b"\xff" * 9)
@example(b"\0\0\0\2\0\0\0\0[]")
@example(b"\0\0\0\4\0\0\0\0" + b"\xff" * 4)
def test_garbage_is_no_report(data: bytes) -> None:
    assert _outcome(data).status is Status.VANISHED


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), VALUE) | REPORT, max_size=3))
@example([FINE])
@example([FINE | {"seconds": -1}])
@example([FINE | {"seconds": 10**400}])
@example([FINE | {"figures": [3]}])
@example([FINE | {"end": {"kind": "Raised", "error": None, "exhausted": False}}])
def test_any_frame_gives_an_outcome_that_can_be_shown(frames: list[dict[str, Any]]) -> None:
    outcome = _outcome(b"".join(map(_encoded, frames)))
    assert 0 <= outcome.seconds < INF
    assert controls(f"{outcome.output}{outcome.detail}{outcome.error or ''}") == set()
    assert (outcome.error is not None) == (outcome.status in (Status.RAISED, Status.OUT_OF_MEMORY))
    if outcome.error:
        assert outcome.error.line in (0, 101, 102)
        assert outcome.error.column >= 0
    if outcome.status is Status.OK:
        assert any(frame.get("end") == {"kind": "Passed", "executed": True} for frame in frames)


@given(st.binary(max_size=200), REPORT)
def test_garbage_after_a_report_spoils_it_or_is_an_unfinished_frame(garbage: bytes, report: dict[str, Any]) -> None:
    assert _outcome(_encoded(report) + garbage).status in Status


def _encoded(frame: dict[str, Any]) -> bytes:
    """As `wire.encode`, but for characters that are no ASCII, and numbers that JSON does not have."""
    figures = frame.get("figures")
    sizes = [size for size in figures if isinstance(size, int) and 0 < size < 9] if isinstance(figures, list) else []
    return _framed(json.dumps(frame, ensure_ascii=False).encode("utf-8", "surrogatepass"), b"x" * sum(sizes))


def _framed(head: bytes, body: bytes) -> bytes:
    return struct.pack("!II", len(head), len(body)) + head + body


def _outcome(report: bytes) -> Outcome:
    """That of a process which wrote `report`, and ended."""
    with _job() as (job, writing):
        os.write(writing, report)
        job.drain()
        return verdict.outcome(job, 0)


@contextlib.contextmanager
def _job() -> Iterator[tuple[Job, int]]:
    output, their_output = os.pipe()
    report, writing = os.pipe()
    [snippet] = snippets(day_of("x = 1\n"))
    job = Job(1, snippet, output, report, Place(None), folders=["/tmp/job-1"])  # type: ignore[arg-type]
    for descriptor in (output, report):
        os.set_blocking(descriptor, False)
    try:
        yield job, writing
    finally:
        os.close(their_output)
        os.close(writing)
        job.close()
