from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.ranking.places import Group
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rules.scheme import Select
from assessment.errors import NotFoundError
from tests.builders import (
    application,
    cti_scheme,
    person,
    recommendation,
    review,
    screening,
)
from tests.rankings import own_totals

ANNE, BO = person("Anne Holm", 1), person("Bo Lund", 2)


def case(*reviews, checked=None, made=None, id_=1):
    sent = application(id_=id_)
    return Case(cti_scheme(), sent, checked or screening(), reviews, made)


def cases(*given):
    scheme = cti_scheme()
    return RoundCases(scheme.round("demo"), scheme, "0" * 64, criteria_changed=False, cases=given)


def test_a_case_is_known_by_its_application():
    made = case(id_=7)

    assert (made.id, made.name) == (7, "Bakkedal Kommune")


def test_only_submitted_reviews_make_marks_and_attention():
    done, begun = review(4, by=ANNE), review(0, by=BO, submitted=None)

    made = case(done, begun)

    assert made.submitted == (done,)
    assert made.marks.total(cti_scheme().weights) == 4
    assert made.attention == ()


def test_what_is_computed_of_a_case_is_kept_and_is_another_for_another_case():
    made = case(review(4, by=ANNE))
    marks = made.marks

    changed = replace(made, reviews=(review(2, by=ANNE),))

    assert made.marks is marks
    assert (marks.aspects["7"], changed.marks.aspects["7"]) == (4, 2)


def test_attention_comes_from_zeros_and_low_criteria():
    points = {aspect.id: 3 for aspect in cti_scheme().aspects} | {"7": 0}

    assert case(review(points)).attention == (
        "Anne Holm har givet 0 for 7 Borgerinddragelse.",
        "Borgerinddragelse ligger på 0,00 og dermed under 2,00.",
    )


def test_each_reviewer_has_a_total_and_an_unfinished_one_has_none():
    partial = review({"1a": 5}, by=person("Cai Berg", 3))

    made = case(review(4, by=ANNE), review({"7": 4, "1a": 1}, by=BO, submitted=None), partial)

    assert own_totals(made) == {"Anne Holm": Fraction(4)}


MISSING = {
    "nothing": (case(review(3), made=recommendation()), ()),
    "everything": (
        case(checked=screening(unsettled=["G2", "M1"])),
        (
            "udfald i den formelle prøvning for G2 og M1",
            "en indsendt vurdering",
            "en indstilling",
        ),
    ),
    "review-not-submitted": (
        case(review(3, submitted=None), made=recommendation()),
        ("en indsendt vurdering",),
    ),
    "unmet-needs-no-review-and-no-further-check": (
        case(checked=screening(unmet=["G2"], unsettled=["M1"])),
        ("en indstilling",),
    ),
    "recommendation-against-a-later-outcome": (
        case(review(3), checked=screening(unmet=["M1"]), made=recommendation()),
        ("en indstilling, der passer til den formelle prøvning",),
    ),
    "recommendation-overtaken-by-the-check": (
        case(review(3), checked=screening(unmet=["M3"]), made=recommendation()),
        ("en indstilling, der passer til den formelle prøvning",),
    ),
    "attention-unanswered": (
        case(review(1), made=recommendation()),
        ("svar på opmærksomhedspunkterne",),
    ),
    "attention-before-a-recommendation": (
        case(review(1)),
        ("en indstilling", "svar på opmærksomhedspunkterne"),
    ),
    "attention-answered": (case(review(1), made=recommendation(answer="Uddybet.")), ()),
}


@pytest.mark.parametrize(("made", "expected"), MISSING.values(), ids=MISSING.keys())
def test_what_is_missing_for_a_final_note_is_told_in_order(made, expected):
    assert made.missing == expected


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        (screening(), (True, False)),
        (screening(unsettled=["M2"]), (True, True)),
        (screening(unmet=["M2"]), (False, False)),
        (screening(unmet=["M2"], unsettled=["M1"]), (False, False)),
    ],
    ids=["met", "open", "unmet", "unmet-and-open"],
)
def test_the_formal_check_decides_who_is_qualified_and_who_provisional(checked, expected):
    candidate = case(review(4), checked=checked, id_=7).candidate

    assert (candidate.id, candidate.name) == ("7", "Bakkedal Kommune")
    assert (candidate.qualified, candidate.provisional) == expected
    assert candidate.marks == case(review(4)).marks


def test_a_round_finds_its_cases_and_no_others():
    first, second = case(id_=1), case(id_=2)

    assert cases(first, second).case(2) is second
    with pytest.raises(NotFoundError, match=r"^Ansøgning nr. 3 findes ikke i runden demo.$"):
        cases(first, second).case(3)


def test_a_round_is_ranked_by_the_official_weights_and_its_own_number():
    unmet = replace(case(review(5), id_=3), screening=screening(unmet=["G2"]))

    ranking = cases(case(review(3), id_=1), case(review(4), id_=2), unmet).ranking

    assert [(each.candidate.id, each.place, each.group) for each in ranking.standings] == [
        ("2", 1, Group.IN),
        ("1", 2, Group.IN),
        ("3", None, Group.NOT_QUALIFIED),
    ]
    assert ranking.weights == cti_scheme().weights
    assert ranking.select == Select(min=2, max=4)


def test_a_round_is_ranked_by_other_weights_and_another_number_for_a_what_if():
    points = {aspect.id: 3 for aspect in cti_scheme().aspects}
    weights = dict.fromkeys(cti_scheme().weights, Fraction(0)) | {
        "citizen_involvement": Fraction(1)
    }
    given = cases(case(review(points | {"7": 1}), id_=1), case(review(points | {"7": 2}), id_=2))

    ranking = given.ranked_by(weights, Select(min=1, max=1))

    assert [(each.total, each.group) for each in ranking.standings] == [
        (2, Group.IN),
        (1, Group.OUT),
    ]


def test_an_empty_round_has_an_empty_ranking():
    assert cases().ranking.standings == ()
