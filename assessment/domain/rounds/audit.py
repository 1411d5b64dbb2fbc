"""The log as a chain of hashes: what each entry proves, and what of it does not hold.

These rules are the format of what is stored: every hash depends on them, so they never change.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

START = "0" * 64
"""What the first entry follows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the log as it is stored, each value byte for byte; None where there is none.

    `content` is what the side table holds for it: event_id, salt, actor, subject, old, new.
    """

    id: bytes | None
    at: bytes | None
    action: bytes | None
    round: bytes | None
    application: bytes | None
    content_sha256: bytes | None
    previous_sha256: bytes | None
    sha256: bytes | None
    content: tuple[bytes | None, ...] | None

    @property
    def number(self) -> int:
        """The entry's place in the log; 0, which no entry has, where it tells none."""
        told = self.id or b""
        return int(told) if told.removeprefix(b"-").isdigit() else 0

    @property
    def own_hash(self) -> str:
        """The hash that the entry's values make, whatever it says itself."""
        head = (self.id, self.at, self.action, self.round, self.application)
        return digest(*head, self.content_sha256, self.previous_sha256)


@dataclass(frozen=True, slots=True)
class Seal:
    """How many entries there are and the hash of the last, as told outside the chain."""

    count: int
    head: str
    mac: str

    @classmethod
    def made(cls, count: int, head: str, key: bytes) -> Seal:
        """The seal that whoever holds the key sets on a log."""
        return cls(count, head, hmac.new(key, joined(count, head), "sha256").hexdigest())

    def holds(self, key: bytes) -> bool:
        """Whether the seal was set by somebody who holds the key."""
        own = Seal.made(self.count, self.head, key)
        return hmac.compare_digest(self.mac.encode(), own.mac.encode())


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold, told in a Danish sentence; event 0 is the seal."""

    event: int
    sentence: str

    def __str__(self) -> str:
        """The sentence."""
        return self.sentence


def joined(*values: str | bytes | int | None) -> bytes:
    """The values as bytes from which nothing but these values can be read again."""
    return b"".join(_framed(each) for each in values)


def digest(*values: str | bytes | int | None) -> str:
    """The SHA-256 of values, in hexadecimal."""
    return hashlib.sha256(joined(*values)).hexdigest()


def _framed(value: str | bytes | int | None) -> bytes:
    if value is None:
        return b"-;"
    plain = value if isinstance(value, bytes) else str(value).encode()
    return b"%d:%b;" % (len(plain), plain)


def faults(
    entries: Iterable[Entry],
    seal: Seal | None,
    key: bytes | None,
    erased: Mapping[bytes | None, int] | None,
) -> Iterator[Fault]:
    """Yield all that does not hold of a log whose entries come in the order of their numbers.

    `erased` tells by round up to which entry a documented deletion removed the contents. It is None
    for a log that is kept elsewhere, where any content may have been left out; `key` is None where
    nobody has it, and then whoever wrote the log may have sealed it anew.
    """
    last = _Last(0, START.encode(), sound=True)
    for entry in entries:
        found = [*_of_chain(entry, last), *_of_content(entry, erased)]
        yield from found
        own = entry.own_hash.encode() == entry.sha256
        last = _Last(entry.number, entry.sha256, sound=own)
    yield from _of_seal(seal, last, key)


def part_faults(entries: Iterable[Entry]) -> Iterator[Fault]:
    """Yield what does not hold of a few entries of a log, in the order of their numbers.

    Others may be left out between them, and any content; what is there must fit its own hashes and
    the entry right before it.
    """
    last = _Last(0, START.encode(), sound=True)
    for entry in entries:
        if entry.number <= last.number:
            yield _misplaced(entry.number)
        known = entry.number == last.number + 1
        yield from _of_chain(entry, last if known else _Last(entry.number - 1, None, sound=False))
        yield from _of_content(entry, None)
        last = _Last(entry.number, entry.sha256, sound=entry.own_hash.encode() == entry.sha256)


@dataclass(frozen=True, slots=True)
class _Last:
    """What the next entry must follow; `sound` where its own hash fits."""

    number: int
    sha256: bytes | None
    sound: bool


def _of_chain(entry: Entry, last: _Last) -> Iterator[Fault]:
    number, expected = entry.number, max(last.number, 0) + 1
    if number > expected:
        yield Fault(expected, _missing(expected, number - 1))
    if entry.own_hash.encode() != entry.sha256:
        yield Fault(number, f"Hændelse nr. {number} er ændret, efter at den blev skrevet.")
    elif number < expected:
        yield _misplaced(number)
    elif number == expected and entry.previous_sha256 != last.sha256 and last.sound:
        yield Fault(
            last.number,
            f"Hændelse nr. {last.number} er byttet ud: nr. {number} følger efter en anden."
            if last.number
            else f"Hændelse nr. {number} er ikke loggens første, men står som den.",
        )


def _misplaced(number: int) -> Fault:
    return Fault(number, f"Hændelse nr. {number} står ikke på sin plads.")


def _missing(first: int, last: int) -> str:
    if first == last:
        return f"Hændelse nr. {first} mangler i loggen."
    return f"Hændelse nr. {first} til {last} mangler i loggen."


def _of_content(entry: Entry, erased: Mapping[bytes | None, int] | None) -> Iterator[Fault]:
    number = entry.number
    if entry.content is None:
        if erased is not None and number >= erased.get(entry.round, 0):
            yield Fault(
                number,
                f"Indholdet af hændelse nr. {number} mangler, og ingen sletning forklarer det.",
            )
    elif digest(*entry.content).encode() != entry.content_sha256:
        yield Fault(number, f"Indholdet af hændelse nr. {number} er ændret.")


def _of_seal(seal: Seal | None, last: _Last, key: bytes | None) -> Iterator[Fault]:
    if seal is None:
        yield Fault(0, "Loggens segl mangler, så ingen kan se, om de seneste hændelser er væk.")
        return
    if key is not None and not seal.holds(key):
        yield Fault(
            0, "Loggens segl passer ikke til nøglen: seglet er ændret, eller nøglen er en anden."
        )
    if seal.count > last.number:
        yield Fault(last.number + 1, _missing(last.number + 1, seal.count))
    elif seal.count < last.number:
        yield Fault(
            seal.count + 1,
            f"Loggen har {last.number} hændelser, men seglet dækker kun {seal.count}.",
        )
    elif seal.head.encode() != last.sha256 and last.sound:
        yield Fault(last.number, f"Hændelse nr. {last.number} er ikke den, som seglet dækker.")
