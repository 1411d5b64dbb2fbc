"""Paragraphs read one after the other: headings, labels, "label: answer", and the text under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assessment.domain.applications.application import How
from assessment.domain.rules.form import FieldKind, FormField
from assessment.intake.answers import confidence, people
from assessment.intake.answers.boxes import Box, boxes, is_form_box
from assessment.intake.answers.labels import Match
from assessment.intake.answers.layout import Piece
from assessment.intake.answers.outline import STRONG, Outline, Style, labelled, lead_style, style_of
from assessment.intake.answers.placing import Placed, Placing
from assessment.intake.answers.wording import leads, normalised, split_number
from assessment.intake.word.controls import TICKED, UNTICKED
from assessment.intake.word.passages import Passage

_NO_LEVEL = 9
_LONGEST_PLAIN_LABEL = 80
_CLOSING = re.compile(
    r"^(?:(?:med\s+)?(?:de\s+)?(?:\w+\s+){0,3}hils(?:en|ner)\b|mvh\b|p\.?s\.?\s*:)", re.IGNORECASE
)


class Lines:
    """Reads paragraphs into fields; the field whose label was read last is open for what follows."""

    def __init__(self, placing: Placing, outline: Outline) -> None:
        """Begin with no field open."""
        self._placing = placing
        self._labels = placing.labels
        self._context = placing.context
        self._outline = outline
        self._open: Placed | None = None
        self._open_level = _NO_LEVEL
        self._open_words = ""
        self._open_style = Style.PLAIN
        self._is_by_group = False
        self._waiting: list[Piece] = []

    def read(self, passage: Passage, text: str, style: Style | None = None) -> None:
        """Place one paragraph, or what of it no control holds."""
        if not text:
            return
        style = style or style_of(passage, text)
        if self._open and self._is_option(text, self._open.target):
            self._open.add(text, passage)
        elif self._placing.place_boxes(passage, text):
            return
        elif self._is_answering and is_form_box(text):
            self._placing.leave(passage, text)
        elif not (self._read_label(passage, text, style) or self._read_lead(passage, text, style)):
            self._read_text(passage, text)

    @property
    def is_open(self) -> bool:
        """Whether a long answer may go on."""
        return self._open is not None and self._open.is_running

    def take(self, pieces: Sequence[Piece]) -> None:
        """Let the open answer take paragraphs as they are."""
        for passage, text in pieces:
            self._add(passage, text)

    def read_option(self, passage: Passage, box: Box) -> bool:
        """Take a box for an option of the open choice; False where it is none."""
        if not (self._open and self.is_choosing and self._is_option(box.label, self._open.target)):
            return False
        self._open.add(f"{TICKED if box.ticked else UNTICKED} {box.label}", passage)
        return True

    @property
    def is_choosing(self) -> bool:
        """Whether a choice is open whose options may follow."""
        return self._open is not None and bool(self._open.target.options)

    def close(self) -> None:
        """Let no field take what follows, nor what waits for a label to tell where it belongs."""
        for passage, text in self._waiting:
            self._placing.leave(passage, text)
        self._waiting = []
        self._open = None

    @property
    def _is_answering(self) -> bool:
        """Whether the reading stands in the middle of a long answer."""
        return self._open is not None and self._open.is_running and bool(self._open.lines)

    def _is_option(self, text: str, target: FormField) -> bool:
        """Whether a line is an option of a choice, or boxes with options behind them."""
        said = [each.label for each in boxes(text)] or [text]
        return any(self._labels.is_option(each, target) for each in said)

    # labels

    def _read_label(self, passage: Passage, text: str, style: Style) -> bool:
        """Take a line for a section, a group or a label; an unknown heading ends what came before."""
        words = labelled(passage, text)
        known = self._enter(words, style)
        match = None if self._outline.is_double(passage) else self._field(words, style, known=known)
        if match:
            self._begin(match, passage, style, words)
        elif known:
            self._settle()
        elif style in {Style.HEADING, Style.BOLD} and self._ends_answer(passage, words):
            self.close()
            self._placing.leave(passage, text)
        else:
            return False
        return True

    def _enter(self, words: str, style: Style) -> bool:
        """Enter the section or group whose heading a line is, which inside an answer must stand out."""
        if self._is_answering and style not in STRONG:
            return False
        section, group = self._labels.section(words), self._labels.group(words)
        if section:
            self._context.section, self._context.group = section, ""
        if group:
            self._context.group = group
        return bool(section or group)

    def _field(
        self, words: str, style: Style, *, known: bool = False, stands_first: bool = False
    ) -> Match | None:
        """Return the field that a line is the label of, as far as the line looks like a label there.

        `stands_first` is a label in front of its answer at the top of a cell.
        """
        usual = any(self._outline.is_usual(style, running=each) for each in (True, False))
        usual = usual or self._open is None or style is self._open_style
        likely = style in STRONG or stands_first or (usual and len(words) <= _LONGEST_PLAIN_LABEL)
        match = self._labels.field(words, self._context, guess=likely and not known)
        is_below = self._open is not None and not self._open.lines and style is Style.LEAD
        style = Style.CELL if stands_first and not is_below else style
        return match if match and self._is_believed(match, words, style) else None

    def _is_believed(self, match: Match, words: str, style: Style) -> bool:
        """Whether a line that names a field is its label, and not a part of the answer it stands in."""
        sure = match.confidence >= confidence.SURE
        if self._open is None or (self._is_by_group and not self._open.lines):
            return True
        if match.field is self._open.target and style is not Style.CELL:
            return not self._open.is_running
        if style in STRONG:
            # the cell under a label is rather its answer than a label in other words
            exact = match.confidence >= confidence.ALIAS
            return exact or style is not Style.CELL or bool(self._open.lines)
        number, bare = split_number(words)
        target = match.field
        follows = self._labels.position(target) - self._context.last == 1
        if self._is_answering and not follows and self._is_part_elsewhere(target, bare):
            return False
        agrees = self._outline.numbers and number == target.number
        usual = self._outline.is_usual(style, running=target.kind is FieldKind.TEXT)
        alike = style is self._open_style
        is_next = follows and _is_short(target)
        return agrees or usual or alike or (sure and (is_next or not self._open.is_running))

    def _is_part_elsewhere(self, target: FormField, words: str) -> bool:
        """Whether a line is a label such as "Antal", which means a field in its group alone."""
        inside = not target.group or target.group == self._context.group
        return not inside and normalised(words) == normalised(target.label)

    def _ends_answer(self, passage: Passage, words: str) -> bool:
        """Whether a heading that is no label is more than the applicant's own within an answer."""
        if self._open is None or not self._open.is_running:
            return True
        if _level(passage) > self._open_level or self._outline.is_double(passage):
            return False
        if any(each is self._open.target for each, _ in self._labels.known(words)[1]):
            return False
        return not self._outline.numbered or bool(split_number(words)[0])

    def _begin(self, match: Match, passage: Passage, style: Style, words: str) -> None:
        self._settle()
        how = How.HEADING if style in {Style.HEADING, Style.BOLD} else match.how
        self._open = self._placing.slot(Match(match.field, how, match.confidence))
        self._open_level = _level(passage)
        self._open_words = normalised(words)
        self._open_style = style
        self._is_by_group = bool(self._labels.group(words))

    def _read_lead(self, passage: Passage, text: str, style: Style) -> bool:
        """Read "label: answer" and "label? answer" in one paragraph, and several of a group's."""
        words = labelled(passage, text)
        if self._outline.is_double(passage) or self._labels.known(words)[1]:
            return False
        ways = [*leads(words)]
        above = [way for way in ways if lead_style(way[0], words) is Style.PLAIN]
        return (
            self._read_first(passage, words, above, style)
            or self._read_parts(passage, text, words)
            or self._read_first(passage, words, ways, style)
        )

    def _read_parts(self, passage: Passage, text: str, words: str) -> bool:
        """Read what names the parts of a group, of the one it names itself or the one read last."""
        named = self._labels.group(words.partition(":")[0])
        fields = self._labels.group_fields(named or self._context.group)
        is_told = bool(named) or self._placing.begins_with_part(text, fields)
        return is_told and self._placing.place_parts([(passage, text)], fields)

    def _read_first(
        self, passage: Passage, words: str, ways: Sequence[tuple[str, str]], style: Style
    ) -> bool:
        """Read the first of several ways to part a label from its answer that gives a field."""
        for label, answer in ways:
            look = lead_style(label, words)
            match = self._field(label, look, stands_first=style is Style.CELL)
            if match and (not _is_dashed(words, label) or _is_short(match.field)):
                self._begin(match, passage, look, label)
                if self._open is None:
                    self._placing.leave(passage, answer)
                else:
                    self._placing.put(self._open, passage, answer)
                    self._close_if_full()
                return True
        return False

    # text

    def _read_text(self, passage: Passage, text: str) -> None:
        if _CLOSING.match(text):
            self.close()
        if (
            self._open
            and self._open.lines
            and not self._open.is_running
            and not people.is_part(text)
        ):
            self.close()
        if self._open is None or (self._outline.is_double(passage) and not self._open.lines):
            self._placing.leave(passage, text)
        elif self._open.lines or normalised(text) != self._open_words:
            self._add(passage, text)

    def _add(self, passage: Passage, text: str) -> None:
        if self._open is None:
            return
        if self._open.target.id in self._placing.controlled.empty:
            # beside an empty control only the next label shows that this was the answer
            self._waiting.append((passage, text))
            return
        self._placing.put(self._open, passage, text)
        self._close_if_full()

    def _close_if_full(self) -> None:
        """Let a short field take one paragraph, so that nothing leaks into it from what follows."""
        is_full = self._open and self._open.lines and not self._open.is_running
        if self._open and is_full and people.kind_of(self._open.target.label) != people.NAME:
            self.close()

    def _settle(self) -> None:
        """Place what waits: a label of the form follows, so it stood where an answer stands."""
        for passage, text in self._waiting:
            if self._open:
                self._placing.put(self._open, passage, text)
        self._waiting = []
        self._open = None


def _level(passage: Passage) -> int:
    return passage.level or _NO_LEVEL


def _is_short(target: FormField) -> bool:
    return target.kind is not FieldKind.TEXT


def _is_dashed(words: str, label: str) -> bool:
    """Whether a dash stands behind a label, as it does in many a sentence."""
    return not label.endswith((":", "?")) and words[len(label) :].startswith((" –", " -"))
