"""Where a round's work is kept: the database, its schema, and the values stored in it.

The sole home of SQLAlchemy and Alembic; nothing past this room sees a row.
"""

from assessment.storage.case_folder import CaseFolder
from assessment.storage.copying import Copy, new_file
from assessment.storage.database import Database
from assessment.storage.reader import Reader
from assessment.storage.repository import Repository
from assessment.storage.values import OpenedRound

__all__ = ["CaseFolder", "Copy", "Database", "OpenedRound", "Reader", "Repository", "new_file"]
