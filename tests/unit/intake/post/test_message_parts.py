"""A message's attachments: every one, under the name it was sent with, and what could not be opened."""

import pytest

from assessment.domain.applications.delivery import SentFile
from assessment.intake.messages import issue
from assessment.intake.post.message import read
from tests.post_files import HEAD, eml, file_part, multipart, text_part, wire

DISPOSITION = "Content-Disposition: attachment; "


def files_of(*parts: str | bytes, kind: str = "mixed") -> tuple[SentFile, ...]:
    return read(eml(text_part("Hej"), *parts, kind=kind)).files


def codes(content: bytes) -> list[str]:
    return [each.code for each in read(content).issues]


@pytest.mark.parametrize(
    ("named", "name"),
    [
        (f'{DISPOSITION}filename="Ansøgning.docx"', "Ansøgning.docx"),
        (f'{DISPOSITION}filename="=?utf-8?Q?Ans=C3=B8gning?=.docx"', "Ansøgning.docx"),
        (f'{DISPOSITION}filename="=?utf-8?B?QW5zw7hnbmluZw==?=\n =?utf-8?Q?.docx?="', "Ansøgning.docx"),
        (f"{DISPOSITION}filename*=utf-8'da'Ans%C3%B8gning.docx", "Ansøgning.docx"),
        (f"{DISPOSITION}filename*=''Ans%C3%B8gning.docx", "Ansøgning.docx"),
        (f"{DISPOSITION}filename*=iso-8859-1''Ans%F8gning.docx", "Ansøgning.docx"),
        (f"{DISPOSITION}filename*0*=utf-8''Ans%C3%B8;\n filename*1=gning.docx", "Ansøgning.docx"),
        (f"{DISPOSITION}filename*0=Ansøg; filename*1=ning.docx", "Ansøgning.docx"),
        (f'{DISPOSITION}filename="en.docx"; filename*=utf-8\'\'to.docx', "en.docx"),
        ('Content-Disposition: inline; filename="C:\\\\Mine\\\\a/../b.docx"', "b.docx"),
        (f'{DISPOSITION}filename="ond\u202excod.exe"', "ondxcod.exe"),
        (f'{DISPOSITION}filename="to\n linjer.docx"', "to linjer.docx"),
        (f"{DISPOSITION}filename*{'9' * 50}=a; filename*=utf-8''b", "vedhæftning-1"),
        (f'{DISPOSITION}filename=""', "vedhæftning-1"),
        ("", "vedhæftning-1"),
    ],
)  # fmt: skip
def test_file_has_the_name_it_was_sent_with(named, name):
    assert files_of(file_part(b"x", named)) == (SentFile(name, b"x"),)


def test_name_of_the_content_type_is_taken_where_there_is_no_other():
    part = file_part(b"x", "", 'application/pdf; name="=?utf-8?q?S=C3=B8s?=.pdf"')

    assert files_of(part) == (SentFile("Søs.pdf", b"x"),)


def test_file_without_a_name_is_named_by_what_it_says_it_is():
    parts = (
        file_part(b"1", "", "application/pdf"),
        file_part(b"2", "Content-ID: <logo>", "image/png"),
        file_part(b"3", "Content-Disposition: inline", "image/jpeg"),
    )

    assert files_of(*parts, kind="related") == (
        SentFile("vedhæftning-1.pdf", b"1"),
        SentFile("billede-2.png", b"2"),
        SentFile("billede-3.jpg", b"3"),
    )


def test_text_sent_as_a_file_is_a_file_and_not_the_body():
    letter = read(
        eml(
            text_part("Hej"),
            'Content-Type: text/plain; name="noter.txt"\n\nNoter',
            "Content-Type: text/html\nContent-Disposition: attachment\n\n<p>x</p>",
        )
    )

    assert letter.envelope.body == "Hej"
    assert letter.files == (
        SentFile("noter.txt", b"Noter"),
        SentFile("vedhæftning-2.html", b"<p>x</p>"),
    )


def test_files_of_every_level_come_in_their_order():
    content = eml(
        multipart(
            multipart(text_part("Hej"), text_part("<p>Hej</p>", "html"), kind="alternative", boundary="c"),
            file_part(b"1", "", "image/png"),
            kind="related",
            boundary="b",
        ),
        file_part(b"2"),
    )  # fmt: skip

    assert read(content).files == (SentFile("billede-1.png", b"1"), SentFile("bilag.pdf", b"2"))


def test_bytes_in_no_transfer_encoding_come_as_they_are():
    raw = (
        wire(f'Content-Type: image/png\n{DISPOSITION}filename="a.png"\n\n')
        + b"\x89PNG\r\n\x1a\n\0\r"
    )

    assert files_of(raw) == (SentFile("a.png", b"\x89PNG\r\n\x1a\n\0\r"),)


def test_attached_message_is_a_file_with_its_own_bytes():
    inner = wire("Subject: =?utf-8?q?Ans=C3=B8gning?=\nX-Odd:   blanks  \n\nFrom os\n")
    part = wire("Content-Type: message/rfc822\n\n") + inner

    assert files_of(part) == (SentFile("Ansøgning.eml", inner),)


def test_attached_message_is_named_by_its_subject_slashes_and_all():
    part = "Content-Type: message/rfc822\n\nSubject: Runde 2024/1\n\nHej"

    assert [file.name for file in files_of(part)] == ["Runde 2024-1.eml"]


def test_attached_message_in_base64_is_read_all_the_same():
    inner = b"Subject: Frist\n\nHej"

    assert files_of(file_part(inner, "", "message/rfc822")) == (SentFile("Frist.eml", inner),)


def test_digest_holds_messages():
    content = eml(b"\r\nSubject: En\r\n\r\nHej", b"\r\n\r\nHej", kind="digest")

    assert [file.name for file in read(content).files] == ["En.eml", "Vedhæftet mail.eml"]


def test_last_part_is_kept_where_the_message_was_cut():
    whole = eml(text_part("Hej"), file_part(b"abcdef" * 20))
    cut = whole[: whole.rindex(b"ZGVm") + 3]

    letter = read(cut)

    assert letter.envelope.body == "Hej"
    assert letter.files == (SentFile("bilag.pdf", b"abcdef" * 19 + b"abcde"),)
    assert letter.issues == (issue("attachment_cut", name="bilag.pdf"),)


def test_multipart_without_its_boundary_is_shown_as_text():
    letter = read(wire(HEAD + "Content-Type: multipart/mixed\n\nKære\n--b\n\nstyrelse"))

    assert letter.envelope.body == "Kære\n--b\n\nstyrelse"
    assert letter.issues == (issue("mail_without_boundary"),)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (file_part(b"\x30\x80", "", "application/pkcs7-mime; smime-type=enveloped-data"), "mail_encrypted"),
        (file_part(b"\x30\x80", 'Content-Disposition: attachment; filename="message.rpmsg"'), "mail_encrypted"),
        (file_part(b"x", "", "application/ms-tnef"), "mail_winmail"),
        (file_part(b"\x78\x9f\x3e\x22rest"), "mail_winmail"),
    ],
    ids=["S/MIME", "rights management", "winmail by type", "winmail by mark"],
)  # fmt: skip
def test_what_only_outlook_opens_is_kept_and_named(part, code):
    content = eml(part, b"\n")

    assert codes(content) == [code]
    assert len(read(content).files) == 1


def test_encrypted_by_pgp_is_named_and_signed_is_not():
    assert codes(eml(b"\n", file_part(b"x"), kind="encrypted")) == ["mail_encrypted"]
    assert codes(eml(text_part("Hej"), file_part(b"x"), kind="signed")) == []


def test_bomb_of_parts_in_parts_is_opened_as_far_as_the_bound_goes():
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="b{each}"\n\n--b{each}\n' for each in range(3_000)
    )

    assert codes(wire(HEAD + nested)) == ["mail_parts"]


def test_bomb_of_parts_side_by_side_is_opened_as_far_as_the_bound_goes():
    content = eml(*(["\nHej"] * 1_200))

    assert codes(content) == ["mail_parts"]
