"""What the package brings along beside its code. Standard library only: the far side of the sandbox's wall asks too."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def built_in() -> Path:
    """The folder of the built-in templates: in the wheel beside the code, in a checkout beside `src`."""
    packed = _PACKAGE / "templates"
    return packed if packed.is_dir() else _PACKAGE.parents[1] / "templates"
