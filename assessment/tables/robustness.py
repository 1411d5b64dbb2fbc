"""Tables of how sure a ranking is, and what its figures show."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pandas import DataFrame

from assessment.domain.ranking.places import Ranking, reviewer_totals
from assessment.domain.ranking.region import everything
from assessment.domain.ranking.robustness import Robustness, Verdict
from assessment.domain.ranking.swaps import cut_swaps, lines
from assessment.domain.ranking.verdicts import GROUPS, centre, scope_words, share_words
from assessment.domain.ranking.winning import extent, first_regions
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import decimal, listed, percent
from assessment.tables.frame import Frame, points


def robustness(found: Robustness, scheme: Scheme) -> Frame:
    """Each with a place: scores, total, how far the reviewers are apart, and how sure the outcome is."""
    rows = [
        _place(verdict)
        | {
            each.title: points(verdict.standing.candidate.marks.criteria[each.id])
            for each in scheme.criteria
        }
        | {
            "Total": points(verdict.standing.total),
            "Spredning": _span(_own(verdict, found, scheme)),
        }
        | _shares(verdict, found)
        for verdict in found.verdicts.values()
    ]
    return DataFrame(rows, dtype=str)


def shares(found: Robustness) -> Frame:
    """With how much of the weights each is among the best."""
    rows = [_place(each) | _shares(each, found) for each in found.verdicts.values()]
    return DataFrame(rows, dtype=str)


def places(found: Robustness) -> Frame:
    """With how much of the weights each has each place; empty where not computed."""
    rows = [
        {"Ansøger": found.verdicts[key].standing.candidate.name}
        | {f"Plads {at}": share_words(share) for at, share in enumerate(own, start=1)}
        for key, own in (found.places or {}).items()
    ]
    return DataFrame(rows, dtype=str)


def winners(found: Robustness, scheme: Scheme) -> Frame:
    """With which weights each is first: how many, the middle of them and their corners. Three criteria."""
    names = _names(found.ranking)
    regions = first_regions(found.ranking.scores, everything(len(scheme.criteria)))
    rows = []
    for ids, polygon in sorted(regions.items(), key=lambda each: -extent(each[1]).share):
        size = extent(polygon)
        rows.append(
            {
                "Ansøger": listed([names[key] for key in ids]),
                "Først ved": share_words(float(size.share)),
            }
            | {
                f"{criterion.title}, i midten": percent(weight)
                for criterion, weight in zip(scheme.criteria, size.middle, strict=True)
            }
            | {"Hjørner": "; ".join(_weights(each) for each in polygon)}
        )
    return DataFrame(rows, dtype=str)


def against_weight(found: Robustness, scheme: Scheme, criterion: str) -> Frame:
    """Each total where this criterion weighs nothing, as much as now and all, and where it turns."""
    ranked = found.ranking
    way = lines(ranked.scores, ranked.weights, criterion)
    names = _names(ranked)
    own = [each for each in found.swaps or () if each.criterion == criterion]
    swaps = cut_swaps(ranked.scores, ranked.weights, ranked.select.max, own)
    title = next(each.title for each in scheme.criteria if each.id == criterion)
    rows = []
    for each in ranked.ranked:
        key = each.candidate.id
        met = [(one.weight, one.pair[one.pair[0] == key]) for one in swaps if key in one.pair]
        rows.append(
            {
                "Ansøger": each.candidate.name,
                f"{title} 0 %": decimal(way.others[key]),
                f"{title} {percent(ranked.weights[criterion])}": points(each.total),
                f"{title} 100 %": decimal(way.own[key]),
                "Lige om den sidste plads": "; ".join(
                    f"{percent(weight)} med {names[other]}" for weight, other in met
                )
                or "–",
            }
        )
    return DataFrame(rows, dtype=str)


def bump(found_by_name: Mapping[str, Ranking]) -> Frame:
    """Everybody's place with each named weighting, in the first one's order."""
    first, *_ = found_by_name.values()
    rows = [
        {"Ansøger": each.candidate.name}
        | {
            name: str(ranked.standing(each.candidate.id).place)
            for name, ranked in found_by_name.items()
        }
        for each in first.ranked
    ]
    return DataFrame(rows, dtype=str)


def spread(ranked: Ranking, scheme: Scheme) -> Frame:
    """The total that each reviewer gives by themselves, in the ranking's order."""
    totals = [
        (each, reviewer_totals(each.candidate, scheme, ranked.weights)) for each in ranked.ranked
    ]
    reviewers = sorted({name for _, own in totals for name in own})
    rows = [
        {"Ansøger": each.candidate.name}
        | {name: points(own.get(name)) for name in reviewers}
        | {"Alle": points(each.total)}
        for each, own in totals
        if own
    ]
    return DataFrame(rows, dtype=str)


def _place(verdict: Verdict) -> dict[str, str]:
    return {
        "Plads": str(verdict.standing.place),
        "Ansøger": verdict.standing.candidate.name,
    }


def _shares(verdict: Verdict, found: Robustness) -> dict[str, str]:
    provisional = " (foreløbig)" if verdict.standing.candidate.provisional else ""
    return {
        f"Andel af {scope_words(found)}": share_words(verdict.share),
        f"Andel nær {centre(found)}": share_words(verdict.near),
        "Gruppe": GROUPS[verdict.standing.group] + provisional,
    }


def _own(verdict: Verdict, found: Robustness, scheme: Scheme) -> list[Fraction]:
    candidate = verdict.standing.candidate
    return list(reviewer_totals(candidate, scheme, found.ranking.weights).values())


def _span(totals: list[Fraction]) -> str:
    return f"{decimal(min(totals))}–{decimal(max(totals))}" if totals else "–"


def _names(ranked: Ranking) -> dict[str, str]:
    return {each.candidate.id: each.candidate.name for each in ranked.ranked}


def _weights(point: tuple[Fraction, ...]) -> str:
    return " / ".join(percent(each) for each in point)
