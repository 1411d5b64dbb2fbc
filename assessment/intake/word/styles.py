"""What a style says of the paragraphs that wear it: heading depth, hidden text, list membership."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from assessment.intake.word import names
from assessment.intake.word.elements import child, is_on, number_or, text_of

_HEADING_NAME = re.compile(r"^(?:heading|overskrift|titre|rubrik)\s*(\d)$", re.IGNORECASE)
_TITLE_NAMES = {"title", "titel"}
_BODY_LEVEL = 9
_PROMPTING_ID = "PlaceholderText"
_PROMPTING_NAME = "placeholder text"  # Word names its own styles in English in every language
_NO_PATTERN = {"clear", "nil"}
_PALEST = 0xF0


@dataclass(frozen=True, slots=True)
class Style:
    """The few properties of a style that reading needs, its ancestors' included.

    `color` and `size` (in half points) are as written, "" for unset; `filled` says that something
    is painted behind the text; `prompting` marks the style of placeholders that ask for an answer.
    """

    level: int = 0
    hidden: bool = False
    list_id: str = ""
    list_level: int = 0
    color: str = ""
    size: str = ""
    filled: bool = False
    prompting: bool = False


_PLAIN = Style()


class Styles:
    """A document's styles by id, resolved when they are asked for; an unknown id is a plain style."""

    def __init__(self, root: etree._Element | None = None) -> None:
        """Take a styles part; None gives no styles."""
        styles = () if root is None else root.iterchildren(names.STYLE)
        self._elements = {style.get(names.STYLE_ID, ""): style for style in styles}
        self._known = {"": _PLAIN}
        if _PROMPTING_ID not in self._elements:
            self._known[_PROMPTING_ID] = Style(prompting=True)
        self.hide_text = root is not None and next(root.iter(names.VANISH), None) is not None

    def get(self, style_id: str) -> Style:
        """Return the style of this id."""
        return self._known.get(style_id) or self._resolve(style_id)

    def shade_table(self, style_id: str) -> bool:
        """Whether a table of this style has any colour behind its text."""
        seen: set[str] = set()
        while style_id in self._elements and style_id not in seen:
            seen.add(style_id)
            if any(is_fill(shading) for shading in self._elements[style_id].iter(names.SHADING)):
                return True
            style_id = text_of(self._elements[style_id], names.BASED_ON)
        return False

    def _resolve(self, style_id: str) -> Style:
        """Resolve a style from its oldest ancestor on; a circle of ancestors ends where it closes."""
        line: list[str] = []
        while style_id in self._elements and style_id not in self._known and style_id not in line:
            line.append(style_id)
            style_id = text_of(self._elements[style_id], names.BASED_ON)
        style = self._known.get(style_id, _PLAIN)
        for each in reversed(line):
            style = self._known[each] = _inherit(self._elements[each], style)
        return style


def is_fill(shading: etree._Element | None) -> bool:
    """Whether a shading paints anything but white behind the text."""
    if shading is None:
        return False
    pattern, fill = shading.get(names.VAL) or "clear", shading.get(names.FILL) or "auto"
    return pattern not in _NO_PATTERN or not (fill.lower() == "auto" or is_pale(fill))


def is_pale(color: str) -> bool:
    """Whether a colour ("FFFFFF") is so near to white that it cannot be told from it."""
    try:
        red, green, blue = bytes.fromhex(color)
    except ValueError:
        return False
    return min(red, green, blue) >= _PALEST


def outline_level(outline: str) -> int | None:
    """Return the heading depth that an outline level means, 0 for "body text", None for unset."""
    value = number_or(outline, -1)
    if value < 0:
        return None
    return value + 1 if value < _BODY_LEVEL else 0


def list_of(p_pr: etree._Element | None) -> tuple[str, int] | None:
    """Return a list's id and level set on the properties themselves, None for unset."""
    num_pr = child(p_pr, names.NUM_PR)
    if num_pr is None:
        return None
    return text_of(num_pr, names.NUM_ID), number_or(text_of(num_pr, names.LEVEL_INDEX), 0)


def _inherit(style: etree._Element, parent: Style) -> Style:
    p_pr = child(style, names.P_PR)
    r_pr = child(style, names.R_PR)
    list_id, list_level = list_of(p_pr) or (parent.list_id, parent.list_level)
    inherited = replace(
        parent,
        level=_level(style, p_pr, parent),
        list_id=list_id or parent.list_id,
        list_level=list_level,
        filled=parent.filled or any(is_fill(child(each, names.SHADING)) for each in (p_pr, r_pr)),
        prompting=text_of(style, names.NAME).lower() == _PROMPTING_NAME,
    )
    return inherited if r_pr is None else _with_run_properties(inherited, r_pr)


def _with_run_properties(style: Style, r_pr: etree._Element) -> Style:
    vanish = child(r_pr, names.VANISH)
    return replace(
        style,
        hidden=style.hidden if vanish is None else is_on(vanish),
        color=text_of(r_pr, names.COLOR) or style.color,
        size=text_of(r_pr, names.SIZE) or style.size,
    )


def _level(style: etree._Element, p_pr: etree._Element | None, parent: Style) -> int:
    name = text_of(style, names.NAME).strip().lower()
    if named := _HEADING_NAME.match(name):
        return int(named[1])
    outlined = outline_level(text_of(p_pr, names.OUTLINE_LEVEL))
    if outlined is not None:
        return outlined
    return 1 if name in _TITLE_NAMES else parent.level
