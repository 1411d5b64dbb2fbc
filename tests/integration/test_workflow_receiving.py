"""Mails, zips and attachments on their way in: who sent what when, and what lies beside what."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest

from assessment.domain.applications.application import Timing
from assessment.domain.applications.attachments import AttachmentKind, Nature
from assessment.domain.applications.delivery import Fate
from assessment.domain.rounds.event import Action
from assessment.domain.words.wording import COPENHAGEN
from assessment.errors import NotFoundError, RefusedFileError
from assessment.workflow import applications, attaching
from assessment.workflow.receiving import Upload, receive
from sample_applications.mail import message
from tests import builders

WORD, OTHER = builders.sample("01"), builders.sample("02")
SENT = datetime(2026, 10, 2, 11, 58, tzinfo=COPENHAGEN)
RECEIVED = datetime(2026, 10, 2, 12, 3, tzinfo=COPENHAGEN)


def mail(attachments, *, body="Hermed vores ansøgning.", received=RECEIVED, subject="Ansøgning"):
    return message(
        sender="Ask Holm <ask@bakkedal.example>",
        subject=subject,
        body=body,
        sent=SENT,
        received=received,
        attachments=attachments,
    )


def zipped(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, each in files.items():
            archive.writestr(name.replace("__", "/"), each)
    return content.getvalue()


def handed_in(workflow, *uploads):
    """What became of each file, as the lead is told."""
    given = [Upload(*each) for each in uploads]
    return list(receive(workflow, "demo", given, builders.lead(workflow)))


def take(workflow, *uploads):
    """What became of each file, in short."""
    found = handed_in(workflow, *uploads)
    return [(each.filename, each.fate, each.application) for each in found]


def kept(workflow):
    return builders.applications(workflow)


def impartial_lead(workflow):
    lead = builders.lead(workflow)
    builders.impartial(workflow, lead)
    return lead


def arrivals(workflow):
    return attaching.arrivals(workflow, "demo", impartial_lead(workflow))


def test_a_mail_is_an_application_with_its_sender_times_and_attachments(workflow):
    content = mail({"skema.docx": WORD, "Bilag 1 Aftale.pdf": "Samarbejdsaftale\nmed Bakkedal"})
    assert take(workflow, ("mail.eml", content)) == [
        ("skema.docx", Fate.REGISTERED, 1),
        ("Bilag 1 Aftale.pdf", Fate.ATTACHED, 1),
    ]
    (application,) = kept(workflow)
    assert (application.received, application.received_note) == (
        RECEIVED, "Received-linjen fra mx.sbst.example",
    )  # fmt: skip
    assert application.envelope.sent == SENT
    assert application.envelope.sender == "Ask Holm <ask@bakkedal.example>"
    assert application.timing(builders.cti_scheme()) is Timing.AFTER_CLOCK
    (attachment,) = application.attachments
    assert (attachment.kind, attachment.nature) == (AttachmentKind.PDF, Nature.SUBMITTED)
    assert attachment.pages == ("Samarbejdsaftale med Bakkedal",)


def test_the_same_mail_again_changes_nothing(workflow):
    content = mail({"skema.docx": WORD, "aftale.pdf": "Aftale"})
    take(workflow, ("mail.eml", content))
    before = kept(workflow)
    assert [fate for _, fate, _ in take(workflow, ("kopi.eml", content))] == [Fate.KNOWN] * 2
    assert kept(workflow) == before


def test_a_mails_time_counts_before_one_stated_by_hand(workflow):
    take(workflow, ("mail.eml", mail({"skema.docx": WORD}), builders.NOON))
    assert kept(workflow)[0].received == RECEIVED


def test_a_file_handed_in_first_gets_its_time_from_the_mail_that_comes_later(workflow):
    take(workflow, ("skema.docx", WORD))
    assert kept(workflow)[0].received is None
    take(workflow, ("mail.eml", mail({"skema.docx": WORD})))
    (application,) = kept(workflow)
    assert (application.received, application.envelope.subject) == (RECEIVED, "Ansøgning")


def test_a_time_that_somebody_stated_is_not_overwritten_by_a_later_mail(workflow):
    take(workflow, ("skema.docx", WORD, builders.NOON))
    take(workflow, ("mail.eml", mail({"skema.docx": WORD})))
    assert kept(workflow)[0].received == builders.NOON


def test_a_zip_of_mails_and_folders(workflow):
    content = zipped(
        **{
            "Ask.eml": mail({"skema.docx": WORD}),
            "Lyngmose__skema.docx": OTHER,
            "Lyngmose__organisationsplan.txt": "Organisationsplan for Lyngmose",
        }
    )
    assert take(workflow, ("postkasse.zip", content)) == [
        ("skema.docx", Fate.REGISTERED, 1),
        ("skema.docx", Fate.REGISTERED, 2),
        ("organisationsplan.txt", Fate.ATTACHED, 2),
    ]
    assert [each.envelope is None for each in kept(workflow)] == [False, True]


def test_a_mail_without_a_form_waits_until_somebody_says_whose_it_is(workflow):
    take(workflow, ("skema.docx", WORD))
    late = datetime(2026, 10, 6, 9, tzinfo=COPENHAGEN)
    assert take(workflow, ("sv.eml", mail({"referat.pdf": "Referat"}, received=late))) == [
        ("referat.pdf", Fate.WAITING, None)
    ]
    (arrival,) = arrivals(workflow)
    (waiting,) = arrival.attachments
    assert (arrival.timing, arrival.proposed_nature) == (Timing.LATE, Nature.UNSOLICITED)

    lead, waits = builders.lead(workflow), (None, Nature.SUBMITTED)
    attaching.assign(workflow, waiting.id, 1, Nature.REQUESTED, lead, expected=waits)

    assert kept(workflow)[0].attachments == (
        replace(waiting, application=1, nature=Nature.REQUESTED),
    )
    (event,) = [each for each in builders.events(workflow) if each.action is Action.ASSIGNED]
    assert (event.application, event.subject, event.old, event.new) == (
        1,
        "referat.pdf",
        "ved ingen ansøgning",
        "ansøgning nr. 1, svar på vores anmodning",
    )


def test_a_mail_of_words_alone_is_kept(workflow):
    (receipt,) = handed_in(workflow, ("hej.eml", mail({})))
    assert (receipt.fate, receipt.message) == (
        Fate.WAITING, "Mailen har ingen filer. Den kan læses under Mails.",
    )  # fmt: skip
    (arrival,) = arrivals(workflow)
    assert arrival.delivery.envelope.body == "Hermed vores ansøgning."


def test_what_is_kept_without_files_and_what_of_a_parcel_is_refused_is_in_the_log(workflow):
    words, broken = mail({}), zipped(**{"a__skema.docx": WORD, "b.zip": zipped(c="")[:40]})
    take(workflow, ("hej.eml", words))
    take(workflow, ("hej.eml", words))
    (*_, refused) = handed_in(workflow, ("post.zip", broken))

    told = [(each.action, each.subject) for each in reversed(builders.events(workflow))]
    assert told[-4:] == [
        (Action.MESSAGE_KEPT, "hej.eml"),
        (Action.ATTACHED, "b.zip"),
        (Action.REGISTERED, "skema.docx"),
        (Action.REFUSED, refused.filename),
    ]
    assert (refused.fate, builders.events(workflow)[0].new) == (Fate.REFUSED, refused.message)


def test_a_damaged_form_in_a_mail_is_kept_and_says_why(workflow):
    content = mail({"skema.docx": WORD, "gammelt.docx": OTHER[:5000]})
    receipts = handed_in(workflow, ("mail.eml", content))
    assert [(each.filename, each.fate) for each in receipts] == [
        ("skema.docx", Fate.REGISTERED),
        ("gammelt.docx", Fate.ATTACHED),
    ]
    (attachment,) = kept(workflow)[0].attachments
    assert "beskadiget" in attachment.issues[0].message
    lead = impartial_lead(workflow)
    assert attaching.original(workflow, attachment.id, lead)[1] == OTHER[:5000]


def test_two_forms_in_a_mail_share_its_attachments(workflow):
    content = mail({"a.docx": WORD, "b.docx": OTHER, "plan.pdf": "Plan"})
    take(workflow, ("mail.eml", content))
    assert [[file.filename for file in each.attachments] for each in kept(workflow)] == [
        ["plan.pdf"],
        ["plan.pdf"],
    ]


def test_cpr_numbers_are_masked_in_all_that_is_derived_and_not_in_the_originals(workflow):
    content = mail(
        {"skema.docx": WORD, "Bilag 010190-1234.pdf": "Borger 010190-1234"},
        body="Om 010190-1234",
        subject="Sag 010190-1234",
    )
    receipts = handed_in(workflow, ("mail 010190-1234.eml", content))
    (application,) = kept(workflow)
    (arrival,) = arrivals(workflow)
    derived = f"{receipts}{application}{arrival}{builders.events(workflow)}"
    assert "010190-1234" not in derived
    assert "Om ••••••-••••" in application.envelope.body
    (attachment,) = application.attachments
    assert attachment.pages == ("Borger ••••••-••••",)
    lead = builders.lead(workflow)
    _, original = attaching.original(workflow, attachment.id, lead)
    assert b"010190-1234" in original
    assert attaching.message(workflow, arrival.delivery.id, lead)[1] == content


def test_every_look_at_an_original_is_logged(workflow):
    take(workflow, ("mail.eml", mail({"skema.docx": WORD, "aftale.pdf": "Aftale"})))
    (application,) = kept(workflow)
    bo = builders.reviewer(workflow, "Bo Lund")
    builders.impartial(workflow, bo)
    applications.original(workflow, 1, bo)
    attaching.original(workflow, application.attachments[0].id, bo)
    attaching.message(workflow, 1, bo)
    png = attaching.picture(workflow, application.attachments[0].id, 1, bo)
    assert png.startswith(b"\x89PNG")
    shown = [
        (each.actor, each.subject)
        for each in builders.events(workflow)
        if each.action is Action.ORIGINAL_SHOWN
    ]
    assert shown == [
        ("Bo Lund", "aftale.pdf"),
        ("Bo Lund", "mail.eml"),
        ("Bo Lund", "aftale.pdf"),
        ("Bo Lund", "skema.docx"),
    ]


def test_a_message_that_somebody_read_is_in_the_history_of_each_application_in_it(workflow):
    take(workflow, ("to.eml", mail({"a.docx": WORD, "b.docx": OTHER})), ("en.eml", mail({})))
    lead = impartial_lead(workflow)
    for delivery in (1, 2):
        attaching.message(workflow, delivery, lead)

    shown = [each for each in builders.events(workflow) if each.action is Action.ORIGINAL_SHOWN]
    assert [(each.application, each.subject) for each in reversed(shown)] == [
        (1, "to.eml"),
        (2, "to.eml"),
        (None, "en.eml"),
    ]


def test_a_page_that_is_not_there_is_refused_in_words(workflow):
    take(workflow, ("mail.eml", mail({"skema.docx": WORD, "aftale.pdf": "Aftale"})))
    lead = impartial_lead(workflow)
    with pytest.raises(RefusedFileError):
        attaching.picture(workflow, 1, 7, lead)


def test_what_is_not_there_is_named(workflow):
    lead = builders.lead(workflow)
    with pytest.raises(NotFoundError, match=r"Bilag nr[.] 7 findes ikke"):
        attaching.original(workflow, 7, lead)
    with pytest.raises(NotFoundError, match=r"Forsendelse nr[.] 7"):
        attaching.message(workflow, 7, lead)
