"""Snippets that end in odd ways, or not at all."""

from __future__ import annotations

from tests.attacks.attack import attack, gives

ENDINGS = (
    attack(
        "leaves by `os._exit(0)`", "import os\nprint('before')\nos._exit(0)", gives("vanished", r"\Abefore\n.*code 0")
    ),
    attack(
        "becomes another program",
        "import os\nprint('before')\nos.execv('/bin/echo', ['echo', 'after'])",
        gives("vanished", r"\Abefore\nafter\n", "all output is kept"),
    ),
    attack("closes all descriptors", "import os\nprint('before')\nos.closerange(0, 4096)", gives("vanished", "before")),
    attack("exits with 0", "import sys\nsys.exit(0)", gives("exited", r"sys\.exit\(0\)")),
    attack("exits with 3", "import sys\nsys.exit(3)", gives("exited", r"sys\.exit\(3\)")),
    attack("raises KeyboardInterrupt", "raise KeyboardInterrupt", gives("raised", "KeyboardInterrupt")),
    attack(
        "interrupts itself",
        "import os, signal\nos.kill(os.getpid(), signal.SIGINT)",
        gives("raised", "KeyboardInterrupt"),
    ),
    attack(
        "raises what cannot be told",
        """
        class Odd(Exception):
            def __str__(self):
                raise ValueError
        raise Odd
        """,
        gives("raised", "Odd: <its __str__ raised>"),
    ),
    attack(
        "raises what raises when it is told",
        """
        class Odd(BaseException):
            def __str__(self):
                raise Odd
        raise Odd
        """,
        gives("vanished"),
    ),
    attack("crashes in C", "import ctypes\nctypes.string_at(0)", gives("crashed", "SIGSEGV")),
    attack("aborts", "import os\nos.abort()", gives("crashed", "SIGABRT")),
    attack("closes its output, then prints", "import os\nos.close(1)\nprint('lost')", gives("raised", "OSError")),
    attack(
        "spins in C and ignores signals",
        """
        import re, signal
        for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        re.match("(a+)+$", "a" * 64 + "b")
        """,
        gives("timed_out"),
        timeout=2.0,
    ),
    attack("sleeps", "import time\ntime.sleep(600)", gives("timed_out"), timeout=2.0),
    attack("stops itself", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", gives("timed_out"), timeout=2.0),
    attack(
        "waits for ever at its end",
        "import atexit, time\nprint('done')\natexit.register(time.sleep, 600)",
        gives("timed_out", "done"),
        timeout=2.0,
    ),
    attack(
        "leaves a thread that never ends",
        "import threading, time\nthreading.Thread(target=time.sleep, args=[600], daemon=True).start()\nprint('done')",
        gives("ok", r"\Adone\n\Z"),
    ),
    attack(
        "patches torch, sys and builtins",
        """
        import builtins, os, sys, torch
        torch.ones = torch.Tensor.sum = builtins.len = builtins.print = os.listdir = None
        sys.stdout = sys.stderr = sys.modules["time"] = None
        """,
        gives("raised vanished", note="no trace in the next"),
    ),
)
