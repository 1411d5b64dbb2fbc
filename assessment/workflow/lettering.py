"""The letters of a round while they are written: who gets what, their texts, and what they lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.domain.correspondence.dialogue import Exchange, Kind, refuse_personal
from assessment.domain.letters.completeness import HOLLOW, REASONS, Missing, missing, says_nothing
from assessment.domain.letters.discretion import names, proper, quoted
from assessment.domain.letters.dossier import Dossier
from assessment.domain.letters.drafts import Draft, Wanted, texts_of, wanted
from assessment.domain.outcomes.letter import CaseNumber, Letter, LetterKind, LetterText
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case
from assessment.domain.rounds.event import Action
from assessment.domain.words.danish import forward, seen
from assessment.domain.words.wording import listed
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow.core import Workflow, acting, permit, record, refuse_stale, setting
from assessment.workflow.dossiers import (
    DECISIONS,
    Dossiers,
    filename,
    kind_of,
    of_round,
    refuse_hidden,
    render,
)

EXCHANGED = {Kind.SUPPLEMENT: LetterKind.SUPPLEMENT, Kind.HEARING: LetterKind.HEARING}
"""The letter that puts a request or a hearing to the applicant."""


@dataclass(frozen=True, slots=True)
class LetterState:
    """How far one letter to one applicant is.

    `letters` are the finished ones in its place, oldest first; of another kind too, where another
    decision was made since. `overtaken` says that the newest of them does not say what a new one
    would. `case_number` is the application's own. `exchange` is the request or hearing it is about.
    """

    case: Case
    kind: LetterKind
    texts: tuple[Draft, ...]
    missing: tuple[Missing, ...]
    letters: tuple[Letter, ...]
    overtaken: bool
    case_number: CaseNumber | None
    exchange: Exchange | None = None


def desk(workflow: Workflow, round_id: str, by: Person) -> tuple[LetterState, ...]:
    """Who gets which letter about the decision: as decided, else as recommended.

    What is set aside, not recommended yet, or closed to or hidden from `by`, is left out.
    """
    found = _seen(workflow, round_id, by)
    kinds = ((case, kind_of(case)) for case in found.seen.cases)
    return tuple(_state(found, case, kind) for case, kind in kinds if kind)


def receipts(workflow: Workflow, round_id: str, by: Person) -> tuple[LetterState, ...]:
    """The receipt for each application that is not closed to `by`."""
    found = _seen(workflow, round_id, by)
    cases = sorted((*found.seen.cases, *found.seen.set_aside), key=lambda case: case.id)
    return tuple(_state(found, case, LetterKind.RECEIPT) for case in cases)


def asked(workflow: Workflow, round_id: str, by: Person) -> tuple[LetterState, ...]:
    """The letter of each request and hearing that stands, unless the application is closed to `by`."""
    found = _seen(workflow, round_id, by)
    return tuple(
        _state(found, found.seen.case(each.application), EXCHANGED[each.kind], each)
        for each in found.seen.exchanges
        if each.asks and each.application is not None
    )


def _seen(workflow: Workflow, round_id: str, by: Person) -> Dossiers:
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.WRITE_NOTES, round_id)
        return of_round(workflow, reader, round_id, person)


def _state(
    found: Dossiers, case: Case, kind: LetterKind, exchange: Exchange | None = None
) -> LetterState:
    dossier = found.of(case, kind, exchange)
    return LetterState(
        case,
        kind,
        texts_of(dossier),
        missing(dossier),
        found.made(case.id, kind, exchange),
        found.overtaken(case, kind, exchange),
        found.numbers.get(case.id),
        exchange,
    )


def save_text(
    workflow: Workflow,
    application_id: int,
    key: str,
    text: str,
    *,
    accepted: bool,
    by: Person,
    expected: int,
) -> LetterText:
    """Keep a text of a decision letter; it goes into the letter once it is `accepted`.

    Raises RefusedActionError for a text that is accepted and says nothing, a CPR-like number, the
    name or the words of another applicant that this one has not told itself, or the name of a
    reviewer; NotFoundError for a key that the letter has no room for; ConflictError where somebody
    saved it since version `expected`.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.WRITE_LETTERS, application_id)
        round_id, person = work.application.round, work.person
        found = of_round(workflow, repository, round_id, person)
        case = found.seen.case(application_id)
        refuse_hidden(case)
        dossier = _dossier(found, case)
        title, before = _wanted(dossier, key).title, dossier.texts.get(key)
        told = text.strip()
        if accepted and not told:
            raise RefusedActionError(f"Skriv teksten “{title}”, før den godkendes.")
        if accepted and says_nothing(dossier, told):
            raise RefusedActionError(f"“{title}” {HOLLOW}, før den godkendes.")
        refuse_personal(told)
        _refuse_indiscreet(found, case, told)
        refuse_stale(expected, before, who=before.by if before else "", what=f"“{title}”")
        made = LetterText(case.id, key, told, accepted, person.name, workflow.clock(), expected + 1)
        repository.set_letter_text(made)
        record(
            workflow,
            repository,
            person,
            Action.LETTER_WRITTEN,
            (round_id, case.id),
            subject=title,
            old=_told(before) if before else "",
            new=_told(made),
        )
    return made


def _dossier(found: Dossiers, case: Case) -> Dossier:
    kind = kind_of(case)
    if kind is None:
        raise NotFoundError(_NO_ROOM)
    return found.of(case, kind)


def _wanted(dossier: Dossier, key: str) -> Wanted:
    for each in wanted(dossier):
        if each.key == key:
            return each
    raise NotFoundError(_NO_ROOM)


_NO_ROOM = "Brevet har ikke plads til den tekst; genindlæs siden."


def _told(made: LetterText) -> str:
    return f"{'godkendt' if made.accepted else 'udkast'}: {made.text}"


def _refuse_indiscreet(found: Dossiers, case: Case, text: str) -> None:
    """Refuse a text that tells who else applied, what they wrote, or who assessed."""
    own = _own_words(case)
    others = _others_in(found, case, text, own)
    if others:
        raise RefusedActionError(
            f"Teksten nævner {others}, som også har søgt. Et brev må ikke fortælle om andre "
            "ansøgere; slet navnet, før du gemmer."
        )
    reviewers = {each.reviewer.name for each in case.reviews}
    named = [each for each in sorted(reviewers) if names(text, each, own)]
    if named:
        raise RefusedActionError(
            f"Teksten nævner {listed(named)}, som har vurderet ansøgningen. Brevet er styrelsens; slet "
            "navnet, før du gemmer."
        )
    # The rules are everybody's: whoever quotes the guide quotes no other applicant.
    known = f"{own}\n{found.seen.scheme.model_dump_json()}"
    taken = quoted(text, known, _said_by_others(found, case.id))
    if taken:
        raise RefusedActionError(
            f"Teksten gengiver ordret, hvad en anden ansøger har skrevet: “{taken} …”. Skriv i stedet "
            "om denne ansøgning, før du gemmer."
        )


def refuse_naming(found: Dossiers, case: Case, dossier: Dossier) -> None:
    """Raise RefusedActionError where a letter as it is written names who else applied.

    Somebody may have applied after a text was saved, and terms and requests are typed elsewhere.
    What a hearing is about must be told as it is.
    """
    about = dossier.about
    told = f"{about.counterpart}\n{about.text}" if about else ""
    others = _others_in(found, case, dossier.written, f"{_own_words(case)}\n{told}")
    if others:
        raise RefusedActionError(
            f"Brevet til {case.name} ({dossier.kind}) nævner {others}, som også har søgt. Et brev må ikke "
            "fortælle om andre ansøgere; slet navnet, hvor det er skrevet."
        )


def _others_in(found: Dossiers, case: Case, text: str, known: str) -> str:
    """The other applicants that a text names, in a row; "" where it names none.

    What the applicant itself told is no secret to it: a provider names the municipality it works
    with, and that one may have applied too.
    """
    told = seen(text).casefold()
    named = {
        name
        for number, name in found.names.items()
        # Most are ruled out by a word, and a round may have many.
        if number != case.id
        and proper(name).split()[0].casefold() in told
        and names(text, name, known, _said_by_others(found, number))
    }
    return listed(sorted(named)) if named else ""


def _said_by_others(found: Dossiers, number: int) -> Iterator[str]:
    """What each applicant but one wrote."""
    return (reading.said for key, reading in found.wrote.items() if key != number)


def _own_words(case: Case) -> str:
    application = case.application
    pages = (page for each in application.attachments for page in each.pages)
    answers = (each.answer.text for each in case.exchanges if each.answer)
    return "\n".join((case.name, application.reading.text, *pages, *answers))


_LONGEST = 60
"""Characters of a case number."""


def case_number(workflow: Workflow, round_id: str, by: Person) -> CaseNumber | None:
    """The journal's number of the whole round; None where nobody has set one."""
    with workflow.database.read() as reader:
        permit(reader, by, Act.WRITE_NOTES, round_id)
        return reader.case_numbers(round_id).get(None)


def set_case_number(
    workflow: Workflow,
    round_id: str,
    application_id: int | None,
    number: str,
    *,
    by: Person,
    expected: int,
) -> CaseNumber:
    """Set the journal's number of an application, or of the whole round (None); "" takes it away.

    Raises RefusedActionError for a CPR-like or overlong number, ConflictError as `save_text`.
    """
    with workflow.database.begin() as repository:
        acting(repository, by, Act.WRITE_LETTERS)
        if application_id is not None and repository.application(application_id).round != round_id:
            raise NotFoundError("Ansøgningen hører til en anden runde; genindlæs siden.")
        person = permit(repository, by, Act.WRITE_LETTERS, round_id, application_id)
        told = " ".join(forward(number).split())
        if len(told) > _LONGEST:
            raise RefusedActionError(f"Et sagsnummer har højst {_LONGEST} tegn. Kort det af.")
        refuse_personal(told)
        before = repository.case_numbers(round_id).get(application_id)
        who = before.by if before else ""
        refuse_stale(expected, before, who=who, what="et sagsnummer")
        made = CaseNumber(
            round_id, application_id, told, person.name, workflow.clock(), expected + 1
        )
        repository.set_case_number(made)
        record(
            workflow,
            repository,
            person,
            Action.CASE_NUMBERED,
            (round_id, application_id),
            old=before.number if before else "",
            new=told,
        )
    return made


def preview(
    workflow: Workflow, application_id: int, kind: LetterKind, by: Person
) -> tuple[str, bytes]:
    """A letter as it would be now, marked as a draft, with its file's name; making it is logged.

    `kind` is the letter about the decision, or a receipt. Raises RefusedActionError for another
    kind, for one that names another applicant, and while a reason that it must give is missing or
    not accepted: a refusal without reasons never comes to be, as a draft either.
    """
    with workflow.database.read() as reader:
        work = setting(workflow, reader, by, Act.WRITE_NOTES, application_id)
        found = of_round(workflow, reader, work.application.round, work.person)
    case = found.seen.case(application_id)
    if kind is not LetterKind.RECEIPT:
        refuse_hidden(case)
        _refuse_other(case, kind)
    dossier = found.of(case, kind)
    unwritten = [each.sentence for each in missing(dossier) if each.part in REASONS]
    if unwritten:
        raise RefusedActionError(
            f"Brevet til {case.name} kan ikke hentes uden sin begrundelse. {' '.join(unwritten)}"
        )
    refuse_naming(found, case, dossier)
    name = f"udkast-{filename(case, kind)}.docx"
    content = render(workflow, dossier, work.person, draft=True)
    where = (work.application.round, application_id)
    with workflow.database.begin() as repository:
        record(
            workflow,
            repository,
            work.person,
            Action.NOTE_WRITTEN,
            where,
            subject="brev",  # its kind would tell what was decided
            new="udkast",
        )
    return name, content


def _refuse_other(case: Case, kind: LetterKind) -> None:
    if kind not in DECISIONS:
        raise RefusedActionError(
            "Brevet om en anmodning eller partshøring hentes fra siden Dialog."
        )
    if kind is not kind_of(case):
        raise RefusedActionError(f"{case.name} skal ikke have brevet {kind}; genindlæs siden.")
