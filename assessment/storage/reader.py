"""What can be asked of the database; every answer is a frozen value of the domain."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, select

from assessment.domain.panel.access import Phase
from assessment.domain.reviewing.review import Review
from assessment.errors import NotFoundError
from assessment.storage import deliveries, log, panel, scenarios, values
from assessment.storage.case_rows import CaseFileReader
from assessment.storage.outgoing import OutgoingReader
from assessment.storage.queries import LARGEST_ID, of_round
from assessment.storage.scenarios import ScenarioRow
from assessment.storage.tables import (
    ApplicationRow,
    AssignmentRow,
    AttachmentOriginalRow,
    AttachmentRow,
    ConsensusRow,
    CorrectionRow,
    DecisionRow,
    DeclarationRow,
    DeliveryOriginalRow,
    DeliveryRow,
    EndedLoginRow,
    ExchangeRow,
    FormalOutcomeRow,
    OriginalRow,
    PersonRow,
    ReadingRow,
    RecommendationRow,
    ReviewRow,
    RoundRow,
    ScoreRow,
    SetAsideRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from assessment.domain.applications.application import Application, Attachment
    from assessment.domain.applications.corrections import Correction
    from assessment.domain.applications.delivery import Delivery
    from assessment.domain.applications.versions import SetAside
    from assessment.domain.checking.screening import FormalOutcome
    from assessment.domain.correspondence.dialogue import Exchange
    from assessment.domain.outcomes.decision import Decision, Recommendation
    from assessment.domain.panel.assignment import Assignment
    from assessment.domain.panel.impartiality import Declaration
    from assessment.domain.panel.people import Person
    from assessment.domain.ranking.scenario import Scenario
    from assessment.domain.reviewing.consensus import Consensus
    from assessment.domain.rounds.audit import Fault, Seal
    from assessment.domain.rounds.event import Event


class Reader(OutgoingReader, CaseFileReader):
    """The reading half of the repository, good for as long as its transaction is open."""

    def __init__(self, session: Session, key: bytes) -> None:
        """Read through a session whose transaction somebody else begins and ends.

        `key` is what the log is sealed with.
        """
        self._session = session
        self._key = key

    def opened_round(self, round_id: str) -> values.OpenedRound | None:
        """The round as it was opened, or None where it is not."""
        row = self._session.get(RoundRow, round_id)
        return values.opened_round(row) if row else None

    def phase(self, round_id: str) -> Phase:
        """The phase a round is in; one that was never opened is being prepared."""
        opened = self.opened_round(round_id)
        return opened.phase if opened else Phase.PREPARATION

    def people(self) -> tuple[Person, ...]:
        """Everybody who takes part, in the order they were added."""
        rows = self._session.scalars(select(PersonRow).order_by(PersonRow.id))
        return tuple(panel.person(row) for row in rows)

    def person(self, person_id: int) -> Person:
        """The person of this id; NotFoundError where there is none."""
        row = self._session.get(PersonRow, person_id) if person_id <= LARGEST_ID else None
        if row is None:
            raise NotFoundError(f"Person nr. {person_id} findes ikke; vælg en person på listen.")
        return panel.person(row)

    def login_ended(self, stamp: str) -> bool:
        """Whether somebody ended this login before it ran out."""
        return self._session.get(EndedLoginRow, stamp) is not None

    def person_by_email(self, email: str) -> Person | None:
        """The person of this e-mail address, whatever its case; None where there is none."""
        same = PersonRow.email == email.strip().casefold()
        row = self._session.scalars(select(PersonRow).where(same)).one_or_none()
        return panel.person(row) if row else None

    def person_by_subject(self, subject: str) -> Person | None:
        """The person whom a login provider knows by this; None where there is none."""
        same = PersonRow.subject == subject
        row = self._session.scalars(select(PersonRow).where(same)).one_or_none()
        return panel.person(row) if row else None

    def declarations(self, round_id: str, person_id: int | None = None) -> tuple[Declaration, ...]:
        """What everybody, or the one named, declared of the round's applications.

        By application and then by person.
        """
        query = (
            select(DeclarationRow, PersonRow)
            .join(ApplicationRow)
            .join(PersonRow, PersonRow.id == DeclarationRow.person_id)
            .where(ApplicationRow.round_id == round_id)
            .order_by(DeclarationRow.application_id, DeclarationRow.person_id)
        )
        if person_id is not None:
            query = query.where(DeclarationRow.person_id == person_id)
        return tuple(panel.declaration(row, by) for row, by in self._session.execute(query))

    def assignments(self, round_id: str) -> tuple[Assignment, ...]:
        """Who reviews what in the round, by application and then by person."""
        query = (
            select(AssignmentRow, PersonRow)
            .join(ApplicationRow)
            .join(PersonRow, PersonRow.id == AssignmentRow.person_id)
            .where(ApplicationRow.round_id == round_id)
            .order_by(AssignmentRow.application_id, AssignmentRow.person_id)
        )
        return tuple(panel.assignment(row, by) for row, by in self._session.execute(query))

    def assignment(self, application_id: int, person_id: int) -> Assignment | None:
        """One person's task to review one application, None where they have none."""
        row = self._session.get(AssignmentRow, (application_id, min(person_id, LARGEST_ID)))
        return panel.assignment(row, self._session.get_one(PersonRow, person_id)) if row else None

    def consensus(self, round_id: str) -> dict[int, dict[str, Consensus]]:
        """What was agreed, by application and aspect; an application without is left out."""
        found: defaultdict[int, dict[str, Consensus]] = defaultdict(dict)
        for row in self._session.scalars(of_round(ConsensusRow, round_id)):
            found[row.application_id][row.aspect] = panel.consensus(row)
        return dict(found)

    def exchanges(self, round_id: str) -> tuple[Exchange, ...]:
        """All that passed between authority and applicants in the round, in the order it was noted."""
        query = select(ExchangeRow).where(ExchangeRow.round_id == round_id).order_by(ExchangeRow.id)
        return tuple(panel.exchange(row) for row in self._session.scalars(query))

    def exchange(self, exchange_id: int) -> Exchange:
        """The exchange of this id; NotFoundError where there is none."""
        row = self._session.get(ExchangeRow, exchange_id) if exchange_id <= LARGEST_ID else None
        if row is None:
            raise NotFoundError(f"Nr. {exchange_id} i dialogen findes ikke; genindlæs siden.")
        return panel.exchange(row)

    def decisions(self, round_id: str) -> dict[int, Decision]:
        """What was decided so far, by application."""
        rows = self._session.scalars(of_round(DecisionRow, round_id))
        return {row.application_id: panel.decision(row) for row in rows}

    def applications(self, round_id: str) -> tuple[Application, ...]:
        """The round's applications with their readings, in the order they were registered."""
        return self._applications(ApplicationRow.round_id == round_id)

    def application(self, application_id: int) -> Application:
        """The application of this id; NotFoundError where there is none."""
        row = self._application_row(application_id)
        return self._applications(ApplicationRow.id == row.id)[0]

    def application_with_hash(self, round_id: str, sha256: str) -> int | None:
        """The id of the round's application whose file has this hash, or None."""
        same = (ApplicationRow.round_id == round_id) & (ApplicationRow.sha256 == sha256)
        return self._session.scalar(select(ApplicationRow.id).where(same))

    def original(self, application_id: int) -> tuple[str, bytes]:
        """The file's name and its bytes as received; NotFoundError where there is none."""
        row = self._application_row(application_id)
        content = select(OriginalRow.content).where(OriginalRow.application_id == row.id)
        return row.filename, self._session.scalars(content).one()

    def deliveries(self, round_id: str) -> tuple[Delivery, ...]:
        """The round's deliveries in the order they were registered."""
        query = select(DeliveryRow).where(DeliveryRow.round_id == round_id).order_by(DeliveryRow.id)
        return tuple(deliveries.delivery(row) for row in self._session.scalars(query))

    def delivery_with_hash(self, round_id: str, sha256: str) -> int | None:
        """The id of the round's delivery whose bytes have this hash, or None."""
        same = (DeliveryRow.round_id == round_id) & (DeliveryRow.sha256 == sha256)
        return self._session.scalar(select(DeliveryRow.id).where(same))

    def applications_in(self, delivery_id: int) -> tuple[int, ...]:
        """The applications that came in a delivery, or that a file of it was put beside."""
        came = select(ApplicationRow.id).where(ApplicationRow.delivery_id == delivery_id)
        beside = select(AttachmentRow.application_id).where(
            AttachmentRow.delivery_id == delivery_id, AttachmentRow.application_id.is_not(None)
        )
        return tuple(
            sorted({*self._session.scalars(came), *filter(None, self._session.scalars(beside))})
        )

    def delivery_original(self, delivery_id: int) -> tuple[str, str, bytes]:
        """A message's round, name and own bytes; NotFoundError where there is no such message."""
        query = select(DeliveryRow, DeliveryOriginalRow.content).join(DeliveryOriginalRow)
        query = query.where(DeliveryRow.id == min(delivery_id, LARGEST_ID))
        found = self._session.execute(query).first()
        if found is None:
            raise NotFoundError(f"Forsendelse nr. {delivery_id} har ingen mail, der kan hentes.")
        row, content = found
        return row.round_id, row.name, content

    def attachments(self, round_id: str) -> tuple[Attachment, ...]:
        """All files beside the round's applications, and those that are beside none yet."""
        return self._attachments(DeliveryRow.round_id == round_id)

    def attachment(self, attachment_id: int) -> tuple[str, Attachment, bytes]:
        """An attachment's round, itself and its bytes; NotFoundError where there is none."""
        known = attachment_id <= LARGEST_ID
        found = self._attachments(AttachmentRow.id == attachment_id) if known else ()
        if not found:
            raise NotFoundError(f"Bilag nr. {attachment_id} findes ikke; vælg et på listen.")
        of_it = AttachmentOriginalRow.attachment_id == attachment_id
        content = self._session.scalars(select(AttachmentOriginalRow.content).where(of_it)).one()
        round_id = select(DeliveryRow.round_id).where(DeliveryRow.id == found[0].delivery)
        return self._session.scalars(round_id).one(), found[0], content

    def corrections(self, application_id: int) -> tuple[Correction, ...]:
        """What humans have moved in an application, in the order they did it."""
        of_it = CorrectionRow.application_id == application_id
        rows = self._session.scalars(select(CorrectionRow).where(of_it).order_by(CorrectionRow.id))
        return tuple(values.correction(row) for row in rows)

    def set_asides(self, round_id: str) -> dict[int, SetAside]:
        """The round's applications that are not assessed, by their ids."""
        query = (
            select(SetAsideRow)
            .join(ApplicationRow, ApplicationRow.id == SetAsideRow.application_id)
            .where(ApplicationRow.round_id == round_id)
        )
        return {row.application_id: values.set_aside(row) for row in self._session.scalars(query)}

    def outcomes(self, round_id: str) -> dict[int, dict[str, FormalOutcome]]:
        """Each application's outcomes by requirement; an application with none is left out."""
        found: defaultdict[int, dict[str, FormalOutcome]] = defaultdict(dict)
        for row in self._session.scalars(of_round(FormalOutcomeRow, round_id)):
            found[row.application_id][row.requirement] = values.formal_outcome(row)
        return dict(found)

    def outcome(self, application_id: int, requirement_id: str) -> FormalOutcome | None:
        """What was decided of one requirement of an application, None where nothing is."""
        row = self._session.get(FormalOutcomeRow, (application_id, requirement_id))
        return values.formal_outcome(row) if row else None

    def reviews(self, round_id: str) -> tuple[Review, ...]:
        """The round's reviews that were begun, by application and then by person."""
        return self._reviews(ApplicationRow.round_id == round_id)

    def review(self, application_id: int, person: Person) -> Review:
        """One person's review of one application, an empty one where nothing is saved yet."""
        own = (ReviewRow.application_id == application_id) & (ReviewRow.person_id == person.id)
        found = self._reviews(own)
        return found[0] if found else Review(application_id, person)

    def recommendations(self, round_id: str) -> dict[int, Recommendation]:
        """The recommendations made so far, by application."""
        rows = self._session.scalars(of_round(RecommendationRow, round_id))
        return {row.application_id: values.recommendation(row) for row in rows}

    def scenarios(self, round_id: str) -> tuple[Scenario, ...]:
        """The what-ifs that were saved for the round, by name."""
        rows = self._session.scalars(select(ScenarioRow).where(ScenarioRow.round_id == round_id))
        return tuple(scenarios.scenario(row) for row in sorted(rows, key=lambda row: row.name))

    def scenario(self, round_id: str, name: str) -> Scenario | None:
        """The what-if of this name in the round, None where there is none."""
        row = self._session.get(ScenarioRow, (round_id, name))
        return scenarios.scenario(row) if row else None

    def events(
        self, *, round_id: str | None = None, application_id: int | None = None
    ) -> tuple[Event, ...]:
        """The log, newest first; only of a round or an application where one is named."""
        return log.events(self._session, round_id, application_id)

    def last_event(self, round_id: str) -> int:
        """The number of the round's newest entry in the log, 0 where there is none."""
        return log.last_event(self._session, round_id)

    def event_sha256(self, number: int) -> str | None:
        """The hash of the log's entry of this number, None where there is none."""
        return log.sha256_of(self._session, number)

    def seal(self) -> Seal | None:
        """The seal on the log, None where there is none that can be read."""
        return log.seal(self._session)

    def audit_faults(self) -> Iterator[Fault]:
        """Yield all that does not hold of the log, while the transaction is open."""
        return log.faults(self._session, self._key)

    def _application_row(self, application_id: int) -> ApplicationRow:
        known = application_id <= LARGEST_ID
        row = self._session.get(ApplicationRow, application_id) if known else None
        if row is None:
            raise NotFoundError(
                f"Ansøgning nr. {application_id} findes ikke; vælg en ansøgning på listen."
            )
        return row

    def _applications(self, condition: ColumnElement[bool]) -> tuple[Application, ...]:
        query = (
            select(ApplicationRow, ReadingRow.content, DeliveryRow.envelope)
            .join(ReadingRow)
            .outerjoin(DeliveryRow, DeliveryRow.id == ApplicationRow.delivery_id)
            .where(condition)
            .order_by(ApplicationRow.id)
        )
        rows = self._session.execute(query).all()
        beside: defaultdict[int | None, list[Attachment]] = defaultdict(list)
        of_these = select(ApplicationRow.id).where(condition)
        for each in self._attachments(AttachmentRow.application_id.in_(of_these)):
            beside[each.application].append(each)
        return tuple(
            values.application(row, reading, envelope, beside[row.id])
            for row, reading, envelope in rows
        )

    def _attachments(self, condition: ColumnElement[bool]) -> tuple[Attachment, ...]:
        query = select(AttachmentRow).join(DeliveryRow).where(condition).order_by(AttachmentRow.id)
        return tuple(deliveries.attachment(row) for row in self._session.scalars(query))

    def _reviews(self, condition: ColumnElement[bool]) -> tuple[Review, ...]:
        query = (
            select(ReviewRow, PersonRow, ScoreRow)
            .join(ApplicationRow)
            .join(PersonRow, PersonRow.id == ReviewRow.person_id)
            .outerjoin(ScoreRow)
            .where(condition)
            .order_by(ReviewRow.application_id, ReviewRow.person_id, ScoreRow.aspect)
        )
        found = []
        for (row, reviewer), group in groupby(self._session.execute(query), lambda row: row[:2]):
            scores = [score for _, _, score in group if score is not None]
            found.append(values.review(row, reviewer, scores))
        return tuple(found)
