"""Words of the command line -> days, and what is named of each: in `day04 4 7-9 day05` part of one, all of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shortsgen.problems import bad_input
from shortsgen.project import SCRIPTS, Project, is_path

Choice = Mapping[str, Sequence[str]]  # by days, the words that name shorts; none for the whole day


def choose(project: Project, words: Sequence[str], everything: bool = False) -> Choice:
    """The first word is a day, and each other word that names one; the rest are shorts of the day before them.

    `everything` is all days instead. Raises InputError where nothing is chosen, or a day does not exist.
    """
    if everything and words:
        raise bad_input(f"`--all` is every day, and `{words[0]}` names one", "leave one of them out")
    if everything:
        return every_day(project)
    if not words:
        raise bad_input("expected a day, found none", "name one, such as `day04`, or say `--all`")
    return _parted(project, words)


def every_day(project: Project) -> Choice:
    """All days of a project, whole. Raises InputError where there is none."""
    if days := project.days():
        return dict.fromkeys(days, ())
    raise bad_input(f"there is no day in {SCRIPTS}/", "`shortsgen new day01` starts one")


def _parted(project: Project, words: Sequence[str]) -> Choice:
    known = set(project.days())
    named: dict[str, list[list[str]]] = {}
    for word in words:
        if not named or word in known or is_path(word) or word.endswith(".yaml"):
            named.setdefault(project.day(word), []).append(shorts := [])
        else:
            shorts.append(word)
    return {day: () if [] in groups else [word for group in groups for word in group] for day, groups in named.items()}
