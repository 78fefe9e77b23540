"""The tally, handed around by reference inside compiled code.

Numba passes a named tuple by value, seven words for every array in it, at each call that is not
inlined: that made the pass 20 times slower.  A struct of the same fields is one pointer.  With the
JIT off the named tuples themselves are used.
"""

from __future__ import annotations

from typing import Any

from sim.jit import DISABLED
from sim.metrics.tables import Tally

if DISABLED:
    TallyReference = Tally
else:
    from numba.core import types
    from numba.experimental import structref

    @structref.register
    class TallyStruct(types.StructRef):
        """Type of a tally inside compiled code."""

        def preprocess_fields(self, fields: Any) -> Any:
            return tuple((name, types.unliteral(kind)) for name, kind in fields)

    class TallyReference:  # type: ignore[no-redef]
        """Constructor of a ``TallyStruct``; takes the fields of ``Tally`` in order."""

    structref.define_constructor(TallyReference, TallyStruct, list(Tally._fields))
