"""The card of this machine, as its driver names it: asked in another process, where snippets will be, because what once
talked to a driver may not be forked."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from shortsgen.run import wire
from shortsgen.run.frames import Answer, Named, Nameless
from shortsgen.run.inside import sandbox
from shortsgen.run.outside import imports
from shortsgen.run.outside.card import Card, NoCard, files
from shortsgen.run.outside.level import Level, caged

_PATIENCE = 60.0  # seconds: a driver that nobody keeps awake takes some for each card


def find(at: Level) -> Card:
    """The first card, for snippets at that level. Raises NoCard."""
    found = files()
    if closed := [path for path in found if not _is_open(path, at)]:
        raise NoCard(f"{closed[0]} is closed to who executes snippets")
    match _asked(Card(found), at):
        case Named(name, driver):
            return Card(found, name, driver)
        case Nameless(why):
            raise NoCard(why)


def _is_open(path: Path, at: Level) -> bool:
    if os.getuid() == 0 and at is Level.STRICT:  # there, root becomes an ordinary user
        return path.stat().st_mode & 0o006 == 0o006
    return os.access(path, os.R_OK | os.W_OK)


def _asked(card: Card, at: Level) -> Answer:
    words = (sys.executable, "-P", "-m", "shortsgen.run.inside.card", at)
    try:
        with tempfile.TemporaryDirectory() as folder, caged(at, folder, card=card) as inside:
            done = subprocess.run(
                (*inside.prefix, *words),
                stdin=subprocess.DEVNULL,
                env=sandbox.environment(inside.folder, imports.variables(), cuda=True),
                pass_fds=inside.descriptors,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        [answer] = wire.Decoder[Answer](Answer, wire.EVENT).feed(done.stdout)
    except (OSError, subprocess.TimeoutExpired, wire.WireError, ValueError) as error:
        return Nameless(f"the driver does not answer: {error}")
    return answer
