"""What a ranking says about who can be selected, in sentences for screens and notes alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import groupby

from assessment.domain.ranking.places import Group, Ranking, Standing
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import counted, decimal, listed, percent

PART_ONLY = (
    "Du ser ikke hele runden. Pladser og grænsen for, hvem der kan udvælges, vises først, når du kan "
    "se alle ansøgninger."
)


def weights_words(scheme: Scheme, weights: Mapping[str, Fraction]) -> str:
    """The weights by name: "Målgruppe 33,3 %, Parathed 33,3 % og Borger 33,3 %"."""
    return listed([f"{each.title} {percent(weights[each.id])}" for each in scheme.criteria])


def cut_sentences(ranking: Ranking, scheme: Scheme) -> tuple[str, ...]:
    """How many can be selected, who is surely among them, and who must be decided together.

    Of a ranking whose groups tell how sure it is (`robustness`).
    """
    few = shortfall(ranking)
    if few:
        return few
    count, most = len(ranking.ranked), ranking.select.max
    if count <= most:
        return (f"{counted(count, 'ansøger', 'ansøgere')} kan rangeres; der er plads til {most}.",)
    return tuple(_contested(ranking, scheme) if _together(ranking) else _clear(ranking))


def shortfall(ranking: Ranking) -> tuple[str, ...]:
    """That nobody can be ranked, or fewer than are to be selected; empty where there are enough."""
    count, select = len(ranking.ranked), ranking.select
    everybody = f"Kun {counted(count, 'ansøger', 'ansøgere')}" if count else "Ingen ansøger"
    if count < select.min:
        few = f"{everybody} kan rangeres, og runden er planlagt til mindst {select.min}."
        return (few, "Antallet fyldes ikke op med ansøgere, der ikke er kvalificerede.")
    return () if count else (f"{everybody} kan rangeres; der er plads til {select.max}.",)


def _names(standings: tuple[Standing, ...]) -> str:
    return listed([f"{each.candidate.name} ({decimal(each.total or 0)})" for each in standings])


def _inside(ranking: Ranking) -> tuple[Standing, ...]:
    return tuple(each for each in ranking.ranked if each.group is Group.IN)


def _together(ranking: Ranking) -> tuple[Standing, ...]:
    return tuple(each for each in ranking.ranked if each.group is Group.DECIDE_TOGETHER)


def _clear(ranking: Ranking) -> Iterator[str]:
    best = f"Blandt de {ranking.select.max} bedste" if ranking.select.max > 1 else "Bedst"
    yield f"{best}: {_names(_inside(ranking))}."
    yield (
        "Ingen rimelig ændring af vægtene ændrer det, og det gør ingen af de bedømmelser, som det er "
        "prøvet at udelade."
    )


def _contested(ranking: Ranking, scheme: Scheme) -> Iterator[str]:
    inside = _inside(ranking)
    if inside:
        yield f"Sikkert blandt de {ranking.select.max} bedste: {_names(inside)}."
    free = ranking.select.max - len(inside)
    yield (
        f"{counted(free, 'plads', 'pladser')} skal drøftes mellem {_names(_together(ranking))}. Pointene alene "
        "afgør det ikke; grundene står ved hver ansøger."
    )
    yield from _by_priority(ranking, scheme)


def _by_priority(ranking: Ranking, scheme: Scheme) -> Iterator[str]:
    """What the prioritised statements say of a near tie alone; equals are told as equals."""
    if not ranking.near_tie or any(each.priority is None for each in ranking.near_tie):
        return
    margin = f"dem, der ligger højst {decimal(scheme.scoring.tie_margin)} fra grænsen,"
    them = "dem" if len(ranking.near_tie) == len(_together(ranking)) else margin
    levels = [
        ([each.candidate.name for each in equals], decimal(priority or 0))
        for priority, equals in groupby(ranking.near_tie, key=lambda each: each.priority)
    ]
    ids = [each.id for each in scheme.statements if each.prioritised]
    statements = f"{'Det' if len(ids) == 1 else 'De'} prioriterede udsagn {listed(ids)}"
    if len(levels) == 1:
        yield f"{statements} stiller {them} lige ({levels[0][1]}); valget skal begrundes for sig."
    else:
        order = [
            f"{listed(names)}{' lige' if len(names) > 1 else ''} ({points})"
            for names, points in levels
        ]
        yield f"{statements} giver {them} rækkefølgen {', '.join(order)}."
