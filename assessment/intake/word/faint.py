"""Text that a file shows to programs but hardly to people: white on white, or smaller than a dot."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from assessment.intake.word import names
from assessment.intake.word.elements import child, is_on, number_or, text_of
from assessment.intake.word.styles import Style, Styles, is_fill, is_pale

_SMALLEST = 2  # half points
_READABLE = _SMALLEST + 1
_NO_HIGHLIGHT = {"none", "white"}
_NO_SHAPE_FILL = ("white", "#fff", "#ffffff")


def faint_text(root: etree._Element, styles: Styles) -> list[str]:
    """Return the text of each run in a part that nobody would see on paper, once each.

    What is hidden outright is not meant; it is kept apart anyway.
    """
    runs = dict.fromkeys(_suspects(root, styles))
    texts = (_text(run) for run in runs if _is_faint(run, styles))
    return [text for text in dict.fromkeys(texts) if text]


def _suspects(root: etree._Element, styles: Styles) -> Iterator[etree._Element]:
    """Find the runs that are pale or tiny by themselves or by one of their styles."""
    # a document says the same few things over and over, so each is judged once
    judged: dict[tuple[object, str | None], bool] = {}
    for each in root.iter(names.COLOR, names.SIZE, names.R_STYLE, names.P_STYLE):
        said = each.tag, each.get(names.VAL)
        if said not in judged:
            judged[said] = _is_suspect(each, styles)
        if judged[said]:
            yield from _runs_of(each)


def _is_suspect(said: etree._Element, styles: Styles) -> bool:
    value = said.get(names.VAL) or ""
    if said.tag == names.COLOR:
        return is_pale(value)
    if said.tag == names.SIZE:
        return _is_tiny(value)
    style = styles.get(value)
    return is_pale(style.color) or _is_tiny(style.size)


def _runs_of(said: etree._Element) -> Iterator[etree._Element]:
    """Return the runs that a property, of a run or of a paragraph, is said of."""
    properties = said.getparent()
    owner = None if properties is None else properties.getparent()
    if owner is not None and owner.tag == names.R:
        yield owner
    elif owner is not None and owner.tag == names.P:
        yield from owner.iter(names.R)


def _is_faint(run: etree._Element, styles: Styles) -> bool:
    own = child(run, names.R_PR)
    if is_on(child(own, names.VANISH)):
        return False
    by_run = styles.get(text_of(own, names.R_STYLE))
    by_paragraph = _paragraph_style(run, styles)
    size = text_of(own, names.SIZE) or by_run.size or by_paragraph.size
    color = text_of(own, names.COLOR) or by_run.color or by_paragraph.color
    if _is_tiny(size):
        return True
    filled = by_run.filled or by_paragraph.filled or _is_marked(own)
    return is_pale(color) and not filled and not _is_on_fill(run, styles)


def _paragraph_style(run: etree._Element, styles: Styles) -> Style:
    paragraph = next(run.iterancestors(names.P), None)
    return styles.get(text_of(child(paragraph, names.P_PR), names.P_STYLE))


def _is_marked(r_pr: etree._Element | None) -> bool:
    """Whether a run has a colour behind it of its own."""
    highlight = text_of(r_pr, names.HIGHLIGHT)
    return is_fill(child(r_pr, names.SHADING)) or (
        bool(highlight) and highlight not in _NO_HIGHLIGHT
    )


def _is_on_fill(run: etree._Element, styles: Styles) -> bool:
    """Whether anything around a run is filled with a colour; the nearest that says so decides."""
    for around in run.iterancestors():
        shading = _shading(around)
        if shading is not None:
            return is_fill(shading)
        if _fills(around, styles):
            return True
    return False


def _shading(around: etree._Element) -> etree._Element | None:
    if around.tag not in {names.P, names.TC}:
        return None
    properties = child(around, names.P_PR if around.tag == names.P else names.TC_PR)
    return child(properties, names.SHADING)


def _fills(around: etree._Element, styles: Styles) -> bool:
    """Whether a table's style, a drawn shape or the page itself gives text a coloured ground.

    In a group of shapes any other may lie behind the text.
    """
    if around.tag == names.TBL:
        return styles.shade_table(text_of(child(around, names.TBL_PR), names.TBL_STYLE))
    if around.tag == names.SHAPE:
        properties = child(around, names.SHAPE_PR)
        return properties is not None and child(properties, names.NO_FILL) is None
    if around.tag == names.DOCUMENT:
        background = child(around, names.BACKGROUND)
        return background is not None and not is_pale(background.get(names.COLOR) or "")
    if around.tag in names.SHAPE_GROUPS:
        return True
    fill = (around.get("fillcolor") or "").lower()
    return bool(fill) and not fill.startswith(_NO_SHAPE_FILL)


def _is_tiny(size: str) -> bool:
    return number_or(size, _READABLE) <= _SMALLEST


def _text(run: etree._Element) -> str:
    return " ".join("".join(each.text or "" for each in run.iter(names.T)).split())
