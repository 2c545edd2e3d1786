"""How captions are laid out: what a cue may hold, how long it stands, and what is between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

_FRAME = 1000 / 24  # ms; Netflix writes its rules for 24 frames a second


@dataclass(frozen=True, slots=True)
class Profile:
    """Rows of at most `columns` cells, and times in milliseconds.

    No cue stands longer than `longest`; one stands shorter than `shortest`, or for less than its characters take at
    `speed` a second, only where the speech leaves no other way.
    A cue that is still read may keep the next one `late`.
    Between neighbours there are at least `gap`; a silence of up to `chain` between them is shortened to `gap`.
    """

    columns: int
    rows: int
    shortest: int
    longest: int
    speed: float
    late: int = 0
    gap: int = 0
    chain: int = 0

    def reading(self, width: int) -> int:
        """How long a cue of so many characters is read."""
        return ceil(1000 * width / self.speed)


NETFLIX = Profile(
    # Netflix, Timed Text Style Guide, General Requirements and Subtitle Timing Guidelines, rounded up to whole ms:
    # 42 characters, 2 lines, 5/6 s to 7 s, two frames between cues, gaps of up to half a second closed to two frames.
    # English Timed Text Style Guide, reading speed limits: 20 characters a second in programmes for adults, for whose
    # sake a cue may stay 12 frames beyond what is said.
    columns=42,
    rows=2,
    shortest=ceil(20 * _FRAME),
    longest=7_000,
    speed=20,
    late=ceil(12 * _FRAME),
    gap=ceil(2 * _FRAME),
    chain=500,
)
DCMP = Profile(
    # Described and Captioned Media Program, Captioning Guidelines: 32 characters, no caption under 2 s; its Captioning
    # Key: 2 lines, none over 6 s. Neither asks for a gap.
    # Captioning Key, presentation rate: 235 words a minute at most for adults, here of five letters and a blank.
    columns=32,
    rows=2,
    shortest=2_000,
    longest=6_000,
    speed=235 * 6 / 60,
)
SHORTS = Profile(
    # No one publishes rules. The practice of vertical videos: one row of up to 7 words, a phrase right after the other,
    # and none that is gone before a word could be said at 150 words a minute.
    # TED asks those who caption its talks for 21 characters a second at most; there too, people listen as they read.
    columns=30,
    rows=1,
    shortest=400,
    longest=3_000,
    speed=21,
    chain=500,
)
PROFILES = {"netflix": NETFLIX, "dcmp": DCMP, "shorts": SHORTS}
