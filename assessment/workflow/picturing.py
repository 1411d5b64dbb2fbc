"""Pictures of pages, taken by a Chromium that is on the machine; without one there are none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PATIENCE = 90
"""Seconds that one picture may take."""
_WIDTH = 1000
"""Pixels of a page; a picture has twice as many, so that it can be printed."""


def browser() -> str | None:
    """Where the Chromium of this machine is; None where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def picture(chromium: str, page: bytes, height: int) -> bytes | None:
    """The upper part of an HTML page as PNG; None where the browser gave none in time.

    The page is read from a folder of its own that is gone afterwards, with a profile of its own, so
    that neither a running browser nor a later one is touched.
    """
    with TemporaryDirectory(prefix="figur-", ignore_cleanup_errors=True) as folder:
        source, taken = Path(folder, "side.html"), Path(folder, "billede.png")
        source.write_bytes(page)
        command = [
            chromium,
            "--headless",
            "--disable-gpu",
            "--hide-scrollbars",
            "--force-device-scale-factor=2",
            f"--user-data-dir={Path(folder, 'profil')}",
            f"--window-size={_WIDTH},{height}",
            f"--screenshot={taken}",
            # Chromium's own sandbox refuses to start for root; the page is ours, and asks nobody.
            *(["--no-sandbox"] if _is_root() else []),
            source.as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - no shell, and a page of our own
        except (OSError, subprocess.TimeoutExpired):
            return None
        return taken.read_bytes() if taken.is_file() else None


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
