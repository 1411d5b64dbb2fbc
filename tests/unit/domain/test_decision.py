from fractions import Fraction

import pytest

from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import (
    attention_points,
    awards,
    selection_remark,
    selection_words,
    validate_recommendation,
)
from assessment.domain.reviewing.marks import marks_of
from assessment.domain.rules.scheme import Select
from assessment.errors import RefusedActionError
from tests.builders import candidate, cti_scheme, person, recommendation, review, screening

ANNE, BO = person("Anne Holm", 1), person("Bo Lund", 2)
GRANT, RESERVE, REFUSAL, DISMISSAL = Award


def attention(*reviews):
    return attention_points(reviews, marks_of(reviews, cti_scheme()), cti_scheme())


def test_nothing_needs_attention_from_two_upwards():
    assert attention(review(2), review(5)) == ()


def test_each_zero_and_each_criterion_below_two_needs_attention():
    points = dict.fromkeys(("1a", "1b", "2", "3a", "3b", "4", "5", "6"), 3)

    assert attention(review(points | {"7": 0}, by=ANNE), review(points | {"7": 3}, by=BO)) == (
        "Anne Holm har givet 0 for 7 Borgerinddragelse.",
        "Borgerinddragelse ligger på 1,50 og dermed under 2,00.",
    )


def test_a_zero_needs_attention_where_the_criterion_is_high_enough():
    points = dict.fromkeys(("1b", "2", "3a", "3b", "4", "5", "6", "7"), 5)

    assert attention(review(points | {"1a": 0}, by=BO)) == (
        "Bo Lund har givet 0 for 1a Målgruppe.",
    )


def test_a_missing_score_is_no_zero_and_no_low_criterion():
    assert attention(review({"1a": None, "7": None})) == ()


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (Fraction(2), ()),
        (Fraction(19, 10), ("Borgerinddragelse ligger på 1,90 og dermed under 2,00.",)),
    ],
)
def test_attention_begins_just_below_two(score, expected):
    marks = candidate(points={"7": score}).marks

    assert attention_points([], marks, cti_scheme()) == expected


@pytest.mark.parametrize(
    ("unmet", "expected"),
    [
        ((), (GRANT, RESERVE, REFUSAL)),
        (("G1",), (DISMISSAL,)),
        (("G2",), (DISMISSAL,)),
        (("G3",), (DISMISSAL,)),
        (("G4",), (REFUSAL,)),
        (("M1",), (REFUSAL,)),
        (("M2",), (REFUSAL,)),
        (("M3",), (REFUSAL,)),
        (("M4",), (REFUSAL,)),
        (("D1",), (REFUSAL,)),
        (("D2",), (REFUSAL,)),
        (("D3",), (REFUSAL,)),
        (("D4",), (REFUSAL,)),
        (("M3", "G2"), (DISMISSAL,)),
        (("G4", "D4"), (REFUSAL,)),
    ],
    ids=lambda given: "+".join(given) or "all-met",
)
def test_awards_follow_from_the_kind_of_requirement_that_is_unmet(unmet, expected):
    assert awards(screening(unmet=unmet), cti_scheme()) == expected


@pytest.mark.parametrize("award", [GRANT, RESERVE, REFUSAL])
def test_a_reasoned_recommendation_stands(award):
    validate_recommendation(recommendation(award), screening(), cti_scheme(), ())


@pytest.mark.parametrize(
    ("award", "unmet"), [(DISMISSAL, ["G2"]), (REFUSAL, ["M3"])], ids=["dismissal", "refusal"]
)
def test_an_unmet_requirement_settles_the_matter_though_others_are_open(award, unmet):
    checked = screening(unmet=unmet, unsettled=["M1"])

    validate_recommendation(recommendation(award), checked, cti_scheme(), ())


def test_an_answer_to_the_points_of_attention_lets_it_stand():
    made = recommendation(answer="Ansøger har uddybet punktet 1. oktober.")

    validate_recommendation(made, screening(), cti_scheme(), ["Anne Holm har givet 0 for 2."])


REFUSED = {
    "grant-unmet": (
        recommendation(GRANT),
        screening(unmet=["M3"]),
        (),
        "Når M3 ikke er opfyldt, kan der kun indstilles til afslag.",
    ),
    "refusal-not-on-time": (
        recommendation(REFUSAL),
        screening(unmet=["M3", "G2"]),
        (),
        "Når G2 og M3 ikke er opfyldt, kan der kun indstilles til afvisning.",
    ),
    "dismissal-all-met": (
        recommendation(DISMISSAL),
        screening(),
        (),
        "Når intet krav er uopfyldt, kan der kun indstilles til tilsagn, reserve eller afslag.",
    ),
    "check-open": (
        recommendation(GRANT),
        screening(unsettled=["G2", "M1", "D4"]),
        (),
        "Den formelle prøvning er ikke færdig: sæt et udfald for G2, M1 og D4 først.",
    ),
    "no-reason": (
        recommendation(REFUSAL, reason=" \n"),
        screening(),
        (),
        "Skriv begrundelsen for indstillingen, før den gemmes.",
    ),
    "dismissal-without-reason": (
        recommendation(DISMISSAL, reason=""),
        screening(unmet=["G2"]),
        (),
        "Skriv begrundelsen for indstillingen, før den gemmes.",
    ),
    "no-answer": (
        recommendation(GRANT, answer=" "),
        screening(),
        ("Bo Lund har givet 0 for 7 Borgerinddragelse.", "Borger ligger på 1,00."),
        (
            "Svar på opmærksomhedspunkterne, før indstillingen gemmes: "
            "Bo Lund har givet 0 for 7 Borgerinddragelse. Borger ligger på 1,00."
        ),
    ),
}


@pytest.mark.parametrize(
    ("made", "checked", "points", "sentence"), REFUSED.values(), ids=REFUSED.keys()
)
def test_a_recommendation_that_may_not_stand_is_refused_with_the_reason(
    made, checked, points, sentence
):
    with pytest.raises(RefusedActionError) as refused:
        validate_recommendation(made, checked, cti_scheme(), points)

    assert str(refused.value) == sentence


def test_how_many_are_recommended_is_told_beside_the_frame():
    made = [recommendation(GRANT), recommendation(RESERVE), None]

    assert selection_words(made, Select(min=2, max=4)) == (
        "1 ansøger er indstillet til tilsagn; runden er planlagt til 2–4 ansøgere."
    )


@pytest.mark.parametrize("granted", [2, 3, 4])
def test_a_number_within_the_frame_needs_no_remark(granted):
    made = [recommendation(GRANT)] * granted + [recommendation(RESERVE), None]

    assert selection_remark(made, Select(min=2, max=4)) == ""


@pytest.mark.parametrize(
    ("granted", "counted"), [(0, "0 ansøgere"), (1, "1 ansøger"), (5, "5 ansøgere")]
)
def test_a_number_outside_the_frame_is_remarked(granted, counted):
    made = [recommendation(GRANT)] * granted + [recommendation(REFUSAL), None]

    assert selection_remark(made, Select(min=2, max=4)) == (
        f"Der er indstillet {counted} til tilsagn; runden er planlagt til 2–4 ansøgere. "
        "En afvigelse skal begrundes skriftligt af ledelsen."
    )
