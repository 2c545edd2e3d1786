"""What a snippet wrote, as it is shown: what a terminal would be left with, and nothing that could harm one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.run.outside.terminal import shown


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (b"plain\n", "plain\n"),
        ("a\tb — ü 日本 🙂\n".encode(), "a\tb — ü 日本 🙂\n"),
        (b"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        (b"\x1b]8;;http://x\x07link\x1b]8;;\x07", "\\x1b]8;;http://x\\x07link\\x1b]8;;\\x07"),
        (b"\x1b]52;c;aGk=\x1b\\", "\\x1b]52;c;aGk=\\x1b\\"),
        (b"nothing\x00here", "nothing\\x00here"),
        (b"bell\x07 back\x08", "bell\\x07 back\\x08"),
        ("\u202eevil\u202c \u2066isolated\u2069".encode(), "\\u202eevil\\u202c \\u2066isolated\\u2069"),
        ("\x9b31m".encode(), "\\x9b31m"),
        ("line\u2028paragraph\u2029".encode(), "line\\u2028paragraph\\u2029"),
        ("zero\u200bwidth \ufeff".encode(), "zero\\u200bwidth \\ufeff"),
        ("family 👩\u200d👧, می\u200cخواهم".encode(), "family 👩\u200d👧, می\u200cخواهم"),
        (b"caf\xe9 \xff\xfe", "caf\\xe9 \\xff\\xfe"),
        ("cut 🙂".encode()[:-1], "cut \\xf0\\x9f\\x99"),
        (b"\xed\xa0\x80 is no surrogate", "\\xed\\xa0\\x80 is no surrogate"),
    ],
)
def test_only_what_is_safe_is_shown_as_it_is(written: bytes, text: str) -> None:
    assert shown(written) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (b"one\r\ntwo\r\n", "one\ntwo\n"),
        (b" 10%\r 50%\r100%\n", "100%\n"),
        (b" 10%\r 50%\r", " 50%"),
        (b"before\n 10%\r100%\nafter\n", "before\n100%\nafter\n"),
        (b"\rdone\n", "done\n"),
        (b"left alone\r", "left alone"),
        (b"\r\r\n", "\n"),
    ],
)
def test_a_line_that_is_written_over_keeps_its_last_state(written: bytes, text: str) -> None:
    assert shown(written) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (b"<object object at 0x7f1fc99e6660>", "<object object at 0x\xe2\x80\xa6>".encode("latin-1").decode()),
        (b"<function f at 0x10EFA3B80>", "<function f at 0x…>"),
        (b"0xff 0x1234 0xdeadbe", "0xff 0x1234 0x…"),
        (b"0x00112233445566778", "0x00112233445566778"),
        (b"10x7f1fc99e6660", "10x7f1fc99e6660"),
    ],
)
def test_addresses_which_differ_in_every_run_are_left_out(written: bytes, text: str) -> None:
    assert shown(written) == text


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_is_written_only_line_feeds_and_tabs_control_anything(written: bytes) -> None:
    text = shown(written)
    categories = {unicodedata.category(character) for character in text if character not in "\n\t\u200c\u200d"}
    assert categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} == set()


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=30))
def test_plain_text_without_addresses_is_not_changed(text: str) -> None:
    assert shown(text.encode()) == text or "0x" in text
