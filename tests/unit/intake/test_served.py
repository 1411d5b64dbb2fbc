"""The worker's own side, called without a process."""

from __future__ import annotations

import gc
import io
import pickle
import weakref
from typing import ClassVar

from assessment import intake
from assessment.domain.applications.issue import Issue
from assessment.intake.packing import HEARD, write_request
from assessment.intake.served import serve
from tests.small_form import FORM

NO_LIMIT = 0


def answers_to(*requests) -> list[object]:
    """Return all answers to a row of requests."""
    stream, answers = io.BytesIO(), io.BytesIO()
    for request in requests:
        write_request(request, stream)
    serve(io.BufferedReader(io.BytesIO(stream.getvalue())), answers, NO_LIMIT)
    answers.seek(0)
    told = []
    while answers.read(len(HEARD)) == HEARD:
        told.append(pickle.load(answers))
    return told


def test_requests_are_answered_one_by_one_until_there_are_none():
    requests = ((len, (b"abc",)), (intake.read, (b"", FORM)), (Issue, ("kode", "Sætning.")))

    returned, refused, issue = answers_to(*requests)

    assert returned == ("returned", 3)
    assert refused[:2] == ("refused", "empty")
    assert refused[2].startswith("Filen er tom.")
    assert issue == ("returned", Issue("kode", "Sætning."))


def test_bug_is_told_with_its_traceback_and_ends_the_worker():
    ((kind, trace),) = answers_to((int, ("x",)), (len, (b"abc",)))

    assert kind == "failed"
    assert trace.endswith("ValueError: invalid literal for int() with base 10: 'x'\n")


def test_lack_of_memory_ends_the_worker():
    assert answers_to((bytes, (2**62,)), (len, (b"abc",))) == [("too_heavy",)]


def test_result_that_cannot_be_sent_is_a_bug():
    ((kind, _),) = answers_to((iter, ([],)), (memoryview, (b"abc",)))[1:]

    assert kind == "failed"


class _Circle:
    """What only a look for circles finds to be garbage."""

    left: ClassVar[list[weakref.ref]] = []

    def __init__(self):
        self.itself = self


def leave_a_circle() -> None:
    _Circle.left.append(weakref.ref(_Circle()))


def circles_left() -> int:
    return sum(each() is not None for each in _Circle.left)


def test_what_a_call_leaves_is_gone_before_the_next():
    gc.disable()
    try:
        answers = answers_to(*[(leave_a_circle, ()), (circles_left, ())] * 3)
    finally:
        gc.enable()

    assert answers == [("returned", None), ("returned", 0)] * 3


def test_form_is_made_once_for_all_requests():
    stream = io.BytesIO()
    write_request((len, (b"abc", FORM)), stream)
    write_request((abs, (FORM,)), stream)
    stream.seek(0)

    weight, (first, (content, form)) = pickle.load(stream), pickle.load(stream)
    none, (second, (same,)) = pickle.load(stream), pickle.load(stream)

    assert (weight, first, content) == (3, len, b"abc")
    assert (none, second) == (0, abs)
    assert form == FORM
    assert form is same
