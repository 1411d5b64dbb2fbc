"""What an attachment is to a reader, and the text that was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.application import Issue


class AttachmentKind(StrEnum):
    """What a file is by its content, in the word that people see."""

    WORD = "Word"
    PDF = "PDF"
    PICTURE = "billede"
    SPREADSHEET = "regneark"
    TEXT = "tekst"
    OTHER = "andet"


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """The text of a file, page by page; a file without pages is one page, one without text none.

    `issues` say, in Danish, what of it could not be read.
    """

    pages: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
