"""What can be asked of the database and what can be stored in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from assessment.errors import RefusedActionError
from assessment.storage import values
from assessment.storage.reader import Reader
from assessment.storage.readings import to_json
from assessment.storage.tables import (
    ApplicationRow,
    OriginalRow,
    PersonRow,
    ReadingRow,
    ReviewRow,
    Row,
)

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.domain.application import Reading
    from assessment.domain.decision import Recommendation
    from assessment.domain.event import Event
    from assessment.domain.review import Person, Score
    from assessment.domain.screening import FormalOutcome

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

    def add_person(self, name: str) -> Person:
        """Add somebody and return them; RefusedActionError where the name is taken."""
        if self._session.scalar(select(PersonRow.id).where(PersonRow.name == name)) is not None:
            raise RefusedActionError(
                f"Navnet “{name}” er allerede på listen; vælg det, eller skriv et andet."
            )
        return values.person(self._add(PersonRow(name=name)))

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

    def record(self, event: Event) -> None:
        """Add an entry to the log, where it stays."""
        self._add(values.event_row(event))

    # Each change is sent at once, so that it fails where it was made and in the order it was made.

    def _add(self, row: AnyRow) -> AnyRow:
        self._session.add(row)
        self._session.flush()
        return row

    def _put(self, row: Row) -> None:
        self._session.merge(row)
        self._session.flush()
