"""Rules between the parts of a scheme, told all at once with the place of each problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from assessment.domain.form import FieldKind, FormField
from assessment.domain.scheme import (
    POINTS,
    Agreement,
    Check,
    Committed,
    Described,
    Framed,
    Requirement,
    Round,
    Scheme,
)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where: `path` leads from the top of the file to the value."""

    path: Path
    message: str


def inconsistencies(scheme: Scheme) -> tuple[Problem, ...]:
    """Every rule between values that the scheme breaks; empty for a sound one."""
    rules = (
        _repeated_ids,
        _weights,
        _scale_and_anchors,
        _rounds,
        _field_targets,
        _field_roles,
        _requirement_references,
        _citations,
        _applicant_types,
    )
    return tuple(chain.from_iterable(rule(scheme) for rule in rules))


def _requirements(scheme: Scheme) -> Iterator[tuple[Path, Requirement]]:
    for key in ("gates", "minimum_requirements", "conditions"):
        for index, requirement in enumerate(getattr(scheme, key)):
            yield (key, index), requirement


def _fields(scheme: Scheme) -> Iterator[tuple[Path, FormField]]:
    for number, section in enumerate(scheme.form.sections):
        for index, field in enumerate(section.fields):
            yield ("form", "sections", number, "fields", index), field


def _statements_and_aspects(scheme: Scheme) -> Iterator[tuple[Path, str]]:
    for number, criterion in enumerate(scheme.criteria):
        path: Path = ("criteria", number)
        yield path, criterion.id
        for index, statement in enumerate(criterion.statements):
            yield (*path, "statements", index), statement.id
            for place, aspect in enumerate(statement.aspects):
                yield (*path, "statements", index, "aspects", place), aspect.id


def _repeated(places: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    places = list(places)
    counts = Counter(identifier for _, identifier in places)
    for path, identifier in places:
        if counts[identifier] > 1:
            yield Problem((*path, "id"), f"id {identifier!r} er brugt {counts[identifier]} gange")


def _repeated_ids(scheme: Scheme) -> Iterator[Problem]:
    lists = ("documents", "rounds", "applicant_types", "flags")
    for key in lists:
        yield from _repeated(
            ((key, index), each.id) for index, each in enumerate(getattr(scheme, key))
        )
    yield from _repeated((path, field.id) for path, field in _fields(scheme))
    targets = [(path, requirement.id) for path, requirement in _requirements(scheme)]
    yield from _repeated([*targets, *_statements_and_aspects(scheme)])


def _weights(scheme: Scheme) -> Iterator[Problem]:
    total = sum(scheme.weights.values())
    if not scheme.criteria:
        yield Problem(("criteria",), "der skal være mindst ét kriterium")
    elif total != 1:
        yield Problem(
            ("criteria",), f"vægtene (weight) skal give præcis 1 tilsammen, men giver {total}"
        )
    for index, criterion in enumerate(scheme.criteria):
        if criterion.weight < 0:
            yield Problem(("criteria", index, "weight"), "en vægt kan ikke være negativ")


def _scale_and_anchors(scheme: Scheme) -> Iterator[Problem]:
    if [step.points for step in scheme.scoring.scale] != list(POINTS):
        yield Problem(
            ("scoring", "scale"), "skalaen skal have trinene 0, 1, 2, 3, 4 og 5 i den rækkefølge"
        )
    for number, criterion in enumerate(scheme.criteria):
        if not criterion.aspects:
            yield Problem(("criteria", number), "kriteriet har ingen aspekter at give point for")
        for index, statement in enumerate(criterion.statements):
            for place, aspect in enumerate(statement.aspects):
                if len(aspect.anchors) != len(POINTS):
                    path: Path = (
                        "criteria",
                        number,
                        "statements",
                        index,
                        "aspects",
                        place,
                        "anchors",
                    )
                    yield Problem(path, f"skal have 6 ankre (0-5), men har {len(aspect.anchors)}")


def _rounds(scheme: Scheme) -> Iterator[Problem]:
    for index, each in enumerate(scheme.rounds):
        yield from (Problem(("rounds", index, *path), text) for path, text in _round(each))


def _round(each: Round) -> Iterator[tuple[Path, str]]:
    if each.select.min > each.select.max:
        yield ("select",), f"min ({each.select.min}) er større end max ({each.select.max})"
    if each.answer_by < each.deadline.date():
        yield ("answer_by",), "svardatoen ligger før ansøgningsfristen"
    period = each.period
    if period.start and period.end and period.end <= period.start:
        yield ("period",), "perioden slutter, før den begynder"
    if each.fictional_municipalities and not each.demo:
        yield (
            ("fictional_municipalities",),
            "kun en demorunde (demo: true) kan have opdigtede kommuner",
        )
    if (each.source is None) == (each.decided is None):
        yield (
            ("source",),
            "en runde skal have enten source (offentliggjort) eller decided (intern beslutning)",
        )


def _field_targets(scheme: Scheme) -> Iterator[Problem]:
    known = {each.id for each in scheme.requirements} | {each.id for each in scheme.aspects}
    for path, field in _fields(scheme):
        for index, target in enumerate(field.feeds):
            if target not in known:
                yield Problem(
                    (*path, "feeds", index), f"{target!r} er hverken et krav eller et aspekt"
                )
        if not field.feeds and field.purpose is None:
            text = "feltet bruges ikke til noget: angiv feeds eller purpose (contact, planning, attachment, signature)"
            yield Problem(path, text)


def _field_roles(scheme: Scheme) -> Iterator[Problem]:
    kinds = {field.id: field.kind for field in scheme.form.fields}
    for role, field_id in scheme.form.identity:
        if field_id not in kinds:
            yield Problem(("form", "identity", role), f"formularen har intet felt {field_id!r}")
    for role in ("employees", "full_time", "caseload", "citizens"):
        field_id = getattr(scheme.plausibility, role)
        if kinds.get(field_id) is not FieldKind.NUMBER:
            yield Problem(("plausibility", role), f"{field_id!r} er ikke et talfelt i formularen")


def checked_fields(check: Check) -> tuple[str, ...]:
    """The ids of the fields that a check looks at."""
    match check:
        case Committed() | Described():
            return check.fields
        case Framed():
            return (check.description, *check.frames)
        case Agreement():
            return (check.municipality, check.date, check.attachment)
        case _:
            return ()


def _requirement_references(scheme: Scheme) -> Iterator[Problem]:
    for path, requirement in _requirements(scheme):
        feeding = set(scheme.fields_feeding(requirement.id))
        if not requirement.checks:
            yield Problem((*path, "checks"), "kravet har ingen kontrol (checks)")
        for index, check in enumerate(requirement.checks):
            for field_id in checked_fields(check):
                if field_id not in feeding:
                    text = (
                        f"feltet {field_id!r} findes ikke eller har ikke {requirement.id!r} i feeds"
                    )
                    yield Problem((*path, "checks", index), text)


def _citations(scheme: Scheme) -> Iterator[Problem]:
    known = {document.id for document in scheme.documents}
    cited: list[tuple[Path, object]] = [*_requirements(scheme)]
    cited += [(("criteria", index), each) for index, each in enumerate(scheme.criteria)]
    cited += [(("rounds", index), each) for index, each in enumerate(scheme.rounds)]
    cited += [(("plausibility",), scheme.plausibility)]
    for number, criterion in enumerate(scheme.criteria):
        cited += [
            (("criteria", number, "statements", index), each)
            for index, each in enumerate(criterion.statements)
        ]
    for path, each in cited:
        source = getattr(each, "source", None)
        if source is not None and source.document not in known:
            yield Problem(
                (*path, "source", "document"), f"{source.document!r} står ikke under documents"
            )


def _applicant_types(scheme: Scheme) -> Iterator[Problem]:
    known = {each.id for each in scheme.applicant_types}
    limited: Iterator[tuple[Path, Requirement | FormField]] = chain(
        _requirements(scheme), _fields(scheme)
    )
    for path, each in limited:
        for index, type_id in enumerate(each.applies_to):
            if type_id not in known:
                yield Problem(
                    (*path, "applies_to", index), f"{type_id!r} står ikke under applicant_types"
                )
