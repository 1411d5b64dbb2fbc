"""Builders with sensible defaults: a test names only what it is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import count
from pathlib import Path

from assessment import criteria_file
from assessment.domain.applications.application import (
    Answer,
    Application,
    Attachment,
    Block,
    BlockKind,
    How,
    Reading,
)
from assessment.domain.applications.attachments import AttachmentKind, Nature
from assessment.domain.applications.envelope import Envelope
from assessment.domain.checking.screening import (
    Finding,
    FormalOutcome,
    Outcome,
    Proposal,
    Screening,
)
from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Recommendation
from assessment.domain.outcomes.selection import Ground
from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.impartiality import Declaration, Stance
from assessment.domain.panel.people import Person, Role
from assessment.domain.ranking.places import Candidate
from assessment.domain.ranking.scenario import Scenario
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.reviewing.marks import marks
from assessment.domain.reviewing.review import Review, Score
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.event import Event
from assessment.domain.rules.form import FieldKind
from assessment.domain.rules.scheme import Scheme
from assessment.workflow import core, people, reviewing
from assessment.workflow.core import Workflow
from assessment.workflow.receiving import Upload, receive
from tests import databases

ROOT = Path(__file__).resolve().parent.parent
CRITERIA = (ROOT / "criteria.yaml").read_text(encoding="utf-8")
SAMPLES = ROOT / "sample_applications"
NOON = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)
"""12.00 Danish time on the day before the demo round's deadline."""

KEY = "en nøgle, som kun prøverne kender"
"""What the tests' logs are sealed with."""

CHOSEN = {"choice": "Planen er tyndere end de andres.", "grounds": (Ground.MERITS,)}
"""Why something else is recommended than the ranking says."""
AGREEMENT = {
    "2.4.kommune": "Bakkedal",
    "2.4.dato": "1.9.2026",
    "2.4.parter": "Vi og socialcentret.",
    "2.4.bilag": "Bilag 1",
}
"""What a provider tells of its agreement with a municipality."""


@cache
def cti_scheme() -> Scheme:
    """The scheme of the repository's own criteria.yaml."""
    return criteria_file.parse(CRITERIA)


def reading(answers: Mapping[str, object] | None = None, *, unplaced: str = "", **rest) -> Reading:
    """A reading with one block an answer; True ticks a box, a number is a number's value."""
    made, blocks = {}, []
    for field, value in (answers or {}).items():
        block = Block(
            f"p{len(blocks)}", BlockKind.PARAGRAPH, str(value), f"Afsnit {len(blocks) + 1}"
        )
        blocks.append(block)
        made[field] = _answer(field, value, block.id)
    outside = ()
    if unplaced:
        outside = (f"p{len(blocks)}",)
        blocks.append(Block(outside[0], BlockKind.PARAGRAPH, unplaced, f"Afsnit {len(blocks) + 1}"))
    text = "\n".join(block.text for block in blocks)
    values = {"sha256": "0" * 64, "text": text, "blocks": tuple(blocks), "unplaced": outside}
    return Reading(**values | {"answers": made} | rest)


def _answer(field: str, value: object, block: str) -> Answer:
    if value is True:
        return Answer(field, "☒", How.TAG, (block,), ticked=True)
    kinds = {each.id: each.kind for each in cti_scheme().form.fields}
    known = {"choice": value, "number": value}.get(kinds.get(field, FieldKind.TEXT))
    if isinstance(known, int | Decimal):
        known = Decimal(known)
    elif kinds.get(field) is FieldKind.NUMBER:
        known = None
    return Answer(field, str(value), How.TAG, (block,), value=known)


def filled(**changes: object) -> dict[str, object]:
    """Answers of a municipality that meets everything; None takes one away (`**{"4.1": None}`)."""
    answers: dict[str, object] = {}
    for field in cti_scheme().form.fields:
        if not field.applies("municipality"):
            continue
        answers[field.id] = {
            FieldKind.TICK: True,
            FieldKind.NUMBER: Decimal(10),
            FieldKind.DATE: "2026-09-29",
        }.get(field.kind, f"Svar på {field.id}.")
    answers |= {
        "1.1": "municipality",
        "1.2": "Bakkedal Kommune",
        "1.3": "Bakkedal",
        "1.4": "99000007",
        "1.7.email": "navn@bakkedal.example",
        "1.8.email": "leder@bakkedal.example",
        "4.9.antal": Decimal(3),
        "4.9.aarsvaerk": Decimal(3),
        "4.10": Decimal(10),
        "4.11": Decimal(54),
    }
    answers |= changes
    return {key: value for key, value in answers.items() if value is not None}


_ids = count(1)


def application(
    answers: Mapping[str, object] | None = None,
    *,
    received: datetime | None = NOON,
    round_id: str = "demo",
    filename: str = "ansøgning.docx",
    id_: int | None = None,
    sent: Mapping[str, object] | None = None,
    **rest,
) -> Application:
    """An application of the demo round, complete and on time unless told otherwise.

    `sent` are its envelope, its attachments and the note on its time.
    """
    read = reading(filled() if answers is None else answers, **rest)
    return Application(id_ or next(_ids), round_id, filename, received, read, **(sent or {}))


_attachment_ids = count(1)


def attachment(
    filename: str = "aftale.pdf", *pages: str, nature: Nature = Nature.SUBMITTED, **rest
) -> Attachment:
    """A PDF that came with the application of id 1, with this text on its pages."""
    number = next(_attachment_ids)
    values = {
        "id": number,
        "delivery": 1,
        "application": 1,
        "filename": filename,
        "sha256": f"{number:064}",
        "size": 1000,
        "kind": AttachmentKind.PDF,
        "nature": nature,
        "pages": pages,
    }
    return Attachment(**values | rest)


def envelope(**changes: object) -> Envelope:
    """A message to the demo round's mailbox that came in time."""
    values = {
        "sender": "Ask Holm <ask@bakkedal.example>",
        "subject": "Ansøgning",
        "sent": NOON,
        "received": NOON,
        "received_by": "Received-linjen fra mx.sbst.example",
        "recipients": ("cti-demo@sbst.example",),
        "body": "Hermed vores ansøgning.",
    }
    return Envelope(**values | changes)


def person(name: str = "Anne Holm", id_: int = 1) -> Person:
    """Somebody who reviews."""
    return Person(id_, name)


def review(
    points: int | Mapping[str, int | None] = 3,
    *,
    application_id: int = 1,
    by: Person | None = None,
    reason: str = "Se felt 4.1.",
    submitted: datetime | None = NOON,
) -> Review:
    """A submitted review with the same points for every aspect, or with those named."""
    aspects = [aspect.id for aspect in cti_scheme().aspects]
    given = points if isinstance(points, Mapping) else dict.fromkeys(aspects, points)
    scores = {aspect: Score(aspect, value, reason, NOON) for aspect, value in given.items()}
    return Review(application_id, by or person(), scores, submitted)


def consensus(aspect: str = "7", points: str = "3.5", **rest) -> Consensus:
    """What Anne and Bo agreed on for an aspect of the application with id 1."""
    values = {"reason": "Vi er enige.", "participants": ("Anne Holm", "Bo Lund")}
    given = values | {"by": "Lone Vestergaard", "at": NOON, "version": 1} | rest
    return Consensus(1, aspect, Fraction(points), **given)


def exchange(kind: Kind, text: str, *, id_: int = 1, **rest) -> Exchange:
    """What passed between the lead and the applicant of the application with id 1."""
    values = {"round": "demo", "application": 1, "by": "Lone Vestergaard", "at": NOON, "version": 1}
    return Exchange(id=id_, kind=kind, text=text, **values | rest)


def declaration(
    by: Person | None = None, stance: Stance = Stance.IMPARTIAL, *, application_id: int = 1, **rest
) -> Declaration:
    """What somebody declares of an application; impartial unless told otherwise."""
    values = {"grounds": (), "text": "", "at": NOON, "version": 1}
    return Declaration(application_id, by or person(), stance, **values | rest)


def screening(*, unmet: Collection[str] = (), unsettled: Collection[str] = ()) -> Screening:
    """A formal check in which two people found everything met but what is named."""
    ids = [each.id for each in cti_scheme().requirements]
    finding = Finding(Outcome.MET, "Alt er på plads.")
    proposals = tuple(Proposal(each, Outcome.MET, (finding,)) for each in ids)
    outcomes = {
        each: FormalOutcome(
            each,
            Outcome.NOT_MET if each in unmet else Outcome.MET,
            "Set.",
            "Anne Holm",
            NOON,
            confirmed_by="Bo Lund",
            confirmed_at=NOON,
            version=2,
        )
        for each in ids
        if each not in unsettled
    }
    return Screening(proposals, (), outcomes)


def recommendation(
    award: Award = Award.GRANT, *, reason: str = "Planen er konkret.", answer: str = "", **rest
) -> Recommendation:
    """The lead's recommendation of the application with id 1."""
    return Recommendation(1, award, reason, answer, "Bo Lund", NOON, **rest)


def scenario(name: str = "Målgruppen først", *weights: str, **rest) -> Scenario:
    """A what-if of the demo round; the target group weighs half unless told otherwise."""
    given = map(Fraction, weights or ("1/2", "1/4", "1/4"))
    named = dict(zip(cti_scheme().weights, given, strict=True))
    return Scenario("demo", name, named, **{"by": "Lone Vestergaard", "at": NOON} | rest)


def candidate(
    name: str = "Bakkedal", points: float | Fraction | Mapping | None = 3, **rest
) -> Candidate:
    """Somebody to rank, with the same score for every aspect, or 3 save for those named."""
    aspects = [aspect.id for aspect in cti_scheme().aspects]
    given = dict.fromkeys(aspects, 3) | points if isinstance(points, Mapping) else None
    given = given or dict.fromkeys(aspects, points)
    scores = {key: None if value is None else Fraction(value) for key, value in given.items()}
    return Candidate(name, name, marks(scores, cti_scheme()), **rest)


class Clock:
    """A clock that a test sets; each look moves it on by a second, so that order shows."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def workflow(
    url: str = "sqlite://",
    *,
    criteria: str = CRITERIA,
    clock: Clock | None = None,
    key: str | None = KEY,
) -> Workflow:
    """A workflow on a new database, in memory unless told otherwise; close its database after.

    A key of None is the one beside an SQLite file, as the program itself uses it.
    """
    return Workflow(databases.up_to_date(url, key), criteria, clock or Clock())


def lead(work: Workflow) -> Person:
    """The project lead of the workflow's rounds, who administers too."""
    return people.join(work, "Lone Vestergaard", {Role.LEAD, Role.ADMINISTRATOR})


def reviewer(work: Workflow, name: str = "Anne Holm") -> Person:
    """Somebody who only reviews."""
    return people.join(work, name, {Role.REVIEWER})


def decider(work: Workflow) -> Person:
    """Who decides, and assesses nothing."""
    return people.join(work, "Karin Dahl", {Role.DECIDER})


def auditor(work: Workflow) -> Person:
    """Who reads everything, and takes no part."""
    return people.join(work, "Peter Lind", {Role.READER})


def received(work: Workflow, *samples: str) -> None:
    """Let the lead take these sample applications in before the deadline."""
    uploads = [Upload(f"{each}.docx", sample(each), NOON) for each in samples]
    list(receive(work, "demo", uploads, lead(work)))


def applications(work: Workflow, round_id: str = "demo") -> tuple[Application, ...]:
    """The applications of a round as they are stored, whoever may see them."""
    with work.database.read() as reader:
        return reader.applications(round_id)


def events(work: Workflow, **of: object) -> tuple[Event, ...]:
    """The log as it is stored, newest first, whoever may see it."""
    with work.database.read() as reader:
        return reader.events(**of)


def at_phase(work: Workflow, phase: Phase, round_id: str = "demo") -> None:
    """Put a round into a phase, whatever it takes; opened with the present rules where it was not."""
    by = lead(work)
    with work.database.begin() as repository:
        core.open_round(work, round_id, by, repository, reason="Prøve.")
        opened = repository.opened_round(round_id)
        repository.set_round(replace(opened, phase=phase, version=opened.version + 1))


def impartial(work: Workflow, *everybody: Person, round_id: str = "demo") -> None:
    """Let people declare themselves impartial towards all applicants there are."""
    with work.database.begin() as repository:
        for each in everybody:
            for application in repository.applications(round_id):
                repository.set_declaration(declaration(each, application_id=application.id))


def assigned(work: Workflow, application_id: int, *reviewers: Person) -> None:
    """Give an application to impartial reviewers while the round is being assessed."""
    with work.database.read() as reader:
        round_id = reader.application(application_id).round
    at_phase(work, Phase.ASSESSMENT, round_id)
    impartial(work, *reviewers, round_id=round_id)
    with work.database.begin() as repository:
        for each in reviewers:
            repository.set_assignment(Assignment(application_id, each, "Lone", NOON, version=1))


def scored(work: Workflow, application_id: int, reviewer: Person, points: int = 3) -> None:
    """Let a reviewer give what they were assigned the same points for every aspect, and submit."""
    for aspect in cti_scheme().aspects:
        reviewing.save_score(
            work, application_id, reviewer, aspect.id, points=points, reason="Se 4.1.", expected=0
        )
    reviewing.submit(work, application_id, reviewer)


def sample(name: str) -> bytes:
    """One of the sample applications, by the beginning of its file's name."""
    return next(SAMPLES.glob(f"{name}*.docx")).read_bytes()


def case(
    *reviews: Review,
    name: str = "Bakkedal Kommune",
    id_: int = 1,
    formal: Screening | None = None,
    made: Recommendation | None = None,
    **rest,
) -> Case:
    """An application that met everything, with these reviews and this recommendation."""
    filled_in = application(filled(**{"1.2": name}), id_=id_, **rest)
    return Case(cti_scheme(), filled_in, formal or screening(), reviews, made)


def round_of(*cases: Case) -> RoundCases:
    """The demo round with these cases, opened with the rules of criteria.yaml."""
    scheme = cti_scheme()
    return RoundCases(scheme.round("demo"), scheme, "c" * 64, criteria_changed=False, cases=cases)
