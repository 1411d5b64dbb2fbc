"""Putting text into fields: which field has what so far, and what belongs to none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assessment.domain.applications.application import How
from assessment.domain.rules.form import FieldKind, FormField
from assessment.intake.answers import confidence
from assessment.intake.answers.boxes import Box, before_boxes, boxes, has_boxes, marked
from assessment.intake.answers.labels import Context, Labels, Match
from assessment.intake.answers.layout import Piece
from assessment.intake.answers.people import other_names
from assessment.intake.answers.template import Template
from assessment.intake.word.controls import TICKED
from assessment.intake.word.passages import Passage

_SEPARATORS = " \t\n/;,|·–-"
_LONGEST_PART_LABEL = 60
_BEFORE = " \t\n/;,|"


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


@dataclass(frozen=True, slots=True)
class Controlled:
    """The fields that have a content control in the document: those it answers, and those left empty."""

    answered: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()


class Placing:
    """What is `placed` in which field and what is `unplaced`; what a control answers is not filled again."""

    def __init__(self, labels: Labels, template: Template, controlled: Controlled) -> None:
        """Start at the top of the form with nothing placed."""
        self.labels = labels
        self.template = template
        self.controlled = controlled
        self.context = Context(taken=set(controlled.answered | controlled.empty))
        self.placed: dict[str, Placed] = {}
        self.unplaced: list[Passage] = []
        self._patterns: dict[tuple[str, ...], re.Pattern[str]] = {}

    def slot(self, match: Match) -> Placed | None:
        """Return the place for a field's text and stand there in the form; None where it has its answer.

        A guess adds nothing to what has been found already.
        """
        target = match.field
        self.context.last = self.labels.position(target)
        self.context.taken.add(target.id)
        self.context.group = target.group
        before = self.placed.get(target.id)
        if before and before.lines and match.how is How.POSITION:
            return None
        if target.id in self.controlled.answered:
            return None
        if target.id in self.controlled.empty:
            if target.kind is FieldKind.TICK:
                return None
            match = Match(target, How.POSITION, confidence.GUESS)
        return self.placed.setdefault(target.id, Placed(target, match.how, match.confidence))

    def is_free(self, target: FormField) -> bool:
        """Whether a field has no answer so far."""
        placed = self.placed.get(target.id)
        return target.id not in self.controlled.answered and not (placed and placed.lines)

    def place(self, match: Match, pieces: Sequence[Piece]) -> Placed | None:
        """Put pieces of text into a field, or leave them where it has its answer."""
        slot = self.slot(match)
        for passage, text in pieces:
            self.put(slot, passage, text)
        return slot

    def begins_with_part(self, text: str, fields: Sequence[FormField]) -> bool:
        """Whether a text begins with the label of one of these fields and a colon."""
        return bool(fields) and bool(self._pattern(fields).match(text))

    def put(self, slot: Placed | None, passage: Passage, text: str) -> None:
        """Put a paragraph into a field without the help that stands in it, or leave it where there is none."""
        if slot:
            slot.add(self.template.without_help(text, slot.target), passage)
        else:
            self.leave(passage, text)

    def leave(self, passage: Passage, text: str) -> None:
        """Put a text into no field; what is the form's own is nobody's loss."""
        if not self.template.is_furniture(text):
            self.unplaced.append(passage)

    def place_boxes(self, passage: Passage, text: str) -> bool:
        """Place boxes to tick, with their labels behind or before them; False where no field knows them."""
        if not has_boxes(text):
            return any(self.place_box(passage, each, guess=False) for each in marked(text))
        lead = self.labels.field(before_boxes(text), self.context)
        if lead and lead.field.kind is FieldKind.TICK:
            self.place(lead, [(passage, text)])
            return True
        placed = [self.place_box(passage, each) for each in boxes(text)]  # each, not only the first
        return any(placed)

    def place_box(self, passage: Passage, box: Box, *, guess: bool = True) -> bool:
        """Place a tick at the field that its label means; False where that is no field to tick."""
        match = self.labels.field(box.label, self.context, guess=guess)
        if not match or match.field.kind is not FieldKind.TICK:
            return False
        if box.ticked:
            self.place(match, [(passage, f"{TICKED} {box.label}")])
        self.context.last = self.labels.position(match.field)
        return True

    def ticks(self, text: str, fields: Sequence[FormField]) -> bool:
        """Whether a text has a box that is one of these fields."""
        matches = (self.labels.field(each.label, self.context) for each in boxes(text))
        return any(
            match and match.field.kind is FieldKind.TICK and match.field in fields
            for match in matches
        )

    def place_named(self, pieces: Sequence[Piece], fields: Sequence[FormField]) -> bool:
        """Tick those of a group of boxes that an answer names in words; False where it names none."""
        if not fields or any(each.kind is not FieldKind.TICK for each in fields):
            return False
        named = [(passage, text, self.labels.field(text, self.context)) for passage, text in pieces]
        if not any(match and match.field in fields for _, _, match in named):
            return False
        for passage, text, match in named:
            if match and match.field in fields:
                self.place(match, [(passage, f"{TICKED} {text}")])
            else:
                self.leave(passage, text)
        return True

    def place_parts(
        self, pieces: Sequence[Piece], fields: Sequence[FormField], whole: Match | None = None
    ) -> bool:
        """Place an answer that names its parts itself: "Navn: … / Titel: …", "☒ … ☐ …".

        What names no part goes to the field that the label as a `whole` means. False where there
        are no parts.
        """
        if len(fields) <= 1:
            return False
        parted = [(passage, self._parts(text, fields)) for passage, text in pieces]
        if not any(len(parts) > 1 or self.ticks(parts[0], fields) for _, parts in parted):
            return False
        running: Placed | None = None
        for passage, (lead, *rest) in parted:
            self._place_lead((passage, lead.strip(_SEPARATORS)), running, whole)
            for label, said in zip(rest[::2], rest[1::2], strict=True):
                match = self.labels.field(label, self.context)
                running = self.slot(match) if match else None
                self.put(running, passage, said.rstrip(_SEPARATORS).lstrip(_BEFORE))
        return True

    def _parts(self, text: str, fields: Sequence[FormField]) -> list[str]:
        """Split a text at the fields' labels: what stands before, then labels and what each has to say."""
        parts = self._pattern(fields).split(text)
        label, colon, said = text.partition(":")
        if len(parts) == 1 and colon and len(label) <= _LONGEST_PART_LABEL:
            match = self.labels.field(label, self.context)
            if match and match.field in fields:
                return ["", label, said]
        return parts

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
        elif whole and whole.field.kind is FieldKind.TEXT and not self.template.is_printed(text):
            self.place(whole, [piece])
        else:
            self.leave(passage, text)


def _part_pattern(fields: Sequence[FormField]) -> re.Pattern[str]:
    """Return what finds the fields' labels, each with a colon, inside a text."""
    wordings = {
        wording
        for each in fields
        if each.kind is not FieldKind.TICK
        for wording in (each.label, *each.aliases, *other_names(each.label))
    }
    longest_first = "|".join(re.escape(word) for word in sorted(wordings, key=len, reverse=True))
    return re.compile(
        rf"(?:(?<=^)|(?<=[\s/;,|(]))({longest_first})\s*\*?\s*:+", re.IGNORECASE | re.MULTILINE
    )
