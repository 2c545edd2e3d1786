"""`doctor`: what this machine can give, and what it lacks."""

from __future__ import annotations

import shutil
import webbrowser
from pathlib import Path

import pytest

from shortsgen.run.outside import calls, level
from shortsgen.shipped import built_in
from tests.cli.conftest import Cli


def findings(cli: Cli) -> dict[str, str]:
    """What is told, by what it is about; the first word is the state."""
    lines = [line.split(maxsplit=2) for line in cli("doctor").out.splitlines()]
    return {name: f"{state} {text}" for state, name, text in lines}


def test_it_tells_what_there_is(cli: Cli) -> None:
    names = ["python", "torch", "fonts", "sandbox", "memory", "imports", "gpu", "matplotlib", "av", "cache", "browser"]
    assert list(findings(cli)) == names
    assert cli("doctor").code == 0


def test_it_tells_why_there_is_not_more(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    level.why_not_strict.cache_clear()
    found = findings(cli)
    level.why_not_strict.cache_clear()
    assert found["sandbox"].startswith("less basic, not strict: bubblewrap")
    assert found["memory"].startswith("less ")


@pytest.mark.skipif(bool(level.missing()), reason="strict needs bubblewrap")
def test_a_kernel_without_filters_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(calls, "_TELLS", tmp_path / "none")
    level.why_not_strict.cache_clear()
    found = findings(cli)
    level.why_not_strict.cache_clear()
    reason = "this kernel does not filter system calls (CONFIG_SECCOMP_FILTER)"
    assert found["sandbox"] == f"less basic, not strict: {reason}"


def test_it_tells_where_the_fonts_are(cli: Cli) -> None:
    told = findings(cli)["fonts"]
    assert told.startswith(f"ok {built_in() / 'fonts'}: Inter-ExtraBold, ")
    assert Path(told.removeprefix("ok ").partition(":")[0]).is_dir()


def fail(*_: object) -> webbrowser.BaseBrowser:
    raise webbrowser.Error


@pytest.mark.parametrize("name", ["chromium", "google-chrome", "firefox"])
def test_a_browser_is_found_without_a_desktop(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    program = tmp_path / "bin" / name
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setattr(webbrowser, "get", fail)
    assert findings(cli)["browser"] == f"ok {program}"


def test_no_browser_is_told_with_what_it_is_for(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(webbrowser, "get", fail)
    assert findings(cli)["browser"] == "less none found; index.html and teleprompter.html open in any, also elsewhere"
