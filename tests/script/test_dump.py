"""Day -> YAML text -> the same day."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shortsgen.choices import Device
from shortsgen.script.dump import dump
from shortsgen.script.load import load
from shortsgen.script.model import Code, Day, Listing, Mistake, Options, Short, TalkLine

AWKWARD = [
    *[
        "“",
        "”",
        "’",
        ": ",
        ":",
        " #",
        "#",
        "- ",
        "'",
        '"',
        "`x`",
        "*",
        "&",
        "!",
        "|",
        ">",
        "%",
        "@",
        "{",
        "[",
        "\\",
        ",",
    ],
    *[" ", "  ", "\t", "\n", "\n\n", "…", "é", "🎬", "yes", "true", "null", "~", "1", "1e5", "0x1f", "12:30", "---"],
    *["...", "<<", "=", "?", "a", "word", "\u2028", "\x85", "\ufeff", "\x07", "\r"],
]

pieces = st.lists(st.sampled_from(AWKWARD), max_size=8).map("".join)
text = (pieces | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)).filter(str.strip)
name = st.sampled_from(["ValueError", "torch.cuda.OutOfMemoryError", "_Odd1"])
slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True).filter(lambda s: len(s) > 4)
options = st.builds(
    Options,
    seed=st.integers(0, 2**32 - 1),
    timeout=st.floats(0.001, 3600),
    memory=st.integers(16, 2**20),
    network=st.booleans(),
    device=st.sampled_from(Device),
    device_tolerance=st.floats(0, 1),
    pace=st.integers(40, 400),
    budget=st.floats(0.001, 3600),
)
holds = st.none() | st.floats(0.1, 60)
made = st.builds(Mistake, text=text, code=text.map(Code), raises=st.none() | name, hold=holds)
mistakes = st.builds(Mistake, text=text, hold=holds) | made


listings = st.builds(Listing, st.sampled_from(["bash", "c++"]), st.builds(Code, text))


@st.composite
def short(draw: st.DrawFn, number: int, ids: list[str], shared: Options) -> Short:
    code, raises = draw(text), draw(st.none() | name)
    lines = st.sets(st.integers(1, code.rstrip("\n").count("\n") + 1)).map(lambda found: tuple(sorted(found)))
    return Short(
        number=number,
        id=ids[number - 1],
        title=draw(text),
        hook=draw(text),
        talk_track=tuple(
            draw(st.lists(st.builds(TalkLine, say=text, focus=lines, hold=holds), min_size=1, max_size=3))
        ),
        code=Code(code),
        mistake=draw(st.none() | mistakes),
        hook_hold=draw(holds),
        output_hold=draw(holds),
        listings=tuple(draw(st.lists(listings, max_size=2))),
        needs=tuple(draw(st.lists(st.sampled_from(ids[: number - 1]), max_size=2))) if number > 1 else (),
        setup=draw(st.none() | text.map(Code)),
        raises=raises,
        traceback=draw(st.sampled_from(["last", "short", "full"])) if raises else "last",
        echo=draw(st.booleans()),
        skip=draw(st.none() | text),
        requires=tuple(draw(st.lists(st.sampled_from(["torchvision", "a.b"]), max_size=2))),
        varies=tuple(draw(st.sampled_from([(), ("*",), ("took * s", "*: b"), ("*", "a*")]))),
        options=draw(st.sampled_from([shared, Options()]) | options),
    )


@st.composite
def days(draw: st.DrawFn) -> Day:
    ids = draw(st.lists(slugs, min_size=1, max_size=3, unique=True))
    shared = draw(options)
    shorts = tuple(draw(short(number, ids, shared)) for number in range(1, len(ids) + 1))
    return Day("day", draw(text), shorts)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(days())
def test_what_was_dumped_loads_as_the_same_day(day: Day) -> None:
    assert load(dump(day), "scripts_yaml/day.yaml", "day") == day


def plain(number: int, **values: object) -> Short:
    base = Short(number, f"s{number}", "T", "H", (TalkLine("S"),), Code("x = 1\n\nprint(x)\n"))
    return replace(base, **values)  # type: ignore[arg-type]


def test_a_day_is_written_as_a_person_would() -> None:
    options = Options(seed=3)
    shorts = (
        plain(1, options=options, talk_track=(TalkLine("Do: it", (1, 2, 3)), TalkLine("`x`", (3,)))),
        plain(2, options=replace(options, pace=160), needs=("s1",), mistake=Mistake("M", Code("y\n"), "NameError")),
    )
    assert dump(Day("day", "nn.Module + “PyTorch Way”", shorts)) == (
        "# yaml-language-server: $schema=../shortsgen.schema.json\n"
        "title: nn.Module + “PyTorch Way”\n"
        "defaults:\n"
        "  seed: 3\n"
        "shorts:\n"
        "  - id: s1\n"
        "    title: T\n"
        "    hook: H\n"
        "    talk_track:\n"
        "      - say: 'Do: it'\n"
        "        focus: 1-3\n"
        "      - say: '`x`'\n"
        "        focus: 3\n"
        "    code: |\n"
        "      x = 1\n"
        "\n"
        "      print(x)\n"
        "\n"
        "  - id: s2\n"
        "    title: T\n"
        "    hook: H\n"
        "    needs:\n"
        "      - s1\n"
        "    talk_track:\n"
        "      - S\n"
        "    code: |\n"
        "      x = 1\n"
        "\n"
        "      print(x)\n"
        "    mistake:\n"
        "      text: M\n"
        "      code: |\n"
        "        y\n"
        "      raises: NameError\n"
        "    pace: 160\n"
    )


def test_blank_lines_at_the_end_of_a_short_stay_its_own() -> None:
    day = Day("day", "T", tuple(plain(number, code=Code("x\n" + "\n" * number)) for number in (1, 2, 3)))
    assert load(dump(day), "f", "day") == day


def test_an_option_that_differs_from_those_of_the_day_is_written_even_where_it_is_the_default() -> None:
    day = Day("day", "T", (plain(1, options=Options(seed=5, pace=160)), plain(2, options=Options(pace=160))))
    assert "defaults:\n  pace: 160\n" in dump(day)
    assert load(dump(day), "f", "day") == day
