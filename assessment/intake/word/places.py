"""Where in a file the reading stands: body, cells, text boxes, notes; and the names of those places."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from assessment.domain.applications.application import BlockKind
from assessment.intake.word import names
from assessment.intake.word.elements import child, number_or, text_of
from assessment.intake.word.passages import Cell, Passage

_WIDEST_SPAN = 63


@dataclass(slots=True)
class Place:
    """Where paragraphs are being read: the body, a cell, a text box, a note, a header."""

    kind: BlockKind
    prefix: str = ""
    where: str = ""
    cell: Cell | None = None
    covered: bool = False
    paragraphs: int = 0
    tables: int = 0

    def name(self, passage: Passage) -> None:
        """Give a passage its id and the name of its place, the next in line."""
        self.paragraphs += 1
        if not self.prefix:
            passage.id = f"p{self.paragraphs}"
            passage.where = f"Afsnit {self.paragraphs}"
        else:
            passage.id = self.prefix if self.paragraphs == 1 else f"{self.prefix}p{self.paragraphs}"
            passage.where = self.where

    def open_table(self) -> Table:
        """Return the next table in this place."""
        self.tables += 1
        within = f"{self.where}, indre tabel" if self.where else "Tabel"
        prefix, where = f"{self.prefix}t{self.tables}", f"{within} {self.tables}"
        return Table(prefix, where, self.kind, covered=self.covered)


@dataclass(slots=True)
class Table:
    """A table while it is read; rows and columns count from 1, `grid` counts the columns that spans cover."""

    prefix: str
    where: str
    kind: BlockKind
    covered: bool = False
    row: int = 0
    row_where: str = ""
    column: int = 0
    grid: int = 0
    merged: set[int] = field(default_factory=set)

    def open_row(self) -> None:
        """Begin the next row."""
        self.row += 1
        self.row_where = f"{self.where}, række {self.row}"
        self.column = self.grid = 0

    def open_cell(self, tc_pr: etree._Element | None) -> Place:
        """Return the next cell of the row as a place to read in, by its properties."""
        self.column += 1
        covered = self._is_covered(tc_pr) or self.covered
        where = self.row_where or self.where
        return Place(
            kind=BlockKind.CELL if self.kind is BlockKind.PARAGRAPH else self.kind,
            prefix=f"{self.prefix}r{self.row}c{self.column}",
            where=f"{where} (dækket celle)" if covered else where,
            cell=Cell(self.prefix, self.row, self.column),
            covered=covered,
        )

    def _is_covered(self, tc_pr: etree._Element | None) -> bool:
        """Whether the cell just opened is covered by one above it."""
        span, merge = text_of(tc_pr, names.GRID_SPAN), child(tc_pr, names.V_MERGE)
        column = self.grid
        self.grid += min(number_or(span, 1), _WIDEST_SPAN)
        if merge is not None and merge.get(names.VAL) != "restart":
            return column in self.merged
        self.merged.discard(column)
        if merge is not None:
            self.merged.add(column)
        return False
