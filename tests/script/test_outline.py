"""Numbered lists and tables of shorts: documents without headings for them."""

from __future__ import annotations

import textwrap

from shortsgen.report.human import human
from shortsgen.script.markdown import convert
from shortsgen.script.model import Code, Mistake, Short, TalkLine

LIST = """\
# Day 7: Lists

Three ideas.

1. **Make one** — a tensor is enough.

   Say what it is.

   ```python
   x = 1
   ```
2. Add two
   It is only a plus.
   ```python
   print(2 + 2)
   ```
   - **Talk track:** Two and two.
   - **Pitfall:** Adding shapes that differ.
3. An idea without code.

The end.
"""

TABLE = """\
# Day 8: Tables

| # | Title | Hook | Talk track | Code | Level | Mistake |
|---|-------|------|------------|------|-------|---------|
| 1 | Make one | A tensor. | Make *one*. | `x = 1` | easy | |
| 2 | Add two | Only a plus. | Two `+` two. | `print(2)` | | Adding shapes. |
| | | Lost? | | | | |
"""


def told(text: str) -> str:
    return human(convert(text, "day", "day.md")[1], {"day.md": text}).plain


def test_an_item_with_code_of_a_numbered_list_is_a_short() -> None:
    day, _ = convert(LIST, "day", "day.md")
    first, second = day.shorts
    assert day.title == "Lists"
    assert first == Short(
        1, "make-one", "Make one", "a tensor is enough.", (TalkLine("Say what it is."),), Code("x = 1\n")
    )
    assert second == Short(
        2, "add-two", "Add two", "It is only a plus.", (TalkLine("Two and two."),), Code("print(2 + 2)\n"),
        Mistake("Adding shapes that differ."),
    )  # fmt: skip


def test_what_of_a_list_is_in_no_short_is_told() -> None:
    assert told(LIST) == textwrap.dedent("""\
        day.md:3:1: warning[markdown-left-out] left out: text before the first short
            3 | Three ideas.
              | ^^^^^^^^^^^^
          hint: add it to the YAML by hand where it belongs

        day.md:19:1: warning[markdown-left-out] left out: text beside the shorts
           19 | 3. An idea without code.
              | ^^^^^^^^^^^^^^^^^^^^^^^^
          hint: add it to the YAML by hand where it belongs

        day.md:21:1: warning[markdown-left-out] left out: text beside the shorts
           21 | The end.
              | ^^^^^^^^
          hint: add it to the YAML by hand where it belongs
        """)


def test_a_row_with_a_title_is_a_short() -> None:
    day, _ = convert(TABLE, "day", "day.md")
    assert day.shorts == (
        Short(1, "make-one", "Make one", "A tensor.", (TalkLine("Make *one*."),), Code("x = 1\n")),
        Short(2, "add-two", "Add two", "Only a plus.", (TalkLine("Two `+` two."),), Code("print(2)\n"),
              Mistake("Adding shapes.")),
    )  # fmt: skip


def test_what_of_a_table_is_in_no_short_is_told() -> None:
    assert told(TABLE) == textwrap.dedent("""\
        day.md:3:1: warning[markdown-left-out] left out: the column `Level`, which is not known, before the first short
            3 | | # | Title | Hook | Talk track | Code | Level | Mistake |
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: add it to the YAML by hand where it belongs

        day.md:5:1: warning[markdown-left-out] left out: the section `Level: easy`, which is not known
            5 | | 1 | Make one | A tensor. | Make *one*. | `x = 1` | easy | |
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: add it to the YAML by hand where it belongs

        day.md:7:1: warning[markdown-left-out] left out: a row without a title beside the shorts
            7 | | | | Lost? | | | | |
              | ^^^^^^^^^^^^^^^^^^^^^
          hint: add it to the YAML by hand where it belongs
        """)


def test_cells_for_which_a_table_has_no_column_are_told() -> None:
    _, problems = convert("| Title | Hook |\n|---|---|\n| A | H | more |\n", "day", "day.md")
    assert [str(one.span) for one in problems if one.message == "left out: a cell without a column"] == ["day.md:3:1"]


def test_a_list_of_a_document_with_headings_for_shorts_stays_text() -> None:
    text = "## Short 1 — A\n\n**Hook**\nH\n\n**Talk track**\n1. One.\n\n   ```python\n   x\n   ```\n2. Two.\n"
    [short] = convert(text, "day", "day.md")[0].shorts
    assert [line.say for line in short.talk_track] == ["One.", "Two."]


BOLD = """\
Day 12: Autograd
================

**Short 1: What is a gradient?**
Hook: A gradient is a slope.

Talk track:
- You pull.
- It follows.

Code:

\tx = 2
\tprint(x)

Mistake: Calling it twice.

**Short 2: Another**

One more.

```
print(3)
```
"""


def test_lines_that_are_meant_as_headings_and_as_names_of_sections_are_taken_so() -> None:
    day, problems = convert(BOLD, "day", "day.md")
    assert (day.title, [problem.message for problem in problems]) == ("Autograd", ["short 02 has no talk track"])
    first, second = day.shorts
    assert first == Short(
        1, "what-is-a-gradient", "What is a gradient?", "A gradient is a slope.",
        (TalkLine("You pull."), TalkLine("It follows.")), Code("x = 2\nprint(x)\n"), Mistake("Calling it twice."),
    )  # fmt: skip
    assert (second.title, second.hook, second.code.text) == ("Another", "One more.", "print(3)\n")


def test_the_title_of_a_tutorial_is_no_short_though_code_stands_below_it() -> None:
    text = "# All\n\n```\nimport math\n```\n\n## One\n\nH. S.\n\n```\nx = 1\n```\n"
    day, problems = convert(text, "day", "day.md")
    assert (day.title, [short.title for short in day.shorts]) == ("All", ["One"])
    assert [problem.message for problem in problems] == ["left out: code before the first short"]
