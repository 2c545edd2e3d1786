"""What is proposed for a short, and the day as it would be with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from shortsgen.script.model import Code, Day, Short

MARK = "# proposed, since nothing defines it: put in what you mean"


class Key(StrEnum):
    NEEDS = "needs"
    SETUP = "setup"
    REQUIRES = "requires"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One more thing for a key of a short: the id of another short, lines of code, or a package as it is imported.

    `proved` says that the short fails without it and runs with it.
    """

    short: str  # its id
    key: Key
    value: str
    reason: str
    proved: bool = False
    placeholder: bool = False  # nothing in the day says what it should be


def applied(day: Day, proposals: Iterable[Proposal]) -> Day:
    """The day with all that is proposed, after what its shorts need already and before the setup that they have."""
    by_short: dict[str, list[Proposal]] = {}
    for one in proposals:
        by_short.setdefault(one.short, []).append(one)
    shorts = (_with(short, by_short[short.id]) if short.id in by_short else short for short in day.shorts)
    return replace(day, shorts=tuple(shorts))


def _with(short: Short, proposals: list[Proposal]) -> Short:
    values = {key: [one.value for one in proposals if one.key is key] for key in Key}
    return replace(
        short,
        needs=tuple(dict.fromkeys((*short.needs, *values[Key.NEEDS]))),
        requires=tuple(dict.fromkeys((*short.requires, *values[Key.REQUIRES]))),
        setup=_setup(short, [one for one in proposals if one.key is Key.SETUP]),
    )


def _setup(short: Short, proposals: list[Proposal]) -> Code | None:
    """Lines that import come first, each once; placeholders are marked."""
    if not proposals:
        return short.setup
    lines = [(line, one.placeholder) for one in proposals for line in one.value.splitlines()]
    imports = dict.fromkeys(line for line, _ in lines if _imports(line))
    others = [line for line, placeholder in lines if not placeholder and not _imports(line)]
    marked = [line for line, placeholder in lines if placeholder and not _imports(line)]
    added = [*imports, *others, *([MARK, *marked] if marked else [])]
    return Code("\n".join(added) + "\n" + (short.setup.text if short.setup else ""))


def _imports(line: str) -> bool:
    return line.startswith(("import ", "from "))
