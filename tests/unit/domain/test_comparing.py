"""Applicants side by side: who is chosen, and how far apart they are."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.applications.versions import SetAside
from assessment.domain.checking.capacity import Use
from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Closure
from assessment.domain.panel.people import Role
from assessment.domain.rounds.case import Closed
from assessment.domain.rounds.comparing import Choice, Row, around_cut, choice, compare
from assessment.domain.rounds.sight import seen
from tests import builders

SCHEME = builders.cti_scheme()
ANNE, BO = (
    replace(builders.person(name, id_), roles=frozenset({Role.REVIEWER}))
    for id_, name in enumerate(("Anne Holm", "Bo Lund"), start=1)
)


def given(points, id_, *, by=ANNE, **rest):
    """An applicant that somebody gave these points."""
    values = dict.fromkeys([each.id for each in SCHEME.aspects], 3)
    points = values | points if isinstance(points, dict) else points
    return builders.case(builders.review(points, by=by), id_=id_, name=f"Ansøger {id_}", **rest)


def row(*points):
    values = (None if each is None else Fraction(each) for each in points)
    return Row(SCHEME.aspects[0], tuple(values), SCHEME.scoring.disagreement)


@pytest.mark.parametrize(
    ("points", "spread", "differs"),
    [
        ((1, 3), 2, True),
        ((3, 1, 5, 2), 4, True),
        (("3/2", "7/2"), 2, True),
        ((2, "11/3"), Fraction(5, 3), False),
        ((0, 2), 2, True),
        ((4, 4), 0, False),
        ((5, None, 1), 4, True),
        ((5, None), None, False),
        ((None, None), None, False),
    ],
)
def test_a_difference_is_between_known_points_and_a_missing_one_is_no_0(points, spread, differs):
    made = row(*points)

    assert (made.spread, made.differs) == (spread, differs)


def test_the_sides_stand_in_the_order_they_were_chosen():
    round_ = builders.round_of(given(5, 1), given({"6": 1}, 2), given({"6": 4}, 3))

    compared = compare(round_, (3, 2))

    assert [side.name for side in compared.sides] == ["3. Ansøger 3", "2. Ansøger 2"]
    assert [side.standing.place for side in compared.sides] == [2, 3]
    assert [each.points for each in compared.rows if each.aspect.id == "6"] == [(4, 1)]
    assert [each.aspect.id for each in compared.differing] == ["6"]
    assert len(compared.rows) == len(SCHEME.aspects)


def test_what_was_agreed_is_compared_in_place_of_the_mean():
    agreed = replace(given(5, 1), consensus={"7": builders.consensus("7", "1.5")})

    compared = compare(builders.round_of(agreed, given(5, 2)), (1, 2))

    assert [(each.aspect.id, each.points) for each in compared.differing] == [
        ("7", (Fraction(3, 2), Fraction(5)))
    ]


def test_each_applicants_own_figures_are_held_against_the_rounds_period():
    answers = builders.filled(**{"4.9.antal": None})
    second = replace(given(3, 2), application=builders.application(answers, id_=2))

    first, other = compare(builders.round_of(given(3, 1), second), (1, 2)).sides

    assert first.use == Use(Fraction(54), Fraction(66))
    assert first.capacity.holds
    assert other.use is None
    assert other.capacity.missing == ("CTI-medarbejdere: Antal",)


def test_the_key_numbers_are_the_forms_own_fields():
    compared = compare(builders.round_of(given(3, 1), given(3, 2)), (1, 2))

    assert [each.id for each in compared.figures] == ["4.9.antal", "4.9.aarsvaerk", "4.10", "4.11"]


def test_what_is_hidden_is_neither_compared_nor_placed():
    hidden = seen(given(5, 1, by=BO), ANNE, Phase.ASSESSMENT)

    compared = compare(builders.round_of(hidden, given(1, 2)), (1, 2))

    assert [each.placed for each in compared.sides] == [False, False]
    assert {each.points for each in compared.rows} == {(None, 1)}
    assert compared.differing == ()


# --- the choice -----------------------------------------------------------------------------------


def test_those_around_the_cut_are_the_last_in_and_the_first_out():
    points = {1: 2, 2: 5, 3: 1, 4: 4, 5: 3, 6: {"6": 4}}
    cases = [given(each, id_) for id_, each in points.items()]

    assert around_cut(builders.round_of(*cases)) == (5, 1)


def test_where_all_fit_the_best_stand_side_by_side():
    assert around_cut(builders.round_of(given(1, 1), given(3, 2), given(5, 3))) == (3, 2)


def test_who_has_no_place_fills_up():
    cases = (builders.case(id_=1), given(3, 2), builders.case(id_=3))

    assert around_cut(builders.round_of(*cases)) == (2, 1)


def test_whoever_sees_no_places_begins_with_the_first_registered():
    hidden = seen(given(1, 1, by=BO), ANNE, Phase.ASSESSMENT)
    cases = [given(points, id_) for id_, points in enumerate((2, 5, 3, 4, 3), start=2)]

    assert around_cut(builders.round_of(hidden, *cases)) == (1, 2)
    closed = (Closed(9, "Lukket Kommune", Closure.UNDECLARED),)
    assert around_cut(replace(builders.round_of(*cases), closed=closed)) == (2, 3)


def test_an_empty_round_has_nobody_around_its_cut():
    assert around_cut(builders.round_of()) == ()


@pytest.fixture
def round_():
    aside = SetAside(7, 6, "Dobbelt.", "Lone Vestergaard", builders.NOON)
    return replace(
        builders.round_of(*(given(3, id_) for id_ in range(1, 7))),
        set_aside=(replace(given(3, 7), set_aside=aside),),
        closed=(Closed(9, "Lukket Kommune", Closure.CONFLICTED),),
    )


UNKNOWN = "Mindst én af de valgte ansøgninger findes ikke i runden og er udeladt."
CLOSED = f"Lukket Kommune er lukket for dig: {Closure.CONFLICTED}. {Closure.CONFLICTED.advice}"
ASIDE = "Ansøger 7 er lagt til side og vurderes ikke."
MANY = "Der kan højst sammenlignes 4 ansøgere ad gangen; Ansøger 6 og Ansøger 1 er udeladt."


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((), Choice(())),
        ((3, 1), Choice((3, 1))),
        ((3, 1, 3), Choice((3, 1))),
        ((1, 99, 0, 2), Choice((1, 2), (UNKNOWN,))),
        ((1, 9), Choice((1,), (CLOSED,))),
        ((7, 2), Choice((2,), (ASIDE,))),
        ((2, 3, 4, 5, 6, 1), Choice((2, 3, 4, 5), (MANY,))),
        ((9, 7, 99), Choice((), (CLOSED, ASIDE, UNKNOWN))),
    ],
)
def test_who_cannot_be_compared_is_left_out_with_a_word(round_, asked, expected):
    assert choice(round_, asked) == expected
