"""What executing a snippet gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How a snippet ended. They are different things, never one "failed"."""

    OK = "ok"
    COMMENT_ONLY = "comment_only"  # nothing but comments: there was nothing to execute
    RAISED = "raised"
    EXITED = "exited"  # sys.exit, whatever the code
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    OUTPUT_LIMIT = "output_limit"
    CRASHED = "crashed"  # ended by a signal
    VANISHED = "vanished"  # gone without a report: os._exit, exec
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Failure:
    """The exception that ended a snippet. `line` is the line of the YAML file, 0 where it is not known. `frames` are
    the lines of its traceback that its short shows, in places as viewers know them."""

    type: str
    message: str
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)
    traceback: str = field(default="", compare=False, repr=False)
    frames: str = ""

    def __str__(self) -> str:
        return f"{self.type}: {self.message}" if self.message else self.type


@dataclass(frozen=True, slots=True)
class Outcome:
    """What executing a snippet gave.

    `output` is all that was written to descriptors 1 and 2 by the part that is shown, in order, decoded as UTF-8
    with undecodable bytes as `\\xNN`. `figures` are PNG files. `detail` says what the status does not: the signal,
    the exit code, the reason for skipping, the limit. `environment` is what is said of the machine that gave it, where
    that was another one, or had a card.
    """

    status: Status
    output: str = ""
    figures: tuple[bytes, ...] = field(default=(), repr=False)
    error: Failure | None = None
    detail: str = ""
    seconds: float = field(default=0.0, compare=False)
    environment: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)

    def as_expected(self, raises: str | None) -> bool:
        """Whether this is what the author said would happen. Silence is never success."""
        if self.status is Status.SKIPPED:
            return True
        if raises is None:
            return self.status in (Status.OK, Status.COMMENT_ONLY)
        if self.status is Status.EXITED:
            return raises == "SystemExit"
        return self.status is Status.RAISED and self.error is not None and self.error.type == raises
