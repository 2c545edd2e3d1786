"""The WebVTT checker: a table of files, and laws for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.cues.cues import cues, output_cues
from shortsgen.cues.profiles import PROFILES
from shortsgen.plan.timeline import Timeline
from shortsgen.render.captions.subtitles import text
from shortsgen.render.templates import Templates
from shortsgen.timedtext.webvtt import violations
from tests.strategies import timelines
from tests.timedtext.cases_webvtt import CASES

TEMPLATES = Templates()


@pytest.mark.parametrize(("document", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_file_is_held_to_the_syntax_for_authors(document: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(found.line, found.column, found.rule) for found in violations(document)] == expected


def test_the_table_has_files_of_both_kinds() -> None:
    valid = [name for name, _, expected in CASES if not expected]
    assert len(valid) >= 50
    assert len(CASES) - len(valid) >= 100
    assert len({name for name, _, _ in CASES}) == len(CASES)


def test_a_violation_says_where_and_what_was_expected() -> None:
    document = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 align:middle\na < b\n"
    assert [str(found) for found in violations(document)] == [
        "3:37: expected `start`, `center`, `end`, `left` or `right`, found `middle`",
        "4:3: expected `&lt;`, or a tag, found `< b`",
    ]


@given(timelines(), st.sampled_from(list(PROFILES.values())))
def test_all_that_is_rendered_is_valid(timeline: Timeline, profile: object) -> None:
    for found in (cues(timeline, profile), output_cues(timeline)):  # type: ignore[arg-type]
        assert violations(text(found, "vtt", TEMPLATES)) == ()


_PIECES = [
    "\n",
    "\r",
    "-->",
    " ",
    "<",
    ">",
    "&",
    "</",
    "b",
    "<ruby>",
    "<rt>",
    "<v",
    ".",
    ":",
    "0",
    "%",
    "\t",
    "\0",
    ",",
    "\ufeff",
]


@given(st.sampled_from([case[1] for case in CASES]), st.data())
def test_a_damaged_file_is_judged_and_never_crashes(document: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(document)))
        end = data.draw(st.integers(at, min(len(document), at + 5)))
        document = document[:at] + data.draw(st.sampled_from(_PIECES)) + document[end:]
    lines = document.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    for found in violations(document):
        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1


@given(st.text())
def test_any_text_is_judged(document: str) -> None:
    assert violations(document) or document.removeprefix("\ufeff").startswith("WEBVTT")
