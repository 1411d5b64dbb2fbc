"""Whatever is written and whatever is sought, searching gives passages that have it."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.checking.screening import Passage
from assessment.domain.finding.search import Searchable, find
from assessment.domain.words.danish import pieces, words

LETTERS = st.text(alphabet='aegnrsæøåÅ -"»«.*\n1\u030a', max_size=40)


def searchable(texts):
    return Searchable.of([Passage(text, "Afsnit 1") for text in texts])


@given(st.lists(st.one_of(LETTERS, st.text(max_size=40)), max_size=8), st.text(max_size=30))
def test_any_search_names_words_of_the_passages_it_finds(texts, sought):
    made = searchable(texts)
    for found in find(made, sought).found:
        own = {word for _, word in pieces(texts[found.number])}
        assert set(found.words) <= own


@given(st.lists(LETTERS, max_size=8), LETTERS)
def test_every_word_of_a_passage_finds_it(texts, more):
    made = searchable([*texts, more])
    for word in words(more):
        assert len(texts) in {each.number for each in find(made, word).found}


@given(st.text())
def test_pieces_lose_nothing(text):
    assert "".join(piece for piece, _ in pieces(text)) == unicodedata.normalize("NFC", text)
