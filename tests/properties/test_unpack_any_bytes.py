"""Whatever arrives, it is opened as far as it goes or refused in a sentence, and nothing else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.applications.attachments import AttachmentText
from assessment.errors import RefusedFileError
from assessment.intake.attachment import kind_of, text_of
from assessment.intake.post.received import received, trusted_time
from assessment.intake.post.unpack import unpack
from tests.pdf_files import pdf_file
from tests.post_files import HEAD, eml, file_part, multipart, outlook, text_part, zipped
from tests.word_files import p, word_file

WORD = word_file(p("Ansøgning"))
MAIL = eml(
    multipart(
        text_part("Kære"), text_part("<p>Kære</p>", "html"), kind="alternative", boundary="b"
    ),
    file_part(
        WORD, "Content-Disposition: attachment; filename*0*=utf-8''Ans%C3%B8; filename*1=g.docx"
    ),
    file_part(b"Subject: Inde\n\nHej", "", "message/rfc822"),
    head="Received: from a (b [192.0.2.7]) by mx.sbst.example (x; y); Wed, 21 Aug 2024 12:03:00 +0200\n"
    + HEAD,
)
OUTLOOK = outlook({"a.docx": b"PK"}, outlook(subject="Inde"), body="").to_bytes()
ZIP = zipped({"Ask/a.docx": WORD, "mail.eml": MAIL, "b.msg": OUTLOOK})
PDF = pdf_file("Aftale\nom støtte", "", field="Bo")
RTF = rb"{\rtf1\ansi\uc1 S\u248?s {\*\x y}\'e6\par {\pict 00}\bin3 xyz}"
VALID = {"a.eml": MAIL, "a.msg": OUTLOOK, "a.zip": ZIP, "a.pdf": PDF, "a.rtf": RTF, "a.docx": WORD}
PIECES = (
    "From: ", "To: <", ">", "Subject: ", "=?utf-8?Q?", "=C3", "?=", "Date: Wed, 21 Aug 2024 12:03:00 +0200",
    "Received: by x; ", "Content-Type: ", "multipart/mixed; boundary=b", "text/html", "message/rfc822",
    "; charset=", "utf-7", "\n", "\n\n", "\r", "--b", "--b--", "Content-Disposition: attachment; filename",
    "*0*=", "*1=", "utf-8''%C3", '"', "(", ")", ";", "\0", "Content-Transfer-Encoding: base64", "QUJD",
    "From x 12:00\n", "<p>", "<script>", "&amp;", "\x9f", "å", " ",
)  # fmt: skip

many = settings(max_examples=300)
changes = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12)


def opened(name: str, content: bytes) -> None:
    """Open an upload and read all that lies in it; any exception but a refusal fails the test."""
    assert isinstance(text_of(name, content), AttachmentText)
    try:
        parcel = unpack(name, content, ("kamk@sbst.example",))
    except RefusedFileError:
        return
    for each in parcel.walk():
        for file in each.files:
            kind_of(file.name, file.content)
            assert file.name == file.name.strip()
            assert 0 < len(file.name) <= 120


@many
@given(st.sampled_from(sorted(VALID)), st.binary(max_size=300), st.sampled_from(range(12)))
def test_any_bytes(name, content, kept):
    opened(name, VALID[name][:kept] + content)


@many
@given(st.sampled_from(sorted(VALID)), changes, st.floats(0, 1), st.integers(0, 40))
def test_valid_file_with_bytes_changed_and_lost(name, changed, cut, lost):
    data = bytearray(VALID[name])
    for place, value in changed:
        data[int(place * (len(data) - 1))] = value
    start = int(cut * len(data))
    del data[start : start + lost]

    opened(name, bytes(data))


@many
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40))
def test_message_of_any_pieces(pieces):
    opened("a.eml", "".join(pieces).encode("utf-8", "replace"))


@many
@given(st.floats(0, 1), st.lists(st.sampled_from(PIECES), max_size=8))
def test_message_with_pieces_put_in(place, pieces):
    at = int(place * len(MAIL))

    opened("a.eml", MAIL[:at] + "".join(pieces).encode() + MAIL[at:])


@many
@given(st.dictionaries(st.text(min_size=1, max_size=20), st.sampled_from([b"", WORD, MAIL, PDF])))
def test_zip_of_any_names(entries):
    # A zip ends a name at its first NUL, so that two that differ only behind it would be one twice.
    named = {
        name.encode("utf-8", "replace").decode().partition("\0")[0]: content
        for name, content in entries.items()
    }

    opened("a.zip", zipped(named))


@many
@given(st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=8)).map("".join), max_size=4))
def test_received_lines_of_any_kind_are_read_or_passed_over(lines):
    at, by = received(lines, ("kamk@sbst.example",))

    assert (at is None) == (by == "")
    assert all(trusted_time(line) is None or trusted_time(line).tzinfo for line in lines)
