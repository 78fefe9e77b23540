"""Which factors an outcome depends on: screening, then shares of its variance.

Everything here works on a function of points, so that one whose indices are known takes the same
path as a simulation::

    from sim.experiments.sensitivity.screening import morris
    from sim.experiments.sensitivity.variance import sobol_indices

    found = sobol_indices(space_of(file), f, base_samples=256, seed=1)

``f(points)`` returns [points] or [points, replications].  Replication n is the same market at every
point (common random numbers), so that what a market does to all points alike is no noise here; what
is left of it, the interaction of point and market, is measured and removed.  A *dummy* factor that
``f`` never sees moves nothing but luck: its index is the noise floor.
"""
