"""A round's life: its rules frozen, moved on and back, each step on record."""

from dataclasses import replace

import pytest

from assessment.domain.checking.screening import Outcome
from assessment.domain.outcomes.award import Award
from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Ground, Stance
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.storage import OpenedRound
from assessment.workflow import (
    assigning,
    declaring,
    formal,
    people,
    receiving,
    recommending,
    rounds,
)
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Workflow
from assessment.workflow.receiving import Upload
from tests import builders

WHY = "Vægtene er besluttet på mødet den 3. maj."
DIGEST = Workflow.fingerprint(builders.CRITERIA)


@pytest.fixture
def lead(workflow):
    """Who leads, and no more."""
    return people.join(workflow, "Ida Lind", {Role.LEAD})


def life(workflow, by):
    return rounds.life(workflow, "demo", by)


def advance(workflow, by, reason="", expected=None):
    expected = life(workflow, by).version if expected is None else expected
    return rounds.advance(workflow, "demo", by, reason=reason, expected=expected)


def go_back(workflow, by, reason="Der mangler noget.", expected=None):
    expected = life(workflow, by).version if expected is None else expected
    return rounds.go_back(workflow, "demo", by, reason=reason, expected=expected)


def log(workflow, *actions):
    return [
        (each.actor, each.action, each.subject, each.old, each.new)
        for each in builders.events(workflow, round_id="demo")
        if each.action in (actions or {Action.ROUND_OPENED, Action.ROUND_MOVED})
    ]


def refusal(kind, action, *args, **kwargs):
    with pytest.raises(kind) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def opened(workflow):
    with workflow.database.read() as reader:
        return reader.opened_round("demo")


# --- freezing -------------------------------------------------------------------------------------


def test_a_round_that_was_never_opened_is_being_prepared(workflow, lead):
    found = life(workflow, lead)

    assert (found.phase, found.opened, found.version, found.back, found.difference) == (
        Phase.PREPARATION,
        None,
        0,
        None,
        "",
    )
    assert (found.forward.to, found.forward.hinders, found.forward.concerns) == (
        Phase.RECEIVING,
        (),
        ("Ida Lind",),
    )


def test_opening_freezes_the_rules_with_hash_name_and_reason(workflow, lead):
    assert advance(workflow, lead, f"  {WHY} ") is Phase.RECEIVING

    kept = opened(workflow)
    assert kept == OpenedRound(
        "demo", builders.CRITERIA, DIGEST, kept.opened_at, "Ida Lind", WHY, Phase.RECEIVING, 1
    )
    assert log(workflow) == [
        ("Ida Lind", Action.ROUND_OPENED, "criteria.yaml", "", f"{DIGEST} ({WHY})")
    ]


@pytest.mark.parametrize("reason", ["", " \n"])
def test_rules_are_not_frozen_without_a_reason(workflow, lead, reason):
    assert refusal(RefusedActionError, advance, workflow, lead, reason) == (
        "Skriv, hvorfor netop disse kriterier og vægte gælder."
    )
    assert (opened(workflow), log(workflow)) == (None, [])


def test_a_later_edit_of_the_file_is_shown_and_never_used(workflow, lead):
    advance(workflow, lead, WHY)
    edited = replace(workflow, criteria=builders.CRITERIA + "# Rettet.")
    before = round_cases(workflow, "demo", lead)

    found = life(edited, lead)

    told = found.difference.splitlines()
    assert (told[:2], told[-1]) == (["--- fastlåst", "+++ nu"], "+# Rettet.")
    after = round_cases(edited, "demo", lead)
    assert (after.scheme, after.criteria_sha256, after.criteria_changed) == (
        before.scheme,
        DIGEST,
        True,
    )


def test_a_round_that_went_back_to_preparation_is_frozen_with_the_rules_of_now(workflow, lead):
    advance(workflow, lead, WHY)
    assert go_back(workflow, lead, "Vægtene var forkerte.") is Phase.PREPARATION
    edited = replace(workflow, criteria=builders.CRITERIA + "\n# Rettet.\n")
    assert life(edited, lead).phase is Phase.PREPARATION

    advance(edited, lead, "Nu er de rettede.")

    kept = opened(workflow)
    assert (kept.criteria, kept.reason, kept.version) == (edited.criteria, "Nu er de rettede.", 3)


# --- moving ---------------------------------------------------------------------------------------


def test_a_step_is_logged_with_its_reason(workflow, lead):
    builders.received(workflow, "01")

    assert advance(workflow, lead, "Fristen er nær.") is Phase.ASSESSMENT

    assert log(workflow)[0] == (
        "Ida Lind",
        Action.ROUND_MOVED,
        "",
        "modtagelse",
        "vurdering: Fristen er nær.",
    )
    assert (life(workflow, lead).phase, life(workflow, lead).version) == (Phase.ASSESSMENT, 2)


def test_what_hinders_a_step_is_told_and_nothing_is_moved(workflow, lead):
    advance(workflow, lead, WHY)

    assert refusal(RefusedActionError, advance, workflow, lead) == (
        "Runden kan ikke flyttes til vurdering endnu. Der er ingen ansøgninger i runden endnu."
    )
    assert opened(workflow).version == 1


def test_going_back_needs_a_reason(workflow, lead):
    builders.at_phase(workflow, Phase.CONSENSUS)

    assert refusal(RefusedActionError, go_back, workflow, lead, " ") == (
        "Skriv, hvorfor runden går et skridt tilbage."
    )
    assert go_back(workflow, lead, " Én skal vurdere mere. ") is Phase.ASSESSMENT
    assert log(workflow)[0] == (
        "Ida Lind",
        Action.ROUND_MOVED,
        "",
        "konsensus",
        "tilbage til vurdering: Én skal vurdere mere.",
    )


def test_a_round_in_preparation_goes_nowhere_back(workflow, lead):
    assert refusal(RefusedActionError, go_back, workflow, lead) == (
        "Runden kan ikke gå et skridt tilbage."
    )


@pytest.mark.parametrize("sent", [("01.docx", None), ("note.pdf", b"%PDF-1.4\n%%EOF")])
def test_rules_are_not_thawed_once_something_has_come_in(workflow, lead, sent):
    builders.at_phase(workflow, Phase.RECEIVING)
    name, content = sent
    upload = Upload(name, content or builders.sample("01"), builders.NOON)
    list(receiving.receive(workflow, "demo", [upload], lead))

    assert refusal(RefusedActionError, go_back, workflow, lead) == (
        "Der er kommet noget ind; reglerne kan ikke ændres, når ansøgninger er åbnet."
    )


def test_an_archived_round_is_moved_by_nobody(workflow, lead):
    builders.at_phase(workflow, Phase.ARCHIVED)

    for action in (advance, go_back):
        assert refusal(NotPermittedError, action, workflow, lead) == (
            "Runden er i fasen arkiveret, og der kan man ikke flytte runden. Det hører til "
            "forberedelse til afgjort."
        )


def test_an_administrator_archives_and_moves_nothing_else(workflow):
    boss = people.join(workflow, "Mads Bo", {Role.ADMINISTRATOR})
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    assert refusal(NotPermittedError, advance, workflow, boss).startswith(
        "Du må ikke flytte runden"
    )

    builders.at_phase(workflow, Phase.DECIDED)

    assert advance(workflow, boss) is Phase.ARCHIVED
    assert [rounds.can_move(boss, phase) for phase in Phase] == [
        phase is Phase.DECIDED for phase in Phase
    ]


@pytest.mark.parametrize("move", [advance, go_back])
def test_the_second_to_move_a_round_is_told_who_moved_it_first(workflow, lead, move):
    builders.received(workflow, "01")
    builders.at_phase(workflow, Phase.RECEIVING)
    seen = life(workflow, lead).version
    other = people.join(workflow, "Else Dam", {Role.LEAD})
    advance(workflow, other)

    with pytest.raises(ConflictError) as conflict:
        move(workflow, lead, "Videre.", seen)

    assert (str(conflict.value), conflict.value.theirs) == (
        (
            "Else Dam har flyttet runden til vurdering, mens du læste. Se, hvad der gælder nu, og "
            "tag så stilling igen."
        ),
        opened(workflow),
    )
    assert opened(workflow).phase is Phase.ASSESSMENT


def test_a_version_that_never_was_is_a_conflict_and_no_crash(workflow, lead):
    assert refusal(ConflictError, advance, workflow, lead, WHY, 7).startswith(
        "En anden har flyttet runden til forberedelse"
    )


def test_an_unknown_round_is_named(workflow, lead):
    for action in (
        lambda: rounds.life(workflow, "2031", lead),
        lambda: rounds.advance(workflow, "2031", lead, reason=WHY, expected=0),
    ):
        assert refusal(NotFoundError, action).startswith("Runden “2031” findes ikke.")


def test_whoever_is_shut_out_moves_nothing(workflow, lead):
    builders.received(workflow, "01")
    why = {"grounds": [Ground.FAMILY], "text": "Min søster."}
    declaring.declare(workflow, 1, Stance.DOUBT, by=lead, expected=0, **why)

    assert refusal(NotPermittedError, advance, workflow, lead).startswith(
        "Runden er lukket for dig: din habilitet er ikke afgjort."
    )


# --- a whole round --------------------------------------------------------------------------------


def test_a_whole_round_from_preparation_to_the_archive(workflow, lead):
    anne, bo = (builders.reviewer(workflow, name) for name in ("Anne Holm", "Bo Lund"))
    karin = builders.decider(workflow)
    advance(workflow, lead, WHY)
    upload = Upload("01.docx", builders.sample("01"), builders.NOON)
    list(receiving.receive(workflow, "demo", [upload], lead))
    for each in (anne, bo, lead, karin):
        declaring.declare_impartial(workflow, "demo", each)
    _check(workflow, anne, bo)
    plan = assigning.distribution(workflow, "demo", lead).plan
    assigning.apply_plan(workflow, "demo", plan, lead)
    advance(workflow, lead)
    builders.scored(workflow, 1, anne, 4)
    assert refusal(RefusedActionError, advance, workflow, lead) == (
        "Runden kan ikke flyttes til konsensus endnu. Bakkedal Kommune: Bo Lund har ikke indsendt "
        "eller meldt fra."
    )
    builders.scored(workflow, 1, bo, 3)
    advance(workflow, lead)
    advance(workflow, lead)
    made = {"reason": "Konkret plan.", "answer": "", "by": lead, "expected": 0}
    recommending.recommend(workflow, 1, Award.GRANT, **made)
    assert refusal(RefusedActionError, advance, workflow, lead) == (
        "Runden kan ikke flyttes til afgjort endnu. Der mangler en afgørelse for Bakkedal Kommune."
    )
    _decide(workflow, karin)
    advance(workflow, lead)
    advance(workflow, lead)

    assert opened(workflow).phase is Phase.ARCHIVED
    assert [each[4] for each in log(workflow, Action.ROUND_MOVED)] == [
        "arkiveret",
        "afgjort",
        "indstilling",
        "konsensus",
        "vurdering",
    ]


def _check(workflow, first, second):
    for each in builders.cti_scheme().requirements:
        outcome = Outcome.NOT_APPLICABLE if each.applies_to else Outcome.MET
        formal.set_outcome(workflow, 1, each.id, outcome, reason="Set.", by=first, expected=0)
    formal.confirm(workflow, 1, second)


def _decide(workflow, by):
    recommending.decide(
        workflow, 1, Award.GRANT, reason="", by=by, expected=0, frame_reason="Kun én søgte."
    )
