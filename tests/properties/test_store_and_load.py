"""What was read from a file is given back by the database as an equal value."""

from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from assessment.domain.applications.application import Answer, Block, BlockKind, How, Reading
from assessment.domain.applications.issue import Issue
from assessment.domain.rounds.event import Action, Event
from assessment.storage import Database, OpenedRound
from assessment.storage.readings import from_json, to_json
from assessment.storage.text import clean
from tests import builders
from tests.conftest import PRODUCTS

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)

texts = some.text(max_size=30)
blocks = some.builds(
    Block,
    texts,
    some.sampled_from(BlockKind),
    texts,
    texts,
    label=texts,
    alt=texts,
    level=some.integers(0, 9),
)
values = some.none() | some.decimals(allow_nan=False) | some.dates() | texts
answers = some.builds(
    Answer,
    texts,
    texts,
    some.sampled_from(How),
    some.lists(texts, max_size=3).map(tuple),
    value=values,
    ticked=some.none() | some.booleans(),
    confidence=some.floats(0, 1),
)
readings = some.builds(
    Reading,
    sha256=some.text("0123456789abcdef", min_size=64, max_size=64),
    text=texts,
    blocks=some.lists(blocks, max_size=4).map(tuple),
    answers=some.dictionaries(texts, answers, max_size=4),
    unplaced=some.lists(texts, max_size=3).map(tuple),
    issues=some.lists(some.builds(Issue, texts, texts), max_size=3).map(tuple),
    deleted=texts,
    hidden=texts,
    comments=texts,
)


@given(readings)
def test_a_reading_as_json_comes_back_equal_in_value_and_kind(reading):
    loaded = from_json(to_json(reading))

    assert loaded == reading
    assert kinds(loaded) == kinds(reading)
    assert list(loaded.answers) == list(reading.answers)


def kinds(reading):
    parts = (reading, *reading.blocks, *reading.answers.values(), *reading.issues)
    return [type(getattr(part, each.name)) for part in parts for each in fields(part)]


@given(values.filter(lambda value: isinstance(value, Decimal)))
def test_a_number_keeps_its_digits(number):
    reading = Reading("", "", (), {"1": Answer("1", "", How.TAG, value=number)})

    assert str(from_json(to_json(reading)).number("1")) == str(number)


@pytest.fixture(scope="module", params=PRODUCTS)
def database(request, make_database):
    with (
        make_database(request.param) as address,
        closing(Database(address, key=builders.KEY)) as made,
    ):
        made.migrate()
        yield made


@settings(max_examples=50)
@given(some.lists(readings, max_size=3, unique_by=lambda reading: reading.sha256), texts, texts)
def test_a_round_comes_back_equal_from_the_database(database, stored, criteria, filename):
    with database.read() as reader:
        name = next(each for each in map(str, count()) if reader.opened_round(each) is None)
    with database.begin() as repository:
        repository.open_round(OpenedRound(name, criteria, "", NOON, ""))
        for reading in stored:
            repository.add_application(
                round_id=name,
                filename=filename,
                content=reading.text.encode(),
                reading=reading,
                received=NOON,
                received_note="",
                registered_at=NOON,
                registered_by="",
            )
    with database.read() as reader:
        applications = reader.applications(name)
        opened = reader.opened_round(name)
    assert [each.reading for each in applications] == stored
    assert {each.filename for each in applications} <= {clean(filename)}
    assert opened == OpenedRound(name, clean(criteria), "", NOON, "")


@given(some.text(some.characters() | some.characters(categories=["Cs"]) | some.just("\0")))
def test_any_text_can_be_saved(database, text):
    with database.begin() as repository:
        repository.record(Event(NOON, text, Action.SCORE_SAVED, "demo", 1, text, text, text))
    with database.read() as reader:
        (event, *_) = reader.events(application_id=1)
    assert {event.actor, event.subject, event.old, event.new} == {clean(text)}
    assert len(clean(text)) == len(text)
    if text.isprintable():
        assert clean(text) == text
