"""What came by mail: deliveries, attachments; a human's corrections and which version stands."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, parents first, and let an application name its delivery."""
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("round_id", sa.String(60), sa.ForeignKey("round.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("envelope", sa.Text),
        sa.Column("issues", sa.Text, nullable=False),
        sa.Column("registered_at", MOMENT, nullable=False),
        sa.Column("registered_by", sa.Text, nullable=False),
        sa.UniqueConstraint("round_id", "sha256"),
    )
    _make_original("delivery")
    # Written out, since Alembic adds the reference in a second step that SQLite does not know.
    op.execute("ALTER TABLE application ADD COLUMN delivery_id INTEGER REFERENCES delivery (id)")
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("delivery_id", sa.Integer, sa.ForeignKey("delivery.id"), nullable=False),
        sa.Column("application_id", sa.Integer, sa.ForeignKey("application.id"), index=True),
        sa.Column("filename", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("nature", sa.String(60), nullable=False),
        sa.Column("pages", sa.Text, nullable=False),
        sa.Column("issues", sa.Text, nullable=False),
    )
    _make_original("attachment")
    _make_decisions()


def _make_decisions() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "application_id",
            sa.Integer,
            sa.ForeignKey("application.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("block", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("field", sa.String(60), nullable=False),
        *_decided(),
    )
    op.create_table(
        "set_aside",
        sa.Column("application_id", sa.Integer, sa.ForeignKey("application.id"), primary_key=True),
        sa.Column("in_favour_of", sa.Integer, sa.ForeignKey("application.id")),
        *_decided(),
    )


def _make_original(of: str) -> None:
    """Make the table of the files' own bytes, so that a list never carries their weight."""
    op.create_table(
        f"{of}_original",
        sa.Column(f"{of}_id", sa.Integer, sa.ForeignKey(f"{of}.id"), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _decided() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
    )
