"""What a file really is, whatever it is called, told by its first bytes."""

from __future__ import annotations

from assessment.errors import RefusedFileError
from assessment.intake.messages import other_format, refusal

_ZIP = b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_LONGEST_ZIP_END = 66_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLANK = b"\xef\xbb\xbf\x00 \r\n\t"
_PROLOGUE = 4096
_MOSTLY_TEXT = 0.95

_SIGNATURES = (
    (b"%PDF-", "pdf", "PDF-fil"),
    (b"{\\rtf", "rtf", "RTF-fil"),
    (b"\x89PNG\r\n\x1a\n", "image", "billedfil (PNG)"),
    (b"\xff\xd8\xff", "image", "billedfil (JPEG)"),
    (b"GIF8", "image", "billedfil (GIF)"),
    (b"BM", "image", "billedfil (BMP)"),
    (b"II*\x00", "image", "billedfil (TIFF)"),
    (b"MM\x00*", "image", "billedfil (TIFF)"),
    (b"7z\xbc\xaf\x27\x1c", "archive", "pakket fil (7z)"),
    (b"Rar!", "archive", "pakket fil (RAR)"),
    (b"\x1f\x8b", "archive", "pakket fil (gzip)"),
)
# Windows' metafiles, which old drawings are kept as; one kind names itself behind its first fields.
_METAFILES = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\t\x00")
_METAFILE = (b" EMF", slice(40, 44))
_STREAMS = (
    ("WordDocument", "doc", "Word-fil i det gamle format (.doc)"),
    ("Workbook", "xls", "Excel-fil i det gamle format (.xls)"),
    ("__properties_version1.0", "msg", "Outlook-mail (.msg)"),
    ("", "ole", "Office-fil i et gammelt format (.doc, .xls, .ppt eller lignende)"),
)
_MARKUP = (
    (b"schemas.microsoft.com/office/2006/xmlpackage", "word_xml", "Word-fil gemt som ren XML"),
    (b"schemas.microsoft.com/office/word/2003/wordml", "word_xml", "Word-fil gemt som ren XML"),
    (b"<html", "html", "webside (HTML)"),
    (b"<!doctype html", "html", "webside (HTML)"),
    (b"<?xml", "xml", "XML-fil"),
    (b"\nmime-version:", "eml", "mail (.eml)"),
    (b"\nsubject:", "eml", "mail (.eml)"),
)


def check_is_zip(data: bytes) -> None:
    """Let a zip pass and refuse all else by the name of what it really is.

    A zip may have something in front of it (a mail gateway's banner), so its directory at the end
    counts too. Raises RefusedFileError.
    """
    if data.startswith((_ZIP, _ZIP_END)):
        return
    named = _known_by_its_start(data)
    if named:
        raise named
    if _ZIP_END not in data[-_LONGEST_ZIP_END:]:
        raise _known_as_text(data[:_PROLOGUE].lstrip(_BLANK).lower())


def starts_as_picture(data: bytes) -> bool:
    """Whether bytes begin as one of the pictures that Word files hold; drawings in SVG are none."""
    signatures = [signature for signature, code, _ in _SIGNATURES if code == "image"]
    named, place = _METAFILE
    return data.startswith((*signatures, *_METAFILES)) or data[place] == named


def _known_by_its_start(data: bytes) -> RefusedFileError | None:
    if not data.strip(_BLANK):
        return refusal("empty")
    if data.startswith(_OLE):
        return _known_as_ole(data)
    for signature, code, name in _SIGNATURES:
        if data.startswith(signature):
            return other_format(code, name)
    return None


def _known_as_ole(data: bytes) -> RefusedFileError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusal("password")
    return next(
        other_format(code, name)
        for stream, code, name in _STREAMS
        if stream.encode("utf-16-le") in data
    )


def _known_as_text(head: bytes) -> RefusedFileError:
    for mark, code, name in _MARKUP:
        if mark in head:
            return other_format(code, name)
    printable = sum(byte >= ord(" ") or byte in b"\r\n\t" for byte in head)
    if printable >= _MOSTLY_TEXT * len(head):
        return other_format("text", "ren tekstfil (txt)")
    return refusal("unknown_format")
