"""The SRT checker: a table of files, and laws for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.cues.cues import cues, output_cues
from shortsgen.cues.profiles import PROFILES
from shortsgen.plan.timeline import Timeline
from shortsgen.render.captions.subtitles import text
from shortsgen.render.templates import Templates
from shortsgen.timedtext.srt import violations
from tests.strategies import timelines

TEMPLATES = Templates()
TIMES = "00:00:01,000 --> 00:00:02,000\n"
LATER = "00:00:02,000 --> 00:00:03,000\n"
ONE = f"1\n{TIMES}x\n"

Case = tuple[str, str, list[tuple[int, int, str]]]


def timed(line: str) -> str:
    return f"1\n{line}\nx\n"


def said(line: str) -> str:
    return f"1\n{TIMES}{line}\n"


CASES: list[Case] = [
    ("one cue", ONE, []),
    ("no cues", "", []),
    ("two cues, one right after the other", f"{ONE}\n2\n{LATER}y\n", []),
    ("several lines", said("one\ntwo\nthree"), []),
    ("carriage returns and line feeds", ONE.replace("\n", "\r\n"), []),
    ("code", said("{a: 1} a < b & c -> d <= e"), []),
    ("a number as text", said("2"), []),
    ("no-break spaces", said("\u00a0\u00a0return x\n\u00a0"), []),
    ("word joiners", said("<\u2060b> {\u2060\\\\an8} --\u2060>"), []),
    ("99 hours", timed("00:00:01,000 --> 99:59:59,999"), []),
    ("byte order mark", f"\ufeff{ONE}", [(1, 1, "bom")]),
    ("an empty line alone", "\n", [(1, 1, "end")]),
    ("an empty line at the end", f"{ONE}\n", [(4, 1, "end")]),
    ("no line end", ONE[:-1], [(3, 2, "end")]),
    ("an empty line before", f"\n{ONE}", [(1, 1, "blank")]),
    ("two empty lines between", f"{ONE}\n\n2\n{LATER}y\n", [(5, 1, "blank")]),
    ("no empty line between", f"{ONE}2\n{LATER}y\n", [(4, 1, "blank")]),
    ("numbers from 0", f"0\n{TIMES}x\n", [(1, 1, "number")]),
    ("a number left out", f"{ONE}\n3\n{LATER}y\n", [(5, 1, "number")]),
    ("a number with zeros", f"01\n{TIMES}x\n", [(1, 1, "number")]),
    ("a number with a blank", f"1 \n{TIMES}x\n", [(1, 1, "number")]),
    ("a number of another script", f"١\n{TIMES}x\n", [(1, 1, "number")]),
    ("no number", f"{TIMES}x\n", [(1, 1, "number")]),
    ("a point", timed("00:00:01.000 --> 00:00:02.000"), [(2, 1, "time")]),
    ("no hours", timed("00:01,000 --> 00:02,000"), [(2, 1, "time")]),
    ("one digit of hours", timed("0:00:01,000 --> 0:00:02,000"), [(2, 1, "time")]),
    ("three digits of hours", timed("000:00:01,000 --> 000:00:02,000"), [(2, 1, "time")]),
    ("60 seconds", timed("00:00:60,000 --> 00:02:00,000"), [(2, 1, "time")]),
    ("60 minutes", timed("00:60:00,000 --> 02:00:00,000"), [(2, 1, "time")]),
    ("two digits of milliseconds", timed("00:00:01,00 --> 00:00:02,00"), [(2, 1, "time")]),
    ("no blanks around the arrow", timed("00:00:01,000-->00:00:02,000"), [(2, 1, "time")]),
    ("two blanks around the arrow", timed("00:00:01,000  -->  00:00:02,000"), [(2, 1, "time")]),
    ("a longer arrow", timed("00:00:01,000 ---> 00:00:02,000"), [(2, 1, "time")]),
    ("places after the times", timed("00:00:01,000 --> 00:00:02,000 X1:0 X2:9"), [(2, 1, "time")]),
    ("a blank after the times", timed("00:00:01,000 --> 00:00:02,000 "), [(2, 1, "time")]),
    ("a negative time", timed("-00:00:01,000 --> 00:00:02,000"), [(2, 1, "time")]),
    ("no times", "1\n\nx\n", [(2, 1, "time"), (3, 1, "number"), (4, 1, "time")]),
    ("an end at the start", timed("00:00:01,000 --> 00:00:01,000"), [(2, 18, "time-order")]),
    ("an end before the start", timed("00:00:02,000 --> 00:00:01,000"), [(2, 18, "time-order")]),
    ("an overlap", f"{ONE}\n2\n00:00:01,999 --> 00:00:03,000\ny\n", [(6, 1, "overlap")]),
    ("an earlier start", f"1\n{LATER}x\n\n2\n{TIMES}y\n", [(6, 1, "overlap")]),
    ("no text", f"1\n{TIMES}\n2\n{LATER}y\n", [(3, 1, "empty")]),
    ("no text at the end", f"1\n{TIMES}", [(3, 1, "empty")]),
    ("a line of blanks", said("x\n \t\ny"), [(4, 1, "empty")]),
    ("an arrow", said("a --> b"), [(3, 3, "arrow")]),
    ("italics", said("so <i>this</i>"), [(3, 4, "markup"), (3, 11, "markup")]),
    ("a font", said("<font color=red>x"), [(3, 1, "markup")]),
    ("a comment of HTML", said("<!-- x"), [(3, 1, "markup")]),
    ("an override of ASS", said("x {\\an8}"), [(3, 3, "markup")]),
    ("a lone carriage return", said("a\rb"), [(3, 2, "line-end")]),
    ("a control character", said("a\x1bb"), [(3, 2, "character")]),
    ("a line separator", said("a\u2028b"), [(3, 2, "character")]),
    ("a byte order mark within", said("a\ufeff"), [(3, 2, "character")]),
    ("a null", said("\0"), [(3, 1, "character")]),
    (
        "a WebVTT file",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n",
        [(1, 1, "number"), (2, 1, "time"), (3, 1, "number"), (3, 1, "time")],
    ),
]


@pytest.mark.parametrize(("document", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_file_is_held_to_the_strict_form(document: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(found.line, found.column, found.rule) for found in violations(document)] == expected


def test_a_violation_says_where_and_what_was_expected() -> None:
    document = "1\n00:00:01.000 --> 00:00:02.000\n<i>x</i>\n"
    assert [str(found) for found in violations(document)] == [
        "2:1: expected times such as `00:00:01,000 --> 00:00:02,000`, found `00:00:01.000 --> 00:00:02.000`",
        "3:1: expected plain text, found `<i>x</i>`",
        "3:5: expected plain text, found `</i>`",
    ]


@given(timelines(), st.sampled_from(list(PROFILES.values())))
def test_all_that_is_rendered_is_valid(timeline: Timeline, profile: object) -> None:
    for found in (cues(timeline, profile), output_cues(timeline)):  # type: ignore[arg-type]
        assert violations(text(found, "srt", TEMPLATES)) == ()


_PIECES = [*"\n\r 012,:<{\\\t\0\ufeff", "-->", "\n\n", TIMES]


@given(st.sampled_from([case[1] for case in CASES]), st.data())
def test_a_damaged_file_is_judged_and_never_crashes(document: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(document)))
        end = data.draw(st.integers(at, min(len(document), at + 5)))
        document = document[:at] + data.draw(st.sampled_from(_PIECES)) + document[end:]
    lines = document.replace("\r\n", "\n").split("\n")
    for found in violations(document):
        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1


@given(st.text())
def test_any_text_is_judged(document: str) -> None:
    assert violations(document) or document == ""
