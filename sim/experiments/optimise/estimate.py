"""One number with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.metrics.estimates import uncertainty


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, values: NDArray[np.float64]) -> Estimate:
        """Return the mean of observations [n] with its t interval."""
        known = uncertainty(values)
        return cls(float(known.mean[0]), float(known.low[0]), float(known.high[0]))
