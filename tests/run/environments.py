"""Environments of Python, made for a test, in which a module `thing` is installed in some way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path

import shortsgen
from shortsgen.run.outside.level import Level

#: What `thing` says, in one module and in two.
MODULE = "import os\ndef places():\n    return __file__, os.path.realpath(__file__)\nSAYS = 'found'\n"
PACKAGE = {"__init__.py": "from thing.part import SAYS, places\n", "part.py": MODULE}

# torch is not needed, so nobody waits for it: no statement imports anything but the standard library
CODE = """
import importlib, os, subprocess, sys
thing = importlib.import_module("thing")
print(thing.SAYS, [os.path.exists(path) for path in @SECRETS@])
print(*thing.places())
print(subprocess.check_output([sys.executable, "-c", "import thing; print(thing.SAYS)"], text=True))
"""

#: Executes a snippet at a level, with the network or without. Needs nothing but shortsgen itself.
PROGRAM = """
import json, sys
from shortsgen.problems import RunnerError
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Code, Day, Short
day = Day("day", "Day", (Short(1, "s1", "T", "H", (), Code(sys.argv[2])),), "day.yaml")
def done(_, outcome):
    print(json.dumps([outcome.status, outcome.output, str(outcome.error or outcome.detail)]))
try:
    with Runner(level=Level(sys.argv[1]), workers=1, network="network" in sys.argv) as runner:
        runner.run(snippets(day), done)
except RunnerError as error:
    sys.exit(str([problem.message for problem in error.problems]))
"""


@dataclass
class Environment:
    """One below `root`, which also has a home. Programs start in the folder `working`, or in `root`."""

    root: Path
    prefix: Path
    home: Path
    variables: dict[str, str] = field(default_factory=dict)
    working: Path | None = None

    @property
    def site(self) -> Path:
        [site] = self.prefix.glob("lib/python*/site-packages")
        return site

    @property
    def elsewhere(self) -> Path:
        """A folder outside of the environment and of the home, with a secret."""
        folder = self.root / "elsewhere"
        keep_secret(folder)
        return folder

    def program(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run this Python with nothing in its environment but what makes it find its modules."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "XDG_CACHE_HOME")}
        environment = kept | {"HOME": str(self.home)} | self.variables
        command = [self.prefix / "bin" / "python", *words]
        return subprocess.run(
            command,
            cwd=self.working or self.root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def execute(self, level: Level, code: str = CODE, network: bool = False) -> list[str]:
        """The status of a snippet, what it printed, and how it failed."""
        secrets = [str(path) for path in self.root.rglob("*secret*")]
        code = code.replace("@SECRETS@", repr(secrets))
        done = self.program("-P", "-c", PROGRAM, level, code, *(["network"] if network else []))
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout))


def make(
    root: Path, prefix: str = "environment", home: str = "home", system: bool = False, others: bool = True
) -> Environment:
    """An environment that finds shortsgen, and all the `others` that this one has installed. `system` lets it look at
    the packages of the user too."""
    made = Environment(root, root / prefix, root / home)
    venv.create(made.prefix, symlinks=True, system_site_packages=system)
    keep_secret(made.home)
    installed = [entry for entry in sys.path if entry.endswith("site-packages")] if others else []
    lines = [str(Path(shortsgen.__file__).parents[1]), *installed]
    (made.site / "shortsgen.pth").write_text("".join(f"{line}\n" for line in lines))
    return made


def keep_secret(folder: Path) -> None:
    """Something in a folder that nobody imports."""
    write(folder, {".secret": "hush", "notes/secret.txt": "hush"})


def write(folder: Path, files: dict[str, str]) -> Path:
    """Files in a folder, by their paths in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder
