"""Snippets that change what the server is, or what it does, for those that come later."""

from __future__ import annotations

from tests.attacks.attack import attack, gives

SERVERS = (
    attack(
        "lowers the limits of the server",
        """
        import os, resource
        for limit, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_STACK, 1 << 16), (resource.RLIMIT_CORE, 0)):
            resource.prlimit(os.getppid(), limit, (most, most))
        print("done")
        """,
        gives("ok", r"\Adone\n\Z", "they are raised again, or another server is started"),
    ),
    attack(
        "has the server wait for its turn",
        """
        import os
        os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)
        os.sched_setaffinity(os.getppid(), [min(os.sched_getaffinity(0))])
        os.sched_setscheduler(os.getppid(), os.SCHED_BATCH, os.sched_param(0))
        print("done")
        """,
        gives("ok", r"\Adone\n\Z", "it is as before, or another server is started"),
    ),
    attack(
        "replaces the way in which it ends",
        "import os\nos._exit = lambda code: None\nprint('done')",
        gives("ok", r"\Adone\n\Z"),
    ),
    attack(
        "raises again and again as it ends",
        """
        import signal
        def again(*_):
            raise ValueError
        signal.signal(signal.SIGALRM, again)
        signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
        while True:
            pass
        """,
        gives("raised vanished"),
    ),
    attack(
        "leaves 3,000 files in 300 folders",
        """
        import os
        for folder in range(300):
            os.mkdir(f"{folder}")
            for number in range(10):
                os.mknod(f"{folder}/{number}")
        print("done")
        """,
        gives("ok", r"\Adone\n\Z", "removed after it, while nobody waits but who has not begun"),
    ),
)
