"""Two rounds alike but for a secret: whoever may not know it must not tell one from the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from assessment.domain.applications.corrections import Correction
from assessment.domain.checking.screening import FormalOutcome, Outcome
from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision, Recommendation
from assessment.domain.outcomes.selection import Ground
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Person
from assessment.domain.ranking.scenario import Change
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.reviewing.review import Score
from assessment.domain.rounds.event import Action, Event
from assessment.errors import AssessmentError, ConflictError
from assessment.storage import Repository
from tests import builders
from tests.builders import NOON
from tests.matrix import world as w
from tests.matrix.calls import CALLS, Call
from tests.matrix.world import ROUND, A, B, World, worlds

Tell = Callable[[Repository, dict[str, Person], int], None]
"""Puts the first or the second of two secrets into a round."""

UNTOLD_OF = {"safekeeping.verify", "safekeeping.back_up"}
"""What is about the log as a whole, which counts every entry."""


@contextmanager
def twins(folder: Path, tell: Tell) -> Iterator[tuple[dict[Phase, World], dict[Phase, World]]]:
    """The same round twice, in each phase, with one secret and with the other."""
    with ExitStack() as stack:
        made = []
        for number in (1, 2):
            found = stack.enter_context(worlds(folder, lambda r, p, n=number: tell(r, p, n)))
            made.append(found)
        yield made[0], made[1]


def observed(
    world: World, by: Person, as_far_as: str, declared: str
) -> dict[str, tuple[object, ...]]:
    """All that somebody gets to see by every call, with the sentences of what is refused."""
    return {
        name: _observed(world, call, by, as_far_as, declared)
        for name, call in CALLS.items()
        if name not in UNTOLD_OF
    }


def _observed(
    world: World, call: Call, by: Person, as_far_as: str, declared: str
) -> tuple[object, ...]:
    world.put_back()
    world.become(by, as_far_as=as_far_as, declared=declared)
    world.workflow.clock.now = NOON
    try:
        return ("done", call.run(world, by))
    except ConflictError as refusal:
        return (ConflictError, str(refusal), refusal.theirs)
    except AssessmentError as refusal:
        return (type(refusal), str(refusal))


def judgement(repository: Repository, known: dict[str, Person], number: int) -> None:
    """What the others think of A and B: one thing with all that follows, or quite another."""
    first = number == 1
    points, award = (1, Award.GRANT) if first else (5, Award.REFUSAL)
    reason = "Tyndt." if first else "Fremragende."
    for application in (A, B):
        for aspect in builders.cti_scheme().aspects:
            score = Score(aspect.id, points, reason, NOON, number)
            repository.save_score(application, known["Anne Holm"].id, score)
        repository.set_submitted(application, known["Bo Lund"].id, NOON if first else None)
        grounds = (Ground.MERITS if first else Ground.SIZE,)
        made = Recommendation(
            application, award, reason, reason, w.LEAD, NOON, number, reason, grounds
        )
        repository.set_recommendation(made)
    repository.set_scenario(builders.scenario(w.SAVED, without=w.REVIEWERS[number - 1], by=reason))
    if first:
        repository.set_scenario(builders.scenario(reason))
        agreed = Consensus(A, "1a", Fraction(1), reason, w.REVIEWERS, w.LEAD, NOON, 1)
        repository.set_consensus(agreed)
        repository.set_decision(Decision(A, award, reason, w.DECIDER, NOON, 1))
        _record_judgement(repository, reason)


def _record_judgement(repository: Repository, reason: str) -> None:
    actions = (
        (Action.SCORE_SAVED, "Anne Holm"),
        (Action.REVIEW_SUBMITTED, "Anne Holm"),
        (Action.REVIEW_REOPENED, "Bo Lund"),
        (Action.AGREED, w.LEAD),
        (Action.RECOMMENDED, w.LEAD),
        (Action.DECIDED, w.DECIDER),
    )
    for action, actor in actions:
        repository.record(Event(NOON, actor, action, ROUND, A, "aspekt 1a", reason, reason))
    for action in (Action.SCENARIO_SAVED, Action.SCENARIO_FORGOTTEN):
        repository.record(Event(NOON, w.LEAD, action, ROUND, None, reason, reason, reason))


def content(repository: Repository, known: dict[str, Person], number: int) -> None:
    """What stands in the application A and came of it, but for its applicant's name."""
    del known
    mark = "Første." if number == 1 else "Anden."
    answers = {"1.2": "Bakkedal Kommune", "4.1": mark * 9, "4.2": mark}
    if number == 2:
        # The same words and the same number as B's: the two look like one applicant's.
        answers |= {"4.1": "Lyngmose Kommune hjælper." * 9, "1.4": "99000007"}
    sha256 = repository.application(A).reading.sha256
    repository.set_reading(A, builders.reading(answers, sha256=sha256, unplaced=mark))
    repository.set_received(A, NOON if number == 1 else None, mark)
    repository.add_correction(A, Correction(0, "p0", mark, "4.1", mark, w.LEAD, NOON))
    outcome = Outcome.MET if number == 1 else Outcome.UNCLEAR
    repository.set_outcome(A, FormalOutcome("G1", outcome, mark, w.LEAD, NOON, version=number))
    for each in (Kind.CALL, Kind.QUESTION)[:number]:
        made = Exchange(0, ROUND, A, each, mark, w.LEAD, NOON, mark, version=1)
        repository.add_exchange(made)
    file = builders.attachment(f"{mark}.pdf", mark, delivery=w.OF_A, application=A)
    for place in range(number):
        repository.add_attachment(replace(file, filename=f"{mark}{place}.pdf"), b"%PDF")
    change = Change(A, "Anne Holm", "1a", 1 if number == 1 else -1)
    repository.set_scenario(builders.scenario(w.SAVED, change=change, by=mark))
    award = Award.GRANT if number == 1 else Award.RESERVE
    repository.set_recommendation(Recommendation(A, award, mark, mark, w.LEAD, NOON, number))
    _record_content(repository, mark, number)


def _record_content(repository: Repository, mark: str, number: int) -> None:
    actions = (
        Action.ATTACHED,
        Action.RECEIVED_SET,
        Action.PASSAGE_MOVED,
        Action.OUTCOME_SET,
        Action.EXCHANGED,
        Action.RECOMMENDED,
        Action.ABSTAINED,
        Action.DECLARED,
        Action.IMPARTIALITY_JUDGED,
    )
    for action in actions:
        for _ in range(number):
            repository.record(Event(NOON, w.LEAD, action, ROUND, A, w.LEAD, mark, mark))
