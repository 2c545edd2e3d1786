"""What several snippets need is executed once, in a process that speaks for their forks. These speak in its place.

Where they find no socket they are executed by a snippet itself, and do nothing.
"""

from __future__ import annotations

from tests.attacks.attack import attack, gives

_FIND = """
import json, os, socket, struct, subprocess, sys, time
links, frame = [], sys._getframe()
while frame := frame.f_back:
    links += [one for one in frame.f_locals.values() if isinstance(one, socket.socket) and one.fileno() >= 0]
def say(**event):
    head = json.dumps(event).encode()
    links[0].sendall(struct.pack("!II", len(head), 0) + head)
"""

# Says that it has grown, and does something for each snippet that it is sent.
_SERVE = f"""{_FIND}
def serve(what):
    subprocess.Popen(["sleep", "@MARKER@"], start_new_session=True)
    say(kind="Grown", seconds=0.1, modules=[])
    sent = b""
    while True:
        sent += links[0].recv(1 << 20)
        while len(sent) >= 8 and len(sent) >= (size := 8 + sum(struct.unpack("!II", sent[:8]))):
            command, sent = json.loads(sent[8 : 8 + struct.unpack("!I", sent[:4])[0]]), sent[size:]
            if command["kind"] == "Start":
                what(command["job"])
        time.sleep(0.01)
"""


def _speaks(what: str) -> str:
    return f"{_FIND}\nif links:\n    {what}\n"


def _serves(what: str) -> str:
    return f"{_SERVE}\nif links:\n    serve(lambda job: {what})\n"


_ITSELF = gives("ok", r"\Aneeds it", "each that needs it executes it by itself")

BRANCHES = (
    attack("sends garbage for those that need it", _speaks("links[0].sendall(b'garbage' * 99)"), _ITSELF, shared=True),
    attack(
        "announces imports without end for those that need it",
        _speaks("while True: say(kind='Importing', module=f'torch.x{time.monotonic_ns()}')"),
        _ITSELF,
        shared=True,
    ),
    attack(
        "says that one has begun which nobody sent",
        _serves("say(kind='Started', job=job + 10**6, pid=os.getpid())"),
        _ITSELF,
        shared=True,
    ),
    attack(
        "says that one is a process that cannot be",
        _serves("say(kind='Started', job=job, pid=2**40)"),
        _ITSELF,
        shared=True,
    ),
    attack(
        "says that one ended as no process can",
        _serves("say(kind='Ended', job=job, code=-(2**40), greedy=False)"),
        _ITSELF,
        shared=True,
    ),
    attack(
        "says again and again that one has begun",
        _serves("[say(kind='Started', job=job, pid=os.getpid()) for _ in range(9**9)]"),
        _ITSELF,
        shared=True,
    ),
    attack("says nothing of those that need it", _serves("None"), _ITSELF, shared=True),
    attack("stops itself once others need it", _serves("os.kill(os.getpid(), 19)"), _ITSELF, shared=True),
    attack(
        "says that those that need it have crashed",
        _serves("say(kind='Ended', job=job, code=-11, greedy=False)"),
        gives("crashed", "SIGSEGV", "it may lie about those that execute it anyway, and about nobody else"),
        shared=True,
    ),
)
