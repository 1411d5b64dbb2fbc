"""Consensus: set with a reason and who took part, beside the scores that stay as they were."""

from fractions import Fraction

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.workflow import agreeing
from assessment.workflow.cases import round_cases
from tests import builders
from tests.rankings import own_totals

BOTH = ("Anne Holm", "Bo Lund")


@pytest.fixture
def anne(workflow):
    """One of two who have reviewed application 1 in a round that is in consensus."""
    builders.received(workflow, "01")
    anne, bo = (builders.reviewer(workflow, name) for name in BOTH)
    builders.assigned(workflow, 1, anne, bo)
    builders.scored(workflow, 1, anne, 5)
    builders.scored(workflow, 1, bo, 2)
    builders.at_phase(workflow, Phase.CONSENSUS)
    return anne


def agree(workflow, by, aspect="7", points="3.5", **rest):
    given = {"reason": " Vi er enige. ", "participants": BOTH, "expected": 0} | rest
    return agreeing.agree(workflow, 1, aspect, points=Fraction(points), by=by, **given)


def refusal(kind, action, *args, **kwargs):
    with pytest.raises(kind) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def case_of(workflow, by):
    return round_cases(workflow, "demo", by).case(1)


def log(workflow):
    return [
        (each.actor, each.application, each.subject, each.old, each.new)
        for each in builders.events(workflow)
        if each.action is Action.AGREED
    ]


def test_what_is_agreed_is_kept_with_why_and_who_took_part(workflow, anne):
    made = agree(workflow, anne)

    assert made == Consensus(1, "7", Fraction(7, 2), "Vi er enige.", BOTH, "Anne Holm", made.at, 1)
    assert case_of(workflow, anne).consensus == {"7": made}
    assert log(workflow) == [
        (
            "Anne Holm",
            1,
            "aspekt 7",
            "",
            "3,5 point: Vi er enige. (deltog: Anne Holm og Bo Lund)",
        )
    ]


def test_the_scores_stay_and_the_mean_of_the_aspect_gives_way(workflow, anne):
    before = case_of(workflow, anne)

    agree(workflow, anne, points="2")

    after = case_of(workflow, anne)
    assert after.reviews == before.reviews
    assert own_totals(after) == own_totals(before)
    assert after.marks.aspects == before.marks.aspects | {"7": Fraction(2)}


def test_what_was_agreed_before_stays_in_the_log(workflow, anne):
    agree(workflow, anne)
    again = agree(workflow, anne, points="4", reason="Efter nærlæsning.", expected=1)

    assert (again.points, again.version) == (4, 2)
    assert log(workflow)[0][3:] == (
        "3,5 point: Vi er enige. (deltog: Anne Holm og Bo Lund)",
        "4 point: Efter nærlæsning. (deltog: Anne Holm og Bo Lund)",
    )


@pytest.mark.parametrize(
    ("change", "kind", "sentence"),
    [
        (
            {"points": "10/3"},
            RefusedActionError,
            "Konsensuspoint går fra 0 til 5 i hele og halve point.",
        ),
        ({"reason": " \n"}, RefusedActionError, "Skriv, hvorfor I er enige om pointene."),
        (
            {"participants": ("Anne Holm",)},
            RefusedActionError,
            "Vælg dem, der deltog i drøftelsen; der skal være mindst to.",
        ),
        (
            {"participants": (*BOTH, "Karin Dahl")},
            RefusedActionError,
            (
                "Karin Dahl kan ikke deltage. Det kan kun de habile, der har indsendt en vurdering "
                "af ansøgningen, og projektlederen."
            ),
        ),
        ({"aspect": "9z"}, NotFoundError, "Aspektet “9z” findes ikke i ordningen."),
    ],
    ids=["a third", "no reason", "alone", "the decider", "unknown aspect"],
)
def test_what_cannot_be_agreed_is_refused_and_nothing_is_kept(
    workflow, anne, change, kind, sentence
):
    builders.decider(workflow)

    assert refusal(kind, agree, workflow, anne, **change) == sentence
    assert (case_of(workflow, anne).consensus, log(workflow)) == ({}, [])


def test_the_second_to_agree_is_shown_the_first_and_nothing_of_theirs_is_kept(workflow, anne):
    first = agree(workflow, anne)

    with pytest.raises(ConflictError) as conflict:
        agree(workflow, builders.reviewer(workflow, "Bo Lund"), points="1", reason="Nej.")

    assert (str(conflict.value), conflict.value.theirs) == (
        (
            "Anne Holm har gemt konsensus for 7, mens du skrev. Dit er ikke gemt endnu: vælg, hvad "
            "der skal stå."
        ),
        first,
    )
    assert case_of(workflow, anne).consensus == {"7": first}
    assert len(log(workflow)) == 1


@pytest.mark.parametrize("phase", [Phase.ASSESSMENT, Phase.RECOMMENDATION])
def test_nothing_is_agreed_in_another_phase(workflow, anne, phase):
    builders.at_phase(workflow, phase)

    assert refusal(NotPermittedError, agree, workflow, anne) == (
        f"Runden er i fasen {phase}, og der kan man ikke fastsætte konsensus. Det hører til "
        "konsensus."
    )


@pytest.mark.usefixtures("anne")
def test_whose_own_review_is_still_awaited_neither_agrees_nor_learns_who_may(workflow):
    cilla = builders.reviewer(workflow, "Cilla Krag")
    builders.impartial(workflow, cilla)
    with workflow.database.begin() as repository:
        repository.set_assignment(Assignment(1, cilla, "Lone", builders.NOON, version=1))

    for action in (agree, lambda work, by: agreeing.eligible(work, 1, by)):
        assert refusal(NotPermittedError, action, workflow, cilla) == (
            "Indsend din egen vurdering, før du deltager i konsensus."
        )


def test_without_reviews_there_is_nothing_to_agree_on(workflow):
    builders.received(workflow, "01")
    lead = builders.lead(workflow)
    builders.impartial(workflow, lead)
    builders.at_phase(workflow, Phase.CONSENSUS)

    assert refusal(RefusedActionError, agree, workflow, lead) == (
        "Ingen har indsendt en vurdering, så der er intet at blive enige om."
    )
