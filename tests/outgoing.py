"""Dossiers of letters with nothing missing, for tests that take one thing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from assessment.domain.award import Award
from assessment.domain.case import Case
from assessment.domain.decision import Decision
from assessment.domain.dialogue import Answered, Exchange, Kind
from assessment.domain.dossier import Dossier
from assessment.domain.drafts import wanted
from assessment.domain.letter import DECIDING, LetterKind, LetterText
from assessment.domain.scheme import Complaint, LetterTexts, Signatory
from assessment.domain.undertaking import Undertaking
from tests import builders
from tests.builders import NOON

AWARDS = {kind: award for award, kind in DECIDING.items()}
"""What was decided where somebody gets this letter."""

SETTLED = Complaint(
    appealable=True,
    legal_basis="en bekendtgørelse, som kun prøverne kender",
    instance="Klagenævnet",
    how="Skriv til os, så sender vi klagen videre.",
    deadline="fire uger efter, at I har modtaget brevet",
)
SIGNATORY = Signatory(name="Kirsten Dam", title="kontorchef")

REQUEST = builders.exchange(
    Kind.SUPPLEMENT,
    "1. Hvor mange borgere?",
    id_=1,
    fields=("4.11",),
    deadline=NOON + timedelta(days=10),
    answer=Answered("Vi venter 54 borgere.", NOON + timedelta(days=2), "Lone Vestergaard"),
)
OUTSIDE = builders.exchange(
    Kind.OUTSIDE, "Tilbuddet er ikke godkendt.", id_=2, counterpart="Tilbudsportalen"
)
HEARING = builders.exchange(
    Kind.HEARING,
    "Er det rigtigt?",
    id_=3,
    concerns=2,
    deadline=NOON + timedelta(days=10),
)
UNDERTAKING = Undertaking(
    application=1,
    target_group="Borgere, der udskrives fra psykiatrien",
    sub_groups=("Unge", "Ældre"),
    citizens=54,
    caseload="10",
    start=date(2027, 2, 1),
    end=date(2029, 1, 31),
    by="Lone Vestergaard",
    at=NOON,
    version=1,
)


def text(key: str, said: str = "Det er der gode grunde til.", **rest: object) -> LetterText:
    """A text of the letter to application 1 that somebody accepted."""
    values = {"accepted": True, "by": "Lone Vestergaard", "at": NOON, "version": 1} | rest
    return LetterText(1, key, said, **values)


def decided(kind: LetterKind, *, unmet: str = "", points: int = 3) -> Case:
    """A case about which it was decided what this letter tells, after one review."""
    award = AWARDS.get(kind, Award.GRANT)
    case = builders.case(
        builders.review(points),
        formal=builders.screening(unmet=[unmet] if unmet else []),
        made=builders.recommendation(award),
    )
    return replace(case, decision=Decision(1, award, "", "Karin Dahl", NOON, 1))


def dossier(kind: LetterKind, *, unmet: str = "", points: int = 3, **rest: object) -> Dossier:
    """What a letter of a real round is made from, with nothing missing.

    `unmet` is the requirement that decides it, as a dismissal needs one; `points` is what the
    reviewer gave everything.
    """
    scheme = builders.cti_scheme()
    if kind is LetterKind.DISMISSAL:
        unmet = unmet or "G2"
    values: dict[str, object] = {
        "kind": kind,
        "case": decided(kind, unmet=unmet, points=points),
        "round": scheme.round("demo").model_copy(update={"demo": False}),
        "scheme": scheme,
        "letters": fixed(),
        "monitoring": scheme.monitoring,
        "applicants": 14,
        "selected": 3,
        "case_number": "26/12345",
        "criteria_sha256": "c" * 64,
        "tool": "prøve",
        "exchange": {LetterKind.SUPPLEMENT: REQUEST, LetterKind.HEARING: HEARING}.get(kind),
        "about": OUTSIDE if kind is LetterKind.HEARING else None,
        "undertaking": UNDERTAKING if kind is LetterKind.GRANT else None,
    }
    return accepted(Dossier(**values | rest))


def fixed(**changes: object) -> LetterTexts:
    """The fixed texts of criteria.yaml, with somebody to sign and a settled klagevejledning."""
    settled = {"signatory": SIGNATORY, "complaint": SETTLED}
    return builders.cti_scheme().letters.model_copy(update=settled | changes)


def accepted(made: Dossier) -> Dossier:
    """The dossier with every text that it needs written and accepted."""
    needed = [each.key for each in wanted(made) if each.required]
    return replace(made, texts={key: text(key, f"Om {key}.") for key in needed})


def departing(kind: LetterKind = LetterKind.GRANT) -> Dossier:
    """A grant of support to fewer citizens than were applied for."""
    return dossier(kind, undertaking=replace(UNDERTAKING, citizens=40))


def with_exchanges(made: Dossier, *exchanges: Exchange) -> Dossier:
    """The dossier of a case in which all this passed."""
    return replace(made, case=replace(made.case, exchanges=exchanges))


def applied_for(citizens: int, caseload: int = 10) -> Dossier:
    """A grant to somebody who applied for so many citizens and so many for each worker."""
    answers = builders.filled(**{"4.11": Decimal(citizens), "4.10": Decimal(caseload)})
    made = dossier(LetterKind.GRANT)
    case = replace(made.case, application=builders.application(answers, id_=1))
    return accepted(replace(made, case=case))
