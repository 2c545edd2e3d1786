"""The table of platforms: what each takes of a post, how much of it, and who says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from shortsgen.choices import PlatformName

READ = "November 2026"  # when the sources were read


class Unit(StrEnum):
    """What is counted of a text."""

    CHARACTERS = "characters"
    BYTES = "bytes"
    UTF16 = "UTF-16 units"


COUNTS: dict[Unit, Callable[[str], int]] = {
    Unit.CHARACTERS: len,
    Unit.BYTES: lambda text: len(text.encode()),
    Unit.UTF16: lambda text: len(text.encode("utf-16-le")) // 2,
}


@dataclass(frozen=True, slots=True)
class Limit:
    """How much a platform takes of something, and where it says so."""

    most: int
    source: str
    unit: Unit = Unit.CHARACTERS

    def over(self, text: str) -> int:
        """By how many units a text is too long; 0 where it is not."""
        return max(0, COUNTS[self.unit](text) - self.most)


@dataclass(frozen=True, slots=True)
class Platform:
    """What a post consists of there. `title`, `seen` and `tags` are None where it has no such thing; `captions` and
    `cover` say whether it takes a file of captions, and a picture as the cover."""

    name: PlatformName
    called: str
    description: Limit
    hashtags: Limit
    title: Limit | None = None
    seen: Limit | None = None  # how much of the title
    tags: Limit | None = None  # all of them with the commas between
    replaced: tuple[tuple[str, str], ...] = ()  # characters that it refuses, and what is shown for each
    refuses: str = ""  # who says so
    captions: bool = False
    cover: bool = True


_YOUTUBE_API = "YouTube Data API, the resource `videos`: https://developers.google.com/youtube/v3/docs/videos"
_TIKTOK_API = "TikTok, Direct Post: https://developers.tiktok.com/doc/content-posting-api-reference-direct-post"
_META_API = (
    "Meta, IG User Media: "
    "https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media"
)

YOUTUBE = Platform(
    PlatformName.YOUTUBE,
    "YouTube",
    title=Limit(100, _YOUTUBE_API),
    seen=Limit(40, "creators' measurements of the Shorts feed; YouTube publishes no figure"),
    description=Limit(5000, _YOUTUBE_API, Unit.BYTES),
    tags=Limit(500, _YOUTUBE_API),
    hashtags=Limit(
        15,
        "YouTube Help, hashtags: https://support.google.com/youtube/answer/6390658. With more, all count as none. "
        "The page said 15 at first and says 60 now; the stricter is taken",
    ),
    replaced=(("<", "＜"), (">", "＞")),
    refuses=_YOUTUBE_API,
    captions=True,  # SRT: https://support.google.com/youtube/answer/2734698
    cover=False,  # of Shorts only a frame can be chosen, in the app
)

TIKTOK = Platform(
    PlatformName.TIKTOK,
    "TikTok",
    description=Limit(2200, _TIKTOK_API, Unit.UTF16),
    hashtags=Limit(5, "TikTok's app since August 2025, as creators were told there; TikTok publishes no figure"),
)

REELS = Platform(
    PlatformName.REELS,
    "Reels",
    description=Limit(2200, _META_API),
    hashtags=Limit(
        5, "Instagram, announced on 2025-12-18; the developers' page of Meta still says 30, the stricter is taken"
    ),
)

PLATFORMS = {one.name: one for one in (YOUTUBE, TIKTOK, REELS)}
