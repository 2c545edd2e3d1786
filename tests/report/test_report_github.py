"""Workflow commands, read back as the runner of GitHub Actions reads them."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given

from shortsgen.problems import Problem, Severity, Span
from shortsgen.report.findings import Findings, text
from shortsgen.report.github import workflow_commands
from tests import strategies

DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY = {"%3A": ":", "%2C": ",", **DATA}


def command(line: str) -> tuple[str, dict[str, str], str]:
    """A line as the runner understands it: the command, its properties and its message."""
    assert line.startswith("::")
    head, message = line[2:].split("::", 1)
    name, _, given = head.partition(" ")
    pairs = (one.split("=", 1) for one in given.split(","))
    return name, {key: unescaped(value, PROPERTY) for key, value in pairs}, unescaped(message, DATA)


def unescaped(value: str, escapes: Mapping[str, str]) -> str:
    for escaped, character in escapes.items():  # `%25` last, as the runner does
        value = value.replace(escaped, character)
    return value


def test_a_problem_is_an_annotation_of_its_line() -> None:
    problem = Problem("drift", "01 first: no", Span("day01.yaml", 9, 7), "mend it", detail="-a\n+b")
    assert workflow_commands(Findings((problem,))) == (
        "::error file=day01.yaml,line=9,col=7,title=drift::01 first: no%0A-a%0A+b%0Ahint: mend it\n"
    )


def test_severities_have_the_names_of_github() -> None:
    problems = tuple(Problem("c", "m", severity=severity) for severity in Severity)
    assert workflow_commands(Findings(problems)) == "::error title=c::m\n::warning title=c::m\n::notice title=c::m\n"


def test_what_separates_is_escaped_and_percent_only_once() -> None:
    problem = Problem("c", "100%: a, b\r\n::error::c", Span("100%: a, b.yaml", 1, 2, 3, 4))
    assert workflow_commands(Findings((problem,))) == (
        "::error file=100%25%3A a%2C b.yaml,line=1,col=2,endLine=3,title=c::100%25: a, b\\r%0A::error::c\n"
    )


def test_files_are_named_from_the_root_of_the_repository() -> None:
    problem = Problem("c", "m", Span("scripts_yaml/day01.yaml", 1))
    [line] = workflow_commands(Findings((problem,), folder="videos")).splitlines()
    assert command(line)[1]["file"] == "videos/scripts_yaml/day01.yaml"


def test_no_problem_is_no_line() -> None:
    assert workflow_commands(Findings(())) == ""


def test_a_very_long_message_is_cut() -> None:
    [line] = workflow_commands(Findings((Problem("c", "m" * 100_000),))).splitlines()
    assert command(line)[2] == "m" * 3999 + "…"


@given(strategies.findings)
def test_all_is_read_back_and_nothing_becomes_a_command_of_its_own(findings: Findings) -> None:
    lines = workflow_commands(findings).split("\n")
    assert lines.pop() == ""
    read = [command(line) for line in lines]
    assert [message for _, _, message in read] == [text(problem) for problem in findings.problems]
    places = [(given.get("file"), given.get("line"), given["title"]) for _, given, _ in read]
    assert places == [
        (findings.file(one.span), str(one.span.line), one.code) if one.span else (None, None, one.code)
        for one in findings.problems
    ]
