"""A case file with many large originals takes no more memory than one of them."""

from __future__ import annotations

import os
import tracemalloc
from contextlib import closing
from dataclasses import replace

import pytest

from assessment.workflow import case_file
from tests import builders, case_files
from tests.matrix.world import ROUND

MEGABYTE = 2**20
FILES = 24


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A round with twenty-four attachments of a megabyte."""
    place = tmp_path_factory.mktemp("stor") / "runde.db"
    made = builders.workflow(f"sqlite:///{place}")
    with closing(made.database):
        known = case_files.fill(made)
        with made.database.begin() as repository:
            (beside, *_) = repository.attachments(ROUND)
            for number in range(FILES):
                file = replace(beside, filename=f"stort-{number}.pdf")
                repository.add_attachment(file, os.urandom(MEGABYTE))
        yield made, known[case_files.BY]


def peak_of(work):
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_case_file_is_written_verified_and_read_in_a_file_at_a_time(large, tmp_path):
    work, by = large
    # What is loaded once is loaded now.
    case_file.export_round(work, ROUND, by, tmp_path / "først.zip")
    file = tmp_path / "sag.zip"

    assert peak_of(lambda: case_file.export_round(work, ROUND, by, file)) < 12 * MEGABYTE
    assert file.stat().st_size > FILES * MEGABYTE
    assert peak_of(lambda: case_file.verify(file)) < 8 * MEGABYTE
    empty = builders.workflow(f"sqlite:///{tmp_path / 'ny.db'}")
    with closing(empty.database):
        assert peak_of(lambda: case_file.take_in(empty, file)) < 12 * MEGABYTE
