"""A database that an earlier version made is brought up to date with all that is in it."""

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from assessment.storage import Database
from assessment.storage.readings import to_json
from assessment.storage.schema import MIGRATIONS
from tests import builders

AT = "2026-10-01 10:00:00.000000"
ROWS = (
    "INSERT INTO round VALUES ('demo', 'id: cti', :sha, :at, 'Lone')",
    "INSERT INTO application VALUES (1, 'demo', 'a.docx', :sha, :at, '', :at, 'Lone')",
    "INSERT INTO original VALUES (1, 'PK')",
    "INSERT INTO reading VALUES (1, :reading)",
)


def test_the_first_version_keeps_its_applications(tmp_path):
    url = f"sqlite:///{tmp_path / 'gammel.db'}"
    sent = builders.reading({"4.1": "Unge."})
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    with create_engine(url).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for row in ROWS:
            values = {"sha": sent.sha256, "at": AT, "reading": to_json(sent)}
            connection.execute(text(row), values)

    database = Database(url)
    database.migrate()

    with database.read() as reader:
        (kept,) = reader.applications("demo")
    database.close()
    assert (kept.filename, kept.received, kept.reading) == ("a.docx", builders.NOON, sent)
    assert (kept.envelope, kept.attachments, kept.received_note) == (None, (), "")
