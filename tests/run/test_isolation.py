"""What one snippet does is not seen by another, and nothing outlives a run."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shortsgen.run.frames import Preload
from shortsgen.run.inside import sandbox
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.channel import Channel, ChannelLost
from shortsgen.run.outside.job import Job
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.place import Place
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Code, Day, Mistake, Options, Short
from tests.run.conftest import Execute, day_of, processes_in, run_all

pytestmark = pytest.mark.torch


def test_a_snippet_starts_from_a_clean_interpreter(execute: Execute) -> None:
    harm = "import builtins, sys, torch\ntorch.zeros = None\nbuiltins.len = None\nsys.modules['json'] = None\n"
    probe = "import json, torch\nprint(len([json]), torch.zeros(1))\n"
    _, outcome = execute(harm, probe)
    assert outcome == Outcome(Status.OK, "1 tensor([0.])\n")


def test_random_numbers_are_seeded_for_each_snippet(execute: Execute) -> None:
    code = "import random, torch, numpy\nprint(random.random(), torch.rand(1).item(), numpy.random.rand())\n"
    first, second = execute(code, code)
    assert first == second
    [other] = execute(code, options=Options(seed=1))
    assert other != first


def test_hashes_and_threads_are_fixed(execute: Execute) -> None:
    code = "import torch\nprint(hash('a'), torch.get_num_threads())\n"
    first, second = execute(code, code)
    assert first == second
    assert first.output.endswith(" 1\n")


def test_large_parallel_operations_do_not_hang(execute: Execute) -> None:
    code = "import torch\nprint((torch.ones(100_000) + 1).sum().item())\n"
    assert execute(code, code) == [Outcome(Status.OK, "200000.0\n")] * 2


def test_a_data_loader_with_workers_works(execute: Execute) -> None:
    code = """
import torch
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.arange(4.0)), batch_size=2, num_workers=1)
print([batch[0].tolist() for batch in loader])
"""
    assert execute(code) == [Outcome(Status.OK, "[[0.0, 1.0], [2.0, 3.0]]\n")]


def test_torch_script_finds_its_source(execute: Execute) -> None:
    code = "import inspect\n\ndef double(x):\n    return 2 * x\n\nprint(inspect.getsource(double))\n"
    assert execute(code) == [Outcome(Status.OK, "def double(x):\n    return 2 * x\n\n")]


def test_the_environment_is_empty_but_for_what_we_set(execute: Execute, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    [outcome] = execute("import os\nprint(sorted(os.environ), os.getcwd() == os.environ['HOME'])\n")
    assert "SECRET_TOKEN" not in outcome.output
    assert outcome.output.endswith("True\n")


def test_the_working_folder_is_fresh_empty_and_the_same_for_all(execute: Execute) -> None:
    code = "import os\nprint(os.getcwd(), os.listdir())\nopen('left', 'w').close()\n"
    assert execute(code, code) == [Outcome(Status.OK, "/short []\n")] * 2


def test_needs_setup_and_own_code_run_in_order_and_only_the_own_output_is_kept() -> None:
    shorts = (
        Short(1, "a", "T", "H", (), Code("print('a')\nx = ['a']\n"), setup=Code("y = 1\n")),
        Short(2, "b", "T", "H", (), Code("x.append('b')\n"), needs=("a",)),
        Short(3, "c", "T", "H", (), Code("print(x, y)\n"), needs=("b",), setup=Code("x.append('setup')\n")),
    )
    with Runner() as runner:
        outcomes = run_all(runner, snippets(Day("d", "D", shorts, "d.yaml")))
    assert [outcome.output for outcome in outcomes] == ["a\n", "", "['a', 'b', 'setup'] 1\n"]


def test_a_mistake_is_made_after_the_shorts_own_code_and_shows_only_its_own_output() -> None:
    mistake = Mistake("x", Code("print('wrong', x)\n", first_line=9), None)
    short = Short(1, "a", "T", "H", (), Code("x = 2\nprint('right')\n"), mistake)
    with Runner() as runner:
        outcomes = run_all(runner, snippets(Day("d", "D", (short,), "d.yaml")))
    assert [outcome.output for outcome in outcomes] == ["right\n", "wrong 2\n"]


def test_an_error_in_what_is_needed_is_placed_there() -> None:
    shorts = (
        Short(1, "a", "T", "H", (), Code("def f():\n    raise ValueError('deep')\n", first_line=11)),
        Short(2, "b", "T", "H", (), Code("f()\n", first_line=21), needs=("a",)),
    )
    with Runner() as runner:
        _, outcome = run_all(runner, snippets(Day("d", "D", shorts, "d.yaml")))
    assert outcome.error is not None
    assert outcome.error.line == 12
    assert 'line 21, in <module>\n    f()\n  File "d.yaml", line 12, in f\n' in outcome.error.traceback


@pytest.mark.parametrize("attack", ["os.kill(os.getppid(), signal.SIGKILL)", "os.kill(os.getppid(), signal.SIGSTOP)"])
def test_only_the_snippet_that_harms_the_server_suffers(attack: str) -> None:
    good = "import time\ntime.sleep(0.3)\nprint('fine')\n"
    bad = f"import os, signal, time\nprint('before')\n{attack}\ntime.sleep(20)\n"
    with Runner(workers=2) as runner:
        outcomes = run_all(runner, snippets(day_of(good, bad, good, options=Options(timeout=3))))
    assert [outcome.status for outcome in outcomes][::2] == [Status.OK, Status.OK]
    assert outcomes[1].status in (Status.VANISHED, Status.TIMED_OUT)
    assert outcomes[1].output == "before\n"


def test_a_stopped_server_that_takes_nothing_holds_nobody_up() -> None:
    attack = "import os, signal, time\nos.kill(os.getppid(), signal.SIGSTOP)\ntime.sleep(60)\n"
    large = f"#{'x' * 10**6}\nprint('fine')\n"
    with Runner(workers=2) as runner:
        attacker, *others = run_all(runner, snippets(day_of(attack, large, large, large, options=Options(timeout=3))))
    assert attacker.status in (Status.VANISHED, Status.TIMED_OUT)
    assert others == [Outcome(Status.OK, "fine\n")] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_daemons_and_grandchildren_neither_hang_nor_stay(execute: Execute) -> None:
    daemon = """
import os, subprocess
subprocess.Popen(["sleep", "987654"])
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "987654"])
    os._exit(0)
print("parent")
"""
    started = time.monotonic()
    assert execute(daemon) == [Outcome(Status.OK, "parent\n")]
    assert time.monotonic() - started < 10
    time.sleep(0.2)
    assert processes_in("987654") == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("level", [level for level in Level if level is not Level.NONE])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_nothing_is_left_when_the_program_is_killed(number: int, level: Level, tmp_path: Path) -> None:
    seconds = f"{987_000 + os.getpid() % 1000}.{number}{len(level)}"  # names the process among those of other tests
    script = tmp_path / "program.py"
    script.write_text(
        "from shortsgen.run.outside.level import Level\n"
        "from shortsgen.run.outside.runner import Runner\n"
        "from shortsgen.run.snippet import snippets\n"
        "from tests.run.conftest import day_of\n"
        f'code = \'import subprocess\\nsubprocess.run(["sleep", "{seconds}"])\\n\'\n'
        f"with Runner(level=Level({level.value!r})) as runner:\n"
        "    _ = runner.environment\n"
        "    print(runner._server._link._process.pid, flush=True)\n"
        "    runner.run(snippets(day_of(code)), print)\n"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    program = subprocess.Popen([sys.executable, str(script)], env=environment, stdout=-1, stderr=subprocess.DEVNULL)
    assert program.stdout is not None
    with program.stdout as out:
        server = int(out.readline())
        _wait_for(lambda: processes_in(seconds))
    program.send_signal(number)
    program.wait(timeout=20)
    _wait_for(lambda: not processes_in(seconds))
    _wait_for(lambda: not Path(f"/proc/{server}").exists())


def test_five_hundred_snippets_do_not_use_up_descriptors() -> None:
    before = _descriptors()
    with Runner() as runner:
        outcomes = run_all(runner, snippets(day_of(*["print(1)\n"] * 500)))
    assert outcomes == [Outcome(Status.OK, "1\n")] * 500
    assert _descriptors() == before


def _descriptors() -> int:
    """How many this process has open; 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def _wait_for(condition, seconds: float = 20) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_stray_that_is_just_becoming_another_program_is_found(tmp_path: Path) -> None:
    """It has no environment at that moment, as this one has none until it becomes what it is to be."""
    code = (
        f"import os, time; time.sleep(0.03); os.execve('/bin/sleep', ['sleep', '60'], {{'HOME': '{tmp_path}/job-1'}})"
    )
    with subprocess.Popen([sys.executable, "-S", "-E", "-c", code], env={}) as stray:
        sandbox.kill_strays(str(tmp_path))
        assert stray.wait(timeout=5) == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="changes another process")
def test_who_comes_after_those_that_end_a_server_later_is_not_taken_for_one_of_them() -> None:
    attack = "import os, resource\nresource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (3, 3))\n"
    codes = ["print(1)\n", attack] * 5
    with Runner(workers=1) as runner:
        outcomes = run_all(runner, snippets(day_of(*codes)))
    assert [outcome.status for outcome in outcomes] == [Status.OK] * 10


MANY_FILES = """
import os
for folder in range(40):
    os.mkdir(f"{folder}")
    for number in range(1000):
        os.mknod(f"{folder}/{number}")
with open("../many", "w") as file:
    file.write(f"{os.getpid()}.")
"""

ENDS_AFTER_THAT = """
import os, time
def text():
    return open("../many").read() if os.path.exists("../many") else ""
while not text().endswith("."):
    time.sleep(0.01)
while os.path.exists(f"/proc/{text()[:-1]}"):
    time.sleep(0.01)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_end_of_a_snippet_is_heard_while_many_files_of_another_are_removed() -> None:
    there: dict[str, bool] = {}
    with Runner(workers=2, level=Level.BASIC) as runner:
        many = Path(runner._server.folder) / "job-1" if runner.environment else Path()
        wanted = snippets(day_of(MANY_FILES, ENDS_AFTER_THAT, options=Options(timeout=60)))
        runner.run(wanted, lambda snippet, _outcome: there.__setitem__(snippet.name, many.exists()))
        assert there == {"s1": True, "s2": True}


@pytest.mark.skipif(sys.platform != "linux", reason="makes many files at once")
def test_a_snippet_starts_after_the_files_of_those_before_it_are_removed() -> None:
    with Runner(workers=1) as runner:
        jobs = "[name for name in os.listdir('..') if 'job' in name]"
        code = f"import os\nprint({jobs} == [os.path.basename(os.getcwd())])\n"
        nested = MANY_FILES.replace("range(40)", "range(4)").replace("../many", "many")
        *_, outcome = run_all(runner, snippets(day_of("print(1)\n", nested, code, options=Options(timeout=60))))
    assert outcome.output == "True\n"


SILENT = "import socket, sys, time\ntime.sleep(60)\n"
DRIPPING = (
    "import socket, sys, time\nend = socket.socket(fileno=int(sys.argv[1]))\nwhile end.recv(1): time.sleep(0.1)\n"
)


@pytest.mark.parametrize("reader", [SILENT, DRIPPING], ids=["nothing", "a byte at a time"])
def test_who_takes_nothing_of_a_command_or_hardly_anything_is_lost(reader: str) -> None:
    ours, theirs = socket.socketpair()
    end = theirs.fileno()
    with theirs, subprocess.Popen([sys.executable, "-c", reader, str(end)], pass_fds=[end]) as process:
        started = time.monotonic()
        try:
            with pytest.raises(ChannelLost):
                Channel(ours).send(Preload(("x" * 2**24,)))
            assert time.monotonic() - started < 8
        finally:
            process.kill()
    ours.close()


def test_what_others_still_write_into_the_pipe_of_one_that_ended_is_not_waited_for() -> None:
    (output, written), (report, unused) = os.pipe(), os.pipe()
    [snippet] = snippets(day_of("print(1)\n"))
    ours, theirs = socket.socketpair()
    job = Job(1, snippet, output, report, Place(Channel(ours)), folders=[])
    with subprocess.Popen(["yes"], stdout=written) as other, theirs, ours:
        os.set_blocking(output, False)
        while not select.select([output], [], [], 1)[0]:
            pass
        job.drain()
        other.kill()
    for end in (output, written, report, unused):
        os.close(end)
    assert 0 < len(job.output) <= 2**16
