"""Where text goes while a file is walked through: into the open paragraph, or apart from the story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from assessment.domain.applications.application import BlockKind
from assessment.intake.word import names
from assessment.intake.word.elements import child, is_on
from assessment.intake.word.passages import Control, Passage, Pictured, Story
from assessment.intake.word.places import Place

_LONGEST_HEADING = 120


@dataclass(slots=True)
class Paragraph:
    """A paragraph while it is open: its passage, its text so far, and whether its style hides its runs.

    `element` is where to see whether all of it is bold; None where it is known that it is not.
    """

    passage: Passage
    element: etree._Element | None = None
    pieces: list[str] = field(default_factory=list)
    hidden: bool = False


class StoryBuilder:
    """Builds a story from text as it comes, in the places and content controls that are open.

    `removed`, `hiding` and `prompting` count what is open around the text: deletions, hidden runs,
    and runs that ask for an answer.
    """

    def __init__(self) -> None:
        """Start with an empty story and no place to write in."""
        self.story = Story()
        self.places: list[Place] = []
        self.controls: list[Control] = []
        self.removed = 0
        self.hiding = 0
        self.prompting = 0
        self._open: list[Paragraph] = []

    @property
    def paragraph(self) -> Paragraph | None:
        """The paragraph that is open, the innermost where there are several."""
        return self._open[-1] if self._open else None

    def open_paragraph(self, element: etree._Element | None = None) -> Paragraph:
        """Begin a paragraph in the place that is open."""
        place = self.places[-1]
        paragraph = Paragraph(Passage(place.kind, place.cell, covered=place.covered), element)
        self.story.passages.append(paragraph.passage)
        self._open.append(paragraph)
        return paragraph

    def close_paragraph(self) -> None:
        """End the innermost paragraph and name its passage."""
        paragraph = self._open.pop()
        passage = paragraph.passage
        passage.text = "".join(paragraph.pieces).strip()
        if passage.kind is BlockKind.PARAGRAPH:
            passage.bold = 0 < len(passage.text) <= _LONGEST_HEADING and _is_bold(paragraph.element)
            passage.kind = BlockKind.HEADING if passage.level else passage.kind
        self.places[-1].name(passage)

    def write(self, text: str) -> None:
        """Put text where it belongs: into the open paragraph, or apart where Word does not show it."""
        if not text or self.prompting:
            return
        if self.removed:
            self.story.deleted.append(text)
        elif self.hiding:
            self.story.hidden.append(text)
        else:
            self._write_visible(text)

    def write_paragraphs(self, lines: Iterable[str]) -> None:
        """Put each line into a paragraph of its own."""
        for line in lines:
            self.open_paragraph()
            self.write(line)
            self.close_paragraph()

    def describe(self, alt: str) -> None:
        """Keep what a picture in the open paragraph is said to show, once."""
        if not self._open or self.removed:
            return
        passage = self._open[-1].passage
        if alt not in passage.alt:
            passage.alt = f"{passage.alt}; {alt}" if passage.alt else alt

    def picture(self, part: str, alt: str) -> None:
        """Keep a picture in its place, unless Word does not show it."""
        if self.removed or self.hiding:
            return
        if self._open:
            passage = self._open[-1].passage
        else:
            passage = self.open_paragraph().passage
            self.close_paragraph()
        passage.pictured = True
        self.story.pictures.append(Pictured(part, passage, alt))

    def refer(self, tag: str, note: str) -> None:
        """Keep where a note is referred to first."""
        if self._open and not self.removed:
            self.story.references.setdefault((tag, note), self._open[-1].passage)

    def _write_visible(self, text: str) -> None:
        if not self._open:
            # text that stands in no paragraph, as only broken files have it, gets one of its own
            self.write_paragraphs([text])
            return
        paragraph = self._open[-1]
        paragraph.pieces.append(text)
        for control in self.controls:
            control.add(paragraph.passage, text)


def _is_bold(paragraph: etree._Element | None) -> bool:
    """Whether all runs with text in them are set in bold, as in a heading without a heading's style."""
    runs = () if paragraph is None else paragraph.iter(names.R)
    bold = [
        is_on(child(child(run, names.R_PR), names.BOLD))
        for run in runs
        if child(run, names.T) is not None
    ]
    return bool(bold) and all(bold)
