"""What an experiment file may say: levers, uncertainties, design, constraints, outcomes, answer.

The words are those of the EMA Workbench (Kwakkel 2017): *levers* are what somebody decides,
*uncertainties* what nobody decides, *constants* what stays, *outcomes* what is looked at.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from sim.scenario.schema import Section

MOST_DESIGNS = 10_000
"""Designs × worlds of one experiment."""
MOST_FACTORS = 40
DEFAULT_POINTS, DEFAULT_WORLDS = 64, 16
Text = Annotated[str, Field(min_length=1, max_length=400)]
Word = Annotated[str, Field(min_length=1, max_length=60)]
Number = Annotated[float, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]
Changes = dict[str, Any]
"""Dotted paths of the scenario's schema and their values, as ``--set`` takes them."""
Method = Literal["factorial", "list", "latin_hypercube", "sobol"]
SAMPLED: tuple[Method, ...] = ("latin_hypercube", "sobol")
FORMS = ("settings", "seats", "key", "scale")


def _as_list(value: Any) -> Any:
    """One name is a list of one."""
    return [value] if isinstance(value, str) else value


Names = Annotated[list[Word], BeforeValidator(_as_list), Field(min_length=1, max_length=40)]


class Setting(Section):
    """One setting of a lever: a scenario, overrides, or neither (the base as it is)."""

    title: Text | None = None
    scenario: str | None = None
    set: Changes = Field(default_factory=dict)
    at: float | None = Field(default=None, allow_inf_nan=False)
    """Its place on a number line, for curves."""


class Lever(Section):
    """One thing that is varied, in one of four forms.

    ``settings``: named choices in their natural order.  ``seats``: the total number of seats of a
    job (or of several jobs together), wherever the chart has them.  ``key``: a number of the
    scenario.  ``scale``: numbers of the scenario times a factor.  The last three run from ``low``
    to ``high``; a factorial design needs ``values``, or ``steps`` of equal size.
    """

    title: Text
    settings: dict[Word, Setting] = Field(default_factory=dict, min_length=2, max_length=40)
    seats: Names | None = None
    key: Word | None = None
    scale: Names | None = None
    low: Number | None = None
    high: Number | None = None
    whole: bool | None = Field(default=None, strict=True)
    values: list[Number] | None = Field(default=None, min_length=2, max_length=100)
    steps: Whole | None = Field(default=None, ge=2, le=100)

    @model_validator(mode="after")
    def _one_form(self) -> Lever:
        stated = [form for form in FORMS if getattr(self, form)]
        if len(stated) != 1:
            raise ValueError(
                f"found {' and '.join(stated) or 'none of them'}; expected exactly one of settings "
                "(choices), seats (of a job), key (a number of the scenario) and scale"
            )
        numeric = [
            name
            for name in ("low", "high", "whole", "values", "steps")
            if getattr(self, name) is not None
        ]
        if self.settings and numeric:
            raise ValueError(f"{numeric[0]} goes with seats, key or scale, not with settings")
        if self.values is not None and {"low", "high", "steps"} & set(numeric):
            raise ValueError("values are all that is tried: low, high and steps go without them")
        if self.seats and self.whole is False:
            raise ValueError("seats are whole numbers; leave `whole` out")
        return self

    @property
    def is_choice(self) -> bool:
        """Say whether it has named settings."""
        return bool(self.settings)


class Together(Section):
    """Overrides for the designs that have all these settings."""

    when: dict[str, str] = Field(min_length=1)
    set: Changes = Field(min_length=1)


class DesignPlan(Section):
    """Which designs are run.

    ``factorial``: every setting of a lever with every setting of the others.  ``list``: those of a
    CSV ``file`` or of ``rows``.  ``latin_hypercube`` and ``sobol``: ``points`` that fill the space
    of the levers.  ``seed`` is that of the samples (designs and worlds), not of the markets.
    """

    method: Method = "factorial"
    points: Whole | None = Field(default=None, ge=2, le=MOST_DESIGNS)
    seed: Whole = Field(default=1, ge=0, lt=2**63)
    with_base: bool = Field(default=False, strict=True)
    """Run the base company too, as the design named ``base``."""
    file: Text | None = None
    rows: list[dict[str, Any]] | None = Field(default=None, min_length=2, max_length=MOST_DESIGNS)

    @model_validator(mode="after")
    def _fits_the_method(self) -> DesignPlan:
        if self.points is not None and self.method not in SAMPLED:
            raise ValueError(f"points goes with {' or '.join(SAMPLED)}, not with {self.method}")
        if self.with_base and self.method == "factorial":
            raise ValueError("with_base goes with a list or a sample; cross the base as a setting")
        listed = [name for name in ("file", "rows") if getattr(self, name) is not None]
        if self.method == "list" and len(listed) != 1:
            raise ValueError("a list of designs needs exactly one of file (a CSV) and rows")
        if self.method != "list" and listed:
            raise ValueError(f"{listed[0]} goes with the method list, not with {self.method}")
        return self


class Constraint(Section):
    """What a design must keep: a quantity of the company, at least, at most or exactly so much.

    ``within`` is a share: ``exactly: 12_000_000, within: 0.01`` takes 1 % more or less.
    """

    quantity: Word
    least: Number | None = None
    most: Number | None = None
    exactly: Number | None = None
    within: Number | None = Field(default=None, ge=0, lt=1)

    @model_validator(mode="after")
    def _one_limit(self) -> Constraint:
        limits = [name for name in ("least", "most", "exactly") if getattr(self, name) is not None]
        if not limits:
            raise ValueError("expected a limit: least, most or exactly")
        if "exactly" in limits and len(limits) > 1:
            raise ValueError(f"exactly goes alone, not with {limits[0]}")
        if self.within is not None and self.exactly is None:
            raise ValueError("within goes with exactly")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"least ({self.least:,g}) is above most ({self.most:,g})")
        return self


class Contrast(Section):
    """One setting of a lever against another."""

    lever: str
    setting: str | Number
    against: str | Number


class Answer(Section):
    """What answers the question, in one outcome.

    A ``contrast`` or the ``best`` setting of a lever, where levers are crossed; else the best
    design of all.  ``reference`` is what the others are shown against: with ``best`` a setting (the
    first), alone the name of a design (the best).
    """

    outcome: str
    contrast: Contrast | None = None
    best: str | None = None
    reference: str | Number | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Answer:
        if self.contrast is not None and self.best is not None:
            raise ValueError("expected exactly one of contrast and best, or neither")
        if self.contrast is not None and self.reference is not None:
            raise ValueError("reference goes with best; a contrast has its own, against")
        return self


class Experiment(Section):
    """The file as it is written."""

    title: Text
    question: Text
    story: str = Field(default="", max_length=4000)
    base: str = "default"
    constants: Changes = Field(default_factory=dict)
    levers: dict[Word, Lever] = Field(default_factory=dict, max_length=MOST_FACTORS)
    uncertainties: dict[Word, Lever] = Field(default_factory=dict, max_length=MOST_FACTORS)
    together: list[Together] = Field(default_factory=list)
    design: DesignPlan = Field(default_factory=DesignPlan)
    worlds: Whole | None = Field(default=None, ge=1, le=MOST_DESIGNS)
    """Points of the uncertainties; every design meets every world."""
    constraints: list[Constraint] = Field(default_factory=list, max_length=40)
    outcomes: list[Word] = Field(min_length=1, max_length=12)
    replications: int = Field(default=100, ge=2, le=1_000_000)
    seed: int = Field(default=1, ge=0, lt=2**63)
    answer: Answer
    folklore: str = Field(default="", max_length=400)
    """What people say about it."""
    reading: str = Field(default="", max_length=2000)
    """What drives the answer and what is weak about it; never the result itself."""

    @property
    def is_crossed(self) -> bool:
        """Say whether every setting of a lever meets every setting of the others."""
        return self.design.method == "factorial"

    @property
    def has_levels(self) -> bool:
        """Say whether the answer is about one lever: its settings against each other."""
        return self.answer.contrast is not None or self.answer.best is not None

    @property
    def world_count(self) -> int:
        """Return how many worlds every design meets."""
        if not self.uncertainties:
            return 1
        return DEFAULT_WORLDS if self.worlds is None else self.worlds

    def factor(self, name: str) -> Lever:
        """Return a lever or an uncertainty by its name."""
        return self.levers[name] if name in self.levers else self.uncertainties[name]
