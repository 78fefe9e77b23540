# %% [markdown]
# # A design study: twelve million of payroll, which organisation?
#
# A company spends $9.4M a year on its people and may spend twelve. One
# chief revenue officer or three chiefs? More SDRs, more AEs, and of which segment? This notebook goes
# the whole way from the question to a page that can be put in front of a board: a **sweep** of many
# organisations, a **sensitivity** study of what matters, an **optimisation** with a check in fresh
# markets, and an answer with intervals.
#
# Each step is also one command; `docs/tutorials/design-study.md` goes through them. Both take the same
# file, seeds and store, and find the same numbers.
#
# With the environment variable `SALESORG_FAST` set, everything runs at a small size. The numbers then
# mean nothing.

# %%
import os
import shutil
import tempfile
import time
import warnings
from pathlib import Path

import yaml
from IPython.display import SVG, Markdown
from rich.console import Console

from sim import compare
from sim.experiments.asking import Asked, outcome_of
from sim.experiments.campaign import Settings
from sim.experiments.company_of import company_of
from sim.experiments.constraints import quantities
from sim.experiments.crew import cores
from sim.experiments.evaluate import evaluator
from sim.experiments.optimise import wording
from sim.experiments.optimise.of_file import Source, fresh_seed
from sim.experiments.optimise.problem import Effort
from sim.experiments.optimise.task import Wish, run_task
from sim.experiments.sensitivity.study import study
from sim.experiments.sensitivity.words import answer as what_matters
from sim.experiments.store import Store
from sim.experiments.sweep_answer import answer as best_of_sample
from sim.experiments.sweep_file import experiment_from, load_experiment
from sim.experiments.sweep_stored import plan_sweep, run_sweep
from sim.report.gather import material_of
from sim.report.optimise_folder import save_optimum
from sim.report.optimise_table import company_words, finalists_table
from sim.report.sensitivity_files import write_sensitivity
from sim.report.sensitivity_rows import sensitivity_table
from sim.report.sweep_page import write_sweep
from sim.report.sweep_table import sweep_table

FAST = "SALESORG_FAST" in os.environ
ROOT = Path("..").resolve()
WORK = Path(tempfile.mkdtemp())
STORE = WORK / "store" if FAST else ROOT / "results" / "store"
screen = Console(width=100, color_system=None, force_jupyter=False)
settings = Settings()
warnings.filterwarnings("ignore", message="IProgress")  # of a progress bar that is not shown
began = time.perf_counter()

# %% [markdown]
# ## The question as a file
#
# Levers are what the company decides, uncertainties what it does not know, the constraint is the
# budget. The file ships with the simulator: `scenarios/experiments/twelve_million.yaml`.

# %%
file = load_experiment("twelve_million")
print(file.text())

# %%
if FAST:
    small = yaml.safe_load(file.text()) | {"worlds": 2, "replications": 3}
    small["constants"] = {"calendar.warm_up_months": 1, "calendar.horizon_months": 3}
    small["design"] |= {"points": 8}
    file = experiment_from(small, "twelve_million")
SEED = file.experiment.seed
today = quantities(company_of(file, {}))
print(f"today: {today['headcount']:.0f} people, ${today['payroll']:,.0f} a year at target")

# %% [markdown]
# ## Sweep: what does the landscape look like?
#
# A Latin hypercube spreads organisations evenly over all levers; those that cost more than the budget
# are refused before anything runs. Every organisation meets the same markets in the same worlds, so
# that differences are taken market by market. First: what will it cost?

# %%
plan = plan_sweep(file)
print(plan.estimate(Store(STORE), settings).words())
print(f"{len(plan.built.refused)} organisations break the budget; the first:")
print(plan.built.refused[0].reason)

# %%
sweep = run_sweep(plan, Store(STORE), settings)
screen.print(sweep_table(sweep))
print(best_of_sample(sweep))

# %%
swept = WORK / "sweep"
swept.mkdir()
write_sweep(sweep, swept, "salesorg sweep twelve_million")
SVG(swept / "figures" / "experiment.svg")

# %% [markdown]
# Many organisations are within each other's intervals: a sample of this size shows regions, not a
# winner. Which levers make the difference?
#
# ## Sensitivity: what matters?
#
# Morris' screening changes one factor at a time, along many paths through the space. The chart is a
# choice without an order: it jumps. A dummy factor, which the model never sees, shows what luck alone
# would do. The budget is not looked at here; the question is what each lever moves, not what it costs.

# %%
kpi = outcome_of(file)
ask = Asked(evaluator(file, STORE, SEED, settings), kpi.name, 2 if FAST else 8)
screened = study(ask, kpi, "morris", 4 if FAST else 16, file.experiment.design.seed)
screen.print(sensitivity_table(screened))
print(what_matters(screened))

# %%
SCREEN = "salesorg sensitivity twelve_million --samples 16"
written = write_sensitivity(screened, WORK, SCREEN)
SVG(written / "sensitivity.svg")

# %% [markdown]
# ## Optimisation: the best organisation within the budget
#
# Three steps. A search proposes organisations where good ones were found. The finalists are told apart
# in markets that the search has not seen, with a promise: if the best is better than the second by two
# per cent of today's value, it is chosen with probability 95 % or more. And the winner meets today's
# organisation in *fresh* markets, because who picks the best of sixty picks some luck too.

# %%
effort = (
    Effort(trials=6, finalists=2, most=6, fresh=3, seed=SEED)
    if FAST
    else Effort(
        trials=60,
        finalists=6,
        smallest_difference=0.02,
        most=200,
        fresh=file.experiment.replications,
        seed=SEED,
    )
)
best = run_task(file, Wish(), effort, Source(STORE, SEED, settings), markets=3 if FAST else 8)
screen.print(finalists_table(file, best))
winner = company_of(file, best.winner.point)
size = company_words(quantities(winner), today)
sentences = [
    wording.answer(file, best),
    size,
    wording.optimism(best),
    wording.guarantee(best),
]
print(*sentences, sep="\n\n")

# %%
OPTIMISE = (
    "salesorg optimise twelve_million -n 8 --finalists 6 --smallest-difference 0.02 --most 200"
)
found = save_optimum(file, best, WORK, OPTIMISE, SEED)
SVG(found / "optimise.svg")

# %% [markdown]
# ## One chief or three?
#
# The winner once more, under the other chart, with the same people in the five jobs, in markets that
# no step has used.

# %%
point = best.winner.point
other = {"cro": "cso", "cso": "cro"}[point["chart"]]
rival = company_of(file, point | {"chart": other})
NAMES = {"cro": "one_cro", "cso": "three_chiefs"}
titled = [
    company.model_copy(update={"name": NAMES[chart]})
    for company, chart in ((rival, other), (winner, point["chart"]))
]
MARKETS = 3 if FAST else 80
charts = compare(titled, MARKETS, fresh_seed(SEED))
about_chart = material_of(charts, titled).answers
print(*about_chart, sep="\n")

# %% [markdown]
# ## The page
#
# Everything that the answer says comes from the numbers above.

# %%
named = [
    company_of(file, {}).model_copy(update={"name": "today"}),
    winner.model_copy(update={"name": "winner"}),
]
both = compare(named, MARKETS, fresh_seed(SEED))
material = material_of(both, named)
minutes = (time.perf_counter() - began) / 60
settings_of = wording.settings_words(file, point)
page = "\n\n".join(
    [
        "# Twelve million of payroll: which organisation?",
        f"**{sentences[0]}**",
        f"The organisation: {settings_of}. {size}",
        "![What the search and the selection saw](optimise.png)",
        "## Against today, in fresh markets",
        *(f"- {line}" for line in material.answers),
        "## One chief or three, with the same people below",
        *(f"- {line}" for line in about_chart),
        "## What it depends on",
        what_matters(screened),
        "![Which levers and uncertainties matter](sensitivity.png)",
        "## How sure is this?",
        *sentences[2:],
        f"Sample: {best_of_sample(sweep)}",
        "This is a statement about the model's default company and its assumptions, which have "
        "sources and grades. Before it becomes a plan, read "
        "[how far it can be trusted](../../../docs/trust.md); "
        "[the tutorial](../../../docs/tutorials/design-study.md) tells how it was made.",
    ]
)
Markdown(page)

# %% [markdown]
# At full size the page and what stands behind it go to `results/showcase/design-study`; `winner.yaml`
# there is a scenario like any other: `salesorg run results/showcase/design-study/winner.yaml`.

# %%
folder = WORK / "design-study" if FAST else ROOT / "results" / "showcase" / "design-study"
folder.mkdir(exist_ok=True)
(folder / "README.md").write_text(page + "\n", encoding="utf-8")
kept = [
    written / "sensitivity.png",
    written / "sensitivity.csv",
    *(found / name for name in ("optimise.png", "winner.yaml", "trials.csv", "finalists.csv")),
    *(swept / name for name in ("report.html", "sweep.csv", "designs.csv")),
]
for path in kept:
    shutil.copy(path, folder)
print(
    f"{len(kept) + 1} files, {sum(path.stat().st_size for path in folder.iterdir()) / 2**20:.1f} MiB"
)
print(f"{minutes:.0f} minutes on {cores()} cores, less where the store held something")
