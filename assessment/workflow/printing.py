"""Word documents as PDF/A, made by a LibreOffice that is on the machine; without one there are none."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

_NAMES = ("soffice", "libreoffice")
_PATIENCE = 120
"""Seconds that LibreOffice may take to start, and again for each document."""
AT_ONCE = 20
"""So many documents are best made by one start of LibreOffice."""
_ASKED = {
    "SelectPdfVersion": {"type": "long", "value": "2"},  # PDF/A-2b
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}
_FILTER = f"pdf:writer_pdf_Export:{json.dumps(_ASKED)}"


def office() -> str | None:
    """Where the LibreOffice of this machine is; None where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def printed(soffice: str, documents: Sequence[bytes]) -> tuple[bytes | None, ...]:
    """Each Word document as tagged PDF/A-2b, in order; None for one that LibreOffice gave nothing for.

    All are made by one start of LibreOffice; ask for `AT_ONCE` at a time. They lie in a folder of
    their own that is gone afterwards, with a profile of its own, so that a LibreOffice that somebody
    works in is neither asked nor touched.
    """
    with TemporaryDirectory(prefix="pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources = [folder / f"{at}.docx" for at in range(len(documents))]
        for source, content in zip(sources, documents, strict=True):
            source.write_bytes(content)
        command = [
            soffice,
            f"-env:UserInstallation={(folder / 'profil').as_uri()}",
            "--headless",
            "--convert-to",
            _FILTER,
            "--outdir",
            name,
            *map(str, sources),
        ]
        patience = _PATIENCE * (1 + len(documents))
        _run(command, patience)
        made = [source.with_suffix(".pdf") for source in sources]
        return tuple(each.read_bytes() if each.is_file() else None for each in made)


def _run(command: Sequence[str], patience: float) -> None:
    """Run LibreOffice to its end, or end it with all that it started; what it did by then is there."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603 - no shell, and documents of our own
    except OSError:
        return
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
