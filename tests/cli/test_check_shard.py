"""`check --shard`: the shares together are the whole."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from shortsgen.pipeline.day import load_day
from shortsgen.project import find
from shortsgen.run import history
from tests.cli.conftest import DAY, Cli, Edit
from tests.pipeline.conftest import FakeExecutor


@pytest.fixture
def three_days(cli: Cli, edit: Edit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Days with findings of each kind: about snippets, about timelines, about a day itself."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    cli("run", "day01")
    edit("Say hello.", "Tensors, tensors.")
    edit("This line is said.", "tensors " * 60)
    edit("- id: second", "- id: another")
    edit('print("again")', f"again = '{'again ' * 12}'")
    (tmp_path / "shortsgen.yaml").write_text('theme: {colors: {muted: "#333333"}, accents: {day09: "#ffffff"}}\n')
    folder = tmp_path / "scripts_yaml"
    for name in ("day02", "day03"):
        (folder / f"{name}.yaml").write_text((tmp_path / DAY).read_text())
    return folder


def problems(cli: Cli, *words: str) -> list[str]:
    envelope = json.loads(cli("check", "--format", "json", *words).out)
    return [json.dumps(problem) for problem in envelope["problems"]]


def about_one(problem: str) -> bool:
    return '"unrecorded"' not in problem


def unrecorded(problems: list[str]) -> Counter[str]:
    """How many snippets are told as not recorded, by the files of their days: each share tells its own."""
    counts: Counter[str] = Counter()
    for problem in map(json.loads, problems):
        if problem["code"] == "unrecorded":
            counts[problem["file"]] += int(problem["message"].split()[0])
    return counts


@pytest.mark.usefixtures("three_days")
@pytest.mark.parametrize("of", [1, 2, 3, 9])
def test_the_findings_of_all_shares_are_those_of_the_whole(cli: Cli, fake: FakeExecutor, of: int) -> None:
    fake.executed.clear()
    whole = problems(cli)
    executed = sorted(fake.executed)
    assert {json.loads(one)["code"] for one in whole} == {
        "code-wraps",
        "over-budget",
        "recording-orphan",
        "theme-accent",
        "theme-contrast",
        "unrecorded",
    }
    fake.executed.clear()
    shares = [problems(cli, "--shard", f"{number}/{of}") for number in range(1, of + 1)]
    together = [one for share in shares for one in share]
    assert sorted(filter(about_one, together)) == sorted(filter(about_one, whole))
    assert unrecorded(together) == unrecorded(whole)
    assert sorted(fake.executed) == executed


@pytest.mark.usefixtures("three_days")
def test_what_belongs_to_no_short_is_told_by_the_first_share_only(cli: Cli) -> None:
    shares = [problems(cli, "--shard", f"{number}/3") for number in (1, 2, 3)]
    for code in ("recording-orphan", "theme-contrast", "theme-accent"):
        assert [code in "".join(share) for share in shares] == [True, False, False]


@pytest.mark.usefixtures("three_days")
def test_all_shares_tell_the_same_plan_and_another_cache_another_one(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [cli("check", "--shard", f"{number}/2").err for number in (1, 2)]
    found = [re.search(r"^shard (\d/2): (\d) of 6 shorts, plan ([0-9a-f]{8})$", one, re.MULTILINE) for one in told]
    assert [one and (one[1], one[2]) for one in found] == [("1/2", "3"), ("2/2", "3")]
    plans = {one[3] for one in found if one}
    assert len(plans) == 1
    first, *others = load_day(find(Path.cwd()), "day01").snippets
    slow = history.History({first.key: 60.0} | {one.key: 0.1 for one in others})
    monkeypatch.setattr(history, "load", lambda _: slow)
    assert plans.isdisjoint(re.findall("plan (.{8})", cli("check", "--shard", "1/2").err))


@pytest.mark.usefixtures("project")
def test_a_share_without_shorts_is_clean(cli: Cli) -> None:
    cli("run", "day01")
    done = cli("check", "--shard", "3/3")
    assert (done.code, done.out) == (0, "0 shorts in 1 day; 0 snippets; no problems\n")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("0/2", "there is no shard `0/2`\n  hint: 2 shares are `1/2` to `2/2`"),
        ("3/2", "there is no shard `3/2`\n  hint: 2 shares are `1/2` to `2/2`"),
        ("0/0", "there is no shard `0/0`"),
        ("2", "expected a shard such as `2/5`, found `2`\n  hint: the second of five shares is `2/5`"),
        ("", "expected a shard such as `2/5`, found ``\n  hint: the second of five shares is `2/5`"),
        ("-1/2", "expected a shard such as `2/5`, found `-1/2`\n  hint: the second of five shares is `2/5`"),
        ("١/٢", "expected a shard such as `2/5`, found `١/٢`\n  hint: the second of five shares is `2/5`"),
    ],
)
def test_a_shard_that_cannot_be_is_bad_input(cli: Cli, fake: FakeExecutor, word: str, message: str) -> None:
    done = cli("check", f"--shard={word}")
    assert (done.code, done.out, done.err) == (2, "", f"error[usage] {message}\n")
    assert fake.executed == []
