import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.cues.breaks import blanks_in_code, break_costs
from shortsgen.cues.cues import Cue, cues, join, output_cues
from shortsgen.cues.profiles import PROFILES
from shortsgen.plan.contents import Printout, passages
from shortsgen.plan.timeline import Timeline, plan
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Day, Mistake, Options, TalkLine
from shortsgen.text.cells import cells
from tests.factory import make_short
from tests.strategies import timelines

DAY = Day("day04", "nn.Module", ())
profiles = st.sampled_from(list(PROFILES.values()))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Define layers in `__init__`.", [("Define layers in __init__.",)]),
        (
            "Use `.view` on a non-contiguous tensor; if it errors, use `.reshape(...)`.",
            [("Use .view on a non-contiguous tensor;", "if it errors, use .reshape(...).")],
        ),
        (
            "Reusing the same name twice (later layers overwrite earlier ones).",
            [("Reusing the same name twice", "(later layers overwrite earlier ones).")],
        ),
        (
            "`linear.weight.shape` is `(out_features, in_features)`.",
            [("linear.weight.shape is", "(out_features, in_features).")],
        ),
        (
            "Comparing models without considering parameter count (bigger isn’t always better).",
            [
                ("Comparing models",),
                ("without considering parameter count", "(bigger isn’t always better)."),
            ],
        ),
        (
            "That also integrates with hooks, scripting, and other tooling.",
            [("That also integrates with hooks,", "scripting, and other tooling.")],
        ),
        ("This is how optimizers know what to update.", [("This is how optimizers know", "what to update.")]),
        ("Optimizer defines how we update parameters.", [("Optimizer defines", "how we update parameters.")]),
        (
            "Returning probabilities instead of logits for CrossEntropyLoss.",
            [("Returning probabilities", "instead of logits for CrossEntropyLoss.")],
        ),
        (
            "Storing tensors as plain attributes instead of `nn.Parameter` / layers, so they don’t train.",
            [("Storing tensors as plain attributes", "instead of nn.Parameter / layers,"), ("so they don’t train.",)],
        ),
        (
            "In PyTorch, `model(x)` calls `forward(x)` under the hood.",
            [("In PyTorch,", "model(x) calls forward(x) under the hood.")],
        ),
        (
            "Forward → loss → zero_grad → backward → step.",
            [("Forward → loss → zero_grad", "→ backward → step.")],
        ),
    ],
)
def test_lines_break_where_a_reader_pauses(text: str, lines: list[tuple[str, ...]]) -> None:
    assert [cue.lines for cue in _cues_of(text)] == lines


def test_inline_code_stays_on_a_line_where_that_can_be() -> None:
    text = "Unpack it twice with `rows, columns = shape` afterwards."
    assert [cue.lines for cue in _cues_of(text)] == [("Unpack it twice", "with rows, columns = shape afterwards.")]
    plain = [cue.lines for cue in _cues_of(text.replace("`", ""))]
    assert plain == [("Unpack it twice with rows,", "columns = shape afterwards.")], "a comma is better in a sentence"


def test_code_wider_than_a_line_breaks_all_the_same() -> None:
    code = "optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)"
    rows = [line for cue in _cues_of(f"`{code}`") for line in cue.lines]
    assert " ".join(rows) == code
    assert max(map(_width, rows)) <= 42


def test_a_word_wider_than_a_line_stands_alone() -> None:
    long = "optimizer." * 6
    assert [cue.lines for cue in _cues_of(f"Call {long} now")] == [("Call", long), ("now",)]


def test_a_short_cue_stays_for_the_silence_after_it() -> None:
    short = make_short(
        hook="Stop.", hook_hold=0.25, talk_track=(TalkLine("And go on with it.", hold=0.25),), mistake=None
    )
    assert [(cue.start, cue.end) for cue in cues(plan(DAY, short, Outcome(Status.OK)))] == [(0, 522), (606, 1839)]


def test_output_is_captioned_while_it_is_shown() -> None:
    timeline = plan(DAY, make_short(), Outcome(Status.OK, "  a\n\nb\n", figures=(b"", b"")))
    output = next(beat for beat in timeline.beats if beat.slide.content.kind == "output")
    assert output_cues(timeline) == (Cue(output.start, output.end, ("  a", "", "b")),)


def test_the_error_of_the_mistake_is_captioned_while_the_mistake_is_told() -> None:
    short = make_short(mistake=Mistake("Feeding it wrong.", Code("model(1)\n"), "TypeError"))
    failed = Outcome(Status.RAISED, error=Failure("TypeError", "not a tensor"))
    timeline = plan(DAY, short, Outcome(Status.OK), failed)
    told = timeline.beats[-1]
    assert output_cues(timeline) == (Cue(told.start, told.end, ("TypeError: not a tensor",)),)


def test_shorts_are_laid_end_to_end() -> None:
    short = make_short(hook="Stop now.", hook_hold=0.25, talk_track=(), code=Code(""), mistake=None)
    timeline = plan(DAY, short, Outcome(Status.OK))
    assert join([timeline, timeline]) == (Cue(0, 699, ("Stop now.",)), Cue(783, 1482, ("Stop now.",)))


@given(timelines())
def test_everything_printed_on_a_slide_is_captioned_once(timeline: Timeline) -> None:
    shown = [passage for slide in timeline.slides for passage in passages(slide.content)]
    expected = [passage.text for passage in shown if isinstance(passage, Printout) and passage.text]
    assert ["\n".join(cue.lines) for cue in output_cues(timeline)] == expected


def _cues_of(hook: str) -> tuple[Cue, ...]:
    short = make_short(hook=hook, talk_track=(), code=Code(""), mistake=None, options=Options(pace=150))
    return cues(plan(DAY, short, Outcome(Status.OK)))


def _width(line: str) -> int:
    return sum(map(cells, line))


@pytest.mark.parametrize("opening", ["“", "‘", "(", '"', "(“"])
def test_what_opens_before_a_word_changes_nothing_of_where_it_leans(opening: str) -> None:
    plain, opened = (break_costs(("Say", word, "stop")) for word in ("why", f"{opening}why"))
    assert opened[2] - (4 if "(" in opening else 0) == plain[2]


@pytest.mark.parametrize(
    ("before", "after", "cost"),
    [
        ("end.", "Next", 0),
        ("end.”", "Next", 0),
        ("(end?)", "Next", 0),
        ("well…", "then", 0),
        ("layers,", "and", 1),
        ("layers;", "so", 1),
        ("—", "layers", 1),
        ("layers", "and", 2),
        ("layers", "(such", 2),
        ("layers", "With", 2),
        ("two", "layers", 4),
        ("the", "layers", 8),
        ("don’t", "stop", 8),
        ("don't", "stop", 8),
        ("You'll", "stop", 8),
        ("what", "to", 8),
        ("=", "layers", 7),
        ("layers", "→", 7),
        ("", "layers", 4),
    ],
)
def test_what_a_break_costs_follows_from_the_words_at_both_sides(before: str, after: str, cost: int) -> None:
    assert break_costs((before, after)) == (0, cost)


def test_a_break_costs_more_in_brackets_and_most_in_code() -> None:
    assert break_costs(("f", "(two", "more", "(and)", "layers)", "more", "layers)", "more", "layers")) == (
        *(0, 2, 8, 2 + 4, 8, 4, 4, 4, 4),
    )
    assert break_costs(("two", "more", "layers,", "so"), (True, True, False, True)) == (0, 16, 4, 16)


def test_of_each_word_it_is_known_whether_the_blank_before_it_is_code() -> None:
    assert blanks_in_code("Use `a = b` or ` c ` and d") == (False, False, True, True, False, True, False, False)
    assert blanks_in_code("` a b`") == (True, True)
    assert blanks_in_code("") == ()


@pytest.mark.parametrize(
    ("words", "after", "before"),
    [
        ("and or because while whether about after of through to with without versus", 8, 2),
        ("a an the these its all any I you’ll it's let’s is will may had not don’t aren’t", 8, 4),
        ("layers model two said xand allx", 4, 4),
    ],
)
def test_small_words_lean_on_the_next_one_and_those_that_open_a_phrase_part_it_from_the_last(
    words: str, after: int, before: int
) -> None:
    for word in words.split():
        assert break_costs(("model", word, "model")) == (0, before, after), word
