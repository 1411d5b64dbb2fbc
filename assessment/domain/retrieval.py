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

from assessment.domain.danish import words
from assessment.domain.screening import Passage

K1, B = 1.2, 0.5
"""How soon a repeated word stops counting, and how much a long passage is held against itself.

Both within what the authors find reasonable; passages differ little in length, so B is low.
"""

Terms = Callable[[str], Mapping[str, float]]
"""What a folded word stands for: terms with what each counts for, 1 for the word itself."""
Query = Mapping[str, float]
"""Terms with what each counts for."""


@dataclass(frozen=True, slots=True)
class Index:
    """Some passages, made ready for any number of queries; they are known by their numbers.

    `words` are each passage's own, `terms` what every word stands for, and `postings` what each
    term adds to the score of each passage it stands in.
    """

    passages: tuple[Passage, ...]
    words: tuple[tuple[str, ...], ...]
    terms: Mapping[str, Mapping[str, float]]
    postings: Mapping[str, Mapping[int, float]]

    @classmethod
    def of(cls, passages: Sequence[Passage], terms: Terms) -> Index:
        """The index of these passages."""
        texts = tuple(tuple(words(passage.text)) for passage in passages)
        known = {word: terms(word) for word in sorted({word for text in texts for word in text})}
        return cls(tuple(passages), texts, known, _postings(texts, known))

    def scores(self, query: Query) -> dict[int, float]:
        """The score of each passage that has anything of the query, by its number."""
        found: defaultdict[int, float] = defaultdict(float)
        for term, weight in query.items():
            for number, gain in self.postings.get(term, {}).items():
                found[number] += weight * gain
        return dict(found)

    def matched(self, number: int, query: Query, share: float = 0) -> tuple[str, ...]:
        """The words of a passage that answer a query, those that count most first.

        Words that count less than a share of what the first counts may be left out.
        """
        gains = {word: self._gain(word, number, query) for word in set(self.words[number])}
        least = share * max(gains.values(), default=0)
        answering = (word for word, gain in gains.items() if gain and gain >= least)
        return tuple(sorted(answering, key=lambda word: (-gains[word], word)))

    def _gain(self, word: str, number: int, query: Query) -> float:
        return sum(query.get(term, 0) * self.postings[term][number] for term in self.terms[word])


def _postings(
    texts: Sequence[Sequence[str]], terms: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[int, float]]:
    counts: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for number, text in enumerate(texts):
        for word, times in Counter(text).items():
            for term, weight in terms[word].items():
                counts[term][number] = counts[term].get(number, 0) + times * weight
    usual = sum(map(len, texts)) / max(len(texts), 1) or 1
    held = [K1 * (1 - B + B * len(text) / usual) for text in texts]
    return {
        term: {
            number: _rarity(len(found), len(texts)) * count * (K1 + 1) / (held[number] + count)
            for number, count in found.items()
        }
        for term, found in counts.items()
    }


def _rarity(found: int, passages: int) -> float:
    """The inverse document frequency."""
    return math.log(1 + (passages - found + 0.5) / (found + 0.5))
