"""A round in which everything has happened, and case files of it to look into and to tamper with."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import takewhile
from pathlib import Path

from assessment.domain.following.undertaking import Report, Undertaking
from assessment.domain.outcomes.letter import (
    CaseNumber,
    Channel,
    Letter,
    LetterKind,
    LetterText,
    Sent,
)
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Person
from assessment.domain.reviewing.review import Score
from assessment.domain.rounds.case_file import Logged
from assessment.domain.rounds.event import Action, Event
from assessment.domain.rounds.sight import WHY
from assessment.storage import Repository
from assessment.workflow import case_file
from assessment.workflow.core import Workflow
from tests import builders
from tests.builders import NOON
from tests.matrix import world as w
from tests.matrix.world import ROUND, A

DRAFT, GROUNDS, FOREIGN = "Min kladde er fortrolig.", "Min søster.", "fremmed-ansøger.docx"
"""What may stand in no case file of the round: a draft, why somebody is in doubt, another round."""
LETTER = b"PK det f\xc3\xa6rdige brev"
BY = "Peter Lind"
DAY = date(2027, 1, 15)


def fill(workflow: Workflow, phase: Phase = Phase.DECIDED) -> dict[str, Person]:
    """Let everything happen in a round, letters and reports too; gives everybody by name."""
    known = w.build(workflow)
    with workflow.database.begin() as repository:
        _write(repository)
        _draft(repository, known[w.GIVEN])
        said = f"tvivl{WHY}{GROUNDS}"
        told = Event(NOON, w.DOUBTER, Action.DECLARED, ROUND, A, w.DOUBTER, "", said)
        repository.record(told)
        repository.record(Event(NOON, w.LEAD, Action.REGISTERED, w.OTHER_ROUND, 4, FOREIGN))
        repository.record(Event(NOON, w.LEAD, Action.SET_ASIDE, ROUND, 3, "=1+1", "", "@ældre"))
    builders.at_phase(workflow, phase)
    return known | {BY: builders.auditor(workflow)}


def _draft(repository: Repository, person: Person) -> None:
    """Let somebody write what they do not submit."""
    repository.save_score(A, person.id, Score("1a", 1, DRAFT, NOON, 2))
    saved = Event(NOON, person.name, Action.SCORE_SAVED, ROUND, A, "aspekt 1a", "", f"1: {DRAFT}")
    repository.record(saved)


def _write(repository: Repository) -> None:
    text = LetterText(A, "facts", "Planen vejede tungt.", accepted=True, by=w.LEAD, at=NOON)
    repository.set_letter_text(replace(text, version=1))
    digest = hashlib.sha256(LETTER).hexdigest()
    made = Letter(0, A, LetterKind.GRANT, 1, "tilsagn.docx", digest, "c" * 64, w.LEAD, NOON)
    sent = Sent(Channel.DIGITAL_POST, DAY, w.LEAD, NOON)
    repository.add_letter(replace(made, sent=sent, version=1), LETTER)
    other = hashlib.sha256(LETTER + b"2").hexdigest()
    repository.add_letter(replace(made, number=2, sha256=other, version=1), LETTER + b"2")
    for about, number in ((A, "2026-17"), (None, "2026-1")):
        repository.set_case_number(CaseNumber(ROUND, about, number, w.LEAD, NOON, 1))
    repository.set_undertaking(
        Undertaking(A, "Unge på vej fra botilbud", ("unge",), 54, "8–10", DAY, DAY, w.LEAD, NOON, 1)
    )
    repository.set_report(Report(A, DAY, DAY, "Kom til tiden.", w.LEAD, NOON, 1))


def let_in(workflow: Workflow, known: Iterable[Person]) -> None:
    """Give everybody the access that they had where a case file was taken out."""
    with workflow.database.begin() as repository:
        for each in known:
            repository.set_person(each)


def exported(workflow: Workflow, known: Mapping[str, Person], folder: Path) -> Path:
    """The round's case file as somebody who may takes it out."""
    file = folder / "sag.zip"
    made = case_file.export_round(workflow, ROUND, known[BY], file)
    assert made.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    return file


def logged_before(workflow: Workflow, file: Path) -> list[Logged]:
    """What the round's log held when a case file was taken out, whatever came after."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    with workflow.database.read() as reader:
        entries = reader.logged(ROUND)
        return list(takewhile(lambda each: digest not in each.event.new, entries))


def contents(file: Path) -> dict[str, bytes]:
    """The files of a zip, in its order."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything(file: Path) -> bytes:
    """All that stands in a case file, the texts of Word files in it included."""
    found = []
    for content in contents(file).values():
        found.append(content)
        if content.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(content)) as inner:
                found += [inner.read(each) for each in inner.namelist()]
    return b"\n".join(found)


def packed(file: Path, files: Mapping[str, bytes]) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def resealed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with a manifest that says what they are now, as whoever forges one makes it."""
    manifest = json.loads(files["manifest.json"])
    for each in manifest["files"]:
        content = files[each["path"]]
        each |= {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return with_manifest(files, json.dumps(manifest).encode())


def with_manifest(files: Mapping[str, bytes], manifest: bytes) -> dict[str, bytes]:
    """The files with another manifest and its hash."""
    told = f"{hashlib.sha256(manifest).hexdigest()}  manifest.json\n".encode()
    return {**files, "manifest.json": manifest, "manifest.sha256": told}


def lines_changed(
    content: bytes, change: Callable[[dict[str, object]], dict[str, object]]
) -> bytes:
    """Rows of a table with each of them changed."""
    rows = [change(json.loads(line)) for line in content.splitlines()]
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)
