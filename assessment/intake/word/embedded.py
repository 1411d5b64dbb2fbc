"""What a part shows from other parts in the middle of its text: charts, SmartArt, inserted files, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from assessment.errors import RefusedFileError
from assessment.intake.word import names
from assessment.intake.word.hypertext import hypertext_lines
from assessment.intake.word.package import Package

_ZIP = b"PK\x03\x04"
_UNREAD = (b"{\\rtf", b"\xd0\xcf\x11\xe0", b"%PDF-")


class Embedded:
    """Follows relationships out of a part's text; what cannot be read where they lead is an issue."""

    def __init__(self, package: Package, read_inserted: Callable[[bytes], list[str]]) -> None:
        """Take the package, and what reads a Word file that was inserted whole."""
        self._package = package
        self._read_inserted = read_inserted

    def chart(self, part: str, relationship: str) -> list[str]:
        """Return a chart's title, its axes', series' and categories' names and its labels, one each."""
        root = self._root(part, relationship)
        return [] if root is None else _chart_lines(root)

    def diagram(self, part: str, relationship: str) -> list[str]:
        """Return the lines of a SmartArt drawing."""
        root = self._root(part, relationship)
        return [] if root is None else list(filter(None, map(_line, root.iter(names.DRAWN_P))))

    def picture(self, part: str, relationship: str) -> str:
        """Return the name of a picture's part, "" where the file holds no such picture."""
        target = self._target(part, relationship)
        return target if self._package.is_picture(target) else ""

    def chunk(self, part: str, relationship: str) -> list[str]:
        """Return the paragraphs of a file that Word would insert when it opens the document."""
        target = self._target(part, relationship)
        data = self._package.content(target) if target else b""
        lines = self._inserted_lines(data)
        if lines is None:
            self._package.note("unread_insertion")
        return lines or []

    def _inserted_lines(self, data: bytes) -> list[str] | None:
        if data.startswith(_UNREAD):
            return None
        if not data.startswith(_ZIP):
            return hypertext_lines(data)
        try:
            return self._read_inserted(data)
        except RefusedFileError:
            return None

    def _root(self, part: str, relationship: str) -> etree._Element | None:
        target = self._target(part, relationship)
        return self._package.secondary(target) if target else None

    def _target(self, part: str, relationship: str) -> str:
        """Return the part that a relationship points to, "" where the file has none."""
        for each in self._package.relationships(part):
            if each.id == relationship and not each.external and each.target in self._package:
                return each.target
        return ""


def _chart_lines(root: etree._Element) -> list[str]:
    """Return a chart's words in the order of the file; names that each series repeats, once."""
    lines: list[str] = []
    for element in root.iter(
        names.DRAWN_P, names.CHART_VALUE, names.NEW_CHART_TEXT, names.NEW_CHART_POINT
    ):
        line = _line(element) if element.tag == names.DRAWN_P else _name(element)
        if line and line not in lines:
            lines.append(line)
    return lines


def _name(value: etree._Element) -> str:
    """Return a value that is a name, "" for the numbers that are drawn."""
    numbers = next(value.iterancestors(*names.CHART_NUMBERS), None)
    return (value.text or "").strip() if numbers is None else ""


def _line(paragraph: etree._Element) -> str:
    return "".join(_texts(paragraph)).strip()


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for text in paragraph.iter(names.DRAWN_TEXT):
        yield text.text or ""
