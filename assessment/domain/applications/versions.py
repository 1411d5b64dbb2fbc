"""The same applicant twice: what changed from one version to the other, and which one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from assessment.domain.applications.application import Reading
from assessment.domain.rules.form import Form, FormField

_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class SetAside:
    """A human's decision that an application is not assessed, since another (`in_favour_of`) stands.

    None where the applicant took it back without sending another.
    """

    application: int
    in_favour_of: int | None
    reason: str
    by: str
    at: datetime


class Piece(StrEnum):
    """What became of some words from one version to the next."""

    KEPT = "uændret"
    REMOVED = "slettet"
    ADDED = "tilføjet"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that two versions answer differently; `field` is None for text outside the form."""

    field: FormField | None
    before: str
    after: str

    @property
    def pieces(self) -> tuple[tuple[Piece, str], ...]:
        """The two texts woven into one, word by word."""
        return tuple(_woven(_WORD.findall(self.before), _WORD.findall(self.after)))


def changes(before: Reading, after: Reading, form: Form) -> tuple[Change, ...]:
    """Every field that two readings answer differently, in the form's order, then the text outside it."""
    told = (Change(field, _told(before, field), _told(after, field)) for field in form.fields)
    outside = Change(None, _outside(before), _outside(after))
    return tuple(each for each in (*told, outside) if each.before != each.after)


def _told(reading: Reading, field: FormField) -> str:
    answer = reading.answers.get(field.id)
    if answer is None:
        return ""
    return "Afkrydset" if answer.ticked else answer.text


def _outside(reading: Reading) -> str:
    return "\n".join(reading.block(each).text for each in reading.unplaced)


def _woven(before: list[str], after: list[str]) -> Iterator[tuple[Piece, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece.KEPT, "".join(before[start:end])
            continue
        if end > start:
            yield Piece.REMOVED, "".join(before[start:end])
        if new_end > new_start:
            yield Piece.ADDED, "".join(after[new_start:new_end])
