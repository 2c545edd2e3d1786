"""`check` holds the captions that the project's own templates make to their formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortsgen.run.outcome import Outcome, Status
from tests.cli.conftest import Cli
from tests.pipeline.conftest import FakeExecutor

VTT = """WEBVTT
{% for caption in captions %}

{{ caption.start }} --> {{ caption.end }}
{{ caption.lines | join('\\n') }}
{% endfor %}
"""
SRT = """{% for caption in captions %}
{{ caption.number }}
{{ caption.start }} --> {{ caption.end }}
<i>{{ caption.lines | join('\\n') }}</i>

{% endfor %}
"""


@pytest.fixture
def template(project: Path):  # type: ignore[no-untyped-def]
    """Put a template of the project's own in the place of a built-in one."""

    def put(name: str, text: str) -> None:
        (project / "templates").mkdir(exist_ok=True)
        (project / "templates" / name).write_text(text)

    return put


@pytest.mark.usefixtures("project")
def test_the_built_in_templates_are_sound(cli: Cli) -> None:
    cli("run", "day01")
    done = cli("check", "day01")
    assert (done.code, done.out) == (0, "2 shorts in 1 day; 3 snippets: 2 ok, 1 raised; no problems\n")


def test_webvtt_that_breaks_its_format_is_an_error_at_its_template(cli: Cli, template) -> None:  # type: ignore[no-untyped-def]
    template("captions.vtt.j2", VTT.replace("}}\n{{", "}} align:middle\n{{"))
    cli("run", "day01")
    done = cli("check", "day01")
    assert done.code == 1
    assert done.out == "2 shorts in 1 day; 3 snippets: 2 ok, 1 raised; 4 errors\n"
    [first, *_] = [line for line in done.err.split("\n") if "captions-webvtt" in line]
    assert first == (
        "templates/captions.vtt.j2:1:1: error[captions-webvtt] 01 first: speech.vtt is no valid WebVTT: "
        "3:37: expected `start`, `center`, `end`, `left` or `right`, found `middle`, and 2 more"
    )


def test_a_track_without_cues_has_no_file_that_could_break_its_format(cli: Cli, template, fake: FakeExecutor) -> None:  # type: ignore[no-untyped-def]
    template("captions.vtt.j2", VTT)
    fake.outcomes["first"] = Outcome(Status.OK, "")
    cli("run", "day01")
    assert "captions-" not in cli("check", "day01").err


def test_srt_that_breaks_its_format_is_an_error_at_its_template(cli: Cli, template) -> None:  # type: ignore[no-untyped-def]
    template("captions.srt.j2", SRT)
    cli("run", "day01")
    done = cli("check", "day01")
    assert done.code == 1
    assert (
        "templates/captions.srt.j2:1:1: error[captions-srt] 01 first: speech.srt is no valid SRT: "
        "3:1: expected plain text, found `<i>Say hello.</i>`"
    ) in done.err
    assert "hint: mend the template: `shortsgen explain captions-srt` tells how" in done.err


def test_a_template_that_cannot_be_rendered_is_bad_input(cli: Cli, template) -> None:  # type: ignore[no-untyped-def]
    template("captions.srt.j2", "{{ caption.nubmer }}\n")
    cli("run", "day01")
    done = cli("check", "day01")
    assert (done.code, done.out) == (2, "")
    assert "error[template]" in done.err
