"""One snippet that is being executed: its pipes, its deadline, and in the end its outcome."""

from __future__ import annotations

import base64
import os
import re
import select
import signal
from dataclasses import dataclass, field
from typing import Any

from shortsgen.run import wire
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.place import Place, part
from shortsgen.run.snippet import OUTPUT_LIMIT, Snippet
from shortsgen.run.terminal import shown

_READ = 1 << 16
_FINAL = {"ok", "comment_only", "raised", "exited", "out_of_memory"}  # what a child can say of itself
_LATE = re.compile(r"torch(\.[A-Za-z_]\w{0,99}){1,9}", re.ASCII)  # a server imports it, so it is not to be anything
_LONGEST = 20_000  # characters of a message or a traceback
_WITH_ERROR = {Status.RAISED, Status.OUT_OF_MEMORY}
_FIGURE_LIMIT = 8 * 1024 * 1024
_PIXELS = 32_000_000  # of one figure; whoever draws it unpacks them all
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


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

    def outcome(self, code: int) -> Outcome:
        """What executing gave. `code` is the exit code of its process, negative for a signal."""
        written = bytes(self.output[:OUTPUT_LIMIT])
        for folder in self.folders:
            written = written.replace(folder.encode(), b"/short")
        return _concluded(self, code, shown(written))

    def neutral(self, text: str) -> str:
        """`text` with one name for the working folder, whichever it was."""
        for folder in self.folders:
            text = text.replace(folder, "/short")
        return text


def _read(descriptor: int) -> bytes | None:
    try:
        return os.read(descriptor, _READ)
    except BlockingIOError:
        return None


def _pending(descriptor: int) -> bool:
    return bool(select.select([descriptor], [], [], 0)[0])


def _concluded(job: Job, code: int, output: str) -> Outcome:
    options = job.snippet.options
    if job.flooded:
        return Outcome(Status.OUTPUT_LIMIT, output, detail=f"more than {OUTPUT_LIMIT // 1024} KiB were printed")
    if job.broke is Status.TIMED_OUT:
        return Outcome(Status.TIMED_OUT, output, detail=f"not done after {options.timeout:g} s")
    if job.broke is Status.OUT_OF_MEMORY:
        detail = f"its processes together took more than {options.memory} MiB"
        return Outcome(Status.OUT_OF_MEMORY, output, detail=detail)
    if code < 0:
        return Outcome(Status.CRASHED, output, detail=f"ended by {_signal_name(-code)}")
    if job.report is None:
        return Outcome(Status.VANISHED, output, detail=f"gone without a report, with exit code {code}")
    return _reported(job, job.report, output)


def _reported(job: Job, report: wire.Frame, output: str) -> Outcome:
    """The outcome that the child itself reported; whatever is odd in the report makes it `vanished`."""
    status = Status(report["status"])
    try:
        error = _failure(job, report["error"]) if status in _WITH_ERROR else None
        figures = tuple(base64.b64decode(text, validate=True) for text in report.get("figures", ()))
        pixels = max(map(_pixels, figures), default=0)
        seconds = _seconds(report["seconds"])
        detail = _detail(job, report)
    except (ArithmeticError, KeyError, TypeError, ValueError):
        return Outcome(Status.VANISHED, output, detail="its report is not one of ours")
    if sum(map(len, figures)) > _FIGURE_LIMIT or pixels > _PIXELS:
        limit = f"{_FIGURE_LIMIT // 2**20} MiB" if pixels <= _PIXELS else f"{_PIXELS // 10**6} million pixels"
        return Outcome(Status.OUTPUT_LIMIT, output, detail=f"figures of more than {limit}")
    return Outcome(status, output, figures, error, detail, seconds)


def _pixels(png: bytes) -> int:
    """How many a figure has; ValueError for what is no PNG, because whoever draws it relies on that."""
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    if png[:16] != _PNG or not width or not height:
        raise ValueError
    return width * height


def _seconds(value: Any) -> float:
    seconds = float(value)
    if not 0 <= seconds < float("inf"):
        raise ValueError
    return seconds


def _detail(job: Job, report: wire.Frame) -> str:
    if report["status"] == "exited":
        message = job.neutral(_safe(report["message"]))
        return f"sys.exit({message})" if message else "sys.exit()"
    if report["status"] == "out_of_memory":
        return f"more than {job.snippet.options.memory} MiB were asked for"
    return ""


def _failure(job: Job, error: dict[str, Any]) -> Failure:
    line, column = _place(job.snippet, int(error["line"]), int(error["column"]))
    name, message, traceback = (job.neutral(_safe(error[key])) for key in ("type", "message", "traceback"))
    return Failure(name, message, line, column, traceback)


def _safe(text: Any) -> str:
    return shown(str(text)[:_LONGEST].encode("utf-8", "backslashreplace"))


def _place(snippet: Snippet, line: int, column: int) -> tuple[int, int]:
    """Line and column in the YAML file; zeros for a line that is none of the snippet's."""
    for code in (snippet.code, *snippet.hidden):
        if code.first_line <= line < code.first_line + code.text.count("\n") + 1:
            indent = code.indent if code.literal else 0
            return line, column + indent if 0 < column < _LONGEST else 0
    return 0, 0


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
