"""A Word package read into one story: its body and every other part that shows text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from lxml import etree

from assessment.domain.applications.application import BlockKind
from assessment.intake.messages import refusal
from assessment.intake.word import names
from assessment.intake.word.embedded import Embedded
from assessment.intake.word.faint import faint_text
from assessment.intake.word.numbering import Numbering
from assessment.intake.word.package import Package
from assessment.intake.word.passages import Story
from assessment.intake.word.places import Place
from assessment.intake.word.styles import Styles
from assessment.intake.word.walk import Walk

_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package by its name, with its root."""

    name: str
    root: etree._Element


def read_story(package: Package, depth: int = 0) -> Story:
    """Read headers, body, notes and footers in the order people read them.

    `depth` counts the files that this one was inserted into. Raises RefusedFileError where the main
    part cannot be read.
    """
    return _Reader(package, depth).read()


def read_comments(package: Package) -> str:
    """Return the text of all comments, a paragraph a line."""
    found = _first(package, "comments")
    if found is None:
        return ""
    paragraphs = (each for note in found.root.iter(names.COMMENT) for each in note.iter(names.P))
    texts = ("".join(paragraph.itertext(names.T)).strip() for paragraph in paragraphs)
    return "\n".join(text for text in texts if text)


class _Reader:
    """Reads a package's parts one after the other with one walk."""

    def __init__(self, package: Package, depth: int) -> None:
        self._package = package
        self._styles = Styles(_first_root(package, "styles"))
        # what they are given must not lead back here, or the trees would wait for the garbage collector
        numbering = Numbering(partial(_first_root, package, "numbering"))
        embedded = Embedded(package, partial(_read_inserted, package, depth))
        self._walk = Walk(self._styles, numbering, embedded)

    def read(self) -> Story:
        document = self._package.document()
        self._read_margins("header", BlockKind.HEADER, "Sidehoved")
        self._read_part(Part(self._package.main, document), Place(BlockKind.PARAGRAPH))
        self._read_notes("footnotes", names.FOOTNOTE, names.FOOTNOTE_REFERENCE, "Fodnote")
        self._read_notes("endnotes", names.ENDNOTE, names.ENDNOTE_REFERENCE, "Slutnote")
        self._read_margins("footer", BlockKind.FOOTER, "Sidefod")
        return self._walk.story

    def _read_part(self, part: Part, place: Place) -> None:
        self._walk.read(part.root, part.name, place)
        self._walk.story.faint += faint_text(part.root, self._styles)

    def _read_margins(self, kind: str, block_kind: BlockKind, name: str) -> None:
        for number, part in enumerate(_all(self._package, kind), start=1):
            where = name if number == 1 else f"{name} {number}"
            self._read_part(part, Place(block_kind, f"{kind[0]}{number}", where))

    def _read_notes(self, kind: str, tag: str, reference: str, name: str) -> None:
        """Read the notes in the order in which the text refers to them, any others last."""
        found = _first(self._package, kind)
        if found is None:
            return
        references = self._walk.story.references
        referring = {
            note: passage for (each, note), passage in references.items() if each == reference
        }
        order = {note: position for position, note in enumerate(referring)}
        notes = [each for each in found.root.iterfind(tag) if _is_note(each)]
        notes.sort(key=lambda note: order.get(_id(note), len(order)))
        for number, note in enumerate(notes, start=1):
            passage = referring.get(_id(note))
            where = f"{name} {number} til {passage.where}" if passage else f"{name} {number}"
            place = Place(BlockKind.NOTE, f"{kind[0]}n{number}", where)
            self._read_part(Part(found.name, note), place)


def _read_inserted(package: Package, depth: int, data: bytes) -> list[str]:
    """Return the paragraphs of a Word file inside another; it counts towards the same limits."""
    if depth == _DEEPEST:
        raise refusal("too_complex")
    inner = Package(data, package.inflated)
    try:
        story = read_story(inner, depth + 1)
    finally:
        package.inflated = inner.inflated
    return [passage.text for passage in story.passages if passage.text]


def _is_note(note: etree._Element) -> bool:
    """Whether it is a note, and not the line that separates notes from text."""
    return note.get(names.TYPE, "normal") == "normal"


def _id(note: etree._Element) -> str:
    return note.get(names.ID) or ""


def _all(package: Package, kind: str) -> Iterator[Part]:
    targets = dict.fromkeys(each.target for each in package.related(package.main, kind))
    for target in targets:
        root = package.secondary(target)
        if root is not None:
            yield Part(target, root)


def _first(package: Package, kind: str) -> Part | None:
    """Return a part by its relationship, or by the name that Word gives it where that is broken."""
    if package.related(package.main, kind):
        return next(_all(package, kind), None)
    usual = posixpath.join(posixpath.dirname(package.main), f"{kind}.xml")
    root = package.secondary(usual) if usual in package else None
    return None if root is None else Part(usual, root)


def _first_root(package: Package, kind: str) -> etree._Element | None:
    found = _first(package, kind)
    return found.root if found else None
