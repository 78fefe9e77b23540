"""Run the pairs of shipped scenarios and write ``docs/reference/pairing.md``.

``python docs/pairing.py --replications 60`` does it, in about two minutes on two free cores.  The
page is what came out of a run, so ``make docs`` does not touch it; a test holds the pairs on it
together with the shipped scenarios.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from sim.experiments.campaign import Settings
from sim.experiments.statistics.pairing import (
    Pairing,
    pairing_markdown,
    pairing_table,
    shipped_pairs,
)

PAGE = Path(__file__).parent / "reference" / "pairing.md"
SEED = 1
TEXT = """\
# What common markets are worth

Scenarios are compared in the same markets, with the same luck. What both have in common cancels
in the difference. The *variance factor* says how many times the replications independent seeds
would need for an interval of the same length:

    factor = (Var A + Var B) / Var(B − A)

Below 1 pairing would harm. The interval is a bootstrap over markets. Differences are
second − first, in percent of the first's mean, with the 95 % interval of the mean. Pairs are the
shipped scenarios that live in the same market (same days, segments, channels and leads).

New ARR in {replications} replications, seed {seed}; written by
`python docs/pairing.py --replications {replications}`.

{table}

{summary}
"""


def main() -> None:
    """Run all pairs and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replications", type=int, default=60, help="markets of each scenario")
    parser.add_argument("--workers", type=int, default=None, help="parallel workers")
    asked = parser.parse_args()
    settings = Settings(workers=asked.workers)
    rows = pairing_table(shipped_pairs(), asked.replications, SEED, settings=settings)
    PAGE.write_text(page(rows, asked.replications), encoding="utf-8")
    print(f"written docs/reference/{PAGE.name}")


def page(rows: Sequence[Pairing], replications: int) -> str:
    """Return the text of the page."""
    factors = sorted(float(row.factor.factor[0]) for row in rows if not row.same)
    middle = factors[len(factors) // 2]
    summary = (
        f"Half of the {len(factors)} pairs that differ have a factor of {middle:.1f} or more, the "
        f"least is {factors[0]:.1f}, the largest {factors[-1]:.1f}."
    )
    return TEXT.format(
        replications=replications, seed=SEED, table=pairing_markdown(rows), summary=summary
    )


if __name__ == "__main__":
    main()
