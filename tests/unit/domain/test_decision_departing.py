"""What a decider may decide: what is recommended, or something else with a reason."""

import pytest

from assessment.domain.decision import Award, Decision, validate_decision
from assessment.errors import RefusedActionError
from tests.builders import NOON, recommendation

AWARDS = (Award.GRANT, Award.RESERVE, Award.REFUSAL)


def decision(award, reason=""):
    return Decision(1, award, reason, "Karin Dahl", NOON)


@pytest.mark.parametrize("award", AWARDS)
def test_what_is_recommended_needs_no_reason(award):
    validate_decision(decision(award), recommendation(award), AWARDS)


def test_something_else_needs_one():
    validate_decision(decision(Award.REFUSAL, "Rammen er brugt."), recommendation(), AWARDS)


@pytest.mark.parametrize(
    ("made", "recommended", "allowed", "sentence"),
    [
        (
            decision(Award.GRANT),
            None,
            AWARDS,
            "Der er ikke indstillet noget for ansøgningen endnu.",
        ),
        (
            decision(Award.GRANT, "Alligevel."),
            recommendation(Award.DISMISSAL),
            (Award.DISMISSAL,),
            "Der kan kun træffes afgørelse om afvisning.",
        ),
        (
            decision(Award.REFUSAL, " \n"),
            recommendation(),
            AWARDS,
            "Afgørelsen afviger fra indstillingen (tilsagn). Skriv hvorfor.",
        ),
    ],
    ids=["nothing recommended", "not allowed", "departs without a reason"],
)
def test_what_cannot_be_decided_is_refused(made, recommended, allowed, sentence):
    with pytest.raises(RefusedActionError) as refused:
        validate_decision(made, recommended, allowed)

    assert str(refused.value) == sentence
