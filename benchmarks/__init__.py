"""Measurements of speed and memory: ``make bench`` writes ``docs/performance.md``."""
