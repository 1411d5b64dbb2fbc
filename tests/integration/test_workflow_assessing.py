"""Outcomes and recommendations: what is kept, what is logged and what is refused."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from assessment.domain.checking.screening import FormalOutcome, Outcome
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Recommendation
from assessment.domain.outcomes.selection import Ground
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, RefusedActionError
from assessment.workflow import formal, people, recommending, reviewing
from assessment.workflow.cases import round_cases
from tests import builders

LEAD = "Lone Vestergaard"
REQUIREMENTS = [each.id for each in builders.cti_scheme().requirements]


@pytest.fixture
def registered(workflow):
    """A workflow with one application, number 1, towards which the lead is impartial."""
    builders.received(workflow, "01")
    builders.impartial(workflow, builders.lead(workflow))
    return workflow


@pytest.fixture
def bo(registered):
    """A second lead."""
    bo = people.join(registered, "Bo Lund", [Role.LEAD])
    builders.impartial(registered, bo)
    return bo


def log(workflow, action):
    return [
        (each.actor, each.subject, each.old, each.new)
        for each in builders.events(workflow)
        if each.action is action
    ]


def case_of(workflow, by=None):
    """The only case, as somebody sees it who may see everything, or as `by` does."""
    (case,) = round_cases(workflow, "demo", by or builders.auditor(workflow)).cases
    return case


def refusal_of(action, *args, **kwargs):
    with pytest.raises(RefusedActionError) as refusal:
        action(*args, **kwargs)
    return str(refusal.value)


# --- outcomes -------------------------------------------------------------------------------------


def decide(workflow, requirement="G1", outcome=Outcome.MET, **asked):
    given = {"reason": "Alt er besvaret.", "by": builders.lead(workflow), "expected": 0} | asked
    return formal.set_outcome(workflow, 1, requirement, outcome, **given)


def test_an_outcome_is_kept_and_the_old_one_stays_in_the_log(registered, bo):
    decide(registered, outcome=Outcome.UNCLEAR, reason=" Felt 4.3 er tomt.\n")

    decided = decide(registered, by=bo, expected=1)

    assert case_of(registered).screening.outcomes == {"G1": decided}
    assert decided == FormalOutcome(
        "G1", Outcome.MET, "Alt er besvaret.", "Bo Lund", decided.at, version=2
    )
    assert log(registered, Action.OUTCOME_SET) == [
        ("Bo Lund", "G1", "skal afklares: Felt 4.3 er tomt.", "opfyldt: Alt er besvaret."),
        (LEAD, "G1", "", "skal afklares: Felt 4.3 er tomt."),
    ]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"reason": " \n"}, "Skriv en begrundelse for G1, før udfaldet kan gemmes."),
        (
            {"outcome": Outcome.NOT_APPLICABLE},
            "G1 gælder for alle ansøgere og kan ikke være “ikke relevant”.",
        ),
    ],
    ids=["no reason", "never irrelevant"],
)
def test_an_outcome_is_refused_and_nothing_is_kept(registered, asked, sentence):
    assert refusal_of(decide, registered, **asked) == sentence
    assert case_of(registered).screening.outcomes == {}
    assert log(registered, Action.OUTCOME_SET) == []


def test_the_second_to_set_an_outcome_is_shown_the_first(registered, bo):
    first = decide(registered, by=bo)

    with pytest.raises(ConflictError, match=r"^Bo Lund har gemt udfaldet for G1") as conflict:
        decide(registered, outcome=Outcome.UNCLEAR)

    assert conflict.value.theirs == first
    assert case_of(registered).screening.outcomes == {"G1": first}


def test_another_person_confirms_what_somebody_set(registered, bo):
    first, second = decide(registered), decide(registered, "G2", by=bo)

    assert formal.confirm(registered, 1, bo) == 1

    kept = case_of(registered).screening
    confirmed = kept.outcomes["G1"]
    assert confirmed == replace(
        first, confirmed_by="Bo Lund", confirmed_at=confirmed.confirmed_at, version=2
    )
    assert kept.unconfirmed == (second,)
    assert log(registered, Action.OUTCOME_CONFIRMED) == [("Bo Lund", "G1", "", "")]
    assert refusal_of(formal.confirm, registered, 1, bo) == (
        "Der er intet for dig at bekræfte: en anden skal bekræfte det, du selv har sat."
    )


def test_an_outcome_that_is_set_anew_waits_for_confirmation_again(registered, bo):
    decide(registered)
    formal.confirm(registered, 1, bo)

    changed = decide(registered, outcome=Outcome.UNCLEAR, expected=2)

    assert case_of(registered).screening.unconfirmed == (changed,)


def test_an_unknown_requirement_is_named(registered):
    with pytest.raises(NotFoundError, match=r"^Kravet “G9” findes ikke i ordningen\.$"):
        decide(registered, "G9")


def test_an_outcome_of_an_unknown_application_is_refused(workflow):
    with pytest.raises(NotFoundError):
        decide(workflow)


# --- the recommendation ---------------------------------------------------------------------------


@pytest.fixture
def anne(registered):
    """A reviewer who was given application 1."""
    anne = builders.reviewer(registered)
    builders.assigned(registered, 1, anne)
    return anne


@pytest.fixture
def checked(registered, anne):
    """Application 1 with every outcome confirmed and one submitted review of 4 points."""
    decide_all(registered)
    formal.confirm(registered, 1, anne)
    builders.scored(registered, 1, anne, 4)
    builders.at_phase(registered, Phase.RECOMMENDATION)
    return registered


def decide_all(workflow, but=()):
    for requirement in REQUIREMENTS:
        outcome = Outcome.NOT_APPLICABLE if requirement == "M3" else Outcome.MET
        if requirement not in but:
            decide(workflow, requirement, outcome)


def recommend(workflow, award=Award.GRANT, **asked):
    given = {"reason": "Planen er konkret.", "answer": "", "expected": 0}
    given |= asked if award is Award.GRANT else builders.CHOSEN | asked
    return recommending.recommend(workflow, 1, award, **{"by": builders.lead(workflow)} | given)


def test_a_recommendation_is_kept_and_the_old_one_stays_in_the_log(checked, bo):
    recommend(checked, Award.RESERVE, reason=" Tæt på. ")

    made = recommend(checked, by=bo, expected=1)

    assert made == Recommendation(1, Award.GRANT, "Planen er konkret.", "", "Bo Lund", made.at, 2)
    assert case_of(checked).recommendation == made
    assert case_of(checked).missing == ()
    reserve = (
        "reserve: Tæt på. Valget bygger på styrker og svagheder i forhold til kriterierne. Planen er "
        "tyndere end de andres."
    )
    assert log(checked, Action.RECOMMENDED) == [
        ("Bo Lund", "indstilling", reserve, "tilsagn: Planen er konkret."),
        (LEAD, "indstilling", "", reserve),
    ]


def test_the_second_to_recommend_is_shown_the_first(checked, bo):
    first = recommend(checked, Award.RESERVE, by=bo)

    with pytest.raises(ConflictError, match=r"^Bo Lund har gemt en indstilling") as conflict:
        recommend(checked)

    assert conflict.value.theirs == first
    assert case_of(checked).recommendation == first


def test_a_recommendation_needs_a_finished_formal_check(registered):
    decide_all(registered, but=["G2"])
    builders.at_phase(registered, Phase.RECOMMENDATION)

    assert refusal_of(recommend, registered) == (
        "Den formelle prøvning er ikke færdig: sæt et udfald for G2 først."
    )
    assert case_of(registered).recommendation is None


def test_a_recommendation_needs_a_second_persons_formal_check(checked):
    decide(checked, "G2", reason="Set efter.", expected=2)

    assert refusal_of(recommend, checked) == (
        "En anden skal bekræfte den formelle prøvning for G2, før der kan indstilles."
    )
    assert case_of(checked).recommendation is None


@pytest.mark.parametrize(
    ("requirement", "award", "sentence"),
    [
        ("G2", Award.REFUSAL, "Når G2 ikke er opfyldt, kan der kun indstilles til afvisning."),
        ("M1", Award.GRANT, "Når M1 ikke er opfyldt, kan der kun indstilles til afslag."),
    ],
)
def test_an_unmet_requirement_decides_what_can_be_recommended(
    checked, requirement, award, sentence
):
    decide(checked, requirement, Outcome.NOT_MET, reason="Det står der ikke om.", expected=2)

    assert refusal_of(recommend, checked, award) == sentence


def test_a_dismissal_needs_an_unmet_requirement(checked):
    assert refusal_of(recommend, checked, Award.DISMISSAL) == (
        "Når intet krav er uopfyldt, kan der kun indstilles til tilsagn, reserve eller afslag."
    )


def test_a_recommendation_needs_a_reason(checked):
    assert refusal_of(recommend, checked, reason=" \n ") == (
        "Skriv begrundelsen for indstillingen, før den gemmes."
    )
    assert log(checked, Action.RECOMMENDED) == []


def test_what_the_ranking_does_not_say_needs_a_choice_that_is_kept(checked):
    within = (
        "Ansøgeren ligger inden for det antal, der kan udvælges, så det skal begrundes, at der "
        "indstilles til reserve."
    )
    asked = {"choice": " Landsdelen har en. ", "grounds": ()}
    assert refusal_of(recommend, checked, Award.RESERVE, **asked) == (
        f"{within} Vælg, hvad valget bygger på."
    )
    asked["grounds"] = (Ground.OTHER,)
    assert refusal_of(recommend, checked, Award.RESERVE, **asked).startswith(
        "Begrundelsen for valget nævner “geografisk spredning”"
    )
    assert log(checked, Action.RECOMMENDED) == []

    asked["grounds"] = [Ground.OTHER, Ground.GEOGRAPHY, Ground.OTHER]
    made = recommend(checked, Award.RESERVE, **asked)

    grounds = (Ground.GEOGRAPHY, Ground.OTHER)
    assert (made.choice, made.grounds) == ("Landsdelen har en.", grounds)
    assert case_of(checked).recommendation == made


def test_a_recommendation_needs_an_answer_to_what_needs_attention(checked, anne):
    builders.at_phase(checked, Phase.ASSESSMENT)
    reviewing.reopen(checked, 1, anne, "Jeg så forkert.")
    reviewing.save_score(checked, 1, anne, "7", points=0, reason="Intet om det.", expected=1)
    reviewing.submit(checked, 1, anne)
    builders.at_phase(checked, Phase.RECOMMENDATION)

    assert refusal_of(recommend, checked, answer=" ") == (
        "Svar på opmærksomhedspunkterne, før indstillingen gemmes: "
        "Anne Holm har givet 0 for 7 Borgerinddragelse. "
        "Borgerinddragelse ligger på 0,00 og dermed under 2,00."
    )
    assert recommend(checked, answer=" Det rettes. ").answer == "Det rettes."


def test_a_recommendation_of_an_unknown_application_is_refused(workflow):
    with pytest.raises(NotFoundError):
        recommend(workflow)


# --- the round at once ----------------------------------------------------------------------------


def test_an_empty_round_has_no_cases(workflow):
    round_ = round_cases(workflow, "demo", builders.auditor(workflow))

    assert (round_.cases, round_.ranking.standings) == ((), ())


def test_an_unknown_round_is_named(workflow):
    with pytest.raises(NotFoundError, match=r"^Runden “2031-1” findes ikke"):
        round_cases(workflow, "2031-1", builders.auditor(workflow))


def test_a_case_of_another_round_is_not_found(registered):
    with pytest.raises(NotFoundError, match=r"^Ansøgning nr\. 9 findes ikke i runden demo\.$"):
        round_cases(registered, "demo", builders.auditor(registered)).case(9)


def test_a_round_is_read_with_the_same_number_of_queries_however_large(registered):
    auditor = builders.auditor(registered)
    asked = []
    event.listen(
        registered.database._engine,
        "before_cursor_execute",
        lambda *args: asked.append(args[2]),
    )
    round_cases(registered, "demo", auditor)
    for_one = len(asked)
    builders.received(registered, "02", "03")
    asked.clear()

    assert len(round_cases(registered, "demo", auditor).cases) == 3

    assert len(asked) == for_one
