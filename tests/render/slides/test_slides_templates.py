from __future__ import annotations

import pytest
from jinja2.sandbox import SandboxedEnvironment

from shortsgen.problems import InputError
from shortsgen.render.renderer import ROWS
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.shipped import built_in

generate = SandboxedEnvironment._generate


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "templates").mkdir()
    return tmp_path / "templates"


def test_a_project_without_templates_has_the_built_in_ones(tmp_path):
    assert Templates(tmp_path).path("theme.typ") == built_in() / "theme.typ"


def test_a_projects_file_wins_and_the_others_stay(folder):
    (folder / "slides.typ.j2").write_text("mine: {{ value }}")
    templates = Templates(folder.parent)
    assert templates.render("slides.typ.j2", value=3) == "mine: 3"
    assert templates.path("theme.typ") == built_in() / "theme.typ"


def test_a_name_that_does_not_exist_is_a_problem_with_the_nearest():
    with pytest.raises(InputError) as caught:
        Templates().path("teme.typ")
    assert caught.value.problems[0].hint == "did you mean `theme.typ`?"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("fine\n{% if %}\n", 2, "Expected an expression, got 'end of statement block'"),
        ("fine\n\n{{ nothing }}\n", 3, "'nothing' is undefined"),
        ("{{ ''.__class__.__mro__ }}", 1, "access to attribute '__class__' of 'str' object is unsafe."),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{{ 1 | no_filter }}", 1, "No filter named 'no_filter'."),
    ],
)
def test_a_broken_template_is_a_problem_with_its_line(folder, text, line, message):
    (folder / "slides.typ.j2").write_text(text)
    with pytest.raises(InputError) as caught:
        Templates(folder.parent).render("slides.typ.j2")
    (problem,) = caught.value.problems
    assert problem.message == f"the template cannot be rendered: {message}"
    assert (problem.span.file, problem.span.line) == ("templates/slides.typ.j2", line)


def test_what_one_project_has_compiled_serves_the_next_only_where_it_reads_the_same(tmp_path, monkeypatch):
    def rendered(project, text):
        (tmp_path / project / "templates").mkdir(parents=True, exist_ok=True)
        (tmp_path / project / "templates/slides.typ.j2").write_text(text)
        return Templates(tmp_path / project).render("slides.typ.j2", value=1)

    compiled = []

    def counted(*words, **named):
        compiled.append(words)
        return generate(*words, **named)

    monkeypatch.setattr(SandboxedEnvironment, "_generate", counted)
    assert [rendered("one", "a {{ value }}"), rendered("two", "a {{ value }}")] == ["a 1", "a 1"]
    assert len(compiled) == 1
    assert [rendered("two", "b {{ value }}"), rendered("one", "a {{ value }}")] == ["b 1", "a 1"]
    with pytest.raises(InputError) as caught:
        rendered("three", "fine\n{{ nothing }}")
    with pytest.raises(InputError) as again:
        rendered("four", "fine\n{{ nothing }}")
    assert caught.value.problems[0].span == again.value.problems[0].span


def test_pages_escape_what_they_show_and_texts_do_not(folder):
    (folder / "page.html.j2").write_text("{{ value }}")
    (folder / "text.txt.j2").write_text("{{ value }}")
    templates = Templates(folder.parent)
    assert templates.render("page.html.j2", value="<b>") == "&lt;b&gt;"
    assert templates.render("text.txt.j2", value="<b>") == "<b>"


def test_filters_can_be_registered(folder):
    (folder / "text.txt.j2").write_text("{{ 2 | double }}")
    templates = Templates(folder.parent)
    templates.register(double=lambda value: 2 * value)
    assert templates.render("text.txt.j2") == "4"


@pytest.mark.parametrize("name", ["theme.typ", "slides.typ.j2", "logo.svg", "fonts/Own.otf"])
def test_the_fingerprint_changes_with_every_file_of_the_look(folder, name):
    before = Templates(folder.parent).fingerprint(ROWS["slides"].reads)
    assert Templates(folder.parent).fingerprint(ROWS["slides"].reads) == before
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("changed")
    assert Templates(folder.parent).fingerprint(ROWS["slides"].reads) != before


def test_a_theme_that_imports_a_package_is_refused(folder):
    (folder / "theme.typ").write_text('#let a = 1\n#import "@preview/cetz:0.3.0": canvas\n')
    with pytest.raises(InputError) as caught:
        Slides(Templates(folder.parent))
    [problem] = caught.value.problems
    assert (problem.message, problem.span.line) == ("a theme cannot import packages", 2)
