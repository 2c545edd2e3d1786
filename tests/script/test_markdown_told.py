"""What a person sees of an imported document: whole blocks, to the letter."""

from __future__ import annotations

import textwrap

import pytest

from shortsgen.problems import InputError
from shortsgen.report.human import human
from shortsgen.script.markdown import convert

DOCUMENT = """\
## Short 01 — First

**Hook**
Hooked.

**Talk track**
- One.

**Code**
```python
x = 1
```
"""


def told(old: str, new: str) -> str:
    assert old in DOCUMENT
    text = DOCUMENT.replace(old, new, 1)
    return human(convert(text, "day", "day.md")[1], {"day.md": text}).plain


@pytest.mark.parametrize(
    ("old", "new", "block"),
    [
        ("Hooked.\n", "", """
            day.md:1:1: warning[markdown-missing] short 01 has no hook
                1 | ## Short 01 — First
                  | ^^^^^^^^^^^^^^^^^^^
              hint: write it into the YAML
        """),
        ("x = 1\n```\n", "x = 1\n", """
            day.md:10:1: warning[markdown-unclosed] this block of code is never closed
               10 | ```python
                  | ^^^^^^^^^
        """),
        ("x = 1\n```\n", "x = 1\n```\n\n```py\ny = 2\n```\n", """
            day.md:14:1: note[markdown-joined] Python that is joined to the block before it
               14 | ```py
                  | ^^^^^
        """),
        ("x = 1\n```\n", "x = 1\n```\n\n```bash\nls\n```\n", """
            day.md:14:1: note[markdown-listing] bash code is kept as a listing, and not executed
               14 | ```bash
                  | ^^^^^^^
        """),
        ("**Code**", "**Notes**\n\nMore.\n\n**Code**", """
            day.md:9:1: warning[markdown-left-out] left out: the section `Notes`, which is not known
                9 | **Notes**
                  | ^^^^^^^^^
              hint: add it to the YAML by hand where it belongs

            day.md:11:1: warning[markdown-left-out] left out: text in the section `Notes`
               11 | More.
                  | ^^^^^
              hint: add it to the YAML by hand where it belongs
        """),
    ],
)  # fmt: skip
def test_what_is_not_in_the_day_as_it_was(old: str, new: str, block: str) -> None:
    assert told(old, new) == textwrap.dedent(block).removeprefix("\n")


def test_a_document_without_shorts() -> None:
    with pytest.raises(InputError) as caught:
        convert("Only text.\n", "day", "day.md")
    assert human(caught.value.problems, caught.value.sources).plain == (
        "day.md:1:1: error[markdown-no-shorts] expected a heading for each short, found none\n"
        "    1 | Only text.\n"
        "      | ^\n"
        "  hint: write `## Short 01 — Title`\n"
    )
