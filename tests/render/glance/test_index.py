"""The index as text: what each card says of its short, and that nothing in it is more than text."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.plan.timeline import Timeline, plan
from shortsgen.problems import InputError, Problem, Severity, Span
from shortsgen.render.glance.entry import IndexEntry
from shortsgen.render.glance.index import Overview, render
from shortsgen.render.templates import Templates
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Day, Listing, Mistake, Options, TalkLine
from shortsgen.shipped import built_in
from shortsgen.text.markup import plain
from shortsgen.text.visible import visible
from tests.factory import make_short
from tests.html import Element, links, parse
from tests.strategies import timelines

DAY = Day("day04", "nn.Module + “PyTorch Way”", ())
TEMPLATES = Templates()
NAMES = ("01-hook", "02-code", "03-output", "04-mistake")
FILES = {
    "slides": (
        "first-custom-model/slides.pdf",
        *(f"first-custom-model/slides/{name}.{form}" for form in ("png", "svg") for name in NAMES),
    ),
    "captions": ("first-custom-model/output.vtt",),
    "data": ("first-custom-model/short.json",),
}


def timeline(outcome: Outcome | None = None, mistake: Outcome | None = None, **short: object) -> Timeline:
    return plan(DAY, make_short(**short), outcome or Outcome(Status.OK, "torch.Size([2, 4])\n"), mistake)


def entry(of: Timeline | None = None, **values: object) -> IndexEntry:
    return IndexEntry(**{"timeline": of or timeline(), "folder": "first-custom-model", "files": FILES} | values)


def text(*entries: IndexEntry, **values: object) -> str:
    [artifact] = render(Overview("day04", DAY.title, ENGLISH, entries, **values), TEMPLATES)
    assert artifact.path == "index.html"
    return artifact.data.decode()


def page(*entries: IndexEntry, **values: object) -> Element:
    return parse(text(*entries, **values))


def card(of: Timeline | None = None, **values: object) -> Element:
    return page(entry(of, **values)).one("article")


def test_slides_are_shown_in_the_order_of_the_timeline_with_the_second_and_what_they_show() -> None:
    talk = (TalkLine("One two three four five."), TalkLine("Six seven eight nine ten.", (3, 4)))
    files = {
        "slides": tuple(f"first-custom-model/slides/{n}.svg" for n in ("01-hook", "02-code", "03-code", "04-output"))
    }
    found = card(timeline(talk_track=talk, mistake=None), files=files)
    pictures = found.one("ol", class_="slides").all("img")
    assert [picture.attributes["src"] for picture in pictures] == list(files["slides"])
    assert [figure.words for figure in found.all("figcaption")] == [
        "0:00.0 hook", "0:04.2 code", "0:05.7 code, lines 3-4 lit", "0:07.7 output",
    ]  # fmt: skip
    expected = {"width": "1080", "height": "1920", "loading": "lazy"}
    assert [{name: picture.attributes[name] for name in expected} for picture in pictures] == [expected] * 4
    assert pictures[2].attributes["alt"] == "Slide 3: code, lines 3-4 lit"


def test_a_slide_leads_to_its_png_where_there_is_one() -> None:
    assert [link.attributes["href"] for link in card().one("ol", class_="slides").all("a")] == [
        f"first-custom-model/slides/{name}.png" for name in NAMES
    ]


def test_only_files_that_are_there_are_linked_and_what_is_missing_is_said() -> None:
    found = card(files=FILES | {"slides": (), "data": ()})
    assert links(found) == ["first-custom-model/output.vtt"]
    assert found.all("img") == []
    assert found.one(class_="missing").words == (
        "Not made since the last change: Slides, Data. shortsgen render day04 makes them."
    )


def test_files_are_grouped_by_what_they_are() -> None:
    groups = {row.one("dt").words: row.one("dd").words for row in card().one("dl").all("div")}
    assert groups == {
        "Slides": "slides.pdf",
        "Slides, PNG": "01-hook.png 02-code.png 03-output.png 04-mistake.png",
        "Slides, SVG": "01-hook.svg 02-code.svg 03-output.svg 04-mistake.svg",
        "Captions": "output.vtt",
        "Data": "short.json",
    }


@pytest.mark.parametrize(
    ("budget", "words", "rows"),
    [
        (30, "11.4 s of 30 s", [("track", "1000"), ("fill", "380")]),
        (5, "9.8 s of 5 s ▲ 4.8 s over", [("track", "1000"), ("fill", "510"), ("beyond", "490")]),
    ],
)
def test_seconds_stand_beside_the_budget_and_what_is_over_has_words_and_a_shape(
    budget: float, words: str, rows: list[tuple[str, str]]
) -> None:
    found = card(timeline(mistake=None, options=Options(budget=budget)))
    assert found.one(class_="clock").words == words
    assert [(rect.attributes["class"], rect.attributes["width"]) for rect in found.all("rect")] == rows


RAISED = Outcome(Status.RAISED, error=Failure("ValueError", "no"))


@pytest.mark.parametrize(
    ("outcome", "raises", "words"),
    [
        (Outcome(Status.OK), None, "✓ Ran to its end"),
        (RAISED, "ValueError", "✓ Raised ValueError, as announced"),
        (Outcome(Status.EXITED), "SystemExit", "✓ Raised SystemExit, as announced"),
        (Outcome(Status.COMMENT_ONLY), None, "– Only comments, nothing to execute"),
        (Outcome(Status.SKIPPED, detail="it needs 170 MB"), None, "– Not executed: it needs 170 MB"),
        (RAISED, None, "✕ Failed: raised ValueError"),
        (RAISED, "TypeError", "✕ Failed: raised ValueError"),
        (Outcome(Status.OK), "TypeError", "✕ Failed: it was announced to raise TypeError, and did not"),
        (Outcome(Status.COMMENT_ONLY), "TypeError", "✕ Failed: it was announced to raise TypeError, and did not"),
        (Outcome(Status.TIMED_OUT, detail="after 30 s"), None, "✕ Failed: timed out, after 30 s"),
        (Outcome(Status.CRASHED, detail="SIGSEGV"), None, "✕ Failed: crashed, SIGSEGV"),
        (Outcome(Status.VANISHED), None, "✕ Failed: vanished"),
    ],
)
def test_how_code_ended_is_told_in_words(outcome: Outcome, raises: str | None, words: str) -> None:
    assert card(timeline(outcome, raises=raises)).one(class_="ending").words == words
    mistake = Mistake("Text.", Code("x\n"), raises)
    assert card(_made(mistake, outcome)).all(class_="ending")[1].words == words


def _made(mistake: Mistake, outcome: Outcome) -> Timeline:
    return plan(DAY, make_short(mistake=mistake), Outcome(Status.OK), outcome)


def test_a_short_without_an_outcome_says_so_and_promises_no_seconds() -> None:
    found = card(timeline(Outcome(Status.SKIPPED)), known=False)
    assert found.one(class_="ending").words == "– Not executed since its code changed"
    assert found.one(class_="clock").words.startswith("at least ")
    assert found.attributes["data-keys"] == "status=unrecorded"


def test_what_was_printed_stands_before_the_error() -> None:
    outcome = Outcome(Status.RAISED, "so far\n\n", error=Failure("ValueError", "no\nreally", 3, 1, "Traceback"))
    announced = card(timeline(outcome, raises="ValueError"))
    assert [one.text for one in announced.all(class_="output")] == ["\nso far", "\nValueError: no\nreally"]
    failed = card(timeline(outcome))
    assert [one.text for one in failed.all(class_="output")] == ["\nso far", "\nValueError: no\nreally", "\nTraceback"]


def test_of_a_long_output_the_head_and_the_tail_are_shown() -> None:
    output = "".join(f"{number}\n" for number in range(1, 1001)) + "x" * 3000 + "\n"
    lines = card(timeline(Outcome(Status.OK, output))).one(class_="output").text.strip().split("\n")
    assert lines[39:42] == ["40", "… 941 more lines …", "982"]
    assert lines[-1] == f"{'x' * 2000} … 1000 more characters"


def test_figures_are_counted_and_not_shown() -> None:
    found = card(timeline(Outcome(Status.OK, figures=(b"PNG", b"PNG"))))
    assert [one.words for one in found.all(class_="remark")] == ["2 figures, on the slides", "Told, not made"]


def test_the_code_is_shown_to_the_letter_and_what_cannot_be_shown_is_kept_beside() -> None:
    code = "\n\tif x < 1 and '&lt;':\n        pass  \n\n"
    shown = card(timeline(code=Code(code))).one("code", translate="no")
    assert (shown.text, "data-exact" in shown.attributes) == (code, False)
    turned = card(timeline(code=Code("# \u202e\r\n"))).one("code", translate="no")
    assert (turned.text, turned.attributes["data-exact"]) == ("# \\u202e\\r\n", '"# \\u202e\\r\\n"')


def test_listings_are_shown_beside_the_code() -> None:
    found = card(timeline(listings=(Listing("bash", Code("pip install torch\n")),)))
    assert [(one.one("h3").words, one.one("pre").text[:11]) for one in found.all(class_="code")] == [
        ("Code", "import torc"), ("Listing, bash", "pip install"),
    ]  # fmt: skip


def test_a_problem_has_its_severity_code_message_place_and_hint() -> None:
    problems = (
        Problem("over-budget", "04 first-custom-model: 31.0 s, 1.0 s over its 30 s", hint="say `less`"),
        Problem("code-wraps", "04 first-custom-model, its mistake: wraps", Span("d.yaml", 3, 4), "", Severity.WARNING),
    )  # fmt: skip
    found = card(problems=problems)
    assert [one.words for one in found.all(class_="finding")] == [
        "error over-budget 31.0 s, 1.0 s over its 30 s Hint: say less",
        "warning code-wraps its mistake: wraps at d.yaml:3:4",
    ]
    assert found.attributes["data-keys"] == "problem=any problem=over-budget problem=code-wraps status=ok"


def test_a_note_is_no_problem_that_somebody_must_mend() -> None:
    note = Problem("comment-only", "04 first-custom-model: only comments", severity=Severity.NOTE)
    assert card(problems=(note,)).attributes["data-keys"] == "problem=comment-only status=ok"


def test_the_head_counts_what_is_below() -> None:
    wraps = Problem("code-wraps", "wraps", severity=Severity.WARNING)
    failed = entry(timeline(RAISED, number=5), problems=(Problem("snippet-raised", "no"), wraps, wraps))
    head = page(
        entry(),
        failed,
        files=("teleprompter.txt",),
        problems=(Problem("text-too-long", "day04: the title has 81 characters"),),
        environment={"python": "3.11.7", "torch": "2.13.0", "threads": 1},
    ).one("header", class_="head")
    assert [one.words for one in head.one(class_="facts").all("li")] == [
        "2 shorts", "0:21.3 in all", "1 ok", "1 raised", "2 errors", "2 warnings",
    ]  # fmt: skip
    assert head.one(class_="finding").words == "error text-too-long the title has 81 characters"
    assert links(head) == ["teleprompter.txt"]
    assert head.one(class_="recorded").words == "Recorded with Python 3.11.7, torch 2.13.0"


def test_each_filter_counts_shorts_and_not_problems() -> None:
    wraps = Problem("code-wraps", "wraps", severity=Severity.WARNING)
    other = Problem("over-budget", "long")
    found = page(entry(problems=(wraps, wraps)), entry(timeline(RAISED, number=5), problems=(other, wraps)), entry())
    filters = [(one.one("input").attributes["value"], one.words) for one in found.all(class_="filter")]
    assert filters == [
        ("", "All 3"),
        ("problem=any", "With problems 2"),
        ("problem=code-wraps", "code-wraps 2"),
        ("problem=over-budget", "over-budget 1"),
        ("status=ok", "ok 2"),
        ("status=raised", "raised 1"),
    ]


def test_without_problems_there_are_no_filters_for_them() -> None:
    found = page(entry())
    assert [one.words for one in found.all("legend")] == ["Shorts", "Status"]
    assert "no problems" in found.one(class_="facts").words


def test_what_needs_a_script_is_hidden_without_one() -> None:
    found = page(entry())
    needing = [*found.all("button"), *found.all("form"), found.one(class_="shown"), found.one(class_="none")]
    assert [element.tag for element in needing if "hidden" not in _with_parents(found, element)] == []


def _with_parents(root: Element, element: Element) -> set[str]:
    around = [one for one in root.all() if element in one.all() or element is one]
    return {name for one in around for name in one.attributes}


def test_the_policy_names_the_hashes_of_just_this_style_and_script() -> None:
    found = page(entry())
    policy = found.one("meta", http_equiv="Content-Security-Policy").attributes["content"].split("; ")
    assert policy == [
        "default-src 'none'",
        f"script-src '{_hash(found.one('script').text)}'",
        f"style-src '{_hash(found.one('style').text)}'",
        "img-src 'self' file: data:",
        "media-src 'self' file:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    names = {name for element in found.all() for name in element.attributes}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def test_style_and_script_are_taken_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "index.css").write_bytes(b"/* {{ nothing }} {% if %} {# & < */\r\n")
    [artifact] = render(Overview("day04", "T", ENGLISH, (entry(),)), Templates(tmp_path))
    found = parse(artifact.data.decode())
    assert found.one("style").text == "/* {{ nothing }} {% if %} {# & < */\n"
    assert _hash(found.one("style").text) in artifact.data.decode()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("index.css", b"a\n</STYLE>", "`</STYLE` cannot stand in a page's style"),
        ("index.js", b"a\n'</script>'", "`</script` cannot stand in a page's script"),
        ("index.js", b"a\n<!-- b", "`<!--` cannot stand in a page's script"),
    ],
)
def test_a_style_or_script_that_would_end_itself_is_refused(
    tmp_path: Path, name: str, text: bytes, message: str
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / name).write_bytes(text)
    with pytest.raises(InputError) as caught:
        render(Overview("day04", "T", ENGLISH, ()), Templates(tmp_path))
    [problem] = caught.value.problems
    assert (problem.message, str(problem.span)) == (message, f"templates/{name}:2:1")


def test_a_style_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "index.css").write_bytes(b"\xff")
    with pytest.raises(InputError) as caught:
        render(Overview("day04", "T", ENGLISH, ()), Templates(tmp_path))
    assert caught.value.problems[0].message == "the file is no UTF-8"


def test_a_day_without_shorts_is_a_page() -> None:
    assert page().one(class_="facts").words == "0 shorts 0:00.0 in all no problems"


MARKUP = ("index.html.j2", "index.parts.html.j2")
SKELETON = {tag for name in MARKUP for tag in re.findall(r"<(\w+)", (built_in() / name).read_text())}


@given(timelines(), st.text())
def test_no_text_of_others_is_ever_more_than_text(of: Timeline, word: str) -> None:
    problem = Problem("code-wraps", word, Span(word, 1), word, detail=word)
    written = text(IndexEntry(of, "first-custom-model", FILES, (problem,)), environment={"torch": word})
    assert visible(written) == written
    found = parse(written)
    assert {element.tag for element in found.all()} <= SKELETON
    shown = found.one("article")
    assert shown.one(class_="hook").words == " ".join(visible(plain(of.short.hook)).split())
    said = [" ".join(visible(plain(line.say)).split()) for line in of.short.talk_track]
    assert [one.all("span")[0].words for one in shown.all(class_="say")] == said
    assert set(links(found)) <= {path for paths in FILES.values() for path in paths}


@given(timelines())
def test_the_same_day_gives_the_same_bytes(of: Timeline) -> None:
    assert text(entry(of)) == text(entry(of))


def test_the_templates_hold_no_address_of_anywhere_else() -> None:
    for name in (*MARKUP, "index.css", "index.js"):
        assert re.findall(r"https?:|//\w|@import|url\(", (built_in() / name).read_text()) == []
