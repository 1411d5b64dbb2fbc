"""Scenarios that somebody saved, and why a choice was made where the ranking does not make it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table, and widen the recommendations by a choice that has no reason yet."""
    op.create_table(
        "scenario",
        sa.Column("round_id", sa.String(60), sa.ForeignKey("round.id"), primary_key=True),
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("weights", sa.Text, nullable=False),
        sa.Column("without", sa.Text, nullable=False),
        sa.Column("change", sa.Text),
        sa.Column("floor", sa.Text, nullable=False),
        sa.Column("places", sa.Integer),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.add_column("recommendation", sa.Column("choice", sa.Text, nullable=False, server_default=""))
    op.add_column(
        "recommendation", sa.Column("grounds", sa.Text, nullable=False, server_default="[]")
    )
