"""Commands that read the store of replications: what is there, and any question in SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.application import app, console
from sim.cli.options import AsCsv, AsJson, StoreFolder
from sim.errors import InputError


@app.command()
def store(
    folder: Annotated[
        Path, typer.Argument(help="The store.", show_default=True, metavar="FOLDER")
    ] = Path("results/store"),
    forget_old: Annotated[
        bool,
        typer.Option("--forget-old", help="Delete what other versions of the model computed."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the replications that are kept, check every file, set damaged ones aside.

    Example: `salesorg store results/store`
    """
    from rich.table import Table
    from rich.text import Text

    from sim.experiments.identity import model_digest

    kept = _open(folder)
    if forget_old:
        kept.forget(model_digest())
    rows = [_row(kept, key, model_digest()) for key in kept.cases()]
    if as_json:
        _echo_json({"store": str(folder), "cases": rows, "damaged": list(map(str, kept.damages))})
        return
    table = Table("Company", "Seed", "Replications", "Model", box=None, pad_edge=False)
    for row in rows:
        name = f"{row['name']} ({row['company']})"
        table.add_row(Text(name), str(row["seed"]), f"{row['replications']:,}", row["model"])
    console().print(table if rows else f"{folder} holds no replications.")
    for damage in kept.damages:
        console().print(Text(str(damage)), soft_wrap=True)


@app.command()
def query(
    question: Annotated[
        str, typer.Argument(help="SQL over the view `runs`: one row per replication.")
    ],
    folder: StoreFolder = Path("results/store"),
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Ask the store in SQL (DuckDB); every KPI is a column of `runs`.

    Example: `salesorg query "SELECT company, count(*), avg(wins) FROM runs GROUP BY company"`
    """
    found = _open(folder).query(question)
    if as_json:
        _echo_json(found.to_dict("records"))
    elif as_csv:
        typer.echo(found.to_csv(index=False), nl=False)
    else:
        typer.echo(found.to_string(index=False))


def _open(folder: Path) -> Any:
    """Return a store that exists; raise InputError for a folder that does not."""
    from sim.experiments.store import Store

    if not folder.is_dir():
        raise InputError(
            "there is no store here",
            file=str(folder),
            hint="`salesorg sweep` makes one; name another folder with --store",
        )
    return Store(folder)


def _row(kept: Any, key: Any, model: str) -> dict[str, Any]:
    return {
        "name": kept.name_of(key),
        "company": key.company,
        "seed": key.seed,
        "replications": len(kept.numbers(key)),
        "model": "this version" if key.model == model else "another version",
    }


def _echo_json(content: Any) -> None:
    import json

    typer.echo(json.dumps(content, indent=2, ensure_ascii=False, default=str))
