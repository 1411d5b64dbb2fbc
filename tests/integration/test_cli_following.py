"""Checking a report on the command line: without a database, or against what was agreed."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests import agreements, builders
from tests.agreements import CPR, course


@pytest.fixture
def report(tmp_path):
    """Keep a report of these courses as a file."""

    def kept(*courses):
        path = tmp_path / "indberetning.xlsx"
        path.write_bytes(agreements.filled_report(*courses))
        return path

    return kept


@pytest.fixture
def agreed(database_file):
    """A round in the commands' database in which Bakkedal is granted support."""
    database_file.parent.mkdir()
    work = builders.workflow(f"sqlite:///{database_file}", key=None)
    with closing(work.database):
        builders.received(work, "01")
        agreements.granted(work)
        builders.auditor(work)
        with work.database.begin() as repository:
            repository.set_undertaking(agreements.undertaking())


STRANGE = course(cpr=f"{CPR} Karen", start=None, end=None, sub_group="Ældre", completed=None)


def test_a_report_is_checked_without_a_database_and_its_flaws_are_told(run, report, database_file):
    code, out, err = run("check-report", report(STRANGE))

    assert (code, err, database_file.exists()) == (1, "", False)
    assert out.splitlines() == [
        (
            "A2 fejl: Det er ikke et CPR-nummer: “••••••-•••• •••••”. Skriv fødselsdagens seks cifre, en "
            "bindestreg og de fire sidste cifre."
        ),
        "B2 fejl: Opstartsdatoen mangler.",
        "D2 fejl: Det er ikke en aftalt delmålgruppe. Vælg en på skemaets egen liste.",
        (
            "1 række og 3 fejl. Intet er gemt. Delmålgrupperne er holdt op mod skemaets egen liste; "
            "periode og antal er ikke efterset."
        ),
    ]


def test_a_report_is_held_against_what_was_agreed(run, report, agreed):
    del agreed
    told = ("--round", "demo", "--application", "1")

    code, out, err = run("--as", "Peter Lind", "check-report", report(STRANGE), *told)

    assert (code, err) == (1, "")
    assert "D2 fejl: Det er ikke en aftalt delmålgruppe. De aftalte er: Unge og Kvinder" in out
    assert out.endswith("1 række og 3 fejl. Intet er gemt.\n")
    assert "Karen" not in out


def test_a_report_without_errors_ends_well(run, report):
    running = course(start="2020-01-01", end=None, completed=None)

    assert run("check-report", report(running)) == (
        0,
        (
            "1 række og ingen fejl. Intet er gemt. Delmålgrupperne er holdt op mod skemaets egen liste; periode "
            "og antal er ikke efterset.\n"
        ),
        "",
    )


def test_who_is_not_granted_has_no_report(run, report, agreed):
    del agreed
    told = ("--round", "demo", "--application", "7")

    assert run("check-report", report(), *told) == (
        1,
        "",
        "Ansøgning nr. 7 er ikke blandt dem, der har fået tilsagn i runden demo.\n",
    )


def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(run, tmp_path):
    path = tmp_path / "indberetning.xlsx"
    path.write_bytes(CPR.encode())

    assert run("check-report", path) == (
        1,
        "",
        (
            "Filen kan ikke læses som et Excel-regneark. Er den gemt med adgangskode eller i et andet "
            "format, så gem den som .xlsx uden adgangskode.\n"
        ),
    )


@pytest.mark.parametrize("told", [("--round", "demo"), ("--application", "1")])
def test_a_round_and_an_application_belong_together(run, report, told):
    code, out, err = run("check-report", report(), *told)

    assert (code, out) == (2, "")
    assert "--application" in err
