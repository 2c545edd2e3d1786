"""What of this machine a server at `strict` sees: folders and files at their real places, and the links that lead to
them, so that every name means there what it means here. Never the home, nor anything above it as a whole."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from shortsgen.run.outside import imports
from shortsgen.run.outside.follow import follow
from shortsgen.shipped import built_in

_SYSTEM = (
    *("/usr", "/bin", "/lib", "/lib32", "/lib64", "/sbin"),
    "/etc/alternatives",  # which of several programs and libraries is meant
    "/etc/ld.so.cache",
    "/etc/fonts",  # without it, fontconfig complains into what matplotlib prints
    "/sys/kernel/mm/transparent_hugepage",  # without it, glibc gives the server no huge pages
)
_NETWORK = (
    *("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf"),  # what names mean
    *("/etc/services", "/etc/protocols"),
    *("/etc/ssl/certs", "/etc/ssl/cert.pem", "/etc/ssl/openssl.cnf"),  # but not what else lies there, such as keys
    *("/etc/pki/tls/certs", "/etc/pki/tls/cert.pem", "/etc/pki/tls/openssl.cnf", "/etc/pki/ca-trust/extracted"),
)
_CUDA = ("/sys/devices/system/node",)  # libcuda counts these, and was seen to crash without (gVisor on GH200)
_WRITABLE = frozenset(map(Path, ("/tmp", "/dev/shm")))
_MADE = frozenset(map(Path, ("/", "/proc", "/dev"))) | _WRITABLE  # anew for each server


@dataclass(frozen=True, slots=True)
class Sight:
    """`shown` are the real places of folders and files, `links` what links say by their real places, `empty` folders
    that names lead through, and `covered` is the home where it lies in a folder that is shown."""

    shown: frozenset[Path]
    links: dict[Path, str]
    empty: frozenset[Path]
    covered: Path | None

    def holds(self, path: Path) -> bool:
        """Whether a real path can be seen."""
        above = {path, *path.parents}
        if self.covered in above:
            above &= {path, *(parent for parent in path.parents if self.covered in parent.parents)}
        return not above.isdisjoint(self.shown)

    def words(self) -> Iterator[str]:
        """What bubblewrap is told. What it makes on the way is open to ordinary users, and closed to writing."""
        made, closed = set(_MADE), [self.covered] if self.covered else []
        for path in sorted({*self.shown, *self.links, *self.empty, *closed}):
            for folder in (*reversed(path.parents), *({path} & self.empty)):
                if folder not in made and not self.holds(folder):
                    yield from ("--perms", "0755", "--tmpfs" if folder.parent in _WRITABLE else "--dir", str(folder))
                    closed += [folder] if folder.parent in _WRITABLE else []
                made.add(folder)
            yield from self._show(path)
        for folder in closed:
            yield from ("--remount-ro", str(folder))

    def _show(self, path: Path) -> tuple[str, ...]:
        real = path if path in self.shown else follow(path).real
        if path in self.shown or (path in self.links and path.parent in _WRITABLE):  # where links can be replaced
            return ("--ro-bind", str(real), str(path))
        if path in self.links:
            return ("--symlink", self.links[path], str(path))
        return ("--perms", "0755", "--tmpfs", str(path)) if path == self.covered else ()


def sight(network: bool = False, cuda: bool = False) -> Sight:
    """What a server sees: the system, what Python imports from, the fonts of figures, and what the network and CUDA
    need."""
    named = (*_SYSTEM, *(_NETWORK if network else ()), *(_CUDA if cuda else ()))
    return of((*map(Path, named), built_in() / "fonts", *imports.places()), _home())


def of(places: Iterable[Path], home: Path) -> Sight:
    """The least that shows all `places` that exist, but for the `home`, which is a real path."""
    ways = [follow(place) for place in dict.fromkeys(places)]
    ways = [way for way in ways if way.real not in (*_MADE, home) and os.access(way.real, os.F_OK)]
    shown = {way.real for way in ways}
    links = {place: said for way in ways for place, said in way.links.items()}
    empty = frozenset(folder for way in ways for folder in way.left)
    covered = home if os.access(home, os.F_OK) and any(home.is_relative_to(one) for one in shown) else None
    whole = Sight(frozenset(shown), links, empty, covered)
    return Sight(
        frozenset(one for one in shown if not whole.holds(one.parent)),
        {place: said for place, said in links.items() if not whole.holds(place)},
        frozenset(folder for folder in empty if not whole.holds(folder)),
        covered,
    )


def unseen(modules: Iterable[str]) -> Iterator[str]:
    """Why snippets at `strict` do not find those of these installed modules that they do not find."""
    seen = sight()
    for module in modules:
        if why := next(filter(None, (_hides(seen, place) for place in _lies_in(module))), ""):
            yield f"the module `{module}` lies in {why}"


def _lies_in(module: str) -> list[Path]:
    with suppress(ImportError, ValueError):
        spec = find_spec(module)
        files = [Path(spec.origin)] if spec and spec.origin and spec.has_location else []
        return [path for path in (*imports.lies_in(spec), *files) if os.access(path, os.F_OK)]
    return []


def _hides(seen: Sight, place: Path) -> str:
    """Where a place is and what keeps it from being seen; "" where nothing does."""
    real = follow(place).real
    if not seen.holds(real):
        return f"{place}, which is never shown to snippets"
    above = [one for one in (real, *real.parents) if seen.holds(one)]
    if os.getuid() == 0 and not all(map(_is_open, above)):
        return f"{place}, which not everybody may read: snippets are not executed as root"
    return ""


def _is_open(path: Path) -> bool:
    needed = stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0)
    return path.stat().st_mode & needed == needed


def _home() -> Path:
    try:
        return Path.home().resolve()
    except (RuntimeError, OSError):  # a user that the system does not know
        return Path("/")
