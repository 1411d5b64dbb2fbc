"""Exact shares of all weights, places and central weights, against values derived elsewhere.

The expected values are rational, from splitting the polygon of weights in exact fractions; they were
cross-checked with shapely's `ops.split` and, for the first place, with pysensmcda 2.0.0
(`smaa.exact_acceptability`). The first two cases can be proved by hand.
"""

import random
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import pytest

from assessment.domain.ranking import acceptability, sampling
from assessment.domain.ranking.acceptability import central_weights, rank_shares, selection_shares
from assessment.domain.ranking.region import Region, at_least, everything, near, ordered

ALL = everything(3)
EXACT = 1e-9


@dataclass(frozen=True)
class Case:
    """Whole scores, and what is expected of each applicant as fractions with spaces between."""

    name: str
    scores: list[tuple[int, ...]]
    select: int
    shares: str
    places: list[str]
    central: list[str | None]
    region: Region = ALL


CASES = [
    Case(
        "unit vectors: every rank 1/3",
        [(1, 0, 0), (0, 1, 0), (0, 0, 1)],
        2,
        shares="2/3 2/3 2/3",
        places=[
            "1/3 1/3 1/3",
            "1/3 1/3 1/3",
            "1/3 1/3 1/3",
        ],
        central=[
            "11/18 7/36 7/36",
            "7/36 11/18 7/36",
            "7/36 7/36 11/18",
        ],
    ),
    Case(
        "dominance: A over B over C",
        [(5, 5, 5), (4, 4, 5), (1, 1, 1)],
        1,
        shares="1 0 0",
        places=[
            "1 0 0",
            "0 1 0",
            "0 0 1",
        ],
        central=[
            "1/3 1/3 1/3",
            None,
            None,
        ],
    ),
    Case(
        "two applicants",
        [(5, 2, 3), (3, 4, 3)],
        1,
        shares="1/2 1/2",
        places=[
            "1/2 1/2",
            "1/2 1/2",
        ],
        central=[
            "1/2 1/6 1/3",
            "1/6 1/2 1/3",
        ],
    ),
    Case(
        "exact duplicates at the cut",
        [(5, 3, 4), (4, 4, 4), (4, 4, 4), (3, 5, 4), (2, 2, 5)],
        2,
        shares="1/2 4/9 4/9 1/2 1/9",
        places=[
            "11/24 1/24 0 5/12 1/12",
            "0 8/9 1/9 0 0",
            "0 8/9 1/9 0 0",
            "11/24 1/24 0 5/12 1/12",
            "1/12 1/36 0 1/18 5/6",
        ],
        central=[
            "211/396 35/198 115/396",
            None,
            None,
            "35/198 211/396 115/396",
            "7/72 7/72 29/36",
        ],
    ),
    Case(
        "6 applicants, 3 reviewers, criterion means in fifteenths",
        [(10, 7, 10), (15, 8, 11), (15, 14, 7), (7, 15, 6), (13, 13, 6), (10, 5, 15)],
        3,
        shares="9/80 1429469/1958220 71/80 162959/595980 72339/120428 186377/470764",
        places=[
            "0 0 9/80 5064041/36239280 1189009/2264955 15292/68635",
            "50/279 2001973/4618845 49860257/424933740 3630307/13707540 5/966 0",
            "5035/9486 119179/616590 5269/32240 9/80 0 0",
            "1/18 40625/323532 261314/2830905 185020901/1168716780 552925/5888883 12093/25493",
            "0 169/924 75469/180642 1878005/13367508 38527/178710 8/185",
            "1112/4743 3264793/50375403 1045092007/10813919844 13781609/74851476 7625/47541 1252/4823",
        ],
        central=[
            None,
            "457/837 10/93 290/837",
            "1564621/4214295 62177513/143286030 3101267/15920670",
            "1/27 43/54 1/6",
            None,
            "18046/116343 37022/219759 1337851/1977831",
        ],
    ),
    Case(
        "9 applicants, coarse 0-5",
        [
            (2, 4, 2),
            (1, 4, 3),
            (5, 4, 5),
            (4, 2, 2),
            (1, 4, 2),
            (3, 4, 5),
            (2, 3, 3),
            (1, 1, 5),
            (3, 4, 2),
        ],
        3,
        shares="0 9/65 1 23/96 0 1 0 537/2080 227/624",
        places=[
            "0 0 0 1/6 1/3 29/240 13/60 13/80 0",
            "0 0 9/65 1049/5460 1799/8580 181/3080 85/308 1/8 0",
            "1 0 0 0 0 0 0 0 0",
            "0 1/12 5/32 7/48 6421/110880 305/5544 1391/18480 43/180 3/16",
            "0 0 0 0 0 7/30 7/120 1/3 3/8",
            "0 11/12 1/12 0 0 0 0 0 0",
            "0 0 0 17/168 41/126 149/504 1/4 1/36 0",
            "0 0 537/2080 1021/21840 4637/160160 739/18480 67/880 9/80 7/16",
            "0 0 227/624 271/780 977/21840 11/56 1/21 0 0",
        ],
        central=[
            None,
            None,
            "1/3 1/3 1/3",
            None,
            None,
            None,
            None,
            None,
            None,
        ],
    ),
    Case(
        "6 applicants, weights ordered w1>=w2>=w3",
        [(6, 10, 15), (8, 14, 7), (8, 8, 14), (10, 8, 14), (12, 9, 5), (13, 8, 13)],
        3,
        shares="64/1771 29540/70587 74/5313 153/217 17753/21483 1",
        places=[
            "0 0 64/1771 58244/1294601 2585/33626 1231/1462",
            "3/143 5455/39897 6136/23529 5808391/11999790 3697/38709 1/510",
            "0 0 74/5313 210359/2284590 267023/326370 75/989",
            "0 23/93 298/651 64/217 0 0",
            "0 166/279 1657/7161 30326108/361193679 3422/361845 20228/252195",
            "140/143 3/143 0 0 0 0",
        ],
        central=[
            None,
            "431/858 135/286 1/39",
            None,
            None,
            None,
            "1579/2574 2465/9009 185/1638",
        ],
        region=ordered((0, 1, 2)),
    ),
    Case(
        "6 applicants, minimum weight 20% each",
        [(8, 15, 15), (9, 6, 7), (7, 14, 10), (15, 15, 7), (11, 14, 5), (9, 10, 11)],
        3,
        shares="1 0 39/80 1 5/16 1/5",
        places=[
            "251/420 169/420 0 0 0 0",
            "0 0 0 0 0 1",
            "0 0 39/80 259/720 11/72 0",
            "169/420 1499/2520 1/360 0 0 0",
            "0 0 5/16 191/720 19/45 0",
            "0 1/360 71/360 3/8 17/40 0",
        ],
        central=[
            "109129/395325 8954/26355 21698/56475",
            None,
            None,
            "659/1575 34/105 58/225",
            None,
            None,
        ],
        region=at_least([Fraction(1, 5)] * 3),
    ),
]
cases = pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)


def rows(*scores):
    return [tuple(Fraction(each) for each in row) for row in scores]


def numbers(text):
    return pytest.approx([float(Fraction(each)) for each in text.split()], abs=EXACT)


@cases
def test_the_share_of_the_weights_that_selects_each(case):
    found = selection_shares(rows(*case.scores), case.select, case.region)

    assert found == numbers(case.shares)


@cases
def test_the_share_of_the_weights_that_gives_each_place(case):
    found = rank_shares(rows(*case.scores), case.region)

    assert list(found) == [numbers(each) for each in case.places]


@cases
def test_the_middle_of_the_weights_that_put_each_first(case):
    found = central_weights(rows(*case.scores), case.region)

    assert list(found) == [each if each is None else numbers(each) for each in case.central]


@pytest.mark.parametrize("unit", [Fraction(1), Fraction(1, 15), Fraction(7, 3)])
@cases
def test_the_unit_of_the_scores_does_not_matter(case, unit):
    scaled = [tuple(unit * each for each in row) for row in case.scores]

    assert selection_shares(scaled, case.select, case.region) == numbers(case.shares)


# --- edges ----------------------------------------------------------------------------------------


def test_of_nobody_nothing_is_said():
    assert (selection_shares([], 2, ALL), rank_shares([], ALL), central_weights([], ALL)) == (
        (),
        (),
        (),
    )


def test_one_alone_is_first_everywhere():
    alone = rows((3, 1, 2))

    assert selection_shares(alone, 1, ALL) == (1,)
    assert rank_shares(alone, ALL) == ((1,),)
    assert central_weights(alone, ALL) == (pytest.approx([1 / 3] * 3),)


@pytest.mark.parametrize("places", [0, -1])
def test_no_places_select_nobody(places):
    assert selection_shares(rows((3, 3, 3), (1, 2, 3)), places, ALL) == (0, 0)


@pytest.mark.parametrize("places", [2, 3, 99])
def test_with_places_for_all_everybody_is_selected(places):
    assert selection_shares(rows((3, 3, 3), (1, 2, 3)), places, ALL) == (1, 1)


# The package smaa for R has the middle undefined, and no number, where nobody is first (tests/nacw.R).
def test_whoever_is_never_first_has_no_middle():
    assert central_weights(rows((1, 1, 1), (0, 0, 0)), ALL) == (numbers("1/3 1/3 1/3"), None)


@pytest.mark.parametrize("places", [1, 2, 4])
def test_identical_applicants_share_what_there_is(places):
    same = rows(*[(3, 4, 2)] * 4)

    assert selection_shares(same, places, ALL) == pytest.approx([places / 4] * 4, abs=EXACT)
    assert rank_shares(same, ALL) == ((1, 0, 0, 0),) * 4
    assert central_weights(same, ALL) == (numbers("1/3 1/3 1/3"),) * 4


def test_two_who_are_equal_on_an_edge_only_share_nothing_of_the_area():
    assert selection_shares(rows((3, 4, 4), (3, 5, 4)), 1, ALL) == (0, 1)


def test_scores_finer_than_a_billionth_are_told_apart_as_far_as_they_can():
    finer = [(Fraction(1, 3), Fraction(2, 7), Fraction(1, 999_999_937)), *rows((0, 0, 0))]

    assert selection_shares(finer, 1, ALL) == (1, 0)


# --- many -----------------------------------------------------------------------------------------


def spread(count, power):
    """Applicants none of whom is dominated: equal sums (1), or points of a sphere (2)."""
    found = []
    for index in range(count):
        first, second = (index * 7919) % 997 + 1, (index * 104_729) % 991 + 1
        third = (index * 15_485_863) % 983 + 1
        length = (first**power + second**power + third**power) ** (1 / power)
        found.append(tuple(Fraction(round(5e6 * each / length), 10**6) for each in (first, second, third)))  # fmt: skip
    return found


@pytest.mark.parametrize("power", [1, 2], ids=["a plane", "a sphere"])
def test_hundreds_of_whom_nobody_is_dominated_are_still_exact(power):
    scores = spread(400, power)

    shares = selection_shares(scores, 4, ALL)

    drawn = sampling.selection_shares(scores, 4, sampling.weights(ALL))
    errors = [4.5 * sqrt(share * (1 - share) / sampling.DRAWS) for share in shares]
    assert sum(shares) == pytest.approx(4, abs=1e-6)
    assert max(abs(p - q) - e for p, q, e in zip(shares, drawn, errors, strict=True)) < 1e-3


def test_so_many_equals_at_one_point_are_refused():
    through_the_middle = [
        (Fraction(1000 + index), Fraction(1000 + index**2), Fraction(1000 - index - index**2))
        for index in range(-200, 200)
    ]

    with pytest.raises(acceptability.TooManyLinesError):
        rank_shares(through_the_middle, ALL)


@pytest.mark.parametrize("region", [ALL, ordered((1, 0, 2)), near([Fraction(1, 3)] * 3)])
def test_a_triangle_in_parts_says_what_it_says_whole(monkeypatch, region):
    scores = spread(30, 2)
    whole = (selection_shares(scores, 3, region), central_weights(scores, region))

    monkeypatch.setattr(acceptability, "_MANY", 4)

    parted = (selection_shares(scores, 3, region), central_weights(scores, region))
    assert parted[0] == pytest.approx(whole[0], abs=EXACT)
    assert [each is None for each in parted[1]] == [each is None for each in whole[1]]
    for found, expected in zip(*(filter(None, each[1]) for each in (parted, whole)), strict=True):
        assert found == pytest.approx(expected, abs=1e-7)


def test_points_and_weights_with_many_decimals_are_as_exact_as_short_ones():
    drawn = random.Random(7)
    scores = [[Fraction(drawn.randrange(5 * 10**9), 10**9) for _ in range(3)] for _ in range(200)]
    third = Fraction(33333333333333333333, 10**20)

    long = selection_shares(scores, 30, near([third, third, 1 - 2 * third]))

    assert long == pytest.approx(selection_shares(scores, 30, near([Fraction(1, 3)] * 3)), abs=1e-5)


def test_whoever_is_first_somewhere_is_first_with_its_own_central_weights():
    """The confidence factor of whole points is 1 or undefined (R package smaa, tests/nacw.R)."""
    scores = [tuple(map(Fraction, row)) for row in ((1, 1, 1), (0, 0, 0))]

    centre, never = central_weights(scores, ALL)

    assert never is None
    assert centre == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    mixed = [tuple(map(Fraction, row)) for row in ((5, 2, 3), (3, 4, 3), (1, 1, 5))]
    for index, weights in enumerate(central_weights(mixed, ALL)):
        totals = [sum(w * float(s) for w, s in zip(weights, row, strict=True)) for row in mixed]
        assert totals.index(max(totals)) == index
