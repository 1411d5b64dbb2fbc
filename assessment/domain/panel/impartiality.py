"""Impartiality (habilitet): what each who takes part declares, what is decided, and what it closes.

Forvaltningsloven § 3 names the grounds, § 6 lets the authority and not the person decide on doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessment.domain.panel.people import Person
from assessment.domain.words.wording import date_time, listed
from assessment.errors import RefusedActionError

LAW = (
    "Den, der er inhabil, må ikke tage del i behandlingen, og er der tvivl, er det en anden, der "
    "afgør den (forvaltningsloven §§ 3 og 6)."
)
CALM = (
    "Det er almindeligt at kende en ansøger, og det er ingen fejl at sige det. Er du i tvivl, så "
    "skriv det: så er det ikke dig, der skal afgøre det."
)
IMPARTIAL_TO_ALL = (
    "Hverken jeg selv eller nogen af mine nærmeste har en personlig eller økonomisk interesse i "
    "sagen, jeg har ingen ledende stilling i eller nær tilknytning til ansøgeren, og der er heller "
    "ikke andet, der kan vække tvivl om min upartiskhed."
)
"""What somebody says by declaring themselves impartial to all at once."""


class Stance(StrEnum):
    """What somebody declares of their own tie to an applicant."""

    IMPARTIAL = "habil"
    CONFLICTED = "inhabil"
    DOUBT = "tvivl"

    @property
    def meaning(self) -> str:
        """What declaring it leads to."""
        return {
            Stance.IMPARTIAL: "Ansøgningen åbnes for dig.",
            Stance.CONFLICTED: "Hele runden lukkes for dig, til en anden har afgjort, om "
            "inhabiliteten gælder hele runden eller kun ansøgningen.",
            Stance.DOUBT: "Hele runden lukkes for dig, til en anden har afgjort, om du er habil.",
        }[self]


class Ground(StrEnum):
    """The grounds of forvaltningsloven § 3, stk. 1, in our own words."""

    INTEREST = "egen personlig eller økonomisk interesse (nr. 1)"
    FAMILY = "nær familie eller anden nærtstående har interesse i sagen (nr. 2)"
    ORGANISATION = "ledende stilling i eller nær tilknytning til en privat ansøger (nr. 3)"
    SUPERVISION = (
        "har behandlet sagen hos den myndighed, der klages over eller føres tilsyn med (nr. 4)"
    )
    OTHER = "andet, der kan vække tvivl om upartiskheden (nr. 5)"


class Scope(StrEnum):
    """How far a conflict reaches; applicants compete for the same places, so the round is the default."""

    ROUND = "hele runden"
    APPLICATION = "kun ansøgningen"

    @property
    def meaning(self) -> str:
        """What deciding it leads to for whoever declared."""
        return {
            Scope.ROUND: "Personen kan ikke se eller behandle nogen af rundens ansøgninger. Det er "
            "udgangspunktet, for ansøgerne konkurrerer om de samme pladser.",
            Scope.APPLICATION: "Kun denne ansøgning er lukket for personen; resten af runden er åben.",
        }[self]


FIRST_ONES_OWN = (
    "Andres erklæringer venter på en afgørelse. Erklær først din egen habilitet; så kan du se dem, du "
    "må afgøre."
)
"""What to tell somebody who may judge and has not declared their own impartiality."""

NO_CONFLICT = "Personen er habil, og ansøgningen er åben for vedkommende."
"""What deciding that there is no conflict leads to."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody else decided of a declaration; `scope` is None where there is no conflict."""

    scope: Scope | None
    reason: str
    by: str
    at: datetime

    @property
    def told(self) -> str:
        """Why, by whom and when."""
        return f"{self.reason} ({self.by}, {date_time(self.at)})"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one person declares of one application, and what was decided of it."""

    application: int
    person: Person
    stance: Stance
    grounds: tuple[Ground, ...]
    text: str
    at: datetime
    judgement: Judgement | None = None
    version: int = 0

    @property
    def pending(self) -> bool:
        """Whether somebody else must decide."""
        return self.stance is not Stance.IMPARTIAL and self.judgement is None

    @property
    def words(self) -> str:
        """The state of the declaration in a few Danish words."""
        if self.judgement is None:
            return f"{self.stance}, afventer afgørelse" if self.pending else str(self.stance)
        return {
            None: "habil efter afgørelse",
            Scope.ROUND: "inhabil for hele runden",
            Scope.APPLICATION: "inhabil for ansøgningen",
        }[self.judgement.scope]


@dataclass(frozen=True, slots=True)
class Applicant:
    """All that may be known of an application before one's impartiality is declared."""

    application: int
    name: str
    declaration: Declaration | None


class Closure(StrEnum):
    """Why an application is closed to somebody."""

    UNDECLARED = "du har ikke erklæret din habilitet"
    PENDING = "din habilitet er ikke afgjort"
    CONFLICTED = "du er inhabil"
    NO_ROLE = "din rolle giver ikke adgang til ansøgningerne"

    @property
    def advice(self) -> str:
        """What the person can do about it."""
        return {
            Closure.UNDECLARED: "Erklær den på siden Habilitet.",
            Closure.PENDING: "Vent, til en anden har afgjort den.",
            Closure.CONFLICTED: "Du kan ikke deltage i behandlingen.",
            Closure.NO_ROLE: "Tal med projektlederen, hvis du skal læse dem.",
        }[self]


def closures(
    person: Person, declarations: Iterable[Declaration], applications: Iterable[int]
) -> dict[int, Closure]:
    """The applications that are closed to a person, each with why; open ones are left out.

    Whoever takes no part need not declare anything, but a conflict that they declared while they did
    binds them still. A conflict whose reach is not decided yet closes the whole round.
    """
    own = {each.application: each for each in declarations if each.person.id == person.id}
    whole = shut_out(person, own.values())
    found = {each: whole or _of_one(person, own.get(each)) for each in applications}
    return {each: why for each, why in found.items() if why}


def shut_out(person: Person, declarations: Iterable[Declaration]) -> Closure | None:
    """Why the whole round is closed to a person, None where it is not."""
    known = tuple(each for each in declarations if each.person.id == person.id)
    if any(each.judgement and each.judgement.scope is Scope.ROUND for each in known):
        return Closure.CONFLICTED
    return Closure.PENDING if any(each.pending for each in known) else None


def _of_one(person: Person, declaration: Declaration | None) -> Closure | None:
    if declaration is None:
        return Closure.UNDECLARED if person.takes_part else None
    conflicted = declaration.judgement and declaration.judgement.scope
    return Closure.CONFLICTED if conflicted else None


def waiting(applicants: Sequence[str], judges: Sequence[str]) -> str:
    """What to tell somebody whose own declarations wait for a decision, and who can give it."""
    who = (
        f"{listed(judges, 'eller')} kan afgøre det."
        if judges
        else "Ingen anden i runden kan afgøre det: bed en administrator om at give en anden rollen "
        "projektleder eller beslutter."
    )
    waits = listed(applicants)
    return f"Runden er lukket for dig, til din habilitet over for {waits} er afgjort. {who}"


def validate_declaration(declaration: Declaration, before: Declaration | None = None) -> None:
    """Raise RefusedActionError where a conflict or a doubt does not say what it rests on.

    Nor may somebody who declared either be the one to take it back (forvaltningsloven § 6, stk. 2).
    """
    if declaration.stance is Stance.IMPARTIAL:
        if before and before.stance is not Stance.IMPARTIAL:
            raise RefusedActionError(
                "Du har oplyst om inhabilitet eller tvivl, og så er det en anden, der afgør, om du er "
                "habil. Tal med den, der skal afgøre det."
            )
        return
    if not declaration.grounds:
        raise RefusedActionError("Vælg mindst én grund efter forvaltningsloven § 3.")
    if not declaration.text.strip():
        raise RefusedActionError("Skriv kort, hvad inhabiliteten eller tvivlen skyldes.")


def validate_judgement(declaration: Declaration, judgement: Judgement, by: Person) -> None:
    """Raise RefusedActionError unless somebody else decides, on something to decide, with a reason."""
    if declaration.person.id == by.id:
        raise RefusedActionError("Du kan ikke afgøre din egen habilitet; det skal en anden gøre.")
    if declaration.stance is Stance.IMPARTIAL:
        raise RefusedActionError(
            f"{declaration.person.name} har erklæret sig habil, så der er intet at afgøre."
        )
    if not judgement.reason.strip():
        raise RefusedActionError("Skriv begrundelsen for afgørelsen af habiliteten.")


def to_judge(declarations: Iterable[Declaration], person: Person) -> tuple[Declaration, ...]:
    """The conflicts and doubts of others on applications that are open to whoever judges.

    Deciding who may deal with an application is to deal with it.
    """
    known = tuple(declarations)
    shut = closures(person, known, {each.application for each in known})
    return tuple(
        each
        for each in known
        if each.stance is not Stance.IMPARTIAL
        and each.person.id != person.id
        and each.application not in shut
    )


def conflicted(
    declarations: Iterable[Declaration], applications: Iterable[int]
) -> dict[int, frozenset[int]]:
    """Who is or may be conflicted for each of these applications: person ids by application.

    Whoever has declared nothing yet is not in it.
    """
    known, numbers = tuple(declarations), tuple(applications)
    found: dict[int, set[int]] = {each: set() for each in numbers}
    for person in {each.person for each in known}:
        for application, why in closures(person, known, numbers).items():
            if why is not Closure.UNDECLARED:
                found[application].add(person.id)
    return {application: frozenset(ids) for application, ids in found.items()}
