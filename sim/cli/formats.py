"""Output for scripts: one JSON document or one CSV table on standard output, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from sim.errors import InputError

if TYPE_CHECKING:
    import pandas as pd


class Format(NamedTuple):
    """What a script asked for; neither for people."""

    as_json: bool = False
    as_csv: bool = False

    @property
    def for_scripts(self) -> bool:
        """Return whether nothing else may be printed."""
        return self.as_json or self.as_csv


FOR_PEOPLE = Format()


def chosen_format(as_json: bool, as_csv: bool) -> Format:
    """Return the format; raise InputError for two things that are each to stand alone."""
    if as_json and as_csv:
        raise InputError("--json and --csv were both given; expected one of them")
    return Format(as_json, as_csv)


def echo_json(content: Any) -> None:
    """Print plain JSON; what is not defined is null."""
    from sim.report.plain import as_json

    typer.echo(as_json(content))


def echo_csv(frame: pd.DataFrame) -> None:
    """Print a table as CSV, ten digits each; what is not defined is empty."""
    typer.echo(frame.to_csv(index=False, float_format="%.10g"), nl=False)
