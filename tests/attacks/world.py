"""What lies outside of a run, made for a test: whatever an attack does to it is seen."""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import select
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from shortsgen.run.outside.runner import Runner

SECRET = {"SECRET_OF_THE_TEST": "hush-hush"}

_ADD_KEY, _KEYCTL = {"x86_64": (248, 250), "aarch64": (217, 219)}.get(platform.machine(), (0, 0))


def keep_a_key() -> None:
    """Give this process and all that it starts a session's keyring with a secret; nothing where there are none."""
    libc = ctypes.CDLL(None)
    libc.syscall(_KEYCTL, 1, None)  # join a new one, so that the key ends with it
    libc.syscall(_ADD_KEY, b"user", b"key-of-the-test", b"hush-hush", 9, -3)


class World:
    """A home, a project, a process of the user, and sockets that listen. `marker` names what a snippet starts."""

    def __init__(self, folder: Path, number: int) -> None:
        self.marker = f"98{os.getpid()}.{number}"
        self._home, self._project = folder / "home", folder / "project"
        for file in (self._home / ".ssh" / "id_ed25519", self._project / "scripts_yaml" / "day01.yaml"):
            file.parent.mkdir(parents=True)
            file.write_text("as it was")
        self._before = self._hashes()
        self._process = subprocess.Popen(["sleep", "600"], env=SECRET)
        self._unix = folder / "socket"
        self._sockets = {
            "tcp": _listening(socket.AF_INET, ("127.0.0.1", 0)),
            "udp": _listening(socket.AF_INET, ("127.0.0.1", 0), socket.SOCK_DGRAM),
            "unix": _listening(socket.AF_UNIX, str(self._unix)),
            "abstract": _listening(socket.AF_UNIX, f"\0{self.marker}"),
        }

    def fill(self, code: str) -> str:
        """`code` with the places of this world in it."""
        places = {
            "MARKER": self.marker,
            "HOME": self._home,
            "PROJECT": self._project,
            "PROCESS": self._process.pid,
            "TCP": self._sockets["tcp"].getsockname()[1],
            "UDP": self._sockets["udp"].getsockname()[1],
            "UNIX": self._unix,
            "ABSTRACT": self.marker,
        }
        for name, place in places.items():
            code = code.replace(f"@{name}@", str(place))
        return code

    def harmed(self) -> set[str]:
        """What an attack has changed or reached."""
        after = self._hashes()
        harmed = {name for name in after if after[name] != self._before[name]}
        if self._process.poll() is not None:
            harmed.add("process")
        heard, _, _ = select.select(list(self._sockets.values()), [], [], 0)
        return harmed | {name for name, one in self._sockets.items() if one in heard}

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for one in self._sockets.values():
            one.close()

    def _hashes(self) -> dict[str, str]:
        return {"home": _hash(self._home), "project": _hash(self._project)}


def _listening(family: int, address: object, kind: int = socket.SOCK_STREAM) -> socket.socket:
    one = socket.socket(family, kind)
    one.bind(address)  # type: ignore[arg-type]
    if kind == socket.SOCK_STREAM:
        one.listen()
    return one


def _hash(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(f"{path} {path.stat().st_mode}".encode())
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


def family(leader: int) -> list[int]:
    """A process and all below it that still run."""
    found = [leader]
    for pid in found:
        with suppress(OSError):  # it ends meanwhile, as it should
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, children.read_text().split())
    return [pid for pid in found if _state(pid) not in ("", "Z")]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]
    except OSError:
        return ""


def server_of(runner: Runner) -> int:
    """The process that the runner started: bubblewrap, or the server itself."""
    return runner._server._link._process.pid


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Look until it is so: the end of a process that is not one's child cannot be awaited."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
