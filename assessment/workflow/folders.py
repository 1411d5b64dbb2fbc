"""Files and folders of this machine on their way in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow.receiving import Upload

LARGEST_FILE = 100_000_000
"""More bytes than any application has; such a file is not even opened."""

WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_HOLDERS = frozenset({".eml", ".msg", ".mbox", ".zip"})
_BESIDE = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".doc", ".rtf", ".odt"})
TAKEN = WORD | _HOLDERS | _BESIDE
"""How the names end of what applicants send; anything else in a folder is left where it is."""


def content(path: Path) -> bytes:
    """A file's bytes; RefusedActionError where it is too large or cannot be opened."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RefusedActionError(f"“{path.name}” er for stor til at være en ansøgning.")
        return path.read_bytes()
    except OSError:
        raise RefusedActionError(
            f"“{path.name or path}” kan ikke åbnes. Kontrollér sti og rettigheder."
        ) from None


def found(paths: Sequence[Path]) -> list[Path]:
    """The files to take in and the folders that are one applicant's, in order.

    A folder is one applicant's where it has one Word file and no message with other files beside;
    of any other folder the files are taken one by one, and its folders likewise. NotFoundError,
    before anything is taken, for a path that is not there or a folder with nothing to take.
    """
    return [each for path in paths for each in _at(path)]


def _at(path: Path) -> Iterator[Path]:
    try:
        if not path.is_dir():
            path.stat()
            yield path
            return
        inside = list(_inside(path))
    except OSError:
        raise NotFoundError(f"“{path}” findes ikke eller kan ikke åbnes.") from None
    if not inside:
        raise NotFoundError(f"Der er ingen Word-filer eller mails i mappen “{path}”.")
    yield from inside


def _inside(folder: Path) -> Iterator[Path]:
    files, folders = _listed(folder)
    endings = [each.suffix.lower() for each in files]
    words = sum(ending in WORD for ending in endings)
    if words == 1 < len(files) and not folders and not _HOLDERS & set(endings):
        yield folder
        return
    yield from files
    for each in folders:
        yield from _inside(each)


def _listed(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files and folders of a folder; Word keeps a file named "~$…" beside each open document."""
    present = sorted(each for each in folder.iterdir() if not each.name.startswith((".", "~$")))
    files = [each for each in present if not each.is_dir() and each.suffix.lower() in TAKEN]
    return files, [each for each in present if each.is_dir() and not each.is_symlink()]


def upload(path: Path, received: datetime | None) -> Upload:
    """A file, or one applicant's folder as a zip of it; RefusedActionError where it cannot be read."""
    if path.is_dir():
        return packed(
            ((f"{path.name}/{each.name}", content(each)) for each in _listed(path)[0]), received
        )
    return Upload(path.name, content(path), received)


def packed(files: Iterable[tuple[str, bytes]], received: datetime | None) -> Upload:
    """A folder's files, each with its path in it, as one zip."""
    files = list(files)
    name = files[0][0].partition("/")[0] if files else "mappe"
    return Upload(f"{name}.zip", _zip(files), received)


def _zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for name, data in files:
            # Without the files' times, so that the same files give the same bytes.
            archive.writestr(zipfile.ZipInfo(name), data)
    return result.getvalue()
