"""Files beside an application: what they are, why they came, and whether they count."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.applications.issue import Issue


class AttachmentKind(StrEnum):
    """What a file is, told by its content."""

    WORD = "Word"
    PDF = "PDF"
    PICTURE = "billede"
    SPREADSHEET = "regneark"
    TEXT = "tekst"
    OTHER = "andet"


class Nature(StrEnum):
    """Why a file came, which decides whether it is part of what is assessed (DOMAIN.md A11, A18)."""

    SUBMITTED = "sendt med ansøgningen"
    REQUESTED = "svar på vores anmodning"
    UNSOLICITED = "uopfordret efter fristen"


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """The text of a file, page by page; a file without pages is one page, one without text none.

    `issues` say, in Danish, what of it could not be read.
    """

    pages: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
