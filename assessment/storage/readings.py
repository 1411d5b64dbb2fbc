"""A reading as JSON and back: numbers, dates and kinds come out as exactly what went in."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from assessment.domain.applications.application import (
    Answer,
    Block,
    BlockKind,
    How,
    Picture,
    Reading,
)
from assessment.domain.applications.issue import Issue

# A field that a later version adds to a value reads as its default from what was stored before.


def to_json(reading: Reading) -> str:
    """Return the reading as JSON text, in ASCII so that any database can hold any character."""
    return json.dumps(
        _plain(reading)
        | {
            "blocks": [_plain(block) for block in reading.blocks],
            "answers": {key: _plain_answer(answer) for key, answer in reading.answers.items()},
            "issues": [_plain(issue) for issue in reading.issues],
            "pictures": [_plain(picture) for picture in reading.pictures],
        }
    )


# Every look at an application asks for its reading, and to make it anew takes longer than the look.
@lru_cache(maxsize=256)
def from_json(text: str) -> Reading:
    """Return the reading that `to_json` wrote; ValueError, KeyError or TypeError for other text."""
    plain = json.loads(text)
    return Reading(
        **plain
        | {
            "blocks": tuple(_block(each) for each in plain["blocks"]),
            "answers": {key: _answer(each) for key, each in plain["answers"].items()},
            "unplaced": tuple(plain["unplaced"]),
            "issues": tuple(Issue(**each) for each in plain["issues"]),
            "pictures": tuple(Picture(**each) for each in plain.get("pictures", ())),
        }
    )


def _plain(value: Reading | Block | Answer | Issue | Picture) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _plain_answer(answer: Answer) -> dict[str, Any]:
    return _plain(answer) | {"value": _plain_value(answer.value)}


def _plain_value(value: Decimal | date | str | None) -> dict[str, str] | None:
    match value:
        case None:
            return None
        case Decimal():
            return {"number": str(value)}
        case date():
            return {"date": value.isoformat()}
        case _:
            return {"option": value}


def _block(plain: dict[str, Any]) -> Block:
    return Block(**plain | {"kind": BlockKind(plain["kind"])})


def _answer(plain: dict[str, Any]) -> Answer:
    return Answer(
        **plain
        | {
            "how": How(plain["how"]),
            "blocks": tuple(plain["blocks"]),
            "value": _value(plain["value"]),
        }
    )


def _value(plain: dict[str, str] | None) -> Decimal | date | str | None:
    match plain:
        case None:
            return None
        case {"number": number}:
            return Decimal(number)
        case {"date": day}:
            return date.fromisoformat(day)
        case _:
            return plain["option"]
