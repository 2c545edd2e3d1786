"""Whether a program that is killed at any moment leaves anything that the next run does not mend.

`python -m bench.kills [--count N] [--seed N]` kills `render` and `run --update` at random moments, by SIGKILL, SIGTERM
or SIGINT, half of the time with others of their kind beside them. After each kill one whole render must make a build
and a recording that equal clean ones to the byte, no process may be left, and no file that nobody asked for.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from bench.generate import generate
from bench.measure import SHORTSGEN, environment, told
from shortsgen.project import Project

_SHORTS = 6
_SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
_COMMANDS = (("render",), ("run", "--update"))
_WORDS = ("Guess what is printed", "Say what is printed")  # the day as it is, and changed in each of its shorts
_MANIFEST = ".shortsgen.json"  # it knows when files were written
_SETTLED = 20.0  # seconds for what was killed to be gone

Tree = Mapping[str, str]


class Trials:
    """One project that is killed in again and again."""

    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._random = random.Random(seed)
        self._environment = environment() | {"TMPDIR": str(root / "tmp"), "XDG_CACHE_HOME": str(root / "cache")}
        (root / "tmp").mkdir()
        self._name = generate(root, _SHORTS)
        self._project = Project(root)
        self._clean = [self._made_cleanly(number) for number in range(len(_WORDS))]
        started = time.perf_counter()
        self._finish()
        self._whole = time.perf_counter() - started

    def kill_once(self) -> str:
        """Kill a command somewhere, and let another one finish; returns what is wrong then, or ""."""
        number = self._random.randrange(len(_WORDS))
        self._edit(number)
        if self._random.random() < 0.3:
            self._forget()
        several = 1 + self._random.randrange(2)
        programs = [self._start() for _ in range(several)]
        time.sleep(self._random.uniform(0, 1.2 * self._whole))
        for program in programs:
            program.send_signal(self._random.choice(_SIGNALS))
        for program in programs:
            program.wait(timeout=_SETTLED)
        self._finish()
        return self._wrong(number)

    def _wrong(self, number: int) -> str:
        found, clean = self._tree(), self._clean[number]
        if differs := sorted(name for name in found.keys() | clean.keys() if found.get(name) != clean.get(name)):
            return f"not as in a clean build: {', '.join(differs[:5])}"
        if left := self._alive():
            return f"processes are left: {left}"
        return ""

    def _made_cleanly(self, number: int) -> Tree:
        self._edit(number)
        self._forget()
        self._finish()
        return self._tree()

    def _forget(self) -> None:
        """Have everything made anew."""
        for folder in ("build", "cache"):
            shutil.rmtree(self._root / folder, ignore_errors=True)

    def _edit(self, number: int) -> None:
        script = self._project.script(self._name)
        text = script.read_text("utf-8")
        for word in _WORDS:
            text = text.replace(word, _WORDS[number])
        script.write_text(text, "utf-8")

    def _start(self) -> subprocess.Popen[bytes]:
        command, *options = self._random.choice(_COMMANDS)
        return subprocess.Popen(
            [*SHORTSGEN, command, self._name, *options],
            cwd=self._root,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _finish(self) -> None:
        words = [*SHORTSGEN, "render", self._name]
        done = subprocess.run(words, cwd=self._root, env=self._environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"the render after a kill ended with {done.returncode}:\n{done.stderr[-2000:]}")

    def _tree(self) -> Tree:
        """The hash of each file of the project, and of those that are left in the temporary folder."""
        folders = (self._root / name for name in ("scripts_yaml", "build", "tmp"))
        files = (path for folder in folders for path in folder.rglob("*") if path.is_file() and path.name != _MANIFEST)
        return {str(path.relative_to(self._root)): sha256(path.read_bytes()).hexdigest() for path in files}

    def _alive(self) -> list[str]:
        """The processes that know this project, once those that end have had the time for it."""
        deadline = time.monotonic() + _SETTLED
        while (found := _that_know(str(self._root))) and time.monotonic() < deadline:
            time.sleep(0.05)
        return found


def _that_know(folder: str) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
        except OSError:  # it has ended
            continue
        if folder.encode() in words and process.name != str(os.getpid()):
            found.append(process.name)
    return found


def main() -> int:
    """Exits with 1 where a kill did harm."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description="Kill the program at random moments.")
    parser.add_argument("--count", type=int, default=200, help="how often; 200 by default")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    wrong = Counter[str]()
    with tempfile.TemporaryDirectory(prefix="shortsgen-kills-") as folder:
        trials = Trials(Path(folder), given.seed)
        for number in range(1, given.count + 1):
            if said := trials.kill_once():
                wrong[said] += 1
                told(f"kill {number}: {said}")
            elif number % 20 == 0:
                told(f"{number} of {given.count}")
    sys.stdout.write(f"{given.count} kills, {wrong.total()} with harm (seed {given.seed})\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
