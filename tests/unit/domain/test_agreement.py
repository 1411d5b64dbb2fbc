"""Agreement against published values, by hand where it is small, and undefined where nothing is known."""

from fractions import Fraction

import pytest

from assessment.domain.reviewing.agreement import (
    Agreement,
    Metric,
    Weights,
    agreement,
    alpha,
    gwet,
    interval,
    within,
)

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section E: 4 observers, 12 units;
# https://repository.upenn.edu/asc_papers/43. The same table is `raw_4raters` of irrCAC (Gwet).
TWELVE = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
_ = None
THREE = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]
# Hayes and Krippendorff (2007), Answering the Call for a Standard Reliability Measure for Coding Data,
# table 1: five observers, 40 articles.
FORTY = [
    [None if each == "-" else int(each) for each in row]
    for row in (
        "112-001122-01311211000201001111223222221",
        "1130000-21102311121000302102111122222221",
        "203000222100221123001-30-1012202-2232-21",
        "-13----0-10022---31-103021122--122---12-",
        "2--0001-2----3112--0-0--2-0--20-2-2222-1",
    )
]
ALIKE = [[4] * 10] * 3
"""Nobody used more than one value (krippendorff 0.9.0 on PyPI refuses it)."""

ALONE = [[1, 2, None], [None, None, 3]]
"""No unit was rated by two."""

HAND = [[0, 1], [0, 2]]
"""Two units: a full agreement on 0, and 1 against 2."""


@pytest.mark.parametrize(
    ("metric", "published"),
    [
        (Metric.NOMINAL, 0.743),
        (Metric.ORDINAL, 0.815),
        (Metric.INTERVAL, 0.849),
        (Metric.RATIO, 0.797),
    ],
)
def test_alpha_is_krippendorffs(metric, published):
    assert round(alpha(TWELVE, metric), 3) == published


def letters(*rows):
    return [[ord(each) for each in row] for row in rows]


@pytest.mark.parametrize(
    ("ratings", "metric", "published"),
    [
        # Krippendorff (2011), sections A and B: two observers, without a hole.
        ([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], Metric.NOMINAL, 0.095),
        (letters("aabbdcccedda", "babbbccceddd"), Metric.NOMINAL, 0.692),
        # Wikipedia, "Krippendorff's alpha", a computational example: three coders, 15 units.
        (THREE, Metric.NOMINAL, 0.691),
        (THREE, Metric.INTERVAL, 0.811),
        (FORTY, Metric.ORDINAL, 0.760),
    ],
)
def test_alpha_is_that_of_other_published_tables(ratings, metric, published):
    assert round(alpha(ratings, metric), 3) == published


@pytest.mark.parametrize(
    ("weights", "published"),
    [
        (Weights.IDENTITY, 0.77544),
        (Weights.ORDINAL, 0.89894),
        (Weights.QUADRATIC, 0.91400),
        (Weights.LINEAR, 0.85874),
    ],
)
def test_gwets_coefficients_are_irrcacs(weights, published):
    """IrrCAC 0.4.4 on PyPI, `CAC(raw_4raters)`, the same as R's irrCAC, `cac.raw4raters`."""
    assert round(gwet(TWELVE, weights), 5) == published


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        # Observed: of 4 coincidences the pair (1, 2) and (2, 1). Expected: 0 twice, 1 and 2 once,
        # so 4·d01 + 4·d02 + 2·d12 over 3; alpha = 1 - 3·2·d12 / (4·d01 + 4·d02 + 2·d12).
        (Metric.NOMINAL, 1 - 3 * 2 / (4 + 4 + 2)),
        (Metric.INTERVAL, 1 - 3 * 2 / (4 + 16 + 2)),
        (Metric.ORDINAL, 1 - 3 * 2 / (4 * 1.5**2 + 4 * 2.5**2 + 2)),
        (Metric.RATIO, 1 - 3 * 2 * (1 / 9) / (4 + 4 + 2 / 9)),
    ],
)
def test_alpha_by_hand(metric, expected):
    assert alpha(HAND, metric) == pytest.approx(expected)


def test_gwets_ac1_by_hand():
    # Half of the pairs agree; the shares used are 1/2, 1/4, 1/4: chance (1/4 + 3/16 + 3/16) / 2.
    assert gwet(HAND, Weights.IDENTITY) == pytest.approx((1 / 2 - 5 / 16) / (1 - 5 / 16))


def test_a_category_that_nobody_used_lowers_chance():
    assert gwet(HAND, Weights.IDENTITY, range(6)) == pytest.approx((1 / 2 - 1 / 8) / (1 - 1 / 8))


def test_half_points_are_values_of_their_own():
    halves = [[0, Fraction(7, 2), 4], [0, Fraction(7, 2), 3]]
    assert alpha(halves, Metric.NOMINAL) == pytest.approx(1 - 5 * 2 / 26)


def test_total_disagreement_is_below_chance():
    assert alpha([[0, 5], [5, 0]], Metric.NOMINAL) == pytest.approx(-0.5)


@pytest.mark.parametrize("metric", Metric)
@pytest.mark.parametrize("ratings", [[], [[], []], ALIKE, ALONE, [[1, 2, 3]], [[None], [None]]])
def test_alpha_is_undefined_where_there_is_nothing_to_go_by(ratings, metric):
    assert alpha(ratings, metric) is None
    assert interval(ratings, seed=1, draws=10, metric=metric) is None


@pytest.mark.parametrize("weights", Weights)
@pytest.mark.parametrize("ratings", [[], ALIKE, ALONE, [[4, 4, 3], [4, 4, None]]])
def test_gwet_is_undefined_where_nobody_could_have_disagreed(ratings, weights):
    assert gwet(ratings, weights, range(6)) is None


def test_within_is_the_share_of_pairs():
    # Units with 3, 2 and 1 ratings: pairs 0-1, 0-3, 1-3 and 5-5.
    ratings = [[0, 5, 2], [1, 5, None], [3, None, None]]
    assert [within(ratings, points) for points in range(4)] == [0.25, 0.5, 0.75, 1.0]


@pytest.mark.parametrize("ratings", [[], ALONE])
def test_within_needs_a_pair(ratings):
    assert within(ratings) is None


def test_the_interval_is_the_same_for_the_same_seed_and_holds_alpha():
    first, again = interval(TWELVE, seed=7), interval(TWELVE, seed=7)
    assert first == again != interval(TWELVE, seed=8)
    low, high = first
    assert low < alpha(TWELVE) < high


def test_a_lower_level_has_a_narrower_interval():
    low, high = interval(TWELVE, seed=1, level=0.95)
    inner_low, inner_high = interval(TWELVE, seed=1, level=0.5)
    assert low < inner_low < inner_high < high


def test_units_alike_make_every_draw_the_same():
    ratings = [[0, 1], [1, 0]]
    whole = alpha(ratings)
    assert interval(ratings, seed=1, draws=200) == (whole, whole)


def test_units_of_a_block_are_drawn_together():
    """Where each block is the same as the other every draw has the same alpha."""
    ratings = [[0, 1, 2, 0, 1, 2], [0, 1, 3, 0, 1, 3]]
    low, high = interval(ratings, seed=1, blocks=[7, 7, 7, 9, 9, 9])
    assert low == pytest.approx(alpha(ratings)) == pytest.approx(high)
    low, high = interval(ratings, seed=1)
    assert low < alpha(ratings) < high


def test_one_unit_or_one_block_has_no_interval():
    assert interval([[1], [2]], seed=1) is None
    assert interval(TWELVE, seed=1, blocks=[1] * 12) is None


def test_too_many_draws_without_an_alpha_leave_no_interval():
    """Only one unit of ten differs, so that a third of the draws have one value only."""
    ratings = [[4] * 10, [4] * 9 + [3]]
    assert alpha(ratings) == pytest.approx(0)
    assert interval(ratings, seed=1) is None


def test_all_that_is_known_of_the_published_table():
    low, high = interval(TWELVE, seed=3)
    assert agreement(TWELVE, seed=3) == Agreement(
        alpha=alpha(TWELVE),
        low=low,
        high=high,
        ac2=gwet(TWELVE, Weights.ORDINAL, range(6)),
        within_one=52 / 55,
        units=11,
        blocks=11,
        ratings=40,
        seed=3,
    )


@pytest.mark.parametrize(
    ("ratings", "within_one", "units", "given", "why"),
    [
        ([], None, 0, 0, "intet er vurderet af mindst to"),
        (ALONE, None, 0, 0, "intet er vurderet af mindst to"),
        (ALIKE, 1.0, 10, 30, "alle point er ens"),
    ],
)
def test_why_there_is_no_alpha_is_said(ratings, within_one, units, given, why):
    assert agreement(ratings) == Agreement(
        None, None, None, None, within_one, units, units, given, 1, why
    )


def test_why_there_is_no_interval_is_said():
    found = agreement([[1, 2], [2, 2]], blocks=[5, 5])
    assert (found.low, found.high, found.units, found.blocks, found.why) == (
        None,
        None,
        2,
        1,
        "for få eller for mange forskellige point til et interval",
    )
    assert found.alpha is not None


@pytest.mark.parametrize(("units", "conclusive"), [(49, False), (50, True)])
def test_below_fifty_nothing_is_concluded(units, conclusive):
    row = [unit % 6 for unit in range(units)]
    assert agreement([row, row]).conclusive is conclusive
