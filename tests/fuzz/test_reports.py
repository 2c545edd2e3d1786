"""Whatever a child writes on the pipe for its report, the runner has an outcome for it, and garbage is never `ok`."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from shortsgen.run import wire
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside import verdict
from shortsgen.run.outside.job import Job
from shortsgen.run.outside.place import Place
from shortsgen.run.snippet import snippets
from tests.attacks.attack import controls
from tests.run.conftest import day_of

INF = float("inf")
KEYS = ["status", "seconds", "error", "figures", "code", "message", "importing", "type", "traceback", "line", "column"]
STATUSES = [*(str(status) for status in Status), "OK"]
SCALAR = (
    st.sampled_from([*STATUSES, "iVBORw0KGgo=", "torch._dynamo", INF, -INF, 10**400])
    | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
)  # fmt: skip
VALUE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner), max_leaves=10
)
ERROR = st.fixed_dictionaries(dict.fromkeys(("type", "message", "traceback", "line", "column"), VALUE))
REPORT = st.fixed_dictionaries(
    {"status": st.sampled_from(STATUSES) | VALUE, "seconds": st.floats() | VALUE},
    optional={"error": ERROR | VALUE, "figures": VALUE, "message": VALUE, "importing": VALUE},
)


@given(st.binary(max_size=300) | st.binary(max_size=20).map(lambda body: len(body).to_bytes(4, "big") + body))
@example(b"\xff" * 9)
@example(b"\0\0\0\2[]")
@example(b"\0\0\0\4" + b"\xff" * 4)
def test_garbage_is_no_report(data: bytes) -> None:
    assert _outcome(data).status is Status.VANISHED
    with contextlib.suppress(wire.WireError):
        assert all(isinstance(frame, dict) for frame in wire.Decoder().feed(data))


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), VALUE) | REPORT, max_size=3))
@example([{"status": ["ok"]}])
@example(
    [
        {
            "status": "raised",
            "seconds": 1,
            "error": {"type": "", "message": "", "traceback": "", "line": INF, "column": 1},
        }
    ]
)
@example([{"status": "ok", "seconds": 10**400}])
@example([{"status": "ok", "seconds": 1, "figures": ["iVBORw0KGgo="]}])
def test_any_frame_gives_an_outcome_that_can_be_shown(frames: list[dict[str, Any]]) -> None:
    outcome = _outcome(b"".join(map(_encoded, frames)))
    assert 0 <= outcome.seconds < INF
    assert controls(f"{outcome.output}{outcome.detail}{outcome.error or ''}") == set()
    assert (outcome.error is not None) == (outcome.status in (Status.RAISED, Status.OUT_OF_MEMORY))
    if outcome.error:
        assert outcome.error.line in (0, 101, 102)
        assert outcome.error.column >= 0
    if outcome.status is Status.OK:
        assert any(frame.get("status") == "ok" for frame in frames)


@given(st.binary(max_size=200), REPORT)
def test_garbage_after_a_report_spoils_it_or_is_an_unfinished_frame(garbage: bytes, report: dict[str, Any]) -> None:
    assert _outcome(_encoded(report) + garbage).status in Status


def _encoded(frame: dict[str, Any]) -> bytes:
    """As `wire.encode`, but for characters that are no ASCII, and numbers that JSON does not have."""
    body = json.dumps(frame, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return len(body).to_bytes(4, "big") + body


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
