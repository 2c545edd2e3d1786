"""Where things are: the root of a project, its settings, its days, its build folder."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shortsgen.problems import InputError, Problem, Span, bad_input, nearest
from shortsgen.script.settings import PLAIN, Settings
from shortsgen.store.folder import is_file, is_folder, is_text, opened, read
from shortsgen.text.yaml import MAX_BYTES

SCRIPTS = "scripts_yaml"
SETTINGS = "shortsgen.yaml"
_RECORDING = ".outputs.yaml"
LARGEST = 16 * 1024 * 1024  # bytes of a file that a snippet gets a copy of
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with days in `scripts_yaml/`, and perhaps settings, templates of its own and a build folder."""

    root: Path
    settings: Settings = PLAIN

    def exists(self) -> bool:
        """Whether the folder is a project already."""
        return _is_root(self.root)

    def days(self) -> list[str]:
        """The names of all days, sorted."""
        try:
            with opened(self.root / SCRIPTS, self.root) as scripts:
                found = [name for name in scripts.names() if name.endswith(".yaml") and not name.startswith(".")]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _cannot_read(SCRIPTS, error) from None
        for name in found:
            if not is_text(name):
                raise bad_input(f"the name of {SCRIPTS}/{name} is no UTF-8", "rename it", code="file")
        return sorted(name.removesuffix(".yaml") for name in found if not name.endswith(_RECORDING))

    def script(self, day: str) -> Path:
        return self.root / SCRIPTS / f"{day}.yaml"

    def recording(self, day: str) -> Path:
        return self.root / SCRIPTS / f"{day}{_RECORDING}"

    def figures(self, day: str) -> Path:
        """The folder of the figures that a day's recording names."""
        return self.root / SCRIPTS / f"{day}.figures"

    def takes(self, day: str) -> Path:
        """The folder of a day's recordings by its creator."""
        return self.root / "takes" / day

    def build(self, day: str) -> Path:
        return self.root / "build" / day

    def templates(self) -> Path:
        return self.root / "templates"

    def read_named(self, path: str, most: int = LARGEST) -> bytes:
        """A file that a script or the settings name. Raises InputError where it has more than `most` bytes, cannot be
        read, or leads out of the project."""
        if not self._is_inside(path):
            raise bad_input(f"the file `{path}` leads out of the project", "copy it in", code="script-file")
        try:
            return read(self.root / path, self.root, most)
        except OSError as error:
            if error.errno == errno.EFBIG:
                message = f"the file `{path}` has more than {most // 2**20} MiB"
                raise bad_input(message, code="script-file") from None
            hint = "it is looked for from the project's root"
            message = f"cannot read the file `{path}`: {(error.strerror or 'it is no file').lower()}"
            raise bad_input(message, hint, code="script-file") from None

    def has_named(self, path: str) -> bool:
        """Whether there is such a file for `read_named`. The path may be any text."""
        return is_file(self.root / path) and self._is_inside(path)

    def _is_inside(self, path: str) -> bool:
        return Path(os.path.realpath(self.root / path)).is_relative_to(os.path.realpath(self.root))

    def read_text(self, path: Path) -> str:
        """The text of a file of the project. Raises InputError."""
        return _text(path, self.shown(path), self.root)

    def text_or_none(self, path: Path) -> str | None:
        """The same, None where there is no such file."""
        return self.read_text(path) if os.path.lexists(path) else None

    def settings_source(self) -> dict[str, str]:
        """The text of the settings by the name that people know, where there are any."""
        text = self.text_or_none(self.root / SETTINGS)
        return {} if text is None else {SETTINGS: text}

    def shown(self, path: Path) -> str:
        """A path as it is named to people: from the root of the project, with slashes, on every system; outside of the
        project as it was given."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def day(self, word: str) -> str:
        """The name of the day that a person means by `word`: its name, or the path of its script."""
        name = Path(word).name.removesuffix(".yaml")
        known = self.days()
        if is_path(word):
            if name in known and _same_file(Path(word), self.script(name)):
                return name
            hint = f"`{name}` is a day here" if name in known else _like(name, known)
            raise bad_input(f"`{word}` is no script of this project", hint)
        if name in known:
            return name
        raise bad_input(f"there is no day `{word}` in {SCRIPTS}/", _like(name, known))


def is_path(word: str) -> bool:
    """Whether a word of the command line means a file, and not the name of a day."""
    return any(separator in word for separator in (os.sep, os.altsep) if separator)


def _same_file(path: Path, script: Path) -> bool:
    try:
        return path.samefile(script)
    except OSError:
        return False


def _like(name: str, known: Sequence[str]) -> str:
    return nearest(name, known) or (f"the days here: {', '.join(known)}" if known else "`shortsgen new` starts one")


def find(start: Path) -> Project:
    """The project that `start` lies in. Raises InputError where there is none."""
    if project := find_or_none(start):
        return project
    hint = "go to your project's folder, or start one here with `shortsgen new day01`"
    raise bad_input(f"expected a folder {SCRIPTS}/ or a file {SETTINGS} here or above, found neither", hint)


def reread(project: Project) -> Project:
    """The same project with its settings as they are now. Raises InputError."""
    return _with_settings(Project(project.root))


def find_or_none(start: Path) -> Project | None:
    """The project that `start` lies in, with its settings."""
    folder = root_or_none(start)
    return _with_settings(Project(folder)) if folder else None


def root_or_none(start: Path) -> Path | None:
    """The nearest folder upwards with scripts or settings."""
    folders = (start, *start.parents)
    return next(filter(_is_root, folders), None)


def _is_root(folder: Path) -> bool:
    return is_folder(folder / SCRIPTS) or is_file(folder / SETTINGS)


def new_day_name(word: str) -> str:
    """`word` if it can name a day: such a name is a file and a folder, on every system."""
    if _NAME.match(word) and not word.endswith(".outputs"):
        return word
    raise bad_input(f"`{word}` cannot name a day", "use letters, digits, `-` and `_`, as in `day05`")


def read_text(path: Path) -> str:
    """The text of a file that a person named, wherever it is. Raises InputError."""
    return _text(path, str(path))


def _text(path: Path, shown: str, root: Path | None = None) -> str:
    try:
        data = read(path, root, MAX_BYTES)
        return data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        span = Span(shown, before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        message = f"byte 0x{error.object[error.start]:02x} is no UTF-8"
        hint = "save it as text in UTF-8" if b"\0" in error.object else "save it as UTF-8"
        raise InputError([Problem("file-encoding", message, span, hint)]) from None
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise _cannot_read(shown, error) from None
        message = f"the file has more than {MAX_BYTES // 2**20} MiB"
        hint = "split the day in two" if path.parent.name == SCRIPTS else ""
        raise InputError([Problem("file-size", message, Span(shown, 1), hint)]) from None


def _cannot_read(shown: str, error: OSError) -> InputError:
    return bad_input(f"cannot read {shown}: {error.strerror}", code="file")


def _with_settings(project: Project) -> Project:
    text = project.text_or_none(project.root / SETTINGS)
    if text is None:
        return project
    from shortsgen.script.load_settings import load_settings

    return replace(project, settings=load_settings(text, SETTINGS, project.read_named))
