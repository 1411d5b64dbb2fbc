"""XML from strangers made into a tree: no DTD, no entities, no network, one set of namespaces."""

from __future__ import annotations

import codecs
import re

from lxml import etree

_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_REFERENCE = re.compile(rb"&#(?:x0*([0-9a-fA-F]{4})|0*([0-9]{5}));")
_SURROGATES = range(0xD800, 0xE000)
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml.*?\?>", re.DOTALL)
_KNOWN_ENCODINGS = {
    b"utf-8",
    b"utf8",
    b"us-ascii",
    b"ascii",
    b"iso-8859-1",
    b"latin1",
    b"windows-1252",
    b"cp1252",
}
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
    (b"drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
    (b"drawingml/diagram", b"http://schemas.openxmlformats.org/drawingml/2006/diagram"),
)
# The tree takes many times the bytes of its markup, so its nodes are counted before it is built.
_MAX_TAGS = 4_000_000


class MarkupError(Exception):
    """A part is no XML that we take; `code` says why, as a refusal's does."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


def parse(data: bytes) -> tuple[etree._Element, bool]:
    """Return a part's root, and whether it had to be repaired.

    Strict OOXML comes out in the common namespaces. Raises MarkupError where there is a DTD, an
    encoding nobody uses, too much of it or nothing to save.
    """
    markup = _as_transitional(_as_ascii_compatible(data))
    if b"<!DOCTYPE" in markup:
        raise MarkupError("doctype")
    if len(markup) > _MAX_TAGS and markup.count(b"<") > _MAX_TAGS:
        raise MarkupError("too_complex")
    if not markup.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise MarkupError("damaged")
    try:
        return etree.fromstring(markup, _parser(recover=False)), False
    except etree.XMLSyntaxError:
        return _recover(markup), True


def _recover(markup: bytes) -> etree._Element:
    try:
        root = etree.fromstring(_REFERENCE.sub(_character, markup), _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise MarkupError("damaged")
    return root


def _character(reference: re.Match[bytes]) -> bytes:
    """Leave a reference as it is, but not one to half a character: lxml would fail at its text."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return b"&#xFFFD;" if number in _SURROGATES else reference[0]


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        collect_ids=False,  # nobody looks elements up by xml:id, and keeping them takes a quarter of the time
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _as_ascii_compatible(data: bytes) -> bytes:
    """Make the bytes such that ASCII can be searched for in them, so that no DTD hides in UTF-16."""
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
    ):
        if data.startswith(mark):
            return _DECLARATION.sub("", data.decode(encoding, "replace"), count=1).encode()
    declared = _ENCODING.match(data.removeprefix(codecs.BOM_UTF8).lstrip())
    if declared and declared[1].lower() not in _KNOWN_ENCODINGS:
        raise MarkupError("encoding")
    return data


def _as_transitional(markup: bytes) -> bytes:
    if _STRICT not in markup:
        return markup
    for strict, transitional in _TRANSITIONAL:
        markup = markup.replace(_STRICT + strict, transitional)
    return markup
