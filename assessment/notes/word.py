"""The Word vocabulary of the form and the notes: one calm look, Danish throughout, accessible."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.coreprops import CoreProperties
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.table import CT_Row, CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from assessment.domain.words.danish import forward

LANGUAGE = "da-DK"
HELP, LABEL, TICK, ANSWER, NOTICE = "Hjælpetekst", "Etiket", "Kryds", "Svar", "Boks"
"""Names of our own paragraph styles in styles.xml."""
PLACEHOLDER = "PlaceholderText"
TABLE = "Skematabel"
TEXT_WIDTH = 16.0
"""Centimetres between the margins of a page."""

_STYLES = Path(__file__).with_name("styles.xml")
_ROOM = Cm(1.4)
"""The height of a row that is filled in by hand."""
_KEPT = ("Header", "HeaderChar", "ListBullet", "ListNumber", "TableGrid")
"""Styles of python-docx's own template that are good as they are; the sample letters use the last."""
_UNUSED = ("stylesWithEffects", "customXml", "thumbnail", "theme", "webSettings", "fontTable")
"""What python-docx's own template holds that none of our documents needs."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("([\n\t])")
_ELEMENTS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_NAMES = nsdecls("w")
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


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row, perhaps with room to write in by hand."""

    texts: Sequence[str]
    room: bool = False


def clean(text: str) -> str:
    """Return the text with every line break as a newline, forward, and without what XML forbids."""
    return _NOT_IN_XML.sub("", _LINE_BREAK.sub("\n", forward(text)))


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


def xml(part: Paragraph | Table | _Cell | CoreProperties) -> BaseOxmlElement:
    """The element behind a part, for what python-docx has no words for."""
    return cast("BaseOxmlElement", part._element)  # noqa: SLF001 - there is no public way to it


def new_document(properties: Properties) -> Document:
    """Make an empty A4 document in Danish with our styles and the given properties."""
    document = deepcopy(_opened())
    describe(document, properties)
    return document


@cache
def _blank() -> bytes:
    """The file of the empty document that all begin as."""
    document = docx.Document()
    _set_styles(document)
    _set_page(document)
    _set_settings(document)
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, each in rels.items() if each.reltype.endswith(_UNUSED)]:
            del rels[key]
    return to_bytes(document)


@cache
def _opened() -> Document:
    """The empty document, to be copied and never touched: opening it takes three times as long."""
    return docx.Document(io.BytesIO(_blank()))


@cache
def _style_ids() -> dict[str, str]:
    """The id of each paragraph style by its name; python-docx would look through all of them."""
    styles = docx.Document(io.BytesIO(_blank())).styles
    return {each.name: each.style_id for each in styles if each.name}


def paragraph(
    place: Document | _Cell, text: str, style: str = "Normal", lead: str = ""
) -> Paragraph:
    """Add a paragraph to the document or a cell; `lead` comes first, in bold."""
    named = "" if style == "Normal" else f'<w:pStyle w:val="{_style_ids()[style]}"/>'
    started = _run(f"{lead} ", "<w:b/>") if lead else ""
    made = cast(
        "CT_P",
        parse_xml(f"<w:p {_NAMES}><w:pPr>{named}</w:pPr>{started}{_run(text)}</w:p>"),
    )
    if isinstance(place, _Cell):
        xml(place).append(made)
    else:
        _end(place).addprevious(made)
    return Paragraph(made, place)


def _end(document: Document) -> BaseOxmlElement:
    """The section's properties, which end a body; python-docx would look through all before them."""
    return cast("BaseOxmlElement", document.element.body[-1])


def _run(text: str, look: str = "") -> str:
    """Text in one piece, as markup; newlines and tabs are elements of their own."""
    shown = [_ELEMENTS.get(each) or _text(each) for each in _BREAKS.split(clean(text)) if each]
    return f"<w:r>{look and f'<w:rPr>{look}</w:rPr>'}{''.join(shown)}</w:r>"


def _text(piece: str) -> str:
    return f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


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


def picture(document: Document, png: bytes, alt: str) -> Paragraph:
    """Add a picture as wide as the text; `alt` says what it shows to whoever does not see it."""
    document.add_picture(io.BytesIO(png), width=Cm(TEXT_WIDTH))
    made = document.paragraphs[-1]
    for described in xml(made).iter(qn("wp:docPr")):
        described.set("descr", clean(alt))
    return made


def keep_with_table(introducing: Sequence[Paragraph]) -> None:
    """Keep what introduces a table on the same page as its first row."""
    for each in introducing[-1:]:
        each.paragraph_format.keep_with_next = True


def keep_clear_of_table(following: Sequence[Paragraph]) -> None:
    """Keep what follows a table at a distance, which tables have none of themselves."""
    for each in following[:1]:
        each.paragraph_format.space_before = Pt(8)


def table(
    document: Document,
    header: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Row] = (),
    *,
    together: bool = False,
) -> Table:
    """Add a table of these column widths (cm) whose header row is repeated on each page.

    `together` keeps it on one page where it fits on one.
    """
    measured = [_twips(Cm(width)) for width in widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in measured)
    follows = bool(rows) and together
    shown = [_row(header, measured, "<w:tblHeader/>", follows=follows)]
    shown += [
        _row(row.texts, measured, _height(room=row.room), follows=together and at < len(rows))
        for at, row in enumerate(rows, start=1)
    ]
    made = parse_xml(
        f'<w:tbl {_NAMES}><w:tblPr><w:tblStyle w:val="{_style_ids()[TABLE]}"/>'
        '<w:tblW w:type="auto" w:w="0"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:firstColumn="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(shown)}</w:tbl>"
    )
    _end(document).addprevious(made)
    return Table(cast("CT_Tbl", made), document)


def part_from_table(document: Document) -> None:
    """Keep the table that comes next apart from one right before it; Word would make them one."""
    last = _end(document).getprevious()
    if last is not None and last.tag == qn("w:tbl"):
        paragraph(document, "")


def add_row(
    made: Table, texts: Sequence[str], *, room: bool = False, split: bool = False
) -> tuple[_Cell, ...]:
    """Add a row, with room to write by hand, and return its cells; pages part it only on `split`."""
    widths = [column.get(qn("w:w"), "") for column in xml(made).iter(qn("w:gridCol"))]
    row = parse_xml(_row(texts, widths, _height(room=room), split=split, names=f" {_NAMES}"))
    xml(made).append(row)
    return tuple(_Cell(each, made) for each in cast("CT_Row", row).tc_lst)


def _row(
    texts: Sequence[str],
    widths: Sequence[str],
    more: str,
    *,
    follows: bool = False,
    split: bool = False,
    names: str = "",
) -> str:
    """A row as markup, which python-docx would build piece by piece; `follows` binds it to the next."""
    bound = "<w:keepNext/>" if follows else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>'
        f"<w:p><w:pPr>{bound}</w:pPr>{_run(text)}</w:p></w:tc>"
        for text, width in zip(texts, widths, strict=True)
    )
    whole = "" if split else "<w:cantSplit/>"
    return f"<w:tr{names}><w:trPr>{whole}{more}</w:trPr>{cells}</w:tr>"


def _height(*, room: bool) -> str:
    return f'<w:trHeight w:val="{_twips(_ROOM)}" w:hRule="atLeast"/>' if room else ""


def _twips(length: Length) -> str:
    """A length in twentieths of a point."""
    return str(round(length.pt * 20))


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
    for name in ("category", "content_status"):
        if getattr(core, name):
            setattr(core, name, "")
    # The template says 2013; no date is better than a false one.
    for name in ("created", "modified"):
        for stamp in xml(core).findall(qn(f"dcterms:{name}")):
            xml(core).remove(stamp)
    sign(document, properties.author, properties.created)


def to_bytes(document: Document) -> bytes:
    """Return the document as a .docx; equal documents are equal bytes, whenever they are made."""
    written, result = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as dated, zipfile.ZipFile(result, "w") as plain:
        for name in dated.namelist():
            plain.writestr(zipfile.ZipInfo(name), dated.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _page_field(code: str) -> BaseOxmlElement:
    shown = element("w:r", element("w:t", text="1"))
    return element("w:fldSimple", shown, instr=f" {code} ")


def _set_styles(document: Document) -> None:
    """Put the styles of styles.xml in the place of the template's."""
    styles = document.styles.element
    ours = parse_xml(_STYLES.read_bytes())
    replaced = {style.get(qn("w:styleId")) for style in ours.findall(qn("w:style"))}
    for tag in ("w:docDefaults", "w:latentStyles"):
        styles.remove(styles.find(qn(tag)))
    for old in styles.findall(qn("w:style")):
        known, basic = old.get(qn("w:styleId")), old.get(qn("w:default")) is not None
        if known in replaced or not (basic or known in _KEPT):
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
