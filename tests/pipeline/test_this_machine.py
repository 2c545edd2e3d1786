"""Where snippets cannot be executed at all, that is said before anything is imported for it."""

from __future__ import annotations

import subprocess
import sys


def test_windows_is_told_what_to_do() -> None:
    program = (
        "import sys\n"
        "from shortsgen.pipeline.session import this_machine\n"
        "from shortsgen.problems import RunnerError\n"
        "sys.platform = 'win32'\n"
        "sys.modules |= dict.fromkeys(('fcntl', 'resource'))\n"
        "try:\n"
        "    this_machine()()\n"
        "except RunnerError as error:\n"
        "    [problem] = error.problems\n"
        "    print(problem.code, problem.message, problem.hint, sep='\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "runner",
        "snippets cannot be executed on Windows",
        "use WSL 2, which is Linux; a day whose recording is complete is rendered here too",
    ]
