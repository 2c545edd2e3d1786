"""A name that is not defined: who defines it, and how the short comes by it."""

from __future__ import annotations

from collections.abc import Iterator

from shortsgen.propose.imports import import_line
from shortsgen.propose.needed import needs_of
from shortsgen.propose.scope import bindings
from shortsgen.propose.verdict import undefined_name
from shortsgen.rules.hints.suggestion import suggestion
from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure, Status
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Short


def missing_name(snippet: Snippet, error: Failure, known: Known) -> str:
    name = undefined_name(error)
    if not name:
        return ""
    return (
        _by_need(name, snippet.short, known)
        or _too_late(name, snippet)
        or _by_import(name, snippet.short, known)
        or _out_of_reach(name, snippet.short, known)
        or suggestion(snippet, error, known)
        or f"define `{name}` in the code, or in the short's `setup`"
    )


def _by_need(name: str, short: Short, known: Known) -> str:
    fit = [one for one in _definers(name, short, known) if _can_be_needed(one, short, known)]
    if not fit:
        return ""
    best = fit[-1]  # the nearest, as a viewer would take it
    needs = ", ".join((*short.needs, best.id))
    return f"`{name}` is defined in {best.label}: {'set' if short.needs else 'add'} `needs: [{needs}]`"


def _definers(name: str, short: Short, known: Known) -> Iterator[Short]:
    """The other shorts that define a name, and do not just import it, in the order of the day."""
    for other in known.day.shorts:
        if other.id != short.id and bindings(other.code.text).get(name) == "":
            yield other


def _can_be_needed(other: Short, short: Short, known: Known) -> bool:
    """Whether needing an earlier short would bring what it defines."""
    outcome = known.outcomes.get(other.id)
    ends_well = not (other.raises or other.skip) and (outcome is None or outcome.status is Status.OK)
    earlier = other.number < short.number and other.id not in needs_of(short, known.day.by_id())
    return ends_well and earlier and short.id not in needs_of(other, known.day.by_id())


def _by_import(name: str, short: Short, known: Known) -> str:
    """The line with which another short imports it, else the usual one."""
    line, _ = import_line(name, short, known.day)
    return f"put `{line}` into the short's `setup`, or into its code" if line else ""


def _too_late(name: str, snippet: Snippet) -> str:
    if name not in bindings(snippet.code.text):
        return ""
    return f"`{name}` is used before the code defines it: define it above this line"


def _out_of_reach(name: str, short: Short, known: Known) -> str:
    """Defined in shorts, none of which can be needed."""
    definers = list(_definers(name, short, known))
    if not definers:
        return ""
    if all(other.number > short.number for other in definers):
        first = definers[0].label
        return f"`{name}` is defined only later, in {first}: define it in the short's `setup`, or move that one up"
    before = [other for other in definers if other.number < short.number]
    failing = [
        other for other in before if _failed(other, known) and short.id not in needs_of(other, known.day.by_id())
    ]
    if failing:
        return f"`{name}` is defined in {failing[-1].label}, which fails: mend that one first"
    return f"define `{name}` in the short's `setup`"


def _failed(other: Short, known: Known) -> bool:
    outcome = known.outcomes.get(other.id)
    return other.raises is None and outcome is not None and not outcome.as_expected(None)
