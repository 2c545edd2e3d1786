"""A key is changed into a cookie."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from shortsgen.live.server import Server
from shortsgen.problems import InputError
from tests.live.client import Client
from tests.live.conftest import FIXED, shown


def test_the_key_of_the_terminal_is_changed_into_a_cookie_that_no_script_can_read(server: Server) -> None:
    client = Client.of(server, entered=False)
    assert client.get("/").status == 401
    cookie = client.enter(server.url).headers["set-cookie"]
    name, _, rest = cookie.partition("; ")
    assert name.startswith(f"shortsgen-{urlsplit(server.address).port}=")
    assert rest == "HttpOnly; SameSite=Strict; Path=/"
    assert (client.get("/").status, client.get("/").body) == (200, b"a day")


def test_the_key_is_in_no_request_line(server: Server) -> None:
    url = urlsplit(server.url)
    assert (url.path, url.query, len(url.fragment)) == ("/enter", "", 43)


def test_the_address_that_a_browser_is_started_with_works_once(server: Server) -> None:
    url = server.url_for_once()
    assert Client.of(server, entered=False).enter(url).status == 204
    assert Client.of(server, entered=False).enter(url).status == 403
    assert Client.of(server, entered=False).enter(server.url).status == 204
    assert Client.of(server, entered=False).enter(server.url).status == 204


@pytest.mark.parametrize("key", ["", "guessed", "é", "x" * 43])
def test_no_other_key_opens(server: Server, key: str) -> None:
    client = Client.of(server, entered=False)
    assert (client.post("/enter", {"key": key}).status, client.cookie) == (403, "")


@pytest.mark.parametrize("sent", [None, [], {}, {"key": 1}, {"key": None}, "key", {"Key": "x"}])
def test_what_is_no_key_is_bad(server: Server, sent: object) -> None:
    assert Client.of(server, entered=False).post("/enter", sent).status == 400


def test_json_that_nests_without_end_is_bad(server: Server) -> None:
    client = Client.of(server, entered=False)
    headers = {"origin": f"http://{client.host}", "content-type": "application/json"}
    assert client.ask("POST", "/enter", b"[" * 200, headers).status == 400


def test_a_key_of_another_start_opens_nothing(server: Server) -> None:
    with Server(FIXED, shown()) as other:
        assert Client.of(server, entered=False).enter(other.url).status == 403


def test_it_listens_on_the_loopback_interface_only(server: Server) -> None:
    port = urlsplit(server.address).port
    assert urlsplit(server.address).hostname == "127.0.0.1"
    with pytest.raises(OSError, match=r"refused|route|assign|timed out"):
        socket.create_connection(("127.0.0.2", port), timeout=5)


def test_a_port_in_use_is_told_with_what_to_do(server: Server) -> None:
    port = urlsplit(server.address).port or 0
    with pytest.raises(InputError) as caught:
        Server(FIXED, shown(), port)
    [problem] = caught.value.problems
    assert problem.message == f"port {port} is in use"
    assert problem.hint == (
        "end the program that has it, choose another with --port, or leave it out for one that is free"
    )


def test_a_port_that_one_may_not_have_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "bind", _refused)
    with pytest.raises(InputError, match=r"cannot listen on 127\.0\.0\.1:80: Permission denied"):
        Server(FIXED, shown(), 80)


def _refused(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_the_port_is_free_again_at_the_end_although_pages_are_open() -> None:
    with Server(FIXED, shown()) as server:
        port = urlsplit(server.address).port or 0
        stream = Client.of(server).stream("/events")
        assert stream.until("day") == "a day"
    with Server(FIXED, shown("another"), port) as again:
        assert Client.of(again).get("/").body == b"another"
    stream.close()
