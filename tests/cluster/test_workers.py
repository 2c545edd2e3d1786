"""Where workers are: what is mistyped, and what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from distributed import Client

from shortsgen.cluster import remote
from shortsgen.cluster.workers import Where, workers
from shortsgen.problems import InputError
from shortsgen.report.human import human
from tests.cluster.conftest import scheduling

NO_SCHEDULER = """\
error[scheduler] no scheduler answers at tcp://127.0.0.1:9 within 0.3 s
  hint: `dask scheduler` starts one
"""
NO_WORKERS = """\
error[scheduler] the scheduler at tcp://127.0.0.1:8786 has no workers
  hint: start some: `dask worker tcp://127.0.0.1:8786 --nthreads 1`
"""
NO_CERTIFICATES = """\
error[scheduler] there are no certificates here for tls://127.0.0.1:9
  hint: name them in Dask's configuration: `distributed.comm.tls.ca-file` and those of `client`
"""
MISTYPED = """\
error[usage] expected where workers are, found `WORD`
  hint: `local:4` is four processes here, `tcp://HOST:8786` the workers of a Dask scheduler
"""


@pytest.mark.parametrize(
    ("word", "where"),
    [
        ("local:1", Where(processes=1)),
        ("local:128", Where(processes=128)),
        ("tcp://head:8786", Where(scheduler="tcp://head:8786")),
        ("tls://[::1]:8786", Where(scheduler="tls://[::1]:8786")),
    ],
)
def test_where_workers_are_is_read(word: str, where: Where) -> None:
    assert Where.parse(word) == where


@pytest.mark.parametrize(
    "word",
    [
        "",
        "local",
        "local:0",
        "local:-1",
        "local:1e3",
        "4",
        "head:8786",
        "tcp://head",
        "tcp://head:65536",
        "http://head:80",
    ],
)
def test_any_other_word_is_refused(word: str) -> None:
    with pytest.raises(InputError) as refused:
        Where.parse(word)
    assert human(refused.value.problems, {}).plain == MISTYPED.replace("WORD", word)


def refusal(address: str) -> str:
    with pytest.raises(InputError) as refused, workers(Where(scheduler=address)):
        pass
    return human(refused.value.problems, {}).plain


def test_a_scheduler_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_CONNECT", 0.3)
    assert refusal("tcp://127.0.0.1:9") == NO_SCHEDULER


def test_a_scheduler_without_certificates() -> None:
    assert refusal("tls://127.0.0.1:9") == NO_CERTIFICATES
    assert not list(Client._instances)  # a half-made one would be heard of as the program ends


def test_a_scheduler_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_WAIT", 0.3)
    with scheduling(tmp_path) as address:
        assert refusal(address).replace(address, "tcp://127.0.0.1:8786") == NO_WORKERS
