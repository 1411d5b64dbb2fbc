"""Finding passages in a round: evidence of an application, and the search over all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.finding.evidence import elsewhere
from assessment.workflow import searching
from assessment.workflow.cases import round_cases
from tests import builders
from tests.conftest import PRODUCTS

SAMPLES = ("04", "05", "12", "13")


@pytest.fixture(scope="module", params=PRODUCTS)
def round_(request, make_database):
    with make_database(request.param) as address:
        workflow = builders.workflow(address)
        builders.received(workflow, *SAMPLES)
        yield round_cases(workflow, "demo", builders.auditor(workflow))
        workflow.database.close()


def test_a_case_s_passages_are_what_the_applicant_wrote(round_):
    texts = [each.text for each in searching.passages_of(round_.case(1))]
    assert texts[:2] == ["Strandby Kommune", "Strandby, den 30. september 2026"]
    assert texts[-1] == "Med venlig hilsen Bente Kirkeskov, enhedsleder"


def test_a_promise_outside_the_fields_is_evidence(round_):
    (told,) = elsewhere(searching.evidence_of(round_, round_.case(1))["M4"])
    assert (told.passage.field, told.passage.block, told.passage.where) == ("", "p6", "Afsnit 6")


def test_evidence_follows_a_changed_answer(round_):
    case = round_.case(2)
    before = searching.evidence_of(round_, case)
    kept = {key: each for key, each in case.application.reading.answers.items() if key != "5.4"}
    reading = replace(case.application.reading, answers=kept)
    changed = replace(case, application=replace(case.application, reading=reading))
    after = searching.evidence_of(round_, changed)
    assert {each.passage.field for each in before["5"] if each.own} == {"5.4"}
    assert {each.passage.field for each in after["5"] if each.own} == set()


def test_a_search_tells_who_wrote_it_and_where(round_):
    results = searching.search(round_, '"på gaden"')
    assert [(each.application, each.name) for each in results.applicants] == [
        (2, "Fonden Havnelyset"),
        (4, "Huset Sila"),
    ]
    (hit,) = results.applicants[0].hits
    assert (hit.passage.field, hit.words[0]) == ("4.3", "gaden")
    reading = round_.case(2).application.reading
    assert [block.id for block in reading.blocks if "på gaden" in block.text] == [hit.passage.block]
    assert (results.count, results.every_word) == (2, True)


def test_the_applicant_with_the_best_hit_comes_first(round_):
    results = searching.search(round_, "rusmidler traumer")
    assert [each.name for each in results.applicants] == ["Huset Sila"]
    results = searching.search(round_, "rusmidler")
    assert results.applicants[0].name == "Huset Sila"


def test_a_personal_number_is_not_shown(round_):
    (applicant,) = searching.search(round_, "Gitte kantinen").applicants
    (hit,) = applicant.hits
    assert "(••••••-••••)" in hit.passage.text


def test_an_empty_round_has_nothing_to_find(workflow):
    empty = round_cases(workflow, "demo", builders.auditor(workflow))
    assert searching.search(empty, "recovery").applicants == ()
