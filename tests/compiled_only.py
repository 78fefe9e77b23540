"""``compiled_only``: a mark for tests that need months of whole companies.

Plain Python is some 160 times slower: with ``NUMBA_DISABLE_JIT=1`` each of them would take
minutes to hours, and say nothing new, since both write the same log, byte for byte
(``test_twins``, ``test_templates``, ``test_trace``, which run either way).
"""

import pytest

from sim.jit import DISABLED

compiled_only = pytest.mark.skipif(DISABLED, reason="months of whole companies: compiled only")
