"""Searching passages: words in any form, parts of compounds, beginnings of words, exact phrases."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.checking.screening import Passage
from assessment.domain.checking.terms import pattern
from assessment.domain.finding.retrieval import Gains, Index
from assessment.domain.words.danish import PART, Vocabulary, looks_compound, normal, stem, words

_PHRASE = re.compile(r'["“”„»«]([^"“”„»«]+)["“”„»«]?')
_BEGINNING = 0.8
"""What a longer word counts for beside the word itself, where the sought one is its beginning."""
_SHORTEST = 3
"""Letters from which on a word is taken for a beginning too."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """Passages made ready for searching."""

    index: Index
    vocabulary: Vocabulary

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Searchable:
        """These passages, their own words being the vocabulary."""
        spoken = (word for passage in passages for word in words(passage.text))
        vocabulary = Vocabulary.of(set(spoken))
        return cls(Index.of(passages, vocabulary.terms), vocabulary)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was sought, by its number, with its score and the words that matched."""

    number: int
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found, best first; `every_word` is False where no passage has all the words."""

    found: tuple[Found, ...] = ()
    every_word: bool = True


def find(searchable: Searchable, sought: str) -> Findings:
    """The passages that have all the words and phrases sought, or else all phrases and some words.

    A word finds its other forms, compounds it is part of and words it begins; a compound finds
    its parts in one passage, too. What stands in quotation marks is found letter by letter. Small
    words such as "og" are not looked for.
    """
    index = searchable.index
    phrases = [" ".join(phrase.split()) for phrase in _PHRASE.findall(sought) if phrase.strip()]
    loose = _loose(searchable, tuple(dict.fromkeys(words(_PHRASE.sub(" ", sought)))))
    exact, several = (
        [_holding(index, each) for each in phrases],
        [each.gains(index) for each in loose],
    )
    if not exact and not several:
        return Findings()
    numbers = _in_all([*exact, *several])
    every_word = bool(numbers) or not any(several)
    if not every_word:
        numbers = _in_all([*exact, set().union(*several)])
    query = {stem(word): 1.0 for phrase in phrases for word in words(phrase)}
    query |= {term: weight for each in loose for term, weight in each.terms.items()}
    found = (
        Found(number, _total(number, [*exact, *several]), index.matched(number, query))
        for number in numbers
    )
    return Findings(tuple(sorted(found, key=lambda each: (-each.score, each.number))), every_word)


@dataclass(frozen=True, slots=True)
class _Word:
    """One word sought: the terms that answer it, and the parts that answer it together."""

    whole: Mapping[str, float]
    parts: Mapping[str, float]

    @classmethod
    def of(cls, word: str, known: Mapping[str, Collection[str]], vocabulary: Vocabulary) -> _Word:
        whole = stem(word)
        others = [each for each, terms in known.items() if whole not in terms]
        found = {stem(each): PART for each in others if _ends(word, each, vocabulary)}
        found |= {stem(each): _BEGINNING for each in others if _begins(word, each)}
        return cls(found | {whole: 1.0}, dict.fromkeys(sorted(vocabulary.parts(whole)), PART))

    @property
    def terms(self) -> dict[str, float]:
        return {**self.parts, **self.whole}

    def gains(self, index: Index) -> Gains:
        gains = index.scores_as_one(self.whole)
        if self.parts:
            split = index.scores(self.parts)
            for number in _in_all([index.gains.get(part, {}) for part in self.parts]):
                gains[number] = gains.get(number, 0) + split[number]
        return gains


def _loose(searchable: Searchable, sought: Sequence[str]) -> list[_Word]:
    """The words sought; they are at hand as parts of compounds even where no passage has them."""
    vocabulary = searchable.vocabulary.with_words(sought)
    return [_Word.of(word, searchable.index.terms, vocabulary) for word in sought]


def _ends(word: str, longer: str, vocabulary: Vocabulary) -> bool:
    whole, last = stem(longer), stem(word)
    if not whole.endswith(last) and not longer.endswith(word):
        return False
    known = last in vocabulary.parts(whole)
    return known or looks_compound(longer, word) or looks_compound(whole, last)


def _begins(word: str, longer: str) -> bool:
    return len(word) >= _SHORTEST and longer.startswith(word)


def _holding(index: Index, phrase: str) -> Gains:
    exactly = pattern((phrase,))
    return {
        number: 1.0
        for number, passage in enumerate(index.passages)
        if exactly.search(normal(passage.text))
    }


def _in_all(groups: Sequence[Iterable[int]]) -> set[int]:
    return set.intersection(*map(set, groups))


def _total(number: int, groups: Iterable[Gains]) -> float:
    return sum(gains.get(number, 0) for gains in groups)
