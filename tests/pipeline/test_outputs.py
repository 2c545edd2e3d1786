"""Which outputs are made again after a change, and what of that is asked of Typst."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from shortsgen.choices import OutputName
from shortsgen.cli.console import Screen
from shortsgen.pipeline.render import Order, render
from shortsgen.pipeline.session import Session
from shortsgen.project import Project
from shortsgen.render.look import Look
from shortsgen.render.renderer import NO_LOOK, TABLE, Drawing, belongs
from shortsgen.shipped import built_in
from tests.pipeline.conftest import FakeExecutor, snapshot

Edit = Callable[[str, str], None]
Typeset = list[tuple[str, int]]
Changed = Callable[[], set[str]]

SLIDES = 4  # of each of the two shorts


@pytest.fixture
def changed(session: Session, project: Project) -> Changed:
    """Render, and tell which files that changed; the manifest is none."""

    def call() -> set[str]:
        before = snapshot(project.build("day01"))
        render(session, "day01", [])
        after = snapshot(project.build("day01"))
        return {path for path in before | after if before.get(path) != after.get(path)} - {".shortsgen.json"}

    return call


def own(project: Project, name: str, text: str) -> None:
    """A file of the project's own look."""
    path = project.root / "templates" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def cuts(project: Project, short: str) -> list[str]:
    with (project.build("day01") / short / "slides.csv").open() as file:
        return [row["file"] for row in csv.DictReader(file)]


def test_slides_are_typeset_once_for_the_files_and_all_pages(session: Session, typeset: Typeset) -> None:
    render(session, "day01", [])
    assert sorted(typeset) == sorted([("pdf", 1), ("png", SLIDES), ("svg", SLIDES)] * 2)


def test_a_line_that_is_said_typesets_nothing(
    session: Session, project: Project, edit: Edit, typeset: Typeset, changed: Changed
) -> None:
    render(session, "day01", [])
    before = (project.build("day01") / "second" / "slides.csv").read_text()
    typeset.clear()
    edit("That line is said.", "That line, which is longer now, is said.")
    made = changed()
    assert typeset == []
    assert not any("/slides/" in path or path.endswith(".pdf") for path in made)
    assert {"second/slides.csv", "second/speech.srt", "second/teleprompter.html", "second/short.json"} <= made
    assert (project.build("day01") / "second" / "slides.csv").read_text() != before


def test_a_slide_whose_picture_stays_is_not_typeset_where_others_change(
    session: Session, project: Project, edit: Edit, typeset: Typeset
) -> None:
    render(session, "day01", [])
    typeset.clear()
    edit("      - That line is said.", "      - {say: That line is said., focus: 1}\n      - And another.")
    render(session, "day01", [])
    assert sorted(typeset) == [("pdf", 1), ("png", 1), ("svg", 1)]
    names = ["01-hook", "02-code", "03-code", "04-output", "05-mistake"]
    assert cuts(project, "second") == [f"slides/{name}.png" for name in names]
    assert all((project.build("day01") / "second" / file).is_file() for file in cuts(project, "second"))


def test_a_picture_that_comes_back_is_not_typeset_again(session: Session, edit: Edit, typeset: Typeset) -> None:
    render(session, "day01", [])
    edit("Say it again.", "Say it twice.")
    render(session, "day01", [])
    typeset.clear()
    edit("Say it twice.", "Say it again.")
    render(session, "day01", [])
    assert typeset == []


def test_another_build_folder_takes_the_pictures_that_were_typeset_for_the_first(
    session: Session, project: Project, typeset: Typeset, tmp_path: Path
) -> None:
    render(session, "day01", [])
    typeset.clear()
    render(session, "day01", [], Order(out=tmp_path / "other"))
    assert typeset == []
    assert {path.name: path.read_bytes() for path in (tmp_path / "other" / "second" / "slides").iterdir()} == {
        path.name: path.read_bytes() for path in (project.build("day01") / "second" / "slides").iterdir()
    }


def test_pages_alone_take_the_slides_that_are_there(session: Session, project: Project, typeset: Typeset) -> None:
    render(session, "day01", [])
    whole = snapshot(project.build("day01"))
    for page in project.build("day01").rglob("teleprompter.html"):
        page.unlink()
    typeset.clear()
    render(session, "day01", [], Order([OutputName.TELEPROMPTER]))
    assert typeset == []
    assert {name for name in whole if name.endswith("teleprompter.html")} <= set(snapshot(project.build("day01")))


def test_slides_alone_bring_their_cut_list(session: Session, project: Project) -> None:
    render(session, "day01", [], Order([OutputName.SLIDES]))
    assert len(cuts(project, "second")) == SLIDES


def test_another_title_of_the_day_is_on_all_slides(session: Session, edit: Edit, typeset: Typeset) -> None:
    render(session, "day01", [])
    typeset.clear()
    edit("title: Two shorts", "title: Both shorts")
    render(session, "day01", [])
    assert sum(pages for form, pages in typeset if form == "png") == 2 * SLIDES


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("teleprompter.css", {"teleprompter.html"}),
        ("teleprompter.txt.j2", {"teleprompter.txt"}),
        ("captions.vtt.j2", {"speech.vtt", "output.vtt"}),
        ("index.css", {"index.html"}),
    ],
)
def test_a_file_of_the_look_touches_only_what_is_made_with_it(
    session: Session, project: Project, typeset: Typeset, changed: Changed, name: str, files: set[str]
) -> None:
    render(session, "day01", [])
    typeset.clear()
    own(project, name, (built_in() / name).read_text() + "\n")
    assert {path.rpartition("/")[2] for path in changed()} == files
    assert typeset == []


def test_a_file_that_a_template_could_include_is_taken_for_a_part_of_all(session: Session, project: Project) -> None:
    own(project, "part.j2", "one")
    own(project, "teleprompter.txt.j2", "{% include 'part.j2' %}")
    render(session, "day01", [])
    own(project, "part.j2", "three")
    render(session, "day01", [])
    assert (project.build("day01") / "teleprompter.txt").read_text() == "three"


def test_each_file_of_the_look_belongs_to_a_row() -> None:
    names = {path.relative_to(built_in()).as_posix() for path in built_in().rglob("*") if path.is_file()}
    others = {
        name for name in names if name.startswith(("licenses/", "live/"))
    }  # the latter are the program's own pages
    assert {name for name in names - others if not belongs(name)} == NO_LOOK
    patterns = {pattern for row in TABLE for pattern in row.look}
    assert {pattern for pattern in patterns if pattern != "*.svg" and not _used(pattern, names)} == set()


def _used(pattern: str, names: set[str]) -> bool:
    return any(Path(name).match(pattern) for name in names)


def test_what_a_row_reads_is_in_its_hash_and_nothing_else(project: Project) -> None:
    look = Look(project.root)
    before = {row: look.fingerprint(row.reads) for row in TABLE}
    own(project, "captions.srt.j2", "another")
    assert {row.name for row in TABLE if look.fingerprint(row.reads) != before[row]} == {"captions"}


@pytest.mark.parametrize(
    ("first", "words", "second"),
    [
        (Order(), [], Order([OutputName.CAPTIONS], drawing=Drawing(guides=True))),
        (Order(drawing=Drawing(alpha=True)), ["1"], Order()),
    ],
)
def test_the_index_never_forgets_pictures_that_are_there(
    session: Session, project: Project, first: Order, words: list[str], second: Order
) -> None:
    render(session, "day01", [], first)
    render(session, "day01", words, second)
    page = (project.build("day01") / "index.html").read_text()
    assert page.count("<img") == 2 * SLIDES


def test_a_short_keeps_its_folder_when_another_one_comes_before_it(
    session: Session, project: Project, edit: Edit
) -> None:
    render(session, "day01", [])
    before = {path for path in snapshot(project.build("day01")) if "/" in path}
    edit("  - id: first\n", "  - {id: new, title: T, hook: H., talk_track: [S.], code: x = 1}\n  - id: first\n")
    render(session, "day01", [])
    assert before <= set(snapshot(project.build("day01")))


def test_a_folder_of_a_person_holds_no_lock(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.chdir(folder)
    render(session, "day01", [], Order(out=Path()))
    hidden = {path.name for place in (folder, tmp_path) for path in place.iterdir() if path.name.startswith(".")}
    assert hidden == {".shortsgen.json"}


def test_a_cache_that_cannot_be_written_only_costs_time(
    project: Project, fake: FakeExecutor, screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with Session(project, fake, screen) as other:
        render(other, "day01", [])
    assert (project.build("day01") / "second" / "slides" / "01-hook.png").is_file()
