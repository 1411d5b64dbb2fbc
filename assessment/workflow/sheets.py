"""A ranking and how sure it is as a workbook, and the whole assessment of a round as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial

from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.ranking.leaving_out import Trial
from assessment.domain.ranking.places import Standing
from assessment.domain.ranking.robustness import MANY, Robustness
from assessment.domain.ranking.swaps import cut_swaps
from assessment.domain.ranking.verdicts import GROUPS, centre, scope_words, sentence
from assessment.domain.rounds.event import Action
from assessment.domain.rounds.ratings import agreements_given
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import decimal
from assessment.errors import NotPermittedError
from assessment.notes.content import masked_text
from assessment.notes.sheets.round_sheets import criterion_scores, round_sheets
from assessment.notes.sheets.workbook import Cell, Formula, Sheet, column, workbook
from assessment.notes.word import Properties
from assessment.tables.agreement import remark
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Workflow, permit, record
from assessment.workflow.ranking import remarks

_WEIGHTS = "Vægte"
_TOO_MANY = f"Regnes ikke ved mere end {MANY} ansøgere."


Scores = Mapping[tuple[str, str], Formula]
"""Where the score of a candidate for a criterion is calculated, by the ids of both."""


def round_workbook(workflow: Workflow, round_id: str, by: Person) -> tuple[str, bytes]:
    """The whole assessment of a round: a file's name and its bytes; that it was made is logged.

    Raises NotPermittedError where a part of the round is closed to or hidden from `by`.
    """
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.WRITE_NOTES, round_id)
    round_, made = round_cases(workflow, round_id, by), workflow.clock()
    if not round_.whole:
        raise NotPermittedError(
            "Regnearket kan hentes, når ingen ansøgning er lukket eller skjult for dig."
        )
    of_cases = round_sheets(round_, author=person.name, made=made, tool=workflow.tool)
    of_ranking = _sheets(round_.robustness, round_.scheme, criterion_scores(round_))
    sheets = map(_masked, (*of_cases, *of_ranking))
    title = f"Vurdering af ansøgninger, {round_.round.title}"
    content = workbook(sheets, Properties(title, person.name, made))
    name = f"vurdering-{round_id}.xlsx"
    with workflow.database.begin() as repository:
        record(
            workflow, repository, person, Action.WORKBOOK_WRITTEN, (round_id, None), subject=name
        )
    return name, content


def _masked(sheet: Sheet) -> Sheet:
    """A sheet in whose texts no CPR-like number stands, whoever wrote it there."""
    rows = [
        tuple(masked_text(cell) if isinstance(cell, str) else cell for cell in row)
        for row in sheet.rows
    ]
    return replace(sheet, rows=rows)


def ranking_workbook(found: Robustness, scheme: Scheme) -> bytes:
    """The ranking, its weights, and what is known of its sureness, each on a sheet of its own."""
    return workbook(map(_masked, _sheets(found, scheme, {})))


def _sheets(found: Robustness, scheme: Scheme, scores: Scores) -> Iterator[Sheet]:
    ranked = partial(_ranking, scores=scores)
    for made in (ranked, _weights, _sureness, _swaps, _left_out, _agreement):
        yield made(found, scheme)


def _ranking(found: Robustness, scheme: Scheme, *, scores: Scores) -> Sheet:
    """Totals are sums over the weights' sheet, so that a reader can follow them and try others."""
    header = ("Plads", "Ansøger", *(each.title for each in scheme.criteria), "Total", "Gruppe")
    rows = [
        (
            each.place,
            each.candidate.name,
            *_scores(each, scheme, scores),
            None if each.total is None else Formula(_total(row, len(scheme.criteria)), each.total),
            GROUPS[each.group],
        )
        for row, each in enumerate(found.ranking.standings, start=2)
    ]
    return Sheet("Rangering", header, rows)


def _scores(
    standing: Standing, scheme: Scheme, scores: Scores
) -> Iterator[Formula | Fraction | None]:
    candidate = standing.candidate
    for each in scheme.criteria:
        known = candidate.marks.criteria[each.id] if standing.total is not None else None
        yield None if known is None else scores.get((candidate.id, each.id), known)


def _total(row: int, criteria: int) -> str:
    parts = (f"{column(at + 3)}{row}*{_WEIGHTS}!$B${at + 2}" for at in range(criteria))
    return "+".join(parts)


def _weights(found: Robustness, scheme: Scheme) -> Sheet:
    weights = found.ranking.weights
    rows = [
        (
            each.title,
            Formula("{}/{}".format(*weights[each.id].as_integer_ratio()), weights[each.id]),
        )
        for each in scheme.criteria
    ]
    return Sheet(_WEIGHTS, ("Kriterium", "Vægt"), rows, frozenset({"Vægt"}))


def _sureness(found: Robustness, scheme: Scheme) -> Sheet:
    share, near = f"Andel af {scope_words(found)}", f"Andel nær {centre(found)}"
    rows: list[tuple[Cell, ...]] = [
        (
            each.standing.place,
            each.standing.candidate.name,
            each.share,
            each.near,
            GROUPS[each.standing.group],
            sentence(each, found, scheme),
        )
        for each in found.verdicts.values()
    ]
    rows += [(None, None, None, None, None, line) for line in remarks(found)]
    header = ("Plads", "Ansøger", share, near, "Gruppe", "Hvor sikkert det er")
    return Sheet("Sikkerhed", header, rows, frozenset({share, near}))


def _swaps(found: Robustness, scheme: Scheme) -> Sheet:
    """Every weight of one criterion at which two are equal, and whether that is about the last place."""
    header = ("Kriterium", "Vægt", "Ansøger", "Er lige med", "Om den sidste plads")
    if found.swaps is None:
        return Sheet("Byttepunkter", header, [(_TOO_MANY, *[None] * 4)])
    ranked = found.ranking
    names = {each.candidate.id: each.candidate.name for each in ranked.ranked}
    titles = {each.id: each.title for each in scheme.criteria}
    at_cut = set(cut_swaps(ranked.scores, ranked.weights, ranked.select.max, found.swaps))
    rows = [
        (
            titles[each.criterion],
            each.weight,
            *(names[key] for key in each.pair),
            "ja" if each in at_cut else "nej",
        )
        for each in found.swaps
    ]
    return Sheet("Byttepunkter", header, rows, frozenset({"Vægt"}))


def _left_out(found: Robustness, _: Scheme) -> Sheet:
    header = ("Prøvet", "Ansøger, hvis udfald ændres", "Af en plads før", "Af en plads da")
    if found.trials is None:
        return Sheet("Udeladte bedømmelser", header, [(_TOO_MANY, *[None] * 3)])
    rows: list[tuple[Cell, ...]] = [
        row for each in found.trials.made for row in _changes(each, found)
    ]
    rows += [(f"Kan ikke prøves: {each}", None, None, None) for each in found.trials.untried]
    return Sheet("Udeladte bedømmelser", header, rows)


def _changes(trial: Trial, found: Robustness) -> Iterator[tuple[Cell, ...]]:
    tried = f"{trial.words[:1].upper()}{trial.words[1:]}"
    changed = [each for key, each in found.verdicts.items() if trial.outcome[key] != each.chance]
    for each in changed:
        key, name = each.standing.candidate.id, each.standing.candidate.name
        yield tried, name, decimal(each.chance), decimal(trial.outcome[key])
    if not changed:
        yield tried, "ingen", None, None


def _agreement(found: Robustness, scheme: Scheme) -> Sheet:
    """How alike the reviewers' own points are, aspect by aspect and on all of them."""
    by_key, everything = agreements_given(found.ranking, scheme)
    titles = {each.id: f"{each.id} {each.title}" for each in scheme.aspects}
    titles |= {each.id: each.title for each in scheme.criteria}
    within = "Højst ét point fra hinanden"
    header = (
        "Aspekt",
        "Alfa",
        "Fra",
        "Til",
        "AC2",
        within,
        "Ansøgninger",
        "Point givet",
        "Bemærkning",
    )
    named = [*((titles[key], each) for key, each in by_key.items()), ("Alle", everything)]
    rows = [
        (
            title,
            each.alpha,
            each.low,
            each.high,
            each.ac2,
            each.within_one,
            each.blocks,
            each.ratings,
            remark(each),
        )
        for title, each in named
    ]
    return Sheet("Enighed", header, rows, frozenset({within}))
