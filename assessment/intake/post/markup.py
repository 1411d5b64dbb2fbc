"""The text of a web page, as it comes in messages: read without network, scripts or styles."""

from __future__ import annotations

import re

from lxml import etree

from assessment.intake.post.text import tidy

LONGEST = 2_000_000
_UNSEEN = {"script", "style", "head", "title", "template", "object", "xml"}
_PARAGRAPHS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "ul",
    "ol",
    "dl",
    "pre",
    "blockquote",
}
_BLOCKS = {
    "address", "article", "body", "center", "dd", "div", "dt", "fieldset", "figure", "footer", "form",
    "header", "hr", "li", "main", "section", "tbody", "tr",
}  # fmt: skip
_CELLS = {"td", "th"}
_SPACE = re.compile(r"[ \t\r\n\v\f]+")
_EDGE = "\v"
_BREAKS = re.compile(r"[ \t]*[\v\n][\v\n \t]*")


def markup_text(markup: str) -> str:
    """Return the text of HTML, a line for each block; "" where there is none."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    data = markup[:LONGEST].replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return ""
    pieces = () if root is None else _pieces(root)
    return tidy(_BREAKS.sub(_lines, "".join(pieces)), LONGEST)


def _pieces(root: etree._Element) -> list[str]:
    pieces: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = str(element.tag).lower()
        unseen += (name in _UNSEEN) * (1 if event == "start" else -1)
        if unseen == 0:
            pieces.append(_around(name, event))
        text = element.text if event == "start" else element.tail
        if text and unseen == 0:
            pieces.append(_SPACE.sub(" ", text))
    return pieces


def _around(name: str, event: str) -> str:
    if name == "br":
        return "\n" if event == "start" else ""
    if name in _PARAGRAPHS:
        return "\n\n"
    if name in _BLOCKS:
        return _EDGE
    return "\t" if name in _CELLS and event == "end" else ""


def _lines(breaks: re.Match[str]) -> str:
    """Make one line break of the edges of blocks, an empty line where paragraphs meet."""
    return "\n" * max(1, min(2, breaks[0].count("\n")))
