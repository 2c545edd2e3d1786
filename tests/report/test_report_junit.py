"""The XML of JUnit, read back by a parser of XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given

from shortsgen.problems import Problem, Severity, Span
from shortsgen.report.findings import Case, Findings, text
from shortsgen.report.junit import junit
from tests import strategies

FILE = "scripts_yaml/day01.yaml"
FIRST = Case("day01/first", "day01", "01 first", Span(FILE, 9, 7), 0.1234)
SECOND = Case("day01/second", "day01", "02 second", Span(FILE, 19, 7), skipped="no network here")


def read(findings: Findings) -> ET.Element:
    return ET.fromstring(junit(findings))


def test_a_day_is_a_suite_and_a_snippet_a_test() -> None:
    problem = Problem("drift", "01 first: no", Span(FILE, 9, 7), "mend it", detail="-a\n+b", subject="day01/first")
    assert junit(Findings((problem,), cases=(FIRST, SECOND))) == (
        "<?xml version='1.0' encoding='us-ascii'?>\n"
        '<testsuites name="shortsgen check" tests="2" failures="1" errors="0" skipped="1" time="0.123">\n'
        '  <testsuite name="day01" tests="2" failures="1" errors="0" skipped="1" time="0.123">\n'
        '    <testcase name="01 first" classname="day01" file="scripts_yaml/day01.yaml" line="9" time="0.123">\n'
        '      <failure message="01 first: no" type="drift">'
        "scripts_yaml/day01.yaml:9:7: error[drift] 01 first: no\n-a\n+b\nhint: mend it</failure>\n"
        "    </testcase>\n"
        '    <testcase name="02 second" classname="day01" file="scripts_yaml/day01.yaml" line="19" time="0.000">\n'
        '      <skipped message="no network here" />\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_success_is_a_test_with_nothing_in_it() -> None:
    root = read(Findings((), cases=(FIRST,)))
    assert [len(test) for test in root.iter("testcase")] == [0]


def test_all_errors_of_a_snippet_are_one_failure_and_the_rest_is_its_output() -> None:
    codes = [("drift", Severity.ERROR), ("code-overflow", Severity.ERROR), ("code-wraps", Severity.WARNING)]
    problems = tuple(Problem(code, "m", severity=severity, subject="day01/first") for code, severity in codes)
    [test] = read(Findings(problems, cases=(FIRST,))).iter("testcase")
    assert [child.tag for child in test] == ["failure", "system-out"]
    assert [child.text for child in test] == ["error[drift] m\n\nerror[code-overflow] m", "warning[code-wraps] m"]


def test_a_skipped_snippet_that_must_not_be_is_a_failure() -> None:
    problem = Problem("skipped", "02 second: no network here", subject="day01/second")
    [test] = read(Findings((problem,), cases=(SECOND,))).iter("testcase")
    assert [(child.tag, child.get("type")) for child in test] == [("failure", "skipped")]


def test_a_problem_that_no_snippet_has_is_a_test_of_its_file() -> None:
    problem = Problem("recording-orphan", "third: recorded", Span("scripts_yaml/day01.outputs.yaml", 12))
    suites = read(Findings((problem,), cases=(FIRST,), folder="videos")).findall("testsuite")
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in suites] == [("day01", "2", "1")]
    assert suites[0][1].get("name") == "videos/scripts_yaml/day01.outputs.yaml"


def test_input_that_cannot_be_used_is_an_error_of_each_script() -> None:
    places = [("scripts_yaml/day01.yaml", 1), ("scripts_yaml/day01.yaml", 5), ("scripts_yaml/day02.yaml", 2)]
    problems = tuple(Problem("script-value", f"in {line}", Span(file, line)) for file, line in places)
    root = read(Findings(problems, refused=True))
    assert (root.get("tests"), root.get("errors"), root.get("failures")) == ("2", "2", "0")
    tests = [(test.get("classname"), test.get("name"), test.get("line")) for test in root.iter("testcase")]
    assert tests == [("day01", "scripts_yaml/day01.yaml", "1"), ("day02", "scripts_yaml/day02.yaml", "2")]


def test_a_mistyped_word_is_an_error_of_the_command() -> None:
    [test] = read(Findings((Problem("usage", "no such day"),), refused=True)).iter("testcase")
    assert (test.get("classname"), test.get("name"), [child.tag for child in test]) == ("shortsgen", "check", ["error"])


def test_what_xml_cannot_hold_is_written_out() -> None:
    problem = Problem("c", "\x1b[31m \ud800 \ufffe <b> & ]]>", subject="day01/first")
    failure = next(read(Findings((problem,), cases=(FIRST,))).iter("failure"))
    assert failure.get("message") == "\\x1b[31m \\ud800 \\ufffe <b> & ]]>"


@given(strategies.findings)
def test_whatever_is_told_it_is_read_back_whole(findings: Findings) -> None:
    root = read(findings)
    told = "".join(root.itertext())
    assert [text(one) for one in findings.problems if text(one) not in told] == []
    bad = [test for test in root.iter("testcase") if {"failure", "error"} & {child.tag for child in test}]
    assert bool(bad) == any(problem.severity is Severity.ERROR for problem in findings.problems)
    assert [case.label for case in findings.cases if root.find(f".//testcase[@name='{case.label}']") is None] == []
