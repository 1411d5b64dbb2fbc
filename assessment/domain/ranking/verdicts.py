"""How sure each applicant's outcome is, in one Danish sentence that a project lead can defend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from assessment.domain.ranking.leaving_out import LeftOut, Trial
from assessment.domain.ranking.places import Doubt, Group, Ranking
from assessment.domain.ranking.region import Scope
from assessment.domain.ranking.robustness import MANY, Robustness, Verdict
from assessment.domain.ranking.swaps import Turn
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import counted, decimal, listed, percent

METHOD = (
    "Udfaldet er prøvet ved alle vægte inden for 10 procentpoint af de officielle og uden hver enkelt "
    "bedømmelse og hver bedømmer. Det sidste regnes altid på bedømmernes egne point, også hvor de er "
    "blevet enige om andre. Er udfaldet det samme hele vejen, står det fast; ellers drøftes det."
)
GROUPS = {
    Group.IN: "indstilles",
    Group.OUT: "indstilles ikke",
    Group.DECIDE_TOGETHER: "drøftes",
    Group.NOT_QUALIFIED: "krav ikke opfyldt",
    Group.INCOMPLETE: "mangler vurdering",
}
"""The groups at the cut as people read them."""

_OUT, _IN, _SETTLED = "falder ud", "kommer med", "afgøres"
_EQUAL = "står lige med andre ved grænsen"
_OUTCOMES = (_SETTLED, _OUT, _IN, _EQUAL)
"""What a condition leads to, in the order of the sentence."""

_TRIANGLE = 3
"""With so many criteria central weights are computed."""
_SHOWN = 3
"""So many conditions of a kind are named; the rest is counted."""


def sentence(verdict: Verdict, found: Robustness, scheme: Scheme) -> str:
    """What is proposed for one applicant and how sure that is."""
    ranking = found.ranking
    if len(found.verdicts) <= ranking.select.max:
        return "Indstilles: der er plads til alle, der kan rangeres."
    if verdict.standing.group is Group.IN:
        return f"Indstilles: {best(ranking)} {_always(verdict, found)}."
    if verdict.standing.group is Group.OUT:
        return f"Indstilles ikke: {_never(verdict, found)}."
    return f"Drøftes: {'; '.join(_conditions(verdict, found, scheme))}."


def centre(found: Robustness) -> str:
    """Which weights the ranking is by and others are near: the scheme's, or those chosen instead."""
    return "de officielle" if found.official else "de valgte"


def scope_words(found: Robustness) -> str:
    """Which weights a share is of, as people read it."""
    return {
        Scope.ALL: "alle vægte",
        Scope.NEAR: f"vægte {_near(found)}",
        Scope.ORDERED: f"vægte i samme rækkefølge som {centre(found)}",
    }[found.scope]


def _near(found: Robustness) -> str:
    return f"inden for 10 procentpoint af {centre(found)}"


def share_words(share: float) -> str:
    """A share as a whole percentage that says neither all nor none where it is not."""
    if 0 < share < 0.005:  # noqa: PLR2004 - what would be written as 0
        return "under 1 %"
    return "over 99 %" if 0.995 <= share < 1 else percent(Fraction(share), 0)  # noqa: PLR2004 - as 100


def best(ranking: Ranking) -> str:
    """What somebody selected is, as a sentence says it."""
    return f"blandt de {ranking.select.max} bedste" if ranking.select.max > 1 else "bedst"


def _tried(found: Robustness) -> str:
    """That leaving out was tried too, where it was, and whether of every review."""
    if not (found.trials and found.trials.made):
        return ""
    which = "af de prøvede bedømmelser" if found.trials.untried else "bedømmelse"
    return f", uanset hvilken {which} der udgår"


def _always(verdict: Verdict, found: Robustness) -> str:
    # Weights that were drawn are many and never all.
    every = "alle vægte" if found.error is None else "alle trukne vægte"
    if verdict.share == 1 and found.scope is Scope.ALL:
        return f"ved {every}{_tried(found)}"
    more = f" og ved {share_words(verdict.share)} af alle vægte" if found.scope is Scope.ALL else ""
    return f"ved {every} {_near(found)}{more}{_tried(found)}"


def _never(verdict: Verdict, found: Robustness) -> str:
    selected = best(found.ranking)
    any_ = "nogen vægte" if found.error is None else "nogen af de trukne vægte"
    if verdict.share == 0 and found.scope is Scope.ALL:
        return f"ikke {selected} ved {any_}{_tried(found)}"
    more = (
        f", men ved {share_words(verdict.share)} af alle vægte" if found.scope is Scope.ALL else ""
    )
    return f"ikke {selected} ved {any_} {_near(found)}{_tried(found)}{more}"


def _conditions(verdict: Verdict, found: Robustness, scheme: Scheme) -> Iterator[str]:
    """What makes the outcome unsure, each as a part of the sentence."""
    standing, ranking = verdict.standing, found.ranking
    if Doubt.EQUAL in standing.reasons:
        equal = [
            each.candidate.name
            for each in ranking.ranked
            if each.total == standing.total and each.candidate.id != standing.candidate.id
        ]
        yield f"står lige med {listed(equal)} om {_last(verdict.chance * (len(equal) + 1))}"
    if Doubt.CLOSE in standing.reasons:
        margin = decimal(scheme.scoring.tie_margin)
        yield f"ligger højst {margin} fra grænsen, så pointene alene afgør det ikke"
    changes = (*_weights(verdict, found, scheme), *_left_out(verdict))
    for outcome in _OUTCOMES:
        ifs = [clause for leads_to, clause in changes if leads_to == outcome]
        if ifs:
            yield f"{outcome}, {_either(ifs)}"


def _last(places: Fraction) -> str:
    """The places that equals share, as a sentence says them."""
    return "den sidste plads" if places == 1 else f"de sidste {places} pladser"


def _leads_to(chance: Fraction) -> str:
    """What an outcome is, as a sentence says it: in, out, or as one of equals at the cut."""
    return {Fraction(0): _OUT, Fraction(1): _IN}.get(chance, _EQUAL)


def _either(clauses: Sequence[str]) -> str:
    """Clauses of which one is enough, each with its comma."""
    *most, last = clauses
    return f"{', '.join(most)}, eller {last}" if most else last


def _weights(verdict: Verdict, found: Robustness, scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Which weights change the outcome, and what it is then."""
    titles = {each.id: each.title for each in scheme.criteria}
    if Doubt.WEIGHTS not in verdict.standing.reasons:
        return
    if verdict.chance not in {0, 1}:
        yield _SETTLED, "hvis vægtene ændres"
        return
    for each in verdict.turns:
        official = found.ranking.weights[each.criterion]
        yield _leads_to(each.chance), _turn(each, titles[each.criterion], official)
    if not verdict.turns:
        # Where nobody asked of one weight alone, it may be enough.
        changed = "vægtene ændres" if found.swaps is None else "flere vægte ændres på én gang"
        share = share_words(verdict.near)
        yield (
            _leads_to(1 - verdict.chance),
            f"hvis {changed} (er med ved {share} af vægtene {_near(found)})",
        )


def _turn(turn: Turn, title: str, official: Fraction) -> str:
    # With so many decimals that it does not read as the weight that it has already.
    fine = (places for places in range(1, 9) if _differ(turn.weight, official, places))
    limit = percent(turn.weight, next(fine, 1))
    return f"hvis {title} vejer {'over' if turn.above else 'under'} {limit}"


def _differ(one: Fraction, other: Fraction, places: int) -> bool:
    return percent(one, places) != percent(other, places)


def _left_out(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """The trials that change the outcome, and what it is then.

    A reviewer's single reviews are told with the reviewer. Of one of equals it is told already that it
    is: being equal to others than these changes nothing that can be said.
    """
    key, tied = verdict.standing.candidate.id, 0 < verdict.chance < 1
    names = {each.reviewer for each in verdict.trials if each.left_out is LeftOut.REVIEWER}
    told: dict[str, list[Trial]] = {}
    for each in verdict.trials:
        outcome = _leads_to(each.outcome[key])
        with_reviewer = each.left_out is LeftOut.REVIEW and each.reviewer in names
        if not with_reviewer and not (tied and outcome == _EQUAL):
            told.setdefault(outcome, []).append(each)
    for outcome, trials in told.items():
        yield from ((outcome, clause) for clause in _trials(trials, verdict))


def _trials(trials: Sequence[Trial], verdict: Verdict) -> Iterator[str]:
    whole = [each for each in trials if each.left_out is not LeftOut.REVIEW]
    single = [each for each in trials if each.left_out is LeftOut.REVIEW]
    reviewers = ("anden udeladt bedømmer", "andre udeladte bedømmere")
    reviews = ("anden udeladt bedømmelse", "andre udeladte bedømmelser")
    for kind, words in ((whole, reviewers), (_own_first(single, verdict), reviews)):
        yield from (each.words for each in kind[:_SHOWN])
        if len(kind) > _SHOWN:
            yield f"ved {counted(len(kind) - _SHOWN, *words)}"


def _own_first(trials: list[Trial], verdict: Verdict) -> list[Trial]:
    own = verdict.standing.candidate.id
    return sorted(trials, key=lambda each: each.application != own)


def limits(found: Robustness) -> Iterator[str]:
    """What was drawn and not computed, how equal weights were ordered, and what was not tried or left out."""
    if found.error is not None:
        off = decimal(Fraction(found.error) * 100, 1)
        yield (
            f"Andelene er trukket tilfældigt (startværdi {found.seed}) og kan være {off} procentpoint ved siden af."
        )
    weights = list(found.ranking.weights.values())
    if found.central is None and found.error is None and len(weights) == _TRIANGLE:
        yield "Så mange står lige ved de samme vægte, at det ikke er regnet ud, hvem der er først ved hvilke."
    if found.verdicts and found.scope is Scope.ORDERED and len({*weights}) < len(weights):
        yield "Kriterier med samme vægt er ordnet, som de står, med det første som det, der vejer mest."
    if found.trials is None and found.verdicts:
        yield (
            f"Ved mere end {MANY} ansøgere regnes byttepunkter, pladsfordelinger og udeladte bedømmelser ikke."
        )
    if found.trials and found.trials.untried:
        yield f"Det kan ikke prøves at regne uden: {listed(found.trials.untried)}."
