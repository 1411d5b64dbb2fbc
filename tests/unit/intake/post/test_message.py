"""A message's envelope: who, when and what it says, however oddly it is written."""

import pytest

from assessment.domain.applications.envelope import Envelope
from assessment.errors import RefusedFileError
from assessment.intake.post.message import read, sender
from assessment.intake.post.mime import read_message
from tests.post_files import HEAD, RECEIVED, SENT, eml, file_part, multipart, text_part

SBST = ("kamk@sbst.example",)
RECEIVED_LINE = (
    "Received: from out.bakkedal.example by mx.sbst.example; Wed, 21 Aug 2024 12:03:00 +0200\n"
)
ENVELOPE = Envelope(
    sender="Ask Holm <ask@bakkedal.example>",
    subject="Application",
    sent=SENT,
    received=None,
    recipients=("CTI <kamk@sbst.example>",),
    body="Kære styrelse",
)


def body_of(content: bytes) -> str:
    return read(content).envelope.body


def test_message_gives_its_envelope():
    content = eml("Kære styrelse", head=RECEIVED_LINE + HEAD)

    assert read(content, SBST).envelope == Envelope(
        sender="Ask Holm <ask@bakkedal.example>",
        subject="Application",
        sent=SENT,
        received=RECEIVED,
        received_by="Received-linjen fra mx.sbst.example",
        recipients=("CTI <kamk@sbst.example>",),
        body="Kære styrelse",
    )


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r"], ids=["CRLF", "LF", "CR"])
def test_every_line_end_is_read(line_end):
    content = eml(text_part("Kære styrelse"), file_part(b"%PDF-1.7")).replace(b"\r\n", line_end)

    letter = read(content)

    assert letter.envelope == ENVELOPE
    assert [(file.name, file.content) for file in letter.files] == [("bilag.pdf", b"%PDF-1.7")]


@pytest.mark.parametrize(
    "lead", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"From ask Wed Aug 21 12:00:00 2024\n"]
)
def test_what_stands_before_the_headers_is_passed_over(lead):
    assert read(lead + eml("Kære styrelse")).envelope == ENVELOPE


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ask <ask@b.example>", "Ask <ask@b.example>"),
        ("ask@b.example", "ask@b.example"),
        ('"Holm, Ask" <ask@b.example>', "Holm, Ask <ask@b.example>"),
        ("=?utf-8?Q?=C3=98rsted=2C_Bo?= <bo@b.example>", "Ørsted, Bo <bo@b.example>"),
        ("=?iso-8859-1?Q?S=F8s?= <s@b.example>", "Søs <s@b.example>"),
        ("=?utf-8?Q?S=C3?= =?utf-8?Q?=B8s?= <s@b.example>", "Søs <s@b.example>"),
        ("=?hemmelig?Q?S=C3=B8s?= <s@b.example>", "Søs <s@b.example>"),
        ("=?utf-8?B?S8O4YmVuaGF2bg?= <k@b.example>", "København <k@b.example>"),
        ("Søs Ærø <s@b.example>", "Søs Ærø <s@b.example>"),
        ("Holm, Ask <ask@b.example>", "Ask <ask@b.example>"),
        ("ask@b.example <ask@b.example>", "ask@b.example"),
        ("Ask\n Holm <ask@b.example>", "Ask Holm <ask@b.example>"),
        ("Bakkedal Kommune", "Bakkedal Kommune"),
        ("Mailsystemet <>", "Mailsystemet"),
        ("(((((", "((((("),
        ("=?utf-8?B?A?=", "=?utf-8?B?A?="),
    ],
)
def test_sender_is_written_as_a_person_would(written, shown):
    assert sender(read_message(f"From: {written}\n\nHej".encode())) == shown


def test_letters_of_windows_put_into_a_header_are_read():
    content = "From: Søs <s@b.example>\nSubject: Ansøgning\n\n".encode("cp1252")

    assert read(content).envelope.sender == "Søs <s@b.example>"
    assert read(content).envelope.subject == "Ansøgning"


def test_message_without_from_has_the_next_best_sender():
    assert read(b"Return-Path: <ask@b.example>\nSubject: x\n\n").envelope.sender == "ask@b.example"
    assert read(b"Subject: x\n\n").envelope.sender == ""


def test_everybody_it_was_sent_to_is_named():
    head = (
        "To: CTI <kamk@sbst.example>,\n post@sbst.example\nCc: =?utf-8?q?S=C3=B8s?= <s@b.example>\n"
    )

    assert read(eml("Hej", head=head)).envelope.recipients == (
        "CTI <kamk@sbst.example>",
        "post@sbst.example",
        "Søs <s@b.example>",
    )


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (b"Content-Type: text/plain; charset=iso-8859-1\n\n" + "Kære".encode("latin-1"), "Kære"),
        (b"Content-Type: text/plain; charset=utf-8\n\n" + "Kære".encode("cp1252"), "Kære"),
        (b"Content-Type: text/plain; charset=us-ascii\n\n" + "Kære".encode(), "Kære"),
        (b"Content-Type: text/plain; charset=no-such\n\nK\xc3\xa6re", "Kære"),
        (b"Content-Type: text/plain; charset=zlib\n\nK\xc3\xa6re", "Kære"),
        (b"Content-Type: text/plain\n\n" + "\ufeffKære".encode("utf-16-le"), "Kære"),
        (b"Content-Transfer-Encoding: quoted-printable\n\nK=C3=A6re =\nven", "Kære ven"),
        (b"Content-Transfer-Encoding: BASE64\n\nS8OmcmU=\n", "Kære"),
        (b"Content-Transfer-Encoding: quoted - printable;\n\nK=C3=A6re", "Kære"),
        (b"\nK\xc3\xa6re", "Kære"),
        (b"Kaere uden overskrift", "Kaere uden overskrift"),
        (b"\nen\0to\x07\r\n\r\n\r\n\r\ntre  \xc2\xa0 fire ", "ento\n\ntre fire"),
    ],
    ids=["Latin-1", "says UTF-8", "says ASCII", "unknown", "no charset of text", "UTF-16", "QP", "base64", "QP written oddly", "none", "no headers", "controls"],
)  # fmt: skip
def test_text_is_read_in_any_letters(part, text):
    assert body_of(eml(part, b"\n")) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (eml(text_part("Kære"), text_part("<p>Kære</p>", "html"), kind="alternative"), "Kære"),
        (eml(text_part(" "), text_part("<p>Kære</p><p>ven</p>", "html"), kind="alternative"), "Kære\n\nven"),
        (eml(text_part("<b>Kære</b><br>ven", "html"), b"\n"), "Kære\nven"),
        (eml(text_part("Først"), file_part(b"x"), text_part("Sidst")), "Først\n\nSidst"),
        (
            eml(
                multipart(
                    text_part("Kære"),
                    multipart(text_part("<p>Kære</p>", "html"), b"\n", kind="related", boundary="c"),
                    kind="alternative",
                    boundary="b",
                ),
                file_part(b"x"),
            ),
            "Kære",
        ),
        (eml(text_part("Kære"), file_part(b"x", "", "application/pkcs7-signature"), kind="signed"), "Kære"),
    ],
    ids=["plain before HTML", "HTML where plain is empty", "HTML alone", "around a file", "nested", "signed"],
)  # fmt: skip
def test_text_is_the_plainest_of_what_stands_to_be_read(content, text):
    assert body_of(content) == text


def test_web_page_is_read_without_what_does_not_show():
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><script>x</script><!-- c -->"
        "<p>K&aelig;re\n  ven</p><table><tr><td>A</td><td>B</td></tr></table>"
        '<img src="https://sporing.example/x.png"><ul><li>et<li>to</ul></body></html>'
    )

    assert body_of(eml(text_part(page, "html"), b"\n")) == "Kære ven\n\nA B\n\net\nto"


def test_headers_without_an_empty_line_after_them_lose_no_text():
    letter = read(b"From: ask@b.example\nSubject: x\nHej med dig\n\nMvh Ask")

    assert letter.envelope.body == "Hej med dig\n\nMvh Ask"


def test_message_saved_in_the_letters_of_a_text_editor_is_read():
    letter = read("\ufeff{}".format(eml("Kære styrelse").decode()).encode("utf-16-le"))

    assert letter.envelope == ENVELOPE


def test_long_text_is_cut_and_said_to_be():
    letter = read(eml("ord " * 60_000))

    assert len(letter.envelope.body) == 200_000
    assert [each.code for each in letter.issues] == ["mail_long"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"Hej med dig", b"\x00\x01\x02"])
def test_bytes_without_any_header_are_refused(content):
    with pytest.raises(RefusedFileError) as refused:
        read(content)

    assert refused.value.code == "mail_damaged"
