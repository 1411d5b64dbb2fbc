"""Frames for screens: whole frames, finished Danish text in every cell."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from assessment import tables
from assessment.domain.checking.screening import Flag
from assessment.domain.outcomes.award import Award
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.ranking.places import Group, Move, rank
from assessment.domain.rounds.event import Action, Event
from assessment.domain.rounds.sight import PANEL_FIRST, seen
from assessment.domain.rules.scheme import Select
from tests import builders

SCHEME = builders.cti_scheme()
ANNE, BO = (
    replace(builders.person(name, id_), roles=frozenset({Role.REVIEWER}))
    for id_, name in enumerate(("Anne Holm", "Bo Lund"), start=1)
)
TITLES = [criterion.title for criterion in SCHEME.criteria]


def whole(frame):
    """A frame's columns and rows."""
    assert all(str(kind) == "str" for kind in frame.dtypes), frame.dtypes
    return list(frame.columns), frame.to_numpy().tolist()


def points(given, **named):
    return {aspect.id: given for aspect in SCHEME.aspects} | {
        key.removeprefix("a"): value for key, value in named.items()
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (Fraction(0), "0,00"), (Fraction(11, 3), "3,67"), (Fraction(5), "5,00")],
)
def test_points_have_two_decimals_or_a_dash(value, text):
    assert tables.points(value) == text


# --- the overview ---------------------------------------------------------------------------------

OVERVIEW = ["Nr.", "Ansøger", "Type", "Modtaget", "Frist", "Formel prøvning", "Vurderinger", "Bemærkninger", "Indstilling"]  # fmt: skip


def test_overview_shows_each_application_in_order():
    flags = (Flag("F10", "a", "b"), Flag("F11", "a", "b"), Flag("F12", "a", "b", raised=False))
    late = datetime(2026, 10, 2, 10, 3, tzinfo=UTC)
    round_ = builders.round_of(
        builders.case(
            builders.review(by=ANNE),
            builders.review(by=BO, submitted=None),
            made=builders.recommendation(Award.RESERVE),
            formal=replace(builders.screening(), flags=flags),
        ),
        builders.case(
            name="Åmose 😀",
            id_=12,
            received=late,
            formal=builders.screening(unsettled=["G1", "M1"]),
        ),
        builders.case(
            builders.review(submitted=None),
            name="Nord",
            id_=13,
            received=None,
            formal=builders.screening(unmet=["G2"]),
        ),
    )

    assert whole(tables.overview(round_)) == (
        OVERVIEW,
        [
            ["1", "Bakkedal Kommune", "Kommune", "01.10.2026 kl. 12.00", "rettidig", "opfyldt", "1 indsendt, 1 i gang", "2", "reserve"],
            ["12", "Åmose 😀", "Kommune", "02.10.2026 kl. 12.03", "efter klokkeslættet samme dato", "2 mangler", "0 indsendt", "0", "–"],
            ["13", "Nord", "Kommune", "ukendt", "ukendt", "ikke opfyldt", "0 indsendt, 1 i gang", "0", "–"],
        ],
    )  # fmt: skip


def test_overview_tells_that_a_judgement_is_hidden_and_no_number_of_it():
    case = builders.case(builders.review(by=ANNE), made=builders.recommendation())
    round_ = builders.round_of(seen(case, BO, Phase.ASSESSMENT))

    ((*_, reviews, _, recommended),) = whole(tables.overview(round_))[1]
    assert (reviews, recommended) == (PANEL_FIRST, "skjult")
    assert whole(tables.ranking(round_.ranking, SCHEME))[1] == [
        ["–", "Bakkedal Kommune", *["–"] * 4, PANEL_FIRST]
    ]


def test_overview_of_an_empty_round_has_no_rows():
    assert len(tables.overview(builders.round_of())) == 0


# --- the ranking ----------------------------------------------------------------------------------


def ranking():
    people = [
        builders.candidate("Bakkedal", 4),
        builders.candidate("Åmose", 5),
        builders.candidate("Nord", points(4, a7=Fraction(7, 2)), provisional=True),
        builders.candidate("Øst", None),
        builders.candidate("Syd", 5, qualified=False),
        builders.candidate("Vest", 4),
        builders.candidate("Ude", 0),
    ]
    return rank(people, SCHEME, Select(min=1, max=2))


def test_ranking_shows_shared_places_and_the_cut():
    assert whole(tables.ranking(ranking(), SCHEME)) == (
        ["Plads", "Ansøger", *TITLES, "Total", "Gruppe"],
        [
            ["1", "Åmose", "5,00", "5,00", "5,00", "5,00", "indstilles"],
            ["2", "Bakkedal", "4,00", "4,00", "4,00", "4,00", "drøftes"],
            ["2", "Vest", "4,00", "4,00", "4,00", "4,00", "drøftes"],
            ["4", "Nord", "4,00", "4,00", "3,50", "3,83", "drøftes (foreløbig)"],
            ["5", "Ude", "0,00", "0,00", "0,00", "0,00", "indstilles ikke"],
            ["–", "Øst", "–", "–", "–", "–", "mangler vurdering"],
            ["–", "Syd", "–", "–", "–", "–", "krav ikke opfyldt"],
        ],
    )


def test_a_part_of_a_round_has_points_and_no_places():
    shown = whole(tables.ranking(ranking(), SCHEME, whole=False))[1]

    assert {(row[0], row[-1]) for row in shown[:5]} == {("–", "–")}
    assert shown[0][1:-1] == ["Åmose", "5,00", "5,00", "5,00", "5,00"]
    assert [row[-1] for row in shown[5:]] == ["mangler vurdering", "krav ikke opfyldt"]


def test_what_an_applicant_without_a_requirement_would_be_given_is_told_to_nobody_blind():
    case = builders.case(formal=builders.screening(unmet=["M1"]))
    round_ = builders.round_of(seen(case, BO, Phase.ASSESSMENT))

    ((*_, reviews, _, recommended),) = whole(tables.overview(round_))[1]
    assert (reviews, recommended) == ("–", "skjult")


def test_every_group_has_words():
    assert set(tables.GROUPS) == set(Group)


def test_contributions_add_up_to_the_total_of_those_with_a_place():
    weights = dict(zip(SCHEME.weights, map(Fraction, ("1/2", "1/4", "1/4")), strict=True))
    people = [
        builders.candidate("A", points(4, a7=2)),
        builders.candidate("B", 0),
        builders.candidate("C", None),
    ]

    ranked = rank(people, SCHEME, Select(min=1, max=2), weights)

    assert whole(tables.contributions(ranked, SCHEME)) == (
        ["Ansøger", *TITLES, "Total"],
        [["A", "2,00", "1,00", "0,50", "3,50"], ["B", "0,00", "0,00", "0,00", "0,00"]],
    )


# --- aspects, reviewers, moves --------------------------------------------------------------------


def cases():
    return [
        builders.case(
            builders.review(points(4, a7=5), by=ANNE),
            builders.review(points(4, a7=2), by=BO),
            builders.review(0, by=builders.person("Ib", 3), submitted=None),
        ),
        builders.case(builders.review(3, by=BO), name="Åmose", id_=2),
        builders.case(name="Nord", id_=3),
    ]


def test_aspects_show_means_of_submitted_reviews():
    ids = [aspect.id for aspect in SCHEME.aspects]

    assert whole(tables.aspects(cases(), SCHEME)) == (
        ["Ansøger", *ids],
        [
            ["Bakkedal Kommune", *["4,00"] * 8, "3,50"],
            ["Åmose", *["3,00"] * 9],
            ["Nord", *["–"] * 9],
        ],
    )


def test_reviewers_show_each_ones_own_total():
    assert whole(tables.spread(builders.round_of(*cases()).ranking, SCHEME)) == (
        ["Ansøger", "Anne Holm", "Bo Lund", "Alle"],
        [
            ["Bakkedal Kommune", "4,33", "3,33", "3,83"],
            ["Åmose", "–", "3,00", "3,00"],
        ],
    )


def test_half_points_agreed_on_stand_for_the_mean():
    case, *_ = cases()
    agreed = replace(case, consensus={"7": builders.consensus("7", "2.5")})

    assert whole(tables.aspects([agreed], SCHEME))[1] == [
        ["Bakkedal Kommune", *["4,00"] * 8, "2,50"]
    ]
    assert whole(tables.spread(builders.round_of(agreed).ranking, SCHEME))[1] == [
        ["Bakkedal Kommune", "4,33", "3,33", "3,50"]
    ]


def test_moves_show_both_places():
    assert whole(tables.moves([Move("Åmose", 1, 3)])) == (
        ["Ansøger", "Officiel plads", "Plads her"],
        [["Åmose", "1", "3"]],
    )


# --- the log --------------------------------------------------------------------------------------

LOG = ["Tidspunkt", "Hvem", "Hændelse", "Ansøger", "Vedrører", "Før", "Efter"]


def test_events_are_told_with_danish_times_and_names():
    at = datetime(2026, 10, 1, 22, 30, tzinfo=UTC)
    log = [
        Event(at, "Anne", Action.SCORE_SAVED, "demo", 7, "aspekt 1a", "", "4 point"),
        Event(at, "Bo", Action.ROUND_OPENED, "demo"),
    ]

    assert whole(tables.events(log, {7: "Åmose"})) == (
        LOG,
        [
            ["02.10.2026 kl. 00.30", "Anne", "point eller begrundelse gemt", "Åmose", "aspekt 1a", "", "4 point"],
            ["02.10.2026 kl. 00.30", "Bo", "runde åbnet", "", "", "", ""],
        ],
    )  # fmt: skip


def test_an_empty_log_keeps_its_columns():
    assert whole(tables.events([], {})) == (LOG, [])
