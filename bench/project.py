"""Temporary projects with a copy of day04: the checkout's own scripts and build are never touched."""

from __future__ import annotations

import compileall
from collections.abc import Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import shortsgen
from bench.measure import SHORTSGEN, timed
from shortsgen.pipeline.day import Loaded, load_day
from shortsgen.pipeline.record import save
from shortsgen.project import Project
from shortsgen.run.snippet import snippets
from shortsgen.text import yaml as yamltext

DAY = "day04"
TALK = "day04-without-mistakes"  # its mistakes are told and not made
_SCRIPTS = Path(__file__).parents[1] / "scripts_yaml"

Stamps = Mapping[str, tuple[int, int, int]]


def warm() -> None:
    """Have byte code of all modules, as after an installation; the server itself never keeps any."""
    with redirect_stdout(StringIO()):
        for folder in shortsgen.__path__:
            compileall.compile_dir(folder, quiet=2)


def prepare(root: Path) -> Project:
    """A project with day04, recorded on this machine, so that `check` finds nothing to report."""
    project = Project(root)
    project.script(DAY).parent.mkdir(parents=True)
    project.script(DAY).write_bytes((_SCRIPTS / f"{DAY}.yaml").read_bytes())
    timed([*SHORTSGEN, "run", DAY, "--update"], root)
    return project


def without_mistakes(project: Project) -> Loaded:
    """Add a copy of the day that executes the code of its shorts alone; returns it."""
    text = project.script(DAY).read_text("utf-8")
    document = yamltext.data(yamltext.parse(text, DAY))
    for short in document["shorts"]:
        if isinstance(short.get("mistake"), dict):
            short["mistake"] = short["mistake"]["text"]
    project.script(TALK).write_text(yamltext.dump(document), "utf-8")
    project.recording(TALK).write_bytes(project.recording(DAY).read_bytes())
    loaded = load_day(project, TALK)
    save(loaded, {}, {})
    return loaded


def sources(loaded: Loaded) -> list[str]:
    """For each short what must run for it, as one text: the code of its needs, its setup, its own."""
    return ["\n".join(code.text for code in (*one.hidden, one.code)) + "\n" for one in snippets(loaded.day)]


def stamps(folder: Path) -> Stamps:
    """What changes of a file when it is written, also where its content stays: inode, time and size."""
    files = (path for path in folder.rglob("*") if path.is_file())
    found = ((path.relative_to(folder).as_posix(), path.stat()) for path in files)
    return {name: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for name, stat in found}


def written(before: Stamps, after: Stamps) -> set[str]:
    """The files that were written or removed meanwhile."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
