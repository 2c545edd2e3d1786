"""`doctor`: what this machine can give, and what it lacks."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from shortsgen.run import history
from shortsgen.run.outside.card import NoCard, files
from shortsgen.run.outside.level import Level, unseen, why_not_strict
from shortsgen.shipped import built_in

# Looked for by name first: without a desktop, Python's own search finds none.
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "firefox", "microsoft-edge")
_NAMED = 3  # modules


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is looked at. `needed` says whether nothing works without it."""

    name: str
    good: bool
    text: str
    needed: bool = False


def examine() -> Iterator[Finding]:
    """All findings, the needed ones first."""
    yield Finding("python", True, f"{platform.python_version()} on {sys.platform}", needed=True)
    yield _package("torch", "pip install torch; only snippets that import it need it")
    yield _fonts()
    yield _sandbox()
    yield _memory()
    yield _imports()
    yield _gpu()
    yield _package("matplotlib", "pip install 'shortsgen[figures]'; only snippets that draw need it")
    yield _package("av", "pip install 'shortsgen[video]'; only videos and sounds need it")
    yield _cache()
    yield _browser()


def _package(name: str, remedy: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, f"not installed: {remedy}")


def _fonts() -> Finding:
    """With their folder, which other programs need to burn captions in."""
    folder = built_in() / "fonts"
    names = sorted(path.stem for path in folder.glob("*.?tf"))
    text = f"{folder}: {', '.join(names)}" if names else "the fonts of the package are missing: install it again"
    return Finding("fonts", bool(names), text, needed=True)


def _sandbox() -> Finding:
    if reason := why_not_strict():
        return Finding("sandbox", False, f"basic, not strict: {reason}")
    user = "as an ordinary user inside, though started by root" if os.getuid() == 0 else "as you, in a user namespace"
    return Finding("sandbox", True, f"strict, by {shutil.which('bwrap')}, {user}")


def _memory() -> Finding:
    """Which of the things that a snippet can take its memory by are bounded."""
    if sys.platform != "linux":
        return Finding("memory", False, "not bounded on this system")
    if why_not_strict():
        return Finding("memory", False, "counted for each process; not what none has mapped, as by memfd and System V")
    return Finding("memory", True, "counted for each process; memfd and System V, which would escape that, are refused")


def _imports() -> Finding:
    """Whether snippets find what this Python finds, wherever that is installed."""
    if why_not_strict() or not (hidden := unseen()):
        return Finding("imports", True, "snippets find all modules that this Python finds")
    more = f"; and {len(hidden) - _NAMED} more" if len(hidden) > _NAMED else ""
    return Finding("imports", False, f"not found at strict: {'; '.join(hidden[:_NAMED])}{more}")


def _gpu() -> Finding:
    """The card that shorts with `device: cuda` would have, in the best sandbox."""
    try:
        files()  # where there are none, nothing that needs POSIX is imported
        from shortsgen.run.outside.driver import find

        card = find(Level.BASIC if why_not_strict() else Level.STRICT)
    except NoCard as why:
        return Finding("gpu", False, f"none: {why}; only shorts with `device: cuda` need one")
    return Finding("gpu", True, f"{card.name}, driver {card.driver}")


def _cache() -> Finding:
    path = history.default_path()
    folder = next(parent for parent in path.parents if parent.exists())
    good = os.access(folder, os.W_OK)
    return Finding("cache", good, str(path) if good else f"{folder} cannot be written: nothing is learned across runs")


def _browser() -> Finding:
    if path := next(filter(None, map(shutil.which, _BROWSERS)), None):
        return Finding("browser", True, path)
    try:
        return Finding("browser", True, getattr(webbrowser.get(), "name", "that of the desktop"))
    except webbrowser.Error:
        return Finding("browser", False, "none found; index.html and teleprompter.html open in any, also elsewhere")
