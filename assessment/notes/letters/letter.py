"""A letter to an applicant as Word, in the authority's own template or in ours."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import cache
from pathlib import Path

from assessment.domain.applications.personal import mask
from assessment.domain.letters.dossier import Dossier
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.words.wording import listed, local, long_day
from assessment.errors import RefusedActionError
from assessment.notes import word
from assessment.notes.letters.content import content, foot
from assessment.notes.letters.template import check_template, fill

DRAFT = "UDKAST – må ikke sendes"

_TEMPLATES = Path(__file__).with_name("templates")
_NAMES = {
    LetterKind.RECEIPT: "kvittering",
    LetterKind.SUPPLEMENT: "supplerende-oplysninger",
    LetterKind.HEARING: "partshoering",
    LetterKind.GRANT: "tilsagn",
    LetterKind.RESERVE: "reserve",
    LetterKind.REFUSAL: "afslag",
    LetterKind.DISMISSAL: "afvisning",
}


def letter(
    dossier: Dossier, template: bytes | None, *, author: str, written: datetime, draft: bool = False
) -> bytes:
    """The letter as a .docx, in the authority's own template where there is one.

    `draft` marks it on every page as not finished. Raises RefusedActionError for a template that
    cannot be used, or that leaves out something of this letter.
    """
    chosen = default_template(dossier.kind) if template is None else template
    problems = check_template(dossier.kind, chosen)
    if problems:
        raise RefusedActionError(
            f"Skabelonen “{template_name(dossier.kind)}” kan ikke bruges. {' '.join(problems)}"
        )
    said = content(dossier)
    title = f"{DRAFT}: {said['emne']}" if draft else str(said["emne"])
    properties = word.Properties(
        title=title,
        author=mask(author),
        created=written,
        subject=f"{dossier.scheme.title} – {dossier.round.title}",
        identifier=dossier.case_number,
    )
    dated = {"dato": long_day(local(written)), "fod": foot(dossier, author)}
    made, lacking = fill(chosen, said | dated, properties, mark=DRAFT if draft else "")
    if lacking:
        raise RefusedActionError(
            f"Skabelonen “{template_name(dossier.kind)}” kan ikke bruges. Den udelader noget af "
            f"{listed([f'“{each}”' for each in lacking])} i brevet til {dossier.case.name}. Vis felterne uden "
            "betingelser, og alt, hvad der er flere af."
        )
    return made


def basis(dossier: Dossier) -> str:
    """The SHA-256 of all that the letter says, whoever writes it when and with which program."""
    said = json.dumps(content(dossier), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{dossier.kind}\n{dossier.criteria_sha256}\n{said}".encode()).hexdigest()


def template_name(kind: LetterKind) -> str:
    """The file's name of a kind's template, ours and the authority's own."""
    return f"{_NAMES[kind]}.docx"


@cache
def default_template(kind: LetterKind) -> bytes:
    """Our own template of a kind, to write with or to start from."""
    return (_TEMPLATES / template_name(kind)).read_bytes()
