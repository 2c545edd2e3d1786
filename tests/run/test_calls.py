"""The filter of system calls, for machines that the attacks are not made on: executed here as the kernel would."""

from __future__ import annotations

import errno
import platform
import struct

import pytest

from shortsgen.run.outside import calls

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# asm/unistd.h of each: what is refused, and what is not
SOCKET = {"x86_64": 41, "aarch64": 198}
SOCKETPAIR = {"x86_64": 53, "aarch64": 199}
REFUSED = {
    "x86_64": (29, 64, 68, 101, 240, 248, 249, 250, 310, 311, 319, 425, 426, 427, 438, 447),
    "aarch64": (117, 180, 186, 190, 194, 217, 218, 219, 270, 271, 279, 425, 426, 427, 438, 447),
}
HIGHEST = 600

MACHINES = pytest.mark.parametrize("machine", ARCHITECTURES)


def answer(machine: str, number: int, *arguments: int, architecture: int = 0) -> int:
    """What a call gets: 0 where the kernel makes it, or the number of the error."""
    values = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("<iIQ6Q", number, architecture or ARCHITECTURES[machine], 0, *values)
    instructions = list(struct.iter_unpack("=HBBI", calls.program(machine)))
    at = accumulator = 0
    while True:
        what, if_so, if_not, operand = instructions[at]
        at += 1
        match what:
            case 0x20:  # BPF_LD | BPF_W | BPF_ABS
                (accumulator,) = struct.unpack_from("<I", data, operand)
            case 0x15:  # BPF_JMP | BPF_JEQ
                at += if_so if accumulator == operand else if_not
            case 0x35:  # BPF_JMP | BPF_JGE
                at += if_so if accumulator >= operand else if_not
            case 0x06:  # BPF_RET
                assert operand >> 16 in (0x7FFF, 0x0005)  # allow, or fail with an error
                return operand & 0xFFFF if operand >> 16 == 0x0005 else 0


@MACHINES
def test_only_what_leads_around_the_walls_is_refused(machine: str) -> None:
    refused = [number for number in range(HIGHEST) if answer(machine, number, 1) == errno.ENOSYS]
    assert refused == sorted(REFUSED[machine])
    assert {answer(machine, number, 1) for number in range(HIGHEST)} == {0, errno.ENOSYS}


@MACHINES
def test_sockets_are_unix_ip_or_of_routes(machine: str) -> None:
    for number in (SOCKET[machine], SOCKETPAIR[machine]):
        opened = [family for family in range(64) if answer(machine, number, family) == 0]
        assert opened == [1, 2, 10, 16]
        assert {answer(machine, number, family) for family in range(64)} == {0, errno.EAFNOSUPPORT}
        assert [protocol for protocol in range(32) if answer(machine, number, 16, 3, protocol) == 0] == [0]


@MACHINES
def test_what_the_kernel_leaves_out_of_a_family_changes_nothing(machine: str) -> None:
    assert answer(machine, SOCKET[machine], 1 << 32 | 40) == errno.EAFNOSUPPORT
    assert answer(machine, SOCKET[machine], 1 << 32 | 1) == 0


@MACHINES
def test_programs_of_other_architectures_can_call_nothing(machine: str) -> None:
    others = (0x40000003, 0x40000028, *(one for one in ARCHITECTURES.values() if one != ARCHITECTURES[machine]))
    assert {answer(machine, 1, architecture=one) for one in others} == {errno.ENOSYS}
    assert {answer(machine, 0x40000000 + number) for number in range(HIGHEST)} == {errno.ENOSYS}


def test_a_machine_without_filters_is_told_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert calls.missing() == "its filter of system calls is not written for riscv64"
