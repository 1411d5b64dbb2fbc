"""A named what-if: what can be saved as one, and how the log tells of it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.ranking.scenario import Change, described, validate
from assessment.errors import RefusedActionError
from tests import builders
from tests.builders import cti_scheme

NAME = "Giv scenariet et navn på 1–80 tegn."
KEYS = (
    "Scenariet skal have én vægt for hvert af kriterierne Ansøgers målgruppe, Ansøgers parathed "
    "og Borgerinddragelse."
)
SUM = "Vægtene skal være 0 eller mere og give præcis 1; de giver {}."
FLOOR = "Den mindste samlede vurdering skal ligge på skalaen 0–5."
PLACES = "Antallet, der udvælges, skal være 1–1000."


@pytest.mark.parametrize(
    "set_",
    [
        {},
        {"name": "x"},
        {"name": "å" * 80},
        {"floor": Fraction(0)},
        {"floor": Fraction(5)},
        {"places": 1},
        {"places": 1000},
        {"change": Change(1, "Anne Holm", "1a", 1)},
        {"change": Change(1, "Anne Holm", "7", -1)},
    ],
    ids=str,
)
def test_what_fits_the_scheme_is_a_scenario(set_):
    assert validate(replace(builders.scenario(), **set_), cti_scheme()) is None


@pytest.mark.parametrize(
    ("set_", "sentence"),
    [
        ({"name": ""}, NAME),
        ({"name": " \n"}, NAME),
        ({"name": "å" * 81}, NAME),
        ({"weights": {}}, KEYS),
        ({"weights": {"readiness": Fraction(1)}}, KEYS),
        ({"weights": builders.scenario().weights | {"andet": Fraction(0)}}, KEYS),
        ({"floor": Fraction(-1, 9)}, FLOOR),
        ({"floor": Fraction(501, 100)}, FLOOR),
        ({"places": 0}, PLACES),
        ({"places": 1001}, PLACES),
        ({"change": Change(1, "Bo", "1a", 0)}, "Et point kan kun flyttes ét op eller ét ned."),
        ({"change": Change(1, "Bo", "1a", 2)}, "Et point kan kun flyttes ét op eller ét ned."),
        (
            {"change": Change(1, "Bo", "9z", 1)},
            "“9z” er ikke et aspekt i ordningen. Vælg et på listen.",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(set_, sentence):
    with pytest.raises(RefusedActionError) as refusal:
        validate(replace(builders.scenario(), **set_), cti_scheme())

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("weights", "whole"),
    [
        (("0.33", "0.33", "0.33"), "0.99"),
        (("1/3", "1/3", "0"), "2/3"),
        (("1.5", "-0.5", "0"), "1"),
    ],
)
def test_weights_are_never_negative_and_one_in_all(weights, whole):
    with pytest.raises(RefusedActionError) as refusal:
        validate(builders.scenario("x", *weights), cti_scheme())

    assert str(refusal.value) == SUM.format(whole)


def test_all_that_is_set_is_told_exactly():
    scenario = builders.scenario(
        "Alt",
        "1/3",
        "0.125",
        "13/24",
        without="Bo Lund",
        change=Change(3, "Anne Holm", "1a", -1),
        floor=Fraction(5, 2),
        places=1,
    )

    assert described(scenario, cti_scheme()) == (
        "vægte: Ansøgers målgruppe 1/3, Ansøgers parathed 12,5 % og Borgerinddragelse 13/24; uden "
        "Bo Lund; Anne Holm giver et point lavere for 1a til ansøgning nr. 3; mindst 2,5 af 5 samlet; "
        "1 ansøger udvælges"
    )


def test_what_is_the_rounds_own_is_not_told():
    assert described(builders.scenario(), cti_scheme()) == (
        "vægte: Ansøgers målgruppe 50 %, Ansøgers parathed 25 % og Borgerinddragelse 25 %"
    )
