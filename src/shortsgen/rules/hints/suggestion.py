"""What Python itself suggests for a mistyped name."""

from __future__ import annotations

import re

from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure
from shortsgen.run.snippet import Snippet

_NAME = re.compile(r"\. Did you mean: '([^']+)'\?")


def suggestion(_snippet: Snippet, error: Failure, _known: Known) -> str:
    """Python adds it where it prints an error, so it stands in the traceback and not in the message."""
    added = error.traceback.rpartition(error.message)[2] if error.message else ""
    match = _NAME.match(added)
    return f"did you mean `{match[1]}`?" if match else ""
