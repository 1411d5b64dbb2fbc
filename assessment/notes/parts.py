"""Parts that the note for an application and the note for the round share."""

from __future__ import annotations

from fractions import Fraction

from assessment import __version__
from assessment.domain.application import Application
from assessment.domain.case import Case, RoundCases
from assessment.domain.cut import weights_words
from assessment.domain.scheme import Criterion, Scheme
from assessment.domain.wording import date_time, day, decimal, listed
from assessment.notes.content import Bullets, Paragraph, Part, Section, Table, facts


def score(value: Fraction | None) -> str:
    """Points with two decimals, or a dash where they are missing."""
    return "–" if value is None else decimal(value)


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


def versions(round_: RoundCases) -> Section:
    """What the note was made from, so that it can be made again."""
    scheme = round_.scheme
    documents = "; ".join(document.title for document in scheme.documents)
    return Section(
        "Grundlag og versioner",
        (
            facts(
                ("Retsgrundlag", scheme.legal_basis),
                ("Dokumenter", documents),
                ("Kriterier", f"criteria.yaml, SHA-256 {round_.criteria_sha256}"),
                ("Skala", f"0–5. {scheme.scoring.scale_decided.reason}"),
                ("Program", f"Version {__version__}"),
            ),
        ),
    )


def decision_space(proposal: str) -> Section:
    """Room for the decision by hand."""
    rows = (
        ("Indstilling", proposal),
        ("Beslutning", ""),
        ("Ændring i forhold til indstillingen og begrundelse", ""),
        ("Navn og titel", ""),
        ("Dato og underskrift", ""),
    )
    return Section(
        "Beslutning", (Table(("Punkt", "Udfyldes ved beslutningen"), rows, (0.35, 0.65)),)
    )


def criterion_table(case: Case, criterion: Criterion) -> Table:
    """Each aspect's mean and each reviewer's points."""
    reviewers = [review.reviewer.name for review in case.submitted]
    rows = tuple(
        (
            f"{aspect.id} {aspect.title}",
            *(_points(review.score(aspect.id).points) for review in case.submitted),
            score(case.marks.aspects[aspect.id]),
        )
        for aspect in criterion.aspects
    )
    each = 0.5 / (len(reviewers) + 1)
    return Table(("Aspekt", *reviewers, "Gennemsnit"), rows, (0.5, *[each] * (len(reviewers) + 1)))


def _points(points: int | None) -> str:
    return "–" if points is None else str(points)


def reasons(case: Case, criterion: Criterion) -> tuple[Part, ...]:
    """Each aspect's reasons, by reviewer."""
    parts: list[Part] = []
    for aspect in criterion.aspects:
        given = tuple(
            f"{review.reviewer.name} ({_points(review.score(aspect.id).points)}): {review.score(aspect.id).reason}"
            for review in case.submitted
        )
        parts += [Paragraph("", f"{aspect.id} {aspect.title}"), Bullets(given)]
    return tuple(parts)
