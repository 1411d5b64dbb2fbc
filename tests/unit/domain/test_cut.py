from fractions import Fraction

import pytest

from assessment.domain.ranking.cut import cut_sentences, weights_words
from assessment.domain.ranking.places import Candidate, rank
from assessment.domain.ranking.robustness import robustness
from assessment.domain.reviewing.marks import marks, marks_given
from assessment.domain.rules.scheme import Select
from tests.builders import candidate, cti_scheme

UNCHANGED = (
    "Ingen rimelig ændring af vægtene ændrer det, og det gør ingen af de bedømmelser, som det er "
    "prøvet at udelade."
)
FAVOUR_LEADERS = {"4": 1, "6": 5}


def sentences(*candidates, least=2, most=2):
    return sentences_by(cti_scheme(), *candidates, select=Select(min=least, max=most))


def sentences_by(scheme, *candidates, select):
    return cut_sentences(robustness(rank(candidates, scheme, select), scheme).ranking, scheme)


def scheme_prioritising(*statements):
    criteria = tuple(
        each.model_copy(
            update={
                "statements": tuple(
                    one.model_copy(update={"prioritised": one.id in statements})
                    for one in each.statements
                )
            }
        )
        for each in cti_scheme().criteria
    )
    return cti_scheme().model_copy(update={"criteria": criteria})


def test_weights_are_named_with_their_criteria():
    assert weights_words(cti_scheme(), cti_scheme().weights) == (
        "Ansøgers målgruppe 33,3 %, Ansøgers parathed 33,3 % og Borgerinddragelse 33,3 %"
    )


@pytest.mark.parametrize(
    ("candidates", "first"),
    [
        ([], "Ingen ansøger kan rangeres, og runden er planlagt til mindst 2."),
        (
            [candidate("A"), candidate("B", None), candidate("C", 5, qualified=False)],
            "Kun 1 ansøger kan rangeres, og runden er planlagt til mindst 2.",
        ),
    ],
    ids=["nobody", "one-of-three"],
)
def test_fewer_than_the_least_is_said_and_nobody_is_filled_in(candidates, first):
    assert sentences(*candidates, most=4) == (
        first,
        "Antallet fyldes ikke op med ansøgere, der ikke er kvalificerede.",
    )


@pytest.mark.parametrize(
    ("count", "least", "expected"),
    [
        (0, 0, "Ingen ansøger kan rangeres; der er plads til 4."),
        (1, 1, "1 ansøger kan rangeres; der er plads til 4."),
        (2, 2, "2 ansøgere kan rangeres; der er plads til 4."),
        (4, 2, "4 ansøgere kan rangeres; der er plads til 4."),
    ],
)
def test_all_fit_up_to_the_most(count, least, expected):
    candidates = [candidate(str(number)) for number in range(count)]

    assert sentences(*candidates, least=least, most=4) == (expected,)


def test_a_clear_cut_names_those_within_it():
    assert sentences(candidate("A", 5), candidate("B", 4), candidate("C", 3)) == (
        "Blandt de 2 bedste: A (5,00) og B (4,00).",
        UNCHANGED,
    )


def test_a_single_clear_place_is_written_in_the_singular():
    assert sentences(candidate("A", 5), candidate("B", 4), least=1, most=1) == (
        "Bedst: A (5,00).",
        UNCHANGED,
    )


def test_a_contested_place_names_all_who_may_have_it_by_priority():
    result = sentences(
        candidate("A", 5), candidate("B"), candidate("C", FAVOUR_LEADERS), candidate("D", 1)
    )

    assert result == (
        "Sikkert blandt de 2 bedste: A (5,00).",
        (
            "1 plads skal drøftes mellem C (3,00) og B (3,00). Pointene alene "
            "afgør det ikke; grundene står ved hver ansøger."
        ),
        "De prioriterede udsagn V6 og V7 giver dem rækkefølgen C (4,00), B (3,00).",
    )


def test_all_places_contested_names_nobody_as_clear():
    result = sentences(
        candidate("A", Fraction(31, 10)), candidate("B"), candidate("C", FAVOUR_LEADERS)
    )

    assert result == (
        (
            "2 pladser skal drøftes mellem A (3,10), C (3,00) og B (3,00). Pointene alene "
            "afgør det ikke; grundene står ved hver ansøger."
        ),
        "De prioriterede udsagn V6 og V7 giver dem rækkefølgen C (4,00), A (3,10), B (3,00).",
    )


def given(name, *points):
    """Somebody to whom each reviewer gave the same points for every aspect."""
    scores = {
        reviewer: {each.id: Fraction(own) for each in cti_scheme().aspects}
        for reviewer, own in zip(("Anne", "Bo"), points, strict=True)
    }
    return Candidate(name, name, marks_given(scores, cti_scheme()), given=scores)


def test_the_prioritised_statements_order_those_within_the_margin_alone():
    """D is talked of, since Bo would have it, but is too far behind for the statements to lift it."""
    everybody = given("A", 5, 5), given("B", 3, 3), given("C", 3, "2.8"), given("D", 1, 4)

    result = sentences(*everybody, most=2)

    assert result[1:] == (
        (
            "1 plads skal drøftes mellem B (3,00), C (2,90) og D (2,50). Pointene alene afgør det "
            "ikke; grundene står ved hver ansøger."
        ),
        (
            "De prioriterede udsagn V6 og V7 giver dem, der ligger højst 0,25 fra grænsen, "
            "rækkefølgen B (3,00), C (2,90)."
        ),
    )


def test_nobody_within_the_margin_is_ordered_by_no_statements():
    assert len(sentences(given("A", 5, 5), given("B", 3, 3), given("D", 1, 4))) == 2


def test_equal_priority_is_told_as_equal_and_gives_no_order():
    result = sentences(candidate("A"), candidate("B"), candidate("C"))

    assert result[-1] == (
        "De prioriterede udsagn V6 og V7 stiller dem lige (3,00); valget skal begrundes for sig."
    )


def test_equals_within_an_order_stand_together():
    result = sentences(candidate("A"), candidate("B"), candidate("C", FAVOUR_LEADERS))

    assert result[-1] == (
        "De prioriterede udsagn V6 og V7 giver dem rækkefølgen C (4,00), A og B lige (3,00)."
    )


def test_a_missing_priority_is_no_zero_and_gives_no_order():
    whole = {key: Fraction(3) for key in cti_scheme().weights}
    unstated = Candidate("A", "A", marks({}, cti_scheme(), whole))

    result = sentences(unstated, candidate("B"), least=1, most=1)

    assert result == (
        (
            "1 plads skal drøftes mellem B (3,00) og A (3,00). Pointene alene "
            "afgør det ikke; grundene står ved hver ansøger."
        ),
    )


@pytest.mark.parametrize(
    ("prioritised", "expected"),
    [
        ((), None),
        (("V6",), "Det prioriterede udsagn V6 giver dem rækkefølgen B (5,00), A (3,00)."),
    ],
    ids=["none", "one"],
)
def test_the_order_is_told_by_the_statements_the_scheme_prioritises(prioritised, expected):
    scheme = scheme_prioritising(*prioritised)
    candidates = [candidate("A"), candidate("B", FAVOUR_LEADERS)]

    result = sentences_by(scheme, *candidates, select=Select(min=1, max=1))

    assert len(result) == 1 + bool(prioritised)
    assert (result[1:] or (None,))[0] == expected
