"""All that is PostgreSQL's own: how it is reached, how it takes turns, and what its errors mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    LargeBinary,
    Table,
    Text,
    cast,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoTurnError

from assessment.errors import StorageError

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

# The number that all writers of a database lock; any will do that no other program locks in it.
TURN = 20_241_004

# How long a writer that has stopped answering can keep the others waiting.
IDLE_SECONDS = 60

CONNECT_SECONDS = 10

BUSY = (
    "Databasen {place} er optaget af en anden, og det seneste blev ikke gemt; vent et øjeblik, "
    "og prøv igen."
)
# A connection that breaks while it commits leaves nobody knowing whether it did.
LOST = (
    "Forbindelsen til databasen {place} blev afbrudt, og det seneste er måske ikke gemt; genindlæs "
    "siden, og se efter."
)
FULL = (
    "Disken med databasen {place} er fuld, og det seneste blev ikke gemt; gør plads på serveren, "
    "og prøv igen."
)
ENTRY = (
    "Databasen {place} lukker ikke programmet ind; kontrollér bruger, adgangskode og databasens "
    "navn i ASSESSMENT_DATABASE_URL."
)
NO_ROOM = (
    "Databasen {place} tager ikke imod flere forbindelser lige nu; vent et øjeblik, og prøv igen."
)
UNREACHABLE = (
    "Databasen {place} kan ikke nås; kontrollér, at serveren kører, og at værten i "
    "ASSESSMENT_DATABASE_URL er den rette."
)

ADVICE = {
    "55P03": BUSY,
    "57014": BUSY,
    "40001": BUSY,
    "40P01": BUSY,
    "25P03": LOST,
    "57P01": LOST,
    "57P02": LOST,
    "57P03": NO_ROOM,
    "53300": NO_ROOM,
    "53100": FULL,
    "58030": (
        "Disken med databasen {place} svarer ikke, som den skal, og det seneste blev ikke gemt; "
        "kontrollér serveren, og prøv igen."
    ),
    "42501": (
        "Brugeren af databasen {place} har ikke ret til at læse og gemme i den; giv brugeren "
        "rettighederne, eller vælg en anden i ASSESSMENT_DATABASE_URL."
    ),
    "25006": (
        "Databasen {place} kan kun læses, så intet kan gemmes; vælg den server, der kan skrives "
        "til, i ASSESSMENT_DATABASE_URL."
    ),
    "XX001": (
        "Databasen {place} er beskadiget; luk programmet, og indlæs den seneste sikkerhedskopi i "
        "en ny database."
    ),
    "XX002": (
        "Databasen {place} er beskadiget; luk programmet, og indlæs den seneste sikkerhedskopi i "
        "en ny database."
    ),
}

# Why nobody was let in comes as words alone, without a code; the first that fits counts.
REFUSALS = (
    ("too many", NO_ROOM),
    ("connection slots", NO_ROOM),
    ("starting up", NO_ROOM),
    ("shutting down", NO_ROOM),
    ("recovery", NO_ROOM),
    ("FATAL", ENTRY),
    ("password", ENTRY),
    ("connection", UNREACHABLE),
    ("resolve", UNREACHABLE),
)


def engine(url: URL, *, wait_seconds: float) -> Engine:
    """Return an engine whose writers wait for each other that long; nothing is opened yet."""
    made = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,  # a server that was started anew is met with new connections
        pool_timeout=wait_seconds,
        connect_args={
            "client_encoding": "utf8",
            "connect_timeout": CONNECT_SECONDS,
            "options": _options(url, wait_seconds),
        },
    )
    event.listen(made, "first_connect", _refuse_other_alphabets)
    event.listen(made, "begin", _begin)
    return made


def place(url: URL) -> str:
    """How the database is named to users, without its password."""
    host = url.host or url.query.get("host") or "denne maskine"
    return f"“{url.database or url.username or 'postgres'}” på {host}"


def prepare(url: URL) -> None:
    """Do nothing: whoever runs the server has made the database."""


def own_key(url: URL) -> str:
    """Refuse: a key that lay on one of several machines would be no use to the others."""
    raise StorageError(
        f"Databasen {place(url)} har brug for en nøgle, der forsegler loggen; sæt "
        "ASSESSMENT_AUDIT_KEY til den samme lange, hemmelige tekst på alle maskiner."
    )


def exact(column: ColumnElement[Any]) -> ColumnElement[bytes]:
    """A column's value as the bytes that are stored."""
    return func.convert_to(cast(column, Text), "UTF8", type_=LargeBinary)


def continue_ids(connection: Connection, table: Table) -> None:
    """Let new rows of a table get ids after those that were put there with their own."""
    column = table.autoincrement_column
    if column is None:
        return
    quoted = connection.dialect.identifier_preparer.format_table(table)
    sequence = func.pg_get_serial_sequence(quoted, column.name)
    last = select(func.max(column)).scalar_subquery()
    connection.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))


def sweep(engine: Engine) -> None:
    """Free the space of rows that were removed, so that new rows are written over them."""
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM")


def advice(error: SQLAlchemyError, place: str) -> str | None:
    """Return what a user can do about a failure, or None where it is a mistake in the program."""
    if isinstance(error, NoTurnError):
        return BUSY.format(place=place)
    if not isinstance(error, DBAPIError):
        return None
    code = getattr(error.orig, "sqlstate", None)
    sentence = ADVICE.get(code) if code else _advice_without_code(error)
    if sentence is None and error.connection_invalidated:
        sentence = LOST
    return sentence.format(place=place) if sentence else None


def _options(url: URL, wait_seconds: float) -> str:
    own = {
        "lock_timeout": round(wait_seconds * 1000),
        "idle_in_transaction_session_timeout": IDLE_SECONDS * 1000,
    }
    asked = url.query.get("options", "")
    return " ".join([*(f"-c {name}={value}" for name, value in own.items()), str(asked)]).strip()


def _advice_without_code(error: DBAPIError) -> str | None:
    if error.connection_invalidated:
        return LOST
    told = str(error.orig)
    return next((sentence for words, sentence in REFUSALS if words in told), None)


def _refuse_other_alphabets(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    del entry
    cursor = connection.cursor()
    cursor.execute("SHOW server_encoding")
    (encoding,) = cursor.fetchone() or ("",)
    cursor.close()
    if encoding != "UTF8":
        raise StorageError(
            f"Databasen gemmer tekst som {encoding} og kan ikke holde alle tegn; opret en database "
            "med ENCODING 'UTF8', og vælg den i ASSESSMENT_DATABASE_URL."
        )


def _begin(connection: Connection) -> None:
    """Let a reader see one moment; let a writer wait for its turn before it reads anything."""
    if connection.get_execution_options().get("read_only", False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")
