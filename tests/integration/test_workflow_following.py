"""After the selection: what is agreed and reported is kept with who and when, and no report is."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from assessment.domain.following.report_check import Flaw, Weight
from assessment.domain.following.reporting import Following, Status, Terms
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.errors import (
    ConflictError,
    NotFoundError,
    NotPermittedError,
    RefusedActionError,
    RefusedFileError,
)
from assessment.storage.tables import Row
from assessment.workflow import applications, following, people
from tests import agreements, builders
from tests.agreements import CPR, SUMMER, course
from tests.builders import NOON

DUE = date(2027, 5, 1)


@pytest.fixture
def lone(workflow):
    """The lead of a decided round, in which Bakkedal is granted support and Lyngmose is not."""
    builders.received(workflow, "01", "02")
    agreements.granted(workflow)
    with workflow.database.begin() as repository:
        repository.set_decision(Decision(2, Award.REFUSAL, "", "Karin Dahl", NOON, 1))
    workflow.clock.now = SUMMER
    return builders.lead(workflow)


@pytest.fixture
def agreed(workflow, lone):
    """The same lead, who has agreed on the support."""
    undertake(workflow, lone)
    return lone


def undertake(workflow, by, expected=0, application=1, **changes):
    terms = agreements.terms(**changes)
    return following.undertake(workflow, application, terms, by=by, expected=expected)


def note(workflow, by, due=DUE, expected=0, **changes):
    values = {"received": date(2027, 5, 3), "note": "Kom krypteret."} | changes
    return following.note_report(workflow, 1, due, by=by, expected=expected, **values)


def take_back(workflow, by, reason="Forkert ansøger.", expected=1, due=DUE):
    values = {"reason": reason, "by": by, "expected": expected}
    following.take_back_report(workflow, 1, due, **values)


def newest(workflow):
    event = builders.events(workflow)[0]
    return event.action, event.application, event.subject, event.old, event.new


def kept(workflow):
    with workflow.database.read() as reader:
        return reader.undertakings("demo"), reader.reports("demo")


# --- what is agreed -------------------------------------------------------------------------------


def test_an_undertaking_is_kept_with_who_made_it_and_stands_in_the_log(workflow, lone):
    made = undertake(workflow, lone)

    assert made == replace(agreements.undertaking(), at=made.at)
    assert kept(workflow) == ({1: made}, ())
    assert following.undertaking(workflow, 1, lone) == made
    assert newest(workflow) == (
        Action.UNDERTAKEN,
        1,
        "aftale om støtten",
        "",
        (
            "01.02.2027 til 31.01.2029, 54 borgere, 10 pr. medarbejder. Delmålgrupper: Unge og Kvinder på "
            "krisecenter. Målgruppe: Unge på vej ud af ungestøtte."
        ),
    )


def test_a_change_keeps_what_it_was_in_the_log(workflow, agreed):
    made = undertake(workflow, agreed, expected=1, citizens=40, sub_groups=())

    assert (made.version, made.citizens) == (2, 40)
    _, _, _, old, new = newest(workflow)
    assert (old[:36], new[:36]) == (
        "01.02.2027 til 31.01.2029, 54 borger",
        "01.02.2027 til 31.01.2029, 40 borger",
    )


def test_the_second_to_save_is_told_and_nothing_is_overwritten(workflow, agreed):
    with pytest.raises(ConflictError) as refused:
        undertake(workflow, agreed, expected=0, citizens=1)

    assert refused.value.theirs == following.undertaking(workflow, 1, agreed)
    assert kept(workflow)[0][1].citizens == 54


@pytest.mark.parametrize("application", [2])
def test_only_with_whom_is_granted_anything_is_agreed(workflow, lone, application):
    for attempt in (
        lambda: undertake(workflow, lone, application=application),
        lambda: following.undertaking(workflow, application, lone),
        lambda: following.template(workflow, application, lone),
        lambda: following.check(workflow, application, b"", lone),
    ):
        with pytest.raises(RefusedActionError) as refused:
            attempt()
        assert str(refused.value) == (
            "Lyngmose Kommune har ikke fået tilsagn, så der er ingen støtte at aftale eller følge op på."
        )


def test_terms_that_lack_something_are_refused_and_nothing_is_kept(workflow, lone):
    with pytest.raises(RefusedActionError):
        following.undertake(workflow, 1, Terms(), by=lone, expected=0)

    assert kept(workflow) == ({}, ())


@pytest.mark.parametrize("phase", [Phase.RECOMMENDATION, Phase.DECIDED, Phase.ARCHIVED])
def test_it_can_be_agreed_from_the_decision_on_and_for_as_long_as_it_runs(workflow, lone, phase):
    builders.at_phase(workflow, phase)

    assert undertake(workflow, lone).version == 1


def test_a_lead_whose_own_review_is_awaited_is_not_told_who_is_granted(workflow, lone):
    both = people.join(workflow, "Rie Bech", {Role.LEAD, Role.REVIEWER})
    builders.assigned(workflow, 1, both)
    builders.at_phase(workflow, Phase.RECOMMENDATION)

    with pytest.raises(NotPermittedError) as refused:
        undertake(workflow, both)

    assert str(refused.value) == (
        "Afgørelsen om Bakkedal Kommune er skjult for dig, for din egen vurdering er ikke indsendt."
    )
    assert following.overview(workflow, "demo", both) == ()
    assert [each.application for each in following.overview(workflow, "demo", lone)] == [1]
    undertake(workflow, lone)
    assert Action.UNDERTAKEN in actions(workflow, lone)
    assert Action.UNDERTAKEN not in actions(workflow, both)


def actions(workflow, by):
    """What the log tells somebody has happened to Bakkedal."""
    return {each.action for each in applications.history(workflow, 1, by)}


# --- the overview ---------------------------------------------------------------------------------


def test_the_overview_tells_of_those_who_are_granted(workflow, lone):
    assert following.overview(workflow, "demo", lone) == (Following(1, "Bakkedal Kommune", None),)

    made = undertake(workflow, lone)
    report = note(workflow, lone)

    (found,) = following.overview(workflow, "demo", builders.auditor(workflow))
    assert found.undertaking == made
    assert found.of(Status.RECEIVED)[0].report == report
    assert [each.due for each in found.of(Status.MISSING)] == [date(2027, 8, 1)]
    assert len(found.of(Status.COMING)) == 6


def test_rules_without_monitoring_ask_for_no_reports(workflow, agreed):
    criteria = workflow.criteria[: workflow.criteria.index("\nmonitoring:")]
    without = replace(workflow, criteria=criteria)

    (found,) = following.overview(without, "demo", agreed)

    assert (found.undertaking is not None, found.days) == (True, ())
    with pytest.raises(RefusedActionError, match="Ordningen har ingen indberetninger"):
        following.template(without, 1, agreed)


def test_an_unknown_round_and_an_unknown_application_are_told(workflow, lone):
    with pytest.raises(NotFoundError):
        following.overview(workflow, "2031-1", lone)
    with pytest.raises(NotFoundError):
        undertake(workflow, lone, application=99)


# --- reports --------------------------------------------------------------------------------------


def test_a_report_that_came_is_noted_and_stands_in_the_log(workflow, agreed):
    made = note(workflow, agreed)

    assert made == replace(agreements.report(note="Kom krypteret."), at=made.at)
    assert kept(workflow)[1] == (made,)
    assert newest(workflow) == (
        Action.REPORT_NOTED,
        1,
        "indberetning for 01.05.2027",
        "",
        "modtaget 03.05.2027. Kom krypteret.",
    )


def test_the_day_it_came_can_be_set_anew(workflow, agreed):
    note(workflow, agreed)
    made = note(workflow, agreed, expected=1, received=DUE, note="")

    assert kept(workflow)[1] == (made,)
    assert newest(workflow)[3:] == ("modtaget 03.05.2027. Kom krypteret.", "modtaget 01.05.2027.")


def test_a_report_that_is_taken_back_is_missing_again_and_the_log_keeps_both(workflow, agreed):
    note(workflow, agreed)
    take_back(workflow, agreed)

    assert kept(workflow)[1] == ()
    assert newest(workflow) == (
        Action.REPORT_TAKEN_BACK,
        1,
        "indberetning for 01.05.2027",
        "modtaget 03.05.2027. Kom krypteret.",
        "Forkert ansøger.",
    )


def test_what_cannot_be_noted_or_taken_back_changes_nothing(workflow, agreed):
    note(workflow, agreed)
    before = kept(workflow), builders.events(workflow)

    for attempt, error in (
        (lambda: note(workflow, agreed), ConflictError),
        (lambda: note(workflow, agreed, due=date(2027, 5, 2)), RefusedActionError),
        (lambda: note(workflow, agreed, expected=1, note=f"Om {CPR}."), RefusedActionError),
        (lambda: take_back(workflow, agreed, reason=" "), RefusedActionError),
        (lambda: take_back(workflow, agreed, expected=0), ConflictError),
        (lambda: take_back(workflow, agreed, due=date(2027, 8, 1)), NotFoundError),
    ):
        with pytest.raises(error):
            attempt()

    assert (kept(workflow), builders.events(workflow)) == before


def test_nothing_is_noted_before_it_is_agreed(workflow, lone):
    with pytest.raises(RefusedActionError, match="Der er ingen aftale om støtten med Bakkedal"):
        note(workflow, lone)


# --- the workbook and the check -------------------------------------------------------------------


def test_the_workbook_that_is_handed_out_comes_back_without_flaws(workflow, agreed):
    name, empty = following.template(workflow, 1, agreed)
    filled = agreements.filled_report(course(), of=empty)

    found = following.check(workflow, 1, filled, agreed)

    assert name == "indberetningsskema-1.xlsx"
    assert (found.lines, found.flaws, found.whole) == (1, (), True)


def test_a_report_is_held_against_what_was_agreed(workflow, agreed):
    filled = agreements.filled_report(course(start=date(2026, 2, 10), sub_group="Ældre"))

    assert [each.cell for each in following.check(workflow, 1, filled, agreed).flaws] == [
        "B2",
        "D2",
    ]


def test_without_an_agreement_there_is_no_workbook_and_nothing_to_check_against(workflow, lone):
    for attempt in (
        lambda: following.template(workflow, 1, lone),
        lambda: following.check(workflow, 1, agreements.empty_report(), lone),
    ):
        with pytest.raises(RefusedActionError, match="Skriv den på siden Opfølgning"):
            attempt()


def test_a_file_that_is_no_report_is_refused(workflow, agreed):
    with pytest.raises(RefusedFileError):
        following.check(workflow, 1, b"PK", agreed)


def everything(workflow):
    """All that stands in the database."""
    with workflow.database._engine.connect() as connection:
        rows = [
            row for table in Row.metadata.sorted_tables for row in connection.execute(select(table))
        ]
    return str(rows)


PLANTED = ("1503901234", "150390-1234", "3102901234", "Karen Planted")


def test_nothing_of_a_report_is_in_the_answer_the_log_or_the_database(workflow, agreed, caplog):
    caplog.set_level(logging.DEBUG)
    rows = [course(cpr=each, sub_group=each, completed=each) for each in PLANTED]
    filled = agreements.filled_report(*rows, *rows)
    before = builders.events(workflow)

    found = following.check(workflow, 1, filled, agreed)

    assert {each.weight for each in found.flaws} == {Weight.ERROR}
    assert all(isinstance(each, Flaw) for each in found.flaws)
    assert builders.events(workflow) == before
    dumped = everything(workflow)
    assert "Unge på vej ud" in dumped
    for secret in (*PLANTED, "0390", "Planted"):
        assert secret not in f"{found} {found.words}"
        assert secret not in caplog.text
    for secret in PLANTED:
        assert secret not in dumped
