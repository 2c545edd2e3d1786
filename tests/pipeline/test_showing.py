"""What the live page holds, while a day is saved again and again."""

from __future__ import annotations

from pathlib import Path

from tests.live.client import Client
from tests.pages.live import live, many


def parts(client: Client) -> dict[str, str]:
    """The versions of the parts of the page, by their names."""
    stream = client.stream("/events")
    state = stream.until("day")
    stream.close()
    assert isinstance(state, dict)
    return dict(state["parts"])


def test_a_save_makes_only_its_short_another_part(tmp_path: Path) -> None:
    with live(tmp_path, many(3)) as day:
        client = Client.of(day.server)
        before = parts(client)
        assert list(before) == ["trouble", "head", "groups", "contents", "short-s1", "short-s2", "short-s3"]
        day.save("The second line of s2.", "Something else.")
        after = parts(client)
        assert {name for name in after if after[name] != before[name]} <= {"head", "short-s2"}
        assert after["short-s2"] != before["short-s2"]
        assert client.get(f"/held/{before['short-s2']}.html").status == 404
        assert b"Something else." in client.get(f"/held/{after['short-s2']}.html").body
        day.save("Something else.", "The second line of s2.")
        assert parts(client) == before


def test_what_is_held_does_not_grow_with_saves(tmp_path: Path) -> None:
    with live(tmp_path, many(2)) as day:
        held = [len(day.viewer.server.held)]
        for number in range(12):
            day.save('print("s1"', f'print("s1"  # {number}\n     ')
            held.append(len(day.viewer.server.held))
    assert len(set(held[1:])) == 1


def test_of_a_look_that_is_broken_the_last_good_slides_stay_and_come_anew_when_it_is_mended(tmp_path: Path) -> None:
    with live(tmp_path, many(1)) as day:
        client = Client.of(day.server)
        before = parts(client)
        day.write("templates/theme.typ", "#let broken = \n")
        trouble = parts(client)
        assert trouble["short-s1"] == before["short-s1"]
        assert b"theme.typ" in client.get(f"/held/{trouble['trouble']}.html").body
        day.remove("templates/theme.typ")
        assert parts(client) == before
