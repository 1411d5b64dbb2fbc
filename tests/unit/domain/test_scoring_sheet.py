"""What a filled-in sheet would change, row by row."""

from dataclasses import replace

import pytest

from assessment.domain.reviewing.review import Review, Score
from assessment.domain.rounds.scoring_sheet import (
    Change,
    Fault,
    Filled,
    Line,
    Origin,
    Task,
    Upload,
    compared,
    mark,
    written,
)
from tests import builders
from tests.builders import NOON

SCHEME = builders.cti_scheme()
ANNE = builders.person()
ORIGIN = Origin("demo", 1, "nu")
SAVED = Score("1a", 3, "Se felt 4.1.", NOON, 2)
UNTOUCHED = Line(2, 1, "1a", 3, "Se felt 4.1.", 2, mark(1, "1a", 3, "Se felt 4.1."))
EDITED = replace(UNTOUCHED, points=5, reason="Klar.")


def held(*lines, saved=SAVED, submitted=None, faults=()):
    own = {1: Task(1, "Bakkedal", Review(1, ANNE, {"1a": saved}, submitted))}
    return compared(Filled(ORIGIN, lines, faults), own, SCHEME)


def change(**rest):
    made = Change(1, "Bakkedal", "1a", "Målgruppe", SAVED, 5, "Klar.")
    return replace(made, **rest)


def test_a_row_that_was_filled_in_is_a_change():
    assert held(EDITED) == Upload((change(),))


@pytest.mark.parametrize("saved", [SAVED, replace(SAVED, points=1, version=3), Score("1a")])
def test_a_row_that_nobody_touched_changes_nothing_whatever_was_saved_since(saved):
    assert held(UNTOUCHED, saved=saved) == Upload(())


def test_what_was_saved_elsewhere_since_is_a_conflict():
    saved = replace(SAVED, points=1, version=3)

    upload = held(EDITED, saved=saved)

    assert upload == Upload((change(saved=saved, conflict=True),))
    assert (upload.plain, upload.conflicts) == ((), upload.changes)


def test_the_same_written_elsewhere_since_is_no_conflict():
    assert held(EDITED, saved=Score("1a", 5, "Klar.", NOON, 9)) == Upload(())


def test_spaces_and_line_breaks_that_a_program_changed_are_no_change():
    spaced = replace(UNTOUCHED, reason=" Se  felt\r\n4.1. ")

    assert held(spaced) == Upload(())


def test_emptied_cells_take_points_away():
    emptied = replace(UNTOUCHED, points=None, reason="")

    assert held(emptied) == Upload((change(points=None, reason=""),))


def test_a_masked_reason_is_not_saved_over_the_one_that_was_written():
    saved = replace(SAVED, reason="Borgeren 010190-1234 fik hjælp.")
    shown = written(saved.reason)
    assert shown == "Borgeren ••••••-•••• fik hjælp."

    line = Line(2, 1, "1a", 5, shown, 2, mark(1, "1a", 3, shown))

    assert held(line, saved=saved) == Upload((change(saved=saved, reason=saved.reason),))


def test_a_reason_longer_than_a_cell_is_shown_cut_and_kept_whole():
    saved = replace(SAVED, reason="x" * 40_000)
    shown = written(saved.reason)
    assert (len(shown), shown[-4:]) == (32_004, " […]")

    line = Line(2, 1, "1a", 5, shown, 2, mark(1, "1a", 3, shown))

    assert held(line, saved=saved) == Upload((change(saved=saved, reason=saved.reason),))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            replace(EDITED, application=7),
            "Point!A2: ansøgning nr. 7 er ikke tildelt dig, eller den er lagt til side eller lukket for dig",
        ),
        (replace(EDITED, aspect="9z"), "Point!C2: aspektet “9z” findes ikke i ordningen"),
    ],
    ids=["another's application", "unknown aspect"],
)
def test_a_row_that_is_not_ones_own_is_a_fault(line, told):
    upload = held(line)

    assert (upload.changes, [each.sentence for each in upload.faults]) == ((), [told])


def test_a_submitted_review_is_not_changed():
    upload = held(EDITED, submitted=NOON)

    assert (upload.changes, [each.sentence for each in upload.faults]) == (
        (),
        ["Point!F2: vurderingen er indsendt; genåbn den i programmet, før du retter i den"],
    )
    assert held(UNTOUCHED, submitted=NOON) == Upload(())


def test_of_rows_that_say_different_things_of_the_same_none_is_taken():
    upload = held(EDITED, replace(EDITED, row=9, points=0), replace(UNTOUCHED, row=10))

    assert upload.changes == ()
    assert [each.sentence for each in upload.faults] == [
        "Point!A2: ansøgning og aspekt står også i række 9",
        "Point!A9: ansøgning og aspekt står også i række 2",
    ]


def test_faults_stand_in_the_order_of_the_sheet():
    read = (Fault(5, "G", "b"), Fault(5, "F", "a"))

    upload = held(replace(EDITED, row=3, application=7), faults=read)

    assert [each.cell for each in upload.faults] == ["Point!A3", "Point!F5", "Point!G5"]
