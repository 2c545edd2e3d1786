"""What does not fit the screen or cannot be drawn on it, of all that slides show: each problem as a person sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shortsgen.project import Project
from shortsgen.report.human import human
from shortsgen.rules.code import differing
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Code, Day
from tests.factory import make_short
from tests.rules.conftest import Told, block

pytestmark = pytest.mark.torch


def lines(count: int) -> str:
    return "code: |\n" + "".join(f"  x{number} = {number}\n" for number in range(count))


def printing(count: int) -> str:
    return f"code: |\n  for n in range({count}): print(n)"


def of(code: str, blocks: list[str]) -> list[str]:
    return [one for one in blocks if f"[{code}]" in one]


def test_code_that_is_too_long(judged: Told) -> None:
    assert of("code-overflow", judged(lines(27))) == [
        block("""
        scripts_yaml/day.yaml:8:7: error[code-overflow] 01 s1: the code has 1 row too many for its slide, at 32 px
            8 |       x0 = 0
              |       ^
          hint: show less code, or split the short
        """)
    ]


def test_output_that_is_too_long(judged: Told) -> None:
    assert of("output-shortened", judged(printing(60))) == [
        block("""
        scripts_yaml/day.yaml:8:7: warning[output-shortened] 01 s1: the output has 42 lines too many for its slide, and its middle is left out
            8 |       for n in range(60): print(n)
              |       ^
          hint: print less
        """)  # noqa: E501
    ]


def test_output_that_is_too_wide(judged: Told) -> None:
    assert of("output-wraps", judged("code: print('weight ' * 9)")) == [
        block("""
        scripts_yaml/day.yaml:7:11: warning[output-wraps] 01 s1: line 1 of the output has 63 columns, 51 fit at 32 px, so it wraps
            7 |     code: print('weight ' * 9)
              |           ^^^^^^^^^^^^^^^^^^^^
          hint: print shorter lines
        """)  # noqa: E501
    ]


def plotting(more: str) -> str:
    return f"code: |\n  import matplotlib.pyplot as plt\n  {more}\n  plt.plot([1, 2])"


def test_a_figure_whose_letters_are_too_small(judged: Told) -> None:
    told = of("figure-small", judged(plotting("plt.figure(); plt.plot([2, 1]); plt.figure(figsize=(10, 6))")))
    assert told == [
        block("""
        scripts_yaml/day.yaml:8:7: warning[figure-small] 01 s1: the smallest text of figure 2 has 18 px on its slide, expected at least 24
            8 |       import matplotlib.pyplot as plt
              |       ^
          hint: leave `figsize` and `fontsize` to the style of figures, or set larger letters and fewer of them
        """)  # noqa: E501
    ]


def test_a_figure_that_is_small_beside_what_is_printed(judged: Told) -> None:
    [told] = of("figure-small", judged(plotting("plt.rcParams['font.size'] = 13; print('x\\n' * 20)")))
    assert told.endswith("  hint: print less beside it, or set larger letters\n")


@pytest.mark.parametrize(
    "code", ["pass", "plt.figure(figsize=(6, 5))", "plt.rcParams['font.size'] = 13", "print('x\\n' * 2)"]
)
def test_a_figure_whose_letters_are_large_enough(judged: Told, code: str) -> None:
    assert of("figure-small", judged(plotting(code))) == []


def test_output_that_is_another_one_the_second_time() -> None:
    short = make_short(code=Code("print(time.time())"), spans={})
    (snippet,) = snippets(Day("day", "Day", (replace(short, mistake=None),), "scripts_yaml/day.yaml"))
    found = differing(snippet, Outcome(Status.OK, "0.25\n"), Outcome(Status.OK, "0.75\n"))
    assert human(found, {}).plain == block("""
    scripts_yaml/day.yaml:1:1: warning[output-varies] 04 first-custom-model: executed twice, it gives `0.25` only once
          | --- first
          | +++ second
          | @@ -1 +1 @@
          | -0.25
          | +0.75
      hint: make it the same in every run, or say what `varies`
    """)


def test_a_listing_is_judged_at_its_own_lines(judged: Told) -> None:
    echoes = "".join(f"      echo {n:02} and more words so that this line is a long one\n" for n in range(70))
    blocks = judged(f"code: print(1)\nlistings:\n  - language: bash\n    text: |\n{echoes}")
    assert of("code-overflow", blocks) == [
        block("""
        scripts_yaml/day.yaml:11:11: error[code-overflow] 01 s1: the listing has 115 rows too many for its slide, at 32 px
           11 |           echo 00 and more words so that this line is a long one
              |           ^
          hint: show less code, or split the short
        """)  # noqa: E501
    ]
    wraps = of("code-wraps", blocks)
    assert len(wraps) == 70
    assert wraps[69] == block("""
        scripts_yaml/day.yaml:80:52: warning[code-wraps] 01 s1: line 70 of the listing has 54 columns, 39 fit at 36 px; it wraps at column 42
           80 |           echo 69 and more words so that this line is a long one
              |                                                    ^
          hint: break the line where it reads best
        """)  # noqa: E501


def test_the_code_and_the_output_of_a_mistake(judged: Told) -> None:
    rows = "".join(f"    x{number} = {number}\n" for number in range(40))
    blocks = judged(f"code: print(1)\nmistake:\n  text: M\n  code: |\n{rows}    for n in range(60): print(n)\n")
    assert of("code-overflow", blocks) == [
        block("""
        scripts_yaml/day.yaml:11:9: error[code-overflow] 01 s1: the mistake's code has 31 rows too many for its slide, at 32 px
           11 |         x0 = 0
              |         ^
          hint: show less code, or split the short
        """)  # noqa: E501
    ]
    assert of("output-shortened", blocks) == [
        block("""
        scripts_yaml/day.yaml:11:9: warning[output-shortened] 01 s1: the mistake's output has 53 lines too many for its slide, and its middle is left out
           11 |         x0 = 0
              |         ^
          hint: print less
        """)  # noqa: E501
    ]


def test_texts_that_are_too_long(judged: Told) -> None:
    title, hook, mistake = "T" * 81, "H" * 161, "M" * 241
    whole = (
        f"title: {'D' * 81}\nshorts:\n- id: s1\n  title: {title}\n  hook: {hook}\n"
        f"  talk_track: [S]\n  code: print(1)\n  mistake: {mistake}\n"
    )
    heads = [one.partition("\n")[0] for one in of("text-too-long", judged(whole=whole))]
    assert heads == [
        "scripts_yaml/day.yaml:1:8: error[text-too-long] day: the day's title has 81 characters, expected at most 80",
        "scripts_yaml/day.yaml:4:10: error[text-too-long] 01 s1: the title has 81 characters, expected at most 80",
        "scripts_yaml/day.yaml:5:9: error[text-too-long] 01 s1: the hook has 161 characters, expected at most 160",
        "scripts_yaml/day.yaml:8:12: error[text-too-long] 01 s1: the mistake has 241 characters, expected at most 240",
    ]


def test_texts_that_are_just_short_enough(judged: Told) -> None:
    title, hook, mistake = "T" * 80, "H" * 160, "M" * 240
    whole = (
        f"title: {'D' * 80}\nshorts:\n- id: s1\n  title: {title}\n  hook: {hook}\n"
        f"  talk_track: [S]\n  code: print(1)\n  mistake: {mistake}\n"
    )
    assert of("text-too-long", judged(whole=whole)) == []


def test_characters_without_a_glyph_in_what_stands_around_the_code(judged: Told, project: Project) -> None:
    """The day's title, the language of a listing and the handle are drawn on slides as well."""
    whole = (
        "title: Day 中\nshorts:\n- id: s1\n  title: T\n  hook: H\n  talk_track: [S]\n  code: print(1)\n"
        "  listings:\n  - language: 言\n    text: ls\n"
    )
    (project.root / "shortsgen.yaml").write_text('theme:\n  handle: "@me文"\n')
    judged(whole=whole)  # only the second command of a session reads the settings
    assert of("glyph-missing", judged(whole=whole)) == [
        block("""
        scripts_yaml/day.yaml:1:8: error[glyph-missing] day: no font of the slides has `中` (U+4E2D), which the day's title shows
            1 | title: Day 中
              |        ^^^^^
          hint: leave it out, or put a font that has it into templates/fonts/
        """),  # noqa: E501
        block("""
        scripts_yaml/day.yaml:9:15: error[glyph-missing] 01 s1: no font of the slides has `言` (U+8A00), which the language of the listing shows
            9 |   - language: 言
              |               ^
          hint: leave it out, or put a font that has it into templates/fonts/
        """),  # noqa: E501
        block("""
        shortsgen.yaml:2:11: error[glyph-missing] day: no font of the slides has `文` (U+6587), which the handle shows
            2 |   handle: "@me文"
              |           ^^^^^^
          hint: leave it out, or put a font that has it into templates/fonts/
        """),
    ]
