"""Things a reviewer should look at before judging; no flag decides anything (F6, F10-F16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from assessment.domain.application import Application
from assessment.domain.capacity import capacity, explain
from assessment.domain.form import Purpose
from assessment.domain.scheme import Scheme
from assessment.domain.screening import Flag, Passage
from assessment.domain.terms import mentions

_COMPANY_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")


def flags(application: Application, scheme: Scheme) -> tuple[Flag, ...]:
    """What one application by itself gives reason to look at, in the order of DOMAIN.md 4c."""
    return tuple(
        chain(
            _identity(application, scheme),
            _capacity(application, scheme),
            _words(application, scheme),
            _personal(application),
            _attachments(application, scheme),
            _file(application),
        )
    )


def company_number(text: str) -> str:
    """The first eight digits of a text, where a CVR number stands; what follows is a P-number."""
    return re.sub(r"\D", "", text)[: len(_COMPANY_WEIGHTS)]


def valid_company_number(text: str) -> bool:
    """Whether eight digits satisfy the CVR check sum (weights 2, 7, 6, 5, 4, 3, 2, 1 modulo 11)."""
    digits = company_number(text)
    if len(digits) < len(_COMPANY_WEIGHTS) or digits.startswith("0"):
        return False
    weighted = zip(digits, _COMPANY_WEIGHTS, strict=True)
    return sum(int(digit) * weight for digit, weight in weighted) % 11 == 0


def _identity(application: Application, scheme: Scheme) -> Iterator[Flag]:
    reading = application.reading
    doubts = []
    company = reading.text_of(scheme.form.identity.company_number)
    if company and not valid_company_number(company):
        doubts.append(f"CVR-nummeret “{company}” har ikke et gyldigt kontrolciffer")
    for field in scheme.form.fields:
        text = reading.text_of(field.id)
        if "mail" in field.label.casefold() and text and not _EMAIL.search(text):
            doubts.append(f"“{text}” ligner ikke en e-mailadresse ({field.full_label})")
    if doubts:
        yield Flag("F6", "Oplysninger, der ser forkerte ud", f"{'; '.join(doubts)}.")


def _capacity(application: Application, scheme: Scheme) -> Iterator[Flag]:
    months = scheme.round(application.round).period.months
    result = capacity(application.reading, scheme.form, scheme.plausibility, months)
    title = "Tallene hænger sammen" if result.holds else "Antal borgere og caseload bør ses efter"
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
