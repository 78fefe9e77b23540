"""The command line: parse, call one function, print.  Heavy libraries are imported by commands.

Each module of ``COMMANDS`` adds its commands to the application; the help lists them in this order.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from sim.cli.application import EXIT_BAD_INPUT, EXIT_FAILED, EXIT_INTERRUPTED, app
from sim.errors import (
    BrokenInvariantError,
    InputError,
    StoppedError,
    StoreFullError,
    WorkersDiedError,
)

__all__ = ["EXIT_BAD_INPUT", "EXIT_FAILED", "EXIT_INTERRUPTED", "app", "main"]

COMMANDS = (
    "describe",
    "simulate",
    "sweep",
    "sensitivity",
    "discover",
    "optimise",
    "statistics",
    "store",
    "verify",
    "story",
)
for _module in COMMANDS:
    import_module(f"sim.cli.{_module}")


def main() -> None:
    """Run the command line; a mistake in the input is one clear message and exit code 2."""
    try:
        app()
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(EXIT_BAD_INPUT)
    except (BrokenInvariantError, StoreFullError, WorkersDiedError) as error:
        print(f"fault: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(EXIT_FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAILED)
    except StoppedError as error:
        print(f"interrupted: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(EXIT_INTERRUPTED)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)  # noqa: T201
        sys.exit(EXIT_INTERRUPTED)
