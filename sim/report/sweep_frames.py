"""Tables of an experiment beside its results: designs, those refused, means by world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.metrics.estimates import uncertainty
from sim.report.sweep_rows import refused_facts

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiments.sweep import Sweep


def refused_frame(found: Sweep) -> pd.DataFrame:
    """Return one row per refused design: name, settings, reason, quantity, value and limit."""
    import pandas as pd

    records = [refused_facts(one) for one in found.refused]
    return pd.DataFrame(
        [
            {"design": one["name"]}
            | {f"lever_{lever}": value for lever, value in one["settings"].items()}
            | {key: one[key] for key in ("reason", "quantity", "value", "limit")}
            for one in records
        ]
    )


def worlds_frame(found: Sweep) -> pd.DataFrame:
    """Return one row per outcome, design and world: its settings, the world, the mean over markets.

    What scenario discovery asks: in which worlds a design does well.
    """
    import pandas as pd

    records = []
    for outcome in found.file.experiment.outcomes:
        for number in range(len(found.designs)):
            known = uncertainty(found.by_world(number, outcome).T)
            cases = found.cases[number * found.worlds : (number + 1) * found.worlds]
            for world, case in enumerate(cases):
                records.append(
                    {
                        "outcome": outcome,
                        "design": case.base_name,
                        **{f"lever_{name}": value for name, value in case.settings.items()},
                        "world": world + 1,
                        **{f"world_{name}": value for name, value in case.uncertainties.items()},
                        "mean": float(known.mean[world]),
                        "mean_low": float(known.low[world]),
                        "mean_high": float(known.high[world]),
                    }
                )
    return pd.DataFrame(records)


def designs_frame(found: Sweep) -> pd.DataFrame:
    """Return the designs that were run in the form in which a list of designs is read."""
    import pandas as pd

    return pd.DataFrame([{"name": one.base_name, **one.settings} for one in found.designs])
