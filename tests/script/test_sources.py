"""Notebooks, Python files with cells and documents without sections: what of them is in the day, and what is told."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shortsgen.problems import InputError
from shortsgen.report.human import human
from shortsgen.script.dump import dump
from shortsgen.script.markdown import convert, day_of
from shortsgen.script.model import Code, Listing, Short
from shortsgen.script.sources import read
from tests.script.test_markdown_loses_nothing import PIECES, with_words

BLOG = """\
# Shapes in an Hour

Welcome.

## Make a tensor

A tensor knows its shape.
You only have to ask.

Say it twice.

```python
import torch
print(torch.zeros(2, 3).shape)
```

It prints two and three.

## Why it matters

No code here.

## Add them

Shapes must match. Else it fails.

```python
print(1 + 1)
```
"""


def said(short: Short) -> list[str]:
    return [line.say for line in short.talk_track]


def told(text: str, file: str) -> str:
    document = read(text, file)
    return human(day_of(document, "day")[1], document.sources()).plain


def test_a_heading_with_code_is_a_short_of_which_the_first_paragraph_is_the_hook() -> None:
    day, _ = convert(BLOG, "day", "day.md")
    first, second = day.shorts
    assert (day.title, first.title, first.hook) == ("Shapes in an Hour", "Make a tensor",
        "A tensor knows its shape. You only have to ask.")  # fmt: skip
    assert said(first) == ["Say it twice.", "It prints two and three."]
    assert (second.hook, said(second)) == ("Shapes must match.", ["Else it fails."])


def test_what_of_a_tutorial_is_in_no_short_is_told() -> None:
    assert told(BLOG, "day.md") == (
        "day.md:3:1: warning[markdown-left-out] left out: text before the first short\n"
        "    3 | Welcome.\n"
        "      | ^^^^^^^^\n"
        "  hint: add it to the YAML by hand where it belongs\n"
        "\n"
        "day.md:19:1: warning[markdown-left-out] left out: the heading `Why it matters`, which begins no short\n"
        "   19 | ## Why it matters\n"
        "      | ^^^^^^^^^^^^^^^^^\n"
        "  hint: add it to the YAML by hand where it belongs\n"
        "\n"
        "day.md:21:1: warning[markdown-left-out] left out: text under the heading `Why it matters`\n"
        "   21 | No code here.\n"
        "      | ^^^^^^^^^^^^^\n"
        "  hint: add it to the YAML by hand where it belongs\n"
    )


def notebook(*cells: tuple[str, Any], **head: Any) -> str:
    made = [{"cell_type": kind, "metadata": {}, "source": source} for kind, source in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made} | head)


CELLS = (
    ("markdown", ["# Day 5: Shapes\n", "\n", "## Make one\n", "\n", "A tensor knows its shape. Ask it.\n"]),
    ("code", "%time\nx = 1\n!pip install torch\nprint(x)\n"),
    ("raw", "for a printer"),
    ("markdown", "## List files\n\nThey are here. Look."),
    ("code", "%%bash\nls"),
    ("code", "y = (2\n     % 3)"),
)


def test_a_notebook_is_read_cell_by_cell() -> None:
    day, _ = convert(notebook(*CELLS), "day", "day.ipynb")
    first, second = day.shorts
    assert (day.title, first.title, first.hook, said(first)) == (
        "Shapes", "Make one", "A tensor knows its shape.", ["Ask it."])  # fmt: skip
    assert first.code == Code("x = 1\nprint(x)\n")
    assert (second.listings, second.code) == ((Listing("bash", Code("ls\n")),), Code("y = (2\n     % 3)\n"))


def test_problems_of_a_notebook_are_placed_in_the_lines_of_its_cells() -> None:
    assert told(notebook(*CELLS), "day.ipynb") == (
        "day.ipynb, cell 2:1:1: warning[markdown-left-out] left out: `%time`, which only notebooks know\n"
        "    1 | %time\n"
        "      | ^^^^^\n"
        "  hint: a short is plain Python\n"
        "\n"
        "day.ipynb, cell 2:3:1: warning[markdown-left-out] left out: `!pip install torch`, which only notebooks know\n"
        "    3 | !pip install torch\n"
        "      | ^^^^^^^^^^^^^^^^^^\n"
        "  hint: a package that has to be there is named in `requires`\n"
        "\n"
        "day.ipynb, cell 3:1:1: warning[markdown-left-out] left out: a raw cell before the first section of its short\n"
        "    1 | for a printer\n"
        "      | ^^^^^^^^^^^^^\n"
        "  hint: add it to the YAML by hand where it belongs\n"
        "\n"
        "day.ipynb, cell 5:1:1: note[markdown-listing] bash code is kept as a listing, and not executed\n"
        "    1 | %%bash\n"
        "      | ^^^^^^\n"
        "\n"
        "day.ipynb, cell 5:1:1: warning[markdown-left-out] left out: `%%bash`, which only notebooks know\n"
        "    1 | %%bash\n"
        "      | ^^^^^^\n"
        "  hint: a short is plain Python\n"
    )


def test_a_notebook_of_the_third_format_is_read_too() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["Make one"]},
        {"cell_type": "markdown", "source": "It is short. Look."},
        {"cell_type": "code", "input": ["x = 1\n", "x"], "language": "python", "outputs": [{"text": "1"}]},
    ]
    text = json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]})
    [short] = convert(text, "day", "day.ipynb")[0].shorts
    assert (short.title, short.hook, said(short), short.code.text) == (
        "Make one",
        "It is short.",
        ["Look."],
        "x = 1\nx\n",
    )


HINT = "  hint: open it in Jupyter and save it anew\n"
TOP = "error[notebook] day.ipynb is no notebook that can be read: expected `nbformat` 3 or 4, found"
IN_CELLS = notebook(("markdown", "x"), ("video", "x"), ("code", 3), ("code", "\ud800"))


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("", "day.ipynb:1:1: error[notebook] expected a notebook, which is JSON: expecting value\n"
             "    1 | \n      | ^\n"),
        ('{"cells": [}', "day.ipynb:1:12: error[notebook] expected a notebook, which is JSON: expecting value\n"
                         '    1 | {"cells": [}\n      |            ^\n'),
        ("[" * 10**5, "error[notebook] day.ipynb is no notebook: it is nested too deep, or has a number too long\n"),
        ("[]", f"{TOP} none\n"),
        ('{"nbformat": 2}', f"{TOP} `nbformat: 2`\n"),
        ('{"nbformat": 4, "cells": {}}', "error[notebook] day.ipynb: expected a list `cells`, found a mapping\n"),
        (IN_CELLS,
         "error[notebook] day.ipynb, cell 2: expected a `cell_type` of `markdown`, `code`, `raw`, found `video`\n"
         f"{HINT}\n"
         "error[notebook] day.ipynb, cell 3: expected `source` to be text or a list of texts, found a number\n"
         f"{HINT}\n"
         "error[notebook] day.ipynb, cell 4: expected `source` to be text that can be written, found half a "
         "character\n"),
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_told_with_its_place(text: str, block: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text, "day.ipynb")
    assert human(caught.value.problems, caught.value.sources).plain == block + HINT


PERCENT = '''\
# ---
# jupyter:
#   jupytext: {formats: "py:percent"}
# ---

# %% [markdown]
# # Day 6: Cells
#
# ## Make one
#
# A cell is enough. Run it.

# %%
x = 1
print(x)

# %% Add two
"""Not text."""
y = x + 1

# %% [md] {"tags": []}
"""
Adding is easy.

It is only a plus.
"""
# %% [raw]
# for a printer
'''


def test_a_python_file_of_cells_is_read_and_a_title_behind_the_sign_is_a_heading() -> None:
    day, _ = convert(PERCENT, "day", "day.py")
    first, second = day.shorts
    assert (day.title, first.title, first.hook, said(first)) == ("Cells", "Make one", "A cell is enough.", ["Run it."])
    assert (second.title, second.hook, said(second)) == ("Add two", "Adding is easy.", ["It is only a plus."])
    assert (first.code.text, second.code.text) == ("x = 1\nprint(x)\n", '"""Not text."""\ny = x + 1\n')


def test_problems_of_a_python_file_are_placed_in_its_lines() -> None:
    assert told(PERCENT, "day.py") == (
        "day.py:21:1: warning[markdown-left-out] left out: what is set for a cell before the first section of its "
        "short\n"
        '   21 | # %% [md] {"tags": []}\n'
        "      | ^^^^^^^^^^^^^^^^^^^^^^\n"
        "  hint: add it to the YAML by hand where it belongs\n"
        "\n"
        "day.py:28:1: warning[markdown-left-out] left out: a raw cell before the first section of its short\n"
        "   28 | # for a printer\n"
        "      | ^^^^^^^^^^^^^^^\n"
        "  hint: add it to the YAML by hand where it belongs\n"
    )


words = st.sampled_from([piece for piece in PIECES if "```" not in piece and "~~~" not in piece])
codes = st.sampled_from(
    ["@ = 1\n\nx = @", "!ls @", "%%bash\n@", "%%time\n@", "%%writefile @\n@", "x = !@", '"""\n!@\n"""']
)
cells = st.lists(
    st.tuples(st.just("markdown"), words) | st.tuples(st.sampled_from(["code", "raw"]), codes), max_size=12
)


def lost(text: str, file: str) -> list[str]:
    """The words that are neither in the day nor in lines that a problem tells."""
    document = read(text, file)
    day, problems = day_of(document, "day")
    sources = document.sources()
    lines = {name: source.split("\n") for name, source in sources.items()}
    places = [problem.span for problem in problems if problem.span]
    told = " ".join(line for at in places for line in lines[at.file][at.line - 1 : at.end_line])
    whole = "\n".join(sources.values())
    return [word for word in re.findall(r"w\d+w", whole) if word not in dump(day) and word not in told]


@settings(max_examples=200)
@given(cells)
def test_no_word_of_a_notebook_is_lost(found: list[tuple[str, str]]) -> None:
    text = with_words([json.dumps(notebook(("markdown", "## Short 1: @"), *found))])
    assert lost(json.loads(text), "day.ipynb") == []


@settings(max_examples=200)
@given(cells, st.sampled_from(["", "@ = 0\n"]), st.sampled_from(["", " @", ' key="@"', ' @ {"a": "@"}']))
def test_no_word_of_a_python_file_is_lost(found: list[tuple[str, str]], before: str, behind: str) -> None:
    commented = {"markdown": ("[markdown]", "# "), "raw": ("[raw]", "# "), "code": ("", "")}
    pieces = [before, "# %% [markdown]", "# ## Short 1: @"]
    for kind, text in found:
        sign, comment = commented[kind]
        pieces += [f"# %% {sign}{behind}", *(comment + line for line in text.split("\n"))]
    assert lost(with_words(pieces), "day.py") == []
