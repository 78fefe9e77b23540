"""Absorbing Markov chains: where a walk ends, and how often it passes a state on the way.

With Q the chances between transient states and R those to absorbing ones, N = (I - Q)^-1 counts the
visits and B = N R says where the walk ends (Kemeny and Snell, Finite Markov Chains, 1960).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.verification.case import Floats

Chain = Mapping[str, Mapping[str, float]]
"""Chances by state and next state; a state without a line of its own absorbs."""


def absorbed(chain: Chain, start: str) -> dict[str, float]:
    """Return the chance of every absorbing state, beginning in ``start``."""
    states, ends = _states(chain)
    chances = visits(chain, start)
    return {
        end: sum(chances[state] * chain[state].get(end, 0.0) for state in states) for end in ends
    }


def visits(chain: Chain, start: str) -> dict[str, float]:
    """Return the expected number of visits to every transient state, the first one included.

    Raise ValueError where the chances of a state do not add up to 1.
    """
    states, _ = _states(chain)
    for state in states:
        if abs(sum(chain[state].values()) - 1) > 1e-9:
            raise ValueError(f"the chances of {state!r} add up to {sum(chain[state].values())}")
    between: Floats = np.array([[chain[one].get(other, 0.0) for other in states] for one in states])
    counts = np.linalg.solve(
        np.eye(len(states)) - between.T, np.array([s == start for s in states])
    )
    return dict(zip(states, counts.tolist(), strict=True))


def _states(chain: Chain) -> tuple[list[str], list[str]]:
    ends = {end for line in chain.values() for end in line if end not in chain}
    return list(chain), sorted(ends)
