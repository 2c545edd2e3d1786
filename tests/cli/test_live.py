"""The live page from the command line: real processes, a real port, and a browser that writes down what it is given."""

from __future__ import annotations

import socket
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.attacks.world import wait_for
from tests.cli.conftest import Cli
from tests.cli.test_interrupts import CODES
from tests.cli.test_watching import Watcher
from tests.live.client import Client
from tests.live.conftest import OTHER_LOOPBACK

Watch = Callable[..., Watcher]

torch = pytest.mark.torch


@pytest.fixture
def watch(project: Path) -> Iterator[Watch]:
    started: list[Watcher] = []

    def call(*words: str, **variables: str) -> Watcher:
        started.append(Watcher(project, "--open", *words, **variables))
        return started[-1]

    yield call
    for one in started:
        if one.program.poll() is None:
            one.kill()


@pytest.fixture
def browser(project: Path) -> Path:
    """A browser that writes the address which it is given into the file `opened` beside it."""
    program, opened = project / "browser", project / "opened"
    program.write_text(f'#!/bin/sh\necho "$1" >{opened}.new && mv {opened}.new {opened}\n')
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    return program


def address(watcher: Watcher) -> str:
    return watcher.until("live page: ").split()[-1]


def entered(url: str) -> Client:
    client = Client(urlsplit(url).netloc)
    assert client.enter(url).status == 204
    return client


@torch
@pytest.mark.skipif(sys.platform == "win32", reason="starts a shell script")
def test_the_browser_is_given_an_address_of_its_own_that_works_once(watch: Watch, browser: Path) -> None:
    shown = address(watch(BROWSER=str(browser)))
    opened = browser.with_name("opened")
    wait_for(opened.exists)
    given = opened.read_text().strip()
    assert (urlsplit(given).netloc, given == shown) == (urlsplit(shown).netloc, False)
    entered(given)
    assert Client(urlsplit(given).netloc).enter(given).status == 403
    entered(shown)


@torch
def test_no_browser_is_started_where_that_is_asked_for(watch: Watch, browser: Path) -> None:
    watcher = watch("--no-browser", BROWSER=str(browser))
    url = address(watcher)
    watcher.until("written")
    assert entered(url).get("/").status == 200
    assert not browser.with_name("opened").exists()


@torch
@pytest.mark.parametrize("number", CODES)
def test_an_interrupt_ends_it_all_and_the_port_is_free_again(watch: Watch, number: int) -> None:
    watcher = watch("--no-browser", "--remote", "--remote-address", OTHER_LOOPBACK)
    url = urlsplit(address(watcher))
    watcher.until("written")
    stream = entered(url.geturl()).stream("/events")
    assert isinstance(stream.until("day"), dict)
    assert watcher.end(number) == CODES[number]  # type: ignore[index]
    stream.close()
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", url.port or 0))


@torch
def test_the_code_for_the_phone_stands_in_the_terminal(watch: Watch) -> None:
    watcher = watch("--no-browser", "--remote", "--remote-address", OTHER_LOOPBACK)
    said = watcher.until("no problems|warning")
    assert "scan this with the phone; it works once\n" in said
    rows = [line for line in said.splitlines() if set(line) <= set("█▀▄ ") and line]
    assert len(rows) * 2 in range(len(rows[0]), len(rows[0]) + 2)


@pytest.mark.usefixtures("project")
def test_a_port_in_use_is_one_message(cli: Cli) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = cli("watch", "day01", "--open", "--no-browser", "--port", str(port))
    assert (done.code, done.out) == (2, "")
    assert done.err.replace(str(port), "8000") == (
        "error[port] port 8000 is in use\n"
        "  hint: end the program that has it, choose another with --port, or leave it out for one that is free\n"
    )


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("words", [["--port", "8000"], ["--remote"], ["--no-browser"], ["--remote-address", "x"]])
def test_what_belongs_to_a_page_needs_the_page(cli: Cli, words: list[str]) -> None:
    done = cli("watch", "day01", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err == "error[usage] there is no page without `--open`\n  hint: add `--open`\n"


@pytest.mark.usefixtures("project")
def test_without_the_extra_it_is_one_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    found = importlib.util.find_spec
    monkeypatch.setattr(
        "shortsgen.pipeline.extras.find_spec", lambda name: None if name in ("uvicorn", "segno") else found(name)
    )
    done = cli("watch", "day01", "--open")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error[extra] live pages need uvicorn and segno, which are not installed\n"
        "  hint: `pip install 'shortsgen[live]'`\n"
    )


@pytest.mark.usefixtures("project")
def test_without_a_network_no_phone_can_be_the_remote(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shortsgen.live.network._ELSEWHERE", ("255.255.255.255", 9))  # which nobody may reach
    done = cli("watch", "day01", "--open", "--no-browser", "--remote")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "error[network] this machine is in no network\n"
        "  hint: connect it to the network that the phone is in, or name its address with --remote-address\n",
    )
