"""What somebody is told of what hinders a round: no more than they may see of it."""

from __future__ import annotations

from dataclasses import replace

from assessment.domain.panel.access import Act, Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.impartiality import Closure
from assessment.domain.panel.people import Person, Role
from assessment.domain.rounds.case import Closed
from assessment.domain.rounds.progress import Sides, Step, step_act, step_forward
from assessment.domain.rounds.sight import OWN_FIRST
from tests.builders import NOON, case, review, round_of, screening

ANNE = Person(1, "Anne Holm", roles=frozenset({Role.REVIEWER}))
JENS = Person(2, "Jens Krogh", roles=frozenset({Role.REVIEWER}))
MORE = (
    "Der er mere, som hindrer skridtet: ved ansøgninger, der er lukket for dig, eller hvor andres "
    "vurderinger er skjult for dig."
)


def waiting(name, id_):
    """A case that Anne has reviewed and Jens has not."""
    asked = tuple(Assignment(id_, each, "Lone", NOON) for each in (ANNE, JENS))
    return replace(case(review(application_id=id_, by=ANNE), name=name, id_=id_), assignments=asked)


BAKKEDAL, LYNGMOSE = waiting("Bakkedal", 1), waiting("Lyngmose", 2)
WHOLE = replace(round_of(BAKKEDAL, LYNGMOSE), phase=Phase.ASSESSMENT)


def step(whole, seen):
    return step_forward(Sides(whole, seen), (), {}, NOON)


def test_whoever_sees_everything_is_told_everything():
    assert step(WHOLE, WHOLE) == Step(
        Phase.CONSENSUS,
        "De individuelle vurderinger låses: ingen kan give, rette eller genåbne point.",
        "Bedømmerne ser hinandens point og drøfter forskelle på to point eller mere.",
        ("Anne Holm", "Jens Krogh"),
        (
            "Bakkedal: Jens Krogh har ikke indsendt eller meldt fra.",
            "Lyngmose: Jens Krogh har ikke indsendt eller meldt fra.",
        ),
    )


def test_nobody_is_told_who_has_submitted_where_that_is_hidden():
    seen = replace(WHOLE, cases=(BAKKEDAL, replace(LYNGMOSE, hidden=OWN_FIRST)))

    assert step(WHOLE, seen).hinders == (
        "Bakkedal: Jens Krogh har ikke indsendt eller meldt fra.",
        MORE,
    )


def test_an_application_that_is_closed_is_not_spoken_of():
    unchecked = replace(LYNGMOSE, screening=screening(unsettled=["G2"]))
    whole = replace(WHOLE, cases=(BAKKEDAL, unchecked))
    seen = replace(whole, cases=(BAKKEDAL,), closed=(Closed(2, "Lyngmose", Closure.CONFLICTED),))

    told = step(whole, seen)

    assert (told.hinders, told.notes) == (
        ("Bakkedal: Jens Krogh har ikke indsendt eller meldt fra.", MORE),
        (),
    )
    assert step(whole, whole).notes == (
        "Den formelle prøvning er ikke færdig eller bekræftet for Lyngmose.",
    )


def test_hidden_judgement_hides_no_formal_check():
    unchecked = replace(LYNGMOSE, screening=screening(unsettled=["G2"]), hidden=OWN_FIRST)
    whole = replace(WHOLE, cases=(unchecked,))

    assert step(whole, whole).notes == (
        "Den formelle prøvning er ikke færdig eller bekræftet for Lyngmose.",
    )


def test_where_nothing_may_be_seen_it_is_only_told_that_something_hinders():
    closed = tuple(Closed(each.id, each.name, Closure.UNDECLARED) for each in WHOLE.cases)

    assert step(WHOLE, replace(WHOLE, cases=(), closed=closed)).hinders == (MORE,)


def test_where_nothing_hinders_a_blind_lead_may_go_on():
    done = replace(BAKKEDAL, assignments=BAKKEDAL.assignments[:1])
    whole = replace(WHOLE, cases=(done,))

    assert step(whole, replace(whole, cases=(replace(done, hidden=OWN_FIRST),))).hinders == ()


def test_a_single_review_is_told_where_it_may_be_seen():
    done = replace(BAKKEDAL, assignments=BAKKEDAL.assignments[:1])
    whole = replace(WHOLE, cases=(done,))
    blind = replace(whole, cases=(replace(done, hidden=OWN_FIRST),))

    assert step(whole, whole).notes == ("Har kun én vurdering, der tæller: Bakkedal.",)
    assert step(whole, blind).notes == ()


def test_an_empty_round_says_so_to_all():
    empty = replace(round_of(), phase=Phase.RECEIVING)

    assert step(empty, empty).hinders == ("Der er ingen ansøgninger i runden endnu.",)


def test_archiving_is_an_act_of_its_own():
    assert [step_act(phase) for phase in Phase] == [
        Act.MOVE,
        Act.MOVE,
        Act.MOVE,
        Act.MOVE,
        Act.MOVE,
        Act.ARCHIVE,
        Act.MOVE,
    ]
