"""The snippets that are still to be executed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from shortsgen.run.snippet import Snippet


class Queue:
    """Snippets in the order in which they are executed; and those that nothing else may run beside."""

    def __init__(self) -> None:
        self._waiting: deque[Snippet] = deque()
        self._alone: deque[Snippet] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting or self._alone)

    def __iter__(self) -> Iterator[Snippet]:
        return iter(self._waiting)

    def add(self, snippet: Snippet) -> None:
        """Queue one that has not been tried."""
        self._waiting.append(snippet)

    def back(self, snippets: Iterable[Snippet]) -> None:
        """Put snippets that could not be executed where they were meant to be before all others, in this order."""
        self._waiting.extendleft(reversed(list(snippets)))

    def isolate(self, snippet: Snippet, first: bool) -> None:
        """Put one back that may have ended a server: it goes before all others, with nothing beside it; before those of
        its kind too where it is to be `first`."""
        self._alone.appendleft(snippet) if first else self._alone.append(snippet)

    def clear(self) -> None:
        """Forget all of them."""
        self._waiting.clear()
        self._alone.clear()

    @property
    def isolated(self) -> bool:
        """Whether the next one must be alone."""
        return bool(self._alone)

    def next(self) -> Snippet:
        """Take the next one."""
        return (self._alone or self._waiting).popleft()
