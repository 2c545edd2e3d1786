"""What Final Cut takes for something else, loses or ends from, though the document type allows it.

Found by those who wrote such files before: a format that says nothing leaves clips without one, a still as an
`asset-clip` ends Final Cut, a clip without `start` is lost, times off the grid are moved, what begins outside of what
it is connected to is somewhere else. Each rule says where it is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.render.timelines.fcpxml_shapes import SHAPE_RULES, TIME, TIMES, Rule

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'
UNRATED = "FFVideoFormatRateUndefined"
STORY = ("video", "asset-clip", "gap")


def broken(data: bytes) -> list[tuple[str, str]]:
    """The rules that a file breaks, each with where. What is meant is looked at only in what has the right shape."""
    if not data.startswith(HEAD):
        return [("the doctype is there", "")]
    top = ElementTree.fromstring(data)
    return _of(SHAPE_RULES, top) or _of(MEANING_RULES, top)


def _of(rules: dict[str, Rule], top: Element) -> list[tuple[str, str]]:
    return [(name, where) for name, rule in rules.items() for where in rule(top)]


def found(top: Element, path: str) -> Element:
    one = top.find(path)
    assert one is not None, path
    return one


def time(element: Element, name: str) -> Fraction:
    """In seconds."""
    match = TIME.fullmatch(element.get(name, "0s"))
    assert match
    return Fraction(int(match[1]), int(match[2] or 1))


def _lasting(top: Element) -> dict[str, bool]:
    """Whether an asset is no still, by its id."""
    return {one.attrib["id"]: time(one, "duration") > 0 for one in top.iter("asset")}


def formats(top: Element) -> Iterator[str]:
    for one in top.iter("format"):
        is_rated = "frameDuration" in one.attrib or one.get("name") == UNRATED
        if not is_rated or not {"width", "height", "colorSpace"} <= set(one.attrib):
            yield one.attrib["id"]


def assets(top: Element) -> Iterator[str]:
    """A film may leave its format to what Final Cut finds in its file."""
    heard, seen = {"audioSources", "audioChannels", "audioRate"}, {"videoSources"}
    for one in top.iter("asset"):
        needs = {"name", "start", "duration"} | (seen if one.get("hasVideo") == "1" else heard)
        is_still = one.get("hasVideo") == "1" and not time(one, "duration")
        holds = {one.get("hasVideo"), one.get("hasAudio")} - {None}
        if not needs <= set(one.attrib) or not holds or (is_still and "format" not in one.attrib):
            yield one.attrib["id"]


def urls(top: Element) -> Iterator[str]:
    for one in top.iter("media-rep"):
        src = one.attrib["src"]
        if not re.fullmatch("[!-~]+", src) or urlsplit(src).scheme not in ("", "file"):
            yield src


def rates(top: Element) -> Iterator[str]:
    rated = {one.attrib["id"]: "frameDuration" in one.attrib for one in top.iter("format")}
    lasting = _lasting(top)
    for one in top.iter("asset"):
        if "format" in one.attrib and rated[one.attrib["format"]] != lasting[one.attrib["id"]]:
            yield one.attrib["id"]


def stills(top: Element) -> Iterator[str]:
    return (str(one.get("name")) for one in top.iter("asset-clip") if not _lasting(top)[one.attrib["ref"]])


def films(top: Element) -> Iterator[str]:
    return (str(one.get("name")) for one in top.iter("video") if _lasting(top)[one.attrib["ref"]])


def grid(top: Element) -> Iterator[str]:
    form = found(top, ".//sequence").get("format")
    [frame] = [time(one, "frameDuration") for one in top.iter("format") if one.get("id") == form]
    for one in top.iter():
        yield from (f"{one.tag} {name}" for name in TIMES if name in one.attrib and time(one, name) % frame)


def places(top: Element) -> Iterator[str]:
    for one in top.iter():
        told = {"offset", "start", "duration"} <= set(one.attrib)
        if one.tag in (*STORY, "caption") and not (told and time(one, "duration")):
            yield one.tag


def holes(top: Element) -> Iterator[str]:
    clock = time(found(top, ".//sequence"), "tcStart")
    for one in found(top, ".//spine"):
        if time(one, "offset") != clock:
            yield str(one.get("name"))
        clock = time(one, "offset") + time(one, "duration")


def length(top: Element) -> Iterator[str]:
    whole = sum(time(one, "duration") for one in found(top, ".//spine"))
    if whole != time(found(top, ".//sequence"), "duration"):
        yield "sequence"


def within(top: Element) -> Iterator[str]:
    whole = {one.attrib["id"]: (time(one, "start"), time(one, "duration")) for one in top.iter("asset")}
    for one in top.iter("asset-clip"):
        start, lasts = whole[one.attrib["ref"]]
        if lasts and not start <= time(one, "start") <= start + lasts - time(one, "duration"):
            yield str(one.get("name"))


def lanes(top: Element) -> Iterator[str]:
    for parent in found(top, ".//spine"):
        yield from (one.tag for one in parent if "value" not in one.attrib and not int(one.get("lane", "0")))


def connected(top: Element) -> Iterator[str]:
    for parent in found(top, ".//spine"):
        start, lasts = time(parent, "start"), time(parent, "duration")
        for one in parent:
            begins = time(one, "start" if "value" in one.attrib else "offset")
            if not start <= begins < start + lasts:
                yield one.tag


MEANING_RULES: dict[str, Rule] = {
    "formats tell size, colours and rate": formats,
    "assets tell what they hold": assets,
    "media are URLs of files": urls,
    "stills and no others have no rate": rates,
    "stills are no asset-clips": stills,
    "films are asset-clips": films,
    "times are on the grid of frames": grid,
    "places are told and last": places,
    "the story has no holes": holes,
    "the sequence is as long as its story": length,
    "clips are within their media": within,
    "what is connected has a lane": lanes,
    "what is connected begins within its parent": connected,
}
