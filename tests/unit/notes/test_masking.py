"""Nothing that looks like a CPR number stands in a document, wherever it was typed."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from openpyxl import load_workbook

from assessment import intake
from assessment.domain.applications.personal import MASK
from assessment.domain.outcomes.letter import LetterKind
from assessment.notes import letter
from assessment.notes.content import (
    Bullets,
    Label,
    Note,
    Notice,
    Paragraph,
    Section,
    Table,
    facts,
    masked,
    masked_text,
)
from assessment.notes.document import render
from assessment.notes.parts import name_of_file
from assessment.notes.sheets.workbook import Sheet, workbook
from assessment.notes.word import Properties
from tests import builders
from tests.builders import NOON
from tests.letters import dossier

CPR = "010203-1234"
HASH = "0102031234" + "ab" * 27
FORM = builders.cti_scheme().form

PARTS = {
    "paragraph": Paragraph(f"Om {CPR}."),
    "lead": Paragraph("Se her.", f"{CPR}:"),
    "notice": Notice(f"Om {CPR}."),
    "label": Label(f"Om {CPR}"),
    "bullets": Bullets(("Én.", f"Om {CPR}.")),
    "table": Table(("Navn", "Hvad"), (("Ansøger", f"Om {CPR}."),), (0.5, 0.5)),
}


def note(*parts, **rest):
    made = Note("n.docx", "Notat", "Runde", "Lone", NOON, (Section("Sagen", parts),))
    return replace(made, **rest)


@pytest.mark.parametrize("kind", PARTS)
def test_each_part_of_a_note_is_masked(kind):
    text = intake.read(render(note(PARTS[kind])), FORM).text
    assert CPR not in text
    assert MASK in text


def test_title_headings_and_what_is_missing_are_masked():
    made = note(title=f"Notat {CPR}", missing=(f"svar om {CPR}",))
    text = intake.read(render(replace(made, sections=(Section(f"Om {CPR}", ()),))), FORM).text
    assert CPR not in text
    assert text.count(MASK) >= 3


def test_so_are_the_line_below_the_title_and_who_wrote_it():
    made = docx.Document(
        io.BytesIO(render(note(subtitle=f"Bo {CPR}", author=f"Lone {CPR}", title=f"Notat {CPR}")))
    )

    core = made.core_properties
    assert made.paragraphs[1].text == f"Bo {MASK}"
    assert (core.author, core.last_modified_by, core.title) == (
        f"Lone {MASK}",
        f"Lone {MASK}",
        f"Notat {MASK}",
    )


def test_so_is_the_name_of_a_file():
    case = builders.case(name=f"Bakkedal {CPR}", id_=7)

    assert name_of_file(case, "vurdering", f"Anne {CPR} Holm") == "07-bakkedal-vurdering-anne-holm"


def test_so_is_who_made_a_letter():
    made = letter(dossier(LetterKind.RECEIPT), None, author=f"Lone {CPR}", written=NOON)

    assert CPR not in intake.read(made, FORM).text
    assert docx.Document(io.BytesIO(made)).core_properties.author == f"Lone {MASK}"


def test_so_is_what_a_workbook_says_of_itself():
    about = Properties(f"Runden \x00{CPR}", f"Lone\x01 {CPR}", NOON)
    of_file = load_workbook(io.BytesIO(workbook([Sheet("A", ("B",), [])], about))).properties

    assert (of_file.title, of_file.creator) == (f"Runden {MASK}", f"Lone {MASK}")


def test_the_journals_number_and_a_hash_stay_whatever_they_look_like():
    made = note(facts(("Sagsnummer", CPR), ("Rundens sagsnummer", CPR), ("SHA-256", HASH)))
    assert masked(made) == made
    assert masked_text(f"SHA-256 {HASH}") == f"SHA-256 {HASH}"


def test_a_number_in_a_long_run_of_other_signs_is_masked():
    assert CPR not in masked_text(f"https://eksempel.example/borger/sag/{CPR}/vis-alle-oplysninger")
