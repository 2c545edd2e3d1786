"""An FCPXML as clips on lanes: where each is in the sequence, from where it is in what it is connected to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.render.timelines.fcpxml_rules import found, time
from tests.render.timelines.sequences import Read

HOUR = 3600


class Project:
    """What an editing program gets to know of it. Lane 0 is the storyline."""

    def __init__(self, data: bytes, fps: int) -> None:
        top = ElementTree.fromstring(data)
        self.fps = fps
        self.sequence = found(top, "library/event/project/sequence")
        self._urls = {one.get("id", ""): found(one, "media-rep").get("src", "") for one in top.iter("asset")}
        self._lasting = {one.get("id", "") for one in top.iter("asset") if time(one, "duration")}

    @property
    def lanes(self) -> dict[int, list[Read]]:
        """Clips by their lanes, as they begin."""
        lanes: dict[int, list[Read]] = defaultdict(list)
        for parent, one in self._placed():
            if one.tag in ("video", "asset-clip"):
                lanes[int(one.get("lane", "0"))].append(self._clip(parent, one))
        return {lane: sorted(clips, key=lambda clip: clip.start) for lane, clips in lanes.items()}

    @property
    def captions(self) -> list[tuple[int, int, str]]:
        """Start, frames and text."""
        return [
            (self._start(parent, one), self._frames(one, "duration"), found(one, "text/text-style").text or "")
            for parent, one in self._placed()
            if one.tag == "caption"
        ]

    @property
    def markers(self) -> list[tuple[int, str, str]]:
        """Start, tag and name."""
        return [
            (self._frames(parent, "offset") + self._frames(one, "start") - self._frames(parent, "start"), one.tag, name)
            for parent in found(self.sequence, "spine")
            for one in parent
            if (name := one.get("value")) is not None
        ]

    def _placed(self) -> Iterator[tuple[Element | None, Element]]:
        for parent in found(self.sequence, "spine"):
            yield None, parent
            yield from ((parent, one) for one in parent)

    def _start(self, parent: Element | None, one: Element) -> int:
        own = self._frames(one, "offset")
        return own if parent is None else self._frames(parent, "offset") + own - self._frames(parent, "start")

    def _clip(self, parent: Element | None, one: Element) -> Read:
        ref = one.get("ref", "")
        offset = self._frames(one, "start") - (0 if ref in self._lasting else HOUR * self.fps)
        frames = self._frames(one, "duration")
        return Read(one.get("name", ""), self._start(parent, one), frames, offset, self._urls[ref])

    def _frames(self, element: Element, name: str) -> int:
        value = time(element, name) * self.fps
        assert value.denominator == 1
        return int(value)
