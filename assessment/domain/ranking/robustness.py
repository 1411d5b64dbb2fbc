"""How sure a ranking is: who is selected whatever reasonable weights and reviewers one takes.

In is who is selected with every weighting near its own, and with any one review or reviewer
left out; out is who never is. Everybody else is decided on together, each for reasons that are said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assessment.domain.ranking import acceptability, sampling
from assessment.domain.ranking.cutting import chances
from assessment.domain.ranking.leaving_out import LeftOut, Trial, Trials, trials
from assessment.domain.ranking.places import Doubt, Group, Ranking, Standing
from assessment.domain.ranking.region import NEAR, Region, Scope, near, region
from assessment.domain.ranking.swaps import Swap, Turn, swap_points, turns
from assessment.domain.rules.scheme import Scheme

MANY = 100
"""Above so many applicants only shares are computed: pairs and single reviews are too many to read."""

_EXACT = 3
"""The number of criteria with an exact answer."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure one applicant's outcome is; `chance` is 1 in, 0 out, between with equals at the cut.

    `share` is that of the region asked for in which it is selected, `near` that of the weights near
    the ranking's. `turns` are where one criterion's weight, still near, changes the outcome;
    `trials` those that do.
    """

    standing: Standing
    chance: Fraction
    share: float
    near: float
    turns: tuple[Turn, ...] = ()
    trials: tuple[Trial, ...] = ()


@dataclass(frozen=True, slots=True)
class Robustness:
    """What is known of a ranking's sureness; `ranking` has the three groups in place of the near tie.

    What is None is not computed for so many applicants, or so many equals. `official` tells whether the
    weights are the scheme's. `seed` and `error` tell how shares were drawn; both are None where they are exact.
    """

    ranking: Ranking
    verdicts: Mapping[str, Verdict]
    scope: Scope
    official: bool
    central: Mapping[str, tuple[float, ...] | None] | None
    places: Mapping[str, tuple[float, ...]] | None
    swaps: tuple[Swap, ...] | None
    trials: Trials | None
    seed: int | None = None
    error: float | None = None


def robustness(ranking: Ranking, scheme: Scheme, scope: Scope = Scope.ALL) -> Robustness:
    """Ask of a ranking how sure it is, with shares of this region."""
    ranked = [each.candidate for each in ranking.ranked]
    few = len(ranked) <= MANY
    asked, around = region(scope, ranking.weights), near(list(ranking.weights.values()))
    scores = ranking.scores
    rows = list(scores.values())
    limit = ranking.select.max
    (shares, seed), (close, seed_near) = (_shares(rows, limit, each) for each in (asked, around))
    exact = seed is None and len(scheme.criteria) == _EXACT
    seed = seed_near if seed is None else seed
    swaps = swap_points(scores, ranking.weights) if few and len(scheme.criteria) > 1 else None
    tried = trials(ranked, scheme, ranking.weights, limit) if few else None
    verdicts = _verdicts(ranking, (shares, close), tried)
    if swaps is not None:
        turned = turns(scores, ranking.weights, limit, swaps)
        verdicts = {
            key: replace(each, turns=_reasonable(turned[key], ranking.weights))
            for key, each in verdicts.items()
        }
    verdicts = {key: replace(each, standing=settled(each)) for key, each in verdicts.items()}
    ids, middles = list(scores), _middles(rows, asked) if exact else None
    return Robustness(
        replace(ranking, standings=tuple(_at_the_cut(ranking, verdicts))),
        verdicts,
        scope,
        ranking.weights == scheme.weights,
        None if middles is None else dict(zip(ids, middles, strict=True)),
        dict(zip(ids, acceptability.rank_shares(rows, asked), strict=True))
        if exact and few
        else None,
        swaps,
        tried,
        seed,
        None if seed is None else sampling.error(),
    )


def _shares(
    rows: Sequence[Sequence[Fraction]], places: int, asked: Region
) -> tuple[tuple[float, ...], int | None]:
    """The shares, and the seed they were drawn with where there is no exact answer."""
    if len(asked.corners) == _EXACT:
        try:
            return acceptability.selection_shares(rows, places, asked), None
        except acceptability.TooManyLinesError:
            pass  # so many equals at one point are beyond what anybody waits for
    found = sampling.selection_shares(rows, places, sampling.weights(asked))
    # One criterion weighs all, however often it is drawn.
    return found, sampling.SEED if len(asked.corners) > 1 else None


def _middles(
    rows: Sequence[Sequence[Fraction]], asked: Region
) -> tuple[tuple[float, ...] | None, ...] | None:
    """The central weights; None where nobody waits for them: shares need none where there is room for all."""
    try:
        return acceptability.central_weights(rows, asked)
    except acceptability.TooManyLinesError:
        return None


def _reasonable(found: Sequence[Turn], weights: Mapping[str, Fraction]) -> tuple[Turn, ...]:
    return tuple(each for each in found if abs(each.weight - weights[each.criterion]) < NEAR)


def _verdicts(
    ranking: Ranking, shares: tuple[Sequence[float], Sequence[float]], tried: Trials | None
) -> dict[str, Verdict]:
    ranked = ranking.ranked
    totals = {each.candidate.id: each.total for each in ranked if each.total is not None}
    official = chances(totals, ranking.select.max)
    return {
        each.candidate.id: Verdict(
            each,
            official[each.candidate.id],
            share,
            close,
            trials=tuple(
                trial
                for trial in (tried.made if tried else ())
                if trial.outcome[each.candidate.id] != official[each.candidate.id]
            ),
        )
        for each, share, close in zip(ranked, *shares, strict=True)
    }


def _at_the_cut(ranking: Ranking, verdicts: Mapping[str, Verdict]) -> Iterator[Standing]:
    """All standings, of those with a place as their verdicts have them."""
    for each in ranking.standings:
        verdict = verdicts.get(each.candidate.id)
        yield verdict.standing if verdict else each


def settled(verdict: Verdict) -> Standing:
    """The standing with its group at the cut and the reasons for it."""
    reasons = doubts(verdict)
    sure = Group.IN if verdict.chance else Group.OUT
    return replace(
        verdict.standing,
        group=Group.DECIDE_TOGETHER if reasons else sure,
        reasons=tuple(str(each) for each in reasons),
    )


def doubts(verdict: Verdict) -> tuple[Doubt | LeftOut, ...]:
    """Why an outcome is not sure; none where it is the same whatever is tried."""
    tied = 0 < verdict.chance < 1
    found: dict[Doubt | LeftOut, bool] = {
        Doubt.EQUAL: tied,
        Doubt.CLOSE: verdict.standing.group is Group.DECIDE_TOGETHER and not tied,
        # A turn tells of itself: of two equals each is ahead in half of the weights, as in a tie.
        Doubt.WEIGHTS: bool(verdict.turns)
        or abs(verdict.near - verdict.chance) > acceptability.ROUNDING,
    }
    found |= {kind: any(each.left_out is kind for each in verdict.trials) for kind in LeftOut}
    return tuple(kind for kind, doubtful in found.items() if doubtful)
