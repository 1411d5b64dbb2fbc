"""Documents that everybody can read: all of ours are, and each planted fault is found."""

import io

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn

from assessment.notes import (
    Imprint,
    Papers,
    application_note,
    blank_form,
    chart,
    minutes,
    render,
    review_note,
    round_note,
    word,
)
from assessment.notes.accessibility import problems
from assessment.notes.content import Note, Paragraph, Section, Table
from tests import builders, whole_round

IMPRINT = Imprint("Lone", whole_round.WRITTEN, "0.1.0 (SHA-256 abc)")
ROUND = whole_round.small_round()
DOCUMENTS = {
    "the round's note": lambda: round_note(ROUND, Papers(whole_round.declared()), IMPRINT),
    "a note": lambda: application_note(ROUND, ROUND.case(2), IMPRINT),
    "a draft": lambda: application_note(ROUND, ROUND.case(4), IMPRINT),
    "not assessed": lambda: application_note(ROUND, ROUND.case(3), IMPRINT),
    "minutes": lambda: minutes(ROUND, IMPRINT),
    "own assessment": lambda: review_note(ROUND, ROUND.case(2), ROUND.case(2).reviews[0], IMPRINT),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_note_can_be_read_by_all(name):
    assert problems(render(DOCUMENTS[name]())) == ()


def test_so_can_the_blank_form():
    scheme = builders.cti_scheme()

    assert problems(blank_form(scheme, scheme.round("demo"))) == ()


def test_what_somebody_wrote_as_a_list_becomes_one():
    text = "Planen:\n- den ene del\n• den anden\n-5 grader er ingen del\nSlut."
    parts = (
        Paragraph(text, "Se."),
        Table(("A",), (("1",),), (1.0,)),
        Table(("B",), (("2",),), (1.0,)),
    )
    made = render(Note("a.docx", "A", "", "Bo", whole_round.WRITTEN, (Section("Afsnit", parts),)))

    shown = [(each.style.name, each.text) for each in docx.Document(io.BytesIO(made)).paragraphs]
    assert shown[2:] == [
        ("Normal", "Se. Planen:"),
        ("List Bullet", "den ene del"),
        ("List Bullet", "den anden"),
        ("Normal", "-5 grader er ingen del"),
        ("Normal", "Slut."),
        ("Normal", ""),
    ]
    assert problems(made) == ()


# --- planted faults -------------------------------------------------------------------------------


def sound():
    """A document of every kind of part without a fault."""
    document = word.new_document(word.Properties("Titel", "Bo"))
    word.title(document, "Titel")
    word.heading(document, "Første")
    word.bullets(document, ["et"])
    word.add_row(word.table(document, ["A", "B"], [8, 8]), ["1", "2"])
    word.heading(document, "Anden", 2)
    bar = chart.Bar("Nord", "1", (1.0,))
    word.picture(document, chart.bars([bar], ["Point"], 5), "En søjle på 1.")
    word.footer(document, "Fod")
    return document


def no_title(document):
    document.core_properties.title = " "


def no_language(document):
    defaults = document.styles.element.find(qn("w:docDefaults"))
    (lang,) = defaults.iter(qn("w:lang"))
    lang.getparent().remove(lang)


def other_language(document):
    run = document.paragraphs[-1].add_run("English")
    run._r.get_or_add_rPr().append(word.element("w:lang", val="en-US"))


def level_skipped(document):
    word.heading(document, "Tredje", 1)
    word.heading(document, "For dybt", 3)


def begins_too_deep(document):
    title, first = document.paragraphs[:2]
    title._p.getparent().remove(title._p)
    first.style = "Heading 2"


def empty_heading(document):
    word.heading(document, "")


def no_headings(document):
    for each in document.paragraphs:
        if each.style.name.startswith(("Title", "Heading")):
            each.style = "Normal"


def no_header_row(document):
    (mark,) = document.element.body.iter(qn("w:tblHeader"))
    mark.getparent().remove(mark)


def second_table_without(document):
    document.add_table(rows=1, cols=1)


def no_alternative(document):
    for each in document.element.body.iter(qn("wp:docPr")):
        each.set("descr", " ")


def logo_without(document):
    run = document.sections[0].header.paragraphs[0].add_run()
    run.add_picture(io.BytesIO(chart.bars([], [], 5)))


def empty_paragraph(document):
    document.add_paragraph("")
    document.add_paragraph("Efter.")


def empty_after_table(document):
    table = document.tables[0]._tbl
    table.addnext(document.add_paragraph()._p)


def typed_bullet(document):
    document.add_paragraph("• skrevet i hånden")


def false_list(document):
    style = document.styles["List Bullet"].element
    style.pPr.remove(style.pPr.find(qn("w:numPr")))


EMPTY = "Et tomt afsnit er brugt som afstand."
FAULTS = {
    no_title: "Dokumentet har ingen titel i sine egenskaber.",
    no_language: "Dokumentets sprog er ikke sat til dansk (da-DK).",
    other_language: "Noget af teksten er mærket med sproget en-US i stedet for da-DK.",
    level_skipped: "Overskriften “For dybt” springer et niveau over.",
    begins_too_deep: "Overskriften “Første” springer et niveau over.",
    empty_heading: "En overskrift er tom.",
    no_headings: "Dokumentet har ingen overskrifter.",
    no_header_row: "Tabel nr. 1 har ingen overskriftsrække.",
    second_table_without: "Tabel nr. 2 har ingen overskriftsrække.",
    no_alternative: "Et billede har ingen alternativ tekst.",
    logo_without: "Et billede har ingen alternativ tekst.",
    empty_paragraph: EMPTY,
    empty_after_table: EMPTY,
    typed_bullet: (
        "“• skrevet i hånden” er et punkt, der er skrevet i hånden i stedet for som liste."
    ),
    false_list: "“et” har en listes udseende, men er ikke punkt i en liste.",
}


@pytest.mark.parametrize("plant", FAULTS, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found_and_nothing_else(plant):
    document = sound()
    assert problems(word.to_bytes(document)) == ()

    plant(document)

    found = problems(word.to_bytes(document))
    assert found[0] == FAULTS[plant]
    assert set(found) <= {FAULTS[plant], EMPTY}


def test_a_page_break_and_what_parts_two_tables_are_no_empty_distance():
    document = sound()
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    word.table(document, ["A"], [16])
    word.part_from_table(document)
    word.table(document, ["B"], [16])

    assert problems(word.to_bytes(document)) == ()
