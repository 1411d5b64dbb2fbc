"""Answers found by how a document is laid out, where no content control says whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assessment.intake.answers.labels import Labels
from assessment.intake.answers.lines import Lines
from assessment.intake.answers.placing import Piece, Placing
from assessment.intake.answers.rows import Rows


def place_by_layout(pieces: Sequence[Piece], labels: Labels, controlled: frozenset[str]) -> Placing:
    """Place a document's text that stands in no field's control, paragraph by paragraph and row by row.

    `controlled` are the fields that have a control in the document, filled in or not.
    """
    placing = Placing(labels, controlled)
    lines = Lines(placing)
    rows = Rows(placing, lines)
    for row, group in groupby(pieces, key=_row):
        if row is None:
            for passage, text in group:
                lines.read(passage, text)
        else:
            rows.read([list(cell) for _, cell in groupby(group, key=lambda piece: piece[0].cell)])
    return placing


def _row(piece: Piece) -> tuple[str, int] | None:
    passage, _ = piece
    return (passage.cell.table, passage.cell.row) if passage.cell else None
