"""What Premiere and Resolve need of an xmeml, by names. Each rule says where it is broken.

Which elements belong into which is said by Apple's "Final Cut Pro XML Interchange Format", where their order is free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n<xmeml version="5">\n'
Rule = Callable[[Element], Iterator[str]]

_CLIP = "masterclipid name enabled duration rate start end in out file"
# element -> the children that it needs, and those that it may have; what is not here has text alone
SHAPES = {
    "xmeml": ("sequence", ""),
    "sequence": ("name duration rate timecode media", "marker"),
    "rate": ("timebase ntsc", ""),
    "timecode": ("rate string frame displayformat", ""),
    "media": ("", "video audio"),
    "video": ("", "format track samplecharacteristics"),
    "audio": ("", "numOutputChannels format outputs track samplecharacteristics channelcount"),
    "format": ("samplecharacteristics", ""),
    "samplecharacteristics": (
        "",
        "rate width height anamorphic pixelaspectratio fielddominance depth samplerate",
    ),
    "outputs": ("group", ""),
    "group": ("index numchannels downmix channel", ""),
    "channel": ("index", ""),
    "track": ("enabled locked", "clipitem outputchannelindex"),
    "clipitem": (_CLIP, "stillframe alphatype pixelaspectratio anamorphic sourcetrack"),
    "file": ("", "name pathurl rate duration timecode media"),
    "sourcetrack": ("mediatype trackindex", ""),
    "marker": ("name comment in out", ""),
}
MANY = {"track", "clipitem", "group", "marker"}
BOOLEANS = ("enabled", "locked", "ntsc", "stillframe", "anamorphic")


def broken(data: bytes) -> list[tuple[str, str]]:
    """The rules that a file breaks, each with where."""
    if not data.startswith(HEAD):
        return [("the doctype is there", "")]
    top = ElementTree.fromstring(data)
    return _of(SHAPE_RULES, top) or _of(MEANING_RULES, top)


def _of(rules: dict[str, Rule], top: Element) -> list[tuple[str, str]]:
    return [(name, where) for name, rule in rules.items() for where in rule(top)]


def number(element: Element, path: str) -> int:
    return int(element.findtext(path, ""))


def known(top: Element) -> Iterator[str]:
    for one in top.iter():
        allowed = " ".join(SHAPES.get(one.tag, ())).split()
        yield from (f"{one.tag}/{child.tag}" for child in one if child.tag not in allowed)


def needed(top: Element) -> Iterator[str]:
    """A file that was told before has nothing but its id."""
    for one in top.iter():
        names = SHAPES.get(one.tag, ("",))[0].split()
        yield from (f"{one.tag}/{name}" for name in names if one.find(name) is None)


def once(top: Element) -> Iterator[str]:
    for one in top.iter():
        tags = [child.tag for child in one]
        yield from (f"{one.tag}/{tag}" for tag in sorted(set(tags) - MANY) if tags.count(tag) > 1)


def booleans(top: Element) -> Iterator[str]:
    return (one.tag for one in top.iter() if one.tag in BOOLEANS and one.text not in ("TRUE", "FALSE"))


SHAPE_RULES: dict[str, Rule] = {
    "elements are known where they are": known,
    "needed elements are there": needed,
    "what is told is told once": once,
    "booleans are words": booleans,
}


def size(top: Element) -> Iterator[str]:
    """Of the sequence; a file of others may leave it out, and no file may have half of it."""
    for one in top.iter("video"):
        looks = one.find(".//samplecharacteristics")
        told = {child.tag for child in looks} if looks is not None else set()
        is_file = not one.findall("track")
        if not {"width", "height", "pixelaspectratio"} <= told and (told or not is_file):
            yield "video"


def samples(top: Element) -> Iterator[str]:
    for one in top.iter("audio"):
        if one.findtext(".//samplecharacteristics/samplerate") != "48000":
            yield "audio"


def rates(top: Element) -> Iterator[str]:
    """All are that of the sequence."""
    found = {(one.findtext("timebase"), one.findtext("ntsc")) for one in top.iter("rate")}
    if len(found) > 1:
        yield "rate"


def files(top: Element) -> Iterator[str]:
    """Whole where it is first, and by its id alone after that."""
    told: set[str | None] = set()
    for one in top.iter("file"):
        if bool(len(one)) == (one.get("id") in told):
            yield str(one.get("id"))
        told.add(one.get("id"))


def holds(top: Element) -> Iterator[str]:
    whole = (one for one in top.iter("file") if len(one))
    needs = {"name", "pathurl", "rate", "duration", "media"}
    return (str(one.get("id")) for one in whole if not needs <= {child.tag for child in one})


def ids(top: Element) -> Iterator[str]:
    found = [one.get("id") for one in top.iter("clipitem")]
    return (str(one) for one in found if found.count(one) > 1)


def masters(top: Element) -> Iterator[str]:
    """One for each file."""
    pairs = {(one.findtext("masterclipid"), one.find("file").get("id")) for one in top.iter("clipitem")}  # type: ignore[union-attr]
    if len(pairs) > min(len({master for master, _ in pairs}), len({file for _, file in pairs})):
        yield "masterclipid"


def lengths(top: Element) -> Iterator[str]:
    for one in top.iter("clipitem"):
        start, end, first, last, whole = (number(one, name) for name in ("start", "end", "in", "out", "duration"))
        if not (0 <= first < last <= whole and end - start == last - first):
            yield str(one.get("id"))


def overlaps(top: Element) -> Iterator[str]:
    for track in top.iter("track"):
        for before, after in pairwise(track.iter("clipitem")):
            if number(before, "end") > number(after, "start"):
                yield str(after.get("id"))


def whole(top: Element) -> Iterator[str]:
    for sequence in top.iter("sequence"):
        if any(number(one, "end") > number(sequence, "duration") for one in sequence.iter("clipitem")):
            yield "sequence"


def channels(top: Element) -> Iterator[str]:
    """A mono sound says so, or Premiere plays it on one side."""
    for track in top.findall("sequence/media/audio/track"):
        told = track.get("premiereTrackType"), track.get("totalExplodedTrackCount")
        clips = {one.get("premiereChannelType") for one in track.iter("clipitem")} | {"mono"}
        if told != ("Mono", "1") or clips != {"mono"} or track.find("outputchannelindex") is None:
            yield "track"


def markers(top: Element) -> Iterator[str]:
    for one in top.iter("marker"):
        if not (number(one, "out") == -1 or number(one, "in") < number(one, "out")):
            yield str(one.findtext("name"))


MEANING_RULES: dict[str, Rule] = {
    "pictures have a size": size,
    "sounds have a rate": samples,
    "all have one rate": rates,
    "a file is told once": files,
    "a file says what it is": holds,
    "clips have ids of their own": ids,
    "a file has one master clip": masters,
    "clips are as long as what they show": lengths,
    "clips do not overlap": overlaps,
    "clips end with the sequence": whole,
    "sounds are mono": channels,
    "markers end after they begin": markers,
}
