"""The look: which file of it wins, the project's own or the built-in one, and whether anything of it changed.

Apart from the templates themselves, so that what is not rendered needs no Jinja.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePath

from shortsgen.problems import InputError, Problem, Span, nearest
from shortsgen.shipped import built_in
from shortsgen.store.folder import is_file, is_folder, is_text, prove, read

ASSETS = frozenset({".typ", ".svg"})  # what a theme may read beside itself
FONTS = frozenset({".otf", ".ttf"})


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
    each time anew, so it may live for long. No link leads out of the project, or of the built-in templates."""

    def __init__(self, project: Path | None = None) -> None:
        self._project = project
        self._own = project / "templates" if project else None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The first one that has a file wins."""
        return (self._own, built_in()) if self._own and is_folder(self._own) else (built_in(),)

    @property
    def has_own(self) -> bool:
        """Whether the project has templates of its own."""
        return len(self.folders) > 1

    def path(self, name: str) -> Path:
        """The file that wins for `name`, such as `theme.typ`."""
        if path := self.find(name):
            return path
        known = [path.name for folder in self.folders for path in folder.iterdir()]
        raise InputError([Problem("template", f"there is no template `{name}`", hint=nearest(name, known))])

    def find(self, name: str) -> Path | None:
        """The same, None where there is none. The name may be any text."""
        if PurePath(name).anchor or ".." in PurePath(name).parts:
            return None
        return next((folder / name for folder in self.folders if is_file(folder / name)), None)

    def read(self, path: Path) -> bytes:
        """The bytes of a file of the look. Raises InputError."""
        try:
            return read(path, self._root(path))
        except OSError as error:
            raise self._refused(path, error) from None

    def is_own(self, path: Path) -> bool:
        """Whether a file is the project's, and not built in."""
        return self._own is not None and path.is_relative_to(self._own)

    def _root(self, path: Path) -> Path:
        return self._project if self._project and self.is_own(path) else built_in()

    def _shown(self, path: Path) -> str:
        if self._project and self.is_own(path):
            return path.relative_to(self._project).as_posix()
        return f"the built-in {path.name}"

    def _refused(self, path: Path, error: OSError) -> InputError:
        hint = "put the file itself there" if error.errno == errno.EPERM else ""
        return self.unreadable(path, str(error.strerror), hint)

    def unreadable(self, path: Path, why: str, hint: str = "") -> InputError:
        """A file of the look that cannot be read."""
        return InputError([Problem("template", f"cannot read {self._shown(path)}: {why}", hint=hint)])

    def assets(self) -> dict[str, Path]:
        """The winning files by name that a Typst document may read: theme, pictures."""
        return {name: path for name, path in self._winners().items() if path.suffix in ASSETS}

    def _winners(self) -> dict[str, Path]:
        """Files that no template could name, since that is no UTF-8, are none."""
        files = (path for folder in reversed(self.folders) for path in folder.iterdir() if is_text(path.name))
        return {path.name: path for path in files if is_file(path)}

    def font_folders(self) -> list[Path]:
        """Those that are there. Raises InputError where a font may not be opened: Typst opens all that it finds."""
        folders = [folder / "fonts" for folder in self.folders if is_folder(folder / "fonts")]
        for folder in filter(self.is_own, folders):
            for place, below, names in os.walk(folder):
                self._prove_fonts(Path(place), below, names)
        return folders

    def _prove_fonts(self, place: Path, below: list[str], names: list[str]) -> None:
        links = [place / name for name in below if (place / name).is_symlink()]
        for path in (*links, *(place / name for name in names)):
            try:
                prove(path, self._root(path))
            except OSError as error:
                raise self._refused(path, error) from None

    def fonts(self) -> dict[str, Path]:
        """The files of fonts by name."""
        found = (path for folder in reversed(self.font_folders()) for path in folder.iterdir())
        return {path.name: path for path in found if path.suffix in FONTS}

    def fingerprint(self, reads: Callable[[str], bool]) -> str:
        """A hash of those of the files that `reads` says yes to by their names; fonts are called `fonts/Inter.otf`."""
        files = self._winners() | {f"fonts/{name}": path for name, path in self.fonts().items()}
        digest = sha256()
        for name, path in sorted(files.items()):
            if reads(name):
                digest.update(os.fsencode(f"{name}\0{self._digest(path)}\n"))
        return digest.hexdigest()

    def _digest(self, path: Path) -> str:
        try:
            return _digest(path, self._root(path), stamp(path))
        except OSError as error:
            raise self._refused(path, error) from None

    def problem(self, name: str, message: str, line: int = 1, column: int = 1, hint: str = "") -> InputError:
        """A template, theme or asset that cannot be used, with its place."""
        path = self.path(name)
        shown = self._shown(path)
        problem = Problem("template", message, Span(shown, line, column), hint)
        return InputError([problem], {shown: self.read(path).decode("utf-8", errors="replace")})


@lru_cache(maxsize=1024)
def _digest(path: Path, root: Path, _stamp: Stamp) -> str:
    return sha256(read(path, root)).hexdigest()
