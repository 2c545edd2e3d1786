"""Words of the command line -> shorts of a day: `4`, `7-9`, `first-custom-model`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shortsgen.problems import bad_input, nearest
from shortsgen.script.model import Day, Short

_NUMBERS = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?\Z")


def select(day: Day, words: Sequence[str]) -> tuple[Short, ...]:
    """The shorts that `words` name, each once, in the order of the day; all of them where nothing is named.

    Raises InputError for a word that names none.
    """
    if not words:
        return day.shorts
    ids = day.by_id()
    numbers = {number for word in words for number in _numbers(day, ids, word)}
    return tuple(short for short in day.shorts if short.number in numbers)


def _numbers(day: Day, ids: dict[str, Short], word: str) -> range | tuple[int, ...]:
    if word in ids:
        return (ids[word].number,)
    if match := _NUMBERS.match(word):
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= len(day.shorts):
            raise bad_input(f"{day.name} has no shorts `{word}`", f"they are numbered from 1 to {len(day.shorts)}")
        return range(first, last + 1)
    hint = nearest(word, ids) or f"name a number, a range such as 2-5, or an id; `shortsgen list {day.name}` shows them"
    raise bad_input(f"{day.name} has no short `{word}`", hint)
