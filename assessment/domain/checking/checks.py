"""The machine checks behind the formal check: each gives a proposal with the passages it rests on.

A check proposes "ikke opfyldt" in one case only, a receipt on a later date than the deadline's;
everything else it cannot see as met is "skal afklares", because prose may say what a box does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from assessment.domain.applications.application import Answer, Application, Attachment, Timing
from assessment.domain.checking.enclosures import naming
from assessment.domain.checking.screening import Finding, Outcome, Passage, Proposal
from assessment.domain.checking.terms import mentions
from assessment.domain.rules.form import FieldKind, FormField
from assessment.domain.rules.municipalities import municipality
from assessment.domain.rules.scheme import (
    Agreement,
    Check,
    Committed,
    Described,
    Eligible,
    FormComplete,
    Framed,
    OnTime,
    Requirement,
    Scheme,
)
from assessment.domain.words.wording import date_time, listed

_WORST_FIRST = (Outcome.NOT_MET, Outcome.UNCLEAR, Outcome.MET, Outcome.NOT_APPLICABLE)


def propose(application: Application, requirement: Requirement, scheme: Scheme) -> Proposal:
    """Run a requirement's checks; its proposal is the worst of its findings."""
    if not requirement.applies(application.applicant_type(scheme)):
        label = scheme.type_label(application.applicant_type(scheme))
        finding = Finding(Outcome.NOT_APPLICABLE, f"Kravet gælder ikke for ansøgertypen {label}.")
        return Proposal(requirement.id, finding.outcome, (finding,))
    findings = tuple(_find(application, check, scheme) for check in requirement.checks)
    worst = min((finding.outcome for finding in findings), key=_WORST_FIRST.index)
    return Proposal(requirement.id, worst, findings)


def _find(application: Application, check: Check, scheme: Scheme) -> Finding:
    finding = _doubted(application, check, _run(application, check, scheme))
    return replace(finding, part=check.part)


def _run(application: Application, check: Check, scheme: Scheme) -> Finding:
    match check:
        case OnTime():
            finding = _on_time(application, scheme)
        case FormComplete():
            finding = _form_complete(application, scheme)
        case Eligible():
            finding = _eligible(application, scheme)
        case Committed():
            finding = _committed(application, check, scheme)
        case Described():
            finding = _described(application, check, scheme)
        case Framed():
            finding = _framed(application, check, scheme)
        case Agreement():
            finding = _agreement(application, check, scheme)
        case _:
            assert_never(check)
    return finding


def _doubted(application: Application, check: Check, finding: Finding) -> Finding:
    """Words that raise doubt turn "opfyldt" into "skal afklares" and are shown."""
    passages = mentions(application.reading, check.doubt_terms) if check.doubt_terms else ()
    if not passages:
        return finding
    outcome = Outcome.UNCLEAR if finding.outcome is Outcome.MET else finding.outcome
    explanation = f"{finding.explanation} Ansøgningen har ord, der giver anledning til tvivl."
    return Finding(outcome, explanation, (*finding.passages, *passages))


def passage(answer: Answer, application: Application, scheme: Scheme) -> Passage:
    """An answer as a passage with its place in the file."""
    field = scheme.form.field(answer.field)
    text = f"☒ {field.label}" if answer.ticked else answer.text
    where = application.reading.block(answer.blocks[0]).where if answer.blocks else ""
    return Passage(text, where, answer.field)


def _answers(application: Application, field_ids: Iterable[str]) -> list[Answer]:
    found = (application.reading.answers.get(field_id) for field_id in field_ids)
    return [answer for answer in found if answer]


def _passages(
    application: Application, field_ids: Iterable[str], scheme: Scheme
) -> tuple[Passage, ...]:
    return tuple(
        passage(answer, application, scheme) for answer in _answers(application, field_ids)
    )


def _names(field_ids: Iterable[str], scheme: Scheme) -> str:
    return _titles(scheme.form.field(field_id) for field_id in field_ids)


def _titles(fields: Iterable[FormField]) -> str:
    """The fields as the end of a sentence has them, where "Bilag nr." brings its own full stop."""
    return listed([field.title for field in fields]).removesuffix(".")


def _on_time(application: Application, scheme: Scheme) -> Finding:
    deadline = scheme.round(application.round).deadline
    timing = application.timing(scheme)
    outcomes = {Timing.ON_TIME: Outcome.MET, Timing.LATE: Outcome.NOT_MET}
    received = _received(application, deadline)
    explanation = f"{received}; fristen var {date_time(deadline)} ({timing})."
    if application.envelope and application.envelope.sent:
        explanation += (
            f" Mailen siger selv, at den er sendt {date_time(application.envelope.sent)}."
        )
    if timing is not Timing.ON_TIME:
        explanation += " Se efter afsendelsestidspunkt og eventuel grund til dispensation, før der tages stilling."
    return Finding(outcomes.get(timing, Outcome.UNCLEAR), explanation)


def _received(application: Application, deadline: datetime) -> str:
    """When it was received, with the seconds where they alone make it late."""
    if application.received is None:
        return "Modtagelsestiden er ukendt"
    written = date_time(application.received)
    if written == date_time(deadline) and application.received > deadline:
        written += f".{application.received:%S}"
    note = f" ({application.received_note})" if application.received_note else ""
    return f"Modtaget {written}{note}"


def missing_fields(application: Application, scheme: Scheme) -> tuple[FormField, ...]:
    """The required fields without an answer, ticks aside: those belong to their own requirement."""
    applicant = application.applicant_type(scheme)
    return tuple(
        field
        for field in scheme.form.fields
        if field.required
        and field.kind is not FieldKind.TICK
        and field.applies(applicant)
        and field.id not in application.reading.answers
    )


def _form_complete(application: Application, scheme: Scheme) -> Finding:
    if not application.reading.answers:
        return Finding(
            Outcome.UNCLEAR, "Ingen af skemaets felter er fundet i filen. Læs hele dokumentet."
        )
    missing = missing_fields(application, scheme)
    if missing:
        text = f"Der er ikke fundet svar i: {_titles(missing)}. Svaret kan stå et andet sted."
        return Finding(Outcome.UNCLEAR, text)
    return Finding(Outcome.MET, "Alle obligatoriske felter er besvaret.")


def _eligible(application: Application, scheme: Scheme) -> Finding:
    identity = scheme.form.identity
    passages = _passages(
        application, (identity.applicant_type, identity.name, identity.municipality), scheme
    )
    applicant = application.applicant_type(scheme)
    if applicant is None:
        return Finding(
            Outcome.UNCLEAR, "Ansøgertypen er ikke valgt eller kunne ikke genkendes.", passages
        )
    written = application.reading.text_of(identity.municipality)
    known = municipality(written, scheme.round(application.round).fictional_municipalities)
    if known is None:
        what = f"“{written}” er ikke en af de 98 kommuner" if written else "Kommunen er ikke oplyst"
        return Finding(Outcome.UNCLEAR, f"{what}.", passages)
    return Finding(Outcome.MET, f"{scheme.type_label(applicant)} i {known}.", passages)


def _committed(application: Application, check: Committed, scheme: Scheme) -> Finding:
    unticked = [field_id for field_id in check.fields if not application.reading.ticked(field_id)]
    passages = _passages(application, check.fields, scheme)
    if not unticked:
        return Finding(Outcome.MET, f"Afkrydset: {_names(check.fields, scheme)}.", passages)
    explanation = f"Ikke afkrydset: {_names(unticked, scheme)}. Et tilsagn kan også stå i teksten."
    return Finding(Outcome.UNCLEAR, explanation, passages)


def _described(application: Application, check: Described, scheme: Scheme) -> Finding:
    missing = [field_id for field_id in check.fields if field_id not in application.reading.answers]
    passages = _passages(application, check.fields, scheme)
    if missing:
        return Finding(
            Outcome.UNCLEAR, f"Der er ikke fundet svar i: {_names(missing, scheme)}.", passages
        )
    return Finding(
        Outcome.MET, "Beskrevet. Om indholdet er tilstrækkeligt, vurderer et menneske.", passages
    )


def _framed(application: Application, check: Framed, scheme: Scheme) -> Finding:
    ticked = [field_id for field_id in check.frames if application.reading.ticked(field_id)]
    passages = _passages(application, (check.description, *check.frames), scheme)
    if check.description not in application.reading.answers:
        return Finding(Outcome.UNCLEAR, "Målgruppen er ikke beskrevet i skemaets felt.", passages)
    if not ticked:
        return Finding(
            Outcome.UNCLEAR,
            "Ansøger har ikke krydset af, hvilken ramme målgruppen ligger i.",
            passages,
        )
    labels = listed([scheme.form.field(field_id).label for field_id in ticked])
    if set(ticked) <= set(check.not_alone):
        text = f"Målgruppen er alene placeret i rammen: {labels}. Afklar, om det er nok til at høre til målgruppen."
        return Finding(Outcome.UNCLEAR, text, passages)
    return Finding(
        Outcome.MET, f"Målgruppen er beskrevet og placeret i rammen: {labels}.", passages
    )


def _agreement(application: Application, check: Agreement, scheme: Scheme) -> Finding:
    wanted = (check.municipality, check.date, check.attachment)
    fields = [
        each
        for each in scheme.form.fields
        if each.group == scheme.form.field(check.municipality).group
    ]
    passages = _passages(application, [each.id for each in fields], scheme)
    missing = [field_id for field_id in wanted if field_id not in application.reading.answers]
    if missing:
        text = f"Samarbejdsaftalen er ikke fuldt oplyst; der mangler {_names(missing, scheme)}."
        return Finding(
            Outcome.UNCLEAR,
            f"{text} En hensigt er ikke en aftale: bed om den underskrevne aftale.",
            passages,
        )
    written = application.reading.text_of(check.municipality)
    if municipality(written, scheme.round(application.round).fictional_municipalities) is None:
        return Finding(Outcome.UNCLEAR, f"“{written}” er ikke en af de 98 kommuner.", passages)
    return _attached(application, check, f"Samarbejdsaftale med {written} er oplyst", passages)


def _attached(
    application: Application, check: Agreement, told: str, passages: tuple[Passage, ...]
) -> Finding:
    """Look for the agreement among what came with the application; a human reads it."""
    named = naming((each for each in application.attachments if each.counts), check.terms)
    if named:
        files = listed([f"“{each.filename}”" for each in named])
        text = f"{told} og fundet blandt bilagene: {files}. Læs, om den er underskrevet og gælder."
        return Finding(Outcome.MET, text, (*passages, *map(_opening, named)))
    if application.attachments:
        text = f"{told}, men ingen af bilagene ligner en samarbejdsaftale. Se bilagene igennem."
        return Finding(Outcome.UNCLEAR, text, passages)
    text = f"{told}, men der er ikke lagt bilag ind her. Se efter, om aftalen er modtaget."
    return Finding(Outcome.UNCLEAR, text, passages)


def _opening(attachment: Attachment) -> Passage:
    text = " ".join(attachment.pages[0][:200].split()) if attachment.pages else ""
    return Passage(
        text or "(bilaget har ingen tekst, der kan læses)", f"Bilag: {attachment.filename}"
    )
