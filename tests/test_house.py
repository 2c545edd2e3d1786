"""Who may import whom: read from the imports of every module, and held to one table."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "shortsgen"

# Room -> the modules of ours that it may import beside its own. A folder stands for all modules in it; a module or a
# folder that has a line of its own is not ruled by the line of the folder around it.
HOUSE = {
    # words that all share
    "problems": "",
    "choices": "",
    "shipped": "",
    "labels": "problems",
    "text": "problems",
    "theme": "problems choices",
    "store": "problems",
    # what a person wrote
    "script": "problems choices labels text theme.tokens store.png",
    "project": "problems text.yaml script.settings script.load_settings store.folder",
    # what is executed and what it gave: records, then this side of the sandbox's wall, then the far side
    "run": "",
    "run.printed": "run.outcome text",
    "run.snippet": "problems choices script.model run.packages",
    "run.drift": "run.outcome run.varies",
    "run.recording": "problems choices script.model run.outcome run.snippet store.png",
    "run.figures": "store.png run.limits",
    "run.recording_file": "problems text.yaml run.figures run.limits run.outcome run.recording",
    "run.executor": "run.outcome run.snippet",
    "run.history": "store",
    "run.outside": "problems choices text.visible run.cores run.executor run.figures run.frames run.history "
    "run.outcome run.snippet run.wire run.inside.sandbox shipped",
    "run.inside": "run.frames run.limits run.wire shipped",
    # what a short takes from others, and what is proposed where it is missing
    "propose": "script.model run.outcome run.packages run.snippet",
    # when what is said and shown, where it stands, and its words on screen
    "voice": "labels.labels problems plan script.model sound",
    "plan": "choices problems labels.labels text.cells text.markup script.model run.outcome run.printed",
    "layout": "choices text plan.contents store.png",
    "cues": "choices text plan.contents plan.timeline",
    # what platforms take of a post, and when it is due
    "publish": "choices script.model text.visible",
    # what is heard
    "sound": "problems",
    # what people take away
    "render": "",
    "render.look": "problems shipped store.folder",
    "render.renderer": "choices theme.tokens script.model plan.timeline store "
    "render.glance.index render.slides.typeset render.teleprompter.pictures render.templates",
    "render.templates": "problems render.look",
    "render.inline": "render.templates",
    "render.frames": "",
    "render.wording": "labels.labels text.ranges plan.contents",
    "render.short_json": "script.model run.outcome plan store.artifact render.renderer",
    "render.slides": "problems shipped labels.labels text theme.tokens plan layout store "
    "render.look render.renderer render.templates render.wording",
    "render.captions": "choices labels.labels text.cells theme.tokens plan layout cues store.artifact "
    "render.renderer render.templates render.wording",
    "render.teleprompter": "labels.labels text plan store "
    "render.inline render.renderer render.templates render.wording",
    "render.video": "choices theme.tokens text.cells plan layout.area cues.spotlight sound store "
    "render.frames render.slides",
    "render.timelines": "choices text plan layout.area cues store render.frames render.renderer render.wording",
    "render.glance": "problems labels.labels text run.outcome run.printed plan store.artifact "
    "render.inline render.renderer render.slides.highlight render.templates render.wording",
    "render.publish": "publish script.model text plan layout theme.tokens store.artifact "
    "render.slides render.templates render.wording",
    "render.live": "choices labels.labels plan.timeline theme.tokens layout.area cues.spotlight "
    "render.glance render.inline render.templates",
    # what is judged, and how it is told
    "timedtext": "",
    "rules": "problems choices text.cells text.languages text.markup text.typed script.model run.outcome run.packages "
    "run.snippet run.recording run.drift run.varies propose plan publish layout theme timedtext voice.taken",
    "report": "problems choices text.visible",
    "explain": "problems report.codes mend.mends",
    # what can be mended
    "mend": "problems script.focus script.model script.schema script.slug script.values text",
    # what serves the live page
    "live": "problems",
    # what brings bytes to workers and back
    "cluster": "problems",
    # what joins the stages, and what calls it
    "pipeline": "cluster problems choices project shipped labels theme.tokens script mend propose run.cores "
    "run.executor run.figures run.history run.outcome run.packages run.printed run.recording run.recording_file "
    "run.snippet run.drift run.outside.card run.outside.driver run.outside.level run.outside.local plan layout cues "
    "publish render rules sound store report.findings report.human text.diff text.lines text.markup text.yaml voice "
    "live",
    "cli": "cluster.store cluster.workers problems choices project explain propose.proposal script.model report "
    "render.renderer store.files text.visible pipeline",
    "api": "problems choices project script.model run.outcome plan.timeline store.artifact pipeline",
    "__main__": "problems cli text.visible",
}

# Package of others -> the modules of ours that import it, or a room of which many do.
OWNERS = {
    "av": "render.video sound",
    "distributed": "cluster.remote",
    "espeakng_loader": "voice.engines.espeak",
    "filelock": "store.lock",
    "fontTools": "render.slides.fontfile",
    "fsspec": "cluster.places",
    "hibari": "voice.engines.hibari",
    "jinja2": "render.templates",
    "markdown_it": "script.blocks script.inline",
    "matplotlib": "run.inside.figures",
    "num2words": "plan.numbers",
    "numpy": "render.video sound voice",
    "opentimelineio": "render.timelines.otio",
    "pydantic": "script.load script.publish_schema script.schema script.settings_schema script.strict script.values",
    "pocketsphinx": "voice.align voice.find voice.listen",
    "pygments": "render.slides.highlight",
    "segno": "live.qr",
    "rich": "cli.console cli.proposals cli.tables cli.turns report.human",
    "torch": "run.inside.child",
    "typer": "cli.authoring cli.commands cli.explaining cli.exporting cli.filming cli.fixing cli.judging cli.making "
    "cli.options cli.publishing cli.takes cli.task cli.watching",
    "typst": "render.slides.fonts render.slides.typeset",
    "uvicorn": "live.listener",
    "watchfiles": "pipeline.changes",
    "yaml": "text.yaml",
}
ONLY_IN_FUNCTIONS = {"torch", "num2words"}  # so that what executes nothing, or says no number, never waits for it
# Where a distribution is not called like its package.
DISTRIBUTIONS = {
    "espeakng_loader": "espeakng-loader",
    "fontTools": "fonttools",
    "hibari": "hibari-tts",
    "markdown_it": "markdown-it-py",
    "yaml": "pyyaml",
}
PARTS = {"pydantic_core": "pydantic"}  # a package that another one is made of


@dataclass(frozen=True)
class Import:
    """`name` is a module of ours without `shortsgen.`, or a module of others."""

    name: str
    ours: bool
    in_function: bool


@cache
def modules() -> dict[str, Path]:
    """All modules by their dotted names; a package is called as its folder, the root is ""."""
    names = {path: path.relative_to(SRC).with_suffix("").as_posix().replace("/", ".") for path in SRC.rglob("*.py")}
    return {name.removesuffix("__init__").removesuffix("."): path for path, name in names.items()}


@cache
def imports(module: str) -> tuple[Import, ...]:
    tree = ast.parse(modules()[module].read_text())
    return tuple(_imports(tree, in_function=False))


def _imports(node: ast.AST, in_function: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield _import(alias.name, in_function)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports name the whole path"
        for alias in node.names:
            yield _import(_imported(node.module or "", alias.name), in_function)
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, in_function or isinstance(node, ast.FunctionDef))


def _imported(module: str, name: str) -> str:
    """`from shortsgen.run import wire` imports a module, `from shortsgen.run.wire import encode` a name of one."""
    whole = f"{module}.{name}"
    return whole if whole.removeprefix("shortsgen.") in modules() else module


def _import(name: str, in_function: bool) -> Import:
    ours = name == "shortsgen" or name.startswith("shortsgen.")
    return Import(name.removeprefix("shortsgen").removeprefix(".") if ours else name, ours, in_function)


def _line_of(module: str) -> str:
    """The line of the table that rules a module: its own, or that of the nearest folder around it."""
    while module not in HOUSE and "." in module:
        module = module.rpartition(".")[0]
    return module


def _allows(allowed: str, module: str) -> bool:
    return module == allowed or module.startswith(f"{allowed}.")


def _package(name: str) -> str:
    package = name.partition(".")[0]
    return PARTS.get(package, package)


def _of_others(module: str) -> set[str]:
    names = {_package(one.name) for one in imports(module) if not one.ours}
    return names - set(sys.stdlib_module_names) - {"__future__"}


@pytest.mark.parametrize("module", sorted(name for name in modules() if name))
def test_a_module_imports_only_what_the_table_allows(module: str) -> None:
    line = _line_of(module)
    allowed = [line, *HOUSE[line].split()]
    found = {one.name for one in imports(module) if one.ours and one.name}
    assert {name for name in found if not any(_allows(one, name) for one in allowed)} == set()


def test_the_table_allows_nothing_that_nobody_does() -> None:
    used: dict[str, set[str]] = {line: set() for line in HOUSE}
    for module in filter(None, modules()):
        used[_line_of(module)] |= {one.name for one in imports(module) if one.ours}
    idle = {
        f"{line} -> {allowed}"
        for line, names in used.items()
        for allowed in HOUSE[line].split()
        if not any(_allows(allowed, name) for name in names)
    }
    assert idle == set()


def test_every_line_of_the_table_is_a_module() -> None:
    assert set(HOUSE) - set(modules()) == set()


def test_each_package_of_others_has_its_owners() -> None:
    owners: dict[str, set[str]] = {}
    for module in modules():
        for package in _of_others(module):
            rooms = (room for room in OWNERS.get(package, "").split() if _allows(room, module))
            owners.setdefault(package, set()).add(next(rooms, module))
    assert owners == {package: set(names.split()) for package, names in OWNERS.items()}


@pytest.mark.parametrize("package", sorted(ONLY_IN_FUNCTIONS))
def test_what_is_slow_to_import_is_imported_only_when_it_is_needed(package: str) -> None:
    at_the_top = [
        module
        for module in modules()
        for one in imports(module)
        if _package(one.name) == package and not one.ours and not one.in_function
    ]
    assert at_the_top == []


def test_what_is_imported_is_what_the_project_depends_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = _names(project["dependencies"])
    optional = {name for extra in project["optional-dependencies"].values() for name in _names(extra)}
    imported = {DISTRIBUTIONS.get(package, package) for package in OWNERS}
    assert names - imported == set()
    assert imported - names - optional == set()


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~ \[;]", line)[0] for line in requirements}


@pytest.mark.parametrize("module", ["run.frames", "run.limits", "run.wire"])
def test_the_frames_between_processes_need_the_standard_library_only(module: str) -> None:
    assert {one.name for one in imports(module)} <= set(sys.stdlib_module_names) | {"__future__"}


def test_only_plan_and_those_who_tell_of_the_script_look_texts_up_in_a_short() -> None:
    """A slide carries what it shows, so that nobody who reads slides can forget a kind of them."""
    texts = {"hook", "code", "mistake", "listings", "talk_track"}
    rooms = ("layout", "cues", "render", "rules.contents", "rules.glyphs")
    readers = {
        module
        for module in modules()
        if module.startswith(rooms)
        for node in ast.walk(ast.parse(modules()[module].read_text()))
        if isinstance(node, ast.Attribute) and node.attr in texts
        if ast.unparse(node.value).split(".")[-1] == "short"
    }
    assert readers == {"render.short_json", "render.glance.entry", "render.publish.texts"}
