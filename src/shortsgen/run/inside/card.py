"""What the card is called, asked of the driver's own library where snippets will be. Imports nothing heavy.

Started as `python -m shortsgen.run.inside.card LEVEL`; says one answer on its output.
"""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path
from typing import Any

from shortsgen.run import wire
from shortsgen.run.frames import Answer, Named, Nameless
from shortsgen.run.inside import sandbox

_LIBRARY = "libcuda.so.1"
_VERSION = Path("/proc/driver/nvidia/version")
_RELEASE = re.compile(r"Kernel Module\b.*?\s(\d{3,4}(?:\.\d{1,3}){1,2})\s")
_LONGEST = 100  # bytes of a name


class _Refused(Exception):  # noqa: N818 - told as an answer
    """Why the driver did not do what it was asked for."""


def answer(library: Any, version: Path = _VERSION) -> Answer:
    """Ask for the first card. `library` is that of the driver; it makes no context, so the card's memory stays free."""
    try:
        _call(library, "cuInit", 0)
        count, card = ctypes.c_int(), ctypes.c_int()
        _call(library, "cuDeviceGetCount", ctypes.byref(count))
        if not count.value:
            return Nameless("the driver has no card")
        _call(library, "cuDeviceGet", ctypes.byref(card), 0)
        name = ctypes.create_string_buffer(_LONGEST)
        _call(library, "cuDeviceGetName", name, _LONGEST, card)
        number = ctypes.c_int()
        _call(library, "cuDriverGetVersion", ctypes.byref(number))
    except _Refused as refused:
        return Nameless(str(refused))
    cuda = f"CUDA {number.value // 1000}.{number.value % 1000 // 10}"
    return Named(_plain(name.value), ", ".join(filter(None, (_release(version), cuda))))


def _call(library: Any, name: str, *arguments: Any) -> None:
    """Every function of the driver gives 0, or the number of an error (cuda.h, CUresult)."""
    if error := getattr(library, name)(*arguments):
        said = ctypes.c_char_p()
        library.cuGetErrorString(error, ctypes.byref(said))
        raise _Refused(f"the driver says: {_plain(said.value or b'')} ({name}, {error})")


def _release(version: Path) -> str:
    """Of the driver; "" where the system does not tell."""
    try:
        found = _RELEASE.search(version.read_text("utf-8", "replace"))
    except OSError:
        return ""
    return found[1] if found else ""


def _plain(text: bytes) -> str:
    return "".join(one for one in text.decode("ascii", "replace") if one.isprintable()).strip()


def main() -> None:
    """Answer, where a snippet at this level would be."""
    if sys.argv[1] == "strict":
        sandbox.become_ordinary()
    try:
        found = answer(ctypes.CDLL(_LIBRARY))
    except OSError as error:
        found = Nameless(f"the driver's library cannot be loaded: {error}")
    sys.stdout.buffer.write(wire.encode(found))


if __name__ == "__main__":
    main()
