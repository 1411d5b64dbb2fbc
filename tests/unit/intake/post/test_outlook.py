"""An Outlook message gives the same as one from the internet: envelope, text, files."""

import struct
from datetime import UTC, datetime

import pytest

from assessment.domain.applications.delivery import SentFile
from assessment.domain.applications.envelope import Envelope
from assessment.errors import RefusedFileError
from assessment.intake.messages import issue
from assessment.intake.post import compound
from assessment.intake.post.compound import Storage, read_compound, write_compound
from assessment.intake.post.outlook import read
from tests.post_files import HEAD, RECEIVED, SENT, eml, file_part, outlook, text_part

TEXT, LETTERS, BYTES, NUMBER = 0x1F, 0x1E, 0x102, 0x3
BODY, RTF, HTML, HEADERS, CLASS = 0x1000, 0x1009, 0x1013, 0x007D, 0x001A
ENVELOPE = Envelope(
    sender="Ask Holm <ask@bakkedal.example>",
    subject="Ansøgning",
    sent=SENT,
    received=RECEIVED,
    received_by="Outlooks leveringstid (PR_MESSAGE_DELIVERY_TIME)",
    recipients=("CTI <kamk@sbst.example>",),
    body="Hej",
)


def with_streams(content: bytes, **changes: bytes | None) -> bytes:
    """Return an Outlook file with streams of its root changed, or taken out."""
    root = read_compound(content)
    streams = {name: data for name, data in (root.streams | changes).items() if data is not None}
    return write_compound(Storage("", streams, root.storages))


@pytest.mark.parametrize("letters_in_bytes", [False, True], ids=["Unicode", "code page"])
def test_message_gives_its_envelope_and_files(letters_in_bytes):
    files = {"Søs.docx": b"PK", "et billede med langt navn.png": b"\x89PNG", "tom.txt": b""}
    content = outlook(files, letters_in_bytes=letters_in_bytes).to_bytes()

    letter = read(content)

    assert letter.envelope == ENVELOPE
    assert letter.files == tuple(SentFile(name, data) for name, data in files.items())
    assert letter.issues == ()


def test_second_reader_gives_the_same_where_the_first_fails():
    content = outlook({"a.docx": b"PK" * 5_000}, outlook(subject="Inde")).to_bytes()
    # python-oxmsg takes a stream's name for a path.
    odd = with_streams(content, **{"a/b": b"x"})

    with pytest.raises(OSError, match="file not found"):
        compound._by_oxmsg(odd)

    assert read(odd) == read(content)


def test_letters_of_another_code_page_are_read():
    made = outlook(letters_in_bytes=True, properties={(0x3FFD, NUMBER): 1251})
    made.set_property(0x37, LETTERS, "Почта".encode("cp1251"))

    assert read(made.to_bytes()).envelope.subject == "Почта"


def test_without_a_delivery_time_the_receivers_own_line_counts():
    headers = (
        "Microsoft Mail Internet Headers Version 2.0\r\n"
        "Received: from out.bakkedal.example by mx.sbst.example; Wed, 21 Aug 2024 12:03:00 +0200\r\n"
        "Received: from pc by out.bakkedal.example; Wed, 21 Aug 2024 11:58:00 +0200\r\n"
    )
    content = outlook(received=None, properties={(HEADERS, TEXT): headers}).to_bytes()

    envelope = read(content, ("kamk@sbst.example",)).envelope

    assert (envelope.received, envelope.received_by) == (
        RECEIVED,
        "Received-linjen fra mx.sbst.example",
    )


def test_message_that_was_never_sent_has_no_times():
    made = outlook(received=None)
    made.properties.remove(0x39)

    envelope = read(made.to_bytes()).envelope

    assert (envelope.sent, envelope.received, envelope.received_by) == (None, None, "")


@pytest.mark.parametrize("ticks", [0, 1, 2**63, 2**64 - 1])
def test_time_out_of_range_is_no_time(ticks):
    content = outlook().to_bytes()
    stream = "__properties_version1.0"
    listed = read_compound(content).streams[stream]
    at = listed.index(struct.pack("<HH", 0x40, 0x39)) + 8
    changed = listed[:at] + struct.pack("<Q", ticks) + listed[at + 8 :]

    assert read(with_streams(content, **{stream: changed})).envelope.sent is None


@pytest.mark.parametrize(
    ("properties", "sender"),
    [
        ({0x42: "Bo Lund", 0x65: "bo@b.example"}, "Bo Lund <bo@b.example>"),
        ({0x42: "Bo Lund", 0x65: "/O=B/CN=BO", 0x5D02: "bo@b.example"}, "Bo Lund <bo@b.example>"),
        ({0x42: "Bo Lund <bo@b.example>", 0x65: "bo@b.example"}, "Bo Lund <bo@b.example>"),
        ({0x42: "Bo Lund", 0x65: "/O=B/CN=BO"}, "Bo Lund"),
        ({0x42: "Bo", 0x65: "/O=B", HEADERS: "From: Bo Lund <bo@b.example>\r\n"}, "Bo Lund <bo@b.example>"),
    ],
    ids=["on behalf of", "Exchange's own name", "address in the name", "no address", "headers know"],
)  # fmt: skip
def test_sender_is_who_it_was_sent_for(properties, sender):
    made = outlook(properties={(number, TEXT): value for number, value in properties.items()})

    assert read(made.to_bytes()).envelope.sender == sender


def packed(rtf: bytes) -> bytes:
    return struct.pack("<4I", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf


@pytest.mark.parametrize(
    ("properties", "body"),
    [
        ({(HTML, BYTES): "<p>Kære</p><p>ven</p>".encode()}, "Kære\n\nven"),
        ({(HTML, BYTES): "<p>Kære</p>".encode("cp1252"), (0x3FDE, NUMBER): 1252}, "Kære"),
        ({(HTML, TEXT): "<p>Kære</p>"}, "Kære"),
        ({(RTF, BYTES): packed(rb"{\rtf1\ansi K\'e6re\par ven}")}, "Kære\nven"),
        ({(RTF, BYTES): b"no RTF"}, ""),
    ],
    ids=["HTML", "HTML in a code page", "HTML as text", "RTF", "nothing"],
)
def test_body_is_taken_from_the_form_there_is(properties, body):
    assert read(outlook(body="", properties=properties).to_bytes()).envelope.body == body


def test_message_within_becomes_a_file_that_opens_as_any_other():
    inner = outlook({"bilag.pdf": b"%PDF"}, outlook(subject="Inderst"), subject="Vedr.: frist")

    letter = read(outlook({}, inner).to_bytes())
    opened = read(letter.files[0].content)
    innermost = read(opened.files[1].content)

    assert [file.name for file in letter.files] == ["Vedr.: frist.msg"]
    assert opened.envelope.subject == "Vedr.: frist"
    assert [file.name for file in opened.files] == ["bilag.pdf", "Inderst.msg"]
    assert innermost.envelope.subject == "Inderst"


def test_message_within_that_cannot_be_taken_out_is_named():
    made = outlook({"a.docx": b"PK"}, outlook(subject="Inde", properties={(0x6001, TEXT): "x"}))
    name, broken = "__substg1.0_6001001F", "__substg1.0_\x00001001F"
    content = made.to_bytes().replace(name.encode("utf-16-le"), broken.encode("utf-16-le"))

    letter = read(content)

    assert letter.files == (SentFile("a.docx", b"PK"),)
    assert letter.issues == (issue("attachment_inside", name="Inde.msg"),)


def test_file_that_was_only_linked_to_is_named():
    made = outlook({"stor.docx": b""})
    attachment = made.attachments[0]
    attachment.storage_id = 0
    for number, type_, value in ((0x3707, TEXT, "stor.docx"), (0x3705, NUMBER, 7)):
        attachment.properties.add(number, type_, value)

    letter = read(made.to_bytes())

    assert letter.files == ()
    assert letter.issues == (issue("attachment_linked", name="stor.docx"),)


def test_signed_message_gives_what_was_signed():
    signed = eml(text_part("Kære styrelse"), file_part(b"%PDF"), head="", kind="signed")
    content = outlook({"smime.p7m": signed}, body="", properties={(CLASS, TEXT): "IPM.Note.SMIME.MultipartSigned"})  # fmt: skip

    letter = read(content.to_bytes())

    assert letter.envelope.body == "Kære styrelse"
    assert letter.files == (SentFile("bilag.pdf", b"%PDF"),)


def test_encrypted_message_is_named():
    content = outlook({"smime.p7m": b"\x30"}, properties={(CLASS, TEXT): "IPM.Note.SMIME"})

    assert read(content.to_bytes()).issues == (issue("mail_encrypted"),)


def damaged(content: bytes, at: int, number: int) -> bytes:
    return content[:at] + struct.pack("<I", number) + content[at + 4 :]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        compound.OLE_MARK,
        compound.OLE_MARK + bytes(2_000),
        outlook().to_bytes()[:3_000],
        damaged(outlook().to_bytes(), 44, 0xFFFFFFF0),
        damaged(outlook().to_bytes(), 72, 0xFFFFFFF0),
        with_streams(outlook().to_bytes(), **{"__properties_version1.0": None}),
        eml("Hej", head=HEAD),
    ],
    ids=["empty", "mark", "zeros", "cut", "endless table", "endless list of tables", "no properties", "other"],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused(content):
    with pytest.raises(RefusedFileError) as refused:
        read(content)

    assert refused.value.code == "mail_damaged"


def test_file_whose_streams_lie_on_top_of_each_other_is_refused():
    content = bytearray(outlook({"a.bin": b"x" * 100_000}).to_bytes())
    name = "__substg1.0_37010102".encode("utf-16-le")
    at = content.index(name) + 120
    content[at : at + 8] = struct.pack("<Q", 10_000_000)

    with pytest.raises(RefusedFileError):
        read(bytes(content))


def test_written_file_is_the_same_each_time():
    root = read_compound(outlook({"a.docx": b"PK"}).to_bytes())

    assert write_compound(root) == write_compound(root)
    assert read(write_compound(root)).envelope.received == datetime(2024, 8, 21, 10, 3, tzinfo=UTC)
