"""The ODD page and the rules name each other completely."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`sim/rules/(\w+)\.py: ([\w, ]+)`")


def rules_named():
    """Return (module, function) for every rule that the page names."""
    return {
        (module, name.strip()) for module, names in NAMED.findall(PAGE) for name in names.split(",")
    }


def rules_defined():
    """Return (module, function) for every public function of ``sim/rules``."""
    found = set()
    for path in (ROOT / "sim" / "rules").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found.add((path.stem, node.name))
    return found


def test_every_public_rule_is_named_on_the_odd_page():
    assert rules_defined() - rules_named() == set()


def test_every_rule_that_the_odd_page_names_exists():
    assert rules_named() - rules_defined() == set()


def test_the_odd_page_has_the_seven_parts_of_the_protocol():
    parts = re.findall(r"^## (\d) ([\w ,]+)$", PAGE, flags=re.MULTILINE)
    assert [int(number) for number, _ in parts] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [title for _, title in parts][:7] == [
        "Purpose and patterns",
        "Entities, state variables and scales",
        "Process overview and scheduling",
        "Design concepts",
        "Initialisation",
        "Input data",
        "Submodels",
    ]
