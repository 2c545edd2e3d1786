"""This machine as an executor: a runner at the level that is asked for, with what earlier runs have taught."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from shortsgen.choices import Device
from shortsgen.run import history
from shortsgen.run.executor import OnDone, Stop, never
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside import driver
from shortsgen.run.outside.card import Card, NoCard
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet


@dataclass(frozen=True, slots=True)
class Containment:
    """How snippets are contained: at this level, or the best that holds; and whether those that ask get the network."""

    level: Level | None = None
    allow_network: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a snippet asks for beside a process."""

    network: bool
    device: Device


_NOTHING = Wish(network=False, device=Device.CPU)


class RealMachine:
    """Executes in real processes. `find_card` is asked once, and only for a snippet that asks for one."""

    def __init__(self, containment: Containment, find_card: Callable[[Level], Card] = driver.find) -> None:
        self._containment = containment
        self._history = history.load(history.default_path())
        self._runner = Runner(level=containment.level, history=self._history)
        self._find_card = find_card
        self._card: Card | NoCard | None = None

    def __enter__(self) -> RealMachine:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.__exit__()
        history.save(self._history, history.default_path())

    @property
    def environment(self) -> Mapping[str, Any]:
        """What the recording says of this machine without its card, which outcomes name that came from it."""
        return self._runner.environment

    @property
    def level(self) -> str:
        """The level that holds, once the server has started."""
        return self._runner.level.value

    def expect(self, snippets: Iterable[Snippet]) -> None:
        """Start a server at once, because importing torch takes a second; those that ask for more have another."""
        self._runner.expect(snippet for snippet in snippets if _wish(snippet) == _NOTHING)

    def run(self, snippets: Iterable[Snippet], done: OnDone, stop: Stop = never) -> None:
        """Those that ask for the network, or for a card, come last, in servers of their own, and only where that is
        allowed and there."""
        wishes: dict[Wish, list[Snippet]] = {_NOTHING: []}
        for snippet in snippets:
            wishes.setdefault(_NOTHING if snippet.skip else _wish(snippet), []).append(snippet)
        self._runner.run(wishes.pop(_NOTHING), done, stop)
        for wish, wishing in wishes.items():
            try:
                self._run_apart(wish, wishing, done, stop)
            except NoCard as why:
                _skip(wishing, f"it asks for device cuda, and this machine has none: {why}", done)

    def _run_apart(self, wish: Wish, snippets: list[Snippet], done: OnDone, stop: Stop) -> None:
        if wish.network and not self._containment.allow_network:
            _skip(snippets, "it asks for the network: allow it with --allow-network", done)
            return
        card = self._found_card() if wish.device is Device.CUDA else None
        with Runner(level=self._runner.level, network=wish.network, history=self._history, card=card) as other:

            def noted(snippet: Snippet, outcome: Outcome) -> None:
                done(snippet, replace(outcome, environment=other.environment))

            other.run(snippets, noted, stop)

    def _found_card(self) -> Card:
        if self._card is None:
            try:
                self._card = self._find_card(self._runner.level)
            except NoCard as why:
                self._card = why
        if isinstance(self._card, NoCard):
            raise self._card
        return self._card


def _wish(snippet: Snippet) -> Wish:
    return Wish(snippet.network, snippet.device)


def _skip(snippets: Iterable[Snippet], why: str, done: OnDone) -> None:
    for snippet in snippets:
        done(snippet, Outcome(Status.SKIPPED, detail=why))
