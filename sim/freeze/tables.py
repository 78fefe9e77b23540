"""Tables of numbers, and the units they are in."""

from __future__ import annotations

import numpy as np

HOUR, DAY = 3600, 86400
NEVER = 1 << 62


def new_table(rows: int, kind: np.dtype) -> np.recarray:
    return np.zeros(rows, kind).view(np.recarray)
