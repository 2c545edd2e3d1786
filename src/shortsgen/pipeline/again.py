"""Executing a second time what is recorded for the first time, to tell at once what would drift on another day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shortsgen.pipeline.day import Loaded, Outcomes
from shortsgen.pipeline.session import Session
from shortsgen.problems import Problem
from shortsgen.run.outcome import Outcome
from shortsgen.run.snippet import Snippet

_CHEAP = 0.2  # seconds; what takes longer is not executed twice


def varying(session: Session, loaded: Loaded, outcomes: Mapping[str, Outcome]) -> list[Problem]:
    """A warning for each of these `outcomes` that comes out otherwise a second time.

    `loaded` is the day with the recording as it was before. Looks only at what was new there and is executed quickly.
    """
    new = worth_repeating(loaded, outcomes)
    if not new:
        return []
    from shortsgen.rules.code import differing  # the rules are not needed where all is known

    second = session.elsewhere.again(new) if session.elsewhere else executed_again(session, new)
    return [problem for one in new for problem in differing(one, outcomes[one.name], second[one.name])]


def worth_repeating(loaded: Loaded, outcomes: Mapping[str, Outcome]) -> list[Snippet]:
    """What was new to the recording and is executed quickly."""
    return [snippet for snippet in loaded.snippets if _is_new_and_cheap(loaded, snippet, outcomes.get(snippet.name))]


def _is_new_and_cheap(loaded: Loaded, snippet: Snippet, outcome: Outcome | None) -> bool:
    entry = loaded.recording.entries.get(snippet.name)
    if outcome is None or snippet.network or (entry and entry.key == snippet.key):
        return False
    return outcome.as_expected(snippet.raises) and 0 < outcome.seconds < _CHEAP


def executed_again(session: Session, snippets: Sequence[Snippet]) -> Outcomes:
    """Their outcomes, once more."""
    found: Outcomes = {}
    with session.executing() as executor:
        executor.run(snippets, lambda snippet, outcome: found.__setitem__(snippet.name, outcome), session.stop)
    return found
