"""Receiving what applicants send: Word files, messages, zips, folders of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assessment import intake
from assessment.domain.applications.application import Attachment
from assessment.domain.applications.attachments import AttachmentKind
from assessment.domain.applications.delivery import Delivery, Fate, Parcel, Receipt, SentFile
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.issue import Issue
from assessment.domain.applications.personal import mask, masked, masked_envelope
from assessment.domain.applications.sorting import Filled, Opened, Sorting, Submission
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action
from assessment.domain.words.danish import forward
from assessment.domain.words.wording import counted
from assessment.errors import AssessmentError, RefusedFileError
from assessment.storage import Repository
from assessment.workflow.core import Workflow, open_round, permit, record

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in; `received` is zone-aware, None where nobody knows."""

    filename: str
    content: bytes
    received: datetime | None = None


def receive(
    workflow: Workflow,
    round_id: str,
    uploads: Iterable[Upload],
    by: Person,
    *,
    reason: str = "",
) -> Iterator[Receipt]:
    """Open, read and store what came in, one upload after the other; a bad one never stops the others.

    The same content twice in a round is registered once. CPR-like numbers are masked in all that is
    derived; the originals are kept unchanged. A message's time of receipt counts before one stated
    by hand. The first one opens a round that is still being prepared: `reason` is why just these
    rules hold, and where it is not told the log says so. Raises NotFoundError for an unknown round,
    NotPermittedError for whoever may not receive.
    """
    workflow.round(round_id)
    with workflow.database.begin() as repository:
        open_round(workflow, round_id, by, repository, reason=reason.strip() or _NO_REASON)
        person = permit(repository, by, Act.RECEIVE, round_id)
    return _received(workflow, round_id, uploads, person)


_NO_REASON = "ingen begrundelse oplyst, åbnet med den første ansøgning"


def _received(
    workflow: Workflow, round_id: str, uploads: Iterable[Upload], by: Person
) -> Iterator[Receipt]:
    for upload in uploads:
        try:
            yield from _Receiving(workflow, round_id, by, upload).receipts()
        except AssessmentError as refusal:
            _record_refusal(workflow, round_id, by, upload.filename, str(refusal))
            yield Receipt(_clean(upload.filename), Fate.REFUSED, str(refusal))


def _record_refusal(workflow: Workflow, round_id: str, by: Person, filename: str, why: str) -> None:
    with workflow.database.begin() as repository:
        record(
            workflow,
            repository,
            by,
            Action.REFUSED,
            (round_id, None),
            subject=_clean(filename),
            new=why,
        )


class _Receiving:
    """One upload on its way in."""

    def __init__(self, workflow: Workflow, round_id: str, by: Person, upload: Upload) -> None:
        self._workflow = workflow
        self._round_id = round_id
        self._by = by
        self._upload = upload
        self._scheme = workflow.scheme_of(round_id)

    def receipts(self) -> Iterator[Receipt]:
        """Store the upload, telling what becomes of each file in it."""
        upload = self._upload
        mailboxes = self._scheme.round(self._round_id).mailboxes
        parcel = self._workflow.run(
            intake.unpack, _clean(upload.filename), upload.content, mailboxes
        )
        readings = self._readings(parcel)
        self._refuse_a_lone_unreadable_file(parcel, readings)
        sorting = Sorting(readings, self._scheme.form)
        for submission in sorting.sorted(parcel):
            envelope = submission.envelope and masked_envelope(submission.envelope)
            for receipt in self._submit(submission, readings):
                yield replace(receipt, source=_clean(submission.source), envelope=envelope)
        for part in parcel.walk():
            for issue in part.issues:
                _record_refusal(self._workflow, self._round_id, self._by, part.name, issue.message)
                yield Receipt(_clean(part.name), Fate.REFUSED, issue.message)

    def _readings(self, parcel: Parcel) -> dict[int, Opened]:
        """Read every Word file; one that is already registered is read again, for it costs little."""
        return {
            id(file): self._read(file)
            for part in parcel.walk()
            for file in part.files
            if self._kind(file) is AttachmentKind.WORD
        }

    def _kind(self, file: SentFile) -> AttachmentKind:
        return self._workflow.run(intake.kind_of, file.name, file.content)

    def _read(self, file: SentFile) -> Opened:
        try:
            return masked(self._workflow.run(intake.read, file.content, self._scheme.form))
        except RefusedFileError as refusal:
            return refusal

    def _refuse_a_lone_unreadable_file(self, parcel: Parcel, readings: dict[int, Opened]) -> None:
        """Refuse a file handed in by itself that cannot be read; its sender can be asked for another.

        In a message it is kept, so that nothing of the message is lost.
        """
        if parcel.envelope or parcel.inner or len(parcel.files) != 1:
            return
        (file,) = parcel.files
        outcome = readings.get(id(file))
        if isinstance(outcome, RefusedFileError):
            raise outcome
        meant_as_word = file.name.lower().endswith(_WORD_ENDINGS)
        if outcome is None and (meant_as_word or self._kind(file) not in _ALONE):
            self._workflow.run(intake.read, file.content, self._scheme.form)

    def _submit(self, submission: Submission, readings: dict[int, Opened]) -> Iterator[Receipt]:
        application: int | None = None
        if submission.message and not (submission.application or submission.beside):
            yield self._keep_message(submission)
        if submission.application:
            receipt = self._register(submission, submission.application)
            application = receipt.application
            yield receipt
        for file in submission.beside:
            outcome = readings.get(id(file))
            refused = (
                (Issue(outcome.code, str(outcome)),)
                if isinstance(outcome, RefusedFileError)
                else ()
            )
            yield self._attach(submission, file, application, refused)

    def _register(self, submission: Submission, filled: Filled) -> Receipt:
        filename, reading = _clean(filled.file.name), filled.reading
        with self._workflow.database.begin() as repository:
            known = repository.application_with_hash(self._round_id, reading.sha256)
            if known is not None:
                self._complete(known, submission, repository)
                text = "Filen er allerede registreret i runden og er ikke lagt ind igen."
                return Receipt(filename, Fate.KNOWN, text, known)
            received, note = self._received(submission.envelope)
            application = repository.add_application(
                round_id=self._round_id,
                filename=filename,
                content=filled.file.content,
                reading=reading,
                received=received,
                received_note=note,
                registered_at=self._workflow.clock(),
                registered_by=self._by.name,
            )
            if submission.envelope:
                repository.set_delivery(application, self._delivery(submission, repository))
            self._record(repository, Action.REGISTERED, application, filename, reading.sha256)
        found = counted(len(reading.answers), "felt", "felter")
        return Receipt(filename, Fate.REGISTERED, f"Registreret: {found} fundet.", application)

    def _received(self, envelope: Envelope | None) -> tuple[datetime | None, str]:
        if envelope and envelope.received:
            return envelope.received, envelope.received_by
        return self._upload.received, "oplyst ved registrering" if self._upload.received else ""

    def _complete(self, known: int, submission: Submission, repository: Repository) -> None:
        """Let the message that an application came in tell its time, where nobody knew it."""
        before = repository.application(known)
        envelope = submission.envelope
        if before.envelope or envelope is None:
            return
        repository.set_delivery(known, self._delivery(submission, repository))
        if before.received is None and envelope.received:
            repository.set_received(known, envelope.received, envelope.received_by)
            self._record(
                repository, Action.RECEIVED_SET, known, "modtagelsestid", envelope.received_by
            )

    def _attach(
        self,
        submission: Submission,
        file: SentFile,
        application: int | None,
        refused: tuple[Issue, ...],
    ) -> Receipt:
        filename = _clean(file.name)
        digest = hashlib.sha256(file.content).hexdigest()
        with self._workflow.database.read() as reader:
            if self._is_known(digest, application, reader.attachments(self._round_id)):
                text = "Filen ligger allerede ved runden og er ikke lagt ind igen."
                return Receipt(filename, Fate.KNOWN, text, application)
        pages, issues = ((), refused) if refused else self._text(file)
        with self._workflow.database.begin() as repository:
            made = Attachment(
                id=0,
                delivery=self._delivery(submission, repository),
                application=application,
                filename=filename,
                sha256=digest,
                size=len(file.content),
                kind=self._kind(file),
                pages=tuple(map(mask, pages)),
                issues=issues,
            )
            repository.add_attachment(made, file.content)
            self._record(repository, Action.ATTACHED, application, filename, digest)
        return _attached(made)

    def _is_known(
        self, digest: str, application: int | None, present: tuple[Attachment, ...]
    ) -> bool:
        same = [each for each in present if each.sha256 == digest]
        return (
            bool(same)
            if application is None
            else any(each.application == application for each in same)
        )

    def _text(self, file: SentFile) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
        try:
            text = self._workflow.run(intake.text_of, file.name, file.content)
        except RefusedFileError as refusal:
            return (), (Issue(refusal.code, str(refusal)),)
        return text.pages, text.issues

    def _keep_message(self, submission: Submission) -> Receipt:
        name, digest = _clean(submission.source), self._digest(submission)
        with self._workflow.database.begin() as repository:
            if repository.delivery_with_hash(self._round_id, digest) is None:
                self._delivery(submission, repository)
                self._record(repository, Action.MESSAGE_KEPT, None, name, digest)
        text = "Mailen har ingen filer. Den kan læses under Mails."
        return Receipt(name, Fate.WAITING, text)

    def _digest(self, submission: Submission) -> str:
        original = submission.message.original if submission.message else b""
        return hashlib.sha256(original or self._upload.content).hexdigest()

    def _delivery(self, submission: Submission, repository: Repository) -> int:
        """The delivery that a submission came in, registered once."""
        message, envelope = submission.message, submission.envelope
        original, digest = message.original if message else b"", self._digest(submission)
        known = repository.delivery_with_hash(self._round_id, digest)
        if known is not None:
            return known
        made = Delivery(
            id=0,
            round=self._round_id,
            name=_clean((message and message.name) or self._upload.filename),
            envelope=masked_envelope(envelope) if envelope else None,
            registered_at=self._workflow.clock(),
            registered_by=self._by.name,
            issues=message.issues if message else (),
        )
        return repository.add_delivery(made, sha256=digest, original=original)

    def _record(
        self,
        repository: Repository,
        action: Action,
        application: int | None,
        subject: str,
        new: str,
    ) -> None:
        record(
            self._workflow,
            repository,
            self._by,
            action,
            (self._round_id, application),
            subject=subject,
            new=new,
        )


_WORD_ENDINGS = (".docx", ".docm", ".dotx", ".dotm")
_ALONE = {AttachmentKind.PDF, AttachmentKind.PICTURE}
"""What may be handed in by itself without being a Word file: what applicants send as attachments."""


def _attached(made: Attachment) -> Receipt:
    if made.application is None:
        text = "Det vides ikke, hvilken ansøgning filen hører til. Vælg den på siden Modtagelse."
        return Receipt(made.filename, Fate.WAITING, text)
    unread = f" {made.issues[0].message}" if made.issues else ""
    text = f"Lagt ved ansøgning nr. {made.application} ({made.kind}).{unread}"
    return Receipt(made.filename, Fate.ATTACHED, text, made.application)


def _clean(filename: str) -> str:
    """A file's name, fit to be kept: it may have come without a known encoding."""
    readable = filename.encode(errors="replace").decode()
    return mask(" ".join(forward(readable).split()))[-_LONGEST_NAME:]


def told(receipt: Receipt) -> dict[str, Any]:
    """A receipt for `intake --json`, with who sent the file and both times of its message."""
    envelope = receipt.envelope
    return {
        "file": receipt.filename,
        "source": receipt.source,
        "fate": receipt.fate,
        "message": receipt.message,
        "application": receipt.application,
        "sender": envelope.sender if envelope else "",
        "subject": envelope.subject if envelope else "",
        "sent": _iso(envelope.sent) if envelope else None,
        "received": _iso(envelope.received) if envelope else None,
        "received_by": envelope.received_by if envelope else "",
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
