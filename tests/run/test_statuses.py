"""How a snippet ends is told apart, in forked and in spawned children alike."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Options
from tests.run.conftest import FILE, Execute

pytestmark = pytest.mark.torch


def test_what_is_printed_is_captured_in_the_order_of_writing(execute: Execute) -> None:
    code = """
        import ctypes, os, subprocess, sys
        print("one")
        print("two", file=sys.stderr)
        os.write(1, b"three\\n")
        ctypes.CDLL(None).puts(b"four")
        subprocess.run(["echo", "five"])
        print("six", end="")
    """
    [outcome] = execute(_dedent(code))
    assert outcome == Outcome(Status.OK, "one\ntwo\nthree\nfour\nfive\nsix")


def test_comments_only_is_not_ok(execute: Execute) -> None:
    assert execute("# nothing\n\n# here\n") == [Outcome(Status.COMMENT_ONLY)]


def test_an_exception_names_the_line_and_column_of_the_yaml_file(execute: Execute) -> None:
    [outcome] = execute("x = 1\nprint(x)\ny = x / 0\n")
    error = outcome.error
    assert error is not None
    assert (outcome.status, outcome.output) == (Status.RAISED, "1\n")
    assert (error.type, error.message, error.line, error.column) == ("ZeroDivisionError", "division by zero", 103, 11)
    assert f'File "{FILE}", line 103, in <module>\n    y = x / 0\n' in error.traceback


def test_a_syntax_error_names_the_line_and_column_of_the_yaml_file(execute: Execute) -> None:
    [outcome] = execute("x = 1\ny = = 2\n")
    error = outcome.error
    assert error is not None
    assert (outcome.status, error.type, error.line, error.column) == (Status.RAISED, "SyntaxError", 102, 11)
    assert "y = = 2" in error.traceback


def test_an_error_inside_torch_is_placed_at_the_line_of_the_script(execute: Execute) -> None:
    [outcome] = execute("import torch\na = torch.ones(2, 3)\nb = a @ a\n")
    error = outcome.error
    assert error is not None
    assert (error.type, error.line) == ("RuntimeError", 103)
    assert "cannot be multiplied" in error.message


def test_an_exception_whose_str_raises_is_told_all_the_same(execute: Execute) -> None:
    code = """
        class Odd(Exception):
            def __str__(self):
                raise ValueError("no")
        raise Odd
    """
    [outcome] = execute(_dedent(code))
    assert (outcome.status, str(outcome.error)) == (Status.RAISED, "Odd: <its __str__ raised>")


@pytest.mark.parametrize("character", ["x", "\\n", "\U0001f600", "\\ud800"])
def test_a_message_without_end_is_cut_to_what_a_report_holds(execute: Execute, character: str) -> None:
    code = f"class Odd(Exception): pass\nOdd.__qualname__ = '{character}' * 10**6\nraise Odd('{character}' * 10**6)\n"
    [outcome] = execute(code)
    assert outcome.status is Status.RAISED
    assert outcome.error is not None
    assert 1_000 < len(outcome.error.message) <= 20_000
    [outcome] = execute(f"import sys\nsys.exit('{character}' * 10**6)\n")
    assert outcome.status is Status.EXITED


@pytest.mark.parametrize("code", ["raise KeyboardInterrupt", "import os, signal; os.kill(os.getpid(), signal.SIGINT)"])
def test_an_interrupt_is_no_pass(execute: Execute, code: str) -> None:
    [outcome] = execute(f"{code}\n")
    assert outcome.status is Status.RAISED
    assert str(outcome.error) == "KeyboardInterrupt"


@pytest.mark.parametrize(
    ("argument", "detail"), [("0", "sys.exit(0)"), ("3", "sys.exit(3)"), ("'bye'", "sys.exit(bye)"), ("", "sys.exit()")]
)
def test_sys_exit_is_told_with_its_argument(execute: Execute, argument: str, detail: str) -> None:
    [outcome] = execute(f"import sys\nprint('before')\nsys.exit({argument})\n")
    assert outcome == Outcome(Status.EXITED, "before\n", detail=detail)


@pytest.mark.parametrize(
    ("code", "detail"),
    [
        ("os._exit(0)", "gone without a report, with exit code 0"),
        ("os._exit(7)", "gone without a report, with exit code 7"),
        ("os.execv('/bin/true', ['true'])", "gone without a report, with exit code 0"),
    ],
)
def test_who_leaves_without_a_report_has_vanished_and_keeps_its_output(
    execute: Execute, code: str, detail: str
) -> None:
    [outcome] = execute(f"import os\nprint('before')\n{code}\n")
    assert outcome == Outcome(Status.VANISHED, "before\n", detail=detail)


@pytest.mark.parametrize(
    ("code", "detail"),
    [
        ("import ctypes; ctypes.string_at(0)", "ended by SIGSEGV"),
        ("import os; os.abort()", "ended by SIGABRT"),
        ("import os; os.kill(os.getpid(), 9)", "ended by SIGKILL"),
    ],
)
def test_a_crash_names_its_signal(execute: Execute, code: str, detail: str) -> None:
    [outcome] = execute(f"print('before')\n{code}\n")
    assert outcome == Outcome(Status.CRASHED, "before\n", detail=detail)


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(60)",
        "import signal\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\nwhile True: pass",
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
    ],
)
def test_the_wall_limit_ends_whatever_it_does_and_keeps_its_output(
    execute: Execute, within: Callable[[float], dict[str, Any]], code: str
) -> None:
    [outcome] = execute(f"print('before', flush=True)\n{code}\n", **within(4.0))
    assert outcome == Outcome(Status.TIMED_OUT, "before\n", detail="not done after 4 s")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to RLIMIT_AS")
@pytest.mark.parametrize("code", ["x = bytearray(10**10)", "import torch\nx = torch.zeros(10**11)"])
def test_asking_for_too_much_memory_is_a_status_of_its_own(execute: Execute, code: str) -> None:
    [outcome] = execute(f"print('before')\n{code}\n")
    assert (outcome.status, outcome.output) == (Status.OUT_OF_MEMORY, "before\n")
    assert outcome.detail == "more than 2048 MiB were asked for"


def test_memory_can_be_set(execute: Execute) -> None:
    [outcome] = execute("x = bytearray(300 * 2**20)\n", options=Options(memory=200))
    assert outcome.status is Status.OUT_OF_MEMORY


def test_a_flood_is_cut_at_the_limit(execute: Execute) -> None:
    [outcome] = execute("while True: print('x' * 1023)\n")
    assert (outcome.status, len(outcome.output)) == (Status.OUTPUT_LIMIT, 2**20)
    assert outcome.detail == "more than 1024 KiB were printed"


def test_an_output_of_just_the_limit_is_kept_whole(execute: Execute) -> None:
    [outcome] = execute(f"print('x' * {2**20 - 1})\n")
    assert (outcome.status, len(outcome.output)) == (Status.OK, 2**20)


def test_output_that_cannot_be_written_is_a_failure(execute: Execute) -> None:
    [outcome] = execute("import os\nos.close(1)\nprint('lost')\n")
    assert (outcome.status, outcome.error and outcome.error.type) == (Status.RAISED, "OSError")


def test_garbage_on_the_report_pipe_is_no_success(execute: Execute) -> None:
    code = """
        import os
        for fd in range(3, 64):
            try:
                os.write(fd, b"\\x00\\x00\\x00\\x02[]" + b"garbage" * 20)
            except OSError:
                pass
    """
    [outcome] = execute(_dedent(code))
    assert outcome.status is Status.VANISHED


def test_input_is_at_its_end(execute: Execute) -> None:
    [outcome] = execute("import sys\nprint(repr(sys.stdin.read()))\ninput()\n")
    assert (outcome.output, outcome.error and outcome.error.type) == ("''\n", "EOFError")


def test_what_the_interpreter_does_at_its_end_is_done(execute: Execute) -> None:
    code = """
        import atexit, threading, time
        atexit.register(print, "atexit")
        def late():
            time.sleep(0.2)
            print("thread")
        threading.Thread(target=late).start()
        print("main")
    """
    [outcome] = execute(_dedent(code))
    assert outcome == Outcome(Status.OK, "main\nthread\natexit\n")


def test_figures_that_are_shown_or_left_open_are_captured(execute: Execute) -> None:
    code = """
        import matplotlib.pyplot as plt
        plt.plot([1, 2])
        plt.show()
        plt.plot([2, 1])
        print("drawn")
    """
    [outcome] = execute(_dedent(code))
    assert (outcome.status, outcome.output) == (Status.OK, "drawn\n")
    assert [png[:8] for png in outcome.figures] == [b"\x89PNG\r\n\x1a\n"] * 2
    assert outcome.figures[0] != outcome.figures[1]


def test_the_last_expression_is_shown_only_where_echo_says_so(execute: Execute) -> None:
    code = "x = [1]\nx + [2]\n"
    assert execute(code) == [Outcome(Status.OK)]
    assert execute(code, echo=True) == [Outcome(Status.OK, "[1, 2]\n")]
    assert execute("x = None\nx\n", echo=True) == [Outcome(Status.OK)]


def _dedent(code: str) -> str:
    import textwrap

    return textwrap.dedent(code).lstrip("\n")
