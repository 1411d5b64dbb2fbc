"""Finding passages: what speaks to an aspect or requirement, and a search over a whole round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from assessment.domain.checking.screening import Passage
from assessment.domain.finding import passages
from assessment.domain.finding.evidence import Evidence, evidence
from assessment.domain.finding.search import Findings, Searchable, find
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rules.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was sought, with the words in it that matched, those that count most first."""

    passage: Passage
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applicant:
    """One applicant with what was found in the application, best first."""

    application: int
    name: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: the applicants, the one with the best hit first.

    `every_word` is False where no passage has all the words and some had to do.
    """

    applicants: tuple[Applicant, ...]
    every_word: bool

    @property
    def count(self) -> int:
        """How many passages there are in all."""
        return sum(len(each.hits) for each in self.applicants)


def passages_of(case: Case) -> tuple[Passage, ...]:
    """Everything of a case that counts, the application first and then what came with it."""
    application = case.application
    beside = (
        passage
        for each in application.attachments
        if each.counts
        for passage in passages.of_attachment(each.filename, each.pages)
    )
    return (*passages.of_reading(application.reading, case.scheme.form), *beside)


def evidence_of(round_: RoundCases, case: Case) -> Mapping[str, tuple[Evidence, ...]]:
    """The passages that speak to each aspect and requirement, by its id, best first."""
    found = passages_of(case)
    return _evidence(_Task((round_.criteria_sha256, found), found, case.scheme))


def search(round_: RoundCases, sought: str) -> Results:
    """The passages of a round that have what is sought (see `domain.finding.search.find`)."""
    texts = tuple(passages_of(case) for case in round_.cases)
    owners = [case for case, text in zip(round_.cases, texts, strict=True) for _ in text]
    searchable = _searchable(tuple(passage for text in texts for passage in text))
    findings = find(searchable, sought)
    hits: dict[int, list[Hit]] = {}
    for each in findings.found:
        hit = Hit(searchable.index.passages[each.number], each.words)
        hits.setdefault(owners[each.number].id, []).append(hit)
    return _results(round_, hits, findings)


def _results(round_: RoundCases, hits: Mapping[int, list[Hit]], findings: Findings) -> Results:
    found = (
        Applicant(application, round_.case(application).name, tuple(each))
        for application, each in hits.items()
    )
    return Results(tuple(found), findings.every_word)


@dataclass(frozen=True, slots=True)
class _Task:
    """Passages to read by some rules; equal tasks have equal results, whoever asks."""

    key: tuple[object, ...]
    passages: tuple[Passage, ...] = field(compare=False)
    scheme: Scheme = field(compare=False)


@lru_cache(maxsize=512)
def _evidence(task: _Task) -> dict[str, tuple[Evidence, ...]]:
    return evidence(task.passages, task.scheme)


@lru_cache(maxsize=4)
def _searchable(found: tuple[Passage, ...]) -> Searchable:
    return Searchable.of(found)
