"""With a store, nothing large is in what goes to workers and comes back; all else is as without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, nullcontext
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from shortsgen.choices import Motion
from shortsgen.cluster.store import Store
from shortsgen.cluster.workers import Workers
from shortsgen.pipeline import large, video, worker
from shortsgen.pipeline.coordinator import OpenWorkers
from shortsgen.pipeline.video import VideoOrder
from shortsgen.problems import InputError
from shortsgen.project import Project
from shortsgen.report.human import human
from tests.cluster.conftest import Opened
from tests.cluster.days import beginning, new_project, threads, tree

LARGE = 50_000  # bytes; a draft has 200,000
TABLE = "1,2\n" * 100_000
DAMAGED = """\
error[store] a file in the store is not what was put there
  hint: who else writes to it? Run it again
"""
NOT_SHARED = """\
error[store] cannot write to the store: No such file or directory
  hint: all machines have to see it under the same path, and may write there
"""
TOO_LARGE = """\
error[store] takes/day01.mp4 is too large for a parcel: 4 MiB
  hint: name a folder that all machines see: `--store FOLDER`
"""


def small_work(data: bytes) -> bytes:
    """That of a worker to whom less is large."""
    large.LARGE = LARGE
    return worker.work(data)


class Weighing(Executor):
    """Notes how much goes to workers and comes back."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self.weights: list[int] = []

    def submit(self, _: Any, /, *args: Any, **__: Any) -> Future[Any]:
        self.weights.append(len(args[0]))
        future = self._executor.submit(small_work, args[0])
        future.add_done_callback(lambda done: done.exception() or self.weights.append(len(done.result())))
        return future


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(large, "LARGE", LARGE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a cache of its own"))
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared"


def project_at(root: Path) -> Project:
    project = new_project(root)
    (root / "data/table.csv").write_text(TABLE)
    return project


def film(
    project: Project, elsewhere: OpenWorkers | None = None, store: Store | None = None, words: Sequence[str] = ("1",)
) -> Mapping[str, Any]:
    order = VideoOrder(draft=True, motion=Motion.NONE)
    with beginning(project, elsewhere, store) as session:
        if session.elsewhere:
            session.elsewhere.begin(session, [video.wanted(session, "day01", words, order)], 1)
        video.video(session, "day01", words, order, lambda _total: nullcontext(lambda _count: None))
    return dict(tree(project.root))


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What is filmed without workers."""
    return film(project_at(tmp_path_factory.mktemp("here")), words=("1-2",))


@pytest.mark.parametrize("where", ["threads", "local:2"])
def test_the_same_is_filmed_and_nothing_large_is_in_a_parcel(
    where: str, opened: Opened, here: Mapping[str, Any], shared: Path, tmp_path: Path
) -> None:
    weighing: list[Weighing] = []

    @contextmanager
    def weighed() -> Iterator[Workers]:
        with opened(where)() as found:
            weighing.append(Weighing(found.executor))
            yield Workers(weighing[0], found.count)

    there = film(project_at(tmp_path / "there"), weighed, Store.parse(str(shared)), ("1-2",))
    assert there == here
    assert len(there["build/day01/hello/draft.mp4"]) > LARGE
    assert (len(weighing[0].weights), max(weighing[0].weights) < LARGE) == (4, True)
    assert list(shared.iterdir()) == []


def test_no_file_lies_twice_in_a_store_and_each_goes_when_it_was_taken(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there after each file that came or went."""
    lying: list[int] = []

    def noted(method: str) -> None:
        real = getattr(Store, method)

        def call(*args: Any) -> Any:
            try:
                return real(*args)
            finally:
                lying.append(sum(path.is_file() for path in shared.rglob("*")))

        monkeypatch.setattr(Store, method, call)

    for method in ("put", "clear"):
        noted(method)
    film(project_at(tmp_path / "project"), threads, Store.parse(str(shared)), ("1-2",))
    assert (lying[0], max(lying) <= 3, lying[-2:]) == (1, True, [1, 0])


def fails(shared: Path, project: Project, workers: OpenWorkers = threads) -> str:
    with pytest.raises(InputError) as refused:
        film(project, workers, Store.parse(str(shared)))
    assert list(shared.iterdir()) == []
    return human(refused.value.problems, {}).plain


@pytest.mark.parametrize("place", ["*", "*/*"])
def test_what_is_damaged_is_told_and_taken_by_nobody(
    place: str, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table that a worker needs, or the video that comes back."""
    real = Store.fetch

    def fetch(*args: Any) -> None:
        for file in shared.glob(f"*/{place}"):
            if file.is_file():
                file.write_bytes(b"." + file.read_bytes()[1:])
        real(*args)

    monkeypatch.setattr(Store, "fetch", fetch)
    assert fails(shared, project_at(tmp_path / "project")) == DAMAGED
    assert not list((tmp_path / "project/build").rglob("*.mp4"))


def test_a_worker_that_does_not_see_the_folder_says_so_before_it_works(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Store.of
    monkeypatch.setattr(Store, "of", lambda store, number: real(Store(f"{store.place}/elsewhere"), number))
    monkeypatch.setattr(worker, "_project", None)
    assert fails(shared, project_at(tmp_path / "project")) == NOT_SHARED


def test_nothing_stays_after_an_interrupt(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        assert list(shared.rglob("*/*/*")), "a video is there"
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "fetch", interrupted)
    project = new_project(tmp_path / "project")  # whose table is small, so that only a video is fetched
    with pytest.raises(KeyboardInterrupt):
        film(project, threads, Store.parse(str(shared)))
    assert list(shared.iterdir()) == []


def test_what_no_parcel_can_hold_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "MOST", 3 << 20)
    with pytest.raises(InputError) as refused:
        large.sent(BytesIO(bytes(4 << 20)), "takes/day01.mp4", None)
    assert human(refused.value.problems, {}).plain == TOO_LARGE
