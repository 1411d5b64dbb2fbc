"""A zip opened with suspicion: bounded, its sizes never trusted, its names taken for labels only."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from assessment.domain.applications.delivery import SentFile
from assessment.domain.applications.issue import Issue
from assessment.errors import RefusedFileError
from assessment.intake.messages import issue, refusal
from assessment.intake.post.names import clean_name
from assessment.intake.zips import UNREADABLE, overlap

MAX_ENTRIES = 5_000
MAX_EACH = 100_000_000
MAX_TOTAL = 200_000_000
MAX_FOLDERS = 8
_MAX_LISTED = 100_000
_ENTRY_MARK = b"PK\x01\x02"
_CHUNK = 1_000_000
# Deflate can make a thousandfold of a byte; nothing that people send comes near this share.
_SUSPECT_SIZE, _SUSPECT_RATIO = 20_000_000, 200
_ENCRYPTED, _UTF8 = 0x1, 0x800
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_JUNK = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini"}
_JUNK_STARTS = ("~$", "._")
_NORDIC = set("æøåÆØÅäöÄÖéÉüÜ–")


class _TooLargeError(Exception):
    """One entry is larger than any file we take."""


@dataclass(slots=True)
class Allowance:
    """What may still be unpacked of one upload, however deep its zips lie in each other."""

    entries: int = MAX_ENTRIES
    bytes: int = MAX_TOTAL
    bytes_each: int = MAX_EACH


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in a zip with the folders it lies in, outermost first."""

    folders: tuple[str, ...]
    file: SentFile


def read(content: bytes, allowance: Allowance) -> tuple[list[Packed], list[Issue]]:
    """Return a zip's files in its own order, and what of it cannot be unpacked.

    What systems leave behind (a Mac's folders, lock files) is passed over. Raises RefusedFileError
    for a zip that is damaged, holds more than `allowance` lets through, or is made to do harm.
    """
    packed: list[Packed] = []
    issues: list[Issue] = []
    with _opened(content) as archive:
        infos = archive.infolist()
        if overlap(infos):
            raise refusal("zip_overlap")
        allowance.entries -= len(infos)
        if allowance.entries < 0:
            raise refusal("zip_too_many")
        for info in infos:
            *folders, name = _path(info) or [""]
            if not name or _is_junk(folders, name):
                continue
            inflated = _inflated_or_issue(archive, info, name, allowance)
            if isinstance(inflated, Issue):
                issues.append(inflated)
            else:
                packed.append(Packed(tuple(folders[:MAX_FOLDERS]), SentFile(name, inflated)))
    return packed, issues


def entry_names(content: bytes) -> frozenset[str] | None:
    """Return the names in a zip in small letters, None where it cannot be opened."""
    try:
        with _opened(content) as archive:
            return frozenset(each.replace("\\", "/").lower() for each in archive.namelist())
    except RefusedFileError:
        return None


def _opened(content: bytes) -> zipfile.ZipFile:
    # The directory is read as a whole on opening, so its entries are counted before.
    if content.count(_ENTRY_MARK) > _MAX_LISTED:
        raise refusal("zip_too_many")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except UNREADABLE as error:
        raise refusal("zip_damaged") from error


def _inflated_or_issue(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, allowance: Allowance
) -> bytes | Issue:
    if info.flag_bits & _ENCRYPTED:
        return issue("entry_password", name=name)
    if info.compress_type not in _METHODS:
        return issue("entry_unknown", name=name)
    try:
        return _inflated(archive, info, allowance)
    except _TooLargeError:
        return issue("entry_too_large", name=name)
    except UNREADABLE:
        return issue("entry_damaged", name=name)


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance) -> bytes:
    pieces: list[bytes] = []
    size = 0
    with archive.open(info) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            allowance.bytes -= len(piece)
            suspect = size > _SUSPECT_SIZE and size > _SUSPECT_RATIO * info.compress_size
            if suspect or allowance.bytes < 0:
                raise refusal("zip_unpacks_large")
            if size > allowance.bytes_each:
                raise _TooLargeError
            pieces.append(piece)
    return b"".join(pieces)


def _path(info: zipfile.ZipInfo) -> list[str]:
    """Return an entry's folders and name, cleaned; nothing for a folder's own entry."""
    name = _name(info).replace("\\", "/")
    if name.endswith("/"):
        return []
    steps = [each for each in name.split("/") if each.strip(". ") and not each.endswith(":")]
    return [clean_name(each) for each in steps]


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name as it was written: old programs used Windows' or DOS' letters and did not say so."""
    if info.flag_bits & _UTF8 or info.orig_filename.isascii():
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        readings = [info.orig_filename, raw.decode("cp850"), raw.decode("cp1252", "replace")]
    return max(readings, key=lambda reading: sum(letter in _NORDIC for letter in reading))


def _is_junk(folders: list[str], name: str) -> bool:
    steps = [each.lower() for each in (*folders, name)]
    return bool(_JUNK.intersection(steps)) or name.startswith(_JUNK_STARTS)
