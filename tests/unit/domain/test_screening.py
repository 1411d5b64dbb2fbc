from dataclasses import replace

import pytest

from assessment.domain.checking.screening import (
    Finding,
    FormalOutcome,
    Outcome,
    Proposal,
    Screening,
)
from tests.builders import NOON, screening

MET, NOT_MET, UNCLEAR = Outcome.MET, Outcome.NOT_MET, Outcome.UNCLEAR
NOT_APPLICABLE = Outcome.NOT_APPLICABLE


def one(proposed, decided=None):
    """A check of the single requirement M3."""
    proposal = Proposal("M3", proposed, (Finding(proposed, "Set af maskinen."),))
    outcomes = {"M3": FormalOutcome("M3", decided, "Set.", "Anne Holm", NOON)} if decided else {}
    return Screening((proposal,), (), outcomes)


@pytest.mark.parametrize(
    ("proposed", "decided", "expected"),
    [
        (MET, None, (MET, True, False)),
        (UNCLEAR, None, (UNCLEAR, True, False)),
        (NOT_MET, None, (NOT_MET, True, False)),
        (NOT_APPLICABLE, None, (NOT_APPLICABLE, False, False)),
        (NOT_MET, MET, (MET, False, False)),
        (MET, NOT_MET, (NOT_MET, False, True)),
        (MET, UNCLEAR, (UNCLEAR, True, False)),
        (UNCLEAR, NOT_APPLICABLE, (NOT_APPLICABLE, False, False)),
        (NOT_APPLICABLE, NOT_MET, (NOT_MET, False, True)),
    ],
)
def test_a_machine_proposes_and_only_a_human_closes(proposed, decided, expected):
    checked = one(proposed, decided)

    assert (checked.outcome("M3"), bool(checked.open), bool(checked.unmet)) == expected


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        (screening(), "opfyldt"),
        (screening(unsettled=["G2", "M1"]), "2 mangler"),
        (screening(unmet=["M3"], unsettled=["G2"]), "ikke opfyldt"),
        (one(NOT_MET), "1 mangler"),
    ],
    ids=["all-met", "two-open", "one-unmet", "proposed-only"],
)
def test_status_tells_the_whole_check_in_a_few_words(checked, expected):
    assert checked.status == expected


def test_unmet_and_open_stand_in_the_order_of_the_scheme():
    checked = screening(unmet=["D4", "G1", "M3"], unsettled=["D1", "G2"])

    assert [each.requirement for each in checked.unmet] == ["G1", "M3", "D4"]
    assert checked.open == ("G2", "D1")


def test_a_requirement_the_scheme_does_not_have_is_a_key_error():
    with pytest.raises(KeyError):
        screening().outcome("M9")


def test_an_outcome_of_a_requirement_no_longer_there_decides_nothing():
    orphan = FormalOutcome("M9", NOT_MET, "Set.", "Anne Holm", NOON)
    checked = replace(screening(), outcomes={**screening().outcomes, "M9": orphan})

    assert (checked.unmet, checked.open, checked.status) == ((), (), "opfyldt")


def test_outcomes_are_the_four_words_of_the_formal_check():
    assert [*Outcome] == ["opfyldt", "ikke opfyldt", "skal afklares", "ikke relevant"]
