"""A story's passages as a reader sees them: paragraphs, and rows of cells with whatever stands in these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from assessment.domain.applications.application import BlockKind
from assessment.intake.answers.wording import normalised
from assessment.intake.word.passages import Cell as Place
from assessment.intake.word.passages import Passage

Piece: TypeAlias = "tuple[Passage, str]"
Item: TypeAlias = "Piece | Row"

# Tables in tables in tables: what lies deeper is read as paragraphs of the cell it lies in.
_DEEPEST = 6
_LONGEST_SIGN = 5
_YES_NO = {"ja", "nej"}
_LEAD = re.compile(r"[A-ZÆØÅ]?\d{1,2}(?:\.\d{1,2}){0,2}\.?|[A-ZÆØÅa-zæøå][.)]|[☒☑✓✔✗✘☓■☐□]")


@dataclass(eq=False)
class Cell:
    """A cell of a row with what stands in it; complete before anybody asks what that is."""

    place: Place
    items: list[Item] = field(default_factory=list)

    @cached_property
    def pieces(self) -> list[Piece]:
        """All paragraphs with text in the cell, those of inner tables and text boxes among them."""
        return [piece for piece in _pieces(self.items) if piece[1]]

    @cached_property
    def text(self) -> str:
        """All text in the cell, a paragraph a line."""
        return "\n".join(text for _, text in self.pieces)

    def encloses(self, table: str) -> bool:
        """Whether a table lies in this cell; a table's name begins with that of the cell around it."""
        return table.startswith(f"{self.place.table}r{self.place.row}c{self.place.column}t")

    @property
    def is_sign(self) -> bool:
        """Whether the cell says "Ja" or "Nej" and nothing else."""
        return len(self.text) <= _LONGEST_SIGN and normalised(self.text) in _YES_NO


@dataclass(eq=False)
class Row:
    """A table's row."""

    table: str
    number: int
    cells: list[Cell] = field(default_factory=list)

    @cached_property
    def signs(self) -> list[Cell]:
        """The cells "Ja" and "Nej" of a row that has both, on top of columns of marks."""
        signs = [cell for cell in self.cells if cell.is_sign]
        return signs if len(signs) >= len(_YES_NO) else []

    @cached_property
    def filled(self) -> list[Cell]:
        """The cells with text in them."""
        return [cell for cell in self.cells if cell.pieces]

    def cell(self, place: Place) -> Cell:
        """Return the cell of a place, a new one where the row has not come to it before."""
        if not self.cells or self.cells[-1].place != place:
            self.cells.append(Cell(place))
        return self.cells[-1]


def laid_out(pieces: Iterable[Piece]) -> list[Item]:
    """Return paragraphs and rows in reading order, each cell with what lies in it."""
    items: list[Item] = []
    around: list[Cell] = []
    anchor: Cell | None = None
    for piece in pieces:
        passage, _ = piece
        place = passage.cell
        if passage.kind is BlockKind.TEXT_BOX and anchor:
            # a text box follows the paragraph it hangs on
            anchor.items.append(piece)
            continue
        while around and not (place and _holds(around[-1], place)):
            around.pop()
        inside = around[-1].items if around else items
        if place is None or (around and around[-1].place == place) or len(around) == _DEEPEST:
            inside.append(piece)
        else:
            cell = _row(inside, place).cell(place)
            cell.items.append(piece)
            around.append(cell)
        if passage.kind is not BlockKind.TEXT_BOX:
            anchor = around[-1] if around else None
    return items


def is_lead(cell: Cell) -> bool:
    """Whether a cell holds nothing but a number or a box, which belongs to the cell beside it."""
    return bool(_LEAD.fullmatch(cell.text))


def joined(cells: Sequence[Cell]) -> list[list[Piece]]:
    """Return the cells' paragraphs, a number or box in the first cell in front of the next cell's."""
    found = [cell.pieces for cell in cells]
    if len(found) > 1 and is_lead(cells[0]):
        (passage, text), *rest = found[1]
        found[:2] = [[(passage, f"{cells[0].text} {text}"), *rest]]
    return found


def _holds(cell: Cell, place: Place) -> bool:
    return cell.place == place or cell.encloses(place.table)


def _row(items: list[Item], place: Place) -> Row:
    """Return the row of a place, which is the last of these items or a new one at their end."""
    last = items[-1] if items else None
    if isinstance(last, Row) and (last.table, last.number) == (place.table, place.row):
        return last
    row = Row(place.table, place.row)
    items.append(row)
    return row


def _pieces(items: Iterable[Item]) -> Iterator[Piece]:
    for item in items:
        if isinstance(item, Row):
            for cell in item.cells:
                yield from _pieces(cell.items)
        else:
            yield item
