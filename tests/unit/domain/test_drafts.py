"""Which texts a decision letter needs, and what is proposed for them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.applications.personal import mask
from assessment.domain.correspondence.dialogue import Answered, Kind
from assessment.domain.letters import dossier as keys
from assessment.domain.letters.drafts import Draft, deviations, proposal, texts_of, wanted
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.reviewing.consensus import Consensus
from tests import builders, outgoing
from tests.builders import NOON

K = LetterKind
CRITERIA = ("target_group", "readiness", "citizen_involvement")


def needed(made):
    return {each.key: each.required for each in wanted(made)}


def on_merits(*, strong: bool, weak: bool):
    found = {}
    for each in CRITERIA:
        found |= {keys.strengths(each): strong, keys.weaknesses(each): weak}
    return found | {keys.FACTS: True}


@pytest.mark.parametrize("kind", [K.REFUSAL, K.RESERVE])
@pytest.mark.parametrize(
    ("points", "strong", "weak"), [(5, True, False), (3, True, True), (2, False, True)]
)
def test_each_criterion_gets_its_reasons_for_and_against(kind, points, strong, weak):
    made = outgoing.dossier(kind, points=points)

    assert needed(made) == on_merits(strong=strong, weak=weak)


def test_a_criterion_that_was_not_scored_needs_both():
    made = outgoing.dossier(K.REFUSAL)
    unscored = replace(made, case=replace(made.case, reviews=()))

    assert needed(unscored) == on_merits(strong=True, weak=True)


@pytest.mark.parametrize(("kind", "dispensation"), [(K.REFUSAL, False), (K.DISMISSAL, True)])
def test_an_unmet_requirement_is_explained_and_what_was_asked_is_told(kind, dispensation):
    made = outgoing.dossier(kind, unmet="G2")

    assert needed(made) == {
        keys.unmet("G2"): True,
        keys.ASKED: True,
        keys.DISPENSATION: dispensation,
    }


@pytest.mark.parametrize("kind", [K.RECEIPT, K.SUPPLEMENT, K.HEARING])
def test_a_letter_about_no_decision_has_no_texts_of_its_own(kind):
    assert wanted(outgoing.dossier(kind)) == ()


def test_a_grant_needs_a_reason_only_where_something_else_was_agreed_than_applied_for():
    assert needed(outgoing.dossier(K.GRANT)) == {keys.CONDITIONS: False}
    assert needed(outgoing.departing()) == {keys.CONDITIONS: True}
    assert deviations(outgoing.applied_for(54)) == ()
    assert deviations(outgoing.applied_for(60, 12)) == (
        "Der er aftalt 54 borgere; der er søgt om 60.",
        "Der er aftalt en caseload på 10; der er søgt om 12.",
    )
    assert deviations(outgoing.dossier(K.GRANT, undertaking=None)) == ()


def of_target_group(*reviews, **rest):
    """The proposals on what speaks for and against the target group."""
    made = outgoing.dossier(K.REFUSAL)
    made = replace(made, case=replace(made.case, reviews=reviews, **rest))
    return tuple(
        proposal(made, key)
        for key in (keys.strengths("target_group"), keys.weaknesses("target_group"))
    )


def review(name, points, reason):
    return builders.review({"1a": points}, by=builders.person(name, len(name)), reason=reason)


def test_reasons_for_good_points_speak_for_and_for_few_against():
    told = of_target_group(
        review("Anne", 4, "Gruppen er afgrænset."), review("Bo", 2, "Kendetegnene er løse.")
    )

    assert told == ("Målgruppe: Gruppen er afgrænset.", "Målgruppe: Kendetegnene er løse.")


@pytest.mark.parametrize(
    ("reason", "good", "bad"),
    [
        ("Klar, men bred.", "", "Målgruppe: Klar, men bred."),
        ("Gruppen er klar.", "Målgruppe: Gruppen er klar.", ""),
        (
            "Gruppen er klar. Kriterierne mangler dog. Tallene er gode.",
            "Målgruppe: Gruppen er klar. Tallene er gode.",
            "Målgruppe: Kriterierne mangler dog.",
        ),
        (
            "Se bl.a. Bilag 1, jf. Felt 4.1. “Alle” er med.",
            "Målgruppe: Se bl.a. Bilag 1, jf. Felt 4.1. “Alle” er med.",
            "",
        ),
    ],
)
def test_a_reason_from_the_middle_is_told_sentence_by_sentence(reason, good, bad):
    assert of_target_group(review("Anne", 3, reason)) == (good, bad)


@pytest.mark.parametrize("points", [2, 3, 4])
def test_what_is_praised_and_what_is_missed_in_one_reason_stand_each_on_its_side(points):
    told = of_target_group(review("Anne", points, "Gruppen er klar. Tidsplanen mangler."))

    assert told == ("Målgruppe: Gruppen er klar.", "Målgruppe: Tidsplanen mangler.")


def test_a_sentence_that_two_gave_other_points_for_is_told_on_one_side():
    made = outgoing.dossier(K.REFUSAL)
    reviews = (
        builders.review({"1a": 4, "1b": 1}, by=builders.person("Anne", 1), reason="Se felt 4.1"),
        builders.review({"1a": 5, "1b": 1}, by=builders.person("Bo", 2), reason="Se  felt 4.1."),
    )
    made = replace(made, case=replace(made.case, reviews=reviews))

    assert proposal(made, keys.strengths("target_group")) == ""
    assert proposal(made, keys.weaknesses("target_group")).split("\n\n") == [
        "Målgruppe: Se felt 4.1.",
        "Kritisk overgang: Se felt 4.1.",
    ]


REASONS = st.lists(
    st.sampled_from(
        ["Gruppen er klar.", "Planen mangler.", "Se felt 4.1.", "God, men kort.", "To er med."]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(st.lists(st.tuples(st.integers(0, 5), REASONS, st.integers(0, 5)), min_size=1, max_size=4))
def test_no_sentence_is_proposed_on_both_sides_and_none_is_lost(given_):
    reviews = [
        builders.review(
            {"1a": first, "1b": second}, by=builders.person(f"Nr. {at}", at + 1), reason=reason
        )
        for at, (first, reason, second) in enumerate(given_)
    ]
    made = outgoing.dossier(K.REFUSAL)
    made = replace(made, case=replace(made.case, reviews=tuple(reviews)))

    good, bad = (
        set(
            re.findall(
                r"(?:(?<=: )|(?<=\. ))[^:.]+(?:4\.1)?\.", proposal(made, key("target_group"))
            )
        )
        for key in (keys.strengths, keys.weaknesses)
    )

    assert good & bad == set()
    said = " ".join(reason for _, reason, _ in given_)
    assert good | bad == set(re.findall(r"(?:^|(?<=\. ))[^.]+(?:4\.1)?\.", said))


def test_what_was_agreed_stands_in_place_of_what_each_thought():
    agreed = Consensus(1, "1a", Fraction(4), "Vi er enige.", ("Anne", "Bo"), "Lone", NOON, 1)

    told = of_target_group(review("Anne", 2, "Løst."), consensus={"1a": agreed})
    taken_back = of_target_group(
        review("Anne", 2, "Løst."), consensus={"1a": replace(agreed, points=None)}
    )

    assert told == ("Målgruppe: Vi er enige.", "")
    assert taken_back == ("", "Målgruppe: Løst.")


def test_a_bare_number_of_points_is_no_reason():
    told = of_target_group(
        review("Anne", 4, "Grænsen er skarp, jf. felt 4.1. Det svarer til 4 point. Godt set."),
        review("Bo", 4, "Fire point."),
    )

    assert told[0] == "Målgruppe: Grænsen er skarp, jf. felt 4.1. Godt set."


def test_two_who_say_the_same_say_it_once():
    told = of_target_group(review("Anne", 1, "For løst."), review("Bo", 2, "For løst."))

    assert told == ("", "Målgruppe: For løst.")


def test_a_draft_of_a_review_proposes_nothing():
    draft = replace(review("Anne", 4, "Kun til mig selv."), submitted=None)

    assert of_target_group(draft) == ("", "")


def test_an_unmet_requirement_is_explained_as_the_formal_check_did():
    assert proposal(outgoing.dossier(K.DISMISSAL), keys.unmet("G2")) == "Set."


def test_nothing_is_proposed_for_why_no_exception_is_made():
    assert proposal(outgoing.dossier(K.DISMISSAL), keys.DISPENSATION) == ""


def test_what_was_asked_is_told_with_its_answer():
    unanswered = builders.exchange(
        Kind.SUPPLEMENT,
        "1. Hvem?\n2. Hvornår?",
        id_=4,
        fields=("4.1",),
        deadline=NOON + timedelta(days=1),
    )
    late = replace(
        outgoing.REQUEST,
        answer=Answered("Vi venter 54 borgere.", NOON + timedelta(days=12), "Lone"),
    )
    made = outgoing.with_exchanges(
        outgoing.dossier(K.DISMISSAL), outgoing.REQUEST, late, unanswered
    )

    assert proposal(made, keys.ASKED).split("\n\n") == [
        (
            "Den 1. oktober 2026 bad vi jer om følgende: 1. Hvor mange borgere? Den 3. oktober 2026 "
            "svarede I: “Vi venter 54 borgere.”"
        ),
        (
            "Den 1. oktober 2026 bad vi jer om følgende: 1. Hvor mange borgere? Den 13. oktober 2026 "
            "svarede I efter fristens udløb: “Vi venter 54 borgere.”"
        ),
        (
            "Den 1. oktober 2026 bad vi jer om følgende: 1. Hvem? 2. Hvornår? Vi har ikke modtaget "
            "noget svar."
        ),
    ]


def test_where_nothing_was_asked_that_is_told():
    assert (
        proposal(outgoing.dossier(K.DISMISSAL), keys.ASKED)
        == "Vi har ikke bedt jer om supplerende oplysninger."
    )


def test_the_facts_are_the_answers_that_the_reasons_point_to():
    made = outgoing.dossier(K.REFUSAL)
    answers = builders.filled(**{"4.1": "ord " * 100, "5.4": "- Planen 1-2.\n  • Driften."})
    case = replace(
        made.case,
        application=builders.application(answers, id_=1),
        reviews=(builders.review(reason="Se felt 4.1 og 9.9; jf. 5.4 og igen 4.1."),),
    )

    assert proposal(replace(made, case=case), keys.FACTS).split("\n\n") == [
        f"4.1 {made.scheme.form.field('4.1').full_label}: “{('ord ' * 75).strip()} …”",
        f"5.4 {made.scheme.form.field('5.4').full_label}: “Planen 1-2. Driften.”",
    ]


def test_what_somebody_saved_goes_before_what_is_proposed():
    made = outgoing.dossier(K.DISMISSAL)
    saved = outgoing.text(keys.ASKED, "Vi ringede.", accepted=False, version=2)
    made = replace(made, texts={keys.ASKED: saved})

    unmet, asked, dispensation = texts_of(made)

    assert unmet == Draft(wanted(made)[0], "Set.")
    assert asked == Draft(wanted(made)[1], "Vi ringede.", saved)
    assert (unmet.accepted, unmet.version, asked.accepted, asked.version) == (False, 0, False, 2)
    assert dispensation.text == ""


@given(st.text(max_size=60), st.integers(0, 5))
def test_no_proposal_has_a_cpr_like_number(around, points):
    reason = f"{around} 010203-1234 {around}"
    made = outgoing.dossier(K.REFUSAL)
    case = replace(
        made.case,
        reviews=(builders.review(points, reason=f"{reason} Se felt 4.1."),),
        application=builders.application(builders.filled(**{"4.1": reason}), id_=1),
    )

    for draft in texts_of(replace(made, case=case, texts={})):
        assert draft.text == mask(draft.text)
