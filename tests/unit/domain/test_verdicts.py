"""How sure each outcome is, as whole Danish sentences."""

from dataclasses import replace

import pytest

from assessment.domain.ranking.region import Scope
from assessment.domain.ranking.verdicts import limits, sentence, share_words
from assessment.domain.reviewing.marks import marks_given
from tests.weighing import applicant, asked, scheme

NEAR = "inden for 10 procentpoint af de officielle"


def agreed(name, *points):
    return applicant(name, points, points)


def told(*candidates, of=None, **question):
    found = asked(*candidates, of=of, **question)
    return {key: sentence(each, found, of or scheme()) for key, each in found.verdicts.items()}


def noted(*candidates, **question):
    return list(limits(asked(*candidates, **question)))


# --- sure -----------------------------------------------------------------------------------------


def test_with_room_for_all_there_is_nothing_to_weigh():
    fits = "Indstilles: der er plads til alle, der kan rangeres."

    assert told(agreed("A", 5, 1, 1), agreed("B", 1, 5, 1), most=2) == {"A": fits, "B": fits}


@pytest.mark.parametrize(
    ("most", "best"), [(1, "bedst"), (2, "blandt de 2 bedste")], ids=["one", "two"]
)
def test_a_sure_outcome_with_all_weights(most, best):
    candidates = [agreed("A", 5, 5, 5), agreed("B", 4, 4, 4), agreed("C", 3, 3, 3)]

    found = told(*candidates, most=most)

    assert (found["A"], found["C"]) == (
        f"Indstilles: {best} ved alle vægte, uanset hvilken bedømmelse der udgår.",
        f"Indstilles ikke: ikke {best} ved nogen vægte, uanset hvilken bedømmelse der udgår.",
    )


def test_what_was_not_tried_is_not_told():
    assert told(applicant("A", (5, 5, 5)), applicant("B", (4, 4, 4))) == {
        "A": "Indstilles: bedst ved alle vægte.",
        "B": "Indstilles ikke: ikke bedst ved nogen vægte.",
    }


def test_an_outcome_that_is_sure_with_near_weights_tells_of_all_of_them():
    assert told(agreed("A", 5, 3, 3), agreed("B", 3, 4, 3)) == {
        "A": (
            f"Indstilles: bedst ved alle vægte {NEAR} og ved 67 % af alle vægte, uanset hvilken "
            "bedømmelse der udgår."
        ),
        "B": (
            f"Indstilles ikke: ikke bedst ved nogen vægte {NEAR}, uanset hvilken bedømmelse der "
            "udgår, men ved 33 % af alle vægte."
        ),
    }


@pytest.mark.parametrize("scope", [Scope.NEAR, Scope.ORDERED])
def test_of_another_region_the_sentence_tells_of_near_weights_only(scope):
    assert told(agreed("A", 5, 3, 3), agreed("B", 3, 4, 3), scope=scope) == {
        "A": f"Indstilles: bedst ved alle vægte {NEAR}, uanset hvilken bedømmelse der udgår.",
        "B": (
            f"Indstilles ikke: ikke bedst ved nogen vægte {NEAR}, uanset hvilken bedømmelse der udgår."
        ),
    }


def test_where_some_reviews_could_not_be_left_out_the_sentence_says_of_which_it_speaks():
    found = told(agreed("A", 5, 5, 5), applicant("B", (4, 4, 4), by=["Ida"]))

    tried = "uanset hvilken af de prøvede bedømmelser der udgår"
    assert found == {
        "A": f"Indstilles: bedst ved alle vægte, {tried}.",
        "B": f"Indstilles ikke: ikke bedst ved nogen vægte, {tried}.",
    }


def test_weights_that_were_drawn_are_not_told_as_all():
    four = scheme(*["1/4"] * 4)
    sure = told(agreed("A", 5, 5, 5, 5), agreed("B", 4, 4, 4, 4), of=four)
    near = told(agreed("A", 5, 4, 4, 4), agreed("B", 2, 4, 4, 5), of=four)

    left_out = "uanset hvilken bedømmelse der udgår"
    assert sure == {
        "A": f"Indstilles: bedst ved alle trukne vægte, {left_out}.",
        "B": f"Indstilles ikke: ikke bedst ved nogen af de trukne vægte, {left_out}.",
    }
    assert near == {
        "A": f"Indstilles: bedst ved alle trukne vægte {NEAR} og ved 75 % af alle vægte, {left_out}.",
        "B": (
            f"Indstilles ikke: ikke bedst ved nogen af de trukne vægte {NEAR}, {left_out}, men ved 25 % af "
            "alle vægte."
        ),
    }


# --- to be decided together -----------------------------------------------------------------------


def test_equals_are_named_without_the_applicant_itself():
    same = [agreed(name, 3, 3, 3) for name in ("A", "B", "C")]

    assert told(*same, most=2) == {
        "A": "Drøftes: står lige med B og C om de sidste 2 pladser.",
        "B": "Drøftes: står lige med A og C om de sidste 2 pladser.",
        "C": "Drøftes: står lige med A og B om de sidste 2 pladser.",
    }


def test_equals_that_any_other_weights_part_are_told_so():
    assert told(agreed("A", 4, 3, 3), agreed("B", 3, 4, 3))["A"] == (
        "Drøftes: står lige med B om den sidste plads; afgøres, hvis vægtene ændres."
    )


def test_an_outcome_that_becomes_a_tie_is_told_as_one():
    candidates = [applicant("A", (5, 5, 5), (3, 3, 3)), applicant("B", (3, 3, 3), by=["Ida"])]

    # 4 and 3; without Anne's of A 3 and 3.
    tie = "Drøftes: står lige med andre ved grænsen, hvis alle Annes vurderinger udgår."
    assert told(*candidates) == {"A": tie, "B": tie}


def test_one_of_equals_is_told_what_makes_it_more_than_that():
    candidates = [applicant("A", (4, 4, 4), (2, 2, 2)), applicant("B", (3, 3, 3), by=["Ida"])]

    tied = "Drøftes: står lige med {} om den sidste plads; {}, hvis alle Annes vurderinger udgår; {}, hvis alle Bos vurderinger udgår."
    assert told(*candidates) == {
        "A": tied.format("B", "falder ud", "kommer med"),
        "B": (
            "Drøftes: står lige med A om den sidste plads; falder ud, hvis alle Bos vurderinger udgår; "
            "kommer med, hvis alle Annes vurderinger udgår."
        ),
    }


def test_equal_to_more_than_before_is_told_as_equal():
    candidates = [agreed("A", 3, 3, 3), agreed("B", 3, 3, 3), applicant("C", (1, 1, 1), (3, 3, 3))]

    # Without Anne's of C all three are equal.
    assert told(*candidates)["A"] == "Drøftes: står lige med B om den sidste plads."


def test_weights_that_let_two_alike_pass_lead_to_a_tie():
    alike = [agreed(name, "3.5", "3.5", "2.8") for name in ("B", "C")]

    assert told(agreed("A", 4, 3, 3), *alike) == {
        "A": "Drøftes: falder ud, hvis B vejer over 41,2 %.",
        "B": "Drøftes: står lige med andre ved grænsen, hvis B vejer over 41,2 %.",
        "C": "Drøftes: står lige med andre ved grænsen, hvis B vejer over 41,2 %.",
    }


def test_a_weight_is_never_told_as_the_one_that_it_is_already():
    assert told(agreed("A", 4, 3, 3), agreed("B", "3.5", "3.5", "2.999"))["A"] == (
        "Drøftes: falder ud, hvis A vejer under 33,29 %, eller hvis B vejer over 33,4 %."
    )


def test_more_than_three_reviewers_are_counted():
    by = ["Anne", "Bo", "Ida", "Per", "Eva"]
    first = applicant("A", *[(5, 5, 5)] * 4, (1, 1, 1), by=by)
    other = applicant("B", *[("4.15",) * 3] * 2, by=["Ib", "Ole"])

    assert told(first, other)["A"] == (
        "Drøftes: falder ud, hvis alle Annes vurderinger udgår, hvis alle Bos vurderinger udgår, hvis "
        "alle Idas vurderinger udgår, eller ved 1 anden udeladt bedømmer."
    )


def test_a_margin_is_told_with_its_size():
    margin = scheme(margin="1/4")

    assert told(agreed("A", 4, 4, 4), agreed("B", "3.9", 4, 4), of=margin) == dict.fromkeys(
        "AB", "Drøftes: ligger højst 0,25 fra grænsen, så pointene alene afgør det ikke."
    )


def test_the_weight_that_changes_the_outcome_is_told():
    assert told(agreed("A", 4, 3, 3), agreed("B", "3.5", "3.5", "2.8")) == {
        "A": "Drøftes: falder ud, hvis B vejer over 41,2 %.",
        "B": "Drøftes: kommer med, hvis B vejer over 41,2 %.",
    }


def test_weights_that_change_the_outcome_only_together_are_told_as_a_share():
    assert told(agreed("A", 4, 4, 3), agreed("B", "2.82", "3.82", "3.82")) == {
        "A": (
            "Drøftes: falder ud, hvis flere vægte ændres på én gang (er med ved 99 % af vægtene "
            f"{NEAR})."
        ),
        "B": (
            "Drøftes: kommer med, hvis flere vægte ændres på én gang (er med ved 1 % af "
            f"vægtene {NEAR})."
        ),
    }


def test_of_so_many_applicants_one_weight_may_be_enough():
    others = [agreed(str(each), 0, 0, 0) for each in range(99)]

    assert told(agreed("A", 4, 4, 3), agreed("B", "2.82", "3.82", "3.82"), *others)["A"] == (
        f"Drøftes: falder ud, hvis vægtene ændres (er med ved 99 % af vægtene {NEAR})."
    )


def test_a_reviewer_is_told_instead_of_their_single_reviews():
    candidates = [
        applicant("A", (5, 5, 5), (3, 3, 3)),
        applicant("B", (4, 4, 4), (3, 3, 3), by=["Ida", "Anne"]),
    ]

    # 4 and 3.5; without Anne 3 and 4.
    assert told(*candidates) == {
        "A": "Drøftes: falder ud, hvis alle Annes vurderinger udgår.",
        "B": "Drøftes: kommer med, hvis alle Annes vurderinger udgår.",
    }


def test_single_reviews_are_told_with_the_applicant_s_own_first():
    candidates = [
        applicant("A", (5, 5, 5), (3, 3, 3)),
        applicant("B", ("4.8", "4.8", "4.8"), ("2.2", "2.2", "2.2")),
    ]

    # 4 and 3.5; 3 without Anne's of A, 4.8 without Bo's of B, and A ahead without either reviewer.
    first, second = "hvis Annes vurdering af A udgår", "hvis Bos vurdering af B udgår"
    assert told(*candidates) == {
        "A": f"Drøftes: falder ud, {first}, eller {second}.",
        "B": f"Drøftes: kommer med, {second}, eller {first}.",
    }


def test_more_than_three_reviews_are_counted():
    rows = [(5, 5, 5), (5, 5, 5), (1, 1, 1), (1, 1, 1)]
    lower = [tuple(f"{each - 0.1:.1f}" for each in row) for row in rows]
    by = ["Anne", "Bo", "Ida", "Per"]

    assert told(applicant("A", *rows, by=by), applicant("B", *lower, by=by))["A"] == (
        "Drøftes: falder ud, hvis Annes vurdering af A udgår, hvis Bos vurdering af A udgår, hvis "
        "Idas vurdering af B udgår, eller ved 1 anden udeladt bedømmelse."
    )


def test_an_agreement_that_changes_the_outcome_is_told():
    lowered = marks_given({"": {"a": 2, "b": 2, "c": 2}}, scheme())
    first = replace(agreed("A", 4, 4, 4), marks=lowered)

    assert told(first, agreed("B", 3, 3, 3))["B"].startswith(
        "Drøftes: falder ud, hvis bedømmernes egne point gælder i stedet for dem, de er enedes om, "
    )


# --- what is not known ----------------------------------------------------------------------------


def test_drawn_shares_are_told_with_their_seed_and_error():
    assert noted(agreed("A", 5, 3), agreed("B", 3, 5), of=scheme("1/2", "1/2")) == [
        "Andelene er trukket tilfældigt (startværdi 20240821) og kan være 1,0 procentpoint ved siden af."
    ]


def test_one_criterion_has_no_weights_to_draw():
    assert noted(agreed("A", 5), agreed("B", 3), of=scheme("1")) == []


def test_how_equal_weights_are_ordered_is_told():
    two = agreed("A", 5, 5, 5), agreed("B", 4, 4, 4)
    apart = scheme("0.5", "0.3", "0.2")

    assert noted(*two, scope=Scope.ORDERED) == [
        "Kriterier med samme vægt er ordnet, som de står, med det første som det, der vejer mest."
    ]
    assert noted(*two, of=apart, scope=Scope.ORDERED) == []
    assert noted(*two, scope=Scope.NEAR) == noted(scope=Scope.ORDERED) == []


def test_what_could_not_be_left_out_is_told():
    assert noted(applicant("A", (5, 5, 5), by=["Jens"]), agreed("B", 4, 4, 4)) == [
        (
            "Det kan ikke prøves at regne uden: Jens’ vurdering af A (den er den eneste) og alle Jens’ "
            "vurderinger."
        )
    ]


def test_without_own_points_that_is_told_as_one_sentence():
    assert noted(replace(agreed("A", 5, 5, 5), given={}), agreed("B", 4, 4, 4)) == [
        (
            "Det kan ikke prøves at regne uden: enkelte bedømmelser og bedømmere (point givet hver for "
            "sig mangler for en eller flere ansøgere)."
        )
    ]


def test_what_so_many_applicants_leave_out_is_told():
    many = [agreed(str(each), each, each, each) for each in range(101)]

    assert noted(*many) == [
        "Ved mere end 100 ansøgere regnes byttepunkter, pladsfordelinger og udeladte bedømmelser ikke."
    ]


def test_of_an_exact_answer_and_of_nobody_nothing_is_noted():
    assert noted() == noted(agreed("A", 5, 5, 5), agreed("B", 4, 4, 4)) == []


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0 %"),
        (1e-8, "under 1 %"),
        (0.0049, "under 1 %"),
        (0.005, "1 %"),
        (1 / 3, "33 %"),
        (0.9949, "99 %"),
        (0.995, "over 99 %"),
        (1 - 1e-8, "over 99 %"),
        (1.0, "100 %"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_none(share, words):
    assert share_words(share) == words
