"""Measure everything and write ``docs/performance.md``: ``make bench``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import engines, growth, performance
from benchmarks.peers import race

DOCS = Path(__file__).parent.parent / "docs"


def main() -> None:
    """Run the peers, the engines and the growth of the real model."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="rounds of the peers (default: 9)")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="a smoke run of a minute or two: prints, writes nothing",
    )
    parser.add_argument("--output", type=Path, help="folder to write to (default: docs)")
    asked = parser.parse_args()
    found = quick() if asked.quick else full(asked.rounds)
    performance.show(found)
    if asked.output or not asked.quick:
        command = "make bench" if not asked.quick else "python -m benchmarks --quick"
        page = performance.write(found, asked.output or DOCS, command)
        print(f"wrote {page}")


def full(rounds: int) -> performance.Measured:
    """Measure all that the page shows."""
    say("the peers")
    lanes, two = race.race(rounds), race.two_at_once(rounds)
    say("both engines")
    real, startup = engines.measure("default", rounds=3), engines.startup()
    say("growth")
    return performance.Measured(
        lanes,
        two,
        real,
        startup,
        growth.sizes(growth.SIZES, horizon=24, rounds=3),
        growth.horizons(growth.HORIZONS, people=63, rounds=3),
        growth.campaigns(growth.REPLICATIONS),
    )


def quick() -> performance.Measured:
    """Run everything once, small: shows that it works, its figures mean little."""
    say("the peers, small")
    lanes, two = race.race(2, months=1), race.two_at_once(1, months=1)
    say("both engines and growth, small")
    brief = {"calendar.warm_up_months": 0, "calendar.horizon_months": 1}
    return performance.Measured(
        lanes,
        two,
        engines.measure("startup", 1, brief),
        None,
        growth.sizes((12, 63, 130), horizon=1, rounds=1),
        growth.horizons((1, 2), people=63, rounds=1),
        growth.campaigns((2, 4)),
    )


def say(what: str) -> None:
    """Tell on the error stream what is being measured."""
    print(f"measuring {what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
