"""Where on a vertical video pictures may put text, in px of 1080x1920."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shortsgen.choices import SafeArea

WIDTH, HEIGHT = 1080, 1920  # of the picture
HEADER = 84  # the series and the number above every slide, with the gap below
BAR = 64  # the title bar of a window
FOOT = 28  # below the rows of a window, and below a figure; it holds no text, so the last may leave the area
BAND = 100  # at the bottom, which slides leave to captions that are burned in


@dataclass(frozen=True, slots=True)
class Box:
    """A size in px."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle that no app covers with its own buttons and captions; `x`, `y` are its top left corner."""

    name: str
    x: int
    y: int
    width: int
    height: int
    source: str

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


def _area(name: str, left: int, top: int, right: int, bottom: int, source: str) -> Area:
    return Area(name, left, top, right - left, bottom - top, source)


# No app publishes a table for all formats; these were collected by November 2026, the strictest of a range.
SAFE_AREAS = {
    SafeArea(area.name): area
    for area in (
        _area("union", 65, 269, 916, 1248, "inside all of the others"),
        _area("reels", 65, 269, 1015, 1248, "Meta's 14 % top, 35 % bottom, 6 % sides for ads in Reels"),
        _area("tiktok", 60, 150, 916, 1480, "creators' measurements: 130-150, 320-440, 60 and 120-164 px"),
        _area("shorts", 60, 120, 916, 1440, "creators' measurements: 120 and 300-480 px; sides as TikTok's"),
    )
}


def slide_area(name: SafeArea = SafeArea.UNION) -> Area:
    """Where slides put text: a safe area without its band for captions."""
    area = SAFE_AREAS[name]
    return replace(area, height=area.height - BAND)


def caption_area(name: SafeArea = SafeArea.UNION) -> Area:
    """The band at the bottom of a safe area for captions that are burned in."""
    area = SAFE_AREAS[name]
    return replace(area, y=area.bottom - BAND, height=BAND)


UNION = slide_area()


def code_box(area: Area = UNION) -> Box:
    """The room for the rows of a window that fills a slide."""
    return Box(area.width, area.height - HEADER - BAR)


CODE_BOX = code_box()
