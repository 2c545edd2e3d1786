"""What is wrong with what shorts need of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from shortsgen.problems import Problem, nearest
from shortsgen.script.model import Short

_HINTS = 20  # the nearest of thousands of ids takes long to find


def broken_needs(shorts: Sequence[Short], known: Sequence[str]) -> Iterator[Problem]:
    """Unknown needs, shorts that need themselves, and each circle once."""
    yield from _unknown(shorts, dict.fromkeys(known))
    yield from _circles({short.id: short for short in reversed(shorts)})


def _unknown(shorts: Iterable[Short], known: Mapping[str, None]) -> Iterator[Problem]:
    hints = 0
    for short in shorts:
        for index, need in enumerate(short.needs):
            span = short.spans[f"needs.{index}"]
            if need == short.id:
                yield Problem("script-circle", f"`{need}` needs itself", span, "remove it")
            elif need not in known:
                hints += 1
                hint = nearest(need, known) if hints <= _HINTS else ""
                yield Problem("script-unknown-need", f"no short of this day has the id `{need}`", span, hint)


def _circles(shorts: Mapping[str, Short]) -> Iterator[Problem]:
    """Circles of two shorts or more; of circles that share a short, one is told."""
    told: set[str] = set()
    for circle in _closed_paths(_graph(shorts)):
        if told.isdisjoint(circle):
            told.update(circle)
            yield _circle(circle, shorts)


def _graph(shorts: Mapping[str, Short]) -> dict[str, list[str]]:
    return {name: [need for need in short.needs if need in shorts and need != name] for name, short in shorts.items()}


def _closed_paths(graph: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Walk depth first, with a stack of our own because a day may be one long chain."""
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        place: dict[str, int] = {}  # of what is on the path
        stack = [(start, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                done.add(path.pop())
                del place[name]
            elif name in place:
                yield path[place[name] :]
            elif name not in done:
                place[name] = len(path)
                path.append(name)
                stack.append((name, True))
                stack.extend((need, False) for need in reversed(graph[name]))


def _circle(circle: list[str], shorts: Mapping[str, Short]) -> Problem:
    """Told from its first short of the day, at the need that leads into it."""
    start = min(range(len(circle)), key=lambda index: shorts[circle[index]].number)
    names = circle[start:] + circle[:start]
    first = shorts[names[0]]
    span = first.spans[f"needs.{first.needs.index(names[1])}"]
    shown = " -> ".join([*names, names[0]])
    return Problem("script-circle", f"shorts need each other in a circle: `{shown}`", span, "remove one of these needs")
