"""A theme reaches no package: neither those of the user nor, through whatever the environment says, the network."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shortsgen.problems import InputError
from shortsgen.render.slides.offline import offline
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from tests.factory import make_timeline

PROXIES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY")
DOWNLOADED = '#let name = "@prev" + "iew/cetz:0.3.0"\n#import name: canvas\n'


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Where a download would arrive, if the environment were asked for the way to the network."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def told(folder: Path, theme: str, at: str = "theme.typ") -> tuple[str, str, str]:
    (folder / "templates").mkdir()
    (folder / "templates" / at).write_text(theme)
    with pytest.raises(InputError) as caught:
        Slides(Templates(folder)).render(make_timeline(), formats=("svg",))
    [problem] = caught.value.problems
    return str(problem.span), problem.message, problem.hint


REFUSED = ("the slides cannot be typeset: a theme cannot import packages", "copy what you need beside it")


@pytest.mark.parametrize("name", PROXIES[:4])
def test_a_computed_package_is_not_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: socket.socket, name: str
) -> None:
    monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
    before = dict(os.environ)
    assert told(tmp_path, DOWNLOADED) == ("templates/theme.typ:2:9", *REFUSED)
    with pytest.raises(BlockingIOError):
        proxy.accept()
    assert dict(os.environ) == before


@pytest.mark.usefixtures("proxy")
def test_a_template_that_makes_an_import_is_told_too(tmp_path: Path) -> None:
    text = '#eval("import \\"@preview/cetz:0.3.0\\": canvas")\n'
    assert told(tmp_path, text, "slides.typ.j2") == ("templates/slides.typ.j2:1:1", *REFUSED)


@pytest.mark.parametrize(
    ("folder", "namespace"), [("XDG_DATA_HOME", "local"), ("XDG_CACHE_HOME", "preview"), ("XDG_DATA_HOME", "preview")]
)
@pytest.mark.usefixtures("proxy")
def test_a_package_of_the_user_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, namespace: str
) -> None:
    monkeypatch.setenv(folder, str(tmp_path / "user"))
    package = tmp_path / "user" / "typst" / "packages" / namespace / "mine" / "1.0.0"
    package.mkdir(parents=True)
    (package / "typst.toml").write_text('[package]\nname = "mine"\nversion = "1.0.0"\nentrypoint = "lib.typ"\n')
    (package / "lib.typ").write_text('#let secret = "hush"\n')
    text = f'#let name = "@{namespace}" + "/mine:1.0.0"\n#import name: secret\n#panic(secret)\n'
    assert told(tmp_path, text) == ("templates/theme.typ:2:9", *REFUSED)


def test_the_environment_is_as_it_was_when_the_last_thread_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://mine")
    monkeypatch.delenv("no_proxy", raising=False)
    before = dict(os.environ)

    def enter(depth: int) -> None:
        with offline():
            assert os.environ["https_proxy"] != "http://mine"
            if depth:
                enter(depth - 1)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(enter, range(200)))
    assert dict(os.environ) == before


def test_what_is_built_in_leaves_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shortsgen.render.slides.typeset.offline", None)
    assert Slides(Templates()).render(make_timeline(), formats=("svg",))
