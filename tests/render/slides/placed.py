"""Where the letters of a slide are drawn, read from its SVG: the judge of what was counted beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_MOVED = re.compile(r"scale\(1 -1\)|(?:translate\(|matrix\(1 0 0 -1 )(\S+?)(?: (\S+))?\)")
_STEP = re.compile(r"([mhvlqcZ])([^A-Za-z]*)")  # of outlines, all relative


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is drawn: its edges in px of the slide, and the baseline of its row."""

    left: float
    right: float
    baseline: float


def letters(svg: bytes) -> list[Letter]:
    """All letters that are more than a blank, in the order in which they are drawn."""
    root = ElementTree.fromstring(svg)
    shapes = {symbol.get("id", ""): _edges(symbol[0].get("d", "")) for symbol in root.iter(f"{_SVG}symbol")}
    return list(_inside(root, 0, 0, shapes))


def _inside(node: ElementTree.Element, x: float, y: float, shapes: dict[str, list[float]]) -> Iterator[Letter]:
    for child in node:
        if child.tag == f"{_SVG}use" and (edges := shapes[child.get(_LINK, "")[1:]]):
            at = x + float(child.get("x", 0))
            yield Letter(at + min(edges), at + max(edges), y)
        elif child.tag == f"{_SVG}g":
            moved = _MOVED.fullmatch(child.get("transform", "translate(0)"))
            assert moved, f"no such move is known: {child.get('transform')}"
            yield from _inside(child, x + float(moved[1] or 0), y + float(moved[2] or 0), shapes)


def _edges(outline: str) -> list[float]:
    """The x of all points of an outline."""
    x, start, edges = 0.0, 0.0, []
    for step, text in _STEP.findall(outline):
        numbers = [float(number) for number in text.split()]
        places = {"h": numbers, "v": [0.0], "Z": [start - x]}.get(step, numbers[::2])
        edges += [x + place for place in places]
        x = edges[-1]
        start = x if step == "m" else start
    return edges if len(edges) > 1 else []
