"""The takes of a day: `takes/day04/ID.wav`, or one long `takes/day04.mp4`, and who speaks in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from shortsgen.pipeline.day import Loaded
from shortsgen.pipeline.listening import Listener, Source, Take
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.take_files import day_take, has_takes, take_files
from shortsgen.plan.lexicon import Lexicon
from shortsgen.plan.numbers import ENGLISH
from shortsgen.plan.voice import Clip, Paced, Said, Utterance
from shortsgen.problems import InputError, Problem, bad_input
from shortsgen.script.model import Short
from shortsgen.voice.edit import Kept
from shortsgen.voice.heard import Span
from shortsgen.voice.script import Script
from shortsgen.voice.taken import Line, Taken


def takes(session: Session, loaded: Loaded, shorts: Collection[Short]) -> list[Take]:
    """Those of these shorts that there are. Raises InputError with all that cannot be used."""
    if not has_takes(loaded.project, loaded.day.name):
        return []
    lexicon = Lexicon.of(loaded.day)
    if lexicon.language != ENGLISH:
        message = f"takes are understood in English, and {loaded.day.name} speaks `{lexicon.language}`"
        raise bad_input(message, f"move its takes out of {loaded.project.shown(loaded.project.takes(''))}", "take-file")
    listener = Listener(loaded.project, session.blobs, lexicon)
    sources = _sources(session, listener, loaded)
    return _listened_to(session, listener, [(short, sources[short.id]) for short in shorts if short.id in sources])


def _sources(session: Session, listener: Listener, loaded: Loaded) -> dict[str, Source]:
    """Where each short is, by its id: in a file of its own, else in the one long take of the day."""
    files = {name: Source(path) for name, path in take_files(loaded.project, loaded.day.name).items()}
    long = day_take(loaded.project, loaded.day.name)
    if long is None:
        return files
    with session.progress.steps("", 1):
        found = listener.found(long, loaded.day.shorts)
    return {name: Source(long, span) for name, span in found.items()} | files


def _listened_to(session: Session, listener: Listener, asked: Sequence[tuple[Short, Source]]) -> list[Take]:
    found: dict[str, Take] = {}
    problems: list[Problem] = []
    new = []
    for short, source in asked:
        try:
            if known := listener.known(short, source):
                found[short.id] = known
            else:
                new.append((short, source))
        except InputError as error:
            problems += error.problems
    with session.progress.steps("listened to takes" if new else "", len(new)) as tick:
        for short, source in new:
            try:
                found[short.id] = listener.listen(short, source)
            except InputError as error:
                problems += error.problems
            tick(short.label)
    if problems:
        raise InputError(problems)
    return [found[short.id] for short, _ in asked]


def voice_of(take: Take) -> Taken:
    """Its lines as they were said."""
    lines, clock = [], 0
    for number, (text, found) in enumerate(zip(take.script.lines, take.lines, strict=True)):
        if found is None:
            lines.append(Line(text, None))
            continue
        clip = Clip(take.sound, Fraction(clock), Fraction(clock + found.length))
        stretches = tuple(Span(take.start + one.start, take.start + one.end) for one in found.stretches)
        lines.append(Line(text, Utterance(_said(take.script, number, found), clip), stretches))
        clock += found.length
    return Taken(take.file, tuple(lines), Paced(take.short.options.pace, take.lexicon))


def _said(script: Script, line: int, found: Kept) -> tuple[Said, ...]:
    """The written words of a line; one of which nothing is said takes no time."""
    first, _ = script.place(line)
    said: list[Said] = []
    for word in script.written[line]:
        spans = found.words[word.start - first : word.end - first]
        clock = said[-1].end if said else Fraction(0)
        start, end = (Fraction(spans[0].start), Fraction(spans[-1].end)) if spans else (clock, clock)
        said.append(Said(word.text, start, end))
    return tuple(said)
