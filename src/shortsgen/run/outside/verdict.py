"""How a job ended -> its outcome. A report is data of a stranger: whatever is odd in it makes it none."""

from __future__ import annotations

import base64
import signal
from typing import Any

from shortsgen.run import wire
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.outside.job import Job
from shortsgen.run.outside.terminal import shown
from shortsgen.run.snippet import OUTPUT_LIMIT, Snippet

_LONGEST = 20_000  # characters of a message or a traceback
_WITH_ERROR = {Status.RAISED, Status.OUT_OF_MEMORY}
_FIGURE_LIMIT = 8 * 1024 * 1024
_PIXELS = 32_000_000  # of one figure; whoever draws it unpacks them all
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def outcome(job: Job, code: int) -> Outcome:
    """What executing gave. `code` is the exit code of the job's process, negative for a signal."""
    output = shown(job.written)
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
