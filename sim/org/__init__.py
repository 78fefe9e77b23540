"""Org charts: units, seats, reporting lines, distances, differences."""

from sim.org.chart import ROOT, OrgChart, Seat, Unit, build_chart
from sim.org.diff import Difference, diff_charts
from sim.org.distance import common_boss, distance, interface, line_of_bosses, marketing_head
from sim.org.measures import cost_by_role, headcount, layers, planned, seat_cost, spans
from sim.org.people import chart_from_people

__all__ = [
    "ROOT",
    "Difference",
    "OrgChart",
    "Seat",
    "Unit",
    "build_chart",
    "chart_from_people",
    "common_boss",
    "cost_by_role",
    "diff_charts",
    "distance",
    "headcount",
    "interface",
    "layers",
    "line_of_bosses",
    "marketing_head",
    "planned",
    "seat_cost",
    "spans",
]
