"""What changed from one version of an application to the next."""

from assessment.domain.applications.versions import Change, Piece, changes
from tests.builders import cti_scheme, reading

FORM = cti_scheme().form


def test_only_the_fields_that_differ_are_told_in_the_forms_order():
    before = reading(
        {"1.2": "Bakkedal", "4.1": "Unge i overgang.", "2.5": True}, unplaced="Hilsen Bo"
    )
    after = reading({"1.2": "Bakkedal", "4.1": "Voksne i overgang.", "2.1.ja": True})
    assert changes(before, after, FORM) == (
        Change(FORM.field("2.1.ja"), "", "Afkrydset"),
        Change(FORM.field("2.5"), "Afkrydset", ""),
        Change(FORM.field("4.1"), "Unge i overgang.", "Voksne i overgang."),
        Change(None, "Hilsen Bo", ""),
    )


def test_the_same_text_has_no_changes():
    assert changes(reading({"4.1": "Unge."}), reading({"4.1": "Unge."}), FORM) == ()


def test_two_texts_are_woven_word_by_word():
    change = Change(
        None, "Vi støtter unge i ni måneder.", "Vi støtter voksne i ni måneder og mere."
    )
    assert change.pieces == (
        (Piece.KEPT, "Vi støtter "),
        (Piece.REMOVED, "unge "),
        (Piece.ADDED, "voksne "),
        (Piece.KEPT, "i ni "),
        (Piece.REMOVED, "måneder."),
        (Piece.ADDED, "måneder og mere."),
    )
