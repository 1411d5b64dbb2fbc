"""Scores: saved one by one by who was given the application, submitted whole, reopened with a reason."""

from dataclasses import replace

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.reviewing.review import Review, Score
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.workflow import reviewing
from assessment.workflow.cases import round_cases
from tests import builders

ASPECTS = [aspect.id for aspect in builders.cti_scheme().aspects]


@pytest.fixture
def registered(workflow):
    """A workflow with one application, number 1."""
    builders.received(workflow, "01")
    return workflow


def log(workflow, action):
    return [
        (each.actor, each.subject, each.old, each.new)
        for each in builders.events(workflow)
        if each.action is action
    ]


def case_of(workflow, by=None):
    """The only case, as somebody sees it who may see everything, or as `by` does."""
    (case,) = round_cases(workflow, "demo", by or builders.auditor(workflow)).cases
    return case


def refusal_of(action, *args, **kwargs):
    with pytest.raises(RefusedActionError) as refusal:
        action(*args, **kwargs)
    return str(refusal.value)


@pytest.fixture
def anne(registered):
    """A reviewer who was given application 1."""
    anne = builders.reviewer(registered)
    builders.assigned(registered, 1, anne)
    return anne


def score(workflow, who, aspect="1a", points=4, **given):
    """Save a score as somebody does whose screen shows what stands."""
    standing = review_of(workflow, who).score(aspect).version
    given = {"reason": "Se felt 4.1.", "expected": standing} | given
    return reviewing.save_score(workflow, 1, who, aspect, points=points, **given)


def review_of(workflow, who):
    """The reviewer's own review as it is stored."""
    with workflow.database.read() as reader:
        return reader.review(1, who)


def score_all(workflow, who, points=4):
    for aspect in ASPECTS:
        score(workflow, who, aspect, points)


def test_a_score_is_kept_as_it_was_given(registered, anne):
    saved = score(registered, anne, points=0, reason=" Intet om målgruppen 🤷 ")

    assert saved == Score("1a", 0, " Intet om målgruppen 🤷 ", saved.saved, version=1)
    assert review_of(registered, anne) == Review(1, anne, {"1a": saved})
    assert case_of(registered, anne).reviews == (review_of(registered, anne),)


def test_missing_points_stay_missing(registered, anne):
    saved = score(registered, anne, points=None, reason="Vender tilbage.")

    assert review_of(registered, anne).scores == {"1a": saved}
    assert saved.points is None
    assert case_of(registered).marks.aspects["1a"] is None


def test_each_change_of_a_score_is_logged_once(registered, anne):
    first = score(registered, anne, points=None, reason="Tynd.")
    again = score(registered, anne, points=None, reason="Tynd.")
    score(registered, anne, points=2, reason="Tynd.")
    score(registered, anne, points=2, reason="")

    assert again == first
    assert log(registered, Action.SCORE_SAVED) == [
        ("Anne Holm", "aspekt 1a", "2 point: Tynd.", "2 point"),
        ("Anne Holm", "aspekt 1a", "ingen point: Tynd.", "2 point: Tynd."),
        ("Anne Holm", "aspekt 1a", "ingen point", "ingen point: Tynd."),
    ]


@pytest.mark.parametrize("points", [-1, 6, 10**30])
def test_points_off_the_scale_are_refused(registered, anne, points):
    assert refusal_of(score, registered, anne, points=points) == (
        f"{points} point findes ikke på skalaen. Vælg 0, 1, 2, 3, 4 eller 5."
    )
    assert review_of(registered, anne).scores == {}


def test_a_score_from_another_window_is_not_written_over(registered, anne):
    first = score(registered, anne, points=2)

    with pytest.raises(ConflictError, match=r"^Du har gemt aspekt 1a i et andet") as conflict:
        score(registered, anne, points=5, expected=0)

    assert conflict.value.theirs == first
    assert review_of(registered, anne).scores == {"1a": first}


def test_only_who_was_given_an_application_scores_it(registered, anne):
    ib = builders.reviewer(registered, "Ib Skov")
    builders.impartial(registered, ib)

    assert refusal_of(score, registered, ib) == (
        "Du er ikke tildelt ansøgningen. Bed projektlederen om at tildele dig den."
    )
    with pytest.raises(NotPermittedError, match=r"^Du må ikke vurdere ansøgninger; det kræver"):
        score(registered, builders.lead(registered))
    assert case_of(registered).reviews == ()
    assert review_of(registered, anne).scores == {}


def test_nothing_is_scored_before_or_after_the_assessment(registered, anne):
    for phase in (Phase.RECEIVING, Phase.CONSENSUS):
        builders.at_phase(registered, phase)
        with pytest.raises(NotPermittedError, match=f"^Runden er i fasen {phase}, og der kan man"):
            score(registered, anne)
    assert review_of(registered, anne).scores == {}


def test_an_unknown_aspect_is_named(registered, anne):
    with pytest.raises(NotFoundError, match=r"^Aspektet “9z” findes ikke i ordningen\.$"):
        score(registered, anne, "9z")


def test_an_unfinished_review_cannot_be_submitted(registered, anne):
    for aspect in ASPECTS[2:]:
        score(registered, anne, aspect)
    score(registered, anne, ASPECTS[0], points=None)
    score(registered, anne, ASPECTS[1], reason=" ")

    assert refusal_of(reviewing.submit, registered, 1, anne) == (
        "Vurderingen kan ikke indsendes endnu. Der mangler point eller begrundelse for: "
        "Målgruppe, Kritisk overgang."
    )
    assert case_of(registered).submitted == ()


ALL_FOURS = "\n".join(f"{aspect} 4 point: Se felt 4.1." for aspect in sorted(ASPECTS))
"""A review as the log keeps it."""


def test_a_submitted_review_counts_and_stands(registered, anne):
    score_all(registered, anne)
    assert case_of(registered).submitted == ()

    reviewing.submit(registered, 1, anne)

    (counted,) = case_of(registered).submitted
    assert counted == review_of(registered, anne)
    assert refusal_of(score, registered, anne, points=5) == (
        "Vurderingen er indsendt. Genåbn den, før du retter i den."
    )
    assert review_of(registered, anne) == counted


def test_submitting_again_changes_nothing(registered, anne):
    score_all(registered, anne)
    reviewing.submit(registered, 1, anne)
    before = review_of(registered, anne)

    reviewing.submit(registered, 1, anne)

    assert review_of(registered, anne) == before
    assert log(registered, Action.REVIEW_SUBMITTED) == [("Anne Holm", "", "", ALL_FOURS)]


def test_a_reopened_review_does_not_count_and_can_be_changed(registered, anne):
    score_all(registered, anne)
    reviewing.submit(registered, 1, anne)

    reviewing.reopen(registered, 1, anne, " Felt 5.6 var overset. ")
    score(registered, anne, points=5)

    assert case_of(registered).submitted == ()
    assert review_of(registered, anne).score("1a").points == 5
    assert log(registered, Action.REVIEW_REOPENED) == [
        ("Anne Holm", "", ALL_FOURS, "Felt 5.6 var overset.")
    ]


def test_a_review_is_not_reopened_without_a_reason(registered, anne):
    score_all(registered, anne)
    reviewing.submit(registered, 1, anne)

    assert refusal_of(reviewing.reopen, registered, 1, anne, " ") == (
        "Skriv, hvorfor vurderingen genåbnes."
    )
    assert len(case_of(registered).submitted) == 1


def test_only_a_submitted_review_can_be_reopened(registered, anne):
    assert refusal_of(reviewing.reopen, registered, 1, anne, "Fejl.") == (
        "Vurderingen er ikke indsendt; ret i den uden at genåbne den."
    )
    assert case_of(registered).reviews == ()
    assert log(registered, Action.REVIEW_REOPENED) == []


def test_reviewers_score_apart_and_unseen(registered, anne):
    ib = builders.reviewer(registered, "Ib Skov")
    builders.assigned(registered, 1, ib)
    score(registered, anne, points=5, reason="Stærk.")
    score(registered, ib, points=1, reason="Svag.")

    reviews = [review_of(registered, each) for each in (anne, ib)]

    assert [each.score("1a").points for each in reviews] == [5, 1]
    assert [each.score("1a").reason for each in reviews] == ["Stærk.", "Svag."]
    assert [case_of(registered, each).reviews for each in (anne, ib)] == [
        (review,) for review in reviews
    ]
    assert case_of(registered).reviews == tuple(replace(each, scores={}) for each in reviews)
