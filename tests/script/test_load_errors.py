"""Text -> problems: each with its code, place, message and hint, and all of them at once."""

from __future__ import annotations

import pytest

from shortsgen.problems import InputError
from shortsgen.report.human import human
from shortsgen.script.load import load
from shortsgen.script.load_settings import load_settings
from tests.factory import no_file

Told = tuple[int, int, str, str, str]

SHORT = """\
title: T
shorts:
  - id: a
    title: A
    hook: H
    talk_track: [S]
    code: |
      x = 1
"""
TWO = SHORT + SHORT.partition("shorts:\n")[2].replace("id: a", "id: b")


def told(text: str) -> list[Told]:
    with pytest.raises(InputError) as caught:
        load(text, "day.yaml", "day")
    assert caught.value.sources == {"day.yaml": text}
    return [(p.span.line, p.span.column, p.code, p.message, p.hint) for p in caught.value.problems if p.span]


def replaced(old: str, new: str, text: str = SHORT) -> list[Told]:
    assert old in text
    return told(text.replace(old, new, 1))


def test_an_unknown_key_is_placed_at_the_key() -> None:
    assert (
        replaced("    code:", "    cod:")
        == [
            (3, 5, "script-missing-key", "missing key `code`", "add `code: ...`, or `listings`"),
            (7, 5, "script-unknown-key", "unknown key `cod`", "did you mean `code`?"),
        ][1:]
    )


def test_an_unknown_key_like_no_other_lists_the_known_ones() -> None:
    hint = "known keys: language, labels, say, title, defaults, publish, shorts"
    assert told(SHORT + "zzz: 1\n") == [(9, 1, "script-unknown-key", "unknown key `zzz`", hint)]


def test_a_missing_key_is_placed_at_its_mapping() -> None:
    assert replaced("    hook: H\n", "") == [(3, 5, "script-missing-key", "missing key `hook`", "add `hook: ...`")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: T", "title: 4", (1, 8, "script-type", "expected text, found the number 4", "put it in quotes")),
        ("title: T", "title: true", (1, 8, "script-type", "expected text, found `true`", "put it in quotes")),
        ("title: T", "title:", (1, 7, "script-type", "expected text, found nothing", "write a value")),
        ("title: T", "title: ' '", (1, 8, "script-value", "expected some text, found a blank", "")),
        ("hook: H", "hook: ''", (5, 11, "script-value", "expected some text, found a blank", "")),
        ("[S]", "['']", (6, 18, "script-value", "expected some text, found a blank", "")),
        ("[S]", "S", (6, 17, "script-type", "expected a list, found `S`", "write it in brackets: `[...]`")),
        ("[S]", "[]", (6, 17, "script-value", "expected at least one item, found an empty list", "")),
        ("[S]", "[3]", (6, 18, "script-type", "expected text or a mapping, found the number 3", "put it in quotes")),
        ("[S]", "[{Note: this}]", (6, 18, "script-type", "expected text or a mapping, found a mapping",
                                   "put text that holds `: ` in quotes")),
        ("[S]", "[{focus: 1}]", (6, 18, "script-missing-key", "missing key `say`", "add `say: ...`")),
        ("[S]", "[{say: S, focs: 1}]", (6, 27, "script-unknown-key", "unknown key `focs`", "did you mean `focus`?")),
        ("id: a", "id: Foo Bar", (3, 9, "script-value",
                                  "expected lowercase letters, digits and single hyphens, found `Foo Bar`",
                                  "for example `foo-bar`")),
        ("id: a", "id: com1", (3, 9, "script-value",
                               "expected an id that can name a folder on every system, found `com1`",
                               "for example `com1-short`")),
        ("id: a", "id: ../b", (3, 9, "script-value",
                               "expected lowercase letters, digits and single hyphens, found `../b`",
                               "for example `b`")),
        ("hook: H", "hook: {hold: 1}", (5, 11, "script-missing-key", "missing key `text`", "add `text: ...`")),
        ("hook: H", "hook: {text: H, hold: 0}", (5, 27, "script-value",
                                                 "expected at least 0.1, found the number 0", "")),
        ("[S]", "[{say: S, hold: 61}]", (6, 33, "script-value", "expected at most 60, found the number 61", "")),
        ("[S]", "[{say: S, hold: '2'}]", (6, 33, "script-type", "expected a number, found `2`", "")),
        ("hook: H", "hook: {text: H, hold: }", (5, 27, "script-type", "expected a number, found nothing",
                                                "write a value, or leave the key out")),
        ("hook: H", "hook: H\n    output: 3", (6, 13, "script-type", "expected a mapping, found the number 3", "")),
        ("hook: H", "hook: H\n    output: {hld: 3}", (6, 14, "script-unknown-key", "unknown key `hld`",
                                                     "did you mean `hold`?")),
        ("hook: H", "hook: H\n    timeout: 0", (6, 14, "script-value",
                                               "expected more than 0, found the number 0", "")),
        ("hook: H", "hook: H\n    pace: 1000", (6, 11, "script-value",
                                               "expected at most 400, found the number 1000", "")),
        ("hook: H", "hook: H\n    memory: 1.5", (6, 13, "script-type",
                                                "expected a whole number, found the number 1.5", "")),
        ("hook: H", "hook: H\n    network: yes", (6, 14, "script-type", "expected true or false, found `yes`", "")),
        ("hook: H", "hook: H\n    skip: ''", (6, 11, "script-value", "expected some text, found a blank", "")),
        ("hook: H", "hook: H\n    mistake:", (6, 13, "script-type", "expected text or a mapping, found nothing",
                                             "write a value, or leave the key out")),
        ("hook: H", "hook: H\n    raises: a b", (6, 13, "script-value", "expected a Python name, found `a b`", "")),
        ("hook: H", "hook: H\n    listings: [x]", (6, 16, "script-type", "expected a mapping, found `x`", "")),
        ("title: T", "title: T\ndefaults: {sed: 1}", (2, 12, "script-unknown-key", "unknown key `sed`",
                                                     "did you mean `seed`?")),
    ],
)  # fmt: skip
def test_a_wrong_value_is_placed_at_the_value(old: str, new: str, expected: Told) -> None:
    assert replaced(old, new) == [expected]


@pytest.mark.parametrize(
    ("focus", "message"),
    [
        ("2", "expected lines 1 to 1 of the code, found line 2"),
        ("0", "expected lines 1 to 1 of the code, found line 0"),
        ("1-999999999", "expected lines 1 to 1 of the code, found line 999999999"),
        ("3-2", "expected a range that goes up, found `3-2`"),
        ("''", "expected lines such as `3`, `10-11` or `1, 4-6`, found ``"),
        ("all", "expected lines such as `3`, `10-11` or `1, 4-6`, found `all`"),
    ],
)
def test_a_focus_must_name_lines_of_the_code(focus: str, message: str) -> None:
    assert replaced("[S]", f"[{{say: S, focus: {focus}}}]") == [(6, 34, "script-focus", message, "")]


def test_a_focus_needs_code() -> None:
    text = SHORT.replace("[S]", "[{say: S, focus: 1}]").partition("    code:")[0]
    listing = "    listings: [{language: bash, text: ls}]\n"
    message = "expected no focus, because the short has no code, found line 1"
    assert told(text + listing) == [(6, 34, "script-focus", message, "")]


def test_a_document_that_is_no_mapping_is_told_so() -> None:
    assert told("- a\n") == [(1, 1, "script-type", "expected a mapping, found a list", "")]


def test_a_day_needs_a_short() -> None:
    assert told("title: T\nshorts: []\n") == [
        (2, 9, "script-value", "expected at least one item, found an empty list", "")
    ]


def test_an_id_that_stands_twice_names_the_first() -> None:
    assert replaced("id: b", "id: a", TWO) == [
        (9, 9, "script-duplicate-id", "the id `a` stands twice: first in line 3", "an id must be unique in its day")
    ]


def test_an_unknown_need_gets_the_nearest_id() -> None:
    text = TWO.replace("id: a", "id: first-model") + "    needs: [frst-model]\n"
    message = "no short of this day has the id `frst-model`"
    assert told(text) == [(15, 13, "script-unknown-need", message, "did you mean `first-model`?")]


def test_a_short_cannot_need_itself() -> None:
    assert told(SHORT + "    needs: [a]\n") == [(9, 13, "script-circle", "`a` needs itself", "remove it")]


def test_a_circle_is_shown_once_from_its_first_short() -> None:
    text = TWO.replace("    hook: H\n", "    hook: H\n    needs: [b]\n", 1) + "    needs: [a]\n"
    message = "shorts need each other in a circle: `a -> b -> a`"
    assert told(text) == [(6, 13, "script-circle", message, "remove one of these needs")]


def test_circles_that_share_no_short_are_all_told() -> None:
    shorts = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("e", "c"), ("f", "a")]
    body = SHORT.partition("shorts:\n")[2]
    text = "title: T\nshorts:\n" + "".join(
        body.replace("id: a", f"id: {name}").replace("hook: H", f"hook: H\n    needs: [{need}]")
        for name, need in shorts
    )
    circles = [message.partition("`")[2] for _, _, _, message, _ in told(text)]
    assert circles == ["a -> b -> a`", "c -> d -> e -> c`"]


def test_a_chain_of_thousands_of_needs_is_no_circle_and_no_recursion() -> None:
    body = SHORT.partition("shorts:\n")[2]
    shorts = [
        body.replace("id: a", f"id: s{n}").replace("hook: H", f"hook: H\n    needs: [s{n + 1}]") for n in range(2000)
    ]
    last = body.replace("id: a", "id: s2000")
    assert len(load("title: T\nshorts:\n" + "".join(shorts) + last, "f", "day").shorts) == 2001


def test_what_only_makes_sense_with_code_needs_code() -> None:
    text = (
        SHORT.partition("    code:")[0]
        + (
            "    listings: [{language: bash, text: ls}]\n"
            "    needs: [b]\n"
            "    raises: ValueError\n"
            "    mistake: {text: M, code: x}\n"
        )
        + TWO.partition("id: b")[2].join(["  - id: b", ""])
    )
    hint = "add `code`, or remove it"
    assert told(text) == [
        (8, 12, "script-no-code", "`needs` stands in a short without code", hint),
        (9, 13, "script-no-code", "`raises` stands in a short without code", hint),
        (10, 30, "script-no-code", "`mistake.code` stands in a short without code", hint),
    ]


def test_a_short_shows_code_or_a_listing() -> None:
    assert told(SHORT.partition("    code:")[0]) == [
        (3, 5, "script-missing-key", "missing key `code`", "add `code: ...`, or `listings`")
    ]


def test_a_mistake_that_raises_needs_code() -> None:
    assert told(SHORT + "    mistake: {text: M, raises: ValueError}\n") == [
        (9, 32, "script-no-code", "`raises` stands in a mistake without code", "add the code that makes the mistake")
    ]


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = TWO.replace("title: T", "titel: T").replace("hook: H", "hok: H", 1) + "    needs: [c]\n    pace: 1\n"
    assert [(line, code) for line, _, code, _, _ in told(text)] == [
        (1, "script-missing-key"),
        (1, "script-unknown-key"),
        (3, "script-missing-key"),
        (5, "script-unknown-key"),
        (16, "script-value"),
    ]


def test_a_broken_short_is_still_known_to_those_that_need_it() -> None:
    text = TWO.replace("hook: H", "hook: 1", 1) + "    needs: [a]\n"
    assert [code for _, _, code, _, _ in told(text)] == ["script-type"]


def test_a_mistyped_setting_is_told() -> None:
    with pytest.raises(InputError) as caught:
        load_settings("defaults: {seeed: 1}\n", "shortsgen.yaml", no_file)
    assert [(str(p.span), p.message, p.hint) for p in caught.value.problems] == [
        ("shortsgen.yaml:1:12", "unknown key `seeed`", "did you mean `seed`?")
    ]


def test_a_traceback_needs_an_error() -> None:
    text = SHORT + "    traceback: short\n"
    with pytest.raises(InputError) as caught:
        load(text, "day.yaml", "day")
    assert human(caught.value.problems, caught.value.sources).plain == (
        """\
day.yaml:9:16: error[script-no-code] `traceback` stands in a short that announces no error
    9 |     traceback: short
      |                ^^^^^
  hint: announce it with `raises`, or remove the key
"""
    )
    made = "    mistake: {text: M, code: x, raises: NameError}\n"
    assert load(text + made, "day.yaml", "day").shorts[0].traceback == "short"
    assert told(text.replace(": short", ": long") + made)[0][3] == "expected 'last', 'short' or 'full', found `long`"
