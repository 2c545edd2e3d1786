"""Each code has a page, and each page says the same things in the same order."""

from __future__ import annotations

import re

import pytest

from shortsgen.explain.page import meanings, page
from shortsgen.problems import InputError
from tests.test_docs import codes


def test_every_problem_of_the_program_has_a_page_and_nothing_else_has() -> None:
    assert set(meanings()) == codes()


@pytest.mark.parametrize("code", sorted(meanings()))
def test_a_page_says_what_it_means_why_it_matters_an_example_and_the_cure(code: str) -> None:
    head, meaning, why, *_ = page(code).split("\n\n")
    assert (head, meaning) == (f"# {code}", meanings()[code])
    assert len(why) > 80
    outside = re.sub(r"^(`{3,})\w*\n.*?^\1$", "", page(code), flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r"^#+ (.+)$", outside, re.MULTILINE) == [code, "Example", "Cure"]


def test_a_page_has_its_remedy_before_the_cure() -> None:
    assert page("text-latex").splitlines()[-13:] == [
        "## Cure",
        "",
        "Write it in words, or as inline code.",
        "",
        "```yaml",
        "hook: The gradient is dy/dx.",
        "```",
        "",
        "LaTeX that is the subject stands in inline code:",
        "",
        "```yaml",
        'hook: "`\\\\frac{dy}{dx}` is a fraction in LaTeX."',
        "```",
    ]


def test_a_code_that_no_problem_has_names_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        page("yaml-coment")
    [problem] = caught.value.problems
    assert (problem.message, problem.hint) == ("no problem has the code `yaml-coment`", "did you mean `yaml-comment`?")
