"""The index in a build: when it is made, that it is never stale, and that each of its links leads somewhere."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shortsgen.choices import OutputName
from shortsgen.cli.console import Screen
from shortsgen.pipeline.render import Order, render
from shortsgen.pipeline.session import Session
from shortsgen.project import Project, find
from shortsgen.run.outcome import Failure, Outcome, Status
from tests.html import Element, links, parse
from tests.pipeline.conftest import FakeExecutor, snapshot

Edit = Callable[[str, str], None]
Make = Callable[..., Element]

FAILED = Outcome(
    Status.RAISED, "so far\n", error=Failure("ZeroDivisionError", "division by zero", 9, 15, "Traceback\n  by zero\n")
)


@pytest.fixture
def make(session: Session, project: Project) -> Make:
    """Render `day01`, all of it or the shorts that are named, and read its index, of which no link is broken."""

    def call(*words: str, only: tuple[OutputName, ...] = ()) -> Element:
        render(session, "day01", words, Order(only))
        return read(project.build("day01"))

    return call


def read(folder: Path) -> Element:
    page = parse((folder / "index.html").read_text())
    assert [link for link in links(page) if not (folder / link).is_file()] == []
    return page


def card(page: Element, number: int) -> Element:
    return page.all("article")[number - 1]


def files(card: Element) -> set[str]:
    return {Path(link).name for link in links(card)}


def problems(card: Element) -> list[str]:
    return [found.words for found in card.all(class_="finding")]


def test_every_link_of_the_real_day_leads_to_a_file(tmp_path: Path, fake: FakeExecutor, screen: Screen) -> None:
    with Session(find(Path(__file__).parent), fake, screen) as session:
        render(session, "day04", [], Order(out=tmp_path / "day04"))
    page = read(tmp_path / "day04")
    assert fake.executed == []
    assert len(page.all("article")) == 30
    made = {path for path in snapshot(tmp_path / "day04") if not path.startswith(".")}
    assert set(links(page)) == made - {"index.html"}
    assert len(page.all("img")) == sum(path.endswith(".svg") for path in made)


def test_the_index_alone_is_made_where_only_that_is_asked_for(make: Make, project: Project) -> None:
    page = make(only=(OutputName.INDEX,))
    assert {path for path in snapshot(project.build("day01")) if not path.startswith(".")} == {"index.html"}
    assert [one.words for one in page.all(class_="missing")] == [
        "Not made since the last change: Slides, Teleprompter, Captions, Data. shortsgen render day01 makes them."
    ] * 2


def test_the_index_is_of_the_whole_day_whichever_shorts_are_named(make: Make) -> None:
    assert len(make("2", only=(OutputName.INDEX,)).all("article")) == 2


@pytest.mark.parametrize(("words", "only"), [(["1"], ()), ([], (OutputName.SLIDES,)), (["1"], (OutputName.CAPTIONS,))])
def test_a_render_of_a_part_makes_no_index(
    session: Session, project: Project, words: list[str], only: tuple[OutputName, ...]
) -> None:
    render(session, "day01", words, Order(only))
    assert not (project.build("day01") / "index.html").exists()


def test_a_render_of_some_shorts_keeps_the_index_true_of_all(make: Make, edit: Edit) -> None:
    make()
    edit("Say it again.", "Say it twice.")
    edit('print("hello")', 'print("good day")')
    page = make("2")
    assert card(page, 1).one(class_="ending").words == "– Not executed since its code changed"
    assert problems(card(page, 1)) == []
    assert problems(page.one("header", class_="head")) == [
        "error unrecorded 1 snippet changed since it was recorded: 01 first "
        "Hint: shortsgen render day01 executes and records what is new; then commit the recording"
    ]
    assert files(card(page, 1)) == set()
    assert card(page, 2).one(class_="hook").words == "Say it twice."
    assert "slides.pdf" in files(card(page, 2))


def test_a_render_of_one_kind_leaves_no_picture_of_another_script(make: Make, edit: Edit) -> None:
    make()
    edit("Say it again.", "Say it twice.")
    page = make(only=(OutputName.CAPTIONS,))
    subtitles = {f"{track}.{form}" for track in ("speech", "output") for form in ("srt", "vtt")}
    assert files(card(page, 2)) == subtitles | {"captions.ass"}
    assert card(page, 2).all("img") == []
    assert len(card(page, 1).all("img")) == 4


def test_a_text_of_the_day_that_is_of_another_script_is_not_linked(make: Make, edit: Edit) -> None:
    assert links(make().one("header", class_="head")) == ["teleprompter.html", "teleprompter.txt", "teleprompter.md"]
    edit("Say it again.", "Say it twice.")
    assert links(make("2").one("header", class_="head")) == []


def test_a_short_whose_code_fails_has_its_problem_what_it_printed_and_no_old_picture(
    make: Make, fake: FakeExecutor, edit: Edit
) -> None:
    make()
    edit('print("hello")', "print(1 / 0)")
    fake.outcomes["first"] = FAILED
    failed = card(make(), 1)
    assert failed.one(class_="ending").words == "✕ Failed: raised ZeroDivisionError"
    assert problems(failed) == [
        "error snippet-raised ZeroDivisionError: division by zero at scripts_yaml/day01.yaml:9:15"
    ]
    assert [one.text.strip() for one in failed.all(class_="output")] == [
        "so far",
        "ZeroDivisionError: division by zero",
        "Traceback\n  by zero",
    ]
    assert files(failed) == set()
    assert failed.one(class_="missing").words == (
        "Not made, because the code failed: Slides, Teleprompter, Captions, Data."
    )


def test_a_mistake_that_does_not_fail_as_announced_is_told(make: Make, fake: FakeExecutor) -> None:
    fake.outcomes["second/mistake"] = Outcome(Status.OK)
    found = card(make(), 2)
    assert [one.words for one in found.all(class_="ending")] == [
        "✓ Ran to its end",
        "✕ Failed: it was announced to raise NameError, and did not",
    ]
    assert [one.split(" Hint")[0] for one in problems(found)] == [
        "error snippet-passed its mistake: expected NameError, but it did not fail"
        " at scripts_yaml/day01.yaml:24:15"
    ]  # fmt: skip


def test_a_failure_that_says_something_else_makes_another_page(
    make: Make, fake: FakeExecutor, project: Project
) -> None:
    for traceback in ("Traceback\n  one\n", "Traceback\n  two\n"):
        fake.outcomes["first"] = Outcome(Status.RAISED, error=Failure("ValueError", "no", 9, 15, traceback))
        page = make()
        assert card(page, 1).one("details").one("pre").text.strip() == traceback.strip()
    before = snapshot(project.build("day01"))
    make()
    assert snapshot(project.build("day01")) == before


def test_what_the_rules_find_is_on_the_card_without_the_place_that_could_move(make: Make, edit: Edit) -> None:
    edit('print("hello")', f'print("{"hello " * 12}")')
    page = make()
    assert problems(card(page, 1)) == [
        "warning code-wraps line 1 of the code has 81 columns, 46 fit at 36 px; it wraps at column 38"
        " Hint: break the line where it reads best"
    ]
    edit("title: Two shorts\n", "# a remark\ntitle: Two shorts\n")
    assert make().words == page.words


def test_what_belongs_to_no_short_is_in_the_head(make: Make, edit: Edit) -> None:
    make()
    edit("title: Two shorts\n", f"title: {'Two shorts ' * 9}\n")
    edit("    mistake:\n      text: Saying it wrong.\n", "")
    edit("      code: |\n        print(helo)\n      raises: NameError\n", "")
    head = make().one("header", class_="head")
    assert [found.split(" Hint")[0] for found in problems(head)] == [
        "error recording-orphan second/mistake: recorded, but the day has no such snippet",
        "error text-too-long the day's title has 98 characters, expected at most 80",
    ]


def test_the_recording_that_is_written_now_is_what_the_head_tells_of(make: Make) -> None:
    assert make().one(class_="recorded").words == "Recorded with Python 3.14, torch 9"


def test_a_file_that_was_removed_is_not_linked(make: Make, project: Project) -> None:
    make()
    (project.build("day01") / "first" / "speech.srt").unlink()
    page = make(only=(OutputName.INDEX,))
    assert files(card(page, 1)) & {"speech.srt", "speech.vtt"} == set()
    assert "Captions" in card(page, 1).one(class_="missing").words


def test_another_style_of_the_index_renders_nothing_else(session: Session, make: Make, project: Project) -> None:
    make()
    (project.root / "templates").mkdir()
    (project.root / "templates" / "index.css").write_text("p { color: red }\n")
    result = render(session, "day01", [])
    assert result.summary["written"] == 1
    assert read(project.build("day01")).one("style").text == "p { color: red }\n"


def test_the_same_day_gives_the_same_bytes_in_another_folder(session: Session, tmp_path: Path) -> None:
    pages = []
    for name in ("here", "there"):
        render(session, "day01", [], Order(out=tmp_path / name))
        pages.append((tmp_path / name / "index.html").read_bytes())
    assert pages[0] == pages[1]


def test_the_text_of_the_day_follows_a_short_that_fails(
    make: Make, fake: FakeExecutor, edit: Edit, project: Project
) -> None:
    fake.outcomes["first"] = FAILED
    make()
    edit("Say hello.", "Say good day.")
    make()
    assert "Say good day." in (project.build("day01") / "teleprompter.txt").read_text()


def test_a_render_of_some_shorts_of_which_nothing_changed_imports_nothing_heavy(make: Make, project: Project) -> None:
    make()
    program = (
        "import sys\n"
        "sys.argv = ['shortsgen', 'render', 'day01', '2']\n"
        "from shortsgen.__main__ import _run\n"
        "code = _run()\n"
        "assert code == 0, code\n"
        "heavy = {'av', 'torch', 'typst', 'jinja2', 'pygments', 'shortsgen.rules.check'}\n"
        "heavy.add('shortsgen.render.glance.index')\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=project.root, capture_output=True, text=True, check=True)
    assert "0 written" in done.stderr
    assert done.stdout == "[]\n"


def test_a_short_that_prints_nothing_has_no_captions_of_that_and_says_so(
    make: Make, fake: FakeExecutor, project: Project
) -> None:
    fake.outcomes["first"] = Outcome(Status.OK)
    page = make()
    made = {path.name for path in (project.build("day01") / "first").iterdir()}
    assert made & {"output.srt", "output.vtt"} == set()
    assert files(card(page, 1)) & {"output.srt", "output.vtt"} == set()
    said = "Captions; none of the output, since nothing is printed"
    assert [said in card(page, number).one(class_="files").words for number in (1, 2)] == [True, False]
