"""Who says the shorts of a day: where there is a take of one, its creator."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from shortsgen.pipeline.day import Loaded
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.take_files import take_files
from shortsgen.script.model import Short


def voiced(session: Session, loaded: Loaded, shorts: Collection[Short]) -> Loaded:
    """The day with the voices of these shorts. Raises InputError where a take cannot be used."""
    if not take_files(loaded.project, loaded.day.name):
        return loaded
    from shortsgen.pipeline.takes import takes, voice_of  # needs the extra `voice`

    voices = {take.short.id: voice_of(take) for take in takes(session, loaded, shorts)}
    return replace(loaded, voices={**loaded.voices, **voices})
