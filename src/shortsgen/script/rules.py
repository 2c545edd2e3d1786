"""What must hold between the keys of a short and between shorts: pure functions -> problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shortsgen.problems import Problem, Span
from shortsgen.script.model import Short
from shortsgen.script.needs import broken_needs

Named = Sequence[tuple[str, Span]]  # an id and where it stands, also of shorts that are broken otherwise


def broken_rules(shorts: Sequence[Short], named: Named) -> Iterator[Problem]:
    """Problems of the whole day; a broken short is known by its id only."""
    yield from _twice(named)
    for short in shorts:
        yield from _without_code(short)
        yield from _unmade_mistake(short)
        yield from _no_error(short)
    yield from broken_needs(shorts, [name for name, _ in named])


def _twice(named: Iterable[tuple[str, Span]]) -> Iterator[Problem]:
    first: dict[str, Span] = {}
    for name, span in named:
        if name in first:
            message = f"the id `{name}` stands twice: first in line {first[name].line}"
            yield Problem("script-duplicate-id", message, span, "an id must be unique in its day")
        first.setdefault(name, span)


def _without_code(short: Short) -> Iterator[Problem]:
    if short.code.text.strip():
        return
    if not short.listings:
        yield Problem("script-missing-key", "missing key `code`", short.span, "add `code: ...`, or `listings`")
    for key in ("needs", "raises", "varies", "output", "mistake.code"):
        if key in short.spans:
            yield Problem(
                "script-no-code",
                f"`{key}` stands in a short without code",
                short.spans[key],
                "add `code`, or remove it",
            )


def _unmade_mistake(short: Short) -> Iterator[Problem]:
    if short.mistake and short.mistake.raises and short.mistake.code is None:
        yield Problem(
            "script-no-code",
            "`raises` stands in a mistake without code",
            short.spans["mistake.raises"],
            "add the code that makes the mistake",
        )


def _no_error(short: Short) -> Iterator[Problem]:
    if "traceback" in short.spans and not (short.raises or (short.mistake and short.mistake.raises)):
        message = "`traceback` stands in a short that announces no error"
        yield Problem(
            "script-no-code", message, short.spans["traceback"], "announce it with `raises`, or remove the key"
        )
