"""Which of a form's labels a text nearly means: by its words, whatever their order, form and spelling."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assessment.intake.answers.wording import normalised

_COMMON_START = 5
_ENDINGS = frozenset(
    """
    e en er et n r s t es ens ers ets ne nes ns rs erne ernes rne rnes de ede te ter tet ende
    else elsen elser se ses ing ingen inger ning ningen ninger
    """.split()  # noqa: SIM905 - a block of endings reads better than a column of strings
) | {""}
_SHORTEST_GUESS = 6
# one letter wrong, or two changed round, in a word of seven or of six
_CLOSE_LABEL = 0.85
_CLOSE_WORD = 0.83
_CLOSE_WORDS = 0.65
_NOT_THE_SAME = 0.95
_CLEARLY_NEARER = 0.2
# what a form asks with, and what an applicant says of himself; it tells no field from another
_FORM_SPEAK = frozenset(
    """
    af alle alt at beskriv beskrive beskrivelse bedes behov blive bliver da de dem den der deres det dette
    disse du eller en er et evt eventuel eventuelle eventuelt for foregår fra følgende gerne gør ham han har
    have hos hvad hvem hver hvilke hvilken hvilket hvor hvordan hvorfor hvornår i ikke ind jer jeres kan
    kort kortfattet man mange med meget mens mere ned nogle når og også om op oplys over pr på redegør
    rolle samt se ser sig skal skriv ske sker som så til ud udfyld ved vi vil vores være angiv
    """.split()  # noqa: SIM905 - a block of words reads better than a column of strings
)


@lru_cache(maxsize=4096)
def content_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that can tell one label from another; all of them where none can."""
    words = tuple(normalised(text, asides=True).split())
    return tuple(each for each in words if each not in _FORM_SPEAK) or words


def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: they begin alike and differ in an ending alone."""
    if one == other:
        return True
    differing = (at for at, (sign, its) in enumerate(zip(one, other, strict=False)) if sign != its)
    common = next(differing, min(len(one), len(other)))
    return any(
        one[stem:] in _ENDINGS and other[stem:] in _ENDINGS
        for stem in range(_COMMON_START, common + 1)
    )


@dataclass(frozen=True, slots=True)
class Near:
    """A wording or a thing that a text nearly means, and how nearly, 1 being the same words."""

    key: str
    likeness: float


class Vocabulary:
    """The wordings of things by their keys, prepared to be guessed at."""

    def __init__(self, wordings: Mapping[str, Collection[str]]) -> None:
        """Prepare the look-ups for things that each have several wordings, which are `normalised`."""
        self._ids: dict[str, int] = {}
        self._by_start: dict[str, list[str]] = defaultdict(list)
        self._sets: dict[str, frozenset[frozenset[int]]] = {
            key: frozenset(frozenset(map(self._learn, content_words(each))) for each in texts)
            for key, texts in wordings.items()
        }
        self._known = {key: frozenset().union(*sets) for key, sets in self._sets.items()}
        self._having: dict[int, set[str]] = defaultdict(set)
        for key, known in self._known.items():
            for each in known:
                self._having[each].add(key)
        self._weights = {
            each: math.log(1 + len(wordings) / len(keys)) for each, keys in self._having.items()
        }
        self._unknown = math.log(1 + len(wordings))
        self._spellings = {_in_order(each): each for texts in wordings.values() for each in texts}

    def nearest(self, text: str, among: Collection[str] | None = None) -> Near | None:
        """Return the one thing that a text nearly means; None where none is near or two are alike."""
        words = [self._find(each) for each in content_words(text)]
        sharing = {key for each in words if each is not None for key in self._having[each]}
        ranked = sorted(
            ((self._likeness(words, key), key) for key in sharing & set(among or sharing)),
            reverse=True,
        )
        (best, key), (second, _), *_ = [*ranked, (0.0, ""), (0.0, "")]
        is_clear = best - second >= _CLEARLY_NEARER or second < best == 1
        return Near(key, best) if best >= _CLOSE_WORDS and is_clear else None

    def spelt_like(self, text: str) -> Near | None:
        """Return the wording that differs from a text in a few letters or in its words' order alone."""
        key = _in_order(normalised(text))
        if len(key) < _SHORTEST_GUESS:
            return None
        near = process.extractOne(
            key,
            self._spellings.keys(),
            scorer=OSA.normalized_similarity,
            score_cutoff=_CLOSE_LABEL,
        )
        return Near(self._spellings[near[0]], near[1]) if near else None

    def _learn(self, word: str) -> int:
        """Return the number of a word or of one that is the same, a new one where there is none."""
        start = word[:_COMMON_START]
        for known in self._by_start[start]:
            if same_word(word, known):
                return self._ids.setdefault(word, self._ids[known])
        self._by_start[start].append(word)
        return self._ids.setdefault(word, len(self._ids))

    def _find(self, word: str) -> int | None:
        if word in self._ids:
            return self._ids[word]
        for known in self._by_start.get(word[:_COMMON_START], ()):
            if same_word(word, known):
                return self._ids[known]
        if len(word) < _SHORTEST_GUESS:
            return None
        near = process.extractOne(
            word, self._ids.keys(), scorer=OSA.normalized_similarity, score_cutoff=_CLOSE_WORD
        )
        return self._ids[near[0]] if near else None

    def _likeness(self, words: Collection[int | None], key: str) -> float:
        """How much of the text the thing's words are, times how much of one wording the text is.

        It is 1 for the very words of one wording and below it for words out of several.
        """
        found = frozenset(each for each in words if each is not None)
        shared = found & self._known[key]
        if not shared:
            return 0.0
        if found in self._sets[key] and None not in words:
            return 1.0
        strange = sum(each is None for each in words) * self._unknown
        told = self._weight(shared) / (self._weight(found) + strange)
        return (
            _NOT_THE_SAME
            * told
            * max(
                self._weight(shared & wording) / self._weight(wording)
                for wording in self._sets[key]
            )
        )

    def _weight(self, words: Iterable[int]) -> float:
        return sum(self._weights[each] for each in words)


def _in_order(key: str) -> str:
    """A wording with its words in one order, so that turning them round makes no difference."""
    return " ".join(sorted(key.split()))
