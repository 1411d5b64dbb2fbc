"""The intake's only door."""

import hashlib

import pytest

from assessment.domain.applications.application import Answer, Block, BlockKind, How, Reading
from assessment.errors import RefusedFileError
from assessment.intake import read
from tests.small_form import FORM
from tests.word_files import control, p, word_file


def test_read_returns_all_of_a_file():
    data = word_file(p("Ansøgers navn"), control("1.2", p("Strandby")), p("Tak"))

    assert read(data, FORM) == Reading(
        sha256=hashlib.sha256(data).hexdigest(),
        text="Ansøgers navn\nStrandby\nTak",
        blocks=(
            Block("p1", BlockKind.PARAGRAPH, "Ansøgers navn", "Afsnit 1"),
            Block("p2", BlockKind.PARAGRAPH, "Strandby", "Afsnit 2"),
            Block("p3", BlockKind.PARAGRAPH, "Tak", "Afsnit 3"),
        ),
        answers={"1.2": Answer("1.2", "Strandby", How.TAG, ("p2",))},
        unplaced=("p3",),
    )


def test_reading_again_gives_the_same():
    data = word_file(p("Ansøgers navn: Strandby"))

    assert read(data, FORM) == read(data, FORM)


def test_refusal_is_one_danish_sentence_of_advice():
    with pytest.raises(RefusedFileError, match=r"^Filen er en PDF-fil og ikke et Word-dokument\."):
        read(b"%PDF-1.4", FORM)
