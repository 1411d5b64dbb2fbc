"""Rankings for machines: of a round in the database, or of a file of scores."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from assessment.domain.applications.personal import mask
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.ranking.cut import PART_ONLY, shortfall
from assessment.domain.ranking.places import Candidate, Group, Standing, rank, unplaced
from assessment.domain.ranking.region import Scope
from assessment.domain.ranking.robustness import Robustness, robustness
from assessment.domain.ranking.verdicts import limits, sentence
from assessment.domain.reviewing.marks import marks_given
from assessment.domain.rounds.event import Action
from assessment.domain.rounds.ratings import agreements_given
from assessment.domain.rules.base import exact
from assessment.domain.rules.scheme import POINTS, Scheme, Select
from assessment.domain.words.wording import exact_text, listed
from assessment.errors import AssessmentError
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Workflow, permit, record

_COLUMNS = ("application", "reviewer", "aspect", "points")
_SHOWN = 5
"""Problems named in one sentence; the rest is counted."""

Scores = dict[str, dict[str, dict[str, Fraction]]]
"""Points by application, reviewer, and aspect or criterion."""

_Row = dict[str | Any, Any]
"""A row's cells by column; None for those beyond the columns."""


class ScoresFileError(AssessmentError):
    """A file of scores that cannot be ranked."""


def round_robustness(
    workflow: Workflow,
    round_id: str,
    by: Person,
    *,
    weights: str = "",
    select: str = "",
    scope: Scope = Scope.ALL,
) -> Robustness:
    """The ranking of a round as `by` may see it and how sure it is, by other weights where told.

    Nobody has a place for whoever does not see all that can have one. It leaves the tool, so who
    asked for it stays in the log.

    Raises NotFoundError for an unknown round, NotPermittedError for whoever may not see it, and
    AssessmentError for wrong weights or numbers.
    """
    workflow.round(round_id)
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.SEE_RANKING, round_id)
    round_ = round_cases(workflow, round_id, by)
    chosen = weights_from(weights, round_.scheme) if weights else round_.scheme.weights
    ranked = round_.ranked_by(chosen, select_from(select) if select else None)
    found = robustness(ranked if round_.comparable else unplaced(ranked), round_.scheme, scope)
    with workflow.database.begin() as repository:
        where, subject = (round_id, None), "rangering"
        record(workflow, repository, person, Action.EXTRACT_FETCHED, where, subject=subject)
    return found


def as_json(found: Robustness, scheme: Scheme, round_id: str | None) -> dict[str, Any]:
    """The ranking by the contract of `rank --json`; totals are exact texts, shares numbers."""
    ranking = found.ranking
    return {
        "round": round_id,
        "select": {"min": ranking.select.min, "max": ranking.select.max},
        "weights": {key: exact_text(weight) for key, weight in ranking.weights.items()},
        "applications": [_standing(each, found) for each in ranking.standings],
        "robustness": _robustness(found, scheme),
        "agreement": _agreement(found, scheme),
    }


def _standing(standing: Standing, found: Robustness) -> dict[str, Any]:
    qualified = standing.group is not Group.NOT_QUALIFIED
    verdict = found.verdicts.get(standing.candidate.id)
    told = {
        "id": standing.candidate.id,
        "name": standing.candidate.name,
        "total": _exact(standing.total),
        "criteria": {
            key: _exact(score) if qualified else None
            for key, score in standing.candidate.marks.criteria.items()
        },
        "place": standing.place,
        "group": standing.group,
        "reasons": list(standing.reasons),
        "share_selected": verdict.share if verdict else None,
    }
    return told | ({"provisional": True} if standing.candidate.provisional else {})


def _robustness(found: Robustness, scheme: Scheme) -> dict[str, Any]:
    """What is known of the ranking's sureness; what is null is said in `notes`."""
    groups = (Group.IN, Group.DECIDE_TOGETHER, Group.OUT)
    return {
        "region": found.scope,
        "shares": {key: each.share for key, each in found.verdicts.items()},
        "shares_near": {key: each.near for key, each in found.verdicts.items()},
        "central_weights": found.central,
        "places": found.places,
        "swap_points": _swaps(found, scheme),
        "left_out": _left_out(found),
        "groups": {
            str(group): [
                key for key, each in found.verdicts.items() if each.standing.group is group
            ]
            for group in groups
        },
        "sentences": {key: sentence(each, found, scheme) for key, each in found.verdicts.items()},
        "seed": found.seed,
        "error": found.error,
        "notes": list(map(mask, remarks(found))),
    }


def remarks(found: Robustness) -> tuple[str, ...]:
    """That too few can be ranked, and what was drawn, not tried or left out, in Danish sentences.

    Of a part of the round only that it is one: whom one does not see may well make them enough.
    """
    return (*(shortfall(found.ranking) if found.ranking.whole else (PART_ONLY,)), *limits(found))


def _agreement(found: Robustness, scheme: Scheme) -> dict[str, Any]:
    """How alike the reviewers' own points are, by aspect and in all; null where undefined, and why."""
    by_key, everything = agreements_given(found.ranking, scheme)
    return {
        "aspects": {key: asdict(each) for key, each in by_key.items()},
        "all": asdict(everything),
    }


def _swaps(found: Robustness, scheme: Scheme) -> dict[str, Any] | None:
    """By criterion: at which weight of it which two are equal."""
    if found.swaps is None:
        return None
    return {
        criterion: [
            {"weight": exact_text(each.weight), "pair": list(each.pair)}
            for each in found.swaps
            if each.criterion == criterion
        ]
        for criterion in scheme.weights
    }


def _left_out(found: Robustness) -> list[dict[str, Any]] | None:
    """Each trial without a review or a reviewer, and whom it takes in and out."""
    if found.trials is None:
        return None
    return [
        {
            "left_out": each.left_out,
            "reviewer": mask(each.reviewer) or None,
            "application": each.application or None,
            "changes": sorted(
                key for key, chance in each.outcome.items() if chance != found.verdicts[key].chance
            ),
        }
        for each in found.trials.made
    ]


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def weights_from(text: str, scheme: Scheme) -> dict[str, Fraction]:
    """Read "0.4,0.4,0.2" or "1/3,1/3,1/3" as weights in the criteria's order.

    Raises AssessmentError unless there is one for each criterion, none negative, sum exactly 1.
    """
    try:
        numbers = [exact(part) for part in text.split(",")]
    except ValueError:
        raise AssessmentError(f"Vægtene “{text}” er ikke tal; skriv fx 0.4,0.4,0.2.") from None
    if len(numbers) != len(scheme.criteria):
        names = listed([criterion.title for criterion in scheme.criteria])
        raise AssessmentError(
            f"Der skal være {len(scheme.criteria)} vægte, en for hver af {names}."
        )
    if min(numbers) < 0 or sum(numbers) != 1:
        raise AssessmentError(
            f"Vægtene skal være 0 eller mere og give præcis 1; de giver {exact_text(sum(numbers, Fraction(0)))}."
        )
    return {each.id: number for each, number in zip(scheme.criteria, numbers, strict=True)}


def select_from(text: str) -> Select:
    """Read "2-4" or "3" as the least and the most to select; AssessmentError for anything else."""
    found = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", text.strip())
    least, most = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if least > most or not most:
        raise AssessmentError(f"“{text}” er ikke et antal at udvælge; skriv fx 2-4.")
    return Select(min=least, max=most)


def scores_robustness(
    content: str,
    scheme: Scheme,
    select: Select,
    weights: Mapping[str, Fraction] | None = None,
    scope: Scope = Scope.ALL,
) -> Robustness:
    """Rank a CSV of scores (application, reviewer, aspect, points; one row a point).

    `aspect` is an aspect's id, or a criterion's scored as a whole; means are taken over the
    reviewers that scored it. Raises ScoresFileError naming the rows that are wrong.
    """
    scores = _scores(content, scheme)
    candidates = []
    for name, rows in scores.items():
        points = {reviewer: own for reviewer, own in rows.items() if own}
        candidates.append(Candidate(name, name, marks_given(points, scheme), given=points))
    return robustness(rank(candidates, scheme, select, weights), scheme, scope)


def _scores(content: str, scheme: Scheme) -> Scores:
    known = {each.id for each in scheme.aspects} | set(scheme.weights)
    scores: Scores = defaultdict(lambda: defaultdict(dict))
    problems: list[str] = []
    for line, row in _rows(content):
        try:
            _take(row, known, scores)
        except ValueError as problem:
            problems.append(f"linje {line}: {problem}")
    problems += _mixed(scores, scheme)
    if problems:
        rest = f" (og {len(problems) - _SHOWN} til)" if len(problems) > _SHOWN else ""
        raise ScoresFileError(f"Pointfilen kan ikke bruges: {'; '.join(problems[:_SHOWN])}{rest}.")
    return scores


def _rows(content: str) -> Iterator[tuple[int, _Row]]:
    text = content.removeprefix("\ufeff")
    header = text.splitlines()[0] if text else ""
    lines = io.StringIO(text, newline="")
    reader = csv.DictReader(lines, delimiter=next((each for each in ";\t" if each in header), ","))
    try:
        reader.fieldnames = _columns(reader.fieldnames or ())
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        raise ScoresFileError(
            "Pointfilen er ikke en CSV-fil. Gem den som CSV og prøv igen."
        ) from None


def _columns(header: Sequence[str]) -> list[str]:
    names = [name.strip().casefold() for name in header]
    missing = [column for column in _COLUMNS if column not in names]
    twice = [column for column in _COLUMNS if names.count(column) > 1]
    if missing:
        raise ScoresFileError(
            f"Pointfilen mangler {listed(missing)} i første linje, som skal være {','.join(_COLUMNS)}."
        )
    if twice:
        raise ScoresFileError(f"Pointfilen har {listed(twice)} mere end én gang i første linje.")
    return names


def _take(row: _Row, known: set[str], scores: Scores) -> None:
    told = [(row[key] or "").strip() for key in _COLUMNS]
    if "".join(row.get(None, ())).strip():
        raise ValueError(
            "der er for mange felter; skriv decimaler med punktum eller brug semikolon"
        )
    if not any(told):
        return  # spreadsheets leave such rows at the end
    application, reviewer, aspect, points = told
    if not application or not reviewer:
        raise ValueError("application og reviewer skal være udfyldt")
    if aspect not in known:
        raise ValueError(f"“{aspect}” er hverken et aspekt eller et kriterium")
    given = scores[application][reviewer]
    if aspect in given:
        raise ValueError(f"{reviewer} har allerede givet point for {aspect} til {application}")
    if points:
        given[aspect] = _points(points)


def _points(text: str) -> Fraction:
    try:
        points = exact(text)
    except ValueError:
        raise ValueError(f"“{text[:20]}” er ikke et tal") from None
    if not POINTS[0] <= points <= POINTS[-1]:
        raise ValueError(f"{text[:20]} ligger uden for skalaen {POINTS[0]}–{POINTS[-1]}")
    return points


def _mixed(scores: Scores, scheme: Scheme) -> Iterator[str]:
    """A criterion scored as a whole and by its aspects has two answers to one question."""
    for application, given in scores.items():
        scored = {key for own in given.values() for key in own}
        for criterion in scheme.criteria:
            if criterion.id in scored and any(each.id in scored for each in criterion.aspects):
                yield f"{application} har point både for {criterion.id} som helhed og for dets aspekter"
