"""What speaks to each aspect and requirement, anywhere in an application and its attachments.

A target asks in the rule file's own words: its terms and title, the names of the fields that feed
it, and what the reviewers are told about it. Passages are ranked by those words, as Danish words
are compared (`danish`, `retrieval`), and by the words that the applicant uses in the fields made
for it, which name the people, places and things it is about there (J. J. Rocchio, Relevance
Feedback in Information Retrieval, in G. Salton (ed.), The SMART Retrieval System, 1971).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assessment.domain.checking.screening import Passage
from assessment.domain.finding.retrieval import Index, Query, Terms
from assessment.domain.rules.form import FieldKind, Purpose
from assessment.domain.rules.scheme import Aspect, Requirement, Scheme
from assessment.domain.words.danish import Vocabulary, words

_TERM, _NAME, _TEXT = 6.0, 2.0, 1.0
"""What a word counts for: a term or title of the target, a name of its fields, other text."""
_FEEDBACK, _FEEDBACK_WORDS = 0.3, 15
"""What the applicant's own words count for beside the strongest of the rule file, and how many."""
_FEWEST_WORDS = 3
"""Words of a passage outside the target's own fields: a name or a heading says nothing by itself."""
_ENOUGH = 0.2
"""The share of the best score from which on a passage elsewhere is worth a reviewer's look."""
_SHOWN = 5
"""Passages from elsewhere that a reviewer is shown at most."""
_TELLING = 0.25
"""What a word counts for, beside the strongest of its passage, to be named as a reason."""
_KEPT = 10
"""Passages from elsewhere that are kept at most."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that speaks to a target, and the words that say so, those that count most first.

    `own` says that it answers a field made for the target. `score` is 1 for the best match of
    words, or less where no passage has even one telling word for itself; an own answer has one
    more, for it is about the target whatever its words.
    """

    passage: Passage
    score: float
    words: tuple[str, ...]
    own: bool


def evidence(passages: Sequence[Passage], scheme: Scheme) -> dict[str, tuple[Evidence, ...]]:
    """The passages that speak to each aspect and requirement, by its id, best first."""
    terms = vocabulary(passages, scheme).terms
    index, asked = Index.of(passages, terms), queries(scheme, terms)
    return {target: _ranked(index, query, scheme, target) for target, query in asked.items()}


def elsewhere(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What is worth showing from outside the target's own fields, best first."""
    return tuple(each for each in found if not each.own and each.score >= _ENOUGH)[:_SHOWN]


def vocabulary(passages: Sequence[Passage], scheme: Scheme) -> Vocabulary:
    """The words at hand: the applicant's and the rule file's."""
    asked = (word for target in _targets(scheme) for word, _ in _asked(scheme, target))
    return Vocabulary.of({*_spoken(passages), *asked})


def queries(scheme: Scheme, terms: Terms) -> dict[str, Query]:
    """What to ask an index of such terms for, for each aspect and requirement by its id.

    A term that many of them ask for tells little of any, and one that all ask for nothing.
    """
    asked = {target: _strongest(_asked(scheme, target), terms) for target in _targets(scheme)}
    shared = Counter(term for query in asked.values() for term in query)
    return {
        target: {
            term: weight * math.log(len(asked) / shared[term]) for term, weight in query.items()
        }
        for target, query in asked.items()
    }


def _strongest(said: Iterable[tuple[str, float]], terms: Terms) -> dict[str, float]:
    found: dict[str, float] = {}
    for word, weight in said:
        for term, share in terms(word).items():
            found[term] = max(found.get(term, 0), weight * share)
    return found


def _spoken(passages: Iterable[Passage]) -> Iterator[str]:
    for passage in passages:
        yield from words(passage.text)


def _targets(scheme: Scheme) -> dict[str, Aspect | Requirement]:
    targets: tuple[Aspect | Requirement, ...] = (*scheme.aspects, *scheme.requirements)
    return {each.id: each for each in targets}


def _asked(scheme: Scheme, target_id: str) -> Iterator[tuple[str, float]]:
    """Every word the scheme says about a target, with what it counts for; numbers say nothing."""
    for weight, text in _said(scheme, target_id):
        yield from ((word, weight) for word in words(text) if not word.isdigit())


def _said(scheme: Scheme, target_id: str) -> Iterator[tuple[float, str]]:
    target = _targets(scheme)[target_id]
    yield from ((_TERM, text) for text in (target.title, *target.terms))
    yield from ((_TEXT, text) for text in _told(scheme, target))
    for field_id in scheme.fields_feeding(target_id):
        field = scheme.form.field(field_id)
        yield from ((_NAME, text) for text in (field.full_label, *field.aliases))
        yield _TEXT, field.help


def _told(scheme: Scheme, target: Aspect | Requirement) -> tuple[str, ...]:
    if isinstance(target, Requirement):
        return (target.text,)
    statement = next(each for each in scheme.statements if target in each.aspects)
    return (target.question, statement.given_weight, *target.prompts, *target.anchors)


def _ranked(index: Index, query: Query, scheme: Scheme, target_id: str) -> tuple[Evidence, ...]:
    own = set(scheme.fields_feeding(target_id))
    telling_word = index.one_word(query)
    query = _with_feedback(index, query, _free_text(scheme, own))
    scores = index.scores(query)
    best = max([telling_word, *scores.values()]) or 1
    answers = [n for n, passage in enumerate(index.passages) if passage.field in own]
    saying = set(scores) & _saying(index, scheme) - set(answers)
    others = sorted(saying, key=lambda n: (-scores[n], n))[:_KEPT]
    found = []
    for n in (*answers, *others):
        is_own, said = n in answers, index.matched(n, query, _TELLING)
        found.append(Evidence(index.passages[n], scores.get(n, 0) / best + is_own, said, is_own))
    return tuple(sorted(found, key=lambda each: -each.score))


def _saying(index: Index, scheme: Scheme) -> set[int]:
    """The passages that say something by themselves, wherever they stand."""
    fields = _may_speak(scheme)
    return {
        number
        for number, passage in enumerate(index.passages)
        if passage.field in fields and len(index.words[number]) >= _FEWEST_WORDS
    }


def _free_text(scheme: Scheme, field_ids: Iterable[str]) -> set[str]:
    return {each for each in field_ids if scheme.form.field(each).kind is FieldKind.TEXT}


def _may_speak(scheme: Scheme) -> set[str]:
    """The fields whose answers may speak to other targets than those they were asked for.

    What is asked for another purpose may not: applicants are told that it counts neither for nor
    against them. Numbers, dates and choices say nothing outside their field; text outside all
    fields and in attachments may always speak.
    """
    telling = {FieldKind.TEXT, FieldKind.TICK}
    purposes = {None, Purpose.ATTACHMENT}
    fields = scheme.form.fields
    return {""} | {each.id for each in fields if each.kind in telling and each.purpose in purposes}


def _with_feedback(index: Index, query: Query, own: set[str]) -> Query:
    """The query with the words that set the own answers apart from the rest of the application."""
    numbers = [n for n, passage in enumerate(index.passages) if passage.field in own]
    gains: defaultdict[str, float] = defaultdict(float)
    for number in numbers:
        for term in {term for word in index.words[number] for term in index.terms[word]}:
            if not term.isdigit():
                gains[term] += index.gains[term][number]
    top = sorted(gains.items(), key=lambda each: (-each[1], each[0]))[:_FEEDBACK_WORDS]
    if not top or not query:
        return query
    scale = _FEEDBACK * max(query.values()) / top[0][1]
    return {**query} | {term: query.get(term, 0) + gain * scale for term, gain in top}
