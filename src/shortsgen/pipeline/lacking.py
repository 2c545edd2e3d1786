"""What shorts lack that fail for it, where it was proved that they run with it."""

from __future__ import annotations

from collections.abc import Mapping

from shortsgen.pipeline.day import Loaded, named_files
from shortsgen.pipeline.proposing import proposals
from shortsgen.pipeline.session import Session
from shortsgen.propose.proposal import Proposal
from shortsgen.run.outcome import Outcome

_ERRORS = ("NameError", "ModuleNotFoundError")


def lacking(
    session: Session, loaded: Loaded, outcomes: Mapping[str, Outcome], placeholders: bool = False
) -> tuple[Proposal, ...]:
    """All that a short lacks, or nothing for it; with `placeholders` also what nothing in the day defines."""
    failing = {one.short.id for one in loaded.snippets if _lacks(outcomes.get(one.name), one.raises)}
    if not failing:
        return ()
    found = proposals(session, loaded.day, named_files(loaded.project, loaded.day))
    unfit = {one.short for one in found if not one.proved or (one.placeholder and not placeholders)}
    return tuple(one for one in found if one.short in failing - unfit)


def _lacks(outcome: Outcome | None, raises: str | None) -> bool:
    if outcome is None or outcome.as_expected(raises) or outcome.error is None:
        return False
    return outcome.error.type in _ERRORS
