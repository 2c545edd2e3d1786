"""Who ended a server? Of what ran when it was gone, each is executed again by itself, to find out."""

from __future__ import annotations

from collections import Counter

from shortsgen.run.outside.folder import cannot_write
from shortsgen.run.outside.job import Job

_TRIES = 3  # servers that may end before they start a snippet
_FULL = 1  # and that may have no room for its folder: others have left something with the first


class Suspects:
    """What is held against the snippets of a run."""

    def __init__(self) -> None:
        self._not_started: Counter[tuple[str, str]] = Counter()  # how often servers ended before they started it

    def guilty(self, job: Job, alone: bool, full: str) -> bool:
        """Whether a snippet has ended its server, which is gone, and ran nothing else if it was `alone`. One that never
        started has hardly done so: another one had harmed the server before.

        A server that told that its disk is `full` is ended by nobody. Raises RunnerError where a new one is, too.
        """
        if not alone:
            return False
        which = job.snippet.file, job.snippet.name
        self._not_started[which] += not job.pid
        if full and not job.pid and self._not_started[which] > _FULL:
            raise cannot_write(full)
        return bool(job.pid) or self._not_started[which] > _TRIES
