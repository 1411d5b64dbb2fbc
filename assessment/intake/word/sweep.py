"""Plain paragraphs read in passing: most of a document is text in runs, and needs no walk through it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from assessment.intake.word import names
from assessment.intake.word.controls import has_private_signs

_SIGNS = {
    names.TAB: "\t",
    names.P_TAB: "\t",
    names.BR: "\n",
    names.CR: "\n",
    names.NO_BREAK_HYPHEN: "\u2011",
}
_PROPERTIES = {
    names.P_STYLE: "style",
    names.OUTLINE_LEVEL: "outline",
    names.NUM_ID: "list_id",
    names.LEVEL_INDEX: "list_level",
}
# What stands around runs and changes nothing of what they say.
_TRANSPARENT = frozenset({names.HYPERLINK, names.SMART_TAG, names.FIELD})
_CLOSER = (
    names.DEL, names.INS, names.MOVE_FROM, names.MOVE_TO, names.DEL_TEXT, names.P_PR_CHANGE, names.SDT,
    names.ALTERNATE_CONTENT, names.DRAWING, names.PICT, names.OBJECT, names.BLIP, names.IMAGE_DATA,
    names.SYM, names.FF_DATA, names.MATH_TEXT, names.DRAWN_TEXT, names.VANISH,
    names.FOOTNOTE_REFERENCE, names.ENDNOTE_REFERENCE,
)  # fmt: skip


@dataclass(slots=True)
class Plain:
    """A paragraph's text and properties; not `is_plain` where it has to be looked at more closely.

    `has_bold` says that something in it is set in bold, not that all is.
    """

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    outline: str = ""
    list_id: str = ""
    list_level: str = ""
    has_bold: bool = False
    is_plain: bool = True


class Sweep:
    """Goes once through a part's paragraphs in the order of the file, stopping where it is asked to.

    What it looks for, lxml finds without making a Python object of each element in between, which is
    what makes a walk slow.
    """

    def __init__(self, root: etree._Element, *, ask_styles: bool) -> None:
        """Start before the first paragraph; runs with a style of their own need a closer look if asked."""
        closer = (*_CLOSER, names.R_STYLE) if ask_styles else _CLOSER
        self._elements = root.iter(names.P, names.T, names.BOLD, *_SIGNS, *_PROPERTIES, *closer)
        self._ahead = next((each for each in self._elements if each.tag == names.P), None)
        self._container: etree._Element | None = None
        self._is_inside = False

    def read(self, paragraph: etree._Element) -> Plain | None:
        """Return this paragraph, None where it is not plain. The order of the file must be kept."""
        while self._ahead is not None:
            is_it = self._ahead is paragraph
            plain = self._collect(self._ahead)
            if is_it:
                return plain if plain.is_plain else None
        return None

    def _collect(self, paragraph: etree._Element) -> Plain:
        """Read a paragraph up to where the next begins."""
        plain = Plain()
        self._ahead = None
        for element in self._elements:
            tag = element.tag
            if tag == names.P:
                self._ahead = element
                plain.is_plain &= not self._stands_in_another(element)
                break
            if tag == names.T:
                _add(plain, paragraph, element, element.text)
            elif tag in _SIGNS:
                # a tab with a value is a tab stop among the paragraph's properties
                if element.get(names.VAL) is None:
                    _add(plain, paragraph, element, _SIGNS[tag])
            elif tag in _PROPERTIES:
                setattr(plain, _PROPERTIES[tag], element.get(names.VAL) or "")
            elif tag == names.BOLD:
                plain.has_bold = True
            else:
                plain.is_plain = False
        return plain

    def _stands_in_another(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph stands inside another one, in a text box or where no rule allows it."""
        container = paragraph.getparent()
        if container is not self._container:
            self._container = container
            self._is_inside = next(paragraph.iterancestors(names.P), None) is not None
        return self._is_inside


def _add(
    plain: Plain, paragraph: etree._Element, element: etree._Element, text: str | None
) -> None:
    """Take in a run's text, unless something stands between the run and its paragraph."""
    run = element.getparent()
    holder = None if run is None else run.getparent()
    while holder is not None and holder.tag in _TRANSPARENT:
        holder = holder.getparent()
    if holder is paragraph and not has_private_signs(text or ""):
        plain.pieces.append(text or "")
    else:
        plain.is_plain = False
