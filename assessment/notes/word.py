"""The Word vocabulary of the form and the notes: one calm look, Danish throughout, accessible."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import docx
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.opc.coreprops import CoreProperties
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

LANGUAGE = "da-DK"
HELP, LABEL, TICK, ANSWER, NOTICE = "Hjælpetekst", "Etiket", "Kryds", "Svar", "Boks"
"""Names of our own paragraph styles in styles.xml."""
PLACEHOLDER = "PlaceholderText"
TABLE = "Skematabel"
TEXT_WIDTH = 16.0
"""Centimetres between the margins of a page."""

_STYLES = Path(__file__).with_name("styles.xml")
_NOT_IN_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; `created` None leaves its dates out altogether."""

    title: str
    author: str
    created: datetime | None = None
    subject: str = ""
    version: str = ""
    identifier: str = ""


def clean(text: str) -> str:
    """Return the text with every line break as a newline and without characters that XML forbids."""
    return _NOT_IN_XML.sub("", _LINE_BREAK.sub("\n", text))


def element(
    tag: str, *children: BaseOxmlElement, text: str = "", **attributes: str
) -> BaseOxmlElement:
    """Make an element such as `w:tag`; its attributes take its prefix."""
    prefix = tag.split(":", maxsplit=1)[0]
    named = {qn(f"{prefix}:{key}"): clean(value) for key, value in attributes.items()}
    made = cast("BaseOxmlElement", OxmlElement(tag, named))
    made.extend(children)
    if text:
        made.text = clean(text)
    return made


def xml(part: Paragraph | _Cell | _Row | CoreProperties) -> BaseOxmlElement:
    """The element behind a part, for what python-docx has no words for."""
    return cast("BaseOxmlElement", part._element)  # noqa: SLF001 - there is no public way to it


def new_document(properties: Properties) -> Document:
    """Make an empty A4 document in Danish with our styles and the given properties."""
    document = docx.Document()
    _set_styles(document)
    _set_page(document)
    _set_settings(document)
    describe(document, properties)
    return document


def paragraph(
    place: Document | _Cell, text: str, style: str = "Normal", lead: str = ""
) -> Paragraph:
    """Add a paragraph to the document or a cell; `lead` comes first, in bold."""
    made = place.add_paragraph(style=style)
    if lead:
        made.add_run(f"{clean(lead)} ").bold = True
    made.add_run(clean(text))
    return made


def title(document: Document, text: str, subtitle: str = "") -> None:
    """Add the document's title, and a line below it where there is one."""
    paragraph(document, text, "Title")
    if subtitle:
        paragraph(document, subtitle, "Subtitle")


def heading(document: Document, text: str, level: int = 1, number: str = "") -> Paragraph:
    """Add a heading, with its number before it where it has one."""
    return paragraph(document, f"{number} {text}".strip(), f"Heading {level}")


def bullets(document: Document, items: Sequence[str]) -> list[Paragraph]:
    """Add a bullet list."""
    return [paragraph(document, item, "List Bullet") for item in items]


def keep_with_table(introducing: Sequence[Paragraph]) -> None:
    """Keep what introduces a table on the same page as its first row."""
    for each in introducing[-1:]:
        each.paragraph_format.keep_with_next = True


def keep_clear_of_table(following: Sequence[Paragraph]) -> None:
    """Keep what follows a table at a distance, which tables have none of themselves."""
    for each in following[:1]:
        each.paragraph_format.space_before = Pt(8)


def table(document: Document, header: Sequence[str], widths: Sequence[float]) -> Table:
    """Add a table of these column widths (cm) whose header row is repeated on each page."""
    made: Table = document.add_table(rows=0, cols=len(header))
    made.style = TABLE
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    add_row(made, header)
    _mark(made.rows[0], "w:tblHeader")
    return made


def add_row(made: Table, texts: Sequence[str], *, room: bool = False) -> tuple[_Cell, ...]:
    """Add a row that is not split between pages, with room to write by hand, and return its cells."""
    row: _Row = made.add_row()  # type: ignore[no-untyped-call] # python-docx left it so
    _mark(row, "w:cantSplit")
    if room:
        row.height, row.height_rule = Cm(1.4), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, text in zip(row.cells, texts, strict=True):
        cell.paragraphs[0].add_run(clean(text))
    return tuple(row.cells)


def keep_together(made: Table) -> None:
    """Keep a table on one page where it fits on one."""
    for row in made.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[-1].paragraph_format.keep_with_next = True


def footer(document: Document, text: str) -> None:
    """Put a text and "Side X af Y" at the foot of every page, of a first page of its own too."""
    section = document.sections[0]
    first = section.different_first_page_header_footer
    for each in (section.footer, *((section.first_page_footer,) if first else ())):
        foot = each.paragraphs[0]
        foot.add_run(f"{clean(text)}\tSide ")
        xml(foot).append(_page_field("PAGE"))
        foot.add_run(" af ")
        xml(foot).append(_page_field("NUMPAGES"))


def mark(document: Document, text: str) -> None:
    """Put a text that must not be overlooked at the head of every page."""
    odd_even = document.settings.odd_and_even_pages_header_footer
    for place, section in enumerate(document.sections):
        first = section.different_first_page_header_footer
        heads = (
            section.header,
            *((section.first_page_header,) if first else ()),
            *((section.even_page_header,) if odd_even else ()),
        )
        for head in heads:
            if place and head.is_linked_to_previous:
                continue
            before = head.paragraphs
            made = before[0].insert_paragraph_before() if before else head.add_paragraph()
            run = made.add_run(clean(text))
            run.bold, run.font.size, run.font.color.rgb = True, Pt(14), RGBColor(0xB0, 0x00, 0x20)


def sign(document: Document, author: str, at: datetime | None) -> None:
    """Note in the document's properties who wrote it, and when where that is known."""
    core = document.core_properties
    core.author = core.last_modified_by = clean(author)
    if at:
        core.created = core.modified = at.astimezone(UTC)


def describe(document: Document, properties: Properties) -> None:
    """Let the file say of itself what these properties say, and nothing of what it was made from."""
    core = document.core_properties
    for name in ("title", "subject", "version", "identifier"):
        setattr(core, name, clean(getattr(properties, name)))
    core.comments, core.keywords, core.language = "", "", LANGUAGE
    # The template says 2013; no date is better than a false one.
    for name in ("created", "modified"):
        for stamp in xml(core).findall(qn(f"dcterms:{name}")):
            xml(core).remove(stamp)
    sign(document, properties.author, properties.created)


def to_bytes(document: Document) -> bytes:
    """Return the document as a .docx."""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _mark(row: _Row, tag: str) -> None:
    properties = xml(row).find(qn("w:trPr"))
    if properties is None:
        properties = element("w:trPr")
        xml(row).insert(0, properties)
    properties.append(element(tag))


def _page_field(code: str) -> BaseOxmlElement:
    shown = element("w:r", element("w:t", text="1"))
    return element("w:fldSimple", shown, instr=f" {code} ")


def _set_styles(document: Document) -> None:
    """Put the styles of styles.xml in the place of the template's."""
    styles = document.styles.element
    ours = parse_xml(_STYLES.read_bytes())
    replaced = {style.get(qn("w:styleId")) for style in ours.findall(qn("w:style"))}
    styles.remove(styles.find(qn("w:docDefaults")))
    for old in styles.findall(qn("w:style")):
        if old.get(qn("w:styleId")) in replaced:
            styles.remove(old)
    styles.insert(0, ours.find(qn("w:docDefaults")))
    styles.extend(ours.findall(qn("w:style")))


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.header_distance = section.footer_distance = Cm(1.25)


def _set_settings(document: Document) -> None:
    """Tell Word that this is Danish with decimal commas, and no document of an older Word."""
    settings = document.settings.element
    for compatibility in settings.iter(qn("w:compatSetting")):
        if compatibility.get(qn("w:name")) == "compatibilityMode":
            compatibility.set(qn("w:val"), "15")
    for tag, value in (("themeFontLang", LANGUAGE), ("decimalSymbol", ","), ("listSeparator", ";")):
        settings.find(qn(f"w:{tag}")).set(qn("w:val"), value)
