"""Problems as a person reads them."""

from __future__ import annotations

import pytest

from shortsgen.problems import Problem, Severity, Span
from shortsgen.report.human import human, summary_line, verdict

SOURCES = {"day.yaml": "title: T\n\tshorts: “x”\n" + "long " * 60 + "\nodd \x1b[31m\u202e here\n"}


def drawn(*problems: Problem) -> list[str]:
    return human(problems, SOURCES).plain.split("\n")


def test_a_problem_without_a_place_is_one_line() -> None:
    assert drawn(Problem("usage", "no such day")) == ["error[usage] no such day", ""]


def test_a_place_is_drawn_with_a_caret_for_each_of_its_columns() -> None:
    span = Span("day.yaml", 1, 8, 1, 9)
    assert drawn(Problem("c", "m", span, "do this", Severity.WARNING)) == [
        "day.yaml:1:8: warning[c] m",
        "    1 | title: T",
        "      |        ^",
        "  hint: do this",
        "",
    ]
    wide = Span("day.yaml", 1, 1, 1, 6)
    assert drawn(Problem("c", "m", wide))[2] == "      | ^^^^^"


def test_a_place_of_several_lines_is_drawn_on_its_first() -> None:
    assert drawn(Problem("c", "m", Span("day.yaml", 1, 3, 2, 4)))[1:3] == ["    1 | title: T", "      |   ^^^^^^"]


def test_a_tab_is_one_column_wide() -> None:
    assert drawn(Problem("c", "m", Span("day.yaml", 2, 2, 2, 8)))[1:3] == [
        "    2 |  shorts: “x”",
        "      |  ^^^^^^",
    ]


@pytest.mark.parametrize("column", [1, 299])
def test_a_line_that_is_very_long_is_cut(column: int) -> None:
    line, caret = drawn(Problem("c", "m", Span("day.yaml", 3, column)))[1:3]
    assert line == "    3 | " + ("long " * 60)[:159] + "…"
    assert caret.count("^") == 1


def test_what_could_harm_a_terminal_is_not_drawn() -> None:
    assert drawn(Problem("c", "m", Span("day.yaml", 4, 1)))[1] == "    4 | odd ·[31m· here"


@pytest.mark.parametrize("span", [Span("other.yaml", 1), Span("day.yaml", 99), Span("day.yaml", 0)])
def test_a_place_that_is_not_in_the_sources_is_only_named(span: Span) -> None:
    assert drawn(Problem("c", "m", span)) == [f"{span}: error[c] m", ""]


def test_details_stand_between_the_place_and_the_hint() -> None:
    assert drawn(Problem("c", "m", Span("day.yaml", 1), "h", detail="one\n\ntwo\n")) == [
        "day.yaml:1:1: error[c] m",
        "    1 | title: T",
        "      | ^",
        "      | one",
        "      |",
        "      | two",
        "  hint: h",
        "",
    ]


def test_problems_are_separated_by_a_blank_line() -> None:
    assert drawn(Problem("a", "one"), Problem("b", "two")) == ["error[a] one", "", "error[b] two", ""]


def test_what_looks_like_markup_is_text() -> None:
    assert drawn(Problem("c", "[bold]m[/] :smile:")) == ["error[c] [bold]m[/] :smile:", ""]


@pytest.mark.parametrize(
    ("severities", "counts"),
    [("", ""), ("n", ""), ("e", "1 error"), ("eew", "2 errors, 1 warning"), ("wwn", "2 warnings")],
)
def test_errors_and_warnings_are_counted(severities: str, counts: str) -> None:
    kinds = {severity.value[0]: severity for severity in Severity}
    assert summary_line([Problem("c", "m", severity=kinds[one]) for one in severities]) == counts


def test_the_verdict_tells_what_was_looked_at() -> None:
    summary = {"days": 1, "shorts": 2, "snippets": 1, "raised": 0, "ok": 1}
    assert verdict([], summary) == "2 shorts in 1 day; 1 snippet: 1 ok, 0 raised; no problems"
    problems = [Problem("c", "m"), Problem("c", "m", severity=Severity.NOTE)]
    assert verdict(problems, {"days": 2, "shorts": 60, "snippets": 90, "ok": 90}) == (
        "60 shorts in 2 days; 90 snippets: 90 ok; 1 error"
    )


def test_the_verdict_of_a_share_without_snippets_has_no_statuses() -> None:
    assert verdict([], {"days": 1, "shorts": 0, "snippets": 0}) == "0 shorts in 1 day; 0 snippets; no problems"
