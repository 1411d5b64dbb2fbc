"""Letters that are finished: fixed as files, fetched, and noted as sent by whoever sent them."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

from assessment import notes
from assessment.domain.correspondence.dialogue import Exchange
from assessment.domain.letters.completeness import missing
from assessment.domain.letters.dossier import Dossier
from assessment.domain.outcomes.letter import Channel, Letter, LetterKind, Sent
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case
from assessment.domain.rounds.event import Action
from assessment.domain.words.wording import day, listed, local
from assessment.errors import RefusedActionError
from assessment.storage import Reader, Repository
from assessment.workflow.core import Workflow, acting, permit, record, refuse_stale
from assessment.workflow.dossiers import (
    DECISIONS,
    Dossiers,
    filename,
    of_round,
    refuse_hidden,
    render,
)
from assessment.workflow.lettering import (
    EXCHANGED,
    LetterState,
    asked,
    desk,
    receipts,
    refuse_naming,
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A letter that is to be finished, with the newest one in its place."""

    case: Case
    dossier: Dossier
    basis: str
    newest: Letter | None

    @property
    def kind(self) -> LetterKind:
        return self.dossier.kind

    @property
    def key(self) -> tuple[int, str]:
        return self.case.id, self.basis

    @property
    def stands(self) -> Letter | None:
        """The newest letter where it says what this one would."""
        newest = self.newest
        same = newest and (newest.kind, newest.basis) == (self.kind, self.basis)
        return newest if same else None


@dataclass(frozen=True, slots=True)
class _Batch:
    """Letters that are finished together, all of them complete, and who finishes them."""

    person: Person
    found: Dossiers
    plans: tuple[_Plan, ...]


def finish(
    workflow: Workflow, round_id: str, wanted: Sequence[tuple[int, LetterKind]], *, by: Person
) -> tuple[Letter, ...]:
    """Fix letters as files, all of them or, where one lacks anything, none.

    `wanted` are applications with the letter each gets: about the decision, or a receipt. A letter
    that would say what the newest one says is not made again: that one is given. Raises
    RefusedActionError that names each applicant whose letter lacks something, and what.
    """

    def planned(reader: Reader) -> _Batch:
        person = permit(reader, by, Act.WRITE_LETTERS, round_id)
        found = of_round(workflow, reader, round_id, person)
        chosen = [_chosen(reader, found, person, *each) for each in dict.fromkeys(wanted)]
        if not chosen:
            raise RefusedActionError("Vælg mindst ét brev, der skal færdiggøres.")
        return _batch(person, found, chosen)

    return _finish(workflow, planned)


def _chosen(
    reader: Reader, found: Dossiers, person: Person, application_id: int, kind: LetterKind
) -> tuple[Case, LetterKind, Exchange | None]:
    permit(reader, person, Act.WRITE_LETTERS, found.round.id, application_id)
    case = found.seen.case(application_id)
    if kind in DECISIONS:
        refuse_hidden(case)
    elif kind is not LetterKind.RECEIPT:
        raise RefusedActionError(
            f"Vælg på siden Dialog, hvilken {kind} til {case.name} der skal færdiggøres."
        )
    return case, kind, None


def finish_exchange(workflow: Workflow, exchange_id: int, *, by: Person) -> Letter:
    """Fix the letter of a request or a hearing as a file; as `finish`."""

    def planned(reader: Reader) -> _Batch:
        acting(reader, by, Act.WRITE_LETTERS)
        exchange = reader.exchange(exchange_id)
        person = permit(reader, by, Act.WRITE_LETTERS, exchange.round, exchange.application)
        kind = EXCHANGED.get(exchange.kind)
        if kind is None or exchange.application is None:
            raise RefusedActionError("Der hører kun et brev til en anmodning eller en partshøring.")
        found = of_round(workflow, reader, exchange.round, person)
        return _batch(person, found, [(found.seen.case(exchange.application), kind, exchange)])

    return _finish(workflow, planned)[0]


def _batch(
    person: Person,
    found: Dossiers,
    chosen: Iterable[tuple[Case, LetterKind, Exchange | None]],
) -> _Batch:
    """The letters to finish; RefusedActionError where one lacks something or tells of others."""
    dossiers = [(case, found.of(case, kind, exchange)) for case, kind, exchange in chosen]
    _refuse_incomplete(dossier for _, dossier in dossiers)
    for case, dossier in dossiers:
        refuse_naming(found, case, dossier)
    plans = []
    for case, dossier in dossiers:
        made = found.made(case.id, dossier.kind, dossier.exchange)
        plans.append(_Plan(case, dossier, notes.basis(dossier), made[-1] if made else None))
    return _Batch(person, found, tuple(plans))


def _refuse_incomplete(dossiers: Iterable[Dossier]) -> None:
    lacking = []
    for each in dossiers:
        parts = dict.fromkeys(str(one.part) for one in missing(each))
        if parts:
            lacking.append(f"{each.case.name} ({each.kind}) mangler {listed(list(parts))}")
    if lacking:
        raise RefusedActionError(
            f"Intet brev er færdiggjort: {'; '.join(lacking)}. Se på siden Breve, hvad der skal "
            "skrives hvor."
        )


def _finish(workflow: Workflow, planned: Callable[[Reader], _Batch]) -> tuple[Letter, ...]:
    """Make the files while others go on, and keep them where all is still as it was."""
    with workflow.database.read() as reader:
        batch = planned(reader)
    files = {
        plan.key: render(workflow, plan.dossier, batch.person)
        for plan in batch.plans
        if not plan.stands
    }
    with workflow.database.begin() as repository:
        batch = planned(repository)
        return tuple(_kept(workflow, repository, batch, plan, files) for plan in batch.plans)


def _kept(
    workflow: Workflow,
    repository: Repository,
    batch: _Batch,
    plan: _Plan,
    files: Mapping[tuple[int, str], bytes],
) -> Letter:
    """The newest letter where it says the same, else a new one beside it."""
    if plan.stands:
        return plan.stands
    if plan.key not in files:
        raise RefusedActionError(
            f"Sagen om {plan.case.name} blev ændret, mens brevene blev dannet. Genindlæs siden, og "
            "prøv igen."
        )
    content = files[plan.key]
    letters = batch.found.letters.get(plan.case.id, ())
    number = sum(each.kind is plan.kind for each in letters) + 1
    exchange = plan.dossier.exchange
    made = Letter(
        id=0,
        application=plan.case.id,
        kind=plan.kind,
        number=number,
        filename=f"{filename(plan.case, plan.kind)}-{number}.docx",
        sha256=hashlib.sha256(content).hexdigest(),
        basis=plan.basis,
        by=batch.person.name,
        at=workflow.clock(),
        exchange=exchange.id if exchange else None,
        version=1,
    )
    made = replace(made, id=repository.add_letter(made, content))
    record(
        workflow,
        repository,
        batch.person,
        Action.LETTER_FINISHED,
        (batch.found.round.id, plan.case.id),
        subject=made.filename,
        new=f"SHA-256 {made.sha256}",
    )
    return made


def file(workflow: Workflow, letter_id: int, by: Person) -> tuple[str, bytes]:
    """A finished letter's file with its name; who asked for it stays in the log.

    Raises NotPermittedError where the judgement that it tells of is hidden from `by`.
    """
    with workflow.database.read() as reader:
        acting(reader, by, Act.WRITE_NOTES)
        letter, _ = reader.letter(letter_id)
        place = _place(workflow, reader, letter, by, Act.WRITE_NOTES)
    return letter.filename, _handed_out(workflow, place.found.round.id, letter, by)


def _handed_out(workflow: Workflow, round_id: str, letter: Letter, by: Person) -> bytes:
    """A letter's file for somebody who may have it, and that they got it in the log."""
    with workflow.database.begin() as repository:
        person = permit(repository, by, Act.WRITE_NOTES, round_id, letter.application)
        _, content = repository.letter(letter.id)
        record(
            workflow,
            repository,
            person,
            Action.LETTER_FETCHED,
            (round_id, letter.application),
            subject=letter.filename,
            new=f"SHA-256 {letter.sha256}",
        )
    return content


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a finished letter stands: whoever acts, the case, and what it was made of."""

    person: Person
    found: Dossiers
    case: Case
    exchange: Exchange | None


def _place(workflow: Workflow, reader: Reader, letter: Letter, by: Person, act: Act) -> _Place:
    round_id = reader.application(letter.application).round
    person = permit(reader, by, act, round_id, letter.application)
    found = of_round(workflow, reader, round_id, person)
    case = found.seen.case(letter.application)
    if letter.kind in DECISIONS:
        refuse_hidden(case)
    exchange = next((each for each in case.exchanges if each.id == letter.exchange), None)
    return _Place(person, found, case, exchange)


def finished(
    workflow: Workflow, round_id: str, by: Person, kinds: Iterable[LetterKind] = LetterKind
) -> Iterator[tuple[str, bytes]]:
    """The newest finished letter of each sort to each applicant, by name and file, one at a time.

    Each is logged when it is given. One that was overtaken before it was sent is left out, and so is
    what is closed to or hidden from `by`.
    """
    chosen = frozenset(kinds)
    newest = [each for each in _newest(workflow, round_id, by) if each.kind in chosen]
    return ((each.filename, _handed_out(workflow, round_id, each, by)) for each in newest)


def _newest(workflow: Workflow, round_id: str, by: Person) -> Iterator[Letter]:
    states = (
        *desk(workflow, round_id, by),
        *receipts(workflow, round_id, by),
        *asked(workflow, round_id, by),
    )
    return (each.letters[-1] for each in states if _stands(each))


def _stands(state: LetterState) -> bool:
    return bool(state.letters) and (not state.overtaken or state.letters[-1].sent is not None)


def letters_zip(workflow: Workflow, round_id: str, by: Person) -> tuple[str, bytes]:
    """What `finished` gives as one zip with its name, each file dated by when it was finished and logged.

    Raises RefusedActionError where that is nothing.
    """
    result, letters = BytesIO(), list(_newest(workflow, round_id, by))
    if not letters:
        raise RefusedActionError("Der er ingen færdige breve at hente; færdiggør dem først.")
    with zipfile.ZipFile(result, "w") as archive:
        for each in letters:
            made = zipfile.ZipInfo(each.filename, local(each.at).timetuple()[:6])
            content = _handed_out(workflow, round_id, each, by)
            archive.writestr(made, content, zipfile.ZIP_DEFLATED)
    return f"breve-{round_id}.zip", result.getvalue()


def record_sent(
    workflow: Workflow, letter_id: int, channel: Channel, on: date, *, by: Person, expected: int
) -> Letter:
    """Note how and on which day somebody sent a letter; the tool itself sends nothing.

    Raises RefusedActionError for a day before the letter was made or in the future, and for a letter
    that was overtaken, unless it went out no later than the next one was made; ConflictError where
    somebody noted it since version `expected`.
    """
    with workflow.database.begin() as repository:
        acting(repository, by, Act.WRITE_LETTERS)
        letter, _ = repository.letter(letter_id)
        place = _place(workflow, repository, letter, by, Act.WRITE_LETTERS)
        before, person, now = letter.sent, place.person, workflow.clock()
        who = before.by if before else ""
        refuse_stale(expected, letter, who=who, what="en afsendelse af brevet")
        _refuse_day(letter, on, local(now).date())
        _refuse_overtaken(place, letter, on)
        sent = Sent(channel, on, person.name, now)
        made = replace(letter, sent=sent, version=expected + 1)
        repository.set_letter(made)
        record(
            workflow,
            repository,
            person,
            Action.LETTER_SENT,
            (place.found.round.id, letter.application),
            subject=letter.filename,
            old=_told(letter, before) if before else "",
            new=_told(letter, sent),
        )
    return made


def _told(letter: Letter, sent: Sent) -> str:
    return f"{sent.channel}, {day(sent.on)}, SHA-256 {letter.sha256}"


def _refuse_day(letter: Letter, on: date, today: date) -> None:
    made = local(letter.at).date()
    if on > today:
        raise RefusedActionError("Brevet kan ikke være sendt ude i fremtiden. Ret datoen.")
    if on < made:
        raise RefusedActionError(
            f"Brevet kan ikke være sendt, før det blev færdigt den {day(made)}. Ret datoen."
        )


def _refuse_overtaken(place: _Place, letter: Letter, on: date) -> None:
    """What went out stays a fact, whatever came later; what was overtaken must not go out."""
    if letter.sent:
        return
    made = place.found.made(place.case.id, letter.kind, place.exchange)
    later = [each for each in made if each.id > letter.id]
    if later:
        overtaken = on > local(later[0].at).date()
    else:
        overtaken = place.found.overtaken(place.case, letter.kind, place.exchange)
    if overtaken:
        raise RefusedActionError(
            "Sagen er ændret, siden brevet blev færdigt. Færdiggør en ny version, og send den."
        )
