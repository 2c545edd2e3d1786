"""snippets and problems -> the XML of JUnit, a test for each snippet.

There is no standard; this is what its readers have in common, as "Common JUnit XML Format" (testmoapp/junitxml)
collects it. The text is ASCII with character references, so it is the same in every encoding of standard output.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from shortsgen.problems import Problem, Severity
from shortsgen.report.findings import Findings, text
from shortsgen.text.visible import visible


@dataclass(frozen=True, slots=True)
class _Test:
    suite: str
    name: str
    problems: Sequence[Problem]
    file: str = ""
    line: int = 0
    seconds: float = 0.0
    skipped: str = ""


def junit(findings: Findings) -> str:
    """A suite for each day. A problem that no snippet has becomes a test that is called as its file."""
    root = ET.Element("testsuites", name="shortsgen check")
    suites: dict[str, ET.Element] = {}
    for test in _tests(findings):
        if test.suite not in suites:
            suites[test.suite] = ET.SubElement(root, "testsuite", name=visible(test.suite))
        suites[test.suite].append(_element(test, findings))
    for element in (*suites.values(), root):
        _count(element)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return document.decode("ascii") + "\n"


def _tests(findings: Findings) -> Iterator[_Test]:
    by_subject: dict[str, list[Problem]] = {case.subject: [] for case in findings.cases}
    strays: dict[str, list[Problem]] = {}
    for problem in findings.problems:
        if problem.subject in by_subject:
            by_subject[problem.subject].append(problem)
        else:
            strays.setdefault(findings.file(problem.span) if problem.span else "", []).append(problem)
    for case in findings.cases:
        problems, file = by_subject[case.subject], findings.file(case.span)
        yield _Test(case.day, case.label, problems, file, case.span.line, case.seconds, case.skipped)
    for file, problems in strays.items():
        day = PurePosixPath(file).name.partition(".")[0] or "shortsgen"
        yield _Test(day, file or "check", problems, file, problems[0].span.line if problems[0].span else 0)


def _element(test: _Test, findings: Findings) -> ET.Element:
    element = ET.Element("testcase", name=visible(test.name), classname=visible(test.suite))
    if test.file:
        element.attrib |= {"file": visible(test.file), "line": str(test.line)}
    element.set("time", f"{test.seconds:.3f}")
    errors = [problem for problem in test.problems if problem.severity is Severity.ERROR]
    if errors:
        kind = "error" if findings.refused else "failure"
        _tell(element, kind, errors, message=visible(errors[0].message), type=errors[0].code)
    elif test.skipped:
        ET.SubElement(element, "skipped", message=visible(test.skipped))
    others = [one for one in test.problems if one.severity is not Severity.ERROR and one.code != "skipped"]
    if others:
        _tell(element, "system-out", others)
    return element


def _tell(element: ET.Element, kind: str, problems: Sequence[Problem], **attributes: str) -> None:
    """All of `problems` in one element, because most readers take only the first."""
    told = (f"{problem.severity.value}[{problem.code}] {text(problem)}" for problem in problems)
    places = (visible(f"{problem.span}: ") if problem.span else "" for problem in problems)
    child = ET.SubElement(element, kind, attributes)
    child.text = "\n\n".join(place + one for place, one in zip(places, told, strict=True))


def _count(element: ET.Element) -> None:
    """The sums over the tests in it."""
    tests = list(element.iter("testcase"))
    element.set("tests", str(len(tests)))
    for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(test.find(kind) is not None for test in tests)))
    element.set("time", f"{sum(float(test.get('time', 0)) for test in tests):.3f}")
