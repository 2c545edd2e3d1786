"""The takes of a day: `takes/day04/ID.wav`, listened to once, and what was found kept in the user's cache."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from shortsgen.pipeline.day import Loaded
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.take_files import take_files
from shortsgen.plan.lexicon import Lexicon
from shortsgen.plan.voice import Clip, Paced, Said, Utterance
from shortsgen.problems import InputError, Problem, bad_input
from shortsgen.project import Project
from shortsgen.script.model import Short
from shortsgen.sound import read as reading
from shortsgen.sound.clipping import clipped
from shortsgen.sound.loudness import loudness
from shortsgen.sound.sound import Sound
from shortsgen.store.blobs import Blobs
from shortsgen.store.folder import open_file
from shortsgen.voice.deviations import Deviation, Found, Kind, judged
from shortsgen.voice.edit import Kept, assembled, kept
from shortsgen.voice.heard import Span
from shortsgen.voice.listen import guessed, listen
from shortsgen.voice.script import Script, script
from shortsgen.voice.taken import Line, Taken

_VERSION = 1  # of what follows from a take and its script


@dataclass(frozen=True, slots=True)
class Listened:
    """What was found in a recording of `length` milliseconds: when what is said, about what each ad-lib says, how loud
    it is in LUFS (None where nothing is heard), and how many times it is clipped."""

    length: int
    found: Found
    asides: tuple[str, ...]
    loudness: float | None
    clipped: int


@dataclass(frozen=True, slots=True)
class Take:
    """A recording of a short, in `file` of the project. `sound` is the name of what is kept of it in the store."""

    short: Short
    file: str
    script: Script
    listened: Listened
    lines: tuple[Kept | None, ...]
    sound: str
    lexicon: Lexicon


def takes(session: Session, loaded: Loaded, shorts: Collection[Short]) -> list[Take]:
    """Those of these shorts that there are. Raises InputError with all that cannot be used."""
    files = take_files(loaded.project, loaded.day.name)
    asked = [(short, files[short.id]) for short in shorts if short.id in files]
    if not asked:
        return []
    need("voice", "takes", "av", "numpy", "pocketsphinx")
    listener = Listener(loaded.project, session.blobs, Lexicon.of(loaded.day))
    return _listened_to(session, listener, asked)


def _listened_to(session: Session, listener: Listener, asked: Sequence[tuple[Short, Path]]) -> list[Take]:
    found: dict[str, Take] = {}
    problems: list[Problem] = []
    new = []
    for short, path in asked:
        try:
            if known := listener.known(short, path):
                found[short.id] = known
            else:
                new.append((short, path))
        except InputError as error:
            problems += error.problems
    with session.progress.steps("listened to takes" if new else "", len(new)) as tick:
        for short, path in new:
            try:
                found[short.id] = listener.listen(short, path)
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
        lines.append(Line(text, Utterance(_said(take.script, number, found), clip), found.stretches))
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


@dataclass(frozen=True)
class Listener:
    """Listens to what was not listened to before."""

    project: Project
    blobs: Blobs
    lexicon: Lexicon

    def known(self, short: Short, path: Path) -> Take | None:
        """What was found, where it was listened to before. Raises InputError where the file cannot be read."""
        own = script(short, self.lexicon)
        key = self._key(path, own)
        data = self.blobs.get(key)
        return self._take(short, path, own, _unpacked(data)) if data and self.blobs.get(_kept_name(key)) else None

    def listen(self, short: Short, path: Path) -> Take:
        """Raises InputError where the file cannot be read."""
        own = script(short, self.lexicon)
        sound = self._read(path)
        take = self._take(short, path, own, _listened(sound, own))
        stretches = [one for line in take.lines if line for one in line.stretches]
        self.blobs.put(self._key(path, own), _packed(take.listened))
        self.blobs.put(take.sound, assembled(sound, stretches).wav())
        return take

    def _take(self, short: Short, path: Path, own: Script, listened: Listened) -> Take:
        places = [own.place(line) for line in range(len(own.lines))]
        lines, name = kept(listened.found, places, listened.length), _kept_name(self._key(path, own))
        return Take(short, self.project.shown(path), own, listened, lines, name, self.lexicon)

    def _key(self, path: Path, own: Script) -> str:
        """Of what is in a file, of the script, and of who listens."""
        words = [" ".join(word.phonemes) for word in own.words]
        versions = [version(package) for package in ("av", "pocketsphinx")]
        return _hash(json.dumps([_VERSION, self._digest(path), own.lines, words, own.edges, versions]))

    def _read(self, path: Path) -> Sound:
        shown = self.project.shown(path)
        try:
            with open_file(path, self.project.root) as file:
                return reading.read(file, shown)
        except OSError as error:
            raise _cannot_open(shown, error) from None

    def _digest(self, path: Path) -> str:
        """Of what is in the file, which is read again only where its size or its time changed."""
        try:
            with open_file(path, self.project.root) as file:
                found = path.stat()
                key = _hash(f"{path}:{found.st_size}:{found.st_mtime_ns}")
                if data := self.blobs.get(key):
                    return data.decode()
                digest = hashlib.file_digest(cast("io.BufferedReader", file), "sha256").hexdigest()
        except OSError as error:
            raise _cannot_open(self.project.shown(path), error) from None
        self.blobs.put(key, digest.encode())
        return digest


def _cannot_open(shown: str, error: OSError) -> InputError:
    return bad_input(f"cannot read {shown}: {(error.strerror or str(error)).lower()}", code="take-file")


def _kept_name(key: str) -> str:
    return _hash(f"{key} kept")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _listened(sound: Sound, own: Script) -> Listened:
    sentences = [own.words[start:end] for start, end in zip(own.edges, own.edges[1:], strict=False)]
    found = judged(listen(sound, sentences), own.edges)
    asides = tuple(guessed(sound.between(one.span.start, one.span.end)) for one in _ad_libs(found))
    loud = loudness(sound).integrated
    return Listened(sound.length, found, asides, loud if loud > -100 else None, clipped(sound))


def _ad_libs(found: Found) -> Iterator[Deviation]:
    return (one for one in found.deviations if one.kind is Kind.AD_LIB)


def _packed(listened: Listened) -> bytes:
    return json.dumps(asdict(listened)).encode()


def _unpacked(data: bytes) -> Listened:
    told: dict[str, Any] = json.loads(data)
    words = tuple(Span(**span) if span else None for span in told["found"]["words"])
    deviations = tuple(
        Deviation(Kind(one["kind"]), Span(**one["span"]), tuple(one["words"]) if one["words"] else None)
        for one in told["found"]["deviations"]
    )
    return Listened(told["length"], Found(words, deviations), tuple(told["asides"]), told["loudness"], told["clipped"])
