"""``python -m tests.log_digests NUMBER``: what the compiled engine logs of random companies.

Prints length and hash of each log: the same companies in every process, so that two of them, one
with and one without a compiler, can be held side by side.
"""

import hashlib
import sys

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.engine.compiled import simulate
from tests.companies import companies


@settings(
    max_examples=int(sys.argv[1]),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
)
@given(companies(), st.integers(0, 2**63 - 1), st.integers(0, 99))
def tell(p, seed, replication):
    log = simulate(p, replication, seed)
    sys.stdout.write(f"{len(log)} {hashlib.sha256(log.tobytes()).hexdigest()}\n")


if __name__ == "__main__":
    tell()
