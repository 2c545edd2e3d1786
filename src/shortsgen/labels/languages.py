"""The languages that words are there in. One that is not asked for is not imported."""

from __future__ import annotations

from importlib import import_module
from typing import Literal, get_args

from shortsgen.labels.labels import Labels

Language = Literal["en", "de", "es", "fr", "pt"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def labels_in(language: str) -> Labels:
    """The words in one of the languages."""
    found: Labels = import_module(f"shortsgen.labels.{language}").LABELS
    return found
