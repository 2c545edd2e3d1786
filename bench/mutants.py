"""How well the tests watch: small mistakes are made in the code, one at a time, and the tests should notice each.

`python -m bench.mutants [ROOM]... [--sample N] [--seed TEXT]` makes N of them over the rooms, each in a copy of the
project, where the tests of its room are executed. The mistakes are those of mutmut. Which ones are made follows from
the seed and from what they change, so most stay the same while the code around them changes.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue

from mutmut.mutation.file_mutation import create_mutations

from shortsgen.run.cores import cores

ROOT = Path(__file__).parents[1]
CODE = Path("src", "shortsgen")
LEAST = 0.9  # of the mutants that tests have to notice

#: What is mutated, and the tests that should notice, those first that most often do.
ROOMS: Mapping[str, Sequence[str]] = {
    "rules": ("rules", "theme", "cli/test_theme.py", "cli/test_check_captions.py"),
    "plan": ("plan", "render/slides/test_cut_list.py"),
    "layout": ("layout", "rules/test_contents.py", "render/slides/test_slides.py"),
    "cues": ("cues",),
    "run/drift.py": ("run/test_drift.py", "run/test_varies.py"),
    "store": ("store",),
}

_LOG = "tests.log"
#: Tables of data, which a test could only repeat.
TABLES = ("lexicon.py",)

_NOT_COPIED = (".*", "build", "dist", "node_modules", "shared", "__pycache__", "*.egg-info")
# No mutant may take the machine with it: 16 GiB of addresses are more than torch maps. What never ends is told by the
# processor's seconds, since those of the clock depend on what else the machine does.
_PYTEST = """
import resource, sys, pytest
resource.setrlimit(resource.RLIMIT_AS, (2**34, 2**34))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1]) + 9))
sys.exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0", *sys.argv[2:]]))
"""
_MOST = 600  # seconds of the processor, for tests without a mutant
_IDLE = 3  # how much longer than that the clock may go


class Fate(StrEnum):
    KILLED = "killed"
    TIMED_OUT = "timed out"  # noticed as well
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one mistake in it, and what that is."""

    room: str
    file: Path  # from the root
    text: str
    diff: str


def main() -> None:
    words = _words()
    with tempfile.TemporaryDirectory() as folder:
        places = [_copy(Path(folder, str(number))) for number in range(cores())]
        limits = _limits(places[0], words.rooms)
        count = words.sample // len(words.rooms)
        mutants = [one for room in words.rooms for one in chosen(places[0], room, count, words.seed)]
        fates = _fates(mutants, places, limits)
    _tell(mutants, fates)
    sys.exit(sum(fate is Fate.SURVIVED for fate in fates) > (1 - LEAST) * len(fates))


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", default=list(ROOMS), help=", ".join(ROOMS))
    parser.add_argument("--sample", type=int, default=150, help="how many mutants, over all rooms")
    parser.add_argument("--seed", default="0", help="any text; another one chooses other mutants")
    words = parser.parse_args()
    if unknown := set(words.rooms) - set(ROOMS):
        parser.error(f"there is no room {', '.join(sorted(unknown))}")
    return words


# ---- What is mutated


def chosen(root: Path, room: str, count: int, seed: str) -> list[Mutant]:
    """`count` mutants of a room, of the project in `root`."""
    place = root / CODE / room
    files = [file for file in sorted(place.rglob("*.py")) if file.name not in TABLES] if place.is_dir() else [place]
    found = sorted(one for file in files for one in _ranked(root, file.relative_to(root), seed))
    return [_mutant(root, room, file, index) for _, file, index in found[:count]]


def _ranked(root: Path, file: Path, seed: str) -> Iterator[tuple[str, Path, int]]:
    """Each mutation of a file by a hash of what it changes."""
    module, mutations, _, _ = create_mutations(str(file), (root / file).read_text())
    seen: Counter[str] = Counter()
    for index, one in enumerate(mutations):
        change = f"{file} {module.code_for_node(one.original_node)} -> {module.code_for_node(one.mutated_node)}"
        seen[change] += 1
        yield sha256(f"{seed} {change} {seen[change]}".encode()).hexdigest(), file, index


def _mutant(root: Path, room: str, file: Path, index: int) -> Mutant:
    module, mutations, _, _ = create_mutations(str(file), (root / file).read_text())
    mutated = module.deep_replace(mutations[index].original_node, mutations[index].mutated_node)
    text = module.code_for_node(mutated)
    whole = module.code_for_node(module)
    lines = unified_diff(whole.splitlines(), text.splitlines(), lineterm="", n=0)
    return Mutant(room, file, text, "\n".join(list(lines)[2:]))


# ---- What the tests say


def _copy(place: Path) -> Path:
    shutil.copytree(ROOT, place, ignore=shutil.ignore_patterns(*_NOT_COPIED))
    return place


def _limits(place: Path, rooms: Sequence[str]) -> dict[str, int]:
    """Seconds of the processor after which the tests of each room are stopped. Ends the program where they fail
    without a mutant."""
    limits = {}
    for room in rooms:
        began = _used()
        if (fate := _tested(place, room, _MOST)) is not Fate.SURVIVED:
            said = (place / _LOG).read_text(errors="replace")
            sys.exit(f"{said}\nthe tests of {room} do not pass without a mutant: {fate}")
        limits[room] = 10 + 3 * round(_used() - began)
        print(f"the tests of {room} pass without a mutant", file=sys.stderr)
    return limits


def _used() -> float:
    """Seconds of the processor that ended processes took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _fates(mutants: Sequence[Mutant], places: Sequence[Path], limits: Mapping[str, int]) -> list[Fate]:
    free: SimpleQueue[Path] = SimpleQueue()
    for place in places:
        free.put(place)

    def fate(mutant: Mutant) -> Fate:
        place = free.get()
        file = place / mutant.file
        whole = file.read_text()
        try:
            file.write_text(mutant.text)
            return _tested(place, mutant.room, limits[mutant.room])
        finally:
            file.write_text(whole)
            free.put(place)

    fates = []
    with ThreadPoolExecutor(len(places)) as pool:
        for mutant, one in zip(mutants, pool.map(fate, mutants), strict=True):
            fates.append(one)
            print(f"{len(fates)} of {len(mutants)}: {_named(mutant, one)}", file=sys.stderr)
    return fates


def _tested(place: Path, room: str, seconds: int) -> Fate:
    """Whether the tests of a room notice what is in `place`."""
    tests = (f"tests/{one}" for one in ROOMS[room])
    environment = os.environ | {"PYTHONPATH": str(place / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = (sys.executable, "-c", _PYTEST, str(seconds), f"--basetemp={place / 'tmp'}", *tests)
    with (place / _LOG).open("wb") as log:
        process = subprocess.Popen(
            command, cwd=place, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        ended = process.wait(_IDLE * seconds)
        return Fate.SURVIVED if ended == 0 else Fate.TIMED_OUT if ended == -signal.SIGXCPU else Fate.KILLED
    except subprocess.TimeoutExpired:
        return Fate.TIMED_OUT
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _tell(mutants: Sequence[Mutant], fates: Sequence[Fate]) -> None:
    print("| room | mutants | killed | timed out | survived |\n| --- | --- | --- | --- | --- |")
    found = [*zip((mutant.room for mutant in mutants), fates, strict=True)]
    for room in [*dict.fromkeys(mutant.room for mutant in mutants), "all"]:
        counts = Counter(fate for one, fate in found if room in (one, "all"))
        cells = (room, counts.total(), *(counts[fate] for fate in Fate))
        print(f"| {' | '.join(map(str, cells))} |")
    for mutant, fate in zip(mutants, fates, strict=True):
        if fate is Fate.SURVIVED:
            print(f"\n{_named(mutant, fate)}")


def _named(mutant: Mutant, fate: Fate) -> str:
    """What became of a mutant, and of one that survived what it is."""
    return f"{mutant.file.relative_to(CODE)} {fate}" + (f"\n{mutant.diff}" if fate is Fate.SURVIVED else "")


if __name__ == "__main__":
    main()
