"""Dossiers of letters with nothing missing, for tests that take one thing away; a round of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from assessment.domain.correspondence.dialogue import Answered, Exchange, Kind
from assessment.domain.following.undertaking import Undertaking
from assessment.domain.letters.dossier import Dossier
from assessment.domain.letters.drafts import wanted
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.outcomes.letter import DECIDING, LetterKind, LetterText
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case
from assessment.domain.rules.scheme import Complaint, LetterTexts, Signatory
from assessment.storage import Repository
from assessment.workflow import finishing, lettering
from assessment.workflow.core import Workflow
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


NAMES = {1: "Bakkedal Kommune", 2: "Lyngmose Kommune", 3: "Åmose Kommune", 4: "Fjordby Kommune"}
KINDS = {1: LetterKind.GRANT, 2: LetterKind.RESERVE, 3: LetterKind.REFUSAL, 4: LetterKind.DISMISSAL}
"""Who gets which letter in the round below."""


def decided_round(work: Workflow, *, phase: Phase = Phase.DECIDED) -> Person:
    """Four applications of the demo round about which it was decided; gives the round's lead.

    Nothing is written for their letters yet.
    """
    lead, anne = builders.lead(work), builders.reviewer(work)
    builders.at_phase(work, phase)
    with work.database.begin() as repository:
        for number, name in NAMES.items():
            _register(repository, number, name)
            judge(repository, number, anne)
        repository.set_undertaking(UNDERTAKING)
    builders.impartial(work, lead, anne, builders.decider(work))
    return lead


def _register(repository: Repository, number: int, name: str) -> None:
    read = builders.reading(builders.filled(**{"1.2": name}), sha256=f"{number:064}")
    repository.add_application(
        round_id="demo",
        filename=f"{number}.docx",
        content=b"PK",
        reading=read,
        received=NOON,
        received_note="",
        registered_at=NOON,
        registered_by="Lone Vestergaard",
    )


def judge(
    repository: Repository, number: int, reviewer: Person, reason: str = "Se felt 4.1."
) -> None:
    """Check, review, recommend and decide about an application as its letter tells."""
    award = AWARDS[KINDS[number]]
    unmet = ["G2"] if award is Award.DISMISSAL else []
    for outcome in builders.screening(unmet=unmet).outcomes.values():
        repository.set_outcome(number, replace(outcome, by="Ida Krogh"))
    for score in builders.review(3, reason=reason).scores.values():
        repository.save_score(number, reviewer.id, score)
    repository.set_submitted(number, reviewer.id, NOON)
    made = replace(builders.recommendation(award), application=number)
    repository.set_recommendation(made)
    repository.set_decision(Decision(number, award, "", "Karin Dahl", NOON, 1))


def written(work: Workflow, lead: Person) -> None:
    """Number the round's case, and accept what each letter of it needs."""
    lettering.set_case_number(work, "demo", None, "26/12345", by=lead, expected=0)
    for state in lettering.desk(work, "demo", lead):
        for draft in state.texts:
            if draft.wanted.required:
                lettering.save_text(
                    work,
                    state.case.id,
                    draft.wanted.key,
                    f"Om {draft.wanted.key} hos nr. {state.case.id}.",
                    accepted=True,
                    by=lead,
                    expected=draft.version,
                )


def written_round(work: Workflow) -> Person:
    """The round above with everything written that its letters need; gives its lead."""
    lead = decided_round(work)
    written(work, lead)
    return lead


def finished_round(work: Workflow) -> Person:
    """The round above with every letter about its decisions finished; gives its lead."""
    lead = written_round(work)
    finishing.finish(work, "demo", list(KINDS.items()), by=lead)
    return lead
