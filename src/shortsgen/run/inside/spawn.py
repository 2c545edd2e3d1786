"""A child where a fork is not safe, as on macOS and under CUDA: a new Python, which imports torch by itself before its
snippet's time begins.

Started as `python -m shortsgen.run.inside.spawn OUTPUT REPORT`, with descriptors to write to; its input tells the rest.
"""

from __future__ import annotations

import os
import subprocess
import sys

from shortsgen.run import wire
from shortsgen.run.frames import Assignment, Began, Spawn
from shortsgen.run.inside import child, sandbox


def spawn(assignment: Assignment, output: int, report: int) -> int:
    """Start a child; returns its pid, for the caller to wait for."""
    command = [sys.executable, "-P", "-m", "shortsgen.run.inside.spawn", str(output), str(report)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        pass_fds=(output, report),
        cwd=assignment.folder,
        env=sandbox.environment(assignment.folder, cuda=assignment.cuda),
    )
    assert process.stdin is not None
    with process.stdin as pipe:
        pipe.write(wire.encode(Spawn(assignment, os.getpid())))
    process.returncode = 0  # reaped by the caller, not by subprocess
    return process.pid


def main() -> None:
    """Execute what standard input tells."""
    output, report = map(int, sys.argv[1:])
    [order] = wire.Decoder[Spawn](Spawn, wire.COMMAND).feed(sys.stdin.buffer.read())
    sandbox.die_with(order.parent)
    child.prepare(order.assignment.plain)
    child.ReportPipe(report).send(Began())
    child.execute(order.assignment, output, report)


if __name__ == "__main__":
    main()
