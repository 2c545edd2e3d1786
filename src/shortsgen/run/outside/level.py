"""How well snippets are contained: the levels, which of them this machine can give, and why not more.

strict   the server and all snippets in bubblewrap: ordinary user, no network, read-only system, private /tmp, and
         fewer system calls
basic    limits, an empty environment, process groups that are killed whole; the files of the user are in reach
none     as basic, without limits; only when it is asked for by name
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from functools import lru_cache

from shortsgen.run.outside import cage, calls, imports, sight
from shortsgen.run.outside.cage import Cage
from shortsgen.run.outside.card import Card

_PROBE = 20.0  # seconds
_OURS = ("shortsgen", "torch", "numpy")  # what a server imports


class Level(StrEnum):
    STRICT = "strict"
    BASIC = "basic"
    NONE = "none"


def missing() -> str:
    """What `strict` needs and this machine plainly lacks; "" where only trying can tell."""
    if sys.platform != "linux":
        return "bubblewrap exists on Linux only"
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed (apt install bubblewrap)"
    return calls.missing()


@lru_cache(maxsize=1)
def why_not_strict() -> str:
    """Why this machine cannot give `strict`, found out by trying; "" where it can."""
    if reason := missing():
        return reason
    probe = "from shortsgen.run.inside.sandbox import become_ordinary; become_ordinary(); import decimal"
    command = [sys.executable, "-P", "-c", probe]
    try:
        with cage.strict() as made:
            done = subprocess.run(
                (*made.prefix, *command),
                env=imports.variables(),
                pass_fds=made.descriptors,
                capture_output=True,
                text=True,
                timeout=_PROBE,
                check=False,
            )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not work here: {error}"
    lines = done.stderr.strip().splitlines()
    if done.returncode:
        return unseen_of_ours() or f"bubblewrap does not work here: {lines[-1] if lines else done.returncode}"
    return unseen_of_ours()


def unseen_of_ours() -> str:
    """Why a server at `strict` cannot import what it needs itself; "" where it is not that."""
    return next(iter(unseen(*_OURS)), "")


def unseen(*modules: str) -> list[str]:
    """Why snippets at `strict` do not find those of these installed modules, or of all, that they do not find."""
    return [] if missing() else list(sight.unseen(modules or imports.modules()))


def caged(level: Level, folder: str, network: bool = False, card: Card | None = None) -> AbstractContextManager[Cage]:
    """How a server of that level is started, which has `folder` for itself; it is to be started in this context."""
    return cage.strict(network, card) if level is Level.STRICT else nullcontext(Cage((), folder))
