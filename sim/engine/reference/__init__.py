"""The reference engine: Mesa agents living through SimPy time; the executable specification."""

from sim.engine.reference.model import SalesOrganisation, simulate

__all__ = ["SalesOrganisation", "simulate"]
