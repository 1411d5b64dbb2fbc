"""What is told to machines and handed out: readings, formal checks, notes and forms."""

import hashlib
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from assessment.domain.checking.screening import (
    Finding,
    Flag,
    FormalOutcome,
    Outcome,
    Passage,
    Proposal,
)
from assessment.domain.rounds.event import Action
from assessment.errors import NotFoundError
from assessment.intake import read
from assessment.workflow import formal, notes
from assessment.workflow.notes import Written
from assessment.workflow.reading import read_file
from tests import builders
from tests.word_files import checkbox, control, p, word_file

SCHEME = builders.cti_scheme()
LEAD = "Lone Vestergaard"


# --- readings -------------------------------------------------------------------------------------


def test_a_file_is_told_by_the_contract_of_the_design():
    content = word_file(
        p("Noter på æøå 😀"),
        p(control("4.1", "Voksne 070796-0002")),
        p(checkbox("3.1", checked=True)),
        p(control("4.11", "54 borgere")),
        p(control("8.dato", "29.09.2026")),
    )

    told = read_file("mappe/a.docx", content, SCHEME.form)

    blocks = told.pop("blocks")
    answers = told.pop("answers")
    assert told == {
        "path": "mappe/a.docx",
        "ok": True,
        "sha256": hashlib.sha256(content).hexdigest(),
        "text": "Noter på æøå 😀\nVoksne 070796-0002\n☒\n54 borgere\n29.09.2026",
        "deleted": "",
        "hidden": "",
        "comments": "",
        "unplaced": [blocks[0]["id"]],
        "issues": [],
    }
    assert blocks[0] == {
        "id": blocks[0]["id"],
        "kind": "paragraph",
        "text": "Noter på æøå 😀",
        "where": blocks[0]["where"],
    }
    common = {"value": None, "ticked": None, "how": "tag", "confidence": 1.0}
    ids = [block["id"] for block in blocks]
    assert answers == {
        "4.1": common | {"text": "Voksne 070796-0002", "blocks": [ids[1]]},
        "3.1": common | {"text": "☒", "ticked": True, "blocks": [ids[2]]},
        "4.11": common | {"text": "54 borgere", "value": 54, "blocks": [ids[3]]},
        "8.dato": common | {"text": "29.09.2026", "value": "2026-09-29", "blocks": [ids[4]]},
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [("54", 54), ("2,5", 2.5), ("1.000", 1000), ("9" * 5000, None), ("1e400", None)],
    ids=["whole", "half", "thousands", "huge", "exponent"],
)
def test_a_number_is_told_as_a_number_where_it_is_one(text, value):
    told = read_file("a.docx", word_file(p(control("4.11", text))), SCHEME.form)

    answer = told["answers"]["4.11"]
    assert (answer["text"], answer["value"], type(answer["value"])) == (text, value, type(value))


def test_a_refused_file_is_an_object_too():
    assert read_file("a.docx", b"", SCHEME.form) == {
        "path": "a.docx",
        "ok": False,
        "error": {
            "code": "empty",
            "message": "Filen er tom. Bed ansøger om at sende den igen.",
        },
    }


# --- the formal check -----------------------------------------------------------------------------


EVIDENCE = [{"field": "4.1", "where": "Tabel 2, række 3", "text": "Borgere på § 110"}]
TOLD = {
    "id": 7,
    "name": "Bakkedal Kommune",
    "file": "a.docx",
    "timing": "rettidig",
    "received": "2026-10-01T10:00:00+00:00",
    "received_note": "",
    "sender": "",
    "sent": None,
    "attachments": [],
    "status": "ikke opfyldt, ikke bekræftet",
    "requirements": [
        {
            "id": "G1",
            "outcome": "opfyldt",
            "decided": False,
            "proposal": "opfyldt",
            "reason": "",
            "findings": [
                {
                    "part": "",
                    "outcome": "opfyldt",
                    "explanation": "Alt er besvaret.",
                    "evidence": [],
                }
            ],
        },
        {
            "id": "G4",
            "outcome": "ikke opfyldt",
            "decided": True,
            "proposal": "skal afklares",
            "reason": "Uden for rammen.",
            "findings": [
                {
                    "part": "a",
                    "outcome": "skal afklares",
                    "explanation": "Se efter.",
                    "evidence": EVIDENCE,
                }
            ],
        },
    ],
    "flags": [
        {
            "code": "F11",
            "title": "Ord om hjemløshed",
            "explanation": "Er det målgruppen?",
            "raised": True,
            "evidence": EVIDENCE,
        }
    ],
}


def test_a_formal_check_is_told_whole():
    passage = Passage("Borgere på § 110", "Tabel 2, række 3", "4.1")
    proposals = (
        Proposal("G1", Outcome.MET, (Finding(Outcome.MET, "Alt er besvaret."),)),
        Proposal("G4", Outcome.UNCLEAR, (Finding(Outcome.UNCLEAR, "Se efter.", (passage,), "a"),)),
    )
    flag = Flag("F11", "Ord om hjemløshed", "Er det målgruppen?", (passage,))
    outcome = FormalOutcome("G4", Outcome.NOT_MET, "Uden for rammen.", LEAD, builders.NOON)
    checked = replace(
        builders.screening(), proposals=proposals, flags=(flag,), outcomes={"G4": outcome}
    )
    case = builders.case(formal=checked, filename="a.docx", id_=7)

    assert formal.as_json(case) == TOLD


# --- documents ------------------------------------------------------------------------------------


@pytest.fixture
def registered(workflow):
    builders.received(workflow, "01", "12")
    builders.impartial(workflow, builders.lead(workflow))
    return workflow


def test_every_note_is_written_and_logged(registered):
    written = list(notes.all_notes(registered, "demo", builders.lead(registered)))

    names = ["indstillingsnotat-demo.docx", "01-bakkedal-kommune.docx", "02-åmose-kommune.docx"]
    assert [each.filename for each in written] == names
    logged = [
        (event.actor, event.application, event.subject, event.new)
        for event in builders.events(registered)
        if event.action is Action.NOTE_WRITTEN
    ]
    assert logged == [
        (LEAD, 2, names[2], "udkast"),
        (LEAD, 1, names[1], "udkast"),
        (LEAD, None, names[0], "udkast"),
    ]


def test_one_note_says_what_it_says_among_all(registered):
    lead = builders.lead(registered)
    everything = {each.filename: each for each in notes.all_notes(registered, "demo", lead)}

    one = notes.note(registered, 2, lead)
    round_note = notes.round_note(registered, "demo", lead)

    for each in (one, round_note):
        assert text(each) == text(everything[each.filename])


def text(written):
    return read(written.content, SCHEME.form).text


def test_a_note_of_an_application_that_is_not_there_is_refused(registered):
    before = builders.events(registered)
    with pytest.raises(
        NotFoundError, match=r"^Ansøgning nr\. 7 findes ikke; vælg en ansøgning på listen\.$"
    ):
        notes.note(registered, 7, builders.lead(registered))
    assert builders.events(registered) == before


def test_documents_are_zipped_under_their_names():
    documents = [Written("a.docx", b"en"), Written("åø 😀.docx", b"to")]

    with zipfile.ZipFile(io.BytesIO(notes.zipped(iter(documents)))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a.docx": b"en",
            "åø 😀.docx": b"to",
        }


def test_the_blank_form_is_empty_to_the_reader(workflow):
    assert read(notes.form(workflow, "demo"), SCHEME.form).answers == {}


def test_the_form_of_an_unknown_round_is_refused(workflow):
    with pytest.raises(NotFoundError, match=r"^Runden “2031-1” findes ikke"):
        notes.form(workflow, "2031-1")


def test_numbers_of_a_form_survive_storage(registered):
    (first, _) = builders.applications(registered)

    assert first.reading.number("4.11") == Decimal(54)
