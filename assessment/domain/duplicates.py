"""F14: applications in one round that may come from the same applicant."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from assessment.domain.application import Application
from assessment.domain.flags import company_number
from assessment.domain.scheme import Scheme
from assessment.domain.screening import Flag
from assessment.domain.wording import listed

_RUN = 8
"""Words in a row that count as the same passage."""
_NEARLY_SAME = 0.3
"""The share of an application's runs found in another from which on the two are alike."""


def duplicates(applications: Sequence[Application], scheme: Scheme) -> dict[int, Flag]:
    """A flag for each application that shares CVR number or much of its text with another.

    One pass over all runs of words, so that it grows with the text and not with the pairs.
    """
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    companies: defaultdict[str, list[int]] = defaultdict(list)
    sizes = {}
    for each in applications:
        runs = set(_runs(each))
        sizes[each.id] = len(runs)
        for run in runs:
            holders[run].append(each.id)
        number = company_number(each.reading.text_of(scheme.form.identity.company_number))
        if number:
            companies[number].append(each.id)
    alike = _alike(holders.values(), companies.values(), sizes)
    known = {each.id: each for each in applications}
    return {
        key: _flag([known[other] for other in sorted(others)], scheme)
        for key, others in alike.items()
    }


def _runs(application: Application) -> Iterator[tuple[str, ...]]:
    text = " ".join(answer.text for answer in application.reading.answers.values())
    words = re.findall(r"\w+", text.casefold())
    return zip(*(words[start:] for start in range(_RUN)), strict=False)


def _alike(
    holders: Iterable[list[int]], companies: Iterable[list[int]], sizes: dict[int, int]
) -> dict[int, set[int]]:
    shared: Counter[tuple[int, int]] = Counter()
    for group in holders:
        shared.update((one, other) for one in group for other in group if one != other)
    alike: defaultdict[int, set[int]] = defaultdict(set)
    for (one, other), count in shared.items():
        if count > _NEARLY_SAME * sizes[one]:
            alike[one].add(other)
            alike[other].add(one)
    for group in companies:
        for one in group:
            alike[one] |= set(group) - {one}
    return {key: others for key, others in alike.items() if others}


def _flag(others: Sequence[Application], scheme: Scheme) -> Flag:
    names = listed([f"{each.name(scheme)} ({each.filename})" for each in others])
    text = f"Samme CVR-nummer eller næsten samme tekst som {names}. Afklar, hvilken ansøgning der gælder."
    return Flag("F14", "Måske samme ansøger to gange", text)
