"""A human's word on which field a passage answers, kept apart from the reading so that it outlives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from assessment.domain.applications.application import Answer, Block, How, Reading
from assessment.domain.applications.issue import Issue
from assessment.domain.rules.form import FieldKind, Form, FormField
from assessment.errors import RefusedActionError

ValueOf = Callable[[str, FormField], "Decimal | date | str | None"]
"""How a text becomes the value of a field's kind."""

_SEPARATORS = " \t\n,;/|·–-"


@dataclass(frozen=True, slots=True)
class Correction:
    """A passage moved: `text`, the whole or a part of a block's, answers `field` ("" for none)."""

    id: int
    block: str
    text: str
    field: str
    reason: str
    by: str
    at: datetime


def validate_correction(reading: Reading, made: Correction, form: Form) -> None:
    """Raise RefusedActionError unless a human may move this passage there."""
    if not made.reason.strip():
        raise RefusedActionError("Skriv, hvorfor teksten flyttes.")
    if made.field and made.field not in {field.id for field in form.fields}:
        raise RefusedActionError(f"Feltet “{made.field}” findes ikke i skemaet.")
    if not made.text.strip():
        raise RefusedActionError("Vælg den tekst, der skal flyttes.")
    if _holder(reading, made) is None:
        raise RefusedActionError(
            "Teksten står ikke sådan i filen. Flyt den, som ansøger har skrevet den, eller et stykke af den."
        )


def corrected(
    reading: Reading, corrections: Iterable[Correction], form: Form, value_of: ValueOf
) -> Reading:
    """Make the corrections in the order they were made.

    One whose passage is no longer in the reading is named by an issue and changes nothing.
    """
    for made in corrections:
        block = _holder(reading, made)
        if block is None:
            reading = replace(reading, issues=(*reading.issues, _lost(made)))
        else:
            reading = _moved(reading, replace(made, block=block.id), form, value_of)
    return reading


def _holder(reading: Reading, made: Correction) -> Block | None:
    """The block that holds the passage: by its id, or else the first with such a text."""
    holders = [block for block in reading.blocks if made.text in block.text]
    return next(
        (block for block in holders if block.id == made.block), holders[0] if holders else None
    )


def _lost(made: Correction) -> Issue:
    start = " ".join(made.text.split())[:60]
    return Issue(
        "correction_lost",
        f"{made.by} havde flyttet teksten “{start}” til et andet felt. "
        "Teksten findes ikke længere i læsningen, så flytningen er ikke gjort. Se efter, og flyt igen.",
    )


def _moved(reading: Reading, made: Correction, form: Form, value_of: ValueOf) -> Reading:
    block = reading.block(made.block)
    answers = {
        key: left
        for key, answer in reading.answers.items()
        if (left := _without(answer, block, made.text, form.field(key), value_of))
    }
    freed: tuple[str, ...] = ()
    if made.field:
        target = form.field(made.field)
        before = answers.get(target.id)
        freed = before.blocks if before and target.kind is not FieldKind.TEXT else ()
        answers[target.id] = _with(before, made, target, reading, value_of)
    ordered = {field.id: answers[field.id] for field in form.fields if field.id in answers}
    nowhere = set() if made.field else {block.id}
    unplaced = _unplaced(reading, ordered, {block.id, *freed}, nowhere)
    return replace(reading, answers=ordered, unplaced=unplaced)


def _without(
    answer: Answer, block: Block, text: str, field: FormField, value_of: ValueOf
) -> Answer | None:
    """An answer less what of it is moved; None where nothing is left."""
    if block.id not in answer.blocks:
        return answer
    moved = {line.strip() for line in text.split("\n")}
    left = [_cut(line, text, moved) for line in answer.text.split("\n")]
    lines = [line for line in left if line]
    if "\n".join(lines) == answer.text:
        return answer
    if not lines:
        return None
    stays = any(all(part.strip() in block.text for part in line.split(",")) for line in lines)
    blocks = answer.blocks if stays else tuple(each for each in answer.blocks if each != block.id)
    rest = "\n".join(lines)
    return replace(answer, text=rest, blocks=blocks, value=value_of(rest, field))


def _cut(line: str, text: str, moved: set[str]) -> str:
    if line.strip() in moved or line in text:
        return ""
    if text not in line:
        return line
    parts = (part.strip(_SEPARATORS) for part in line.split(text, 1))
    return ", ".join(part for part in parts if part)


def _with(
    before: Answer | None, made: Correction, field: FormField, reading: Reading, value_of: ValueOf
) -> Answer:
    """A field's answer with the passage in it: in reading order, or in the place of a short one."""
    text = made.text
    blocks: tuple[str, ...] = (made.block,)
    if before and field.kind is FieldKind.TEXT:
        order = [each.id for each in reading.blocks]
        blocks = tuple(sorted({*before.blocks, made.block}, key=order.index))
        both = (text, before.text) if blocks[0] == made.block else (before.text, text)
        text = "\n".join(both)
    ticked = True if field.kind is FieldKind.TICK else None
    return Answer(field.id, text, How.MANUAL, blocks, value_of(text, field), ticked)


def _unplaced(
    reading: Reading, answers: Mapping[str, Answer], touched: set[str], nowhere: set[str]
) -> tuple[str, ...]:
    """The blocks with text in no field, once the touched ones have changed hands."""
    before = set(reading.unplaced)
    return tuple(
        block.id
        for block in reading.blocks
        if (
            block.id in nowhere or _left_over(block, answers, was_out=block.id in before)
            if block.id in touched
            else block.id in before
        )
    )


def _left_over(block: Block, answers: Mapping[str, Answer], *, was_out: bool) -> bool:
    holding = [answer for answer in answers.values() if block.id in answer.blocks]
    if not holding or not was_out:
        return not holding and bool(block.text)
    rest = block.text
    for answer in holding:
        for line in answer.text.split("\n"):
            rest = rest.replace(line, "", 1)
    return any(sign.isalnum() for sign in rest)
