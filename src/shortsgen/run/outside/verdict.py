"""How a job ended -> its outcome. A report is what a stranger says: whatever is odd in it makes it none."""

from __future__ import annotations

import re
import signal
from dataclasses import replace

from shortsgen.run.figures import are_fit, excess
from shortsgen.run.frames import Error, Exited, Passed, Raised, Report
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.outside.job import Job
from shortsgen.run.outside.neutral import neutral
from shortsgen.run.outside.teaching import teaching
from shortsgen.run.outside.terminal import shown
from shortsgen.run.snippet import OUTPUT_LIMIT, Snippet

_LONGEST = 20_000  # columns
_FRAME = re.compile(r'File "(?P<part>[^"\n]+)", line (?P<line>\d{1,7})')


def outcome(job: Job, code: int) -> Outcome:
    """What executing gave. `code` is the exit code of the job's process, negative for a signal."""
    output = neutral(shown(job.written), job.folders)
    options = job.snippet.options
    if job.flooded:
        return Outcome(Status.OUTPUT_LIMIT, output, detail=f"more than {OUTPUT_LIMIT // 1024} KiB were printed")
    if job.broke is Status.TIMED_OUT:
        return Outcome(Status.TIMED_OUT, output, detail=f"not done after {options.timeout:g} s")
    if job.broke is Status.OUT_OF_MEMORY:
        detail = f"its processes together took more than {options.memory} MiB"
        return Outcome(Status.OUT_OF_MEMORY, output, detail=detail)
    if job.garbled:
        return Outcome(Status.VANISHED, output, detail="its report is not one of ours")
    if code < 0:
        return Outcome(Status.CRASHED, output, detail=f"ended by {_signal_name(-code)}")
    if job.report is None:
        return Outcome(Status.VANISHED, output, detail=f"gone without a report, with exit code {code}")
    return _reported(job, job.report, output)


def _reported(job: Job, report: Report, output: str) -> Outcome:
    """The outcome that the child itself reported; a figure that cannot be drawn makes it `vanished`."""
    if too_much := excess(report.figures):
        return Outcome(Status.OUTPUT_LIMIT, output, detail=too_much)
    if report.seconds < 0 or not are_fit(report.figures):
        return Outcome(Status.VANISHED, output, detail="a figure or a time in its report is none")
    seen = Outcome(Status.OK, output, report.figures, seconds=report.seconds)
    match report.end:
        case Passed(executed):
            return seen if executed else replace(seen, status=Status.COMMENT_ONLY)
        case Exited(argument):
            return replace(seen, status=Status.EXITED, detail=f"sys.exit({_safe(job, argument)})")
        case Raised(error, exhausted):
            detail = f"more than {job.snippet.options.memory} MiB were asked for" if exhausted else ""
            status = Status.OUT_OF_MEMORY if exhausted else Status.RAISED
            return replace(seen, status=status, error=_failure(job, error), detail=detail)


def _failure(job: Job, error: Error) -> Failure:
    line, column = _place(job.snippet, error)
    name, message, traceback = (_safe(job, text) for text in (error.type, error.message, error.traceback))
    frames = teaching(traceback, job.snippet.parts, job.snippet.short.traceback)
    return Failure(name, message, line, column, _in_script(job.snippet, traceback), frames)


def _safe(job: Job, text: str) -> str:
    return neutral(shown(text.encode("utf-8", "backslashreplace")), job.folders)


def _place(snippet: Snippet, error: Error) -> tuple[int, int]:
    """Line and column in the YAML file; zeros for a line that is none of the snippet's."""
    code = snippet.parts.get(error.part)
    if code is None or not 0 < error.line <= code.text.count("\n") + 1:
        return 0, 0
    indent = code.indent if code.literal else 0
    return code.line_in_file(error.line), error.column + indent if 0 < error.column < _LONGEST else 0


def _in_script(snippet: Snippet, traceback: str) -> str:
    """A traceback for the author, who looks for its lines in the YAML file."""

    def moved(frame: re.Match[str]) -> str:
        code = snippet.parts.get(frame["part"])
        return f'File "{snippet.file}", line {code.line_in_file(int(frame["line"]))}' if code else frame[0]

    return _FRAME.sub(moved, traceback)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
