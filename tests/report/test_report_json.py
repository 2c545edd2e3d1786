"""Problems as a program reads them: one versioned envelope."""

from __future__ import annotations

import json

import pytest

from shortsgen.problems import Problem, Severity, Span
from shortsgen.report.envelope import envelope
from shortsgen.report.findings import Findings


def test_json_has_every_key_of_every_problem() -> None:
    problem = Problem("c", "m “quoted”", Span("day.yaml", 2, 3), "h", Severity.NOTE, "d", "day/first")
    assert json.loads(envelope(Findings((problem, Problem("e", "n")), summary={"days": 1}))) == {
        "format": 1,
        "command": "check",
        "ok": False,
        "summary": {"days": 1},
        "problems": [
            {
                "code": "c",
                "severity": "note",
                "message": "m “quoted”",
                "file": "day.yaml",
                "line": 2,
                "column": 3,
                "hint": "h",
                "detail": "d",
                "subject": "day/first",
            },
            {
                "code": "e",
                "severity": "error",
                "message": "n",
                "file": None,
                "line": None,
                "column": None,
                "hint": None,
                "detail": None,
                "subject": None,
            },
        ],
    }


@pytest.mark.parametrize(("severity", "ok"), [(Severity.ERROR, False), (Severity.WARNING, True), (Severity.NOTE, True)])
def test_only_errors_are_not_ok(severity: Severity, ok: bool) -> None:
    assert json.loads(envelope(Findings((Problem("c", "m", severity=severity),))))["ok"] is ok


def test_places_are_counted_from_the_project_wherever_that_is() -> None:
    [problem] = json.loads(envelope(Findings((Problem("c", "m", Span("day.yaml", 2)),), folder="videos")))["problems"]
    assert problem["file"] == "day.yaml"
