"""What the reader sees in a file, told for machines; needs no database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assessment import intake
from assessment.domain.applications.application import Answer, Block, Picture, Reading
from assessment.domain.rules.form import Form
from assessment.errors import RefusedFileError
from assessment.workflow.core import Run, in_process


def read_file(path: str, content: bytes, form: Form, run: Run = in_process) -> dict[str, Any]:
    """Read one file into a JSON-able object; a refusal is an object too (`ok` false). Unmasked."""
    try:
        reading = run(intake.read, content, form)
    except RefusedFileError as refusal:
        error = {"code": refusal.code, "message": str(refusal)}
        return {"path": path, "ok": False, "error": error}
    return {"path": path, "ok": True, **_reading(reading)}


def _reading(reading: Reading) -> dict[str, Any]:
    told = {
        "sha256": reading.sha256,
        "text": reading.text,
        "deleted": reading.deleted,
        "hidden": reading.hidden,
        "comments": reading.comments,
        "blocks": [_block(block) for block in reading.blocks],
        "answers": {field: _answer(answer) for field, answer in reading.answers.items()},
        "unplaced": list(reading.unplaced),
        "issues": [{"code": each.code, "message": each.message} for each in reading.issues],
    }
    pictures = [_picture(each) for each in reading.pictures]
    return told | ({"pictures": pictures} if pictures else {})


def _block(block: Block) -> dict[str, Any]:
    required = {"id": block.id, "kind": block.kind, "text": block.text, "where": block.where}
    optional = {"label": block.label, "alt": block.alt, "level": block.level}
    return required | {key: value for key, value in optional.items() if value}


def _picture(picture: Picture) -> dict[str, str]:
    return {"part": picture.part, "block": picture.block, "alt": picture.alt}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text,
        "value": _value(answer.value),
        "ticked": answer.ticked,
        "blocks": list(answer.blocks),
        "how": answer.how,
        "confidence": answer.confidence,
    }


def _value(value: Decimal | date | str | None) -> str | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
