"""Decisions: together or none, by somebody who assessed nothing, within what was planned."""

from dataclasses import replace

import pytest

from assessment.domain.checking.screening import Outcome
from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.rounds.deciding import Wanted
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotPermittedError, RefusedActionError
from assessment.workflow import choosing, corresponding, formal, people, recommending
from assessment.workflow.cases import round_cases
from tests import builders
from tests.builders import NOON

GRANT, RESERVE, REFUSAL, _ = Award


@pytest.fixture
def karin(workflow):
    """The decider of a round with two applications that are recommended: a grant and a refusal."""
    lead, anne, karin = (
        make(workflow) for make in (builders.lead, builders.reviewer, builders.decider)
    )
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    with workflow.database.begin() as repository:
        for number, name in enumerate(("Bakkedal", "Lyngmose"), start=1):
            keep_assessed(repository, number, name, anne)
    builders.impartial(workflow, lead, anne, karin)
    recommend(workflow, 1, GRANT)
    recommend(workflow, 2, REFUSAL)
    return karin


def keep_assessed(repository, number, name, reviewer, points=4):
    """Keep an application that met everything and has a review, straight in the database."""
    read = builders.reading(builders.filled(**{"1.2": name}))
    application = repository.add_application(
        round_id="demo",
        filename="ansøgning.docx",
        content=b"PK",
        reading=replace(read, sha256=f"{number:064}"),
        received=NOON,
        received_note="",
        registered_at=NOON,
        registered_by="Lone Vestergaard",
    )
    for outcome in builders.screening().outcomes.values():
        repository.set_outcome(
            application, replace(outcome, by="Ida Krogh", confirmed_by="Bo Lund")
        )
    for score in builders.review(points).scores.values():
        repository.save_score(application, reviewer.id, score)
    repository.set_submitted(application, reviewer.id, NOON)


def recommend(workflow, application, award, expected=0, **chosen):
    return recommending.recommend(
        workflow,
        application,
        award,
        reason="Planen er konkret.",
        answer="",
        by=builders.lead(workflow),
        expected=expected,
        **(chosen if award is GRANT else builders.CHOSEN),
    )


def wanted(application, award, reason="", expected=0):
    return Wanted(application, award, reason, expected)


BOTH = (wanted(1, GRANT), wanted(2, REFUSAL))
FEW = "Kun én var stærk nok."
REMARK = f"Der gives tilsagn til 1 ansøger; runden er planlagt til 2–4 ansøgere. {FEW}"


def decide_all(workflow, by, *each, frame_reason=FEW):
    return recommending.decide_all(workflow, "demo", each or BOTH, by=by, frame_reason=frame_reason)


def test_a_ranking_that_changed_since_needs_a_reason_before_it_is_departed_from(workflow, karin):
    """Four who are better came in after Bakkedal was recommended as one of the best."""
    ida = builders.reviewer(workflow, "Ida Bach")
    with workflow.database.begin() as repository:
        for number in range(3, 7):
            keep_assessed(repository, number, f"Kommune {number}", ida, points=5)

    assert refusal_of(RefusedActionError, decide_all, workflow, karin, wanted(1, GRANT)) == (
        "Bakkedal kan ikke afgøres endnu: rangeringen er ændret, siden der blev indstillet. Ansøgeren "
        "ligger under grænsen for udvælgelse, så et tilsagn skal begrundes. Bed projektlederen om at "
        "indstille igen."
    )
    assert decisions(workflow) == {}

    builders.impartial(workflow, builders.lead(workflow))
    recommend(workflow, 1, GRANT, expected=1, **builders.CHOSEN)
    decide_all(workflow, karin, wanted(1, GRANT))
    assert [each.award for each in decisions(workflow).values()] == [GRANT]


def decisions(workflow):
    with workflow.database.read() as reader:
        return reader.decisions("demo")


def refusal_of(error, action, *args, **kwargs):
    with pytest.raises(error) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def log(workflow):
    found = [each for each in builders.events(workflow) if each.action is Action.DECIDED]
    return [(each.actor, each.application, each.subject, each.old, each.new) for each in found]


def test_several_are_decided_together(workflow, karin):
    made = decide_all(workflow, karin)

    assert made == tuple(
        Decision(each.application, each.award, "", "Karin Dahl", made_each.at, 1, REMARK)
        for each, made_each in zip(BOTH, made, strict=True)
    )
    assert decisions(workflow) == {1: made[0], 2: made[1]}
    assert log(workflow) == [
        ("Karin Dahl", 2, "afgørelse", "", "afslag"),
        ("Karin Dahl", 1, "afgørelse", "", "tilsagn"),
        (
            "Karin Dahl",
            None,
            "antal tilsagn",
            "",
            REMARK,
        ),
    ]


@pytest.mark.parametrize(
    ("second", "error", "sentence"),
    [
        (
            wanted(2, GRANT),
            RefusedActionError,
            "Afgørelsen afviger fra indstillingen (afslag). Skriv hvorfor.",
        ),
        (
            wanted(2, Award.DISMISSAL, "Fordi."),
            RefusedActionError,
            "Der kan kun træffes afgørelse om tilsagn, reserve eller afslag.",
        ),
        (
            wanted(2, REFUSAL, expected=1),
            ConflictError,
            " har gemt en afgørelse for Lyngmose, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der skal stå.",
        ),
    ],
    ids=["departs without a reason", "not allowed", "somebody else decided"],
)
def test_where_one_cannot_be_none_is(workflow, karin, second, error, sentence):
    assert refusal_of(error, decide_all, workflow, karin, wanted(1, GRANT), second) == sentence
    assert decisions(workflow) == {}
    assert log(workflow) == []


def test_a_departure_stands_with_its_reason(workflow, karin):
    decide_all(workflow, karin, wanted(1, GRANT), wanted(2, GRANT, " Begge er klar. "))

    assert [(each.award, each.reason) for each in decisions(workflow).values()] == [
        (GRANT, ""),
        (GRANT, "Begge er klar."),
    ]


def test_another_number_than_planned_needs_a_reason(workflow, karin):
    assert refusal_of(RefusedActionError, decide_all, workflow, karin, frame_reason=" ") == (
        "Der gives tilsagn til 1 ansøger; runden er planlagt til 2–4 ansøgere. Skriv hvorfor."
    )
    assert decisions(workflow) == {}


def test_one_by_one_the_number_is_told_with_the_last(workflow, karin):
    def decide(application, award, **rest):
        return recommending.decide(
            workflow, application, award, reason="", by=karin, expected=0, **rest
        )

    assert decide(1, GRANT) == decisions(workflow)[1]
    assert refusal_of(RefusedActionError, decide, 2, REFUSAL).endswith("Skriv hvorfor.")
    assert decide(2, REFUSAL, frame_reason=FEW) == decisions(workflow)[2]


def test_nothing_to_decide_is_told(workflow, karin):
    assert refusal_of(
        RefusedActionError, recommending.decide_all, workflow, "demo", [], by=karin
    ) == ("Der er ingen afgørelser at træffe.")


@pytest.mark.parametrize("second", [wanted(1, GRANT), wanted(1, REFUSAL, "Alligevel ikke.")])
def test_an_application_that_is_decided_twice_at_once_is_decided_not_at_all(
    workflow, karin, second
):
    assert refusal_of(
        RefusedActionError, decide_all, workflow, karin, wanted(1, GRANT), second
    ) == ("En ansøgning er valgt mere end én gang. Genindlæs siden, og træf én afgørelse om hver.")
    assert decisions(workflow) == {}


@pytest.mark.parametrize(
    ("name", "roles", "words"),
    [
        ("Lone Vestergaard", {Role.DECIDER, Role.LEAD}, "Du må ikke træffe afgørelse"),
        ("Anne Holm", {Role.DECIDER, Role.REVIEWER}, "Du må ikke træffe afgørelse"),
    ],
)
def test_whoever_has_not_the_role_may_not_decide(workflow, karin, name, roles, words):
    del karin
    somebody = people.join(workflow, name, roles)

    assert refusal_of(NotPermittedError, decide_all, workflow, somebody).startswith(words)


def test_whoever_assessed_may_not_decide_even_with_the_role(workflow, karin):
    del karin
    anne = builders.reviewer(workflow)
    people.change(
        workflow,
        builders.lead(workflow),
        anne.id,
        roles={Role.REVIEWER, Role.DECIDER},
        active=True,
        expected=anne.version,
    )

    assert refusal_of(NotPermittedError, decide_all, workflow, anne) == (
        "Du har selv vurderet i runden; afgørelsen skal træffes af en anden."
    )


def test_nothing_is_decided_while_an_applicant_is_to_be_heard(workflow, karin):
    lead = builders.lead(workflow)
    now = workflow.clock()
    outside = Exchange(0, "demo", 2, Kind.OUTSIDE, "8 pladser.", "", now, "Tilbudsportalen")
    made = corresponding.note(workflow, outside, lead)

    assert refusal_of(RefusedActionError, decide_all, workflow, karin) == (
        "Lyngmose kan ikke afgøres endnu. Ansøgningen venter på partshøring over "
        "oplysningen fra Tilbudsportalen."
    )
    corresponding.retract(workflow, made.id, "Forkert ansøger.", by=lead, expected=1)
    assert len(decide_all(workflow, karin)) == 2


def test_nothing_is_decided_on_a_formal_check_that_changed_since(workflow, karin):
    formal.set_outcome(
        workflow,
        1,
        "G1",
        Outcome.MET,
        reason="Set igen.",
        by=builders.lead(workflow),
        expected=2,
    )

    assert refusal_of(RefusedActionError, decide_all, workflow, karin) == (
        "Bakkedal kan ikke afgøres endnu. Der mangler en anden persons bekræftelse af den "
        "formelle prøvning."
    )


def test_what_is_set_aside_is_not_decided(workflow, karin):
    choosing.set_aside(workflow, 2, None, reason="Trukket.", by=builders.lead(workflow))

    assert refusal_of(RefusedActionError, decide_all, workflow, karin) == (
        "Lyngmose er lagt til side og kan hverken indstilles eller afgøres."
    )


def test_a_decision_is_made_again_where_the_recommendation_changed(workflow, karin):
    decide_all(workflow, karin)
    recommend(workflow, 2, RESERVE, expected=1)

    (again,) = decide_all(workflow, karin, wanted(2, RESERVE, expected=1))

    assert (again.award, again.version) == (RESERVE, 2)
    assert log(workflow)[0] == ("Karin Dahl", 2, "afgørelse", "afslag", "reserve")


def test_the_second_decider_is_shown_the_first(workflow, karin):
    first = decide_all(workflow, karin)
    other = people.join(workflow, "Ida Bo", {Role.DECIDER})
    builders.impartial(workflow, other)

    with pytest.raises(ConflictError) as conflict:
        decide_all(workflow, other)

    assert str(conflict.value).startswith("Karin Dahl har gemt en afgørelse for Bakkedal")
    assert conflict.value.theirs == first[0]
    assert round_cases(workflow, "demo", karin).case(1).decision == first[0]
