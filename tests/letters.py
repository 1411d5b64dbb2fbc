"""Dossiers to write letters from: the demo round's case of Bakkedal Kommune with all its texts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import docx
from docx.table import Table

from assessment.domain.correspondence.dialogue import Answered, Exchange, Kind
from assessment.domain.following.undertaking import Undertaking
from assessment.domain.letters import dossier as texts
from assessment.domain.letters.dossier import Dossier
from assessment.domain.outcomes.letter import LetterKind, LetterText
from assessment.domain.rules.scheme import Complaint, LetterTexts, Signatory
from assessment.intake import read
from assessment.notes.letters.fields import Fields
from tests import builders
from tests.builders import NOON

WRITTEN = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
"""Half past midnight on the 28th in Denmark."""

ASKED = builders.exchange(
    Kind.SUPPLEMENT,
    "1. Hvem har ansvaret for CTI efter forløbet?\n2. Hvornår begynder første forløb?",
    fields=("4.1", "5.1"),
    deadline=NOON + timedelta(days=7),
)
OUTSIDE = builders.exchange(
    Kind.OUTSIDE, "Tilbuddet er godkendt til 8 pladser.", id_=2, counterpart="Tilbudsportalen"
)
HEARD = builders.exchange(
    Kind.HEARING,
    "Det kan betyde, at målet for antal borgere ikke kan nås.",
    id_=3,
    concerns=2,
    deadline=NOON + timedelta(days=9),
)
AGREED = Undertaking(
    1,
    "Kvinder, der flytter fra krisecenter til egen bolig.",
    ("Kvinder med børn", "Kvinder uden børn"),
    54,
    "8–10",
    date(2027, 2, 1),
    date(2029, 1, 31),
    "Lone Vestergaard",
    NOON,
)
SIGNATORY = Signatory(name="Karin Dahl", title="Kontorchef")
APPEAL = Complaint(
    appealable=True,
    legal_basis="§ 1 i en opdigtet bekendtgørelse",
    instance="Opdigtet Klagenævn",
    how="Send klagen til os; vi sender den videre",
    deadline="fire uger efter, at I har modtaget afgørelsen",
)
NO_APPEAL = Complaint(appealable=False, legal_basis="§ 2 i en opdigtet lov")


def text(key: str, words: str, *, accepted: bool = True) -> LetterText:
    """A text of the letter to Bakkedal Kommune that a human has accepted."""
    return LetterText(1, key, words, accepted, "Lone Vestergaard", NOON, 1)


def written(**more: str) -> dict[str, LetterText]:
    """All texts that a letter can have; those named in place of these ("facts")."""
    words = {
        texts.FACTS: "I har oplyst, at tre medarbejdere hver skal støtte ti borgere.",
        texts.ASKED: "",
        texts.DISPENSATION: "Kravet gælder alle sociale tilbud og kan ikke fraviges for et enkelt.",
        texts.CONDITIONS: "",
    }
    for each in builders.cti_scheme().criteria:
        words[texts.strengths(each.id)] = (
            f"{each.title} er konkret beskrevet.\nDet er et godt afsæt."
        )
        words[texts.weaknesses(each.id)] = f"{each.title} mangler en tidsplan."
    for each in builders.cti_scheme().requirements:
        words[texts.unmet(each.id)] = f"Der er ikke redegjort for {each.title.lower()}."
    return {key: text(key, each) for key, each in (words | more).items()}


def dossier(kind: LetterKind, *, unmet: tuple[str, ...] = (), **changes: object) -> Dossier:
    """What a letter of this kind to Bakkedal Kommune is made from; complete unless told otherwise."""
    scheme = builders.cti_scheme()
    case = builders.case(formal=builders.screening(unmet=unmet))
    values = {
        "case": case,
        "round": scheme.round("demo"),
        "scheme": scheme,
        "letters": scheme.letters.model_copy(update={"signatory": SIGNATORY, "complaint": APPEAL}),
        "monitoring": scheme.monitoring,
        "applicants": 9,
        "selected": 3,
        "case_number": "26/12345",
        "criteria_sha256": "c" * 64,
        "tool": f"0.1.0 (SHA-256 {'d' * 64})",
        "texts": written(),
        "undertaking": AGREED,
        "exchange": {LetterKind.SUPPLEMENT: ASKED, LetterKind.HEARING: HEARD}.get(kind),
        "about": OUTSIDE if kind is LetterKind.HEARING else None,
    }
    return Dossier(kind, **values | changes)


def unsettled(kind: LetterKind, **changes: object) -> Dossier:
    """The same where the authority has chosen no signatory and settled no guidance on appeal."""
    fixed: LetterTexts = builders.cti_scheme().letters
    return dossier(kind, letters=fixed, **changes)


def answered(made: Exchange, days: int) -> Exchange:
    """The exchange with an answer that came so many days after it."""
    came = made.when + timedelta(days=days)
    return replace(made, answer=Answered("Vores svar.", came, "Lone Vestergaard", came))


def readable(letter: bytes) -> str:
    """All that can be read of a letter, by the project's own reader."""
    return read(letter, builders.cti_scheme().form).text


def leaves(fields: Fields) -> Iterator[str]:
    """Every text of a letter's fields."""
    for value in fields.values():
        for each in (value,) if isinstance(value, str) else value:
            yield from (each,) if isinstance(each, str) else leaves(each)


def transcript(letter: bytes) -> list[str]:
    """A line a paragraph of the letter (its style and its text) and a line a table row (its cells)."""
    lines = []
    for part in docx.Document(io.BytesIO(letter)).iter_inner_content():
        if isinstance(part, Table):
            rows = ([cell.text for cell in row.cells] for row in part.rows)
            lines += ["  " + " | ".join(cells).rstrip() for cells in rows]
        else:
            lines.append(f"[{part.style.name}] {part.text}".replace("\n", " / "))
    return lines
