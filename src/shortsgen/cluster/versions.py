"""What decides which bytes are made: it has to be the same on all machines that work on a day."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

_NONE = "none"
_OWN = ("python", "system")
#: What executes, typesets, highlights, numbers, speaks, hears and encodes.
_PACKAGES = (
    *("shortsgen", "torch", "numpy", "matplotlib", "typst", "pygments", "jinja2", "num2words", "fonttools"),
    *("pyyaml", "pydantic", "av", "hibari-tts", "onnxruntime", "espeakng-loader", "pocketsphinx"),
)


def versions(more: Iterable[str] = ()) -> dict[str, str]:
    """By name, those of this machine; `more` are distributions that code here requires."""
    here = (platform.python_version(), f"{platform.system()} {platform.machine()}")
    return dict(zip(_OWN, here, strict=True)) | {name: _version(name) for name in (*_PACKAGES, *sorted(set(more)))}


def differing(there: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """By name, what differs: how it is `there`, and how here."""
    here = versions(name for name in there if name not in _OWN)
    return {name: (there[name], here[name]) for name in there if there[name] != here.get(name)}


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _NONE
