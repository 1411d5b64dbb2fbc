"""The decision note of one application: formal check, points with reasons, place, recommendation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from assessment.domain.case import Case, RoundCases
from assessment.domain.review import disagreements
from assessment.domain.wording import day, decimal, listed
from assessment.notes import parts
from assessment.notes.content import Bullets, Note, Notice, Paragraph, Part, Section, Table, facts


def application_note(round_: RoundCases, case: Case, *, author: str, written: datetime) -> Note:
    """What the decision note of this application says, a draft as long as something is missing."""
    return Note(
        filename=f"{case.id:02d}-{_slug(case.name)}.docx",
        title=f"Beslutningsnotat: {case.name}",
        subtitle=f"{round_.scheme.title} – {round_.round.title}",
        author=author,
        written=written,
        sections=(
            _case_facts(round_, case, author, written),
            _recommendation(case),
            _formal_check(case),
            *_assessment(case),
            _attention(case),
            _total(round_, case),
            _observations(case),
            parts.decision_space(case.recommendation.award if case.recommendation else ""),
            parts.versions(round_),
        ),
        missing=case.missing,
    )


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")[:60] or "ansoeger"


def _case_facts(round_: RoundCases, case: Case, author: str, written: datetime) -> Section:
    application, scheme = case.application, round_.scheme
    rows = (
        ("Ansøger", case.name),
        ("Ansøgertype", scheme.type_label(application.applicant_type(scheme))),
        ("CVR-nummer", application.reading.text_of(scheme.form.identity.company_number)),
        ("Runde", f"{round_.round.title} ({round_.round.id})"),
        ("Ansøgning", f"Nr. {application.id}, {application.filename}"),
        ("Modtaget", parts.received_words(application, scheme)),
        ("Filens kontrolsum", f"SHA-256 {application.reading.sha256}"),
        ("Notat", f"{day(written)}, {author}"),
    )
    return Section("Sagen", (facts(*rows),))


def _recommendation(case: Case) -> Section:
    made = case.recommendation
    if made is None:
        return Section("Indstilling", (Paragraph("Der er endnu ikke indstillet noget."),))
    lead = f"Der indstilles til {made.award}."
    by = f"Indstillet af {made.by} den {day(made.at)}."
    return Section("Indstilling", (Paragraph(made.reason, lead), Paragraph(by)))


def _formal_check(case: Case) -> Section:
    rows = []
    for requirement in case.scheme.requirements:
        decided = case.screening.outcomes.get(requirement.id)
        name = f"{requirement.id} {requirement.title}"
        if decided:
            rows.append(
                (name, str(decided.outcome), f"{decided.reason} ({decided.by}, {day(decided.at)})")
            )
        else:
            proposal = case.screening.proposal(requirement.id)
            text = " ".join(finding.explanation for finding in proposal.findings)
            rows.append((name, f"{proposal.outcome} (forslag)", text))
    table = Table(("Krav", "Udfald", "Begrundelse"), tuple(rows), (0.3, 0.18, 0.52))
    return Section("Formel prøvning", (table,))


def _assessment(case: Case) -> Iterator[Section]:
    names = listed([review.reviewer.name for review in case.submitted])
    intro = f"Vurderet hver for sig af {names}." if names else "Der er ingen indsendt vurdering."
    yield Section("Vurdering", (Paragraph(intro),))
    if not case.submitted:
        return
    for criterion in case.scheme.criteria:
        mark = parts.score(case.marks.criteria[criterion.id])
        body: tuple[Part, ...] = (
            parts.criterion_table(case, criterion),
            *parts.reasons(case, criterion),
        )
        yield Section(f"{criterion.title}: {mark}", body, level=2)


def _attention(case: Case) -> Section:
    found: list[Part] = []
    if case.attention:
        found.append(Bullets(case.attention))
        answer = case.recommendation.answer if case.recommendation else ""
        unanswered = Notice("Opmærksomhedspunkterne er endnu ikke besvaret.")
        found.append(Paragraph(answer, "Svar:") if answer else unanswered)
    differences = disagreements(case.submitted, case.scheme)
    if differences:
        told = [f"{aspect} ({low}–{high} point)" for aspect, low, high in differences]
        text = f"Bedømmerne er uenige med {case.scheme.scoring.disagreement} point eller mere om {listed(told)}."
        found.append(Paragraph(text))
    return Section("Opmærksomhedspunkter", tuple(found) or (Paragraph("Ingen."),))


def _total(round_: RoundCases, case: Case) -> Section:
    standing = round_.ranking.standing(str(case.id))
    marks, scheme = case.marks, case.scheme
    rows = tuple(
        (
            each.title,
            parts.score(marks.criteria[each.id]),
            decimal(each.weight * 100, 1),
            _contribution(case, each.id),
        )
        for each in scheme.criteria
    )
    table = Table(("Kriterium", "Point", "Vægt i %", "Bidrag"), rows, (0.46, 0.18, 0.18, 0.18))
    return Section(
        "Samlet vurdering og plads",
        (Paragraph(standing.words), table, *parts.weighting(scheme)),
    )


def _contribution(case: Case, criterion_id: str) -> str:
    mark = case.marks.criteria[criterion_id]
    return parts.score(None if mark is None else mark * case.scheme.weights[criterion_id])


def _observations(case: Case) -> Section:
    raised = [flag for flag in case.screening.flags if flag.raised]
    told: tuple[Part, ...] = tuple(
        Paragraph(flag.explanation, f"{flag.code} {flag.title}.") for flag in raised
    )
    intro = "Maskinelle bemærkninger, som et menneske har set på. De afgør intet i sig selv."
    return Section("Bemærkninger", (Paragraph(intro), *told) if told else (Paragraph("Ingen."),))
