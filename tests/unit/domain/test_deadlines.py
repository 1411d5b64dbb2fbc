"""Deadlines for answers: open days, what is proposed, what is worth a thought, and what is left."""

from datetime import UTC, date, datetime

import pytest

from assessment.domain.correspondence.deadlines import (
    is_working_day,
    left,
    proposed,
    remarks,
    working_days_after,
)
from assessment.domain.words.wording import COPENHAGEN

SATURDAY = datetime(2026, 11, 28, 9, 0, tzinfo=COPENHAGEN)
WEEK = datetime(2026, 12, 4, 12, 0, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    "closed",
    [
        date(2026, 11, 28),  # Saturday
        date(2026, 1, 1),
        date(2026, 4, 2),  # Maundy Thursday
        date(2026, 4, 3),
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 14),  # Ascension
        date(2026, 5, 25),  # Whit Monday
        date(2026, 6, 5),  # Constitution Day
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 31),
    ],
)
def test_offices_are_closed_at_weekends_and_on_holidays(closed):
    assert not is_working_day(closed)


@pytest.mark.parametrize(
    "opened",
    [
        date(2026, 11, 30),
        date(2026, 5, 1),  # the Great Prayer Day was a Friday like this until 2023
        date(2026, 5, 15),  # the day after Ascension
        date(2026, 12, 23),
    ],
)
def test_other_days_are_working_days(opened):
    assert is_working_day(opened)


@pytest.mark.parametrize(
    ("year", "easter_monday"),
    [(1954, date(1954, 4, 19)), (2000, date(2000, 4, 24)), (2049, date(2049, 4, 19))],
    ids=str,
)
def test_easter_is_found_in_years_where_simpler_rules_fail(year, easter_monday):
    """The dates of the Gregorian computus, as in the tables of the U.S. Naval Observatory."""
    assert easter_monday.year == year
    assert not is_working_day(easter_monday)
    assert working_days_after(date(year, easter_monday.month, easter_monday.day), 1).weekday() == 1


def test_working_days_pass_over_christmas():
    assert working_days_after(date(2026, 12, 23), 3) == date(2026, 12, 30)


def test_a_working_week_at_noon_is_proposed_in_danish_time():
    assert proposed(datetime(2026, 11, 27, 23, 30, tzinfo=UTC)) == WEEK


def test_a_week_on_an_open_day_needs_no_remark():
    assert remarks(WEEK, SATURDAY) == ()


def test_a_short_deadline_and_a_closed_day_are_remarked_on():
    assert remarks(datetime(2026, 11, 29, 12, 0, tzinfo=COPENHAGEN), SATURDAY) == (
        "Fristen ligger på en dag, hvor kontorer har lukket.",
        "Fristen giver ikke ansøger en hel arbejdsdag til at svare.",
    )
    assert remarks(datetime(2026, 12, 1, 12, 0, tzinfo=COPENHAGEN), SATURDAY) == (
        "Fristen er kortere end 5 arbejdsdage; den skal være rimelig, og alle med samme hul skal have lige lang tid.",
    )


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (
            datetime(2026, 12, 2, 23, 59, tzinfo=COPENHAGEN),
            "frist 04.12.2026 kl. 12.00, 2 dage tilbage",
        ),
        (
            datetime(2026, 12, 3, 0, 1, tzinfo=COPENHAGEN),
            "frist 04.12.2026 kl. 12.00, 1 dag tilbage",
        ),
        (datetime(2026, 12, 4, 12, 0, tzinfo=COPENHAGEN), "frist 04.12.2026 kl. 12.00, i dag"),
        (datetime(2026, 12, 4, 11, 1, tzinfo=UTC), "fristen 04.12.2026 kl. 12.00 er overskredet"),
    ],
    ids=["two days", "a day", "to the minute", "a minute late"],
)
def test_what_is_left_is_told_by_danish_days(now, words):
    assert left(WEEK, now) == words
