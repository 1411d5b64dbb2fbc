"""What is fuzzed: each a function that takes a file's bytes and may raise RefusedFileError alone.

A target is a function of a module, so that it can run in a worker; a new one is a line in TARGETS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assessment import intake
from assessment.domain.applications.application import Reading
from assessment.intake.attachment import kind_of, text_of
from assessment.intake.post.unpack import unpack as unpack_upload
from tests.fuzz import seeds
from tests.small_form import FORM


@dataclass(frozen=True, slots=True)
class Target:
    """What to call, the sound files to begin with, and the endings of a corpus' files for it."""

    call: Callable[[bytes], object]
    seeds: Callable[[], tuple[bytes, ...]]
    endings: tuple[str, ...]


def read(data: bytes) -> None:
    """Read a Word file, and see that what comes out can be kept and shown."""
    reading = intake.read(data, FORM)
    for text in _texts(reading):
        text.encode()  # half a character can be kept in no database and shown on no page
        assert "\0" not in text
    ids = [block.id for block in reading.blocks]
    named = {each for answer in reading.answers.values() for each in answer.blocks}
    assert len(set(ids)) == len(ids)
    assert named | set(reading.unplaced) <= set(ids)


def unpack(data: bytes) -> None:
    """Open whatever arrives, and the text of every file in it."""
    for parcel in unpack_upload("fil", data, ("kamk@sbst.example",)).walk():
        for file in parcel.files:
            kind_of(file.name, file.content)
            "".join(text_of(file.name, file.content).pages).encode()
            file.name.encode()
            assert 0 < len(file.name) <= 120
        if parcel.envelope:
            repr(parcel.envelope).encode()


def _texts(reading: Reading) -> Iterator[str]:
    yield from (reading.text, reading.deleted, reading.hidden, reading.comments)
    yield from (issue.message for issue in reading.issues)
    for block in reading.blocks:
        yield from (block.text, block.where, block.label, block.alt)
    for answer in reading.answers.values():
        yield from (answer.text, str(answer.value))


TARGETS = (
    Target(unpack, seeds.post, (".eml", ".msg", ".zip", ".pdf", ".rtf")),
    Target(
        read,
        lambda: (seeds.full(), *seeds.small(), *seeds.samples()),
        (".docx", ".docm", ".dotx", ".dotm"),
    ),
)
