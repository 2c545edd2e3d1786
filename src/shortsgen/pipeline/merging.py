"""`import` of a document whose day exists: what the day takes of it, shown first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from shortsgen.pipeline.day import load_text
from shortsgen.pipeline.proposing import as_it_will_run, propose
from shortsgen.pipeline.session import Session
from shortsgen.problems import Problem, Severity, bad_input, nearest
from shortsgen.project import Project
from shortsgen.propose.proposal import applied
from shortsgen.script import memory
from shortsgen.script.document import Document
from shortsgen.script.markdown import day_of
from shortsgen.script.memory import Memory
from shortsgen.script.merge import Change, Merge, merge, remembered
from shortsgen.script.merged import merged
from shortsgen.script.model import Day
from shortsgen.store import files
from shortsgen.text.diff import unified


@dataclass(frozen=True, slots=True)
class Again:
    """The script before and after, to the character; what is told of both, with the texts that this is about; and what
    the document says now, to be known at the next import."""

    day: Day
    before: str
    after: str
    merge: Merge
    memory: Memory
    problems: tuple[Problem, ...]
    sources: dict[str, str]

    @property
    def diff(self) -> str:
        """Nothing where the day takes nothing."""
        return unified(self.before, self.after, self.day.file)


def import_again(session: Session, source: Document, name: str, take: Collection[str], run: bool) -> Again:
    """What a day would be with what its document says now. Writes nothing.

    Raises InputError, also where the day with it could not be read.
    """
    project = session.project
    day = load_text(project, name, project.read_text(project.script(name)))
    before = project.script(name).read_bytes().decode()
    document, problems = day_of(source, name)
    known = _known(project, name)
    found = merge(day, document, known, take)
    _all_known(take, day, document, found)
    if found.new:
        whole = applied(document, propose(session, as_it_will_run(document, project), run=run).proposals)
        found = merge(day, whole, known, take)
    after = merged(before, found)
    load_text(project, name, after.removeprefix("\ufeff").replace("\r\n", "\n"))
    told = (*problems, *_told(found, day))
    return Again(day, before, after, found, remembered(day, document), told, {**source.sources(), day.file: day.text})


def write_again(project: Project, again: Again) -> None:
    """Put the script and what is remembered in place. Raises InputError where the script was changed meanwhile."""
    script = project.script(again.day.name)
    if script.read_bytes().decode() != again.before:
        raise bad_input(f"{again.day.file} was changed meanwhile", "import it again", code="file")
    files.write(script, again.after.encode(), root=project.root)
    remember(project, again.day.name, again.memory)


def remember(project: Project, name: str, known: Memory) -> None:
    files.write(_memory(project, name), memory.dump(known).encode(), root=project.root)


def _memory(project: Project, name: str) -> Path:
    return project.script(name).with_suffix(".imported.json")


def _known(project: Project, name: str) -> Memory:
    path = _memory(project, name)
    text = project.text_or_none(path)
    return {} if text is None else memory.load(text, project.shown(path))


def _all_known(take: Collection[str], day: Day, document: Day, found: Merge) -> None:
    shorts = {short.id for short in (*day.shorts, *document.shorts)}
    known = shorts | {change.name for change in (*found.taken, *found.kept)}
    for name in take:
        if name not in known:
            hint = nearest(name, known) or "name a short, or a key of it as in `one.hook`"
            raise bad_input(f"nothing that differs is called `{name}`", hint)


def _told(found: Merge, day: Day) -> Iterator[Problem]:
    for change in found.kept:
        yield _differs(change, day)
    for short in found.removed:
        message = f"the document has `{short.id}`, which was removed from the day"
        yield Problem("import-differs", message, day.title_span, f"`--take {short.id}` puts it back", Severity.NOTE)
    for short in found.gone:
        message = f"the document has no short `{short.id}`"
        yield Problem("import-gone", message, short.spans.get("id"), "it stays; remove it by hand", Severity.NOTE)


def _differs(change: Change, day: Day) -> Problem:
    span = change.short.spans.get(change.key, change.short.span) if change.short else day.title_span
    if change.theirs is None:
        message, hint = f"the document has no `{change.name}`", "it stays; remove it by hand"
        return Problem("import-gone", message, span, hint, Severity.NOTE)
    message, hint = f"the document says something else as `{change.name}`", f"`--take {change.name}` takes it"
    parts = unified_diff(_said(change.mine), _said(change.theirs), "day", "document", n=1, lineterm="")
    return Problem("import-differs", message, span, hint, Severity.WARNING, "\n".join(parts))


def _said(value: Any) -> Sequence[str]:
    """The lines of a value, however it is written."""
    if isinstance(value, list):
        return [line for item in value for line in _said(item["text"] if isinstance(item, dict) else item)]
    return (value or "").split("\n")
