"""A document is imported in time that grows with its length, and no message repeats a whole line of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shortsgen.problems import Span
from shortsgen.script.blocks import Block, BlockKind
from shortsgen.script.draft import Draft, named
from shortsgen.script.importer import Importer
from shortsgen.script.inline import Dropped
from shortsgen.script.markdown import convert
from tests.fuzz.test_growth import _FLOOR, MOST, seconds

HEAD = "## Short 1 — First\n\n"


def dropping(count: int) -> object:
    """Paragraphs of which something is left out, with text between them that is left out too."""
    importer = Importer("day01.md", ["line"] * count * 2, {})
    for line in range(1, 2 * count, 2):
        importer.take(Block(BlockKind.TEXT, line, line, "text", dropped=(Dropped(0, "an image"),)))
    return importer.problems


def of_one_title(count: int) -> object:
    return list(named([Draft("The same", Span("day01.md", 1)) for _ in range(count)]))


@pytest.mark.parametrize("work", [dropping, of_one_title])
def test_the_time_to_import_grows_with_what_is_imported(work: Callable[[int], object]) -> None:
    short, long = (seconds(lambda _, count=count: work(count), "") for count in (400, 4_000))
    assert long + _FLOOR < MOST * (short + _FLOOR)


@pytest.mark.parametrize(
    "text", [f"# {'a' * 10**5}\n\ntext\n\nmore\n", f"### {'a' * 10**5}\n\ntext\n", f"```{'a' * 10**5}\nx\n```\n"]
)
def test_messages_quote_the_beginning_of_what_is_long(text: str) -> None:
    _, problems = convert(HEAD + text, "day01", "day01.md")
    assert max(len(problem.message) for problem in problems) < 200
    assert any("a…" in problem.message for problem in problems)


def test_shorts_of_one_title_have_ids_of_their_own() -> None:
    day, _ = convert("## Short 1 — A\n\n## Short 2 — A 2\n\n## Short 3 — A\n\n## Short 4 — A\n\n", "day01", "day01.md")
    assert [short.id for short in day.shorts] == ["a", "a-2", "a-3", "a-4"]
