"""The look: templates, theme and fonts, and which of them win. The only module that imports jinja2."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from shortsgen.problems import InputError, Problem, Span, nearest

_PACKAGE = Path(__file__).parents[1]
ASSETS = frozenset({".typ", ".svg"})  # what a theme may read beside itself
FONTS = frozenset({".otf", ".ttf"})


def built_in() -> Path:
    """The folder of the built-in templates: in the wheel beside the code, in a checkout beside `src`."""
    packed = _PACKAGE / "templates"
    return packed if packed.is_dir() else _PACKAGE.parents[1] / "templates"


class Templates:
    """The built-in templates, and a project's own `templates/` that beats them file by file.

    What a template may do is limited as if a stranger had written it; what it names must exist.
    """

    def __init__(self, project: Path | None = None) -> None:
        own = project / "templates" if project else None
        self.folders = (own, built_in()) if own and own.is_dir() else (built_in(),)
        self.environment = SandboxedEnvironment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in self.folders]),
            undefined=StrictUndefined,
            autoescape=lambda name: bool(name and name.endswith(".html.j2")),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def register(self, **filters: Callable[..., Any]) -> None:
        """Give the templates these filters."""
        self.environment.filters.update(filters)

    def render(self, name: str, **data: Any) -> str:
        try:
            return self.environment.get_template(name).render(**data)
        except TemplateSyntaxError as error:
            raise self._error(error.name or name, error.lineno, error.message or "cannot be read") from None
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise self._error(name, self._line_of(error, name), str(error)) from error

    def path(self, name: str) -> Path:
        """The file that wins for `name`, such as `theme.typ`."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        known = [path.name for folder in self.folders for path in folder.iterdir()]
        raise InputError([Problem("template", f"there is no template `{name}`", hint=nearest(name, known))])

    def assets(self) -> dict[str, Path]:
        """The winning files by name that a Typst document may read: theme, pictures."""
        return {name: path for name, path in self._winners().items() if path.suffix in ASSETS}

    def _winners(self) -> dict[str, Path]:
        return {path.name: path for folder in reversed(self.folders) for path in folder.iterdir() if path.is_file()}

    def font_folders(self) -> list[Path]:
        return [folder / "fonts" for folder in self.folders if (folder / "fonts").is_dir()]

    def fingerprint(self, names: Iterable[str] = ()) -> str:
        """A hash of the look: of the templates `names`, without names of all, and of all assets and fonts."""
        files = {name: self.path(name) for name in names} or self._winners()
        files |= self.assets()
        for folder in reversed(self.font_folders()):
            files |= {f"fonts/{path.name}": path for path in folder.iterdir() if path.suffix in FONTS}
        digest = sha256()
        for name, path in sorted(files.items()):
            digest.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
        return digest.hexdigest()

    def problem(self, name: str, message: str, line: int = 1, column: int = 1, hint: str = "") -> InputError:
        """A template, theme or asset that cannot be used, with its place."""
        path = self.path(name)
        problem = Problem("template", message, Span(str(path), line, column), hint)
        return InputError([problem], {str(path): path.read_text("utf-8", errors="replace")})

    def _error(self, name: str, line: int, message: str) -> InputError:
        return self.problem(name, f"the template cannot be rendered: {message}", line)

    def _line_of(self, error: BaseException, name: str) -> int:
        """The template's line at which `error` was raised; jinja2 writes it into the traceback."""
        line, trace = 1, error.__traceback__
        while trace:
            if trace.tb_frame.f_code.co_filename == str(self.path(name)):
                line = trace.tb_lineno
            trace = trace.tb_next
        return line
