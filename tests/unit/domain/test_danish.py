"""Danish words as a search sees them."""

from __future__ import annotations

import pytest

from assessment.domain.words.danish import (
    PART,
    Vocabulary,
    fold,
    forward,
    pieces,
    seen,
    stem,
    words,
)


def test_words_are_folded_and_small_words_left_out():
    text = "Vi har en IDÉ om, at Åmoses borgere (18-60 år) får hjælp."
    assert list(words(text)) == ["ide", "åmoses", "borgere", "18", "60", "år", "hjælp"]


def test_a_letter_written_as_two_characters_is_one_letter():
    assert list(words("A\u030amose Kommune")) == ["åmose", "kommune"]


def test_forward_takes_out_what_turns_the_direction_and_nothing_else():
    turning = "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"
    assert (
        forward(f"A\u030amose{turning} \u00ad–\u200d\tKommune")
        == "A\u030amose \u00ad–\u200d\tKommune"
    )


def test_what_is_longer_than_any_word_is_none():
    assert list(words(f"gruppe {'a' * 51} {'7' * 60}")) == ["gruppe", "7" * 60]


def test_pieces_give_the_whole_text_back():
    text = "»Gruppen« for café!\n"
    assert "".join(piece for piece, _ in pieces(text)) == text
    assert [word for _, word in pieces(text) if word] == ["gruppen", "for", "cafe"]


def test_fold_leaves_danish_letters():
    assert fold("ÆØÅÉ") == "æøåe"


@pytest.mark.parametrize(
    "forms",
    [
        ("borger", "borgere", "borgerens", "borgernes"),
        ("gruppe", "gruppen", "grupper", "gruppernes"),
        ("ledelse", "ledelsens", "leder", "lederne"),
        ("inddrage", "inddrages", "inddragelse", "inddragelsen"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("implementeringsgruppen", {"implementering", "grup"}),
        ("plejefamilier", {"plej", "famili"}),
        ("socialchefens", {"social", "chef"}),
        ("borgerinddragelsesplan", {"borg", "inddrag", "plan"}),
        ("gruppe", set()),
        ("aftale", set()),
        ("indsats", set()),
        ("holdning", set()),
    ],
)
def test_a_compound_is_known_by_words_that_stand_alone(word, parts):
    at_hand = (
        "gruppe implementering pleje familien social chef borgere inddragelse plan tale sats hold"
    )
    assert Vocabulary.of(at_hand.split()).parts(stem(word)) == parts


def test_a_part_that_never_stands_alone_is_not_split_off():
    assert Vocabulary.of(["gruppe"]).parts(stem("implementeringsgruppe")) == frozenset()
    known = Vocabulary.of(["gruppe"]).with_words(["implementering"])
    assert known.parts(stem("implementeringsgruppe")) == {"implementering", "grup"}


def test_a_compound_stands_for_itself_and_less_for_its_parts():
    vocabulary = Vocabulary.of(["netværk", "ledelse"])
    terms = {"ledelsesnetværk": 1.0, "led": PART, "netværk": PART}
    assert vocabulary.terms("ledelsesnetværket") == terms
    assert vocabulary.terms("netværket") == {"netværk": 1.0}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Å og ø", "Å og ø"),
        ("A\u030amose og fo\u0308r", "Åmose og för"),
        ("im\u00adple\u200bmen\u2060te\ufeff\u200dring", "implementering"),
        ("S\u0336trand\u202eby\ufe0f", "Strandby"),
        ("10\u00a0borgere", "10 borgere"),
    ],
)
def test_what_is_not_seen_is_no_part_of_a_word(text, shown):
    assert seen(text) == shown
