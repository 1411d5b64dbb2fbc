"""Rows of a table: labels beside, above or in the same cell as their answers."""

from __future__ import annotations

import re
from typing import Final

from assessment.intake.answers import values
from assessment.intake.answers.labels import Match
from assessment.intake.answers.lines import Lines
from assessment.intake.answers.placing import Piece, Placing

Cell = list[Piece]

_PAIR: Final = 2
_LEAD = re.compile(rf"\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}\.?|[{values.TICK}{values.NO_TICK}]")


class Rows:
    """Reads rows into fields; cells that are no label and no answer are read as lines."""

    def __init__(self, placing: Placing, lines: Lines) -> None:
        """Begin with no labels above."""
        self._placing = placing
        self._lines = lines
        self._labels = placing.labels
        self._context = placing.context
        self._above: dict[int, Match] = {}

    def read(self, cells: list[Cell]) -> None:
        """Place one row."""
        filled = _join_lead_cells([cell for cell in cells if _text(cell)])
        if len(filled) < _PAIR:
            self._read_lone_cell(filled, alone=len(cells) < _PAIR)
        elif not (self._place_under_labels(filled) or self._keep_labels(filled)):
            self._above = {}
            self._lines.close()
            self._read_pairs(filled)

    def _read_lone_cell(self, cells: list[Cell], *, alone: bool) -> None:
        """Read the only filled cell of a row; a label with an empty cell beside it is unanswered."""
        for cell in cells:
            self._read_lines(cell)
        if cells and not alone:
            self._lines.close()

    def _read_lines(self, cell: Cell) -> None:
        for passage, text in cell:
            self._lines.read(passage, text)

    def _read_pairs(self, cells: list[Cell]) -> None:
        """Read "label | answer" once or several times across a row."""
        position = 0
        while position < len(cells):
            beside = cells[position + 1] if position + 1 < len(cells) else None
            if beside and self._read_pair(cells[position], beside):
                position += _PAIR
            else:
                self._read_lines(cells[position])
                self._lines.close()
                position += 1

    def _read_pair(self, cell: Cell, answer: Cell) -> bool:
        """Read a label's cell with the answer's beside it; False where they are not that."""
        if self._ticks_only(answer):
            self._read_lines(answer)
            return True
        (_, text), *rest = cell
        group = self._labels.group(text)
        self._context.group = group or self._context.group
        match = self._labels.field(text, self._context)
        if group and self._names_part(answer, group):
            return False
        neighbours = self._labels.neighbours(match.field) if match else ()
        fields = neighbours or self._labels.group_fields(group)
        if not self._placing.place_parts(answer, fields, match):
            if match is None:
                return False
            self._placing.place(match, answer)
        for passage, more in rest:
            self._placing.leave(passage, more)
        return True

    def _ticks_only(self, cell: Cell) -> bool:
        """Whether a cell holds nothing but the boxes of tick fields; their own labels say which."""
        fields = self._labels.form.fields
        return all(self._placing.ticks(text, fields) for _, text in cell)

    def _names_part(self, cell: Cell, group: str) -> bool:
        """Whether a cell beside a group's name is itself the label of one of its fields."""
        match = self._labels.field(_text(cell), self._context, guess=False)
        return match is not None and match.field.group == group

    def _keep_labels(self, cells: list[Cell]) -> bool:
        """Keep a row that is nothing but labels, for the row of answers under it."""
        if len(cells) <= _PAIR or any(len(cell) > 1 for cell in cells):
            return False
        found = {
            _column(cell): self._labels.field(_text(cell), self._context, guess=False)
            for cell in cells
        }
        self._above = {column: match for column, match in found.items() if match}
        return len(self._above) == len(cells)

    def _place_under_labels(self, cells: list[Cell]) -> bool:
        """Place a row whose every cell has a label above it."""
        if any(_column(cell) not in self._above for cell in cells):
            return False
        for cell in cells:
            self._placing.place(self._above[_column(cell)], cell)
        self._above = {}
        return True


def _text(cell: Cell) -> str:
    return "\n".join(text for _, text in cell if text).strip()


def _column(cell: Cell) -> int:
    place = cell[0][0].cell
    return place.column if place else 0


def _join_lead_cells(cells: list[Cell]) -> list[Cell]:
    """Put a number or a box that has a cell of its own in front of the label in the next."""
    if len(cells) > 1 and _LEAD.fullmatch(_text(cells[0])):
        (passage, text), *rest = cells[1]
        return [[(passage, f"{_text(cells[0])} {text}"), *rest], *cells[2:]]
    return cells
