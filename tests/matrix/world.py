"""A round in which everything has happened, and somebody of each kind to try everything in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from assessment.domain.applications.corrections import Correction
from assessment.domain.applications.versions import SetAside
from assessment.domain.checking.screening import FormalOutcome, Outcome
from assessment.domain.correspondence.dialogue import Answered, Exchange, Kind
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision, Recommendation
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.impartiality import Declaration, Ground, Judgement, Scope, Stance
from assessment.domain.panel.people import Person, Role
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.reviewing.review import Score
from assessment.storage import Repository
from assessment.workflow import finishing, lettering, people
from assessment.workflow.core import Workflow
from assessment.workflow.receiving import Upload, receive
from sample_applications.mail import message
from tests import agreements, builders
from tests.builders import NOON
from tests.databases import live

ROUND, OTHER_ROUND = "demo", "2024-1"
A, B, ASIDE, FOREIGN = 1, 2, 3, 4
"""Two that are assessed, one that is set aside, and one of another round."""
BESIDE, WAITING = 1, 2
"""An attachment beside A, and one that is beside nothing yet."""
OF_A, LOOSE = 1, 2
"""The delivery that A came in, and one that nobody's application came in."""
QUESTION, OUTSIDE, SUPPLEMENT = 1, 2, 3
"""What passed with the applicant of B."""
RECEIPT = 1
"""A finished letter to the applicant of B."""
SAVED = "Én plads"
"""The name of a what-if that the lead saved."""

SUPPORT = {"start": date(2026, 1, 1), "end": date(2027, 12, 31)}
CAME, DUE = date(2026, 4, 1), date(2026, 7, 1)
"""When B is supported, the due day of the report that came, and of one that is missing."""

LEAD, DECIDER = "Lone Vestergaard", "Karin Dahl"
REVIEWERS = ("Anne Holm", "Bo Lund")
UNDONE, DOUBTER, STANDBY = "Cilla Krag", "Ejner Fog", "Dorte Ravn"
"""Who has not begun, whose impartiality waits for a decision, and who has nothing to do yet."""

FREE, GIVEN, DONE = "Dorte Ravn", "Frida Lund", "Anne Holm"
"""How far somebody's own review is, by who is as far: none is wanted, it is written, it is submitted."""

IMPARTIAL, UNDECLARED, PENDING = "Dorte Ravn", "Gert Holt", "Hanne Friis"
CONFLICTED, SHUT_OUT = "Ib Toft", "Jytte Vang"
"""What somebody has declared of the applicant of A, by who has: it covers A, or the whole round."""

R, L, D, X, M = Role.REVIEWER, Role.LEAD, Role.DECIDER, Role.READER, Role.ADMINISTRATOR
COMBINATIONS: tuple[tuple[Role, ...], ...] = (
    (),
    (R,),
    (L,),
    (D,),
    (X,),
    (M,),
    (R, L),
    (R, D),
    (L, D),
    (R, X),
    (L, M),
    (X, M),
    (R, L, D, M),
)
"""Each role by itself, the pairs that meet in practice, and what a lone machine gives."""


def called(roles: Collection[Role]) -> str:
    """The name of whoever has these roles."""
    return " og ".join(roles) or "ingen rolle"


CLOSED_ACCESS, STRANGER = "lukket adgang", "ukendt"
"""Somebody with every role whose access is closed, and somebody who was never let in."""


Also = Callable[[Repository, dict[str, Person]], None]


@dataclass(frozen=True)
class World:
    """One phase of the round, to be put back as it was after each try."""

    workflow: Workflow
    people: dict[str, Person]
    phase: Phase
    folder: Path
    kept: sqlite3.Connection

    @property
    def written(self) -> int:
        """How many rows of any table were ever written, those of what was undone included."""
        with live(self.workflow.database) as connection:
            return connection.total_changes

    def become(self, by: Person, *, as_far_as: str, declared: str) -> None:
        """Let somebody have done what these two have: reviewed like one, declared like the other."""
        with live(self.workflow.database) as connection:
            for table in ("assignment", "review", "score"):
                _copy(connection, table, self.people[as_far_as].id, by.id)
            _copy(connection, "declaration", self.people[declared].id, by.id)
            connection.commit()

    def put_back(self) -> None:
        """Make everything as it was."""
        with live(self.workflow.database) as connection:
            self.kept.backup(connection)


def _copy(connection: sqlite3.Connection, table: str, from_: int, to: int) -> None:
    """Copy what a table has of one person to another."""
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    chosen = ", ".join("?" if name == "person_id" else name for name in columns)
    connection.execute(
        f"INSERT INTO {table} SELECT {chosen} FROM {table} WHERE person_id = ?", (to, from_)
    )


@contextmanager
def worlds(folder: Path, also: Also | None = None) -> Iterator[dict[Phase, World]]:
    """The round in each phase, all in one database; `also` puts more into it."""
    workflow = builders.workflow()
    known = build(workflow)
    if also:
        with workflow.database.begin() as repository:
            also(repository, known)
    found = {}
    for phase in Phase:
        builders.at_phase(workflow, phase)
        kept = sqlite3.connect(":memory:")
        with live(workflow.database) as connection:
            connection.backup(kept)
        found[phase] = World(workflow, known, phase, folder, kept)
    yield found
    for world in found.values():
        world.kept.close()
    workflow.database.close()


def build(workflow: Workflow) -> dict[str, Person]:
    """Let everything happen; gives everybody by name."""
    _receive(workflow)
    known = {each.name: each for each in _people(workflow)}
    with workflow.database.begin() as repository:
        _declare(repository, known)
        _check(repository)
        for name in (*REVIEWERS, UNDONE, GIVEN):
            _review(repository, known[name])
        _agree(repository)
        _imagine(repository)
        _correspond(repository)
        _follow(repository)
    _write(workflow, known[LEAD])
    return known | {STRANGER: Person(999, "Ukendt", roles=frozenset(Role))}


def _receive(workflow: Workflow) -> None:
    by = builders.lead(workflow)
    mail = _mail("Ansøgning", {"01.docx": builders.sample("01"), "bilag.pdf": "Bilag til A."})
    loose = _mail("Efternølere", {"løst.pdf": "Et bilag uden ansøgning."})
    uploads = [
        Upload("a.eml", mail),
        Upload("02.docx", builders.sample("02"), NOON),
        Upload("03.docx", builders.sample("03"), NOON),
    ]
    list(receive(workflow, ROUND, uploads, by))
    list(receive(workflow, OTHER_ROUND, [Upload("04.docx", builders.sample("04"), NOON)], by))
    list(receive(workflow, ROUND, [Upload("løst.eml", loose)], by))
    with workflow.database.begin() as repository:
        for number, name in ((A, "Bakkedal"), (B, "Lyngmose"), (ASIDE, "Vesterlund")):
            # Small ones, so that thousands of tries take no time.
            answers = {"1.2": f"{name} Kommune", "4.1": f"{name} hjælper."}
            sha256 = repository.application(number).reading.sha256
            repository.set_reading(number, builders.reading(answers, sha256=sha256))
        repository.set_aside(SetAside(ASIDE, A, "Ældre version.", LEAD, NOON))
        repository.add_correction(
            A, Correction(0, "p1", "Et stykke tekst.", "4.1", "Hører til her.", LEAD, NOON)
        )


def _mail(subject: str, attachments: dict[str, bytes | str]) -> bytes:
    return message(
        sender="Ask Holm <ask@bakkedal.example>",
        subject=subject,
        body="Hermed.",
        sent=NOON,
        received=NOON,
        attachments=attachments,
    )


def _people(workflow: Workflow) -> Iterator[Person]:
    yield people.join(workflow, LEAD)
    yield people.join(workflow, DECIDER, {D})
    for name in (*REVIEWERS, UNDONE, STANDBY, GIVEN, DOUBTER):
        yield people.join(workflow, name, {R})
    for name in (UNDECLARED, PENDING, CONFLICTED, SHUT_OUT):
        yield people.join(workflow, name, {R})
    with workflow.database.begin() as repository:
        for roles in COMBINATIONS:
            yield repository.add_person(called(roles), roles=roles)
        gone = repository.add_person(CLOSED_ACCESS, roles=tuple(Role))
        repository.set_person(replace(gone, active=False, version=2))
        yield replace(gone, active=False, version=2)


def _declare(repository: Repository, known: dict[str, Person]) -> None:
    for name in (LEAD, DECIDER, *REVIEWERS, UNDONE, STANDBY, GIVEN, DOUBTER, CONFLICTED):
        for application in (A, B, ASIDE):
            made = Declaration(application, known[name], Stance.IMPARTIAL, (), "", NOON, version=1)
            repository.set_declaration(made)
    repository.set_declaration(_tie(B, known[DOUBTER]))
    repository.set_declaration(_tie(A, known[PENDING]))
    for name, scope in ((CONFLICTED, Scope.APPLICATION), (SHUT_OUT, Scope.ROUND)):
        judged = Judgement(scope, "Nær familie.", DECIDER, NOON)
        repository.set_declaration(replace(_tie(A, known[name]), judgement=judged))


def _tie(application: int, person: Person) -> Declaration:
    grounds = (Ground.FAMILY,)
    return Declaration(application, person, Stance.DOUBT, grounds, "Min søster.", NOON, version=1)


def _check(repository: Repository) -> None:
    for application in (A, B):
        for each in builders.cti_scheme().requirements:
            alone = (application, each.id) == (B, "G1")
            repository.set_outcome(
                application,
                FormalOutcome(
                    each.id,
                    Outcome.MET,
                    "Set.",
                    LEAD,
                    NOON,
                    confirmed_by="" if alone else REVIEWERS[0],
                    confirmed_at=None if alone else NOON,
                    version=1 if alone else 2,
                ),
            )


def _review(repository: Repository, person: Person) -> None:
    """Give somebody A and B to review; all but one have written theirs, and the first two sent it."""
    for application in (A, B):
        repository.set_assignment(Assignment(application, person, LEAD, NOON, version=1))
        if person.name == UNDONE:
            continue
        for aspect in builders.cti_scheme().aspects:
            points = 5 if (person.name, aspect.id) == (REVIEWERS[1], "1a") else 3
            score = Score(aspect.id, points, "Se felt 4.1.", NOON, 1)
            repository.save_score(application, person.id, score)
        sent = NOON if person.name in REVIEWERS else None
        repository.set_submitted(application, person.id, sent)


def _agree(repository: Repository) -> None:
    repository.set_consensus(
        Consensus(B, "1a", Fraction(7, 2), "Drøftet.", REVIEWERS, LEAD, NOON, 1)
    )
    repository.set_recommendation(
        Recommendation(A, Award.GRANT, "Planen er konkret.", "", LEAD, NOON, 1)
    )


def _imagine(repository: Repository) -> None:
    repository.set_scenario(builders.scenario(SAVED, "1/3", "1/3", "1/3", places=1))


def _correspond(repository: Repository) -> None:
    later = NOON + timedelta(days=30)
    asked = Exchange(0, ROUND, B, Kind.QUESTION, "Må vi?", LEAD, NOON, "Ask", version=1)
    repository.add_exchange(replace(asked, answer=Answered("Ja.", NOON, LEAD)))
    repository.add_exchange(
        Exchange(0, ROUND, B, Kind.OUTSIDE, "Set.", LEAD, NOON, "Portalen", version=1)
    )
    repository.add_exchange(
        Exchange(
            0,
            ROUND,
            B,
            Kind.SUPPLEMENT,
            "1. Hvor mange?",
            LEAD,
            NOON,
            fields=("4.1",),
            deadline=later,
            version=1,
        )
    )


def _follow(repository: Repository) -> None:
    """Grant B support that began some time ago, with one report that came and two that did not."""
    repository.set_decision(Decision(B, Award.GRANT, "", DECIDER, NOON, 1))
    repository.set_undertaking(agreements.undertaking(application=B, **SUPPORT))
    repository.set_report(replace(agreements.report(CAME, CAME), application=B))


def _write(workflow: Workflow, lead: Person) -> None:
    """Number the round's case, and finish a letter to the applicant of B."""
    lettering.set_case_number(workflow, ROUND, None, "26/1000", by=lead, expected=0)
    finishing.finish(workflow, ROUND, [(B, LetterKind.RECEIPT)], by=lead)


def opened_version(world: World) -> int:
    """The version that a step of the round is taken from."""
    with world.workflow.database.read() as reader:
        opened = reader.opened_round(ROUND)
    return opened.version if opened else 0
