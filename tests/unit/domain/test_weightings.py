"""Other weightings: named ones, and where along one weight somebody goes in or out."""

from dataclasses import replace
from fractions import Fraction

from assessment.domain.ranking.places import named_rankings, named_weightings, reviewer_totals
from assessment.domain.ranking.swaps import Swap, cut_swaps, swap_points
from tests.rankings import CITIZENS, READY, SCHEME, TARGET, applicant, ranked, reviewed

THIRDS = dict.fromkeys((TARGET, READY, CITIZENS), Fraction(1, 3))


def weights(*texts):
    return dict(zip((TARGET, READY, CITIZENS), map(Fraction, texts), strict=True))


def weighing(*texts):
    """The scheme with other official weights."""
    criteria = tuple(
        each.model_copy(update={"weight": weight})
        for each, weight in zip(SCHEME.criteria, weights(*texts).values(), strict=True)
    )
    return SCHEME.model_copy(update={"criteria": criteria})


def test_named_weightings_start_from_the_official_one():
    assert named_weightings(SCHEME) == {
        "Officielle": THIRDS,
        "Ansøgers målgruppe +10 point": weights("13/30", "17/60", "17/60"),
        "Ansøgers parathed +10 point": weights("17/60", "13/30", "17/60"),
        "Borgerinddragelse +10 point": weights("17/60", "17/60", "13/30"),
        "Udsagnene ens": weights("3/7", "3/7", "1/7"),
    }


def test_other_official_weights_are_held_against_equal_ones():
    named = named_weightings(weighing("1/2", "3/10", "1/5"))

    assert list(named)[:2] == ["Officielle", "Kriterierne ens"]
    assert named["Ansøgers parathed +10 point"] == weights("3/7", "2/5", "6/35")


def test_a_criterion_that_weighs_all_cannot_weigh_more():
    assert list(named_weightings(weighing("1", "0", "0"))) == [
        "Officielle",
        "Kriterierne ens",
        "Ansøgers parathed +10 point",
        "Borgerinddragelse +10 point",
        "Udsagnene ens",
    ]


def test_a_ranking_by_other_weights_stands_before_the_named_ones():
    everybody = applicant("a", 5, 0, 0), applicant("b", 2, 2, 2)
    chosen = weights("9/10", "1/20", "1/20")

    found = named_rankings(ranked(*everybody, weights=chosen), SCHEME)

    assert list(found)[:2] == ["Valgte vægte", "Officielle"]
    assert [[each.candidate.name for each in one.ranked] for one in found.values()] == [
        ["a", "b"],
        ["b", "a"],
        ["a", "b"],
        ["b", "a"],
        ["b", "a"],
        ["a", "b"],
    ]


def test_a_reviewers_total_is_theirs_alone_and_none_where_a_score_is_missing():
    one = reviewed("a", Anne=(5, 4, 3), Bo=(2, 2, 2))
    half = replace(one, given=one.given | {"Ib": {TARGET: Fraction(1)}})

    assert reviewer_totals(half, SCHEME, weights("1/2", "1/4", "1/4")) == {
        "Anne": Fraction(17, 4),
        "Bo": Fraction(2),
    }


def test_the_scores_of_a_ranking_stand_in_the_weights_order():
    found = ranked(applicant("a", 1, 2, 3), applicant("b", 4, 4, 5))

    assert found.scores == {"B": (4, 4, 5), "A": (1, 2, 3)}


def test_only_swaps_about_the_last_place_are_at_the_cut():
    scores = {"a": (5, 1, 1), "b": (1, 4, 4), "c": (2, 3, 3), "d": (0, 0, 0)}
    scores = {key: tuple(map(Fraction, row)) for key, row in scores.items()}
    swaps = [each for each in swap_points(scores, THIRDS) if each.criterion == TARGET]

    assert [
        [(each.weight, each.pair) for each in cut_swaps(scores, THIRDS, places, swaps)]
        for places in (1, 2, 3, 4)
    ] == [
        [(Fraction(3, 7), ("a", "b"))],
        [(Fraction(2, 5), ("a", "c")), (Fraction(1, 2), ("b", "c"))],
        [],
        [],
    ]


def test_three_equal_about_the_last_place_are_all_at_the_cut():
    scores = {"a": (5, 1, 1), "b": (1, 5, 5), "c": (3, 3, 3)}
    scores = {key: tuple(map(Fraction, row)) for key, row in scores.items()}
    swaps = [each for each in swap_points(scores, THIRDS) if each.criterion == TARGET]
    half = Fraction(1, 2)

    assert cut_swaps(scores, THIRDS, 1, swaps) == (
        Swap(TARGET, half, ("a", "b")),
        Swap(TARGET, half, ("a", "c")),
        Swap(TARGET, half, ("b", "c")),
    )
