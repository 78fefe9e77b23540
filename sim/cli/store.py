"""Commands that read the store of replications: what is there, and any question in SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.application import app, console
from sim.cli.formats import chosen_format, echo_csv, echo_json
from sim.cli.options import AsCsv, AsJson, StoreFolder
from sim.errors import InputError

COLUMNS = ("name", "company", "seed", "replications", "model")


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
    as_csv: AsCsv = False,
) -> None:
    """List the replications that are kept, check every file, set damaged ones aside.

    Example: `salesorg store results/store`
    """
    import pandas as pd
    from rich.table import Table
    from rich.text import Text

    from sim.experiments.identity import model_digest

    form = chosen_format(as_json, as_csv)
    kept = _open(folder)
    if forget_old:
        kept.forget(model_digest())
    rows = [_row(kept, key, model_digest()) for key in kept.cases()]
    if form.as_csv:
        echo_csv(pd.DataFrame(rows, columns=COLUMNS))
        for damage in kept.damages:
            console(stderr=True).print(Text(str(damage)), soft_wrap=True)
        return
    if form.as_json:
        echo_json({"store": str(folder), "cases": rows, "damaged": list(map(str, kept.damages))})
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
    form = chosen_format(as_json, as_csv)
    found = _open(folder).query(question)
    if form.as_json:
        echo_json(found.to_dict("records"))
    elif form.as_csv:
        echo_csv(found)
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
