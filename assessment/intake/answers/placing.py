"""Putting text into fields: which field has what so far, and what belongs to none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assessment.domain.application import How
from assessment.domain.form import FieldKind, FormField
from assessment.intake.answers import values
from assessment.intake.answers.labels import Context, Labels, Match
from assessment.intake.word.controls import TICKED
from assessment.intake.word.passages import Passage

Piece = tuple[Passage, str]

_SEPARATORS = " \t\n/;,|·–-"


@dataclass(slots=True)
class Placed:
    """A field and the text found for it so far, with the passages it came from."""

    target: FormField
    how: How
    confidence: float
    lines: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)

    def add(self, text: str, passage: Passage) -> None:
        """Take in one more paragraph or part of one."""
        if text.strip():
            self.lines.append(text.strip())
            self.passages.append(passage)

    @property
    def text(self) -> str:
        """The text so far, a paragraph a line."""
        return "\n".join(self.lines).strip()

    @property
    def is_running(self) -> bool:
        """Whether the field takes as many paragraphs as there are, and not just one."""
        return self.target.kind is FieldKind.TEXT


class Placing:
    """What is `placed` in which field and what is `unplaced`; fields with a content control are not filled."""

    def __init__(self, labels: Labels, controlled: frozenset[str]) -> None:
        """Start at the top of the form with nothing placed."""
        self.labels = labels
        self.context = Context(taken=set(controlled))
        self.placed: dict[str, Placed] = {}
        self.unplaced: list[Passage] = []
        self._controlled = controlled
        self._patterns: dict[tuple[str, ...], re.Pattern[str]] = {}

    def slot(self, match: Match) -> Placed | None:
        """Return the place for a field's text and stand there in the form; None where a control has it."""
        self.context.last = self.labels.position(match.field)
        self.context.taken.add(match.field.id)
        self.context.group = match.field.group
        if match.field.id in self._controlled:
            return None
        return self.placed.setdefault(
            match.field.id, Placed(match.field, match.how, match.confidence)
        )

    def place(self, match: Match, pieces: Sequence[Piece]) -> None:
        """Put pieces of text into a field, or leave them where a control has it."""
        slot = self.slot(match)
        for passage, text in pieces:
            self._add(slot, passage, text)

    def leave(self, passage: Passage, text: str) -> None:
        """Put a text into no field; what is the form's own is nobody's loss."""
        if not self.labels.is_furniture(text):
            self.unplaced.append(passage)

    def place_boxes(self, passage: Passage, text: str) -> bool:
        """Place boxes to tick, with their labels behind or before them; False where no field knows them."""
        if not values.has_boxes(text):
            return False
        lead = self.labels.field(values.before_boxes(text), self.context, guess=False)
        if lead and lead.field.kind is FieldKind.TICK:
            self.place(lead, [(passage, text)])
            return True
        known = False
        for is_ticked, label in values.boxes(text):
            match = self.labels.field(label, self.context)
            if match and match.field.kind is FieldKind.TICK:
                known = True
                if is_ticked:
                    self.place(match, [(passage, f"{TICKED} {label}")])
        return known

    def ticks(self, text: str, fields: Sequence[FormField]) -> bool:
        """Whether a text has a box that is one of these fields."""
        matches = (self.labels.field(label, self.context) for _, label in values.boxes(text))
        return any(
            match and match.field.kind is FieldKind.TICK and match.field in fields
            for match in matches
        )

    def place_parts(
        self, pieces: Sequence[Piece], fields: Sequence[FormField], whole: Match | None = None
    ) -> bool:
        """Place an answer that names its parts itself: "Navn: … / Titel: …", "☒ … ☐ …".

        What names no part goes to the field that the label as a `whole` means. False where there
        are no parts.
        """
        if len(fields) <= 1:
            return False
        pattern = self._pattern(fields)
        if not any(pattern.search(text) or self.ticks(text, fields) for _, text in pieces):
            return False
        running: Placed | None = None
        for passage, text in pieces:
            lead, *rest = pattern.split(text)
            self._place_lead((passage, lead.strip(_SEPARATORS)), running, whole)
            for label, said in zip(rest[::2], rest[1::2], strict=True):
                match = self.labels.field(label, self.context, guess=False)
                running = self.slot(match) if match else None
                self._add(running, passage, said.strip(_SEPARATORS))
        return True

    def _add(self, slot: Placed | None, passage: Passage, text: str) -> None:
        if slot:
            slot.add(text, passage)
        else:
            self.leave(passage, text)

    def _pattern(self, fields: Sequence[FormField]) -> re.Pattern[str]:
        key = tuple(each.id for each in fields)
        return self._patterns.get(key) or self._patterns.setdefault(key, _part_pattern(fields))

    def _place_lead(self, piece: Piece, running: Placed | None, whole: Match | None) -> None:
        """Place what stands in front of the first part that a paragraph names."""
        passage, text = piece
        if not text or self.place_boxes(passage, text):
            return
        if running:
            running.add(text, passage)
        elif whole and whole.field.kind is FieldKind.TEXT and not self.labels.is_printed(text):
            self.place(whole, [piece])
        else:
            self.leave(passage, text)


def _part_pattern(fields: Sequence[FormField]) -> re.Pattern[str]:
    """Return what finds the fields' labels, each with a colon, inside a text."""
    wordings = {wording for each in fields for wording in (each.label, *each.aliases)}
    longest_first = "|".join(re.escape(word) for word in sorted(wordings, key=len, reverse=True))
    return re.compile(
        rf"(?:(?<=^)|(?<=[\s/;,|(]))({longest_first})\s*\*?\s*:", re.IGNORECASE | re.MULTILINE
    )
