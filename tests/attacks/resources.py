"""Snippets that take more than there is. All of it is bounded, so that where nothing holds nothing breaks."""

from __future__ import annotations

from tests.attacks.attack import attack, gives

RESOURCES = (
    attack("floods its output", "for _ in range(20_000):\n    print('x' * 1023)", gives("output_limit", r"x{1023}\n")),
    attack("prints a million lines", "for n in range(10**6):\n    print(1)", gives("output_limit", r"\A1\n1\n")),
    attack("asks for 400 GB", "import torch\ntorch.zeros(10**11)", gives("out_of_memory")),
    attack(
        "grows step by step",
        "held = []\nfor _ in range(64):\n    held.append(bytearray(64 * 2**20))",
        gives("out_of_memory"),
    ),
    attack(
        "grows in four children",
        """
        import os, time
        for _ in range(4):
            if os.fork() == 0:
                held = b"x" * (300 * 2**20)
                time.sleep(60)
                os._exit(0)
        time.sleep(60)
        """,
        gives("out_of_memory", "its processes together took more than 512 MiB"),
    ),
    attack(
        "grows in children that it disowned",
        """
        import os, time
        reading, writing = os.pipe()
        for _ in range(4):
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    held = b"x" * (300 * 2**20)
                    time.sleep(60)
                os._exit(0)
        os.close(writing)
        os.read(reading, 1)
        print("they are gone")
        """,
        gives("ok", "they are gone", "the children are killed"),
    ),
    attack(
        "is a fork bomb",
        """
        import os, signal
        count = 0
        try:
            while count < 2000:
                if os.fork() == 0:
                    signal.pause()
                count += 1
        except BlockingIOError:
            print("stopped at", count)
        """,
        gives("ok", r"\Astopped at \d{1,3}\n\Z", "256 processes and threads in all"),
        gives("ok", r"\Anot stopped\n\Z", "their number is not limited; all are killed at its end"),
        tamer="""
        import os, signal
        for _ in range(300):
            if os.fork() == 0:
                signal.pause()
        print("not stopped")
        """,
    ),
    attack(
        "starts a thousand threads",
        """
        import threading
        for _ in range(1000):
            threading.Thread(target=threading.Event().wait, daemon=True).start()
        """,
        gives("raised out_of_memory", "thread|memory"),
    ),
    attack(
        "opens a thousand files",
        "held = [open('/dev/null') for _ in range(1000)]",
        gives("raised", "Too many open files"),
    ),
    attack(
        "writes a file of 2 GiB",
        "with open('large', 'wb') as file:\n    file.truncate(2**31)",
        gives("raised", "File too large"),
    ),
    attack(
        "writes 5,000 files",
        "for n in range(5000):\n    open(f'{n}', 'w').close()\nprint('done')",
        gives("ok", "done", "removed after it"),
    ),
    attack(
        "nests 3,000 folders and locks them",
        """
        import os
        for _ in range(3000):
            os.mkdir("d")
            os.chdir("d")
        os.chmod(".", 0)
        print("done")
        """,
        gives("ok", "done", "removed after it"),
    ),
    attack(
        "raises its limits",
        """
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
        print("raised")
        """,
        gives("raised", "ValueError"),
        gives("raised ok", note="refused to an ordinary user, allowed to root"),
    ),
)
