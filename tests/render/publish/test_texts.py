"""The texts of a post say what the script, its code and its output say, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shortsgen.choices import PlatformName
from shortsgen.labels.languages import LANGUAGES, labels_in
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import InputError
from shortsgen.render.publish.kit import kit
from shortsgen.render.publish.texts import posts
from shortsgen.render.templates import Templates
from shortsgen.script.model import Code, Listing
from tests.factory import make_timeline

TEMPLATES = Templates()


def published(timeline: Timeline | None = None, **keys: Any) -> Timeline:
    timeline = timeline or make_timeline()
    short = replace(timeline.short, publish=replace(timeline.short.publish, **keys))
    return replace(timeline, short=short)


def test_a_description_has_all_that_a_viewer_reads_on() -> None:
    [made] = posts(published(platforms=(PlatformName.REELS,), hashtags=("pytorch", "python")), TEMPLATES)
    assert made.description == (
        "Custom nn.Module = clean, reusable code.\n"
        "\n"
        "What you learn:\n"
        "• Define layers in __init__.\n"
        "\n"
        "The code:\n"
        "\n"
        "import torch.nn as nn\n"
        "\n"
        "model = nn.Linear(4, 2)\n"
        "print(model.weight.shape)\n"
        "\n"
        "What it prints:\n"
        "\n"
        "torch.Size([2, 4])\n"
        "\n"
        "Common mistake: Creating layers inside forward().\n"
        "\n"
        "#pytorch #python\n"
    )
    assert made.alt == (
        "Vertical video of 4.0 s with captions: Your First Custom Model Class. On screen: hook, code, output, mistake."
    )


def test_own_words_stand_in_place_of_those_of_the_script() -> None:
    timeline = published(title="Mine", description="All *mine*.", links=("Code: https://example.com/a",))
    youtube, *_ = posts(timeline, TEMPLATES)
    assert youtube.title == "Mine"
    assert youtube.description.startswith("All *mine*.\n\nThe code:\n")
    assert youtube.description.endswith("\n\nCode: https://example.com/a\n")


def test_listings_are_told_with_their_language() -> None:
    timeline = make_timeline(code=Code(""), listings=(Listing("bash", Code("pip install torch\n")),))
    [made] = posts(published(timeline, platforms=(PlatformName.TIKTOK,)), TEMPLATES)
    assert "\n\nbash:\n\npip install torch\n" in made.description


@pytest.mark.parametrize("language", LANGUAGES)
def test_posts_speak_the_language_of_their_day(language: str) -> None:
    labels = labels_in(language)
    made, *_ = posts(published(make_timeline(labels=labels)), TEMPLATES)
    for word in (labels.posts.learned, labels.posts.posted_code, labels.posts.posted_output, labels.slides.mistake):
        assert f"{word}:" in made.description
    assert "{" not in made.alt


def test_what_a_script_holds_is_text_and_no_template() -> None:
    timeline = published(make_timeline(title="{{ 7 * 7 }} {seconds}", hook="{% raw %}"), hashtags=("a",))
    made, *_ = posts(timeline, TEMPLATES)
    assert made.title == "{{ 7 * 7 }} {seconds}"
    assert made.description.startswith("{% raw %}\n")


def test_a_creator_can_leave_the_code_out_on_one_platform(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    own = '{{ hook }}{% if platform == "youtube" %} {{ programs[0].text }}{% endif %}'
    (tmp_path / "templates" / "publish.description.j2").write_text(own)
    youtube, tiktok, _ = posts(published(), Templates(tmp_path))
    assert "nn.Linear" in youtube.description
    assert tiktok.description == "Custom nn.Module = clean, reusable code.\n"


def test_a_template_that_cannot_be_used_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "publish.title.j2").write_text("{{ title }}\n{{ titel }}\n")
    with pytest.raises(InputError) as caught:
        posts(published(), Templates(tmp_path))
    [problem] = caught.value.problems
    assert str(problem.span) == "templates/publish.title.j2:2:1"


def test_a_kit_has_a_file_for_each_field() -> None:
    youtube, tiktok, reels = posts(published(hashtags=("a",)), TEMPLATES)
    names = {one.platform.name: [file.path for file in kit(one, b"png", b"srt")] for one in (youtube, tiktok, reels)}
    assert names == {
        "youtube": ["title.txt", "description.txt", "tags.txt", "captions.srt", "alt.txt", "cover.png"],
        "tiktok": ["description.txt", "alt.txt", "cover.png"],
        "reels": ["description.txt", "alt.txt", "cover.png"],
    }
    assert [file.path for file in kit(replace(youtube, hashtags=()), b"png", b"")] == [
        "title.txt",
        "description.txt",
        "alt.txt",
        "cover.png",
    ]
