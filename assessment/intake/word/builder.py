"""Where text goes while a file is walked through: into the open paragraph, or apart from the story."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from assessment.domain.application import BlockKind
from assessment.intake.word import names
from assessment.intake.word.passages import Control, Passage, Pictured, Story
from assessment.intake.word.places import Place
from assessment.intake.word.styles import is_on

_LONGEST_HEADING = 120


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
        self._open: list[Passage] = []

    @property
    def passage(self) -> Passage | None:
        """The paragraph that is open, the innermost where there are several."""
        return self._open[-1] if self._open else None

    def open_paragraph(self, element: etree._Element | None = None) -> Passage:
        """Begin a paragraph in the place that is open."""
        place = self.places[-1]
        passage = Passage(place.kind, place.cell, covered=place.covered, element=element)
        self.story.passages.append(passage)
        self._open.append(passage)
        return passage

    def close_paragraph(self) -> None:
        """End the innermost paragraph and name it."""
        passage = self._open.pop()
        passage.text = "".join(passage.pieces).strip()
        if passage.kind is BlockKind.PARAGRAPH:
            passage.bold = 0 < len(passage.text) <= _LONGEST_HEADING and _is_bold(passage.element)
            passage.kind = BlockKind.HEADING if passage.level else passage.kind
        passage.element = None
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
        passage = self.passage
        if passage and not self.removed and alt not in passage.alt:
            passage.alt = f"{passage.alt}; {alt}" if passage.alt else alt

    def picture(self, part: str, alt: str) -> None:
        """Keep a picture in its place, unless Word does not show it."""
        if self.removed or self.hiding:
            return
        passage = self.passage
        if passage is None:
            passage = self.open_paragraph()
            self.close_paragraph()
        passage.pictured = True
        self.story.pictures.append(Pictured(part, passage, alt))

    def refer(self, tag: str, note: str) -> None:
        """Keep where a note is referred to first."""
        if self.passage and not self.removed:
            self.story.references.setdefault((tag, note), self.passage)

    def _write_visible(self, text: str) -> None:
        if not self._open:
            # text that stands in no paragraph, as only broken files have it, gets one of its own
            self.write_paragraphs([text])
            return
        passage = self._open[-1]
        passage.pieces.append(text)
        for control in self.controls:
            control.add(passage, text)


def _is_bold(paragraph: etree._Element | None) -> bool:
    """Whether all runs with text in them are set in bold, as in a heading without a heading's style."""
    runs = () if paragraph is None else paragraph.iter(names.R)
    bold = [_has_bold(run.find(names.R_PR)) for run in runs if run.find(names.T) is not None]
    return bool(bold) and all(bold)


def _has_bold(r_pr: etree._Element | None) -> bool:
    return r_pr is not None and is_on(r_pr.find(names.BOLD))
