"""A Word package opened with suspicion: bounded, never followed outwards, never trusted on its sizes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

from assessment.domain.applications.issue import Issue
from assessment.intake.messages import issue, other_format, refusal
from assessment.intake.word.markup import MarkupError, parse
from assessment.intake.word.names import DOCUMENT
from assessment.intake.word.sniff import check_is_zip, starts_as_picture
from assessment.intake.zips import UNREADABLE, overlap

MAX_FILE = 200_000_000
MAX_ENTRIES = 10_000
MAX_PART = 32_000_000
MAX_TOTAL = 96_000_000
_UNUSUAL = 5_000_000
_ENCRYPTED = 0x1
_BESIDE_THE_BODY = {"header", "footer", "footnotes", "endnotes"}
_FILES = {"oleObject", "package", "control"}
_MEDIA = "media"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf")
_MACROS = b"macroEnabled"
_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_OTHER_PACKAGES = (
    ("xl/workbook.xml", "xlsx", "Excel-fil (xlsx)"),
    ("xl/workbook.bin", "xlsb", "Excel-fil (xlsb)"),
    ("ppt/presentation.xml", "pptx", "PowerPoint-fil (pptx)"),
    ("index/document.iwa", "pages", "Pages-fil fra Apple"),
    ("mimetype", "odt", "OpenDocument-fil (ODT eller lignende)"),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part's pointer to another part, or out of the file."""

    id: str
    type: str
    target: str
    external: bool


class Package:
    """The parts of a Word file, found by name or relationship, with what was odd about them in `issues`."""

    def __init__(self, data: bytes, inflated: int = 0) -> None:
        """Open the file's directory only; raises RefusedFileError where it is no sound zip.

        A package out of another one gets what has been `inflated` of that, in bytes.
        """
        check_is_zip(data)
        if len(data) > MAX_FILE:
            raise refusal("too_large")
        self.issues: list[Issue] = []
        self._archive = _open(data)
        self._entries = self._directory()
        self.inflated = inflated
        self._pointers: dict[str, tuple[Relationship, ...]] = {}
        self._refuse_other_formats()
        self.main = self._main_part()

    def __contains__(self, part: str) -> bool:
        """Whether the file has a part of this name, in any case of letters."""
        return _key(part) in self._entries

    def document(self) -> etree._Element:
        """Return the root of the main part, repaired with an issue where need be.

        Raises RefusedFileError where nothing can be saved of it.
        """
        try:
            markup = self._inflate(self.main)
            root, repaired = parse(markup)
        except MarkupError as error:
            raise refusal(error.code) from error
        except UNREADABLE as error:
            raise refusal("damaged") from error
        if root.tag != DOCUMENT:
            raise refusal("not_word")
        if len(markup) > _UNUSUAL:
            self.note("unusually_large")
        if repaired:
            self.note("damaged_document")
        return root

    def secondary(self, part: str) -> etree._Element | None:
        """Return the root of another part, or None with an issue where it cannot be read."""
        try:
            root, repaired = parse(self._inflate(part))
        except (MarkupError, *UNREADABLE):
            root, repaired = None, True
        if repaired:
            self.note("damaged_part", part=part)
        return root

    def content(self, part: str) -> bytes:
        """Return the bytes of another part, none with an issue where it cannot be read."""
        try:
            return self._inflate(part)
        except (MarkupError, *UNREADABLE):
            self.note("damaged_part", part=part)
            return b""

    def is_picture(self, part: str) -> bool:
        """Whether a part lies where the file keeps its pictures, and is called one."""
        *folders, name = _key(part).split("/")
        return _MEDIA in folders and name.endswith(_PICTURES)

    def picture(self, part: str) -> bytes:
        """Return a picture's bytes; raises RefusedFileError where there is no such picture."""
        try:
            data = self._inflate(part) if self.is_picture(part) and part in self else b""
        except MarkupError as error:
            raise refusal(error.code) from error
        except UNREADABLE as error:
            raise refusal("damaged_picture") from error
        if not starts_as_picture(data):
            raise refusal("no_picture")
        return data

    def related(self, part: str, kind: str) -> list[Relationship]:
        """Return a part's relationships of a kind ("header", "styles" …) to parts that are there."""
        return [
            relationship
            for relationship in self.relationships(part)
            if relationship.type == kind
            and not relationship.external
            and relationship.target in self
        ]

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return what a part points to, with targets as part names inside the file."""
        if part not in self._pointers:
            self._pointers[part] = tuple(self._read_relationships(part))
        return self._pointers[part]

    def _read_relationships(self, part: str) -> Iterator[Relationship]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        root = self.secondary(rels) if rels in self else None
        for element in () if root is None else root.iter(_RELATIONSHIP):
            external = element.get("TargetMode", "").lower() == "external"
            target = element.get("Target", "")
            yield Relationship(
                id=element.get("Id", ""),
                type=element.get("Type", "").rpartition("/")[2],
                target=target if external else _resolve(folder, target),
                external=external,
            )

    def note(self, code: str, **details: str) -> None:
        """Keep an issue, once."""
        noted = issue(code, **details)
        if noted not in self.issues:
            self.issues.append(noted)

    def note_macros_and_links(self) -> None:
        """Keep an issue each for macros and for whatever Word would have fetched from elsewhere."""
        if self._has_macros():
            self.note("macros")
        pointers = [each for part in self._shown_parts() for each in self.relationships(part)]
        if any(each.external and each.type != "hyperlink" for each in pointers):
            self.note("external_reference")
        if any(each.type in _FILES and each.target in self for each in pointers):
            self.note("embedded_file")

    def _shown_parts(self) -> Iterator[str]:
        yield self.main
        for name in ("settings.xml", "webSettings.xml"):
            yield posixpath.join(posixpath.dirname(self.main), name)
        for each in self.relationships(self.main):
            if each.type in _BESIDE_THE_BODY:
                yield each.target

    def _has_macros(self) -> bool:
        if any(name.endswith("vbaproject.bin") for name in self._entries):
            return True
        types = self.content(_CONTENT_TYPES) if _CONTENT_TYPES in self else b""
        # without its zeros, UTF-16 reads as ASCII here
        return _MACROS in types.replace(b"\0", b"")

    def _directory(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._archive.infolist()
        if len(infos) > MAX_ENTRIES:
            raise refusal("too_many_parts")
        if overlap(infos):
            raise refusal("overlapping_parts")
        entries = {_key(info.filename): info for info in reversed(infos)}
        if len(entries) < len(infos):
            self.note("duplicate_part")
        return entries

    def _refuse_other_formats(self) -> None:
        for name, code, danish in _OTHER_PACKAGES:
            if name in self._entries:
                raise other_format(code, danish)

    def _main_part(self) -> str:
        if _CONTENT_TYPES not in self:
            self.note("missing_content_types")
        if related := self.related("", "officeDocument"):
            return related[0].target
        if "word/document.xml" in self:
            self.note("missing_relationships")
            return "word/document.xml"
        raise refusal("not_word")

    def _inflate(self, part: str) -> bytes:
        info = self._entries[_key(part)]
        if info.flag_bits & _ENCRYPTED:
            raise MarkupError("password")
        with self._archive.open(info) as stream:
            data = stream.read(MAX_PART + 1)
        self.inflated += len(data)
        if len(data) > MAX_PART or self.inflated > MAX_TOTAL:
            raise MarkupError("zip_bomb")
        return data


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UNREADABLE as error:
        raise refusal("damaged") from error


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


@lru_cache(maxsize=1024)
def _resolve(folder: str, target: str) -> str:
    path = unquote(target).replace("\\", "/").partition("#")[0]
    # a leading slash makes normpath stop at the package's root however far ".." climbs
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
