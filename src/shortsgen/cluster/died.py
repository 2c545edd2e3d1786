"""What an executor raises where a worker is gone."""

from __future__ import annotations


class WorkerDied(Exception):  # noqa: N818 - becomes a problem
    """What was worked on ended its worker each time that it was tried."""
