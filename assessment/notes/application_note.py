"""The decision note of one application: formal check, points with reasons, place, recommendation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from assessment.domain.checking.screening import FormalOutcome
from assessment.domain.ranking.places import Group, Standing
from assessment.domain.ranking.verdicts import sentence
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.words.wording import day, decimal, listed, local
from assessment.notes import appendices, handling, parts
from assessment.notes.content import Imprint, Note, Paragraph, Part, Section, Table, facts


def application_note(round_: RoundCases, case: Case, imprint: Imprint) -> Note:
    """What the decision note of this application says, a draft as long as something is missing."""
    return Note(
        filename=appendices.name_of_note(case),
        title=f"Beslutningsnotat: {case.name}",
        subtitle=f"{round_.scheme.title} – {round_.round.title}",
        author=imprint.author,
        written=imprint.written,
        sections=(
            _case_facts(round_, case, imprint),
            _recommendation(case),
            _formal_check(case),
            *handling.dialogue(case),
            *_assessment(case),
            _attention(case),
            _total(round_, case),
            _observations(case),
            parts.decision_space(_award(case).capitalize(), _decided(case)),
            parts.versions(round_, imprint),
        ),
        missing=(*case.missing, *_unseen(round_)),
    )


def _unseen(round_: RoundCases) -> tuple[str, ...]:
    """What a note lacks that is written by somebody who does not see the whole round."""
    return () if round_.whole else ("en plads; notatet skal hentes af en, der ser hele runden",)


def _award(case: Case) -> str:
    return case.recommendation.award if case.recommendation else ""


def _decided(case: Case) -> tuple[str, str, str, str]:
    made = case.decision
    if made is None:
        return parts.UNDECIDED
    return made.award.capitalize(), made.reason, made.by, day(local(made.at))


def _case_facts(round_: RoundCases, case: Case, imprint: Imprint) -> Section:
    application, scheme = case.application, round_.scheme
    rows = (
        *parts.of_application(round_, case, imprint),
        ("Ansøgertype", scheme.type_label(application.applicant_type(scheme))),
        ("CVR-nummer", application.reading.text_of(scheme.form.identity.company_number)),
        ("Modtaget", parts.received_words(application, scheme)),
        ("Filens kontrolsum", f"SHA-256 {application.reading.sha256}"),
        ("Notat", parts.written_words(imprint)),
    )
    return Section("Sagen", (facts(*rows),))


def _recommendation(case: Case) -> Section:
    made = case.recommendation
    if made is None:
        return Section("Indstilling", (Paragraph("Der er endnu ikke indstillet noget."),))
    lead = f"Der indstilles til {made.award}."
    by = f"Indstillet af {made.by} den {day(local(made.at))}."
    return Section(
        "Indstilling", (Paragraph(made.reason, lead), *parts.choice(made), Paragraph(by))
    )


def _formal_check(case: Case) -> Section:
    rows = []
    for requirement in case.scheme.requirements:
        decided = case.screening.outcomes.get(requirement.id)
        name = f"{requirement.id} {requirement.title}"
        if decided:
            rows.append((name, str(decided.outcome), f"{decided.reason} ({_checked(decided)})"))
        else:
            proposal = case.screening.proposal(requirement.id)
            text = " ".join(finding.explanation for finding in proposal.findings)
            rows.append((name, f"{proposal.outcome} (forslag)", text))
    table = Table(("Krav", "Udfald", "Begrundelse"), tuple(rows), (0.35, 0.17, 0.48))
    return Section("Formel prøvning", (table,))


def _checked(decided: FormalOutcome) -> str:
    """Who set an outcome and who confirmed it."""
    by = f"{decided.by}, {day(local(decided.at))}"
    if decided.confirmed_at is None:
        return f"{by}; ikke bekræftet"
    return f"{by}; bekræftet af {decided.confirmed_by}, {day(local(decided.confirmed_at))}"


def _assessment(case: Case) -> Iterator[Section]:
    if not case.submitted:
        yield Section("Vurdering", (Paragraph(_why_not_assessed(case)),))
        return
    yield Section("Vurdering", (Paragraph(parts.points_order(case)),))
    marks = case.marks.criteria
    for criterion in case.scheme.criteria:
        mark = parts.score(marks[criterion.id])
        body: tuple[Part, ...] = (
            parts.points_table(case, criterion.aspects),
            *parts.reasons(case, criterion),
        )
        yield Section(f"{criterion.title}: {mark}", body, level=2)


def _why_not_assessed(case: Case) -> str:
    unmet = [each.requirement for each in case.screening.unmet]
    if not unmet:
        return "Der er endnu ingen indsendt vurdering."
    return f"Ansøgningen er ikke vurderet fagligt, fordi {listed(unmet)} ikke er opfyldt."


def _attention(case: Case) -> Section:
    found = (*parts.attention(case), *parts.disagreement(case))
    return Section("Opmærksomhedspunkter", found or (Paragraph("Ingen."),))


def _total(round_: RoundCases, case: Case) -> Section:
    standing = round_.ranking.standing(str(case.id))
    if standing.total is None:
        return Section("Samlet vurdering og plads", (Paragraph(standing.words),))
    scheme, marks = round_.scheme, case.marks.criteria
    rows = tuple(
        (
            each.title,
            parts.score(marks[each.id]),
            decimal(each.weight * 100, 1),
            _contribution(marks[each.id], each.weight),
        )
        for each in scheme.criteria
    )
    total = ("Samlet", "", decimal(100, 1), decimal(standing.total))
    header = ("Kriterium", "Point", "Vægt i %", "Bidrag")
    return Section(
        "Samlet vurdering og plads",
        (
            Paragraph(_place(standing, round_)),
            Table(header, (*rows, total), (0.46, 0.18, 0.18, 0.18)),
            *parts.weighting(scheme),
        ),
    )


def _place(standing: Standing, round_: RoundCases) -> str:
    if not round_.whole and standing.total is not None:
        return (
            f"Samlet {decimal(standing.total)} af 5. Pladsen står ikke her, for andre ansøgninger i "
            "runden er lukket eller skjult for den, der har hentet notatet."
        )
    if standing.group is Group.DECIDE_TOGETHER:  # the whole sentence names others at the cut
        return (
            f"{standing.words} Udfaldet drøftes, fordi pointene alene ikke afgør det "
            f"({listed(standing.reasons)}); se indstillingsnotatet."
        )
    verdict = round_.robustness.verdicts[standing.candidate.id]
    return f"{standing.words} {sentence(verdict, round_.robustness, round_.scheme)}"


def _contribution(mark: Fraction | None, weight: Fraction) -> str:
    return parts.score(None if mark is None else mark * weight)


def _observations(case: Case) -> Section:
    raised = [flag for flag in case.screening.flags if flag.raised]
    told: tuple[Part, ...] = tuple(
        Paragraph(flag.explanation, f"{flag.code} {flag.title}.") for flag in raised
    )
    intro = (
        "Programmets bemærkninger til den, der behandler ansøgningen. De afgør intet i sig selv."
    )
    return Section("Bemærkninger", (Paragraph(intro), *told) if told else (Paragraph("Ingen."),))
