"""A PDF of one page of plain text, which is all that the samples need; the same bytes each time."""

from __future__ import annotations

import textwrap

_LINE = 78
"""Characters that fit in a line of 11 points."""


def pdf(text: str) -> bytes:
    """A page in Helvetica, a line of text a paragraph."""
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, _LINE) or [""]]
    shown = b"\n".join(b"(" + _escaped(line) + b") '" for line in lines)
    stream = b"BT /F1 11 Tf 16 TL 60 780 Td\n" + shown + b"\nET"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (da-DK) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    return _file(objects)


def _escaped(line: str) -> bytes:
    encoded = line.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        encoded = encoded.replace(sign, b"\\" + sign)
    return encoded


def _file(objects: tuple[bytes, ...]) -> bytes:
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    )
