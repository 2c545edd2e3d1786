"""What is shown at `strict` is at its real place, and links to it are links: names mean what they mean outside."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from shortsgen.run.outside.follow import follow
from shortsgen.run.outside.level import Level, why_not_strict
from shortsgen.run.outside.runner import Runner
from shortsgen.run.outside.sight import of, sight
from shortsgen.run.snippet import snippets
from tests.run.conftest import day_of, run_all
from tests.run.environments import write

STRICT = pytest.mark.skipif(sys.platform != "linux" or bool(why_not_strict()), reason="needs bubblewrap")

NAMES = "/etc/resolv.conf /etc/hosts /etc/nsswitch.conf"
LOOKED_UP = f"""
import os, socket, ssl
print([path for path in "{NAMES}".split() if os.path.exists(path)])
paths = ssl.get_default_verify_paths()
print([path for path in (paths.openssl_cafile, paths.openssl_capath) if os.path.exists(path)])
if os.path.isdir(paths.openssl_capath):
    names = sorted(os.listdir(paths.openssl_capath))
    print(len(names), all(os.path.exists(os.path.join(paths.openssl_capath, name)) for name in names))
print(socket.gethostbyname("localhost"))
"""


def seen(code: str, network: bool = False) -> str:
    """What a snippet prints at `strict`."""
    with Runner(level=Level.STRICT, workers=1, network=network) as runner:
        [outcome] = run_all(runner, snippets(day_of(code)))
    return outcome.output


@STRICT
def test_who_may_use_the_network_sees_what_names_and_certificates_are_looked_up_in() -> None:
    paths = ssl.get_default_verify_paths()
    lines = seen(LOOKED_UP, network=True).splitlines()
    assert lines[0] == str([path for path in NAMES.split() if Path(path).exists()])
    assert lines[1] == str([path for path in (paths.openssl_cafile, paths.openssl_capath) if Path(path).exists()])
    if Path(paths.openssl_capath).is_dir():
        assert lines[2] == f"{len(list(Path(paths.openssl_capath).iterdir()))} True"
    assert lines[-1] == "127.0.0.1"


@STRICT
def test_nobody_else_sees_them() -> None:
    assert seen(f"import os\nprint([path for path in '{NAMES} /etc/ssl'.split() if os.path.exists(path)])\n") == "[]\n"


@STRICT
def test_programs_and_libraries_that_are_chosen_by_a_link_are_there() -> None:
    chosen = [path for path in Path("/usr/bin").iterdir() if path.is_symlink() and _is_alternative(path)]
    if not chosen:
        pytest.skip("this system has no alternatives")
    paths = [str(path) for path in chosen if follow(path).real.is_relative_to("/usr") and path.exists()]
    assert seen(f"import os\nprint([path for path in {paths!r} if not os.path.exists(path)])\n") == "[]\n"


def _is_alternative(link: Path) -> bool:
    return link.readlink().is_relative_to("/etc/alternatives")


@STRICT
def test_a_link_that_leads_elsewhere_is_shown_with_what_it_leads_to(tmp_path: Path) -> None:
    """As /etc/resolv.conf leads to /run."""
    write(tmp_path, {"run/resolve/stub.conf": "nameserver\n", "run/resolve/other": "", "run/other": ""})
    (tmp_path / "etc").mkdir()
    (tmp_path / "var").symlink_to("run")
    (tmp_path / "etc" / "resolv.conf").symlink_to("../var/resolve/stub.conf")
    shown = of([*map(Path, ("/usr", "/bin", "/lib", "/lib64")), tmp_path / "etc" / "resolv.conf"], Path("/"))
    script = f"cat {tmp_path}/etc/resolv.conf; readlink {tmp_path}/etc/resolv.conf; cd {tmp_path}; echo run/* run/*/*"
    command = ["bwrap", *shown.words(), "sh", "-c", script]
    assert subprocess.check_output(command, text=True).splitlines() == [
        "nameserver",
        "../var/resolve/stub.conf",
        "run/resolve run/resolve/stub.conf",
    ]


def test_the_least_is_shown_and_never_the_home(tmp_path: Path) -> None:
    write(tmp_path, {"whole/part/file": "", "whole/home/user/secret": "", "whole/home/user/package/file": ""})
    whole, home = tmp_path / "whole", tmp_path / "whole" / "home" / "user"
    (tmp_path / "link").symlink_to(whole / "part")
    shown = of([whole, tmp_path / "link", whole / "none", home, home / "package", Path("/"), Path("/tmp")], home)
    assert (shown.shown, shown.covered) == ({whole, home / "package"}, home)
    assert shown.links == {tmp_path / "link": str(whole / "part")}
    held = [whole / "part" / "file", home.parent, home, home / "secret", home / "package" / "file", tmp_path]
    assert [shown.holds(path) for path in held] == [True, True, False, False, True, False]


@pytest.mark.skipif(sys.platform != "linux", reason="needs /tmp")
def test_a_link_where_all_may_write_is_not_one_that_can_be_replaced(tmp_path: Path) -> None:
    link = Path(f"/tmp/link-{os.getpid()}")
    link.symlink_to(tmp_path)
    try:
        words = list(of([link], Path("/")).words())
    finally:
        link.unlink()
    assert "--symlink" not in words
    assert words[words.index(str(link)) - 2 :][:2] == ["--ro-bind", str(tmp_path.resolve())]


@pytest.mark.skipif(sys.platform == "win32", reason="links as Linux has them")
@pytest.mark.parametrize("path", ["a/b", "up/a/b", "a/../up/up2/x", "chain", "none/x/../y", "up/../a", "dead/x"])
def test_a_path_is_followed_to_where_the_system_finds_it(path: str, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name, target in {"up": ".", "up2": "../..", "chain": "up/up/a", "dead": "/none"}.items():
        (tmp_path / name).symlink_to(target)
    assert str(follow(tmp_path / path).real) == os.path.realpath(tmp_path / path)


@pytest.mark.skipif(sys.platform == "win32", reason="links as Linux has them")
def test_a_path_without_an_end_ends(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle/x")
    assert not os.access(follow(tmp_path / "circle").real, os.F_OK)


@STRICT
def test_what_is_shown_of_this_machine_is_neither_the_home_nor_above_it() -> None:
    home = Path.home().resolve()
    assert not any(sight().holds(place) for place in (home, *home.parents))
