"""Text as every database can hold it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext

# PostgreSQL refuses the first, and neither product can write the others as UTF-8; a pasted text,
# a mail or the name of a file may hold them.
IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """The text with a mark in the place of each character that no database takes."""
    return IMPOSSIBLE.sub(REPLACEMENT, text)


def clean_parameters(  # noqa: PLR0917 - SQLAlchemy calls it with these, by position
    connection: Connection,
    cursor: DBAPICursor,
    statement: str,
    parameters: Any,  # noqa: ANN401 - a row or many, by name or by position
    context: ExecutionContext | None,
    executemany: bool,  # noqa: FBT001 - as above
) -> tuple[str, Any]:
    """Clean all text on its way to the database, whichever statement it stands in."""
    del connection, cursor, context
    if executemany:
        return statement, [_row(each) for each in parameters]
    return statement, _row(parameters)


def _row(values: Mapping[str, Any] | Sequence[Any]) -> Mapping[str, Any] | Sequence[Any]:
    if isinstance(values, dict):
        return {name: _value(each) for name, each in values.items()}
    return tuple(_value(each) for each in values)


def _value(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return clean(value) if isinstance(value, str) else value
