"""The first tables: rounds, people, applications, what was decided of them, and the log."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)

# The third keeps INSERT OR REPLACE, which SQLite does not count as a DELETE, from the log.
APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'event is append-only'); END""",
        """CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'event is append-only'); END""",
        """CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
        WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'event is append-only'); END""",
    ),
    # Nothing was released for it before version 0003, which guards the log anew.
    "postgresql": (),
}


def upgrade() -> None:
    """Make the tables, parents first, and guard the log."""
    _make_registration()
    _make_assessment()
    _make_log()


def _make_registration() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.String(60), primary_key=True),
        sa.Column("criteria", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", sa.Text, nullable=False),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "application",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("round_id", sa.String(60), sa.ForeignKey("round.id"), nullable=False),
        sa.Column("filename", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("received", MOMENT),
        sa.Column("received_note", sa.Text, nullable=False),
        sa.Column("registered_at", MOMENT, nullable=False),
        sa.Column("registered_by", sa.Text, nullable=False),
        sa.UniqueConstraint("round_id", "sha256"),
    )
    _make_part("original", sa.Column("content", sa.LargeBinary, nullable=False))
    _make_part("reading", sa.Column("content", sa.Text, nullable=False))


def _make_assessment() -> None:
    _make_part(
        "formal_outcome",
        sa.Column("requirement", sa.String(60), primary_key=True),
        sa.Column("outcome", sa.String(60), nullable=False),
        *_decided(),
    )
    _make_part(
        "recommendation",
        sa.Column("award", sa.String(60), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        *_decided(),
    )
    _make_part(
        "review",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("submitted_at", MOMENT),
    )
    op.create_table(
        "score",
        sa.Column("application_id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, primary_key=True),
        sa.Column("aspect", sa.String(60), primary_key=True),
        sa.Column("points", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("saved_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["application_id", "person_id"], ["review.application_id", "review.person_id"]
        ),
    )


def _make_log() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("round_id", sa.String(60), nullable=False, index=True),
        sa.Column("application_id", sa.Integer, index=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("old", sa.Text, nullable=False),
        sa.Column("new", sa.Text, nullable=False),
    )
    for trigger in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(trigger)


def _make_part(name: str, *columns: sa.Column[Any]) -> None:
    """Make a table whose rows belong to an application."""
    application = sa.ForeignKey("application.id")
    op.create_table(
        name, sa.Column("application_id", sa.Integer, application, primary_key=True), *columns
    )


def _decided() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
    )
