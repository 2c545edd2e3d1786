"""What Final Cut refuses, or takes for something else: each rule by its name, over the elements that we write.

Which elements, attributes and orders there are is said by the document type definition of FCPXML 1.10; what is refused
though that allows it, by those who wrote such files before: a still as an `asset-clip` ends Final Cut, a format that
says nothing leaves clips without one, a clip without `start` is lost, times off the grid are moved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

TIME = re.compile(r"(\d+)(?:/([1-9]\d*))?s")
TIMES = ("offset", "start", "duration", "tcStart", "frameDuration")
FREE = {"frameDuration"}  # what says how long a frame is

_ANCHORED = "(audio |video |asset-clip |caption )*"
_MARKED = "(marker |chapter-marker )*"
_PLACE = "lane offset name start enabled"


@dataclass(frozen=True, slots=True)
class Shape:
    """The children of an element in their order, and its attributes."""

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
    "gap": Shape(f"(note )?{_ANCHORED}{_MARKED}", "duration", "name offset start enabled"),
    "video": Shape(f"(note )?{_ANCHORED}{_MARKED}", "ref duration", f"{_PLACE} srcID role"),
    "asset-clip": Shape(
        f"(note )?{_ANCHORED}{_MARKED}",
        "ref",
        f"{_PLACE} duration srcEnable audioStart audioDuration format tcStart tcFormat modDate audioRole videoRole",
    ),
    "caption": Shape("(text )*(text-style-def )*(note )?", "duration", f"{_PLACE} role"),
    "text": Shape("(text-style )*", "", "display-style roll-up-height position placement alignment"),
    "text-style-def": Shape("text-style ", "id", "name"),
    "text-style": Shape("", "", "ref font fontSize fontFace fontColor backgroundColor bold italic alignment"),
    "marker": Shape("", "start value", "duration completed note"),
    "chapter-marker": Shape("", "start value", "duration note posterOffset"),
}
ONE_OF = {
    ("fcpxml", "version"): {"1.10"},
    ("sequence", "tcFormat"): {"DF", "NDF"},
    ("sequence", "audioLayout"): {"mono", "stereo", "surround"},
    ("sequence", "audioRate"): {"32k", "44.1k", "48k", "88.2k", "96k", "176.4k", "192k"},
    ("media-rep", "kind"): {"original-media", "proxy-media"},
    ("asset-clip", "srcEnable"): {"all", "audio", "video"},
    ("text", "placement"): {"left", "right", "top", "bottom"},
}
CLIPS = ("video", "asset-clip")
STORY = (*CLIPS, "gap")


def broken(data: bytes) -> list[str]:
    """The names of the rules that a file breaks, each with where."""
    if not data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'):
        return ["doctype"]
    top = ElementTree.fromstring(data)
    shapes = [found for rule in SHAPE_RULES for found in rule(top)]
    return shapes or [found for rule in MEANING_RULES for found in rule(top)]


def seconds(text: str) -> Fraction:
    found = TIME.fullmatch(text)
    assert found
    return Fraction(int(found[1]), int(found[2] or 1))


def time(element: Element, name: str) -> Fraction:
    return seconds(element.get(name, "0s"))


def known(top: Element) -> Iterator[str]:
    yield from (f"element-known: {one.tag}" for one in top.iter() if one.tag not in SHAPES)


def ordered(top: Element) -> Iterator[str]:
    for one in top.iter():
        tags = "".join(f"{child.tag} " for child in one)
        if one.tag in SHAPES and not re.fullmatch(SHAPES[one.tag].children, tags):
            yield f"children-in-order: {one.tag}"


def declared(top: Element) -> Iterator[str]:
    for one in top.iter():
        if shape := SHAPES.get(one.tag):
            names = {*shape.required.split(), *shape.optional.split()}
            yield from (f"attribute-known: {one.tag} {name}" for name in one.attrib if name not in names)


def complete(top: Element) -> Iterator[str]:
    for one in top.iter():
        if shape := SHAPES.get(one.tag):
            yield from (
                f"attribute-told: {one.tag} {name}" for name in shape.required.split() if name not in one.attrib
            )


def chosen(top: Element) -> Iterator[str]:
    for one in top.iter():
        for name, value in one.attrib.items():
            allowed = ONE_OF.get((one.tag, name))
            if allowed and value not in allowed:
                yield f"attribute-value: {one.tag} {name}"


def silent(top: Element) -> Iterator[str]:
    """Only what is read has text of its own."""
    for one in top.iter():
        if one.tag not in ("text-style", "note") and (one.text or "").strip():
            yield f"no-loose-text: {one.tag}"


def rational(top: Element) -> Iterator[str]:
    for one in top.iter():
        yield from (
            f"time-rational: {one.tag} {name}"
            for name in TIMES
            if name in one.attrib and not TIME.fullmatch(one.get(name, ""))
        )


def unique(top: Element) -> Iterator[str]:
    ids = [one.get("id", "") for one in top.iter() if "id" in one.attrib]
    yield from (f"id-unique: {one}" for one in sorted({one for one in ids if ids.count(one) > 1}))


def referred(top: Element) -> Iterator[str]:
    """A reference leads to an element of the kind that it means."""
    ids = {(one.tag, one.get("id")) for one in top.iter()}
    for one in top.iter():
        for name, kind in (("ref", "text-style-def" if one.tag == "text-style" else "asset"), ("format", "format")):
            if name in one.attrib and (kind, one.get(name)) not in ids:
                yield f"reference-resolves: {one.tag} {name}"


SHAPE_RULES: tuple[Callable[[Element], Iterator[str]], ...] = (
    known,
    ordered,
    declared,
    complete,
    chosen,
    silent,
    rational,
    unique,
    referred,
)


def found(top: Element, path: str) -> Element:
    one = top.find(path)
    assert one is not None
    return one


def project(top: Element) -> Iterator[str]:
    if top.find("library/event/project/sequence") is None:
        yield "project-in-event-in-library"


def formats(top: Element) -> Iterator[str]:
    """A size, and how long a frame is, unless it says that it has no rate."""
    for one in top.iter("format"):
        rated = "frameDuration" in one.attrib or one.get("name") == "FFVideoFormatRateUndefined"
        if not rated or not {"width", "height", "colorSpace"} <= set(one.attrib):
            yield f"format-told: {one.get('id')}"


def media(top: Element) -> Iterator[str]:
    """What an asset holds, how long it is, and where it is."""
    for one in top.iter("asset"):
        has = {name for name in ("hasVideo", "hasAudio") if one.get(name) == "1"}
        needs = {"name", "start", "duration"}
        needs |= {"format", "videoSources"} if "hasVideo" in has else set()
        needs |= {"audioSources", "audioChannels", "audioRate"} if "hasAudio" in has else set()
        if not has or not needs <= set(one.attrib):
            yield f"asset-told: {one.get('id')}"
    for one in top.iter("media-rep"):
        url = urlsplit(one.get("src", ""))
        if not re.fullmatch(r"[!-~]+", one.get("src", "")) or url.scheme not in ("", "file"):
            yield "media-is-url"


def stills(top: Element) -> Iterator[str]:
    """A still lasts nothing, has no rate, and is shown by `video`."""
    rates = {one.get("id"): "frameDuration" in one.attrib for one in top.iter("format")}
    lasting = {one.get("id"): time(one, "duration") for one in top.iter("asset")}
    for one in top.iter("asset"):
        if one.get("hasVideo") == "1" and (time(one, "duration") > 0) != rates[one.get("format")]:
            yield f"still-has-no-rate: {one.get('id')}"
    yield from (f"still-is-video: {one.get('name')}" for one in top.iter("asset-clip") if not lasting[one.get("ref")])
    yield from (f"film-is-asset-clip: {one.get('name')}" for one in top.iter("video") if lasting[one.get("ref")])


def grid(top: Element) -> Iterator[str]:
    sequence = found(top, ".//sequence")
    frame = {one.get("id"): time(one, "frameDuration") for one in top.iter("format")}[sequence.get("format")]
    for one in top.iter():
        for name in set(TIMES) & set(one.attrib) - FREE:
            if time(one, name) % frame:
                yield f"time-on-grid: {one.tag} {name}"


def story(top: Element) -> Iterator[str]:
    """Each begins where the one before ends, and the last ends with the sequence."""
    sequence = found(top, ".//sequence")
    clock = time(sequence, "tcStart")
    for one in found(sequence, "spine"):
        if time(one, "offset") != clock:
            yield f"story-without-holes: {one.get('name')}"
        clock = time(one, "offset") + time(one, "duration")
    if clock != time(sequence, "tcStart") + time(sequence, "duration"):
        yield "story-as-long-as-sequence"


def started(top: Element) -> Iterator[str]:
    for one in top.iter():
        if one.tag in (*STORY, "caption") and not {"offset", "start", "duration"} <= set(one.attrib):
            yield f"place-told: {one.tag}"
        elif one.tag in (*STORY, "caption") and not time(one, "duration"):
            yield f"lasts: {one.tag}"


def within_media(top: Element) -> Iterator[str]:
    assets = {one.get("id"): one for one in top.iter("asset")}
    for one in top.iter("asset-clip"):
        asset = assets[one.get("ref")]
        begin = time(asset, "start")
        if not begin <= time(one, "start") <= begin + time(asset, "duration") - time(one, "duration"):
            yield f"within-media: {one.get('name')}"


def anchored(top: Element) -> Iterator[str]:
    """What is connected has a lane, and begins, as a marker does, while what it is connected to is there."""
    for parent in found(top, ".//spine"):
        begin, end = time(parent, "start"), time(parent, "start") + time(parent, "duration")
        for one in parent:
            is_marker = one.tag.endswith("marker")
            if not is_marker and not int(one.get("lane", "0")):
                yield f"connected-in-lane: {one.tag}"
            if not begin <= time(one, "start" if is_marker else "offset") < end:
                yield f"begins-within-parent: {one.tag}"


MEANING_RULES: tuple[Callable[[Element], Iterator[str]], ...] = (
    project,
    formats,
    media,
    stills,
    grid,
    story,
    started,
    within_media,
    anchored,
)
