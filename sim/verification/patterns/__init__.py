"""Stylised facts: what is known of sales organisations, held against what the model brings about.

One module a group of facts (``docs/evidence.md``, section D).  A fact is a function from what the
replications brought to figures with an interval over seeds, each with its band, and a picture.
``run_patterns`` runs the companies once for all facts, and keeps what it measured in ``Kept`` until
``write_patterns`` has written page and table.
"""

from sim.verification.patterns.kept import Kept
from sim.verification.patterns.runner import patterns, run_patterns, write_patterns
from sim.verification.patterns.table import patterns_table

__all__ = ["Kept", "patterns", "patterns_table", "run_patterns", "write_patterns"]
