"""The file that plays under speech."""

from __future__ import annotations

from dataclasses import replace

from shortsgen.problems import InputError
from shortsgen.project import Project
from shortsgen.script.model import Film

_MOST = 256 * 1024 * 1024  # bytes


def read_music(project: Project, film: Film) -> bytes:
    """Its bytes; none where the settings name none. Raises InputError at its place there."""
    if not film.music:
        return b""
    try:
        return project.read_named(film.music, _MOST)
    except InputError as error:
        raise InputError([replace(one, span=film.music_span) for one in error.problems]) from None
