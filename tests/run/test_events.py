"""What a server says is checked before it counts: who took its place harms only what it runs."""

from __future__ import annotations

import contextlib
import socket
from collections import deque
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shortsgen.run.frames import Ended, Event, Grown, Held, Importing, Started
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.channel import Channel, ChannelLost
from shortsgen.run.outside.place import Place
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from shortsgen.run.wire import encode
from tests.run.conftest import day_of, run_all

pytestmark = pytest.mark.torch


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as one:
        run_all(one, snippets(day_of("print(1)\n")))
        yield one


@pytest.mark.parametrize("event", [Grown(1.0, ()), Importing("torch.x"), Importing("os")])
def test_what_a_server_cannot_mean_costs_a_restart(runner: Runner, event: Event) -> None:
    with pytest.raises(ChannelLost):
        runner._take(runner._places.root, event)


@given(st.from_type(Held) | st.from_type(Started) | st.from_type(Ended))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_said_of_jobs_that_are_not_there_costs_a_restart(runner: Runner, event: Event) -> None:
    with pytest.raises(ChannelLost):
        runner._take(runner._places.root, event)


IMPOSSIBLE = [
    *(Started(1, pid) for pid in (-1, 0, 1, 2**22 + 1, 2**40)),
    *(Ended(1, code, greedy=False) for code in (-65, 256, -(2**40))),
    Grown(-1.0, ()),
    Grown(1.0, ("torch.x",) * 65),
]


@pytest.mark.parametrize("event", IMPOSSIBLE, ids=str)
def test_what_no_machine_has_is_not_believed(event: Event) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        channel = Channel(ours)
        theirs.sendall(encode(event))
        with pytest.raises(ChannelLost):
            channel.receive()
        channel.close()


def test_of_a_job_its_own_place_tells_each_thing_once(runner: Runner) -> None:
    found: list[Outcome] = []

    def tamper(_snippet: object, outcome: Outcome) -> None:
        found.append(outcome)
        for job in [job for job in runner._jobs if job.pid]:
            before = job.pid, job.deadline
            for told in (Ended(job.number, -11, greedy=True), Held(job.number), Started(job.number, 2)):
                place, theirs = growing(runner)
                runner._take(place, told)
                assert place.left
                theirs.close()
            for again in (Held(job.number), Started(job.number, 2)):
                with pytest.raises(ChannelLost):
                    runner._take(runner._places.root, again)
            assert (job.pid, job.deadline) == before

    runner.run(snippets(day_of("print(1)\n", "import time\ntime.sleep(0.3)\nprint(2)\n")), tamper)
    assert [outcome.status for outcome in found] == [Status.OK] * 2


@given(st.binary(min_size=1, max_size=100))
def test_garbage_loses_the_channel_or_is_waited_for(data: bytes) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        channel = Channel(ours)
        theirs.sendall(data)
        with contextlib.suppress(ChannelLost):
            assert channel.receive() == []
        channel.close()


def growing(runner: Runner, *codes: str) -> tuple[Place, socket.socket]:
    """A branch for which snippets wait, and the socket of who speaks for it."""
    ours, theirs = socket.socketpair()
    place = Place(Channel(ours), 10_000, runner._places.root, "a key", waiting=deque(snippets(day_of(*codes))))
    runner._places.branches._places[place.key] = place
    runner._places._watch(place)
    return place, theirs


def test_what_waits_for_a_branch_is_queued_once_if_it_imports_and_has_grown_in_one_breath(runner: Runner) -> None:
    place, theirs = growing(runner, "print(1)\n")
    with theirs:
        theirs.sendall(encode(Importing("torch.not_there")) + encode(Grown(0.1, ())))
        runner._hear(place)
    assert [snippet.name for snippet in runner._queue] == ["s1"]
    assert [outcome.status for outcome in run_all(runner, snippets(day_of("print(1)\n")))] == [Status.OK]


def test_a_branch_that_was_left_in_the_same_turn_is_not_heard(runner: Runner) -> None:
    place, theirs = growing(runner, "print(1)\n")
    with theirs:
        runner._retire(place)
        runner._hear(place)
    runner._places.branches.drop(place)


def test_an_event_may_arrive_in_pieces() -> None:
    ours, theirs = socket.socketpair()
    data = encode(Started(1, 2))
    with theirs:
        channel = Channel(ours)
        theirs.sendall(data[:9])
        assert channel.receive() == []
        theirs.sendall(data[9:])
        assert channel.receive() == [Started(1, 2)]
        channel.close()
