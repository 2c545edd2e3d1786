"""Markdown documents -> days: the forms that people write, and what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortsgen.problems import InputError
from shortsgen.script.dump import dump
from shortsgen.script.load import load
from shortsgen.script.markdown import convert
from shortsgen.script.model import Code, Day, Listing, Mistake, Short, TalkLine

DAY04 = Path(__file__).parents[1] / "data/day04.md"

SHORT = """\
## Short 01 — First

**Hook**
Hooked.

**Talk track**
- “One.”

**Code**
```python
x = 1
```

**Common mistake**
- Oops.
"""


def day(text: str) -> Day:
    return convert(text, "day", "day.md")[0]


def short(text: str) -> Short:
    return day(text).shorts[0]


def told(text: str) -> list[tuple[int, int, str, str, str]]:
    problems = convert(text, "day", "day.md")[1]
    return [(p.span.line, p.span.end_line, p.severity, p.code, p.message) for p in problems if p.span]


def test_the_document_of_day04_is_read_whole_and_its_introduction_is_reported() -> None:
    text = DAY04.read_text(encoding="utf-8")
    found = day(text)
    assert (found.title, len(found.shorts)) == ("nn.Module + “PyTorch Way”", 30)
    assert told(text) == [(3, 8, "warning", "markdown-left-out", "left out: text before the first short")]
    assert load(dump(found), "f", "day") == found


def test_a_short_gets_all_its_parts() -> None:
    assert short(SHORT) == Short(
        number=1,
        id="first",
        title="First",
        hook="Hooked.",
        talk_track=(TalkLine("One."),),
        code=Code("x = 1\n"),
        mistake=Mistake("Oops."),
    )
    assert told(SHORT) == []


@pytest.mark.parametrize(
    "heading",
    [
        "## Short 01 — First",
        "### Short 1 – First",
        "# Short #1: First",
        "## short 01 - First",
        "## Short 01-First",
        "#### 1. First",
        "## 01 — First ##",
        "## Video 1) First",
        "## First",
    ],
)
def test_the_number_before_a_title_is_not_part_of_it(heading: str) -> None:
    assert [found.title for found in day(SHORT.replace("## Short 01 — First", heading)).shorts] == ["First"]


@pytest.mark.parametrize("title", ["5-Step Loops", "2.5x Faster", "3 Ways to Fail", "Short-circuits"])
def test_a_number_that_belongs_to_the_title_stays(title: str) -> None:
    assert short(SHORT.replace("First", title)).title == title
    assert short(SHORT.replace("Short 01 — First", title)).title == title


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# Day 04 — 30-Second Shorts (nn.Module + “PyTorch Way”)", "nn.Module + “PyTorch Way”"),
        ("# Day 5: Losses and Optimizers", "Losses and Optimizers"),
        ("# Tensors (and more)", "Tensors (and more)"),
        ("# Day 04", "Day 04"),
        ("## Shorts (Topic)", "Topic"),
    ],
)
def test_the_first_heading_is_the_title_of_the_day(heading: str, title: str) -> None:
    assert day(f"{heading}\n\n{SHORT}").title == title


def test_a_document_without_a_title_is_called_like_its_day() -> None:
    assert day(SHORT).title == "day"


@pytest.mark.parametrize(
    "marker",
    [
        "**Hook**",
        "**hook:**",
        "**Hook**:",
        "__HOOK__",
        "### Hook",
        "### 1. Hook",
        "**Hook (1 sentence)**",
        "**Hook** (1 sentence)",
        "**🎬 Hook**",
    ],
)
def test_a_section_may_be_marked_in_many_ways(marker: str) -> None:
    assert short(SHORT.replace("**Hook**", marker)).hook == "Hooked."


@pytest.mark.parametrize(
    ("name", "part"),
    [("Script", "Talk track"), ("Voice-over", "Talk track"), ("Snippet", "Code"), ("Pitfall", "Common mistake"),
     ("Common mistakes", "Common mistake"), ("MISTAKE", "Common mistake")],
)  # fmt: skip
def test_sections_have_other_names(name: str, part: str) -> None:
    assert day(SHORT.replace(f"**{part}**", f"**{name}**")) == day(SHORT)


@pytest.mark.parametrize("line", ["**Hook:** Hooked.", "**Hook**: Hooked.", "- **Hook:** Hooked.", "### Hook: Hooked."])
def test_a_section_may_begin_and_end_in_one_line(line: str) -> None:
    assert short(SHORT.replace("**Hook**\nHooked.", line)).hook == "Hooked."


def test_sections_need_no_blank_lines_between_them() -> None:
    close = SHORT.replace("\n\n", "\n")
    assert day(close) == day(SHORT)
    assert told(close) == []


def test_blank_lines_may_stand_anywhere() -> None:
    wide = SHORT.replace("\n", "\n\n").replace("python\n\nx = 1\n\n", "python\nx = 1\n")
    assert day(wide) == day(SHORT)


def test_windows_line_ends_change_nothing() -> None:
    assert day(SHORT.replace("\n", "\r\n")) == day(SHORT)


def test_a_ruler_right_below_a_text_makes_it_no_heading() -> None:
    text = f"{SHORT}---\n{SHORT}"
    assert [found.mistake for found in day(text).shorts] == [Mistake("Oops."), Mistake("Oops.")]
    assert told(SHORT.replace("Hooked.\n", "Hooked.\n---\n")) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("“Quoted.”", "Quoted."),
        ('"Quoted."', "Quoted."),
        ("'Don't.'", "Don't."),
        ("‘Don’t.’", "Don’t."),
        ("«Quoted.»", "Quoted."),
        ("“Loss defines what ‘wrong’ means.”", "Loss defines what ‘wrong’ means."),
        ("“A” and “B”", "“A” and “B”"),
        ('"A" and "B"', '"A" and "B"'),
        ("“Quoted”, then not.", "“Quoted”, then not."),
        ("“Never closed", "“Never closed"),
        ("Plain `x` *y* __init__ a * b &amp; \\*", "Plain `x` *y* __init__ a * b & *"),
        ("**Bold** start", "**Bold** start"),
        ("**Tip:** bold start", "**Tip:** bold start"),
        ("“Wrapped\n  over lines.”", "Wrapped over lines."),
    ],
)
def test_quotes_go_only_where_they_enclose_the_whole_line(line: str, said: str) -> None:
    text = SHORT.replace("“One.”", line)
    assert [found.say for found in short(text).talk_track] == [said]
    assert told(text) == []


@pytest.mark.parametrize(
    "track",
    [
        "* “One.”\n* “Two.”",
        "1. One.\n2. Two.",
        "- One.\n\n\n- Two.",
        "One.\n\nTwo.",
        "“One.”\n“Two.”",
        "- One.\n  - Two.",
        "> One.\n>\n> Two.",
    ],
)
def test_a_talk_track_may_be_a_list_or_paragraphs(track: str) -> None:
    text = SHORT.replace("- “One.”", track)
    assert [line.say for line in short(text).talk_track] == ["One.", "Two."]
    assert told(text) == []


def test_code_is_kept_to_the_character() -> None:
    code = "\n\tif x:  # “quotes” …  \n\n\n      print('`')   \n\n"
    assert short(SHORT.replace("x = 1\n", code)).code.text == code


@pytest.mark.parametrize("fence", ["```python", "```", "```py", "~~~~ Python title=x", "```{python}"])
def test_a_fence_without_a_language_is_python(fence: str) -> None:
    text = SHORT.replace("```python", fence).replace("\n```\n", f"\n{fence[: fence.count(fence[0])]}\n")
    assert (short(text).code.text, told(text)) == ("x = 1\n", [])


def test_code_needs_no_marker() -> None:
    assert day(SHORT.replace("**Code**\n", "")) == day(SHORT)


def test_several_blocks_of_python_are_joined_with_one_blank_line_and_noted() -> None:
    text = SHORT.replace("x = 1\n```\n", "x = 1\n```\n\n```python\ny = 2\n```\n")
    assert short(text).code.text == "x = 1\n\ny = 2\n"
    assert told(text) == [(14, 16, "note", "markdown-joined", "Python that is joined to the block before it")]


def test_code_in_another_language_is_kept_as_a_listing_and_noted() -> None:
    text = SHORT.replace("x = 1\n```\n", "x = 1\n```\n\n```bash\npip install torch\n```\n")
    assert (short(text).code.text, short(text).listings) == ("x = 1\n", (Listing("bash", Code("pip install torch\n")),))
    message = "bash code is kept as a listing, and not executed"
    assert told(text) == [(14, 16, "note", "markdown-listing", message)]


def test_a_fence_that_is_never_closed_is_reported() -> None:
    text = SHORT.replace("x = 1\n```\n", "x = 1\n")
    assert told(text)[0] == (10, 14, "warning", "markdown-unclosed", "this block of code is never closed")


def test_several_mistakes_become_one_text() -> None:
    assert short(SHORT + "- Again!\n- And again\n").mistake == Mistake("Oops. Again! And again")
    assert short(SHORT.replace("Oops.", "Oops") + "- Again.\n").mistake == Mistake("Oops; Again.")


def test_a_short_may_have_no_mistake() -> None:
    text = SHORT.partition("**Common")[0]
    assert (short(text).mistake, told(text)) == (None, [])


@pytest.mark.parametrize(
    ("marker", "part"),
    [("**Hook**\nHooked.\n", "hook"), ("- “One.”\n", "talk track"), ("```python\nx = 1\n```\n", "code")],
)
def test_a_part_that_is_missing_is_reported_at_the_heading(marker: str, part: str) -> None:
    text = SHORT.replace(marker, "")
    assert told(text) == [(1, 1, "warning", "markdown-missing", f"short 01 has no {part}")]


LEFT_OUT = [
    ("Intro.\n\n" + SHORT, 1, 1, "text before the first short"),
    (SHORT.replace("**Hook**", "Stray.\n\n**Hook**"), 3, 3, "text before the first section of its short"),
    (SHORT + "\n**Notes**\nRemember\nthis.\n", 17, 19, "the section `Notes`, which is not known"),
    (SHORT.replace("\n**Common", "Stray.\n\n**Common"), 13, 13, "text in the section `Code`"),
    (SHORT + "\n| a | b |\n|---|---|\n| 1 | 2 |\n", 17, 19, "a table or HTML in the section `Common mistake`"),
    (SHORT + "\n<!-- todo -->\n", 17, 17, "a table or HTML in the section `Common mistake`"),
    (SHORT + "\n```python\nbad()\n```\n", 17, 19, "code in the section `Common mistake`"),
    (SHORT + "\n## Appendix\n", 17, 17, "the heading `Appendix`, which begins no short"),
    (SHORT.replace("**Code**", "[a]: http://b.c\n\n**Code**").replace("- “One.”", "- “One.”\n\n```\n```"), 9, 10,
     "code in the section `Talk track`"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "end_line", "what"), LEFT_OUT)
def test_what_cannot_be_placed_is_reported_with_its_lines(text: str, line: int, end_line: int, what: str) -> None:
    problems = told(text)
    lines = {number for first, last, *_ in problems for number in range(first, last + 1)}
    assert lines == set(range(line, end_line + 1))
    assert {severity for _, _, severity, _, _ in problems} == {"warning"}
    assert problems[0][4] == f"left out: {what}"


def test_what_stands_under_a_heading_that_is_no_short_is_left_out() -> None:
    assert told(SHORT + "## Appendix\nMore.\n\n" + SHORT.replace("01 — First", "02 — Second")) == [
        (16, 16, "warning", "markdown-left-out", "left out: the heading `Appendix`, which begins no short"),
        (17, 17, "warning", "markdown-left-out", "left out: text under the heading `Appendix`"),
    ]


def test_ids_come_from_titles_and_are_unique() -> None:
    titles = [
        "What Is nn.Module (In One Sentence)?",
        "Same",
        "Same",
        "日本",
        "con",
        "It’s a very long title that goes on and on",
    ]
    text = "".join(SHORT.replace("First", title) for title in titles)
    assert [found.id for found in day(text).shorts] == [
        "what-is-nn-module-in-one-sentence",
        "same",
        "same-2",
        "short-04",
        "con-short",
        "its-a-very-long-title-that-goes-on-and",
    ]


@pytest.mark.parametrize("text", ["", "Only text.\n", "# A title\n\nText.\n"])
def test_a_document_without_shorts_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="expected a heading for each short, found none"):
        convert(text, "day", "day.md")
