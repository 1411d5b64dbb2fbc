"""Named what-ifs of a round: saved, changed and deleted by the lead, and seen by whoever sees it all."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.ranking.scenario import Change
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.workflow import people, scenarios
from assessment.workflow.cases import round_cases
from tests import builders

NAME = "Målgruppen først"
WEIGHTS = "vægte: Ansøgers målgruppe 50 %, Ansøgers parathed 25 % og Borgerinddragelse 25 %"


@pytest.fixture
def lead(workflow):
    """The lead of a round in which Anne has given application 1 5 for everything, and Bo nothing yet."""
    builders.received(workflow, "01")
    anne, bo = (builders.reviewer(workflow, name) for name in ("Anne Holm", "Bo Lund"))
    builders.assigned(workflow, 1, anne, bo)
    builders.scored(workflow, 1, anne, 5)
    lead = builders.lead(workflow)
    builders.impartial(workflow, lead)
    return lead


def save(workflow, by, name=NAME, *, expected=0, **rest):
    return scenarios.save(workflow, builders.scenario(name, **rest), by=by, expected=expected)


def refusal(kind, action, *args, **kwargs):
    with pytest.raises(kind) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def log(workflow):
    of_these = {Action.SCENARIO_SAVED, Action.SCENARIO_FORGOTTEN}
    return [
        (each.actor, each.action, each.application, each.subject, each.old, each.new)
        for each in builders.events(workflow)
        if each.action in of_these
    ]


def test_a_scenario_is_kept_with_who_saved_it_and_when(workflow, lead):
    change = Change(1, "Anne Holm", "1a", -1)
    given = {"without": "Anne Holm", "change": change, "floor": Fraction(5, 2), "places": 3}

    wanted = builders.scenario(f" {NAME} ", by="En anden", version=9, **given)

    made = scenarios.save(workflow, wanted, by=lead, expected=0)

    assert made == builders.scenario(by="Lone Vestergaard", at=made.at, version=1, **given)
    assert made.at > builders.NOON
    assert scenarios.scenarios(workflow, "demo", lead) == (made,)
    told = (
        f"{WEIGHTS}; uden Anne Holm; Anne Holm giver et point lavere for 1a til ansøgning nr. 1; "
        "mindst 2,5 af 5 samlet; 3 ansøgere udvælges"
    )
    assert log(workflow) == [
        ("Lone Vestergaard", Action.SCENARIO_SAVED, None, NAME, "", told),
    ]


def test_the_official_result_stays_as_it_was(workflow, lead):
    before = round_cases(workflow, "demo", lead)

    save(workflow, lead, places=1, without="Anne Holm")

    after = round_cases(workflow, "demo", lead)
    assert (after, after.ranking) == (before, before.ranking)


def test_a_change_takes_the_version_that_was_seen(workflow, lead):
    first = save(workflow, lead)
    second = save(workflow, lead, places=2, expected=1)

    assert (second.version, second.places) == (2, 2)
    assert log(workflow)[0][3:] == (NAME, WEIGHTS, f"{WEIGHTS}; 2 ansøgere udvælges")
    for expected in (0, 1):
        with pytest.raises(ConflictError) as conflict:
            save(workflow, lead, places=4, expected=expected)
        assert conflict.value.theirs == second
        assert str(conflict.value) == (
            f"Lone Vestergaard har gemt scenariet “{NAME}”, mens du skrev. Dit er ikke gemt endnu: "
            "vælg, hvad der skal stå."
        )
    assert refusal(
        ConflictError, scenarios.forget, workflow, "demo", NAME, by=lead, expected=first.version
    )
    assert scenarios.scenarios(workflow, "demo", lead) == (second,)


def test_what_is_deleted_stays_in_the_log_alone(workflow, lead):
    kept, _ = save(workflow, lead, "A"), save(workflow, lead)

    scenarios.forget(workflow, "demo", NAME, by=lead, expected=1)

    assert scenarios.scenarios(workflow, "demo", lead) == (kept,)
    assert log(workflow)[0] == (
        *("Lone Vestergaard", Action.SCENARIO_FORGOTTEN, None),
        *(NAME, WEIGHTS, ""),
    )
    again = {"by": lead, "expected": 1}
    assert refusal(NotFoundError, scenarios.forget, workflow, "demo", NAME, **again) == (
        f"Scenariet “{NAME}” findes ikke; genindlæs siden."
    )
    assert refusal(ConflictError, save, workflow, lead, expected=1) == (
        f"Scenariet “{NAME}” er slettet i mellemtiden. Gem det som nyt, hvis det skal bruges."
    )


@pytest.mark.parametrize(
    ("set_", "sentence"),
    [
        ({"name": " "}, "Giv scenariet et navn på 1–80 tegn."),
        ({"without": "Bo Lund"}, "Bo Lund har ingen indsendt vurdering i runden."),
        (
            {"change": Change(1, "Bo Lund", "1a", 1)},
            "Bo Lund har ikke givet point for 1a til Bakkedal Kommune.",
        ),
        (
            {"change": Change(1, "Anne Holm", "1a", 1)},
            (
                "Anne Holm har givet 5 for 1a til Bakkedal Kommune; et point højere ligger uden for "
                "skalaen 0–5."
            ),
        ),
    ],
)
def test_what_does_not_fit_the_round_is_refused_and_leaves_nothing(workflow, lead, set_, sentence):
    assert refusal(RefusedActionError, save, workflow, lead, **set_) == sentence
    assert (scenarios.scenarios(workflow, "demo", lead), log(workflow)) == ((), [])


def test_points_for_an_application_that_is_not_there_are_no_change(workflow, lead):
    assert refusal(NotFoundError, save, workflow, lead, change=Change(9, "Anne Holm", "1a", 1)) == (
        "Ansøgning nr. 9 findes ikke i runden demo."
    )


def test_whoever_reads_everything_sees_them_and_saves_none(workflow, lead):
    made, auditor = save(workflow, lead), builders.auditor(workflow)

    assert scenarios.scenarios(workflow, "demo", auditor) == (made,)
    assert refusal(NotPermittedError, save, workflow, auditor) == (
        "Du må ikke gemme scenarier; det kræver rollen projektleder. Tal med projektlederen."
    )


def test_whoever_has_points_hidden_from_them_is_told_of_none_and_saves_none(workflow, lead):
    save(workflow, lead)
    both = people.join(workflow, "Cilla Krag", {Role.LEAD, Role.REVIEWER})
    builders.impartial(workflow, both)
    sentence = (
        "Du kan gemme og slette scenarier, når ingen ansøgning er lukket eller skjult for dig."
    )

    assert scenarios.scenarios(workflow, "demo", both) == ()
    assert refusal(NotPermittedError, save, workflow, both, "Andet") == sentence
    held = {"by": both, "expected": 1}
    assert refusal(NotPermittedError, scenarios.forget, workflow, "demo", NAME, **held) == sentence

    builders.at_phase(workflow, Phase.CONSENSUS)

    assert len(scenarios.scenarios(workflow, "demo", both)) == 1
    assert save(workflow, both, "Andet").by == "Cilla Krag"


def test_a_round_that_is_decided_keeps_its_scenarios_as_they_are(workflow, lead):
    made = save(workflow, lead)
    builders.at_phase(workflow, Phase.DECIDED)

    assert scenarios.scenarios(workflow, "demo", lead) == (made,)
    assert refusal(NotPermittedError, save, workflow, lead, expected=1) == (
        "Runden er i fasen afgjort, og der kan man ikke gemme scenarier. Det hører til vurdering til "
        "indstilling."
    )


def test_a_round_that_is_unknown_has_none(workflow, lead):
    assert "findes ikke" in refusal(NotFoundError, scenarios.scenarios, workflow, "x", lead)
    strange = replace(builders.scenario(), round="x")
    assert refusal(NotPermittedError, scenarios.save, workflow, strange, by=lead, expected=0) == (
        "Runden er i fasen forberedelse, og der kan man ikke gemme scenarier. Det hører til "
        "vurdering til indstilling."
    )
