"""A reviewer's points on a sheet that is filled in without the tool, held against what is saved.

A sheet is what somebody may have changed in any way. It says which row it believes to be what; every
row is held against what that reviewer may score now, and nothing of it is saved by being read.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from assessment.domain.applications.personal import mask
from assessment.domain.panel.people import Person
from assessment.domain.reviewing.review import Review, Score
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.danish import forward

SHEET = "Point"
"""The sheet that is filled in."""
APPLICATION, ASPECT, POINTS, REASON = "A", "C", "F", "G"
"""The columns of it that something can be wrong in."""

_ROOM = 32_000
"""Characters of a reason that a cell is given; Excel has room for a few more."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose sheet of which round it is, by their ids, and when it was made."""

    round: str
    person: int
    made: str


@dataclass(frozen=True, slots=True)
class Task:
    """An application that somebody is to review, with their review as it is saved."""

    application: int
    name: str
    review: Review


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet as it came back; `row` is counted from 1, as the program shows it.

    `version` is that of the score the sheet was made from, `mark` what the row said then.
    """

    row: int
    application: int
    aspect: str
    points: int | None
    reason: str
    version: int = 0
    mark: str = ""

    @property
    def touched(self) -> bool:
        """Whether the row says something else than when the sheet was made."""
        return self.mark != mark(self.application, self.aspect, self.points, self.reason)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be used, in a Danish sentence that begins with its name."""

    row: int
    column: str
    what: str

    @property
    def cell(self) -> str:
        """The cell as the program calls it: "Point!F7"."""
        return f"{SHEET}!{self.column}{self.row}"

    @property
    def sentence(self) -> str:
        """Where and what."""
        return f"{self.cell}: {self.what}"


@dataclass(frozen=True, slots=True)
class Filled:
    """All that a sheet says: whose it is, the rows that can be read, and the cells that cannot."""

    origin: Origin
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a sheet would change: `saved` is what stands now.

    `conflict` says that it was saved elsewhere since the sheet was made.
    """

    application: int
    name: str
    aspect: str
    title: str
    saved: Score
    points: int | None
    reason: str
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """What would come of taking a sheet in: changes, and the cells that cannot be used."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def plain(self) -> tuple[Change, ...]:
        """The changes that nothing speaks against."""
        return tuple(each for each in self.changes if not each.conflict)

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """The changes that somebody must choose one by one."""
        return tuple(each for each in self.changes if each.conflict)


def tasks(round_: RoundCases, person: Person) -> tuple[Task, ...]:
    """What somebody is to review and may see: given to them and not abstained from."""
    return tuple(
        Task(case.id, case.name, _review(case, person))
        for case in round_.cases
        if any(each.reviewer.id == person.id and not each.abstained for each in case.assignments)
    )


def _review(case: Case, person: Person) -> Review:
    own = (each for each in case.reviews if each.reviewer.id == person.id)
    return next(own, Review(case.id, person))


def written(reason: str) -> str:
    """A reason as a sheet shows it: forward, without CPR-like numbers, since it leaves the house, and cut."""
    shown = mask(_UNWRITABLE.sub("", forward(reason)))
    return shown if len(shown) <= _ROOM else f"{shown[:_ROOM]} […]"


def mark(application: int, aspect: str, points: int | None, reason: str) -> str:
    """What a row says, in sixteen characters; spaces and line breaks, which programs change, aside."""
    said = "\x1f".join((str(application), aspect, str(points), _bare(reason)))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _bare(text: str) -> str:
    return " ".join(text.split())


def compared(filled: Filled, own: Mapping[int, Task], scheme: Scheme) -> Upload:
    """Hold a sheet against what its reviewer has saved; rows that nobody touched are passed over.

    Of several that say something of the same, none is a change: which one holds is not ours to say.
    """
    faults, changes = list(filled.faults), []
    touched = [line for line in filled.lines if line.touched]
    rows: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for line in touched:
        rows[line.application, line.aspect].append(line.row)
    for line in touched:
        same = rows[line.application, line.aspect]
        other = next((row for row in same if row != line.row), None)
        found = _fault(line, other, own, scheme) or _change(line, own[line.application], scheme)
        if isinstance(found, Fault):
            faults.append(found)
        elif found:
            changes.append(found)
    faults.sort(key=lambda each: (each.row, each.column))
    return Upload(tuple(changes), tuple(faults))


def _fault(line: Line, other: int | None, own: Mapping[int, Task], scheme: Scheme) -> Fault | None:
    task = own.get(line.application)
    if task is None:
        what = (
            f"ansøgning nr. {line.application} er ikke tildelt dig, eller den er lagt til side eller "
            "lukket for dig"
        )
        return Fault(line.row, APPLICATION, what)
    if line.aspect not in {each.id for each in scheme.aspects}:
        return Fault(line.row, ASPECT, f"aspektet “{line.aspect[:20]}” findes ikke i ordningen")
    if other is not None:
        return Fault(line.row, APPLICATION, f"ansøgning og aspekt står også i række {other}")
    if task.review.submitted:
        what = "vurderingen er indsendt; genåbn den i programmet, før du retter i den"
        return Fault(line.row, POINTS, what)
    return None


def _change(line: Line, task: Task, scheme: Scheme) -> Change | None:
    """What a row changes, None where it says what is saved already."""
    saved = task.review.score(line.aspect)
    same = _bare(written(saved.reason)) == _bare(line.reason)
    if same and saved.points == line.points:
        return None
    titles = {each.id: each.title for each in scheme.aspects}
    return Change(
        line.application,
        task.name,
        line.aspect,
        titles[line.aspect],
        saved,
        line.points,
        saved.reason if same else line.reason,
        conflict=saved.version != line.version,
    )
