"""What both sides of the sandbox's wall know of what a snippet may give."""

from __future__ import annotations

MOST_FIGURES = 8  # of one snippet; more do not fit in thirty seconds
