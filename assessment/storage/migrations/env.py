"""What Alembic runs for each command: the steps, in the transaction that `schema` began."""

from __future__ import annotations

from alembic import context

from assessment.storage.tables import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
context.run_migrations()
