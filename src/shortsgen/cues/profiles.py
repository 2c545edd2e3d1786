"""How captions are laid out: what a cue may hold, how long it stands, and what is between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

_FRAME = 1000 / 24  # ms; Netflix writes its rules for 24 frames a second


@dataclass(frozen=True, slots=True)
class Profile:
    """Rows of at most `columns` cells, and times in milliseconds.

    No cue stands longer than `longest`; one stands shorter than `shortest` only where the speech leaves no other way.
    Between neighbours there are at least `gap`; a silence of up to `chain` between them is shortened to `gap`.
    """

    columns: int
    rows: int
    shortest: int
    longest: int
    gap: int = 0
    chain: int = 0


NETFLIX = Profile(
    # Netflix, Timed Text Style Guide, General Requirements and Subtitle Timing Guidelines, rounded up to whole ms:
    # 42 characters, 2 lines, 5/6 s to 7 s, two frames between cues, gaps of up to half a second closed to two frames.
    columns=42,
    rows=2,
    shortest=ceil(20 * _FRAME),
    longest=7_000,
    gap=ceil(2 * _FRAME),
    chain=500,
)
DCMP = Profile(
    # Described and Captioned Media Program, Captioning Guidelines: 32 characters, no caption under 2 s; its Captioning
    # Key: 2 lines, none over 6 s. Neither asks for a gap.
    columns=32,
    rows=2,
    shortest=2_000,
    longest=6_000,
)
SHORTS = Profile(
    # No one publishes rules. The practice of vertical videos: one row of up to 7 words, a phrase right after the other,
    # and none that is gone before a word could be said at 150 words a minute.
    columns=30,
    rows=1,
    shortest=400,
    longest=3_000,
    chain=500,
)
PROFILES = {"netflix": NETFLIX, "dcmp": DCMP, "shorts": SHORTS}
