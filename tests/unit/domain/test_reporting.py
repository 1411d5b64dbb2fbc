"""What is agreed, when reports are due, and what became of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.following.reporting import (
    DueDay,
    Following,
    Status,
    Terms,
    agreed,
    calendar,
    due_days,
    proposed,
    remarks,
    validate_reason,
    validate_report,
)
from assessment.domain.rules.scheme import Period
from assessment.errors import RefusedActionError
from tests import agreements, builders
from tests.agreements import END, START
from tests.builders import NOON

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
AGREEMENTS = st.builds(
    lambda start, length: agreements.undertaking(start=start, end=start + timedelta(days=length)),
    DAYS,
    st.integers(1, 3650),
)
EVERY = st.integers(1, 24)


def test_a_report_is_due_every_third_month_and_when_the_support_ends():
    assert due_days(agreements.undertaking(), 3) == (
        date(2027, 5, 1),
        date(2027, 8, 1),
        date(2027, 11, 1),
        date(2028, 2, 1),
        date(2028, 5, 1),
        date(2028, 8, 1),
        date(2028, 11, 1),
        date(2029, 1, 31),
    )


def test_the_last_report_may_follow_soon_after_the_one_before():
    made = agreements.undertaking(start=date(2024, 3, 1), end=date(2025, 9, 30))

    assert due_days(made, 3)[-2:] == (date(2025, 9, 1), date(2025, 9, 30))


def test_a_month_without_the_day_has_its_last_and_the_next_has_the_day_again():
    made = agreements.undertaking(start=date(2027, 8, 31), end=date(2028, 9, 1))

    assert due_days(made, 3) == (
        date(2027, 11, 30),
        date(2028, 2, 29),
        date(2028, 5, 31),
        date(2028, 8, 31),
        date(2028, 9, 1),
    )


def test_support_shorter_than_the_interval_has_one_report_when_it_ends():
    made = agreements.undertaking(end=START + timedelta(days=20))

    assert due_days(made, 3) == (date(2027, 2, 21),)


@given(AGREEMENTS, EVERY)
def test_due_days_rise_within_the_period_and_end_with_it(made, every):
    due = due_days(made, every)

    assert list(due) == sorted(set(due))
    assert made.start < due[0]
    assert due[-1] == made.end


@given(AGREEMENTS, EVERY)
def test_whole_intervals_lie_between_due_days_save_before_the_last(made, every):
    months = [each.year * 12 + each.month for each in (made.start, *due_days(made, every))]
    steps = [after - before for before, after in pairwise(months)]

    assert steps[:-1] == [every] * (len(steps) - 1)
    assert 0 <= steps[-1] <= every


@given(AGREEMENTS, EVERY)
def test_a_regular_day_is_the_starts_or_its_months_last(made, every):
    for due in due_days(made, every)[:-1]:
        last = (due + timedelta(days=1)).month != due.month
        assert due.day == made.start.day or (last and due.day < made.start.day)


def test_each_due_day_has_come_is_missing_or_is_coming():
    came = agreements.report()

    found = calendar(agreements.undertaking(), 3, [came], date(2027, 11, 1))

    assert found[:4] == (
        DueDay(date(2027, 5, 1), Status.RECEIVED, came),
        DueDay(date(2027, 8, 1), Status.MISSING),
        DueDay(date(2027, 11, 1), Status.COMING),  # it can still come today
        DueDay(date(2028, 2, 1), Status.COMING),
    )


def test_a_report_stays_in_the_calendar_when_another_period_is_agreed():
    came = agreements.report()
    made = agreements.undertaking(start=date(2027, 3, 1))

    found = calendar(made, 3, [came], START)

    assert [each.due for each in found[:2]] == [date(2027, 5, 1), date(2027, 6, 1)]
    assert found[0].status is Status.RECEIVED


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2027, 5, 1), "intet mangler"),
        (date(2027, 5, 2), "1 indberetning mangler"),
        (date(2027, 8, 2), "2 indberetninger mangler"),
    ],
)
def test_what_is_missing_is_told_in_a_few_words(today, words):
    assert following(today=today).words == words


def test_without_an_agreement_that_is_told():
    assert Following(1, "Bakkedal Kommune", None).words == "ingen aftale endnu"


# --- what is agreed -------------------------------------------------------------------------------


def test_the_proposal_comes_from_the_application_and_the_round():
    case = builders.case(name="Bakkedal Kommune")
    period = builders.cti_scheme().round("demo").period

    assert proposed(case, period) == Terms(
        target_group="Som beskrevet i ansøgningen (felt 4.1): “Svar på 4.1.”",
        citizens=54,
        caseload="10",
        start=START,
        end=END,
    )


def test_an_end_that_the_round_leaves_open_follows_from_its_months():
    case = builders.case()

    assert proposed(case, Period(months=24, start=START)).end == END
    assert proposed(case, Period(months=24)).start is proposed(case, Period(months=24)).end is None


@pytest.mark.parametrize("given", [None, Decimal("10.5"), Decimal(-3), Decimal("1E+99"), "mange"])
def test_a_number_of_citizens_that_is_none_is_not_proposed(given):
    filled_in = builders.application(builders.filled(**{"4.11": given}))
    case = replace(builders.case(), application=filled_in)

    assert proposed(case, Period(months=24)).citizens is None


def agree(**changes):
    return agreed(agreements.terms(**changes), 1, by="Lone Vestergaard", at=NOON, version=1)


def test_terms_make_an_undertaking_with_tidy_texts():
    made = agree(
        target_group=" Unge. \n", caseload=" 8–10 ", sub_groups=(" Unge  mænd ", "", "Ældre")
    )

    assert made == agreements.undertaking(
        target_group="Unge.", caseload="8–10", sub_groups=("Unge mænd", "Ældre")
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"target_group": " ", "citizens": None, "caseload": "", "start": None, "end": None},
            (
                "Aftalen kan ikke gemmes endnu. Der mangler en beskrivelse af målgruppen, antallet af "
                "borgere, caseload pr. medarbejder, den dag, støtten begynder og den dag, støtten "
                "slutter."
            ),
        ),
        ({"citizens": 0}, "Skriv et antal borgere mellem 1 og 10.000."),
        ({"citizens": 10_001}, "Skriv et antal borgere mellem 1 og 10.000."),
        (
            {"end": START},
            "Støtten skal slutte efter den dag, den begynder. Ret en af de to datoer.",
        ),
        ({"end": date(2037, 2, 1)}, "Støtten kan vare højst 10 år. Ret en af de to datoer."),
        (
            {"start": date(9999, 1, 1), "end": date(9999, 12, 31)},
            "Støttens datoer skal ligge mellem 2000 og 2100. Ret en af dem.",
        ),
        (
            {"sub_groups": ("Unge", "ældre", "unge")},
            "Delmålgruppen “unge” står to gange. Skriv hver delmålgruppe én gang.",
        ),
        (
            {"target_group": f"Unge som {agreements.CPR}."},
            "Teksten rummer et tal, der ligner et CPR-nummer. Slet det, før du gemmer.",
        ),
        (
            {"sub_groups": (agreements.CPR,)},
            "Teksten rummer et tal, der ligner et CPR-nummer. Slet det, før du gemmer.",
        ),
    ],
)
def test_terms_that_do_not_hold_are_refused_in_a_sentence(changes, sentence):
    with pytest.raises(RefusedActionError) as refused:
        agree(**changes)

    assert str(refused.value) == sentence


def test_support_can_last_ten_years_and_no_day_more():
    assert agree(end=date(2037, 1, 31)).end == date(2037, 1, 31)


def test_more_citizens_than_there_are_places_for_are_remarked_upon():
    application, scheme = builders.application(), builders.cti_scheme()

    # 3 workers x 10 places x 1.1 a year x 2 years = 66.
    assert remarks(agreements.undertaking(citizens=66), application, scheme) == ()
    assert remarks(agreements.undertaking(citizens=67), application, scheme) == (
        (
            "Aftalen er på 67 borgere. Med de medarbejdere, ansøger oplyser, er der plads til omkring 66 "
            "forløb på 24 måneder."
        ),
    )


def test_sub_groups_that_are_not_agreed_are_remarked_upon():
    made = agreements.undertaking(sub_groups=())

    assert remarks(made, builders.application(), builders.cti_scheme()) == (
        "Der er ikke aftalt delmålgrupper endnu, så indberetningernes delmålgrupper kan ikke efterses.",
    )


# --- reports that came ----------------------------------------------------------------------------


def following(*, today=date(2027, 6, 1), made=None, reports=()):
    agreement = made or agreements.undertaking()
    return Following(1, "Bakkedal Kommune", agreement, calendar(agreement, 3, reports, today))


def validate(made, found=None):
    validate_report(made, found or following(), date(2027, 6, 1))


def test_a_report_can_come_before_its_day_and_after():
    validate(agreements.report(received=START))
    validate(agreements.report(received=date(2027, 6, 1)))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"due": date(2027, 5, 2)},
            "Der skal ikke indberettes den 02.05.2027. Vælg en dag i kalenderen.",
        ),
        (
            {"received": date(2027, 1, 31)},
            "Indberetningen kan ikke være modtaget, før støtten begyndte. Ret datoen.",
        ),
        (
            {"received": date(2027, 6, 2)},
            "Indberetningen kan ikke være modtaget ude i fremtiden. Ret datoen.",
        ),
        (
            {"note": f"Mangler {agreements.CPR}."},
            "Teksten rummer et tal, der ligner et CPR-nummer. Slet det, før du gemmer.",
        ),
    ],
)
def test_a_report_that_cannot_have_come_so_is_refused(changes, sentence):
    with pytest.raises(RefusedActionError) as refused:
        validate(replace(agreements.report(), **changes))

    assert str(refused.value) == sentence


def test_no_report_comes_before_anything_is_agreed():
    with pytest.raises(RefusedActionError) as refused:
        validate(agreements.report(), Following(1, "Bakkedal Kommune", None))

    assert str(refused.value) == (
        "Der er ingen aftale om støtten med Bakkedal Kommune endnu. Skriv den, før I noterer "
        "indberetninger."
    )


@pytest.mark.parametrize("reason", ["", "  ", f"Se {agreements.CPR}."])
def test_a_report_is_taken_back_for_a_reason_without_personal_numbers(reason):
    with pytest.raises(RefusedActionError):
        validate_reason(reason)
