"""What of a parcel is an application and what came beside it."""

from dataclasses import replace
from datetime import UTC, datetime

from assessment.domain.applications.application import Reading
from assessment.domain.applications.delivery import Parcel, SentFile
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.sorting import Sorting, covered
from tests.builders import cti_scheme, filled, reading

FORM = cti_scheme().form
SENT = datetime(2026, 9, 1, 12, tzinfo=UTC)
ENVELOPE = Envelope("Ask <ask@ask.example>", "Ansøgning", SENT, SENT)

FULL = reading(filled())
EMPTY = reading({}, unplaced="Samarbejdsaftale mellem parterne")
LITTLE = reading({"1.2": "Ask", "4.1": "Noget"})


def file(name):
    return SentFile(name, name.encode())


def sort(parcel, readings):
    """Each submission as source, sender, application and what is beside it."""
    by_file = {
        id(each): readings[each.name]
        for part in parcel.walk()
        for each in part.files
        if each.name in readings
    }
    return [
        (
            each.source,
            each.envelope.sender if each.envelope else "",
            each.application.file.name if each.application else "",
            tuple(beside.name for beside in each.beside),
        )
        for each in Sorting(by_file, FORM).sorted(parcel)
    ]


def parcel(name, *names, mail=False, inner=()):
    return Parcel(name, tuple(map(file, names)), ENVELOPE if mail else None, inner=tuple(inner))


ASK = "Ask <ask@ask.example>"


def test_the_share_of_required_fields():
    assert covered(FULL, FORM) == 1 or covered(FULL, FORM) > 0.8
    assert covered(EMPTY, FORM) == 0


def test_a_file_by_itself_is_an_application_whatever_is_in_it():
    assert sort(parcel("", "a.docx"), {"a.docx": EMPTY}) == [("", "", "a.docx", ())]


def test_a_mail_with_a_form_and_others_is_one_submission():
    mail = parcel("mail.eml", "aftale.pdf", "skema.docx", "aftale.docx", mail=True)
    assert sort(mail, {"skema.docx": FULL, "aftale.docx": EMPTY}) == [
        ("mail.eml", ASK, "skema.docx", ("aftale.pdf", "aftale.docx"))
    ]


def test_the_fullest_word_file_stands_in_where_none_looks_like_the_form():
    mail = parcel("mail.eml", "brev.docx", "cv.docx", mail=True)
    assert sort(mail, {"brev.docx": LITTLE, "cv.docx": EMPTY}) == [
        ("mail.eml", ASK, "brev.docx", ("cv.docx",))
    ]


def test_a_mail_without_a_word_file_waits():
    assert sort(parcel("mail.eml", "aftale.pdf", mail=True), {}) == [
        ("mail.eml", ASK, "", ("aftale.pdf",))
    ]


def test_a_mail_with_words_only_is_kept_too():
    assert sort(parcel("mail.eml", mail=True), {}) == [("mail.eml", ASK, "", ())]


def test_two_forms_in_one_mail_share_what_came_with_them():
    mail = parcel("mail.eml", "a.docx", "b.docx", "aftale.pdf", mail=True)
    assert sort(mail, {"a.docx": FULL, "b.docx": FULL}) == [
        ("mail.eml", ASK, "a.docx", ("aftale.pdf",)),
        ("mail.eml", ASK, "b.docx", ("aftale.pdf",)),
    ]


def test_in_a_folder_of_several_forms_nobody_is_given_anothers_attachment():
    folder = parcel("alle", "a.docx", "b.docx", "aftale.pdf")
    assert sort(folder, {"a.docx": FULL, "b.docx": FULL}) == [
        ("alle", "", "a.docx", ()),
        ("alle", "", "b.docx", ()),
        ("alle", "", "", ("aftale.pdf",)),
    ]


def test_a_folder_for_each_applicant():
    inner = [parcel("z/Ask", "a.docx", "aftale.pdf"), parcel("z/Bo", "b.docx", "cv.pdf")]
    assert sort(parcel("z.zip", inner=inner), {"a.docx": FULL, "b.docx": FULL}) == [
        ("z/Ask", "", "a.docx", ("aftale.pdf",)),
        ("z/Bo", "", "b.docx", ("cv.pdf",)),
    ]


def test_a_zip_in_a_mail_belongs_to_the_form_of_the_mail():
    mail = parcel(
        "m.eml", "skema.docx", mail=True, inner=[parcel("m.eml/b.zip", "b1.pdf", "b2.docx")]
    )
    assert sort(mail, {"skema.docx": FULL, "b2.docx": EMPTY}) == [
        ("m.eml", ASK, "skema.docx", ("b1.pdf", "b2.docx"))
    ]


def test_a_form_in_a_zip_in_a_mail_has_the_mails_sender():
    mail = parcel(
        "m.eml", "foto.png", mail=True, inner=[parcel("m.eml/alt.zip", "skema.docx", "b.pdf")]
    )
    assert sort(mail, {"skema.docx": FULL}) == [
        ("m.eml/alt.zip", ASK, "skema.docx", ("b.pdf", "foto.png"))
    ]


def test_a_forwarded_mail_keeps_its_own_sender():
    own = Envelope("Bo <bo@bo.example>", "Vores ansøgning", SENT, SENT)
    inner = Parcel("m.eml/Vores ansøgning", (file("skema.docx"),), own)
    mail = parcel("m.eml", mail=True, inner=[inner])
    assert sort(mail, {"skema.docx": FULL}) == [
        ("m.eml/Vores ansøgning", "Bo <bo@bo.example>", "skema.docx", ())
    ]


def test_an_attached_mail_cannot_tell_by_itself_when_it_came():
    claimed = datetime(2026, 10, 2, 9, 58, tzinfo=UTC)
    own = Envelope("Bo <bo@bo.example>", "Ansøgning", claimed, claimed, "Received-linjen fra mx.x")
    came = datetime(2026, 10, 5, 8, tzinfo=UTC)
    outer = Envelope("Ask", "Vs: Ansøgning", came, came, "Received-linjen fra mx.sbst.example")
    inner = Parcel("m.eml/a.eml", (file("skema.docx"),), own)
    mail = Parcel("m.eml", (), outer, inner=(inner,))

    sorting = Sorting({id(inner.files[0]): FULL}, FORM)
    (only,) = sorting.sorted(mail)

    assert only.envelope == replace(
        own,
        received=came,
        received_by="Received-linjen fra mx.sbst.example på den mail, den lå vedlagt i; "
        "den vedlagte mail siger selv 02.10.2026 kl. 11.58",
    )


def test_an_unreadable_word_file_is_kept_beside():
    mail = parcel("mail.eml", "skema.docx", "låst.docx", mail=True)
    readings: dict[str, Reading] = {"skema.docx": FULL}
    assert sort(mail, readings) == [("mail.eml", ASK, "skema.docx", ("låst.docx",))]
