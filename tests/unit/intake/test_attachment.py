"""What an attachment is and the text in it; nothing that is in a file makes it fail."""

import io

import pytest
from PIL import Image

from assessment.domain.applications.attachments import AttachmentKind, AttachmentText
from assessment.errors import RefusedFileError
from assessment.intake.attachment import kind_of, page_picture, text_of
from assessment.intake.messages import issue
from tests.pdf_files import pdf_file
from tests.post_files import eml, outlook, zipped
from tests.word_files import p, word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"})


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.docx", word_file(p("x")), AttachmentKind.WORD),
        ("a.zip", word_file(p("x")), AttachmentKind.WORD),
        ("a.docx", OLE + bytes(600), AttachmentKind.WORD),
        ("a.docx", pdf_file("x"), AttachmentKind.PDF),
        ("a.pdf", b"gateway\r\n" + pdf_file("x"), AttachmentKind.PDF),
        ("a.bin", b"\x89PNG\r\n\x1a\n", AttachmentKind.PICTURE),
        ("a.bin", b"\xff\xd8\xff\xe0", AttachmentKind.PICTURE),
        ("a.heic", b"\0\0\0\x18ftypheic", AttachmentKind.PICTURE),
        ("a.webp", b"RIFF\0\0\0\0WEBP", AttachmentKind.PICTURE),
        ("a.xlsx", SHEET, AttachmentKind.SPREADSHEET),
        ("a.txt", "Søs".encode("cp1252"), AttachmentKind.TEXT),
        ("a.rtf", rb"{\rtf1 x}", AttachmentKind.TEXT),
        ("a.html", b"<html>x</html>", AttachmentKind.TEXT),
        ("a.eml", eml("Hej"), AttachmentKind.OTHER),
        ("a.msg", outlook().to_bytes(), AttachmentKind.OTHER),
        ("a.zip", zipped({"a": b"x"}), AttachmentKind.OTHER),
        ("a.exe", bytes(range(256)), AttachmentKind.OTHER),
        ("a.docx", b"", AttachmentKind.OTHER),
    ],
)
def test_kind_is_told_by_content(name, content, kind):
    assert kind_of(name, content) is kind


def test_kinds_are_named_in_danish():
    assert [str(kind) for kind in AttachmentKind] == [
        "Word", "PDF", "billede", "regneark", "tekst", "andet",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.docx", word_file(p("Aftale"), p(""), p("om støtte")), "Aftale\nom støtte"),
        ("a.txt", "Søs\r\nog Bo".encode("cp1252"), "Søs\nog Bo"),
        ("a.txt", "Søs".encode(), "Søs"),
        ("a.rtf", rb"{\rtf1 S\'f8s}", "Søs"),
        ("a.html", "<html><body><p>Søs</p></body></html>".encode(), "Søs"),
    ],
)
def test_text_is_one_page(name, content, text):
    assert text_of(name, content) == AttachmentText((text,))


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n", SHEET, eml("Hej"), bytes(range(256)), b""], ids=range(5)
)
def test_other_files_have_no_text(content):
    assert text_of("a.bin", content) == AttachmentText()


def test_pdf_gives_its_text_page_by_page():
    content = pdf_file("Samarbejdsaftale\nmellem Bakkedal Kommune\nog tilbuddet.", "Side 2")

    assert text_of("a.pdf", content) == AttachmentText(
        ("Samarbejdsaftale\nmellem Bakkedal Kommune og tilbuddet.".replace("\nm", " m"), "Side 2")
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("Vores implemen-\ntering", "Vores implementering"),
        ("børne-\nog ungeområdet", "børne- og ungeområdet"),
        ("CTI-\nmetoden", "CTI-metoden"),
        ("Bakkedal-\nHolm", "Bakkedal-Holm"),
        ("2023-\n2024", "2023-\n2024"),
        ("Overskrift\nNyt afsnit", "Overskrift\nNyt afsnit"),
        ("Sætningen fort-\nsætter på\nnæste linje", "Sætningen fortsætter på næste linje"),
    ],
)
def test_words_that_lines_cut_are_put_together(lines, text):
    assert text_of("a.pdf", pdf_file(lines)).pages == (text,)


def test_text_typed_into_a_pdf_form_is_read():
    assert text_of("a.pdf", pdf_file("Navn:", field="Bo Lund")).pages == ("Navn:\nBo Lund",)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (pdf_file("", ""), AttachmentText(("", ""), (issue("no_text"),))),
        (
            pdf_file("Aftale", "", ""),
            AttachmentText(("Aftale", "", ""), (issue("pages_without_text", pages="Side 2 og 3"),)),
        ),
        (
            pdf_file("Aftale", "x").replace(b"5 0 R 7 0 R", b"5 0 R 9 0 R"),
            AttachmentText(("Aftale", ""), (issue("pages_without_text", pages="Side 2"),)),
        ),
        (pdf_file("Aftale", " "), AttachmentText(("Aftale", ""), ())),
        (pdf_file("x", locked=True), AttachmentText((), (issue("attachment_password"),))),
        (pdf_file("x")[:200], AttachmentText((), (issue("attachment_damaged"),))),
        (b"%PDF-1.7", AttachmentText((), (issue("attachment_damaged"),))),
    ],
    ids=["scanned", "scanned in part", "page lost", "blank page", "locked", "cut", "mark only"],
)
def test_pdf_that_cannot_be_read_in_full_says_so(content, text):
    assert text_of("a.pdf", content) == text


def test_long_pdf_is_read_in_its_beginning():
    found = text_of("a.pdf", pdf_file(*["Side"] * 301))

    assert len(found.pages) == 300
    assert found.issues == (issue("attachment_long"),)


def test_text_file_that_is_too_long_is_cut():
    found = text_of("a.txt", b"ord " * 300_000)

    assert [len(page) for page in found.pages] == [1_000_000]
    assert found.issues == (issue("attachment_long"),)


def test_word_file_that_cannot_be_read_says_why():
    assert [each.code for each in text_of("a.docx", word_file(p("x"))[:400]).issues] == ["damaged"]
    assert [each.code for each in text_of("a.docx", word_file()).issues] == ["no_text"]


@pytest.mark.parametrize(
    ("width", "size"), [(300, (300, 424)), (1, (100, 141)), (10**9, (2400, 3396))]
)
def test_page_is_drawn_as_wide_as_asked_within_bounds(width, size):
    picture = Image.open(io.BytesIO(page_picture(pdf_file("Side 1", "Side 2"), 1, width)))

    assert (picture.format, picture.size) == ("PNG", size)


@pytest.mark.parametrize(
    ("content", "page"),
    [(pdf_file("x"), 1), (pdf_file("x"), -1), (pdf_file("x", locked=True), 0), (b"%PDF-1.7", 0)],
)
def test_page_that_cannot_be_drawn_is_refused(content, page):
    with pytest.raises(RefusedFileError) as refused:
        page_picture(content, page, 300)

    assert refused.value.code == "page_missing"
