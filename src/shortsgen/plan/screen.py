"""What of an outcome is on screen, as text that is safe in any file."""

from __future__ import annotations

from shortsgen.layout.stage import printed
from shortsgen.run.outcome import Outcome
from shortsgen.text.cells import expand
from shortsgen.text.visible import visible


def shown(outcome: Outcome) -> str:
    """What an output slide prints, safe for any file: one line a line, tabs as spaces; "" where there is nothing."""
    text = printed(outcome).text
    return expand(visible(text)) if text.strip() else ""
