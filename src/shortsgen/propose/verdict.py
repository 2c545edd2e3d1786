"""What an outcome says of what is missing."""

from __future__ import annotations

import re
import sys

from shortsgen.run.outcome import Failure

_NAME = re.compile(r"name '([^']+)' is not defined")
_MODULE = re.compile(r"No module named '([^'.]+)'$")  # with a dot it is a part of a package that is there
_SHAPES = re.compile(r"mat1 and mat2 shapes cannot be multiplied \(\d+x(\d+) and (\d+)x\d+\)")


def undefined_name(error: Failure | None) -> str:
    """The name that is not defined, or ""."""
    match = _NAME.match(error.message) if error and error.type == "NameError" else None
    return match[1] if match else ""


def absent_module(error: Failure | None) -> str:
    """The package that is not there, as it is imported, or ""; never one of Python's own."""
    match = _MODULE.match(error.message) if error and error.type == "ModuleNotFoundError" else None
    return match[1] if match and match[1] not in sys.stdlib_module_names else ""


def widths(error: Failure | None) -> tuple[int, ...]:
    """How wide tensors are that do not fit: what a layer was given, and what it takes."""
    match = _SHAPES.match(error.message) if error and error.type == "RuntimeError" else None
    return (int(match[2]), int(match[1])) if match else ()
