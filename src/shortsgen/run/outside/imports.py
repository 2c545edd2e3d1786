"""Where this Python imports from: its installation and its environment, `PYTHONPATH`, the user's packages, and what
links and editable installations in these lead to."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.machinery import ModuleSpec, all_suffixes
from pathlib import Path
from pkgutil import iter_modules

from shortsgen.run.outside.follow import follow

_OURS = Path(__file__).parents[3]  # where this package lies
_STANDARD = Path(os.__file__).parent

# What an installation or an environment consists of. Beside it there may be anything, such as the home or the project.
_PARTS = ("pyvenv.cfg", "bin", "etc", "include", "lib", "lib64", "share", "ssl")
_INSTALLED = ("site-packages", "dist-packages")  # where nobody but installers puts anything
_BESIDE = (".dist-info", ".egg-info", ".libs")  # what goes with a package
_SYSTEM = Path("/usr")  # has a thousand links, to what is chosen among alternatives
_NESTED = 2  # as `google.cloud.storage` is
_SUFFIXES = tuple(all_suffixes())


def variables() -> dict[str, str]:
    """What another process of this Python must be told to import from where this one does, whatever its home is."""
    told: Mapping[str, str] = {} if sys.flags.ignore_environment else os.environ
    said = told.get("PYTHONPATH", "")
    path = [str(Path(entry).absolute()) for entry in said.split(os.pathsep) if said]  # an empty one is where we are
    if _OURS not in folders():  # it was found because the program was started beside it
        path.append(str(_OURS))
    base = site.getuserbase() if site.ENABLE_USER_SITE else ""
    found = {"PYTHONPATH": os.pathsep.join(path), "PYTHONHOME": told.get("PYTHONHOME", ""), "PYTHONUSERBASE": base}
    return {name: value for name, value in found.items() if value}


def folders() -> list[Path]:
    """The folders, and archives, in which modules are looked for."""
    own = sys.path if sys.flags.safe_path else sys.path[1:]  # the first is where the program was started
    return list(dict.fromkeys(path for path in map(Path, own) if path.is_absolute()))


def names() -> dict[Path, str]:
    """What is imported from elsewhere: its places, and what it is called where it is imported from; "" for a folder of
    such things."""
    found = dict.fromkeys((*folders(), _OURS), "")
    for folder in folders():
        content = _content(folder)
        found |= dict.fromkeys(_unpacked(content), "")
        found |= {follow(place).real: place.name for place in _linked(content)}
    return found | {real: place.name for place in _hooked() for real in (place, follow(place).real)}


def modules() -> list[str]:
    """The names of all modules that can be imported, but for those of Python's own library."""
    found = {module.name for module in iter_modules(map(str, folders()))}
    return sorted((found | {place.stem for place in _hooked()}) - sys.stdlib_module_names)


def places() -> Iterator[Path]:
    """All that must be there for a process of this Python to import what this one can. Some of it may not exist."""
    yield Path(sys.executable)
    for prefix in map(Path, dict.fromkeys((sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix))):
        for part in _PARTS:
            yield prefix / part
            yield from _leading_out(prefix / part) if prefix != _SYSTEM else ()
    for folder in dict.fromkeys((*folders(), _OURS)):
        content = _content(folder)
        yield from [folder] if _is_whole(folder) else (Path(entry.path) for entry in content)
        yield from _linked(content)
        yield from _unpacked(content)
    yield from _hooked()


def _is_whole(folder: Path) -> bool:
    """Whether all that lies there was put there to be imported."""
    is_archive = os.path.isfile(folder)  # noqa: PTH113 - that of Path raises where it may not look
    return folder.name in _INSTALLED or folder.is_relative_to(_STANDARD) or is_archive


def _content(folder: Path) -> list[os.DirEntry[str]]:
    """What of a folder can be imported."""
    return _entries(folder) if _is_whole(folder) else list(_importable(folder))


def _importable(folder: Path, nested: int = _NESTED) -> Iterator[os.DirEntry[str]]:
    """The modules and packages of a folder that may hold other things too, such as a checkout; and those of packages
    that are spread over several folders, which may hold other things as well."""
    for entry in _entries(folder):
        if entry.name.endswith(_BESIDE):
            yield entry
        elif not entry.name.partition(".")[0].isidentifier():
            continue
        elif not entry.is_dir():
            yield from [entry] if entry.name.endswith(_SUFFIXES) else []
        elif os.access(f"{entry.path}/__init__.py", os.F_OK):
            yield entry
        elif nested:
            yield from _importable(Path(entry.path), nested - 1)


def _linked(content: list[os.DirEntry[str]]) -> Iterator[Path]:
    """Links, and the packages that the files of others are linked to."""
    for entry in content:
        if entry.is_symlink():
            yield Path(entry.path)
        elif target := _link_in(entry, "__init__.py"):
            yield target.parent


def _unpacked(content: list[os.DirEntry[str]]) -> Iterator[Path]:
    """Where installers that link each file of a wheel have unpacked it: its metadata is linked too, and tells."""
    for entry in content:
        if entry.name.endswith(".dist-info") and (target := _link_in(entry, "METADATA")):
            yield target.parents[1]


def _link_in(entry: os.DirEntry[str], name: str) -> Path | None:
    """Where a file in a folder really is, if it is a link."""
    path = f"{entry.path}/{name}"
    is_link = entry.is_dir() and os.path.islink(path)  # noqa: PTH114 - for all packages; making a Path takes longer
    return follow(Path(path)).real if is_link else None


def _leading_out(folder: Path) -> Iterator[Path]:
    for entry in _entries(folder):
        if entry.is_symlink() and len(Path(entry.path).readlink().parts) > 1:
            yield Path(entry.path)


def _hooked() -> Iterator[Path]:
    """What the hooks of editable installations lead to: they have tables of modules' names, and are asked for each."""
    for finder in sys.meta_path:
        for name in _told_of(finder):
            with suppress(Exception):  # it is code of others
                yield from lies_in(finder.find_spec(name, None))


def lies_in(spec: ModuleSpec | None) -> list[Path]:
    """The folders of a package, or the file of a module."""
    if spec is None:
        return []
    file = [spec.origin] if spec.has_location and spec.origin else []
    return [path for path in map(Path, spec.submodule_search_locations or file) if path.is_absolute()]


def _told_of(finder: object) -> set[str]:
    module = sys.modules.get(finder.__module__)
    kept = (vars(module) if module else {}, vars(type(finder)), getattr(finder, "__dict__", {}))
    tables = [value for names in kept for value in list(names.values()) if isinstance(value, dict)]
    told = [pair for table in tables for pair in list(table.items())]
    return {name for name, place in told if _is_module(name) and isinstance(place, str) and place.startswith("/")}


def _is_module(name: object) -> bool:
    return isinstance(name, str) and all(part.isidentifier() for part in name.split("."))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as found:
        return list(found)
    return []
