"""Calls in processes of their own: whatever happens there, the app gets a result or a refusal."""

from __future__ import annotations

import logging
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assessment import intake
from assessment.domain.applications.issue import Issue
from assessment.errors import RefusedFileError
from assessment.intake.messages import issue
from assessment.intake.worker import Workers
from tests.small_form import FORM
from tests.word_files import control, p, word_file

FILE = word_file(p("Ansøgers navn: ", control("1.2", "Strandby")))
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Workers that all tests here share, so that each shows what the one before left behind."""
    made = Workers(count=2)
    yield made
    made.close()


@pytest.fixture(scope="module")
def hasty() -> Iterator[Workers]:
    """One worker that may take a few moments only, far more than a short call takes on a busy machine."""
    made = Workers(count=1, seconds=3)
    made.run(len, b"")
    yield made
    made.close()


def refused(workers: Workers, function, *arguments) -> str:
    """Return the code of a refusal, and see that its sentence is one and that the pool goes on."""
    with pytest.raises(RefusedFileError) as refusal:
        workers.run(function, *arguments)
    assert str(refusal.value).endswith(".")
    assert workers.run(len, b"abc") == 3
    return refusal.value.code


def process_of(workers: Workers) -> int:
    return workers.run(os.getpid)


def is_running(process: int) -> bool:
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip() != "" and "Z" not in listed.stdout


def test_reading_in_a_worker_is_the_reading_made_here(workers):
    assert workers.run(intake.read, FILE, FORM) == intake.read(FILE, FORM)


def test_values_of_every_kind_come_back_equal(workers):
    value = issue("damaged_part", part="word/header1.xml")

    assert workers.run(issue, "macros") == issue("macros")
    assert workers.run(list, (value, None, "æ", FORM)) == [value, None, "æ", FORM]
    assert workers.run(Issue, "kode", "Sætning.") == Issue("kode", "Sætning.")


def test_refusal_comes_back_as_it_was_raised(workers):
    with pytest.raises(RefusedFileError) as here:
        intake.read(b"%PDF-1.7", FORM)
    with pytest.raises(RefusedFileError) as there:
        workers.run(intake.read, b"%PDF-1.7", FORM)

    assert (there.value.code, str(there.value)) == (here.value.code, str(here.value))


def test_process_of_a_refusal_stays(workers):
    before = process_of(workers)

    assert refused(workers, intake.read, b"", FORM) == "empty"
    assert process_of(workers) == before


@pytest.mark.parametrize(
    ("function", "arguments"),
    [(time.sleep, (60,)), (re.fullmatch, ("(a+)+b", "a" * 40))],
    ids=["waits", "never lets go of the interpreter"],
)
def test_call_that_takes_too_long(hasty, function, arguments):
    before = process_of(hasty)

    assert refused(hasty, function, *arguments) == "took_too_long"
    assert not is_running(before)


def test_clock_starts_anew_at_each_call(hasty):
    before = process_of(hasty)

    for _ in range(8):
        hasty.run(time.sleep, 0.4)

    assert process_of(hasty) == before


def test_call_that_needs_too_much_memory(workers):
    assert refused(workers, bytes, 2**33) == "too_heavy"


def test_argument_that_needs_too_much_memory():
    workers = Workers(count=1, memory=64 * 2**20)

    assert refused(workers, len, "x" * 2**26) == "too_heavy"
    workers.close()


def test_file_may_need_some_times_its_own_size():
    workers = Workers(count=1, memory=64 * 2**20)

    assert workers.run(_doubled, bytes(2**26)) == 2**27
    workers.close()


def _doubled(content: bytes) -> int:
    return len(content + content)


def test_result_that_needs_too_much_memory():
    workers = Workers(count=1, memory=96 * 2**20)

    assert refused(workers, bytes, 40 * 2**20) == "too_heavy"
    workers.close()


def test_worker_killed_from_outside_is_taken_for_out_of_memory(workers):
    assert refused(workers, signal.raise_signal, signal.SIGKILL) == "too_heavy"


@pytest.mark.parametrize(
    ("function", "argument", "status"),
    [(os._exit, 3, "3"), (sys.exit, 4, "4"), (signal.raise_signal, signal.SIGSEGV, "-11")],
    ids=["leaves at once", "leaves", "crashes"],
)
def test_worker_that_ends_in_a_call_is_told_to_developers(
    workers, caplog, function, argument, status
):
    assert refused(workers, function, argument) == "reader_failed"
    assert caplog.messages == [f"A worker ended with exit status {status} in the middle of a call."]


def test_bug_is_logged_with_its_traceback_and_never_shown(workers, caplog):
    with pytest.raises(RefusedFileError) as refusal:
        workers.run(int, "et navn, 010190-1234")

    (record,) = caplog.records
    assert refusal.value.code == "reader_failed"
    assert "Traceback" not in str(refusal.value)
    assert record.levelno == logging.ERROR
    assert "Traceback (most recent call last)" in record.message
    assert "ValueError: invalid literal for int() with base 10: 'et navn, " in record.message
    assert "010190-1234" not in record.message


def test_worker_that_died_while_idle_is_replaced(workers):
    before = process_of(workers)
    os.kill(before, signal.SIGKILL)
    while is_running(before):
        pass

    assert process_of(workers) != before


def test_call_sent_to_a_dying_worker_is_answered_by_another(workers):
    before = process_of(workers)
    os.kill(before, signal.SIGKILL)  # and not waited for, so that it may seem to be there still

    assert process_of(workers) != before


def test_call_that_cannot_be_sent_is_a_mistake_of_ours(workers):
    with pytest.raises(Exception, match="lambda"):
        workers.run(lambda: 0)
    assert workers.run(len, b"abc") == 3


def test_whatever_is_printed_does_not_stand_in_an_answer(workers):
    assert workers.run(print, "til stdout") is None
    assert workers.run(os.write, 1, b"til stdout\n") == 11
    assert workers.run(len, b"abc") == 3


def test_many_threads_get_each_their_own_answer(workers):
    contents = [word_file(p(f"Tekst nummer {number}")) for number in range(40)]

    with ThreadPoolExecutor(12) as threads:
        texts = list(threads.map(lambda each: workers.run(intake.read, each, FORM).text, contents))

    assert texts == [f"Tekst nummer {number}" for number in range(40)]


def test_threads_get_their_own_answers_while_others_fail(workers):
    def call(number: int) -> object:
        try:
            return workers.run(os._exit, 1) if number % 5 == 0 else workers.run(abs, -number)
        except RefusedFileError as refusal:
            return refusal.code

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(call, range(20)))

    assert told == ["reader_failed" if number % 5 == 0 else number for number in range(20)]


def test_only_as_many_start_as_are_needed():
    workers = Workers(count=3)

    assert len({process_of(workers) for _ in range(3)}) == 1
    workers.close()


def test_warm_starts_them_all_and_close_leaves_none():
    workers = Workers(count=2)
    workers.warm()
    with ThreadPoolExecutor(2) as threads:
        started = set(threads.map(lambda _: process_of(workers), range(8)))

    assert all(is_running(process) for process in started)
    workers.close()
    assert not any(is_running(process) for process in started)


def test_closed_workers_start_again_at_a_call():
    workers = Workers(count=1)
    before = process_of(workers)
    workers.close()
    workers.close()

    assert process_of(workers) != before
    workers.close()


def test_forgotten_workers_end():
    workers = Workers(count=1)
    process = process_of(workers)
    del workers

    assert not is_running(process)


def test_workers_end_with_an_app_that_was_killed():
    app = (
        "import signal; from assessment.intake.worker import Workers; workers = Workers(); "
        "workers.run(len, b''); signal.raise_signal(signal.SIGKILL)"
    )
    # The worker holds the end of this pipe too, so the wait is over only when both have ended.
    ended = subprocess.run(
        [sys.executable, "-c", app],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert ended.returncode == -signal.SIGKILL
