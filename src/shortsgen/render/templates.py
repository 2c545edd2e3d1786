"""The Jinja environment of the templates. The only module that imports jinja2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment

from shortsgen.problems import InputError
from shortsgen.render.look import Look, Stamp, stamp


class _Compiled(BytecodeCache):
    """What was compiled last of each template in this process: whoever begins anew, as a worker does with each batch,
    compiles only what reads otherwise."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[str, CodeType | None]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - as it is called
        """Its name, wherever its file is: it is compiled again where another text has that name."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._of.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._of[bucket.key] = bucket.checksum, bucket.code


_compiled = _Compiled()


class Templates(Look):
    """A look with templates to render.

    What a template may do is limited as if a stranger had written it; what it names must exist.
    """

    def __init__(self, project: Path | None = None) -> None:
        super().__init__(project)
        self._proved: dict[str, tuple[Path, Stamp]] = {}  # as which file a template could be read
        self.environment = SandboxedEnvironment(
            loader=FunctionLoader(self._load),
            bytecode_cache=_compiled,
            undefined=StrictUndefined,
            autoescape=lambda name: bool(name and name.endswith(".html.j2")),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def register(self, **filters: Callable[..., Any]) -> None:
        """Give the templates these filters."""
        self.environment.filters.update(filters)

    def source(self, name: str) -> str:
        """The text of a file that is taken as it is, such as a style sheet. Raises InputError."""
        try:
            text = self.read(self.path(name)).decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise self.problem(name, "the file is no UTF-8", line, hint="save it as UTF-8") from None
        return text.replace("\r\n", "\n").replace("\r", "\n")  # as browsers do before they hash

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """A template's text, what tracebacks call it, and how to tell whether it is still the one that wins."""
        path = self.find(name)
        if path is None:
            return None
        before = stamp(path)
        return self.source(name), name, lambda: self.find(name) == path and stamp(path) == before

    def prove(self, name: str) -> None:
        """That a template can be read, which costs little beside rendering it. Raises InputError."""
        path = self.path(name)
        if self._proved.get(name) != (path, stamp(path)):
            try:
                self.environment.parse(self.source(name), name)
            except TemplateSyntaxError as error:
                raise self._error(name, error.lineno, error.message or "cannot be read") from None
            self._proved[name] = path, stamp(path)

    def render(self, name: str, **data: Any) -> str:
        try:
            return self.environment.get_template(name).render(**data)
        except TemplateNotFound as error:
            raise self._error(name, self._line_of(error, name), f"there is no template `{error.name}`") from None
        except TemplateSyntaxError as error:
            raise self._error(error.name or name, error.lineno, error.message or "cannot be read") from None
        except InputError:
            raise
        except RecursionError as error:
            message = "it includes or calls itself without end, or nests too deep"
            raise self._error(name, self._line_of(error, name), message) from None
        except Exception as error:  # whatever a template computes, it can fail in any way
            raise self._error(name, self._line_of(error, name), str(error) or type(error).__name__) from error

    def _error(self, name: str, line: int, message: str) -> InputError:
        return self.problem(name, f"the template cannot be rendered: {message}", line)

    def _line_of(self, error: BaseException, name: str) -> int:
        """The template's line at which `error` was raised; jinja2 writes it into the traceback."""
        line, trace = 1, error.__traceback__
        while trace:
            if trace.tb_frame.f_code.co_filename == name:
                line = trace.tb_lineno
            trace = trace.tb_next
        return line
