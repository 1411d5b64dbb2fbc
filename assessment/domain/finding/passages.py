"""What an applicant wrote, cut into passages: the application's own, and those of attachments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assessment.domain.applications.application import Answer, Block, Reading
from assessment.domain.checking.screening import Passage
from assessment.domain.rules.form import FieldKind, Form, FormField

_LONGEST = 700
"""Characters of a passage of an attachment, which may come without any paragraphs."""
_PARAGRAPHS = re.compile(r"\n\s*\n")
_SENTENCES = re.compile(r"(?<=[.!?:;])\s+")
# "implemen-\ntering" is one word; "social-\nog" and "CTI-\nteam" keep their hyphen.
_BROKEN_WORD = re.compile(r"(?<=[a-zæøå])-\n\s*(?!og\b|eller\b|samt\b)(?=[a-zæøå])")


def of_reading(reading: Reading, form: Form) -> tuple[Passage, ...]:
    """The applicant's own passages in reading order; the form's labels and help are none.

    A block that answers two fields is a passage of both. A box counts where it is ticked, and is
    told by its label.
    """
    fields = {field.id: field for field in form.fields}
    answers: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in reading.answers.values():
        for block_id in answer.blocks:
            answers[block_id].append(answer)
    outside = set(reading.unplaced)
    found = []
    for block in reading.blocks:
        for answer in answers[block.id]:
            text = _text(answer, block, fields.get(answer.field))
            found.append(Passage(text, block.where, answer.field, block.id))
        if block.id in outside and not answers[block.id]:
            found.append(Passage(block.text, block.where, "", block.id))
    return tuple(passage for passage in found if passage.text.strip())


def _text(answer: Answer, block: Block, field: FormField | None) -> str:
    """What the applicant said in this block, without the field's own words where they share it."""
    if field and field.kind is FieldKind.TICK:
        return f"☒ {field.label}" if answer.ticked else ""
    if field and field.options:
        labels = {option.id: option.label for option in field.options}
        return labels.get(str(answer.value), answer.text)
    return answer.text if len(answer.blocks) == 1 else block.text


def of_attachment(title: str, pages: Sequence[str]) -> tuple[Passage, ...]:
    """The passages of an attachment, given as the plain text of its pages."""
    return tuple(
        Passage(text, f"side {number}", document=title)
        for number, page in enumerate(pages, 1)
        for paragraph in _PARAGRAPHS.split(_BROKEN_WORD.sub("", page))
        for text in _cut(" ".join(paragraph.split()))
    )


def _cut(paragraph: str) -> Iterator[str]:
    """A paragraph in pieces of whole sentences, each as long as a passage may be."""
    piece = ""
    for sentence in _SENTENCES.split(paragraph):
        if piece and len(piece) + len(sentence) > _LONGEST:
            yield piece
            piece = ""
        piece = f"{piece} {sentence}".strip()
    if piece:
        yield piece
