"""`fix`: what can be mended of a day, and is no worse for it. Nothing is written before it was read again."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from shortsgen.mend.mended import Mended, mended
from shortsgen.pipeline.day import Execution, Loaded, Outcomes, at_hand, execute, load_text, loaded_from
from shortsgen.pipeline.lacking import lacking
from shortsgen.pipeline.mending import day_judge, reading_judge
from shortsgen.pipeline.session import Session
from shortsgen.problems import Problem, bad_input
from shortsgen.project import Project
from shortsgen.propose.proposal import Key, Proposal, applied
from shortsgen.rules.check import subject
from shortsgen.run.outcome import Outcome
from shortsgen.script.edit import add_items, set_key
from shortsgen.script.model import Day
from shortsgen.script.selection import select
from shortsgen.store import files
from shortsgen.text.diff import unified


@dataclass(frozen=True, slots=True)
class Terms:
    """How to mend: whether code is executed, and whether placeholders are put in where nothing defines a name."""

    run: bool = True
    placeholders: bool = False


PLAIN = Terms()


@dataclass(frozen=True, slots=True)
class Fix:
    """A script before and after, the problems that are gone, what is proposed, and what keeps it from being read."""

    file: str  # as people know it
    before: str
    after: str
    gone: tuple[Problem, ...] = ()
    proposed: tuple[Proposal, ...] = ()
    left: tuple[Problem, ...] = ()
    day: Day | None = None  # where it can be read

    @property
    def diff(self) -> str:
        """Nothing where nothing changes."""
        return unified(self.before, self.after, self.file)


def fix_day(session: Session, name: str, words: Sequence[str], terms: Terms = PLAIN) -> Fix:
    """What would be written. Where the day cannot be read in the end, that is nothing: `left` says why.

    Raises InputError where the file itself cannot be read, and RunnerError.
    """
    project = session.begin()
    before = project.read_text(project.script(name))
    file = project.shown(project.script(name))
    read = mended(before, reading_judge(project, name))
    if not read.readable:
        return Fix(file, before, before, left=read.left)
    return _of_a_day(session, name, words, terms, Fix(file, before, read.text, read.gone))


def _of_a_day(session: Session, name: str, words: Sequence[str], terms: Terms, read: Fix) -> Fix:
    project = session.project
    plain = _mended(project, name, words, read.after)
    loaded = loaded_from(project, name, plain.text)
    outcomes = _outcomes(session, loaded, terms)
    wanted = {short.id for short in select(loaded.day, words)}
    found = lacking(session, loaded, outcomes, terms.placeholders) if terms.run else ()
    proposed = tuple(one for one in found if one.short in wanted)
    text = _with(plain.text, loaded.day, proposed)
    if proposed:
        outcomes = _outcomes(session, loaded_from(project, name, text), terms)
    last = _mended(project, name, words, text, outcomes)
    return Fix(read.file, read.before, last.text, (*read.gone, *plain.gone, *last.gone), proposed, day=loaded.day)


def _mended(
    project: Project, name: str, words: Sequence[str], text: str, outcomes: Mapping[str, Outcome] | None = None
) -> Mended:
    day = load_text(project, name, text)
    about = {subject(day, short.id) for short in select(day, words)}
    return mended(text, day_judge(project, name, outcomes), lambda problem: not words or problem.subject in about)


def _outcomes(session: Session, loaded: Loaded, terms: Terms) -> Outcomes:
    """What is recorded, and what the rest gives now; nothing of it is kept."""
    known = at_hand(loaded, loaded.snippets)
    stale = [snippet for snippet in loaded.snippets if snippet.name not in known]
    if not stale or not terms.run:
        return known
    execution = Execution()
    execute(session, stale, execution)
    return known | execution.found


def _with(text: str, day: Day, proposed: Sequence[Proposal]) -> str:
    """The text with what is proposed for each short."""
    after = applied(day, proposed).by_id()
    shorts = day.by_id()
    for short, ones in groupby(proposed, lambda one: one.short):
        keys = {one.key for one in ones}
        number = shorts[short].number
        for key in (Key.NEEDS, Key.REQUIRES):
            if key in keys:
                text = add_items(text, number, key.value, getattr(after[short], key.value))
        if Key.SETUP in keys and (setup := after[short].setup):
            text = set_key(text, number, "setup", setup.text)
    return text


def write_fix(session: Session, name: str, fix: Fix) -> None:
    """Put the script in place, whole, with the line ends that it has. Raises InputError where somebody changed it
    meanwhile."""
    project = session.project
    script = project.script(name)
    if project.read_text(script) != fix.before:
        raise bad_input(f"{fix.file} was changed meanwhile", "run it again", code="file")
    files.write(script, as_it_was(script.read_bytes(), fix.after), root=project.root)


def as_it_was(raw: bytes, after: str) -> bytes:
    """A text with the mark at the beginning and the line ends of the file that it replaces."""
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    windows = raw.count(b"\r\n") * 2 > raw.count(b"\n")
    return mark + (after.replace("\n", "\r\n") if windows else after).encode()
