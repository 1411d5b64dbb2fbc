from datetime import datetime
from decimal import Decimal

import pytest

from assessment.domain.applications.application import (
    Answer,
    Block,
    BlockKind,
    How,
    Reading,
    Timing,
)
from tests.builders import application, cti_scheme, filled, reading

ON_TIME, AFTER_CLOCK, LATE = Timing.ON_TIME, Timing.AFTER_CLOCK, Timing.LATE


@pytest.mark.parametrize(
    ("round_id", "received", "expected"),
    [
        # First round: a date without a clock, so the whole day counts (DOMAIN.md A9).
        ("2024-1", "2024-01-26T23:50:00+01:00", ON_TIME),
        ("2024-1", "2024-01-26T23:59:59+01:00", ON_TIME),
        ("2024-1", "2024-01-26T23:59:59.999999+01:00", ON_TIME),
        ("2024-1", "2024-01-26T22:59:59+00:00", ON_TIME),
        ("2024-1", "2024-01-27T00:00:00+01:00", LATE),
        ("2024-1", "2024-01-27T00:00:01+01:00", LATE),
        ("2024-1", "2024-01-26T23:00:01+00:00", LATE),
        # Second round: 12.00 in summer time; later the same date is for a human to judge.
        ("2024-2", "2024-08-21T11:58:00+02:00", ON_TIME),
        ("2024-2", "2024-08-21T12:00:00+02:00", ON_TIME),
        ("2024-2", "2024-08-21T10:00:00+00:00", ON_TIME),
        ("2024-2", "2024-08-21T12:00:01+02:00", AFTER_CLOCK),
        ("2024-2", "2024-08-21T12:03:00+02:00", AFTER_CLOCK),
        ("2024-2", "2024-08-21T11:00:00+00:00", AFTER_CLOCK),
        ("2024-2", "2024-08-21T12:00:00+01:00", AFTER_CLOCK),
        ("2024-2", "2024-08-21T23:59:59+02:00", AFTER_CLOCK),
        ("2024-2", "2024-08-22T00:00:00+02:00", LATE),
        ("2024-2", "2024-08-21T22:30:00+00:00", LATE),
        ("2024-2", None, Timing.UNKNOWN),
    ],
)
def test_timing_holds_the_receipt_against_the_deadline_in_danish_time(round_id, received, expected):
    sent = application(received=received and datetime.fromisoformat(received), round_id=round_id)

    assert sent.timing(cti_scheme()) is expected


def test_timing_knows_the_date_when_winter_time_begins_after_the_deadline():
    first = cti_scheme().rounds[1]
    round_ = first.model_copy(
        update={"id": "nat", "deadline": datetime.fromisoformat("2026-10-25T02:00:00+02:00")}
    )
    scheme = cti_scheme().model_copy(update={"rounds": (round_,)})
    sent = application(received=datetime.fromisoformat("2026-10-25T23:30:00+01:00"), round_id="nat")

    assert sent.timing(scheme) is AFTER_CLOCK


@pytest.mark.parametrize(
    ("written", "filename", "expected"),
    [
        ("Aarhus \u202eKommune", "12-aarhus.docx", "Aarhus Kommune"),
        ("\u202e\u2066", "12-\u202eaarhus.docx", "12-aarhus"),
        ("Bakkedal Kommune", "a.docx", "Bakkedal Kommune"),
        (" Bakkedal\n\tKommune ", "a.docx", "Bakkedal Kommune"),
        ("B" * 200, "a.docx", "B" * 120),
        (" \n", "ansøgning.docx", "ansøgning"),
        (None, "ansøgning 2.0.docx", "ansøgning 2.0"),
        (None, "ansøgning", "ansøgning"),
    ],
)
def test_name_is_as_written_or_else_the_name_of_the_file(written, filename, expected):
    sent = application(filled(**{"1.2": written}), filename=filename)

    assert sent.name(cti_scheme()) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("private_provider", "private_provider"),
        ("region", None),
        (Decimal(1), None),
        (None, None),
    ],
    ids=["known", "unknown", "a-number", "unanswered"],
)
def test_applicant_type_is_one_the_scheme_knows(chosen, expected):
    sent = application(filled(**{"1.1": chosen}))

    assert sent.applicant_type(cti_scheme()) == expected


def test_block_is_found_by_its_id():
    first = Block("p0", BlockKind.HEADING, "Ansøgning", "Overskrift 1", level=1)
    second = Block("p1", BlockKind.CELL, "Ja", "Tabel 1, række 1")
    read = Reading("", "", (first, second))

    assert read.block("p1") == second
    with pytest.raises(KeyError):
        read.block("p2")


def test_an_unanswered_field_has_no_text_no_number_and_no_tick():
    read = reading()

    assert (read.text_of("4.1"), read.number("4.10"), read.ticked("2.3")) == ("", None, False)


@pytest.mark.parametrize(
    ("answer", "number", "ticked"),
    [
        (Answer("4.10", "10", How.TAG, value=Decimal(10)), Decimal(10), False),
        (Answer("4.10", "0", How.TAG, value=Decimal(0)), Decimal(0), False),
        (Answer("4.10", "8-10", How.TAG), None, False),
        (Answer("4.10", "Bakkedal", How.TAG, value="Bakkedal"), None, False),
        (Answer("4.10", "☒", How.TAG, ticked=True), None, True),
        (Answer("4.10", "X", How.LABEL, ticked=True), None, True),
        (Answer("4.10", "☐", How.TAG, ticked=False), None, False),
    ],
    ids=["number", "zero", "range", "choice", "ticked", "x", "unticked"],
)
def test_an_answer_is_asked_for_what_it_holds(answer, number, ticked):
    read = Reading("", "", (), {"4.10": answer})

    assert read.text_of("4.10") == answer.text
    assert read.number("4.10") == number
    assert read.ticked("4.10") is ticked


def test_ways_and_kinds_are_the_words_that_other_programs_read():
    ways = ["manual", "tag", "label", "alias", "numbering", "position", "heading"]
    kinds = ["heading", "paragraph", "cell", "header", "footer", "note", "text_box"]

    assert [*How] == ways
    assert [*BlockKind] == kinds


def test_what_is_not_told_of_a_block_an_answer_or_a_reading_is_empty_and_sure():
    block = Block("p0", BlockKind.CELL, "Ja", "Tabel 1")
    answer, read = Answer("2.3", "Ja", How.TAG), Reading("", "Ja", (block,))

    assert (block.label, block.alt, block.level) == ("", "", 0)
    assert (answer.blocks, answer.value, answer.ticked, answer.confidence) == ((), None, None, 1)
    assert (read.deleted, read.hidden, read.comments) == ("", "", "")
