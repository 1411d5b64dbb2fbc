"""A Word package read into one story: its body and every other part that shows text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from assessment.domain.application import BlockKind
from assessment.intake.word import names
from assessment.intake.word.numbering import read_numbering
from assessment.intake.word.package import Package
from assessment.intake.word.passages import Story
from assessment.intake.word.places import Place
from assessment.intake.word.styles import read_styles
from assessment.intake.word.walk import Walk

_NOTES = (
    ("footnotes", names.FOOTNOTE, "fn", "Fodnote"),
    ("endnotes", names.ENDNOTE, "en", "Slutnote"),
)


def read_story(package: Package) -> Story:
    """Read headers, body, notes and footers in the order people read them.

    Raises RefusedFileError where the main part cannot be read.
    """
    document = package.document()
    walk = Walk(
        read_styles(_first(package, "styles")), read_numbering(_first(package, "numbering"))
    )
    _read_margins(package, walk, "header", BlockKind.HEADER, "Sidehoved")
    walk.read(document, Place(BlockKind.PARAGRAPH))
    for kind, tag, prefix, name in _NOTES:
        _read_notes(_first(package, kind), walk, tag, (prefix, name))
    _read_margins(package, walk, "footer", BlockKind.FOOTER, "Sidefod")
    return walk.story


def read_comments(package: Package) -> str:
    """Return the text of all comments, one a line."""
    root = _first(package, "comments")
    if root is None:
        return ""
    comments = ("".join(comment.itertext(names.T)).strip() for comment in root.iter(names.COMMENT))
    return "\n".join(comment for comment in comments if comment)


def _read_margins(
    package: Package, walk: Walk, kind: str, block_kind: BlockKind, name: str
) -> None:
    for number, root in enumerate(_all(package, kind), start=1):
        where = name if number == 1 else f"{name} {number}"
        walk.read(root, Place(block_kind, f"{kind[0]}{number}", where))


def _read_notes(root: etree._Element | None, walk: Walk, tag: str, naming: tuple[str, str]) -> None:
    if root is None:
        return
    prefix, name = naming
    notes = (note for note in root.iterfind(tag) if note.get(names.TYPE, "normal") == "normal")
    for number, note in enumerate(notes, start=1):
        walk.read(note, Place(BlockKind.NOTE, f"{prefix}{number}", f"{name} {number}"))


def _all(package: Package, kind: str) -> Iterator[etree._Element]:
    targets = dict.fromkeys(each.target for each in package.related(package.main, kind))
    for target in targets:
        root = package.secondary(target)
        if root is not None:
            yield root


def _first(package: Package, kind: str) -> etree._Element | None:
    """Return a part by its relationship, or by the name that Word gives it where that is broken."""
    if package.related(package.main, kind):
        return next(_all(package, kind), None)
    usual = posixpath.join(posixpath.dirname(package.main), f"{kind}.xml")
    return package.secondary(usual) if usual in package else None
