"""Who says the shorts of a day: its creator where there is a take, else the voice that is chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from shortsgen.choices import VoiceName
from shortsgen.pipeline.day import Loaded
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.take_files import has_takes
from shortsgen.plan.voice import Voice
from shortsgen.script.model import Short


def voiced(session: Session, loaded: Loaded, shorts: Collection[Short]) -> Loaded:
    """The day with the voices of these shorts. Raises InputError where one cannot be had."""
    voices = _taken(session, loaded, shorts)
    others = [short for short in shorts if short.id not in voices]
    return replace(loaded, voices={**loaded.voices, **voices, **_spoken(session, loaded, others)})


def _taken(session: Session, loaded: Loaded, shorts: Collection[Short]) -> dict[str, Voice]:
    if not has_takes(loaded.project, loaded.day.name):
        return {}
    need("voice", "takes", "av", "numpy", "pocketsphinx")  # before what imports them
    from shortsgen.pipeline.takes import takes, voice_of

    return {take.short.id: voice_of(take) for take in takes(session, loaded, shorts)}


def _spoken(session: Session, loaded: Loaded, shorts: Collection[Short]) -> dict[str, Voice]:
    if session.voice is VoiceName.PACED or not shorts:
        return {}
    need("voice", "spoken lines", "av", "hibari", "numpy", "pocketsphinx")
    from shortsgen.pipeline.speaking import spoken  # likewise

    return {**spoken(session, loaded, shorts)}
