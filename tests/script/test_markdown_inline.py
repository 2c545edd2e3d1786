"""What stands within a line of a Markdown document becomes what scripts have, or plain text, or is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.report.human import human
from shortsgen.script.markdown import convert
from shortsgen.text.markup import plain

DOCUMENT = "## Short 01 — First\n\n**Hook**\n{}\n\n**Talk track**\n- Said.\n\n**Code**\n```\nx\n```\n"


def hook(written: str) -> str:
    return convert(DOCUMENT.format(written), "day", "day.md")[0].shorts[0].hook


def told(written: str) -> str:
    text = DOCUMENT.format(written)
    return human(convert(text, "day", "day.md")[1], {"day.md": text}).plain


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"The \* Operator", "The * Operator"),
        (r"1\. First \_x\_ \#1 \[a\]", "1. First _x_ #1 [a]"),
        (r"\*args and \*\*kwargs", "*args and **kwargs"),
        (r"literal \*stars\* here", "literal `*stars*` here"),
        ("Cause &amp; effect &lt;3 &copy;", "Cause & effect <3 ©"),
        ("*one* and **two** and ***three***", "*one* and **two** and *three*"),
        ("_one_ and __two words__", "*one* and **two words**"),
        ("define `__init__` and __init__ too", "define `__init__` and __init__ too"),
        ("**use `model(x)` now**", "**use** `model(x)` **now**"),
        ("``a`b`` and `&amp; \\*`", "``a`b`` and `&amp; \\*`"),
        ("first  \nsecond\\\nthird", "first second third"),
        ("a<br>b<br/>c", "a b c"),
        ("a List<int> is kept", "a List<int> is kept"),
        ("see [the docs](https://pytorch.org) now", "see the docs now"),
        ("see <https://pytorch.org>", "see https://pytorch.org"),
        ("see https://pytorch.org/a_b_c", "see https://pytorch.org/a_b_c"),
        ("![a picture](a.png) of it", "of it"),
        ("call `the\nmodel` first", "call `the model` first"),
        ("**over\nlines** here", "**over lines** here"),
    ],
)
def test_a_text_is_written_as_scripts_have_it(written: str, expected: str) -> None:
    assert hook(written) == expected


def test_titles_and_the_day_are_read_alike() -> None:
    text = (
        r"# Day 4 — The \* &amp; the **Star**"
        + "\n\n"
        + DOCUMENT.format("Hooked.").replace("First", r"\*args &amp; `x`")
    )
    day, _ = convert(text, "day", "day.md")
    assert (day.title, day.shorts[0].title) == ("The * & the **Star**", "*args & `x`")


def test_the_address_of_a_link_and_a_picture_are_told_at_their_line() -> None:
    assert told("Hooked\nby [the docs](https://pytorch.org) and ![that](that.png).") == (
        "day.md:5:1: warning[markdown-left-out] left out: the address of a link, `https://pytorch.org`\n"
        "    5 | by [the docs](https://pytorch.org) and ![that](that.png).\n"
        "      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  hint: add it to the YAML by hand where it belongs\n\n"
        "day.md:5:1: warning[markdown-left-out] left out: a picture, `that.png`\n"
        "    5 | by [the docs](https://pytorch.org) and ![that](that.png).\n"
        "      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  hint: add it to the YAML by hand where it belongs\n"
    )


def test_a_line_that_is_left_out_whole_is_told_once() -> None:
    text = f"Before [all](https://pytorch.org).\n\n{DOCUMENT.format('Hooked.')}"
    assert [problem.message for problem in convert(text, "day", "day.md")[1]] == [
        "left out: text before the first short"
    ]


SIGNS = st.text(st.sampled_from("ab *_`\\&;[]()!<>\n"), max_size=30)


@given(SIGNS)
def test_lines_stay_where_they_are_whatever_signs_a_text_holds(signs: str) -> None:
    text = f"# A\n\nB {signs}\n## Short 1: x\n\nleft out"
    whole = f"{text}\n\n**Hook**\n\nH\n\n**Talk track**\n\nS"
    told = [
        problem for problem in convert(whole, "day", "day.md")[1] if problem.message.endswith("section of its short")
    ]
    assert [problem.span.line for problem in told if problem.span] == [text.count("\n") + 1]


@given(st.text(st.sampled_from("ab *_.!"), max_size=20))
def test_escaped_signs_are_said_as_they_are(text: str) -> None:
    escaped = "".join(f"\\{sign}" if sign in "*_.!" else sign for sign in f"a{text}b")
    words = " ".join(f"a{text}b".split())
    assert plain(hook(escaped)).replace("`", "").split() == words.replace("`", "").split()
