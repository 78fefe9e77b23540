# %% [markdown]
# # How many replications are enough?
#
# A run stops when it knows its means well enough, between `run.minimum_replications` and
# `run.replications`. This notebook shows where these numbers come from.
#
# With the environment variable `SALESORG_FAST` set, everything runs at a small size. The numbers then
# mean nothing.

# %%
import os

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import PercentFormatter

from sim import compare, load_scenario, replicate
from sim.experiments.precision import MAIN_KPIS, default_targets
from sim.metrics.estimates import uncertainty

FAST = "SALESORG_FAST" in os.environ
SIZE = {"calendar.warm_up_months": 1, "calendar.horizon_months": 4} if FAST else {}
MOST = 8 if FAST else 200
SEED = 20260101

cso_led, cro_led = (load_scenario(name, SIZE) for name in ("cso_led", "cro_led"))
plan = cro_led.run
print(f"{plan.minimum_replications} to {plan.replications} replications,")
print(
    f"stop when the means of {', '.join(MAIN_KPIS)} are known to ± {plan.precision:.1%} of themselves"
)
print(f"or, comparing, when the differences are known to ± {plan.difference_precision:.1%}")

# %%
both = compare([cso_led, cro_led], MOST, SEED)

# %% [markdown]
# ## The mean of one company
#
# The half-width of the 95 % interval of a mean is t·s/√n. It falls with the square root of n: four times
# the replications for half the width.

# %%
names = [kpi.name for kpi in both.kpis]
counts = np.arange(4, MOST + 1)


def half_widths(values):
    """Return the relative half-width of the mean after each number of replications."""
    return [uncertainty(values[:n, None]).half_width[0] / abs(values[:n].mean()) for n in counts]


fig, axes = plt.subplots(figsize=(7, 3.2), dpi=80, layout="constrained")
for kpi in MAIN_KPIS:
    axes.plot(counts, half_widths(both.column(1, kpi)), label=kpi)
axes.axhline(plan.precision, color="grey", linestyle=":", label="wanted")
axes.set(xlabel="replications", ylabel="half-width / mean", ylim=(0, 0.08))
axes.yaxis.set_major_formatter(PercentFormatter(1))
axes.set_title("How well the mean of one company is known", loc="left")
axes.legend(frameon=False)
plt.show()

# %% [markdown]
# ## Stopping by itself
#
# The sequential rule (Hoad, Robinson and Davies 2010) stops at the first n at which all half-widths are
# small enough *and stay so* over the next few replications, with the confidence shared among the
# questions (Bonferroni). A minimum guards against a lucky beginning.

# %%
rows = []
for precision in (0.05, 0.03, 0.02):
    targets = default_targets(precision)
    run = replicate(cro_led, MOST, SEED, targets=targets, least=min(40, MOST // 2))
    worst = max(run.stop.shortfall, key=run.stop.shortfall.get)
    rows.append((f"{precision:.0%}", run.stop.replications, run.stop.reached, worst))
print("wanted  stopped after  reached  hardest question")
for wanted, count, reached, worst in rows:
    print(f"{wanted:>6}  {count:>13}  {'yes' if reached else 'no':>7}  {worst}")

# %% [markdown]
# ## The difference of two companies
#
# In the same markets the noise is shared and cancels: the variance of the paired difference is far
# smaller than that of the difference of two independent runs. The factor is what common random numbers
# are worth in replications.

# %%
print(f"{'KPI':>12}  {'mean':>9}  {'paired ±':>9}  {'independent ±':>13}  factor")
change = both.difference(1)
for kpi in MAIN_KPIS:
    at = names.index(kpi)
    one, other = both.column(0, kpi), both.column(1, kpi)
    independent = 1.96 * np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / len(one)) / one.mean()
    paired = change.uncertainty.half_width[at] / one.mean()
    mean = change.uncertainty.mean[at] / one.mean()
    factor = change.factor.factor[at]
    print(f"{kpi:>12}  {mean:>+9.2%}  {paired:>9.2%}  {independent:>13.2%}  {factor:6.1f}")

# %% [markdown]
# ## What it would take
#
# n = (t·s / half-width)² replications for a half-width of the difference in new ARR:

# %%
gap = (both.column(1, "new_arr") - both.column(0, "new_arr")) / both.column(0, "new_arr").mean()
apart = np.hypot(both.column(0, "new_arr").std(ddof=1), both.column(1, "new_arr").std(ddof=1))
apart = apart / both.column(0, "new_arr").mean()
print("half-width  same markets  independent")
for wanted in (0.02, 0.01, 0.005):
    print(f"{wanted:>10.1%}  {(1.96 * gap.std(ddof=1) / wanted) ** 2:>12,.0f}", end="")
    print(f"  {(1.96 * apart / wanted) ** 2:>11,.0f}")

# %% [markdown]
# So the defaults: 40 replications are the least at which such an interval can be trusted. In the same
# markets fewer than 200 tell the mean difference in new ARR to half a per cent; independent runs would
# need more than a thousand. One real company-year is a single replication without a twin: it cannot
# show an effect of this size at all.
