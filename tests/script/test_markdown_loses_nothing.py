"""Whatever a document holds: each of its lines is in the day, in a problem, or pure structure."""

from __future__ import annotations

import contextlib
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from shortsgen.problems import InputError
from shortsgen.script.blocks import blocks
from shortsgen.script.dump import dump
from shortsgen.script.load import load
from shortsgen.script.markdown import convert

# "@" becomes a word that is found nowhere else, so that it can be looked for.
PIECES = [
    "# Day 4 — @",
    "## Short 01 — @",
    "## @",
    "### @",
    "### Hook",
    "### Hook: @",
    "**Hook**",
    "**Hook:** @",
    "**Talk track**",
    "**Short 2: @**\n@",
    "Hook: @\nTalk track:\n@",
    "**Code**",
    "**Common mistake**",
    "**@**",
    "**@:** @",
    "@",
    "@\n@",
    "“@”\n“@”",
    "@  \n@\\",
    "- @",
    "- “@”\n- @",
    "- @\n  - @\n\n    @",
    "- **Hook:** @\n- **Code:**\n  ```\n  @\n  ```",
    "1. @",
    "> @\n> @",
    "> - @",
    "```python\n@\n\n@\n```",
    "```\n@\n```",
    "```bash\n@\n```",
    "~~~\n@",
    "    @",
    "| @ | b |\n|---|---|\n| @ | @ |",
    "<div>@</div>",
    "<!-- @\n@ -->",
    "[@]: http://@",
    "@\n---",
    "@\n===",
    "---",
    "",
    ">" * 30 + " @",
    "- " * 40 + "@",
    "\t- @",
    "1. **@** - @\n   @\n\n   ```\n   @\n   ```\n2. @\n   ```\n   @\n   ```\n3. @\n4. [@](@)\n   ```\n   @\n   ```",
    "| # | Title | Hook | Code | @ |\n|---|---|---|---|---|\n| 1 | @ | @ | `@` | [@](@) |\n| @ | @ | | @ |"
    "\n| | | @ | | |\n| 3 | @ | | | | @ |",
    "![@](@) <b>@</b> &amp; \\@",
]


def with_words(pieces: list[str]) -> str:
    text = "\n".join(pieces)
    numbers = iter(range(text.count("@")))
    return re.sub("@", lambda _: f"w{next(numbers)}w", text)


START = ["## Short 1: @"]
WHOLE = [*START, "**Hook**", "@", "**Talk track**", '- @\n- “”\n- ""', "**Code**", "```\n@\n```", "**Pitfall**", "@"]
rest = st.lists(st.sampled_from([piece for piece in PIECES if not piece.startswith("## ")]), max_size=20)
documents = st.lists(st.sampled_from(PIECES), max_size=25).map(lambda pieces: with_words([*START, *pieces]))
whole = rest.map(lambda pieces: with_words([*WHOLE, "", *pieces]))


def lost(text: str) -> list[tuple[int, str]]:
    day, problems = convert(text, "day", "day.md")
    told = {line for p in problems if p.span for line in range(p.span.line, p.span.end_line + 1)}
    kept = set(re.findall(r"w\d+w", dump(day)))
    return [
        (number, word)
        for number, line in enumerate(text.split("\n"), 1)
        for word in re.findall(r"w\d+w", line)
        if word not in kept and number not in told
    ]


@settings(max_examples=300)
@given(documents)
def test_every_word_is_in_the_day_or_its_line_in_a_problem(text: str) -> None:
    assert lost(text) == []


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(with_words))
def test_nor_is_one_lost_where_no_heading_is_known_to_begin_a_short(text: str) -> None:
    with contextlib.suppress(InputError):  # without any short
        assert lost(text) == []


@settings(max_examples=200)
@given(whole)
def test_a_day_that_lacks_nothing_can_be_loaded(text: str) -> None:
    day, problems = convert(text, "day", "day.md")
    assert "markdown-missing" not in [problem.code for problem in problems]
    assert load(dump(day), "day.yaml", "day") == day


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("#*->`|\n\n\n \t"), max_size=200))
def test_any_text_with_a_short_in_it_is_read(text: str) -> None:
    day, _ = convert(f"## Short 01 — First\n{text}", "day", "day.md")
    assert day.shorts[0].title == "First"


@settings(max_examples=200)
@given(documents)
def test_every_line_that_is_not_blank_is_in_a_block(text: str) -> None:
    covered = {line for block in blocks(text) for line in range(block.line, block.end_line + 1)}
    assert [line for number, line in enumerate(text.split("\n"), 1) if "w" in line and number not in covered] == []
