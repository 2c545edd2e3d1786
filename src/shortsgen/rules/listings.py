"""The rule about listings: a language that has no colours may be one that is mistyped."""

from __future__ import annotations

from collections.abc import Iterator

from shortsgen.plan.contents import ListingContent
from shortsgen.plan.timeline import Outline
from shortsgen.problems import Problem, Severity, excerpt, nearest
from shortsgen.text.languages import LANGUAGES, PLAIN


def listing_problems(outline: Outline) -> Iterator[Problem]:
    """A note for each listing of a short whose language has no colours."""
    for slide in outline.slides:
        match slide.content:
            case ListingContent(listing=listing) if listing.language.lower() not in LANGUAGES.keys() | PLAIN:
                message = f"{outline.short.label}: `{excerpt(listing.language)}` is no language that has colours"
                hint = nearest(listing.language.lower(), LANGUAGES) or "the listing is shown in the colour of text"
                yield Problem("listing-plain", message, listing.language_span, hint, Severity.NOTE)
