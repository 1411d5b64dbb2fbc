"""Who reviews what: assigned by hand or in balance, and those who cannot after all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.panel.people import Person
from assessment.domain.words.wording import listed

REVIEWERS_EACH = 2
"""How many review an application at least, so that no single judgement decides."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One reviewer's task to assess one application; `abstained` is why they could not, "" otherwise."""

    application: int
    reviewer: Person
    by: str
    at: datetime
    abstained: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Shortage:
    """An application that gets fewer reviewers than it should, since nobody else may."""

    application: int
    has: int
    wanted: int

    def told(self, name: str) -> str:
        """What is missing for the applicant of this name, and what to do about it."""
        if self.has == 0:
            return (
                f"{name}: ingen kan vurdere ansøgningen, for alle bedømmere er eller kan være inhabile "
                "eller har meldt fra. Giv en anden rollen bedømmer på siden Deltagere."
            )
        return (
            f"{name}: kun {self.has} af {self.wanted} bedømmere, for ingen andre må vurdere "
            "ansøgningen. Giv en anden rollen bedømmer på siden Deltagere."
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What a balanced assignment would add, to be seen before it is applied."""

    additions: tuple[tuple[int, Person], ...]
    shortages: tuple[Shortage, ...]

    def told(self, names: Mapping[int, str]) -> tuple[str, ...]:
        """What it adds, a sentence for each applicant, whose `names` are given by application."""
        added: dict[int, list[str]] = {}
        for application, person in self.additions:
            added.setdefault(application, []).append(person.name)
        return tuple(
            f"{names[application]} tildeles {listed(who)}." for application, who in added.items()
        )

    def lacks(self, names: Mapping[int, str]) -> tuple[str, ...]:
        """Who gets too few reviewers even so, and what to do about it."""
        return tuple(each.told(names[each.application]) for each in self.shortages)


@dataclass(frozen=True, slots=True)
class Allotment:
    """One application to review, with who may not and who was asked.

    `counting` is how many of its assignments count, `asked` whether it is to be reviewed at all, and
    `submitted` the ids of those whose review counts, None where whoever looks may not know.
    """

    application: int
    name: str
    assignments: tuple[Assignment, ...]
    conflicted: tuple[Person, ...] = ()
    counting: int = 0
    asked: bool = True
    submitted: frozenset[int] | None = None

    def state(self, reviewer: Person) -> str:
        """How a reviewer stands to it, in a few Danish words."""
        given = [each for each in self.assignments if each.reviewer.id == reviewer.id]
        words = "tildelt" if given else "ikke tildelt"
        if given and given[0].abstained:
            words = f"har meldt fra: {given[0].abstained}"
        if self._has_submitted(reviewer):
            words = "har indsendt sin vurdering"
        return f"{words}; er eller kan være inhabil" if reviewer in self.conflicted else words

    def fixed(self, reviewer: Person) -> bool:
        """Whether a reviewer can neither be given it nor be relieved of it."""
        given = any(each.reviewer.id == reviewer.id for each in self.assignments)
        return self._has_submitted(reviewer) or (reviewer in self.conflicted and not given)

    def _has_submitted(self, reviewer: Person) -> bool:
        return self.submitted is not None and reviewer.id in self.submitted


@dataclass(frozen=True, slots=True)
class Distribution:
    """Who reviews what in a round, how much each has, and what a balanced assignment would add.

    `load` is the counting assignments by reviewer's id; `undeclared` are the reviewers who have not
    declared their impartiality to all applicants, and may prove to be conflicted.
    """

    allotments: tuple[Allotment, ...]
    reviewers: tuple[Person, ...]
    load: Counter[int]
    plan: Plan
    undeclared: tuple[Person, ...] = ()


def active(
    assignments: Iterable[Assignment], barred: Mapping[int, frozenset[int]]
) -> tuple[Assignment, ...]:
    """Those that count: not abstained from, and not given to somebody who is or may be conflicted."""
    return tuple(
        each
        for each in assignments
        if not each.abstained
        and each.reviewer.active
        and each.reviewer.id not in barred.get(each.application, frozenset())
    )


def balanced(
    applications: Sequence[int],
    reviewers: Sequence[Person],
    assignments: Iterable[Assignment],
    barred: Mapping[int, frozenset[int]],
    *,
    each: int = REVIEWERS_EACH,
) -> Plan:
    """Give each application its reviewers, the least loaded first; what is assigned stays.

    The applications that fewest may review choose first, so that they get the few they can have.
    `barred` are those who are or may be conflicted; who abstained is not asked again.
    """
    known = tuple(assignments)
    load = Counter(task.reviewer.id for task in active(known, barred))
    choices = {number: _choices(number, reviewers, known, barred) for number in applications}
    additions: list[tuple[int, Person]] = []
    shortages: list[Shortage] = []
    for number in sorted(applications, key=lambda one: (len(choices[one]), one)):
        has = sum(task.application == number for task in active(known, barred))
        free = sorted(choices[number], key=lambda person: (load[person.id], person.id))
        chosen = free[: max(each - has, 0)]
        additions += [(number, person) for person in chosen]
        load.update(person.id for person in chosen)
        if has + len(chosen) < each:
            shortages.append(Shortage(number, has + len(chosen), each))
    return Plan(tuple(sorted(additions, key=lambda one: (one[0], one[1].id))), tuple(shortages))


def _choices(
    number: int,
    reviewers: Sequence[Person],
    known: Sequence[Assignment],
    barred: Mapping[int, frozenset[int]],
) -> list[Person]:
    """Who may review an application and has not been asked to."""
    asked = {task.reviewer.id for task in known if task.application == number}
    shut = barred.get(number, frozenset()) | asked
    return [person for person in reviewers if person.id not in shut]
