"""What is installed of the extras, for commands that need one."""

from __future__ import annotations

from importlib.util import find_spec

from shortsgen.problems import bad_input


def need(extra: str, what: str, *modules: str) -> None:
    """Raises InputError where one of the modules of an `extra` is missing, without which there is no `what`."""
    if missing := [module for module in modules if find_spec(module) is None]:
        is_not = "is not" if len(missing) == 1 else "are not"
        message = f"{what} need {' and '.join(missing)}, which {is_not} installed"
        raise bad_input(message, f"`pip install 'shortsgen[{extra}]'`", code="extra")
