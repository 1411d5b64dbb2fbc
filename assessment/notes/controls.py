"""Content controls (w:sdt): what an applicant fills in, one a field, tagged with its id."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from textwrap import shorten

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from assessment.domain.rules.form import FieldKind, FormField
from assessment.notes.word import ANSWER, LANGUAGE, PLACEHOLDER, element

UNTICKED, TICKED = "☐", "☒"
PLACEHOLDERS = {
    FieldKind.TEXT: "Klik her og skriv",
    FieldKind.LINE: "Klik her og skriv",
    FieldKind.NUMBER: "Klik her og skriv",
    FieldKind.DATE: "Vælg en dato",
    FieldKind.CHOICE: "Vælg",
}

_TICK_FONT = "MS Gothic"
_LONGEST_TITLE = 64  # Word's own limit for the title and the tag of a control


def control(
    field: FormField, municipalities: Sequence[str] = (), style: str = ANSWER
) -> BaseOxmlElement:
    """Make the empty control of a field: a block of this style for running text, else part of a line.

    A field that asks for a municipality offers those given, and takes any other name too.
    """
    properties = element(
        "w:sdtPr",
        element("w:alias", val=shorten(field.full_label, _LONGEST_TITLE, placeholder=" …")),
        element("w:tag", val=field.id),
        element("w:id", val=str(zlib.crc32(field.id.encode()) >> 1)),
        element("w:lock", val="sdtLocked"),
    )
    if field.kind is not FieldKind.TICK:
        properties.append(element("w:showingPlcHdr"))
    properties.append(_kind(field, municipalities))
    return element("w:sdt", properties, element("w:sdtContent", _placeholder(field, style)))


def protect(document: Document) -> None:
    """Lock all that stands in the document except the controls.

    The body is wrapped in one group control, as Word's "Group" command does it: the group's content
    is locked, and each control inside it sets its own rule. Document protection for forms would do
    the same to the text, but also switch off the spelling checker, formatting, comments and
    tracked changes inside the answers. LibreOffice reads the group and shows all that is in it.
    """
    body = document.element.body
    content = element("w:sdtContent", *[child for child in body if child.tag != qn("w:sectPr")])
    lock = (element("w:id", val="1"), element("w:lock", val="contentLocked"), element("w:group"))
    body.insert(0, element("w:sdt", element("w:sdtPr", *lock), content))


def _kind(field: FormField, municipalities: Sequence[str]) -> BaseOxmlElement:
    match field.kind:
        case FieldKind.TEXT:
            return element("w:richText")
        case FieldKind.LINE | FieldKind.NUMBER:
            return element("w:text")
        case FieldKind.DATE:
            return _date()
        case FieldKind.CHOICE if field.municipalities:
            return element("w:comboBox", *(_item(name, name) for name in municipalities))
        case FieldKind.CHOICE:
            return element(
                "w:dropDownList", *(_item(each.label, each.id) for each in field.options)
            )
        case FieldKind.TICK:
            return _checkbox()


def _item(label: str, value: str) -> BaseOxmlElement:
    return element("w:listItem", displayText=label, value=value)


def _date() -> BaseOxmlElement:
    return element(
        "w:date",
        element("w:dateFormat", val="dd.MM.yyyy"),
        element("w:lid", val=LANGUAGE),
        element("w:storeMappedDataAs", val="dateTime"),
        element("w:calendar", val="gregorian"),
    )


def _checkbox() -> BaseOxmlElement:
    return element(
        "w14:checkbox",
        element("w14:checked", val="0"),
        element("w14:checkedState", val=f"{ord(TICKED):04X}", font=_TICK_FONT),
        element("w14:uncheckedState", val=f"{ord(UNTICKED):04X}", font=_TICK_FONT),
    )


def _placeholder(field: FormField, style: str) -> BaseOxmlElement:
    if field.kind is FieldKind.TICK:
        fonts = element("w:rFonts", ascii=_TICK_FONT, eastAsia=_TICK_FONT, hAnsi=_TICK_FONT)
        return _run(UNTICKED, fonts)
    run = _run(PLACEHOLDERS[field.kind], element("w:rStyle", val=PLACEHOLDER))
    if field.kind is not FieldKind.TEXT:
        return run
    return element("w:p", element("w:pPr", element("w:pStyle", val=style)), run)


def _run(text: str, *properties: BaseOxmlElement) -> BaseOxmlElement:
    return element("w:r", element("w:rPr", *properties), element("w:t", text=text))
