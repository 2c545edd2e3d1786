"""What `index.html` is made of: all that is known of the day, whichever of its shorts are rendered now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shortsgen.pipeline.day import Loaded, Outcomes
from shortsgen.pipeline.session import Session
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Short
from shortsgen.store.build import identity

if TYPE_CHECKING:
    from shortsgen.render.glance.entry import IndexEntry
    from shortsgen.render.glance.index import Overview

NOT_EXECUTED = Outcome(Status.SKIPPED)  # that of a short whose code has none
Files = Mapping[str, tuple[str, ...]]  # paths by what they are; none of what is not up to date


@dataclass(frozen=True)
class Glance:
    """A day, its `outcomes` as far as they are known, the problems of the shorts that `failed`, the files that are up
    to date (the `folders` of the shorts by their ids, and the day's own), and what plans a short, once for all."""

    session: Session
    loaded: Loaded
    outcomes: Outcomes
    failed: Mapping[str, Sequence[Problem]]
    folders: Mapping[str, tuple[str, Files]]
    files: tuple[str, ...]
    timeline: Callable[[Short], Timeline]

    def identity(self) -> str:
        """Equal where all is equal that is shown beside the shorts, their outcomes and the look: the rules follow
        from those."""
        recording = self.loaded.recording
        return identity(
            [list(problems) for problems in self.failed.values()],
            self._tracebacks(),
            [[folder, *map(list, files.items())] for folder, files in self.folders.values()],
            self.files,
            [[name, value] for name, value in self._environment().items()],
            [snippet.name for snippet in self._unknown(self.loaded.snippets) if snippet.name in recording.entries],
            [name for name, _ in recording.orphans(self.loaded.snippets)],
        )

    def _tracebacks(self) -> list[str]:
        """They count in no outcome, since those that are announced show none."""
        failed = [outcome for name, outcome in self.outcomes.items() if name.partition("/")[0] in self.failed]
        return [outcome.error.traceback for outcome in failed if outcome.error]

    def _environment(self) -> dict[str, str]:
        """What the recording was made on; where its outcomes come from several machines, what all of them say."""
        said: dict[str, list[str]] = {}
        for environment in self.loaded.recording.environments():
            for name, value in environment.items():
                said.setdefault(name, []).append(str(value))
        return {name: " or ".join(dict.fromkeys(values)) for name, values in said.items()}

    def overview(self) -> Overview:
        """What the page shows. Imported only here, so that a day of which nothing changed does not pay for it."""
        from shortsgen.render.glance.index import Overview

        day, problems = self.loaded.day, self._problems()
        entries = tuple(self._entry(short, problems.get(short.id, [])) for short in day.shorts)
        about = tuple(problems.get("", []))
        return Overview(day.name, day.title, day.labels, entries, self.files, about, self._environment())

    def _entry(self, short: Short, problems: Sequence[Problem]) -> IndexEntry:
        from shortsgen.render.glance.entry import IndexEntry

        folder, files = self.folders[short.id]
        return IndexEntry(self.timeline(short), folder, files, tuple(problems), known=short.id in self.outcomes)

    def _problems(self) -> dict[str, list[Problem]]:
        """What `check` finds without executing anything, by the ids of the shorts; "" has those of the day itself.

        Only failures keep their places. The others would point elsewhere as soon as a line is added above, which
        makes no new page.
        """
        from shortsgen.pipeline.judging import judge
        from shortsgen.pipeline.rules import checked
        from shortsgen.rules.code import unrecorded

        loaded = self.loaded
        unknown = self._unknown(loaded.snippets)
        waiting = {snippet.short.id for snippet in unknown}
        known = [short for short in loaded.day.shorts if short.id not in waiting]
        found: dict[str, list[Problem]] = {}
        for problem in judge(self.session, loaded, checked(self.session, loaded, self.outcomes), known):
            about = problem.subject.split("/")[1] if problem.subject else ""
            found.setdefault(about, []).append(problem if _is_of_this_run(problem) else replace(problem, span=None))
        for problem in unrecorded(unknown, loaded.recording, loaded.day):
            found.setdefault("", []).append(replace(problem, span=None))
        return found

    def _unknown(self, snippets: Sequence[Snippet]) -> list[Snippet]:
        return [snippet for snippet in snippets if snippet.name not in self.outcomes]


def _is_of_this_run(problem: Problem) -> bool:
    """Whether it is the failure of a snippet: those are never recorded, and found anew each time."""
    return problem.code.startswith("snippet-")
