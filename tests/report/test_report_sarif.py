"""SARIF, held to its published schema and to what a schema cannot say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given
from jsonschema import Draft202012Validator

from shortsgen.problems import Problem, Severity, Span
from shortsgen.report.findings import Findings
from shortsgen.report.sarif import sarif
from tests import strategies

TESTS = Path(__file__).parents[1]
SCHEMA = Draft202012Validator(
    json.loads((TESTS / "data" / "sarif-2.1.0.json").read_text()), format_checker=Draft202012Validator.FORMAT_CHECKER
)
DRIFT = Problem("drift", "01 first: no", Span("day01.yaml", 9, 7, 9, 12), "mend it", subject="day01/first")


def run(findings: Findings) -> Any:
    log = json.loads(sarif(findings))
    SCHEMA.validate(log)
    [one] = log["runs"]
    return one


def fingerprints(*problems: Problem) -> list[str]:
    return [result["partialFingerprints"]["shortsgen/v1"] for result in run(Findings(problems))["results"]]


def test_the_schema_refuses_what_is_no_sarif() -> None:
    broken = json.loads(sarif(Findings((DRIFT,))))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    assert not SCHEMA.is_valid(broken)


def test_a_problem_is_a_result_at_its_place() -> None:
    found = run(Findings((DRIFT,), folder="my videos"))
    [result] = found["results"]
    fingerprint = result.pop("partialFingerprints")["shortsgen/v1"]
    assert re.fullmatch("[0-9a-f]{32}", fingerprint)
    assert result == {
        "ruleId": "drift",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "01 first: no\nhint: mend it"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "my%20videos/day01.yaml", "uriBaseId": "SRCROOT"},
                    "region": {"startLine": 9, "startColumn": 7, "endLine": 9, "endColumn": 12},
                },
                "logicalLocations": [{"fullyQualifiedName": "day01/first"}],
            }
        ],
    }
    assert "SRCROOT" in found["originalUriBaseIds"]


def test_a_rule_is_explained_in_text_and_in_markdown() -> None:
    [rule] = run(Findings((DRIFT,)))["tool"]["driver"]["rules"]
    remedy = "Mend it, accept it with `shortsgen run DAY --update`, or say with `varies` that it differs in every run."
    assert rule == {
        "id": "drift",
        "shortDescription": {
            "text": "It no longer gives what was recorded.",
            "markdown": "It no longer gives what was recorded.",
        },
        "help": {
            "text": remedy.replace("`", ""),
            "markdown": remedy,
        },
    }


def test_severities_are_levels() -> None:
    problems = tuple(Problem("c", "m", severity=severity) for severity in Severity)
    assert [result["level"] for result in run(Findings(problems))["results"]] == ["error", "warning", "note"]


def test_input_that_cannot_be_used_is_an_execution_without_success() -> None:
    refused = run(Findings((Problem("usage", "no such day"),), refused=True))
    assert [one["executionSuccessful"] for one in refused["invocations"]] == [False]
    assert [one["executionSuccessful"] for one in run(Findings((DRIFT,)))["invocations"]] == [True]


def test_braces_are_no_placeholders() -> None:
    [result] = run(Findings((Problem("c", "{0} and {'a': 1}"),)))["results"]
    assert result["message"]["text"] == "{{0}} and {{'a': 1}}"


def test_a_fingerprint_stays_when_the_short_moves_or_its_message_changes() -> None:
    moved = replace(DRIFT, span=Span("day01.yaml", 99, 7), message="02 first: no")
    assert fingerprints(DRIFT) == fingerprints(moved)


def test_a_fingerprint_tells_problems_apart() -> None:
    others = [replace(DRIFT, code="usage"), replace(DRIFT, subject="day01/second"), replace(DRIFT, span=None)]
    assert len(set(fingerprints(DRIFT, DRIFT, *others))) == 5


@given(strategies.findings)
def test_whatever_is_told_it_is_valid_and_its_indexes_are_right(findings: Findings) -> None:
    found = run(findings)
    rules = found["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in found["results"]] == [
        problem.code for problem in findings.problems
    ]
    prints = [result["partialFingerprints"]["shortsgen/v1"] for result in found["results"]]
    assert len(set(prints)) == len(prints)
