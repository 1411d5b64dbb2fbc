"""What of others must not stand in a letter."""

from __future__ import annotations

import pytest

from assessment.domain.letters.discretion import names, proper, quoted

SAID = "Vi møder hver borger to gange om ugen i de første måneder."
TEN = "møder hver borger to gange om ugen i de første"


def test_a_quotation_ends_where_its_mark_does():
    """The form's own words after it stand in everybody's application, whatever was answered before."""
    other = "Vi ringer, når der er brug for det\n4.6 Viden om målgruppen\nStor."
    text = "4.5: “… og hjælper, når der er brug for det”\n4.6 Viden om målgruppen: “Lille.”"
    assert quoted(text, "", [other]) == ""


def test_ten_words_in_a_row_of_anothers_are_found_and_nine_are_not():
    ten = "I møder hver borger to gange om ugen i de første måneder."
    assert quoted(ten, "", [SAID]) == TEN
    assert quoted("Hver borger to gange om ugen i de første.", "", [SAID]) == ""
    assert quoted(ten, SAID, [SAID]) == ""


@pytest.mark.parametrize(
    "text",
    [
        "I MØDER HVER BORGER TO GANGE OM UGEN I DE FØRSTE MÅNEDER",
        "møder: hver borger – to gange; om ugen (i de) første, måneder!",
        "- møder hver borger\n- to gange om ugen\n\n- i de første måneder",
        "De skriver: “møder hver borger to gange om ugen i de første måneder”.",
        "mø\u00adder hver bor\u200bger to gange om ugen i de første mås",
        "møder\u00a0hver borger to gange om\tugen i de første måneder",
    ],
)
def test_other_case_marks_lines_and_what_is_not_seen_make_no_other_words(text):
    assert quoted(text, "", [SAID]) == TEN


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Strandby Kommune", "Strandby"),
        ("Fonden Havnelyset", "Havnelyset"),
        ("Opgangen ApS", "Opgangen"),
        ("Den selvejende institution Solsikken", "Solsikken"),
        ("Huset Sila", "Sila"),
        ("Huset", "Huset"),
        ("Andre Takter", "Andre Takter"),
    ],
)
def test_somebody_goes_by_who_they_are_without_what_they_are(name, left):
    assert proper(name) == left


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Strandby Kommune", "Planen er tyndere end Strandbys."),
        ("Strandby Kommune", "planen er tyndere end strandbys"),
        ("Strandby Kommune", "STRANDBY KOMMUNE har søgt"),
        ("Strandby Kommune", "I Strandby-modellen"),
        ("Strandby Kommune", "strandby-kommune"),
        ("Strandby Kommune", "I Strand\u00adby og Strand\u200bby"),
        ("Åmose Kommune", "I A\u030amose"),
        ("Lyngby-Taarbæk Kommune", "I lyngby-taarbæk"),
        ("Fonden Havnelyset", "Som Havnelysets tilbud"),
        ("Fonden Havnelyset", "som havnelysets tilbud"),
        ("Fonden Havnelyset", "ikke-Havnelyset-agtigt"),
        ("Opgangen ApS", "Opgangens aftale"),
        ("Huset Sila", "Hos Sila er der"),
        ("Huset Sila", "i huset\nsila"),
        ("Klokkeblomsten", "som klokkeblomstens"),
    ],
)
def test_a_name_is_found_however_it_is_bent_and_written(name, text):
    assert names(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Strandby Kommune", "Strandbyer ved havet og kommunen"),
        ("Huset Sila", "alle i huset og silas silo"),
        ("Huset", "alle i huset"),
        ("Bro", "en Bro over"),
    ],
)
def test_a_word_like_a_name_is_none(name, text):
    assert not names(text, name)


def test_a_long_name_in_small_letters_is_a_word_where_others_use_it_as_one():
    name, text = "Opgangen ApS", "De mødes i opgangen."

    assert names(text, name, words=["Naboerne ses i trappen."])
    assert not names(text, name, words=["Naboerne ses i opgangen."])
    assert names("Som Opgangen gør.", name, words=["Naboerne ses i opgangen."])


def test_what_is_known_is_no_secret():
    assert not names(
        "Aftalen med Strandby.", "Strandby Kommune", "Vi samarbejder med Strandby Kommune."
    )
    assert names("Husets plan.", "Huset", "Alle i huset er med.")
