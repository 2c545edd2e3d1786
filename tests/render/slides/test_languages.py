"""Only code in languages that were tried has colours, so that no listing takes long."""

from __future__ import annotations

import time

import pytest

from shortsgen.render.slides.highlight import highlight
from shortsgen.text.languages import LANGUAGES

HOSTILE = (
    *(" \n", "\n", "\n ", "a ", "a.", "a\n", "_\n", "/", "&", "`", "<", "{", "$$", "#\n"),
    *('"\\', '\\"', "'\\", "<<A\n", "'''"),
)
MOST = 3.0  # seconds of the processor, for what takes a quarter of one where it takes longest
CODE = '"a" 1 if = -- # a\n>>> 1\nTraceback (most recent call last):\n  a\nE: x\n$ a "b"\n`a`\n<a b="c">\n<?php "a";\n'


@pytest.mark.parametrize("language", sorted(set(LANGUAGES.values())))
def test_no_text_that_a_slide_could_show_takes_long(language: str) -> None:
    for piece in HOSTILE:
        text = (piece * 2000)[:2000]
        started = time.process_time()
        lines = highlight.__wrapped__(text, language)
        assert time.process_time() - started < MOST
        assert ["".join(word for _, word in line) for line in lines] == text.split("\n")


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_word_for_a_language_has_colours(language: str) -> None:
    assert LANGUAGES[LANGUAGES[language]] == LANGUAGES[language]
    assert {kind for line in highlight(CODE, language) for kind, _ in line} != {"plain"}


@pytest.mark.parametrize("language", ["tnt", "autohotkey", "systemd", "scala", "csharp", "no such language", ""])
def test_code_in_any_other_is_plain(language: str) -> None:
    text = 'class A: "text" # 1\n' * 90
    assert {kind for line in highlight(text, language) for kind, _ in line} == {"plain"}


def test_a_listing_that_fits_no_slide_is_plain_and_code_is_not() -> None:
    for count, listed in ((180, {"plain", "operator", "string"}), (190, {"plain"})):
        text = 'x = "text"\n' * count
        assert {kind for line in highlight(text, "julia") for kind, _ in line} == listed
        assert "string" in {kind for line in highlight(text, "python") for kind, _ in line}


def test_a_word_for_a_language_may_be_in_capitals() -> None:
    assert highlight("echo 'a'", "Bash") == highlight("echo 'a'", "bash") != highlight("echo 'a'", "no such")
