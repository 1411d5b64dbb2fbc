"""A round's steps: what each locks, whom it concerns, and what must be done before it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.domain.checking.screening import Outcome
from assessment.domain.correspondence.dialogue import Answered, Kind
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.people import Person, Role
from assessment.domain.rounds.progress import (
    Sides,
    Step,
    next_phase,
    previous_phase,
    step_back,
    step_forward,
)
from tests.builders import (
    NOON,
    case,
    consensus,
    exchange,
    recommendation,
    review,
    round_of,
    screening,
)

ANNE = Person(1, "Anne Holm", roles=frozenset({Role.REVIEWER}))
BO = Person(2, "Bo Lund", roles=frozenset({Role.REVIEWER}))
EVERYBODY = ("Anne Holm", "Bo Lund", "Lone Vestergaard")
AFTER = NOON + timedelta(days=60)


def whole(name, *points, id_=1, formal=None, made=None, **rest):
    """An application that Anne and Bo were given, with the points of those who submitted."""
    reviews = (
        review(given, application_id=id_, by=by)
        for given, by in zip(points, (ANNE, BO), strict=False)
    )
    asked = tuple(Assignment(id_, each, "Lone", NOON) for each in (ANNE, BO))
    return replace(
        case(*reviews, name=name, id_=id_, formal=formal, made=made), assignments=asked, **rest
    )


def said(phase, *cases, barred=None, now=AFTER, **rest):
    """What hinders the step forward from a phase, and what is worth knowing."""
    round_ = replace(round_of(*cases), phase=phase, **rest)
    step = step_forward(Sides(round_, round_), EVERYBODY, barred or {}, now)
    return step.hinders, step.notes


def in_phase(phase, *cases):
    return replace(round_of(*cases), phase=phase)


def alone(checked, requirement="G2", outcome=Outcome.NOT_MET):
    """A formal check in which nobody has confirmed what one person found of a requirement."""
    made = replace(checked.outcomes[requirement], outcome=outcome, confirmed_by="", version=1)
    return replace(checked, outcomes={**checked.outcomes, requirement: made})


# --- the order ------------------------------------------------------------------------------------


def test_phases_follow_each_other():
    assert [next_phase(each) for each in Phase] == [*list(Phase)[1:], None]
    assert [previous_phase(each) for each in Phase] == [None, *list(Phase)[:-1]]


@pytest.mark.parametrize(
    ("phase", "locks", "opens"),
    [
        (
            Phase.PREPARATION,
            (
                "Kriterier, krav og vægte fryses med kontrolsum, navn og begrundelse og kan ikke "
                "ændres, så længe runden er åben."
            ),
            (
                "Ansøgninger kan lægges ind, alle erklærer habilitet, og den formelle prøvning "
                "begynder."
            ),
        ),
        (
            Phase.CONSENSUS,
            "Konsensus låses. Fordeling, vurderinger og konsensus kan ikke ændres.",
            "Projektlederen indstiller, og beslutteren træffer afgørelse.",
        ),
        (
            Phase.DECIDED,
            "Alt låses; runden kan kun læses.",
            "En administrator kan slette runden efter en fuld sikkerhedskopi.",
        ),
    ],
)
def test_a_step_says_what_it_locks_and_opens_and_concerns_all_who_take_part(phase, locks, opens):
    round_ = in_phase(phase)

    assert step_forward(Sides(round_, round_), EVERYBODY, {}, AFTER) == Step(
        next_phase(phase), locks, opens, EVERYBODY
    )


@pytest.mark.parametrize("phase", [Phase.RECEIVING, Phase.ASSESSMENT])
def test_around_the_assessment_a_step_concerns_those_who_review(phase):
    round_ = in_phase(phase, whole("Bakkedal", 3, 3))

    assert step_forward(Sides(round_, round_), EVERYBODY, {}, AFTER).concerns == (
        "Anne Holm",
        "Bo Lund",
    )


def test_an_archived_round_goes_nowhere():
    round_ = in_phase(Phase.ARCHIVED)

    assert step_forward(Sides(round_, round_), EVERYBODY, {}, AFTER) is None
    assert step_back(round_, EVERYBODY) is None


def test_a_round_in_preparation_has_nowhere_to_go_back_to():
    assert step_back(in_phase(Phase.PREPARATION), EVERYBODY) is None


def test_a_step_back_says_what_is_locked_until_the_round_returns():
    assert step_back(in_phase(Phase.CONSENSUS, whole("Bakkedal")), EVERYBODY) == Step(
        Phase.ASSESSMENT,
        "Det, der hører til konsensus, kan ikke ændres, før runden er tilbage i konsensus.",
        "Det, der hører til vurdering, kan ændres igen. Alt, der er skrevet, bevares.",
        EVERYBODY,
    )


HOLDING = ("Der er kommet noget ind; reglerne kan ikke ændres, når ansøgninger er åbnet.",)


def test_rules_are_not_thawed_once_something_has_come_in():
    empty, there = in_phase(Phase.RECEIVING), in_phase(Phase.RECEIVING, whole("Bakkedal"))
    aside = replace(empty, set_aside=there.cases)

    assert step_back(empty, EVERYBODY).hinders == ()
    assert step_back(empty, EVERYBODY, received=True).hinders == HOLDING
    assert step_back(there, EVERYBODY).hinders == HOLDING
    assert step_back(aside, EVERYBODY).hinders == HOLDING


# --- to the assessment ----------------------------------------------------------------------------


def test_nothing_keeps_a_round_that_is_ready_from_being_assessed():
    assert said(Phase.RECEIVING, whole("Bakkedal")) == ((), ())


def test_what_is_worth_knowing_before_the_assessment():
    single = replace(whole("Lyngmose", id_=2), assignments=(Assignment(2, ANNE, "Lone", NOON),))
    barred = {1: frozenset({BO.id})}
    unmet = replace(whole("Strandby", id_=3, formal=screening(unmet=["G2"])), assignments=())
    open_ = whole("Fjordby", id_=4, formal=screening(unsettled=["M1"]))

    assert said(
        Phase.RECEIVING,
        whole("Bakkedal"),
        single,
        unmet,
        open_,
        barred=barred,
        now=NOON,
        pending=2,
        undeclared=("Karin Dahl", "Lone Vestergaard"),
    ) == (
        (),
        (
            "Har færre end 2 bedømmere: Bakkedal og Lyngmose.",
            "Ansøgningsfristen er først 02.10.2026 kl. 12.00.",
            "2 erklæringer om habilitet venter på en afgørelse.",
            "Har ikke erklæret habilitet over for alle ansøgere: Karin Dahl og Lone Vestergaard.",
            "Den formelle prøvning er ikke færdig eller bekræftet for Fjordby.",
        ),
    )


# --- to consensus ---------------------------------------------------------------------------------


def test_every_review_is_awaited_before_the_panel_meets():
    assert said(Phase.ASSESSMENT, whole("Bakkedal", 3), whole("Lyngmose", 3, 4, id_=2)) == (
        ("Bakkedal: Bo Lund har ikke indsendt eller meldt fra.",),
        (),
    )


def test_whoever_abstained_or_is_conflicted_or_gone_is_not_awaited():
    sick = (Assignment(1, ANNE, "Lone", NOON), Assignment(1, BO, "Lone", NOON, "Syg."))
    gone = Person(3, "Cilla Krag", roles=frozenset({Role.REVIEWER}), active=False)
    assignments = (*sick, Assignment(1, gone, "Lone", NOON))
    abstained = replace(whole("Bakkedal", 3), assignments=assignments)
    barred = whole("Lyngmose", 3, id_=2)

    assert said(Phase.ASSESSMENT, abstained, barred, barred={2: frozenset({BO.id})}) == (
        (),
        ("Har kun én vurdering, der tæller: Bakkedal og Lyngmose.",),
    )


def test_all_reviewers_conflicted_is_told_with_what_to_do():
    everybody = frozenset({ANNE, BO})
    conflicted = whole("Bakkedal", 3, 4, barred=everybody)

    assert said(Phase.ASSESSMENT, conflicted, barred={1: frozenset({1, 2})}) == (
        (
            (
                "Bakkedal: ingen vurdering tæller. Fordel den til en, der er habil, eller giv en "
                "anden rollen bedømmer på siden Deltagere."
            ),
        ),
        (),
    )


def test_a_doubt_that_nobody_has_decided_hinders():
    assert said(Phase.ASSESSMENT, whole("Bakkedal", 3, 4), pending=1) == (
        ("1 erklæring om habilitet venter på en afgørelse.",),
        (),
    )


def test_an_applicant_is_not_left_out_by_one_persons_word():
    left_out = whole("Bakkedal", formal=alone(screening()))
    confirmed = whole("Lyngmose", id_=2, formal=screening(unmet=["G2"]))
    one_of_two = whole("Strandby", id_=3, formal=alone(screening(unmet=["G1"])))
    sentence = (
        "Bakkedal: en anden skal bekræfte, at G2 ikke er opfyldt, før ansøgningen holdes uden for "
        "vurderingen."
    )

    for phase in (Phase.ASSESSMENT, Phase.CONSENSUS):
        assert said(phase, left_out, confirmed, one_of_two) == (
            (sentence,),
            ("Den formelle prøvning er ikke færdig eller bekræftet for Bakkedal og Strandby.",),
        )


# --- to the recommendation ------------------------------------------------------------------------


def test_every_difference_is_discussed_first():
    apart = whole("Bakkedal", {"7": 1, "2": 5}, {"7": 3, "2": 1}, consensus={"2": consensus("2")})
    close = whole("Lyngmose", 3, 4, id_=2)

    assert said(Phase.CONSENSUS, apart, close) == (
        ("Bakkedal: 1 forskel er ikke drøftet (7).",),
        (),
    )
    assert said(Phase.CONSENSUS, replace(apart, consensus={})) == (
        ("Bakkedal: 2 forskelle er ikke drøftet (2 og 7).",),
        (),
    )


def test_an_application_that_came_since_is_assessed_first():
    assert said(Phase.CONSENSUS, whole("Bakkedal", 3, 3), whole("Lyngmose", id_=2)) == (
        (
            (
                "Lyngmose: ingen vurdering tæller. Tag runden tilbage til vurdering, eller afgør "
                "den formelle prøvning."
            ),
        ),
        (),
    )


def test_what_a_conflicted_person_took_part_in_is_done_again_by_others():
    # Anne set the outcomes of the formal check and took part in the consensus.
    barred = whole("Bakkedal", 3, 3, consensus={"7": consensus()}, barred=frozenset({ANNE}))
    outcomes = {"G1": barred.screening.outcomes["G1"]}
    barred = replace(barred, screening=replace(barred.screening, outcomes=outcomes))

    hinders, _ = said(Phase.CONSENSUS, barred, undeclared=("Karin Dahl",))

    assert hinders == (
        (
            "Bakkedal: en, der er eller kan være inhabil, har taget del i udfaldet for G1 og "
            "konsensus om 7; andre skal gøre det om."
        ),
    )


# --- to the decision ------------------------------------------------------------------------------


def decided(name="Bakkedal", **rest):
    made = Decision(1, Award.GRANT, "", "Karin Dahl", NOON + timedelta(hours=1), 1)
    return whole(name, 3, 3, made=recommendation(), decision=made, **rest)


def test_a_round_is_decided_once_every_application_is():
    assert said(Phase.RECOMMENDATION, decided()) == ((), ())


def test_what_lacks_a_decision_or_anything_before_it_is_told():
    assert said(Phase.RECOMMENDATION, decided(), whole("Lyngmose", 3, 3, id_=2), pending=1) == (
        (
            "Der mangler en afgørelse for Lyngmose.",
            "Lyngmose: der mangler en indstilling.",
            "1 erklæring om habilitet venter på en afgørelse.",
        ),
        (),
    )


def test_an_applicant_is_heard_about_what_others_said_before_it_is_decided():
    outside = exchange(Kind.OUTSIDE, "Tilbuddet er lukket.", counterpart="Tilbudsportalen")

    assert said(Phase.RECOMMENDATION, decided(exchanges=(outside,))) == (
        ("Bakkedal: der mangler partshøring over oplysningen fra Tilbudsportalen.",),
        (),
    )


def test_a_formal_check_that_was_opened_again_hinders():
    opened = decided(formal=alone(screening(), outcome=Outcome.MET))

    assert said(Phase.RECOMMENDATION, opened) == (
        ("Bakkedal: der mangler en anden persons bekræftelse af den formelle prøvning.",),
        (),
    )


AGAIN = (
    "Der skal træffes afgørelse igen, for indstillingen er ændret siden, eller den, der traf den, er "
    "eller kan være inhabil: Bakkedal."
)


def test_what_was_decided_on_something_else_is_decided_again():
    later = replace(recommendation(), at=NOON + timedelta(hours=2))

    assert said(Phase.RECOMMENDATION, replace(decided(), recommendation=later)) == ((AGAIN,), ())


def test_what_a_conflicted_person_decided_is_decided_again():
    karin = Person(9, "Karin Dahl", roles=frozenset({Role.DECIDER}))

    assert said(Phase.RECOMMENDATION, decided(barred=frozenset({karin}))) == ((AGAIN,), ())


@pytest.mark.parametrize("phase", [Phase.RECOMMENDATION, Phase.DECIDED])
def test_an_answer_that_one_applicant_got_is_worth_sharing_with_all(phase):
    asked = exchange(Kind.QUESTION, "Må vi?", counterpart="Ask", application=None)
    told = replace(asked, answer=Answered("Ja.", NOON, "Lone Vestergaard"))

    assert said(phase, decided(), exchanges=(told, asked)) == (
        (),
        ("1 svar er ikke delt med alle ansøgere.",),
    )
