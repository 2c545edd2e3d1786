"""Where the user's caches are: what is there costs time to lose, and nothing else."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def base() -> Path:
    """The folder of all caches of the user, of ours and of others."""
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named)
    try:
        return Path.home() / ".cache"
    except RuntimeError:  # a user that the system does not know
        return Path(tempfile.gettempdir())
