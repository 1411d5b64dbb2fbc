"""The case file for the journal: taken out as a zip, verified anywhere, and read into an empty database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from assessment import intake
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.reviewing.review import submitted
from assessment.domain.rounds import audit
from assessment.domain.rounds.case import RoundCases
from assessment.domain.rounds.case_file import Manifest, safe_name
from assessment.domain.rounds.event import Action, Event
from assessment.domain.rounds.progress import Sides
from assessment.errors import NotPermittedError, RefusedActionError
from assessment.intake import OpenedCaseFile
from assessment.storage import CaseFolder, Reader, new_file
from assessment.workflow.cases import both_sides
from assessment.workflow.core import Workflow, permit, record, round_of
from assessment.workflow.filing import Filing
from assessment.workflow.people import OPERATOR

MOST_FAULTS = 50
_ENTRY = {
    name: name for name in ("id", "at", "action", "content_sha256", "previous_sha256", "sha256")
} | {
    "round": "round_id",
    "application": "application_id",
}
_CONTENT = ("event_id", "salt", "actor", "subject", "old", "new")


@dataclass(frozen=True, slots=True)
class Exported:
    """A case file that was written: what it says of itself, and the SHA-256 of the whole zip."""

    manifest: Manifest
    sha256: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a case file proves by itself: its manifest, the zip's SHA-256, and all that does not hold.

    `entries` are those of the log that are in it, and `told` those of them whose contents are too.
    """

    manifest: Manifest
    sha256: str
    faults: tuple[str, ...]
    entries: int
    told: int


def export_round(workflow: Workflow, round_id: str, by: Person, file: Path) -> Exported:
    """Write the whole round's case file, as it is at one moment, while others go on; it is logged.

    Raises NotPermittedError where a part of the round is closed to or hidden from `by`,
    RefusedActionError where the file is there or cannot be written.
    """
    return _export(workflow, round_id, None, by, file)


def export_application(workflow: Workflow, application_id: int, by: Person, file: Path) -> Exported:
    """Write the case file of one application; the journal keeps it, but it cannot be read in again.

    Raises as `export_round` does, and NotFoundError where there is no such application.
    """
    with workflow.database.read() as reader:
        round_id = round_of(reader, by, Act.EXPORT, application_id)
    return _export(workflow, round_id, application_id, by, file)


def _export(
    workflow: Workflow, round_id: str, application_id: int | None, by: Person, file: Path
) -> Exported:
    with workflow.database.read() as reader:
        _allowed(workflow, reader, round_id, application_id, by)
    with new_file(file) as (path, opened):
        with workflow.database.read() as reader:
            round_, person = _allowed(workflow, reader, round_id, application_id, by)
            manifest = _manifest(workflow, reader, round_, application_id, person)
            criteria = workflow.criteria_of(round_id, reader)
            filing = Filing(reader, CaseFolder(opened), round_, manifest, criteria)
            if application_id is None:
                filing.whole_round()
            else:
                filing.one_application(round_.case(application_id))
        opened.flush()
        made = Exported(manifest, _sha256(path))
        with workflow.database.begin() as repository:
            person = permit(repository, by, Act.EXPORT, round_id, application_id)
            record(
                workflow,
                repository,
                person,
                Action.CASE_FILE_EXPORTED,
                (round_id, application_id),
                subject=file.name,
                new=f"SHA-256 {made.sha256}",
            )
    return made


def _allowed(
    workflow: Workflow, reader: Reader, round_id: str, application_id: int | None, by: Person
) -> tuple[RoundCases, Person]:
    person = permit(reader, by, Act.EXPORT, round_id, application_id)
    sides = both_sides(workflow, reader, round_id, person)
    round_ = sides.seen
    if not round_.whole or _hides_of_set_aside(sides):
        raise NotPermittedError(
            "Sagsmappen kan hentes, når ingen ansøgning i runden er lukket eller skjult for dig."
        )
    return round_, person


def _hides_of_set_aside(sides: Sides) -> bool:
    """Whether somebody thought anything of what is set aside, in the case file too, that is hidden."""
    return any(
        case.hidden and submitted(sides.whole.case(case.id).reviews) != submitted(case.reviews)
        for case in sides.seen.set_aside
    )


def _manifest(
    workflow: Workflow,
    reader: Reader,
    round_: RoundCases,
    application_id: int | None,
    by: Person,
) -> Manifest:
    seal, numbers = reader.seal(), reader.case_numbers(round_.round.id)
    number = numbers.get(application_id)
    return Manifest(
        round=round_.round.id,
        application=application_id,
        title=round_.round.title,
        case_number=number.number if number else "",
        made_by=by.name,
        made_at=workflow.clock().isoformat(),
        tool=workflow.tool,
        criteria_sha256=round_.criteria_sha256,
        revision=reader.revision(),
        events=seal.count if seal else 0,
        head=seal.head if seal else "",
        mac=seal.mac if seal else "",
    )


def verify(file: Path) -> Verified:
    """Check a case file offline: each file against the manifest, and the log against its own hashes.

    Raises RefusedFileError where the file is no case file that can be opened.
    """
    with intake.opened_case_file(file) as opened:
        return _verified(opened, file)


def _verified(opened: OpenedCaseFile, file: Path) -> Verified:
    faults = list(islice(opened.faults(), MOST_FAULTS))
    entries = told = 0
    if not faults:
        faults = list(islice(_row_faults(opened), MOST_FAULTS))
    if not faults:
        entries = sum(1 for _ in opened.lines("event"))
        told = sum(1 for _ in opened.lines("event_content"))
    return Verified(opened.manifest, _sha256(file), tuple(faults), entries, told)


def _row_faults(opened: OpenedCaseFile) -> Iterator[str]:
    """What does not hold of the rows that a round is read in from."""
    for check, about in _CHECKS.items():
        try:
            yield from check(opened)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            yield f"Sagsmappens rå data om {about} kan ikke læses."


def _round_faults(opened: OpenedCaseFile) -> Iterator[str]:
    """Whether it is the round that the manifest names; an application's file has no row of it."""
    manifest = opened.manifest
    there = [json.loads(each)["id"] for each in opened.lines("round")]
    if manifest.application is None and there != [manifest.round]:
        yield "Fortegnelsen og de rå data er ikke om den samme runde."


def _log_faults(opened: OpenedCaseFile) -> Iterator[str]:
    manifest, entries = opened.manifest, _entries(opened)
    seal = audit.Seal(manifest.events, manifest.head, manifest.mac)
    whole = manifest.application is None
    found = audit.faults(entries, seal, None, None) if whole else audit.part_faults(entries)
    yield from map(str, found)


def _letter_faults(opened: OpenedCaseFile) -> Iterator[str]:
    """The letters whose file is not the one that was finished, as their own rows tell it."""
    files = {
        each["letter_id"]: each["content"]["file"]
        for each in map(json.loads, opened.lines("letter_file"))
    }
    for each in map(json.loads, opened.lines("letter")):
        if files.get(each["id"]) != each["sha256"]:
            name = safe_name(str(each["filename"]))
            yield f"Brevet “{name}” er ikke den fil, der blev gjort færdig."


_CHECKS = {_round_faults: "runden", _log_faults: "hændelserne", _letter_faults: "brevene"}


def _entries(opened: OpenedCaseFile) -> Iterator[audit.Entry]:
    """The entries with the contents that are there; both come in the order of their numbers."""
    contents = map(json.loads, opened.lines("event_content"))
    content = next(contents, None)
    for plain in map(json.loads, opened.lines("event")):
        own = None
        if content and content["event_id"] == plain["id"]:
            own = tuple(_as_stored(content[name]) for name in _CONTENT)
            content = next(contents, None)
        head: dict[str, Any] = {key: _as_stored(plain[name]) for key, name in _ENTRY.items()}
        yield audit.Entry(**head, content=own)
    if content:
        raise ValueError(content)


def _as_stored(value: Any) -> bytes | None:  # noqa: ANN401 - a number, a text or nothing
    return None if value is None else str(value).encode()


def take_in(workflow: Workflow, file: Path) -> Manifest:
    """Fill an empty database with a round's case file, as whoever runs the installation, and log it.

    The log keeps its entries and hashes and is sealed with this database's key; what the case file
    does not hold of it (other rounds, drafts, grounds of a conflict) is told as missing. Everybody's
    access is closed until somebody opens it: a file lets nobody in. Raises StorageError or
    RefusedActionError, with nothing changed, where the database is not empty or the case file does
    not hold.
    """
    with intake.opened_case_file(
        file
    ) as opened:  # once, so that what is read in is what was checked
        verified = _verified(opened, file)
        manifest = verified.manifest
        _refuse_unsound(verified)
        happened = Event(
            workflow.clock(),
            OPERATOR,
            Action.CASE_FILE_IMPORTED,
            manifest.round,
            subject=file.name,
            new=f"SHA-256 {verified.sha256}; seglet dækkede {manifest.events} hændelser til {manifest.head}",
        )
        workflow.database.take_in(manifest.revision, opened.lines, opened.content, happened)
    return manifest


def _refuse_unsound(verified: Verified) -> None:
    if verified.faults:
        raise RefusedActionError(
            f"Sagsmappen holder ikke, så intet er indlæst. {verified.faults[0]} Efterprøv den med "
            "verify, og hent den igen."
        )
    if verified.manifest.application is not None:
        raise RefusedActionError(
            "Sagsmappen er for en enkelt ansøgning og kan ikke indlæses; vælg en for hele runden."
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
