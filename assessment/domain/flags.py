"""Things a reviewer should look at before judging; no flag decides anything (F6, F10-F16)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from assessment.domain.application import Application
from assessment.domain.capacity import capacity, explain
from assessment.domain.form import Purpose
from assessment.domain.scheme import Scheme
from assessment.domain.screening import Flag, Passage
from assessment.domain.terms import mentions
from assessment.domain.wording import listed

_COMPANY_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_RUN = 8
"""Words in a row that count as the same passage in two applications."""
_NEARLY_SAME = 0.3


def flags(
    application: Application, scheme: Scheme, others: Iterable[Application]
) -> tuple[Flag, ...]:
    """Every flag of one application, in the order of DOMAIN.md 4c."""
    return tuple(
        chain(
            _identity(application, scheme),
            _capacity(application, scheme),
            _words(application, scheme),
            _personal(application),
            _same_applicant(application, scheme, others),
            _attachments(application, scheme),
            _file(application),
        )
    )


def valid_company_number(text: str) -> bool:
    """Whether eight digits satisfy the CVR check sum (weights 2, 7, 6, 5, 4, 3, 2, 1 modulo 11)."""
    digits = re.sub(r"\D", "", text)[: len(_COMPANY_WEIGHTS)]
    return (
        len(digits) == len(_COMPANY_WEIGHTS)
        and sum(int(digit) * weight for digit, weight in zip(digits, _COMPANY_WEIGHTS, strict=True))
        % 11
        == 0
    )


def _identity(application: Application, scheme: Scheme) -> Iterator[Flag]:
    reading = application.reading
    doubts = []
    company = reading.text_of(scheme.form.identity.company_number)
    if company and not valid_company_number(company):
        doubts.append(f"CVR-nummeret “{company}” har ikke et gyldigt kontrolciffer")
    for field in scheme.form.fields:
        text = reading.text_of(field.id)
        if (
            field.purpose is Purpose.CONTACT
            and "mail" in field.label.casefold()
            and text
            and not _EMAIL.search(text)
        ):
            doubts.append(f"“{text}” ligner ikke en e-mailadresse ({field.full_label})")
    if doubts:
        yield Flag("F6", "Oplysninger, der ser forkerte ud", f"{'; '.join(doubts)}.")


def _capacity(application: Application, scheme: Scheme) -> Iterator[Flag]:
    months = scheme.round(application.round).period.months
    result = capacity(application.reading, scheme.form, scheme.plausibility, months)
    title = (
        "Tallene hænger sammen"
        if result.holds
        else "Antal borgere, caseload og årsværk bør ses efter"
    )
    yield Flag("F10", title, explain(result), raised=not result.holds)


def _words(application: Application, scheme: Scheme) -> Iterator[Flag]:
    for rule in scheme.flags:
        found = mentions(application.reading, rule.terms)
        if found:
            yield Flag(rule.id, rule.title, rule.question, found)


def _personal(application: Application) -> Iterator[Flag]:
    for issue in application.reading.issues:
        if issue.code == "personal_number":
            yield Flag("F13", "Mulige CPR-numre", issue.message)


def _runs(application: Application) -> set[tuple[str, ...]]:
    words = [
        word
        for answer in application.reading.answers.values()
        for word in re.findall(r"\w+", answer.text.casefold())
    ]
    return {tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}


def _same_applicant(
    application: Application, scheme: Scheme, others: Iterable[Application]
) -> Iterator[Flag]:
    runs = _runs(application)
    company = re.sub(r"\D", "", application.reading.text_of(scheme.form.identity.company_number))
    alike = []
    for other in others:
        same_company = company and company == re.sub(
            r"\D", "", other.reading.text_of(scheme.form.identity.company_number)
        )
        shared = len(runs & _runs(other))
        if other.id != application.id and (
            same_company or (runs and shared > _NEARLY_SAME * len(runs))
        ):
            alike.append(f"{other.name(scheme)} ({other.filename})")
    if alike:
        text = f"Samme CVR-nummer eller næsten samme tekst som {listed(alike)}. Afklar, hvilken ansøgning der gælder."
        yield Flag("F14", "Måske samme ansøger to gange", text)


def _attachments(application: Application, scheme: Scheme) -> Iterator[Flag]:
    attachment_fields = [
        field.id for field in scheme.form.fields if field.purpose is Purpose.ATTACHMENT
    ]
    texts = [(field_id, application.reading.text_of(field_id)) for field_id in attachment_fields]
    passages = tuple(Passage(text, "", field_id) for field_id, text in texts if text)
    if passages:
        text = "Ansøgningen nævner bilag. De følger ikke med i Word-filen; kontrollér, at de er modtaget."
        yield Flag("F15", "Bilag er nævnt", text, passages)


def _file(application: Application) -> Iterator[Flag]:
    messages = [
        each.message for each in application.reading.issues if each.code != "personal_number"
    ]
    if messages:
        yield Flag("F16", "Om filen", "\n".join(messages))
