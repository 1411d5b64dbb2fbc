"""The demo round: filled once, completed after an interruption, never filled over."""

import csv
import shutil
from collections import Counter
from contextlib import closing
from fractions import Fraction

import pytest

from assessment.domain.correspondence.dialogue import Kind
from assessment.domain.letters.completeness import REASONS, Part
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.domain.rounds.sight import OWN_FIRST
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow import declaring, demo, lettering, people, receiving, reviewing
from assessment.workflow.cases import round_cases
from assessment.workflow.receiving import Upload
from tests import builders
from tests.conftest import PRODUCTS

ASPECTS = len(builders.cti_scheme().aspects)
FEW = ("13-huset-sila", "06-opgangen-aps")


@pytest.fixture(scope="module", params=PRODUCTS)
def loaded(request, make_database):
    with make_database(request.param) as address:
        workflow = builders.workflow(address)
        assert demo.load(workflow, builders.SAMPLES) is True
        with closing(workflow.database):
            yield workflow


def happened(workflow):
    return Counter(event.action for event in builders.events(workflow))


def seen(workflow):
    return round_cases(workflow, "demo", builders.auditor(workflow))


def test_every_page_has_something_to_show(loaded):
    round_ = seen(loaded)

    assert len(round_.cases) == len(list(builders.SAMPLES.glob("*.docx"))) == 14
    assert {case.application.filename for case in round_.cases} == {
        path.name for path in builders.SAMPLES.glob("*.docx")
    }
    unfinished = [case.name for case in round_.cases if case.screening.open]
    assert unfinished == ["Birkebæk Kommune"]
    begun = {case.name: len(case.reviews) - len(case.submitted) for case in round_.cases}
    assert [case.name for case in round_.cases if not case.recommendation] == unfinished
    assert [each.candidate.name for each in round_.ranking.near_tie] == [
        "Lyngmose Kommune",
        "Vesterlund Kommune",
    ]
    assert {name: count for name, count in begun.items() if count} == {"Huset Sila": 1}
    with (builders.SAMPLES / "people.csv").open(encoding="utf-8", newline="") as file:
        panel = {row["name"]: row["roles"].split(";") for row in csv.DictReader(file)}
    assert {each.name: each.roles for each in people.people(loaded)} == {
        name: {Role(role) for role in roles} for name, roles in panel.items()
    }


def test_the_round_waits_for_one_more_review(loaded):
    round_ = seen(loaded)

    assert round_.phase is Phase.ASSESSMENT
    waiting = [
        (case.name, each.reviewer.name)
        for case in round_.cases
        for each in case.assignments
        if each.reviewer not in [review.reviewer for review in case.submitted]
    ]
    assert waiting == [("Huset Sila", "Mette Sand")]
    (sila,) = [case for case in round_.cases if case.name == "Huset Sila"]
    mine = round_cases(loaded, "demo", builders.reviewer(loaded, "Mette Sand")).case(sila.id)
    assert (mine.hidden, [each.reviewer.name for each in mine.reviews]) == (
        OWN_FIRST,
        ["Mette Sand"],
    )


def test_the_panel_agreed_and_wrote_with_applicants(loaded):
    round_ = seen(loaded)

    agreed = {case.name: dict(case.consensus) for case in round_.cases if case.consensus}
    assert {name: list(aspects) for name, aspects in agreed.items()} == {
        "Strandby Kommune": ["2"],
        "Fonden Havnelyset": ["3b"],
        "Hedelund Kommune": ["7"],
        "Åmose Kommune": ["6"],
    }
    assert agreed["Strandby Kommune"]["2"].points == Fraction(5, 2)
    assert [
        (each.kind, each.answer is not None, each.shared is not None) for each in round_.exchanges
    ] == [
        (Kind.QUESTION, True, True),
        (Kind.CALL, False, False),
        (Kind.SUPPLEMENT, False, False),
        (Kind.SUPPLEMENT, True, False),
    ]
    assert [case.name for case in round_.cases if case.screening.unconfirmed] == []


def test_two_letters_are_written_and_the_rest_is_proposed(loaded):
    desk = lettering.desk(loaded, "demo", builders.lead(loaded))
    lacking = {each.case.name: {one.part for one in each.missing} & REASONS for each in desk}

    assert {name for name, parts in lacking.items() if not parts} == {
        "Kildeby Kommune",
        "Egeskov Kommune",
        *(each.case.name for each in desk if each.kind is LetterKind.GRANT),
    }
    assert all(Part.CASE_NUMBER not in {one.part for one in each.missing} for each in desk)


def test_one_doubt_was_settled_by_another(loaded):
    (declared,) = declaring.undecided(loaded, "demo", builders.lead(loaded))

    assert (declared.person.name, declared.words, declared.judgement.by) == (
        "Jens Krogh",
        "habil efter afgørelse",
        "Lone Vestergaard",
    )


def test_loading_again_changes_nothing(loaded):
    before = builders.events(loaded), seen(loaded)

    assert demo.load(loaded, builders.SAMPLES) is False

    assert (builders.events(loaded), seen(loaded)) == before


# --- an interruption ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """The samples' folder with two of the applications, and something of all that is done to them."""
    for name in FEW:
        shutil.copy(builders.SAMPLES / f"{name}.docx", tmp_path)
    shutil.copy(builders.SAMPLES / "people.csv", tmp_path)
    for table in TABLES:
        whole = (builders.SAMPLES / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        kept = [whole[0], *(line for line in whole if line.startswith(FEW)), *OWN.get(table, ())]
        (tmp_path / f"{table}.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    return tmp_path


TABLES = (
    "received",
    "formal",
    "reviews",
    "recommendations",
    "consensus",
    "dialogue",
    "letters",
)
OWN = {
    "received": [f"{FEW[0]}.docx,2026-09-25T10:22:00+02:00"],
    "consensus": [f"{FEW[0]},1a,4.5,Vi er enige."],
    "dialogue": [f"{FEW[0]},spørgsmål og svar,,Lederen,Må vi?,Ja.,Alle har fået svaret."],
    "letters": [f"{FEW[1]},unmet:M3,Der er ingen aftale."],
}
"""Rows beside those that the samples have of the two."""


class InterruptedRunError(Exception):
    """What ends a run in the middle."""


class FragileClock(builders.Clock):
    """A clock that stops everything when it is asked too often."""

    def __init__(self, looks):
        super().__init__()
        self.looks = looks

    def __call__(self):
        self.looks -= 1
        if self.looks < 0:
            raise InterruptedRunError
        return super().__call__()


@pytest.fixture(scope="module")
def whole_run():
    """What happens in a run of the two applications that nothing interrupts."""
    return Counter(
        {
            Action.PERSON_ADDED: 6,
            Action.ROUND_OPENED: 1,
            Action.REGISTERED: 2,
            Action.DECLARED: 5 * 2,
            Action.IMPARTIALITY_JUDGED: 1,
            Action.OUTCOME_SET: 24,
            Action.OUTCOME_CONFIRMED: 2,
            Action.ASSIGNED_REVIEWER: 3,
            Action.SCORE_SAVED: 2 * ASPECTS + 4,
            Action.REVIEW_SUBMITTED: 2,
            Action.AGREED: 1,
            Action.RECOMMENDED: 2,
            Action.ROUND_MOVED: 5,
            Action.EXCHANGED: 2,
            Action.ANSWERED: 2,
            Action.SHARED: 1,
            Action.CASE_NUMBERED: 1,
            Action.LETTER_WRITTEN: 1,
            Action.DEMO_LOADED: 1,
        }
    )


# The looks at the clock fall among people, declarations, outcomes, assignments, the scores of the
# first review before it is submitted (134), consensus, recommendations, the way back when one of two
# steps is taken (174), the dialogue, and the letters.
@pytest.mark.parametrize("looks", [3, 16, 60, 111, 134, 161, 168, 174, 189, 196, 201])
def test_an_interrupted_run_is_completed_by_the_next(address, folder, whole_run, looks):
    workflow = builders.workflow(address, clock=FragileClock(looks))
    with closing(workflow.database):
        with pytest.raises(InterruptedRunError):
            demo.load(workflow, folder)
        assert Action.DEMO_LOADED not in happened(workflow)
        workflow.clock.looks = 10_000

        assert demo.load(workflow, folder) is True

        assert happened(workflow) == whole_run
        assert [len(case.submitted) for case in seen(workflow).cases] == [0, 2]


def test_what_a_user_has_set_is_left_alone(workflow, folder):
    content = (folder / f"{FEW[0]}.docx").read_bytes()
    uploads = [Upload("min.docx", content)]
    list(receiving.receive(workflow, "demo", uploads, builders.lead(workflow)))
    anne = builders.reviewer(workflow)
    builders.assigned(workflow, 1, anne)
    reviewing.save_score(workflow, 1, anne, "1a", points=1, reason="Min egen.", expected=0)

    demo.load(workflow, folder)

    first = seen(workflow).case(1)
    assert (first.application.filename, first.application.received) == ("min.docx", None)
    (kept,) = [each.score("1a") for each in first.submitted if each.reviewer == anne]
    assert (kept.points, kept.reason) == (1, "Min egen.")


# --- what can be missing --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["received.csv", "formal.csv", "reviews.csv", "people.csv", f"{FEW[1]}.docx"]
)
def test_a_missing_file_is_named(workflow, folder, name):
    (folder / name).unlink()

    with pytest.raises(NotFoundError) as refusal:
        demo.load(workflow, folder)

    assert str(refusal.value) == f"Demoens filer mangler: {folder / name} kan ikke læses."
    assert Action.DEMO_LOADED not in happened(workflow)


def test_a_sample_that_cannot_be_read_is_named(workflow, folder):
    (folder / f"{FEW[1]}.docx").write_bytes(b"")

    with pytest.raises(RefusedActionError) as refusal:
        demo.load(workflow, folder)

    assert str(refusal.value) == (
        "06-opgangen-aps.docx: Filen er tom. Bed ansøger om at sende den igen."
    )
