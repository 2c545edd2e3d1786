"""Programs that the project does not install: where they are, or why a test that needs one is skipped."""

from __future__ import annotations

import os
import shutil

import pytest


def ffmpeg() -> str:
    """The path of ffmpeg."""
    return _found("ffmpeg")


def ffprobe() -> str:
    """The path of ffprobe, which comes with ffmpeg."""
    return _found("ffprobe")


def chromium() -> str:
    """The path of Chromium."""
    return _found("chromium", "chromium-browser", "google-chrome")


def vim() -> str:
    """The path of a Vim that has `:make`, which Debian's smallest one lacks."""
    return _found("vim")


def melt() -> str:
    """The path of melt, which plays what MLT and Kdenlive do."""
    return _found("melt")


def emacs() -> str:
    """The path of Emacs."""
    return _found("emacs")


def _found(*names: str) -> str:
    if path := next(filter(None, map(shutil.which, names)), None):
        return path
    reason = f"{names[0]} is not installed"
    if os.environ.get("SHORTSGEN_REAL_TOOLS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
