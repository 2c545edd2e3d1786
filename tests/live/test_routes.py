"""Every route of both listeners against every way to come without being let in, over real sockets."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from shortsgen.live import phone
from shortsgen.live.desk import Desk
from shortsgen.live.door import Door
from shortsgen.live.events import Hub
from shortsgen.live.line import Line
from shortsgen.live.remote import Remote
from shortsgen.live.routes import Route
from shortsgen.live.server import Server
from tests.live.client import JSON, Client, Reply
from tests.live.conftest import FIXED, shown

REMOTE = Remote(Hub(1))
DESK = Desk(Door(), Hub(1), REMOTE, Line(REMOTE, FIXED.remote, ""), FIXED, shown()).table()
PHONE = phone.table(REMOTE, FIXED.remote)
ROUTES = [pytest.param("desk", route, id=f"desk-{route.method}-{route.path}") for route in DESK]
ROUTES += [pytest.param("phone", route, id=f"phone-{route.method}-{route.path}") for route in PHONE]

Reach = Callable[[str], Client]


@pytest.fixture
def reach(server: Server) -> Iterator[Reach]:
    """Who has been let in at the one listener or the other."""

    def call(which: str) -> Client:
        client = Client.of(server)
        if which == "desk":
            return client
        url = urlsplit(server.open_remote())
        asking = Client(url.netloc)
        assert asking.post("/ask", {"ticket": url.fragment}).status == 200
        return asking

    return call


def sent(client: Client, route: Route, method: str = "", **headers: str | None) -> Reply:
    """A request that is right in all but these headers; None leaves one out."""
    own: dict[str, str | None] = {"host": client.host, "cookie": client.cookie, "origin": f"http://{client.host}"}
    found = {name: value for name, value in (own | JSON | headers).items() if value is not None}
    method = method or route.method
    return client.ask(method, route.path.replace("*", "one.svg"), b"{}" if method == "POST" else b"", found)


def others(method: str) -> list[str]:
    return [one for one in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE") if one != method]


@pytest.mark.parametrize(("which", "route"), ROUTES)
def test_without_the_cookie_only_what_is_open_answers(reach: Reach, which: str, route: Route) -> None:
    client = reach(which)
    name = client.cookie.partition("=")[0]
    for cookie in (None, "", f"{name}=", f"{name}=guessed", f"{name}2={client.cookie}", "other=1", '";;=\x7f'):
        status = sent(client, route, cookie=cookie).status
        assert (status == 401) == (not route.open), (cookie, status)


@pytest.mark.parametrize(("which", "route"), ROUTES)
def test_who_asks_for_another_host_gets_nothing(reach: Reach, which: str, route: Route) -> None:
    client = reach(which)
    port = client.host.partition(":")[2]
    hosts = [
        f"evil.example:{port}",
        "127.0.0.1",
        f"127.0.0.1.:{port}",
        f"localhost.evil.example:{port}",
        "",
        f"[::1]:{port}",
    ]
    assert {host: sent(client, route, host=host).status for host in hosts} == dict.fromkeys(hosts, 403)


@pytest.mark.parametrize(("which", "route"), ROUTES)
def test_a_page_of_another_origin_gets_nothing(reach: Reach, which: str, route: Route) -> None:
    client = reach(which)
    origins = [
        "http://evil.example",
        "null",
        "http://127.0.0.1",
        f"https://{client.host}",
        f"http://{client.host}.evil",
        "",
    ]
    assert {one: sent(client, route, origin=one).status for one in origins} == dict.fromkeys(origins, 403)
    if route.method == "POST":
        assert sent(client, route, origin=None).status == 403
    if not route.open:
        assert sent(client, route, origin=None, sec_fetch_site="cross-site").status == 403


@pytest.mark.parametrize(("which", "route"), ROUTES)
def test_another_method_is_refused(reach: Reach, which: str, route: Route) -> None:
    client = reach(which)
    known = {one.method for one in (DESK if which == "desk" else PHONE) if one.path == route.path}
    asked = [method for method in others(route.method) if method not in known]
    assert {method: sent(client, route, method).status for method in asked} == dict.fromkeys(asked, 405)


@pytest.mark.parametrize(("which", "route"), ROUTES)
def test_a_websocket_is_refused_with_the_right_cookie_and_without(reach: Reach, which: str, route: Route) -> None:
    client = reach(which)
    for cookie in (client.cookie, "x=y"):
        assert _handshake(client, route.path.replace("*", "one.svg"), cookie) == b"HTTP/1.1 400 Bad Request"


def _handshake(client: Client, path: str, cookie: str) -> bytes:
    """The first line of what a websocket's client gets."""
    host, _, port = client.host.partition(":")
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {client.host}",
        f"Origin: http://{client.host}",
        f"Cookie: {cookie}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    )
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        return connection.recv(4096).partition(b"\r\n")[0]


@pytest.mark.parametrize(("which", "route"), [row for row in ROUTES if row.values[1].method == "POST"])  # type: ignore[union-attr]
def test_what_is_sent_is_json_of_a_few_bytes(reach: Reach, which: str, route: Route) -> None:
    client = reach(which)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", None):
        assert sent(client, route, **{"content-type": kind}).status == 415
    large = client.post(route.path, {"key": "x" * 300})
    assert large.status == 413


@pytest.mark.parametrize(("which", "route"), ROUTES)
def test_every_answer_forbids_the_browser_to_guess_frame_or_tell(reach: Reach, which: str, route: Route) -> None:
    client = reach(which)
    for cookie in (client.cookie, "x=y"):
        if route.path in ("/events", "/state") and cookie == client.cookie:
            stream = client.stream(route.path)
            headers = {name.lower(): text for name, text in stream.answer.getheaders()}
            stream.close()
        else:
            headers = sent(client, route, cookie=cookie).headers
        assert headers["content-security-policy"].endswith("; frame-ancestors 'none'")
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cache-control"] in ("no-store", "private, max-age=31536000, immutable")
        assert "server" not in headers
        assert "access-control-allow-origin" not in headers


NOWHERE = (
    "/nothing /held/ /held/two.svg /held/one.svg/ /held/../enter /held/%2e%2e/x /held/one.svg?x // /?x=1 /enter/ "
    "/ENTER /%65nter /remote /remote/open/.."
)


@pytest.mark.parametrize("path", NOWHERE.split())
def test_what_is_in_no_table_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status == 404


def test_the_desk_has_no_route_of_a_phone_and_a_phone_none_of_the_desk(reach: Reach) -> None:
    asking = reach("phone")
    paths = [route.path.replace("*", "one.svg") for route in DESK if route.path != "/"]
    assert {asking.get(path).status for path in paths} == {404}
    assert {asking.post(path, {}).status for path in paths} == {404}
    assert [one.path for one in PHONE] == ["/", "/ask", "/state", "/press"]
