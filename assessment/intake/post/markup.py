"""The text of a web page, as it comes in messages: read without network, scripts or styles."""

from __future__ import annotations

import re

from lxml import etree

from assessment.intake.post.text import tidy

LONGEST = 2_000_000
_UNSEEN = {"script", "style", "head", "title", "template", "object", "xml"}
_BLOCKS = {
    "address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol",
    "p", "pre", "section", "table", "tbody", "tr", "ul",
}  # fmt: skip
_CELLS = {"td", "th"}
_SPACE = re.compile(r"[ \t\r\n\f]+")


def markup_text(markup: str) -> str:
    """Return the text of HTML, a line for each block; "" where there is none."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    data = markup[:LONGEST].replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return ""
    return "" if root is None else tidy("".join(_pieces(root)), LONGEST)


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
    if name in _BLOCKS:
        return "\n"
    return "\t" if name in _CELLS and event == "end" else ""
