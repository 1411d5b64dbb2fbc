"""The log becomes a chain of hashes under a seal, with what it says of people in a table beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from assessment.domain.rounds.audit import START, Seal
from assessment.domain.rounds.event import Action, Event
from assessment.storage.log import chained

revision = "0003"
down_revision = "0002"

HASH = sa.String(64)
AT_A_TIME = 500

# The newest entry says that the round was erased: only then may contents of its entries go.
DOCUMENTED = """EXISTS (SELECT 1 FROM event AS newest
    WHERE newest.id = (SELECT max(id) FROM event) AND newest.action = 'runde slettet'
    AND newest.id <> OLD.event_id
    AND newest.round_id = (SELECT round_id FROM event WHERE id = OLD.event_id))"""

GUARDS = {
    # The third of each keeps INSERT OR REPLACE, which SQLite does not count as a DELETE, out.
    "sqlite": (
        """CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'event is append-only'); END""",
        """CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'event is append-only'); END""",
        """CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
        WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'event is append-only'); END""",
        """CREATE TRIGGER event_content_is_never_changed BEFORE UPDATE ON event_content
        BEGIN SELECT RAISE(ABORT, 'event_content is never changed'); END""",
        f"""CREATE TRIGGER event_content_goes_with_its_round BEFORE DELETE ON event_content
        WHEN NOT {DOCUMENTED}
        BEGIN SELECT RAISE(ABORT, 'event_content goes with its round'); END""",
        """CREATE TRIGGER event_content_is_never_replaced BEFORE INSERT ON event_content
        WHEN EXISTS (SELECT 1 FROM event_content WHERE event_id = NEW.event_id)
        BEGIN SELECT RAISE(ABORT, 'event_content is never changed'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$""",
        """CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
        """CREATE TRIGGER event_content_is_never_changed BEFORE UPDATE OR TRUNCATE ON event_content
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
        f"""CREATE OR REPLACE FUNCTION refuse_undocumented() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF NOT {DOCUMENTED} THEN
        RAISE EXCEPTION 'event_content goes with its round'; END IF; RETURN OLD; END $$""",
        """CREATE TRIGGER event_content_goes_with_its_round BEFORE DELETE ON event_content
        FOR EACH ROW EXECUTE FUNCTION refuse_undocumented()""",
    ),
}


def upgrade() -> None:
    """Put the entries there are into the chain, in the order they were written."""
    op.execute("CREATE TABLE unchained AS SELECT * FROM event")
    op.drop_table("event")
    _make_tables()
    count, head = 0, START
    for count, happened in enumerate(_unchained(), start=1):
        entry, content = chained(count, head, happened)
        _insert("event", entry)
        _insert("event_content", content)
        head = entry["sha256"]
    op.drop_table("unchained")
    seal = Seal.made(count, head, context.config.attributes["key"]())
    _insert("seal", {"id": 1, "count": seal.count, "head": seal.head, "mac": seal.mac})
    for guard in GUARDS[op.get_bind().dialect.name]:
        op.get_bind().exec_driver_sql(guard)


def _make_tables() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("round_id", sa.String(60), nullable=False, index=True),
        sa.Column("application_id", sa.Integer, index=True),
        sa.Column("content_sha256", HASH, nullable=False),
        sa.Column("previous_sha256", HASH, nullable=False),
        sa.Column("sha256", HASH, nullable=False),
    )
    event = sa.ForeignKey("event.id")
    op.create_table(
        "event_content",
        sa.Column("event_id", sa.Integer, event, primary_key=True, autoincrement=False),
        sa.Column("salt", HASH, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("old", sa.Text, nullable=False),
        sa.Column("new", sa.Text, nullable=False),
    )
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("head", HASH, nullable=False),
        sa.Column("mac", HASH, nullable=False),
    )


def _insert(table: str, row: dict[str, Any]) -> None:
    op.get_bind().execute(sa.table(table, *map(sa.column, row)).insert(), row)


def _unchained() -> Iterator[Event]:
    """The entries of the old log, read a few at a time."""
    names = ("actor", "action", "round_id", "application_id", "subject", "old", "new")
    at = sa.column("at", sa.DateTime(timezone=True))
    old = sa.table("unchained", sa.column("id", sa.Integer), at, *map(sa.column, names))
    last = 0
    while True:
        few = sa.select(old).where(old.c.id > last).order_by(old.c.id).limit(AT_A_TIME)
        rows = op.get_bind().execute(few).all()
        for row in rows:
            last, at, actor, action, *rest = row
            moment = at.replace(tzinfo=UTC) if at.tzinfo is None else at
            yield Event(moment, actor, Action(action), *rest)
        if not rows:
            return
