"""What a slide shows of a traceback, and how the recording keeps it."""

from __future__ import annotations

import sys

import pytest

from shortsgen.run.drift import drift
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.outside.runner import Runner
from shortsgen.run.outside.teaching import teaching
from shortsgen.run.printed import printed
from shortsgen.run.recording import Entry, Recording
from shortsgen.run.recording_file import dump, parse
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Code, Day, Mistake, Short
from tests.factory import make_timeline
from tests.run.conftest import run_all

CHAINED = """Traceback (most recent call last):
  File "one.py", line 2, in <module>
    first()
KeyError: 1

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "one.py", line 4, in <module>
    int("x" +
    ~~~^^^^^
  File "torch/nn/modules/linear.py", line 134, in forward
    return F.linear(input)
           ^^^^^^^^^^^^^^^
  File "one.setup.py", line 1, in helper
    helper()
  [Previous line repeated 9 more times]
ValueError: no
"""
OWN = """File "one.py", line 4, in <module>
  int("x" +
File "one.setup.py", line 1, in helper
  helper()
[Previous line repeated 9 more times]"""
ALL = """Traceback (most recent call last):
  File "one.py", line 4, in <module>
    int("x" +
  File "torch/nn/modules/linear.py", line 134, in forward
    return F.linear(input)
  File "one.setup.py", line 1, in helper
    helper()
  [Previous line repeated 9 more times]"""


@pytest.mark.parametrize(("how", "lines"), [("last", ""), ("short", OWN), ("full", ALL)])
def test_of_the_last_exception_the_own_frames_or_all_are_kept_without_what_each_python_draws(how, lines) -> None:
    assert teaching(CHAINED, {"one.py", "one.setup.py"}, how) == lines


@pytest.mark.parametrize("how", ["short", "full"])
@pytest.mark.parametrize("text", ["", "ValueError: no\n", "Traceback (most recent call last):\n", "Traceback\n  x\n"])
def test_what_has_no_frames_gives_none(text: str, how: str) -> None:
    assert teaching(text, {"one.py"}, how) == ""


def of(how: str) -> Short:
    return Short(
        1, "one", "T", "H", (), Code("def half(x):\n    return x / 0\n", 7, 6), traceback=how,
        mistake=Mistake("M", Code("import json\n\nhalf(1)\n", 20, 8), "ZeroDivisionError"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ("last", "ZeroDivisionError: division by zero"),
        (
            "short",
            'File "one.mistake.py", line 3, in <module>\n  half(1)\nFile "one.py", line 2, in half\n  return x / 0\n'
            "ZeroDivisionError: division by zero",
        ),
        (
            "full",
            'Traceback (most recent call last):\n  File "one.mistake.py", line 3, in <module>\n    half(1)\n'
            '  File "one.py", line 2, in half\n    return x / 0\nZeroDivisionError: division by zero',
        ),
    ],
)
def test_a_mistake_shows_as_much_as_its_short_asks_for(runner: Runner, how: str, shown: str) -> None:
    _, outcome = run_all(runner, snippets(Day("d", "D", (of(how),), "day.yaml")))
    assert printed(outcome).text == shown
    assert printed(outcome).error_line == 1
    assert 'File "day.yaml", line 22, in <module>' in outcome.error.traceback, "which its author sees"


def test_frames_of_a_library_are_named_from_their_package_on(runner: Runner) -> None:
    code = Code("import json\njson.loads('x')\n")
    short = Short(1, "one", "T", "H", (), code, raises="JSONDecodeError", traceback="full")
    [outcome] = run_all(runner, snippets(Day("d", "D", (short,), "day.yaml")))
    assert '  File "json/decoder.py", line ' in outcome.error.frames
    assert sys.prefix not in outcome.error.frames
    assert sys.base_prefix not in outcome.error.frames


def failed(frames: str) -> Outcome:
    return Outcome(Status.RAISED, "so far\n", error=Failure("ValueError", "no", frames=frames))


def read(text: str) -> Recording:
    return parse(text, "f", lambda _: None)


def test_the_recording_keeps_them_and_one_without_them_is_as_before() -> None:
    kept = Recording({"one": Entry("k", failed(OWN), {})})
    assert read(dump(kept)) == kept
    plain = Recording({"one": Entry("k", failed(""), {})})
    assert "frames" not in dump(plain)
    assert read(dump(plain)) == plain


def test_a_short_that_asks_for_more_is_recorded_anew_and_all_others_stay_as_they_are() -> None:
    keys = {how: [one.key for one in snippets(Day("d", "D", (of(how),), "f"))] for how in ("last", "short", "full")}
    assert keys["last"] == ["73d7460d96ea22eca99a", "dc8351e1f6b33633a86a"]
    assert len({key for found in keys.values() for key in found}) == 6


def test_another_frame_is_drift() -> None:
    assert drift(failed(OWN), failed(OWN)) == ""
    assert "+  helper(1)" in drift(failed(OWN), failed(OWN.replace("helper()", "helper(1)")))


def test_a_slide_shows_all_of_it_as_the_error() -> None:
    timeline = make_timeline(failed(OWN), kinds=("output",), raises="ValueError")
    content = timeline.slides[0].content
    assert content.printed.text == f"so far\n{OWN}\nValueError: no"
    assert content.printed.error_line == 2
