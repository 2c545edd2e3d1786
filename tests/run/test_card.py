"""What asks for a card has a Python of its own, sees the files of the driver and no more, and is told as all others.

None of this needs a card: the files are made up, and what the driver would say as well. What torch says is real.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from shortsgen.choices import Device
from shortsgen.run.frames import Named, Nameless
from shortsgen.run.inside.card import answer
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside import driver
from shortsgen.run.outside.card import Card, NoCard, files
from shortsgen.run.outside.level import Level, why_not_strict
from shortsgen.run.outside.local import Containment, RealMachine
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.model import Code, Day, Options, Short
from tests.run.conftest import day_of, run_all

FILES = ("nvidiactl", "nvidia-uvm", "nvidia0")
OTHERS = ("nvidia1", "nvidia-uvm-tools", "nvidia-modeset", "nvram")
CUDA = Options(device=Device.CUDA)

linux = pytest.mark.skipif(sys.platform != "linux", reason="cards are found on Linux only")
LEVELS = [
    pytest.param(Level.STRICT, marks=pytest.mark.skipif(bool(why_not_strict()), reason=why_not_strict())),
    Level.BASIC,
]


@pytest.fixture(scope="module")
def dev(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of a driver and others: devices where we may make some, as /dev/null is one."""
    folder = tmp_path_factory.mktemp("dev")
    for name in (*FILES, *OTHERS):
        try:
            os.mknod(folder / name, stat.S_IFCHR | 0o666, os.makedev(1, 3))
        except PermissionError:
            (folder / name).touch()
        (folder / name).chmod(0o666)
    return folder


@pytest.fixture(scope="module")
def card(dev: Path) -> Card:
    return Card(files(dev), "Made-up 9000", "1.2, CUDA 3.4")


@pytest.fixture(scope="module", params=LEVELS)
def runner(request: pytest.FixtureRequest, card: Card) -> Iterator[Runner]:
    with Runner(level=request.param, card=card) as one:
        yield one


def asking(*codes: str, **options: Any) -> tuple[Snippet, ...]:
    return snippets(day_of(*codes, options=Options(device=Device.CUDA, **options)))


# ---- which files, and what the driver says


@linux
def test_the_files_are_control_memory_and_the_first_card(dev: Path) -> None:
    assert [path.name for path in files(dev)] == list(FILES)


@linux
@pytest.mark.parametrize(
    ("there", "why"),
    [
        ((), "there is no @/nvidiactl, as NVIDIA's driver makes it"),
        (("nvidiactl", "nvidia-uvm"), "there is no @/nvidia0, as NVIDIA's driver makes it"),
        (("nvidiactl", "nvidia3"), "there is no @/nvidia-uvm; `nvidia-modprobe -u -c 0` makes it"),
    ],
)
def test_a_file_that_is_missing_is_the_reason(there: tuple[str, ...], why: str, tmp_path: Path) -> None:
    for name in there:
        (tmp_path / name).touch()
    with pytest.raises(NoCard) as caught:
        files(tmp_path)
    assert str(caught.value) == why.replace("@", str(tmp_path))


@pytest.mark.parametrize(("system", "name"), [("darwin", "macOS"), ("win32", "Windows")])
def test_other_systems_have_none(system: str, name: str, dev: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(NoCard, match=f"on {name}, snippets find no CUDA"):
        files(dev)


def library(cards: int = 1, name: bytes = b"NVIDIA H100 80GB HBM3", fails: str = "") -> SimpleNamespace:
    """Functions of C with the signatures of cuda.h, as those of the driver are."""
    word, text, whole = ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_char), ctypes.c_int

    def function(called: str, fill: Callable[..., Any], *kinds: Any) -> Any:
        def call(*arguments: Any) -> int:
            if called == fails:
                return 100
            fill(*arguments)
            return 0

        return ctypes.CFUNCTYPE(ctypes.c_int, *kinds)(call)

    def put(value: int) -> Callable[..., Any]:
        return lambda pointer, *_: pointer.__setitem__(0, value)

    def put_text(pointer: Any, size: int, _card: int) -> None:
        ctypes.memmove(pointer, name + b"\0", min(len(name) + 1, size))

    said = ctypes.c_char_p(b"no CUDA-capable device is detected")
    return SimpleNamespace(
        cuInit=function("cuInit", lambda _flags: None, whole),
        cuDeviceGetCount=function("cuDeviceGetCount", put(cards), word),
        cuDeviceGet=function("cuDeviceGet", put(0), word, whole),
        cuDeviceGetName=function("cuDeviceGetName", put_text, text, whole, whole),
        cuDriverGetVersion=function("cuDriverGetVersion", put(12040), word),
        cuGetErrorString=function(
            "cuGetErrorString",
            lambda _error, pointer: pointer.__setitem__(0, said),
            whole,
            ctypes.POINTER(ctypes.c_char_p),
        ),
    )


CLOSED = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024\nGCC version: 12\n"
OPEN = "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.10  Release Build  (a@b)  Thu Jan 23\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [(CLOSED, "550.54.15, CUDA 12.4"), (OPEN, "570.86.10, CUDA 12.4"), ("", "CUDA 12.4")],
    ids=["closed", "open", "unknown"],
)
def test_a_card_is_called_as_its_driver_calls_it(text: str, said: str, tmp_path: Path) -> None:
    version = tmp_path / "version"
    version.write_text(text)
    assert answer(library(), version) == Named("NVIDIA H100 80GB HBM3", said)
    assert answer(library(name=b"\x1b[31mH\xc3\xa9\n"), tmp_path / "none") == Named("[31mH\ufffd\ufffd", "CUDA 12.4")


@pytest.mark.parametrize(
    ("driver_of", "why"),
    [
        (library(cards=0), "the driver has no card"),
        (library(fails="cuInit"), "the driver says: no CUDA-capable device is detected (cuInit, 100)"),
        (library(fails="cuDeviceGet"), "the driver says: no CUDA-capable device is detected (cuDeviceGet, 100)"),
    ],
)
def test_a_driver_that_does_not_name_a_card_says_why(driver_of: SimpleNamespace, why: str) -> None:
    assert answer(driver_of) == Nameless(why)


@linux
@pytest.mark.parametrize("level", LEVELS)
def test_the_driver_is_asked_where_snippets_are(level: Level, dev: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its library is missing, as it is here."""
    if Path("/dev/nvidiactl").exists():
        pytest.skip("this machine has a driver")
    monkeypatch.setattr(driver, "files", lambda: files(dev))
    with pytest.raises(NoCard, match=r"the driver's library cannot be loaded: libcuda\.so\.1: cannot open"):
        driver.find(level)


@linux
def test_files_that_are_closed_to_snippets_are_the_reason(dev: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = dev.parent / "closed"
    closed.mkdir(exist_ok=True)
    for name in FILES:
        (closed / name).touch(mode=0o600 if os.getuid() == 0 else 0)
    monkeypatch.setattr(driver, "files", lambda: files(closed))
    with pytest.raises(NoCard, match=rf"{closed}/nvidiactl is closed to who executes snippets"):
        driver.find(Level.STRICT)


# ---- what a snippet sees

SEEN = """
import os
print(sorted(os.listdir("/dev")))
print(os.path.isdir("/sys/devices/system/node"))
print(os.environ["CUDA_VISIBLE_DEVICES"], os.environ.get("CUDA_DEVICE_ORDER"))
"""
ASKS = """
import fcntl, os
descriptor = os.open("/dev/nvidiactl", os.O_RDWR)
try:
    fcntl.ioctl(descriptor, 0xC04846D2)
except OSError as error:
    print(error.strerror)
try:
    os.open("/dev/nvidia9", os.O_RDWR | os.O_CREAT)
except OSError as error:
    print(error.strerror)
"""


@pytest.mark.skipif(bool(why_not_strict()), reason=why_not_strict())
def test_the_sandbox_shows_these_files_to_who_asks_and_no_device_to_others(card: Card) -> None:
    with Runner(level=Level.STRICT, workers=1) as usual, Runner(level=Level.STRICT, card=card) as special:
        [without] = run_all(usual, snippets(day_of(SEEN)))
        [with_card] = run_all(special, asking(SEEN))
    devices, nodes, visible = with_card.output.splitlines()
    others, *rest = without.output.splitlines()
    assert set(eval(devices)) - set(eval(others)) == set(FILES)
    assert not [name for name in eval(others) if name.startswith("nvidia")]
    assert (nodes, visible) == (str(Path("/sys/devices/system/node").is_dir()), "0 PCI_BUS_ID")
    assert rest == ["False", " None"]


@pytest.mark.skipif(bool(why_not_strict()) or os.getuid() != 0, reason="needs bubblewrap, and devices that root makes")
def test_in_the_sandbox_a_device_is_opened_and_its_driver_asked(card: Card) -> None:
    """ENOTTY is the answer of /dev/null, which a filter of calls would not have given."""
    with Runner(level=Level.STRICT, card=card) as runner:
        [outcome] = run_all(runner, asking(ASKS))
    assert outcome.output.splitlines() == ["Inappropriate ioctl for device", "Read-only file system"]


# ---- how it is executed

FRESH = (
    'import os\nprint(b"shortsgen.run.inside.spawn" in open("/proc/self/cmdline", "rb").read(), os.getpid() == made)\n'
)


@linux
def test_each_snippet_has_a_python_of_its_own_also_after_what_several_need(runner: Runner) -> None:
    need = Short(1, "s1", "T", "H", (), Code("import os\nmade = os.getpid()\n"))
    others = (Short(n, f"s{n}", "T", "H", (), Code(FRESH), needs=("s1",), options=CUDA) for n in (2, 3))
    wanted = snippets(Day("day", "Day", (need, *others), "day.yaml"))[1:]
    assert [snippet.shared_key for snippet in wanted] == [None, None]
    assert [outcome.output for outcome in run_all(runner, wanted)] == ["True True\n"] * 2


@pytest.mark.parametrize(
    ("code", "status", "detail"),
    [
        ("import sys\nsys.exit(3)\n", Status.EXITED, "sys.exit(3)"),
        ("import os\nprint(1)\nos._exit(0)\n", Status.VANISHED, "gone without a report, with exit code 0"),
        ("import os\nos.abort()\n", Status.CRASHED, "ended by SIGABRT"),
        ("while True: pass\n", Status.TIMED_OUT, "not done after 0.3 s"),
        ("while True: print('x' * 9999)\n", Status.OUTPUT_LIMIT, "more than 1024 KiB were printed"),
        ("# nothing\n", Status.COMMENT_ONLY, ""),
    ],
    ids=lambda one: one.value if isinstance(one, Status) else "",
)
def test_it_ends_as_others_do(code: str, status: Status, detail: str, runner: Runner) -> None:
    [outcome] = run_all(runner, asking(code, timeout=0.3))
    assert (outcome.status, outcome.detail) == (status, detail)


RESERVES = """
import mmap, resource
print(resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY)
held = mmap.mmap(-1, 1 << 40, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, prot=mmap.PROT_READ)
print(len(held) >> 30)
"""


@linux
def test_addresses_are_not_bounded_because_cuda_reserves_more_than_there_is(runner: Runner) -> None:
    [outcome] = run_all(runner, asking(RESERVES, memory=64))
    assert outcome.output == "True\n1024\n"


@linux
def test_memory_that_is_taken_is(runner: Runner) -> None:
    takes = "import time\nheld = bytearray(b'x') * (200 << 20)\ntime.sleep(20)\n"
    [outcome] = run_all(runner, asking(takes, memory=100))
    assert (outcome.status, outcome.detail) == (
        Status.OUT_OF_MEMORY,
        "its processes together took more than 100 MiB",
    )


@pytest.mark.torch
def test_where_the_card_does_not_answer_torch_says_so_itself(runner: Runner) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a card, which would answer")
    [outcome] = run_all(
        runner, asking('import torch\nprint(torch.ones(2).sum().item())\ntorch.ones(2, device="cuda")\n')
    )
    assert (outcome.status, outcome.output) == (Status.RAISED, "2.0\n")
    assert str(outcome.error) in (
        "AssertionError: Torch not compiled with CUDA enabled",
        "RuntimeError: No CUDA GPUs are available",
    ) or "Found no NVIDIA driver" in str(outcome.error)
    assert runner.environment["device"] == "Made-up 9000"
    assert runner.environment["driver"] == "1.2, CUDA 3.4"
    assert "torch" in runner.environment


# ---- which machine executes it


def executed(machine: RealMachine, wanted: tuple[Snippet, ...]) -> list[Outcome]:
    found: dict[str, Outcome] = {}
    machine.run(wanted, lambda snippet, outcome: found.__setitem__(snippet.name, outcome))
    return [found[snippet.name] for snippet in wanted]


def mixed() -> tuple[Snippet, ...]:
    """One that asks for a card between two that do not."""
    options = (Options(), CUDA, Options())
    code = Code("import os\nprint(os.environ['CUDA_VISIBLE_DEVICES'])\n")
    shorts = tuple(Short(n, f"s{n}", "T", "H", (), code, options=one) for n, one in enumerate(options, 1))
    return snippets(Day("day", "Day", shorts, "day.yaml"))


def test_only_what_asks_for_a_card_has_it_and_its_outcome_names_it(card: Card) -> None:
    with RealMachine(Containment(), lambda _level: card) as machine:
        machine.expect(mixed())
        here = machine.environment
        first, second, third = executed(machine, mixed())
    assert [outcome.output for outcome in (first, second, third)] == ["\n", "0\n", "\n"]
    assert second.environment == {**here, "device": "Made-up 9000", "driver": "1.2, CUDA 3.4"}
    assert (first.environment, third.environment, "device" in here) == (None, None, False)


def test_without_a_card_it_is_skipped_with_the_reason_and_the_card_is_looked_for_once() -> None:
    asked: list[Level] = []

    def find(level: Level) -> Card:
        asked.append(level)
        raise NoCard("it was sold")

    with RealMachine(Containment(), find) as machine:
        for _ in range(2):
            first, second, third = executed(machine, mixed())
            assert second == Outcome(
                Status.SKIPPED, detail="it asks for device cuda, and this machine has none: it was sold"
            )
            assert (first.status, third.status) == (Status.OK, Status.OK)
    assert len(asked) == 1


def test_nobody_looks_for_a_card_that_nobody_asks_for() -> None:
    def find(_level: Level) -> Card:
        raise AssertionError

    with RealMachine(Containment(), find) as machine:
        first, _, third = mixed()
        assert [outcome.status for outcome in executed(machine, (first, third))] == [Status.OK] * 2


def test_the_network_is_refused_before_a_card_is_looked_for() -> None:
    both = snippets(day_of("print(1)\n", options=Options(device=Device.CUDA, network=True)))
    with RealMachine(Containment(), driver.find) as machine:
        [outcome] = executed(machine, both)
    assert outcome.detail == "it asks for the network: allow it with --allow-network"


def test_the_device_is_part_of_the_key_only_where_it_is_another_one() -> None:
    usual, other = snippets(day_of("print(1)\n"))[0], asking("print(1)\n")[0]
    assert (usual.key, other.key) == ("4ec7df1158e1af4c2659", "eef1f130742c9e3a4df1")  # as it was before there was one


def test_who_needs_a_short_with_a_card_has_one_as_well() -> None:
    need = Short(1, "s1", "T", "H", (), Code("x = 1\n"), options=CUDA)
    user = Short(2, "s2", "T", "H", (), Code("print(x)\n"), needs=("s1",))
    assert [one.device for one in snippets(Day("day", "Day", (need, user), "day.yaml"))] == [Device.CUDA] * 2
