"""What can be asked of the database and what can be stored in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import delete, select

from assessment.errors import RefusedActionError
from assessment.storage import deliveries, log, outgoing, panel, scenarios, values
from assessment.storage.erasure import erase_round
from assessment.storage.outgoing import LetterFileRow, ReportRow
from assessment.storage.reader import Reader
from assessment.storage.readings import to_json
from assessment.storage.scenarios import ScenarioRow
from assessment.storage.tables import (
    ApplicationRow,
    AssignmentRow,
    AttachmentOriginalRow,
    AttachmentRow,
    CorrectionRow,
    DeliveryOriginalRow,
    DeliveryRow,
    EndedLoginRow,
    OriginalRow,
    PersonRow,
    ReadingRow,
    ReviewRow,
    Row,
    SetAsideRow,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from assessment.domain.applications.application import Attachment, Reading
    from assessment.domain.applications.attachments import Nature
    from assessment.domain.applications.corrections import Correction
    from assessment.domain.applications.delivery import Delivery
    from assessment.domain.applications.versions import SetAside
    from assessment.domain.checking.screening import FormalOutcome
    from assessment.domain.correspondence.dialogue import Exchange
    from assessment.domain.following.undertaking import Report, Undertaking
    from assessment.domain.outcomes.decision import Decision, Recommendation
    from assessment.domain.outcomes.letter import CaseNumber, Letter, LetterText
    from assessment.domain.panel.assignment import Assignment
    from assessment.domain.panel.impartiality import Declaration
    from assessment.domain.panel.people import Person, Role
    from assessment.domain.ranking.scenario import Scenario
    from assessment.domain.reviewing.consensus import Consensus
    from assessment.domain.reviewing.review import Score
    from assessment.domain.rounds.event import Event

AnyRow = TypeVar("AnyRow", bound=Row)


class Repository(Reader):
    """Reads, and stores what `Database.begin` then keeps as a whole or not at all.

    All times must be zone-aware; a naive one raises ValueError. Ids must be known ones.
    """

    def open_round(self, opened: values.OpenedRound) -> None:
        """Freeze a round's rule file into it; RefusedActionError where it is open already."""
        if self.opened_round(opened.id) is not None:
            raise RefusedActionError(
                f"Runden {opened.id} er allerede åbnet; genindlæs siden for at se den."
            )
        self._add(values.round_row(opened))

    def set_round(self, opened: values.OpenedRound) -> None:
        """Put a round's phase, rules and version in the place of what they were."""
        self._put(values.round_row(opened))

    def add_person(self, name: str, *, email: str = "", roles: Collection[Role] = ()) -> Person:
        """Add somebody and return them; RefusedActionError where the name or e-mail is taken."""
        if self._session.scalar(select(PersonRow.id).where(PersonRow.name == name)) is not None:
            raise RefusedActionError(
                f"Navnet “{name}” er allerede på listen; vælg det, eller skriv et andet."
            )
        if email and self.person_by_email(email):
            raise RefusedActionError(f"E-mailen {email} er allerede på listen over deltagere.")
        row = PersonRow(
            name=name,
            email=email.strip().casefold() or None,
            roles=panel.roles_to_json(roles),
            active=True,
        )
        return panel.person(self._add(row))

    def set_person(self, changed: Person) -> None:
        """Put a person's e-mail, login, roles and state in the place of what they were."""
        row = self._session.get_one(PersonRow, changed.id)
        row.email = changed.email.strip().casefold() or None
        row.subject = changed.subject or None
        row.roles = panel.roles_to_json(changed.roles)
        row.active = changed.active
        row.version = changed.version
        self._session.flush()

    def end_login(self, stamp: str, *, expires: datetime, now: datetime) -> None:
        """Keep in mind that a login is ended, and forget those that have run out meanwhile."""
        self._session.execute(delete(EndedLoginRow).where(EndedLoginRow.expires <= now))
        self._put(EndedLoginRow(stamp=stamp, expires=expires))

    def set_declaration(self, made: Declaration) -> None:
        """Keep a declaration in the place of the same person's earlier one."""
        self._put(panel.declaration_row(made))

    def set_assignment(self, made: Assignment) -> None:
        """Keep an assignment in the place of an earlier one."""
        self._put(panel.assignment_row(made))

    def remove_assignment(self, application_id: int, person_id: int) -> None:
        """Take an assignment back; a review that was begun stays."""
        same = (AssignmentRow.application_id == application_id) & (
            AssignmentRow.person_id == person_id
        )
        self._session.execute(delete(AssignmentRow).where(same))

    def set_consensus(self, made: Consensus) -> None:
        """Keep what was agreed for an aspect in the place of what was agreed before."""
        self._put(panel.consensus_row(made))

    def add_exchange(self, made: Exchange) -> int:
        """Keep a new exchange and return its id; the one given with it does not count."""
        return self._add(panel.exchange_row(made)).id

    def set_exchange(self, changed: Exchange) -> None:
        """Put an exchange's answer and sharing in the place of what they were."""
        row = panel.exchange_row(changed)
        row.id = changed.id
        self._put(row)

    def set_decision(self, made: Decision) -> None:
        """Keep what was decided for an application in the place of what was decided before."""
        self._put(panel.decision_row(made))

    def add_application(
        self,
        *,
        round_id: str,
        filename: str,
        content: bytes,
        reading: Reading,
        received: datetime | None,
        received_note: str,
        registered_at: datetime,
        registered_by: str,
    ) -> int:
        """Register a file in an opened round and return the application's id.

        RefusedActionError where the round holds a file with the same hash.
        """
        if self.application_with_hash(round_id, reading.sha256) is not None:
            raise RefusedActionError(
                f"Filen “{filename}” er allerede registreret i runden; vælg en anden fil."
            )
        row = self._add(
            ApplicationRow(
                round_id=round_id,
                filename=filename,
                sha256=reading.sha256,
                received=received,
                received_note=received_note,
                registered_at=registered_at,
                registered_by=registered_by,
            )
        )
        self._add(OriginalRow(application_id=row.id, content=content))
        self._add(ReadingRow(application_id=row.id, content=to_json(reading)))
        return row.id

    def set_received(self, application_id: int, received: datetime | None, note: str) -> None:
        """Set when an application came and how that is known; NotFoundError where it is unknown."""
        row = self._application_row(application_id)
        row.received = received
        row.received_note = note
        self._session.flush()

    def set_reading(self, application_id: int, reading: Reading) -> None:
        """Put a new reading of an application's file in the place of the old."""
        self._put(ReadingRow(application_id=application_id, content=to_json(reading)))

    def set_delivery(self, application_id: int, delivery_id: int) -> None:
        """Name the delivery that an application came in."""
        self._application_row(application_id).delivery_id = delivery_id
        self._session.flush()

    def add_delivery(
        self,
        made: Delivery,
        *,
        sha256: str,
        original: bytes,
    ) -> int:
        """Register a delivery and return its id; the one given with it does not count.

        `original` are a message's own bytes, empty where there is no message.
        """
        row = self._add(
            DeliveryRow(
                round_id=made.round,
                name=made.name,
                sha256=sha256,
                envelope=deliveries.envelope_to_json(made.envelope),
                issues=deliveries.issues_to_json(made.issues),
                registered_at=made.registered_at,
                registered_by=made.registered_by,
            )
        )
        if original:
            self._add(DeliveryOriginalRow(delivery_id=row.id, content=original))
        return row.id

    def add_attachment(self, made: Attachment, content: bytes) -> int:
        """Store a file that came in a delivery and return its id; the one given does not count."""
        row = self._add(deliveries.attachment_row(made))
        self._add(AttachmentOriginalRow(attachment_id=row.id, content=content))
        return row.id

    def set_attachment(
        self, attachment_id: int, application_id: int | None, nature: Nature
    ) -> None:
        """Put an attachment beside an application, or beside none, and say why it came."""
        row = self._session.get_one(AttachmentRow, attachment_id)
        row.application_id, row.nature = application_id, nature.value
        self._session.flush()

    def add_correction(self, application_id: int, made: Correction) -> None:
        """Keep a correction; the id given with it does not count."""
        self._add(
            CorrectionRow(
                application_id=application_id,
                block=made.block,
                text=made.text,
                field=made.field,
                reason=made.reason,
                decided_by=made.by,
                decided_at=made.at,
            )
        )

    def remove_correction(self, correction_id: int) -> None:
        """Take a correction back."""
        self._session.execute(delete(CorrectionRow).where(CorrectionRow.id == correction_id))

    def set_aside(self, decided: SetAside) -> None:
        """Set an application aside, or set anew in whose favour."""
        self._put(values.set_aside_row(decided))

    def take_back(self, application_id: int) -> None:
        """Let an application that was set aside be assessed again."""
        of_it = SetAsideRow.application_id == application_id
        self._session.execute(delete(SetAsideRow).where(of_it))

    def set_outcome(self, application_id: int, outcome: FormalOutcome) -> None:
        """Set the outcome of one requirement, in place of an earlier one."""
        self._put(values.formal_outcome_row(application_id, outcome))

    def save_score(self, application_id: int, person_id: int, score: Score) -> None:
        """Save one aspect's score in a person's review, in place of an earlier one."""
        if self._session.get(ReviewRow, (application_id, person_id)) is None:
            self.set_submitted(application_id, person_id, None)
        self._put(values.score_row(application_id, person_id, score))

    def set_submitted(self, application_id: int, person_id: int, at: datetime | None) -> None:
        """Set when a review was submitted; None opens it again."""
        self._put(ReviewRow(application_id=application_id, person_id=person_id, submitted_at=at))

    def set_recommendation(self, recommendation: Recommendation) -> None:
        """Set what is recommended for an application, in place of an earlier recommendation."""
        self._put(values.recommendation_row(recommendation))

    def set_scenario(self, made: Scenario) -> None:
        """Keep a what-if in the place of an earlier one of the same name."""
        self._put(scenarios.scenario_row(made))

    def remove_scenario(self, round_id: str, name: str) -> None:
        """Take a what-if away."""
        same = (ScenarioRow.round_id == round_id) & (ScenarioRow.name == name)
        self._session.execute(delete(ScenarioRow).where(same))

    def set_letter_text(self, made: LetterText) -> None:
        """Keep one text of a decision letter in the place of what it was."""
        self._put(outgoing.letter_text_row(made))

    def add_letter(self, made: Letter, content: bytes) -> int:
        """Keep a finished letter with its file and return its id; the one given does not count."""
        row = self._add(outgoing.letter_row(made))
        self._add(LetterFileRow(letter_id=row.id, content=content))
        return row.id

    def set_letter(self, changed: Letter) -> None:
        """Put how a letter was sent in the place of what was known of it; its file stays."""
        row = outgoing.letter_row(changed)
        row.id = changed.id
        self._put(row)

    def set_case_number(self, made: CaseNumber) -> None:
        """Set the journal's number of an application or a round."""
        self._put(outgoing.case_number_row(made))

    def set_undertaking(self, made: Undertaking) -> None:
        """Keep what was agreed with a selected applicant in the place of what it was."""
        self._put(outgoing.undertaking_row(made))

    def set_report(self, made: Report) -> None:
        """Keep that a report came for its due day."""
        self._put(outgoing.report_row(made))

    def remove_report(self, application_id: int, due: date) -> None:
        """Take back that a report came for a day."""
        same = (ReportRow.application_id == application_id) & (ReportRow.due == due.isoformat())
        self._session.execute(delete(ReportRow).where(same))

    def record(self, event: Event) -> None:
        """Add an entry to the log, where it stays."""
        log.append(self._session, self._key, event)

    def erase_round(self, round_id: str) -> None:
        """Remove all that a round's applications brought and what was made of them, save the log.

        The log's newest entry must tell of it: the database refuses otherwise.
        """
        erase_round(self._session, round_id)

    # Each change is sent at once, so that it fails where it was made and in the order it was made.

    def _add(self, row: AnyRow) -> AnyRow:
        self._session.add(row)
        self._session.flush()
        return row

    def _put(self, row: Row) -> None:
        self._session.merge(row)
        self._session.flush()
