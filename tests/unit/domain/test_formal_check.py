import pytest

from assessment.domain.checking.formal_check import screen, validate_outcome
from assessment.domain.checking.screening import Outcome
from assessment.errors import RefusedActionError
from tests.builders import application, cti_scheme, filled


def proposed(checked):
    return {each.requirement: each.outcome for each in checked.proposals}


def test_a_complete_municipality_meets_all_that_concerns_it():
    checked = screen(application(), cti_scheme())

    everything = {each.id: Outcome.MET for each in cti_scheme().requirements}
    assert proposed(checked) == everything | {"M3": Outcome.NOT_APPLICABLE}
    assert [each.code for each in checked.flags] == ["F10"]
    assert checked.outcomes == {}


def test_the_machine_never_closes_a_requirement_by_itself():
    checked = screen(application(), cti_scheme())

    assert checked.open == tuple(each.id for each in cti_scheme().requirements if each.id != "M3")
    assert checked.unmet == ()


def test_an_empty_file_is_to_be_clarified_and_not_rejected():
    checked = screen(application({}, unplaced="Vi søger om støtte."), cti_scheme())

    expected = {each.id: Outcome.UNCLEAR for each in cti_scheme().requirements}
    assert proposed(checked) == expected | {"G2": Outcome.MET}


@pytest.mark.parametrize("answers", [{}, filled(), filled(**{"1.1": "private_provider"})])
def test_only_a_late_receipt_is_ever_proposed_as_unmet(answers):
    checked = screen(application(answers, received=None), cti_scheme())

    assert Outcome.NOT_MET not in proposed(checked).values()


@pytest.mark.parametrize(
    ("requirement", "outcome"),
    [
        ("M1", Outcome.MET),
        ("M1", Outcome.NOT_MET),
        ("M1", Outcome.UNCLEAR),
        ("M3", Outcome.NOT_APPLICABLE),
    ],
)
def test_an_outcome_with_a_reason_stands(requirement, outcome):
    validate_outcome(cti_scheme().requirement(requirement), outcome, "Se felt 2.1.")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_outcome_without_a_reason_is_refused(outcome):
    sentence = "^Skriv en begrundelse for M3, før udfaldet kan gemmes.$"

    with pytest.raises(RefusedActionError, match=sentence):
        validate_outcome(cti_scheme().requirement("M3"), outcome, " \n")


def test_a_requirement_for_everybody_is_never_irrelevant():
    sentence = "^M1 gælder for alle ansøgere og kan ikke være “ikke relevant”.$"

    with pytest.raises(RefusedActionError, match=sentence):
        validate_outcome(cti_scheme().requirement("M1"), Outcome.NOT_APPLICABLE, "Kommune.")
