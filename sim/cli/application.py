"""The application: its name, exit codes, and where it prints."""

from __future__ import annotations

from typing import Any

import typer

EXIT_BAD_INPUT, EXIT_FAILED, EXIT_INTERRUPTED = 2, 1, 130

app = typer.Typer(
    name="salesorg",
    help="A wind tunnel for sales organisations: the market stays, the organisation varies.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


def console(stderr: bool = False) -> Any:
    """Return a console that writes to standard output, or to standard error."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)
