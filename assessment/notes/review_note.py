"""One reviewer's own assessment of one application: points, the step they stand for, and reasons."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.reviewing.marks import marks_of
from assessment.domain.reviewing.review import Review, Score
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rules.scheme import Aspect, Criterion, Scheme
from assessment.domain.words.wording import date_time, listed
from assessment.notes import parts
from assessment.notes.appendices import name_of_review
from assessment.notes.content import Imprint, Label, Note, Paragraph, Part, Section, Table, facts


def review_note(round_: RoundCases, case: Case, review: Review, imprint: Imprint) -> Note:
    """What one reviewer thinks of one application, a draft until they have submitted it."""
    return Note(
        filename=name_of_review(case, review),
        title=f"Vurdering: {case.name}",
        subtitle=f"{review.reviewer.name} – {round_.round.title}",
        author=imprint.author,
        written=imprint.written,
        sections=(
            _facts(round_, case, review, imprint),
            _overview(review, case.scheme),
            *(_criterion(each, review, case.scheme) for each in case.scheme.criteria),
            parts.versions(round_, imprint),
        ),
        missing=tuple(_missing(review, case.scheme)),
    )


def _missing(review: Review, scheme: Scheme) -> Iterator[str]:
    empty = [each.id for each in scheme.aspects if not review.score(each.id).complete]
    if empty:
        yield f"point eller begrundelse for {listed(empty)}"
    if review.submitted is None:
        yield "at bedømmeren indsender vurderingen; indtil da tæller den ikke"


def _facts(round_: RoundCases, case: Case, review: Review, imprint: Imprint) -> Section:
    submitted = date_time(review.submitted) if review.submitted else "Ikke indsendt"
    rows = (
        *parts.of_application(round_, case, imprint),
        ("Bedømmer", review.reviewer.name),
        ("Indsendt", submitted),
        ("Dokument", parts.written_words(imprint)),
    )
    return Section("Sagen", (facts(*rows),))


def _overview(review: Review, scheme: Scheme) -> Section:
    rows = tuple(
        (f"{aspect.id} {aspect.title}", *_given(review.score(aspect.id), scheme))
        for aspect in scheme.aspects
    )
    table = Table(("Aspekt", "Point", "Betegnelse"), rows, (0.56, 0.12, 0.32))
    return Section("Point", (table,))


def _given(score: Score, scheme: Scheme) -> tuple[str, str]:
    """The points and what the scale calls them."""
    names = {step.points: step.name for step in scheme.scoring.scale}
    if score.points is None:
        return "–", "Mangler"
    return str(score.points), names[score.points]


def _criterion(criterion: Criterion, review: Review, scheme: Scheme) -> Section:
    """The aspects of a criterion, under the mean that this one review gives it."""
    mean = parts.score(marks_of((review,), scheme).criteria[criterion.id])
    body = [part for each in criterion.aspects for part in _aspect(each, review, scheme)]
    return Section(f"{criterion.title}: {mean}", tuple(body))


def _aspect(aspect: Aspect, review: Review, scheme: Scheme) -> Iterator[Part]:
    score = review.score(aspect.id)
    points, name = _given(score, scheme)
    told = "mangler point" if score.points is None else f"{points} – {name.lower()}"
    yield Label(f"{aspect.id} {aspect.title}: {told}")
    if score.points is not None:
        yield Paragraph(aspect.anchors[score.points], "Trinnets ordlyd:")
    yield Paragraph(score.reason.strip() or "Ikke skrevet endnu.", "Begrundelse:")
