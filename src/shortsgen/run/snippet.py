"""Day -> snippets: what is executed for each short, and the key under which its outcome is recorded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from shortsgen.choices import Device
from shortsgen.problems import Span
from shortsgen.run.packages import distribution, installed
from shortsgen.script.model import Code, Day, Options, Short

FORMAT = 1  # raised when the same snippet would give another outcome: how it is run is part of what was run
Files = tuple[tuple[str, bytes], ...]

OUTPUT_LIMIT = 1024 * 1024  # bytes; more was never read by anybody


@dataclass(frozen=True)
class Snippet:
    """What is executed for a short, or for the mistake that it makes.

    The `hidden` code runs first and unseen, in order; the outcome is that of `code`.
    """

    short: Short
    file: str
    hidden: tuple[Code, ...]
    code: Code
    names: tuple[str, ...] = ()  # what these parts are called, the hidden ones and then the code
    raises: str | None = None
    of_mistake: bool = False
    skip: str | None = None  # why it is not executed
    network: bool = False  # it, or what it needs, asks for the network
    device: Device = Device.CPU  # that it, or what it needs, asks for
    files: Files = ()  # what it may read: paths in its working folder, and what they hold
    look: str = "dark"  # of the slides that its figures are for
    shared: int = 0  # how many of the hidden come from the shorts it needs, and so may be others' too

    @property
    def name(self) -> str:
        return self.short.mistake_name if self.of_mistake else self.short.id

    @property
    def label(self) -> str:
        return f"{self.short.label}, its mistake" if self.of_mistake else self.short.label

    @property
    def options(self) -> Options:
        return self.short.options

    @property
    def parts(self) -> dict[str, Code]:
        """All that is executed, in order, by the names of the files that it is said to be in."""
        return dict(zip(self.names, (*self.hidden, self.code), strict=True))

    @property
    def span(self) -> Span:
        """The first line of its code."""
        return Span(self.file, self.code.first_line, self.code.indent + 1)

    @cached_property
    def shared_key(self) -> tuple[object, ...] | None:
        """Equal for snippets that may be executed after the same execution of what they need."""
        options = self.options
        if not self.shared or self.network or self.files or self.device is Device.CUDA:
            return None
        parts = zip(self.names, (code.text for code in self.hidden[: self.shared]), strict=False)
        return (*parts, options.seed, options.memory, self.look)

    @cached_property
    def key(self) -> str:
        """Equal for two snippets only where executing them must give the same outcome.

        The timeout is left out: it decides whether an outcome arrives, never what it is. So is the look, which decides
        about figures only: each knows its own.
        """
        options = self.options
        what = [FORMAT, [code.text for code in self.hidden], self.code.text, self.short.echo, self.raises]
        limits = [options.seed, options.memory, self.network, OUTPUT_LIMIT]
        shown = [] if self.short.traceback == "last" else [self.short.traceback]  # of which a recording keeps more
        device = [] if self.device is Device.CPU else [self.device]
        files = [[path, hashlib.sha256(data).hexdigest()] for path, data in self.files]
        text = json.dumps([what, limits, *shown, *device, *files], ensure_ascii=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()[:20]


def snippets(day: Day, files: Mapping[str, bytes] = MappingProxyType({}), look: str = "dark") -> tuple[Snippet, ...]:
    """The snippets of a day in order: for each short its code, then its mistake where that is really made.

    `files` holds what the files of the project contain that its shorts name; `look` is that of its slides.
    """
    needed = _Needed(day)
    found: list[Snippet] = []
    for short in day.shorts:
        own = replace(_snippet(day, short, needed.by(short), files), look=look)
        found.append(own)
        mistake = short.mistake
        if mistake and mistake.code:
            # a short that is meant to fail has no "after its own code"
            hidden = own.hidden if short.raises else (*own.hidden, short.code)
            names = (*own.names[: len(hidden)], f"{short.id}.mistake.py")
            made = replace(own, hidden=hidden, code=mistake.code, names=names, raises=mistake.raises, of_mistake=True)
            found.append(made)
    return tuple(found)


def _snippet(day: Day, short: Short, needs: list[Short], files: Mapping[str, bytes]) -> Snippet:
    before = {name: code for need in needs for name, code in _named(need).items() if code.text}
    everything = (*needs, short)
    *hidden, shown = (before | _named(short)).items()
    return Snippet(
        short,
        day.file,
        hidden=tuple(code for _, code in hidden),
        code=shown[1],
        names=tuple(name for name, _ in (*hidden, shown)),
        raises=short.raises,
        skip=_reason_to_skip(short, needs),
        network=any(one.options.network for one in everything),
        device=Device.CUDA if any(one.options.device is Device.CUDA for one in everything) else Device.CPU,
        files=tuple((path, files[path]) for path in dict.fromkeys(path for one in everything for path in one.files)),
        shared=len(before),
    )


def _named(short: Short) -> dict[str, Code]:
    """Its setup, where it has one, and its code, by the names under which tracebacks and warnings show them."""
    setup = {f"{short.id}.setup.py": short.setup} if short.setup else {}
    return setup | {f"{short.id}.py": short.code}


class _Needed:
    """The shorts that a short needs, transitively, each once: after what it needs itself, else in the day's order."""

    def __init__(self, day: Day) -> None:
        self._shorts = day.by_id()

    def by(self, short: Short) -> list[Short]:
        ordered: dict[str, Short] = {}
        waiting = sorted(self._all(short), key=_from_last)
        while waiting:
            need = waiting[-1]
            first = [self._shorts[name] for name in need.needs if name not in ordered]
            if first:
                waiting += sorted(first, key=_from_last)
            else:
                ordered.setdefault(need.id, waiting.pop())
        return list(ordered.values())

    def _all(self, short: Short) -> Iterable[Short]:
        seen: dict[str, Short] = {}
        waiting = list(short.needs)
        while waiting:
            need = self._shorts[waiting.pop()]
            if need.id not in seen:
                seen[need.id] = need
                waiting += need.needs
        return seen.values()


def _from_last(short: Short) -> int:
    return -short.number


def _reason_to_skip(short: Short, needs: list[Short]) -> str | None:
    if short.skip:
        return short.skip
    if not short.code.text.strip():
        return "it has no Python code"
    for need in needs:
        if need.skip:
            return f"it needs {need.label}, which is skipped: {need.skip}"
    packages = {package for one in (*needs, short) for package in one.requires}
    missing = sorted(package for package in packages if not installed(package))
    if not missing:
        return None
    are = "is" if len(missing) == 1 else "are"
    return f"it requires {' and '.join(map(_as_pip_calls_it, missing))}, which {are} not installed"


def _as_pip_calls_it(package: str) -> str:
    module = package.partition(".")[0]
    name = distribution(module)
    return package if name == module else f"{package} ({name} for pip)"
