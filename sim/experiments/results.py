"""What a set of replications of one case found: tables by replication, pooled samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.experiments.precision import Stop
from sim.experiments.work import Engine, Outcome
from sim.metrics.estimates import Spread, Uncertainty, spread, uncertainty
from sim.metrics.monthly import SERIES
from sim.metrics.registry import Kpi, kpis
from sim.metrics.samples import Sample
from sim.metrics.seats import SEAT_COLUMNS
from sim.params import Frozen
from sim.scenario.suggestions import suggest

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Replications:
    """Replications of one case, in the order of their numbers.

    ``numbers`` [n]; ``table`` [n, KPIs]; ``monthly`` [n, months, series] as in ``monthly.SERIES``;
    ``seats`` [n, seats, columns] as in ``seats.SEAT_COLUMNS``; ``samples`` by name, each with the
    ``replication`` every row is from; ``logs`` by number, those that were asked for.
    """

    frozen: Frozen
    kpis: tuple[Kpi, ...]
    seed: int
    engine: str
    numbers: NDArray[np.int64]
    table: Floats
    monthly: Floats
    seats: NDArray[np.float32]
    samples: dict[str, Sample]
    logs: dict[int, np.ndarray]
    stop: Stop | None = None
    """Where precision was reached or given up; None if the number was fixed."""
    interrupted: bool = False
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """Return the scenario's name."""
        return self.frozen.names.scenario

    def column(self, kpi: str) -> Floats:
        """Return [n] values of one KPI; raise InputError for a name that is not a KPI."""
        return self.table[:, position(self.kpis, kpi)]

    def spread(self) -> Spread:
        """Return how the outcomes vary between replications."""
        return spread(self.table)

    def uncertainty(self, confidence: float = 0.95) -> Uncertainty:
        """Return how well the means are known."""
        return uncertainty(self.table, confidence)

    def kpi_rows(self) -> pd.DataFrame:
        """Return one row per replication and KPI: scenario, replication, kpi, value."""
        import pandas as pd

        names = [kpi.name for kpi in self.kpis]
        return pd.DataFrame(
            {
                "scenario": self.name,
                "replication": np.repeat(self.numbers, len(names)),
                "kpi": np.tile(names, len(self.numbers)) if len(self.numbers) else [],
                "value": self.table.ravel(),
            }
        )

    def monthly_rows(self) -> pd.DataFrame:
        """Return one row per replication and month, one column per series."""
        import pandas as pd

        count, months, series = self.monthly.shape
        frame = pd.DataFrame(
            self.monthly.reshape(count * months, series), columns=[line.name for line in SERIES]
        )
        frame.insert(0, "month", np.tile(np.arange(months), count))
        frame.insert(0, "replication", np.repeat(self.numbers, months))
        frame.insert(0, "scenario", self.name)
        return frame

    def seat_rows(self) -> pd.DataFrame:
        """Return one row per replication and seat, one column per ``SEAT_COLUMNS``."""
        import pandas as pd

        count, seats, columns = self.seats.shape
        frame = pd.DataFrame(self.seats.reshape(count * seats, columns), columns=list(SEAT_COLUMNS))
        jobs = [self.frozen.names.jobs[job] for job in self.frozen.params.seat["job"]]
        frame.insert(0, "job", np.tile(jobs, count))
        frame.insert(0, "seat", np.tile(list(self.frozen.names.seats), count))
        frame.insert(0, "replication", np.repeat(self.numbers, seats))
        frame.insert(0, "scenario", self.name)
        return frame


def position(known: Sequence[Kpi], name: str) -> int:
    """Return the column of a KPI; raise InputError, with the nearest name, if there is none."""
    names = [kpi.name for kpi in known]
    if name not in names:
        raise InputError(f"unknown KPI {name!r}", key=name, hint=suggest(name, names))
    return names.index(name)


def gather(frozen: Frozen, seed: int, engine: Engine, outcomes: Sequence[Outcome]) -> Replications:
    """Put outcomes, sorted by number, into tables."""
    described = kpis(frozen)
    months = len(frozen.params.run.month_starts) - 1
    seats = len(frozen.params.seat)
    return Replications(
        frozen=frozen,
        kpis=described,
        seed=seed,
        engine=engine if isinstance(engine, str) else getattr(engine, "__name__", "custom"),
        numbers=np.array([outcome.number for outcome in outcomes], dtype=np.int64),
        table=_stack([outcome.kpis for outcome in outcomes], (len(described),)),
        monthly=_stack([outcome.monthly for outcome in outcomes], (months, len(SERIES))),
        seats=_stack([outcome.seats for outcome in outcomes], (seats, len(SEAT_COLUMNS))),
        samples=_pooled(outcomes),
        logs={outcome.number: outcome.log for outcome in outcomes if outcome.log is not None},
    )


def bare(
    frozen: Frozen, seed: int, numbers: NDArray[np.int64], table: Floats, names: Sequence[str]
) -> Replications:
    """Return replications of which only some KPIs are known: ``table`` [n, names]."""
    described = {kpi.name: kpi for kpi in kpis(frozen)}
    return Replications(
        frozen=frozen,
        kpis=tuple(described[name] for name in names),
        seed=seed,
        engine="compiled",
        numbers=numbers,
        table=table,
        monthly=np.empty((0, 0, len(SERIES))),
        seats=np.empty((0, 0, len(SEAT_COLUMNS)), np.float32),
        samples={},
        logs={},
    )


def _stack(tables: Sequence[NDArray[Any]], shape: tuple[int, ...]) -> NDArray[Any]:
    return np.stack(tables) if tables else np.empty((0, *shape))


def _pooled(outcomes: Sequence[Outcome]) -> dict[str, Sample]:
    """Join each sample over replications and note the replication of every row."""
    pooled: dict[str, Sample] = {}
    for name in outcomes[0].samples if outcomes else ():
        parts = [outcome.samples[name] for outcome in outcomes]
        columns = {column: np.concatenate([part[column] for part in parts]) for column in parts[0]}
        rows = [len(next(iter(part.values()))) for part in parts]
        numbers = np.array([outcome.number for outcome in outcomes], dtype=np.int32)
        pooled[name] = {"replication": np.repeat(numbers, rows), **columns}
    return pooled
