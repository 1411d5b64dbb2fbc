"""The least that any reader has to do: inflate and parse the XML under word/."""

from __future__ import annotations

import io
import zipfile

from lxml import etree


def floor(data: bytes) -> None:
    """Inflate and parse every .xml and .rels part under word/, and nothing more."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.lower().startswith("word/") and name.lower().endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name), parser)
