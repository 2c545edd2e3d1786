"""How the shorts of a run are shared out: laws, for whatever the cache knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.pipeline.shard import WHOLE, Shard, share
from shortsgen.problems import InputError
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.model import Code, Day, Mistake, Options, Short

Days = Mapping[str, Sequence[Snippet]]


def short(number: int, text: str, mistake: bool = False, skip: str | None = None) -> Short:
    made = Mistake("M", Code(f"{text} + 1\n"), "NameError") if mistake else None
    code = Code(f"{text}\n")
    return Short(number, f"s{number}", "T", "H", (), code, made, skip=skip, options=Options())


def day_of(name: str, *shorts: Short) -> tuple[Snippet, ...]:
    return snippets(Day(name, "Day", shorts, f"{name}.yaml"))


def days_of(shapes: Sequence[Sequence[tuple[bool, bool]]]) -> Days:
    """A day for each list; a short for each pair: whether its mistake is made, and whether it is skipped."""
    return {
        f"day{n}": day_of(
            f"day{n}",
            *(short(i, f"x{n}_{i}", mistake, "why" if skip else None) for i, (mistake, skip) in enumerate(shape, 1)),
        )
        for n, shape in enumerate(shapes)
    }


days = st.lists(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12), max_size=4).map(days_of)


@st.composite
def runs(draw: st.DrawFn) -> tuple[Days, dict[str, float], int]:
    """Days, what the cache knows of some of their snippets, and a number of shares."""
    drawn = draw(days)
    keys = [snippet.key for one in drawn.values() for snippet in one] or [""]
    known = draw(st.dictionaries(st.sampled_from(keys), st.floats(), max_size=20))
    return drawn, known, draw(st.integers(1, 9))


@given(runs())
def test_every_snippet_is_in_exactly_one_shard(run: tuple[Days, dict[str, float], int]) -> None:
    days, seconds, of = run
    plan = share(days, seconds, of)
    assert set(plan.shards) == {(name, one.short.id) for name, found in days.items() for one in found}
    assert set(plan.shards.values()) <= set(range(1, of + 1))


@given(runs())
def test_the_same_cache_gives_the_same_plan_in_whatever_order_it_was_learned(
    run: tuple[Days, dict[str, float], int],
) -> None:
    days, seconds, of = run
    plan, again = share(days, seconds, of), share(days, dict(reversed(seconds.items())), of)
    assert (plan, plan.id) == (again, again.id)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30), st.integers(1, 6))
def test_no_shard_has_more_than_the_least_one_and_its_own_longest(durations: list[float], of: int) -> None:
    """The bound of greedy sharing, and why it is good enough."""
    found = day_of("day", *(short(number, f"x{number}") for number in range(1, len(durations) + 1)))
    seconds = {snippet.key: duration for snippet, duration in zip(found, durations, strict=True)}
    plan = share({"day": found}, seconds, of)
    loads = [0.0] * of
    for snippet in found:
        loads[plan.shards["day", snippet.short.id] - 1] += seconds[snippet.key]
    assert max(loads) - min(loads) <= max(durations) * (1 + 1e-9)


def test_the_longest_come_first_and_ties_go_by_place() -> None:
    found = day_of("day", *(short(number, f"x{number}") for number in range(1, 6)))
    seconds = dict(zip([one.key for one in found], [1.0, 1.0, 5.0, 1.0, 2.0], strict=True))
    assert [share({"day": found}, seconds, 2).shards["day", f"s{n}"] for n in range(1, 6)] == [2, 2, 1, 2, 2]
    assert [share({"day": found}, {}, 2).shards["day", f"s{n}"] for n in range(1, 6)] == [1, 2, 1, 2, 1]


def test_an_unknown_duration_counts_as_the_median_of_the_known() -> None:
    found = day_of("day", *(short(number, f"x{number}") for number in range(1, 5)))
    seconds = dict(zip([one.key for one in found], [1.0, 3.0, 9.0], strict=False))
    assert [share({"day": found}, seconds, 3).shards["day", f"s{n}"] for n in range(1, 5)] == [2, 2, 1, 3]


@pytest.mark.parametrize("damaged", [float("nan"), float("inf"), -1.0])
def test_a_duration_that_is_none_counts_as_unknown(damaged: float) -> None:
    found = day_of("day", *(short(number, f"x{number}") for number in range(1, 5)))
    damage = {found[0].key: damaged}
    assert share({"day": found}, damage, 2) == share({"day": found}, {}, 2)


def test_a_short_and_its_mistake_stay_together_and_both_count() -> None:
    found = day_of("day", short(1, "a", mistake=True), short(2, "b"), short(3, "c"))
    plan = share({"day": found}, dict.fromkeys([one.key for one in found], 1.0), 2)
    assert dict(plan.shards) == {("day", "s1"): 1, ("day", "s2"): 2, ("day", "s3"): 2}


def test_what_is_skipped_costs_nothing() -> None:
    found = day_of("day", short(1, "a", skip="why"), short(2, "b"), short(3, "c"))
    plan = share({"day": found}, {}, 2)
    assert plan.shards["day", "s2"] != plan.shards["day", "s3"]


@pytest.mark.parametrize(("word", "shard"), [(None, WHOLE), ("1/1", WHOLE), ("2/5", Shard(2, 5)), ("5/5", Shard(5, 5))])
def test_a_shard_is_read(word: str | None, shard: Shard) -> None:
    assert Shard.parse(word) == shard


@given(st.text(max_size=6))
def test_any_other_word_is_refused(word: str) -> None:
    try:
        shard = Shard.parse(word)
    except InputError:
        return
    assert 1 <= shard.number <= shard.of
