"""Whom a case file lets in where it is read in: nobody, until somebody there opens their access."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace

import pytest

from assessment.errors import NotPermittedError
from assessment.workflow import case_file, people
from assessment.workflow.cases import round_cases
from tests import builders, case_files
from tests.case_files import contents, packed, resealed
from tests.conftest import PRODUCTS
from tests.matrix.world import ROUND

STRANGER = "ukendt@fremmed.example"


@pytest.fixture(scope="module")
def filled():
    """The decided round of an installation whose command line has been used, and everybody by name."""
    made = builders.workflow()
    with closing(made.database):
        known = case_files.fill(made)
        people.operator(made)
        yield made, known


@pytest.fixture(scope="module")
def exported(filled, tmp_path_factory):
    return case_files.exported(*filled, tmp_path_factory.mktemp("sag"))


@pytest.fixture(params=PRODUCTS)
def empty(request, make_database):
    with make_database(request.param) as address:
        made = builders.workflow(address)
        with closing(made.database):
            yield made


def test_everybody_is_there_with_their_roles_and_nobody_but_the_operator_is_let_in(
    filled, exported, empty
):
    work, known = filled
    case_file.take_in(empty, exported)

    assert people.people(empty) == tuple(
        each if each.name == people.OPERATOR else replace(each, active=False)
        for each in people.people(work)
    )
    with pytest.raises(NotPermittedError, match="Din adgang er lukket"):
        round_cases(empty, ROUND, known[case_files.BY])


def test_the_operator_opens_the_access_of_whoever_is_to_come_in(exported, empty):
    case_file.take_in(empty, exported)
    lead = people.named(empty, "Lone Vestergaard")

    opened = people.change(
        empty, people.operator(empty), lead.id, roles=lead.roles, active=True, expected=lead.version
    )

    assert round_cases(empty, ROUND, opened).round.id == ROUND


def test_somebody_put_into_the_file_in_the_operators_name_is_not_let_in(exported, empty, tmp_path):
    files, path = contents(exported), "data/person.jsonl"
    rows = case_files.lines_changed(
        files[path],
        lambda row: row | ({"email": STRANGER} if row["name"] == people.OPERATOR else {}),
    )
    case_file.take_in(empty, packed(tmp_path / "x.zip", resealed({**files, path: rows})))

    assert people.named(empty, STRANGER).name == people.OPERATOR
    assert {each.active for each in people.people(empty)} == {False}


def test_the_file_does_not_tell_who_has_access(filled, exported):
    work, _ = filled
    told = [json.loads(line) for line in contents(exported)["data/person.jsonl"].splitlines()]
    assert {each["name"] for each in told} == {each.name for each in people.people(work)}
    assert {each["active"] for each in told} == {False}
