"""The properties of content controls and legacy form fields, and the signs people tick with."""

from __future__ import annotations

import re

from lxml import etree

from assessment.intake.word import names
from assessment.intake.word.elements import child, is_on, number_or, text_of
from assessment.intake.word.passages import Control, ControlKind

TICKED = "☒"
UNTICKED = "☐"

_ON = {"1", "true", "on"}
_SIGNS = {
    ("wingdings", 0x6F): UNTICKED,
    ("wingdings", 0x71): UNTICKED,
    ("wingdings", 0x72): UNTICKED,
    ("wingdings", 0xA8): UNTICKED,
    ("wingdings", 0x78): TICKED,
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFD): TICKED,
    ("wingdings", 0xFE): "☑",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x51): TICKED,
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x53): TICKED,
    ("wingdings 2", 0xA3): UNTICKED,
}
_PRIVATE_USE = 0xF000
_CHARACTERS = range(0x20, 0xD800)  # control characters stand before them, surrogates after
_PRIVATE_SIGN = re.compile("[\uf020-\uf0ff]")


def read_control(sdt: etree._Element) -> Control:
    """Read a content control's properties; its text comes with the walk."""
    properties = child(sdt, names.SDT_PR)
    control = Control()
    if properties is None:
        return control
    for each in properties:
        if each.tag == names.TAG:
            control.tag = (each.get(names.VAL) or "").strip()
        elif each.tag == names.ALIAS:
            control.alias = (each.get(names.VAL) or "").strip()
        elif each.tag == names.SHOWING_PLACEHOLDER:
            control.placeholder = is_on(each)
        elif each.tag == names.PLACEHOLDER:
            control.printed = child(each, names.DOC_PART) is not None
        else:
            _read_kind(control, each)
    return control


def legacy_answer(fld_char: etree._Element) -> str:
    """Return what a legacy checkbox or dropdown shows, "" for any other field."""
    data = child(fld_char, names.FF_DATA)
    if data is None:
        return ""
    if (box := child(data, names.CHECK_BOX)) is not None:
        checked = child(box, names.CHECKED)
        return (
            TICKED if is_on(child(box, names.DEFAULT) if checked is None else checked) else UNTICKED
        )
    if (choices := child(data, names.DD_LIST)) is None:
        return ""
    entries = [entry.get(names.VAL) or "" for entry in choices.iterfind(names.LIST_ENTRY)]
    chosen = number_or(text_of(choices, names.RESULT) or text_of(choices, names.DEFAULT), 0)
    return entries[chosen] if chosen < len(entries) else ""


def symbol(sym: etree._Element) -> str:
    """Return a symbol's character, with Wingdings' boxes and ticks as their Unicode kin."""
    try:
        code = int(sym.get(names.CHAR) or "", 16) & 0xFFFF
    except ValueError:
        return ""
    known = _sign(code, sym.get(names.FONT) or "")
    return known or (chr(code) if code in _CHARACTERS else "")


def has_private_signs(text: str) -> bool:
    """Whether a text has characters that mean nothing without the font of their run."""
    return not text.isascii() and _PRIVATE_SIGN.search(text) is not None


def in_symbol_font(element: etree._Element, text: str) -> str:
    """Return the text of a run's element with the boxes and ticks that the run's font makes of it."""
    run = element.getparent()
    fonts = child(child(run, names.R_PR), names.R_FONTS)
    font = "" if fonts is None else fonts.get(names.ASCII_FONT) or ""
    return _PRIVATE_SIGN.sub(lambda sign: _sign(ord(sign[0]), font) or sign[0], text)


def _read_kind(control: Control, said: etree._Element) -> None:
    if said.tag == names.CONTROL_CHECKBOX:
        control.kind = ControlKind.CHECKBOX
        checked = child(said, names.CONTROL_CHECKED)
        control.checked = (
            checked is not None and (checked.get(names.CONTROL_VAL) or "1").lower() in _ON
        )
    elif said.tag == names.DATE:
        control.kind = ControlKind.DATE
        control.date = said.get(names.FULL_DATE) or ""
    elif said.tag in {names.DROP_DOWN, names.COMBO_BOX}:
        control.kind = ControlKind.DROP_DOWN
        items = said.iterfind(names.LIST_ITEM)
        control.options = {
            (i.get(names.DISPLAY_TEXT) or ""): i.get(names.VALUE) or "" for i in items
        }


def _sign(code: int, font: str) -> str:
    low = code - _PRIVATE_USE if code >= _PRIVATE_USE else code
    return _SIGNS.get((font.lower(), low), "")
