"""The documented deletion of a round: all that its applications brought, and what was made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Table, delete, false, or_, select, tuple_

from assessment.domain.rounds.event import Action
from assessment.storage.audit_tables import EventContentRow, EventRow, SealRow
from assessment.storage.tables import EndedLoginRow, PersonRow, RoundRow, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ForeignKeyConstraint
    from sqlalchemy.orm import Session

KEPT = frozenset(
    each.__tablename__
    for each in (RoundRow, PersonRow, EndedLoginRow, EventRow, EventContentRow, SealRow)
)
"""The tables whose rows do not go with a round; of event_content only the round's own go.

Every other table must lead to a round by its foreign keys, through which its rows are found.
"""


def erase_round(session: Session, round_id: str) -> None:
    """Remove all rows that lead to a round, and what the log says of people in it.

    The round's own row stays, and so does what the log tells of erasures; its newest entry must
    tell of this one.
    """
    for table in reversed(Row.metadata.sorted_tables):
        if table.name not in KEPT:
            session.execute(delete(table).where(of_round(table, round_id)))
    before = select(EventRow.id).where(
        EventRow.round_id == round_id, EventRow.action != Action.ROUND_ERASED.value
    )
    session.execute(delete(EventContentRow).where(EventContentRow.event_id.in_(before)))


def unreached() -> list[str]:
    """The names of tables whose rows an erasure would leave behind without anybody having said so."""
    return [
        table.name
        for table in Row.metadata.sorted_tables
        if table.name not in KEPT and not any(_ways(table))
    ]


def of_round(table: Table, round_id: str) -> ColumnElement[bool]:
    """Whether a row of a table leads to a round."""
    if table.name == RoundRow.__tablename__:
        return RoundRow.id == round_id
    return or_(false(), *(_leads(each, round_id) for each in _ways(table)))


def _leads(way: ForeignKeyConstraint, round_id: str) -> ColumnElement[bool]:
    there = [each.column for each in way.elements]
    found: Any = select(*there).where(of_round(way.referred_table, round_id))
    return tuple_(*way.columns).in_(found)


def _ways(table: Table) -> Iterator[ForeignKeyConstraint]:
    """The foreign keys by which a table's rows lead to a round; a table's own rows lead nowhere."""
    for way in table.foreign_key_constraints:
        to = way.referred_table
        if to.name == RoundRow.__tablename__ or (to is not table and any(_ways(to))):
            yield way
