"""Projects that lead out of themselves, and those where a name is no file."""

from __future__ import annotations

from tests.attacks.project import SCRIPT, hostile, link, pipe, write

_OUT = "it leads out of `project`"
_NO_FILE = "it is no file, but a pipe or a device"
_DATA = "render day01 --only data"
_SLIDES = "render day01 --only slides"

_RECORDING = """\
format: 2
environments:
  "0":
    python: "3.11"
outcomes:
  first:
    key: "00000000000000000000"
    environment: "0"
    status: ok
    figures:
      - "00000000000000000000"
"""
_CAPTIONS = "1\n00:00:00,000 --> 00:00:01,000\nhello\n"

_with_figure = write("scripts_yaml/day01.outputs.yaml", _RECORDING)

LINKS = (
    hostile(
        "links the figures of its recording",
        _with_figure,
        link("scripts_yaml/day01.figures"),
        words="run day01 --update",
        code=0,
        says="day01.outputs.yaml: written",
        note="nothing there is removed",
    ),
    hostile("links `build`", link("build"), words=_DATA, says=f"cannot write short.json: {_OUT}"),
    hostile("links `build/DAY`", link("build/day01"), words=_DATA, says=f"cannot write short.json: {_OUT}"),
    hostile(
        "links the folder of a short",
        link("build/day01/first", "first"),
        words=_DATA,
        says=f"cannot write short.json: {_OUT}",
    ),
    hostile(
        "links what will be written",
        link("build/day01/first/short.json", "secret"),
        link("build/day01/.shortsgen.json", "secret"),
        words=_DATA,
        code=0,
        says="build/day01: 1 written",
        note="the link goes, never what it points to",
    ),
    hostile(
        "links `scripts_yaml`",
        write("shortsgen.yaml", "# mine\n"),
        link("scripts_yaml"),
        words="list",
        says=f"cannot read scripts_yaml: {_OUT}",
    ),
    hostile(
        "links a script",
        link("scripts_yaml/day01.yaml", "secret"),
        words="check",
        says=f"cannot read scripts_yaml/day01.yaml: {_OUT}",
    ),
    hostile(
        "links its settings",
        link("shortsgen.yaml", "secret"),
        words="list",
        says=f"cannot read shortsgen.yaml: {_OUT}",
    ),
    hostile(
        "links its recording",
        link("scripts_yaml/day01.outputs.yaml", "secret"),
        words="list day01",
        says=f"cannot read scripts_yaml/day01.outputs.yaml: {_OUT}",
    ),
    hostile(
        "links a template",
        link("templates/captions.srt.j2", "secret"),
        words="export captions day01",
        says=f"cannot read templates/captions.srt.j2: {_OUT}",
    ),
    hostile(
        "links a picture of its theme",
        link("templates/logo.svg", "secret"),
        words=_SLIDES,
        says=f"cannot read templates/logo.svg: {_OUT}",
    ),
    hostile(
        "links a font",
        link("templates/fonts/secret.ttf", "secret"),
        words=_SLIDES,
        says=f"cannot read templates/fonts/secret.ttf: {_OUT}",
    ),
    hostile(
        "links its logo",
        write("shortsgen.yaml", "theme: {logo: logo.svg}\n"),
        link("logo.svg", "secret"),
        words="list",
        says="the file `logo.svg` leads out of the project",
    ),
    hostile(
        "includes a file by its whole path",
        write("templates/captions.srt.j2", "{% include '@OUTSIDE@/secret' %}"),
        words="export captions day01",
        says=r"templates/captions.srt.j2:1:1: .* there is no template `.*/outside/secret`",
    ),
    hostile(
        "includes a file above its templates",
        write("templates/captions.srt.j2", "{% include '../../outside/secret' %}"),
        words="export captions day01",
        says=r"templates/captions.srt.j2:1:1: .* there is no template `../../outside/secret`",
    ),
    hostile(
        "reads a file in its theme",
        write("templates/theme.typ", '#let x = read("@OUTSIDE@/secret")\n'),
        words=_SLIDES,
        says=r"templates/theme.typ:1:\d+: .* the slides cannot be typeset: ",
    ),
    hostile(
        "computes the name of a package in its theme",
        write("templates/theme.typ", '#let x = "@pre"\n#import (x + "view/cetz:0.3.0"): canvas\n'),
        words=_SLIDES,
        says=r"templates/theme.typ:2:\d+: .* a theme cannot import packages",
        note="refused: nothing is downloaded, and no package of the user is read",
    ),
    hostile(
        "links in a circle",
        link("shortsgen.yaml", "shortsgen.yaml", root="project"),
        words="list",
        says="cannot read shortsgen.yaml: Too many levels of symbolic links",
    ),
    hostile(
        "links only what it holds itself",
        write("shelf/day01.yaml", SCRIPT),
        write("shelf/build/notes", ""),
        write("shelf/templates/captions.srt.j2", _CAPTIONS),
        link("scripts_yaml/day01.yaml", "shelf/day01.yaml", root="project"),
        link("build", "shelf/build", root="project"),
        link("templates", "shelf/templates", root="project"),
        words="render day01 --only captions",
        code=0,
        says="build/day01: 5 written",
        note="as if there were no links",
    ),
    hostile(
        "has a pipe for a script",
        pipe("scripts_yaml/day01.yaml"),
        words="check",
        says=f"cannot read scripts_yaml/day01.yaml: {_NO_FILE}",
        note="refused before it is read",
    ),
    hostile(
        "has a pipe for its settings",
        pipe("shortsgen.yaml"),
        words="list",
        says=f"cannot read shortsgen.yaml: {_NO_FILE}",
        note="refused before it is read",
    ),
    hostile(
        "has a pipe for a font",
        pipe("templates/fonts/a.ttf"),
        words=_SLIDES,
        says=f"cannot read templates/fonts/a.ttf: {_NO_FILE}",
        note="refused before it is read",
    ),
    hostile(
        "has an endless file for a script",
        link("scripts_yaml/day01.yaml", "/dev/zero"),
        words="check",
        says=f"cannot read scripts_yaml/day01.yaml: {_OUT}",
        note="refused before it is read",
    ),
    hostile(
        "has an endless file for a figure",
        _with_figure,
        link("scripts_yaml/day01.figures/first-1.png", "/dev/zero"),
        words="list day01",
        code=0,
        says="stale",
        note="taken for one that is missing",
    ),
)
