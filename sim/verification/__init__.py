"""Verification: the simulation against theory, arithmetic and published answers.

Every module named ``<what>_vs_<what>`` is one case.  ``run_cases`` examines them,
``verification_table`` shows what came out; ``verification/README.md`` lists them for readers.
They are part of the package so that an installed ``salesorg verify`` has them.
"""

from sim.verification.case import Case, CaseResult
from sim.verification.runner import CASES, run_cases
from sim.verification.table import verification_table

__all__ = ["CASES", "Case", "CaseResult", "run_cases", "verification_table"]
