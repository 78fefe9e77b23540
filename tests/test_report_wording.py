"""Numbers in tables and figures are short, honest about digits, and never lose their sign."""

import pytest

from sim.report.wording import (
    chance,
    listing,
    measured,
    plus_minus,
    show,
    show_difference,
    signed_percent,
    within,
)

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "display", "text"),
    [
        (10_930_000, "money", "$10.93M"),
        (999_900, "money", "$1.00M"),
        (-123_456, "money", "−$123k"),
        (12, "money", "$12"),
        (0.2712, "percent", "27.1\u202f%"),
        (67.23, "days", "67.2 d"),
        (1_234.4, "integer", "1,234"),
        (3.14159, "ratio", "3.14×"),
        (NAN, "hours", "–"),
    ],
)
def test_a_value_is_shown_in_three_or_four_digits_with_its_unit(
    value: float, display: str, text: str
) -> None:
    assert show(value, display) == text


@pytest.mark.parametrize(
    ("values", "display", "text"),
    [
        ((10_930_000, 10_180_000, 11_610_000), "money", "$10.9M [10.2–11.6]"),
        ((1_010_000, 959_000, 1_060_000), "money", "$1.01M [0.96–1.06]"),
        ((-20_000, -31_000, 4_000), "money", "−$20.0k [−31.0–4.00]"),
        ((0.903, 0.879, 0.915), "percent", "90.3\u202f% [87.9–91.5]"),
        ((870, 811, 1_019), "integer", "870 [811–1,019]"),
        ((NAN, NAN, NAN), "days", "–"),
    ],
)
def test_a_range_is_written_in_the_unit_of_its_middle(
    values: tuple[float, float, float], display: str, text: str
) -> None:
    assert within(*values, display) == text


def test_a_difference_of_percents_is_in_points_and_keeps_its_sign() -> None:
    assert show_difference(-0.0123, "percent") == "−1.23 pts"
    assert show_difference(0.0123, "percent") == "+1.23 pts"


@pytest.mark.parametrize(
    ("value", "margin", "display", "text"),
    [
        (-47_300, 26_600, "money", "−$47k ± $27k"),
        (0.97, 0.148, "days", "+0.97 ± 0.15 d"),
        (-0.0067, 0.0021, "percent", "−0.67 ± 0.21 pts"),
        (-6.8, 6.94, "integer", "−6.8 ± 6.9"),
        (1_299_000, 98_000, "money", "+$1.299M ± $0.098M"),
        (2_901, 6_444, "money", "+$2.9k ± $6.4k"),
        (0.0, 0.0, "days", "0.00 d ± 0"),
        (-1e-9, 2e-9, "money", "$0 ± 0"),
        (NAN, NAN, "days", "– ± –"),
    ],
)
def test_the_margin_decides_how_many_decimals_a_difference_has(
    value: float, margin: float, display: str, text: str
) -> None:
    assert plus_minus(value, margin, display, signed=True) == text


def test_a_rounded_zero_has_no_sign() -> None:
    assert measured(-0.00001, 0.5, "decimal", signed=True)[0] == "0.00"


def test_a_chance_never_claims_certainty() -> None:
    assert chance(1.0) == ">99\u202f%"
    assert chance(0.0) == "<1\u202f%"
    assert chance(NAN) == "–"


def test_a_relative_difference_of_zero_has_no_sign() -> None:
    assert signed_percent(0.0) == "0.0\u202f%"
    assert not signed_percent(1e-9).startswith("+")


def test_a_listing_joins_with_and() -> None:
    assert [listing(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
