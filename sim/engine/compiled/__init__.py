"""The compiled engine: the same desks as event handlers over arrays, compiled by Numba."""

from sim.engine.compiled.loop import simulate

__all__ = ["simulate"]
