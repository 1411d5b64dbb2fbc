"""Places from exact totals, shared by equals; the cut with its near tie; nobody by name or lot."""

from fractions import Fraction

import pytest

from assessment.domain.ranking.places import (
    Candidate,
    Group,
    Move,
    Standing,
    moves,
    priority,
    rank,
    statement_weights,
    top,
)
from assessment.domain.reviewing.marks import Marks
from assessment.domain.rules.scheme import Select
from tests.builders import candidate, cti_scheme

IN, OUT, TOGETHER = Group.IN, Group.OUT, Group.DECIDE_TOGETHER
MARGIN = Fraction(1, 4)
TINY = Fraction(1, 10**12)
FAVOUR_LEADERS = {"4": 1, "6": 5}
"""Total 3 and priority 4: what the leadership gains, the barriers lose."""


def ranked(*candidates, least=1, most=1, weights=None):
    return rank(candidates, cti_scheme(), Select(min=least, max=most), weights)


def by_totals(*totals, most=1):
    return ranked(*(candidate(str(n), total) for n, total in enumerate(totals)), most=most)


def told(ranking):
    """Place and group of each, in the order of their names."""
    standings = sorted(ranking.standings, key=lambda each: each.candidate.name)
    return [(each.place, each.group) for each in standings]


def scored(name, *scores):
    """A candidate with these scores of the three criteria and no statements behind them."""
    criteria = dict(zip(cti_scheme().weights, map(Fraction, scores), strict=True))
    return Candidate(name, name, Marks({}, dict.fromkeys([f"V{n}" for n in range(1, 8)]), criteria))


def test_the_published_tie_is_told_and_nobody_wins_silently():
    """Wikipedia, "Weighted sum model" (after Triantaphyllou 2000): places 3, 1 and 1.

    The page has four criteria, the scheme three: the last two stand together, with their weights
    0.40 and 0.25 inside the score, so that the totals are the page's 21.50, 22.00 and 22.00.
    """
    table = {"A1": (25, 20, 15, 30), "A2": (10, 30, 20, 30), "A3": (30, 10, 30, 10)}
    candidates = [
        scored(name, a, b, (Fraction("0.40") * c + Fraction("0.25") * d) / Fraction("0.65"))
        for name, (a, b, c, d) in table.items()
    ]
    shares = map(Fraction, ("0.20", "0.15", "0.65"))
    weights = dict(zip(cti_scheme().weights, shares, strict=True))

    result = ranked(*candidates, most=1, weights=weights)

    assert [(each.candidate.id, each.total, each.place) for each in result.standings] == [
        ("A2", Fraction(22), 1),
        ("A3", Fraction(22), 1),
        ("A1", Fraction("21.50"), 3),
    ]
    assert told(result) == [(3, OUT), (1, TOGETHER), (1, TOGETHER)]
    assert [each.reasons for each in result.near_tie] == [("lige point",), ("lige point",)]


@pytest.mark.parametrize(
    ("totals", "most", "expected"),
    [
        ((), 2, []),
        ((3,), 1, [(1, IN)]),
        ((4, 3, 2), 4, [(1, IN), (2, IN), (3, IN)]),
        ((4, 4), 2, [(1, IN), (1, IN)]),
        ((2, 4, 3), 1, [(3, OUT), (1, IN), (2, OUT)]),
        ((4, 4, 3), 2, [(1, IN), (1, IN), (3, OUT)]),
        ((5, 3, 3, 1), 2, [(1, IN), (2, TOGETHER), (2, TOGETHER), (4, OUT)]),
        ((3, 3, 3), 1, [(1, TOGETHER)] * 3),
        ((0, 0), 1, [(1, TOGETHER)] * 2),
        ((3, 3 - MARGIN), 1, [(1, TOGETHER), (2, TOGETHER)]),
        ((3, 3 - MARGIN - TINY), 1, [(1, IN), (2, OUT)]),
        ((3 + MARGIN, 3, 3 - MARGIN), 2, [(1, TOGETHER), (2, TOGETHER), (3, TOGETHER)]),
        ((3 + MARGIN + TINY, 3, 3 - MARGIN), 2, [(1, IN), (2, TOGETHER), (3, TOGETHER)]),
        ((3 + MARGIN, 3, 3 - MARGIN - TINY), 2, [(1, IN), (2, IN), (3, OUT)]),
        ((4, 3, Fraction(14, 5), Fraction(13, 5)), 2,
         [(1, IN), (2, TOGETHER), (3, TOGETHER), (4, OUT)]),
        ((3, 3 - TINY), 1, [(1, TOGETHER), (2, TOGETHER)]),
    ],
    ids=["nobody", "alone", "fewer-than-the-most", "equals-who-both-fit", "clear", "tie-above-the-cut",
         "tie-at-the-cut", "all-tied", "all-at-zero", "margin", "past-the-margin", "margin-both-ways",
         "one-above-the-margin", "nobody-outside-near", "margin-from-the-last-not-in-a-chain",
         "a-hair-apart"],
)  # fmt: skip
def test_places_and_groups_come_from_exact_totals(totals, most, expected):
    assert told(by_totals(*totals, most=most)) == expected


def test_fewer_than_the_least_are_ranked_and_never_filled_up():
    unqualified = candidate("B", 5, qualified=False)

    result = ranked(candidate("A", 1), unqualified, least=3, most=4)

    assert [each.candidate.name for each in result.ranked] == ["A"]
    assert told(result) == [(1, IN), (None, Group.NOT_QUALIFIED)]


def test_who_is_not_qualified_has_no_total_whatever_the_points():
    weak, strong = candidate("A", 1), candidate("B", 5, qualified=False)

    result = ranked(weak, strong)

    assert result.standing("B") == Standing(
        strong, None, None, None, Group.NOT_QUALIFIED, ("krav ikke opfyldt",)
    )
    assert result.standing("A").place == 1


def test_a_missing_score_leaves_the_place_empty_and_is_no_zero():
    missing, zeros = candidate("A", {"3b": None}), candidate("B", 0)

    result = ranked(missing, zeros)

    assert result.standing("A") == Standing(
        missing, None, None, None, Group.INCOMPLETE, ("mangler vurdering",)
    )
    assert told(result) == [(None, Group.INCOMPLETE), (1, IN)]


def test_who_is_neither_qualified_nor_scored_is_not_qualified():
    result = ranked(candidate("A", None, qualified=False))

    assert told(result) == [(None, Group.NOT_QUALIFIED)]


def test_an_open_formal_check_ranks_provisionally_and_takes_its_place():
    result = ranked(candidate("A", 5, provisional=True), candidate("B", 3))

    assert told(result) == [(1, IN), (2, OUT)]
    assert result.standing("A").words == (
        "Samlet 5,00 af 5 og plads 1. Foreløbig, fordi den formelle prøvning ikke er færdig."
    )


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (candidate("A", Fraction(10, 3)), "Samlet 3,33 af 5 og plads 1."),
        (candidate("A", None), "Ingen plads: mangler vurdering."),
        (candidate("A", 4, qualified=False), "Ingen plads: krav ikke opfyldt."),
        (
            candidate("A", 4, qualified=False, provisional=True),
            "Ingen plads: krav ikke opfyldt.",
        ),
    ],
    ids=["ranked", "incomplete", "not-qualified", "not-qualified-and-open"],
)
def test_a_standing_is_told_in_words(one, expected):
    assert ranked(one).standing("A").words == expected


def test_reasons_tell_a_tie_from_a_near_tie_and_stand_only_where_it_is_contested():
    result = by_totals(5, 3, 3, Fraction(29, 10), 1, 1, most=2)

    reasons = {each.candidate.id: each.reasons for each in result.standings}
    assert reasons == {
        "0": (),
        "1": ("lige point",),
        "2": ("lige point",),
        "3": ("tæt på grænsen",),
        "4": (),
        "5": (),
    }


def test_priority_is_the_mean_of_leadership_and_involvement():
    assert priority(candidate(points={"6": 5, "7": 2}).marks, cti_scheme()) == Fraction(7, 2)
    assert priority(candidate(points={"7": None}).marks, cti_scheme()) is None


def test_priority_orders_a_near_tie_and_never_the_places():
    plain, favoured = candidate("A"), candidate("B", FAVOUR_LEADERS)
    ahead = candidate("C", Fraction(31, 10))

    result = ranked(plain, favoured, ahead)

    assert [(each.candidate.name, each.total, each.priority) for each in result.standings] == [
        ("C", Fraction(31, 10), Fraction(31, 10)),
        ("B", 3, 4),
        ("A", 3, 3),
    ]
    assert told(result) == [(2, TOGETHER), (2, TOGETHER), (1, TOGETHER)]
    assert [each.candidate.name for each in result.near_tie] == ["B", "C", "A"]


def test_who_has_no_priority_stands_last_in_a_near_tie():
    result = ranked(scored("A", 3, 3, 3), candidate("B", {"6": 0, "4": 6, "7": 0, "2": 12}))

    assert [each.priority for each in result.near_tie] == [0, None]


def test_the_unranked_stand_last_and_the_unqualified_after_the_incomplete():
    result = ranked(
        candidate("A", 5, qualified=False), candidate("B", None), candidate("C", 1), most=2
    )

    assert [each.candidate.name for each in result.standings] == ["C", "B", "A"]


def test_other_weights_give_another_ranking():
    strong_group = candidate("A", {"1a": 5, "1b": 5, "2": 5, "7": 1})
    strong_citizen = candidate("B", {"1a": 1, "1b": 1, "2": 1, "7": 5})
    weights = {
        "target_group": Fraction(0),
        "readiness": Fraction(0),
        "citizen_involvement": Fraction(1),
    }

    result = ranked(strong_group, strong_citizen, weights=weights)

    assert told(result) == [(2, OUT), (1, IN)]
    assert result.weights == weights


def test_a_criterion_without_weight_still_needs_its_score():
    weights = dict.fromkeys(cti_scheme().weights, Fraction(1, 2)) | {"target_group": Fraction(0)}

    result = ranked(candidate("A", {"1a": None}), weights=weights)

    assert told(result) == [(None, Group.INCOMPLETE)]


def test_without_prioritised_statements_there_is_no_priority():
    criteria = tuple(
        each.model_copy(
            update={
                "statements": tuple(
                    statement.model_copy(update={"prioritised": False})
                    for statement in each.statements
                )
            }
        )
        for each in cti_scheme().criteria
    )
    scheme = cti_scheme().model_copy(update={"criteria": criteria})

    result = rank([candidate("A"), candidate("B")], scheme, Select(min=1, max=1))

    assert [(each.place, each.priority) for each in result.near_tie] == [(1, None), (1, None)]


def test_moves_tell_whose_place_changes():
    before = ranked(candidate("A", 5), candidate("B", 4), candidate("C", 3), candidate("D", 2))
    after = ranked(candidate("A", 5), candidate("B", 3), candidate("C", 4), candidate("D", None))

    assert moves(before, after) == (Move("B", 2, 3), Move("C", 3, 2))
    assert moves(after, before) == (Move("C", 2, 3), Move("B", 3, 2))


@pytest.mark.parametrize(
    ("totals", "expected"),
    [((5, 4, 3), {"0", "1"}), ((5, 4, 4, 3), {"0", "1", "2"}), ((5, None), {"0"}), ((), set())],
    ids=["clear", "tie-at-the-cut", "incomplete", "nobody"],
)
def test_top_has_all_whose_place_is_within_the_number_to_select(totals, expected):
    assert top(by_totals(*totals, most=2)) == expected


def test_standing_of_somebody_else_is_a_key_error():
    with pytest.raises(KeyError):
        by_totals(3).standing("X")


def test_statement_weights_give_each_statement_one_share():
    assert statement_weights(cti_scheme()) == {
        "target_group": Fraction(3, 7),
        "readiness": Fraction(3, 7),
        "citizen_involvement": Fraction(1, 7),
    }


def test_groups_are_the_words_that_other_programs_read():
    assert [*Group] == ["in", "out", "decide_together", "not_qualified", "incomplete"]
