"""What one person must do next in a round."""

from __future__ import annotations

from assessment.domain.panel.access import Act
from assessment.domain.panel.impartiality import conflicted, shut_out, to_judge
from assessment.domain.panel.people import Person
from assessment.domain.rounds import tasks
from assessment.domain.rounds.progress import Sides, step_forward, understaffed
from assessment.domain.rounds.tasks import Agenda, Outlook
from assessment.storage import Reader
from assessment.workflow.cases import both_sides
from assessment.workflow.core import Workflow, permit


def agenda(workflow: Workflow, round_id: str, by: Person) -> Agenda:
    """What somebody must do next in a round, made of what they may see of it."""
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.SEE_ROUND, round_id)
        sides = both_sides(workflow, reader, round_id, person)
        outlook = _outlook(workflow, reader, sides, person)
    return tasks.agenda(sides.seen, person, outlook)


def _outlook(workflow: Workflow, reader: Reader, sides: Sides, person: Person) -> Outlook:
    declarations = reader.declarations(sides.whole.round.id)
    barred = conflicted(declarations, (case.id for case in sides.whole.cases))
    now = workflow.clock()
    return Outlook(
        now,
        shut=shut_out(person, declarations),
        doubts=sum(each.pending for each in to_judge(declarations, person)),
        short=len(understaffed(sides.open, barred)),
        step=step_forward(sides, (), barred, now),
        sent=frozenset(
            (each.application, each.kind)
            for each in reader.letters(sides.whole.round.id)
            if each.sent
        ),
    )
