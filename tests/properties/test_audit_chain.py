"""Any single change of a sealed log is found, and a log that nobody changed is not suspected."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as some

from assessment.domain.rounds.audit import START, Entry, Seal, digest, faults, joined
from assessment.domain.rounds.event import Action, Event
from assessment.storage.log import chained

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
KEY = b"en noegle, som kun proeverne kender"

texts = some.text(max_size=6)
events = some.builds(
    Event,
    some.integers(0, 10**12).map(lambda number: NOON + timedelta(microseconds=number)),
    texts,
    some.sampled_from([each for each in Action if each is not Action.ROUND_ERASED]),
    some.sampled_from(["", "demo", "2024-1"]),
    some.none() | some.integers(1, 9),
    texts,
    texts,
    texts,
)
logs = some.lists(events, min_size=1, max_size=8)
CHAIN = [each.name for each in fields(Entry) if each.name != "content"]


def stored(log):
    """The rows that a log makes, byte for byte, and their seal."""
    entries, head = [], START
    for number, happened in enumerate(log, start=1):
        entry, content = chained(number, head, happened)
        head = entry["sha256"]
        values = dict(zip(CHAIN, map(exact, entry.values()), strict=True))
        entries.append(Entry(**values, content=tuple(map(exact, content.values()))))
    return entries, Seal.made(len(entries), head, KEY)


def exact(value):
    return None if value is None else str(value).encode()


def numbers(entries, seal, erased=None):
    return {each.event for each in faults(entries, seal, KEY, erased or {})}


def other(data, value):
    """The value with one byte changed, added or taken away."""
    if value is None:
        return data.draw(some.binary(max_size=3))
    place = data.draw(some.integers(0, len(value)))
    byte = bytes([data.draw(some.integers(0, 255))])
    ways = [value[:place] + byte + value[place:], value[:place] + byte + value[place + 1 :]]
    changed = data.draw(some.sampled_from([*ways, value[:place] + value[place + 1 :], None]))
    assume(changed != value)
    return changed


@given(logs)
def test_a_log_that_nobody_changed_holds(log):
    assert numbers(*stored(log)) == set()


@given(logs, some.data())
def test_a_changed_value_of_an_entry_is_named(log, data):
    entries, seal = stored(log)
    place = data.draw(some.integers(0, len(entries) - 1))
    column = data.draw(some.sampled_from([name for name in CHAIN if name != "id"]))
    changed = other(data, getattr(entries[place], column))
    entries[place] = replace(entries[place], **{column: changed})

    assert place + 1 in numbers(entries, seal)


@given(logs, some.data())
def test_a_changed_value_of_a_content_is_named(log, data):
    entries, seal = stored(log)
    place = data.draw(some.integers(0, len(entries) - 1))
    content = list(entries[place].content)
    column = data.draw(some.integers(0, len(content) - 1))
    content[column] = other(data, content[column])
    entries[place] = replace(entries[place], content=tuple(content))

    assert numbers(entries, seal) == {place + 1}


@given(logs, some.data())
def test_a_removed_entry_is_named(log, data):
    entries, seal = stored(log)
    place = data.draw(some.integers(0, len(entries) - 1))
    del entries[place]

    assert numbers(entries, seal) == {place + 1}


@given(logs, some.data())
def test_a_removed_content_is_named_unless_a_later_erasure_explains_it(log, data):
    entries, seal = stored(log)
    place = data.draw(some.integers(0, len(entries) - 1))
    erasing = data.draw(some.integers(0, len(entries) + 1))
    entries[place] = replace(entries[place], content=None)
    erased = {entries[place].round: erasing}

    assert numbers(entries, seal, erased) == (set() if erasing > place + 1 else {place + 1})


@given(logs, some.data())
def test_an_entry_that_is_there_twice_is_named(log, data):
    entries, seal = stored(log)
    place = data.draw(some.integers(0, len(entries) - 1))
    entries.insert(place, entries[place])

    assert numbers(entries, seal) == {place + 1}


@given(logs, some.sampled_from([None, b"", b"\xff", b"3.5", b"x"]), some.data())
def test_an_entry_without_a_number_is_found(log, odd, data):
    entries, seal = stored(log)
    place = data.draw(some.integers(0, len(entries) - 1))
    entries[place] = replace(entries[place], id=odd)

    assert 0 in numbers(entries, seal)


@given(some.lists(events, min_size=2, max_size=8), some.data())
def test_two_entries_in_each_others_places_are_named(log, data):
    entries, seal = stored(log)
    one = data.draw(some.integers(0, len(entries) - 2))
    two = data.draw(some.integers(one + 1, len(entries) - 1))
    first, second = entries[one], entries[two]
    entries[one], entries[two] = replace(second, id=first.id), replace(first, id=second.id)

    assert {one + 1, two + 1} <= numbers(entries, seal)


@given(logs, some.data())
def test_a_tail_cut_off_is_named_from_its_first_entry(log, data):
    entries, seal = stored(log)
    left = data.draw(some.integers(0, len(entries) - 1))

    assert numbers(entries[:left], seal) == {left + 1}


@given(logs, some.data())
def test_a_log_written_anew_does_not_fit_the_seal(log, data):
    entries, seal = stored(log)
    place = data.draw(some.integers(0, len(log) - 1))
    changed = data.draw(events)
    assume(changed != log[place])
    anew, _ = stored([*log[:place], changed, *log[place + 1 :]])

    assert numbers(entries, seal) == set()
    assert len(entries) in numbers(anew, seal)


@given(logs, some.data())
def test_a_changed_seal_is_found(log, data):
    entries, seal = stored(log)
    changes = [
        replace(seal, count=data.draw(some.integers(-1, 20))),
        replace(seal, head=other(data, seal.head.encode()) or b""),
        replace(seal, mac=(other(data, seal.mac.encode()) or b"").decode(errors="replace")),
    ]
    changed = data.draw(some.sampled_from(changes))
    if isinstance(changed.head, bytes):
        changed = replace(changed, head=changed.head.decode(errors="replace"))
    assume(changed != seal)

    assert 0 in numbers(entries, changed)


@given(logs, some.binary(min_size=1))
def test_another_key_is_found(log, key):
    assume(key.rstrip(b"\0") != KEY)
    entries, seal = stored(log)

    assert {each.event for each in faults(entries, seal, key, {})} == {0}


@given(some.lists(some.none() | some.binary(max_size=4), max_size=4), some.data())
def test_different_values_are_never_joined_to_the_same(values, data):
    others = data.draw(some.lists(some.none() | some.binary(max_size=4), max_size=4))

    assert (joined(*values) == joined(*others)) == (values == others)
    assert (digest(*values) == digest(*others)) == (values == others)
