"""Optimisation over an experiment file: a search, a selection with a guarantee, a fresh check.

1. ``search``: Optuna proposes designs; each is simulated in a few markets, the same for all.
2. ``finalists``: the best few are told apart in other markets, by procedure KN, which states with
   what probability it is right.
3. ``fresh``: the one chosen and the base run once more with a seed that nothing has seen; that is
   the answer, and by how much the search was too hopeful is reported.

``pareto`` does the same for two outcomes.  Everything is simulated through a store, and the points
follow from the seed, so that a run that was killed goes on where it was: the same command proposes
the same points and reads what is there.
"""
