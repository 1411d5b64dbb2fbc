"""What a file really is, told by its content; its name helps only where content has no mark."""

from __future__ import annotations

import re
from enum import Enum, auto

from assessment.errors import RefusedFileError
from assessment.intake.post.archive import entry_names
from assessment.intake.post.compound import OLE_MARK, top_names
from assessment.intake.post.mailbox import message_starts
from assessment.intake.post.mapi import PROPERTIES
from assessment.intake.post.message import header_names
from assessment.intake.post.names import extension
from assessment.intake.word.sniff import check_is_zip


class Format(Enum):
    """The kinds of files that are told apart."""

    WORD = auto()
    OLD_WORD = auto()
    SPREADSHEET = auto()
    PDF = auto()
    PICTURE = auto()
    RTF = auto()
    HTML = auto()
    TEXT = auto()
    MAIL = auto()
    OUTLOOK = auto()
    MAILBOX = auto()
    ARCHIVE = auto()
    OTHER = auto()


_ZIP = "zip"
_BY_MARK = {"pdf": Format.PDF, "rtf": Format.RTF, "image": Format.PICTURE, "archive": Format.OTHER}
_BY_CODE = {
    "html": Format.HTML,
    "text": Format.TEXT,
    "xml": Format.TEXT,
    "word_xml": Format.OLD_WORD,
}
_COMPOUND = (
    (PROPERTIES, Format.OUTLOOK),
    ("WordDocument", Format.OLD_WORD),
    ("Workbook", Format.SPREADSHEET),
    ("Book", Format.SPREADSHEET),
)
_BY_EXTENSION = {
    ".docx": Format.WORD,
    ".docm": Format.WORD,
    ".dotx": Format.WORD,
    ".dotm": Format.WORD,
    ".xlsx": Format.SPREADSHEET,
    ".xlsm": Format.SPREADSHEET,
    ".ods": Format.SPREADSHEET,
    ".msg": Format.OUTLOOK,
}
_OTHER_PACKAGES = {"mimetype", "index/document.iwa", "meta-inf/manifest.mf", "_rels/.rels"}
_NEW_PICTURE = re.compile(rb"RIFF....WEBP|....ftyp(?:heic|heix|mif1|avif)", re.DOTALL)
_PDF_AFTER_MORE = re.compile(rb".{0,1024}?%PDF-", re.DOTALL)
_SERVER_HEADERS = {"received", "message-id", "mime-version", "return-path", "delivered-to"}
_PERHAPS_TEXT = {"empty", "text", "unknown_format", "eml"}
_WEB_ARCHIVES = {".mht", ".mhtml", ".doc"}


def format_of(name: str, content: bytes) -> Format:
    """Return what a file is; never raises."""
    if content.startswith(OLE_MARK):
        return _of_compound(name, content)
    code = _sniffed(content)
    if code in _BY_MARK:
        return _BY_MARK[code]
    if code == _ZIP and content.startswith(b"PK"):
        return _of_zip(name, content)
    return _of_message(name, content, code) or _of_unmarked(name, content, code)


def _sniffed(content: bytes) -> str:
    try:
        check_is_zip(content)
    except RefusedFileError as error:
        return error.code
    return _ZIP


def _of_compound(name: str, content: bytes) -> Format:
    """A message may carry a Word file within it, so only the names right under the root count."""
    names = top_names(content)
    known = (kind for stream, kind in _COMPOUND if stream in names)
    return next(known, _BY_EXTENSION.get(extension(name), Format.OTHER))


def _of_zip(name: str, content: bytes) -> Format:
    names = entry_names(content)
    by_extension = _BY_EXTENSION.get(extension(name), Format.OTHER)
    if names is None:
        return Format.ARCHIVE if extension(name) == ".zip" else by_extension
    is_package = "[content_types].xml" in names
    if "word/document.xml" in names or (is_package and _has_folder(names, "word/")):
        return Format.WORD
    if "xl/workbook.xml" in names or (is_package and _has_folder(names, "xl/")):
        return Format.SPREADSHEET
    return by_extension if is_package or _OTHER_PACKAGES & names else Format.ARCHIVE


def _has_folder(names: frozenset[str], folder: str) -> bool:
    return any(each.startswith(folder) for each in names)


def _of_message(name: str, content: bytes, code: str) -> Format | None:
    """A message has no mark: it is one by its first lines, and by fewer of them where its name says so."""
    if messages := message_starts(content):
        return Format.MAILBOX if len(messages) > 1 else Format.MAIL
    headers = set(header_names(content))
    if extension(name) == ".eml":
        return Format.MAIL if headers or code in _PERHAPS_TEXT else None
    if extension(name) in _WEB_ARCHIVES or "from" not in headers:
        return None
    return None if headers.isdisjoint(_SERVER_HEADERS) else Format.MAIL


def _of_unmarked(name: str, content: bytes, code: str) -> Format:
    if _NEW_PICTURE.match(content):
        return Format.PICTURE
    if _PDF_AFTER_MORE.match(content):
        return Format.PDF
    return _of_zip(name, content) if code == _ZIP else _BY_CODE.get(code, Format.OTHER)
