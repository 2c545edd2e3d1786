"""Runs a command of shortsgen, or only loads a day, in this process, and writes what that took: CPU and memory.

Started as `python -P peak.py REPORT load DAY` or `python -P peak.py REPORT run ARGUMENT...`, in the project's folder.
"""

from __future__ import annotations

import json
import re
import resource
import runpy
import sys
from pathlib import Path

_HIGH_WATER = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def main() -> None:
    report, what, *arguments = sys.argv[1:]
    try:
        if what == "load":
            _load(arguments[0])
        else:
            sys.argv = ["shortsgen", *arguments]
            runpy.run_module("shortsgen", run_name="__main__")
    finally:
        own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
        Path(report).write_text(json.dumps({"cpu": cpu, "main": _own_peak(), "child": children.ru_maxrss}))


def _load(day: str) -> None:
    from shortsgen.__main__ import calm_collector
    from shortsgen.project import Project
    from shortsgen.script.load import load

    calm_collector()
    project = Project(Path.cwd())
    script = project.script(day)
    load(project.read_text(script), script.name, day)


def _own_peak() -> int:
    """KiB. Not `getrusage`, whose peak a process inherits from the one that started it."""
    found = _HIGH_WATER.search(Path("/proc/self/status").read_text())
    return int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
