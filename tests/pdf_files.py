"""PDFs made in memory, the simplest that readers take."""

from __future__ import annotations

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_LOCK = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /O ({'o' * 32}) /U ({'u' * 32}) /P -44 >>"
    " /ID [(0123456789abcdef) (0123456789abcdef)]"
)


def pdf_file(*pages: str, field: str = "", locked: bool = False) -> bytes:
    """Return a PDF with a page a text and a line a line; "" is a page with a drawing and no text.

    `field` is what somebody typed into a form field on the first page.
    """
    first = 5
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    form = "/AcroForm << /Fields [4 0 R] /DR << /Font << /F1 3 0 R >> >> >>" if field else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {form} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _FONT,
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (felt) /V ({field}) /DA (/F1 11 Tf 0 g)"
        f" /Rect [100 700 300 720] /P {first} 0 R /F 4 >>".encode(),
    ]
    for number, text in enumerate(pages):
        notes = "/Annots [4 0 R]" if field and number == 0 else ""
        drawn = _drawn(text)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {notes} /Contents"
            f" {first + 1 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        ]
    return _joined(objects, _LOCK if locked else "")


def _drawn(text: str) -> bytes:
    if not text:
        return b"50 50 200 100 re f"
    lines = (line.encode("cp1252") for line in text.split("\n"))
    return b"BT /F1 11 Tf 50 780 Td 14 TL %s ET" % b" T* ".join(b"(%s) Tj" % line for line in lines)


def _joined(objects: list[bytes], trailer: str) -> bytes:
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return bytes(written) + table + end.encode() + b"startxref\n%d\n%%%%EOF\n" % len(written)
