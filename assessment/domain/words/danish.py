"""Danish words as a search sees them: small words left out, stems, and the parts of compounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer import stemmer

PART = 0.5
"""What a part of a compound counts for beside the whole word."""

_WORD = re.compile(r"\w+")
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u20d0-\u20ff\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef]"
)
"""What has no width of its own: controls, soft hyphens, joiners, directions, marks that make no letter of Danish."""
_DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]")
_ACCENTS = str.maketrans("éèêáàóü", "eeeaaou")
_SHORTEST, _LONGEST = 3, 50
"""Letters that a part of a compound has at least, and that a word has at most."""
_ENDINGS = frozenset({"ing", "ning", "ring", "hed", "skab", "lig", "som", "løs", "bar"})
"""What ends a word like a word and is none: hold-ning, vansk-elig-hed, kend-skab."""
_SMALL_WORDS = frozenset(
    """
    ad af alle alt altid altså anden andet andre at bare begge bl bla blandt blev blevet blive
    bliver bort både ca da de dem den denne der deraf derefter deres derfor derfra dermed
    dernæst derved desuden det dette dig din dine dit dog du efter egen eget egne eller ellers
    en end endnu ene enhver enkelt enkelte ens enten er et fem fire flere fleste for foran fordi
    foruden fra frem fx før først første få får ganske gennem gik give giver givet gjorde gjort
    gør gøre gå gået går haft ham han hans har havde have heller helt hen hende hendes her heraf
    herefter hos hun hvad hvem hver hverken hvert hvilke hvilken hvilket hvis hvor hvordan
    hvorfor hvornår i ifm ift igen ikke imellem imens imod ind inde inden indenfor indtil ingen
    intet ja jeg jer jeres jo kan kom komme kommer kun kunne lade lader lidt lige man mange med
    meget mellem men mens mere mest mig min mindre mindst mine mit mod må måske måtte ned nede
    nej nemlig netop ni nogen noget nogle nok nu næste næsten når og også om omkring op oppe os
    otte over pga pr på samme sammen samt se seks selv selve senest ser siden sig siger sin sine
    sit skal skulle som stadig står syv så sådan således tag tage tager ti til tilbage to tre ud
    ude uden under var ved vel vi via videre vil ville vor vores være været én ét
    """.split()  # noqa: SIM905 - a list of two hundred words reads best as words
)


def normal(text: str) -> str:
    """Text with letters such as å written as one character each, as all functions here want it."""
    return unicodedata.normalize("NFC", text)


def seen(text: str) -> str:
    """Text as a reader sees it: each letter as one character, and nothing between them that is not seen."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def forward(text: str) -> str:
    """Text without the marks that turn its direction, by which one name or number can look like another."""
    return _DIRECTIONS.sub("", text)


def fold(word: str) -> str:
    """A word regardless of case and accents; æ, ø and å are letters and no accents."""
    return word.casefold().translate(_ACCENTS)


def words(text: str) -> Iterator[str]:
    """The words of a text that say something, folded, in order; numbers are words."""
    for match in _WORD.finditer(normal(text)):
        word = fold(match[0])
        if word not in _FOLDED and (1 < len(word) <= _LONGEST or word.isdigit()):
            yield word


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The whole text piece by piece, each with its folded word, "" between words."""
    text, end = normal(text), 0
    for match in _WORD.finditer(text):
        yield text[end : match.start()], ""
        yield match[0], fold(match[0])
        end = match.end()
    yield text[end:], ""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded word, by the Danish Snowball rules.

    A stemmer of its own for each word: one keeps the word it works on, and pages run in threads.
    """
    found: str = stemmer("danish").stemWord(word)
    return found


_FOLDED = frozenset(map(fold, _SMALL_WORDS))


def _may_be_part(word: str) -> bool:
    """Whether a compound may be split at a word; "ind" and "for" stand before half of all verbs."""
    return len(word) >= _SHORTEST and word not in _FOLDED and word not in _ENDINGS


def looks_compound(whole: str, last: str) -> bool:
    """Whether a stem may be a compound that ends in another, as far as the letters tell."""
    first = whole.removesuffix(last)
    long = first != whole and min(len(first), len(last)) > _SHORTEST
    return long and _may_be_part(first) and _may_be_part(last)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words at hand, by which compounds are known: a part must be a word by itself elsewhere.

    `stems` are the stems of all words at which a compound may be split.
    """

    stems: frozenset[str]

    @classmethod
    def of(cls, known: Iterable[str]) -> Vocabulary:
        """The vocabulary of some folded words."""
        return cls(frozenset(filter(_may_be_part, map(stem, known))))

    def with_words(self, known: Iterable[str]) -> Vocabulary:
        """The same with some more folded words."""
        return Vocabulary(self.stems | Vocabulary.of(known).stems)

    def parts(self, whole: str) -> frozenset[str]:
        """The stems of all parts of a compound, given by its stem; empty for any other word."""
        parts: dict[int, frozenset[str]] = {}
        for start in range(len(whole) - 2 * _SHORTEST, -1, -1):
            parts[start] = self._split(whole, start, parts)
        return parts.get(0, frozenset())

    def _split(self, whole: str, start: int, parts: Mapping[int, frozenset[str]]) -> frozenset[str]:
        """The parts of a word's end, where those of all shorter ends are known.

        A first part may have a linking letter or another form (implementering-s-gruppe,
        borger-inddragelse, plej-e-familie), so its stem is what must be known.
        """
        for cut in range(start + _SHORTEST, len(whole) - _SHORTEST + 1):
            rest = parts.get(cut, frozenset()) | ({whole[cut:]} & self.stems)
            if rest and _may_be_part(whole[start:cut]):
                first = stem(whole[start:cut])
                if first in self.stems:
                    return rest | {first}
        return frozenset()

    def terms(self, word: str) -> dict[str, float]:
        """What a folded word stands for in an index: its stem in full, a compound's parts less."""
        whole = stem(word)
        return dict.fromkeys(sorted(self.parts(whole)), PART) | {whole: 1.0}
