"""F10 with the figures of DOMAIN.md 1.9: 3 workers × 10 citizens × 1.1 = 33 courses a year."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assessment.domain.checking.capacity import Capacity, Step, Use, capacity, explain, use
from tests.builders import cti_scheme, reading

EMPLOYEES = "CTI-medarbejdere: Antal"
FULL_TIME = "CTI-medarbejdere: Årsværk"
CASELOAD = "Caseload pr. medarbejder"
CITIZENS = "Forventet antal borgere i perioden"


def calculated(employees, full_time, caseload, citizens, months=24):
    fields = ("4.9.antal", "4.9.aarsvaerk", "4.10", "4.11")
    numbers = zip(fields, (employees, full_time, caseload, citizens), strict=True)
    read = reading({key: value for key, value in numbers if value is not None})
    return capacity(read, cti_scheme().form, cti_scheme().plausibility, months)


def test_a_sound_plan_is_calculated_in_whole_sentences():
    assert calculated(3, 3, 10, 66) == Capacity(
        (
            Step(
                "3 medarbejdere × 10 borgere × 1,1 × 24/12 år = 66 forløb. "
                "Ansøger forventer 66: inden for loftet.",
                holds=True,
            ),
            Step(
                "3 medarbejdere × 10 borgere ÷ 3 årsværk = 10 borgere pr. årsværk: højst 10.",
                holds=True,
            ),
            Step(
                "3 årsværk × 11 forløb om året × 24/12 år = 66 forløb. "
                "Ansøger forventer 66: inden for det, fuldtidsårsværk erfaringsmæssigt når.",
                holds=True,
            ),
        )
    )


def test_the_published_team_of_three_reaches_33_courses_a_year():
    assert [step.holds for step in calculated(3, 3, 10, 33, months=12).steps] == [True] * 3
    assert [step.holds for step in calculated(3, 3, 10, 34, months=12).steps] == [
        False,
        True,
        False,
    ]


def test_two_part_time_workers_with_ten_citizens_each_cannot_take_forty():
    result = calculated(2, 1, 10, 40)

    assert explain(result).splitlines() == [
        (
            "2 medarbejdere × 10 borgere × 1,1 × 24/12 år = 44 forløb. "
            "Ansøger forventer 40: inden for loftet."
        ),
        "2 medarbejdere × 10 borgere ÷ 1 årsværk = 20 borgere pr. årsværk: over 10.",
        (
            "1 årsværk × 11 forløb om året × 24/12 år = 22 forløb. "
            "Ansøger forventer 40: over det, fuldtidsårsværk erfaringsmæssigt når."
        ),
    ]
    assert not result.holds


def test_one_worker_with_one_citizen_is_written_in_the_singular():
    assert explain(calculated(1, 1, 1, 2, months=19)).splitlines() == [
        (
            "1 medarbejder × 1 borger × 1,1 × 19/12 år = 1,742 forløb. "
            "Ansøger forventer 2: over loftet."
        ),
        "1 medarbejder × 1 borger ÷ 1 årsværk = 1 borger pr. årsværk: højst 10.",
        (
            "1 årsværk × 11 forløb om året × 19/12 år = 17,417 forløb. "
            "Ansøger forventer 2: inden for det, fuldtidsårsværk erfaringsmæssigt når."
        ),
    ]


def test_parts_of_a_full_time_post_are_calculated_exactly():
    result = calculated(3, Decimal("2.5"), Decimal("8.5"), Decimal("41.25"), months=18)

    assert explain(result).splitlines() == [
        (
            "3 medarbejdere × 8,5 borgere × 1,1 × 18/12 år = 42,075 forløb. "
            "Ansøger forventer 41,25: inden for loftet."
        ),
        "3 medarbejdere × 8,5 borgere ÷ 2,5 årsværk = 10,2 borgere pr. årsværk: over 10.",
        (
            "2,5 årsværk × 11 forløb om året × 18/12 år = 41,25 forløb. "
            "Ansøger forventer 41,25: inden for det, fuldtidsårsværk erfaringsmæssigt når."
        ),
    ]


@pytest.mark.parametrize(
    ("given", "steps", "missing"),
    [
        ((3, 3, "8-10", 54), 1, (CASELOAD,)),
        ((None, 3, 10, 54), 1, (EMPLOYEES,)),
        ((3, None, 10, 54), 1, (FULL_TIME,)),
        ((3, 3, 10, "efter behov"), 1, (CITIZENS,)),
        ((None, None, 10, 54), 0, (EMPLOYEES, FULL_TIME)),
        ((None, 3, None, 54), 1, (EMPLOYEES, CASELOAD)),
        ((0, -1, 0, Decimal("-0.5")), 0, (EMPLOYEES, FULL_TIME, CASELOAD, CITIZENS)),
        ((3, 3, Decimal("NaN"), Decimal("Infinity")), 0, (CASELOAD, CITIZENS)),
    ],
    ids=[
        "range",
        "employees",
        "full-time",
        "citizens",
        "two",
        "other-two",
        "nothing-positive",
        "not-finite",
    ],
)
def test_a_number_that_cannot_be_used_is_missing_and_nothing_is_guessed(given, steps, missing):
    result = calculated(*given)

    assert (len(result.steps), result.missing, result.holds) == (steps, missing, False)


def test_the_fields_without_a_number_are_named_last():
    assert explain(calculated(3, None, "8-10", None)) == (
        "Der mangler et brugbart tal i: CTI-medarbejdere: Årsværk, Caseload pr. medarbejder "
        "og Forventet antal borgere i perioden."
    )


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("", Use(Fraction(33), Fraction(66))),
        ("4.9.aarsvaerk", Use(Fraction(33), Fraction(66))),
        ("4.9.antal", None),
        ("4.10", None),
        ("4.11", None),
    ],
)
def test_how_much_of_the_capacity_is_used_takes_places_and_citizens(missing, expected):
    numbers = {"4.9.antal": 3, "4.9.aarsvaerk": 3, "4.10": 10, "4.11": 33}
    given = {key: value for key, value in numbers.items() if key != missing}

    assert use(reading(given), cti_scheme().plausibility, 24) == expected


def test_a_ceiling_that_is_exceeded_is_used_more_than_once():
    assert Use(Fraction(99), Fraction(66)).share == Fraction(3, 2)
