"""What others judged is nowhere in any page before one's own review is in, and is there after."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assessment.domain.checking.screening import Outcome
from assessment.domain.outcomes.award import Award
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.words.wording import decimal
from assessment.ui.pages import ALL
from assessment.workflow import agreeing, formal, people, recommending, reviewing
from assessment.workflow.cases import round_cases
from tests import builders
from tests.rankings import own_totals
from tests.ui import screen

PAGES = [page.show.__module__.rpartition(".")[2] for page in ALL]
BO, IDA = "Bo Lund", "Ida Kragh"
CHOICE = "Valgets hemmelige begrundelse"
REASONS = {
    "Bos hemmelige begrundelse",
    "Idas hemmelige begrundelse",
    "Panelets hemmelige begrundelse",
    "Indstillingens hemmelige begrundelse",
    "Afgørelsens hemmelige begrundelse",
    CHOICE,
}
FRAME = "Rammens hemmelige begrundelse"
"""Told in the log alone, to those who may see it."""


@pytest.fixture
def judged(register, workflow):
    """An application judged, agreed on, recommended and decided, and taken back to be reviewed by Anne."""
    register()
    lead, karin = builders.lead(workflow), builders.decider(workflow)
    bo, ida = builders.reviewer(workflow, BO), builders.reviewer(workflow, IDA)
    builders.assigned(workflow, 1, bo, ida)
    builders.impartial(workflow, lead, karin)
    review(workflow, bo, "Bos hemmelige begrundelse", {"1a": 5})
    review(workflow, ida, "Idas hemmelige begrundelse", {"1a": 2, "7": 3})
    for requirement in workflow.scheme.requirements:
        values = {"reason": "Set.", "by": lead, "expected": 0}
        formal.set_outcome(workflow, 1, requirement.id, Outcome.MET, **values)
    formal.confirm(workflow, 1, bo)
    builders.at_phase(workflow, Phase.CONSENSUS)
    agreed = {"points": Fraction(7, 2), "reason": "Panelets hemmelige begrundelse"}
    values = {"participants": [BO, IDA], "by": lead, "expected": 0}
    agreeing.agree(workflow, 1, "1a", **agreed, **values)
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    values = {"reason": "Indstillingens hemmelige begrundelse", "answer": "", "expected": 0}
    recommending.recommend(
        workflow, 1, Award.RESERVE, by=lead, **values, **(builders.CHOSEN | {"choice": CHOICE})
    )
    values = {"reason": "Afgørelsens hemmelige begrundelse", "by": karin, "expected": 0}
    recommending.decide(workflow, 1, Award.REFUSAL, frame_reason=FRAME, **values)
    return workflow


def review(work, person, reason, points):
    """Give a 4 for all aspects but those named, and submit."""
    for aspect in work.scheme.aspects:
        given = points.get(aspect.id, 4)
        values = {"points": given, "reason": reason, "expected": 0}
        reviewing.save_score(work, 1, person, aspect.id, **values)
    reviewing.submit(work, 1, person)


def everything(open_page, page, person):
    """All text and all numbers that a page sends to the browser, figures included."""
    app = open_page(page, person=person.name, ansoegning=1)
    assert not app.exception
    return "\n".join(screen.everything(app))


def numbers(work):
    """What only others' points give, as tables and figures write it."""
    case = round_cases(work, "demo", builders.lead(work)).case(1)
    totals = [*own_totals(case).values(), case.marks.total(work.scheme.weights)]
    assert None not in totals
    return {decimal(each) for each in totals}


@pytest.fixture(params=[[Role.REVIEWER], [Role.REVIEWER, Role.LEAD, Role.DECIDER]])
def anne(request, judged):
    """Who is to review what the others have; a reviewer, and a lead who reviews too."""
    person = people.join(judged, "Anne Holm", request.param)
    builders.assigned(judged, 1, person)
    return person


def test_nothing_of_others_is_shown_before_ones_own_review_and_all_after(open_page, judged, anne):
    secrets = REASONS | numbers(judged) | {FRAME}
    awards = ("afslag", "reserve")
    for page in PAGES:
        shown = everything(open_page, page, anne)
        assert {each for each in secrets if each in shown} == set(), page
    overview = everything(open_page, "overview", anne)
    assert not any(award in overview for award in awards)
    review(judged, anne, "Annes egen begrundelse", {})
    after = "\n".join(everything(open_page, page, anne) for page in PAGES)
    assert {each for each in REASONS if each not in after} == set()
    assert (FRAME in after) is anne.has(Role.LEAD)
    assert all(award in after for award in awards)
    assert {each for each in numbers(judged) if each not in after} == set()


def test_nothing_is_shown_to_whoever_has_not_declared(open_page, judged):
    secrets = REASONS | numbers(judged) | {FRAME}
    for page in PAGES:
        app = open_page(page, person="Ny Leder", roles=[Role.LEAD], impartial=False, ansoegning=1)
        assert not app.exception
        shown = "\n".join(screen.everything(app))
        assert {each for each in secrets if each in shown} == set(), page
        assert "Svar på 4.1." not in shown, page


def test_a_draft_of_another_is_shown_to_nobody(open_page, register, workflow):
    register()
    bo = builders.reviewer(workflow, BO)
    builders.assigned(workflow, 1, bo)
    values = {"points": 5, "reason": "Bos kladde", "expected": 0}
    reviewing.save_score(workflow, 1, bo, "1a", **values)
    for page in PAGES:
        assert "Bos kladde" not in everything(open_page, page, builders.lead(workflow)), page
    assert "Bos kladde" in everything(open_page, "review", bo)
