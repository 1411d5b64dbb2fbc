"""The form's answers found in a story: by content control first, then by labels and layout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assessment.domain.application import Answer, How
from assessment.domain.form import FieldKind, Form, FormField
from assessment.domain.issue import Issue
from assessment.intake.answers import values
from assessment.intake.answers.labels import Context, Labels, labels_of
from assessment.intake.answers.layout import place_by_layout
from assessment.intake.answers.placing import Piece, Placed
from assessment.intake.answers.wording import normalised
from assessment.intake.messages import issue
from assessment.intake.word.passages import Control, Passage, Story

# An application has some hundred; looking for labels in a flood of text is a way to stall the tool.
_MOST_PASSAGES = 20_000


@dataclass(slots=True)
class Found:
    """The answers of a file, the ids of passages in none of them, and what a human should look at."""

    answers: dict[str, Answer] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


def find_answers(story: Story, form: Form) -> Found:
    """Place what a story says into the form's fields; nothing is placed twice and nothing is dropped."""
    labels = labels_of(form)
    controls = _by_field(story.controls, labels)
    answers = {
        field_id: answer
        for field_id, found in controls.items()
        if (answer := _answer_in_controls(form.field(field_id), found))
    }
    prompting = [control for control in story.controls if control.placeholder]
    left = _left_over(story, [*(each for key in answers for each in controls[key]), *prompting])
    layout = place_by_layout(left[:_MOST_PASSAGES], labels, frozenset(controls))
    layout.unplaced += [passage for passage, text in left[_MOST_PASSAGES:] if text]
    for passage, text in _set_aside(story):
        layout.leave(passage, text)
    for placed in layout.placed.values():
        if answer := _answer(placed):
            answers[answer.field] = answer
    kept = {each.id: answers[each.id] for each in form.fields if each.id in answers}
    return Found(kept, _unplaced(story, layout.unplaced), tuple(_number_issues(form, kept)))


def _by_field(controls: Sequence[Control], labels: Labels) -> dict[str, list[Control]]:
    """Sort the controls by the field that their tag names, or else their title."""
    known = {each.id.lower(): each.id for each in labels.form.fields}
    found: dict[str, list[Control]] = defaultdict(list)
    titled: dict[str, list[Control]] = defaultdict(list)
    for control in controls:
        if field_id := known.get(control.tag.lower()):
            found[field_id].append(control)
            continue
        match = labels.field(control.alias, Context(), guess=False)
        if match and match.how is not How.POSITION:
            titled[match.field.id].append(control)
    return titled | found


def _answer_in_controls(match: FormField, controls: Sequence[Control]) -> Answer | None:
    filled = [control for control in controls if not control.placeholder]
    how = How.TAG if controls[0].tag.lower() == match.id.lower() else How.ALIAS
    text = "\n".join(part for control in filled if (part := control.text))
    blocks = tuple(dict.fromkeys(passage.id for control in filled for passage in control.passages))
    if match.kind is FieldKind.TICK:
        is_ticked = any(_is_ticked(control) for control in filled)
        return Answer(match.id, text, how, blocks, ticked=True) if is_ticked else None
    if not text or _is_template(text, match):
        return None
    return Answer(match.id, text, how, blocks, value=_control_value(match, filled, text))


def _is_ticked(control: Control) -> bool:
    # programs other than Word change the sign but not the state behind it, or the state alone
    return control.checked or bool(values.ticked(control.text))


def _control_value(
    match: FormField, controls: Sequence[Control], text: str
) -> Decimal | date | str | None:
    control = controls[0]
    if match.kind is FieldKind.DATE and control.date:
        return values.day(text) or values.day(control.date)
    if match.kind is FieldKind.CHOICE and not match.municipalities:
        listed = control.options.get(text, "")
        return (
            listed
            if listed in {option.id for option in match.options}
            else values.choice(text, match)
        )
    return values.value_of(text, match)


def _is_template(text: str, match: FormField) -> bool:
    return bool(match.help) and normalised(text) == normalised(match.help)


def _answer(placed: Placed) -> Answer | None:
    match, text = placed.target, placed.text
    if not text or _is_template(text, match):
        return None
    blocks = tuple(dict.fromkeys(passage.id for passage in placed.passages))
    if match.kind is FieldKind.TICK:
        is_ticked = values.ticked(text)
        if is_ticked is False and values.has_boxes(text):
            return None
        return Answer(
            match.id, text, placed.how, blocks, ticked=is_ticked, confidence=placed.confidence
        )
    value = values.value_of(text, match)
    if match.kind is FieldKind.CHOICE and value is None and values.has_boxes(text):
        return None
    return Answer(match.id, text, placed.how, blocks, value, confidence=placed.confidence)


def _left_over(story: Story, holding: Sequence[Control]) -> list[Piece]:
    """Return each passage with the part of its text that may answer something.

    That is what none of the controls holds and no merged cell covers.
    """
    held: dict[int, list[str]] = {}
    for control in holding:
        for passage, text in _texts(control):
            held.setdefault(id(passage), []).append(text)
    return [
        (passage, "" if passage.covered else _without(passage.text, held.get(id(passage), ())))
        for passage in story.passages
    ]


def _set_aside(story: Story) -> Iterator[Piece]:
    """Find what is text but no answer: under a merged cell, or typed where a prompt is said to show."""
    for passage in story.passages:
        if passage.covered and passage.text:
            yield passage, passage.text
    for control in story.controls:
        if control.placeholder and control.typed:
            yield from ((passage, text) for passage, text in _texts(control) if text)


def _texts(control: Control) -> Iterator[Piece]:
    for passage, pieces in zip(control.passages, control.pieces, strict=True):
        yield passage, "".join(pieces).strip()


def _without(text: str, pieces: Sequence[str]) -> str:
    for piece in pieces:
        text = text.replace(piece, "", 1)
    return text.strip()


def _unplaced(story: Story, passages: Sequence[Passage]) -> tuple[str, ...]:
    chosen = {passage.id for passage in passages}
    return tuple(passage.id for passage in story.passages if passage.text and passage.id in chosen)


def _number_issues(form: Form, answers: dict[str, Answer]) -> list[Issue]:
    return [
        issue("number_unclear", label=each.full_label)
        for each in form.fields
        if each.kind is FieldKind.NUMBER
        and (answer := answers.get(each.id))
        and not isinstance(answer.value, Decimal)
    ]
