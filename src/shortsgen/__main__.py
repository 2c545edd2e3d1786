"""Entry: runs a command, and turns every way to end into an exit code."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback

from shortsgen.problems import ExitCode, ShortsgenError


def main() -> None:
    """Run the command line. Exits with 0, 1 or 2 as `ExitCode` says, and with 128 and its number for a signal."""
    _end_in_order()
    code = _run()
    exec("")  # else `python -m` ends by SIGINT, and not with a code, where Ctrl-C came in an `exec`, as of dataclasses
    sys.exit(code)


def _end_in_order() -> None:
    """Let SIGTERM, and SIGHUP of a terminal that is closed, unwind the program as Ctrl-C does; but not where they are
    ignored, as under `nohup`."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows lacks the one
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda number, _frame: sys.exit(128 + number))


def _own_what_is_made() -> None:
    """Whatever the mask for new files says, who makes them can use them."""
    os.umask(os.umask(0o077) & 0o077)


def calm_collector() -> None:
    """Let the collector look less often: records have no cycles and live until the end, and looking at all of them
    again and again made the cost of a short grow with its day."""
    gc.set_threshold(100_000, 50, 100)


def _run() -> int:
    from shortsgen.cli.streams import guarded

    calm_collector()
    _own_what_is_made()
    with guarded():
        return _exit_code()


def _exit_code() -> int:
    from shortsgen.cli.commands import app

    try:
        app(prog_name="shortsgen")
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # as with `shortsgen list | head`: nobody wants the rest
            return ExitCode.CLEAN
        return end.code if isinstance(end.code, int) else ExitCode.BAD_INPUT
    except ShortsgenError as error:
        _show(error)
        return ExitCode.BAD_INPUT
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception:
        from shortsgen.text.visible import visible

        print(visible(traceback.format_exc()), end="", file=sys.stderr)
        print("shortsgen: this is a bug; please report the lines above", file=sys.stderr)
        return ExitCode.BAD_INPUT
    return ExitCode.CLEAN


def _show(error: ShortsgenError) -> None:
    from shortsgen.cli.console import Screen

    Screen.from_arguments(sys.argv).problems(error.problems, error.sources)


if __name__ == "__main__":
    main()
