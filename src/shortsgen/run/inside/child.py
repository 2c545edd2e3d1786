"""One snippet in its own process.

Reports in frames on a descriptor of its own: names of modules as they are first imported, and at the end what
happened. Without that last report nothing counts as success, whatever the exit code says.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import importlib
import io
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from shortsgen.run import wire
from shortsgen.run.frames import (
    Assignment,
    Environment,
    Exited,
    Importing,
    Part,
    Passed,
    Raised,
    Report,
    Task,
    Word,
)
from shortsgen.run.inside import sandbox, source, style
from shortsgen.run.inside.failure import cut, describe, is_out_of_memory

_LATE = "torch."  # parts of what the server has, that it does not have yet
_SEEDED = ("numpy", "torch")


def prepare(plain: bool) -> Environment:
    """Import torch with one thread, and numpy, where they are installed, unless all is `plain`; returns what the
    recording says of the environment. Leaves the collector off.

    Nothing else may happen before the fork: OpenMP that has ever run in a parent leaves its children hanging.
    """
    import platform

    gc.disable()  # importing torch makes a million objects that all stay: looking at them again costs a third of it
    torch = None if plain else _installed("torch")
    if not plain and _installed("numpy"):
        importlib.import_module("numpy.random")  # torch leaves it out, and each child would import it to seed it
    gc.freeze()  # else the collector touches, and so copies, every page of torch in each child
    python, machine = platform.python_version(), f"{sys.platform}-{platform.machine()}"
    if torch is None:
        return Environment(python, None, machine, None, None, None)
    torch.set_num_threads(1)
    cpu = torch.backends.cpu.get_cpu_capability()
    return Environment(python, str(torch.__version__), machine, torch.get_num_threads(), cpu, "cpu")


def _installed(package: str) -> Any:
    """A package, or nothing where there is none. One that is there and broken raises."""
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        return None


@dataclass(frozen=True, slots=True)
class Growth:
    """Where a branch has come to by executing the first `shared` of the hidden parts. The state of `random` is kept
    apart, because that module seeds itself anew in every fork."""

    namespace: dict[str, Any]
    random_state: Any


def execute(assignment: Assignment, output: int, report: int, grown: Growth | None = None) -> None:
    """Execute a task in this process, report, and end the process. Never returns.

    `output` and `report` are the descriptors to write to.
    """
    started, leave = time.perf_counter(), os._exit  # which code may replace
    channel = ReportPipe(report)
    try:
        if grown is None:
            settle(assignment)
        else:
            _move(assignment.folder)
            random.setstate(grown.random_state)
        announce(channel.send, assignment.plain)
        end, figures = _run(assignment.task, output, grown)
    except BaseException as error:  # whatever the snippet did to this process, it must not unwind into the server
        end, figures = Raised(describe(error, assignment.task.names), exhausted=False), ()
    channel.send(Report(end, time.perf_counter() - started, figures))
    leave(0)


class ReportPipe:
    """The way to the runner. Its descriptor is not inherited by programs that a snippet starts."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._owner = os.getpid()
        os.set_inheritable(descriptor, False)

    def send(self, word: Word) -> None:
        if os.getpid() != self._owner:  # a process that the snippet forked has nothing to report
            return
        data = wire.encode(word)
        with contextlib.suppress(OSError):
            while data:
                data = data[os.write(self._descriptor, data) :]


class _Announcer:
    """Tells as soon as a part of torch is imported late, so that others need not import it again; where all seemed
    plain, as soon as something is that would have been seeded."""

    def __init__(self, tell: Callable[[Importing], None], plain: bool) -> None:
        self._tell = tell
        self._plain = plain

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> None:
        if name in _SEEDED if self._plain else name.startswith(_LATE):
            sys.meta_path.remove(self)  # the first one brings the rest
            self._tell(Importing(name))


def announce(tell: Callable[[Importing], None], plain: bool) -> None:
    """Let `tell` know of the next late import."""
    sys.meta_path[:] = [_Announcer(tell, plain), *(one for one in sys.meta_path if not isinstance(one, _Announcer))]


def _move(folder: str) -> None:
    """Settle a fork of a branch, which has all but its own session and folder."""
    os.setsid()
    os.chdir(folder)
    os.environ.update(dict.fromkeys(sandbox.FOLDERS, folder))
    _reset_signals()


def settle(assignment: Assignment) -> None:
    """Own session, own folder, no input, no environment, the style of figures, limits, seeds."""
    gc.enable()
    os.setsid()
    os.chdir(assignment.folder)
    environment = sandbox.environment(assignment.folder, cuda=assignment.cuda)
    os.environ.clear()
    os.environ.update(environment)
    style.apply(assignment.task.look)
    redirect(os.open(os.devnull, os.O_RDONLY), 0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    redirect(nowhere, 1, 2)
    _reset_signals()
    atexit._clear()
    _seed(assignment.task.seed)
    if assignment.level != "none":
        sandbox.limit(assignment.task.memory, processes=assignment.level == "strict", mapped=not assignment.cuda)


def _reset_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def redirect(source: int, *targets: int) -> None:
    """Let descriptors be what `source` is, which is closed."""
    for target in targets:
        os.dup2(source, target)
    if source not in targets:
        os.close(source)


def _seed(seed: int) -> None:
    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % 2**32)
    if "torch" not in sys.modules:
        return
    import torch

    if torch.version.cuda:
        torch.manual_seed(seed)
    else:  # that also prepares seeds for devices which are not there, and takes longer than the fork
        torch.default_generator.manual_seed(seed)


def execute_hidden(task: Task, parts: Iterable[Part], namespace: dict[str, Any] | None = None) -> dict[str, Any]:
    """Execute parts whose output nobody sees; returns the namespace for those that follow."""
    source.remember(task)
    if namespace is None:
        namespace = source.fresh_main()
        _open_streams()
    for part in parts:
        source.execute(part, namespace)
    flush()
    return namespace


def _run(task: Task, output: int, grown: Growth | None) -> tuple[Passed | Raised | Exited, tuple[bytes, ...]]:
    """How it ended, and its figures. What the interpreter does at its end is done; an error there is the snippet's."""
    end = _execute(task, output, grown)
    figures: tuple[bytes, ...] = ()
    try:
        figures = tuple(_figures(task.look))
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        flush()
    except BaseException as error:  # as below
        if isinstance(end, Passed):
            end = Raised(describe(error, task.names), exhausted=False)
    return end, figures


def _execute(task: Task, output: int, grown: Growth | None) -> Passed | Raised | Exited:
    try:
        hidden = task.hidden[task.shared :] if grown else task.hidden
        namespace = execute_hidden(task, hidden, grown.namespace if grown else None)
        _discard_figures()
        redirect(output, 1, 2)
        return Passed(source.execute_shown(task, namespace))
    except SystemExit as error:
        return Exited("" if error.code is None else cut(str(error.code)))
    except BaseException as error:  # KeyboardInterrupt too: a snippet that ends so has not passed
        return Raised(describe(error, task.names), is_out_of_memory(error))


def _discard_figures() -> None:
    """Those of code that is not shown are not shown either."""
    if "matplotlib.pyplot" in sys.modules:
        from shortsgen.run.inside import figures

        figures.discard()


def _figures(look: str) -> list[bytes]:
    if "matplotlib.pyplot" not in sys.modules:
        return []
    from shortsgen.run.inside import figures

    return figures.collect(look)


class _Pipe(io.FileIO):
    """Never seekable, though the null device is, which the descriptor is until the part that is shown."""

    def seekable(self) -> bool:
        return False


def _open_streams() -> None:
    """Unbuffered, in Python and in C: then the order on the one descriptor is the order of writing."""
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        raw = _Pipe(descriptor, "wb", closefd=False)
        stream = io.TextIOWrapper(raw, "utf-8", "backslashreplace", newline="\n", write_through=True)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    for c_stream in _c_streams():
        sandbox.LIBC.setvbuf(c_stream, None, 2, 0)  # 2 is _IONBF in glibc, musl and Apple's libc


def _c_streams() -> Iterator[ctypes.c_void_p]:
    for name in ("stdout", "stderr"):
        with contextlib.suppress(ValueError):
            yield ctypes.c_void_p.in_dll(sandbox.LIBC, f"__{name}p" if sys.platform == "darwin" else name)


def flush() -> None:
    """Write what Python and C still hold back."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    sandbox.LIBC.fflush(None)
