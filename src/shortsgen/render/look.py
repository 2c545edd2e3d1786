"""The look: which file of it wins, the project's own or the built-in one, and whether anything of it changed.

Apart from the templates themselves, so that what is not rendered needs no Jinja.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from shortsgen.problems import InputError, Problem, Span, nearest

_PACKAGE = Path(__file__).parents[1]
ASSETS = frozenset({".typ", ".svg"})  # what a theme may read beside itself
FONTS = frozenset({".otf", ".ttf"})


def built_in() -> Path:
    """The folder of the built-in templates: in the wheel beside the code, in a checkout beside `src`."""
    packed = _PACKAGE / "templates"
    return packed if packed.is_dir() else _PACKAGE.parents[1] / "templates"


Stamp = tuple[int, ...]


def stamp(path: Path) -> Stamp:
    """Another one as soon as the file is another."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def is_font(file: str) -> bool:
    """Whether a file of the look is a font, by its name there."""
    return file.startswith("fonts/")


class Look:
    """The built-in templates, theme and fonts, and a project's own `templates/` that beats them file by file. It looks
    each time anew, so it may live for long."""

    def __init__(self, project: Path | None = None) -> None:
        self._own = project / "templates" if project else None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The first one that has a file wins."""
        return (self._own, built_in()) if self._own and self._own.is_dir() else (built_in(),)

    def path(self, name: str) -> Path:
        """The file that wins for `name`, such as `theme.typ`."""
        if path := self.find(name):
            return path
        known = [path.name for folder in self.folders for path in folder.iterdir()]
        raise InputError([Problem("template", f"there is no template `{name}`", hint=nearest(name, known))])

    def find(self, name: str) -> Path | None:
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)

    def assets(self) -> dict[str, Path]:
        """The winning files by name that a Typst document may read: theme, pictures."""
        return {name: path for name, path in self._winners().items() if path.suffix in ASSETS}

    def _winners(self) -> dict[str, Path]:
        return {path.name: path for folder in reversed(self.folders) for path in folder.iterdir() if path.is_file()}

    def font_folders(self) -> list[Path]:
        return [folder / "fonts" for folder in self.folders if (folder / "fonts").is_dir()]

    def fingerprint(self, reads: Callable[[str], bool]) -> str:
        """A hash of those of the files that `reads` says yes to by their names; fonts are called `fonts/Inter.otf`."""
        files = self._winners()
        for folder in reversed(self.font_folders()):
            files |= {f"fonts/{path.name}": path for path in folder.iterdir() if path.suffix in FONTS}
        return _hash({name: path for name, path in files.items() if reads(name)})

    def problem(self, name: str, message: str, line: int = 1, column: int = 1, hint: str = "") -> InputError:
        """A template, theme or asset that cannot be used, with its place."""
        path = self.path(name)
        shown = f"templates/{name}" if self._own and path.is_relative_to(self._own) else f"the built-in {name}"
        problem = Problem("template", message, Span(shown, line, column), hint)
        return InputError([problem], {shown: path.read_text("utf-8", errors="replace")})


def _hash(files: dict[str, Path]) -> str:
    digest = sha256()
    for name, path in sorted(files.items()):
        digest.update(f"{name}\0{_digest(path, stamp(path))}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=1024)
def _digest(path: Path, _stamp: Stamp) -> str:
    return sha256(path.read_bytes()).hexdigest()
