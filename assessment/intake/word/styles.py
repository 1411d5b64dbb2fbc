"""What a style says of the paragraphs that wear it: heading depth, hidden text, list membership."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from assessment.intake.word import names

_HEADING_NAME = re.compile(r"^(?:heading|overskrift|titre|rubrik)\s*(\d)$", re.IGNORECASE)
_TITLE_NAMES = {"title", "titel"}
_OFF = {"0", "false", "off"}
_BODY_LEVEL = 9
_LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Style:
    """The few properties of a style that reading needs, its ancestors' included."""

    level: int = 0
    hidden: bool = False
    list_id: str = ""
    list_level: int = 0


@dataclass(slots=True)
class Styles:
    """A document's styles by id; an unknown id is a plain style."""

    by_id: dict[str, Style] = field(default_factory=dict)

    @property
    def hide_text(self) -> bool:
        """Whether any style hides its text, so that runs must be asked for theirs."""
        return any(style.hidden for style in self.by_id.values())

    def get(self, style_id: str) -> Style:
        """Return the style of this id."""
        return self.by_id.get(style_id, _PLAIN)


_PLAIN = Style()


def read_styles(root: etree._Element | None) -> Styles:
    """Read a styles part; None gives no styles."""
    if root is None:
        return Styles()
    elements = {style.get(names.STYLE_ID, ""): style for style in root.iterfind(names.STYLE)}
    known: dict[str, Style] = {}
    for style_id in elements:
        _resolve(style_id, elements, known)
    return Styles(known)


def is_on(element: etree._Element | None) -> bool:
    """Whether an on/off property is there and not switched off."""
    return element is not None and (element.get(names.VAL) or "1").lower() not in _OFF


def outline_level(p_pr: etree._Element) -> int | None:
    """Return a heading depth set on the properties themselves, 0 for "body text", None for unset."""
    value = number_or(text_of(p_pr, names.OUTLINE_LEVEL), -1)
    if value < 0:
        return None
    return value + 1 if value < _BODY_LEVEL else 0


def list_of(p_pr: etree._Element) -> tuple[str, int] | None:
    """Return a list's id and level set on the properties themselves, None for unset."""
    num_pr = p_pr.find(names.NUM_PR)
    if num_pr is None:
        return None
    return text_of(num_pr, names.NUM_ID), number_or(text_of(num_pr, names.LEVEL_INDEX), 0)


def text_of(parent: etree._Element, tag: str) -> str:
    """Return a child's value attribute, or ""."""
    child = parent.find(tag)
    return "" if child is None else child.get(names.VAL) or ""


def number_or(text: str | None, default: int) -> int:
    """Return a whole number from an attribute, or the default where it is none or absurdly long."""
    return int(text) if text and text.isdecimal() and len(text) <= _LONGEST_NUMBER else default


def _resolve(style_id: str, elements: dict[str, etree._Element], known: dict[str, Style]) -> None:
    """Resolve a style from its oldest ancestor on; a circle of ancestors ends where it closes."""
    line: list[str] = []
    while style_id in elements and style_id not in known and style_id not in line:
        line.append(style_id)
        style_id = text_of(elements[style_id], names.BASED_ON)
    parent = known.get(style_id, _PLAIN)
    for each in reversed(line):
        parent = known[each] = _inherit(elements[each], parent)


def _inherit(style: etree._Element, parent: Style) -> Style:
    p_pr = style.find(names.P_PR)
    r_pr = style.find(names.R_PR)
    vanish = None if r_pr is None else r_pr.find(names.VANISH)
    list_id, list_level = (list_of(p_pr) if p_pr is not None else None) or (
        parent.list_id,
        parent.list_level,
    )
    return Style(
        level=_level(style, p_pr, parent),
        hidden=parent.hidden if vanish is None else is_on(vanish),
        list_id=list_id or parent.list_id,
        list_level=list_level,
    )


def _level(style: etree._Element, p_pr: etree._Element | None, parent: Style) -> int:
    name = text_of(style, names.NAME).strip().lower()
    if named := _HEADING_NAME.match(name):
        return int(named[1])
    outlined = outline_level(p_pr) if p_pr is not None else None
    if outlined is not None:
        return outlined
    return 1 if name in _TITLE_NAMES else parent.level
