"""The minutes of the consensus meeting, section by section."""

from dataclasses import replace
from datetime import timedelta

from assessment.notes import Imprint, minutes
from assessment.notes.content import Bullets, Label, Paragraph
from tests import builders
from tests.builders import NOON

SCHEME = builders.cti_scheme()
ANNE, BO = builders.person("Anne Holm", 1), builders.person("Bo Lund", 2)
IMPRINT = Imprint("Lone Vestergaard", NOON, "0.1.0 (SHA-256 abc)", {None: "2026-9"})
FOURS = {aspect.id: 4 for aspect in SCHEME.aspects}
LATER = NOON + timedelta(days=1)


def differing(**rest):
    """Two reviewers who are three points apart on the last aspect."""
    return builders.case(
        builders.review(FOURS | {"7": 5}, by=ANNE), builders.review(FOURS | {"7": 2}, by=BO), **rest
    )


def agreed(case, **rest):
    made = builders.consensus("7", "4.5", reason="6.3 følger op.", at=LATER, **rest)
    return replace(case, consensus={"7": made})


def note_of(*cases):
    return minutes(builders.round_of(*cases), IMPRINT)


def section(note, title):
    (found,) = [each for each in note.sections if each.title == title]
    return found


def test_minutes_name_the_case_who_took_part_and_when():
    note = note_of(agreed(differing()))

    assert (note.filename, note.title, note.missing) == (
        "konsensusreferat-demo.docx",
        "Referat af konsensusmødet: Demorunde med opdigtede ansøgere",
        (),
    )
    assert section(note, "Mødet").parts[1].rows == (
        ("Ordning", SCHEME.title),
        ("Runde", "Demorunde med opdigtede ansøgere (demo)"),
        ("Rundens sagsnummer", "2026-9"),
        ("Deltagere", "Anne Holm og Bo Lund"),
        ("Drøftet", "02.10.2026"),
        ("Omfang", "1 forskel på 2 point eller mere: alle er drøftet."),
        ("Fastsat", "1 aspekt"),
        ("Referat", "01.10.2026, Lone Vestergaard"),
    )
    assert dict(section(note, "Grundlag og versioner").parts[0].rows)["Program"] == (
        "Version 0.1.0 (SHA-256 abc)"
    )


def test_what_was_agreed_stands_with_the_points_before_the_reason_and_who():
    note = note_of(agreed(differing()), builders.case(name="Nord", id_=2))

    assert [(each.level, each.title) for each in note.sections] == [
        (1, "Mødet"),
        (1, "Aftalt"),
        (2, "Bakkedal Kommune"),
        (1, "Udestår"),
        (1, "Grundlag og versioner"),
    ]
    assert section(note, "Bakkedal Kommune").parts == (
        Label("7 Borgerinddragelse"),
        Paragraph("Anne Holm 5 og Bo Lund 2.", "Point før drøftelsen:"),
        Paragraph("6.3 følger op.", "Aftalt 4,50:"),
        Paragraph(
            "Deltog: Anne Holm og Bo Lund. Noteret af Lone Vestergaard, 02.10.2026 kl. 12.00."
        ),
    )
    assert section(note, "Udestår").parts == (
        Paragraph("Intet. Alle forskelle på 2 point eller mere er drøftet."),
    )


def test_what_is_left_to_discuss_makes_a_draft():
    note = note_of(differing(), differing(name="Nord", id_=2))

    assert note.missing == ("drøftelse af 2 forskelle",)
    assert section(note, "Aftalt").parts == (
        Paragraph("Der er ikke fastsat konsensus om noget endnu."),
    )
    assert section(note, "Udestår").parts == (
        Paragraph("Disse forskelle skal drøftes:"),
        Bullets(("Bakkedal Kommune, 7 Borgerinddragelse: 2–5", "Nord, 7 Borgerinddragelse: 2–5")),
    )


def test_a_review_that_came_later_is_told_and_must_be_discussed():
    case = agreed(differing())
    late = builders.review(3, by=builders.person("Ida", 3), submitted=LATER + timedelta(hours=1))

    note = note_of(replace(case, reviews=(*case.reviews, late)))

    assert note.missing == ("drøftelse af 1 forskel",)
    assert (
        section(note, "Bakkedal Kommune")
        .parts[-1]
        .text.endswith("En vurdering er kommet til eller ændret siden, så det skal bekræftes igen.")
    )


def test_what_was_taken_back_is_told_with_why():
    case = agreed(differing())
    back = replace(case.consensus["7"], points=None, participants=(), reason="Tastefejl.")

    note = note_of(replace(case, consensus={"7": back}))

    assert section(note, "Taget tilbage").parts == (
        Bullets(("Bakkedal Kommune, 7: Tastefejl. (Lone Vestergaard, 02.10.2026 kl. 12.00)",)),
    )
