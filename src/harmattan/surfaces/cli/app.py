"""The command `harmattan`: its commands, and what a user sees when something fails."""

from __future__ import annotations

import errno
import io
import logging
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from harmattan import __version__
from harmattan.errors import HarmattanError
from harmattan.surfaces.cli import (
    compare,
    evaluate,
    explain,
    export,
    extract,
    join,
    lexicons,
    lineage,
    outlook,
    places,
    reference,
    report,
    schema,
)
from harmattan.surfaces.cli.output import PipeClosedError, silence

FAILED = 1
"""Exit status where some input or the output failed."""
INTERRUPTED = 130
PIPE_CLOSED = 141
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
DEBUG = "--debug"

app = typer.Typer(
    name="harmattan",
    help="Turn what is reported about an armed conflict into a picture that an analyst can defend.",
    epilog="Start with: harmattan report FILE   ·   every command explains itself: harmattan COMMAND --help",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"harmattan {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_say_version)
    ] = False,
    debug: Annotated[bool, typer.Option(DEBUG, help="Show where in the program an error arose.")] = False,
) -> None:
    """Turn what is reported about an armed conflict into a picture that an analyst can defend."""


app.command("report", epilog=report.EXAMPLES)(report.report)
app.command("extract", epilog=extract.EXAMPLES)(extract.extract)
app.command("export", epilog=export.EXAMPLES)(export.export)
app.add_typer(evaluate.app, name="evaluate")
app.command("lineage", epilog=lineage.EXAMPLES)(lineage.lineage)
app.command("explain", epilog=explain.EXAMPLES)(explain.explain)
app.command("join", epilog=join.EXAMPLES)(join.join)
app.command("compare", epilog=compare.EXAMPLES)(compare.compare)
app.command("schema", epilog=schema.EXAMPLES)(schema.schema)
app.command("outlook", epilog=outlook.EXAMPLES)(outlook.outlook)
app.add_typer(reference.app, name="reference")
app.add_typer(lexicons.app, name="lexicons")
app.add_typer(places.app, name="places")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit: 0 all went well, 1 some input or the output failed, 2 wrong usage, 130 interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # Libraries below warn on the logging module, which prints to stderr where nobody listens.
    logging.getLogger().addHandler(logging.NullHandler())
    # A terminal that can't show a character shows a question mark, not an error.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(_run(given))


def _run(given: list[str]) -> int:
    debug = DEBUG in given
    try:
        status = app(args=_hoist(given), prog_name="harmattan", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FAILED
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except (BrokenPipeError, PipeClosedError):
        silence()
        return PIPE_CLOSED
    except HarmattanError as error:
        if debug:
            raise
        return _fail(str(error))
    except Exception as error:
        if hasattr(error, "format_message"):
            return _explain(error)
        if debug:
            raise
        if isinstance(error, OSError) and error.errno in FULL:
            silence()
            return _fail(f"standard output: can't be written to ({os.strerror(error.errno).lower()})")
        cause = " ".join(f"{type(error).__name__}: {error}".split())
        return _fail(f"unexpected error ({cause}); please report it; {DEBUG} shows where it arose")
    return status if isinstance(status, int) else 0


def _fail(line: str) -> int:
    typer.echo(f"harmattan: {line}", err=True)
    return FAILED


def _explain(error: Any) -> int:
    """Say in one line what is wrong with the words of a command."""
    context: Any = getattr(error, "ctx", None)
    command = "harmattan" if context is None else context.command_path
    # A command without words has printed its help already.
    if type(error).__name__ != "NoArgsIsHelpError":
        message = " ".join(error.format_message().split()).replace("Value error, ", "").rstrip(".")
        typer.echo(f"{command}: {message[:1].lower()}{message[1:]}; see {command} --help", err=True)
    return int(error.exit_code)


def _hoist(given: list[str]) -> list[str]:
    """Return the arguments with `--debug` first: it may stand anywhere before a bare `--`."""
    end = given.index("--") if "--" in given else len(given)
    if DEBUG not in given[:end]:
        return given
    return [DEBUG, *(argument for argument in given[:end] if argument != DEBUG), *given[end:]]
