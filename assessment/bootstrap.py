"""The composition root: settings, database, rule file and clock become one Workflow."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from assessment import criteria_file
from assessment.intake.worker import Workers
from assessment.storage import Database
from assessment.workflow.core import Workflow

_ROOT = Path(__file__).resolve().parent.parent
SAMPLES = _ROOT / "sample_applications"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment sets: which database, which rule file, which key for the log."""

    database_url: str
    criteria: Path
    audit_key: str | None = None


def settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; the default database lies in the user's data folder."""
    data = Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    default = f"sqlite:///{data / 'assessment' / 'assessment.sqlite3'}"
    criteria = environ.get("ASSESSMENT_CRITERIA") or _ROOT / "criteria.yaml"
    address = environ.get("ASSESSMENT_DATABASE_URL") or default
    return Settings(address, Path(criteria), environ.get("ASSESSMENT_AUDIT_KEY") or None)


def now() -> datetime:
    """The time, zone-aware."""
    return datetime.now(UTC)


@cache
def workers() -> Workers:
    """The processes that open what strangers sent; they start when the first file comes."""
    return Workers()


def workflow(chosen: Settings) -> Workflow:
    """Open the database, brought up to date, and check the rule file.

    Raises CriteriaFileError or StorageError with what is wrong.
    """
    criteria = criteria_file.read(chosen.criteria)
    criteria_file.parse(criteria, chosen.criteria.name)
    database = Database(chosen.database_url, key=chosen.audit_key)
    database.migrate()
    return Workflow(database, criteria, now, workers().run)
