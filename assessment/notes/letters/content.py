"""What a letter to an applicant says, field by field (DOMAIN.md 4d); knows nothing of Word.

Only what the dossier holds can stand here, and no CPR-like number gets through.
"""

from __future__ import annotations

from datetime import date

from assessment.domain.applications.application import Application
from assessment.domain.applications.personal import mask
from assessment.domain.correspondence.asking import NO_CITIZENS, asking
from assessment.domain.letters import dossier as texts
from assessment.domain.letters.dossier import Dossier
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.rules.scheme import Requirement
from assessment.domain.words.wording import counted, date_time, long_day
from assessment.notes.letters import reasons
from assessment.notes.letters.fields import Fields, Leaf, Value, blank
from assessment.notes.letters.reasons import in_sentence, paragraphs

NO_SIGNATORY = "EKSEMPEL – underskriver ikke valgt"
"""Who signs where nobody was chosen, as can be in a demo round and in drafts alone."""


def content(dossier: Dossier) -> Fields:
    """All that the letter says but who made it, when, and with which program."""
    said = blank(dossier.kind) | _head(dossier) | _OF_KIND[dossier.kind](dossier)
    return {name: _masked(value) for name, value in said.items()} | {
        "sagsnummer": dossier.case_number
    }


def foot(dossier: Dossier, author: str) -> str:
    """By whom and from which rules and program a letter was made."""
    return (
        f"Udarbejdet af {mask(author)}. Runde {dossier.round.id}. Kriterier: {dossier.scheme.id}, skema "
        f"{dossier.scheme.form.version}, SHA-256 {dossier.criteria_sha256}. Program: {dossier.tool}."
    )


def _head(dossier: Dossier) -> Fields:
    signatory = dossier.letters.signatory
    contact = dossier.round.contact
    return {
        "myndighed": dossier.scheme.authority,
        "runde": dossier.round.title,
        "modtager": _addressee(dossier),
        "kontakt": f"Har I spørgsmål til brevet, kan I kontakte os: {contact}." if contact else "",
        "underskriver_navn": signatory.name if signatory else NO_SIGNATORY,
        "underskriver_titel": signatory.title if signatory else "",
    }


def _addressee(dossier: Dossier) -> tuple[str, ...]:
    reading, identity = dossier.case.application.reading, dossier.scheme.form.identity
    number = " ".join(reading.text_of(identity.company_number).split())
    return (_name(dossier), *([f"CVR-nr. {number}"] if number else []))


def _subject(dossier: Dossier, lead: str) -> str:
    return f"{lead} om {in_sentence(dossier.scheme.title)}"


def _name(dossier: Dossier) -> str:
    """The applicant's whole name, which lists cut."""
    reading, field = dossier.case.application.reading, dossier.scheme.form.identity.name
    return " ".join((reading.text_of(field) or dossier.case.name).split())


def _authority(dossier: Dossier) -> str:
    return dossier.scheme.authority


def _receipt(dossier: Dossier) -> Fields:
    application = dossier.case.application
    when = f" den {date_time(application.received)}" if application.received else ""
    return {
        "emne": _subject(dossier, "Kvittering for ansøgning"),
        "indledning": f"Vi har modtaget jeres ansøgning om {reasons.support(dossier)}{when}.",
        "filer": _files(application),
        "videre": (
            f"I kan forvente svar senest den {long_day(dossier.round.answer_by)}.",
            _NO_PROMISE,
            f"Skriver I til os om ansøgningen, så oplys gerne sagsnummeret. {NO_CITIZENS}",
        ),
    }


_NO_PROMISE = (
    "Kvitteringen siger ikke noget om, hvorvidt ansøgningen opfylder kravene. Mangler vi oplysninger, beder "
    "vi jer om at uddybe."
)


def _files(application: Application) -> tuple[str, ...]:
    return (application.filename, *(each.filename for each in application.attachments))


def _supplement(dossier: Dossier) -> Fields:
    if dossier.exchange is None:
        return {}
    said = asking(dossier.exchange, dossier.round, dossier.scheme)
    return {
        "emne": f"{said.subject} til jeres ansøgning",
        "indledning": said.opening,
        "spoergsmaal": paragraphs(said.text),
        "felter": said.fields,
        "rammer": said.bounds,
        "svarfrist": said.reply,
        "uden_svar": said.silence,
    }


def _hearing(dossier: Dossier) -> Fields:
    if dossier.exchange is None:
        return {}
    said = asking(dossier.exchange, dossier.round, dossier.scheme, dossier.about)
    return {
        "emne": f"{said.subject} om jeres ansøgning",
        "indledning": said.opening,
        "oplysning": paragraphs(said.told),
        "bemaerkninger": paragraphs(said.text),
        "svarfrist": said.reply,
        "uden_svar": said.silence,
    }


def _grant(dossier: Dossier) -> Fields:
    """A grant is fully favourable and needs no reasons, unless it departs from what was applied for."""
    departs = paragraphs(dossier.text(texts.CONDITIONS))
    return {
        "emne": _subject(dossier, "Tilsagn"),
        "afgoerelse": (
            f"{_authority(dossier)} giver {_name(dossier)} tilsagn om {reasons.support(dossier)}. "
            f"{_lasting(dossier)} Tilsagnet gælder på de betingelser, der står i brevet."
        ),
        "begrundelse": departs,
        "stoette": dossier.letters.support,
        "aftale": _agreed(dossier),
        "betingelser": tuple(
            f"{each.title}: {in_sentence(reasons.rule(each))}" for each in _conditions(dossier)
        ),
        **reasons.monitoring(dossier.monitoring),
        "naeste_skridt": dossier.letters.next_step,
        "accept": (
            "Vi beder jer bekræfte, at I tager imod støtten på de betingelser, der står i brevet. Udfyld og "
            f"underskriv nedenfor, og send brevet til {dossier.round.mailboxes[0]}. {NO_CITIZENS}"
        ),
        "klagevejledning": reasons.complaint(dossier) if departs else (),
        "aktindsigt": dossier.letters.access,
    }


def _dates(dossier: Dossier) -> tuple[date, date] | None:
    """From when to when the support runs; what was agreed goes before what was planned."""
    agreed, planned = dossier.undertaking, dossier.round.period
    if agreed:
        return agreed.start, agreed.end
    return (planned.start, planned.end) if planned.start and planned.end else None


def _lasting(dossier: Dossier) -> str:
    dates = _dates(dossier)
    if dates is None:
        return f"Støtten varer {counted(dossier.round.period.months, 'måned', 'måneder')}."
    return f"Støtten løber fra {long_day(dates[0])} til {long_day(dates[1])}."


def _agreed(dossier: Dossier) -> Value:
    agreed, dates = dossier.undertaking, _dates(dossier)
    rows = {
        "Målgruppe": agreed.target_group if agreed else "",
        "Delmålgrupper": "; ".join(agreed.sub_groups) if agreed else "",
        "Antal borgere": str(agreed.citizens) if agreed else "",
        "Caseload pr. medarbejder": agreed.caseload if agreed else "",
        "Periode": " – ".join(map(long_day, dates)) if dates else "",
    }
    return tuple({"navn": name, "vaerdi": value} for name, value in rows.items() if value)


def _conditions(dossier: Dossier) -> tuple[Requirement, ...]:
    kind = dossier.case.application.applicant_type(dossier.scheme)
    lasting = dossier.scheme.conditions + dossier.scheme.minimum_requirements
    return tuple(each for each in lasting if each.applies(kind))


def _reserve(dossier: Dossier) -> Fields:
    return {
        "emne": _subject(dossier, "Reserveplads for ansøgning"),
        "afgoerelse": (
            f"{_authority(dossier)} kan ikke nu give {_name(dossier)} tilsagn om {reasons.support(dossier)}, "
            "men sætter ansøgningen på reserve."
        ),
        "reserve": (
            "At stå på reserve betyder, at I kan komme i betragtning, hvis en udvalgt ansøger siger nej eller "
            "falder fra. Det er der ingen sikkerhed for. Vi kontakter jer, hvis det bliver aktuelt."
        ),
        **reasons.merits(dossier),
    }


def _refusal(dossier: Dossier) -> Fields:
    return {
        "emne": _subject(dossier, "Afslag på ansøgning"),
        "afgoerelse": (
            f"{_authority(dossier)} giver {_name(dossier)} afslag på ansøgningen om "
            f"{reasons.support(dossier)}."
        ),
        **reasons.refusal(dossier),
    }


def _dismissal(dossier: Dossier) -> Fields:
    return {
        "emne": _subject(dossier, "Afvisning af ansøgning"),
        "afgoerelse": (
            f"{_authority(dossier)} afviser ansøgningen fra {_name(dossier)} om {reasons.support(dossier)}. "
            "Ansøgningen er derfor ikke vurderet efter vurderingskriterierne."
        ),
        **reasons.dismissal(dossier),
    }


_OF_KIND = {
    LetterKind.RECEIPT: _receipt,
    LetterKind.SUPPLEMENT: _supplement,
    LetterKind.HEARING: _hearing,
    LetterKind.GRANT: _grant,
    LetterKind.RESERVE: _reserve,
    LetterKind.REFUSAL: _refusal,
    LetterKind.DISMISSAL: _dismissal,
}


def _masked(value: Value) -> Value:
    if isinstance(value, str):
        return mask(value)
    return tuple(
        mask(each)
        if isinstance(each, str)
        else {name: _masked_leaf(leaf) for name, leaf in each.items()}
        for each in value
    )  # type: ignore[return-value] # a list is of texts or of groups throughout


def _masked_leaf(leaf: Leaf) -> Leaf:
    return mask(leaf) if isinstance(leaf, str) else tuple(map(mask, leaf))
