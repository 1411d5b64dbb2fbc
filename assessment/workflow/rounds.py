"""A round's life: freezing its rules, moving it on, and taking it back a step."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

from assessment.domain.panel.access import Act, Phase, may
from assessment.domain.panel.impartiality import conflicted
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action
from assessment.domain.rounds.progress import Step, step_act, step_back, step_forward
from assessment.errors import ConflictError, RefusedActionError
from assessment.storage import OpenedRound, Reader
from assessment.workflow.cases import both_sides
from assessment.workflow.core import Workflow, open_round, permit, record


@dataclass(frozen=True, slots=True)
class Life:
    """Where a round stands and where it can go; `opened` is None while it was never opened.

    `difference` is what the rule file says now against what the round was frozen with, as a unified
    diff, "" where they are the same.
    """

    phase: Phase
    opened: OpenedRound | None
    forward: Step | None
    back: Step | None
    difference: str

    @property
    def version(self) -> int:
        """The version that a step must be taken from."""
        return self.opened.version if self.opened else 0


def life(workflow: Workflow, round_id: str, by: Person) -> Life:
    """Where a round stands. Raises NotFoundError for an unknown one."""
    with workflow.database.read() as reader:
        return _life(workflow, reader, round_id, permit(reader, by, Act.SEE_ROUND, round_id))


def advance(workflow: Workflow, round_id: str, by: Person, *, reason: str, expected: int) -> Phase:
    """Move a round on to its next phase; from preparation that freezes its rules, with a reason.

    Raises RefusedActionError with all that must be done first, ConflictError where somebody moved
    the round since version `expected`.
    """
    with workflow.database.begin() as repository:
        act = step_act(repository.phase(round_id))
        person = permit(repository, by, act, round_id)
        present = _life(workflow, repository, round_id, person)
        _refuse_moved(repository, round_id, present, expected)
        step = present.forward
        if step is None:
            raise RefusedActionError("Runden er arkiveret og kan ikke flyttes.")
        if step.to is Phase.RECEIVING:
            _validate_reason(reason, "Skriv, hvorfor netop disse kriterier og vægte gælder.")
            open_round(workflow, round_id, person, repository, reason=reason.strip())
        elif step.hinders:
            raise RefusedActionError(
                f"Runden kan ikke flyttes til {step.to} endnu. {' '.join(step.hinders)}"
            )
        elif present.opened:
            moved = replace(present.opened, phase=step.to, version=expected + 1)
            repository.set_round(moved)
            record(
                workflow,
                repository,
                person,
                Action.ROUND_MOVED,
                (round_id, None),
                old=present.phase,
                new=": ".join(filter(None, (step.to, reason.strip()))),
            )
        return step.to


def go_back(workflow: Workflow, round_id: str, by: Person, *, reason: str, expected: int) -> Phase:
    """Take a round back a step; why stays in the log.

    Raises RefusedActionError without a reason or where it cannot go back, ConflictError as `advance`.
    """
    with workflow.database.begin() as repository:
        person = permit(repository, by, Act.MOVE, round_id)
        present = _life(workflow, repository, round_id, person)
        _refuse_moved(repository, round_id, present, expected)
        _validate_reason(reason, "Skriv, hvorfor runden går et skridt tilbage.")
        step = present.back
        if step is None or present.opened is None:
            raise RefusedActionError("Runden kan ikke gå et skridt tilbage.")
        if step.hinders:
            raise RefusedActionError(" ".join(step.hinders))
        repository.set_round(replace(present.opened, phase=step.to, version=expected + 1))
        record(
            workflow,
            repository,
            person,
            Action.ROUND_MOVED,
            (round_id, None),
            old=present.phase,
            new=f"tilbage til {step.to}: {reason.strip()}",
        )
        return step.to


def _refuse_moved(reader: Reader, round_id: str, present: Life, expected: int) -> None:
    if present.version == expected:
        return
    moves = (Action.ROUND_MOVED, Action.ROUND_OPENED)
    movers = (each.actor for each in reader.events(round_id=round_id) if each.action in moves)
    who = next(movers, "En anden")
    raise ConflictError(
        f"{who} har flyttet runden til {present.phase}, mens du læste. Se, hvad der gælder nu, og tag "
        "så stilling igen.",
        present.opened,
    )


def _validate_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise RefusedActionError(sentence)


def _life(workflow: Workflow, reader: Reader, round_id: str, person: Person) -> Life:
    opened = reader.opened_round(round_id)
    sides = both_sides(workflow, reader, round_id, person)
    round_ = sides.whole
    barred = conflicted(reader.declarations(round_id), (case.id for case in round_.cases))
    names = sorted(each.name for each in reader.people() if each.active and each.takes_part)
    return Life(
        round_.phase,
        opened,
        step_forward(sides, names, barred, workflow.clock()),
        step_back(round_, names, received=bool(reader.deliveries(round_id))) if opened else None,
        _difference(opened.criteria, workflow.criteria)
        if round_.criteria_changed and opened
        else "",
    )


def _difference(frozen: str, present: str) -> str:
    lines = difflib.unified_diff(
        frozen.splitlines(), present.splitlines(), "fastlåst", "nu", lineterm="", n=1
    )
    return "\n".join(lines)


def can_move(person: Person, phase: Phase) -> bool:
    """Whether somebody may move a round on from this phase."""
    return may(person, step_act(phase), phase)
