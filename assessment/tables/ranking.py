"""Tables of the ranking and of what it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pandas import DataFrame

from assessment.domain.ranking.places import Group, Move, Ranking, Standing
from assessment.domain.ranking.verdicts import GROUPS
from assessment.domain.rounds.case import Case
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import decimal
from assessment.tables.frame import Frame, points


def ranking(ranked: Ranking, scheme: Scheme, *, whole: bool = True) -> Frame:
    """The ranking, best first, with two decimals, shared places and the group at the cut.

    Of a part of the round only (`whole` is False) nobody has a place yet.
    """
    rows = [_standing(each, scheme, whole=whole) for each in ranked.standings]
    return DataFrame(rows, dtype=str)


def _standing(each: Standing, scheme: Scheme, *, whole: bool) -> dict[str, str]:
    qualified = each.group is not Group.NOT_QUALIFIED
    scores = {
        criterion.title: points(each.candidate.marks.criteria[criterion.id]) if qualified else "–"
        for criterion in scheme.criteria
    }
    return {
        "Plads": str(each.place) if each.place and whole else "–",
        "Ansøger": each.candidate.name,
        **scores,
        "Total": points(each.total),
        "Gruppe": group(each, whole=whole),
    }


def group(each: Standing, *, whole: bool) -> str:
    """Where an applicant stands at the cut, or why it stands nowhere."""
    if each.candidate.hidden and each.group is Group.INCOMPLETE:
        return each.candidate.hidden
    if each.total is not None and not whole:
        return "–"
    return GROUPS[each.group] + (" (foreløbig)" if each.candidate.provisional else "")


def contributions(ranked: Ranking, scheme: Scheme) -> Frame:
    """What each criterion adds to each total: its weight times its score."""
    rows = [
        {"Ansøger": each.candidate.name}
        | {
            criterion.title: decimal(
                ranked.weights[criterion.id] * (each.candidate.marks.criteria[criterion.id] or 0)
            )
            for criterion in scheme.criteria
        }
        | {"Total": points(each.total)}
        for each in ranked.ranked
    ]
    return DataFrame(rows, dtype=str)


def aspects(cases: Sequence[Case], scheme: Scheme) -> Frame:
    """Each applicant's mean or agreed points for each aspect; a dash where they are missing."""
    rows = [
        {"Ansøger": case.name}
        | {aspect.id: points(case.marks.aspects[aspect.id]) for aspect in scheme.aspects}
        for case in cases
    ]
    return DataFrame(rows, dtype=str)


def moves(changes: Iterable[Move]) -> Frame:
    """Whose place changes, and how."""
    rows = [
        {"Ansøger": each.name, "Officiel plads": str(each.before), "Plads her": str(each.after)}
        for each in changes
    ]
    return DataFrame(rows, dtype=str)
