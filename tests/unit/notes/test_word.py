"""The Word vocabulary: what it writes is there when the file is opened again."""

import io
from datetime import UTC, datetime, timedelta, timezone

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from assessment.notes import word

PROPERTIES = word.Properties(
    title="Indstilling",
    author="Anne Holm",
    created=datetime(2026, 10, 2, 14, 2, tzinfo=timezone(timedelta(hours=2))),
    subject="CTI",
    version="2",
    identifier="demo",
)


def reopened(document):
    return docx.Document(io.BytesIO(word.to_bytes(document)))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("linje\x0bskift", "linje\nskift"),
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("\x00nul\x07 og \ud800halv\uffff", "nul og halv"),
        ("æøå 😊\tfaner bliver", "æøå 😊\tfaner bliver"),
    ],
)
def test_clean_keeps_what_xml_can_hold(raw, expected):
    assert word.clean(raw) == expected


def test_text_of_any_kind_can_be_written_everywhere():
    document = word.new_document(word.Properties(title="\x00t", author="a\x0b", identifier="\x1f"))
    word.title(document, "\x01Titel", "\x02under")
    word.heading(document, "\x03Afsnit", number="1")
    word.paragraph(document, "to\x0blinjer", lead="\x04Fed:")
    word.bullets(document, ["\x05punkt"])
    made = word.table(document, ["\x06A", "B"], [8, 8])
    word.add_row(made, ["\x07a", "b"])
    word.footer(document, "\x08fod")

    read = reopened(document)

    written = ["Titel", "under", "1 Afsnit", "Fed: to\nlinjer", "punkt"]
    assert [each.text for each in read.paragraphs] == written
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [
        ["A", "B"],
        ["a", "b"],
    ]


def test_a_document_has_nothing_of_one_that_was_made_before():
    before = word.to_bytes(word.new_document(PROPERTIES))
    other = word.new_document(word.Properties(title="Andet", author="Bo Lund"))
    word.paragraph(other, "Andet")
    word.footer(other, "Andet")
    other.styles["Normal"].font.size = Pt(30)
    other.settings.odd_and_even_pages_header_footer = True

    assert word.to_bytes(word.new_document(PROPERTIES)) == before


def test_properties_are_those_given():
    core = reopened(word.new_document(PROPERTIES)).core_properties

    assert (core.title, core.author, core.last_modified_by) == (
        "Indstilling",
        "Anne Holm",
        "Anne Holm",
    )
    assert (core.subject, core.version, core.identifier) == ("CTI", "2", "demo")
    assert core.created == core.modified == datetime(2026, 10, 2, 12, 2, tzinfo=UTC)
    assert core.language == "da-DK"
    assert core.comments == ""


def test_document_is_danish_through_and_through():
    document = reopened(word.new_document(PROPERTIES))

    languages = document.styles.element.xpath(".//w:lang/@w:val")
    settings = document.settings.element
    assert set(languages) == {"da-DK"}
    assert settings.find(qn("w:themeFontLang")).get(qn("w:val")) == "da-DK"
    assert settings.find(qn("w:decimalSymbol")).get(qn("w:val")) == ","


def test_page_is_a4_with_margins_of_two_and_a_half_centimetres():
    section = reopened(word.new_document(PROPERTIES)).sections[0]

    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert round(section.left_margin.cm, 1) == round(section.right_margin.cm, 1) == 2.5


def test_styles_are_ours_and_each_stands_once():
    document = reopened(word.new_document(PROPERTIES))

    ids = document.styles.element.xpath("./w:style/@w:styleId")
    assert len(ids) == len(set(ids))
    for name in (word.HELP, word.LABEL, word.TICK, word.ANSWER, word.NOTICE, word.TABLE):
        assert name in document.styles
    assert document.styles["Heading 1"].font.color.rgb == docx.shared.RGBColor(0x1F, 0x38, 0x64)


def test_headings_are_real_headings():
    document = word.new_document(PROPERTIES)

    written = [word.heading(document, "Afsnit", level) for level in (1, 2, 3)]

    assert [each.style.name for each in written] == ["Heading 1", "Heading 2", "Heading 3"]


def test_table_repeats_its_header_and_keeps_rows_whole():
    document = word.new_document(PROPERTIES)
    made = word.table(document, ["Ansøger", "Point"], [12, 4])
    word.add_row(made, ["Bakkedal", "4,25"])

    rows = reopened(document).tables[0]._tbl.tr_lst
    assert [len(row.xpath("./w:trPr/w:tblHeader")) for row in rows] == [1, 0]
    assert [len(row.xpath("./w:trPr/w:cantSplit")) for row in rows] == [1, 1]


def test_a_row_of_any_length_may_be_parted_by_a_page():
    document = word.new_document(PROPERTIES)
    made = word.table(document, ["Punkt", "Aftalt"], [5, 11])
    word.add_row(made, ["Målgruppe", "Borgere. " * 2_000], split=True)

    rows = reopened(document).tables[0]._tbl.tr_lst
    assert [len(row.xpath("./w:trPr/w:cantSplit")) for row in rows] == [1, 0]


def test_footer_counts_the_pages():
    document = word.new_document(PROPERTIES)
    word.footer(document, "Runde demo")

    foot = reopened(document).sections[0].footer.paragraphs[0]._p
    shown = "".join(
        "\t" if each.tag == qn("w:tab") else each.text for each in foot.xpath(".//w:t | .//w:tab")
    )
    assert shown == "Runde demo\tSide 1 af 1"
    assert foot.xpath("./w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]


def test_a_mark_stands_at_the_head_of_every_kind_of_page():
    document = word.new_document(PROPERTIES)
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].header.paragraphs[0].text = "Brevhoved"
    document.add_section()
    document.add_section().header.is_linked_to_previous = False

    word.mark(document, "UDKAST\x00")

    first, second, third = reopened(document).sections
    heads = [first.header, first.first_page_header, first.even_page_header, third.header]
    assert [[each.text for each in head.paragraphs] for head in heads] == [
        ["UDKAST", "Brevhoved"],
        ["UDKAST", ""],
        ["UDKAST", ""],
        ["UDKAST", ""],
    ]
    assert second.header.is_linked_to_previous


def test_a_head_without_a_paragraph_is_marked_too():
    document = word.new_document(PROPERTIES)
    head = document.sections[0].header
    head._element.remove(head.paragraphs[0]._p)

    word.mark(document, "UDKAST")

    assert [each.text for each in head.paragraphs] == ["UDKAST"]


def test_the_foot_stands_on_a_first_page_of_its_own_too():
    document = word.new_document(PROPERTIES)
    document.sections[0].different_first_page_header_footer = True

    word.footer(document, "Sag 1")

    section = reopened(document).sections[0]
    feet = [section.first_page_footer, section.footer]
    assert [each.paragraphs[0].text for each in feet] == ["Sag 1\tSide  af "] * 2
