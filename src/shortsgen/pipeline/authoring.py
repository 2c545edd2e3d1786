"""`import`, `new`, `schema`: from nothing, or from another document, to a day. Nothing is ever overwritten."""

from __future__ import annotations

from pathlib import Path

from shortsgen.problems import Problem, bad_input
from shortsgen.project import SCRIPTS, Project, new_day_name, read_text
from shortsgen.render.look import built_in
from shortsgen.script.dump import dump
from shortsgen.script.markdown import convert
from shortsgen.store import files


def import_markdown(project: Project, document: Path, name: str | None) -> tuple[Path, tuple[Problem, ...], str]:
    """Write the day of a Markdown document; returns its script, what could not be placed, and the document's text."""
    day_name = new_day_name(document.stem if name is None else name)
    script = _free(project, day_name)
    text = read_text(document, str(document))
    day, problems = convert(text, day_name, str(document))
    files.write(script, dump(day).encode())
    return script, problems, text


def new_day(project: Project, name: str) -> Path:
    """Write a documented sample day that passes `check` once it is recorded; returns its script."""
    script = _free(project, new_day_name(name))
    files.write(script, (built_in() / "sample-day.yaml").read_bytes())
    return script


def _free(project: Project, name: str) -> Path:
    script = project.script(name)
    if script.exists():
        raise bad_input(
            f"{SCRIPTS}/{name}.yaml exists already", "choose another name, or remove it first", code="exists"
        )
    return script
