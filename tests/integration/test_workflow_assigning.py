"""Who reviews what: given by hand or in balance, taken back, abstained from."""

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment, Plan, Shortage
from assessment.domain.panel.impartiality import Ground, Judgement, Scope, Stance
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotPermittedError, RefusedActionError
from assessment.workflow import assigning, people, reviewing
from assessment.workflow.cases import round_cases
from tests import builders


@pytest.fixture
def round_(workflow):
    """A workflow with two applications, 1 and 2."""
    builders.received(workflow, "01", "02")
    return workflow


@pytest.fixture
def lead(round_):
    """Who leads, and is impartial towards all."""
    lead = people.join(round_, "Ida Lind", {Role.LEAD})
    builders.impartial(round_, lead)
    return lead


@pytest.fixture
def panel(round_):
    """Anne, Bo and Cilla, impartial towards all."""
    everybody = [builders.reviewer(round_, name) for name in ("Anne Holm", "Bo Lund", "Cilla Krag")]
    builders.impartial(round_, *everybody)
    return everybody


def conflict(workflow, person, application=1, scope=Scope.APPLICATION):
    judgement = scope and Judgement(scope, "Nær familie.", "Karin Dahl", builders.NOON)
    made = builders.declaration(
        person,
        Stance.DOUBT,
        application_id=application,
        grounds=(Ground.FAMILY,),
        judgement=judgement,
        version=2,
    )
    with workflow.database.begin() as repository:
        repository.set_declaration(made)


def assigned(workflow):
    with workflow.database.read() as reader:
        return [
            (each.application, each.reviewer.name, each.abstained)
            for each in reader.assignments("demo")
        ]


def log(workflow):
    actions = {
        Action.ASSIGNED_REVIEWER,
        Action.UNASSIGNED_REVIEWER,
        Action.ABSTAINED,
        Action.RESUMED,
    }
    return [
        (each.actor, each.action, each.application, each.subject, each.old, each.new)
        for each in builders.events(workflow, round_id="demo")
        if each.action in actions
    ]


def refusal(kind, action, *args, **kwargs):
    with pytest.raises(kind) as refused:
        action(*args, **kwargs)
    return str(refused.value)


# --- by hand --------------------------------------------------------------------------------------


def test_an_application_is_given_once(round_, lead, panel):
    anne, *_ = panel

    assigning.assign(round_, 1, anne.id, lead)
    assigning.assign(round_, 1, anne.id, lead)

    (own,) = assigning.own(round_, "demo", anne)
    assert own == Assignment(1, anne, "Ida Lind", own.at, version=1)
    assert log(round_) == [("Ida Lind", Action.ASSIGNED_REVIEWER, 1, "Anne Holm", "", "")]


def test_only_a_reviewer_with_open_access_is_given_one(round_, lead, panel):
    anne, *_ = panel
    boss = builders.lead(round_)
    people.change(round_, boss, anne.id, roles={Role.REVIEWER}, active=False, expected=1)

    for person in (anne, lead):
        assert refusal(RefusedActionError, assigning.assign, round_, 1, person.id, lead) == (
            f"{person.name} er ikke bedømmer. Giv først rollen."
        )
    assert assigned(round_) == []


@pytest.mark.parametrize("scope", [None, Scope.APPLICATION, Scope.ROUND])
def test_nobody_who_is_or_may_be_conflicted_is_given_it(round_, lead, panel, scope):
    anne, *_ = panel
    conflict(round_, anne, scope=scope)

    assert refusal(RefusedActionError, assigning.assign, round_, 1, anne.id, lead) == (
        "Anne Holm er eller kan være inhabil og kan ikke vurdere ansøgningen."
    )
    assert assigned(round_) == []


def test_a_lead_who_is_conflicted_assigns_nothing_of_it(round_, lead, panel):
    anne, *_ = panel
    assigning.assign(round_, 1, anne.id, lead)
    conflict(round_, lead)
    sentence = "Du er inhabil over for ansøgeren. En anden projektleder skal fordele ansøgningen."

    assert refusal(NotPermittedError, assigning.assign, round_, 1, anne.id, lead) == sentence
    assert refusal(NotPermittedError, assigning.unassign, round_, 1, anne.id, lead) == sentence
    assert refusal(NotPermittedError, abstain, round_, anne, lead) == sentence
    found = assigning.distribution(round_, "demo", lead)
    assert [each.application for each in found.allotments] == [2]
    assert {application for application, _ in found.plan.additions} == {2}


def test_an_assignment_is_taken_back_until_the_review_is_submitted(round_, lead, panel):
    anne, bo, _ = panel
    builders.assigned(round_, 1, anne, bo)
    builders.scored(round_, 1, bo)

    assigning.unassign(round_, 1, anne.id, lead)

    assert assigned(round_) == [(1, "Bo Lund", "")]
    assert log(round_) == [("Ida Lind", Action.UNASSIGNED_REVIEWER, 1, "Anne Holm", "", "")]
    assert refusal(RefusedActionError, assigning.unassign, round_, 1, bo.id, lead) == (
        "Bo Lund har indsendt sin vurdering, så den bliver stående."
    )
    assert refusal(RefusedActionError, assigning.unassign, round_, 1, anne.id, lead) == (
        "Anne Holm er ikke tildelt ansøgningen."
    )
    assert len(log(round_)) == 1


# --- in balance -----------------------------------------------------------------------------------


def test_a_plan_is_shown_and_then_applied(round_, lead, panel):
    anne, bo, cilla = panel
    assigning.assign(round_, 2, cilla.id, lead)

    found = assigning.distribution(round_, "demo", lead)

    assert found.plan == Plan(((1, anne), (1, bo), (2, anne)), ())
    assert (found.load, found.undeclared) == ({cilla.id: 1}, ())
    assigning.apply_plan(round_, "demo", found.plan, lead)
    assert assigned(round_) == [
        (1, "Anne Holm", ""),
        (1, "Bo Lund", ""),
        (2, "Anne Holm", ""),
        (2, "Cilla Krag", ""),
    ]
    assert assigning.distribution(round_, "demo", lead).plan == Plan((), ())


def test_a_plan_that_something_came_between_is_not_applied(round_, lead, panel):
    anne, *_ = panel
    plan = assigning.distribution(round_, "demo", lead).plan
    conflict(round_, anne)

    assert refusal(RefusedActionError, assigning.apply_plan, round_, "demo", plan, lead) == (
        "Fordelingen er ændret imens. Se forslaget igen, og anvend det så."
    )
    assert assigned(round_) == []


def test_all_reviewers_conflicted_is_a_stated_shortage(round_, lead, panel):
    for each in panel:
        conflict(round_, each)

    found = assigning.distribution(round_, "demo", lead)

    anne, bo, _ = panel
    assert found.plan == Plan(((2, anne), (2, bo)), (Shortage(1, 0, 2),))
    assert [(each.counting, each.conflicted) for each in found.allotments] == [
        (0, tuple(panel)),
        (0, ()),
    ]


def test_without_reviewers_everything_is_short(round_, lead):
    assert assigning.distribution(round_, "demo", lead).plan == Plan(
        (), (Shortage(1, 0, 2), Shortage(2, 0, 2))
    )


@pytest.mark.usefixtures("panel")
def test_who_has_not_declared_is_told_beside_the_plan(round_, lead):
    dorte = builders.reviewer(round_, "Dorte Ravn")

    assert assigning.distribution(round_, "demo", lead).undeclared == (dorte,)


# --- abstaining -----------------------------------------------------------------------------------


def abstain(workflow, reviewer, by, reason="Syg.", expected=1):
    return assigning.abstain(workflow, 1, reviewer.id, reason=reason, by=by, expected=expected)


def test_a_reviewer_abstains_and_takes_it_up_again(round_, panel):
    anne, bo, _ = panel
    builders.assigned(round_, 1, anne, bo)

    made = abstain(round_, anne, anne, " Sygemeldt. ")

    assert (made.abstained, made.version) == ("Sygemeldt.", 2)
    assert refusal(RefusedActionError, reviewing.submit, round_, 1, anne) == (
        "Vurderingen er meldt fra. Tag den op igen på siden Fordeling, hvis du alligevel kan."
    )
    assert abstain(round_, anne, anne, "", expected=2).abstained == ""
    assert log(round_) == [
        ("Anne Holm", Action.RESUMED, 1, "Anne Holm", "Sygemeldt.", ""),
        ("Anne Holm", Action.ABSTAINED, 1, "Anne Holm", "", "Sygemeldt."),
    ]


def test_who_abstained_is_no_score(round_, lead, panel):
    anne, bo, _ = panel
    builders.assigned(round_, 1, anne, bo)
    reviewing.save_score(round_, 1, anne, "1a", points=0, reason="Tyndt.", expected=0)
    builders.scored(round_, 1, bo, 4)

    abstain(round_, anne, anne)

    case = round_cases(round_, "demo", lead).case(1)
    assert [each.reviewer for each in case.submitted] == [bo]
    assert case.marks.total(case.scheme.weights) == 4


def test_the_lead_abstains_for_anybody_and_nobody_else_for_others(round_, lead, panel):
    anne, bo, _ = panel
    builders.assigned(round_, 1, anne, bo)

    assert abstain(round_, anne, lead).abstained == "Syg."
    assert refusal(NotPermittedError, abstain, round_, bo, anne) == (
        "Du kan kun melde fra for dig selv; projektlederen kan for andre."
    )
    assert assigned(round_) == [(1, "Anne Holm", "Syg."), (1, "Bo Lund", "")]


def test_what_cannot_be_abstained_from_is_refused(round_, lead, panel):
    anne, bo, cilla = panel
    builders.assigned(round_, 1, anne, bo)
    builders.scored(round_, 1, bo)

    assert refusal(RefusedActionError, abstain, round_, cilla, lead) == (
        "Bedømmeren er ikke tildelt ansøgningen."
    )
    assert refusal(RefusedActionError, abstain, round_, bo, bo) == (
        "Vurderingen er indsendt og kan ikke meldes fra."
    )


def test_the_second_to_abstain_is_shown_the_first(round_, lead, panel):
    anne, *_ = panel
    builders.assigned(round_, 1, anne)
    first = abstain(round_, anne, lead)

    with pytest.raises(ConflictError) as conflict_:
        abstain(round_, anne, anne, "Ferie.")

    assert (str(conflict_.value), conflict_.value.theirs) == (
        (
            "En anden har gemt tildelingen, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der "
            "skal stå."
        ),
        first,
    )
    assert assigned(round_) == [(1, "Anne Holm", "Syg.")]


def test_whose_review_is_awaited_when_the_panel_meets_sees_it_once_it_is_not(round_, panel):
    anne, bo, _ = panel
    builders.assigned(round_, 1, anne, bo)
    builders.scored(round_, 1, bo)
    builders.at_phase(round_, Phase.CONSENSUS)
    assert round_cases(round_, "demo", anne).case(1).hidden

    abstain(round_, anne, anne)

    assert not round_cases(round_, "demo", anne).case(1).hidden
