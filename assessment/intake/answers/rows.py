"""Rows of a table: labels beside, above or in the same cell as their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from assessment.domain.applications.application import How
from assessment.intake.answers import confidence, people
from assessment.intake.answers.boxes import Box, has_boxes, mark
from assessment.intake.answers.labels import Match
from assessment.intake.answers.layout import Cell, Item, Piece, Row, is_lead, joined
from assessment.intake.answers.lines import Lines
from assessment.intake.answers.outline import Outline, Style, labelled
from assessment.intake.answers.placing import Placed, Placing
from assessment.intake.answers.wording import leads, normalised
from assessment.intake.word.passages import Passage

_CONTINUED = {"fortsat", "fortsættes", "forts"}
_PAIR = 2
# in a table of the form's at least every third row asks, the others being answers and their pages
_ASKING = 3


@dataclass(frozen=True, slots=True)
class _Header:
    """What stands on top of a table's columns: labels of the cells below, or "Ja" and "Nej"."""

    table: str
    texts: dict[int, str]


class Rows:
    """Reads rows into fields; cells that are no label and no answer are read as lines."""

    def __init__(self, placing: Placing, lines: Lines, outline: Outline) -> None:
        """Begin with no header above."""
        self._placing = placing
        self._lines = lines
        self._outline = outline
        self._labels = placing.labels
        self._context = placing.context
        self._header: _Header | None = None
        self._signs: _Header | None = None
        self._last: tuple[int, Placed] | None = None

    def read_all(self, items: Sequence[Item]) -> None:
        """Place paragraphs and rows in reading order."""
        for table, run in groupby(items, key=lambda each: isinstance(each, Row) and each.table):
            if table:
                self._read_table([each for each in run if isinstance(each, Row)])
                continue
            for piece in run:
                if not isinstance(piece, Row) and piece[1]:
                    self._lines.read(*piece)
                    self._last = None

    def _read_table(self, rows: Sequence[Row]) -> None:
        if self._lines.is_open and not self._asks(rows):
            for cell in (cell for row in rows for cell in row.cells):
                self._lines.take(cell.pieces)
            return
        for row, following in pairwise([*rows, None]):
            if row:
                self._read(row, following)

    def _asks(self, rows: Sequence[Row]) -> bool:
        """Whether a table is the form's: it has labels, and not just an applicant's words on its columns."""
        asking = [self._is_asking(row) for row in rows]
        heads = asking[0] and (len(rows[0].filled) == 1 or len(rows) <= _PAIR)
        return heads or (any(asking[1:]) and _ASKING * sum(asking) >= len(rows))

    def _is_asking(self, row: Row) -> bool:
        """Whether half of what a row says are labels, help and marks left aside."""
        said = [each for each in row.filled if not self._is_aside(each) and mark(each.text) is None]
        cells = joined(said)
        return bool(cells) and 2 * sum(self._is_label(*cell[0]) for cell in cells) >= len(cells)

    def _is_label(self, passage: Passage, text: str) -> bool:
        """Whether a cell's first paragraph names a field, group or section, alone or before an answer."""
        words = labelled(passage, text)
        if self._labels.section(words) or self._labels.group(words):
            return True
        for label in [words, *(lead for lead, _ in leads(words))]:
            _, found = self._labels.known(label)
            here = [each for each, _ in found if each.group == self._context.group != ""]
            if len(found) == 1 or here:
                return True
        match = self._labels.field(words, self._context)
        return match is not None and match.how is not How.POSITION

    def _read(self, row: Row, following: Row | None) -> None:
        filled = [cell for cell in row.filled if not self._is_aside(cell)]
        if not row.filled:
            self._lines.close()
        elif not filled:
            return
        elif self._place_under_labels(row, filled):
            self._lines.close()
        elif len(filled) == 1:
            if not self._continues(row, filled[0]):
                self._read_lone_cell(filled[0], alone=len(row.cells) == 1)
        elif not (
            self._keep_signs(row, filled)
            or self._read_marks(row, filled)
            or self._keep_labels(row, filled, following)
        ):
            self._lines.close()
            self._read_pairs(joined(filled))

    def _is_aside(self, cell: Cell) -> bool:
        """Whether a cell says nothing of its own: help in a column of its own, "fortsat"."""
        text = cell.text
        return self._placing.template.is_help(text) or normalised(text) in _CONTINUED

    # one cell

    def _continues(self, row: Row, cell: Cell) -> bool:
        """Place a cell that goes on with the answer above it, beside a label's cell left empty."""
        if self._last is None or cell.place == row.cells[0].place:
            return False
        column, slot = self._last
        if cell.place.column != column or self._labels.known(cell.text)[1]:
            return False
        for piece in cell.pieces:
            self._placing.put(slot, *piece)
        return True

    def _read_lone_cell(self, cell: Cell, *, alone: bool) -> None:
        """Read the only filled cell of a row; a label with an empty cell beside it is unanswered."""
        self._read_cell(cell)
        if not alone and not self._lines.is_choosing:
            self._lines.close()

    def _read_cell(self, cell: Cell) -> None:
        first, *rest = cell.items
        if isinstance(first, Row):
            self.read_all(cell.items)
        else:
            self._lines.read(*first, Style.CELL)
            self.read_all(rest)

    def _read_lines(self, pieces: Sequence[Piece]) -> None:
        for at, piece in enumerate(pieces):
            self._lines.read(*piece, None if at else Style.CELL)
        self._lines.close()

    # headers and marks

    def _keep_signs(self, row: Row, filled: Sequence[Cell]) -> bool:
        """Keep a row with "Ja" and "Nej", for the rows of marks under it."""
        signs = row.signs
        if not signs:
            return False
        self._signs = _Header(row.table, {cell.place.column: cell.text for cell in signs})
        for cell in filled:
            if cell not in signs:
                self._read_lines(cell.pieces)
        return True

    def _read_marks(self, row: Row, filled: Sequence[Cell]) -> bool:
        """Read one label with nothing but marks in the cells beside it."""
        marks = {
            cell.place.column: is_on for cell in filled if (is_on := mark(cell.text)) is not None
        }
        others = joined([cell for cell in filled if cell.place.column not in marks])
        if len(others) > 1 and (group := self._labels.group(others[0][0][1])):
            self._context.group = group
            del others[0]
        if len(others) != 1 or not marks:
            return False
        (passage, text), *_ = others[0]
        sign = self._sign(row, marks)
        box = Box(any(marks.values()) and normalised(sign) != "nej", labelled(passage, text))
        if self._lines.read_option(passage, box) or self._placing.place_box(passage, box):
            self._lines.close()
            return True
        match = self._labels.field(box.label, self._context) if sign else None
        if match:
            self._placing.place(match, [(passage, sign)])
        return match is not None

    def _sign(self, row: Row, marks: dict[int, bool]) -> str:
        """The word on top of the column that is marked, "" for none."""
        if self._signs is None or self._signs.table != row.table:
            return ""
        return next((self._signs.texts.get(column, "") for column, on in marks.items() if on), "")

    def _keep_labels(self, row: Row, filled: Sequence[Cell], following: Row | None) -> bool:
        """Keep a row of labels, for the answers under it; its first cell may be free for rows' names."""
        named = {c.place.column: match for c in filled if (match := self._named(c))}
        others = [cell for cell in filled if cell.place.column not in named]
        first = row.cells[0]
        if len(named) < _PAIR or any(cell is not first for cell in others) or is_lead(first):
            return False
        if self._is_chosen(named, filled):
            return False
        if first.place.column in named and not self._is_answered(named, following):
            return False
        texts = {cell.place.column: cell.text for cell in filled if cell not in others}
        self._header = _Header(row.table, texts)
        self._context.group = self._labels.group(first.text) or self._context.group
        self._lines.close()
        return True

    def _named(self, cell: Cell) -> Match | None:
        """Return the field whose label a cell is, perhaps in other words."""
        return self._labels.field(cell.text, self._context)

    def _is_chosen(self, named: dict[int, Match], filled: Sequence[Cell]) -> bool:
        """Whether one of these cells is an option of a choice that another asks for."""
        return any(
            self._labels.is_option(cell.text, match.field)
            for cell in filled
            for match in named.values()
        )

    def _is_answered(self, named: dict[int, Match], following: Row | None) -> bool:
        """Whether the row under a row of labels has room for their answers and no labels itself."""
        if following is None:
            return False
        beneath = {cell.place.column for cell in following.filled}
        return beneath <= set(named) and not any(map(self._named, following.filled))

    def _place_under_labels(self, row: Row, filled: Sequence[Cell]) -> bool:
        """Place a row whose every cell has a label above it, or the name of a group at the front."""
        header = self._header if self._header and self._header.table == row.table else None
        heads = [cell for cell in filled if header and cell.place.column not in header.texts]
        if header is None or len(heads) > 1 or any(cell is not row.cells[0] for cell in heads):
            return False
        if heads:
            group = self._group(heads[0].text)
            if not group:
                return False
            self._context.group = group
        else:
            self._header = None
            if any(self._labels.known(cell.text)[1] for cell in filled):
                return False
        for cell in filled:
            if cell not in heads:
                group = self._context.group
                match = self._labels.field(header.texts[cell.place.column], self._context)
                if match:
                    self._placing.place(match, cell.pieces)
                self._context.group = group if heads else self._context.group
        return True

    def _group(self, text: str) -> str:
        """Return the group that a row's first cell names, by its title or by one of its fields."""
        _, found = self._labels.known(text)
        return self._labels.group(text) or (found[0][0].group if len(found) == 1 else "")

    # pairs

    def _read_pairs(self, cells: Sequence[list[Piece]]) -> None:
        """Read "label | answer" once or several times across a row."""
        rest = [*cells]
        while rest:
            cell = rest.pop(0)
            if rest and self._read_pair(cell, rest[0], is_last=len(rest) == 1):
                rest.pop(0)
            else:
                self._read_lines(cell)

    def _read_pair(self, cell: list[Piece], answer: list[Piece], *, is_last: bool) -> bool:
        """Read a label's cell with the answer's beside it; False where they are not that."""
        (passage, text), *more = cell
        if self._ticks_only(answer):
            self._read_lines(answer)
            return True
        words = self._label(labelled(passage, text))
        if words is None:
            return False
        group = self._labels.group(words)
        self._context.group = group or self._context.group
        if is_last and self._placing.place_named(answer, self._labels.group_fields(group)):
            return True
        match = None if self._outline.is_double(passage) else self._match(words, group)
        if (group and self._names_part(answer, group)) or self._is_next_label(
            passage, answer, match
        ):
            return False
        fields = self._labels.neighbours(match.field) if match else self._labels.group_fields(group)
        if not self._placing.place_parts(answer, fields, match):
            if match is None:
                return False
            self._place(match, answer)
        for piece in more:
            self._leave_aside(piece, match)
        return True

    def _is_next_label(self, label: Passage, answer: list[Piece], match: Match | None) -> bool:
        """Whether another label stands where an answer would; a guess at one counts behind a gap."""
        beside, text = answer[0]
        if has_boxes(text) or (match and self._labels.is_option(text, match.field)):
            return False
        gap = label.cell and beside.cell and beside.cell.column - label.cell.column > 1
        found = self._labels.field(text, self._context, guess=bool(gap))
        is_other = found is not None and not (match and found.field is match.field)
        return is_other or bool(self._labels.group(text))

    def _place(self, match: Match, answer: list[Piece]) -> None:
        slot = self._placing.place(match, answer)
        place = answer[0][0].cell
        self._last = (place.column, slot) if slot and place else None

    def _leave_aside(self, piece: Piece, match: Match | None) -> None:
        """Leave what stands under a label in its own cell and is not its help."""
        passage, text = piece
        if not match or self._placing.template.without_help(text, match.field):
            self._placing.leave(passage, text)

    def _label(self, words: str) -> str | None:
        """Return a label without help in its own paragraph; None for a label with its own answer."""
        if self._labels.known(words)[1]:
            return words
        for label, aside in leads(words):
            _, found = self._labels.known(label)
            if found:
                has_answer = self._placing.template.without_help(aside, found[0][0])
                return None if has_answer else label
        return words

    def _match(self, words: str, group: str) -> Match | None:
        """Return the field that a label's cell means; of a group that makes a person, the name."""
        match = self._labels.field(words, self._context)
        if match or not group:
            return match
        fields = self._labels.group_fields(group)
        named = [each for each in fields if people.kind_of(each.label) == people.NAME]
        return Match(named[0], How.ALIAS, confidence.ALIAS) if named else None

    def _ticks_only(self, cell: list[Piece]) -> bool:
        """Whether a cell holds nothing but the boxes of tick fields; their own labels say which."""
        fields = self._labels.fields
        return all(self._placing.ticks(text, fields) for _, text in cell)

    def _names_part(self, cell: list[Piece], group: str) -> bool:
        """Whether a cell beside a group's name is itself the label of one of its fields."""
        text = "\n".join(text for _, text in cell)
        match = self._labels.field(text, self._context)
        return match is not None and match.field.group == group
