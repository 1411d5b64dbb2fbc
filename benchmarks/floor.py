"""The least that any reader has to do: inflate and parse the XML under word/."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

from lxml import etree


def floor(data: bytes) -> None:
    """Inflate and parse every .xml and .rels part under word/, and nothing more."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.lower().startswith("word/") and name.lower().endswith((".xml", ".rels")):
                with suppress(etree.XMLSyntaxError):
                    etree.fromstring(archive.read(name))
