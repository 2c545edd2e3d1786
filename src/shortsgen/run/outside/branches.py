"""Which snippets are executed on a branch, and when a branch is grown.

Two things make one worth while: a late part of torch, which takes a second to import, and needs that several snippets
share. Both are learned as they show: a child tells of a late import as it begins, is moved to a branch that imports the
same, and meanwhile those that need nothing extra go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from shortsgen.run.frames import Branch, Preload
from shortsgen.run.history import History
from shortsgen.run.outside.channel import ChannelLost
from shortsgen.run.outside.clock import Clock
from shortsgen.run.outside.place import NEVER, Place, grow, shared_task
from shortsgen.run.snippet import Snippet

_IMPORT = 120.0  # seconds to import whatever was named
_CHEAP = 0.1  # seconds to import what is not worth a branch
_MOST = 64  # modules
_LATE = "late"  # the key of the branch that has imported it


class Branches:
    """The branches of one server."""

    def __init__(
        self,
        root: Place,
        history: History,
        clock: Clock,
        next_number: Callable[[], int],
        watch: Callable[[Place], None],
        enabled: bool,
    ) -> None:
        self.root = root
        self._history = history
        self._clock = clock
        self._next_number = next_number
        self._watch = watch
        self._enabled = enabled
        self._places: dict[object, Place] = {}
        self._numbers: set[int] = set()  # of all that were ever grown
        self._users: Counter[object] = Counter()  # snippets that are still to be executed, by what they share
        self._without: set[object] = set()  # what turned out to be no good
        self._late: set[object] = set()  # what is shared and imports something late
        self._modules: tuple[str, ...] = ()  # what the late branch imports
        self._had: set[str] = set()  # modules that the server has imported itself
        self._vain: set[str] = set()  # modules that nobody can import before who asks for them

    def all(self) -> tuple[Place, ...]:
        return tuple(self._places.values())

    def had(self, number: int) -> bool:
        """Whether that is, or was, a branch."""
        return number in self._numbers

    @property
    def growing(self) -> int:
        return sum(not place.ready for place in self._places.values())

    @property
    def waited_for(self) -> bool:
        return any(place.waiting for place in self._places.values())

    @property
    def deadline(self) -> float:
        return min((place.deadline for place in self._places.values()), default=NEVER)

    def overdue(self, now: float) -> list[Place]:
        return [place for place in self._places.values() if now >= place.deadline]

    def expect(self, snippets: Iterable[Snippet]) -> None:
        """Look ahead: count who shares what, and begin at once to import what was learned in earlier runs."""
        snippets = list(snippets)
        self._users = Counter(snippet.shared_key for snippet in snippets if snippet.shared_key)
        self._import(self._history.late(snippet.key) for snippet in snippets)

    def place_for(self, snippet: Snippet) -> Place:
        """Where to execute a snippet; a branch that it alone would use is not worth growing."""
        if not self._enabled:
            return self.root
        key = snippet.shared_key
        late = key in self._late or self._history.late(snippet.key) not in ("", *self._had)
        base = self._places.get(_LATE) if late else None
        if key is None or key in self._without or (self._users[key] < 2 and key not in self._places):
            return base or self.root
        if key in self._places:
            return self._places[key]
        if base and not base.ready:
            return base  # and be asked again when it is
        return self._grow(base or self.root, key, branch_snippet=snippet)

    def better_elsewhere(self, snippet: Snippet, place: Place, module: str) -> bool:
        """A snippet begins to import `module` late: whether to stop it and execute it where that is there already."""
        if not self._gains((snippet,), module) or place is not self.root or snippet.network:
            return False
        self._import((*self._modules, module))
        return True

    def regrows(self, place: Place, module: str) -> bool:
        """A growing branch begins to import `module` late: whether to drop it, so that it grows again from the one that
        has it. Once only: what it still lacks then cannot be imported, or comes second, and it imports that itself."""
        if place.ready or place.key in self._late or not self._gains(place.waiting, module):
            return False
        self._late.add(place.key)
        self._places.pop(place.key, None)
        self._import((*self._modules, module))
        return True

    def _gains(self, snippets: Iterable[Snippet], module: str) -> bool:
        """Learn that snippets import `module` late: whether that is news, and of use."""
        news = [snippet.key for snippet in snippets if not self._history.knows(snippet.key)]
        for key in news:
            self._history.imports(key, "" if module in self._vain else module)
        return self._enabled and bool(news) and _LATE not in self._without and module not in self._vain | self._had

    def ready(self, place: Place, seconds: float, modules: Iterable[str]) -> bool:
        """A branch has grown: whether to keep it. What is imported in no time is better had by the server itself; and
        where one of the modules is not there, or tells something as it is imported, another branch imports the rest."""
        place.ready, place.deadline = True, NEVER
        if place.key != _LATE:
            return True
        vain = set(self._modules).difference(modules)
        if not vain and seconds > _CHEAP:
            return True
        self._places.pop(_LATE)
        for module in vain:
            self._history.in_vain(module)
        self._vain |= vain
        if vain:
            self._import(self._modules)
        else:
            self._had.update(self._modules)
            self.root.channel.send(Preload(self._modules))
        return False

    def drop(self, place: Place) -> list[Snippet]:
        """A branch is gone or no good: do without it from now on. Returns what waited for it."""
        waiting = list(place.waiting)
        place.waiting.clear()
        self._places.pop(place.key, None)
        self._without.add(place.key)
        return waiting

    def stop(self) -> list[Place]:
        """Nobody waits for branches any more. Returns those that are still executing something, which are dropped."""
        for place in self._places.values():
            place.waiting.clear()
        return [self._places.pop(place.key) for place in self.all() if place.key != _LATE and not place.ready]

    def abandon(self) -> list[Snippet]:
        """The server is gone, and all branches with it. Returns what waited for them."""
        return [snippet for place in self._places.values() for snippet in place.waiting]

    def done_with(self, snippet: Snippet) -> Iterator[Place]:
        """A snippet has its outcome: the branch that nobody needs any more."""
        key = snippet.shared_key
        if key is None:
            return
        self._users[key] -= 1
        if self._users[key] <= 0 and key in self._places:
            yield self._places.pop(key)

    def _import(self, modules: Iterable[str]) -> None:
        """Grow the late branch, unless there is one, or nothing that it could import."""
        wanted = tuple(dict.fromkeys(one for one in modules if one not in {"", *self._vain, *self._had}))[:_MOST]
        if wanted and self._enabled and _LATE not in self._places and _LATE not in self._without:
            self._modules = wanted
            self._grow(self.root, _LATE, wanted)

    def _grow(
        self, parent: Place, key: object, modules: tuple[str, ...] = (), branch_snippet: Snippet | None = None
    ) -> Place:
        command = Branch(self._next_number(), modules, shared_task(branch_snippet) if branch_snippet else None)
        try:
            place = grow(parent, command, key)
        except ChannelLost:
            if parent is self.root:
                raise
            self._without.add(key)
            return parent
        self._numbers.add(command.job)
        seconds = branch_snippet.options.timeout if branch_snippet else _IMPORT
        place.deadline = self._clock.now() + seconds
        self._places[key] = place
        self._watch(place)
        return place
