"""Problems as a program reads them: one versioned envelope."""

from __future__ import annotations

import json

import pytest
from jsonschema import ValidationError, validate

from shortsgen.problems import Problem, Severity, Span
from shortsgen.report.envelope import FORMAT, envelope
from shortsgen.report.findings import Findings
from shortsgen.shipped import built_in

SCHEMA = json.loads((built_in() / "report.schema.json").read_text("utf-8"))


def test_json_has_every_key_of_every_problem() -> None:
    problem = Problem("c", "m “quoted”", Span("day.yaml", 2, 3, 4, 5), "h", Severity.NOTE, "d", "day/first", True)
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
                "end_line": 4,
                "end_column": 5,
                "hint": "h",
                "detail": "d",
                "subject": "day/first",
                "fixable": True,
            },
            {
                "code": "e",
                "severity": "error",
                "message": "n",
                "file": None,
                "line": None,
                "column": None,
                "end_line": None,
                "end_column": None,
                "hint": None,
                "detail": None,
                "subject": None,
                "fixable": False,
            },
        ],
    }


@pytest.mark.parametrize(
    "findings",
    [
        Findings(()),
        Findings(
            (Problem("c", "m", Span("day.yaml", 2, 3, 4, 5), "h", Severity.NOTE, "d", "day/first", True),),
            {},
            {"days": 1},
        ),
        Findings((Problem("c", "m"), Problem("c", "m", Span("day.yaml", 2))), refused=True),
    ],
)
def test_json_is_as_its_schema_says_and_the_schema_names_every_key(findings: Findings) -> None:
    data = json.loads(envelope(findings))
    validate(data, SCHEMA)
    assert set(SCHEMA["properties"]) == set(SCHEMA["required"]) == set(data)
    schema = SCHEMA["$defs"]["problem"]
    for problem in data["problems"]:
        assert set(schema["properties"]) == set(schema["required"]) == set(problem)


def test_the_schema_refuses_another_format() -> None:
    with pytest.raises(ValidationError):
        validate(json.loads(envelope(Findings(()))) | {"format": FORMAT + 1}, SCHEMA)


@pytest.mark.parametrize(("severity", "ok"), [(Severity.ERROR, False), (Severity.WARNING, True), (Severity.NOTE, True)])
def test_only_errors_are_not_ok(severity: Severity, ok: bool) -> None:
    assert json.loads(envelope(Findings((Problem("c", "m", severity=severity),))))["ok"] is ok


def test_places_are_counted_from_the_project_wherever_that_is() -> None:
    [problem] = json.loads(envelope(Findings((Problem("c", "m", Span("day.yaml", 2)),), folder="videos")))["problems"]
    assert problem["file"] == "day.yaml"
