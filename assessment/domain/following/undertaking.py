"""What was agreed with a selected applicant, and the reports that came of it (the guides' chapter on monitoring)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a selected applicant agreed to: whom it helps, how many, from when to when.

    `caseload` is citizens per worker as agreed, in words ("8–10"). `sub_groups` are the names that
    its reports may use; none means that none were agreed yet.
    """

    application: int
    target_group: str
    sub_groups: tuple[str, ...]
    citizens: int
    caseload: str
    start: date
    end: date
    by: str
    at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """A report that came from a selected applicant for one due day; what was in it is not kept."""

    application: int
    due: date
    received: date
    note: str
    by: str
    at: datetime
    version: int = 0
