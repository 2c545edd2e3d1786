"""What Python itself suggests for a mistyped name."""

from __future__ import annotations

import re

from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure
from shortsgen.run.snippet import Snippet


def suggestion(_snippet: Snippet, error: Failure, _known: Known) -> str:
    """Python adds it where it prints an error, so it stands in the traceback and not in the message."""
    match = re.search(rf"{re.escape(error.message)}\. Did you mean: '([^']+)'\?", error.traceback)
    return f"did you mean `{match[1]}`?" if match else ""
