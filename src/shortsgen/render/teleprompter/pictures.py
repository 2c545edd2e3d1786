"""SVG of a slide -> markup for a page, small and inert.

Typst writes the outline of every glyph into every picture. Here a picture refers to parts that are named by what they
hold, so a page that shows many pictures keeps each part once: about a sixth of the size. Only elements and attributes
that paint are taken over, so that a picture can neither run nor fetch anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from shortsgen import __version__
from shortsgen.store.blobs import Blobs
from shortsgen.store.build import identity

_SHAPE_NAMES = "g path rect circle ellipse line polyline polygon use image"
_PART_NAMES = "symbol clipPath mask pattern linearGradient radialGradient stop"
_ATTRIBUTE_NAMES = """
    transform d x y width height viewBox preserveAspectRatio overflow opacity fill fill-rule fill-opacity stroke
    stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity
    clip-path clip-rule mask clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits
    patternTransform gradientUnits gradientTransform spreadMethod offset stop-color stop-opacity cx cy r fx fy fr
    x1 y1 x2 y2 rx ry points
"""
_SHAPES = frozenset(_SHAPE_NAMES.split())
_PARTS = _SHAPES | frozenset(_PART_NAMES.split())
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_DEFAULTS = frozenset({("fill-rule", "nonzero"), ("x", "0"), ("y", "0")})
_XLINK = "{http://www.w3.org/1999/xlink}href"
# As an image, even an SVG runs and fetches nothing.
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
_REFERENCE = re.compile(r"url\(#([^)\s]+)\)")
_FUNCTION = re.compile(r"url\((?!#)|\\", re.IGNORECASE)
_FRACTION = re.compile(r"-?\d+\.\d{4,}")
_MOVED = re.compile(r"translate\(|matrix\(1 0 0 -1 ")
_BLANK = re.compile(r"(?<=[A-Za-z]) | (?=[-A-Za-z])| $")


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands inside the `svg` element of a picture of 1080x1920, and the parts that it refers to, by id."""

    markup: str
    parts: Mapping[str, str]


class Pictures:
    """Pictures for pages. What was made of a slide is kept in `blobs`: it stands on the page of its short and on that
    of the day, which is made again with each short."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def of(self, svg: bytes) -> Picture:
        """The same as `picture`."""
        key = identity(__version__, "page", svg)
        if data := self._blobs.get(key):
            return Picture(*json.loads(data))
        made = picture(svg)
        self._blobs.put(key, json.dumps([made.markup, made.parts]).encode())
        return made


def picture(svg: bytes) -> Picture:
    """Take over what paints. What refers to nothing, or to something else than a part of its own, is left out."""
    root = ElementTree.fromstring(svg)
    reading = _Reading({element.get("id", ""): element for element in root.iter() if element.get("id")})
    return Picture("".join(map(reading.shape, root)), reading.parts)


def store(pictures: Iterable[Picture]) -> str:
    """The parts of all `pictures`, each once, for a `defs` element."""
    parts: dict[str, str] = {}
    for one in pictures:
        parts |= one.parts
    return "".join(parts.values())


@dataclass(slots=True)
class _Reading:
    """One SVG on its way into a page. `sources` are its elements by their ids there, `names` their ids here."""

    sources: Mapping[str, Element]
    names: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)

    def shape(self, element: Element) -> str:
        if _tag(element) not in _SHAPES:
            return ""
        fill = _fill_of_letters(element)
        if fill is not None:
            return self._letters(element, fill)
        inside = "".join(map(self.shape, element))
        return "" if _tag(element) == "g" and not inside else self._written(element, inside)

    def _letters(self, element: Element, fill: str) -> str:
        """A run of letters is a part without its colour: a line of code that is lit on one slide and dim on the next
        is kept once."""
        letters = "".join(self._written(letter, without="fill") for letter in element)
        link = {"href": f"#{self._put('g', f'>{letters}</g>')}", "fill": fill}
        return _markup("use", self._attributes(element) | link)

    def _written(self, element: Element, inside: str = "", without: str = "") -> str:
        attributes = self._attributes(element)
        attributes.pop(without, None)
        return _markup(_tag(element), attributes, inside)

    def _attributes(self, element: Element) -> dict[str, str]:
        given = {name: value for name, value in element.items() if name in _ATTRIBUTES}
        found = {name: self._value(name, value) for name, value in given.items() if (name, value) not in _DEFAULTS}
        link = element.get("href") or element.get(_XLINK) or ""
        if _tag(element) == "image" and _IMAGE.fullmatch(link):
            found["href"] = link
        elif link.startswith("#"):
            found["href"] = f"#{self._kept(link[1:])}"
        return found

    def _value(self, name: str, value: str) -> str:
        if name == "d":
            return _outline(value)
        if name in "xy" or _MOVED.match(value):
            return _near(value)
        if _FUNCTION.search(value):
            return "none"
        return _REFERENCE.sub(lambda match: f"url(#{self._kept(match[1])})", value)

    def _kept(self, source: str) -> str:
        """The id of the part that is called `source` in the SVG; "" for what is none, or refers to itself."""
        element = self.sources.get(source)
        if source not in self.names:
            self.names[source] = ""
            if element is not None and _tag(element) in _PARTS:
                self.names[source] = self._part(element)
        return self.names[source]

    def _part(self, element: Element) -> str:
        children = list(element)
        if _tag(element) == "symbol" and len(children) == 1 and set(element.keys()) <= {"id", "overflow"}:
            return self._part(children[0])  # the outline of a glyph, which needs no frame of its own
        markup = self._whole(element)
        tag = _tag(element)
        return self._put(tag, markup.removeprefix(f"<{tag}"))

    def _whole(self, element: Element) -> str:
        inside = "".join(self._whole(child) for child in element if _tag(child) in _PARTS)
        return self._written(element, inside)

    def _put(self, tag: str, rest: str) -> str:
        """Keep a part, given without the beginning of its tag; its id is 48 bits of its hash."""
        name = "p" + sha256(f"{tag}{rest}".encode()).hexdigest()[:12]
        self.parts[name] = f'<{tag} id="{name}"{rest}'
        return name


def _fill_of_letters(element: Element) -> str | None:
    """The colour of a group that is a run of letters in one colour and nothing else; else None."""
    if _tag(element) != "g" or not len(element) or any(_tag(letter) != "use" for letter in element):
        return None
    fills = {letter.get("fill", "") for letter in element}
    fill = fills.pop()
    return None if fills or not fill or "(" in fill else fill


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _markup(tag: str, attributes: Mapping[str, str], inside: str = "") -> str:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


@lru_cache(maxsize=4096)  # the same glyphs are on every slide
def _outline(path: str) -> str:
    return _BLANK.sub("", _near(path))


def _near(numbers: str) -> str:
    """To a thousandth of a pixel of 1080x1920: an outline adds up many of these, and must still look the same."""
    return _FRACTION.sub(_rounded, numbers)


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.3f}".rstrip("0").rstrip(".")
