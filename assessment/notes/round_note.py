"""The recommendation note of a round (indstillingsnotat): how it was handled and who is recommended."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from assessment.domain.checking.screening import Outcome
from assessment.domain.letters.dossier import strengths, weaknesses
from assessment.domain.letters.drafts import considerations
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import selection_remark
from assessment.domain.outcomes.selection import choice_needed
from assessment.domain.ranking.cut import cut_sentences, weights_words
from assessment.domain.ranking.places import Group, Standing, moves, statement_weights, top
from assessment.domain.ranking.verdicts import METHOD, limits, sentence
from assessment.domain.reviewing.consensus import standing
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rules.scheme import POINTS, Scheme
from assessment.domain.words.wording import counted, date_time, day, listed, local, long_day
from assessment.notes import chart, handling, parts
from assessment.notes.appendices import Papers, appendices
from assessment.notes.content import (
    Bullets,
    Imprint,
    Label,
    Note,
    Notice,
    Paragraph,
    Part,
    Picture,
    Section,
    Table,
    facts,
)


def round_note(round_: RoundCases, papers: Papers, imprint: Imprint) -> Note:
    """What the round's note says, a draft as long as an application lacks something.

    Its sections are those of the plan for the documents (DOMAIN.md 4d), in its order.
    """
    return Note(
        filename=f"indstillingsnotat-{round_.round.id}.docx",
        title=f"Indstillingsnotat: {round_.round.title}",
        subtitle=round_.scheme.title,
        author=imprint.author,
        written=imprint.written,
        sections=(
            _case_facts(round_, imprint),
            _frame(round_),
            _handling(round_, papers),
            _formal_check(round_),
            *_assessments(round_, papers),
            _ranking(round_),
            _sureness(round_),
            _considerations(round_),
            _recommendations(round_),
            parts.decision_space(_summary(round_), _decided(round_)),
            appendices(round_, papers),
            parts.versions(round_, imprint),
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


def _case_facts(round_: RoundCases, imprint: Imprint) -> Section:
    scheme, each = round_.scheme, round_.round
    rows = (
        ("Ordning", scheme.title),
        *parts.of_round(round_, imprint),
        ("Frist", date_time(each.deadline)),
        ("Svar ventes senest", long_day(each.answer_by)),
        ("Udvælges", each.select.words),
        ("Notat", parts.written_words(imprint)),
    )
    return Section("Sagen", (facts(*rows),))


def _frame(round_: RoundCases) -> Section:
    scheme = round_.scheme
    return Section(
        "Retsgrundlag og ramme",
        (
            Paragraph(scheme.purpose),
            Paragraph(scheme.legal_basis),
            Paragraph(f"{listed([each.title for each in scheme.criteria])}.", "Kriterier:"),
            Paragraph(
                f"{round_.round.select.words}. Tallet er en planlægningsramme og ingen pligt til at "
                "fylde op med ansøgere, der ikke er kvalificerede.",
                "Udvælges:",
            ),
            *parts.weighting(scheme),
        ),
    )


def _handling(round_: RoundCases, papers: Papers) -> Section:
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
    told = (
        *handling.set_aside(round_),
        *handling.impartiality(round_, papers.declarations),
        *handling.dialogues(round_),
    )
    return Section("Behandling", (Paragraph(intro), table, *told))


def _formal_check(round_: RoundCases) -> Section:
    rows = tuple(
        (case.name, case.screening.status, _met(case), _formal_reasons(case))
        for case in round_.cases
    )
    intro = (
        f"Hvert krav ({listed([each.id for each in round_.scheme.requirements])}) er prøvet for hver ansøger. "
        "Tabellen viser udfaldet og begrundelsen for det, der ikke er opfyldt eller ikke er afklaret; "
        "begrundelsen for hvert krav står i notatet for ansøgeren."
    )
    header = ("Ansøger", "Samlet", "Opfyldt", "Ikke opfyldt eller ikke afklaret")
    return Section(
        "Formel prøvning", (Paragraph(intro), Table(header, rows, (0.24, 0.14, 0.27, 0.35)))
    )


def _met(case: Case) -> str:
    """The requirements that are met, and those that this kind of applicant is not asked for."""
    decided = case.screening.outcomes.values()
    met = _spans(case, {each.requirement for each in decided if each.outcome is Outcome.MET})
    beside = _spans(
        case, {each.requirement for each in decided if each.outcome is Outcome.NOT_APPLICABLE}
    )
    told = [met, f"{Outcome.NOT_APPLICABLE}: {beside}" if beside else ""]
    return "\n".join(each for each in told if each) or "–"


def _spans(case: Case, chosen: Collection[str]) -> str:
    """Requirements of the scheme's order, those that follow each other in one: "G1–G4, M2"."""
    runs = [
        [each.id for each in run]
        for (_, met), run in groupby(
            case.scheme.requirements,
            key=lambda each: (each.id.rstrip("0123456789"), each.id in chosen),
        )
        if met
    ]
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _formal_reasons(case: Case) -> str:
    unmet = [f"{each.requirement} {each.outcome}: {each.reason}" for each in case.screening.unmet]
    unclear = [f"{key} {_open_reason(case, key)}" for key in case.screening.open]
    return "\n".join(unmet + unclear) or "–"


def _open_reason(case: Case, requirement: str) -> str:
    decided = case.screening.outcomes.get(requirement)
    return f"{Outcome.UNCLEAR}: {decided.reason}" if decided else "mangler et udfald"


def _assessments(round_: RoundCases, papers: Papers) -> Iterator[Section]:
    intro = (
        "Hver ansøger er vurderet på de samme aspekter. Styrker og svagheder er, som de er godkendt til brevet "
        "til ansøgeren, ellers med bedømmernes egne ord. Hver bedømmers begrundelser med henvisning til "
        "ansøgningen står i notatet for ansøgeren."
    )
    sources = Paragraph(_sources(round_), "Felter i ansøgningen:")
    waiting = [case.name for case in round_.cases if not case.submitted]
    without = (Paragraph(f"{listed(waiting)}.", "Uden indsendt vurdering:"),) if waiting else ()
    yield Section("Vurdering", (Paragraph(intro), sources, *without))
    for case in round_.cases:
        if case.submitted:
            yield Section(case.name, tuple(_assessment(case, papers)), level=2)


def _sources(round_: RoundCases) -> str:
    """Where in the form each aspect is answered, as people number its fields."""
    scheme = round_.scheme
    fields = (
        (aspect.id, dict.fromkeys(_number(each) for each in scheme.fields_feeding(aspect.id)))
        for aspect in scheme.aspects
    )
    return "; ".join(f"{aspect}: {listed(tuple(numbers))}" for aspect, numbers in fields) + "."


def _number(field_id: str) -> str:
    return ".".join(field_id.split(".")[:2])


def _assessment(case: Case, papers: Papers) -> Iterator[Part]:
    scheme = case.scheme
    told = [f"{each.title} {parts.score(case.marks.criteria[each.id])}" for each in scheme.criteria]
    yield Paragraph(f"{listed(told)}. {parts.points_order(case)}")
    yield parts.points_table(case, scheme.aspects)
    for criterion in scheme.criteria:
        found = considerations(case, criterion)
        for what, key, own in (
            ("styrker", strengths(criterion.id), found.strengths),
            ("svagheder", weaknesses(criterion.id), found.weaknesses),
        ):
            text = papers.text(case.id, key)
            if text:
                yield Paragraph(text, f"{criterion.title}, {what}:")
            elif own:
                yield Label(f"{criterion.title}, {what} med bedømmernes ord")
                yield Bullets(own)
    yield from parts.disagreement(case)
    for aspect, made in standing(case.consensus).items():
        yield parts.consensus(made, f"Konsensus om {aspect} på {parts.score(made.points)} point:")
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
    numbers = _keys(scheme)
    named = [f"{key} {each.title}" for key, each in zip(numbers, scheme.criteria, strict=True)]
    share = 0.5 / (len(numbers) + 1)
    widths = (0.12, 0.38, *[share] * (len(numbers) + 1))
    table = Table(("Plads", "Ansøger", *numbers, "Total"), rows, widths)
    sentences = (Paragraph(text) for text in cut_sentences(ranking, scheme))
    told = Paragraph(f"Kriterierne er {listed(named)}.")
    shown = (told, table, *_figure(round_)) if rows else ()
    return Section("Sammenligning og rangering", (*shown, *sentences))


def _figure(round_: RoundCases) -> Iterator[Part]:
    """The totals as bars, each made up of what the criteria give; none where they are too many."""
    scheme = round_.scheme
    shown = [each for each in round_.ranking.ranked if each.total is not None]
    if not 1 < len(shown) <= chart.MOST:
        return
    bars = [
        chart.Bar(str(each.place), parts.score(each.total), _shares(each, scheme)) for each in shown
    ]
    totals = listed([f"{each.candidate.name} {parts.score(each.total)}" for each in shown])
    keys = _keys(scheme)
    named = listed([f"{key} {each.title}" for key, each in zip(keys, scheme.criteria, strict=True)])
    alt = f"Liggende søjler over totalerne i tabellen: {totals}. Hver søjle er delt i bidragene fra {named}."
    yield Label(f"Totalen for hver plads i tabellen, delt i bidragene fra {listed(keys)}")
    yield Picture(chart.bars(bars, keys, max(POINTS)), alt)


def _keys(scheme: Scheme) -> tuple[str, ...]:
    """A short key for each criterion, where its title is too wide: "K1"."""
    return tuple(f"K{index}" for index, _ in enumerate(scheme.criteria, start=1))


def _shares(each: Standing, scheme: Scheme) -> tuple[float, ...]:
    marks = each.candidate.marks.criteria
    return tuple(float(scheme.weights[key] * (marks[key] or 0)) for key in scheme.weights)


def _sureness(round_: RoundCases) -> Section:
    """Each applicant's outcome and how sure it is, and what other weights are looked at besides."""
    found = round_.robustness
    told = [
        Paragraph(sentence(each, found, round_.scheme), f"{each.standing.candidate.name}.")
        for each in found.verdicts.values()
    ]
    rest = (Paragraph(line) for line in limits(found))
    method = Paragraph(METHOD) if told else Paragraph("Ingen ansøgning kan rangeres endnu.")
    body = (method, *told, *rest, *_other_weights(round_))
    return Section("Hvor sikkert udfaldet er", body, level=2)


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


def _considerations(round_: RoundCases) -> Section:
    """What the selection rests on, and each choice that the ranking alone does not make, with why."""
    chosen = tuple(part for case in round_.cases for part in _choice(round_, case))
    titles = listed([each.title for each in round_.scheme.criteria])
    basis = (
        f"Udvælgelsen bygger på vejledningens kriterier: {titles}. Pointene er vejledende; de viser, "
        "hvor ansøgningerne står stærkt og svagt, og erstatter ikke den samlede vurdering."
    )
    follows = Paragraph("Intet valg afviger fra rangeringen eller bygger på andet end den.")
    lead = Paragraph(
        "Her er valget ikke givet af pointene alene, eller det afviger fra rangeringen:"
    )
    return Section("Hensyn", (Paragraph(basis), *((lead, *chosen) if chosen else (follows,))))


def _choice(round_: RoundCases, case: Case) -> Iterator[Part]:
    made = case.recommendation
    if made is None:
        return
    needed = choice_needed(made.award, round_.ranking.standing(str(case.id)))
    if made.choice or made.grounds:
        yield Label(f"{case.name}: {made.award}")
        yield from parts.choice(made)
    elif needed:
        yield Label(f"{case.name}: {made.award}")
        yield Notice(needed)


def _recommendations(round_: RoundCases) -> Section:
    body: list[Part] = []
    remark = selection_remark((case.recommendation for case in round_.cases), round_.round.select)
    if remark:
        body.append(Notice(remark))
    for award in Award:
        body += [
            Paragraph(made.reason, f"{case.name}: {made.award}.")
            for case in _recommended(round_, award)
            if (made := case.recommendation)
        ]
    waiting = [case.name for case in round_.cases if case.recommendation is None]
    if waiting:
        body.append(Notice(f"Endnu uden indstilling: {listed(waiting)}."))
    return Section(
        "Indstilling", tuple(body) or (Paragraph("Der er endnu ikke indstillet noget."),)
    )
