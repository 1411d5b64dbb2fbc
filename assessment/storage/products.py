"""The database products that can be used, and what each must tell of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from assessment.errors import StorageError
from assessment.storage import postgres, sqlite

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Engine, Table
    from sqlalchemy.exc import SQLAlchemyError


class Product(Protocol):
    """What the module of one product offers."""

    def engine(self, url: URL, *, wait_seconds: float) -> Engine:
        """Return an engine whose writers wait for each other that long; nothing is opened yet."""

    def place(self, url: URL) -> str:
        """How the database is named to users."""

    def prepare(self, url: URL) -> None:
        """Make what must be there before the database can be opened."""

    def own_key(self, url: URL) -> str:
        """The key that the log is sealed with where nobody named one; StorageError for no such."""

    def exact(self, column: ColumnElement[Any]) -> ColumnElement[bytes]:
        """A column's value as the bytes that are stored, which no valid text equals if it is of another kind."""

    def continue_ids(self, connection: Connection, table: Table) -> None:
        """Let new rows of a table get ids after those that were put there with their own."""

    def sweep(self, engine: Engine) -> None:
        """Give up what still stands on the disk of rows that were removed."""

    def advice(self, error: SQLAlchemyError, place: str) -> str | None:
        """Return what a user can do about a failure, None where it is a mistake in the program."""


PRODUCTS: dict[str, Product] = {
    "sqlite": sqlite,
    "sqlite+pysqlite": sqlite,
    "postgresql": postgres,
    "postgresql+psycopg": postgres,
}


def chosen(text: str) -> tuple[Product, URL]:
    """The product that an address names, and the address; StorageError for any other text."""
    try:
        url = make_url(text)
        return PRODUCTS[url.drivername], url
    except (ArgumentError, KeyError, ValueError):
        raise StorageError(
            "Databasens adresse kan ikke bruges; ret ASSESSMENT_DATABASE_URL til formen "
            "sqlite:///mappe/fil.db eller postgresql://bruger:kode@vært/database."
        ) from None
