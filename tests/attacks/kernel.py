"""Snippets that ask the kernel for what lies beside the walls: keys, other families of sockets, other doors to it."""

from __future__ import annotations

from tests.attacks.attack import attack, gives

_CALLS = """
import ctypes, errno, platform
libc = ctypes.CDLL(None, use_errno=True)
numbers = {
    "x86_64": dict(add=248, ask=249, keys=250, shmget=29, shmat=30, semget=64, msgget=68, memfd=319),
    "aarch64": dict(add=217, ask=218, keys=219, shmget=194, shmat=196, semget=190, msgget=186, memfd=279),
}[platform.machine()]
def call(name, *arguments):
    got = libc.syscall(numbers.get(name, name), *arguments)
    return got if got >= 0 else errno.errorcode[ctypes.get_errno()]
"""

# Its three arguments become eax, ebx and ecx, where a 32-bit program has them; then it calls the kernel as one.
_AS_32_BIT = "53 89f8 89f3 89d1 31d2 cd80 5b c3"

KERNEL = (
    attack(
        "reads the keys of the session",
        f"""{_CALLS}
secret = ctypes.create_string_buffer(99)
key = call("keys", 10, -3, b"user", b"key-of-the-test", 0)
call("keys", 11, key, secret, 99) if isinstance(key, int) else print(key)
try:
    listed = "key-of-the-test" in open("/proc/keys").read()
except OSError:
    listed = False
print(secret.value, listed, call("add", b"user", b"left", b"x", 1, -3), call("ask", b"user", b"left", None, 0))
""",
        gives("ok", r"\AENOSYS\nb'' False ENOSYS ENOSYS\n\Z", "refused"),
        gives("ok", note="**read**, where the session has some"),
    ),
    attack(
        "opens sockets of every family",
        """
        import socket
        opened = set()
        for family in range(64):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
                for protocol in range(24):
                    try:
                        socket.socket(family, kind, protocol).close()
                        opened.add((family, protocol if family == socket.AF_NETLINK else None))
                    except OSError:
                        pass
        print(sorted(opened, key=str))
        """,
        gives(
            "ok",
            r"\A\[\(1, None\), (\(10, None\), )?\(16, 0\), \(2, None\)\]\n\Z",
            "Unix, IP, and what tells of interfaces; no other",
        ),
        gives("ok", note="**all that the kernel has**"),
    ),
    attack(
        "calls the kernel as another machine's program",
        f"""{_CALLS}
import mmap
print(call(0x40000000 + 41, 40, 1, 0), call(0x40000000 + 2, b"/", 0))
if platform.machine() == "x86_64":
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes.fromhex("{_AS_32_BIT}"))
    as_32_bit = ctypes.CFUNCTYPE(ctypes.c_int, *[ctypes.c_int] * 3)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    print(errno.errorcode[-as_32_bit(359, 40, 1)], errno.errorcode[-as_32_bit(20, 0, 0)])
""",
        gives("ok", r"\AENOSYS ENOSYS\n(ENOSYS ENOSYS\n)?\Z", "refused"),
        gives("ok", note="not tried: as the kernel allows"),
        tamer="print('not tried')",
    ),
    attack(
        "opens a socket by a queue of calls",
        f"""{_CALLS}
print(call(425, 8, ctypes.create_string_buffer(120)), call(426, 0, 1, 0, 0), call(427, 0, 0, 0, 0))
""",
        gives("ok", r"\AENOSYS ENOSYS ENOSYS\n\Z", "io_uring is refused"),
        gives("ok", note="as the kernel allows"),
    ),
    attack(
        "takes memory that belongs to no process",
        f"""{_CALLS}
print(call("memfd", b"x", 0), call("shmget", 0, 4096, 0o1600), call(447, 0))
""",
        gives("ok", r"\AENOSYS ENOSYS ENOSYS\n\Z", "refused"),
        gives("ok", note="not tried: not counted, and what is shared by System V stays behind"),
        tamer="print('not tried')",
    ),
    attack(
        "leaves queues and semaphores to the next",
        f"""{_CALLS}
print(call("msgget", 0, 0o1600), call("semget", 0, 1, 0o1600))
""",
        gives("ok", r"\AENOSYS ENOSYS\n\Z", "refused"),
        gives("ok", note="not tried: they stay behind"),
        tamer="print('not tried')",
    ),
)
