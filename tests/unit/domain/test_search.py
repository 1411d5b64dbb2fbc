"""Searching passages."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from assessment.domain.checking.screening import Passage
from assessment.domain.finding.search import Findings, Found, Searchable, find
from tests.builders import ROOT

TEXTS = (
    "Implementeringsgruppen mødes hver måned.",  # 0
    "Vi nedsætter en gruppe for implementering af metoden.",  # 1
    "Arbejdsgruppen taler om gæld og bolig.",  # 2
    "Gældsrådgiveren har kontor på Havnegade.",  # 3
    "Nogle har sovet på gaden, andre på sofaen.",  # 4
    "Vi har lavet en aftale.",  # 5
    "En samtale, og 2027 bliver året.",  # 6
)


def search(sought, texts=TEXTS):
    return find(Searchable.of([Passage(text, "Afsnit 1") for text in texts]), sought)


def numbers(findings):
    return {each.number for each in findings.found}


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ("grupper", {0, 1, 2}),
        ("IMPLEMENTERINGSGRUPPE", {0, 1}),
        ("gruppen for implementering", {0, 1}),
        ("implem", {0, 1}),
        ("gæld", {2, 3}),
        ("gældsrådgivning", set()),
        ("tale", {2}),
        ("2027", {6}),
        ("gade", {3, 4}),
    ],
)
def test_a_word_finds_its_forms_compounds_and_beginnings(sought, expected):
    assert numbers(search(sought)) == expected


@pytest.mark.parametrize("sought", ['"på gaden"', "“på gaden”", "»På  gaden«", '"på gaden'])
def test_what_stands_in_quotation_marks_is_found_as_it_stands(sought):
    assert search(sought) == Findings((Found(4, 1.0, ("gaden",)),))


def test_a_phrase_is_whole_words():
    assert numbers(search('"på gade"')) == set()
    assert numbers(search('"sov*"')) == {4}


def test_all_words_are_wanted_in_one_passage():
    findings = search("gæld bolig")
    assert (numbers(findings), findings.every_word) == ({2}, True)


def test_some_words_must_do_where_no_passage_has_all():
    findings = search("gæld måned drage")
    assert (numbers(findings), findings.every_word) == ({0, 2, 3}, False)


def test_a_phrase_is_never_done_without():
    findings = search('"på gaden" gæld')
    assert (numbers(findings), findings.every_word) == (set(), False)


def test_the_word_itself_comes_before_its_compounds():
    findings = search(
        "gruppe", ("Den lille arbejdsgruppe mødes.", "Den lille gruppe mødes.", "arbejd")
    )
    assert [each.number for each in findings.found] == [1, 0]


def test_the_words_that_matched_are_told():
    (only,) = search("gældsrådgiver kontor").found
    assert set(only.words) == {"gældsrådgiveren", "kontor"}


COMPOUND = """
from tests.unit.domain.test_search import search
texts = (
    "Borgerens inddragelse i planen.",
    "Implementering i gruppen med borgere og støtte.",
    "Psykiatri og støtte til plan.",
    "En implementering støtter psykiatriske borgere i en plan gruppe",
    "plan støtte borger gruppe implementering og andet mere tekst her i en lang sætning",
)
for sought in ("borgerimplementeringsplan", "borgerstøttegruppeplan", "implementeringsstøtteplangruppe"):
    print(search(sought, texts))
"""


def test_every_process_gives_the_same_score():
    """Sums depend on the order of their parts in the last digit, and sets on the process."""
    told = {
        subprocess.run(
            [sys.executable, "-c", COMPOUND],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "0123"
    }
    assert len(told) == 1


@pytest.mark.parametrize("sought", ["", "  ", "og", "på en", '""', '"', "!?"])
def test_nothing_to_look_for_finds_nothing(sought):
    assert search(sought) == Findings()


def test_a_word_that_stands_nowhere_finds_nothing():
    assert search("drage") == Findings()


def test_long_words_of_few_letters_take_no_time():
    text = " ".join("a" * length for length in range(3, 200))
    assert search(f"{'a' * 40} aaaa", [text]).found[0].number == 0
