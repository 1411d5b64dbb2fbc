"""The recommendation note of a round (indstillingsnotat): how it was handled and who is recommended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from assessment.domain.award import Award
from assessment.domain.case import Case, RoundCases
from assessment.domain.cut import cut_sentences, weights_words
from assessment.domain.decision import selection_remark
from assessment.domain.impartiality import Declaration
from assessment.domain.ranking import Group, moves, statement_weights, top
from assessment.domain.screening import Outcome
from assessment.domain.verdicts import METHOD, limits, sentence
from assessment.domain.wording import counted, date_time, day, listed, local, long_day
from assessment.notes import handling, parts
from assessment.notes.content import Label, Note, Notice, Paragraph, Part, Section, Table, facts


def round_note(
    round_: RoundCases, declarations: Sequence[Declaration], *, author: str, written: datetime
) -> Note:
    """What the round's note says, a draft as long as an application lacks something.

    `declarations` are what everybody declared of the applications.
    """
    return Note(
        filename=f"indstillingsnotat-{round_.round.id}.docx",
        title=f"Indstillingsnotat: {round_.round.title}",
        subtitle=round_.scheme.title,
        author=author,
        written=written,
        sections=(
            _case_facts(round_, author, written),
            _frame(round_),
            _handling(round_, declarations),
            _formal_check(round_),
            *_assessments(round_),
            _ranking(round_),
            _sureness(round_),
            _recommendations(round_),
            parts.decision_space(_summary(round_), _decided(round_)),
            parts.versions(round_),
        ),
        missing=tuple(_missing(round_)),
    )


def _recommended(round_: RoundCases, award: Award) -> list[Case]:
    made = ((case, case.recommendation) for case in round_.cases)
    return [case for case, each in made if each and each.award is award]


def _missing(round_: RoundCases) -> Iterator[str]:
    for case in round_.cases:
        if case.missing:
            yield f"{case.name}: {listed(case.missing)}"


def _summary(round_: RoundCases) -> str:
    return _by_award(
        {award: [case.name for case in _recommended(round_, award)] for award in Award}
    )


def _by_award(names: Mapping[Award, Sequence[str]]) -> str:
    return "\n".join(
        f"{award.capitalize()}: {listed(found)}." for award, found in names.items() if found
    )


def _decided(round_: RoundCases) -> tuple[str, str, str, str]:
    """What was decided, where it departs and why, by whom and when."""
    made = [(case, case.decision) for case in round_.cases if case.decision]
    names = {award: [case.name for case, each in made if each.award is award] for award in Award}
    departures = [
        f"{case.name}: {case.recommendation.award} er ændret til {each.award}. {each.reason}"
        for case, each in made
        if case.recommendation and case.recommendation.award is not each.award
    ]
    departures += sorted({each.remark for _, each in made if each.remark})
    days = sorted({local(each.at).date() for _, each in made})
    return (
        _by_award(names),
        "\n".join(departures),
        listed(sorted({each.by for _, each in made})),
        listed([day(each) for each in days]),
    )


def _case_facts(round_: RoundCases, author: str, written: datetime) -> Section:
    scheme, each = round_.scheme, round_.round
    rows = (
        ("Ordning", scheme.title),
        ("Runde", f"{each.title} ({each.id})"),
        ("Frist", date_time(each.deadline)),
        ("Svar ventes senest", long_day(each.answer_by)),
        ("Udvælges", each.select.words),
        ("Notat", parts.written_words(author, written)),
    )
    return Section("Sagen", (facts(*rows),))


def _frame(round_: RoundCases) -> Section:
    scheme = round_.scheme
    return Section(
        "Retsgrundlag og ramme",
        (Paragraph(scheme.purpose), Paragraph(scheme.legal_basis), *parts.weighting(scheme)),
    )


def _handling(round_: RoundCases, declarations: Sequence[Declaration]) -> Section:
    rows = tuple(
        (
            case.name,
            round_.scheme.type_label(case.application.applicant_type(round_.scheme)),
            parts.received_words(case.application, round_.scheme),
            str(len(case.submitted)),
        )
        for case in round_.cases
    )
    reviewers = sorted({review.reviewer.name for case in round_.cases for review in case.submitted})
    count = counted(len(round_.cases), "ansøgning", "ansøgninger")
    intro = f"Der er modtaget {count}. Bedømmere: {listed(reviewers) or 'ingen endnu'}."
    table = Table(("Ansøger", "Type", "Modtaget", "Vurderinger"), rows, (0.3, 0.22, 0.28, 0.2))
    told = (*handling.impartiality(round_, declarations), *handling.dialogues(round_))
    return Section("Behandling", (Paragraph(intro), table, *told))


def _formal_check(round_: RoundCases) -> Section:
    rows = tuple((case.name, case.screening.status, _formal_reasons(case)) for case in round_.cases)
    intro = (
        f"Hvert krav ({listed([each.id for each in round_.scheme.requirements])}) er prøvet for hver ansøger. "
        "Tabellen viser det, der ikke er opfyldt eller ikke er afklaret; hele prøvningen står i notatet for ansøgeren."
    )
    table = Table(
        ("Ansøger", "Samlet", "Ikke opfyldt eller ikke afklaret"), rows, (0.3, 0.18, 0.52)
    )
    return Section("Formel prøvning", (Paragraph(intro), table))


def _formal_reasons(case: Case) -> str:
    unmet = [f"{each.requirement} {each.outcome}: {each.reason}" for each in case.screening.unmet]
    unclear = [f"{key} {_open_reason(case, key)}" for key in case.screening.open]
    return "\n".join(unmet + unclear) or "–"


def _open_reason(case: Case, requirement: str) -> str:
    decided = case.screening.outcomes.get(requirement)
    return f"{Outcome.UNCLEAR}: {decided.reason}" if decided else "mangler et udfald"


def _assessments(round_: RoundCases) -> Iterator[Section]:
    intro = "Hver ansøger er vurderet på de samme aspekter. Begrundelserne står i notatet for ansøgeren."
    waiting = [case.name for case in round_.cases if not case.submitted]
    without = (Paragraph(f"{listed(waiting)}.", "Uden indsendt vurdering:"),) if waiting else ()
    yield Section("Vurdering", (Paragraph(intro), *without))
    for case in round_.cases:
        if case.submitted:
            yield Section(case.name, tuple(_assessment(case)), level=2)


def _assessment(case: Case) -> Iterator[Part]:
    scheme = case.scheme
    told = [f"{each.title} {parts.score(case.marks.criteria[each.id])}" for each in scheme.criteria]
    yield Paragraph(f"{listed(told)}. {parts.points_order(case)}")
    yield parts.points_table(case, scheme.aspects)
    if case.attention:
        yield Label("Opmærksomhedspunkter")
        yield from parts.attention(case)


def _ranking(round_: RoundCases) -> Section:
    """The table of places; criteria have a number there, because their titles are too wide."""
    ranking, scheme = round_.ranking, round_.scheme
    rows = tuple(
        (
            str(each.place) if each.place else "–",
            each.candidate.name,
            *(
                parts.score(each.candidate.marks.criteria[criterion.id])
                for criterion in scheme.criteria
            ),
            parts.score(each.total),
        )
        for each in ranking.standings
        if each.group is not Group.NOT_QUALIFIED
    )
    numbers = [f"K{index}" for index, _ in enumerate(scheme.criteria, start=1)]
    named = [f"{key} {each.title}" for key, each in zip(numbers, scheme.criteria, strict=True)]
    share = 0.5 / (len(numbers) + 1)
    widths = (0.12, 0.38, *[share] * (len(numbers) + 1))
    table = Table(("Plads", "Ansøger", *numbers, "Total"), rows, widths)
    sentences = (Paragraph(text) for text in cut_sentences(ranking, scheme))
    told = Paragraph(f"Kriterierne er {listed(named)}.")
    shown = (told, table) if rows else ()
    return Section("Sammenligning og rangering", (*shown, *sentences))


def _sureness(round_: RoundCases) -> Section:
    """Each applicant's outcome and how sure it is, and what other weights are looked at besides."""
    found = round_.robustness
    told = [
        Paragraph(sentence(each, found, round_.scheme), f"{each.standing.candidate.name}.")
        for each in found.verdicts.values()
    ]
    rest = (Paragraph(line) for line in limits(found))
    method = Paragraph(METHOD) if told else Paragraph("Ingen ansøgning kan rangeres endnu.")
    return Section("Hvor sikkert udfaldet er", (method, *told, *rest, *_other_weights(round_)))


def _other_weights(round_: RoundCases) -> tuple[Part, ...]:
    official = round_.ranking
    weights = statement_weights(round_.scheme)
    other = round_.ranked_by(weights)
    told = [f"{each.name} fra {each.before} til {each.after}" for each in moves(official, other)]
    change = f"ændres pladsen for {listed(told)}" if told else "ændres ingen pladser"
    text = (
        "Hvis hvert vægtningsudsagn vejer lige meget "
        f"({weights_words(round_.scheme, weights)}), {change}."
    )
    verdict = (
        "De samme ansøgere ligger inden for det antal, der kan udvælges."
        if top(official) == top(other)
        else "Dermed er det ikke de samme ansøgere, der ligger inden for det antal, der kan udvælges; "
        "det skal indgå i beslutningen."
    )
    return (Paragraph(text), Paragraph(verdict))


def _reasons(case: Case) -> Iterator[Part]:
    """What is recommended for an applicant, and why."""
    made = case.recommendation
    if made:
        yield Paragraph(made.reason, f"{case.name}: {made.award}.")
        yield from parts.choice(made)


def _recommendations(round_: RoundCases) -> Section:
    body: list[Part] = []
    remark = selection_remark((case.recommendation for case in round_.cases), round_.round.select)
    if remark:
        body.append(Notice(remark))
    for award in Award:
        for case in _recommended(round_, award):
            body += _reasons(case)
    waiting = [case.name for case in round_.cases if case.recommendation is None]
    if waiting:
        body.append(Notice(f"Endnu uden indstilling: {listed(waiting)}."))
    return Section(
        "Indstilling", tuple(body) or (Paragraph("Der er endnu ikke indstillet noget."),)
    )
