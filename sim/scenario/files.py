"""Finding scenario files: by path, or a shipped scenario by its bare name."""

from __future__ import annotations

from pathlib import Path

from sim.errors import InputError
from sim.scenario.suggestions import listed, nearest
from sim.scenario.yaml_reader import read_yaml

_PACKAGE = Path(__file__).resolve().parents[1]
SHIPPED = (_PACKAGE.parent / "scenarios", _PACKAGE / "_scenarios")  # a checkout, then the wheel
SUFFIXES = (".yaml", ".yml")


def find_scenario(name_or_path: str | Path) -> Path:
    """The file that a path or a shipped scenario's bare name means.  Raises ``InputError``."""
    text = str(name_or_path)
    if not text.strip() or "\0" in text:
        raise InputError(f"found the scenario name {text[:40]!r}; expected a name or a path")
    path = Path(text)
    try:
        shipped = shipped_file(text)
        if shipped is not None:
            return shipped
        if path.exists():
            return path
        raise _not_found(path, text)
    except OSError as error:
        raise InputError(f"cannot open '{text[:60]}': {error.strerror}") from error


def shipped_file(name: str) -> Path | None:
    """The file of a shipped scenario; None for other names and for paths."""
    if "/" in name or "\\" in name or name.endswith(SUFFIXES):
        return None
    files = (folder / f"{name}.yaml" for folder in SHIPPED)
    return next((file for file in files if file.is_file()), None)


def _not_found(path: Path, text: str) -> InputError:
    names = [name for name, _ in list_scenarios()]
    beside = [str(path.parent / name) for name in scenarios_in(path.parent)]
    near = nearest(text, [*names, *beside])
    hint = f"did you mean '{near}'?" if near else f"shipped scenarios: {listed(names)}"
    what = "file" if path.suffix in SUFFIXES or path.parent != Path(".") else "scenario"
    return InputError(f"there is no {what} '{text}'", hint=hint)


def scenarios_in(folder: Path) -> list[str]:
    """Names of the YAML files in a folder; none when there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(item.name for item in folder.iterdir() if item.suffix in SUFFIXES)


def list_scenarios() -> list[tuple[str, str]]:
    """Names and titles of the shipped scenarios, the default first."""
    return [(name, title) for name, title, _ in list_questions()]


def list_questions() -> list[tuple[str, str, str]]:
    """Names, titles and questions of the shipped scenarios, the default first."""
    found: dict[str, tuple[str, str]] = {}
    for folder in SHIPPED:
        for file in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
            stated = read_yaml(file, shown(file)).value
            title, question = (
                str(stated[key].value) if key in stated else "" for key in ("title", "question")
            )
            found.setdefault(file.stem, (title, question))
    names = sorted(found, key=lambda name: (name != "default", name))
    return [(name, *found[name]) for name in names]


def shown(path: Path) -> str:
    """A path for messages: relative where the working directory contains it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
