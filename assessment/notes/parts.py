"""Parts that the note for an application and the note for the round share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from assessment.domain.applications.application import Application
from assessment.domain.applications.personal import mask
from assessment.domain.outcomes.decision import Recommendation
from assessment.domain.outcomes.selection import ground_remark, grounds_words
from assessment.domain.ranking.cut import weights_words
from assessment.domain.reviewing.consensus import Consensus, standing
from assessment.domain.reviewing.review import Review, disagreements
from assessment.domain.rounds.case import Case, Frozen, RoundCases
from assessment.domain.rules.scheme import Aspect, Criterion, Scheme
from assessment.domain.words.danish import forward
from assessment.domain.words.wording import date_time, day, decimal, listed, local
from assessment.notes.content import (
    CASE_NUMBERS,
    Bullets,
    Imprint,
    Label,
    Notice,
    Paragraph,
    Part,
    Section,
    Table,
    facts,
)

_UNNUMBERED = "Ikke oplyst endnu"


def score(value: Fraction | None) -> str:
    """Points with two decimals, or a dash where they are missing."""
    return "–" if value is None else decimal(value)


def written_words(imprint: Imprint) -> str:
    """When, by the Danish calendar, and by whom a note was written."""
    return f"{day(local(imprint.written))}, {imprint.author}"


def case_number(imprint: Imprint, application_id: int | None) -> str:
    """The journal's number of an application, else of the round, or that none is given yet."""
    numbers = imprint.numbers
    return numbers.get(application_id) or numbers.get(None) or _UNNUMBERED


def of_application(round_: RoundCases, case: Case, imprint: Imprint) -> tuple[tuple[str, str], ...]:
    """The facts that tell which application and which case a document belongs to."""
    return (
        ("Ansøger", case.name),
        ("Ansøgning", f"Nr. {case.id}, {case.application.filename}"),
        (CASE_NUMBERS[0], case_number(imprint, case.id)),
        *of_round(round_, imprint),
    )


def of_round(round_: RoundCases, imprint: Imprint) -> tuple[tuple[str, str], ...]:
    """The facts that tell which round a document belongs to."""
    return (
        ("Runde", f"{round_.round.title} ({round_.round.id})"),
        (CASE_NUMBERS[1], case_number(imprint, None)),
    )


def name_of_file(case: Case, *more: str) -> str:
    """The name of a document of one application, safe in any folder: "07-åmose-kommune"."""
    return "-".join((f"{case.id:02d}", slug(case.name) or "ansoeger", *map(slug, more)))


def slug(name: str) -> str:
    """A name as part of a file's name, which is seen by more people than the file: no CPR-like number."""
    return re.sub(r"[^\w]+", "-", mask(forward(name)).casefold()).strip("-")[:60]


def received_words(application: Application, scheme: Scheme) -> str:
    """When the application came, held against the deadline."""
    timing = application.timing(scheme)
    return f"{date_time(application.received)} ({timing})" if application.received else str(timing)


def weighting(scheme: Scheme) -> tuple[Part, ...]:
    """What weights count and why, printed as the internal decision they are."""
    decided = scheme.scoring.weights_decided
    priority = [each.id for each in scheme.statements if each.prioritised]
    return (
        Paragraph(weights_words(scheme, scheme.weights) + ".", "Vægte:"),
        Paragraph(
            f"Vægtene er ikke offentliggjort i vejledningen. De er en intern beslutning, truffet af "
            f"{decided.by} den {day(decided.on)}. {decided.reason}"
        ),
        Paragraph(
            f"Vejledningen giver {listed(priority)} prioritet. De pointsættes som de øvrige og bruges først, "
            f"når totaler ligger højst {decimal(scheme.scoring.tie_margin)} fra grænsen for udvælgelse."
        ),
    )


def rules(round_: RoundCases) -> str:
    """Which rules, in which version, a document was made by."""
    scheme = round_.scheme
    return f"criteria.yaml ({scheme.id}, skema {scheme.form.version}), SHA-256 {round_.criteria_sha256}"


def versions(round_: RoundCases, imprint: Imprint) -> Section:
    """What the note was made from, so that it can be made again."""
    scheme = round_.scheme
    documents = "\n".join(document.title for document in scheme.documents)
    return Section(
        "Grundlag og versioner",
        (
            facts(
                ("Retsgrundlag", scheme.legal_basis),
                ("Dokumenter", documents),
                ("Kriterier", rules(round_)),
                ("Fastlåst", _frozen_words(round_.frozen)),
                ("Skala", f"0–5. {scheme.scoring.scale_decided.reason}"),
                ("Program", f"Version {imprint.tool}"),
            ),
        ),
    )


def _frozen_words(frozen: Frozen | None) -> str:
    if frozen is None:
        return ""
    who = f"{day(local(frozen.at))}, {frozen.by}"
    return f"{who}: {frozen.reason}" if frozen.reason else who


UNDECIDED = ("", "", "", "")


def decision_space(proposal: str, decided: tuple[str, str, str, str] = UNDECIDED) -> Section:
    """The decision, why it departs, by whom and when; room to fill in by hand what is not there."""
    award, departure, name, date = decided
    rows = (
        ("Indstilling", proposal),
        ("Beslutning", award),
        ("Ændring i forhold til indstillingen og begrundelse", departure),
        ("Navn og titel", name),
        ("Dato og underskrift", date),
    )
    header = ("Punkt", "Udfyldes ved beslutningen")
    return Section("Beslutning", (Table(header, rows, (0.35, 0.65), room=True),))


def points_order(case: Case) -> str:
    """Whose points stand in which order in the tables of points."""
    names = [review.reviewer.name for review in case.submitted]
    apart = ", hver for sig og i den rækkefølge" if len(names) > 1 else ""
    agreed = " Hvor der er konsensus, tæller den i stedet for gennemsnittet."
    return f"Point fra {listed(names)}{apart}.{agreed if standing(case.consensus) else ''}"


def points_table(case: Case, aspects: Iterable[Aspect]) -> Table:
    """Each aspect's points, reviewer by reviewer, and their mean or what was agreed instead."""
    agreed, means, reviews = standing(case.consensus), case.marks.aspects, case.submitted
    rows = tuple(
        (
            f"{aspect.id} {aspect.title}",
            ", ".join(_points(review, aspect) for review in reviews),
            ("konsensus " if aspect.id in agreed else "") + score(means[aspect.id]),
        )
        for aspect in aspects
    )
    return Table(("Aspekt", "Point", "Gennemsnit"), rows, (0.56, 0.22, 0.22))


def _points(review: Review, aspect: Aspect) -> str:
    points = review.score(aspect.id).points
    return "–" if points is None else str(points)


def reasons(case: Case, criterion: Criterion) -> Iterator[Part]:
    """Each aspect's reasons, by reviewer, and then what was agreed, why, and who took part."""
    stands, reviews = standing(case.consensus), case.submitted
    for aspect in criterion.aspects:
        yield Label(f"{aspect.id} {aspect.title}")
        yield Bullets(
            tuple(
                f"{review.reviewer.name} ({_points(review, aspect)}): {review.score(aspect.id).reason}"
                for review in reviews
            )
        )
        if aspect.id in stands:
            made = stands[aspect.id]
            yield consensus(made, f"Konsensus {score(made.points)}:")


def consensus(agreed: Consensus, lead: str) -> Paragraph:
    """What was agreed of an aspect, why, who took part, and who set it when."""
    who = f"Deltog: {listed(agreed.participants)}."
    when = f"Fastsat af {agreed.by} den {day(local(agreed.at))}."
    return Paragraph(f"{agreed.reason} {who} {when}", lead)


def choice(made: Recommendation) -> Iterator[Part]:
    """What a choice that the ranking does not make builds on, why, and what must be settled of it."""
    lead = grounds_words(made.grounds)
    if made.choice or lead:
        yield Paragraph(made.choice, lead)
    remark = ground_remark(made.grounds)
    if remark:
        yield Notice(remark)


def disagreement(case: Case) -> Iterator[Part]:
    """Where the reviewers are far apart, and where they agreed afterwards; nothing where nowhere."""
    differences = disagreements(case.submitted, case.scheme)
    if differences:
        told = [f"{aspect} ({low}–{high})" for aspect, low, high in differences]
        text = f"Bedømmernes point ligger mindst {case.scheme.scoring.disagreement} fra hinanden for {listed(told)}."
        stands = standing(case.consensus)
        agreed = [aspect for aspect, _, _ in differences if aspect in stands]
        solved = f" Der er konsensus om {listed(agreed)}." if agreed else ""
        yield Paragraph(text + solved)


def attention(case: Case) -> Iterator[Part]:
    """The points that need attention with the answer to them, or that it is missing."""
    found = case.attention
    if not found:
        return
    yield Bullets(found)
    answer = case.recommendation.answer if case.recommendation else ""
    yield (
        Paragraph(answer, "Svar:")
        if answer
        else Notice("Opmærksomhedspunkterne er endnu ikke besvaret.")
    )
