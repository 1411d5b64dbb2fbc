"""Letters, what was agreed after them, and reports: their tables, and the way to the domain's values."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from assessment.domain.following.undertaking import Report, Undertaking
from assessment.domain.outcomes.letter import (
    CaseNumber,
    Channel,
    Letter,
    LetterKind,
    LetterText,
    Sent,
)
from assessment.errors import NotFoundError
from assessment.storage.queries import LARGEST_ID, of_round
from assessment.storage.tables import Row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class LetterTextRow(Row):
    """One text of an application's decision letter."""

    __tablename__ = "letter_text"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    text: Mapped[str]
    accepted: Mapped[bool]
    written_by: Mapped[str]
    written_at: Mapped[datetime]
    version: Mapped[int]


class LetterRow(Row):
    """A finished letter; `sent_on` is a day as ISO text, None until it was sent."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("application_id", "kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"))
    filename: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    basis: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    channel: Mapped[str | None] = mapped_column(String(60))
    sent_on: Mapped[str | None] = mapped_column(String(10))
    sent_by: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    version: Mapped[int]


class LetterFileRow(Row):
    """A finished letter's file."""

    __tablename__ = "letter_file"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class CaseNumberRow(Row):
    """A journal number; `application` is 0 for the round's own."""

    __tablename__ = "case_number"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    application: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime]
    version: Mapped[int]


class UndertakingRow(Row):
    """What was agreed with a selected applicant; days are ISO text, `sub_groups` is a JSON list."""

    __tablename__ = "undertaking"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    target_group: Mapped[str]
    sub_groups: Mapped[str]
    citizens: Mapped[int]
    caseload: Mapped[str]
    start: Mapped[str] = mapped_column(String(10))
    end: Mapped[str] = mapped_column(String(10))
    agreed_by: Mapped[str]
    agreed_at: Mapped[datetime]
    version: Mapped[int]


class ReportRow(Row):
    """A report that came for one due day."""

    __tablename__ = "report"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    due: Mapped[str] = mapped_column(String(10), primary_key=True)
    received: Mapped[str] = mapped_column(String(10))
    note: Mapped[str]
    noted_by: Mapped[str]
    noted_at: Mapped[datetime]
    version: Mapped[int]


def letter_text(row: LetterTextRow) -> LetterText:
    """The text of a row."""
    return LetterText(
        row.application_id,
        row.key,
        row.text,
        row.accepted,
        row.written_by,
        row.written_at,
        row.version,
    )


def letter_text_row(made: LetterText) -> LetterTextRow:
    """The row of a text."""
    return LetterTextRow(
        application_id=made.application,
        key=made.key,
        text=made.text,
        accepted=made.accepted,
        written_by=made.by,
        written_at=made.at,
        version=made.version,
    )


def letter(row: LetterRow) -> Letter:
    """The letter of a row."""
    return Letter(
        id=row.id,
        application=row.application_id,
        kind=LetterKind(row.kind),
        number=row.number,
        filename=row.filename,
        sha256=row.sha256,
        basis=row.basis,
        by=row.made_by,
        at=row.made_at,
        exchange=row.exchange_id,
        sent=_sent(row),
        version=row.version,
    )


def _sent(row: LetterRow) -> Sent | None:
    if row.channel is None or row.sent_on is None or row.sent_by is None or row.sent_at is None:
        return None
    return Sent(Channel(row.channel), date.fromisoformat(row.sent_on), row.sent_by, row.sent_at)


def letter_row(made: Letter) -> LetterRow:
    """The row of a letter; a new one's id is given by the database."""
    sent = made.sent
    return LetterRow(
        application_id=made.application,
        kind=made.kind.value,
        number=made.number,
        exchange_id=made.exchange,
        filename=made.filename,
        sha256=made.sha256,
        basis=made.basis,
        made_by=made.by,
        made_at=made.at,
        channel=sent.channel.value if sent else None,
        sent_on=sent.on.isoformat() if sent else None,
        sent_by=sent.by if sent else None,
        sent_at=sent.at if sent else None,
        version=made.version,
    )


def case_number(row: CaseNumberRow) -> CaseNumber:
    """The case number of a row."""
    return CaseNumber(
        row.round_id, row.application or None, row.number, row.set_by, row.set_at, row.version
    )


def case_number_row(made: CaseNumber) -> CaseNumberRow:
    """The row of a case number."""
    return CaseNumberRow(
        round_id=made.round,
        application=made.application or 0,
        number=made.number,
        set_by=made.by,
        set_at=made.at,
        version=made.version,
    )


def undertaking(row: UndertakingRow) -> Undertaking:
    """The undertaking of a row."""
    return Undertaking(
        application=row.application_id,
        target_group=row.target_group,
        sub_groups=tuple(json.loads(row.sub_groups)),
        citizens=row.citizens,
        caseload=row.caseload,
        start=date.fromisoformat(row.start),
        end=date.fromisoformat(row.end),
        by=row.agreed_by,
        at=row.agreed_at,
        version=row.version,
    )


def undertaking_row(made: Undertaking) -> UndertakingRow:
    """The row of an undertaking."""
    return UndertakingRow(
        application_id=made.application,
        target_group=made.target_group,
        sub_groups=json.dumps(made.sub_groups),
        citizens=made.citizens,
        caseload=made.caseload,
        start=made.start.isoformat(),
        end=made.end.isoformat(),
        agreed_by=made.by,
        agreed_at=made.at,
        version=made.version,
    )


def report(row: ReportRow) -> Report:
    """The report of a row."""
    return Report(
        row.application_id,
        date.fromisoformat(row.due),
        date.fromisoformat(row.received),
        row.note,
        row.noted_by,
        row.noted_at,
        row.version,
    )


def report_row(made: Report) -> ReportRow:
    """The row of a report."""
    return ReportRow(
        application_id=made.application,
        due=made.due.isoformat(),
        received=made.received.isoformat(),
        note=made.note,
        noted_by=made.by,
        noted_at=made.at,
        version=made.version,
    )


class OutgoingReader:
    """The part of the reading half that asks for what goes out and what came of it."""

    _session: Session

    def letter_texts(self, round_id: str) -> tuple[LetterText, ...]:
        """What people wrote or accepted for the round's decision letters, by application and key."""
        rows = self._session.scalars(of_round(LetterTextRow, round_id))
        return tuple(letter_text(row) for row in rows)

    def letters(self, round_id: str) -> tuple[Letter, ...]:
        """The round's finished letters, in the order they were finished."""
        rows = self._session.scalars(of_round(LetterRow, round_id))
        return tuple(letter(row) for row in rows)

    def letter(self, letter_id: int) -> tuple[Letter, bytes]:
        """A finished letter and its file; NotFoundError where there is none."""
        known = min(letter_id, LARGEST_ID)
        query = select(LetterRow, LetterFileRow.content).join(LetterFileRow)
        found = self._session.execute(query.where(LetterRow.id == known)).first()
        if found is None:
            raise NotFoundError(f"Brev nr. {letter_id} findes ikke; vælg et på listen.")
        row, content = found
        return letter(row), content

    def case_numbers(self, round_id: str) -> dict[int | None, CaseNumber]:
        """The journal's numbers by application; None is the round's own."""
        of_it = CaseNumberRow.round_id == round_id
        rows = self._session.scalars(select(CaseNumberRow).where(of_it))
        found = (case_number(row) for row in rows)
        return {each.application: each for each in found}

    def undertakings(self, round_id: str) -> dict[int, Undertaking]:
        """What was agreed with the selected applicants, by application."""
        rows = self._session.scalars(of_round(UndertakingRow, round_id))
        return {row.application_id: undertaking(row) for row in rows}

    def reports(self, round_id: str) -> tuple[Report, ...]:
        """The reports that came in, by application and due day."""
        rows = self._session.scalars(of_round(ReportRow, round_id))
        return tuple(report(row) for row in rows)
