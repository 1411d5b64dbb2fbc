"""Errors in a report from a selected applicant, found cell by cell; nothing of it is kept.

A report holds citizens' CPR numbers. No sentence here repeats what stands in a cell, or more of it than
its shape, so that a list of flaws can be shown, sent and logged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from assessment.domain.following.report_values import Value, as_cpr, as_day, shape
from assessment.domain.following.reporting import YEARS
from assessment.domain.following.undertaking import Undertaking
from assessment.domain.words.wording import counted, day, listed

YES, NO = "ja", "nej"


class Weight(StrEnum):
    """Whether something must be mended or only looked at."""

    ERROR = "fejl"
    REMARK = "bemærkning"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a report with the number that the sheet gives it; cells by the kind of their field."""

    number: int
    cells: Mapping[str, Value] = field(repr=False)

    def get(self, kind: str) -> Value:
        """What a cell holds, None where it is blank."""
        value = self.cells.get(kind)
        return (value.strip() or None) if isinstance(value, str) else value

    @property
    def blank(self) -> bool:
        """Whether nothing stands in the row."""
        return all(self.get(kind) is None for kind in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report as it was read.

    `columns` are the letters of the fields' columns by kind, at least one, `first` is the number of the row below
    the header, and `strays` are cells with something in them that belongs to no field. `elsewhere`
    says that something stands on other sheets of the workbook than those that we hand out. `groups`
    are the sub-groups that the workbook itself lists.
    """

    columns: Mapping[str, str]
    first: int
    lines: tuple[Line, ...]
    strays: tuple[str, ...] = ()
    elsewhere: bool = False
    groups: tuple[str, ...] = ()

    def cell(self, kind: str, number: int) -> str:
        """A cell's address: "B7"."""
        return f"{self.columns[kind]}{number}"


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in a cell, or to be looked at, with what to do."""

    cell: str
    weight: Weight
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a report; `lines` counts its filled rows.

    `whole` says that it was held against an undertaking too: its period, sub-groups and number. `listed`
    says that the sub-groups were held against the workbook's own list instead.
    """

    lines: int
    flaws: tuple[Flaw, ...]
    whole: bool
    listed: bool = False

    @property
    def errors(self) -> int:
        """How much must be mended."""
        return sum(each.weight is Weight.ERROR for each in self.flaws)

    @property
    def words(self) -> str:
        """What came of it, in Danish."""
        left = len(self.flaws) - self.errors
        told = [
            counted(self.lines, "række", "rækker"),
            counted(self.errors, "fejl", "fejl") if self.errors else "ingen fejl",
            *([counted(left, "bemærkning", "bemærkninger")] if left else []),
        ]
        unseen = _UNSEEN if self.listed else " Periode, delmålgrupper og antal er ikke efterset."
        return f"{listed(told)}. Intet er gemt.{'' if self.whole else unseen}"


_UNSEEN = " Delmålgrupperne er holdt op mod skemaets egen liste; periode og antal er ikke efterset."


def check(sheet: Sheet, agreement: Undertaking | None, today: date) -> Checked:
    """Every flaw in a report, in the order of its rows and columns.

    It is held against what was agreed, where that is known, and against the calendar of `today`.
    """
    filled = [line for line in sheet.lines if not line.blank]
    read = [_Course.of(line, sheet, agreement, today) for line in filled]
    found = [flaw for each in read for flaw in _of_course(each)]
    found += _of_several(read, agreement)
    found += [Flaw(cell, Weight.ERROR, _STRAY) for cell in sheet.strays]
    kind = next(iter(sheet.columns))
    if sheet.elsewhere:
        found.append(Flaw(sheet.cell(kind, sheet.first - 1), Weight.ERROR, _ELSEWHERE))
    if not filled:
        found.append(Flaw(sheet.cell(kind, sheet.first), Weight.REMARK, _EMPTY))
    found.sort(key=lambda flaw: _reading_order(flaw.cell))
    alone = agreement is None
    return Checked(len(filled), tuple(found), not alone, listed=alone and bool(sheet.groups))


_STRAY = (
    "Feltet hører ikke til skemaet. Slet det, så kun de aftalte oplysninger bliver indberettet."
)
_ELSEWHERE = (
    "Regnearket har andre ark med noget på, og de er ikke efterset. Slet dem, så kun de aftalte "
    "oplysninger bliver indberettet."
)
_EMPTY = "Skemaet er tomt. Er det rigtigt, at der ingen borgere er at indberette?"


def _reading_order(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return (int(cell.removeprefix(letters)), len(letters), letters)


@dataclass(frozen=True, slots=True)
class _Course:
    """One citizen's course, with what its cells were read as; None for what they do not say."""

    line: Line
    sheet: Sheet
    agreement: Undertaking | None
    today: date
    cpr: str | None = field(repr=False)
    start: date | None
    end: date | None

    @classmethod
    def of(cls, line: Line, sheet: Sheet, agreement: Undertaking | None, today: date) -> _Course:
        start, end = as_day(line.get("start")), as_day(line.get("end"))
        return cls(line, sheet, agreement, today, as_cpr(line.get("cpr")), start, end)

    @property
    def over(self) -> date:
        """When it has ended; no day that comes while it runs."""
        return self.end or date.max

    def error(self, kind: str, sentence: str) -> Flaw:
        return Flaw(self.sheet.cell(kind, self.line.number), Weight.ERROR, sentence)

    def remark(self, kind: str, sentence: str) -> Flaw:
        return Flaw(self.sheet.cell(kind, self.line.number), Weight.REMARK, sentence)


def _of_course(each: _Course) -> Iterator[Flaw]:
    for kind in each.sheet.columns:
        yield from _RULES[kind](each)
    if each.start and each.end and each.end < each.start:
        yield each.error("end", "Afslutningsdatoen ligger før opstartsdatoen. Ret en af dem.")


def _of_cpr(each: _Course) -> Iterator[Flaw]:
    value = each.line.get("cpr")
    if value is None:
        yield each.error("cpr", "CPR-nummeret mangler.")
    elif each.cpr is None and isinstance(value, Decimal):
        yield each.error(
            "cpr",
            "CPR-nummeret står som et tal, så et nul foran kan være gået tabt. Skriv det som tekst, med "
            "alle ti cifre.",
        )
    elif each.cpr is None:
        yield each.error(
            "cpr",
            f"Det er ikke et CPR-nummer: “{shape(value)}”. Skriv fødselsdagens seks cifre, en bindestreg og "
            "de fire sidste cifre.",
        )


def _of_start(each: _Course) -> Iterator[Flaw]:
    if each.line.get("start") is None:
        yield each.error("start", "Opstartsdatoen mangler.")
    else:
        yield from _of_day(each, "start", each.start, "Opstartsdatoen")


def _of_end(each: _Course) -> Iterator[Flaw]:
    if each.line.get("end") is not None:
        yield from _of_day(each, "end", each.end, "Afslutningsdatoen")


def _of_day(each: _Course, kind: str, value: date | None, name: str) -> Iterator[Flaw]:
    agreement = each.agreement
    if value is None:
        yield each.error(kind, f"{name} er ikke en dato. Skriv den som dag.måned.år.")
    elif value > each.today:
        yield each.error(
            kind, f"{name} ligger ude i fremtiden. Ret den, eller lad feltet stå tomt."
        )
    elif value.year not in YEARS:
        yield each.error(kind, f"{name} ligger for langt tilbage. Skriv året med alle fire cifre.")
    elif agreement and not agreement.start <= value <= agreement.end:
        yield each.error(
            kind,
            f"{name} ligger uden for støttens periode, {day(agreement.start)} til {day(agreement.end)}.",
        )


def _of_sub_group(each: _Course) -> Iterator[Flaw]:
    agreed = each.agreement.sub_groups if each.agreement else ()
    groups = agreed if each.agreement else each.sheet.groups
    value = each.line.get("sub_group")
    if not groups:
        return
    if value is None:
        yield each.error("sub_group", "Delmålgruppen mangler.")
    elif _plain(value) not in map(_plain, groups):
        told = f"De aftalte er: {listed(agreed)}." if agreed else "Vælg en på skemaets egen liste."
        yield each.error("sub_group", f"Det er ikke en aftalt delmålgruppe. {told}")


def _plain(value: Value) -> str:
    return " ".join(str(value).split()).casefold()


def _of_completed(each: _Course) -> Iterator[Flaw]:
    held = each.line.get("completed")
    value = {True: YES, False: NO}[held] if isinstance(held, bool) else held
    answer = "" if value is None else _plain(value)
    if answer not in {YES, NO, ""}:
        yield each.error("completed", "Skriv ja eller nej, eller lad feltet stå tomt.")
    elif "end" in each.sheet.columns:
        yield from _of_ending(each, answer, ended=each.line.get("end") is not None)


def _of_ending(each: _Course, answer: str, *, ended: bool) -> Iterator[Flaw]:
    if answer == YES and not ended:
        yield each.error("completed", "Et gennemført forløb skal have en afslutningsdato.")
    elif answer == NO and not ended:
        yield each.remark(
            "completed",
            "Er forløbet i gang, lades feltet stå tomt. Er det afbrudt, mangler afslutningsdatoen.",
        )
    elif not answer and ended:
        yield each.error(
            "completed", "Forløbet er afsluttet. Skriv, om det er gennemført: ja eller nej."
        )


_RULES: Mapping[str, Callable[[_Course], Iterator[Flaw]]] = {
    "cpr": _of_cpr,
    "start": _of_start,
    "end": _of_end,
    "sub_group": _of_sub_group,
    "completed": _of_completed,
}
"""What each kind of field must say."""


def _of_several(read: list[_Course], agreement: Undertaking | None) -> Iterator[Flaw]:
    yield from _twice(read)
    yield from _overlapping(read)
    yield from _out_of_order(read)
    yield from _too_many(read, agreement)


def _twice(read: list[_Course]) -> Iterator[Flaw]:
    first: dict[tuple[str, date], int] = {}
    for each in read:
        if each.cpr is None or each.start is None:
            continue
        before = first.setdefault((each.cpr, each.start), each.line.number)
        if before != each.line.number:
            yield each.error(
                "cpr", f"Borgeren står også i række {before} med samme opstartsdato. Slet den ene."
            )


def _overlapping(read: list[_Course]) -> Iterator[Flaw]:
    """A citizen who begins anew before an earlier course was ended."""
    by_citizen: defaultdict[str, list[tuple[date, int, _Course]]] = defaultdict(list)
    for each in read:
        if each.cpr and each.start:
            by_citizen[each.cpr].append((each.start, each.line.number, each))
    for courses in by_citizen.values():
        (begun, number, last), *later = sorted(courses, key=_by_start)
        for start, row, each in later:
            if begun < start < last.over:
                yield each.error(
                    "start",
                    f"Borgerens forløb i række {number} var ikke afsluttet, da dette begyndte. Ret "
                    "datoerne.",
                )
            if each.over > last.over:
                begun, number, last = start, row, each


def _by_start(course: tuple[date, int, _Course]) -> tuple[date, int]:
    return course[:2]


def _out_of_order(read: list[_Course]) -> Iterator[Flaw]:
    """The first row that stands below one with a later start."""
    dated = [each for each in read if each.start]
    for before, each in pairwise(dated):
        if before.start and each.start and each.start < before.start:
            yield each.remark("start", "Rækkerne står ikke efter opstartsdato. Sortér dem gerne.")
            return


def _too_many(read: list[_Course], agreement: Undertaking | None) -> Iterator[Flaw]:
    citizens: dict[str, _Course] = {}
    for each in read:
        if each.cpr:
            citizens.setdefault(each.cpr, each)
    if agreement and len(citizens) > agreement.citizens:
        beyond = list(citizens.values())[agreement.citizens]
        yield beyond.remark(
            "cpr",
            f"Der er indberettet {counted(len(citizens), 'borger', 'borgere')}; aftalen er på "
            f"{agreement.citizens}.",
        )
