"""How sure each applicant's outcome is, in one Danish sentence that a project lead can defend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from assessment.domain.leaving_out import LeftOut, Trial
from assessment.domain.ranking import Doubt, Group, Ranking
from assessment.domain.region import Scope
from assessment.domain.robustness import MANY, Robustness, Verdict
from assessment.domain.scheme import Scheme
from assessment.domain.swaps import Turn
from assessment.domain.wording import counted, decimal, listed, percent

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

_SHOWN = 3
"""So many conditions of a kind are named; the rest is counted."""


def sentence(verdict: Verdict, found: Robustness, scheme: Scheme) -> str:
    """What is proposed for one applicant and how sure that is."""
    ranking = found.ranking
    if len(ranking.ranked) <= ranking.select.max:
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
    """That leaving out was tried too, where it was."""
    return ", uanset hvilken bedømmelse der udgår" if found.trials and found.trials.made else ""


def _always(verdict: Verdict, found: Robustness) -> str:
    if verdict.share == 1 and found.scope is Scope.ALL:
        return f"ved alle vægte{_tried(found)}"
    more = f" og ved {share_words(verdict.share)} af alle vægte" if found.scope is Scope.ALL else ""
    return f"ved alle vægte {_near(found)}{more}{_tried(found)}"


def _never(verdict: Verdict, found: Robustness) -> str:
    selected = best(found.ranking)
    if verdict.share == 0 and found.scope is Scope.ALL:
        return f"ikke {selected} ved nogen vægte{_tried(found)}"
    more = (
        f", men ved {share_words(verdict.share)} af alle vægte" if found.scope is Scope.ALL else ""
    )
    return f"ikke {selected} ved nogen vægte {_near(found)}{_tried(found)}{more}"


def _conditions(verdict: Verdict, found: Robustness, scheme: Scheme) -> Iterator[str]:
    """What makes the outcome unsure, each as a part of the sentence."""
    standing, ranking = verdict.standing, found.ranking
    if Doubt.EQUAL in standing.reasons:
        equal = [
            each.candidate.name
            for each in ranking.ranked
            if each.total == standing.total and each.candidate.id != standing.candidate.id
        ]
        yield f"står lige med {listed(equal)} om den sidste plads"
    if Doubt.CLOSE in standing.reasons:
        margin = decimal(scheme.scoring.tie_margin)
        yield f"ligger højst {margin} fra grænsen, så pointene alene afgør det ikke"
    ifs = [*_weights(verdict, found, scheme), *_left_out(verdict)]
    if ifs:
        changes = {Fraction(1): "falder ud", Fraction(0): "kommer med"}
        yield f"{changes.get(verdict.chance, 'afgøres')}, {_either(ifs)}"


def _either(clauses: Sequence[str]) -> str:
    """Clauses of which one is enough, each with its comma."""
    *most, last = clauses
    return f"{', '.join(most)}, eller {last}" if most else last


def _weights(verdict: Verdict, found: Robustness, scheme: Scheme) -> Iterator[str]:
    titles = {each.id: each.title for each in scheme.criteria}
    if Doubt.WEIGHTS not in verdict.standing.reasons:
        return
    if verdict.chance not in {0, 1}:
        yield "hvis vægtene ændres"
        return
    yield from (_turn(each, titles[each.criterion]) for each in verdict.turns)
    if not verdict.turns:
        # Where nobody asked of one weight alone, it may be enough.
        changed = "vægtene ændres" if found.swaps is None else "flere vægte ændres på én gang"
        yield (f"hvis {changed} (er med ved {share_words(verdict.near)} af vægtene {_near(found)})")


def _turn(turn: Turn, title: str) -> str:
    return f"hvis {title} vejer {'over' if turn.above else 'under'} {percent(turn.weight)}"


def _left_out(verdict: Verdict) -> Iterator[str]:
    """The trials that change the outcome; a reviewer's single reviews are told with the reviewer."""
    whole = [each for each in verdict.trials if each.left_out is not LeftOut.REVIEW]
    names = {each.reviewer for each in whole if each.left_out is LeftOut.REVIEWER}
    single = [
        each
        for each in verdict.trials
        if each.left_out is LeftOut.REVIEW and each.reviewer not in names
    ]
    for kind in (whole, _own_first(single, verdict)):
        yield from (each.words for each in kind[:_SHOWN])
        if len(kind) > _SHOWN:
            more = len(kind) - _SHOWN
            yield f"ved {counted(more, 'anden udeladt bedømmelse', 'andre udeladte bedømmelser')}"


def _own_first(trials: list[Trial], verdict: Verdict) -> list[Trial]:
    name = verdict.standing.candidate.name
    return sorted(trials, key=lambda each: each.name != name)


def limits(found: Robustness) -> Iterator[str]:
    """What was drawn and not computed, what could not be tried, and what so many applicants leave out."""
    if found.error is not None:
        off = decimal(Fraction(found.error) * 100, 1)
        yield (
            f"Andelene er trukket tilfældigt (startværdi {found.seed}) og kan være {off} procentpoint ved siden af."
        )
    if found.trials is None and found.verdicts:
        yield (
            f"Ved mere end {MANY} ansøgere regnes byttepunkter, pladsfordelinger og udeladte bedømmelser ikke."
        )
    if found.trials and found.trials.untried:
        yield f"Det kan ikke prøves at regne uden: {listed(found.trials.untried)}."
