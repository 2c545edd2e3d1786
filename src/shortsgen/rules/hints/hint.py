"""A snippet's failure -> what its author can do about it.

A hint cures the cause. Where following it would hide the fault or change nothing, there is none.
"""

from __future__ import annotations

from collections.abc import Callable

from shortsgen.rules.hints.announced import misnamed, too_general, unannounced
from shortsgen.rules.hints.modules import missing_module
from shortsgen.rules.hints.names import missing_name
from shortsgen.rules.hints.needed import failing_need
from shortsgen.rules.hints.outside import end_of_input, hidden_module, missing_file, no_card, no_network
from shortsgen.rules.hints.suggestion import suggestion
from shortsgen.rules.hints.syntax import not_typed
from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.snippet import Snippet

#: Each knows one kind of failure, and says "" to all others. The first that has something to say is heard.
_OF_ERRORS: tuple[Callable[[Snippet, Failure, Known], str], ...] = (
    misnamed,
    failing_need,
    not_typed,
    no_network,
    no_card,
    end_of_input,
    missing_file,
    hidden_module,
    missing_name,
    missing_module,
    suggestion,
    too_general,
    unannounced,
)


def hint(snippet: Snippet, outcome: Outcome, known: Known) -> str:
    """One sentence, or "" where nothing better than the error itself can be said."""
    options = snippet.options
    if outcome.status is Status.TIMED_OUT:
        return f"make it faster, or set `timeout` on the short (now {options.timeout:g} s)"
    if outcome.status is Status.OUT_OF_MEMORY:
        return f"use smaller tensors, or set `memory` on the short (now {options.memory} MiB)"
    if outcome.status is Status.EXITED:
        return "leave `sys.exit` out, or add `raises: SystemExit` where it is meant to exit"
    return _of_error(snippet, outcome.error, known) if outcome.error else ""


def _of_error(snippet: Snippet, error: Failure, known: Known) -> str:
    said = (one(snippet, error, known) for one in _OF_ERRORS)
    return next(filter(None, said), "")
