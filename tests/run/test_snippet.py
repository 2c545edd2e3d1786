"""A day -> what is executed: in which order, what is skipped and why, and under which key it is recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.model import Code, Day, Listing, Mistake, Options, Short, TalkLine


def short(number: int, name: str, code: str | None = None, **values: Any) -> Short:
    text = f"{name}_code\n" if code is None else code
    return Short(number, name, "T", "H", (TalkLine("S"),), Code(text), **values)


def of(*shorts: Short) -> dict[str, Snippet]:
    return {snippet.name: snippet for snippet in snippets(Day("day", "Day", shorts, "day.yaml"))}


def hidden(snippet: Snippet) -> list[str]:
    return [code.text.strip() for code in snippet.hidden]


def test_needs_run_first_in_the_order_of_the_day_each_once_with_their_setup() -> None:
    found = of(
        short(1, "base", setup=Code("base_setup\n")),
        short(2, "left", needs=("base",)),
        short(3, "right", needs=("base",), setup=Code("right_setup\n")),
        short(4, "top", needs=("right", "left"), setup=Code("top_setup\n")),
    )
    assert hidden(found["base"]) == ["base_setup"]
    assert hidden(found["top"]) == [
        "base_setup",
        "base_code",
        "left_code",
        "right_setup",
        "right_code",
        "top_setup",
    ]


def test_what_needs_need_runs_before_them_wherever_it_stands() -> None:
    found = of(
        short(1, "a"),
        short(2, "b", needs=("d", "c")),
        short(3, "c", needs=("a",)),
        short(4, "d"),
        short(5, "e", needs=("b", "a")),
    )
    assert hidden(found["b"]) == ["a_code", "c_code", "d_code"]
    assert hidden(found["e"]) == ["a_code", "c_code", "d_code", "b_code"]


def test_a_later_short_can_be_needed_too() -> None:
    assert hidden(of(short(1, "first", needs=("second",)), short(2, "second"))["first"]) == ["second_code"]


def test_a_mistake_is_made_after_the_code_of_its_short() -> None:
    mistake = Mistake("M", Code("mistake_code\n"), "ValueError")
    made = of(short(1, "a", mistake=mistake, setup=Code("setup\n")))["a/mistake"]
    assert (hidden(made), made.code.text, made.raises) == (["setup", "a_code"], "mistake_code\n", "ValueError")
    assert made.label == "01 a, its mistake"


def test_a_mistake_of_a_short_that_fails_is_made_in_place_of_its_code() -> None:
    mistake = Mistake("M", Code("mistake_code\n"))
    made = of(short(1, "a", mistake=mistake, raises="ValueError", setup=Code("setup\n")))["a/mistake"]
    assert hidden(made) == ["setup"]


def test_a_mistake_that_is_only_told_is_not_executed() -> None:
    assert list(of(short(1, "a", mistake=Mistake("M")))) == ["a"]


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({"code": Code("other\n")}, True),
        ({"code": Code("a_code")}, True),
        ({"setup": Code("setup\n")}, True),
        ({"echo": True}, True),
        ({"raises": "ValueError"}, True),
        ({"options": Options(seed=1)}, True),
        ({"options": Options(memory=4096)}, True),
        ({"options": Options(network=True)}, True),
        ({"options": Options(timeout=1)}, False),
        ({"options": Options(pace=90, budget=60)}, False),
        ({"number": 7}, False),
        ({"id": "renamed"}, False),
        ({"title": "Other", "hook": "Other", "talk_track": (TalkLine("Other", (1,)),)}, False),
        ({"code": Code("a_code\n", first_line=99, indent=6, literal=False)}, False),
        ({"mistake": Mistake("M", Code("m\n"))}, False),
        ({"listings": (Listing("bash", Code("ls")),)}, False),
        ({"requires": ("torch",)}, False),
    ],
)
def test_the_key_changes_just_where_the_outcome_could(change: dict[str, Any], counts: bool) -> None:
    before = short(1, "a")
    [own, *_] = of(replace(before, **change)).values()
    assert (own.key != of(before)["a"].key) is counts


def test_the_code_of_what_is_needed_is_part_of_the_key() -> None:
    def key(needed: Short) -> str:
        return of(needed, short(2, "b", needs=("a",)))["b"].key

    assert key(short(1, "a")) == key(short(1, "a", echo=True))
    assert key(short(1, "a")) != key(short(1, "a", code="other\n"))
    assert key(short(1, "a")) != key(short(1, "a", setup=Code("setup\n")))


def test_code_that_is_cut_elsewhere_has_another_key() -> None:
    one = of(short(1, "a", code="x\n", setup=Code("y\n")))["a"]
    other = of(short(1, "a", code="y\nx\n"))["a"]
    assert one.key != other.key


def test_a_key_is_the_same_in_every_run() -> None:
    assert of(short(1, "a", code="print('ü')\n"))["a"].key == "bc58391525fa5e549198"


def test_reasons_to_skip_are_told_the_nearest_first() -> None:
    found = of(
        short(1, "skipped", skip="no network here"),
        short(2, "listing", code="", listings=(Listing("bash", Code("ls")),)),
        short(3, "dependent", needs=("skipped",), mistake=Mistake("M", Code("m\n"))),
        short(4, "far", needs=("dependent",)),
        short(5, "package", requires=("no_such_package.part", "json")),
        short(6, "needs-package", needs=("package",)),
        short(7, "fine", requires=("json",)),
    )
    missing = "it requires no_such_package.part, which is not installed"
    because = "it needs 01 skipped, which is skipped: no network here"
    assert {name: snippet.skip for name, snippet in found.items()} == {
        "skipped": "no network here",
        "listing": "it has no Python code",
        "dependent": because,
        "dependent/mistake": because,
        "far": because,
        "package": missing,
        "needs-package": missing,
        "fine": None,
    }
