"""The programs of the benchmark simulate the same thing, and what they need may be missing."""

import sys
from importlib import import_module

import numpy as np
import pytest
from scipy import stats

from benchmarks import performance
from benchmarks.company import company
from benchmarks.engines import Engines
from benchmarks.growth import Campaign, Case, exponent
from benchmarks.peers import funnel_core, funnel_cpp, funnel_heapq, race
from benchmarks.peers.workload import FUNNEL, Result
from sim.freeze import freeze
from sim.jit import DISABLED
from sim.org import build_chart
from sim.streams import Luck, uniform

SEED = 31
MONTHS = 2 if DISABLED else 6
MANY = 10 if DISABLED else 200
OUTSIDE = ("funnel_heapq", "funnel_simpy", "funnel_mesa", "funnel_ciw", "funnel_salabim")
SLOW = ("funnel_ciw", "funnel_salabim")
FALSE_ALARMS = 0.01  # for all outcomes of all programs together
LIMIT = FALSE_ALARMS / (len(OUTSIDE) * len(Result._fields))


def peer(name):
    """The module of a peer; skip where its library belongs to the bench group only."""
    if name in SLOW:
        library = name.removeprefix("funnel_")
        pytest.importorskip(library, reason=f"{library} is in the group `bench`: make bench")
    return import_module(f"benchmarks.peers.{name}")


def table(run, replications, first=0):
    """One row of outcomes for each replication."""
    return np.array([run(SEED, first + n, MONTHS) for n in range(replications)], float)


def differing(one, other):
    """The outcomes whose means differ by Welch's test at ``LIMIT``."""
    found = []
    for column, name in enumerate(Result._fields):
        a, b = one[:, column], other[:, column]
        if a.std() == b.std() == 0.0:
            continue
        if stats.ttest_ind(a, b, equal_var=False).pvalue < LIMIT:
            found.append(name)
    return found


def small(name):
    return pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name


@pytest.fixture(scope="module")
def of_the_core():
    return table(funnel_core.run, MANY, first=1000)


def test_event_core_and_plain_python_agree_to_the_last_event():
    for replication in range(3):
        draws = funnel_heapq.Named(Luck(SEED, replication))
        found = funnel_heapq.run(SEED, replication, MONTHS, draws)
        assert found == funnel_core.run(SEED, replication, MONTHS)
        assert found.events > 1000 * MONTHS


def test_event_core_and_cpp_agree_to_the_last_event():
    if reason := funnel_cpp.why_not():
        pytest.skip(reason)
    for replication in range(3):
        found = funnel_cpp.run(SEED, replication, MONTHS)
        assert found == funnel_core.run(SEED, replication, MONTHS)


def test_first_number_of_a_pair_is_the_uniform_of_that_name():
    luck = Luck(2**40 + 7, 3)
    for who in (-1, 0, 5, 2**33):
        pair = funnel_core.pair(luck, 4, who, 2)
        assert pair[0] == uniform(luck, 4, who, 2)
        assert pair[1] != pair[0]


def test_event_core_grows_its_tables_without_changing_a_result(monkeypatch):
    expected = funnel_core.run(SEED, 0, 1)
    first = funnel_core.first_state
    monkeypatch.setattr(funnel_core, "first_state", lambda funnel, hours: first(funnel, 1.0))
    assert funnel_core.run(SEED, 0, 1) == expected


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_peer_repeats_itself_and_not_another_replication(name):
    run = peer(name).run
    assert run(SEED, 1, 0.2) == run(SEED, 1, 0.2)
    assert run(SEED, 1, 0.2) != run(SEED, 2, 0.2)


@pytest.mark.skipif(DISABLED, reason="the event core is too slow without compiling")
@pytest.mark.parametrize("name", [small(name) for name in OUTSIDE])
def test_all_peers_simulate_the_same_funnel(name, of_the_core):
    """Welch's test on the means of seven outcomes, 8 or 12 replications against 200.

    For all outcomes and peers together 1 false alarm in 100 choices of seeds (Bonferroni).
    """
    found = table(peer(name).run, 8 if name in SLOW else 12)
    assert differing(found, of_the_core) == []


@pytest.mark.skipif(DISABLED, reason="the event core is too slow without compiling")
@pytest.mark.parametrize(
    ("change", "seen_in"),
    [
        ({"sdr_work": 0.72}, "waiting"),
        ({"leads_per_hour": 7.8}, "leads"),
        ({"advances": (0.6, 0.6, 0.65, 0.95)}, "wins"),
        ({"churn": 0.06}, "churned"),
    ],
)
def test_the_comparison_notices_a_peer_with_other_numbers(
    monkeypatch, of_the_core, change, seen_in
):
    monkeypatch.setattr(funnel_heapq, "FUNNEL", FUNNEL._replace(**change))
    assert seen_in in differing(table(funnel_heapq.run, 12), of_the_core)


def test_a_run_of_the_default_length_has_about_100_000_events():
    run = funnel_heapq.run if DISABLED else funnel_core.run
    assert run(SEED, 0).events == pytest.approx(100_000, rel=0.1)


def test_a_missing_compiler_or_library_is_said_in_the_table(monkeypatch):
    monkeypatch.setattr(funnel_cpp.shutil, "which", lambda name: None)
    monkeypatch.setitem(sys.modules, "ciw", None)
    monkeypatch.delitem(sys.modules, "benchmarks.peers.funnel_ciw", raising=False)
    assert race.find("C++") == (None, "g++ is not installed")
    assert race.find("Ciw") == (None, "ciw is not installed")
    monkeypatch.setattr(
        race, "PEERS", {n: race.PEERS[n] for n in ("C++", "event core", "SimPy", "Ciw")}
    )
    monkeypatch.setattr(race, "TURN", 0.001)
    lanes = race.race(1, months=0.2)
    shown = performance.peers_table(lanes, race.Two(1.9, 1.9))
    assert shown.rows[0] == ("C++", "–", "–", "–", "–", "g++ is not installed")
    assert shown.rows[1][4] == "–"
    assert float(shown.rows[1][3]) > 0.0


def test_a_compiler_that_fails_is_said_in_the_table(monkeypatch, tmp_path):
    if funnel_cpp.shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    broken = tmp_path / "broken.cpp"
    broken.write_text("this is not C++", encoding="utf-8")
    monkeypatch.setattr(funnel_cpp, "SOURCE", broken)
    funnel_cpp.library.cache_clear()
    run, reason = race.find("C++")
    assert run is None
    assert reason.startswith("g++ could not compile it")
    assert "\n" not in reason
    assert "|" not in reason


def test_exponent_is_that_of_a_power_law_without_the_start_up():
    cases = [Case(n, 30, 1, 1e-3 * n**1.1, 1.0) for n in (63, 250, 2500)]
    assert exponent([Case(12, 30, 1, 99.0, 1.0), *cases]) == pytest.approx(1.1)


def test_page_shows_every_table_and_the_figure_its_exponent(tmp_path):
    lane = race.Lane("event core", funnel_core.run, "", 2, 1, [0.5], [1_000_000])
    lanes = [race.Lane("C++", None, "g++ is not installed"), lane]
    lanes.append(race.Lane("SimPy", funnel_core.run, "", 1, 1, [1.0], [40_000]))
    found = performance.Measured(
        lanes,
        race.Two(1.93, 1.87),
        Engines("default", 30, 3, 470_000, 50.0, 0.6, 0.03),
        None,
        [Case(n, 30, 1000 * n, 0.01 * n, 200 + n) for n in (12, 63, 250)],
        [Case(63, n, 1000 * n, 0.01 * n, 200 + n) for n in (12, 54)],
        [Campaign(50, 250.0), Campaign(800, 255.0)],
    )
    page = performance.write(found, tmp_path, "make bench").read_text(encoding="utf-8")
    assert "| event core | 2,000,000 | 500 | 50.0 | – | 1 × 2 |" in page
    assert "| compiled, with KPIs | 630.0 | 746,032 | 79.4 |" in page
    assert "to the power of **1.00** (least squares on logarithms, 63 to 250 people)" in page
    assert "do 1.93 times as much as one in the same time, two processes 1.87 times" in page
    assert "16 times as many replications take 1.02 times the memory, 6.83 KiB for one" in page
    assert (tmp_path / "images" / performance.FIGURE).stat().st_size > 10_000


@pytest.mark.parametrize("people", [250, 600])
def test_a_larger_company_has_the_same_spans_and_the_same_leads_a_person(people):
    default, large = company(63), company(people)
    chart, small_chart = build_chart(large), build_chart(default)
    assert len(chart.seats) - 1 == pytest.approx(people, rel=0.05)
    leads = [c.channels["organic"].leads_per_month for c in (large, default)]
    for role in ("sdr", "bdr", "setter", "ae", "se", "csm", "sales_ops"):
        people_of = [sum(seat.role == role for seat in c.seats) for c in (chart, small_chart)]
        assert people_of[0] / people_of[1] == leads[0] / leads[1]
    assert widest_span(chart) <= widest_span(small_chart)


def widest_span(chart):
    """The most seats that report to one boss."""
    return np.bincount([seat.boss for seat in chart.seats if seat.boss >= 0]).max()


def test_the_largest_company_has_customers_in_proportion_to_its_people():
    small_one, large = freeze(company(63)).params, freeze(company(1000)).params
    copies = len(large.seat) / len(small_one.seat)
    for key in ("initial_customers", "accounts"):
        ratio = large.segment[key].sum() / small_one.segment[key].sum()
        assert ratio == pytest.approx(copies, rel=0.05)
