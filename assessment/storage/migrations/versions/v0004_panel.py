"""A panel: roles and logins, a round's phases, impartiality, assignment, consensus, dialogue, decisions.

What two people can edit gets a version, so that the second is told of the first.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)

# Until now everybody on the list did everything; whoever administers takes away what is too much.
EVERYTHING = json.dumps(["bedømmer", "projektleder", "beslutter", "administrator"])


def upgrade() -> None:
    """Widen the tables that are there, then make the new ones, parents first."""
    _widen()
    _make_panel()
    _make_dialogue()
    _keep_assignments()


def _widen() -> None:
    op.add_column("round", _text("reason"))
    op.add_column(
        "round", sa.Column("phase", sa.String(60), nullable=False, server_default="vurdering")
    )
    op.add_column("person", sa.Column("email", sa.Text))
    op.add_column("person", sa.Column("subject", sa.Text))
    op.create_index("ix_person_email", "person", ["email"], unique=True)
    op.create_index("ix_person_subject", "person", ["subject"], unique=True)
    op.add_column("person", sa.Column("roles", sa.Text, nullable=False, server_default=EVERYTHING))
    op.add_column(
        "person", sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true())
    )
    op.add_column("formal_outcome", _text("confirmed_by"))
    op.add_column("formal_outcome", sa.Column("confirmed_at", MOMENT))
    for table in ("round", "person", "formal_outcome", "score", "recommendation"):
        op.add_column(table, sa.Column("version", sa.Integer, nullable=False, server_default="1"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _make_panel() -> None:
    _make_part(
        "declaration",
        _person(),
        sa.Column("stance", sa.String(60), nullable=False),
        sa.Column("grounds", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("declared_at", MOMENT, nullable=False),
        sa.Column("scope", sa.String(60)),
        sa.Column("judgement", sa.Text, nullable=False),
        sa.Column("judged_by", sa.Text),
        sa.Column("judged_at", MOMENT),
    )
    _make_part(
        "assignment",
        _person(),
        sa.Column("assigned_by", sa.Text, nullable=False),
        sa.Column("assigned_at", MOMENT, nullable=False),
        sa.Column("abstained", sa.Text, nullable=False),
    )
    _make_part(
        "consensus",
        sa.Column("aspect", sa.String(60), primary_key=True),
        sa.Column("points", sa.String(60), nullable=False),
        sa.Column("participants", sa.Text, nullable=False),
        *_decided(),
    )
    _make_part(
        "decision",
        sa.Column("award", sa.String(60), nullable=False),
        sa.Column("remark", sa.Text, nullable=False),
        *_decided(),
    )


def _make_dialogue() -> None:
    op.create_table(
        "exchange",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("round_id", sa.String(60), sa.ForeignKey("round.id"), nullable=False, index=True),
        sa.Column("application_id", sa.Integer, sa.ForeignKey("application.id"), index=True),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("noted_by", sa.Text, nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("counterpart", sa.Text, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("deadline", MOMENT),
        sa.Column("happened", MOMENT),
        sa.Column("concerns", sa.Integer, sa.ForeignKey("exchange.id")),
        sa.Column("answer_received", MOMENT),
        *_said("answer", "answered"),
        *_said("extended"),
        *_said("weighed"),
        *_said("shared"),
        *_said("retracted"),
        sa.Column("version", sa.Integer, nullable=False),
    )


def _keep_assignments() -> None:
    """Whoever has begun a review is taken to be assigned to it, and to have declared nothing yet."""
    op.execute(
        "INSERT INTO assignment (application_id, person_id, assigned_by, assigned_at, abstained, version) "
        "SELECT review.application_id, review.person_id, 'opdatering af programmet', "
        "application.registered_at, '', 1 "
        "FROM review JOIN application ON application.id = review.application_id"
    )


def _make_part(name: str, *columns: sa.Column[Any]) -> None:
    """Make a table whose rows belong to an application and can be edited by several."""
    op.create_table(
        name,
        sa.Column("application_id", sa.Integer, sa.ForeignKey("application.id"), primary_key=True),
        *columns,
        sa.Column("version", sa.Integer, nullable=False),
    )


def _person() -> sa.Column[int]:
    return sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True)


def _said(name: str, verb: str = "") -> tuple[sa.Column[Any], ...]:
    """What somebody added later: its text, who, and when; "" and nobody until then."""
    return (
        sa.Column(name, sa.Text, nullable=False),
        sa.Column(f"{verb or name}_by", sa.Text),
        sa.Column(f"{verb or name}_at", MOMENT),
    )


def _decided() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
    )
