"""problems -> workflow commands, which GitHub Actions shows beside the lines of a change.

Source: "Workflow commands for GitHub Actions" in GitHub's documentation; the escaping is `escapeData` and
`escapeProperty` of its `actions/toolkit`.
"""

from __future__ import annotations

from shortsgen.problems import Problem, Severity
from shortsgen.report.findings import Findings, text
from shortsgen.text.visible import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})
_LONGEST = 4000  # characters; nobody reads more beside a line, and GitHub does not show it


def workflow_commands(findings: Findings) -> str:
    """A line for each problem. A line feed in what a snippet printed is escaped, so it cannot begin a command."""
    return "".join(f"{_annotation(problem, findings)}\n" for problem in findings.problems)


def _annotation(problem: Problem, findings: Findings) -> str:
    properties = _place(problem, findings) | {"title": problem.code}
    given = ",".join(f"{name}={visible(value).translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {given}::{_cut(text(problem)).translate(_DATA)}"


def _place(problem: Problem, findings: Findings) -> dict[str, str]:
    span = problem.span
    if not span:
        return {}
    end = {"endLine": str(span.end_line)} if span.end_line else {}
    return {"file": findings.file(span), "line": str(span.line), "col": str(span.column), **end}


def _cut(message: str) -> str:
    return message if len(message) <= _LONGEST else message[: _LONGEST - 1] + "…"
