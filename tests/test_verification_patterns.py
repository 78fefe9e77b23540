"""Stylised facts (evidence, section D): a small selection is inside its bands; mutants are not."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.errors import InputError
from sim.verification.patterns import patterns, patterns_table, run_patterns, write_patterns
from sim.verification.patterns.arms import Arm, arms
from sim.verification.patterns.departures import jackknifed
from sim.verification.patterns.fact import Fact, Need, reading
from sim.verification.patterns.kept import Kept
from sim.verification.patterns.laboratory import observe
from sim.verification.patterns.measures import key_figures
from sim.verification.patterns.reps import MONTHS, months_to
from sim.verification.patterns.runner import FAST, PatternsFound
from sim.verification.patterns.structure import draws, ranges
from tests.compiled_only import compiled_only


@cache
def found() -> PatternsFound:
    return run_patterns(fast=True)


@compiled_only
@pytest.mark.parametrize("number", FAST)
def test_the_fast_selection_is_inside_its_bands(number: str) -> None:
    """Means of four years with fixed seeds; the bands are several standard errors away."""
    (fact,) = [fact for fact in found().facts if fact.pattern.number == number]
    assert [one.what for one in fact.readings if not one.passed] == []


@compiled_only
def test_the_page_and_the_table_tell_every_figure(tmp_path) -> None:
    page = write_patterns(found(), tmp_path / "new").read_text(encoding="utf-8")
    table = (tmp_path / "new" / "patterns.csv").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == len(FAST)
    assert "http" not in page.replace("https://", "").split("<h1>")[0]
    for fact in found().facts:
        assert fact.pattern.title in page
        assert all(one.what in table for one in fact.readings)
    assert patterns_table(found().facts).row_count > len(FAST)


@compiled_only
def test_bunching_goes_away_without_quotas_and_surge_effects_without_limits() -> None:
    """Six markets of a year; 15.4 % is a flat quarter, a standard error is about two points."""
    chosen = [one for one in patterns() if one.number in ("M1", "M3")]
    short = {name: arm._replace(months=12) for name, arm in arms().items()}
    seen = observe([need for one in chosen for need in one.needs], short, 6, 1)
    for mutant in chosen:
        assert all(one.passed for one in mutant.examine(seen).readings), mutant.title


@compiled_only
def test_an_interrupted_examination_goes_on_where_it_was(tmp_path, caplog) -> None:
    taken: list[int] = []

    def interrupted(frozen, log, counted, luck) -> float:
        if luck.replication == 2 and 2 not in taken:
            taken.append(2)
            raise KeyboardInterrupt
        taken.append(luck.replication)
        return float(len(log))

    arm = {"small": Arm("startup", {}, 1)}
    needs, kept = [Need("small", interrupted)], Kept(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        observe(needs, arm, 3, 1, kept=kept)
    assert len(kept) == 2
    seen = observe(needs, arm, 3, 1, kept=Kept(tmp_path))
    assert taken == [0, 1, 2, 2]
    damaged = next(tmp_path.rglob("output.pkl"))
    damaged.write_bytes(damaged.read_bytes()[:20])
    again = observe(needs, arm, 3, 1, kept=Kept(tmp_path))
    assert again("small", interrupted) == seen("small", interrupted)
    assert len(taken) == 5
    assert caplog.text == ""
    kept.forget()
    assert len(kept) == 0
    assert observe(needs, arm, 3, 1)("small", interrupted) == seen("small", interrupted)


@compiled_only
def test_the_agenda_of_leaders_is_mostly_but_not_wholly_delivered() -> None:
    short = {"experiment": arms()["experiment"]._replace(months=12)}
    seen = observe([Need("experiment", key_figures)], short, 4, 1)
    assert 0.8 < seen.column("experiment", key_figures, "agenda_delivered").mean() < 1.0
    coaching = seen.column("experiment", key_figures, "leader_hours.cro_coaching")
    touching = seen.column("experiment", key_figures, "leader_hours.cro_touching")
    assert coaching.mean() > 1
    assert touching.max() == 0


def test_all_25_facts_and_three_mutations_are_there() -> None:
    numbers = [one.number for one in patterns()]
    assert numbers == [*map(str, range(1, 26)), "M1", "M2", "M3"]


def test_a_figure_out_of_its_band_or_missing_is_a_miss() -> None:
    assert reading("in", [1.0, 2.0], 1, 2).passed
    assert not reading("out", [1.0, 2.0], 1.6, 2).passed
    assert not reading("missing", [np.nan, np.nan], 0, 9).passed
    pattern = patterns()[0]
    readings = [reading("in", [1, 1], 0, 2), reading("out", [3, 3], 0, 2)]
    assert not Fact(pattern, readings, lambda axes: None).passed


def test_a_difference_in_differences_is_found_with_its_interval() -> None:
    """Revenue of 85 where 100 would have come, while other accounts gain 2 %: 0.85 / 1.02 − 1."""
    tables = [np.array([[85.0, 100.0], [102.0, 100.0]]) * size for size in (1.0, 2.0, 1.5)]
    assert jackknifed(tables) == pytest.approx([0.85 / 1.02 - 1] * 3)


def test_the_month_of_80_percent_is_read_off_a_linear_ramp() -> None:
    ramp = np.minimum((np.arange(MONTHS) + 0.5) / 5, 1.0)
    assert months_to(ramp) == pytest.approx(4.0, abs=0.15)


def test_priors_fill_their_plausible_ranges() -> None:
    known, drawn = ranges(), draws(20)
    for key, (low, high) in known.items():
        values = [draw[key] for draw in drawn]
        assert low <= min(values) < low + (high - low) / 10
        assert high >= max(values) > high - (high - low) / 10


def test_one_replication_has_no_interval() -> None:
    with pytest.raises(InputError, match="at least 2, got 1"):
        run_patterns(replications=1)
