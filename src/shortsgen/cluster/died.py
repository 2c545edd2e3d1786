"""What executors raise where who should work is gone."""

from __future__ import annotations


class WorkerDied(Exception):  # noqa: N818 - becomes a problem
    """What was worked on ended its worker each time that it was tried."""


class SchedulerGone(Exception):  # noqa: N818 - likewise
    """Nobody gives out work any more, and what was worked on is lost."""
