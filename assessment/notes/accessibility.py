"""Whether a Word document can be read by everybody: its structure held against what aids rely on.

What is asked is what Word's own accessibility checker and WCAG 2.1 ask of a text document: a title, a
language, headings in order, header rows, alternative texts, and lists and distances that are real.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from assessment.notes.word import LANGUAGE

_TITLE, _HEADING = "title", re.compile(r"heading (\d)")
_TYPED_BULLET = re.compile(r"[-–•·*]\s+\S")
_SHOWN = 40
"""Characters of a text that say which paragraph is meant."""
# A line break alone fills nothing; one to another page or column has a type.
_FILLED = {
    qn(f"w:{tag}") for tag in ("t", "drawing", "pict", "object", "fldSimple", "sdt", "sectPr")
}
_ALTERNATIVE = {qn("wp:docPr"): "descr", "{urn:schemas-microsoft-com:vml}shape": "alt"}
"""Where the alternative text of a picture stands, by the element that holds it."""


def problems(content: bytes) -> tuple[str, ...]:
    """Every fault of a .docx, each in one Danish sentence; none for a document that all can read."""
    document = docx.Document(io.BytesIO(content))
    return tuple(
        problem
        for check in (_properties, _language, _headings, _tables, _pictures, _spacing, _lists)
        for problem in check(document)
    )


def _properties(document: Document) -> Iterator[str]:
    if not document.core_properties.title.strip():
        yield "Dokumentet har ingen titel i sine egenskaber."


def _language(document: Document) -> Iterator[str]:
    styles = document.styles.element
    if not styles.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}[@{qn('w:val')}='{LANGUAGE}']"):
        yield f"Dokumentets sprog er ikke sat til dansk ({LANGUAGE})."
    spoken = {
        each.get(qn("w:val"), LANGUAGE)
        for part in (styles, document.element)
        for each in part.iter(qn("w:lang"))
    }
    for other in sorted(spoken - {LANGUAGE}):
        yield f"Noget af teksten er mærket med sproget {other} i stedet for {LANGUAGE}."


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading's text and level; the title is level 0."""

    text: str
    level: int


def _headings(document: Document) -> Iterator[str]:
    found = list(_headings_of(document))
    if not found:
        yield "Dokumentet har ingen overskrifter."
    before = -1 if found and found[0].level == 0 else 0
    for each in found:
        if not each.text:
            yield "En overskrift er tom."
        if each.level > before + 1:
            yield f"Overskriften “{each.text[:_SHOWN]}” springer et niveau over."
        before = each.level


def _headings_of(document: Document) -> Iterator[_Heading]:
    names = _style_names(document)
    for each in document.element.body.iter(qn("w:p")):
        name = names.get(_style(each), "").casefold()
        numbered = _HEADING.fullmatch(name)
        if numbered or name == _TITLE:
            yield _Heading(_text(each), int(numbered[1]) if numbered else 0)


def _tables(document: Document) -> Iterator[str]:
    for number, each in enumerate(document.element.body.iter(qn("w:tbl")), start=1):
        first = each.find(qn("w:tr"))
        if first is None or first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            yield f"Tabel nr. {number} har ingen overskriftsrække."


def _pictures(document: Document) -> Iterator[str]:
    """Pictures of the text and of every page's head and foot."""
    section = document.sections[0]
    margins = (section.header, section.first_page_header, section.footer, section.first_page_footer)
    linked = [each._element for each in margins if not each.is_linked_to_previous]  # noqa: SLF001 - the element has no public name
    for part in (document.element, *linked):
        for each in part.iter(*_ALTERNATIVE):
            if not each.get(_ALTERNATIVE[each.tag], "").strip():
                yield "Et billede har ingen alternativ tekst."


def _spacing(document: Document) -> Iterator[str]:
    """Empty paragraphs, but for the one that keeps two tables from becoming one."""
    for each in document.element.body.iter(qn("w:p")):
        if _empty(each) and each.getparent().tag != qn("w:tc") and not _between_tables(each):
            yield "Et tomt afsnit er brugt som afstand."


def _empty(paragraph: BaseOxmlElement) -> bool:
    breaks = (each.get(qn("w:type")) for each in paragraph.iter(qn("w:br")))
    return not any(breaks) and not any(each.tag in _FILLED for each in paragraph.iter())


def _between_tables(paragraph: BaseOxmlElement) -> bool:
    neighbours = (paragraph.getprevious(), paragraph.getnext())
    return all(each is not None and each.tag == qn("w:tbl") for each in neighbours)


def _lists(document: Document) -> Iterator[str]:
    names, listing = _style_names(document), _list_styles(document)
    for each in document.element.body.iter(qn("w:p")):
        style, text = _style(each), _text(each)
        real = each.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None or style in listing
        if not real and names.get(style, "").startswith("List "):
            yield f"“{text[:_SHOWN]}” har en listes udseende, men er ikke punkt i en liste."
        elif not real and _TYPED_BULLET.match(text):
            yield f"“{text[:_SHOWN]}” er et punkt, der er skrevet i hånden i stedet for som liste."


def _list_styles(document: Document) -> set[str]:
    """The ids of the paragraph styles that number or bullet what has them."""
    styles = document.styles.element.findall(qn("w:style"))
    path = f"{qn('w:pPr')}/{qn('w:numPr')}"
    return {each.get(qn("w:styleId"), "") for each in styles if each.find(path) is not None}


def _style_names(document: Document) -> dict[str, str]:
    """What each style is called by its id; Word keeps the built-in ones' names in English."""
    styles = cast("BaseOxmlElement", document.styles.element)
    named = ((each, each.find(qn("w:name"))) for each in styles.iter(qn("w:style")))
    return {
        each.get(qn("w:styleId"), ""): name.get(qn("w:val"), "")
        for each, name in named
        if name is not None
    }


def _style(paragraph: BaseOxmlElement) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else found.get(qn("w:val"), "")


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t"))).strip()
