"""Shorts and outcomes as no author would write them, for tests of laws."""

from __future__ import annotations

from hypothesis import strategies as st

from shortsgen.plan.timeline import Timeline, plan
from shortsgen.problems import Problem, Severity, Span
from shortsgen.report.findings import Case, Findings
from shortsgen.run.outcome import Failure, Outcome, Status
from shortsgen.script.model import Code, Day, Listing, Mistake, Options, Short, TalkLine
from tests.factory import make_short

WORDS = """the model calls `super().__init__()` requires_grad=True — nn.Linear(784, 256) e.g. x @ W.T + b `a * b` *now*
    `<b>` & --> “quoted.” (really) CrossEntropyLoss 1e-3 -- # > {\\an8} [link](url) 日本語のテキスト `` `
    $x$ end. Next!"""
OUTPUT = [
    "torch.Size([2, 4])",
    "",
    "  indented",
    "a  b",
    "-->",
    "00:00:01,000 --> 00:00:02,000",
    "<i>&lt;</i>",
    "\x1b[31m",
]

texts = st.lists(st.sampled_from(WORDS.split()) | st.text(max_size=6), max_size=14).map(" ".join)
outputs = st.lists(st.sampled_from(OUTPUT) | st.text(max_size=10), max_size=6).map("\n".join)
focuses = st.sets(st.integers(1, 9), max_size=3).map(lambda lines: tuple(sorted(lines)))


def _tuples(elements: st.SearchStrategy[object], most: int) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(elements, max_size=most).map(tuple)


failures = st.builds(Failure, st.just("ValueError"), outputs)
outcomes: st.SearchStrategy[Outcome] = st.builds(
    Outcome,
    status=st.sampled_from(Status),
    output=outputs,
    figures=_tuples(st.just(b"PNG"), 3),
    error=st.none() | failures,
)
holds = st.none() | st.floats(0.1, 60)
shorts: st.SearchStrategy[Short] = st.builds(
    make_short,
    title=texts,
    hook=texts,
    hook_hold=holds,
    output_hold=holds,
    talk_track=_tuples(st.builds(TalkLine, texts, focuses, holds), 4),
    code=st.sampled_from([Code(""), Code("x = 1\nprint(x)\n")]),
    mistake=st.none()
    | st.builds(Mistake, texts, st.none() | st.just(Code("x\n")), st.none() | st.just("NameError"), holds),
    listings=_tuples(st.builds(Listing, st.just("bash"), st.builds(Code, outputs)), 2),
    raises=st.none() | st.just("ValueError"),
    options=st.builds(Options, pace=st.integers(60, 400)),
)


def timelines(of: st.SearchStrategy[Short] = shorts) -> st.SearchStrategy[Timeline]:
    day = Day("day04", "nn.Module + “PyTorch Way”", ())
    return st.builds(plan, st.just(day), of, outcomes, st.none() | outcomes)


FILES = ["scripts_yaml/day01.yaml", "scripts_yaml/a, b: 100% c.yaml"]
SUBJECTS = ["", "day01/first", "day01/first/mistake", "day02/first"]
CASES = tuple(
    Case(one, one[:5], one[6:], Span(FILES[0], 9), 0.25, "no time" * ("mistake" in one)) for one in SUBJECTS[1:]
)
HOSTILE = ["\n::add-mask::x", "]]>", "%0A", "\r\n", "\x00", "\ud800", "\ufffe", "&lt;", "{0}", "::error::", "\u202e"]

reports = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=5).map("".join)
spans = st.builds(
    lambda file, line, column, lines, columns: Span(file, line, column, line + lines, column + columns),
    st.sampled_from(FILES),
    *[st.integers(1, 99)] * 4,
) | st.builds(Span, st.sampled_from(FILES), st.integers(1, 99))
problems = st.builds(
    Problem,
    code=st.sampled_from(["drift", "snippet-raised", "code-wraps", "usage"]),
    message=reports,
    span=st.none() | spans,
    hint=reports,
    severity=st.sampled_from(Severity),
    detail=reports,
    subject=st.sampled_from(SUBJECTS),
)
findings = st.builds(
    Findings,
    problems=_tuples(problems, 6),
    cases=st.just(CASES),
    folder=st.sampled_from(["", "videos/of us"]),
    refused=st.booleans(),
)
