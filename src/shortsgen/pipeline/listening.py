"""Listening to takes: once to each, and what was found is kept in the user's cache."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO, cast

from shortsgen.plan.lexicon import Lexicon
from shortsgen.problems import bad_input
from shortsgen.project import Project
from shortsgen.script.model import Short
from shortsgen.sound import read as reading
from shortsgen.sound.clipping import clipped
from shortsgen.sound.loudness import loudness
from shortsgen.sound.sound import Sound
from shortsgen.store.blobs import Blobs
from shortsgen.store.folder import open_file
from shortsgen.voice.align import RATE
from shortsgen.voice.deviations import Deviation, Found, Kind, judged
from shortsgen.voice.edit import Kept, assembled, kept
from shortsgen.voice.find import find
from shortsgen.voice.heard import Span
from shortsgen.voice.listen import guessed, listen
from shortsgen.voice.script import Script, script

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
    """A recording of a short, in `file` of the project from `start` on, in milliseconds. `sound` is the name of what is
    kept of it in the store."""

    short: Short
    file: str
    start: int
    script: Script
    listened: Listened
    lines: tuple[Kept | None, ...]
    sound: str
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Source:
    """Where a take is: a whole file, or a `span` of it."""

    path: Path
    span: Span | None = None

    @property
    def start(self) -> int:
        return self.span.start if self.span else 0


@dataclass(frozen=True)
class Listener:
    """Listens to what was not listened to before."""

    project: Project
    blobs: Blobs
    lexicon: Lexicon

    def known(self, short: Short, source: Source) -> Take | None:
        """What was found, where it was listened to before. Raises InputError where the file cannot be read."""
        own = script(short, self.lexicon)
        key = self._key(source, own)
        data = self.blobs.get(key)
        return self._take(short, source, own, _unpacked(data)) if data and self.blobs.get(_kept_name(key)) else None

    def listen(self, short: Short, source: Source) -> Take:
        """Raises InputError where the file cannot be read."""
        own = script(short, self.lexicon)
        sound = self._read(source)
        take = self._take(short, source, own, _listened(sound, own, alone=source.span is None))
        stretches = [one for line in take.lines if line for one in line.stretches]
        self.blobs.put(self._key(source, own), _packed(take.listened))
        self.blobs.put(take.sound, assembled(sound, stretches).wav())
        return take

    def found(self, path: Path, shorts: Sequence[Short]) -> Mapping[str, Span]:
        """Where in the take of a whole day each of its shorts is said, by their ids."""
        scripts = [script(short, self.lexicon) for short in shorts]
        told = [[one.lines, [" ".join(word.phonemes) for word in one.words]] for one in scripts]
        key = self._hashed("found", path, told)
        if (data := self.blobs.get(key)) is None:
            with self._opened(path) as file:
                found = find(reading.read(file, self.project.shown(path), RATE), scripts)
            data = json.dumps([asdict(span) if span else None for span in found]).encode()
            self.blobs.put(key, data)
        spans = [Span(**span) if span else None for span in json.loads(data)]
        return {short.id: span for short, span in zip(shorts, spans, strict=True) if span}

    def _take(self, short: Short, source: Source, own: Script, listened: Listened) -> Take:
        places = [own.place(line) for line in range(len(own.lines))]
        lines, name = kept(listened.found, places, listened.length), _kept_name(self._key(source, own))
        return Take(short, self.project.shown(source.path), source.start, own, listened, lines, name, self.lexicon)

    def _key(self, source: Source, own: Script) -> str:
        """Of what is in a file, of the script, and of who listens."""
        words = [" ".join(word.phonemes) for word in own.words]
        span = [source.span.start, source.span.end] if source.span else None
        return self._hashed("listened", source.path, [span, own.lines, words, own.edges])

    def _hashed(self, what: str, path: Path, told: object) -> str:
        versions = [version(package) for package in ("av", "pocketsphinx")]
        return _hash(json.dumps([_VERSION, what, self._digest(path), told, versions]))

    def _read(self, source: Source) -> Sound:
        shown = self.project.shown(source.path)
        with self._opened(source.path) as file:
            if source.span is None:
                return reading.read(file, shown)
            return reading.cut(file, shown, [(source.span.start, source.span.end)])[0]

    @contextmanager
    def _opened(self, path: Path) -> Iterator[BinaryIO]:
        try:
            with open_file(path, self.project.root) as file:
                yield file
        except OSError as error:
            message = f"cannot read {self.project.shown(path)}: {(error.strerror or str(error)).lower()}"
            raise bad_input(message, code="take-file") from None

    def _digest(self, path: Path) -> str:
        """Of what is in the file, which is read again only where its size or its time changed."""
        with self._opened(path) as file:
            found = path.stat()
            key = _hash(f"{path}:{found.st_size}:{found.st_mtime_ns}")
            if data := self.blobs.get(key):
                return data.decode()
            digest = hashlib.file_digest(cast("io.BufferedReader", file), "sha256").hexdigest()
        self.blobs.put(key, digest.encode())
        return digest


def _kept_name(key: str) -> str:
    return _hash(f"{key} kept")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _listened(sound: Sound, own: Script, alone: bool) -> Listened:
    """What is said between shorts is of none of them, so it counts only where a short is `alone` in its file."""
    sentences = [own.words[start:end] for start, end in zip(own.edges, own.edges[1:], strict=False)]
    found = judged(listen(sound, sentences), own.edges)
    if not alone:
        found = _without_surroundings(found)
    asides = tuple(guessed(sound.between(one.span.start, one.span.end)) for one in _ad_libs(found))
    loud = loudness(sound).integrated
    return Listened(sound.length, found, asides, loud if loud > -100 else None, clipped(sound))


def _without_surroundings(found: Found) -> Found:
    said = [span for span in found.words if span]
    start, end = min((one.start for one in said), default=0), max((one.end for one in said), default=0)
    within = (one for one in found.deviations if one.kind is not Kind.AD_LIB or start <= one.span.start < end)
    return Found(found.words, tuple(within))


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
