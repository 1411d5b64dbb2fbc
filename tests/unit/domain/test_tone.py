"""Whether a sentence of a reason speaks for an application, by its words and its points."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assessment.domain.letters.tone import in_our_voice, speaks_for

PLAIN, PRAISE, CAVEAT = "Se felt 4.1.", "Gruppen er klar.", "Der mangler en tidsplan."
BOTH = "Gruppen er klar, men bred."


@pytest.mark.parametrize(
    ("sentence", "speaks"),
    [
        (PLAIN, "----+++++"),
        (PRAISE, "+++++++++"),
        (CAVEAT, "--------+"),
        (BOTH, "-----++++"),
    ],
)
def test_the_words_decide_and_where_they_do_not_the_points(sentence, speaks):
    given = (Fraction(each) for each in ("0", "1", "2", "2.5", "3", "3.5", "4", "4.5", "5"))

    assert "".join("+" if speaks_for(sentence, each) else "-" for each in given) == speaks


@pytest.mark.parametrize(
    "sentence",
    [
        "Begrundelsen for varigheden savnes.",
        "Ansvaret kunne være tydeligere.",
        "Betalingen efter 2029 er åben.",
        "Økonomien er uafklaret.",
        "Til gengæld er 4.7 kort.",
        "Opfølgningen er formuleret vagt.",
        "Kendetegnene er løse.",
        "Inddragelsen halter.",
    ],
)
def test_a_reservation_speaks_against_what_else_got_good_points(sentence):
    assert not speaks_for(sentence, Fraction(4))


def test_a_place_outside_is_no_reservation():
    assert speaks_for("Kontoret ligger uden for botilbuddet.", Fraction(3))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Jeg savner en plan.", "Vi savner en plan."),
        (
            "Men det ville jeg se efter, og mit tal er 35.",
            "Det ville vi se efter, og vores tal er 35.",
        ),
        ("Linjen \"jeg vil\" siger mig 'jeg kan'.", "Linjen \"jeg vil\" siger os 'jeg kan'."),
        ("“Jeg” og min.", "“Jeg” og vores."),
        ("Gruppen er klar.", "Gruppen er klar."),
        ('"vi ønsker" er ingen plan.', '"vi ønsker" er ingen plan.'),
        ("", ""),
    ],
)
def test_a_letter_speaks_as_the_authority_and_quotes_as_it_was_said(written, told):
    assert in_our_voice(written) == told
