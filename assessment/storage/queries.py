"""What the readers' questions share."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Select, select

from assessment.storage.tables import ApplicationRow, Row

LARGEST_ID = 2**31 - 1
"""What a database can hold; a longer id, as a mistyped address may have, is simply not there."""

AnyRow = TypeVar("AnyRow", bound=Row)


def of_round(kind: type[AnyRow], round_id: str) -> Select[AnyRow]:
    """The rows of a table that belong to a round's applications, in the order of their keys."""
    rows = select(kind).join(ApplicationRow).where(ApplicationRow.round_id == round_id)
    return rows.order_by(*kind.__table__.primary_key)
