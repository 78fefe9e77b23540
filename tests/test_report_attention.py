"""The table of leaders' hours has a place for every kind of work that leaders do."""

from sim.metrics.registry import ACTIVITIES
from sim.report.attention import GROUPS


def test_every_activity_of_leaders_stands_in_one_column():
    grouped = [activity for group in GROUPS.values() for activity in group]
    assert sorted(grouped) == sorted(ACTIVITIES)
