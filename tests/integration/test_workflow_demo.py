"""The demo round: filled once, completed after an interruption, never filled over."""

import shutil
from collections import Counter
from contextlib import closing

import pytest

from assessment.domain.event import Action
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow import applications, core, demo, receiving, reviewing
from assessment.workflow.cases import round_cases
from assessment.workflow.receiving import Upload
from tests import builders
from tests.conftest import PRODUCTS

ASPECTS = len(builders.cti_scheme().aspects)
FEW = ("01-bakkedal-kommune", "06-opgangen-aps")


@pytest.fixture(scope="module", params=PRODUCTS)
def loaded(request, make_database):
    with make_database(request.param) as address:
        workflow = builders.workflow(address)
        assert demo.load(workflow, builders.SAMPLES) is True
        with closing(workflow.database):
            yield workflow


def happened(workflow):
    return Counter(event.action for event in applications.history(workflow))


def test_every_page_has_something_to_show(loaded):
    round_ = round_cases(loaded, "demo")

    assert len(round_.cases) == len(list(builders.SAMPLES.glob("*.docx"))) == 14
    assert {case.application.filename for case in round_.cases} == {
        path.name for path in builders.SAMPLES.glob("*.docx")
    }
    unfinished = [case.name for case in round_.cases if case.screening.open]
    assert unfinished == ["Birkebæk Kommune"]
    begun = {case.name: len(case.reviews) - len(case.submitted) for case in round_.cases}
    assert {name: count for name, count in begun.items() if count} == {"Huset Sila": 1}
    assert [case.name for case in round_.cases if not case.recommendation] == unfinished
    assert [each.candidate.name for each in round_.ranking.near_tie] == [
        "Lyngmose Kommune",
        "Vesterlund Kommune",
    ]
    assert [each.name for each in core.people(loaded)] == [
        "Anne Holm",
        "Jens Krogh",
        "Lone Vestergaard",
        "Mette Sand",
    ]


def test_loading_again_changes_nothing(loaded):
    before = applications.history(loaded), round_cases(loaded, "demo")

    assert demo.load(loaded, builders.SAMPLES) is False

    assert (applications.history(loaded), round_cases(loaded, "demo")) == before


# --- an interruption ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """The samples' folder with two of the applications."""
    for name in FEW:
        shutil.copy(builders.SAMPLES / f"{name}.docx", tmp_path)
    for table in ("received", "formal", "reviews", "recommendations"):
        whole = (builders.SAMPLES / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        kept = [whole[0], *(line for line in whole if line.startswith(FEW))]
        (tmp_path / f"{table}.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    return tmp_path


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
            Action.PERSON_ADDED: 4,
            Action.ROUND_OPENED: 1,
            Action.REGISTERED: 2,
            Action.OUTCOME_SET: 24,
            Action.SCORE_SAVED: 3 * ASPECTS,
            Action.REVIEW_SUBMITTED: 3,
            Action.RECOMMENDED: 2,
            Action.DEMO_LOADED: 1,
        }
    )


# 74 looks at the clock are all scores of the first review and not yet its submission.
@pytest.mark.parametrize("looks", [3, 40, 74, 100, 122])
def test_an_interrupted_run_is_completed_by_the_next(address, folder, whole_run, looks):
    workflow = builders.workflow(address, clock=FragileClock(looks))
    with closing(workflow.database):
        with pytest.raises(InterruptedRunError):
            demo.load(workflow, folder)
        assert Action.DEMO_LOADED not in happened(workflow)
        workflow.clock.looks = 10_000

        assert demo.load(workflow, folder) is True

        assert happened(workflow) == whole_run
        assert [len(case.submitted) for case in round_cases(workflow, "demo").cases] == [3, 0]


def test_what_a_user_has_set_is_left_alone(workflow, folder):
    content = (folder / f"{FEW[0]}.docx").read_bytes()
    list(receiving.receive(workflow, "demo", [Upload("min.docx", content)], "Bo Lund"))
    anne = core.add_person(workflow, "Anne Holm")
    reviewing.save_score(workflow, 1, anne, "1a", points=1, reason="Min egen.")

    demo.load(workflow, folder)

    first = round_cases(workflow, "demo").case(1)
    assert (first.application.filename, first.application.received) == ("min.docx", None)
    kept = reviewing.review_of(workflow, 1, anne).score("1a")
    assert (kept.points, kept.reason) == (1, "Min egen.")


# --- what can be missing --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["received.csv", "formal.csv", "reviews.csv", f"{FEW[1]}.docx"])
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
