"""problems -> SARIF 2.1.0, the OASIS standard for findings; `§` is a section of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from shortsgen import __version__
from shortsgen.problems import Problem, Span
from shortsgen.report.codes import RULES, Rule
from shortsgen.report.findings import Findings, text

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "SRCROOT"  # what a reader puts the root of its own checkout for, §3.14.14


def sarif(findings: Findings) -> str:
    """One run. In ASCII, so that it is the UTF-8 of §3.1 whatever the encoding of standard output."""
    codes = sorted({problem.code for problem in findings.problems})
    driver = {"name": "shortsgen", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not findings.refused}],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": _results(findings, codes),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = RULES.get(code, Rule(code))
    texts = {"shortDescription": rule.meaning, "help": rule.remedy or rule.meaning}
    return {"id": code} | {name: {"text": one.replace("`", ""), "markdown": one} for name, one in texts.items()}


def _results(findings: Findings, codes: Sequence[str]) -> list[dict[str, Any]]:
    seen: Counter[tuple[str, ...]] = Counter()
    results = []
    for problem in findings.problems:
        identity = (problem.code, findings.file(problem.span) if problem.span else "", problem.subject)
        seen[identity] += 1
        fingerprint = sha256(json.dumps([*identity, seen[identity]]).encode()).hexdigest()[:32]
        results.append(
            {
                "ruleId": problem.code,
                "ruleIndex": codes.index(problem.code),
                "level": problem.severity.value,
                "message": {"text": _escaped(text(problem))},
                "locations": _locations(problem, findings),
                "partialFingerprints": {"shortsgen/v1": fingerprint},
            }
            | ({"properties": {"fixable": True}} if problem.fixable else {})
        )
    return results


def _escaped(message: str) -> str:
    """Braces are for placeholders, §3.11.5."""
    return message.replace("{", "{{").replace("}", "}}")


def _locations(problem: Problem, findings: Findings) -> list[dict[str, Any]]:
    location: dict[str, Any] = {}
    if problem.span:
        artifact = {"uri": quote(findings.file(problem.span)), "uriBaseId": _ROOT}
        location["physicalLocation"] = {"artifactLocation": artifact, "region": _region(problem.span)}
    if problem.subject:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.subject}]
    return [location] if location else []


def _region(span: Span) -> dict[str, int]:
    """As in a span, the end column is the first one after it, §3.30.8."""
    region = {"startLine": span.line, "startColumn": span.column}
    if span.end_line:
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    return region
