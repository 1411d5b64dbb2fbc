from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from assessment.domain.words import wording


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(11, 3), 2, "3,67"),
        (Fraction(1, 8), 2, "0,13"),
        (Fraction(249, 200), 2, "1,25"),
        (Fraction(1249, 1000), 2, "1,25"),
        (Decimal("2.675"), 2, "2,68"),
        (5, 2, "5,00"),
        (0, 2, "0,00"),
        (Fraction(9999, 1000), 2, "10,00"),
        (Fraction(7, 2), 0, "4"),
        (Fraction(-11, 3), 2, "-3,67"),
        (Fraction(-1, 8), 2, "-0,13"),
        (Fraction(-1, 1000), 2, "0,00"),
        (Fraction(10**30) + Fraction(1, 3), 3, "1" + "0" * 30 + ",333"),
    ],
)
def test_decimal_rounds_half_up_and_writes_a_comma(value, places, expected):
    assert wording.decimal(value, places) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("2.50"), "2,5"),
        (100, "100"),
        (Fraction(0), "0"),
        (Fraction(1, 3), "0,333"),
        (Fraction(2, 3), "0,667"),
        (Decimal("1010.100"), "1010,1"),
        (Fraction(1, 10**4), "0"),
    ],
)
def test_number_has_no_more_decimals_than_it_needs(value, expected):
    assert wording.number(value) == expected


@pytest.mark.parametrize(
    ("share", "places", "expected"),
    [(Fraction(1, 3), 1, "33,3 %"), (Fraction(1), 1, "100,0 %"), (Fraction(1, 2), 0, "50 %")],
)
def test_percent_writes_a_share(share, places, expected):
    assert wording.percent(share, places) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(3), "3"),
        (Fraction(100), "100"),
        (Fraction(0), "0"),
        (Fraction(43, 2), "21.5"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(-10, 3), "-10/3"),
        (Fraction(1, 40), "0.025"),
        (Fraction(7, 60), "7/60"),
        (Fraction(1, 2**40), "0.0000000000009094947017729282379150390625"),
        (Fraction(10**40 + 1, 10**20), "1" + "0" * 20 + "." + "0" * 19 + "1"),
    ],
)
def test_exact_text_loses_nothing(value, expected):
    assert wording.exact_text(value) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2024, 8, 21, 10, 0, tzinfo=UTC), ("21.08.2024 kl. 12.00", "12.00")),
        (datetime(2024, 1, 26, 22, 59, 59, tzinfo=UTC), ("26.01.2024 kl. 23.59", "23.59")),
        (datetime(2024, 1, 26, 23, 0, tzinfo=UTC), ("27.01.2024 kl. 00.00", "00.00")),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), ("25.10.2026 kl. 02.30", "02.30")),
    ],
    ids=["summer", "winter", "midnight", "the-hour-that-comes-twice"],
)
def test_a_moment_is_written_in_danish_time(moment, expected):
    assert (wording.date_time(moment), wording.clock(moment)) == expected


def test_two_decimals_one_for_shares_and_og_are_what_is_usual():
    assert wording.decimal(Fraction(2, 3)) == "0,67"
    assert wording.percent(Fraction(2, 3)) == "66,7 %"
    assert wording.listed(["a", "b"]) == "a og b"


def test_local_is_the_same_moment():
    moment = datetime(2024, 8, 21, 10, 0, tzinfo=UTC)

    assert wording.local(moment) == moment
    assert wording.local(moment).isoformat() == "2024-08-21T12:00:00+02:00"


def test_a_date_is_written_with_dots_or_with_the_name_of_its_month():
    months = [wording.long_day(date(2024, month, 1)) for month in range(1, 13)]

    assert wording.day(date(2024, 8, 2)) == "02.08.2024"
    assert months == [
        "1. januar 2024",
        "1. februar 2024",
        "1. marts 2024",
        "1. april 2024",
        "1. maj 2024",
        "1. juni 2024",
        "1. juli 2024",
        "1. august 2024",
        "1. september 2024",
        "1. oktober 2024",
        "1. november 2024",
        "1. december 2024",
    ]


@pytest.mark.parametrize(
    ("items", "joiner", "expected"),
    [
        ((), "og", ""),
        (("a",), "og", "a"),
        (("a", "b"), "og", "a og b"),
        (("a", "b", "c"), "eller", "a, b eller c"),
    ],
)
def test_listed_joins_as_a_sentence_does(items, joiner, expected):
    assert wording.listed(items, joiner) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0 ansøgninger"),
        (1, "1 ansøgning"),
        (2, "2 ansøgninger"),
        (Fraction(3, 2), "1,5 ansøgninger"),
    ],
)
def test_counted_has_the_right_form_of_the_noun(count, expected):
    assert wording.counted(count, "ansøgning", "ansøgninger") == expected
