"""What the pages tell readers to type works: scenarios, people lists, Python, commands."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from sim.cli import app
from sim.experiments.designs import designs
from sim.experiments.sweep import check_outcomes
from sim.experiments.sweep_file import load_experiment
from sim.freeze import freeze
from sim.metrics.registry import kpis
from sim.org import build_chart
from sim.report.assumptions import assumptions
from sim.scenario.loading import load_scenario
from sim.vocabulary import Kind, Reason, Work
from tests.compiled_only import compiled_only

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


def blocks(page, language):
    text = page.read_text(encoding="utf-8")
    return [body for kind, body in BLOCK.findall(text) if kind == language]


def scenarios(experiments=False):
    """Return (page, file name, text) of every scenario (or experiment) that a page shows."""
    return [
        (page, body.splitlines()[0].removeprefix("# "), body)
        for page in PAGES
        for body in blocks(page, "yaml")
        if ("levers:" in body) == experiments
    ]


def commands():
    """Return (page, command line) of every call of ``salesorg`` that a page shows."""
    lines = [
        (page, line.split("#")[0].strip())
        for page in PAGES
        if "reference" not in page.parts
        for body in blocks(page, "")
        for line in body.splitlines()
    ]
    return [(page, line) for page, line in lines if re.match(r"(\.venv/bin/)?salesorg ", line)]


def written(page, folder):
    """Write a page's scenarios and people list into a folder."""
    for other, name, text in scenarios():
        if other == page:
            (folder / name).write_text(text, encoding="utf-8")
    for body in blocks(page, "csv"):
        (folder / "people.csv").write_text(body, encoding="utf-8")


@pytest.mark.parametrize(("page", "name"), [found[:2] for found in scenarios()])
def test_a_scenario_shown_on_a_page_loads_and_freezes(page, name, tmp_path):
    written(page, tmp_path)
    scenario = load_scenario(tmp_path / name)
    frozen = freeze(scenario, build_chart(scenario))
    assert frozen.names.scenario == name.removesuffix(".yaml")
    assert len(frozen.params.seat) > 5


@pytest.mark.parametrize(("page", "name"), [found[:2] for found in scenarios(experiments=True)])
def test_an_experiment_shown_on_a_page_builds_its_designs(page, name, tmp_path):
    for other, file, text in scenarios(experiments=True):
        if other == page:
            (tmp_path / file).write_text(text, encoding="utf-8")
    file = load_experiment(tmp_path / name)
    made = designs(file)
    check_outcomes(file, made)
    assert len(made) >= 4


def test_the_scenario_of_the_readme_is_about_ten_lines_and_has_as_many_people_as_it_says():
    (text,) = blocks(ROOT / "README.md", "yaml")
    assert len(text.splitlines()) <= 14
    people = int(re.search(r"(\d+) people", text)[1])
    counts = [int(number) for number in re.findall(r"\w+: (\d+)[,}]", text.split("org:")[1])]
    leaders = text.count("leader:") - 1
    assert sum(counts) + leaders == people


@pytest.mark.parametrize(("page", "line"), commands())
def test_a_command_shown_on_a_page_exists_with_its_options_and_scenarios(page, line, tmp_path):
    written(page, tmp_path)
    program = typer.main.get_command(app)
    name, *words = shlex.split(line)[1:]
    options = {spelling for one in program.commands[name].params for spelling in one.opts}
    overrides = [words[at + 1] for at, word in enumerate(words) if word in ("--set", "-s")]
    assert {word for word in words if word.startswith("-")} <= options | {"--help"}
    for word in words if name in ("check", "run", "compare") else []:
        if word.endswith(".yaml") or re.fullmatch(r"[a-z_]*_[a-z_]+", word):
            load_scenario(tmp_path / word if word.endswith(".yaml") else word, overrides)


@compiled_only
def test_the_python_of_the_how_to_runs_from_top_to_bottom(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    page = ROOT / "docs" / "howto" / "from-python.md"
    code = "\n".join(blocks(page, "python"))
    exec(compile(code, str(page), "exec"), {})
    printed = capsys.readouterr().out
    assert "did you mean" in printed
    assert (tmp_path / "my_results" / "report.html").exists()


def test_the_code_words_of_the_glossary_exist():
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = set(re.findall(r"`([A-Z_]{4,})`", text))
    assert words <= {*Kind._fields, *Work._fields, *Reason._fields}
    known = {found.key for found in assumptions(load_scenario("default"))}
    assert set(re.findall(r"`(\w+\.[\w.*]+)`", text)) <= known
    default = freeze(load_scenario("default"))
    names = {kpi.name for kpi in kpis(default)}
    shown = [re.findall(r"`(\w+)`", found) for found in re.findall(r"KPIs? ([^|;]+)", text)]
    assert {word for found in shown for word in found} <= names
