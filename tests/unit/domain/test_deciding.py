"""What keeps an application from being decided, who may not decide, and how decisions add up."""

from dataclasses import replace
from datetime import timedelta

from assessment.domain.applications.versions import SetAside
from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.outcomes.selection import choice_needed
from assessment.domain.panel.impartiality import Closure
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.rounds.case import Closed
from assessment.domain.rounds.deciding import (
    Wanted,
    assessor_refusal,
    awarded,
    departures,
    frame_remark,
    obstacles,
    ordered,
    overtaken,
    summary,
    to_decide,
    why_choose,
)
from tests.builders import NOON, case, person, recommendation, review, round_of, screening

GRANT, RESERVE, REFUSAL, DISMISSAL = Award
ANNE, KARIN = person("Anne Holm", 1), person("Karin Dahl", 9)
HOUR = timedelta(hours=1)


def decided(made, award=GRANT, at=NOON + HOUR):
    return replace(made, decision=Decision(made.id, award, "", "Karin Dahl", at, 1))


def recommended(id_=1, award=GRANT, points=3, **rest):
    made = replace(recommendation(award), application=id_)
    return case(review(points, application_id=id_), id_=id_, made=made, **rest)


def test_a_recommended_application_waits_for_nothing():
    assert obstacles(recommended(), NOON) == ()


def test_what_is_missing_and_what_must_be_heard_keeps_it_waiting():
    outside = Exchange(1, "demo", 1, Kind.OUTSIDE, "Tekst.", "Lone", NOON, "Tilbudsportalen")

    assert obstacles(replace(case(), exchanges=(outside,)), NOON) == (
        "en indsendt vurdering",
        "en indstilling",
        "partshøring over oplysningen fra Tilbudsportalen",
    )


def test_what_is_set_aside_is_not_decided():
    aside = replace(recommended(), set_aside=SetAside(1, 2, "Dublet.", "Lone", NOON))

    assert obstacles(aside, NOON) == ("at ansøgningen tages frem igen; den er lagt til side",)


def test_a_recommendation_changed_after_the_decision_must_be_decided_again():
    made = decided(recommended())
    changed = decided(recommended(), at=NOON - HOUR)

    assert (overtaken(made), overtaken(changed)) == (False, True)


def test_to_decide_is_what_waits_for_nothing_else():
    made, changed = decided(recommended(1)), decided(recommended(2), at=NOON - HOUR)
    ready, unready = recommended(3), case(id_=4)

    assert to_decide(round_of(made, changed, ready, unready), NOON) == (changed, ready)


def test_a_choice_is_reasoned_by_the_place_in_the_round():
    cases = [case(review(6 - id_, application_id=id_), id_=id_) for id_ in range(1, 6)]
    round_ = round_of(*cases)

    assert [bool(why_choose(round_, each, GRANT)) for each in cases] == [False] * 4 + [True]
    assert [bool(why_choose(round_, each, REFUSAL)) for each in cases] == [True] * 4 + [False]
    assert why_choose(round_, cases[4], GRANT) == choice_needed(GRANT, round_.ranking.standing("5"))


def test_whoever_does_not_see_the_whole_round_learns_no_place_by_recommending():
    made, unmet = case(review(4)), case(id_=2, formal=screening(unmet=["M1"]))
    part = replace(round_of(made, unmet), closed=(Closed(3, "Nord", Closure.CONFLICTED),))

    assert {why_choose(part, made, award) for award in Award} == {choice_needed(GRANT, None)}
    assert why_choose(part, unmet, REFUSAL) == ""


def test_only_whoever_took_no_part_in_the_assessment_may_decide():
    agreed = Consensus(1, "2", None, "", ("Mette Sand",), "Ida Bo", NOON)
    round_ = round_of(
        replace(case(review(by=ANNE), made=recommendation()), consensus={"2": agreed})
    )

    def refusal(name):
        return assessor_refusal(round_, person(name, 7))

    assert assessor_refusal(round_, KARIN) is None
    assert assessor_refusal(round_, person("Gift Navn", ANNE.id)) == (
        "Du har selv vurderet i runden; afgørelsen skal træffes af en anden."
    )
    assert refusal("Mette Sand") == (
        "Du har selv deltaget i konsensus i runden; afgørelsen skal træffes af en anden."
    )
    assert refusal("Ida Bo") == refusal("Mette Sand")
    assert refusal("Bo Lund") == (
        "Du har selv taget stilling i den formelle prøvning og indstillet i runden; afgørelsen skal "
        "træffes af en anden."
    )


def test_grants_beyond_the_frame_are_remarked_on_and_too_few_only_at_the_end():
    cases = [recommended(each) for each in range(1, 7)]
    round_ = round_of(*cases)

    def remark(granted, of):
        given = {each: GRANT if each <= granted else REFUSAL for each in range(1, of + 1)}
        return frame_remark(round_, given)

    assert [remark(4, 6), remark(2, 6), remark(1, 3)] == ["", "", ""]
    assert remark(5, 5) == (
        "Der gives tilsagn til 5 ansøgere; runden er planlagt til 2–4 ansøgere."
    )
    assert remark(1, 6) == "Der gives tilsagn til 1 ansøger; runden er planlagt til 2–4 ansøgere."


def test_what_is_decided_already_counts_with_what_is_to_be():
    round_ = round_of(decided(recommended(1)), recommended(2))

    assert awarded(round_, {2: REFUSAL}) == {1: GRANT, 2: REFUSAL}
    assert awarded(round_, {1: RESERVE}) == {1: RESERVE}


def test_a_grant_past_somebody_with_a_better_place_is_pointed_out():
    first, second, third = (
        recommended(each, points=points, name=name)
        for each, points, name in ((1, 5, "Bakkedal"), (2, 4, "Lyngmose"), (3, 3, "Åmose"))
    )
    round_ = round_of(first, second, third)

    assert departures(round_, {1: GRANT, 2: GRANT, 3: REFUSAL}) == ()
    assert departures(round_, {1: REFUSAL, 2: RESERVE, 3: GRANT}) == (
        "Åmose (plads 3) får tilsagn, men Bakkedal (plads 1) og Lyngmose (plads 2) får det ikke.",
    )
    assert departures(round_, {3: GRANT}) == ()


def test_grants_stand_first_and_each_group_by_place():
    cases = [recommended(1, points=2), recommended(2, points=4), recommended(3, points=3)]
    unmet = recommended(4, formal=screening(unmet=["M1"]))
    wanted = [
        Wanted(4, REFUSAL, "", 0),
        Wanted(1, GRANT, "", 0),
        Wanted(2, REFUSAL, "", 0),
        Wanted(3, GRANT, "", 0),
    ]

    found = ordered(round_of(*cases, unmet), wanted)

    assert [each.application for each in found] == [3, 1, 2, 4]


def test_the_summary_tells_how_far_the_decisions_are():
    round_ = round_of(decided(recommended(1)), recommended(2, RESERVE), case(id_=3))

    assert summary(round_, NOON) == (
        "3 ansøgninger: 1 afgjort, 1 klar til afgørelse, 1 mangler noget. Runden er planlagt til 2–4 "
        "ansøgere; 1 er indstillet til tilsagn, og 1 har fået det."
    )
