"""One snippet that is being executed: its pipes, its deadline, and what has come out of them so far."""

from __future__ import annotations

import base64
import os
import re
import select
from dataclasses import dataclass, field

from shortsgen.run import wire
from shortsgen.run.outcome import Status
from shortsgen.run.outside.place import Place, part
from shortsgen.run.snippet import OUTPUT_LIMIT, Snippet

_READ = 1 << 16
_FINAL = {"ok", "comment_only", "raised", "exited", "out_of_memory"}  # what a child can say of itself
_LATE = re.compile(r"torch(\.[A-Za-z_]\w{0,99}){1,9}", re.ASCII)  # a server imports it, so it is not to be anything
_FOLDER = "/short"  # how the working folder is called, wherever it was


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
    moved: bool = False  # it was ended only to be executed elsewhere
    closed: bool = False
    deadline: float = float("inf")
    grace: float = float("inf")  # by when the server must have told of its end
    output: bytearray = field(default_factory=bytearray)
    report: wire.Frame | None = None
    importing: list[str] = field(default_factory=list)
    broke: Status | None = None  # why it was killed
    _decoder: wire.Decoder = field(default_factory=wire.Decoder)

    def frame(self) -> wire.Frame:
        """The job as the server takes it."""
        snippet = self.snippet
        return {
            "do": "start",
            "job": self.number,
            "file": snippet.file,
            "hidden": [part(code.text, code.first_line) for code in snippet.hidden],
            "shared": snippet.shared,
            "code": part(snippet.code.text, snippet.code.first_line),
            "files": [[path, base64.b64encode(data).decode("ascii")] for path, data in snippet.files],
            "echo": snippet.short.echo,
            "seed": snippet.options.seed,
            "memory": snippet.options.memory,
        }

    def read_output(self) -> bool:
        """Take what is there; False at the end of the pipe. Past the limit nothing is kept."""
        data = _read(self.output_pipe)
        if data is None:
            return True
        self.output += data[: OUTPUT_LIMIT + 1 - len(self.output)]
        return bool(data)

    def read_report(self) -> bool:
        """Take what is there; False at the end of the pipe, or where it holds anything but reports."""
        data = _read(self.report_pipe)
        if data is None:
            return True
        try:
            for frame in self._decoder.feed(data):
                self._take(frame)
        except wire.WireError:
            self.report = None
            return False
        return bool(data)

    def _take(self, frame: wire.Frame) -> None:
        status, name = frame.get("status"), frame.get("importing")
        if isinstance(name, str) and _LATE.fullmatch(name):
            self.importing = [name]
        elif isinstance(status, str) and status in _FINAL:
            self.report = frame

    def drain(self) -> None:
        """Take all that its process wrote before it ended, waiting for nobody else who holds the pipes."""
        while _pending(self.report_pipe) and self.read_report():
            pass
        while not self.flooded and _pending(self.output_pipe) and self.read_output():
            pass

    @property
    def flooded(self) -> bool:
        return len(self.output) > OUTPUT_LIMIT

    def close(self) -> None:
        self.closed = True
        os.close(self.output_pipe)
        os.close(self.report_pipe)

    @property
    def written(self) -> bytes:
        """The output up to the limit, with one name for the working folder, whichever it was."""
        written = bytes(self.output[:OUTPUT_LIMIT])
        for folder in self.folders:
            written = written.replace(folder.encode(), _FOLDER.encode())
        return written

    def neutral(self, text: str) -> str:
        """`text` with that name for the working folder."""
        for folder in self.folders:
            text = text.replace(folder, _FOLDER)
        return text


def _read(descriptor: int) -> bytes | None:
    try:
        return os.read(descriptor, _READ)
    except BlockingIOError:
        return None


def _pending(descriptor: int) -> bool:
    return bool(select.select([descriptor], [], [], 0)[0])
