"""Letters with their texts, case numbers, what was agreed with the selected, and their reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables; nothing that was there changes."""
    op.create_table(
        "letter_text",
        _application(primary_key=True),
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        *_signed("written"),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer, primary_key=True),
        _application(nullable=False, index=True),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("exchange_id", sa.Integer, sa.ForeignKey("exchange.id")),
        sa.Column("filename", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(60)),
        sa.Column("sent_on", sa.String(10)),
        sa.Column("sent_by", sa.Text),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        *_signed("made"),
        sa.UniqueConstraint("application_id", "kind", "number"),
    )
    op.create_table(
        "letter_file",
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letter.id"), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "case_number",
        sa.Column("round_id", sa.String(60), sa.ForeignKey("round.id"), primary_key=True),
        sa.Column("application", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Text, nullable=False),
        *_signed("set"),
    )
    op.create_table(
        "undertaking",
        _application(primary_key=True),
        sa.Column("target_group", sa.Text, nullable=False),
        sa.Column("sub_groups", sa.Text, nullable=False),
        sa.Column("citizens", sa.Integer, nullable=False),
        sa.Column("caseload", sa.Text, nullable=False),
        sa.Column("start", sa.String(10), nullable=False),
        sa.Column("end", sa.String(10), nullable=False),
        *_signed("agreed"),
    )
    op.create_table(
        "report",
        _application(primary_key=True),
        sa.Column("due", sa.String(10), primary_key=True),
        sa.Column("received", sa.String(10), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        *_signed("noted"),
    )


def _application(
    *, primary_key: bool = False, nullable: bool = True, index: bool = False
) -> sa.Column[int]:
    return sa.Column(
        "application_id",
        sa.Integer,
        sa.ForeignKey("application.id"),
        primary_key=primary_key,
        nullable=nullable and not primary_key,
        index=index,
    )


def _signed(done: str) -> tuple[sa.Column[str], sa.Column[object], sa.Column[int]]:
    """Who did it, when, and how often it was changed."""
    return (
        sa.Column(f"{done}_by", sa.Text, nullable=False),
        sa.Column(f"{done}_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
