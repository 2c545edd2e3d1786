"""Snippets that leave processes, or attack those of others."""

from __future__ import annotations

from tests.attacks.attack import attack, gives

# Nothing here is done where the sandbox that it relies on is not there.
GUARD = """
import os
if os.path.exists("@HOME@"):
    raise SystemExit("not contained")
"""

_DAEMON = """
import os, subprocess
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        subprocess.Popen(["sleep", "@MARKER@"], start_new_session=True)
        os.execvp("sleep", ["sleep", "@MARKER@"])
    os._exit(0)
os.wait()
"""
_KILL = "import os, signal, time\nprint('before')\nos.kill(os.getppid(), signal.{})\ntime.sleep(60)\n"

PROCESSES = (
    attack("leaves a daemon", f"{_DAEMON}print('done')", gives("ok", r"\Adone\n\Z", "the daemon is killed")),
    attack(
        "leaves a child that holds its output",
        "import subprocess\nsubprocess.Popen(['sleep', '@MARKER@'])\nprint('done')",
        gives("ok", r"\Adone\n\Z", "the child is killed"),
    ),
    attack(
        "leaves a chain of daemons",
        """
        import os
        for _ in range(6):
            if os.fork():
                break
            os.setsid()
        else:
            os.execvp("sleep", ["sleep", "@MARKER@"])
        os.wait()
        """,
        gives("timed_out", note="all are killed"),
        timeout=2.0,
    ),
    attack("kills the server", _KILL.format("SIGKILL"), gives("vanished", "before\n.*ended the server")),
    attack("terminates the server", _KILL.format("SIGTERM"), gives("vanished", "before\n.*ended the server")),
    attack("interrupts the server", _KILL.format("SIGINT"), gives("vanished", "before\n.*ended the server")),
    attack("stops the server", _KILL.format("SIGSTOP"), gives("timed_out", "before"), timeout=2.0),
    attack(
        "leaves a daemon and kills the server",
        f"{_DAEMON}import signal, time\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(60)",
        gives("vanished", note="the daemon is killed"),
    ),
    attack(
        "kills every process that it sees",
        f"{GUARD}import signal, time\nos.kill(-1, signal.SIGKILL)\ntime.sleep(60)",
        gives("vanished crashed", note="it sees those of the run only"),
        gives("ok", note="**any process of the user is killed**", harms="process"),
        tamer="import os, signal\nos.kill(@PROCESS@, signal.SIGKILL)\n",
    ),
    attack(
        "traces the server",
        """
        import ctypes, os
        server, libc = os.getppid(), ctypes.CDLL(None)
        print("attached:", libc.ptrace(16, server, None, None) == 0)
        os.waitpid(server, 0x40000000) if libc.ptrace(17, server, None, None) else None
        """,
        gives("raised", "attached: False"),
        gives("ok raised", note="allowed to root, and where the kernel lets users trace their processes"),
        tamer="""
        import ctypes, os
        server, libc = os.getppid(), ctypes.CDLL(None)
        if libc.ptrace(16, server, None, None) == 0:
            os.waitpid(server, 0x40000000)
            libc.ptrace(17, server, None, None)
        """,
    ),
    attack(
        "takes the server's descriptors",
        """
        import ctypes, os
        libc, server, taken = ctypes.CDLL(None), os.pidfd_open(os.getppid()), []
        for number in range(3, 40):
            if (mine := libc.syscall(438, server, number, 0)) >= 0:
                taken.append(mine)
        print("taken:", len(taken))
        for descriptor in taken:
            try:
                os.write(descriptor, b"garbage" * 99)
            except OSError:
                pass
        """,
        gives("ok", r"\Ataken: 0\n\Z", "refused"),
        gives("ok vanished", r"\Ataken: \d+", "its garbage ends the server, and so itself"),
    ),
    attack(
        "reads the memory of other processes",
        """
        import os
        read = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                if int(pid) != os.getpid():
                    open(f"/proc/{pid}/mem", "rb").close()
                    read.append(pid)
            except OSError:
                pass
        print("read:", bool(read))
        """,
        gives("ok", "read: False", "refused"),
        gives("ok", "read: ", "**those of the user are open to it**, where the kernel lets users trace"),
        tamer="""
        try:
            open("/proc/@PROCESS@/mem", "rb").close()
            print("read: True")
        except OSError:
            print("read: False")
        """,
    ),
    attack(
        "makes a namespace of its own and mounts over the system",
        f"""{GUARD}
import ctypes
libc = ctypes.CDLL(None)
print(libc.unshare(0x10000000 | 0x20000), libc.mount(b"none", b"/usr", b"tmpfs", 0, None))
""",
        gives("ok", note="seen by itself only, where the kernel allows it at all"),
        gives("ok", note="not tried"),
        tamer="print('not tried')",
    ),
)
