"""What a new exchange must have, and what waits for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.domain.correspondence.dialogue import (
    Answered,
    Kind,
    Shared,
    hindrances,
    unshared,
    validate_exchange,
)
from assessment.errors import RefusedActionError
from tests.builders import NOON, exchange

LATER = NOON + timedelta(days=7)
WHOLE = {
    Kind.SUPPLEMENT: exchange(Kind.SUPPLEMENT, "Hvor mange?", fields=("4.1",), deadline=LATER),
    Kind.OUTSIDE: exchange(Kind.OUTSIDE, "Tilbuddet er lukket.", counterpart="Tilbudsportalen"),
    Kind.HEARING: exchange(Kind.HEARING, "Kom med bemærkninger.", deadline=LATER, concerns=2),
    Kind.CALL: exchange(Kind.CALL, "Ringede om fristen.", counterpart="Ask Holm"),
    Kind.QUESTION: exchange(Kind.QUESTION, "Må vi søge?", counterpart="Ask Holm"),
}


@pytest.mark.parametrize("kind", Kind)
def test_an_exchange_with_all_it_needs_stands(kind):
    validate_exchange(WHOLE[kind])


def test_a_question_may_concern_the_whole_round():
    validate_exchange(replace(WHOLE[Kind.QUESTION], application=None))


@pytest.mark.parametrize(
    ("kind", "change", "sentence"),
    [
        (Kind.SUPPLEMENT, {"text": " \n"}, "Skriv teksten til anmodningen."),
        (Kind.OUTSIDE, {"text": ""}, "Skriv teksten til oplysningen."),
        (Kind.HEARING, {"text": ""}, "Skriv teksten til partshøringen."),
        (Kind.CALL, {"text": ""}, "Skriv teksten til telefonnotatet."),
        (Kind.QUESTION, {"text": ""}, "Skriv teksten til spørgsmålet."),
        (
            Kind.SUPPLEMENT,
            {"fields": ()},
            "Vælg mindst ét felt, som anmodningen drejer sig om.",
        ),
        (Kind.HEARING, {"concerns": None}, "Vælg den oplysning, som ansøger høres om."),
        (Kind.OUTSIDE, {"counterpart": " "}, "Skriv, hvor oplysningen kommer fra."),
        (Kind.CALL, {"counterpart": ""}, "Skriv, hvem I talte med."),
        (Kind.QUESTION, {"counterpart": ""}, "Skriv, hvem der spurgte."),
        *(
            (kind, {"application": None}, "Vælg den ansøgning, det drejer sig om.")
            for kind in Kind
            if kind is not Kind.QUESTION
        ),
        *(
            (
                kind,
                {"deadline": deadline},
                "Sæt en svarfrist med dato og klokkeslæt, som ligger ude i fremtiden.",
            )
            for kind in (Kind.SUPPLEMENT, Kind.HEARING)
            for deadline in (None, NOON, NOON - timedelta(seconds=1))
        ),
    ],
)
def test_what_an_exchange_lacks_is_told(kind, change, sentence):
    with pytest.raises(RefusedActionError) as refused:
        validate_exchange(replace(WHOLE[kind], **change))

    assert str(refused.value) == sentence


def test_each_information_from_elsewhere_needs_a_hearing_of_its_own():
    first = replace(WHOLE[Kind.OUTSIDE], id=2)
    second = replace(first, id=3, counterpart="Socialtilsynet")
    hearing = replace(WHOLE[Kind.HEARING], id=4)

    assert hindrances([first, second, hearing], NOON) == (
        "partshøring over oplysningen fra Socialtilsynet",
        "svar på partshøringen, som har frist 08.10.2026 kl. 12.00",
    )


def test_nothing_hinders_where_nothing_passed_that_waits():
    assert hindrances([], NOON) == ()
    assert hindrances([WHOLE[Kind.CALL], WHOLE[Kind.QUESTION]], NOON) == ()


def test_a_request_hinders_until_it_is_answered_or_its_time_is_up():
    asked = WHOLE[Kind.SUPPLEMENT]

    assert hindrances([asked], NOON) == ("svar på anmodningen, som har frist 08.10.2026 kl. 12.00",)
    assert hindrances([replace(asked, answer=Answered("12.", NOON, "Lone"))], NOON) == ()
    assert hindrances([asked], LATER + timedelta(seconds=1)) == ()


def test_only_an_answered_question_must_be_shared():
    asked = WHOLE[Kind.QUESTION]
    answered = replace(asked, answer=Answered("Ja.", NOON, "Lone"))
    shared = replace(answered, shared=Shared("På hjemmesiden.", NOON, "Lone"))
    request = replace(WHOLE[Kind.SUPPLEMENT], answer=Answered("12.", NOON, "Lone"))

    assert unshared([asked, answered, shared, request]) == (answered,)
