"""`explain`: what a code of a problem means, why it matters, and its cure."""

from __future__ import annotations

from typing import Annotated

import typer

from shortsgen.cli.console import Screen


def complete_code(incomplete: str) -> list[tuple[str, str]]:
    """Codes that begin so, each with what it means."""
    from shortsgen.explain.page import meanings

    return [(code, meaning) for code, meaning in meanings().items() if code.startswith(incomplete)]


def explain(
    context: typer.Context,
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="Such as yaml-comment.", autocompletion=complete_code)
    ] = None,
) -> None:
    """Explain a problem by its code: why it matters, an example and the cure. Without a code, list all."""
    from shortsgen.cli.tables import codes_table
    from shortsgen.explain.page import meanings, page

    screen: Screen = context.obj
    if code is None:
        screen.result(codes_table(meanings(), screen.width))
    else:
        screen.document(page(code))
