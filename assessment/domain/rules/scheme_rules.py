"""Rules between the parts of a scheme, told all at once with the place of each problem."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from itertools import chain

from assessment.domain.rules.base import Citation
from assessment.domain.rules.form import FieldKind, FormField
from assessment.domain.rules.scheme import (
    POINTS,
    Agreement,
    Aspect,
    Check,
    Committed,
    Described,
    Framed,
    Requirement,
    Round,
    Scheme,
    Statement,
)
from assessment.domain.words.wording import local

Path = tuple[str | int, ...]

_YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where: `path` leads from the top of the file to the value."""

    path: Path
    message: str


def inconsistencies(scheme: Scheme) -> tuple[Problem, ...]:
    """Every rule between values that the scheme breaks; empty for a sound one."""
    rules = (
        _empty_lists,
        _repeated_ids,
        _weights,
        _figures,
        _scale_and_anchors,
        _rounds,
        _field_targets,
        _field_roles,
        _field_names,
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


def _checks(scheme: Scheme) -> Iterator[tuple[Path, Requirement, Check]]:
    for path, requirement in _requirements(scheme):
        for index, check in enumerate(requirement.checks):
            yield (*path, "checks", index), requirement, check


def _statements(scheme: Scheme) -> Iterator[tuple[Path, Statement]]:
    for number, criterion in enumerate(scheme.criteria):
        for index, statement in enumerate(criterion.statements):
            yield ("criteria", number, "statements", index), statement


def _aspects(scheme: Scheme) -> Iterator[tuple[Path, Aspect]]:
    for path, statement in _statements(scheme):
        for index, aspect in enumerate(statement.aspects):
            yield (*path, "aspects", index), aspect


def _formal_lists(scheme: Scheme) -> Iterator[tuple[Path, Sized]]:
    yield from (((key,), getattr(scheme, key)) for key in ("rounds", "applicant_types", "criteria"))
    for index, each in enumerate(scheme.rounds):
        yield ("rounds", index, "mailboxes"), each.mailboxes
    for path, requirement in _requirements(scheme):
        yield (*path, "checks"), requirement.checks
    for path, _, check in _checks(scheme):
        if isinstance(check, Committed | Described):
            yield (*path, "fields"), check.fields
        elif isinstance(check, Framed):
            yield (*path, "frames"), check.frames


def _inner_lists(scheme: Scheme) -> Iterator[tuple[Path, Sized]]:
    yield ("form", "sections"), scheme.form.sections
    for index, section in enumerate(scheme.form.sections):
        yield ("form", "sections", index, "fields"), section.fields
    for index, criterion in enumerate(scheme.criteria):
        yield ("criteria", index, "statements"), criterion.statements
    for path, statement in _statements(scheme):
        yield (*path, "aspects"), statement.aspects
    for index, flag in enumerate(scheme.flags):
        yield ("flags", index, "terms"), flag.terms


def _empty_lists(scheme: Scheme) -> Iterator[Problem]:
    """Without its items a list says nothing, or calls every applicant's requirement met."""
    for path, values in chain(_formal_lists(scheme), _inner_lists(scheme)):
        if not values:
            yield Problem(path, "listen må ikke være tom")


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
    sections = enumerate(scheme.form.sections)
    yield from _repeated((("form", "sections", index), each.id) for index, each in sections)
    for path, field in _fields(scheme):
        options = enumerate(field.options)
        yield from _repeated(((*path, "options", index), each.id) for index, each in options)
    yield from _repeated((path, field.id) for path, field in _fields(scheme))
    targets = [(path, each.id) for path, each in _requirements(scheme)]
    targets += [(("criteria", index), each.id) for index, each in enumerate(scheme.criteria)]
    targets += [(path, each.id) for path, each in _statements(scheme)]
    targets += [(path, each.id) for path, each in _aspects(scheme)]
    yield from _repeated(targets)


def _weights(scheme: Scheme) -> Iterator[Problem]:
    total = sum(criterion.weight for criterion in scheme.criteria)
    if scheme.criteria and total != 1:
        yield Problem(
            ("criteria",), f"vægtene (weight) skal give præcis 1 tilsammen, men giver {total}"
        )
    for index, criterion in enumerate(scheme.criteria):
        if criterion.weight < 0:
            yield Problem(("criteria", index, "weight"), "en vægt kan ikke være negativ")


def _figures(scheme: Scheme) -> Iterator[Problem]:
    if scheme.scoring.tie_margin < 0:
        yield Problem(("scoring", "tie_margin"), "kan ikke være negativ")
    if not 0 <= scheme.scoring.attention_below <= max(POINTS):
        yield Problem(("scoring", "attention_below"), "skal ligge på skalaen fra 0 til 5")
    for key in ("caseload_per_full_time", "courses_per_full_time", "yearly_turnover"):
        if getattr(scheme.plausibility, key) <= 0:
            yield Problem(("plausibility", key), "skal være større end 0")


def _scale_and_anchors(scheme: Scheme) -> Iterator[Problem]:
    if [step.points for step in scheme.scoring.scale] != list(POINTS):
        yield Problem(
            ("scoring", "scale"), "skalaen skal have trinene 0, 1, 2, 3, 4 og 5 i den rækkefølge"
        )
    for path, aspect in _aspects(scheme):
        if len(aspect.anchors) != len(POINTS):
            text = f"skal have 6 ankre (0-5), men har {len(aspect.anchors)}"
            yield Problem((*path, "anchors"), text)


def _rounds(scheme: Scheme) -> Iterator[Problem]:
    for index, each in enumerate(scheme.rounds):
        found = chain(_deadline(each), _period(each), _round(each))
        yield from (Problem(("rounds", index, *path), text) for path, text in found)


def _deadline(each: Round) -> Iterator[tuple[Path, str]]:
    written = each.deadline.isoformat()[-6:]
    if each.deadline.year not in _YEARS:
        yield ("deadline",), f"året skal ligge mellem {_YEARS[0]} og {_YEARS[-1]}"
    elif written != (danish := local(each.deadline).isoformat()[-6:]):
        yield ("deadline",), f'tidszonen er "{written}", men dansk tid er "{danish}" den dag'
    if each.answer_by < each.deadline.date():
        yield ("answer_by",), "svardatoen ligger før ansøgningsfristen"


def _period(each: Round) -> Iterator[tuple[Path, str]]:
    start, end, months = each.period.start, each.period.end, each.period.months
    if start is None or end is None:
        return
    whole = 12 * (end.year - start.year) + end.month - start.month
    if end <= start:
        yield ("period",), "perioden slutter, før den begynder"
    elif months not in (whole, whole + 1):
        text = f"perioden er sat til {months} måneder, men datoerne dækker {whole}-{whole + 1}"
        yield ("period", "months"), text


def _round(each: Round) -> Iterator[tuple[Path, str]]:
    if each.select.min > each.select.max:
        yield ("select",), f"min ({each.select.min}) er større end max ({each.select.max})"
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
    fields = {field.id: field for field in scheme.form.fields}
    for role, field_id in scheme.form.identity:
        if field_id not in fields:
            yield Problem(("form", "identity", role), f"formularen har intet felt {field_id!r}")
    asked = fields.get(scheme.form.identity.applicant_type)
    if asked and {each.id for each in asked.options} != {
        each.id for each in scheme.applicant_types
    }:
        text = f"feltet {asked.id!r} skal have de samme id'er i options som applicant_types"
        yield Problem(("form", "identity", "applicant_type"), text)
    for role in ("employees", "full_time", "caseload", "citizens"):
        field_id = getattr(scheme.plausibility, role)
        if field_id not in fields or fields[field_id].kind is not FieldKind.NUMBER:
            yield Problem(("plausibility", role), f"{field_id!r} er ikke et talfelt i formularen")


def _field_names(scheme: Scheme) -> Iterator[Problem]:
    """A label or alias that means two fields would put an answer into the wrong one."""
    owners: dict[str, str] = {}
    for path, field in _fields(scheme):
        for name in (field.full_label, *field.aliases):
            owner = owners.setdefault(" ".join(re.findall(r"\w+", name.casefold())), field.id)
            if owner != field.id:
                yield Problem(path, f"navnet {name!r} hører allerede til feltet {owner!r}")


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


def _kinds(check: Check) -> Iterator[tuple[str, FieldKind]]:
    """The fields of a check that must be of one kind for it ever to be met."""
    match check:
        case Committed():
            yield from ((field_id, FieldKind.TICK) for field_id in check.fields)
        case Framed():
            yield from ((field_id, FieldKind.TICK) for field_id in check.frames)
        case Agreement():
            yield check.date, FieldKind.DATE
        case _:
            return


def _requirement_references(scheme: Scheme) -> Iterator[Problem]:
    fields = {field.id: field for field in scheme.form.fields}
    everyone = {each.id for each in scheme.applicant_types}
    for path, requirement, check in _checks(scheme):
        for field_id in checked_fields(check):
            field = fields.get(field_id)
            if field is None or requirement.id not in field.feeds:
                text = f"feltet {field_id!r} findes ikke eller har ikke {requirement.id!r} i feeds"
                yield Problem(path, text)
            elif everyone & set(requirement.applies_to or everyone) - set(
                field.applies_to or everyone
            ):
                text = f"kravet gælder flere ansøgertyper, end feltet {field_id!r} stilles til"
                yield Problem(path, text)
        for field_id, kind in _kinds(check):
            if field_id in fields and fields[field_id].kind is not kind:
                yield Problem(path, f"feltet {field_id!r} skal have kind: {kind}")


def _citations(scheme: Scheme) -> Iterator[Problem]:
    known = {document.id for document in scheme.documents}
    cited: list[tuple[Path, Citation | None]] = [
        *((path, each.source) for path, each in _requirements(scheme)),
        *((path, each.source) for path, each in _statements(scheme)),
        *((("criteria", index), each.source) for index, each in enumerate(scheme.criteria)),
        *((("rounds", index), each.source) for index, each in enumerate(scheme.rounds)),
        (("plausibility",), scheme.plausibility.source),
    ]
    for path, source in cited:
        if source is not None and source.document not in known:
            text = f"{source.document!r} står ikke under documents"
            yield Problem((*path, "source", "document"), text)


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
