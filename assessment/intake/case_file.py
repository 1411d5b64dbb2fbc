"""A case file opened with suspicion: whoever sent it may have changed any of it, or made it to do harm.

Nothing is unpacked to the disk, and no file is read past the size that the manifest tells.
"""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from assessment.domain.rounds.case_file import MANIFEST, MANIFEST_HASH, ROWS, Filed, Manifest
from assessment.errors import RefusedFileError
from assessment.intake.zips import UNREADABLE, overlap

MAX_ENTRIES = 500_000
MAX_MANIFEST = 100_000_000
MAX_LINE = 200_000_000
_CHUNK = 1_000_000
_SUSPECT_SIZE, _SUSPECT_RATIO = 20_000_000, 400
"""Deflate can make a thousandfold of a byte; nothing in a case file comes near this share."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_FAILURES = (*UNREADABLE, LookupError, TypeError, AttributeError, RecursionError)

_NO_ZIP = "Filen er ikke en sagsmappe, der kan læses. Vælg en zip-fil, som er hentet med export."
_HARMFUL = "Zip-filen er bygget som en skadelig fil og er ikke læst. Hent sagsmappen igen."
_NO_MANIFEST = (
    f"Zip-filen har ingen fortegnelse ({MANIFEST}), der kan læses, så den er ikke en hel sagsmappe. "
    "Hent sagsmappen igen."
)


@dataclass(frozen=True)  # no slots: what is computed of it is kept
class Opened:
    """A case file that is open for reading, with what its manifest says."""

    archive: zipfile.ZipFile
    manifest: Manifest
    manifest_sha256: str

    def faults(self) -> Iterator[str]:
        """Yield in Danish all in which the files are not what the manifest says."""
        if self._told_hash() != self.manifest_sha256:
            yield f"Fortegnelsen {MANIFEST} passer ikke til sin kontrolsum i {MANIFEST_HASH}."
        names = Counter(self.archive.namelist())
        listed = Counter(each.path for each in self.manifest.files)
        for name in sorted(set(names) - set(listed) - {MANIFEST, MANIFEST_HASH}):
            yield f"“{_shown(name)}” står ikke i fortegnelsen og hører ikke til sagsmappen."
        for name in sorted(each for each, count in (names | listed).items() if count > 1):
            yield f"“{_shown(name)}” er der mere end én gang."
        for name in sorted(_alike(names)):
            yield f"“{_shown(name)}” hedder det samme som en anden fil, når den pakkes ud."
        for filed in self.manifest.files:
            problem = self._problem(filed)
            if problem:
                yield f"“{_shown(filed.path)}” {problem}."

    def lines(self, table: str) -> Iterator[bytes]:
        """The lines of a table's rows; none where there is no such table.

        ValueError for a line that is longer than any row.
        """
        path = f"{ROWS}{table}.jsonl"
        if path not in self._sizes:
            return
        with self.archive.open(path) as part:
            while line := part.readline(MAX_LINE + 1):
                if len(line) > MAX_LINE:
                    raise ValueError(path)
                yield line

    def content(self, sha256: str) -> bytes:
        """The bytes of a file by their SHA-256; KeyError where there is none."""
        return self.archive.read(self._by_hash[sha256])

    @cached_property
    def _by_hash(self) -> dict[str, str]:
        return {each.sha256: each.path for each in self.manifest.files}

    @cached_property
    def _sizes(self) -> dict[str, int]:
        return {each.path: each.size for each in self.manifest.files}

    def _told_hash(self) -> str:
        try:
            with self.archive.open(MANIFEST_HASH) as told:
                text = told.read(len(self.manifest_sha256) + len(MANIFEST) + 4).decode()
        except _FAILURES:
            return ""
        return text.removesuffix(f"  {MANIFEST}\n")

    def _problem(self, filed: Filed) -> str:
        """What is wrong with a file, "" where nothing is."""
        if not _safe(filed.path):
            return "har et navn, der peger ud af sagsmappen"
        try:
            info = self.archive.getinfo(filed.path)
        except KeyError:
            return "mangler"
        if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS or not _plain(info):
            return "er pakket på en måde, som sagsmapper aldrig er"
        if filed.size > max(_SUSPECT_SIZE, _SUSPECT_RATIO * info.compress_size):
            return "fylder langt mere pakket ud, end den kan"
        try:
            same = self._hash(info, filed.size) == filed.sha256
        except _FAILURES:
            return "er beskadiget og kan ikke læses"
        return "" if same else "er ændret: den passer ikke til sin kontrolsum"

    def _hash(self, info: zipfile.ZipInfo, size: int) -> str:
        digest, left = hashlib.sha256(), size + 1
        with self.archive.open(info) as entry:
            while left > 0 and (piece := entry.read(min(_CHUNK, left))):
                digest.update(piece)
                left -= len(piece)
        return digest.hexdigest() if left == 1 else ""


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a case file; RefusedFileError where it is none, or was made to do harm."""
    try:
        archive = zipfile.ZipFile(path)
    except _FAILURES as error:
        raise RefusedFileError("case_file_none", _NO_ZIP) from error
    with closing(archive):
        if len(archive.filelist) > MAX_ENTRIES or overlap(_real(archive.filelist)):
            raise RefusedFileError("case_file_harmful", _HARMFUL)
        content = _manifest(archive)
        try:
            manifest = Manifest.from_json(content)
        except _FAILURES as error:
            raise RefusedFileError("case_file_manifest", _NO_MANIFEST) from error
        yield Opened(archive, manifest, hashlib.sha256(content).hexdigest())


def _alike(names: Iterable[str]) -> Iterator[str]:
    """The names that Windows or macOS takes for an earlier one: of the two only one is unpacked."""
    first: dict[str, str] = {}
    for name in names:
        if first.setdefault(unicodedata.normalize("NFC", name).casefold(), name) != name:
            yield name


def _plain(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is unpacked as a file, and not as a link that leads elsewhere."""
    return stat.S_IFMT(info.external_attr >> 16) in {0, stat.S_IFREG}


def _real(infos: Iterable[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    return [each for each in infos if not each.is_dir()]


def _manifest(archive: zipfile.ZipFile) -> bytes:
    try:
        with archive.open(MANIFEST) as entry:
            content = entry.read(MAX_MANIFEST + 1)
    except _FAILURES as error:
        raise RefusedFileError("case_file_manifest", _NO_MANIFEST) from error
    if len(content) > MAX_MANIFEST:
        raise RefusedFileError("case_file_harmful", _HARMFUL)
    return content


def _shown(name: str) -> str:
    """A name as a sentence can quote it: a terminal obeys some of what does not print."""
    return "".join(each if each.isprintable() else "�" for each in name)


def _safe(path: str) -> bool:
    parts = PurePosixPath(path).parts
    outside = ".." in parts or path.startswith("/") or "\\" in path or not path
    return not outside and not re.match(r"^[A-Za-z]:", path)
