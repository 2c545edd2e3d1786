"""A phone becomes the remote only with the ticket, once, and where the computer allows it."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from shortsgen.live.qr import Code
from shortsgen.live.server import Server
from shortsgen.problems import InputError
from tests.live.client import Client, Events
from tests.live.conftest import FIXED, OTHER_LOOPBACK, shown


@pytest.fixture
def phone(server: Server) -> Client:
    """A phone that has asked."""
    return asked(server.open_remote())


def asked(url: str) -> Client:
    client = Client(urlsplit(url).netloc)
    assert ask(client, url) == 200
    return client


def ask(client: Client, url: str) -> int:
    return client.post("/ask", {"ticket": urlsplit(url).fragment}).status


def desk(client: Client) -> Events:
    return client.stream("/events")


def told(events: Events) -> dict[str, object]:
    found = events.until("remote")
    assert isinstance(found, dict)
    return found


def test_nothing_listens_on_the_network_until_it_is_asked_for(client: Client) -> None:
    events = desk(client)
    assert told(events) == {"state": "closed"}
    assert client.post("/remote/open").status == 204
    offered = told(events)
    address = str(offered["address"])
    assert (offered["state"], urlsplit(address).hostname) == ("offered", OTHER_LOOPBACK)
    assert Client(urlsplit(address).netloc).get("/").body == b"remote"
    assert client.post("/remote/close").status == 204
    assert told(events) == {"state": "closed"}
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((OTHER_LOOPBACK, urlsplit(address).port or 0), timeout=20)
    events.close()


def test_a_phone_that_is_allowed_says_five_words_to_the_pages(client: Client, phone: Client) -> None:
    events, state = desk(client), phone.stream("/state")
    asks = told(events)
    assert (asks["state"], len(str(asks["code"]))) == ("asked", 4)
    assert state.next() == ("state", "waiting")
    assert client.post("/remote/answer", {"code": asks["code"], "answer": "allow"}).status == 204
    assert state.next() == ("state", "allowed")
    assert told(events) == {"state": "allowed"}
    commands = ["next", "previous", "pause", "slower", "faster"]
    assert [phone.post("/press", {"command": one}).status for one in commands] == [204] * 5
    assert [events.until("press") for _ in commands] == commands
    assert phone.post("/press", {"command": "quit"}).status == 400
    events.close()
    state.close()


def test_both_screens_show_the_same_code(server: Server, client: Client) -> None:
    url = server.open_remote()
    phone = Client(urlsplit(url).netloc)
    reply = phone.post("/ask", {"ticket": urlsplit(url).fragment})
    events = desk(client)
    assert reply.body == f'{{"code": "{told(events)["code"]}"}}'.encode()
    events.close()


def test_a_phone_that_is_not_allowed_yet_can_do_nothing(phone: Client) -> None:
    assert phone.post("/press", {"command": "next"}).status == 403


def test_a_ticket_works_once(server: Server) -> None:
    url = server.open_remote()
    first, second = Client(urlsplit(url).netloc), Client(urlsplit(url).netloc)
    assert (ask(first, url), ask(second, url), second.cookie) == (200, 403, "")


def test_a_phone_that_is_refused_is_told_and_needs_another_ticket(server: Server, client: Client) -> None:
    url = server.open_remote()
    phone = asked(url)
    state, events = phone.stream("/state"), desk(client)
    assert state.next() == ("state", "waiting")
    code = told(events)["code"]
    assert client.post("/remote/answer", {"code": code, "answer": "refuse"}).status == 204
    assert state.next() == ("state", "refused")
    assert phone.post("/press", {"command": "next"}).status == 401
    assert ask(phone, url) == 403
    assert told(events)["state"] == "offered"
    assert client.post("/remote/answer", {"code": code, "answer": "allow"}).status == 409
    events.close()
    state.close()


def test_a_code_that_nobody_shows_allows_nobody(client: Client, phone: Client) -> None:
    assert client.post("/remote/answer", {"code": "no code", "answer": "allow"}).status == 409
    assert phone.post("/press", {"command": "next"}).status == 403


def test_while_a_phone_is_the_remote_no_other_can_ask(server: Server, client: Client) -> None:
    url = server.open_remote()
    asked(url)
    events = desk(client)
    client.post("/remote/answer", {"code": told(events)["code"], "answer": "allow"})
    other = Client(urlsplit(url).netloc)
    assert [other.post("/ask", {"ticket": ticket}).status for ticket in ("", urlsplit(url).fragment)] == [403, 403]
    events.close()


def test_the_cookie_of_a_phone_opens_nothing_at_the_desk(server: Server, phone: Client) -> None:
    at_desk = Client.of(server, entered=False)
    name = f"shortsgen-{urlsplit(server.address).port}"
    at_desk.cookie = f"{name}={phone.cookie.partition('=')[2]}"
    assert at_desk.get("/").status == 401


def test_an_address_that_is_not_this_machines_is_told() -> None:
    with (
        Server(FIXED, shown(), network="192.0.2.1") as server,
        pytest.raises(InputError, match=r"cannot listen on 192\.0\.2\.1:0: "),
    ):
        server.open_remote()
    with Server(FIXED, shown(), network="192.0.2.1") as server:
        refused = Client.of(server).post("/remote/open")
        assert (refused.status, refused.body.split(b":")[0]) == (409, b"cannot listen on 192.0.2.1")


def test_a_code_is_a_square_with_a_quiet_zone_and_the_same_in_terminal_and_page() -> None:
    code = Code.of("http://192.168.1.5:40000/#" + "x" * 43)
    assert {len(row) for row in code.rows} == {len(code.rows)}
    assert all(all(row) for row in (*code.rows[:4], *code.rows[-4:]))
    lines = code.text().split("\n")
    assert {len(line) for line in lines} == {len(code.rows)}
    dark = sum(not light for row in code.rows for light in row)
    assert code.path.count("M") == dark
    drawn = sum({"█": 0, "▀": 1, "▄": 1, " ": 2}[half] for line in lines for half in line)
    assert drawn == dark + (len(code.rows) % 2) * len(code.rows)
