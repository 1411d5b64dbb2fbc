"""Any one upload: what it is, what lies in it, and how deep it is opened."""

import pickle

import pytest

from assessment.domain.applications.delivery import Parcel, SentFile
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.issue import Issue
from assessment.errors import RefusedFileError
from assessment.intake.messages import issue
from assessment.intake.post.message import read
from assessment.intake.post.unpack import unpack
from tests.pdf_files import pdf_file
from tests.post_files import HEAD, SENT, eml, file_part, outlook, text_part, wire, zipped
from tests.word_files import p, word_file

WORD = word_file(p("Ansøgning"))
PDF = pdf_file("Aftale")
ENVELOPE = Envelope(
    "Ask Holm <ask@bakkedal.example>", "Application", SENT, None, "", ("CTI <kamk@sbst.example>",), "Hej"
)  # fmt: skip


def attachment(name: str, content: bytes) -> str:
    return file_part(content, f'Content-Disposition: attachment; filename="{name}"')


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ansøgning.docx", WORD),
        ("ansøgning.zip", WORD),
        ("ansøgning.eml", WORD),
        ("aftale.pdf", PDF),
        ("aftale.eml", PDF),
        ("foto.png", b"\x89PNG\r\n\x1a\n"),
        ("tom.docx", b""),
        ("brudt.docx", WORD[: len(WORD) // 2]),
        ("noter.txt", b"From: Ask\nSubject: Hej\n\nKun en note"),
        ("noter.txt", b"From my desk 12:00\nNot: a mail\n\n"[5:]),
        ("ark.xlsx", zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"})),
        ("tekst.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text"})),
        ("gammel.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ],
)
def test_file_that_holds_no_others_comes_back_alone(name, content):
    assert unpack(name, content) == Parcel(name="", files=(SentFile(name, content),))


def test_message_gives_its_envelope_and_files_and_its_own_bytes():
    content = eml(text_part("Hej"), attachment("ansøgning.docx", WORD))

    assert unpack("Mine/mail.eml", content) == Parcel(
        name="mail.eml",
        files=(SentFile("ansøgning.docx", WORD),),
        envelope=ENVELOPE,
        original=content,
    )


@pytest.mark.parametrize("name", ["mail.eml", "MAIL.EML", "mail", "mail.txt", "mail.msg"])
def test_message_is_known_by_its_lines_whatever_it_is_called(name):
    content = eml("Hej", head="Message-ID: <1@b.example>\n" + HEAD)

    assert unpack(name, content).envelope == ENVELOPE


@pytest.mark.parametrize("name", ["mail.msg", "mail.eml", "mail", "mail.docx"])
def test_outlook_message_is_known_by_its_content(name):
    content = outlook({"a.doc": "WordDocument".encode("utf-16-le")}).to_bytes()

    parcel = unpack(name, content)

    assert parcel.envelope.subject == "Ansøgning"
    assert [file.name for file in parcel.files] == ["a.doc"]
    assert parcel.original == content


def test_zip_gives_its_folders_and_messages_one_by_one():
    mail = eml("Hej")
    content = zipped(
        {"løs.docx": WORD, "Ask/a.docx": WORD, "Ask/Bilag/b.pdf": PDF, "mail.eml": mail, "Bo/": b""}
    )

    assert unpack("runde.dat", content) == Parcel(
        name="runde.dat",
        files=(SentFile("løs.docx", WORD),),
        inner=(
            Parcel("runde.dat/mail.eml", envelope=ENVELOPE, original=mail),
            Parcel(
                "runde.dat/Ask",
                files=(SentFile("a.docx", WORD),),
                inner=(Parcel("runde.dat/Ask/Bilag", files=(SentFile("b.pdf", PDF),)),),
            ),
        ),
    )


def test_folder_named_word_does_not_make_a_word_file_of_a_zip():
    parcel = unpack("a.zip", zipped({"word/ansøgning.docx": WORD}))

    assert [each.name for each in parcel.walk()] == ["a.zip", "a.zip/word"]


def test_mailbox_export_gives_its_messages():
    line = b"From ask@b.example Wed Aug 21 12:00:00 2024\n"
    first, second = eml("Hej"), wire(HEAD + "\nHej\n\nFrom here it is 12:00, and so on.\n")
    content = line + first + b"\n\n" + line + second

    parcel = unpack("postkasse.mbox", content)

    assert [each.name for each in parcel.inner] == [
        "postkasse.mbox/Mail 1.eml",
        "postkasse.mbox/Mail 2.eml",
    ]
    assert [each.envelope.body for each in parcel.inner] == [
        "Hej",
        "Hej\n\nFrom here it is 12:00, and so on.",
    ]
    assert b"".join(each.original for each in parcel.inner) == content
    assert unpack("en.eml", line + first).envelope == ENVELOPE


def test_messages_and_zips_in_each_other_are_opened_two_deep_and_no_deeper():
    innermost = zipped({"a.docx": WORD})
    message = eml(text_part("Hej"), attachment("inde.zip", innermost))
    around = zipped({"b.docx": WORD, "mail.eml": message})

    assert [each.name for each in unpack("x.zip", around).walk()] == [
        "x.zip", "x.zip/mail.eml", "x.zip/mail.eml/inde.zip",
    ]  # fmt: skip

    deeper = list(unpack("y.zip", zipped({"x.zip": around})).walk())[-1]
    assert (deeper.name, deeper.files, deeper.issues) == (
        "y.zip/x.zip/mail.eml",
        (SentFile("inde.zip", innermost),),
        (issue("too_deep", name="inde.zip"),),
    )


def test_messages_of_both_kinds_are_opened_in_each_other():
    inner = eml(text_part("Hej"), attachment("a.docx", WORD))
    content = outlook(
        {"videresendt.eml": inner}, outlook({"b.docx": WORD}, subject="Inde")
    ).to_bytes()

    parcel = unpack("ydre.msg", content)

    assert [(each.name, [file.name for file in each.files]) for each in parcel.walk()] == [
        ("ydre.msg", []),
        ("ydre.msg/videresendt.eml", ["a.docx"]),
        ("ydre.msg/Inde.msg", ["b.docx"]),
    ]
    assert parcel.inner[0].original == inner


def test_broken_thing_within_is_kept_as_a_file_and_stops_nothing():
    content = eml(
        text_part("Hej"), attachment("brudt.zip", b"PK\x03\x04"), attachment("a.docx", WORD)
    )

    parcel = unpack("mail.eml", content)

    assert parcel.files == (SentFile("brudt.zip", b"PK\x03\x04"), SentFile("a.docx", WORD))
    assert parcel.issues == (
        Issue(
            "zip_damaged",
            "»brudt.zip« er ikke åbnet: Zip-filen er beskadiget og kan ikke åbnes. "
            "Hent eller lav den igen, og indlæs den på ny.",
        ),
    )


def test_bombs_within_are_refused_one_by_one():
    bomb = zipped({"a.txt": bytes(25_000_000)})

    parcel = unpack("x.zip", zipped({"1.zip": bomb, "2.zip": bomb, "a.docx": WORD}))

    assert [file.name for file in parcel.files] == ["1.zip", "2.zip", "a.docx"]
    assert [each.code for each in parcel.issues] == ["zip_unpacks_large"] * 2


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("mail.eml", b"", "mail_damaged"),
        ("mail.eml", b"ingen mail", "mail_damaged"),
        ("mail.msg", outlook().to_bytes()[:1_000], "mail_damaged"),
        ("a.zip", b"PK\x03\x04", "zip_damaged"),
        ("a.mbox", b"From a Wed Aug 21 12:00:00 2024\nA: b\n\n" * 5_001, "mailbox_too_many"),
    ],
)
def test_only_what_cannot_be_opened_at_all_is_refused(name, content, code):
    with pytest.raises(RefusedFileError) as refused:
        unpack(name, content)

    assert refused.value.code == code


def test_time_of_receipt_follows_the_mailboxes_of_the_round():
    lines = (
        "Received: from mx.sbst.example by exch.sbst.example; Wed, 21 Aug 2024 12:04:00 +0200\n"
        "Received: from out.b.example by mx.sbst.example; Wed, 21 Aug 2024 12:03:00 +0200\n"
    )
    content = eml("Hej", head=lines + HEAD)

    assert unpack("m.eml", content, ["kamk@sbst.example"]).envelope == read(content, ["kamk@sbst.example"]).envelope  # fmt: skip
    assert unpack("m.eml", content, ["kamk@sbst.example"]).envelope.received_by == "Received-linjen fra mx.sbst.example"  # fmt: skip
    assert unpack("m.eml", content).envelope.received_by == "Received-linjen fra exch.sbst.example"


def test_parcel_can_be_sent_between_processes():
    parcel = unpack("x.zip", zipped({"mail.eml": eml("Hej")}))

    assert pickle.loads(pickle.dumps(parcel)) == parcel
