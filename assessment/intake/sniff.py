"""What a file really is, whatever it is called, told by its first bytes."""

from __future__ import annotations

from typing import NoReturn

from assessment.errors import RefusedFileError

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS_WORD = (
    "Åbn den i programmet, den er lavet i, gem den som Word-dokument (.docx), og indsend den igen."
)

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
_WORD_PROCESSING_2003 = b"schemas.microsoft.com/office/word/2003/wordml"
_FLAT_PACKAGE = b"schemas.microsoft.com/office/2006/xmlPackage"
_PROLOGUE = 4096
_MOSTLY_TEXT = 0.95


def check_is_zip(data: bytes) -> None:
    """Let a zip pass and refuse all else by the name of what it really is.

    A zip may have something in front of it (a mail gateway's banner), so its directory at the end counts too.
    Raises RefusedFileError.
    """
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return
    if not data.strip(b"\x00 \r\n\t"):
        raise RefusedFileError("empty", "Filen er tom. Bed ansøger om at sende den igen.")
    if data.startswith(_OLE):
        _refuse_ole(data)
    for signature, code, name in _SIGNATURES:
        if data.startswith(signature):
            refuse_format(code, name)
    if _EMPTY_ZIP not in data[-66_000:]:
        _refuse_text(data)


def refuse_format(code: str, name: str) -> NoReturn:
    """Refuse a file that is another format than Word's, by its Danish name."""
    raise RefusedFileError(code, f"Filen er en {name} og ikke et Word-dokument. {_SAVE_AS_WORD}")


def _refuse_ole(data: bytes) -> NoReturn:
    if _ENCRYPTED_STREAM in data:
        message = "Filen er beskyttet med adgangskode (krypteret). Bed ansøger om at fjerne koden og sende filen igen."
        raise RefusedFileError("password", message)
    if "WordDocument".encode("utf-16-le") in data:
        refuse_format("doc", "Word-fil i det gamle format (.doc)")
    if "Workbook".encode("utf-16-le") in data:
        refuse_format("xls", "Excel-fil i det gamle format (.xls)")
    if "__properties_version1.0".encode("utf-16-le") in data:
        refuse_format("msg", "Outlook-mail (.msg)")
    refuse_format("ole", "Office-fil i et gammelt format (.doc, .xls, .ppt eller lignende)")


def _refuse_text(data: bytes) -> NoReturn:
    head = data[:_PROLOGUE].lstrip(b"\xef\xbb\xbf\x00 \r\n\t").lower()
    if _FLAT_PACKAGE.lower() in head or _WORD_PROCESSING_2003 in head:
        refuse_format("word_xml", "Word-fil gemt som ren XML (.xml)")
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        refuse_format("html", "webside (HTML)")
    if head.startswith(b"<?xml"):
        refuse_format("xml", "XML-fil")
    if head.startswith((b"received:", b"return-path:", b"from:", b"mime-version:")):
        refuse_format("eml", "mail (.eml)")
    if _reads_as_text(head):
        refuse_format("text", "ren tekstfil (txt)")
    message = "Filen er ikke et Word-dokument, og dens format kendes ikke. Bed ansøger om at sende den som .docx."
    raise RefusedFileError("unknown_format", message)


def _reads_as_text(head: bytes) -> bool:
    printable = sum(byte >= ord(" ") or byte in b"\r\n\t" for byte in head)
    return printable >= _MOSTLY_TEXT * len(head)
