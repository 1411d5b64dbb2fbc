"""Passages ranked by how well their words answer a query: BM25, explained by the words that matched.

The formula is that of Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
Beyond, Foundations and Trends in Information Retrieval 3(4), 2009, section 3.5, with one added
inside the logarithm so that a word found in most passages counts a little and never against them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.checking.screening import Passage
from assessment.domain.words.danish import words

K1, B = 1.2, 0.5
"""How soon a repeated word stops counting, and how much a long passage is held against itself.

Both within what the authors find reasonable; passages differ little in length, so B is low.
"""

Terms = Callable[[str], Mapping[str, float]]
"""What a folded word stands for: terms with what each counts for, 1 for the word itself."""
Query = Mapping[str, float]
"""Terms with what each counts for."""
Counts = Mapping[int, float]
Gains = Mapping[int, float]
"""Numbers by a passage's number."""


@dataclass(frozen=True, slots=True)
class Index:
    """Some passages, made ready for any number of queries; they are known by their numbers.

    `words` are each passage's own and `terms` what every word stands for. `counts` says how often
    a term stands in each passage that has it, and `gains` what it adds to the score there; `held`
    is what a passage's length holds against it.
    """

    passages: tuple[Passage, ...]
    words: tuple[tuple[str, ...], ...]
    terms: Mapping[str, Mapping[str, float]]
    held: tuple[float, ...]
    counts: Mapping[str, Counts]
    gains: Mapping[str, Gains]

    @classmethod
    def of(cls, passages: Sequence[Passage], terms: Terms) -> Index:
        """The index of these passages."""
        texts = tuple(tuple(words(passage.text)) for passage in passages)
        known = {word: terms(word) for word in sorted({word for text in texts for word in text})}
        counts, held = _counts(texts, known), _held(texts)
        gains = {term: _gains(found, held) for term, found in counts.items()}
        return cls(tuple(passages), texts, known, held, counts, gains)

    def scores(self, query: Query) -> dict[int, float]:
        """The score of each passage that has anything of the query, by its number."""
        found: defaultdict[int, float] = defaultdict(float)
        for term, weight in query.items():
            for number, gain in self.gains.get(term, {}).items():
                found[number] += weight * gain
        return dict(found)

    def one_word(self, query: Query) -> float:
        """The score of a usual passage that has the strongest term of a query once, alone in that."""
        return max(query.values(), default=0) * _rarity(1, len(self.passages))

    def scores_as_one(self, query: Query) -> dict[int, float]:
        """The same where the terms are forms of one word, as rare as all of them together."""
        together: defaultdict[int, float] = defaultdict(float)
        for term, weight in query.items():
            for number, count in self.counts.get(term, {}).items():
                together[number] += weight * count
        return _gains(together, self.held)

    def matched(self, number: int, query: Query, share: float = 0) -> tuple[str, ...]:
        """The words of a passage that answer a query, those that count most first.

        Words that count less than a share of what the first counts may be left out.
        """
        gains = {word: self._gain(word, number, query) for word in set(self.words[number])}
        least = share * max(gains.values(), default=0)
        answering = (word for word, gain in gains.items() if gain and gain >= least)
        return tuple(sorted(answering, key=lambda word: (-gains[word], word)))

    def _gain(self, word: str, number: int, query: Query) -> float:
        return sum(query.get(term, 0) * self.gains[term][number] for term in self.terms[word])


def _counts(
    texts: Sequence[Sequence[str]], terms: Mapping[str, Mapping[str, float]]
) -> dict[str, Counts]:
    counts: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    for number, text in enumerate(texts):
        for word, times in Counter(text).items():
            for term, weight in terms[word].items():
                counts[term][number] += times * weight
    return {term: dict(found) for term, found in counts.items()}


def _held(texts: Sequence[Sequence[str]]) -> tuple[float, ...]:
    usual = sum(map(len, texts)) / max(len(texts), 1) or 1
    return tuple(K1 * (1 - B + B * len(text) / usual) for text in texts)


def _gains(counts: Counts, held: Sequence[float]) -> dict[int, float]:
    """What a term adds to the score of each passage, by how often it stands there."""
    rarity = _rarity(len(counts), len(held))
    return {
        number: rarity * count * (K1 + 1) / (held[number] + count)
        for number, count in counts.items()
    }


def _rarity(having: int, passages: int) -> float:
    """The inverse document frequency of a term that so many of the passages have."""
    return math.log(1 + (passages - having + 0.5) / (having + 0.5))
