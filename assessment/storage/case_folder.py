"""A case file while it is written: a zip whose every file is hashed as it goes in."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from assessment.domain.rounds.case_file import MANIFEST, MANIFEST_HASH, Filed, unused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from assessment.domain.rounds.case_file import Manifest

_FIRST_YEAR, _LAST_YEAR = 1980, 2107
"""What a zip can say of a file's date."""


class CaseFolder:
    """A zip that is being filled, in the order of its files; however large, a little at a time."""

    def __init__(self, file: IO[bytes]) -> None:
        """Begin the zip in an open file."""
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._taken: set[str] = {MANIFEST, MANIFEST_HASH}
        self._filed: list[Filed] = []

    def put(self, path: str, content: bytes | Iterable[bytes], *, theme: str, on: date) -> Filed:
        """Add a file with its short theme and date, and return it as the manifest will tell of it.

        Its path is another than was asked for where there is a file of this name.
        """
        own = unused(path, self._taken)
        self._taken.add(own.casefold())
        pieces = (content,) if isinstance(content, bytes) else content
        made = self._written(own, pieces, theme, on)
        self._filed.append(made)
        return made

    def close(self, manifest: Manifest) -> None:
        """Finish the zip with its manifest, which is given the list of files, and the manifest's hash."""
        content = replace(manifest, files=tuple(self._filed)).to_json()
        self._archive.writestr(MANIFEST, content)
        told = f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n"
        self._archive.writestr(MANIFEST_HASH, told)
        self._archive.close()

    def _written(self, path: str, pieces: Iterable[bytes], theme: str, on: date) -> Filed:
        year = min(max(on.year, _FIRST_YEAR), _LAST_YEAR)
        info = zipfile.ZipInfo(path, (year, on.month, on.day, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self._archive.open(info, "w", force_zip64=True) as entry:
            for piece in pieces:
                entry.write(piece)
                digest.update(piece)
                size += len(piece)
        return Filed(path, on.isoformat(), theme, digest.hexdigest(), size)
