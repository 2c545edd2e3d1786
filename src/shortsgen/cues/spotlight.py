"""timeline -> captions word by word: a phrase stands in whole for as long as it lasts, and one of its words is lit.

What stands on the slide is not said twice, unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from shortsgen.choices import Repeated
from shortsgen.cues.cues import Phrase, phrases
from shortsgen.cues.profiles import SHORTS
from shortsgen.plan.contents import HookContent, MistakeContent, OutputContent
from shortsgen.plan.timeline import Beat, Timeline


@dataclass(frozen=True, slots=True)
class Spotlight:
    """The word `active`, from 0, of some `words` is lit from `start` to `end`, in milliseconds."""

    start: int
    end: int
    words: tuple[str, ...]
    active: int


def told(timeline: Timeline, repeat: Collection[Repeated]) -> Timeline:
    """The same, of only those beats whose words do not stand on the slide, or are to be repeated."""
    return replace(timeline, beats=tuple(beat for beat in timeline.beats if _on_slide(beat) in (None, *repeat)))


def spotlights(timeline: Timeline) -> Iterator[Spotlight]:
    """One for each word, from when it is said until the next one is. A word that is not said has none."""
    for phrase in phrases(timeline, SHORTS):
        yield from _words(phrase)


def _words(phrase: Phrase) -> Iterator[Spotlight]:
    words, later = tuple(word.text for word in phrase.words), phrase.words[1:]
    starts = [phrase.start, *(min(max(word.start, phrase.start), phrase.end) for word in later), phrase.end]
    for active, (start, end) in enumerate(pairwise(starts)):
        if start != end:
            yield Spotlight(start, end, words, active)


def _on_slide(beat: Beat) -> Repeated | None:
    """What of a slide a caption of this beat would repeat."""
    match beat.slide.content:
        case HookContent(hook=hook) if beat.text == hook.text:  # and no talk track, which without code is told there
            return Repeated.HOOK
        case MistakeContent():
            return Repeated.MISTAKE
        case OutputContent():
            return Repeated.OUTPUT
        case _:
            return None
