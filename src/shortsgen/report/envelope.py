"""problems -> JSON: one versioned envelope, for success and failure alike.

`templates/report.schema.json` describes it.
"""

from __future__ import annotations

import json
from typing import Any

from shortsgen.problems import Problem
from shortsgen.report.findings import Findings

FORMAT = 1  # raised when a key goes or changes its meaning; a new key raises nothing


def envelope(findings: Findings) -> str:
    """All findings, with their places counted from the root of the project."""
    found = [_data(problem) for problem in findings.problems]
    ok = all(problem["severity"] != "error" for problem in found)
    data = {"format": FORMAT, "command": "check", "ok": ok, "summary": dict(findings.summary), "problems": found}
    return json.dumps(data, indent=2) + "\n"


def _data(problem: Problem) -> dict[str, Any]:
    span = problem.span
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": (span.end_line or None) if span else None,
        "end_column": (span.end_column or None) if span else None,
        "hint": problem.hint or None,
        "detail": problem.detail or None,
        "subject": problem.subject or None,
        "fixable": problem.fixable,
    }
