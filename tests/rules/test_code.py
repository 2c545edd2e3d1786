"""Each problem about snippets, as a person sees it."""

from __future__ import annotations

import sys

import pytest

from shortsgen.project import Project
from tests.rules.conftest import Told, block

pytestmark = pytest.mark.torch

HELLO = 'code: |\n  print("hello")'


def test_code_that_passes_though_it_is_meant_to_fail(told: Told) -> None:
    assert told(f"{HELLO}\nraises: ValueError") == [
        block("""
        scripts_yaml/day.yaml:9:13: error[snippet-passed] 01 s1: expected ValueError, but it did not fail
            9 |     raises: ValueError
              |             ^^^^^^^^^^
          hint: remove `raises: ValueError`, or mend what should fail
        """)
    ]


def test_code_that_exits(told: Told) -> None:
    assert told("code: |\n  import sys\n  print(1)\n  sys.exit(3)") == [
        block("""
        scripts_yaml/day.yaml:8:7: error[snippet-exited] 01 s1: exited: sys.exit(3)
            8 |       import sys
              |       ^
              | 1
          hint: leave `sys.exit` out, or add `raises: SystemExit` where it is meant to exit
        """)
    ]


def test_code_that_takes_too_long(told: Told) -> None:
    assert told("code: |\n  print(1)\n  while True: pass\ntimeout: 1") == [
        block("""
        scripts_yaml/day.yaml:8:7: error[snippet-timed-out] 01 s1: timed out: not done after 1 s
            8 |       print(1)
              |       ^
              | 1
          hint: make it faster, or set `timeout` on the short (now 1 s)
        """)
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to RLIMIT_AS")
def test_code_that_asks_for_too_much_memory(told: Told) -> None:
    assert told("code: |\n  x = bytearray(10**10)") == [
        block("""
        scripts_yaml/day.yaml:8:11: error[snippet-out-of-memory] 01 s1: out of memory: more than 2048 MiB were asked for
            8 |       x = bytearray(10**10)
              |           ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 8, in <module>
              |     x = bytearray(10**10)
              | MemoryError
          hint: use smaller tensors, or set `memory` on the short (now 2048 MiB)
        """)
    ]


def test_code_that_prints_too_much_is_told_with_its_last_lines(told: Told) -> None:
    assert told("code: |\n  for n in range(10**6): print(f'{n:07}')") == [
        block("""
        scripts_yaml/day.yaml:8:7: error[snippet-output-limit] 01 s1: output limit: more than 1024 KiB were printed
            8 |       for n in range(10**6): print(f'{n:07}')
              |       ^
              | … 131060 lines left out …
              | 0131060
              | 0131061
              | 0131062
              | 0131063
              | 0131064
              | 0131065
              | 0131066
              | 0131067
              | 0131068
              | 0131069
              | 0131070
              | 0131071
        """)
    ]


def test_code_that_crashes(told: Told) -> None:
    assert told("code: |\n  import os\n  os.abort()") == [
        block("""
        scripts_yaml/day.yaml:8:7: error[snippet-crashed] 01 s1: crashed: ended by SIGABRT
            8 |       import os
              |       ^
        """)
    ]


def test_code_that_leaves_without_a_word(told: Told) -> None:
    assert told("code: |\n  import os\n  os._exit(0)\nraises: ValueError") == [
        block("""
        scripts_yaml/day.yaml:8:7: error[snippet-vanished] 01 s1: expected ValueError, found vanished: gone without a report, with exit code 0
            8 |       import os
              |       ^
        """)  # noqa: E501
    ]


def test_a_long_traceback_keeps_both_ends_and_marks_what_is_left_out(told: Told) -> None:
    assert told("code: |\n  def go(n):\n      if n: go(n - 1) or n\n      else: 1 / n\n\n  go(3)") == [
        block("""
        scripts_yaml/day.yaml:10:17: error[snippet-raised] 01 s1: ZeroDivisionError: division by zero
           10 |           else: 1 / n
              |                 ^
              | Traceback (most recent call last):
              |   File "scripts_yaml/day.yaml", line 12, in <module>
              |     go(3)
              |   File "scripts_yaml/day.yaml", line 9, in go
              |     if n: go(n - 1) or n
              | … 4 lines left out …
              |   File "scripts_yaml/day.yaml", line 9, in go
              |     if n: go(n - 1) or n
              |   File "scripts_yaml/day.yaml", line 10, in go
              |     else: 1 / n
              | ZeroDivisionError: division by zero
        """)
    ]


def test_a_mark_never_stands_for_a_single_line(told: Told) -> None:
    [thirteen] = told("code: |\n  for n in range(13): print(n)\n  1 / 0")
    assert "left out" not in thirteen
    [fourteen] = told("code: |\n  for n in range(14): print(n)\n  1 / 0")
    assert "      | … 2 lines left out …\n      | 2\n" in fourteen


def test_what_is_not_recorded_is_told_once_a_day(judged: Told) -> None:
    mistake = "mistake:\n  text: M\n  code: |\n    print(2)"
    assert judged(f"{HELLO}\n{mistake}", HELLO, HELLO, HELLO, HELLO) == [
        block("""
        scripts_yaml/day.yaml:1:1: error[unrecorded] 6 snippets are not recorded: 01 s1, 02 s2, 03 s3 and 2 more
            1 | title: Day
              | ^
          hint: `shortsgen render day` executes and records what is new; then commit the recording
        """)
    ]
    [three] = judged(HELLO, HELLO, HELLO)
    assert three.startswith(
        "scripts_yaml/day.yaml:1:1: error[unrecorded] 3 snippets are not recorded: 01 s1, 02 s2, 03 s3\n"
    )


def test_what_changed_since_it_was_recorded_is_told_apart(told: Told, judged: Told) -> None:
    told(HELLO, HELLO)
    changed = HELLO.replace("hello", "hello!")
    assert judged(HELLO, changed) == [
        block("""
        scripts_yaml/day.yaml:1:1: error[unrecorded] 1 snippet changed since it was recorded: 02 s2
            1 | title: Day
              | ^
          hint: `shortsgen render day` executes and records what is new; then commit the recording
        """)
    ]
    assert (
        judged(changed, changed)[0]
        .splitlines()[0]
        .endswith("2 snippets changed since they were recorded: 01 s1, 02 s2")
    )
    assert (
        judged(HELLO, changed, HELLO)[0]
        .splitlines()[0]
        .endswith("2 snippets are not recorded, or changed since: 02 s2, 03 s3")
    )


def test_what_fails_or_is_skipped_is_not_told_as_unrecorded_too(judged: Told) -> None:
    found = judged("code: |\n  1 / 0", f"{HELLO}\nskip: S", "code: |\n  # nothing")
    assert [one.partition("[")[2].partition("]")[0] for one in found] == [
        "unrecorded",
        "snippet-raised",
        "skipped",
        "comment-only",
    ]
    assert "1 snippet is not recorded: 03 s3\n" in found[0]


def test_drift_is_shown_as_a_diff_with_both_ways_out(told: Told, judged: Told, project: Project) -> None:
    told(HELLO)
    recording = project.recording("day")
    recording.write_text(recording.read_text().replace("hello", "good day"))
    assert judged(HELLO) == [
        block("""
        scripts_yaml/day.yaml:8:7: error[drift] 01 s1: it no longer gives what was recorded
            8 |       print("hello")
              |       ^
              | --- recorded
              | +++ fresh
              | @@ -1 +1 @@
              | -good day
              | +hello
          hint: mend the code, or accept the new outcome with `shortsgen run day --update`
        """)
    ]
    assert told(HELLO, update=True) == [
        block("""
        scripts_yaml/day.yaml:8:7: note[accepted] 01 s1: recorded anew
            8 |       print("hello")
              |       ^
              | --- recorded
              | +++ fresh
              | @@ -1 +1 @@
              | -good day
              | +hello
        """)
    ]
    assert judged(HELLO) == []


def test_another_environment_is_noted_at_the_recording(told: Told, judged: Told, project: Project) -> None:
    told(HELLO)
    recording = project.recording("day")
    lines = recording.read_text().splitlines(keepends=True)
    [at] = [number for number, line in enumerate(lines) if line.strip().startswith("python:")]
    here = lines[at].split(":")[1].strip().strip("'\"")
    lines[at] = lines[at].replace(here, "1.0")
    recording.write_text("".join(lines))
    assert judged(HELLO) == [
        block(f"""
        scripts_yaml/day.outputs.yaml:1:1: note[environment] recorded elsewhere: here is python {here} instead of 1.0
            1 | {lines[0].rstrip()}
              | ^
        """)
    ]


def test_what_is_recorded_for_a_short_that_is_gone(told: Told, judged: Told, project: Project) -> None:
    told(HELLO, HELLO)
    text = project.recording("day").read_text().splitlines()
    at = text.index("  s2:") + 1
    [orphan] = judged(HELLO)
    assert orphan == block(f"""
        scripts_yaml/day.outputs.yaml:{at + 1}:5: error[recording-orphan] s2: recorded, but the day has no such snippet
        {at + 1:>5} | {text[at]}
              |     ^
          hint: `shortsgen run day` removes it
        """)
    assert told(HELLO) == []
    assert judged(HELLO) == []


def test_code_of_comments_only(told: Told, judged: Told) -> None:
    told("code: |\n  # nothing")
    assert judged("code: |\n  # nothing") == [
        block("""
        scripts_yaml/day.yaml:8:7: note[comment-only] 01 s1: only comments, nothing was executed
            8 |       # nothing
              |       ^
        """)
    ]


def test_a_short_that_is_skipped_is_a_note_and_an_error_where_that_is_asked_for(judged: Told) -> None:
    assert judged(f"{HELLO}\nskip: it takes long") == [
        block("""
        scripts_yaml/day.yaml:8:7: note[skipped] 01 s1: it takes long
            8 |       print("hello")
              |       ^
        """)
    ]
    assert judged(f"{HELLO}\nskip: it takes long", strict=True) == [
        block("""
        scripts_yaml/day.yaml:8:7: error[skipped] 01 s1: it takes long
            8 |       print("hello")
              |       ^
          hint: `--strict` wants all code executed
        """)
    ]
