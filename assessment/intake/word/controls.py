"""The properties of content controls and legacy form fields."""

from __future__ import annotations

from lxml import etree

from assessment.intake.word import names
from assessment.intake.word.passages import Control, ControlKind
from assessment.intake.word.signs import TICKED, UNTICKED
from assessment.intake.word.styles import is_on, number_or, text_of

_ON = {"1", "true", "on"}


def read_control(sdt: etree._Element) -> Control:
    """Read a content control's properties; its text comes with the walk."""
    properties = sdt.find(names.SDT_PR)
    control = Control()
    if properties is None:
        return control
    for child in properties:
        if child.tag == names.TAG:
            control.tag = (child.get(names.VAL) or "").strip()
        elif child.tag == names.ALIAS:
            control.alias = (child.get(names.VAL) or "").strip()
        elif child.tag == names.SHOWING_PLACEHOLDER:
            control.placeholder = is_on(child)
        elif child.tag == names.PLACEHOLDER:
            control.printed = child.find(names.DOC_PART) is not None
        else:
            _read_kind(control, child)
    return control


def legacy_answer(fld_char: etree._Element) -> str:
    """Return what a legacy checkbox or dropdown shows, "" for any other field."""
    data = fld_char.find(names.FF_DATA)
    if data is None:
        return ""
    if (box := data.find(names.CHECK_BOX)) is not None:
        checked = box.find(names.CHECKED)
        return (
            TICKED if is_on(box.find(names.DEFAULT) if checked is None else checked) else UNTICKED
        )
    if (choices := data.find(names.DD_LIST)) is None:
        return ""
    entries = [entry.get(names.VAL) or "" for entry in choices.iterfind(names.LIST_ENTRY)]
    chosen = number_or(text_of(choices, names.RESULT) or text_of(choices, names.DEFAULT), 0)
    return entries[chosen] if chosen < len(entries) else ""


def _read_kind(control: Control, child: etree._Element) -> None:
    if child.tag == names.CONTROL_CHECKBOX:
        control.kind = ControlKind.CHECKBOX
        checked = child.find(names.CONTROL_CHECKED)
        control.checked = (
            checked is not None and (checked.get(names.CONTROL_VAL) or "1").lower() in _ON
        )
    elif child.tag == names.DATE:
        control.kind = ControlKind.DATE
        control.date = child.get(names.FULL_DATE) or ""
    elif child.tag in {names.DROP_DOWN, names.COMBO_BOX}:
        control.kind = ControlKind.DROP_DOWN
        items = child.iterfind(names.LIST_ITEM)
        control.options = {
            (i.get(names.DISPLAY_TEXT) or ""): i.get(names.VALUE) or "" for i in items
        }
