"""`import`, `new`, `schema`: from nothing, or from another document, to a day. No day is ever overwritten."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from shortsgen.choices import SchemaOf
from shortsgen.pipeline.merging import Again, import_again, remember
from shortsgen.pipeline.proposing import Proposed, as_it_will_run, propose
from shortsgen.pipeline.session import Session
from shortsgen.problems import Problem, Severity, bad_input
from shortsgen.project import SCRIPTS, SETTINGS, Project, new_day_name, read_text
from shortsgen.propose.proposal import Proposal, applied
from shortsgen.script.document import Document
from shortsgen.script.dump import dump
from shortsgen.script.markdown import day_of
from shortsgen.script.merge import remembered
from shortsgen.script.model import Day
from shortsgen.script.schema import json_schema
from shortsgen.script.settings_schema import SettingsDocument
from shortsgen.script.sources import read
from shortsgen.shipped import built_in
from shortsgen.store import files

SCHEMA = "shortsgen.schema.json"  # as the first line of a script names it


@dataclass(frozen=True, slots=True)
class Terms:
    """How to import: whether what is proposed is proved by running, whether the day is written or only told, and what
    a day that exists takes of the document whatever it says itself: changes by their names, or ids of shorts."""

    run: bool = True
    write: bool = True
    take: tuple[str, ...] = ()


PROVED = Terms()


@dataclass(frozen=True, slots=True)
class Imported:
    """The day with all that is proposed for it, as text too, where it is written; what could not be placed or does not
    run, the texts that this is about, by name, and what else was written."""

    script: Path
    day: Day
    text: str
    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    sources: dict[str, str]
    beside: tuple[str, ...]


def import_document(session: Session, path: Path, name: str | None, terms: Terms = PROVED) -> Imported | Again:
    """Make the day of a document; where there is one, only find what it would take. Nothing is written until all is
    found."""
    project = session.project
    day_name = new_day_name(path.stem if name is None else name)
    document = read(read_text(path), str(path))
    if os.path.lexists(project.script(day_name)):
        return import_again(session, document, day_name, terms.take, terms.run)
    day, problems = day_of(document, day_name)
    proposed = propose(session, as_it_will_run(day, project), run=terms.run)
    whole = applied(day, proposed.proposals)
    text = dump(whole)
    beside = _write(project, whole, text) if terms.write else ()
    told = (*problems, *_later(proposed, document))
    return Imported(project.script(day_name), whole, text, proposed.proposals, told, document.sources(), beside)


def _write(project: Project, day: Day, text: str) -> tuple[str, ...]:
    beside = _make_ready(project)
    files.write(project.script(day.name), text.encode(), root=project.root)
    remember(project, day.name, remembered(day, day))
    return beside


def _later(proposed: Proposed, document: Document) -> tuple[Problem, ...]:
    """What does not run is to be mended in the script: the day is made all the same. A traceback counts the lines of a
    file, which cells do not."""
    told = [replace(one, severity=Severity.WARNING) for one in proposed.problems]
    return document.placed(replace(one, detail="") if document.cells else one for one in told)


def new_day(project: Project, name: str) -> tuple[Path, tuple[str, ...]]:
    """Write a documented sample day that passes `check` once it is recorded; returns its script, and what else was
    written."""
    script = _free(project, new_day_name(name))
    beside = _make_ready(project)
    files.write(script, _built_in("sample-day.yaml"), root=project.root)
    return script, beside


def schema_of(what: SchemaOf) -> str:
    """The JSON Schema of a document. Those which programs read are files; the others come from what reads them."""
    match what:
        case SchemaOf.DAY:
            return json_schema()
        case SchemaOf.SETTINGS:
            return json_schema(SettingsDocument)
        case SchemaOf.SHORT | SchemaOf.REPORT:
            return _built_in(f"{what}.schema.json").decode()


def _make_ready(project: Project) -> tuple[str, ...]:
    """Write what a new project lacks, and the schema that the first line of each script names; returns their names."""
    start = {} if project.exists() else {".gitignore": b"build/\n", SETTINGS: _built_in("sample-settings.yaml")}
    wanted = start | {SCHEMA: json_schema().encode()}
    missing = [name for name in wanted if not os.path.lexists(project.root / name)]
    for name in missing:
        files.write(project.root / name, wanted[name], root=project.root)
    return tuple(missing)


def _built_in(name: str) -> bytes:
    return (built_in() / name).read_bytes()


def _free(project: Project, name: str) -> Path:
    script = project.script(name)
    if os.path.lexists(script):
        raise bad_input(
            f"{SCRIPTS}/{name}.yaml exists already", "choose another name, or remove it first", code="exists"
        )
    return script
