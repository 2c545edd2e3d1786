"""The document type of FCPXML 1.10, as far as we write it: which elements there are, in which order, with what.

Read from Apple's definition, https://developer.apple.com/documentation/professional-video-applications/document-type-definition.
Final Cut refuses the whole file where one of these rules is broken. A rule says where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

Rule = Callable[[Element], Iterator[str]]

NAME = re.compile(r"[A-Za-z_][\w.-]*")  # as XML has them
TIME = re.compile(r"(\d+)(?:/([1-9]\d*))?s")
TIMES = ("offset", "start", "duration", "tcStart", "frameDuration")

_CONNECTED = "(audio |video |asset-clip |caption )*"
_MARKERS = "(marker |chapter-marker )*"
_PLACE = "lane offset name start enabled"


@dataclass(frozen=True, slots=True)
class Shape:
    """An element: its children, as a pattern of tags, and its attributes."""

    children: str = ""
    required: str = ""
    optional: str = ""


SHAPES = {
    "fcpxml": Shape("(resources )?library ", "version"),
    "resources": Shape("(format |asset )*"),
    "format": Shape("", "id", "name frameDuration fieldOrder width height paspH paspV colorSpace"),
    "asset": Shape(
        "(media-rep )+",
        "id",
        "name uid start duration hasVideo format hasAudio videoSources audioSources audioChannels audioRate",
    ),
    "media-rep": Shape("", "src", "kind sig suggestedFilename"),
    "library": Shape("(event )*", "", "location colorProcessing"),
    "event": Shape("(asset-clip |project )*", "", "name uid"),
    "project": Shape("sequence ", "", "name uid id modDate"),
    "sequence": Shape("(note )?spine ", "format", "duration tcStart tcFormat audioLayout audioRate"),
    "spine": Shape("(audio |video |asset-clip |gap )*", "", "lane offset name format"),
    "gap": Shape(f"(note )?{_CONNECTED}{_MARKERS}", "duration", "name offset start enabled"),
    "video": Shape(f"(note )?{_CONNECTED}{_MARKERS}", "ref duration", f"{_PLACE} srcID role"),
    "asset-clip": Shape(
        f"(note )?{_CONNECTED}{_MARKERS}",
        "ref",
        f"{_PLACE} duration srcEnable audioStart audioDuration format tcStart tcFormat modDate audioRole videoRole",
    ),
    "caption": Shape("(text )*(text-style-def )*(note )?", "duration", f"{_PLACE} role"),
    "text": Shape("(text-style )*", "", "placement"),
    "text-style-def": Shape("text-style ", "id", "name"),
    "text-style": Shape("", "", "ref font fontSize fontFace fontColor backgroundColor"),
    "marker": Shape("", "start value", "duration completed note"),
    "chapter-marker": Shape("", "start value", "duration note posterOffset"),
}
CHOICES = {
    ("fcpxml", "version"): {"1.10"},
    ("sequence", "tcFormat"): {"DF", "NDF"},
    ("asset-clip", "tcFormat"): {"DF", "NDF"},
    ("sequence", "audioLayout"): {"mono", "stereo", "surround"},
    ("sequence", "audioRate"): {"32k", "44.1k", "48k", "88.2k", "96k", "176.4k", "192k"},
    ("media-rep", "kind"): {"original-media", "proxy-media"},
    ("asset-clip", "srcEnable"): {"all", "audio", "video"},
    ("text", "placement"): {"left", "right", "top", "bottom"},
} | {(tag, "enabled"): {"0", "1"} for tag in ("asset-clip", "video", "caption", "gap")}
REFERENCES = {"ref": "asset", "format": "format"}  # attribute -> the element that it means; a style means a style


def _known(top: Element) -> Iterator[tuple[Element, Shape]]:
    return ((one, SHAPES[one.tag]) for one in top.iter() if one.tag in SHAPES)


def elements(top: Element) -> Iterator[str]:
    return (one.tag for one in top.iter() if one.tag not in SHAPES)


def children(top: Element) -> Iterator[str]:
    tags = (
        (one, shape, "".join(f"{child.tag} " for child in one if child.tag in SHAPES)) for one, shape in _known(top)
    )
    return (one.tag for one, shape, found in tags if not re.fullmatch(shape.children, found))


def texts(top: Element) -> Iterator[str]:
    """Only what is read has text of its own."""
    return (one.tag for one in top.iter() if one.tag != "text-style" and (one.text or "").strip())


def attributes(top: Element) -> Iterator[str]:
    for one, shape in _known(top):
        names = {*shape.required.split(), *shape.optional.split()}
        yield from (f"{one.tag} {name}" for name in one.attrib if name not in names)


def needed(top: Element) -> Iterator[str]:
    for one, shape in _known(top):
        yield from (f"{one.tag} {name}" for name in shape.required.split() if name not in one.attrib)


def values(top: Element) -> Iterator[str]:
    for one in top.iter():
        for name, value in one.attrib.items():
            if value not in CHOICES.get((one.tag, name), {value}):
                yield f"{one.tag} {name}"


def times(top: Element) -> Iterator[str]:
    for one in top.iter():
        found = (name for name in TIMES if name in one.attrib)
        yield from (f"{one.tag} {name}" for name in found if not TIME.fullmatch(one.attrib[name]))


def ids(top: Element) -> Iterator[str]:
    found = [one.attrib["id"] for one in top.iter() if "id" in one.attrib]
    return (one for one in sorted(set(found)) if found.count(one) > 1 or not NAME.fullmatch(one))


def references(top: Element) -> Iterator[str]:
    there = {(one.tag, one.get("id")) for one in top.iter()}
    for one in top.iter():
        means = REFERENCES | {"ref": "text-style-def"} if one.tag == "text-style" else REFERENCES
        for name, tag in means.items():
            if name in one.attrib and (tag, one.attrib[name]) not in there:
                yield f"{one.tag} {name}"


def project(top: Element) -> Iterator[str]:
    """The definition could do without; the program imports nothing then."""
    if top.find("library/event/project/sequence") is None:
        yield "fcpxml"


SHAPE_RULES: dict[str, Rule] = {
    "elements are known": elements,
    "children are in order": children,
    "only captions have text": texts,
    "attributes are known": attributes,
    "needed attributes are there": needed,
    "values are one of a few": values,
    "times are seconds as fractions": times,
    "ids are names that none else has": ids,
    "references lead to their kind": references,
    "a project is in an event of a library": project,
}
