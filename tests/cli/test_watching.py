"""`watch` as a person uses it: a real process, real files, and what is printed at each save."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.attacks.world import wait_for
from tests.cli.conftest import COMMAND, Edit, outside
from tests.cli.test_interrupts import CODES, assert_nothing_is_left
from tests.rules.conftest import block

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]

PATIENCE = 60  # seconds


class Watcher:
    """A `shortsgen watch day01` that runs, and what it has said on both streams."""

    def __init__(self, project: Path, *words: str, **variables: str) -> None:
        (project / "tmp").mkdir(exist_ok=True)
        environment = outside() | {"TMPDIR": str(project / "tmp"), "COLUMNS": "100"} | variables
        command = [*COMMAND, "watch", "day01", "--sandbox", "basic", *words]
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self.program = subprocess.Popen(command, cwd=project, env=environment, text=True, **streams)  # type: ignore[call-overload]
        self._said = ""
        self._read = 0
        self._more = threading.Condition()
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def _listen(self) -> None:
        for line in self.program.stdout:
            with self._more:
                self._said += line
                self._more.notify_all()

    def until(self, pattern: str) -> str:
        """What was said since the last time, up to a line of which this is a part."""
        found: re.Match[str] | None = None

        def said() -> bool:
            nonlocal found
            found = re.compile(rf".*{pattern}.*\n").search(self._said, self._read)
            return found is not None

        with self._more:
            assert self._more.wait_for(said, PATIENCE), f"it did not say {pattern}:\n{self._said}"
            assert found
            begin, self._read = self._read, found.end()
            return self._said[begin : found.end()]

    def end(self, number: int = signal.SIGINT) -> int:
        self.program.send_signal(number)
        code = self.program.wait(PATIENCE)
        self._close()
        return code

    def kill(self) -> None:
        self.program.kill()
        self.program.wait()
        self._close()

    def _close(self) -> None:
        self._reader.join()
        self.program.stdout.close()  # type: ignore[union-attr]


@pytest.fixture
def watcher(project: Path) -> Iterator[Callable[..., Watcher]]:
    started: list[Watcher] = []

    def call(*words: str, **variables: str) -> Watcher:
        started.append(Watcher(project, *words, **variables))
        return started[-1]

    yield call
    for one in started:
        one.kill()


Start = Callable[..., Watcher]
WRITTEN = r"build/day01: \d+ written"


FIRST = """
    == 01 first
    hello
    4.9/30 s |#|#|##|#...................................................
       0.0    1.1  01-hook     Say hello.
       1.1    2.3  02-code     This line is said.
       2.3    3.8  03-output
       3.8    4.9  04-mistake  Saying nothing.
"""
SECOND = """
    == 02 second
    again
    -- its mistake
    NameError: name 'helo' is not defined
    7.3/30 s |#|#|##|######..............................................
       0.0    1.3  01-hook     Say it again.
       1.3    2.5  02-code     That line is said.
       2.5    4.0  03-output
       4.0    7.3  04-mistake  Saying it wrong.
"""


def test_at_the_start_all_is_told(watcher: Start) -> None:
    assert watcher().until(WRITTEN) == (
        block("""
            executed in a basic sandbox: 3
            watching day01: 2 shorts; Ctrl-C ends it
        """)
        + block(FIRST)
        + block(SECOND)
        + block("""
            no problems
            rendered: 10
            build/day01: 42 written
        """)
    )


def test_a_save_is_told_in_one_block(watcher: Start, edit: Edit) -> None:
    watching = begun(watcher)
    edit('print("again")', 'print("once more")')
    assert watching.until(WRITTEN) == (
        "\nday01: 1 of 2 shorts changed\n"
        + block(SECOND).replace("again\n", "once more\n", 1)
        + "no problems\nbuild/day01: 11 written\n"
    )


def test_a_problem_is_told_once_and_then_named_where_its_short_changed(watcher: Start, edit: Edit) -> None:
    watching = begun(watcher)
    edit('print("again")', "print(agian)")
    assert block("""
        scripts_yaml/day01.yaml:19:13: error[snippet-raised] 02 second: NameError: name 'agian' is not defined
           19 |       print(agian)
              |             ^
    """) in watching.until(WRITTEN)
    edit("That line is said.", "Some line is said.")
    known = (
        "scripts_yaml/day01.yaml:19:13: error[snippet-raised] still: 02 second: NameError: name 'agian' is not defined"
    )
    assert f"\n{known}\n1 error\n" in watching.until(WRITTEN)
    edit("This line is said.", "One line is said.")
    assert "agian" not in watching.until(WRITTEN)
    edit("print(agian)", "print(1)")
    assert "\nno problems; 1 mended\n" in watching.until(WRITTEN)


def test_a_script_that_cannot_be_read_leaves_all_as_it_was(watcher: Start, edit: Edit) -> None:
    watching = begun(watcher)
    edit("    talk_track:\n      - That", "    talk_trak:\n      - That")
    assert watching.until("stays as it was") == block("""

        scripts_yaml/day01.yaml:12:5: error[script-missing-key] missing key `talk_track`
           12 |   - id: second
              |     ^
          hint: add `talk_track: ...`

        scripts_yaml/day01.yaml:15:5: error[script-unknown-key] [*] unknown key `talk_trak`
           15 |     talk_trak:
              |     ^^^^^^^^^
          hint: did you mean `talk_track`?

        [*] 1 problem can be mended by `shortsgen fix day01`
        day01 stays as it was
    """)
    edit("talk_trak:", "talk_track:")
    assert watching.until("no problems") == "\nday01: no short changed\nno problems\n"


def test_a_snippet_that_hangs_is_stopped_by_the_next_save(watcher: Start, project: Path, edit: Edit) -> None:
    os.mkfifo(project / "runs")
    watching = begun(watcher)
    edit('print("again")', hanging(project))
    (project / "runs").read_text()
    edit("open(", "print('on'); print(1) #")
    assert "== 02 second\non\n1\n" in watching.until(WRITTEN)


@pytest.mark.parametrize("number", CODES)
def test_it_ends_with_all_that_it_started(watcher: Start, project: Path, edit: Edit, number: signal.Signals) -> None:
    os.mkfifo(project / "runs")
    watching = begun(watcher)
    edit('print("again")', hanging(project))
    (project / "runs").read_text()
    assert watching.end(number) == CODES[number]
    assert_nothing_is_left(project)


@pytest.mark.parametrize("delay", [0.0, 0.2, 0.5, 0.8, 1.1, 1.5])
def test_ctrl_c_leaves_whole_files_whenever_it_comes(watcher: Start, project: Path, delay: float) -> None:
    watching = watcher()
    wait_for(lambda: any((project / "tmp").iterdir()), 60)
    with pytest.raises(subprocess.TimeoutExpired):
        watching.program.wait(delay)
    assert watching.end() == 130
    assert_nothing_is_left(project)
    assert [path.name for path in project.rglob("*.shortsgen-tmp")] == []


def hanging(project: Path) -> str:
    """Code that tells that it runs, and goes on for long."""
    return f"open({str(project / 'runs')!r}, 'w').write('x'); import time; time.sleep(600)"


def begun(watcher: Start, *words: str, **variables: str) -> Watcher:
    watching = watcher(*words, **variables)
    watching.until(WRITTEN)
    return watching


def test_two_hundred_saves_leave_memory_and_descriptors_as_they_are(watcher: Start, edit: Edit) -> None:
    """Of code and of what is said, by turns. What a process needs shows in the first fifty, if threads share what they
    allocate from: glibc gives them up to eight arenas for each core, and on a busy machine that takes many saves."""
    watching = begun(watcher, "2", MALLOC_ARENA_MAX="1")
    said, printed, sizes = "That line is said.", 'print("again")', []
    for number in range(200):
        if number % 2:
            edit(printed, printed := f'print("again {number}")')
        else:
            edit(said, said := f"That line is said {number} times.")
        watching.until(WRITTEN)
        sizes.append(size(watching.program.pid))
    (early, files), (late, still) = sizes[49], sizes[-1]
    assert files == still
    assert late - early < 8


def size(pid: int) -> tuple[float, int]:
    """MiB in memory, and open descriptors."""
    status = Path(f"/proc/{pid}/status").read_text()
    [kilobytes] = re.findall(r"VmRSS:\s+(\d+) kB", status)
    return int(kilobytes) / 1024, len(list(Path(f"/proc/{pid}/fd").iterdir()))
