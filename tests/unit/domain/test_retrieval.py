"""BM25 over passages."""

from __future__ import annotations

import math

import pytest

from assessment.domain.checking.screening import Passage
from assessment.domain.finding.retrieval import K1, Index


def as_written(word):
    return {word: 1.0}


def index(*texts, terms=as_written):
    return Index.of([Passage(text, f"Afsnit {number}") for number, text in enumerate(texts)], terms)


def test_a_score_is_the_formula_s():
    made = index("gæld bolig", "gæld job")
    # As long as the usual passage, so that only rarity and count are left: once is (K1+1)/(K1+1).
    assert made.scores({"bolig": 1.0}) == {0: pytest.approx(math.log(1 + 1.5 / 1.5))}
    assert made.scores({"gæld": 2.0}) == {
        0: pytest.approx(2 * math.log(1 + 0.5 / 2.5)),
        1: pytest.approx(2 * math.log(1 + 0.5 / 2.5)),
    }


def test_a_repeated_word_counts_more_but_not_as_often_as_it_stands():
    scores = index("gæld bolig", "gæld gæld", "job skole").scores({"gæld": 1.0})
    assert scores[1] / scores[0] == pytest.approx(2 * (K1 + 1) / (K1 + 2))


def test_a_word_in_a_short_passage_counts_more():
    scores = index("gæld", "gæld job skole bolig").scores({"gæld": 1.0})
    assert scores[0] > scores[1]


def test_a_term_that_stands_nowhere_finds_nothing():
    assert index("gæld").scores({"bolig": 1.0}) == {}
    assert index().scores({"bolig": 1.0}) == {}
    assert index("", "og").scores({"og": 1.0}) == {}


def test_matched_words_are_named_the_strongest_first():
    made = index("bolig gæld gæld gæld job", "bolig", "bolig")
    query = {"gæld": 1.0, "bolig": 1.0, "skole": 5.0}
    assert made.matched(0, query) == ("gæld", "bolig")
    assert made.matched(0, query, share=0.5) == ("gæld",)


def test_a_word_matches_by_any_term_it_stands_for():
    made = index("gældsrådgiver", terms=lambda word: {word: 1.0, "gæld": 0.5})
    assert made.matched(0, {"gæld": 1.0}) == ("gældsrådgiver",)
