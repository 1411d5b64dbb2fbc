"""What the chain of the log tells of entries that do not hold."""

from dataclasses import replace

from assessment.domain.rounds.audit import START, Entry, Fault, Seal, digest, faults

KEY = b"en noegle"


def entry(number, previous, content=b"Anna"):
    own = (b"%d" % number, content)
    values = (own[0], b"2026-10-01", b"notat dannet", b"demo", None, digest(*own).encode())
    return Entry(*values, previous.encode(), digest(*values, previous).encode(), own)


FIRST = entry(1, START)
SECOND = entry(2, FIRST.sha256.decode())


def told(*entries, seal=None):
    sealed = seal or Seal.made(len(entries), entries[-1].sha256.decode(), KEY)
    return [(each.event, str(each)) for each in faults(entries, sealed, KEY, {})]


def test_a_sound_log_has_no_faults():
    assert told(FIRST, SECOND) == []
    assert list(faults((), Seal.made(0, START, KEY), KEY, {})) == []


def test_an_entry_that_was_exchanged_with_its_hash_is_named_by_the_next():
    other = entry(1, START, b"Bo")
    sentence = "Hændelse nr. 1 er byttet ud: nr. 2 følger efter en anden."
    assert told(other, SECOND) == [(1, sentence)]


def test_a_log_that_begins_in_the_middle_of_another():
    later = entry(1, FIRST.sha256.decode())
    assert told(later) == [(0, "Hændelse nr. 1 er ikke loggens første, men står som den.")]


def test_a_changed_entry_is_named_once_and_its_neighbours_are_not():
    changed = replace(FIRST, sha256=b"0" * 64)
    sentence = "Hændelse nr. 1 er ændret, efter at den blev skrevet."
    assert told(changed, SECOND) == [(1, sentence)]


def test_a_number_before_the_first_is_a_change_and_no_gap():
    moved = replace(SECOND, id=b"-1")
    seal = Seal.made(2, SECOND.sha256.decode(), KEY)
    assert [number for number, _ in told(moved, FIRST, seal=seal)] == [-1, 2]


def test_a_fault_reads_as_its_sentence():
    assert str(Fault(3, "Hændelse nr. 3 mangler i loggen.")) == "Hændelse nr. 3 mangler i loggen."
