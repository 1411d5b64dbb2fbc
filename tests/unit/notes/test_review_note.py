"""One reviewer's own assessment, section by section."""

from dataclasses import replace

from assessment.notes import Imprint, review_note
from assessment.notes.content import Label, Paragraph
from tests import builders
from tests.builders import NOON

SCHEME = builders.cti_scheme()
ANNE, BO = builders.person("Anne Holm", 1), builders.person("Bo Lund", 2)
IMPRINT = Imprint("Lone", NOON, "0.1.0 (SHA-256 abc)", {1: "2026-12", None: "2026-9"})
FOURS = {aspect.id: 4 for aspect in SCHEME.aspects}


def note_of(review):
    case = builders.case(review, builders.review(1, by=BO, reason="Bos hemmelige grund."))
    return review_note(builders.round_of(case), case, review, IMPRINT)


def section(note, title):
    (found,) = [each for each in note.sections if each.title.startswith(title)]
    return found


def test_it_names_the_case_the_reviewer_and_when_it_was_submitted():
    note = note_of(builders.review(FOURS, by=ANNE))

    assert (note.filename, note.title, note.subtitle, note.missing) == (
        "01-bakkedal-kommune-vurdering-anne-holm.docx",
        "Vurdering: Bakkedal Kommune",
        "Anne Holm – Demorunde med opdigtede ansøgere",
        (),
    )
    assert section(note, "Sagen").parts[0].rows == (
        ("Ansøger", "Bakkedal Kommune"),
        ("Ansøgning", "Nr. 1, ansøgning.docx"),
        ("Sagsnummer", "2026-12"),
        ("Runde", "Demorunde med opdigtede ansøgere (demo)"),
        ("Rundens sagsnummer", "2026-9"),
        ("Bedømmer", "Anne Holm"),
        ("Indsendt", "01.10.2026 kl. 12.00"),
        ("Dokument", "01.10.2026, Lone"),
    )


def test_each_aspect_has_its_points_the_step_they_stand_for_and_the_reason():
    review = builders.review(FOURS | {"7": 5}, by=ANNE, reason="Stærk, se 6.1.")
    (last,) = [each for each in SCHEME.aspects if each.id == "7"]

    note = note_of(review)

    assert section(note, "Borgerinddragelse: 5,00").parts == (
        Label("7 Borgerinddragelse: 5 – særdeles god"),
        Paragraph(last.anchors[5], "Trinnets ordlyd:"),
        Paragraph("Stærk, se 6.1.", "Begrundelse:"),
    )
    assert section(note, "Point").parts[0].rows[-2:] == (
        ("6 Ledelse", "4", "God"),
        ("7 Borgerinddragelse", "5", "Særdeles god"),
    )


def test_nothing_of_another_reviewer_is_in_it():
    told = repr(note_of(builders.review(FOURS, by=ANNE)))

    assert "Bo Lund" not in told
    assert "hemmelige" not in told


def test_what_is_not_submitted_is_a_draft_that_says_what_is_missing():
    review = builders.review({"1a": 4}, by=ANNE, submitted=None)
    unfinished = replace(review.scores["1a"], reason=" ")

    note = note_of(replace(review, scores={"1a": unfinished}))

    assert note.missing == (
        "point eller begrundelse for 1a, 1b, 2, 3a, 3b, 4, 5, 6 og 7",
        "at bedømmeren indsender vurderingen; indtil da tæller den ikke",
    )
    assert dict(section(note, "Sagen").parts[0].rows)["Indsendt"] == "Ikke indsendt"
    assert section(note, "Borgerinddragelse: –").parts == (
        Label("7 Borgerinddragelse: mangler point"),
        Paragraph("Ikke skrevet endnu.", "Begrundelse:"),
    )
