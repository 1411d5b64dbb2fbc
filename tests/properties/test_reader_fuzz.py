"""Files with something wrong in them are read or refused; `make fuzz` does the same for longer."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest

from assessment.errors import RefusedFileError
from tests.fuzz import seeds
from tests.fuzz.mutations import mutated
from tests.fuzz.targets import TARGETS, read


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.call.__name__)
@pytest.mark.parametrize("first", range(0, 350, 50))
def test_broken_files_are_read_or_refused(target, first):
    sound = target.seeds()

    for number in range(first, first + 50):
        random = Random(number)
        with suppress(RefusedFileError):
            target.call(mutated(random.choice(sound), random))


def test_files_to_begin_with_are_sound():
    for sound in (seeds.full(), *seeds.small(), *seeds.samples()):
        read(sound)


def test_same_numbers_give_the_same_file():
    sound = seeds.full()

    assert [mutated(sound, Random(7)) for _ in range(3)] == [mutated(sound, Random(7))] * 3
