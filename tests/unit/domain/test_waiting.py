"""What waits for whom and until when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.domain.correspondence.dialogue import (
    Answered,
    Exchange,
    Kind,
    Retracted,
    Shared,
    Weighed,
)
from assessment.domain.correspondence.waiting import Side, Waiting, state, waiting
from tests.builders import NOON

DAY = timedelta(days=1)
ANSWER = Answered("Svaret.", NOON, "Lone")


def exchange(id_, kind, **rest):
    return Exchange(id_, "demo", 1, kind, "Teksten.", "Lone", NOON - 9 * DAY, "Ask", **rest)


ASKED = exchange(1, Kind.SUPPLEMENT, fields=("4.1",), deadline=NOON + 2 * DAY)
SOONER = exchange(2, Kind.SUPPLEMENT, fields=("4.1",), deadline=NOON + DAY)
OVERDUE = exchange(3, Kind.SUPPLEMENT, fields=("4.1",), deadline=NOON - DAY)
OUTSIDE = exchange(4, Kind.OUTSIDE)
HEARD = exchange(5, Kind.HEARING, concerns=9, deadline=NOON + DAY, answer=ANSWER)
QUESTION = exchange(6, Kind.QUESTION)
TOLD = exchange(7, Kind.QUESTION, answer=ANSWER)
CALL = exchange(8, Kind.CALL)


def test_our_turn_comes_first_what_hinders_before_the_rest_and_then_the_next_deadlines():
    everything = (ASKED, SOONER, OVERDUE, OUTSIDE, HEARD, QUESTION, TOLD, CALL)

    assert waiting(everything, NOON) == (
        Waiting(OUTSIDE, Side.US, "hør ansøger om oplysningen", None, hinders=True),
        Waiting(
            HEARD, Side.US, "tag stilling til svaret på partshøringen", HEARD.deadline, hinders=True
        ),
        Waiting(TOLD, Side.US, "del svaret på spørgsmålet med alle ansøgere"),
        Waiting(QUESTION, Side.US, "svar på spørgsmålet"),
        Waiting(OVERDUE, Side.US, "fristen 30.09.2026 kl. 12.00 er overskredet", OVERDUE.deadline),
        Waiting(
            SOONER,
            Side.APPLICANT,
            "frist 02.10.2026 kl. 12.00, 1 dag tilbage",
            SOONER.deadline,
            hinders=True,
        ),
        Waiting(
            ASKED,
            Side.APPLICANT,
            "frist 03.10.2026 kl. 12.00, 2 dage tilbage",
            ASKED.deadline,
            hinders=True,
        ),
    )


def test_what_was_taken_back_waits_for_nobody():
    back = Retracted("En fejl.", NOON, "Lone")
    everything = (ASKED, OVERDUE, OUTSIDE, HEARD, QUESTION, TOLD)

    assert waiting([replace(each, retracted=back) for each in everything], NOON) == ()


def test_a_stand_taken_on_an_answer_that_never_came_ends_the_waiting():
    done = replace(OVERDUE, weighed=Weighed("Det foreliggende grundlag.", NOON, "Lone"))

    assert waiting([done], NOON) == ()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (replace(ASKED, retracted=Retracted("En fejl.", NOON, "Lone")), "taget tilbage"),
        (ASKED, "frist 03.10.2026 kl. 12.00, 2 dage tilbage"),
        (replace(ASKED, answer=ANSWER), "besvaret"),
        (
            replace(OVERDUE, answer=ANSWER),
            "svaret kom efter fristen; tag stilling til, om det indgår",
        ),
        (
            replace(OVERDUE, answer=ANSWER, weighed=Weighed("Indgår.", NOON, "Lone")),
            "besvaret efter fristen",
        ),
        (
            replace(HEARD, answer=None, deadline=NOON - DAY),
            "partshøringen er ikke besvaret; tag stilling",
        ),
        (replace(TOLD, shared=Shared("Mail.", NOON, "Lone")), "delt med alle"),
        (CALL, ""),
    ],
)
def test_the_state_of_an_exchange_is_told_in_a_few_words(made, words):
    assert state(made, [made], NOON) == words
