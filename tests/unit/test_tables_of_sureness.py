"""Tables of how sure a ranking is: whole frames, which say what the figures show."""

from fractions import Fraction

import pytest

from assessment import tables
from assessment.domain.ranking.places import named_rankings
from assessment.domain.ranking.region import Scope
from tests.rankings import SCHEME, TARGET, applicant, found, ranked, reviewed

TITLES = [each.title for each in SCHEME.criteria]


def whole(frame):
    """A frame's columns and rows."""
    assert all(str(kind) == "str" for kind in frame.dtypes), frame.dtypes
    return list(frame.columns), frame.to_numpy().tolist()


def three(most=1, **rest):
    """Nord is first at half of the weights, Syd at the other half, Øst nowhere."""
    everybody = applicant("Nord", 4, 3, 3), applicant("Syd", 3, 4, 3), applicant("Øst", 1, 1, 1)
    return found(*everybody, most=most, **rest)


def test_the_page_table_has_scores_spread_and_sureness():
    asked = found(
        reviewed("Nord", Anne=(5, 5, 5), Bo=(5, 4, 5)),
        reviewed("Syd", Anne=(1, 1, 1), Bo=(0, 1, 1)),
    )

    assert whole(tables.robustness(asked, SCHEME)) == (
        ["Plads", "Ansøger", *TITLES, "Total", "Spredning", "Andel af alle vægte", "Andel nær de officielle", "Gruppe"],
        [
            ["1", "Nord", "5,00", "4,50", "5,00", "4,83", "4,67–5,00", "100 %", "100 %", "indstilles"],
            ["2", "Syd", "0,50", "1,00", "1,00", "0,83", "0,67–1,00", "0 %", "0 %", "indstilles ikke"],
        ],
    )  # fmt: skip


def test_shares_are_words_that_say_neither_all_nor_none_where_it_is_not():
    asked = found(applicant("a", 5, "4.9", "4.9"), applicant("b", 0, "4.91", "4.9"))

    assert whole(tables.shares(asked))[1] == [
        ["1", "a", "over 99 %", "100 %", "indstilles"],
        ["2", "b", "under 1 %", "0 %", "indstilles ikke"],
    ]


@pytest.mark.parametrize(
    ("scope", "column"),
    [
        (Scope.ALL, "Andel af alle vægte"),
        (Scope.NEAR, "Andel af vægte inden for 10 procentpoint af de officielle"),
        (Scope.ORDERED, "Andel af vægte i samme rækkefølge som de officielle"),
    ],
)
def test_a_share_says_which_weights_it_is_of(scope, column):
    assert list(tables.shares(three(scope=scope)).columns)[2] == column


def test_equals_without_reviewers_have_no_spread():
    _, rows = whole(tables.robustness(three(), SCHEME))

    assert [row[6:] for row in rows] == [
        ["–", "50 %", "50 %", "drøftes"],
        ["–", "50 %", "50 %", "drøftes"],
        ["–", "0 %", "0 %", "indstilles ikke"],
    ]


def test_places_have_a_column_each():
    assert whole(tables.places(three())) == (
        ["Ansøger", "Plads 1", "Plads 2", "Plads 3"],
        [
            ["Nord", "50 %", "50 %", "0 %"],
            ["Syd", "50 %", "50 %", "0 %"],
            ["Øst", "0 %", "0 %", "100 %"],
        ],
    )


def test_winners_have_their_share_middle_and_corners():
    assert whole(tables.winners(three(), SCHEME)) == (
        ["Ansøger", "Først ved", *[f"{title}, i midten" for title in TITLES], "Hjørner"],
        [
            ["Nord", "50 %", "50,0 %", "16,7 %", "33,3 %", "100,0 % / 0,0 % / 0,0 %; 50,0 % / 50,0 % / 0,0 %; 0,0 % / 0,0 % / 100,0 %"],
            ["Syd", "50 %", "16,7 %", "50,0 %", "33,3 %", "50,0 % / 50,0 % / 0,0 %; 0,0 % / 100,0 % / 0,0 %; 0,0 % / 0,0 % / 100,0 %"],
        ],
    )  # fmt: skip


def test_winners_who_score_the_same_stand_together():
    asked = found(applicant("Nord", 4, 3, 3), applicant("Syd", 4, 3, 3))

    assert [row[:2] for row in whole(tables.winners(asked, SCHEME))[1]] == [
        ["Nord og Syd", "100 %"]
    ]


def test_a_weight_from_nothing_to_all_names_where_the_last_place_turns():
    assert whole(tables.against_weight(three(), SCHEME, TARGET)) == (
        ["Ansøger", f"{TITLES[0]} 0 %", f"{TITLES[0]} 33,3 %", f"{TITLES[0]} 100 %", "Lige om den sidste plads"],
        [
            ["Nord", "3,00", "3,33", "4,00", "33,3 % med Syd"],
            ["Syd", "3,50", "3,33", "3,00", "33,3 % med Nord"],
            ["Øst", "1,00", "1,00", "1,00", "–"],
        ],
    )  # fmt: skip


def test_bump_has_a_column_for_each_weighting():
    named = named_rankings(three().ranking, SCHEME)

    assert whole(tables.bump(named)) == (
        ["Ansøger", "Officielle", *[f"{title} +10 point" for title in TITLES], "Udsagnene ens"],
        [
            ["Nord", "1", "1", "2", "1", "1"],
            ["Syd", "1", "2", "1", "1", "1"],
            ["Øst", "3", "3", "3", "3", "3"],
        ],
    )


def test_spread_has_a_column_for_each_reviewer_by_the_rankings_weights():
    weights = dict(zip(SCHEME.weights, map(Fraction, ("1/2", "1/4", "1/4")), strict=True))
    people = (
        reviewed("Nord", Anne=(4, 0, 0), Bo=(2, 2, 2)),
        applicant("Uden bedømmere", 5, 5, 5),
        reviewed("Syd", Anne=(5, 5, 5)),
    )

    assert whole(tables.spread(ranked(*people, weights=weights), SCHEME)) == (
        ["Ansøger", "Anne", "Bo", "Alle"],
        [["Syd", "5,00", "–", "5,00"], ["Nord", "2,00", "2,00", "2,00"]],
    )
