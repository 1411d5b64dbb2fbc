"""The tables of applicants side by side: whole frames, finished Danish text in every cell."""

from dataclasses import replace

from assessment import tables
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.rounds.comparing import compare
from assessment.domain.rounds.sight import PANEL_FIRST, seen
from tests import builders

SCHEME = builders.cti_scheme()
BO = replace(builders.person("Bo Lund", 2), roles=frozenset({Role.REVIEWER}))
TITLES = [criterion.title for criterion in SCHEME.criteria]
NUMBERS = [
    "4.9 CTI-medarbejdere: Antal",
    "4.9 CTI-medarbejdere: Årsværk",
    "4.10 Caseload pr. medarbejder",
    "4.11 Forventet antal borgere i perioden",
]
FACTS = [
    *("Plads", "Gruppe", "Total", *TITLES),
    *("Formel prøvning", *NUMBERS, "Kapacitet, der bruges", "Tallenes sammenhæng"),
]


def whole(frame):
    """A frame's columns and rows."""
    assert all(str(kind) == "str" for kind in frame.dtypes), frame.dtypes
    return list(frame.columns), frame.to_numpy().tolist()


def column(frame, name):
    """One applicant's cells from top to bottom."""
    return [str(each) for each in frame[name]]


def case(points, id_, *, answers=None, formal=None):
    """An applicant with a review; all of them share one name."""
    reviews = [] if points is None else [builders.review(points)]
    made = builders.case(*reviews, id_=id_, formal=formal)
    filled = builders.filled(**answers or {})
    return replace(made, application=builders.application(filled, id_=id_))


def compared(*cases):
    return compare(builders.round_of(*cases), [each.id for each in cases])


FIRST, SECOND = "1. Bakkedal Kommune", "2. Bakkedal Kommune"


def test_each_applicant_has_a_column_of_its_own_whatever_it_is_called():
    answers = {"4.11": 99, "4.10": "8-10", "4.9.aarsvaerk": None}
    unsettled = builders.screening(unsettled=["G2", "M1"])

    frame = tables.comparison(compared(case(4, 1), case(3, 2, answers=answers, formal=unsettled)))

    assert list(frame.columns) == ["Oplysning", FIRST, SECOND]
    assert column(frame, "Oplysning") == FACTS
    assert column(frame, FIRST) == [
        *("1", "indstilles", "4,00", "4,00", "4,00", "4,00", "opfyldt", "3", "3", "10", "54"),
        *("81,8 % (54 af 66 forløb)", "hænger sammen"),
    ]
    assert column(frame, SECOND) == [
        *("2", "indstilles (foreløbig)", "3,00", "3,00", "3,00", "3,00", "2 mangler (G2 og M1)"),
        *("3", "ikke besvaret", "8-10", "99", "kan ikke regnes ud", "mangler et brugbart tal"),
    ]


def test_whoever_does_not_qualify_has_no_points_and_what_is_exceeded_is_told():
    unmet = case(4, 1, answers={"4.11": 99}, formal=builders.screening(unmet=["M1"]))

    frame = tables.comparison(compared(unmet, case(None, 2)))

    assert column(frame, FIRST) == [
        *("–", "krav ikke opfyldt", "–", "–", "–", "–", "ikke opfyldt (M1)", "3", "3", "10", "99"),
        *("150,0 % (99 af 66 forløb)", "bør ses efter"),
    ]
    assert column(frame, SECOND)[:6] == ["–", "mangler vurdering", "–", "–", "–", "–"]


def test_what_is_hidden_has_its_reason_and_nobody_a_place():
    hidden = seen(case(4, 1), BO, Phase.ASSESSMENT)

    made = compared(hidden, case(3, 2))

    facts = tables.comparison(made)
    assert column(facts, FIRST)[:6] == ["–", PANEL_FIRST, *["skjult"] * 4]
    assert column(facts, SECOND)[:6] == ["–", "–", "3,00", "3,00", "3,00", "3,00"]
    aspects = tables.compared_aspects(made, made.rows)
    assert column(aspects, FIRST) == ["skjult"] * 9
    assert column(aspects, "Forskel") == ["–"] * 9


def test_a_large_difference_is_told_in_words_and_what_was_agreed_is_marked():
    points = {aspect.id: 4 for aspect in SCHEME.aspects} | {"1b": 2, "7": None}
    agreed = replace(case(4, 2), consensus={"6": builders.consensus("6", "2.5")})
    made = compared(case(points, 1), agreed)

    assert whole(tables.compared_aspects(made, made.rows)) == (
        ["Aspekt", FIRST, SECOND, "Forskel"],
        [
            ["1a Målgruppe", "4,00", "4,00", "0,00"],
            ["1b Kritisk overgang", "2,00", "4,00", "2,00, stor forskel"],
            ["2 Viden og kompetencer", "4,00", "4,00", "0,00"],
            ["3a Caseload og organisering", "4,00", "4,00", "0,00"],
            ["3b Antal borgere", "4,00", "4,00", "0,00"],
            ["4 Barrierer og drivkræfter", "4,00", "4,00", "0,00"],
            ["5 Forankring", "4,00", "4,00", "0,00"],
            ["6 Ledelse", "4,00", "2,50 (konsensus)", "1,50"],
            ["7 Borgerinddragelse", "–", "4,00", "–"],
        ],
    )
    assert [row[0] for row in whole(tables.compared_aspects(made, made.differing))[1]] == [
        "1b Kritisk overgang"
    ]
