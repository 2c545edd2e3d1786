"""A script's text with what is taken of a document that was imported again. All other text stays."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from shortsgen.script.edit import insert_shorts, set_key
from shortsgen.script.merge import Change, Merge
from shortsgen.text import splice
from shortsgen.text import yaml as yamltext


def merged(text: str, merge: Merge) -> str:
    """Raises InputError where the script is written so that no edit is sure to keep all else."""
    for change in merge.taken:
        text = _taken(text, change)
    for place, shorts in groupby(reversed(merge.new), lambda one: one[0]):  # those behind first: places stay
        text = insert_shorts(text, place, [short for _, short in shorts][::-1])
    return text


def _taken(text: str, change: Change) -> str:
    if change.short is None:
        return splice.put(text, (change.key,), change.theirs)
    number, key = change.short.number, change.key
    short = yamltext.data(yamltext.parse(text.removeprefix("\ufeff"), ""))["shorts"][number - 1]
    there = short.get(key)
    if key == "talk_track":
        return set_key(text, number, key, _talk_track(there, change.mine, change.theirs))
    return set_key(text, number, f"{key}.text" if isinstance(there, dict) else key, change.theirs)


def _talk_track(items: Sequence[Any], mine: Sequence[str], theirs: Sequence[str]) -> list[Any]:
    """Lines that are said as before stay with all that is set for them; so do those that are only worded anew."""
    lines: list[Any] = []
    for what, start, end, first, last in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if what == "equal":
            lines += items[start:end]
        else:
            there = [*items[start:end], *[""] * (last - first)]
            lines += [_worded(item, said) for item, said in zip(there, theirs[first:last], strict=False)]
    return lines


def _worded(item: Any, said: str) -> Any:
    return item | {"say": said} if isinstance(item, dict) else said
