"""What follows from an exchange: its answer, how far that counts, more time, and taking it back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.domain.correspondence.dialogue import (
    Answered,
    Exchange,
    Extended,
    Kind,
    Retracted,
    Shared,
    Weighed,
    hindrances,
    numbered,
    refuse_personal,
    supplements,
    unheard,
    unshared,
    validate_answer,
    validate_exchange,
    validate_more_time,
    validate_retraction,
    validate_weighing,
)
from assessment.errors import RefusedActionError
from tests.builders import NOON

HOUR = timedelta(hours=1)
DEADLINE = NOON + 24 * HOUR
AFTER = DEADLINE + HOUR
CPR = "Det drejer sig om 010180-1234."


def exchange(kind=Kind.SUPPLEMENT, id_=1, **rest):
    given = {"fields": ("4.1",)} if kind is Kind.SUPPLEMENT else {}
    given |= {"deadline": DEADLINE} if kind in {Kind.SUPPLEMENT, Kind.HEARING} else {}
    given |= {"counterpart": "Tilbudsportalen"} if kind is Kind.OUTSIDE else {}
    return Exchange(id_, "demo", 1, kind, "Teksten.", "Lone", NOON, **given | rest)


def answered(received=NOON + HOUR, text="Svaret."):
    return Answered(text, max(received, NOON) + HOUR, "Lone", received)


def taken_back(made):
    return replace(made, retracted=Retracted("En fejl.", AFTER, "Lone"))


def refusal(action, *args):
    with pytest.raises(RefusedActionError) as refused:
        action(*args)
    return str(refused.value)


def test_questions_are_numbered_line_by_line_whatever_numbers_they_had():
    assert numbered(
        "Hvem har ansvaret?\n\n 3) Hvornår?\n7. Hvorfor 4.1?\n2026 er valgt hvorfor?"
    ) == ("1. Hvem har ansvaret?\n2. Hvornår?\n3. Hvorfor 4.1?\n4. 2026 er valgt hvorfor?")


def test_an_answer_is_late_by_when_it_came_and_not_by_when_it_was_noted():
    in_time = replace(exchange(), answer=Answered("Svaret.", AFTER, "Lone", DEADLINE))
    late = replace(exchange(), answer=Answered("Svaret.", AFTER, "Lone", DEADLINE + HOUR))

    assert (in_time.late, late.late) == (False, True)


def test_a_request_waits_to_the_minute_and_is_then_unanswered():
    made = exchange()

    assert (made.waits(DEADLINE), made.unanswered(DEADLINE)) == (True, False)
    assert (made.waits(AFTER), made.unanswered(AFTER)) == (False, True)
    assert not taken_back(made).waits(DEADLINE)
    assert not taken_back(made).unanswered(AFTER)


def test_information_from_elsewhere_hinders_until_the_hearing_is_answered_and_weighed():
    outside, hearing = exchange(Kind.OUTSIDE), exchange(Kind.HEARING, 2, concerns=1)
    heard = replace(hearing, answer=answered())
    weighed = replace(heard, weighed=Weighed("Indgår ikke.", AFTER, "Lone"))

    assert hindrances([outside], NOON) == ("partshøring over oplysningen fra Tilbudsportalen",)
    assert hindrances([outside, hearing], NOON) == (
        "svar på partshøringen, som har frist 02.10.2026 kl. 12.00",
    )
    assert hindrances([outside, heard], NOON) == ("stillingtagen til svaret på partshøringen",)
    assert hindrances([outside, weighed], NOON) == ()


def test_a_hearing_that_nobody_answered_must_be_weighed_too():
    outside, hearing = exchange(Kind.OUTSIDE), exchange(Kind.HEARING, 2, concerns=1)

    assert hindrances([outside, hearing], AFTER) == (
        "stillingtagen til partshøringen, som ikke blev besvaret",
    )


def test_a_hearing_that_was_taken_back_heard_nobody():
    outside, hearing = exchange(Kind.OUTSIDE), exchange(Kind.HEARING, 2, concerns=1)

    assert unheard([outside, taken_back(hearing)]) == (outside,)
    assert unheard([taken_back(outside)]) == ()


def test_only_a_late_answer_to_a_request_must_be_weighed():
    in_time = replace(exchange(), answer=answered())
    late = replace(exchange(), answer=answered(AFTER))

    assert hindrances([in_time], AFTER) == ()
    assert hindrances([late], AFTER) == ("stillingtagen til, om et svar, der kom for sent, indgår",)
    assert hindrances([taken_back(late)], AFTER) == ()
    assert hindrances([exchange()], AFTER) == ()


def test_an_answer_that_was_taken_back_need_not_be_shared():
    question = exchange(Kind.QUESTION, counterpart="Ask", answer=answered())

    assert unshared([question, taken_back(question)]) == (question,)


def test_supplements_are_the_answers_about_a_field():
    answer = replace(exchange(), answer=answered())
    other = replace(exchange(fields=("5.1",)), answer=answered())

    assert supplements([answer, other, exchange(), taken_back(answer)], ["4.1", "4.2"]) == (answer,)


def test_the_last_to_change_an_exchange_is_named():
    made = replace(
        exchange(),
        extended=Extended("Ferie.", NOON + HOUR, "Bo"),
        answer=Answered("Svaret.", NOON + 2 * HOUR, "Anne"),
        shared=Shared("Mail.", NOON + 3 * HOUR, "Mette"),
    )

    assert exchange().changed_by == "Lone"
    assert made.changed_by == "Mette"


def test_something_cannot_have_happened_in_the_future():
    later = replace(exchange(Kind.CALL, counterpart="Ask"), happened=NOON + HOUR)

    assert refusal(validate_exchange, later) == (
        "Tidspunktet ligger ude i fremtiden. Ret dato eller klokkeslæt."
    )


def test_a_request_that_was_sent_earlier_has_its_deadline_after_that():
    sent = replace(exchange(deadline=NOON - HOUR), happened=NOON - 2 * HOUR)

    validate_exchange(sent)
    assert refusal(validate_exchange, replace(sent, deadline=NOON - 2 * HOUR)) == (
        "Sæt en svarfrist med dato og klokkeslæt, som ligger ude i fremtiden."
    )


def test_no_text_may_hold_a_cpr_number():
    words = "Teksten rummer et tal, der ligner et CPR-nummer. Slet det, før du gemmer."

    refuse_personal("CVR 99000007", "tlf. 12345678")
    assert refusal(refuse_personal, "", CPR) == words
    assert refusal(validate_exchange, replace(exchange(), text=CPR)) == words
    assert refusal(validate_answer, exchange(), answered(text=CPR)) == words
    assert refusal(validate_retraction, exchange(), CPR) == words


@pytest.mark.parametrize(
    ("made", "answer", "words"),
    [
        (exchange(Kind.CALL), answered(), "Der hører ikke noget svar til telefonnotatet."),
        (exchange(), answered(text=" "), "Skriv svaret, før det gemmes."),
        (
            exchange(),
            Answered("Svaret.", NOON, "Lone", NOON + HOUR),
            "Svaret kan ikke være kommet ude i fremtiden. Ret tidspunktet.",
        ),
        (
            exchange(),
            answered(NOON - HOUR),
            "Svaret kan ikke være kommet før anmodningen, som er fra 01.10.2026 kl. 12.00. Ret tidspunktet.",
        ),
        (
            taken_back(exchange()),
            answered(),
            "Lone har taget noteringen tilbage: En fejl.",
        ),
    ],
    ids=["a call", "empty", "the future", "before", "taken back"],
)
def test_an_answer_that_cannot_be_is_refused(made, answer, words):
    assert refusal(validate_answer, made, answer) == words


@pytest.mark.parametrize(
    ("made", "weighed", "words"),
    [
        (
            exchange(Kind.QUESTION),
            Weighed("Ja.", NOON, "Lone"),
            "Der er intet svar at tage stilling til for spørgsmål og svar.",
        ),
        (
            exchange(),
            Weighed("Ja.", NOON, "Lone"),
            "Vent, til ansøger har svaret, eller fristen er udløbet.",
        ),
        (exchange(), Weighed(" ", AFTER, "Lone"), "Skriv, hvordan svaret indgår, og hvorfor."),
    ],
    ids=["no answer to weigh", "still time", "no reason"],
)
def test_a_weighing_that_cannot_be_is_refused(made, weighed, words):
    assert refusal(validate_weighing, made, weighed) == words


@pytest.mark.parametrize(
    ("made", "deadline", "reason", "words"),
    [
        (
            replace(exchange(), answer=answered()),
            AFTER,
            "Ferie.",
            "Kun en ubesvaret anmodning eller partshøring har en frist at udsætte.",
        ),
        (
            exchange(),
            DEADLINE,
            "Ferie.",
            "Den nye frist skal ligge ude i fremtiden og efter den gamle.",
        ),
        (exchange(), AFTER, " ", "Skriv, hvorfor fristen udsættes."),
    ],
    ids=["answered", "no later", "no reason"],
)
def test_more_time_that_cannot_be_given_is_refused(made, deadline, reason, words):
    assert refusal(validate_more_time, made, deadline, reason, NOON) == words


def test_taking_back_needs_a_reason_and_happens_once():
    assert refusal(validate_retraction, exchange(), " ") == (
        "Skriv, hvorfor noteringen tages tilbage."
    )
    assert refusal(validate_retraction, taken_back(exchange()), "En fejl til.") == (
        "Lone har taget noteringen tilbage: En fejl."
    )
