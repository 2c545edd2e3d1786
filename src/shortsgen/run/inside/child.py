"""One snippet in its own process: forked from the server, or started on its own where a fork is not safe.

Reports in frames on a descriptor of its own: names of modules as they are first imported, and at the end what
happened. Without that last report nothing counts as success, whatever the exit code says.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import ctypes
import gc
import importlib
import io
import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from shortsgen.run import wire
from shortsgen.run.inside import sandbox, source
from shortsgen.run.inside.failure import describe, is_out_of_memory

_LATE = "torch."  # parts of what the server has, that it does not have yet


def prepare() -> dict[str, Any]:
    """Import torch with one thread; returns what the recording says of the environment. Leaves the collector off.

    Nothing else may happen before the fork: OpenMP that has ever run in a parent leaves its children hanging.
    """
    import platform

    gc.disable()  # importing torch makes a million objects that all stay: looking at them again costs a third of it
    import torch

    torch.set_num_threads(1)
    if "numpy" in sys.modules:
        importlib.import_module("numpy.random")  # torch leaves it out, and each child would import it to seed it
    gc.freeze()  # else the collector touches, and so copies, every page of torch in each child
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "platform": f"{sys.platform}-{platform.machine()}",
        "threads": torch.get_num_threads(),
        "cpu": torch.backends.cpu.get_cpu_capability(),
        "device": "cpu",
    }


@dataclass(frozen=True, slots=True)
class Grown:
    """Where a branch has come to by executing the first `shared` of the hidden parts. The state of `random` is kept
    apart, because that module seeds itself anew in every fork."""

    namespace: dict[str, Any]
    random_state: Any


def execute(job: dict[str, Any], output: int, report: int, grown: Grown | None = None) -> None:
    """Execute a job's snippet in this process, report, and end the process. Never returns.

    `output` and `report` are the descriptors to write to; `job` is what `runner` sent.
    """
    started = time.perf_counter()
    channel = _Channel(report)
    try:
        if grown is None:
            settle(job)
        else:
            _move(job["folder"])
            random.setstate(grown.random_state)
        announce(channel.send)
        final = _run(job, output, grown)
    except BaseException as error:  # whatever the snippet did to this process, it must not unwind into the server
        final = {"status": "raised", "error": describe(error, job)}
    final["seconds"] = time.perf_counter() - started
    channel.send(final)
    os._exit(0)


class _Channel:
    """The way to the runner. Its descriptor is not inherited by programs that a snippet starts."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._owner = os.getpid()
        os.set_inheritable(descriptor, False)

    def send(self, frame: wire.Frame) -> None:
        if os.getpid() != self._owner:  # a process that the snippet forked has nothing to report
            return
        data = wire.encode(frame)
        with contextlib.suppress(OSError):
            while data:
                data = data[os.write(self._descriptor, data) :]


class _Announcer:
    """Tells as soon as a part of torch is imported late, so that others need not import it again."""

    def __init__(self, tell: Callable[[wire.Frame], None]) -> None:
        self._tell = tell

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> None:
        if name.startswith(_LATE):
            sys.meta_path.remove(self)  # the first one brings the rest
            self._tell({"importing": name})


def announce(tell: Callable[[wire.Frame], None]) -> None:
    """Let `tell` know of the next late import."""
    sys.meta_path[:] = [_Announcer(tell), *(one for one in sys.meta_path if not isinstance(one, _Announcer))]


def _move(folder: str) -> None:
    """Settle a fork of a branch, which has all but its own session and folder."""
    os.setsid()
    os.chdir(folder)
    os.environ.update(dict.fromkeys(sandbox.FOLDERS, folder))
    _reset_signals()


def settle(job: dict[str, Any]) -> None:
    """Own session, own folder, no input, no environment, limits, seeds."""
    gc.enable()
    os.setsid()
    os.chdir(job["folder"])
    os.environ.clear()
    os.environ.update(sandbox.environment(job["folder"]))
    _redirect(os.open(os.devnull, os.O_RDONLY), 0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    _redirect(nowhere, 1, 2)
    _reset_signals()
    atexit._clear()
    _seed(job["seed"])
    if job["level"] != "none":
        sandbox.limit(job["memory"], processes=job["level"] == "strict")


def _reset_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _redirect(source: int, *targets: int) -> None:
    for target in targets:
        os.dup2(source, target)
    if source not in targets:
        os.close(source)


def _seed(seed: int) -> None:
    random.seed(seed)
    if "numpy" in sys.modules:  # torch imports it where it is installed
        sys.modules["numpy"].random.seed(seed % 2**32)
    import torch

    if torch.version.cuda:
        torch.manual_seed(seed)
    else:  # that also prepares seeds for devices which are not there, and takes longer than the fork
        torch.default_generator.manual_seed(seed)


def execute_hidden(
    job: dict[str, Any], parts: list[dict[str, Any]], namespace: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Execute parts whose output nobody sees; returns the namespace for those that follow."""
    source.remember(job["file"], [*job["hidden"], job["code"]])
    if namespace is None:
        namespace = source.fresh_main()
        _open_streams()
    for part in parts:
        source.execute(part, job["file"], namespace)
    _flush()
    return namespace


def _run(job: dict[str, Any], output: int, grown: Grown | None) -> wire.Frame:
    final: wire.Frame = {"status": "comment_only"}
    try:
        done = job["shared"] if grown else 0
        namespace = execute_hidden(job, job["hidden"][done:], grown.namespace if grown else None)
        _discard_figures()
        _redirect(output, 1, 2)
        if source.execute_shown(job, namespace):
            final = {"status": "ok"}
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
        final = {"status": "exited", "code": code, "message": "" if error.code is None else str(error.code)}
    except BaseException as error:  # KeyboardInterrupt too: a snippet that ends so has not passed
        status = "out_of_memory" if is_out_of_memory(error) else "raised"
        final = {"status": status, "error": describe(error, job)}
    return _finish(final, job)


def _finish(final: wire.Frame, job: dict[str, Any]) -> wire.Frame:
    """Do what the interpreter does at its end; an error there is an error of the snippet."""
    try:
        final["figures"] = [base64.b64encode(png).decode("ascii") for png in _figures()]
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        _flush()
    except BaseException as error:  # as above
        if final["status"] in ("ok", "comment_only"):
            final = {"status": "raised", "error": describe(error, job)}
    return final


def _discard_figures() -> None:
    """Those of code that is not shown are not shown either."""
    if "matplotlib.pyplot" in sys.modules:
        from shortsgen.run.inside import figures

        figures.discard()


def _figures() -> list[bytes]:
    if "matplotlib.pyplot" not in sys.modules:
        return []
    from shortsgen.run.inside import figures

    return figures.collect()


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


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    sandbox.LIBC.fflush(None)


def main() -> None:
    """Execute the job on standard input; the descriptors to write to are the arguments."""
    job = json.load(sys.stdin)
    sandbox.die_with(job["parent"])
    prepare()
    execute(job, int(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    main()
