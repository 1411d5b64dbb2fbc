"""Consensus: who can take part, taking it back, and agreeing anew."""

from fractions import Fraction

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Ground, Stance
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, RefusedActionError
from assessment.workflow import agreeing, declaring
from tests import builders

BOTH = ("Anne Holm", "Jens Krogh")


@pytest.fixture
def lead(workflow):
    """The lead of a round in consensus: Anne and Jens have reviewed application 1, Mette has not."""
    lead = builders.lead(workflow)
    builders.received(workflow, "01")
    anne, jens, mette = (builders.reviewer(workflow, name) for name in (*BOTH, "Mette Sand"))
    builders.impartial(workflow, lead, mette)
    builders.assigned(workflow, 1, anne, jens)
    builders.scored(workflow, 1, anne, 4)
    builders.scored(workflow, 1, jens, 2)
    builders.at_phase(workflow, Phase.CONSENSUS)
    return lead


def agree(workflow, by, **asked):
    given = {
        "points": Fraction(5, 2),
        "reason": "Vi er enige.",
        "participants": BOTH,
        "expected": 0,
    } | asked
    return agreeing.agree(workflow, 1, "2", by=by, **given)


def refusal_of(action, *args, **kwargs):
    with pytest.raises(RefusedActionError) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def stored(workflow):
    with workflow.database.read() as reader:
        return reader.consensus("demo").get(1, {}).get("2")


def test_its_reviewers_and_the_lead_can_take_part(workflow, lead):
    assert agreeing.eligible(workflow, 1, lead) == (*BOTH, "Lone Vestergaard")
    assert agree(workflow, lead, participants=("Anne Holm", lead.name)) == stored(workflow)


def test_somebody_who_did_not_review_cannot_take_part(workflow, lead):
    assert refusal_of(agree, workflow, lead, participants=("Anne Holm", "Mette Sand")) == (
        "Mette Sand kan ikke deltage. Det kan kun de habile, der har indsendt en vurdering af "
        "ansøgningen, og projektlederen."
    )
    assert stored(workflow) is None


def test_whoever_turns_out_to_be_conflicted_can_no_longer_take_part(workflow, lead):
    jens = builders.reviewer(workflow, "Jens Krogh")
    declaring.declare(
        workflow,
        1,
        Stance.CONFLICTED,
        grounds=[Ground.FAMILY],
        text="Min søster er ansat der.",
        by=jens,
        expected=1,
    )

    assert agreeing.eligible(workflow, 1, lead) == ("Anne Holm", "Lone Vestergaard")
    assert refusal_of(agree, workflow, lead).startswith("Jens Krogh kan ikke deltage.")


def test_a_consensus_is_taken_back_with_a_reason_and_made_anew(workflow, lead):
    agree(workflow, lead)

    back = agreeing.take_back(workflow, 1, "2", reason=" Forkert aspekt. ", by=lead, expected=1)

    assert stored(workflow) == back
    assert back == Consensus(1, "2", None, "Forkert aspekt.", (), lead.name, back.at, 2)
    again = agree(workflow, lead, expected=2, points=Fraction(3))
    assert stored(workflow) == again
    log = [each for each in builders.events(workflow) if each.action is Action.AGREED]
    assert [(each.old, each.new) for each in log] == [
        (
            "taget tilbage: Forkert aspekt.",
            "3 point: Vi er enige. (deltog: Anne Holm og Jens Krogh)",
        ),
        (
            "2,5 point: Vi er enige. (deltog: Anne Holm og Jens Krogh)",
            "taget tilbage: Forkert aspekt.",
        ),
        ("", "2,5 point: Vi er enige. (deltog: Anne Holm og Jens Krogh)"),
    ]


def test_there_must_be_something_to_take_back_and_a_reason(workflow, lead):
    def take_back(reason, expected):
        return refusal_of(
            agreeing.take_back, workflow, 1, "2", reason=reason, by=lead, expected=expected
        )

    assert take_back("Fejl.", 0) == "Der er ingen konsensus at tage tilbage."
    agree(workflow, lead)
    assert take_back(" ", 1) == "Skriv, hvorfor konsensus tages tilbage."


def test_the_second_to_take_back_is_shown_the_first(workflow, lead):
    agree(workflow, lead)
    anne = builders.reviewer(workflow)
    back = agreeing.take_back(workflow, 1, "2", reason="Fejl.", by=anne, expected=1)

    with pytest.raises(ConflictError) as conflict:
        agree(workflow, lead, expected=1)

    assert str(conflict.value).startswith("Anne Holm har gemt konsensus for 2, mens du skrev.")
    assert conflict.value.theirs == back
