"""One snippet that is being executed: its pipes, its deadline, and what has come out of them so far."""

from __future__ import annotations

import fcntl
import os
import termios
from array import array
from dataclasses import dataclass, field

from shortsgen.run import wire
from shortsgen.run.frames import Began, Report, Word
from shortsgen.run.history import is_late
from shortsgen.run.outcome import Status
from shortsgen.run.outside.place import Place
from shortsgen.run.outside.plain import SEEDED
from shortsgen.run.snippet import OUTPUT_LIMIT, Snippet

_READ = 1 << 16
_MOST = 16  # words of one child, at most: what it imports late brings the rest with it


@dataclass(slots=True)
class Job:
    """A snippet on its way. The two descriptors are the reading ends of its pipes."""

    number: int
    snippet: Snippet
    output_pipe: int
    report_pipe: int
    place: Place
    folders: list[str]  # its own as the server sees it, and that of the branch
    pid: int = 0
    held: bool = False  # its server told that it starts later
    prepares: bool = False  # its time has not begun
    began: bool = False  # it said that it has prepared
    moved: bool = False  # it was ended only to be executed elsewhere
    closed: bool = False
    deadline: float = float("inf")
    grace: float = float("inf")  # by when the server must have told of its end
    output: bytearray = field(default_factory=bytearray)
    report: Report | None = None
    garbled: bool = False  # what its child wrote for a report is not one of ours
    importing: list[str] = field(default_factory=list)
    broke: Status | None = None  # why it was killed
    _words: int = 0  # words that it said
    _decoder: wire.Decoder[Word] = field(default_factory=lambda: wire.Decoder(Word, wire.REPORT))

    def read_output(self) -> bool:
        """Take what is there; False at the end of the pipe. Past the limit nothing is kept."""
        data = _read(self.output_pipe)
        if data is None:
            return True
        self.output += data[: OUTPUT_LIMIT + 1 - len(self.output)]
        return bool(data)

    def read_report(self) -> bool:
        """Take what is there; False at the end of the pipe, after a report, or once it holds anything else."""
        data = b"" if self.garbled or self.report else _read(self.report_pipe)
        if data is None:
            return True
        try:
            for word in self._decoder.feed(data):
                self._take(word)
            self.garbled = self._words > _MOST
        except wire.WireError:
            self.report, self.garbled = None, True
        return bool(data) and not self.garbled and self.report is None

    def _take(self, word: Word) -> None:
        self._words += 1
        if isinstance(word, Report):
            self.report = word
        elif isinstance(word, Began):
            self.began = True
        elif is_late(word.module) or word.module in SEEDED:
            self.importing = [word.module]

    def drain(self) -> None:
        """Take all that its process wrote before it ended, and not what others who hold the pipes still write."""
        for descriptor, read in ((self.report_pipe, self.read_report), (self.output_pipe, self.read_output)):
            for _ in range(_pieces(descriptor)):
                read()

    @property
    def flooded(self) -> bool:
        return len(self.output) > OUTPUT_LIMIT

    def close(self) -> None:
        self.closed = True
        os.close(self.output_pipe)
        os.close(self.report_pipe)

    @property
    def written(self) -> bytes:
        """The output up to the limit."""
        return bytes(self.output[:OUTPUT_LIMIT])


def _read(descriptor: int) -> bytes | None:
    try:
        return os.read(descriptor, _READ)
    except BlockingIOError:
        return None


def _pieces(descriptor: int) -> int:
    """How often a pipe is to be read for what it holds now."""
    held = array("i", [0])
    fcntl.ioctl(descriptor, termios.FIONREAD, held)
    return -(-held[0] // _READ)
