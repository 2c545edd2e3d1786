"""The recording: what is kept of outcomes, what is read back, and what is never guessed at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.problems import InputError
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.run.outside.terminal import shown
from shortsgen.run.recording import Entry, Recording, figure_name, figure_names, figures, recorded
from shortsgen.run.recording_file import dump, parse
from shortsgen.run.snippet import Snippet, snippets
from tests.render.shapes import png
from tests.run.conftest import day_of

FILE = "scripts_yaml/day.outputs.yaml"
ENVIRONMENT = {"python": "3.14.0", "torch": "2.13.0", "threads": 1}

HOSTILE = [
    "", " ", "\n", "\n\n", "\t\ttabs\n", "  indented\n less\n", "trailing  \n", "no line feed", "...\n", "---\n",
    "<<<<<<< HEAD\n", "=======\n", ">>>>>>> theirs\n", "# comment\n", "key: value\n", "- item\n", "{a: [b\n", "'\"\n",
    "null", "true", "12", "1e5", "~", "!!python/object:os.system\n", "*alias &anchor\n", "%TAG\n", "| >\n", "\\n\n",
    "\u202e\x1b[0m", "日本語 🙂\n", "\x85\n", "\ufeff", "a\r\nb\r\n", "\x00", "x" * 5000, "| a |\n\n   b\n",
]  # fmt: skip
texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=12), max_size=6).map("".join)
outputs = texts.map(lambda text: shown(text.encode("utf-8", "surrogatepass")))
outcomes = st.builds(
    Outcome,
    st.sampled_from([Status.OK, Status.COMMENT_ONLY, Status.RAISED, Status.EXITED]),
    outputs,
    st.lists(st.builds(png, st.integers(1, 9), st.integers(1, 9)), max_size=3).map(tuple),
    st.none() | st.builds(Failure, outputs, outputs),
    outputs,
)
names = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?(/mistake)?", fullmatch=True)
environments = st.dictionaries(st.sampled_from(["python", "torch", "cpu"]), outputs)
entries = st.builds(Entry, st.from_regex(r"[0-9a-f]{20}", fullmatch=True), outcomes, environments)
recordings = st.builds(Recording, st.dictionaries(names, entries, max_size=4))


def read(recording: Recording) -> Recording:
    return parse(dump(recording), FILE, figures(recording).get)


def one(outcome: Outcome) -> Recording:
    return Recording({"a": Entry("0" * 20, outcome, ENVIRONMENT)})


def day() -> tuple[Snippet, ...]:
    return snippets(day_of("print(1)\n", "print(2)\n", "print(3)\n"))


@given(recordings)
def test_what_is_written_is_read_back(recording: Recording) -> None:
    again = read(recording)
    assert again == recording
    assert list(again.entries) == list(recording.entries)
    assert dump(again) == dump(recording)


def test_the_file_reads_like_what_was_printed() -> None:
    error = Failure("ValueError", "no", 12, 3, "Traceback")
    last = Outcome(Status.EXITED, figures=(png(4, 3, style=""),), detail="sys.exit(0)")
    recording = Recording(
        {
            "first": Entry("0" * 20, Outcome(Status.OK, "loss 0.5\n\n  done\n", seconds=2.0), ENVIRONMENT),
            "first/mistake": Entry("1" * 20, Outcome(Status.RAISED, error=error), ENVIRONMENT),
            "last": Entry("2" * 20, last, {"python": "3.15.1"}),
        },
    )
    assert dump(recording) == (
        "# What the code printed when it was executed. `shortsgen run` writes this file; review it like code.\n"
        "format: 2\n"
        "environments:\n"
        "  2eddcc30:\n"
        "    python: 3.14.0\n"
        "    torch: 2.13.0\n"
        "    threads: 1\n"
        "  b3dcfce2:\n"
        "    python: 3.15.1\n"
        "outcomes:\n"
        "  first:\n"
        '    key: "00000000000000000000"\n'
        "    environment: 2eddcc30\n"
        "    status: ok\n"
        "    output: |\n"
        "      loss 0.5\n"
        "\n"
        "        done\n"
        "  first/mistake:\n"
        '    key: "11111111111111111111"\n'
        "    environment: 2eddcc30\n"
        "    status: raised\n"
        "    error:\n"
        "      type: ValueError\n"
        "      message: 'no'\n"
        "  last:\n"
        '    key: "22222222222222222222"\n'
        "    environment: b3dcfce2\n"
        "    status: exited\n"
        "    detail: sys.exit(0)\n"
        "    figures:\n"
        "      - bf631e8d060ba9ca4cce\n"
    )


def test_an_outcome_is_fresh_only_under_the_key_of_its_snippet() -> None:
    snippet = day()[0]
    outcome = Outcome(Status.OK, "1\n")
    assert Recording({"s1": Entry(snippet.key, outcome)}).fresh(snippet) == outcome
    assert Recording({"s1": Entry("0" * 20, outcome)}).fresh(snippet) is None
    assert Recording().fresh(snippet) is None


def test_what_is_found_replaces_and_all_else_stays_in_the_order_of_the_day() -> None:
    first, second, third = day()
    there = {"python": "old"}
    old = Recording(
        {
            "other": Entry("0" * 20, Outcome(Status.OK, "of a newer script\n"), there),
            "s3": Entry("stale", Outcome(Status.OK, "old 3\n"), there),
            "s2": Entry(second.key, Outcome(Status.OK, "old 2\n"), there),
            "s1": Entry(first.key, Outcome(Status.OK, "old 1\n"), there),
            "gone": Entry("0" * 20, Outcome(Status.OK, "orphan\n"), there),
        },
    )
    new = recorded(old, (first, second, third), {"s1": Outcome(Status.OK, "new 1\n")}, ENVIRONMENT, {"gone"})
    assert {name: (entry.outcome.output, entry.environment) for name, entry in new.entries.items()} == {
        "s1": ("new 1\n", ENVIRONMENT),
        "s2": ("old 2\n", there),
        "s3": ("old 3\n", there),
        "other": ("of a newer script\n", there),
    }
    assert list(new.entries) == ["s1", "s2", "s3", "other"]


def test_a_machine_of_which_less_is_said_is_the_one_that_is_known() -> None:
    first, second, _ = day()
    whole, other = {"python": "3.14", "torch": "9"}, {"python": "3.13"}
    old = Recording({"s2": Entry(second.key, Outcome(Status.OK), whole)})
    for here, kept in (({"python": "3.14"}, whole), (other, other), (whole | {"torch": "10"}, whole | {"torch": "10"})):
        assert recorded(old, (first, second), {"s1": Outcome(Status.OK)}, here).entries["s1"].environment == kept


def test_what_the_network_was_not_allowed_for_stays_recorded() -> None:
    snippet = day()[0]
    old = Recording({"s1": Entry(snippet.key, Outcome(Status.OK, "from afar\n"))})
    assert recorded(old, (snippet,), {"s1": Outcome(Status.SKIPPED, detail="no network")}, {}) == old


@pytest.mark.parametrize("status", [status for status in Status if status not in ("ok", "comment_only", "skipped")])
def test_what_was_not_as_expected_is_never_recorded(status: Status) -> None:
    snippet = day()[0]
    old = Recording({"s1": Entry(snippet.key, Outcome(Status.OK, "1\n"))})
    assert recorded(old, (snippet,), {"s1": Outcome(status, error=Failure("E", ""))}, ENVIRONMENT).entries == {}


def test_an_expected_failure_is_recorded() -> None:
    [snippet] = snippets(day_of("1 / 0\n", raises="ZeroDivisionError"))
    outcome = Outcome(Status.RAISED, error=Failure("ZeroDivisionError", "division by zero"))
    assert recorded(Recording(), (snippet,), {"s1": outcome}, {}).entries["s1"].outcome == outcome


def test_orphans_are_what_the_day_has_no_snippet_for() -> None:
    entry = Entry("0" * 20, Outcome(Status.OK))
    recording = Recording({"s1": entry, "s1/mistake": entry, "gone": entry})
    assert [name for name, _ in recording.orphans(day())] == ["s1/mistake", "gone"]


def test_figures_are_files_named_by_snippet_and_number() -> None:
    recording = Recording({"a/mistake": Entry("0" * 20, Outcome(Status.OK, figures=(b"1", b"2")))})
    assert figures(recording) == {"a.mistake-1.png": b"1", "a.mistake-2.png": b"2"}
    assert figure_name("a", 3) == "a-3.png"
    assert figure_name("a-mistake", 1) != figure_name("a/mistake", 1)


ONE, OTHER = png(2, 3), png(3, 2)


@pytest.mark.parametrize("found", [{}, {"a-1.png": ONE}, {"a-1.png": ONE, "a-2.png": ONE}])
def test_an_entry_whose_figures_are_missing_or_changed_is_stale_and_stays_in_the_file(found: dict[str, bytes]) -> None:
    [snippet] = snippets(replace(day_of("1\n"), shorts=(replace(day_of("1\n").shorts[0], id="a"),)))
    recording = Recording({"a": Entry(snippet.key, Outcome(Status.OK, figures=(ONE, OTHER)), ENVIRONMENT)})
    assert parse(dump(recording), FILE, figures(recording).get) == recording
    damaged = parse(dump(recording), FILE, found.get)
    assert (recording.fresh(snippet) is None, damaged.fresh(snippet) is None) == (False, True)
    assert dump(damaged) == dump(recording)
    assert figure_names(damaged) == {"a-1.png", "a-2.png"}


@pytest.mark.parametrize(("style", "fresh"), [("dark", True), ("light", False), ("", False)])
def test_an_entry_whose_figures_were_drawn_in_another_style_is_stale(style: str, fresh: bool) -> None:
    [snippet] = snippets(day_of("1\n"))
    outcome = Outcome(Status.OK, figures=(ONE, png(3, 2, style)))
    recording = Recording({"s1": Entry(snippet.key, outcome)})
    assert (recording.fresh(snippet) == outcome) == fresh


def test_an_entry_without_figures_stays_fresh_in_another_look() -> None:
    [dark], [light] = snippets(day_of("1\n")), snippets(day_of("1\n"), look="light")
    assert Recording({"s1": Entry(dark.key, Outcome(Status.OK))}).fresh(light) == Outcome(Status.OK)


GOOD = dump(one(Outcome(Status.RAISED, "x\n", error=Failure("E", "m"))))


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("format: 2", "format: 3", "2:9", "expected format 2, found 3"),
        ("format: 2\n", "", "2:1", "expected the key `format`"),
        ("format: 2", "format: one", "2:9", "expected `format` to be a number"),
        ("format: 2", "format: 1", "2:1", "expected the key `environment`"),
        ("environments:\n", "environments: []\nrest:\n", "3:15", "expected `environments` to be a mapping"),
        (
            "    python: 3.14.0\n    torch: 2.13.0\n    threads: 1\n",
            "    text\n",
            "5:5",
            "expected `2eddcc30` to be a mapping",
        ),
        ("outcomes:\n", "outcome:\n", "2:1", "expected the key `outcomes`"),
        ("  a:\n", "  a: text\n  b:\n", "9:6", "expected a mapping with `environment`"),
        ("    environment: 2eddcc30\n", "", "10:5", "expected the key `environment`"),
        (
            "    environment: 2eddcc30\n",
            "    environment: elsewhere\n",
            "11:18",
            "`elsewhere` is not among the environments",
        ),
        ("    status: raised\n", "", "10:5", "expected the key `status`"),
        ("status: raised", "status: timed_out", "12:13", "`timed_out` is not a status that is recorded"),
        ("status: raised", "status: fine", "12:13", "`fine` is not a status that is recorded"),
        ('    key: "00000000000000000000"\n', "", "10:5", "expected the key `key`"),
        ("output: |\n      x\n", "output: 7\n", "13:13", "expected `output` to be text"),
        ("      message: m\n", "", "16:7", "expected the key `message`"),
        ("    error:\n", "    figures: 3\n    error:\n", "15:14", "expected `figures` to be a list"),
    ],
)
def test_a_damaged_recording_is_told_with_its_place(old: str, new: str, place: str, message: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    with pytest.raises(InputError) as caught:
        parse(text, FILE, lambda _: None)
    [problem] = caught.value.problems
    assert (problem.code, str(problem.span), problem.message) == ("recording-damaged", f"{FILE}:{place}", message)
    assert problem.hint == "restore it from version control, or delete it and run `shortsgen run DAY`"
    assert caught.value.sources == {FILE: text}


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> branch"])
def test_marks_of_a_merge_are_told_with_their_line(mark: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(GOOD.replace("outcomes:\n", f"{mark}\noutcomes:\n"), FILE, lambda _: None)
    [problem] = caught.value.problems
    assert (problem.code, str(problem.span)) == ("recording-conflict", f"{FILE}:8:1")


@pytest.mark.parametrize("text", ["", "- 1\n", "text\n", "format: [1\n", "a: &b 1\nc: *b\n"])
def test_what_is_no_recording_is_bad_input(text: str) -> None:
    with pytest.raises(InputError):
        parse(text, FILE, lambda _: None)


def test_an_entry_knows_its_place() -> None:
    span = parse(GOOD, FILE, lambda _: None).entries["a"].span
    assert str(span) == f"{FILE}:10:5"
    assert replace(one(Outcome(Status.OK)).entries["a"], span=span) == one(Outcome(Status.OK)).entries["a"]
