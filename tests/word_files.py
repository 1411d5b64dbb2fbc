"""Word packages made in memory from strings of XML, for tests that read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = ("styles", "numbering", "comments", "footnotes", "endnotes", "header", "footer")


def word_file(
    *content: str,
    parts: Mapping[str, str] | None = None,
    files: Sequence[tuple[str, str, str | bytes]] = (),
) -> bytes:
    """Return a Word file with this content in its body and other parts by name ("styles", "header1").

    `files` are whatever else the body refers to: kind, name beside the body, content. Their
    relationships are rId1, rId2 … in their order, and those of the parts follow.
    """
    others = {
        f"word/{name}.xml": part_xml(name, content) for name, content in (parts or {}).items()
    }
    related = (
        *((kind, target) for kind, target, _ in files),
        *((_kind(name), f"{name}.xml") for name in parts or {}),
    )
    return zip_file(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
            "word/document.xml": document(*content),
            "word/_rels/document.xml.rels": relationships(*related),
        }
        | others
        | {f"word/{target}": content for _, target, content in files}
    )


def zip_file(entries: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of entries by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def document(*content: str) -> str:
    """Return the XML of a main part."""
    return f"<w:document {NAMESPACES}><w:body>{''.join(content)}</w:body></w:document>"


def part_xml(name: str, content: str) -> str:
    """Return the XML of another part under its proper root."""
    root = {"header": "hdr", "footer": "ftr"}.get(_kind(name), _kind(name))
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>"


def relationships(*targets: tuple[str, str], external: bool = False) -> str:
    """Return the XML of a relationships part: kinds and targets."""
    mode = ' TargetMode="External"' if external else ""
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{each}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """Return a run of text with run properties."""
    shown = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{shown}</w:r>" if properties else f"<w:r>{shown}</w:r>"


def p(*content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of runs or plain text."""
    runs = "".join(each if each.startswith("<") else run(each) for each in content)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{runs}</w:p>"


def bold(text: str) -> str:
    """Return a paragraph all in bold, as people write headings by hand."""
    return p(run(text, "<w:b/>"))


def heading(text: str, level: int = 1) -> str:
    """Return a paragraph that is a heading by its outline level."""
    return p(text, properties=f'<w:outlineLvl w:val="{level - 1}"/>')


def table(*rows: Sequence[str]) -> str:
    """Return a table; a cell is a text, or the XML of what stands in it."""
    return f"<w:tbl><w:tblPr/>{''.join(row(*cells) for cells in rows)}</w:tbl>"


def row(*cells: str) -> str:
    """Return a row of cells."""
    return f"<w:tr>{''.join(cell(each) for each in cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """Return a cell; plain text becomes a paragraph a line."""
    lines = content.split("\n")
    inside = content if content.startswith("<") else "".join(p(line) for line in lines)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def control(tag: str, content: str, properties: str = "", alias: str = "") -> str:
    """Return a content control around paragraphs or runs; plain text becomes a run."""
    named = f'<w:alias w:val="{alias}"/>' if alias else ""
    inside = content if content.startswith("<") else run(content)
    return (
        f'<w:sdt><w:sdtPr>{named}<w:tag w:val="{tag}"/>{properties}</w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def placeholder(tag: str, text: str = "Klik her og skriv") -> str:
    """Return a content control that nobody has filled in."""
    return control(tag, run(text, '<w:rStyle w:val="PlaceholderText"/>'), "<w:showingPlcHdr/>")


def checkbox(tag: str, *, checked: bool) -> str:
    """Return a checkbox control."""
    state = f'<w14:checkbox><w14:checked w14:val="{int(checked)}"/></w14:checkbox>'
    return control(tag, "☒" if checked else "☐", state)


def _kind(name: str) -> str:
    return next(kind for kind in _KINDS if name.startswith(kind))


def drawing(content: str, alt: str = "") -> str:
    """Return a run with a drawing."""
    return f'<w:r><w:drawing><wp:inline><wp:docPr descr="{escape(alt)}"/>{content}</wp:inline></w:drawing></w:r>'


def picture(relationship: str, alt: str = "") -> str:
    """Return a run with a picture."""
    return drawing(f'<pic:pic><a:blip r:embed="{relationship}"/></pic:pic>', alt)
