"""Things a reviewer should look at before judging; no flag decides anything (F2, F6, F10-F16)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from assessment.domain.applications.application import Application
from assessment.domain.checking.capacity import capacity, explain
from assessment.domain.checking.enclosures import Mention, enclosures, mentioned
from assessment.domain.checking.screening import Flag, Passage
from assessment.domain.checking.terms import mentions
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import listed

_COMPANY_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")


def flags(application: Application, scheme: Scheme) -> tuple[Flag, ...]:
    """What one application by itself gives reason to look at, in the order of DOMAIN.md 4c."""
    return tuple(
        chain(
            _addressee(application, scheme),
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


def _addressee(application: Application, scheme: Scheme) -> Iterator[Flag]:
    """F2: a message to another of the authority's mailboxes is received all the same."""
    envelope = application.envelope
    recipients = envelope.recipients if envelope else ()
    mailboxes = scheme.round(application.round).mailboxes
    written = " ".join(recipients).casefold()
    if recipients and not any(each.casefold() in written for each in mailboxes):
        text = (
            f"Mailen er sendt til {listed(recipients)} og ikke til rundens postkasse "
            f"({listed(mailboxes)}). Den regnes for modtaget."
        )
        yield Flag("F2", "Sendt til en anden postkasse", text)


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
    if not application.attachments:
        told = mentioned(application, scheme)
        if told:
            text = "Ansøgningen nævner bilag, men der er ikke lagt bilag ind. Kontrollér, om de er modtaget."
            yield Flag("F15", "Bilag er nævnt", text, _quoted(told))
        return
    held = enclosures(application, scheme)
    sentences = [f"{each.title} er vedlagt ({file.filename})." for each, file in held.found]
    sentences += [
        f"{each.title} er nævnt, men ikke fundet blandt bilagene." for each in held.missing
    ]
    sentences += [f"{each.filename} er vedlagt uden at være nævnt." for each in held.unmentioned]
    late = [each.filename for each in application.attachments if not each.counts]
    sentences += [f"{name} kom uopfordret efter fristen og indgår ikke." for name in late]
    title = "Der mangler måske bilag" if held.missing else "Bilagene er fundet"
    text = "\n".join(_capitalised(each) for each in sentences)
    yield Flag("F15", title, text, _quoted(held.missing), raised=bool(held.missing))


def _quoted(mentions: Iterable[Mention]) -> tuple[Passage, ...]:
    """Where they stand, each passage once however many attachments it names."""
    return tuple(dict.fromkeys(each.passage for each in mentions))


def _capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:] if sentence.startswith("bilag") else sentence


def _file(application: Application) -> Iterator[Flag]:
    messages = [
        each.message for each in application.reading.issues if each.code != "personal_number"
    ]
    if messages:
        yield Flag("F16", "Om filen", "\n".join(messages))
