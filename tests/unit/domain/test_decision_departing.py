"""What may be decided: what is recommended on two people's word, or something else with a reason."""

from dataclasses import replace

import pytest

from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision, validate_decision, validate_recommendation
from assessment.errors import RefusedActionError
from tests.builders import NOON, cti_scheme, recommendation, screening

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


def test_nothing_is_recommended_on_one_persons_formal_check():
    checked = screening()
    alone = replace(checked.outcomes["M1"], confirmed_by="", confirmed_at=None, version=1)
    waiting = replace(checked, outcomes={**checked.outcomes, "M1": alone})

    with pytest.raises(RefusedActionError) as refused:
        validate_recommendation(recommendation(), waiting, cti_scheme(), ())

    assert str(refused.value) == (
        "En anden skal bekræfte den formelle prøvning for M1, før der kan indstilles."
    )
