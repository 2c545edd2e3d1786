"""The fork server: imports torch once, and starts a child for each job that the runner sends.

It only starts, ends and reaps. Output, deadlines and verdicts are the runner's, outside; so a snippet that damages
this process costs a restart, and nothing that it wrote is lost.

Started as `python -m shortsgen.run.server SOCKET FOLDER fork|spawn`.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from shortsgen.run import child, sandbox, wire

_DESCRIPTORS = 64  # of one message, at most


class Server:
    """Serves one runner until that hangs up."""

    def __init__(self, link: socket.socket, folder: Path, fork: bool) -> None:
        self._link = link
        self._folder = folder
        self._fork = fork
        self._jobs: dict[int, int] = {}  # pid -> job
        self._decoder = wire.Decoder()
        self._descriptors: list[int] = []
        self._wakeup, wakeup = os.pipe()
        os.set_blocking(wakeup, False)
        os.set_blocking(self._wakeup, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Take frames and reap children until the runner is gone; then leave nothing behind."""
        try:
            while self._turn():
                pass
        finally:
            for pid in list(self._jobs):
                sandbox.kill_group(pid)
            for pid in sandbox.orphans(set()):
                sandbox.kill_group(pid)

    def _turn(self) -> bool:
        link = self._link.fileno()
        ready, _, _ = select.select([link, self._wakeup], [], [])
        if self._wakeup in ready:
            os.read(self._wakeup, 4096)
            self._reap()
        return link not in ready or self._receive()

    def _receive(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self._link, 1 << 20, _DESCRIPTORS)
        self._descriptors += descriptors
        for frame in self._decoder.feed(data):
            self._take(frame)
        return bool(data)

    def _take(self, frame: wire.Frame) -> None:
        if frame["do"] == "start":
            output, report = self._descriptors.pop(0), self._descriptors.pop(0)
            self._start(frame, output, report)
        elif frame["do"] == "kill":
            for pid in [pid for pid, job in self._jobs.items() if job == frame["job"]]:
                sandbox.kill_group(pid)
        elif frame["do"] == "preload":
            self._preload(frame["modules"])

    def _start(self, job: dict[str, Any], output: int, report: int) -> None:
        job["folder"] = str(self._folder / f"job-{job['job']}")
        Path(job["folder"]).mkdir(mode=0o700)
        pid = self._forked(job, output, report) if self._fork else self._spawned(job, output, report)
        os.close(output)
        os.close(report)
        self._jobs[pid] = job["job"]
        self._tell({"event": "started", "job": job["job"], "pid": pid})

    def _forked(self, job: dict[str, Any], output: int, report: int) -> int:
        parent = os.getpid()
        pid = os.fork()
        if pid:
            return pid
        try:
            sandbox.die_with(parent)
            self._link.close()
            child.execute(job, output, report)
        finally:
            os._exit(1)

    def _spawned(self, job: dict[str, Any], output: int, report: int) -> int:
        command = [sys.executable, "-P", "-m", "shortsgen.run.child", str(output), str(report)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            pass_fds=(output, report),
            cwd=job["folder"],
            env=sandbox.environment(job["folder"]),
        )
        assert process.stdin is not None
        with process.stdin as pipe:
            pipe.write(json.dumps(job | {"parent": os.getpid()}).encode())
        process.returncode = 0  # reaped here, not by subprocess
        return process.pid

    def _reap(self) -> None:
        """Wait for all children that have ended, and kill what is left of their groups."""
        while ended := self._next_ended():
            pid, status = ended
            job = self._jobs.pop(pid, None)
            if job is not None:
                sandbox.kill_group(pid)
                self._ended(job, status)

    def _next_ended(self) -> tuple[int, int] | None:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return None
        return (pid, status) if pid else None

    def _ended(self, job: int, status: int) -> None:
        for pid in sandbox.orphans(set(self._jobs)):
            sandbox.kill_group(pid)
        sandbox.remove(str(self._folder / f"job-{job}"))
        self._tell({"event": "ended", "job": job, "code": os.waitstatus_to_exitcode(status)})

    def _preload(self, modules: list[str]) -> None:
        """Import what a child turned out to import, so that the next ones do not pay for it."""
        for name in modules:
            with contextlib.suppress(Exception):  # a child named it, and so it may be anything
                importlib.import_module(name)
        gc.freeze()

    def _tell(self, frame: wire.Frame) -> None:
        self._link.sendall(wire.encode(frame))


def main() -> None:
    """Say what the environment is, or why nothing can be executed, and serve."""
    link = socket.socket(fileno=int(sys.argv[1]))
    link.set_inheritable(False)
    sandbox.adopt_orphans()
    try:
        environment = child.prepare()
    except Exception as error:
        link.sendall(wire.encode({"event": "unfit", "why": f"{type(error).__name__}: {error}"}))
        return
    link.sendall(wire.encode({"event": "ready", "environment": environment, "threads": sandbox.threads()}))
    Server(link, Path(sys.argv[2]), fork=sys.argv[3] == "fork").serve()


if __name__ == "__main__":
    main()
