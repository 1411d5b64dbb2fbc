"""The paragraphs of web pages and plain text that another program has put into a document."""

from __future__ import annotations

import codecs
import re
from email import message_from_bytes

from lxml import etree

_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|p|div|span|table|h[1-6]|ul|ol|br)\b", re.IGNORECASE
)
_ARCHIVE = re.compile(rb"\A\s*(?:MIME-Version|Content-Type)\s*:", re.IGNORECASE)
_BODIES = ("text/html", "text/plain")
_SKIPPED = {"head", "script", "style", "template", "noscript", "object"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_BINARY = "\0"


def hypertext_lines(data: bytes) -> list[str] | None:
    """Return the paragraphs of a web page, a web archive or a plain text, None where it is none of them."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    if _ARCHIVE.match(data):
        data = _body_of_archive(data)
    if _MARKUP.search(data):
        return _lines(_text_of_page(data))
    text = data.decode(_encoding(data) or "cp1252", "replace").removeprefix("\ufeff")
    return None if _BINARY in text else _lines(text)


def _body_of_archive(data: bytes) -> bytes:
    """Return the page, or else the text, that a web archive is about; its pictures are left where they are."""
    try:
        parts = list(message_from_bytes(data).walk())
    except RecursionError:
        return b""
    bodies = [each for kind in _BODIES for each in parts if each.get_content_type() == kind]
    content = bodies[0].get_payload(decode=True) if bodies else b""
    return content if isinstance(content, bytes) else b""


def _text_of_page(data: bytes) -> str:
    """Return a page's text with a line break wherever a browser would set one; nothing is fetched."""
    parser = etree.HTMLParser(
        encoding=_encoding(data),
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return ""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            pieces.append("\n")
        if event == "end":
            pieces.append(_SPACE.sub(" ", element.tail or ""))
        elif element.tag in _SKIPPED:
            walk.skip_subtree()
        else:
            pieces.append(_SPACE.sub(" ", element.text or ""))
    return "".join(pieces)


def _lines(text: str) -> list[str]:
    return [stripped for line in text.splitlines() if (stripped := line.strip())]


def _encoding(data: bytes) -> str | None:
    """Return the encoding that the bytes themselves show, None where only a declaration can tell."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
