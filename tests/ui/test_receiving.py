"""Receiving: what became of each file, what waits, what came by mail, and times stated by hand."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessment.domain.applications.attachments import Nature
from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Ground, Stance
from assessment.domain.panel.people import Role
from assessment.domain.words.wording import COPENHAGEN
from assessment.workflow import applications, attaching, declaring
from sample_applications.mail import message
from tests import builders
from tests.ui import screen

LEAD = "Lone Vestergaard"
SENT = datetime(2026, 10, 2, 11, 58, tzinfo=COPENHAGEN)
RECEIVED = datetime(2026, 10, 2, 12, 3, tzinfo=COPENHAGEN)
KNOWN = "Filen er allerede registreret i runden og er ikke lagt ind igen."


def mail(attachments):
    return message(
        sender="Ask Holm <ask@bakkedal.example>",
        subject="Ansøgning",
        body="Hermed.",
        sent=SENT,
        received=RECEIVED,
        attachments=attachments,
    )


def clock(*moment):
    """What a user chooses: Danish time, without a word on its zone."""
    return datetime(*moment, tzinfo=COPENHAGEN).replace(tzinfo=None)


def upload(app, *files):
    """Choose files and press the button, as one user would."""
    for name, content in files:
        app.file_uploader[0].upload(name, content)
    app.run()
    return app.button(key="register").click().run()


@pytest.fixture
def opened(open_page, workflow):
    """The receiving of a round that has just been opened, by the lead."""
    builders.at_phase(workflow, Phase.RECEIVING)
    return open_page("receiving")


def received(work, number=1):
    with work.database.read() as reader:
        return reader.application(number)


@pytest.mark.parametrize(
    ("roles", "phase", "why"),
    [
        (
            [Role.REVIEWER],
            Phase.RECEIVING,
            (
                "Du må ikke lægge ansøgninger ind; det kræver rollen projektleder eller administrator. "
                "Tal med projektlederen."
            ),
        ),
        (
            [Role.LEAD],
            Phase.PREPARATION,
            (
                "Runden er i fasen forberedelse, og der kan man ikke lægge ansøgninger ind. Det hører til "
                "modtagelse til indstilling."
            ),
        ),
        (
            [Role.ADMINISTRATOR],
            Phase.DECIDED,
            (
                "Runden er i fasen afgjort, og der kan man ikke lægge ansøgninger ind. Det hører til "
                "modtagelse til indstilling."
            ),
        ),
    ],
)
def test_nothing_is_sent_in_by_whoever_may_not(open_page, workflow, roles, phase, why):
    builders.at_phase(workflow, phase)
    app = open_page("receiving", person="Ib Rask", roles=roles)
    assert screen.values(app.caption) == [f"{screen.LOCK} {why}"]
    assert (len(app.file_uploader), len(app.button)) == (0, 0)


def test_a_reviewer_may_still_correct_a_time_of_receipt(open_page, demo_workflow):
    app = open_page("receiving", on=demo_workflow, person="Anne Holm")
    assert [each.label for each in app.button] == ["Gem modtagelsestid"]


def test_a_lead_who_is_shut_out_of_the_round_receives_nothing(open_page, register, workflow):
    register()
    lead = builders.lead(workflow)
    declaring.declare(
        workflow,
        1,
        Stance.DOUBT,
        grounds=[Ground.OTHER],
        text="Vi er i familie.",
        by=lead,
        expected=0,
    )
    app = open_page("receiving")
    assert screen.values(app.caption) == [
        (
            f"{screen.LOCK} Runden er lukket for dig: din habilitet er ikke afgjort. "
            "Vent, til en anden har afgjort den."
        )
    ]
    assert (len(app.file_uploader), len(app.button)) == (0, 0)


def test_each_file_has_its_answer_and_the_list_can_be_fetched(opened):
    sent, app = builders.sample("01"), opened
    assert app.file_uploader[0].label == "Mails, Word-skemaer, bilag og zip-filer"
    assert app.button(key="register").disabled
    upload(app, ("ansøgning.docx", sent), ("kopi.docx", sent), ("tom.docx", b""))
    assert screen.values(app.warning) == [
        "3 filer: 1 registreret, 1 findes allerede, 1 afvist af programmet."
    ]
    assert screen.rows(app.table[0]) == [
        ("ansøgning.docx", "–", "registreret", "1", "Registreret: 51 felter fundet."),
        ("kopi.docx", "–", "findes allerede", "1", KNOWN),
        ("tom.docx", "–", "afvist af programmet", "–", "Filen er tom. Bed ansøger om at sende den igen."),
    ]  # fmt: skip
    assert screen.fetched(app)["Hent listen over alt modtaget"] == "/hent/modtagne/demo"
    assert not app.exception


def test_the_uploader_is_empty_again_after_the_files_are_stored(opened):
    app = opened
    before = app.file_uploader[0].key
    upload(app, ("ansøgning.docx", builders.sample("01")))
    assert app.file_uploader[0].key != before
    assert app.button(key="register").disabled
    assert screen.values(app.success) == ["1 fil: 1 registreret."]


def test_a_mail_shows_who_sent_it_when_and_what_came_with_it(opened, workflow):
    content = mail({"skema.docx": builders.sample("01"), "aftale.pdf": "Aftale"})
    app = upload(opened, ("mail.eml", content))
    assert [row[:4] for row in screen.rows(app.table[0])] == [
        ("skema.docx", "mail.eml", "registreret", "1"),
        ("aftale.pdf", "mail.eml", "lagt ved som bilag", "1"),
    ]
    assert screen.values(app.caption)[-1] == (
        f"{screen.LOCK} Mails og bilag til 1 ansøgning, som er lukket for dig, vises ikke; se Overblik."
    )
    builders.impartial(workflow, builders.lead(workflow))
    app.run()
    (title,) = [screen.read(each.label) for each in app.expander if "Ask Holm" in each.label]
    assert title == (
        "02.10.2026 kl. 12.03 (efter klokkeslættet samme dato) · "
        "Ask Holm <ask\u2060@bakkedal.example> · Ansøgning"
    )
    assert "aftale.pdf · PDF · Bakkedal Kommune" in screen.markdown(app)
    assert received(workflow).received == RECEIVED


def test_a_waiting_file_is_laid_beside_an_application(open_page, demo_workflow):
    app = open_page("receiving", on=demo_workflow, person=LEAD)
    assert screen.values(app.subheader)[0] == "Filer, der venter på en ansøgning (1)"
    (waiting,) = [
        file
        for each in attaching.arrivals(demo_workflow, "demo", builders.lead(demo_workflow))
        for file in each.attachments
        if file.application is None
    ]
    assert app.button(key=f"attach_{waiting.id}").disabled
    assert app.radio(key=f"nature_{waiting.id}").value == Nature.UNSOLICITED
    app.selectbox(key=f"assign_{waiting.id}").select(6).run()
    app.button(key=f"attach_{waiting.id}").click().run()
    assert all("venter" not in each for each in screen.values(app.subheader))
    with demo_workflow.database.read() as reader:
        (kept,) = reader.application(6).attachments
    assert (kept.filename, kept.nature, kept.counts) == (
        "Referat af møde med Hedelund Kommune.pdf", Nature.UNSOLICITED, False,
    )  # fmt: skip


def test_a_file_that_came_by_itself_is_said_to_have(opened):
    app = upload(opened, ("aftale.pdf", b"%PDF-1.4"))
    assert screen.rows(app.table[0]) == [
        ("aftale.pdf", "–", "venter på en ansøgning", "–",
         "Det vides ikke, hvilken ansøgning filen hører til. Vælg den på siden Modtagelse."),
    ]  # fmt: skip
    assert screen.values(app.caption)[-1] == "Lagt ind for sig (modtagelsestiden er ukendt)"


def test_a_time_of_receipt_can_be_given_for_files(opened, workflow):
    app = opened
    app.checkbox(key="received_known").check().run()
    app.datetime_input[0].set_value(clock(2026, 9, 30, 9, 14)).run()
    upload(app, ("ansøgning.docx", builders.sample("01")))
    kept = received(workflow)
    assert (kept.received, kept.received_note) == (
        datetime(2026, 9, 30, 9, 14, tzinfo=COPENHAGEN), "oplyst ved registrering",
    )  # fmt: skip


def test_a_time_of_receipt_can_be_corrected(open_page, demo_workflow):
    app = open_page("receiving", on=demo_workflow, person=LEAD, received_case=9)
    app.datetime_input[0].set_value(clock(2026, 9, 30, 23, 59)).run()
    app.button(key="save_received").click().run()
    newest = applications.history(demo_workflow, 9, builders.lead(demo_workflow))[0]
    assert (newest.actor, newest.old, newest.new) == (
        LEAD,
        "05.10.2026 kl. 08.12",
        "30.09.2026 kl. 23.59",
    )


def test_a_time_that_somebody_set_meanwhile_is_told_and_ones_own_stays_in_the_field(
    open_page, demo_workflow
):
    app = open_page("receiving", on=demo_workflow, person=LEAD, received_case=9)
    app.datetime_input[0].set_value(clock(2026, 9, 30, 23, 59)).run()
    before = received(demo_workflow, 9).received
    values = {"by": builders.lead(demo_workflow), "expected": before}
    applications.set_received(demo_workflow, 9, builders.NOON, **values)

    app.button(key="save_received").click().run()

    (told,) = screen.values(app.error)
    assert told == (
        "Modtagelsestiden er i mellemtiden sat til 01.10.2026 kl. 12.00 (oplyst af Lone Vestergaard). Din "
        "er ikke gemt: se, hvilken der er rigtig, før du gemmer igen."
    )
    assert app.datetime_input[0].value == clock(2026, 9, 30, 23, 59)
    assert received(demo_workflow, 9).received == builders.NOON


def test_a_time_of_receipt_in_the_future_is_refused(open_page, demo_workflow):
    app = open_page("receiving", on=demo_workflow, person=LEAD, received_case=9)
    app.datetime_input[0].set_value(clock(2030, 1, 1, 12, 0)).run()
    app.button(key="save_received").click().run()
    assert screen.values(app.error) == [
        "Modtagelsestiden ligger ude i fremtiden. Ret dato eller klokkeslæt."
    ]
