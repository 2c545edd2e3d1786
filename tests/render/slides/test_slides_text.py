from __future__ import annotations

import json

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.render.slides.highlight import cut, highlight
from shortsgen.render.slides.literals import typst_literal
from shortsgen.render.slides.prose import prose
from shortsgen.text import markup

SIGNS = "".join(chr(code) for code in range(0x20, 0x7F)) + "\n→中é\U0001f600"


@pytest.mark.parametrize(
    "value",
    [
        SIGNS,
        '"); #panic("x") //',
        "\\u{41} \\n \\",
        [1, -2, 0.5, True, None],
        ["one"],
        [],
        {},
        {"a b": {"#c": ["d", []]}},
        1e-7,
    ],
)
def test_a_literal_means_the_same_in_typst(value):
    source = f"#metadata({typst_literal(value)}) <it>".encode()
    (found,) = json.loads(typst.query(source, "<it>", field="value"))
    assert found == pytest.approx(value, abs=1e-6) if isinstance(value, float) else found == value


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\r", "\x85", "\u2028", "\u202e", "\u2066", "\ud800"])
def test_what_no_font_can_show_or_would_turn_the_text_becomes_a_sign(sign):
    assert typst_literal(f"a{sign}b") == '"a\\u{fffd}b"'


@pytest.mark.parametrize("value", [object(), b"bytes", float("nan"), float("inf")])
def test_what_has_no_literal_is_refused(value):
    with pytest.raises((TypeError, ValueError), match="no Typst literal"):
        typst_literal(value)


@given(st.text(alphabet="ab_`'\"#@()[]:=., \n\\defclass0", max_size=200))
def test_highlighting_loses_nothing(text):
    assert "\n".join("".join(word for _, word in line) for line in highlight(text)) == text


def test_words_of_code_are_told_apart():
    (line,) = highlight("x = Net(print('a'), 3)  # note")
    assert line == (
        ("plain", "x "),
        ("operator", "= "),
        ("type", "Net"),
        ("operator", "("),
        ("function", "print"),
        ("operator", "("),
        ("string", "'a'"),
        ("operator", "), "),
        ("number", "3"),
        ("operator", ")  "),
        ("comment", "# note"),
    )


def test_an_indent_goes_with_the_word_after_it():
    assert highlight("    def f") == ((("keyword", "    def "), ("function", "f")),)


def test_an_unknown_language_has_plain_words_only():
    assert highlight("def f", "no such language") == ((("plain", "def f"),),)


def test_a_line_is_cut_by_characters():
    assert cut((("a", "12"), ("b", "345")), 1, 4) == (("a", "2"), ("b", "34"))


@given(st.text(alphabet="ab`*().,- _=", max_size=120))
def test_prose_says_what_was_written(text):
    for attempt in prose(text):
        said = "".join(run for _, run in attempt["runs"])
        assert said.replace("\u00a0", " ").replace("\u200b", "") == markup.plain(text)


def test_short_inline_code_stays_on_one_line_and_long_code_may_break():
    whole, softly, _ = prose("`y = x @ W + b` or `torch.nn.CrossEntropyLoss`")
    assert (("code", "y\u00a0=\u00a0x\u00a0@\u00a0W\u00a0+\u00a0b"),) in whole["words"]
    assert (("code", "torch.nn.CrossEntropyLoss"),) in whole["words"]
    assert (("code", "torch."),) in softly["words"]


def test_a_full_stop_belongs_to_the_word_before_it():
    (whole, *_) = prose("Use `x`.")
    assert whole["words"] == ((("plain", "Use"),), (("code", "x"), ("plain", ".")))
