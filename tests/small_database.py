"""A round with something in every table, each text of it marked, so that a test can look for it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from assessment.domain.applications.corrections import Correction
from assessment.domain.applications.delivery import Delivery
from assessment.domain.applications.versions import SetAside
from assessment.domain.checking.screening import FormalOutcome, Outcome
from assessment.domain.correspondence.dialogue import Answered, Exchange, Kind, Shared
from assessment.domain.following.undertaking import Report, Undertaking
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision, Recommendation
from assessment.domain.outcomes.letter import (
    CaseNumber,
    Channel,
    Letter,
    LetterKind,
    LetterText,
    Sent,
)
from assessment.domain.outcomes.selection import Ground
from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.impartiality import Declaration, Judgement, Scope, Stance
from assessment.domain.panel.people import Person, Role
from assessment.domain.ranking.scenario import Change, Scenario
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.reviewing.review import Score
from assessment.domain.rounds.event import Action, Event
from assessment.storage import Database, OpenedRound, Repository
from tests.builders import NOON, attachment, envelope, reading

RULES = "id: cti 🏡"


def fill(database: Database, round_id: str = "demo", mark: str = "Godt.") -> None:
    """Put a round with two applications and two entries of the log into a database."""
    with database.begin() as repository:
        repository.open_round(
            OpenedRound(round_id, RULES, "c" * 64, NOON, "Lone", "Prøve.", Phase.ASSESSMENT)
        )
        anna = _person(repository, "Anna Ærø", Role.REVIEWER)
        first, second = (_application(repository, round_id, mark, each) for each in "ab")
        _assess(repository, first, anna, mark)
        repository.set_aside(SetAside(second, first, mark, mark, NOON))
        _agree(repository, round_id, first, anna, mark)
        _imagine(repository, round_id, first, mark)
        _write(repository, round_id, first, mark)
        repository.end_login("a" * 64, expires=NOON + timedelta(days=1), now=NOON)
        for number in (first, second):
            said = Event(NOON, mark, Action.REGISTERED, round_id, number, mark, mark, mark)
            repository.record(said)


def _person(repository: Repository, name: str, role: Role) -> Person:
    known = {each.name: each for each in repository.people()}
    return known.get(name) or repository.add_person(name, email="a@sbst.example", roles={role})


def _application(repository: Repository, round_id: str, mark: str, name: str) -> int:
    sent = Delivery(0, round_id, f"{mark}.eml", envelope(body=mark), NOON, mark)
    delivery = repository.add_delivery(sent, sha256=name * 64, original=mark.encode())
    number = repository.add_application(
        round_id=round_id,
        filename=f"{mark}.docx",
        content=b"PK\x00\xff" + mark.encode(),
        reading=reading({"4.1": mark}, sha256=name * 64),
        received=NOON,
        received_note=mark,
        registered_at=NOON,
        registered_by=mark,
    )
    repository.set_delivery(number, delivery)
    beside = attachment(f"{mark}.pdf", mark, delivery=delivery, application=number)
    repository.add_attachment(beside, b"%PDF" + mark.encode())
    return number


def _assess(repository: Repository, application: int, anna: Person, mark: str) -> None:
    repository.add_correction(application, Correction(0, "p0", mark, "4.2", mark, mark, NOON))
    repository.set_outcome(application, FormalOutcome("M1", Outcome.MET, mark, mark, NOON, mark))
    judged = Judgement(Scope.APPLICATION, mark, mark, NOON)
    repository.set_declaration(
        Declaration(application, anna, Stance.DOUBT, (), mark, NOON, judged, 1)
    )
    repository.set_assignment(Assignment(application, anna, mark, NOON, version=1))
    repository.save_score(application, anna.id, Score("1a", 3, mark, NOON, 1))
    repository.save_score(application, anna.id, Score("1b", None, mark, NOON, 1))
    repository.set_submitted(application, anna.id, NOON)


def _imagine(repository: Repository, round_id: str, application: int, mark: str) -> None:
    repository.set_scenario(
        Scenario(
            round_id,
            mark,
            {"target_group": Fraction(1, 3), "readiness": Fraction(2, 3)},
            without=mark,
            change=Change(application, mark, "1a", -1),
            floor=Fraction(5, 2),
            places=3,
            by=mark,
            at=NOON,
        )
    )


def _agree(
    repository: Repository, round_id: str, application: int, anna: Person, mark: str
) -> None:
    agreed = Consensus(application, "1a", Fraction(7, 2), mark, (anna.name,), mark, NOON, 1)
    repository.set_consensus(agreed)
    repository.set_recommendation(
        Recommendation(
            application,
            Award.GRANT,
            mark,
            mark,
            mark,
            NOON,
            1,
            mark,
            (Ground.PRIORITY, Ground.OTHER),
        )
    )
    repository.set_decision(Decision(application, Award.GRANT, mark, mark, NOON, 1))
    answer, shared = Answered(mark, NOON, mark), Shared(mark, NOON, mark)
    outside = Exchange(0, round_id, application, Kind.OUTSIDE, mark, mark, NOON, mark, version=1)
    concerned = repository.add_exchange(outside)
    for about in (application, None):
        repository.add_exchange(
            Exchange(
                0,
                round_id,
                about,
                Kind.HEARING,
                mark,
                mark,
                NOON,
                mark,
                ("4.1",),
                NOON,
                concerned,
                answer,
                shared,
                1,
            )
        )


def _write(repository: Repository, round_id: str, application: int, mark: str) -> None:
    day = date(2026, 11, 27)
    repository.set_letter_text(
        LetterText(application, "facts", mark, accepted=True, by=mark, at=NOON, version=1)
    )
    sent = Sent(Channel.DIGITAL_POST, day, mark, NOON)
    repository.add_letter(
        Letter(
            0,
            application,
            LetterKind.GRANT,
            1,
            f"{mark}.docx",
            "b" * 64,
            "c" * 64,
            mark,
            NOON,
            sent=sent,
            version=1,
        ),
        b"PK" + mark.encode(),
    )
    for about in (application, None):
        repository.set_case_number(CaseNumber(round_id, about, mark, mark, NOON, 1))
    repository.set_undertaking(
        Undertaking(application, mark, (mark,), 54, mark, day, day, mark, NOON, 1)
    )
    repository.set_report(Report(application, day, day, mark, mark, NOON, 1))
