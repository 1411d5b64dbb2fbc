"""Errors in a report, each found in its cell and told without a word of what stands there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.following.report_check import Checked, Flaw, Weight, check
from assessment.domain.following.report_values import as_cpr, as_day
from tests import agreements
from tests.agreements import CPR, course, sheet

TODAY = date(2027, 8, 15)
OTHER = "0101991111"


def checked(*courses, agreement=None, **rest):
    return check(sheet(*courses, **rest), agreement or agreements.undertaking(), TODAY)


def error(cell, sentence):
    return Flaw(cell, Weight.ERROR, sentence)


def remark(cell, sentence):
    return Flaw(cell, Weight.REMARK, sentence)


def test_a_report_without_flaws_has_none():
    running = course(cpr=OTHER, start=date(2027, 5, 1), end=None, completed=None)

    found = checked(course(), running)

    assert found == Checked(2, (), whole=True)
    assert found.words == "2 rækker og ingen fejl. Intet er gemt."


def no_cpr(shape):
    """The number that was malformed is told masked."""
    return (
        f"Det er ikke et CPR-nummer: “{shape}”. Skriv fødselsdagens seks cifre, en bindestreg og de fire "
        "sidste cifre."
    )


AS_NUMBER = (
    "CPR-nummeret står som et tal, så et nul foran kan være gået tabt. Skriv det som tekst, med alle "
    "ti cifre."
)
OUTSIDE = "ligger uden for støttens periode, 01.02.2027 til 31.01.2029."
GROUP = "Det er ikke en aftalt delmålgruppe. De aftalte er: Unge og Kvinder på krisecenter."


def test_without_an_undertaking_the_sub_groups_are_held_against_the_workbooks_own_list():
    report = sheet(course(), course(cpr=OTHER, sub_group="Ældre"), groups=("Kvinder", "Unge"))

    found = check(report, None, TODAY)

    told = "Det er ikke en aftalt delmålgruppe. Vælg en på skemaets egen liste."
    assert found == Checked(2, (error("D3", told),), whole=False, listed=True)
    assert found.words == (
        "2 rækker og 1 fejl. Intet er gemt. Delmålgrupperne er holdt op mod skemaets egen liste; periode og "
        "antal er ikke efterset."
    )
    assert check(report, agreements.undertaking(), TODAY).whole


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        ({"cpr": None}, error("A2", "CPR-nummeret mangler.")),
        ({"cpr": "  "}, error("A2", "CPR-nummeret mangler.")),
        ({"cpr": "310290-1234"}, error("A2", no_cpr("••••••-••••"))),
        ({"cpr": "150390-123"}, error("A2", no_cpr("••••••-•••"))),
        ({"cpr": "150390-12345"}, error("A2", no_cpr("••••••-•••••"))),
        ({"cpr": "Karen Hansen"}, error("A2", no_cpr("••••• ••••••"))),
        ({"cpr": date(2027, 3, 1)}, error("A2", no_cpr("••••-••-••"))),
        ({"cpr": "150390-\u0661\u0661\u0661\u0661"}, error("A2", no_cpr("••••••-••••"))),
        ({"cpr": "150390 " * 9}, error("A2", no_cpr("•••••• •••••• ••••••"))),
        (
            {"start": date(1027, 3, 1), "end": None, "completed": None},
            error("B2", "Opstartsdatoen ligger for langt tilbage. Skriv året med alle fire cifre."),
        ),
        ({"cpr": Decimal(101991111)}, error("A2", AS_NUMBER)),
        ({"start": None}, error("B2", "Opstartsdatoen mangler.")),
        (
            {"start": "10. ma 2027", "end": None, "completed": None},
            error("B2", "Opstartsdatoen er ikke en dato. Skriv den som dag.måned.år."),
        ),
        (
            {"start": "1. marts", "end": None, "completed": None},
            error("B2", "Opstartsdatoen er ikke en dato. Skriv den som dag.måned.år."),
        ),
        (
            {"start": "29.02.2027", "end": None, "completed": None},
            error("B2", "Opstartsdatoen er ikke en dato. Skriv den som dag.måned.år."),
        ),
        (
            {"start": Decimal(46000)},
            error("B2", "Opstartsdatoen er ikke en dato. Skriv den som dag.måned.år."),
        ),
        (
            {"start": date(2027, 8, 16), "end": None, "completed": None},
            error(
                "B2", "Opstartsdatoen ligger ude i fremtiden. Ret den, eller lad feltet stå tomt."
            ),
        ),
        ({"start": date(2027, 1, 31)}, error("B2", f"Opstartsdatoen {OUTSIDE}")),
        (
            {"end": "i sommer"},
            error("C2", "Afslutningsdatoen er ikke en dato. Skriv den som dag.måned.år."),
        ),
        (
            {"end": date(2027, 8, 16)},
            error(
                "C2",
                "Afslutningsdatoen ligger ude i fremtiden. Ret den, eller lad feltet stå tomt.",
            ),
        ),
        (
            {"end": date(2027, 2, 9)},
            error("C2", "Afslutningsdatoen ligger før opstartsdatoen. Ret en af dem."),
        ),
        ({"sub_group": None}, error("D2", "Delmålgruppen mangler.")),
        ({"sub_group": "Ældre"}, error("D2", GROUP)),
        ({"completed": "måske"}, error("E2", "Skriv ja eller nej, eller lad feltet stå tomt.")),
        ({"completed": Decimal(1)}, error("E2", "Skriv ja eller nej, eller lad feltet stå tomt.")),
        ({"end": None}, error("E2", "Et gennemført forløb skal have en afslutningsdato.")),
        (
            {"completed": None},
            error("E2", "Forløbet er afsluttet. Skriv, om det er gennemført: ja eller nej."),
        ),
        (
            {"end": None, "completed": "nej"},
            remark(
                "E2",
                "Er forløbet i gang, lades feltet stå tomt. Er det afbrudt, mangler afslutningsdatoen.",
            ),
        ),
    ],
)
def test_each_flaw_of_a_row_is_told_in_its_cell(changes, flaw):
    assert checked(course(**changes)).flaws == (flaw,)


def test_an_end_after_the_support_is_told():
    made = agreements.undertaking(end=date(2027, 6, 1))

    assert checked(course(), agreement=made).flaws == (
        error(
            "C2", "Afslutningsdatoen ligger uden for støttens periode, 01.02.2027 til 01.06.2027."
        ),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"cpr": "1503901234"},
        {"cpr": Decimal(1503901234)},
        {"cpr": " 150390-1234 "},
        {"cpr": "290200-0000"},
        {"start": "10. februar 2027", "end": "30 jun. 2027"},
        {"start": "10. 2. 2027", "end": "30.06.27"},
        {"start": "10/2-2027", "end": "30.JUNI 27"},
        {"start": "10.02.2027", "end": "30-06-2027"},
        {"start": "2027-02-10", "end": "30/6/2027"},
        {"sub_group": " kvinder  på KRISECENTER"},
        {"completed": "NEJ"},
        {"completed": True},
        {"completed": False},
        {"start": date(2027, 2, 1)},
    ],
)
def test_other_ways_of_writing_the_same_are_no_flaw(changes):
    assert checked(course(**changes)).flaws == ()


def test_the_same_course_twice_is_told_in_the_later_row():
    found = checked(course(), course(cpr=OTHER), course(cpr="1503901234"))

    assert found.flaws == (
        error("A4", "Borgeren står også i række 2 med samme opstartsdato. Slet den ene."),
    )


def test_a_course_that_begins_before_the_one_before_ended_is_told():
    first = course(end=date(2027, 5, 2))
    second = course(start=date(2027, 5, 1), end=None, completed=None)

    assert checked(first, second).flaws == (
        error(
            "B3",
            "Borgerens forløb i række 2 var ikke afsluttet, da dette begyndte. Ret datoerne.",
        ),
    )


def test_a_course_within_an_earlier_one_is_told_though_another_ended_between():
    first = course(end=date(2027, 7, 1))
    second = course(start=date(2027, 3, 1), end=date(2027, 4, 1))
    third = course(start=date(2027, 5, 1), end=date(2027, 6, 1))

    told = "Borgerens forløb i række 2 var ikke afsluttet, da dette begyndte. Ret datoerne."
    assert checked(first, second, third).flaws == (error("B3", told), error("B4", told))


def test_a_new_course_on_the_day_the_one_before_ended_is_no_flaw():
    second = course(start=date(2027, 6, 30), end=None, completed=None)

    assert checked(course(), second).flaws == ()


def test_rows_out_of_order_are_remarked_upon_once():
    days = (date(2027, 3, 1), date(2027, 2, 10), date(2027, 2, 9))
    numbers = (CPR, OTHER, "0201991111")
    rows = [course(cpr=each, start=day) for each, day in zip(numbers, days, strict=True)]

    assert checked(*rows).flaws == (
        remark("B3", "Rækkerne står ikke efter opstartsdato. Sortér dem gerne."),
    )


def test_more_citizens_than_agreed_are_remarked_upon_at_the_first_beyond():
    made = agreements.undertaking(citizens=2)
    rows = [course(cpr=each) for each in (CPR, OTHER, "0201991111", "0301991111")]

    assert checked(*rows, agreement=made).flaws == (
        remark("A4", "Der er indberettet 4 borgere; aftalen er på 2."),
    )


def test_one_citizen_with_several_courses_counts_once():
    made = agreements.undertaking(citizens=1)
    second = course(start=date(2027, 7, 1), end=None, completed=None)

    assert checked(course(), second, agreement=made).flaws == ()


def test_what_belongs_to_no_field_is_told_in_reading_order():
    found = checked(course(cpr=None), strays=("AA2", "F2", "F1"))

    stray = (
        "Feltet hører ikke til skemaet. Slet det, så kun de aftalte oplysninger bliver indberettet."
    )
    assert found.flaws == (
        error("F1", stray),
        error("A2", "CPR-nummeret mangler."),
        error("F2", stray),
        error("AA2", stray),
    )


def test_what_stands_on_another_sheet_is_told_at_the_header():
    assert checked(course(), elsewhere=True).flaws == (
        error(
            "A1",
            "Regnearket har andre ark med noget på, og de er ikke efterset. Slet dem, så kun de aftalte "
            "oplysninger bliver indberettet.",
        ),
    )


def test_an_empty_report_is_remarked_upon_and_blank_rows_are_none():
    found = checked(dict.fromkeys(agreements.KINDS), course(**dict.fromkeys(agreements.KINDS, " ")))

    assert (found.lines, found.flaws) == (
        0,
        (remark("A2", "Skemaet er tomt. Er det rigtigt, at der ingen borgere er at indberette?"),),
    )


def test_without_an_agreement_the_rest_is_checked_and_that_is_told():
    odd = course(start=date(2020, 1, 1), sub_group="Ældre")
    found = check(sheet(odd, course(cpr=None)), None, TODAY)

    assert found.flaws == (error("A3", "CPR-nummeret mangler."),)
    assert found.words == (
        "2 rækker og 1 fejl. Intet er gemt. Periode, delmålgrupper og antal er ikke efterset."
    )


def test_sub_groups_that_are_not_agreed_are_not_asked_for():
    made = agreements.undertaking(sub_groups=())

    assert checked(course(sub_group=None), agreement=made).flaws == ()


def test_a_scheme_with_fewer_fields_is_checked_for_those():
    kinds = {"cpr": "B", "completed": "D"}
    lines = sheet({"cpr": CPR, "completed": "ja"}, {"cpr": None, "completed": "x"}).lines
    found = check(agreements.Sheet(kinds, 2, lines), agreements.undertaking(), TODAY)

    assert [each.cell for each in found.flaws] == ["B3", "D3"]


def test_remarks_are_counted_beside_errors():
    made = agreements.undertaking(citizens=1)
    found = checked(course(), course(cpr=OTHER, sub_group=None), agreement=made)

    assert found.words == "2 rækker, 1 fejl og 1 bemærkning. Intet er gemt."


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.dates(),
    st.decimals(),
    st.sampled_from([CPR, "1503901234", "ja", "Unge", "10.02.2027", f"{CPR} Karen"]),
    st.text("ab =-.0123456789", max_size=20),
)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(agreements.KINDS, VALUES)), max_size=6)


@given(ROWS, st.sampled_from([None, agreements.undertaking(citizens=1)]))
def test_any_report_is_checked_and_no_personal_number_is_told(rows, agreement):
    made = sheet(*rows)
    found = check(made, agreement, TODAY)

    told = f"{found} {found.words} {made}"
    assert "1234" not in told
    assert "Karen" not in told
    assert {each.cell[0] for each in found.flaws} <= set("ABCDE")


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 9999), st.sampled_from(["", "-"])
)
def test_any_day_and_four_digits_are_a_personal_number(day, serial, hyphen):
    assert as_cpr(f"{day:%d%m%y}{hyphen}{serial:04}") == f"{day:%d%m%y}{serial:04}"


@given(st.dates())
def test_a_date_is_read_as_it_is_written(day):
    written = f"{day.day}.{day.month}.{day.year:04}"

    assert as_day(day) == as_day(written) == as_day(day.isoformat()) == day
