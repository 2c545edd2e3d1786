"""What a person is told of posts: whole blocks, by `check` where somebody publishes, and by `publish`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from shortsgen.run.outcome import Outcome, Status
from tests.cli.conftest import DAY, Cli, Edit
from tests.cli.test_problems import dedented
from tests.pipeline.conftest import FakeExecutor


def found(cli: Cli, *words: str) -> str:
    """What `check` tells of a day that is recorded."""
    cli("run", "day01")
    return re.sub(r"executed in a fake sandbox: \d+\n", "", cli("check", *words).err)


@pytest.mark.usefixtures("project")
def test_who_publishes_nothing_is_told_of_no_limit(cli: Cli, edit: Edit) -> None:
    edit("title: The first", f"title: {'The first ' * 7}")
    assert found(cli) == ""


@pytest.mark.usefixtures("project")
def test_a_title_that_is_too_long_for_its_platform(cli: Cli, edit: Edit) -> None:
    edit(
        "    hook: Say hello.", f"    publish: {{title: A title of characters{' and more' * 10}}}\n    hook: Say hello."
    )
    assert found(cli) == dedented("""
        scripts_yaml/day01.yaml:5:22: error[publish-title] 01 first: the title has 111 characters, YouTube takes 100
            5 |     publish: {title: A title of characters and more and more and more and more and more and more and more and more and more and more}
              |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: give it a shorter one with `publish: {title: ...}`
    """)  # noqa: E501


def test_a_title_that_a_template_leaves_empty(cli: Cli, project: Path, edit: Edit) -> None:
    edit("shorts:", "publish: {platforms: [youtube, reels]}\nshorts:")
    (project / "templates").mkdir()
    (project / "templates" / "publish.title.j2").write_text("{# none #}\n")
    assert found(cli, "day01", "1") == dedented("""
        scripts_yaml/day01.yaml:5:12: error[publish-title] 01 first: the title is empty, YouTube wants one
            5 |     title: The first
              |            ^^^^^^^^^
          hint: let `templates/publish.title.j2` write one
    """)


@pytest.mark.parametrize("name", ["cover.typ.j2", "publish.day.j2"])
def test_a_template_that_only_publish_makes_something_of_is_read_by_check(
    cli: Cli, project: Path, edit: Edit, name: str
) -> None:
    (project / "templates").mkdir()
    (project / "templates" / name).write_text("a\n{% if %}\n")
    assert found(cli) == "", "since nobody publishes"
    edit("shorts:", "publish: {hashtags: [python]}\nshorts:")
    done = cli("check")
    assert done.code == 2
    assert f"templates/{name}:2:1: error[template] the template cannot be rendered: " in done.err


@pytest.mark.usefixtures("project")
def test_a_title_of_which_viewers_see_the_beginning(cli: Cli, edit: Edit) -> None:
    edit(
        "    title: The first",
        "    publish: {hashtags: [python]}\n    title: The first of all the shorts that there are here",
    )
    assert found(cli) == dedented("""
        scripts_yaml/day01.yaml:5:12: note[publish-title-cut] 01 first: of the title YouTube shows about 40 characters: `The first of all the shorts that there a…`
            5 |     title: The first of all the shorts that there are here
              |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: put what matters first, or give it a shorter one with `publish: {title: ...}`
    """)  # noqa: E501


@pytest.mark.usefixtures("project")
def test_a_description_that_is_too_long(cli: Cli, edit: Edit) -> None:
    edit("    hook:", "    publish: {platforms: [tiktok], description: " + "word " * 440 + "}\n    hook:")
    told = found(cli)
    assert told.startswith(
        "scripts_yaml/day01.yaml:5:49: error[publish-description] 01 first: "
        "the description has 2294 UTF-16 units, TikTok takes 2200\n"
    )
    assert told.endswith(
        "\n  hint: shorten it, or leave the code out there, in a `templates/publish.description.j2` of your own\n"
    )


@pytest.mark.usefixtures("project")
def test_more_hashtags_than_are_taken(cli: Cli, edit: Edit) -> None:
    edit("shorts:", "publish: {platforms: [reels], hashtags: [a, b, c, d, e, f]}\nshorts:")
    assert found(cli, "day01", "1") == dedented("""
        scripts_yaml/day01.yaml:2:41: error[publish-hashtags] day01: 6 hashtags, Reels takes 5
            2 | publish: {platforms: [reels], hashtags: [a, b, c, d, e, f]}
              |                                         ^
          hint: name fewer
    """)


@pytest.mark.usefixtures("project")
def test_one_list_of_hashtags_is_told_once_for_each_platform(cli: Cli, edit: Edit) -> None:
    edit("shorts:", "publish: {hashtags: [a, b, c, d, e, f]}\nshorts:")
    told = [line for line in found(cli).splitlines() if "error" in line]
    assert told == [
        f"scripts_yaml/day01.yaml:2:21: error[publish-hashtags] day01: 6 hashtags, {name} takes 5"
        for name in ("TikTok", "Reels")
    ]


def test_a_list_of_hashtags_for_all_days_is_told_once_at_the_settings(cli: Cli, project: Path) -> None:
    (project / "shortsgen.yaml").write_text("publish: {platforms: [reels], hashtags: [a, b, c, d, e, f]}\n")
    (project / "scripts_yaml" / "day02.yaml").write_text((project / DAY).read_text())
    cli("run", "day02")
    assert found(cli) == dedented("""
        shortsgen.yaml:1:41: error[publish-hashtags] shortsgen.yaml: 6 hashtags, Reels takes 5
            1 | publish: {platforms: [reels], hashtags: [a, b, c, d, e, f]}
              |                                         ^
          hint: name fewer
    """)


@pytest.mark.usefixtures("project")
def test_a_comment_that_counts_as_a_hashtag(cli: Cli, edit: Edit) -> None:
    edit("shorts:", "publish: {platforms: [reels], hashtags: [a, b, c, d, e]}\nshorts:")
    edit('      print("hello")', '      print("hello")  #greeting')
    assert found(cli, "day01", "1").endswith("hint: `#greeting` counts as one too: write a blank behind `#`\n")


@pytest.mark.usefixtures("project")
def test_characters_that_are_shown_as_others(cli: Cli, edit: Edit) -> None:
    edit("    title: The first", "    publish: {hashtags: [python]}\n    title: The first")
    edit('      print("hello")', "      hello = 1\n      print(hello < 2)")
    assert found(cli) == dedented("""
        scripts_yaml/day01.yaml:11:19: note[publish-character] 01 first: YouTube takes no `<`; shown for that: `＜`
           11 |       print(hello < 2)
              |                   ^
          hint: who copies the code gets that too: link it with `publish: {links: [...]}`
    """)


@pytest.mark.usefixtures("project")
def test_of_refused_characters_each_place_has_a_hint_of_its_own(cli: Cli, edit: Edit) -> None:
    edit("    title: The first", "    publish: {platforms: [youtube]}\n    title: Why 1 < 2")
    edit("Say hello.", "Say a > b.")
    edit('      print("hello")', "      hello = 1\n      print(hello < 2)")
    told = re.findall(r"day01.yaml:(\d+:\d+): note.*: YouTube takes no (.*);[^$]*?hint: (.*)", found(cli))
    assert told == [
        ("5:12", "`<`", "say it in words, or give the post another title with `publish: {title: ...}`"),
        ("6:11", "`>`", "say it in words"),
        ("11:19", "`<`", "who copies the code gets that too: link it with `publish: {links: [...]}`"),
    ]


@pytest.mark.usefixtures("project")
def test_a_character_that_is_only_posted_is_told_where_it_is(cli: Cli, edit: Edit) -> None:
    edit("    title: The first", '    publish: {links: ["a > b"]}\n    title: The first')
    assert found(cli).startswith("scripts_yaml/day01.yaml:4:22: note[publish-character] 01 first: ")


@pytest.mark.usefixtures("project")
def test_a_cover_with_too_many_words(cli: Cli, edit: Edit) -> None:
    edit("    title: The first", f"    publish: {{cover: {'word ' * 40}}}\n    title: The first")
    told = found(cli)
    assert told.startswith("scripts_yaml/day01.yaml:4:22: warning[publish-cover] 01 first: ")
    assert (
        dedented("""
        warning[publish-cover] 01 first: the words on the cover have no room in 96 px, so no grid shows them legibly
    """).strip()
        in told
    )
    assert told.endswith("\n  hint: give it fewer with `publish: {cover: ...}`\n")


@pytest.mark.usefixtures("project")
def test_a_time_that_does_not_exist(cli: Cli, edit: Edit) -> None:
    edit("shorts:", "publish: {start: 2027-03-28, at: 02:30, zone: Europe/Berlin}\nshorts:")
    assert found(cli) == dedented("""
        scripts_yaml/day01.yaml:2:34: error[publish-time] 01 first: there is no 2027-03-28 02:30 in Europe/Berlin, where clocks are set forward then
            2 | publish: {start: 2027-03-28, at: 02:30, zone: Europe/Berlin}
              |                                  ^^^^^
          hint: take another time of the day in `at`
    """)  # noqa: E501


@pytest.mark.usefixtures("project")
def test_times_beyond_the_calendar(cli: Cli, edit: Edit) -> None:
    edit("shorts:", "publish: {start: 9999-12-31}\nshorts:")
    assert found(cli) == dedented("""
        scripts_yaml/day01.yaml:2:18: error[publish-time] day01: the calendar, which ends with the year 9999, has times for 1 short of 2
            2 | publish: {start: 9999-12-31}
              |                  ^^^^^^^^^^
          hint: let it start at a date of our days
    """)  # noqa: E501


@pytest.mark.usefixtures("project")
def test_a_time_that_is_there_twice(cli: Cli, edit: Edit) -> None:
    edit("shorts:", "publish: {start: 2026-10-25, at: 02:30, zone: Europe/Berlin}\nshorts:")
    assert found(cli) == dedented("""
        scripts_yaml/day01.yaml:2:34: warning[publish-time] 01 first: 2026-10-25 02:30 is twice in Europe/Berlin, where clocks are set back then
            2 | publish: {start: 2026-10-25, at: 02:30, zone: Europe/Berlin}
              |                                  ^^^^^
          hint: it is posted at the first; take another time of the day in `at`
    """)  # noqa: E501


@pytest.mark.usefixtures("project")
def test_several_times_where_posts_are_minutes_apart(cli: Cli, edit: Edit) -> None:
    edit("shorts:", "publish: {start: 2026-12-01, every: 30m, at: [08:00, 12:00]}\nshorts:")
    assert found(cli) == dedented("""
        scripts_yaml/day01.yaml:2:46: error[publish-time] day01: `every: 30m` counts on from one time, found 2 in `at`
            2 | publish: {start: 2026-12-01, every: 30m, at: [08:00, 12:00]}
              |                                              ^
          hint: name one time, or set `every: 1d`
    """)


@pytest.mark.usefixtures("project")
def test_a_time_that_is_named_twice(cli: Cli, edit: Edit) -> None:
    edit("shorts:", "publish: {start: 2026-12-01, at: [08:00, 12:00, 08:00]}\nshorts:")
    assert found(cli) == dedented("""
        scripts_yaml/day01.yaml:2:34: warning[publish-twice] day01: `at` names 08:00 twice, so two shorts are posted at once
            2 | publish: {start: 2026-12-01, at: [08:00, 12:00, 08:00]}
              |                                  ^
          hint: name it once
    """)  # noqa: E501


def test_two_days_that_are_posted_at_the_same_time(cli: Cli, project: Path, edit: Edit) -> None:
    edit("shorts:", "publish: {start: 2026-12-01}\nshorts:")
    text = (project / DAY).read_text().replace("2026-12-01", "2026-12-02")
    (project / "scripts_yaml" / "day02.yaml").write_text(text)
    cli("run", "day02")
    assert found(cli) == dedented("""
        scripts_yaml/day02.yaml:2:18: warning[publish-twice] day02: 1 short would be posted together with those of day01, first on 2026-12-02 12:00
            2 | publish: {start: 2026-12-02}
              |                  ^^^^^^^^^^
          hint: let it start after 2026-12-02, or post it at other times
    """)  # noqa: E501
    assert found(cli, "day02") == "", "which says nothing of another day"


def test_a_day_with_too_few_chapters_and_what_it_wrote(cli: Cli, project: Path, edit: Edit, fake: FakeExecutor) -> None:
    """All of it in one, since it has to be filmed."""
    (project / "shortsgen.yaml").write_text("video: {motion: none}\n")
    fake.outcomes["first"] = Outcome(Status.OK, "hello\n")
    edit("shorts:", "publish: {platforms: [youtube], hashtags: [python]}\nshorts:")
    done = cli("publish", "day01", "--day")
    assert done.code == 0
    told = done.err.partition("a second\n")[2]
    assert told == dedented("""
        scripts_yaml/day01.yaml:1:8: warning[publish-chapters] day01: 2 chapters, YouTube shows none with fewer than 3
            1 | title: Two shorts
              |        ^^^^^^^^^^
          hint: add shorts

        scripts_yaml/day01.yaml:5:12: warning[publish-chapters] 01 first: a chapter of 4 s, YouTube wants at least 10 or shows none
            5 |     title: The first
              |            ^^^^^^^^^
          hint: say more

        scripts_yaml/day01.yaml:14:12: warning[publish-chapters] 02 second: a chapter of 7 s, YouTube wants at least 10 or shows none
           14 |     title: The second
              |            ^^^^^^^^^^
          hint: say more
        build/day01: 22 written, 0 unchanged, 0 removed
    """)  # noqa: E501
    kit = project / "build" / "day01" / "publish" / "day"
    assert (kit / "description.txt").read_text() == "Two shorts\n\n0:00 The first\n0:04 The second\n\n#python\n"
    assert (kit / "video.mp4").samefile(project / "build" / "day01" / "day01.mp4")
    assert sorted(one.name for one in kit.iterdir()) == [
        "captions.srt",
        "description.txt",
        "tags.txt",
        "title.txt",
        "video.mp4",
    ]
    assert cli("publish", "day01", "--day").err.endswith("build/day01: 0 written, 19 unchanged, 0 removed\n")
    _the_post_of_a_day_is_held_to_limits(cli, project, edit)
    _a_kit_of_the_day_that_is_old_is_told(cli, edit)


def _the_post_of_a_day_is_held_to_limits(cli: Cli, project: Path, edit: Edit) -> None:
    """And all is told in the order of the file, what holds for several shorts once."""
    (project / "templates").mkdir()
    (project / "templates" / "publish.day.j2").write_text("{{ title }} {{ 'あ' * 1700 }}")
    edit("hashtags: [python]", f"hashtags: [{', '.join('abcdefghijklmnop')}]")
    for _ in range(2):  # the second time it is as the build knows it
        again = cli("publish", "day01", "--day")
        assert again.code == 1
        told = re.findall(r"yaml:(\d+):\d+: \w+\[(\S+)\] (.*)", again.err)
        assert [one for one in told if one[1] != "publish-chapters"] == [
            ("1", "publish-description", "day01: the description has 5112 bytes, YouTube takes 5000"),
            ("2", "publish-hashtags", "day01: 16 hashtags, YouTube takes 15"),
        ]
        assert [int(line) for line, *_ in told] == sorted(int(line) for line, *_ in told)
    program = (
        "import sys\n"
        "from shortsgen.__main__ import _run\n"
        "sys.argv = ['shortsgen', 'publish', 'day01', '--day']\n"
        "print(_run(), sorted({'jinja2', 'numpy', 'typst', 'torch', 'av'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout == "1 []\n", "what was found is known, so nothing is imported that makes it"


def _a_kit_of_the_day_that_is_old_is_told(cli: Cli, edit: Edit) -> None:
    """Also where the video stays as it is."""
    told = "publish/day is of day01 as it was before: `shortsgen publish day01 --day` makes it anew\n"
    changes = {(): ("hashtags: [", "hashtags: [another, "), ("1",): ("Say hello.", "Say hello to all.")}
    for words, change in changes.items():
        assert told not in cli("publish", "day01", *words).err
        edit(*change)
        assert told in cli("publish", "day01", *words).err
        assert told not in cli("publish", "day01", "--day").err


@pytest.mark.usefixtures("project")
def test_a_part_of_a_day_is_not_joined(cli: Cli) -> None:
    done = cli("publish", "day01", "1", "--day")
    assert (done.code, done.err) == (
        2,
        "error[usage] `--day` joins all shorts of the day\n  hint: leave their names out\n",
    )


def test_without_the_extra_one_line_says_what_to_install(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shortsgen.pipeline.extras.find_spec", lambda module: None if module == "av" else module)
    done = cli("publish", "day01")
    assert done.code == 2
    assert "error[extra] videos need av, which is not installed\n  hint: `pip install 'shortsgen[video]'`\n" in done.err
    assert not (project / "build" / "day01" / "first").exists()
