"""Snippets that reach for what lies around them: files, the environment, the network, a terminal."""

from __future__ import annotations

from tests.attacks.attack import attack, gives
from tests.attacks.processes import GUARD

_TRY = """
done = []
def attempt(name, what):
    try:
        what()
        done.append(name)
    except (OSError, PermissionError):
        pass
"""

_READ = f"""{_TRY}
import os
from pathlib import Path
attempt("key", Path("@HOME@/.ssh/id_ed25519").read_bytes)
attempt("project", Path("@PROJECT@/scripts_yaml/day01.yaml").read_bytes)
attempt("environment", Path("/proc/@PROCESS@/environ").read_bytes)
print("SECRET_OF_THE_TEST" in str(dict(os.environ)), *done)
"""

_EVERYTHING = f"""{GUARD}
import os
from pathlib import Path
found = []
for path in ("/proc/1/environ", *(f"/proc/{{pid}}/environ" for pid in filter(str.isdigit, os.listdir("/proc")))):
    try:
        found.append(Path(path).read_bytes())
    except OSError:
        pass
print([name for name in ("SECRET_OF_THE_TEST", "hush-hush") if name.encode() in b"".join(found)])
"""

_WRITE = f"""{_TRY}
from pathlib import Path
attempt("home", Path("@HOME@/written").touch)
attempt("project", Path("@PROJECT@/written").touch)
"""

_SYSTEM = """
import os, sys, torch
attempt("/usr", Path("/usr/written").touch)
attempt("/etc", Path("/etc/written").touch)
attempt("/dev", Path("/dev/written").touch)
attempt("/proc/sys", lambda: open("/proc/sys/kernel/hostname", "r+b").close())
attempt("Python", Path(sys.prefix, "written").touch)
attempt("torch", lambda: open(torch.__file__, "ab").close())
for folder in [Path(entry) for entry in sys.path if os.path.isdir(entry)]:
    attempt("modules", (folder / "written.py").touch)
    for above in (folder, *folder.parents[:-1]):
        attempt("moved", lambda: above.rename(f"{above}-moved"))
"""

SOCKETS = f"""{_TRY}
import socket
def tcp(): socket.create_connection(("127.0.0.1", @TCP@), 2).close()
def udp(): socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", @UDP@))
def unix(): socket.socket(socket.AF_UNIX).connect("@UNIX@")
def abstract(): socket.socket(socket.AF_UNIX).connect("\\0@ABSTRACT@")
for one in (tcp, unix, abstract):
    attempt(one.__name__, one)
try:
    udp()
except OSError:
    pass
print(*done)
"""

REACH = (
    attack(
        "reads keys, the project and the environment of others",
        _READ,
        gives("ok", r"\AFalse\n\Z", "absent"),
        gives("ok", r"\AFalse key project environment\n\Z", "**read**; its own environment holds no secret"),
    ),
    attack(
        "looks for secrets in every environment that it sees",
        _EVERYTHING,
        gives("ok", r"\A\[\]\n\Z", "none"),
        gives("ok", note="not tried: as above"),
        tamer="print('not tried')",
    ),
    attack(
        "writes into the home and the project",
        f"{_WRITE}print(*done)",
        gives("ok", r"\A\n\Z", "refused"),
        gives("ok", r"\Ahome project\n\Z", "**written**", harms="home project"),
    ),
    attack(
        "writes into the system and Python's environment",
        f"{GUARD}{_WRITE}{_SYSTEM}print(*done)",
        gives("ok", r"\A\n\Z", "refused"),
        gives("ok", note="not tried: as the user may"),
        tamer="print('not tried')",
    ),
    attack(
        "deletes its folder and all around it",
        f"{GUARD}import shutil\nshutil.rmtree('/tmp', ignore_errors=True)\nprint(os.listdir())",
        gives("ok", r"\A\[\]\n\Z", "the private `/tmp` of the run"),
        gives("ok", r"\Agone\n\Z", "**whatever the user may delete**", harms="project"),
        tamer="""
        import glob, os, shutil, time
        def taken(folder):
            return any(os.path.exists(one) and os.path.samefile(one, folder) for one in glob.glob("/proc/[0-9]*/cwd"))
        around = os.path.dirname(os.getcwd())
        if os.path.basename(around).startswith("shortsgen-"):
            end = time.monotonic() + 2  # who means no harm has begun, and has what it needs
            while time.monotonic() < end and not all(map(taken, glob.glob(f"{around}/job-*"))):
                time.sleep(0.01)
            shutil.rmtree(around, ignore_errors=True)  # the runner makes folders there meanwhile
        shutil.rmtree("@PROJECT@")
        print("gone")
        """,
    ),
    attack(
        "puts files where other snippets will have their folders",
        "for n in range(500):\n    try:\n        open(f'../job-{n}', 'w').close()\n    except OSError:\n        pass\n",
        gives("ok", note="they are put aside"),
    ),
    attack(
        "replaces its folder by a link",
        "import os\nos.rmdir(os.getcwd())\nos.symlink('@PROJECT@', os.environ['HOME'])\nprint('done')",
        gives("ok", "done", "the link is removed, never what it points to"),
    ),
    attack(
        "connects by TCP, UDP and Unix sockets",
        SOCKETS,
        gives("ok", r"\A\n\Z", "refused"),
        gives("ok", r"\Atcp unix abstract\n\Z", "**connected**", harms="tcp udp unix abstract"),
    ),
    attack(
        "reads input and the terminal",
        "import sys\nprint(repr(sys.stdin.read()))\nopen('/dev/tty')",
        gives("raised", r"\A''\n.*/dev/tty", "end of input, no terminal"),
    ),
)
