"""F14: applications in one round that may come from the same applicant."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from assessment.domain.applications.application import Application
from assessment.domain.checking.flags import company_number
from assessment.domain.checking.screening import Flag
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import listed

_RUN = 8
"""Words in a row that count as the same passage."""
_NEARLY_SAME = 0.3
"""The share of an application's runs found in another from which on the two are alike."""


def same_applicant(
    applications: Sequence[Application], scheme: Scheme
) -> dict[int, tuple[int, ...]]:
    """For each application the others that may come from the same applicant, by id.

    They share CVR number, the applicant's name or much of their text. One pass over all runs of
    words, so that it grows with the text and not with the pairs.
    """
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    identities: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    sizes = {}
    for each in applications:
        runs = set(_runs(each))
        sizes[each.id] = len(runs)
        for run in runs:
            holders[run].append(each.id)
        for identity in _identities(each, scheme):
            identities[identity].append(each.id)
    alike = _alike(holders.values(), identities.values(), sizes)
    return {key: tuple(sorted(others)) for key, others in alike.items()}


def duplicate_flag(others: Sequence[Application], scheme: Scheme) -> Flag:
    """The flag of an application beside which these others stand."""
    names = listed([f"{each.name(scheme)} ({each.filename})" for each in others])
    text = (
        f"Samme CVR-nummer, samme navn eller næsten samme tekst som {names}. "
        "Afklar, hvilken ansøgning der gælder, under Versioner på siden Ansøgning."
    )
    return Flag("F14", "Måske samme ansøger to gange", text)


def _identities(application: Application, scheme: Scheme) -> Iterator[tuple[str, str]]:
    reading, identity = application.reading, scheme.form.identity
    company = company_number(reading.text_of(identity.company_number))
    if company:
        yield "company", company
    name = " ".join(re.findall(r"\w+", reading.text_of(identity.name).casefold()))
    if name:
        yield "name", name


def _runs(application: Application) -> Iterator[tuple[str, ...]]:
    text = " ".join(answer.text for answer in application.reading.answers.values())
    words = re.findall(r"\w+", text.casefold())
    return zip(*(words[start:] for start in range(_RUN)), strict=False)


def _alike(
    holders: Iterable[list[int]], identities: Iterable[list[int]], sizes: dict[int, int]
) -> dict[int, set[int]]:
    shared: Counter[tuple[int, int]] = Counter()
    # What many wrote alike, such as a standard phrase, has many runs and the same holders.
    for holding, runs in Counter(map(tuple, holders)).items():
        for one, other in permutations(holding, 2):
            shared[one, other] += runs
    alike: defaultdict[int, set[int]] = defaultdict(set)
    for (one, other), count in shared.items():
        if count > _NEARLY_SAME * sizes[one]:
            alike[one].add(other)
            alike[other].add(one)
    for group in identities:
        for one in group:
            alike[one] |= set(group) - {one}
    return {key: others for key, others in alike.items() if others}
