"""Where on a vertical video pictures may put text, in px of 1080x1920."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shortsgen.choices import SafeArea
from shortsgen.layout.space import Space

WIDTH, HEIGHT = 1080, 1920  # of the picture
BAND = 100  # at the bottom, which slides leave to captions that are burned in
LOGO = 170  # at the right of the title, where a channel has a logo


@dataclass(frozen=True, slots=True)
class Area:
    """What no app covers with its own buttons and captions; `x`, `y` are its top left corner.

    It is an L where a rail of buttons stands on the right of the picture: from `rail` down it is only `lower` px wide.
    `logo` is what the header leaves to a picture of the channel.
    """

    name: str
    x: int
    y: int
    width: int
    height: int
    rail: int
    lower: int
    source: str
    logo: int = 0

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def right_at(self, y: float) -> int:
        """Where text that ends at `y` must end on the right."""
        return self.right if y <= self.rail else self.x + self.lower

    @property
    def space(self) -> Space:
        return Space(self.width, self.height, self.rail - self.y, self.lower)


# No app publishes a table for all formats; these were collected by November 2026, the strictest of each range.
SAFE_AREAS = {
    SafeArea.ORGANIC: Area(
        "organic", 43, 220, 994, 1220, 840, 845,
        "creators' measurements of TikTok, Shorts and Reels: top 120-220, bottom 300-480, buttons 96-192 from 840",
    ),
    SafeArea.ADS: Area(
        "ads", 65, 288, 823, 960, 1248, 823,
        "Meta's 14 % top, 35 % bottom, 6 % sides for ads in Reels; Google's 288, 672, 48 and 192 for ads in Shorts",
    ),
}  # fmt: skip


def slide_area(name: SafeArea = SafeArea.ORGANIC, logo: bool = False) -> Area:
    """Where slides put text: a safe area without its band for captions."""
    area = SAFE_AREAS[name]
    bottom = area.bottom - BAND
    return replace(area, height=bottom - area.y, rail=min(area.rail, bottom), logo=LOGO if logo else 0)


def caption_area(name: SafeArea = SafeArea.ORGANIC) -> Area:
    """The band at the bottom of a safe area for captions that are burned in, centred on the picture."""
    area = SAFE_AREAS[name]
    half = min(WIDTH // 2 - area.x, area.right_at(area.bottom) - WIDTH // 2)
    return Area(area.name, WIDTH // 2 - half, area.bottom - BAND, 2 * half, BAND, area.bottom, 2 * half, area.source)


DEFAULT = slide_area()
