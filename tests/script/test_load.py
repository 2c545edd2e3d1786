"""Text -> day: what a good script gives, and where its values stand."""

from __future__ import annotations

import pytest

from shortsgen.problems import Span
from shortsgen.script.load import load
from shortsgen.script.model import Code, Day, Listing, Mistake, Options, Short, TalkLine

FULL = """\
title: Modules
defaults: {seed: 7, pace: 160}
shorts:
  - id: first
    title: First
    hook: "Hooked: yes"
    talk_track:
      - Define `x`.
      - say: Print it.
        focus: 4
    setup: import math
    code: |

      x = 1

      print(x)
    mistake:
      text: Forgetting it.
      code: |
        print(y)
      raises: NameError
  - id: second
    title: Second
    hook: Again.
    seed: 9
    timeout: 5
    needs: [first]
    requires: [torchvision]
    raises: ValueError
    echo: true
    skip: takes a minute
    talk_track: [Say it.]
    code: |2
        x
      y
    mistake: Forgetting it again.
    listings:
      - {language: bash, text: pip install torch}
"""


def day() -> Day:
    return load(FULL, "scripts_yaml/day.yaml", "day")


def test_every_key_arrives_in_the_record() -> None:
    shared = Options(seed=7, pace=160)
    assert day() == Day(
        name="day",
        title="Modules",
        shorts=(
            Short(
                number=1,
                id="first",
                title="First",
                hook="Hooked: yes",
                talk_track=(TalkLine("Define `x`."), TalkLine("Print it.", (4,))),
                setup=Code("import math"),
                code=Code("\nx = 1\n\nprint(x)\n"),
                mistake=Mistake("Forgetting it.", Code("print(y)\n"), "NameError"),
                options=shared,
            ),
            Short(
                number=2,
                id="second",
                title="Second",
                hook="Again.",
                talk_track=(TalkLine("Say it."),),
                code=Code("  x\ny\n"),
                mistake=Mistake("Forgetting it again."),
                listings=(Listing("bash", Code("pip install torch")),),
                needs=("first",),
                raises="ValueError",
                echo=True,
                skip="takes a minute",
                requires=("torchvision",),
                options=Options(seed=9, timeout=5.0, pace=160),
            ),
        ),
    )


def test_a_day_knows_its_file_and_text() -> None:
    assert (day().file, day().text) == ("scripts_yaml/day.yaml", FULL)


@pytest.mark.parametrize("number", [1, 2])
def test_each_line_of_a_literal_block_is_found_in_the_file(number: int) -> None:
    code = day().shorts[number - 1].code
    source = FULL.splitlines()
    in_file = source[code.first_line - 1 :][: code.text.count("\n")]
    assert [line[code.indent :] for line in in_file] == code.text.splitlines()


def test_code_that_is_no_literal_block_stands_where_it_starts() -> None:
    setup = day().shorts[0].setup
    assert setup is not None
    assert (setup.first_line, setup.indent, setup.literal) == (11, 0, False)


def test_spans_tell_where_values_stand() -> None:
    spans = day().shorts[0].spans
    expected = {"": (4, 5), "id": (4, 9), "hook": (6, 11), "talk_track.1.focus": (10, 16), "mistake.raises": (21, 15)}
    assert {key: (spans[key].line, spans[key].column) for key in expected} == expected


def test_talk_lines_and_mistakes_know_their_place() -> None:
    short = day().shorts[0]
    assert [line.span and line.span.line for line in short.talk_track] == [8, 9]
    assert short.mistake is not None
    assert short.mistake.span == short.spans["mistake"]


def test_options_given_from_outside_are_overruled_by_the_day_and_the_short() -> None:
    shorts = load(FULL, "f", "day", Options(seed=1, timeout=2.0, memory=512, pace=100)).shorts
    assert [short.options for short in shorts] == [
        Options(seed=7, timeout=2.0, memory=512, pace=160),
        Options(seed=9, timeout=5.0, memory=512, pace=160),
    ]


@pytest.mark.parametrize(
    ("written", "lines"),
    [("3", (3,)), ("1-3", (1, 2, 3)), ("'4, 1 - 2'", (1, 2, 4)), ("2,2", (2,))],
)
def test_focus_is_read_as_lines_in_order(written: str, lines: tuple[int, ...]) -> None:
    text = FULL.replace("focus: 4", f"focus: {written}")
    assert load(text, "f", "day").shorts[0].talk_track[1].focus == lines


def test_windows_line_ends_change_nothing() -> None:
    windows = load(FULL.replace("\n", "\r\n"), "scripts_yaml/day.yaml", "day")
    assert windows == day()
    assert windows.shorts[0].code.indent == 6


def test_a_span_of_a_list_item_is_the_item() -> None:
    assert day().shorts[1].spans["needs.0"] == Span("scripts_yaml/day.yaml", 27, 13, 27, 18)


HELD = {
    'hook: "Hooked: yes"': "hook: {text: Hooked, hold: 2}",
    "- Define `x`.": "- {say: Define it., hold: 0.5}",
    "focus: 4": "focus: 4\n        hold: 3",
    "raises: NameError": "raises: NameError\n      hold: 4",
    "setup: import math": "output: {hold: 60}",
}


def test_holds_are_read_where_they_may_stand() -> None:
    text = FULL
    for before, after in HELD.items():
        text = text.replace(before, after)
    held, usual = load(text, "f", "day").shorts
    assert (held.hook, held.hook_hold, held.output_hold) == ("Hooked", 2, 60)
    assert [(line.say, line.focus, line.hold) for line in held.talk_track] == [
        ("Define it.", (), 0.5),
        ("Print it.", (4,), 3),
    ]
    assert held.mistake == Mistake("Forgetting it.", Code("print(y)\n"), "NameError", 4)
    assert held.spans["hook.text"].column == 18
    assert (usual.hook_hold, usual.output_hold, [line.hold for line in usual.talk_track]) == (None, None, [None])
