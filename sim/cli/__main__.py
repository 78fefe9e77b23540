"""``python -m sim.cli`` is ``salesorg``."""

from sim.cli import main

main()
