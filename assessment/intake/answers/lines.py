"""Paragraphs read one after the other: headings, labels, "label: answer", and the text under them."""

from __future__ import annotations

import re

from assessment.domain.application import BlockKind, How
from assessment.domain.form import FieldKind, FormField
from assessment.intake.answers import values
from assessment.intake.answers.labels import Match
from assessment.intake.answers.placing import Placed, Placing
from assessment.intake.answers.wording import split_number
from assessment.intake.word.passages import Passage

_MARGINS = {BlockKind.HEADER, BlockKind.FOOTER, BlockKind.NOTE}
_FAKE_LEVEL = 9
_LONGEST_HEADING = 120
_SURE = 0.9
_CLOSING = re.compile(
    r"^(?:(?:med\s+)?(?:de\s+)?(?:\w+\s+){0,3}hils(?:en|ner)\b|mvh\b|p\.?s\.?\s*:)", re.IGNORECASE
)
_SAID = re.compile(r"^(?P<label>[^:?\n]{2,120}[:?])\s*(?P<answer>.*)$", re.DOTALL)


class Lines:
    """Reads paragraphs into fields; the field whose label was read last is open for what follows."""

    def __init__(self, placing: Placing) -> None:
        """Begin with no field open."""
        self._placing = placing
        self._labels = placing.labels
        self._context = placing.context
        self._open: Placed | None = None
        self._open_level = _FAKE_LEVEL

    def read(self, passage: Passage, text: str) -> None:
        """Place one paragraph, or what of it no control holds."""
        if not text:
            return
        if passage.kind in _MARGINS:
            self._placing.leave(passage, text)
        elif self._open and self._is_option(text, self._open.target):
            self._open.add(text, passage)
        elif not any(
            read(passage, text)
            for read in (self._placing.place_boxes, self._read_heading, self._read_said)
        ):
            self._read_text(passage, text)

    def close(self) -> None:
        """Let no field take what follows."""
        self._open = None

    def _is_option(self, text: str, target: FormField) -> bool:
        """Whether a line is an option of a choice, or boxes with options behind them."""
        labels = [label for _, label in values.boxes(text)] or [text]
        return any(self._labels.is_option(label, target) for label in labels)

    def _read_heading(self, passage: Passage, text: str) -> bool:
        """Take a line for a section, a group or a label; an unknown heading ends what came before."""
        heading = _looks_like_heading(passage, text)
        known = self._enter_section_or_group(text)
        match = self._labels.field(text, self._context, guess=heading or passage.cell is not None)
        if match and not self._is_rather_text(match, heading=heading):
            self._begin(match, passage, heading=heading)
            return True
        if known:
            self.close()
            return True
        if heading and (self._open is None or _level(passage) <= self._open_level):
            self.close()
            self._placing.leave(passage, text)
            return True
        return False

    def _enter_section_or_group(self, text: str) -> bool:
        section, group = self._labels.section(text), self._labels.group(text)
        if section:
            self._context.section, self._context.group = section, ""
        if group:
            self._context.group = group
        return bool(section or group)

    def _is_rather_text(self, match: Match, *, heading: bool) -> bool:
        """Whether a plain line that is at best near a label is rather the open field's text."""
        return self._open is not None and not heading and match.confidence < _SURE

    def _begin(self, match: Match, passage: Passage, *, heading: bool) -> None:
        how = How.HEADING if heading and passage.cell is None else match.how
        self._open = self._placing.slot(Match(match.field, how, match.confidence))
        self._open_level = _level(passage)

    def _read_said(self, passage: Passage, text: str) -> bool:
        """Read "label: answer" and "label? answer" in one paragraph, and several of a group's."""
        group = self._labels.group(text.partition(":")[0]) or self._context.group
        if group and self._placing.place_parts([(passage, text)], self._labels.group_fields(group)):
            return True
        said = _SAID.match(text)
        match = self._labels.field(said["label"], self._context, guess=False) if said else None
        if said is None or match is None or self._is_lead_in(match, said["label"]):
            return False
        self._open = self._placing.slot(match)
        self._open_level = _FAKE_LEVEL
        if self._open:
            self._add(self._open, passage, said["answer"])
        else:
            self._placing.leave(passage, said["answer"])
        return True

    def _is_lead_in(self, match: Match, label: str) -> bool:
        """Whether "label: …" in the middle of a long answer is rather the applicant's own lead-in."""
        in_answer = self._open is not None and bool(self._open.lines)
        return in_answer and match.field.kind is FieldKind.TEXT and not split_number(label)[0]

    def _read_text(self, passage: Passage, text: str) -> None:
        if _CLOSING.match(text):
            self.close()
        if self._labels.is_printed(text):
            return
        if self._open:
            self._add(self._open, passage, text)
        else:
            self._placing.leave(passage, text)

    def _add(self, placed: Placed, passage: Passage, text: str) -> None:
        placed.add(text, passage)
        # a short field takes one paragraph, so that nothing leaks into it from what follows
        if placed.lines and not placed.is_running:
            self.close()


def _level(passage: Passage) -> int:
    return passage.level or _FAKE_LEVEL


def _looks_like_heading(passage: Passage, text: str) -> bool:
    return bool(passage.level) or (
        passage.bold and len(text) <= _LONGEST_HEADING and "\n" not in text
    )
