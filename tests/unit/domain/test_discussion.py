"""The list of what must be discussed over all applications, and the minutes."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from assessment.domain.reviewing.consensus import Consensus, Difference
from assessment.domain.rounds.discussion import Topic, minutes, summary, topics
from tests.builders import NOON, case, person, review, round_of, screening

ANNE, JENS = person("Anne Holm", 1), person("Jens Krogh", 2)


def agreed(application, aspect, at=NOON):
    names = ("Anne Holm", "Jens Krogh")
    return Consensus(application, aspect, Fraction(3), "Vi er enige.", names, "Lone", at, 1)


def apart(id_, first, second, **rest):
    reviews = (review(first, by=ANNE), review(second, by=JENS))
    made = rest.pop("consensus", {})
    return replace(case(*reviews, id_=id_, **rest), consensus=made)


def test_the_widest_left_stands_first_and_what_is_settled_last():
    settled = apart(1, {"2": 5}, {"2": 0}, consensus={"2": agreed(1, "2")})
    close = apart(2, {"1a": 4, "7": 5}, {"1a": 2, "7": 2})

    found = topics(round_of(settled, close))

    assert found == (
        Topic(close, Difference("7", 2, 5, None)),
        Topic(close, Difference("1a", 2, 4, None)),
        Topic(settled, Difference("2", 0, 5, agreed(1, "2"))),
    )
    assert [(each.key, each.span) for each in found] == [
        ((2, "7"), "2–5"),
        ((2, "1a"), "2–4"),
        ((1, "2"), "0–5"),
    ]


def test_what_is_hidden_or_meets_no_requirement_is_not_on_the_list():
    hidden = replace(apart(1, {"2": 5}, {"2": 0}), hidden=True)
    unmet = apart(2, {"2": 5}, {"2": 0}, formal=screening(unmet=["M1"]))

    assert topics(round_of(hidden, unmet)) == ()


def test_equal_points_have_no_span():
    assert Topic(case(), Difference("2", 3, 3, None)).span == "3"


def test_the_summary_counts_what_is_left():
    left, done = Difference("2", 1, 4, None), Difference("7", 1, 4, agreed(1, "7"))

    assert summary((), 2) == (
        "Ingen forskelle på 2 point eller mere blandt de vurderinger, du kan se."
    )
    assert summary((Topic(case(), left), Topic(case(), done)), 2) == (
        "2 forskelle på 2 point eller mere: 1 skal drøftes."
    )
    assert summary((Topic(case(), done),), 2) == (
        "1 forskel på 2 point eller mere: alle er drøftet."
    )


def test_the_minutes_stand_in_the_order_of_agreeing_without_what_was_taken_back():
    later = agreed(1, "2", NOON + timedelta(hours=1))
    first = agreed(2, "7")
    back = replace(agreed(1, "1a"), points=None)
    one = replace(case(id_=1), consensus={"1a": back, "2": later})
    two = replace(case(id_=2), consensus={"7": first})

    assert minutes(round_of(one, two)) == ((two, first), (one, later))
