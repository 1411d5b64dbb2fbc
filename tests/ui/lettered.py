"""A round whose letters are written, for tests of the pages that show them."""

from __future__ import annotations

from datetime import date

from assessment.domain.following.undertaking import Undertaking
from assessment.domain.outcomes.award import Award
from assessment.domain.panel.access import Phase
from assessment.domain.rounds.deciding import Wanted
from assessment.workflow import finishing, lettering, recommending
from tests import builders
from tests.builders import NOON

LEAD = "Lone Vestergaard"
NAMES = ("Bakkedal Kommune", "Lyngmose Kommune", "Åmose Kommune")
GIVEN = (Award.GRANT, Award.RESERVE, Award.REFUSAL)
REFUSED = 3
"""The application that is refused, on its merits."""


def decide(workflow):
    """Recommend and decide what each of three applicants gets, on one review of each."""
    lead, anne = builders.lead(workflow), builders.reviewer(workflow)
    karin = builders.decider(workflow)
    builders.impartial(workflow, lead, anne, karin)
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    with workflow.database.begin() as repository:
        for application, points in enumerate((5, 4, 2), start=1):
            for outcome in builders.screening().outcomes.values():
                repository.set_outcome(application, outcome)
            for score in builders.review(points, reason="Planen er kort.").scores.values():
                repository.save_score(application, anne.id, score)
            repository.set_submitted(application, anne.id, NOON)
    for application, award in enumerate(GIVEN, start=1):
        values = {"reason": "Samlet vurdering.", "answer": "Set på.", "by": lead, "expected": 0}
        recommending.recommend(workflow, application, award, **values, **builders.CHOSEN)
    wanted = [Wanted(number, award, "", 0) for number, award in enumerate(GIVEN, start=1)]
    recommending.decide_all(workflow, "demo", wanted, by=karin, frame_reason="Kun én var klar.")


def numbered(work):
    """Give the whole round a case number."""
    return lettering.set_case_number(
        work, "demo", None, "2026-4711", by=builders.lead(work), expected=0
    )


def agreed(work, application=1):
    """Agree with a selected applicant on whom it helps."""
    period = {"start": date(2027, 1, 1), "end": date(2028, 12, 31), "by": LEAD, "at": NOON}
    made = Undertaking(application, "Voksne i hjemløshed", (), 54, "10", **period, version=1)
    with work.database.begin() as repository:
        repository.set_undertaking(made)


def accepted(work, application=REFUSED, text="Det konkrete i denne sag."):
    """Accept every text of an application's letter."""
    lead = builders.lead(work)
    for each in state(work, application).texts:
        values = {"accepted": True, "by": lead, "expected": each.version}
        lettering.save_text(work, application, each.wanted.key, text, **values)


def complete(work):
    """Bring everything about so that no letter lacks anything."""
    numbered(work)
    agreed(work)
    for application in (2, REFUSED):
        accepted(work, application)
    assert [each.missing for each in lettering.desk(work, "demo", builders.lead(work))] == [()] * 3


def state(work, application):
    (found,) = (
        each
        for each in lettering.desk(work, "demo", builders.lead(work))
        if each.case.id == application
    )
    return found


def letters(work):
    with work.database.read() as reader:
        return [(each.application, each.kind, each.number) for each in reader.letters("demo")]


def finished(work):
    complete(work)
    wanted = [
        (number, each.kind)
        for number, each in enumerate(lettering.desk(work, "demo", builders.lead(work)), start=1)
    ]
    return finishing.finish(work, "demo", wanted, by=builders.lead(work))
