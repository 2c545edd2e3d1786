"""`watch`: a day that is kept up to date while it is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from shortsgen.choices import Sandbox
from shortsgen.cli.options import AllowNetwork, Out, Sandboxed, Voiced, Words
from shortsgen.cli.task import Errand, task
from shortsgen.problems import bad_input

if TYPE_CHECKING:
    from shortsgen.cli.opening import OpenPage, Wish


def watch(
    context: typer.Context,
    words: Words = None,
    page: Annotated[bool, typer.Option("--open", help="Show the day on a live page, and open it.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of the live page; 0 is one that is free.")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Start a browser, or only say where.")] = True,
    remote: Annotated[bool, typer.Option("--remote", help="Let a phone be the teleprompter's remote.")] = False,
    remote_address: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where phones reach this machine, if it has several.")
    ] = "",
    out: Out = None,
    voice: Voiced = None,
    sandbox: Sandboxed = Sandbox.AUTO,
    allow_network: AllowNetwork = False,
) -> None:
    """Follow a day while you write it: at each save execute, judge and render what changed. Needs the extra `live`."""
    from shortsgen.cli.opening import Wish
    from shortsgen.cli.turns import Turns
    from shortsgen.pipeline.watching import watch

    asked = task(context, words, False, sandbox, allow_network, voice)
    if asked.several:
        raise bad_input("one day is watched at a time", "start another `shortsgen watch` for the other")
    wish = Wish(page, port, browser, remote, remote_address)
    [(name, shorts)] = asked.choice.items()
    with asked.session as session, _page(asked, name, wish) as shown:
        folder = str(out or session.project.shown(session.project.build(name)))
        turns = Turns(asked.screen, name, folder, shown.banner if shown else None)
        watch(session, name, shorts, [turns, *([shown.viewer] if shown else [])], out)


@contextmanager
def _page(asked: Errand, name: str, wish: Wish) -> Iterator[OpenPage | None]:
    """The live page, where it is asked for."""
    if wish.page:
        from shortsgen.cli.opening import opened

        with opened(asked, name, wish) as page:
            yield page
    elif wish.port or wish.remote or wish.address or not wish.browser:
        raise bad_input("there is no page without `--open`", "add `--open`")
    else:
        yield None
