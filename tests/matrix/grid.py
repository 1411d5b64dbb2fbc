"""The cells of the matrix: what each kind of person may in each phase, and what became of trying."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib import import_module

from assessment import workflow
from assessment.domain.panel.access import RULES, Phase, may
from assessment.domain.panel.impartiality import Closure
from assessment.domain.panel.people import Person, Role
from assessment.errors import AssessmentError, NotPermittedError
from assessment.workflow.core import UNTIED
from tests.matrix import world as w
from tests.matrix.calls import Call
from tests.matrix.world import COMBINATIONS, FREE, A, World, called

DOORMEN = {"core"}
"""Modules that are asked by use cases and are none themselves."""


def use_cases() -> dict[str, bool]:
    """Every public function of the workflow by module and name, and whether somebody acts in it."""
    found = {}
    for module in pkgutil.iter_modules(workflow.__path__):
        if module.name in DOORMEN:
            continue
        loaded = import_module(f"assessment.workflow.{module.name}")
        for name, function in vars(loaded).items():
            own = inspect.isfunction(function) and function.__module__ == loaded.__name__
            if own and not name.startswith("_"):
                found[f"{module.name}.{name}"] = "by" in inspect.signature(function).parameters
    return found


@dataclass(frozen=True)
class Cell:
    """One try: who tried what in which phase, whether they may, and how it ended."""

    call: str
    who: str
    phase: str
    allowed: bool
    ended: str

    @property
    def hole(self) -> str:
        """What is wrong with how it ended, "" where nothing is."""
        wrong = {
            (True, "refused"): "may, and is refused",
            (False, "done"): "may not, and it is done",
            (False, "failed"): "may not, and is told something else",
            (False, "changed"): "may not, and something was changed",
        }
        found = "crashed" if self.ended == "crashed" else wrong.get((self.allowed, self.ended), "")
        return f"{self.call}: {self.who} in {self.phase} {found}" if found else ""


def attempt(world: World, call: Call, by: Person, tie: str) -> str:
    """Try a call as somebody tied like another ("" for as they are); how it ended in a word.

    Whoever is refused must have written nothing at all, be it undone or not.
    """
    if tie:
        world.become(by, as_far_as=call.state if by.has(Role.REVIEWER) else FREE, declared=tie)
    before = world.written
    try:
        call.run(world, by)
    except NotPermittedError:
        return "refused" if world.written == before else "changed"
    except AssessmentError:
        return "failed"
    except Exception:  # noqa: BLE001 - a crash is what is looked for
        return "crashed"
    else:
        return "done"
    finally:
        if tie or world.written != before:
            world.put_back()


def people_of(world: World) -> Iterator[Person]:
    """Somebody of every kind."""
    for roles in COMBINATIONS:
        yield world.people[called(roles)]
    yield world.people[w.CLOSED_ACCESS]
    yield world.people[w.STRANGER]


def by_role(name: str, call: Call, world: World) -> Iterator[Cell]:
    """Each kind of person at one call, as the table of rules has it."""
    world.put_back()
    for by in people_of(world):
        allowed = by.name != "Ukendt" and _may(by, call, world)
        tie = w.IMPARTIAL if allowed else ""
        yield Cell(name, by.name, world.phase, allowed, attempt(world, call, by, tie))


def _may(by: Person, call: Call, world: World) -> bool:
    act = call.act_in(world.phase)
    fits = call.roles is None or by.has(*call.roles)
    return fits and may(by, act, world.phase if call.of_round else None)


TIES = {
    w.UNDECLARED: Closure.UNDECLARED,
    w.PENDING: Closure.PENDING,
    w.CONFLICTED: Closure.CONFLICTED,
    w.SHUT_OUT: Closure.CONFLICTED,
}
"""How somebody can be tied to the applicant of A, by who is, and what it closes."""


TIED = [roles for roles in COMBINATIONS if len(roles) == 1 or roles == COMBINATIONS[-1]]
"""Each role by itself, and all that a lone machine gives."""


def phases_of(call: Call, phases: Collection[Phase]) -> tuple[Phase, ...]:
    """The first and the last phase in which anybody may make a call: a tie binds in all alike."""
    able = [phase for phase in phases if phase in RULES[call.act_in(phase)].phases]
    return tuple(dict.fromkeys((able[0], able[-1])))


def by_tie(name: str, call: Call, world: World) -> Iterator[Cell]:
    """Whoever may make a call, tied to the applicant of A; those who take no part included."""
    world.put_back()
    for roles in TIED:
        by = world.people[called(roles)]
        if not call.of_round or not _may(by, call, world):
            continue
        for tie, closure in TIES.items():
            allowed = not _shuts(call, by, tie, world)
            who = f"{by.name} ({'hele runden' if tie == w.SHUT_OUT else closure})"
            yield Cell(name, who, world.phase, allowed, attempt(world, call, by, tie))


def _shuts(call: Call, by: Person, tie: str, world: World) -> bool:
    """Whether a tie keeps somebody from a call."""
    closure = TIES[tie]
    if closure is Closure.UNDECLARED and not by.takes_part:
        return False
    act = call.act_in(world.phase)
    if act in UNTIED or (closure in call.let and tie != w.SHUT_OUT):
        return False
    if tie in {w.PENDING, w.SHUT_OUT} or call.whole:
        return True
    return A in call.about or (tie == w.UNDECLARED and bool(call.about))
