"""The rules that need nothing executed: what they say of records."""

from __future__ import annotations

import pytest

from shortsgen.problems import Severity, Span
from shortsgen.rules.captions import wellformed
from shortsgen.rules.code import differing, elsewhere, unrecorded
from shortsgen.rules.hints.needed import failing_need
from shortsgen.rules.hints.outside import hidden_module
from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.recording import Entry, Recording
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Day
from tests.factory import make_short

HERE = {"python": "3.12", "torch": "2.3"}


def test_all_that_differs_between_here_and_there_is_told_once_for_each_other_machine() -> None:
    there = ({"python": "3.11", "torch": "2.1"}, HERE, {"torch": "2.1"}, {"python": "3.11", "torch": "2.1"}, {})
    entries = {str(number): Entry("key", Outcome(Status.OK), one) for number, one in enumerate(there)}
    outcomes = dict.fromkeys(entries, Outcome(Status.OK))
    found = list(elsewhere(Recording(entries), "day.outputs.yaml", HERE, outcomes))
    assert [one.message for one in found] == [
        "recorded elsewhere: here is python 3.12 instead of 3.11, torch 2.3 instead of 2.1",
        "recorded elsewhere: here is python 3.12 instead of None, torch 2.3 instead of 2.1",
    ]
    assert {(one.code, one.span, one.severity) for one in found} == {
        ("environment", Span("day.outputs.yaml", 1), Severity.NOTE)
    }


DAY = Day("day", "Day", tuple(make_short(number=n, id=f"s{n}", mistake=None) for n in (1, 2)), "day.yaml")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 snippet has recorded figures that are missing or changed: 01 s1"),
        (2, "2 snippets have recorded figures that are missing or changed: 01 s1, 02 s2"),
    ],
)
def test_a_figure_that_is_lost_is_told_apart_from_code_that_changed(count: int, said: str) -> None:
    found = snippets(DAY)
    recording = Recording({one.name: Entry(one.key, Outcome(Status.OK), lost=("hash",)) for one in found})
    [problem] = unrecorded(found[:count], recording, DAY)
    assert (problem.message, problem.span) == (said, Span("day.yaml", 1))


def test_a_line_that_is_there_only_once_is_named_whichever_run_had_it() -> None:
    [snippet, _] = snippets(DAY)
    for first, second in (("x\n", "x\ny\n"), ("x\ny\n", "x\n")):
        [problem] = differing(snippet, Outcome(Status.OK, first), Outcome(Status.OK, second))
        assert problem.message == "01 s1: executed twice, it gives `y` only once"
    [problem] = differing(snippet, Outcome(Status.OK, "y" * 61), Outcome(Status.OK, "y" * 60))
    assert f"it gives `{'y' * 59}…` only once" in problem.message


def test_an_error_that_stands_nowhere_is_blamed_on_nobody() -> None:
    _, second = snippets(DAY)
    known = Known(DAY, {}, lambda _: False, lambda _: "")
    assert DAY.shorts[0].setup is None
    assert failing_need(second, Failure("ValueError", "no", 0, 0), known) == ""


@pytest.mark.parametrize(
    ("kind", "message", "asked"),
    [
        ("ModuleNotFoundError", "No module named 'own'", "own"),
        ("ModuleNotFoundError", "No module named 'own.part'", "own"),
        ("ImportError", "cannot import name 'part' from 'own' (unknown location)", "own"),
        ("AttributeError", "module 'own' has no attribute 'part'", "own"),
        ("AttributeError", "'Tensor' object has no attribute 'part'", None),
        ("ValueError", "No module named 'own'", None),
    ],
)
def test_a_module_that_the_sandbox_hides_is_told_with_the_reason(kind: str, message: str, asked: str | None) -> None:
    [snippet, _] = snippets(DAY)
    error, names = Failure(kind, message), []

    def why(name: str) -> str:
        names.append(name)
        return "it is hidden"

    hint = "it is hidden; install it elsewhere, or use `--sandbox basic`"
    assert hidden_module(snippet, error, Known(DAY, {}, lambda _: False, why)) == (hint if asked else "")
    assert names == ([asked] if asked else [])
    assert hidden_module(snippet, error, Known(DAY, {}, lambda _: False, lambda _: "")) == ""


SRT = "1\n00:00:00,000 --> 00:00:01,000\n{}\n"
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000{}\nx\n"
TEMPLATES = {"srt": "captions.srt.j2", "vtt": "captions.vtt.j2"}


@pytest.mark.parametrize(
    ("name", "text", "code", "message"),
    [
        ("speech.srt", SRT.format("<i>x"), "captions-srt", "SRT: 3:1: expected plain text, found `<i>x`"),
        (
            "speech.srt",
            SRT.format("<i>x</i>"),
            "captions-srt",
            "SRT: 3:1: expected plain text, found `<i>x</i>`, and 1 more",
        ),
        (
            "output.vtt",
            VTT.format(" a:b").replace("-->", "->"),
            "captions-webvtt",
            "WebVTT: 3:1: expected a cue, `NOTE`, `STYLE` or `REGION`, found `00:00.000 -> 00:01.000 a:b`",
        ),
    ],
)
def test_a_file_that_breaks_its_format_is_told_at_its_template(name: str, text: str, code: str, message: str) -> None:
    sound = {"output.srt": SRT.format("x"), "speech.vtt": VTT.format("")}
    [problem] = wellformed(make_short(), {**sound, name: text}, TEMPLATES)
    assert (problem.code, problem.span) == (code, Span(TEMPLATES[name[-3:]], 1))
    assert problem.message == f"04 first-custom-model: {name} is no valid {message}"
    assert problem.hint == f"mend the template: `shortsgen explain {code}` tells how"
