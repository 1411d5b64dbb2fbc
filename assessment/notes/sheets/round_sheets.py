"""What a round's workbook says of its applications, and how points become scores, step by step.

The points stand on one sheet and what was agreed on another; the sheet of criteria calculates from
both by the rules of `domain.reviewing.marks`, so that a reader can follow each number back to who gave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from assessment.domain.outcomes.decision import Decision, Recommendation
from assessment.domain.ranking.cut import weights_words
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.reviewing.review import Review
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rules.scheme import Aspect, Scheme
from assessment.domain.words.wording import date_time, day, listed
from assessment.notes.parts import rules
from assessment.notes.sheets.workbook import Cell, Formula, Sheet, column

_POINTS, _AGREED, _CRITERIA = "Point", "Konsensus", "Kriterier"
_COUNTS, _NOT = "ja", "nej, habilitet"
_BEFORE_SCORES = ("Nr.", "Ansøger")
_FIRST_ROW = 2
_METHOD = (
    f"Et aspekt er gennemsnittet af de point, der tæller med på arket {_POINTS}; er der enighed om "
    f"andre point på arket {_AGREED}, gælder de. Aspekter giver udsagn, og udsagn giver kriterier, "
    "hver gang som gennemsnit. Totalen er kriterierne gange deres vægt. Mangler noget, står feltet "
    "tomt; det tæller aldrig som 0."
)
_CONFIDENTIAL = (
    "Arket rummer hele rundens sag. Tal, der ligner CPR-numre, er skjult. Vurderinger, der ikke er "
    "indsendt, er ikke med."
)


def round_sheets(
    round_: RoundCases, *, author: str, made: datetime, tool: str
) -> tuple[Sheet, ...]:
    """What the round is, its applications, the formal check, points, agreements and criteria."""
    return (
        _about(round_, author, made, tool),
        _applications(round_),
        _formal_checks(round_),
        _points(round_),
        _agreements(round_),
        _criteria(round_),
    )


def criterion_scores(round_: RoundCases) -> Mapping[tuple[str, str], Formula]:
    """Where each score is calculated, by the candidate's id and the criterion's."""
    columns = _columns(round_.scheme)
    last = max(len(round_.cases) + 1, _FIRST_ROW)

    def score(case: Case, criterion: str) -> Formula:
        scores, numbers = (
            f"{_CRITERIA}!${each}${_FIRST_ROW}:${each}${last}" for each in (columns[criterion], "A")
        )
        return Formula(f"SUMIFS({scores},{numbers},{case.id})", case.marks.criteria[criterion])

    return {
        (str(case.id), each): score(case, each)
        for case in round_.cases
        for each in round_.scheme.weights
    }


def _about(round_: RoundCases, author: str, made: datetime, tool: str) -> Sheet:
    scheme, each = round_.scheme, round_.round
    rows = [
        ("Ordning", scheme.title),
        ("Runde", f"{each.title} ({each.id})"),
        ("Fase", str(round_.phase)),
        ("Frist", date_time(each.deadline)),
        ("Udvælges", each.select.words),
        ("Dannet", f"{date_time(made)} af {author}"),
        ("Kriterier", rules(round_)),
        ("Program", f"Version {tool}"),
        ("Vægte", _weights_words(scheme)),
        ("Sådan regnes der", _METHOD),
        ("Fortrolighed", _CONFIDENTIAL),
    ]
    return Sheet("Om", ("Oplysning", "Indhold"), rows)


def _weights_words(scheme: Scheme) -> str:
    decided = scheme.scoring.weights_decided
    words = weights_words(scheme, scheme.weights)
    return f"{words}. Intern beslutning af {decided.by} den {day(decided.on)}."


def _applications(round_: RoundCases) -> Sheet:
    header = (
        *_BEFORE_SCORES,
        "Type",
        "Modtaget",
        "Frist",
        "Formel prøvning",
        "Indsendte vurderinger",
        "Indstilling",
        "Begrundelse for indstillingen",
        "Afgørelse",
        "Lagt til side",
        "Fil",
    )
    rows = [_application(case) for case in (*round_.cases, *round_.set_aside)]
    return Sheet("Ansøgninger", header, rows)


def _application(case: Case) -> tuple[Cell, ...]:
    scheme, sent, made = case.scheme, case.application, case.recommendation
    return (
        case.id,
        case.name,
        scheme.type_label(sent.applicant_type(scheme)),
        sent.received,
        str(sent.timing(scheme)),
        case.screening.status,
        len(case.submitted),
        _awarded(made),
        made.reason if made else None,
        _awarded(case.decision),
        case.set_aside.reason if case.set_aside else None,
        sent.filename,
    )


def _awarded(made: Recommendation | Decision | None) -> str | None:
    return str(made.award) if made else None


def _formal_checks(round_: RoundCases) -> Sheet:
    header = (
        *_BEFORE_SCORES,
        "Krav",
        "Titel",
        "Udfald",
        "Begrundelse",
        "Afgjort af",
        "Afgjort",
        "Bekræftet af",
        "Bekræftet",
    )
    rows = [row for case in round_.cases for row in _formal_check(case)]
    return Sheet("Formel prøvning", header, rows)


def _formal_check(case: Case) -> Iterator[tuple[Cell, ...]]:
    for proposal in case.screening.proposals:
        key = proposal.requirement
        head = (case.id, case.name, key, case.scheme.requirement(key).title)
        made = case.screening.outcomes.get(key)
        if made:
            confirmed = (made.confirmed_by or None, made.confirmed_at)
            yield (*head, str(made.outcome), made.reason, made.by, made.at, *confirmed)
        else:
            why = "\n".join(each.explanation for each in proposal.findings)
            proposed = f"{proposal.outcome} (programmets forslag)"
            yield (*head, proposed, why, None, None, None, None)


def _points(round_: RoundCases) -> Sheet:
    """Every submitted score; one of somebody who is or may be conflicted is told and does not count."""
    header = (*_BEFORE_SCORES, "Bedømmer", "Aspekt", "Point", "Begrundelse", "Gemt", "Tæller med")
    rows = [row for case in round_.cases for row in _scores(case)]
    return Sheet(_POINTS, header, rows)


def _scores(case: Case) -> Iterator[tuple[Cell, ...]]:
    counted = {each.reviewer.id for each in case.submitted}
    sent = [each for each in case.reviews if each.submitted]
    for review in sent:
        counts = _COUNTS if review.reviewer.id in counted else _NOT
        for aspect in case.scheme.aspects:
            yield (case.id, case.name, *_score(review, aspect), counts)


def _score(review: Review, aspect: Aspect) -> tuple[Cell, ...]:
    given = review.score(aspect.id)
    return review.reviewer.name, _label(aspect), given.points, given.reason, given.saved


def _agreements(round_: RoundCases) -> Sheet:
    header = (
        *_BEFORE_SCORES,
        "Aspekt",
        "Point",
        "Begrundelse",
        "Deltagere",
        "Fastsat af",
        "Fastsat",
    )
    rows = [
        (case.id, case.name, _label(aspect), *_agreed(case.consensus[aspect.id]))
        for case in round_.cases
        for aspect in case.scheme.aspects
        if aspect.id in case.consensus
    ]
    return Sheet(_AGREED, header, rows)


def _agreed(made: Consensus) -> tuple[Cell, ...]:
    reason = made.reason if made.stands else f"Taget tilbage: {made.reason}"
    return made.points, reason, listed(made.participants), made.by, made.at


def _criteria(round_: RoundCases) -> Sheet:
    """One row an application: aspects from the points, statements, criteria, and the total."""
    scheme = round_.scheme
    header = (
        *_BEFORE_SCORES,
        *map(_label, scheme.aspects),
        *(
            f"{each.id} (af {listed([one.id for one in each.aspects])})"
            for each in scheme.statements
        ),
        *(
            f"{each.title} (af {listed([one.id for one in each.statements])})"
            for each in scheme.criteria
        ),
        "Total",
    )
    ranges = _ranges(round_)
    rows: list[tuple[Cell, ...]] = [
        (case.id, case.name, *_calculated(row, case, ranges))
        for row, case in enumerate(round_.cases, start=_FIRST_ROW)
    ]
    return Sheet(_CRITERIA, header, rows)


def _ranges(round_: RoundCases) -> Mapping[str, int]:
    """The last row of the sheets that scores are calculated from."""
    sheets = (_points(round_), _agreements(round_))
    return {each.title: max(len(each.rows) + 1, _FIRST_ROW) for each in sheets}


def _calculated(row: int, case: Case, last: Mapping[str, int]) -> Iterator[Formula]:
    scheme, marks, columns = case.scheme, case.marks, _columns(case.scheme)
    for aspect in scheme.aspects:
        yield Formula(_aspect(row, columns[aspect.id], last), marks.aspects[aspect.id])
    for statement in scheme.statements:
        of = [columns[each.id] for each in statement.aspects]
        yield Formula(_mean(row, of), marks.statements[statement.id])
    for criterion in scheme.criteria:
        of = [columns[each.id] for each in criterion.statements]
        yield Formula(_mean(row, of), marks.criteria[criterion.id])
    of = [columns[each] for each in scheme.weights]
    weighed = (f"{each}{row}*Vægte!$B${at}" for at, each in enumerate(of, start=_FIRST_ROW))
    yield Formula(_complete(row, of, "+".join(weighed)), marks.total(scheme.weights))


def _aspect(row: int, place: str, last: Mapping[str, int]) -> str:
    """What was agreed, else the mean of the points that count, else nothing."""

    def of(sheet: str, letter: str) -> str:
        return f"{sheet}!${letter}${_FIRST_ROW}:${letter}${last[sheet]}"

    agreed = (
        f"AVERAGEIFS({of(_AGREED, 'D')},{of(_AGREED, 'A')},$A{row},{of(_AGREED, 'C')},{place}$1)"
    )
    given = (
        f"AVERAGEIFS({of(_POINTS, 'E')},{of(_POINTS, 'A')},$A{row},{of(_POINTS, 'D')},{place}$1,"
        f'{of(_POINTS, "H")},"{_COUNTS}")'
    )
    return f'IFERROR({agreed},IFERROR({given},""))'


def _mean(row: int, columns: Sequence[str]) -> str:
    return _complete(row, columns, f"AVERAGE({columns[0]}{row}:{columns[-1]}{row})")


def _complete(row: int, columns: Sequence[str], formula: str) -> str:
    """Nothing where something is missing: what is missing is never 0."""
    cells = f"{columns[0]}{row}:{columns[-1]}{row}"
    return f'IF(COUNT({cells})={len(columns)},{formula},"")'


def _columns(scheme: Scheme) -> Mapping[str, str]:
    """The letter of each aspect's, statement's and criterion's column on the sheet of criteria."""
    aspects, statements = (
        [each.id for each in scheme.aspects],
        [each.id for each in scheme.statements],
    )
    parts = (*aspects, *statements, *scheme.weights)
    return {each: column(at) for at, each in enumerate(parts, start=len(_BEFORE_SCORES) + 1)}


def _label(aspect: Aspect) -> str:
    """An aspect's number and title, which the points are found by."""
    return f"{aspect.id} {aspect.title}"
