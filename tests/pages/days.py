"""Days that are built for the tests of the index, with what their code gave."""

from __future__ import annotations

from pathlib import Path

from shortsgen.choices import Color, OutputName
from shortsgen.cli.console import Screen
from shortsgen.pipeline.render import Order, render
from shortsgen.pipeline.session import Session
from shortsgen.project import Project
from shortsgen.run.outcome import Failure, Outcome, Status
from tests.pipeline.conftest import FakeExecutor
from tests.render.shapes import png

HOSTILE = "</script><img src=x onerror=alert(1)>{{7*7}}"
TURNED = "a\u202eb"

MIXED = f"""\
title: Mixed endings
shorts:
  - id: plain
    title: Plain and good
    hook: It *just* runs.
    talk_track:
      - say: Here is `relu`.
        focus: 1
      - It prints.
    code: |
      x = 1
      \tprint("&lt;", x)

      print("tab\there")
    mistake:
      text: Not running it.
      code: |
        print(helo)
      raises: NameError

  - id: failing
    title: A failing one
    hook: It does not run.
    talk_track: [This fails.]
    code: |
      print("so far")
      1 / 0

  - id: too-long
    title: A long one
    hook: It is long.
    talk_track: [One two three four five six seven eight nine ten.]
    budget: 5
    code: |
      print("a long line that does not fit on the slide of a short, whatever is done about it")

  - id: remarks
    title: Remarks only
    hook: Nothing to run.
    talk_track: [Read this.]
    code: |
      # only said

  - id: not-here
    title: Skipped
    hook: Not on this machine.
    talk_track: [Read this.]
    skip: it downloads 170 MB
    code: |
      download()

  - id: announced
    title: Meant to fail
    hook: It must fail.
    talk_track: [Watch it fail.]
    raises: ValueError
    code: |
      int("x")

  - id: hostile
    title: '{HOSTILE}'
    hook: "\\u202e{HOSTILE}"
    talk_track: ['{HOSTILE}']
    code: "# \\u202e{HOSTILE}\\n"
    mistake: '{HOSTILE}'
    listings:
      - language: html
        text: '{HOSTILE}'
"""

OUTCOMES = {
    "remarks": Outcome(Status.COMMENT_ONLY),
    "failing": Outcome(
        Status.RAISED,
        "so far\n",
        error=Failure(
            "ZeroDivisionError",
            "division by zero",
            31,
            7,
            'Traceback (most recent call last):\n  File "scripts_yaml/day01.yaml", line 31\n'
            "ZeroDivisionError: division by zero\n",
        ),
    ),
    "too-long": Outcome(Status.OK, "output of too-long\n", figures=(png(60, 40),)),
    "announced": Outcome(Status.RAISED, error=Failure("ValueError", "invalid literal: 'x'")),
    "hostile": Outcome(Status.OK, f"\x1b[31m{HOSTILE}\x00{TURNED}</pre>\n"),
}


def many(count: int) -> str:
    """A day of `count` shorts."""
    shorts = (
        f"  - {{id: s{number}, title: Short {number}, hook: A hook., talk_track: [Said.], code: 'print({number})'}}\n"
        for number in range(1, count + 1)
    )
    return f"title: Many shorts\nshorts:\n{''.join(shorts)}"


def built(root: Path, script: str, only: tuple[OutputName, ...] = ()) -> Path:
    """The index of the day `day01` of a new project in `root`, rendered with OUTCOMES."""
    (root / "scripts_yaml").mkdir()
    (root / "scripts_yaml" / "day01.yaml").write_text(script)
    project = Project(root)
    with Session(project, FakeExecutor(dict(OUTCOMES)), Screen(Color.NEVER)) as session:
        render(session, "day01", [], Order(only))
    return project.build("day01") / "index.html"
