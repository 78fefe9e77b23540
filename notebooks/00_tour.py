# %% [markdown]
# # A tour in five minutes
#
# Load two companies, run one of them once and many times, compare both in the same markets, look at
# the figures, and ask a question of your own.
#
# With the environment variable `SALESORG_FAST` set, everything runs at a small size. The numbers then
# mean nothing.

# %%
import os
import tempfile
from pathlib import Path

from IPython.display import SVG
from rich.console import Console

from sim import build_chart, compare, freeze, load_scenario, replicate, simulate, write_report

FAST = "SALESORG_FAST" in os.environ
SIZE = {"calendar.warm_up_months": 1, "calendar.horizon_months": 4} if FAST else {}
REPLICATIONS = 4 if FAST else 40
SEED = 20260101

# %% [markdown]
# ## Two companies
#
# `cso_led` and `cro_led` are the same 63 people and a chief more or less. In the first, marketing,
# sales and customer success meet only at the CEO; in the second they report to one chief revenue
# officer.

# %%
cso_led = load_scenario("cso_led", SIZE)
cro_led = load_scenario("cro_led", SIZE)
for scenario in (cso_led, cro_led):
    chart = build_chart(scenario)
    below = [seat.name for seat in chart.reports(chart.root.number)]
    print(f"{scenario.name}: {len(chart.seats)} seats; below the CEO: {', '.join(below)}")

# %% [markdown]
# ## One replication
#
# `freeze` turns a scenario into numbers, `simulate` plays one replication and returns its event log:
# everything that happened, and nothing else.

# %%
frozen = freeze(cro_led)
log = simulate(frozen.params, 0, SEED)
print(f"{len(log):,} events")

# %% [markdown]
# In words: the life of the biggest deal that was won.

# %%
from sim.events import to_frame

events = to_frame(log, frozen.names)
from_leads = events[(events["event"] == "deal_won") & (events["what"] != "initial")]
won = from_leads.loc[from_leads["value"].idxmax()]
of_deals = ["opportunity_opened", "stage_entered", "se_unavailable", "owner_changed", "deal_won"]
on_deals = ["selling", "evaluating", "deal_support", "sponsoring", "closing"]
about_deal = events["event"].isin(of_deals) | (
    (events["event"] == "work_done") & events["what"].isin(on_deals)
)
about_others = (events["event"] == "owner_changed") & (events["what"] != "opportunity")
life = events[about_deal & ~about_others & (events["subject"] == won["subject"])]
life[["day", "event", "what", "who"]].reset_index(drop=True)

# %% [markdown]
# ## Many replications
#
# One replication is one market with one luck. `replicate` plays many; each KPI then has a
# **spread** (what one market may bring) and a mean with an **uncertainty** (how well the mean is
# known). More replications shrink the second, never the first.

# %%
run = replicate(cro_led, REPLICATIONS, SEED)
kpi = run.kpis.index(next(kpi for kpi in run.kpis if kpi.name == "new_arr_per_year"))
spread, known = run.spread(), run.uncertainty()
print(f"spread:      80 % of markets bring ${spread.p10[kpi]:,.0f} to ${spread.p90[kpi]:,.0f}")
print(f"uncertainty: the mean is ${known.mean[kpi]:,.0f} ± {known.half_width[kpi]:,.0f}")

# %% [markdown]
# ## The same markets, two organisations
#
# Replication *n* of both companies has the same accounts, leads, patience and luck. So differences are
# taken market by market, and much of the noise cancels.

# %%
both = compare([cso_led, cro_led], REPLICATIONS, SEED)
folder = Path(tempfile.mkdtemp())
write_report(both, [cso_led, cro_led], folder)

# %%
from sim.report.gather import material_of
from sim.report.terminal import comparison_table

material = material_of(both, [cso_led, cro_led])
Console(width=100, color_system=None, force_jupyter=False).print(comparison_table(material, 100))
print("", *material.answers, sep="\n")

# %% [markdown]
# The report is one HTML page with its figures beside it. Two of them:

# %%
SVG(folder / "figures" / "outcome_new_arr_per_year.svg")

# %%
SVG(folder / "figures" / "desks.svg")

# %% [markdown]
# ## A question of your own
#
# What if each hand-off followed its template, whoever is whose boss? Set the share that follows it to
# nearly one in both companies, and compare again. Every parameter can be set this way;
# `docs/reference/parameters.md` lists them with their sources.

# %%
templates = SIZE | {"structure.compliance": 0.95, "structure.distance_decay": 0.0}
disciplined = compare(
    [load_scenario("cso_led", templates), load_scenario("cro_led", templates)], REPLICATIONS, SEED
)
for title, comparison in (("as they are", both), ("with templates", disciplined)):
    change = 100 * comparison.relative(1)[:, [k.name for k in comparison.kpis].index("new_arr")]
    half = 1.96 * change.std(ddof=1) / len(change) ** 0.5
    print(f"{title:>15}: CRO-led brings {change.mean():+.1f} ± {half:.1f} % new ARR")

# %% [markdown]
# The difference is a statement about these assumptions. `docs/trust.md` says what stands behind them.
# The next notebook asks how many replications are enough.
