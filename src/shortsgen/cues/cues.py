"""timeline -> cues: the captions of what is said, and of what is printed, before they have a file format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from shortsgen.cues.phrases import Rows, Speech
from shortsgen.cues.profiles import NETFLIX, Profile
from shortsgen.plan.contents import Content, MistakeContent, OutputContent, Printout
from shortsgen.plan.timeline import Beat, Timeline, Word
from shortsgen.text.cells import cells

MOMENT = 10  # ms that even a cue of words that are not said lasts, such as a dash: the shortest time that ASS can write


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines that stand on screen from `start` to `end`, in milliseconds."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A cue that still knows when each of its words is said."""

    start: int
    end: int
    rows: Rows

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(chain.from_iterable(self.rows))

    @property
    def cue(self) -> Cue:
        return Cue(self.start, self.end, tuple(" ".join(word.text for word in row) for row in self.rows))


def phrases(timeline: Timeline, profile: Profile = NETFLIX) -> Iterator[Phrase]:
    """What is said. A phrase never spans two beats, so that it changes with the picture."""
    spoken = [beat for beat in timeline.beats if beat.words]
    following = [*(beat.start for beat in spoken), timeline.end]  # at the end, for shorts that are laid end to end
    for beat, after in zip(spoken, following[1:], strict=True):
        yield from _timed(beat, after, profile)


def cues(timeline: Timeline, profile: Profile = NETFLIX) -> tuple[Cue, ...]:
    """The captions of what is said."""
    return tuple(phrase.cue for phrase in phrases(timeline, profile))


def output_cues(timeline: Timeline) -> tuple[Cue, ...]:
    """What is printed, as it was: during the output beat that of the code, during the mistake beat that of the
    mistake that was really made. Neither wrapped nor shortened; an output is no speech to keep pace with."""
    texts = ((beat, _printed(beat.slide.content)) for beat in timeline.beats)
    return tuple(Cue(beat.start, beat.end, tuple(text.split("\n"))) for beat, text in texts if text)


def join(timelines: Iterable[Timeline], of: Callable[[Timeline], tuple[Cue, ...]] = cues) -> tuple[Cue, ...]:
    """The cues of several shorts laid end to end."""
    joined: list[Cue] = []
    offset = 0
    for timeline in timelines:
        joined += (replace(cue, start=cue.start + offset, end=cue.end + offset) for cue in of(timeline))
        offset += timeline.end
    return tuple(joined)


def _printed(content: Content) -> str:
    match content:
        case OutputContent(printed=printed) | MistakeContent(printed=Printout() as printed):
            return printed.text
        case _:
            return ""


def _timed(beat: Beat, after: int, profile: Profile) -> Iterator[Phrase]:
    """The phrases of a beat; `after` is when the next ones begin. A phrase begins when its first word is said, but
    later where the one before it is still read, or, of words that are not said, would have no time."""
    until = min(beat.end, after - profile.gap)
    parts = list(Speech.of(beat, profile, until).phrases())
    gap, moment = profile.gap, MOMENT
    if len(parts) * (moment + gap) - gap > until - beat.start:  # no room: more rows that are not said than time
        until, gap, moment = beat.end, 0, 1
    starts = _starts(_wanted(parts, until, profile), until, gap + moment, moment)
    for rows, start, following in zip(parts, starts, [*starts[1:], after], strict=True):
        bound = min(until, following - gap)
        wanted = max(rows[-1][-1].end, start + _needed(rows, profile))
        yield Phrase(start, _end(wanted, start, bound, following, profile), rows)


def _wanted(parts: Sequence[Rows], until: int, profile: Profile) -> list[int]:
    """When phrases begin that have time enough. One waits for the reader of the one before it, if it is then still
    read itself."""
    starts = [rows[0][0].start for rows in parts]
    ends = [*(start - profile.gap for start in starts[1:]), until]
    for index in range(1, len(parts)):
        read = starts[index - 1] + _needed(parts[index - 1], profile) + profile.gap
        is_late = starts[index] < read <= starts[index] + profile.late
        if is_late and read + _needed(parts[index], profile) <= ends[index]:
            starts[index] = read
    return starts


def _needed(rows: Rows, profile: Profile) -> int:
    """How long it takes to see and to read a phrase."""
    width = cells(" ".join(word.text for row in rows for word in row))
    return max(profile.shortest, profile.reading(width))


def _starts(wanted: Sequence[int], until: int, step: int, moment: int) -> list[int]:
    """Starts that are `step` apart at least, as near to those that are wanted as the time `until` there allows."""
    starts = list(wanted)
    for index in range(1, len(starts)):
        starts[index] = max(starts[index], starts[index - 1] + step)
    latest = until - moment
    for index in range(len(starts) - 1, -1, -1):
        starts[index] = min(starts[index], latest)
        latest = starts[index] - step
    return starts


def _end(wanted: int, start: int, bound: int, following: int, profile: Profile) -> int:
    """When a phrase ends that is said and read by `wanted`: a short silence after it is closed; within its beat, and
    never beyond its longest time."""
    end = min(wanted, bound)
    if following - end <= profile.chain:
        end = bound
    return min(end, start + profile.longest)
