"""One snippet that is being executed: its pipes, its deadline, and in the end its outcome."""

from __future__ import annotations

import base64
import binascii
import os
import select
import signal
from dataclasses import dataclass, field
from typing import Any

from shortsgen.run import wire
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.snippet import OUTPUT_LIMIT, Snippet
from shortsgen.run.terminal import shown
from shortsgen.script.model import Code

_READ = 1 << 16
_FINAL = {"ok", "comment_only", "raised", "exited", "out_of_memory"}  # what a child can say of itself
_FIGURE_LIMIT = 8 * 1024 * 1024


@dataclass(slots=True)
class Job:
    """A snippet on its way. The two descriptors are the reading ends of its pipes."""

    number: int
    snippet: Snippet
    output_pipe: int
    report_pipe: int
    pid: int = 0
    deadline: float = float("inf")
    grace: float = float("inf")  # by when the server must have told of its end
    output: bytearray = field(default_factory=bytearray)
    report: wire.Frame | None = None
    importing: list[str] = field(default_factory=list)
    broke: Status | None = None  # why it was killed
    folder: str = ""
    _decoder: wire.Decoder = field(default_factory=wire.Decoder)

    def frame(self) -> wire.Frame:
        """The job as the server takes it."""
        snippet = self.snippet
        return {
            "do": "start",
            "job": self.number,
            "file": snippet.file,
            "hidden": [_part(code) for code in snippet.hidden],
            "code": _part(snippet.code),
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
        if isinstance(name := frame.get("importing"), str):
            self.importing.append(name)
        elif frame.get("status") in _FINAL:
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
        os.close(self.output_pipe)
        os.close(self.report_pipe)

    def outcome(self, code: int) -> Outcome:
        """What executing gave. `code` is the exit code of its process, negative for a signal."""
        written = bytes(self.output[:OUTPUT_LIMIT]).replace(self.folder.encode(), b"/short")
        return _concluded(self, code, shown(written))


def _part(code: Code) -> dict[str, Any]:
    return {"text": code.text, "first_line": code.first_line}


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
    if code < 0:
        return Outcome(Status.CRASHED, output, detail=f"ended by {_signal_name(-code)}")
    if job.report is None:
        return Outcome(Status.VANISHED, output, detail=f"gone without a report, with exit code {code}")
    return _reported(job, job.report, output)


def _reported(job: Job, report: wire.Frame, output: str) -> Outcome:
    """The outcome that the child itself reported; whatever is odd in the report makes it `vanished`."""
    status = Status(report["status"])
    try:
        error = _failure(job, report["error"]) if "error" in report else None
        figures = tuple(base64.b64decode(text, validate=True) for text in report.get("figures", ()))
        seconds = float(report["seconds"])
        detail = _detail(job, report)
    except (KeyError, TypeError, ValueError, binascii.Error):
        return Outcome(Status.VANISHED, output, detail="its report is not one of ours")
    if sum(map(len, figures)) > _FIGURE_LIMIT:
        return Outcome(Status.OUTPUT_LIMIT, output, detail=f"figures of more than {_FIGURE_LIMIT // 2**20} MiB")
    return Outcome(status, output, figures, error, detail, seconds)


def _detail(job: Job, report: wire.Frame) -> str:
    if report["status"] == "exited":
        message = str(report["message"])
        return f"sys.exit({message})" if message else "sys.exit()"
    if report["status"] == "out_of_memory":
        return f"more than {job.snippet.options.memory} MiB were asked for"
    return ""


def _failure(job: Job, error: dict[str, Any]) -> Failure:
    line, column = int(error["line"]), int(error["column"])
    texts = (shown(str(error[key]).encode("utf-8", "backslashreplace")) for key in ("type", "message", "traceback"))
    name, message, traceback = (text.replace(job.folder, "/short") for text in texts)
    return Failure(name, message, line, column + _indent(job.snippet, line) if column else 0, traceback)


def _indent(snippet: Snippet, line: int) -> int:
    """The columns that YAML puts before a line of the snippet's code."""
    for code in (snippet.code, *snippet.hidden):
        if code.literal and code.first_line <= line < code.first_line + code.text.count("\n") + 1:
            return code.indent
    return 0


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
