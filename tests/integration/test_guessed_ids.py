"""Ids that somebody makes up: whoever may not is told the same of every one, and no id crashes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from assessment.domain.applications.attachments import Nature
from assessment.domain.checking.screening import Outcome
from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.outcomes.award import Award
from assessment.domain.panel.access import RULES, Act, Phase
from assessment.domain.panel.impartiality import Stance
from assessment.domain.panel.people import Role
from assessment.domain.ranking.scenario import Change
from assessment.errors import (
    AssessmentError,
    NotFoundError,
    NotPermittedError,
    RefusedActionError,
)
from assessment.workflow import (
    agreeing,
    applications,
    assigning,
    attaching,
    case_file,
    choosing,
    correcting,
    corresponding,
    declaring,
    following,
    formal,
    notes,
    people,
    recommending,
    reviewing,
    scenarios,
)
from tests import agreements, builders
from tests.builders import NOON
from tests.matrix import world as w
from tests.matrix.world import FOREIGN, ROUND, A, B, called, worlds

pytestmark = pytest.mark.again

R, L, D, X, M = Role.REVIEWER, Role.LEAD, Role.DECIDER, Role.READER, Role.ADMINISTRATOR
MADE_UP = (999, 0, -1, 2**31, 2**70)
NAMES = ("Bakkedal", "Lyngmose", "Vesterlund", "Strandby", ".docx", ".pdf", ".eml", "Ejner")

CALL = Exchange(0, ROUND, A, Kind.CALL, "Ringet op.", "", NOON, "Ask")
OUTSIDE = replace(CALL, kind=Kind.HEARING, deadline=NOON + timedelta(days=9))
SUPPOSED = Change(A, "Anne Holm", "1a", 1)
AGREED = {"points": Fraction(3), "reason": "Ja.", "participants": w.REVIEWERS, "expected": 0}

Guess = tuple[Act, Callable[..., object]]

# Each with the act that it takes, called as somebody on an id.
# fmt: off
APPLICATIONS: dict[str, Guess] = {
    "agree": (Act.AGREE, lambda f, by, id_: agreeing.agree(f, id_, "1a", by=by, **AGREED)),
    "take a consensus back": (Act.AGREE, lambda f, by, id_: agreeing.take_back(f, id_, "1a", reason="Nej.", by=by, expected=1)),
    "who may agree": (Act.READ_APPLICATIONS, lambda f, by, id_: agreeing.eligible(f, id_, by)),
    "set the time": (Act.CORRECT, lambda f, by, id_: applications.set_received(f, id_, NOON, by, expected=None)),
    "original": (Act.READ_ORIGINALS, lambda f, by, id_: applications.original(f, id_, by)),
    "picture": (Act.READ_ORIGINALS, lambda f, by, id_: applications.picture(f, id_, "x", by)),
    "history": (Act.READ_APPLICATIONS, lambda f, by, id_: applications.history(f, id_, by)),
    "assign": (Act.ASSIGN, lambda f, by, id_: assigning.assign(f, id_, 3, by)),
    "unassign": (Act.ASSIGN, lambda f, by, id_: assigning.unassign(f, id_, 3, by)),
    "abstain": (Act.ABSTAIN, lambda f, by, id_: assigning.abstain(f, id_, by.id, reason="Syg.", by=by, expected=1)),
    "put a file beside it": (Act.RECEIVE, lambda f, by, id_: attaching.assign(f, w.WAITING, id_, Nature.SUBMITTED, by, expected=(None, Nature.SUBMITTED))),
    "set aside": (Act.CHOOSE_VERSION, lambda f, by, id_: choosing.set_aside(f, id_, None, reason="Nej.", by=by)),
    "set aside for it": (Act.CHOOSE_VERSION, lambda f, by, id_: choosing.set_aside(f, B, id_, reason="Nej.", by=by)),
    "take it back": (Act.CHOOSE_VERSION, lambda f, by, id_: choosing.take_back(f, id_, reason="Nej.", by=by)),
    "corrections": (Act.READ_APPLICATIONS, lambda f, by, id_: correcting.corrections(f, id_, by)),
    "take a correction back": (Act.CORRECT, lambda f, by, id_: correcting.move_back(f, id_, 1, by)),
    "read anew": (Act.CORRECT, lambda f, by, id_: correcting.reread(f, id_, by)),
    "note a call": (Act.NOTE, lambda f, by, id_: corresponding.note(f, replace(CALL, application=id_), by)),
    "suppose other points": (Act.SAVE_SCENARIO, lambda f, by, id_: scenarios.save(f, builders.scenario(change=replace(SUPPOSED, application=id_)), by=by, expected=0)),
    "declare": (Act.DECLARE, lambda f, by, id_: declaring.declare(f, id_, Stance.IMPARTIAL, by=by, expected=1)),
    "judge": (Act.JUDGE_IMPARTIALITY, lambda f, by, id_: declaring.judge(f, id_, 3, None, reason="Ja.", by=by, expected=1)),
    "check": (Act.CHECK, lambda f, by, id_: formal.set_outcome(f, id_, "G1", Outcome.MET, reason="Ja.", by=by, expected=2)),
    "confirm": (Act.CONFIRM_CHECK, lambda f, by, id_: formal.confirm(f, id_, by)),
    "undertaking": (Act.READ_APPLICATIONS, lambda f, by, id_: following.undertaking(f, id_, by)),
    "undertake": (Act.WRITE_LETTERS, lambda f, by, id_: following.undertake(f, id_, agreements.terms(), by=by, expected=0)),
    "note a report": (Act.FOLLOW_UP, lambda f, by, id_: following.note_report(f, id_, w.DUE, received=w.DUE, note="", by=by, expected=0)),
    "take a report back": (Act.FOLLOW_UP, lambda f, by, id_: following.take_back_report(f, id_, w.CAME, reason="Nej.", by=by, expected=1)),
    "report form": (Act.READ_APPLICATIONS, lambda f, by, id_: following.template(f, id_, by)),
    "check a report": (Act.READ_APPLICATIONS, lambda f, by, id_: following.check(f, id_, b"x", by)),
    "note": (Act.WRITE_NOTES, lambda f, by, id_: notes.note(f, id_, by)),
    "case file": (Act.EXPORT, lambda f, by, id_: case_file.export_application(f, id_, by, Path("/"))),
    "own assessment": (Act.WRITE_NOTES, lambda f, by, id_: notes.own_assessment(f, id_, 3, by)),
    "recommend": (Act.RECOMMEND, lambda f, by, id_: recommending.recommend(f, id_, Award.GRANT, reason="Ja.", answer="", by=by, expected=1)),
    "decide": (Act.DECIDE, lambda f, by, id_: recommending.decide(f, id_, Award.GRANT, reason="", by=by, expected=0)),
    "score": (Act.SCORE, lambda f, by, id_: reviewing.save_score(f, id_, by, "1a", points=3, reason="", expected=0)),
    "score many": (Act.SCORE, lambda f, by, id_: reviewing.save_scores(f, ROUND, [reviewing.Given(id_, "1a", 3, "", 0)], by)),
    "submit": (Act.SCORE, lambda f, by, id_: reviewing.submit(f, id_, by)),
    "reopen": (Act.SCORE, lambda f, by, id_: reviewing.reopen(f, id_, by, "Fejl.")),
}
FILES: dict[str, Guess] = {
    "put a file": (Act.CORRECT, lambda f, by, id_: attaching.assign(f, id_, B, Nature.SUBMITTED, by, expected=(None, Nature.SUBMITTED))),
    "file": (Act.READ_ORIGINALS, lambda f, by, id_: attaching.original(f, id_, by)),
    "page": (Act.READ_ORIGINALS, lambda f, by, id_: attaching.picture(f, id_, 1, by)),
    "message": (Act.READ_ORIGINALS, lambda f, by, id_: attaching.message(f, id_, by)),
}
EXCHANGES: dict[str, Guess] = {
    "answer": (Act.NOTE, lambda f, by, id_: corresponding.answer(f, id_, "Ja.", by=by, expected=1)),
    "weigh": (Act.ASK, lambda f, by, id_: corresponding.weigh(f, id_, "Ja.", by=by, expected=1)),
    "give more time": (Act.ASK, lambda f, by, id_: corresponding.give_more_time(f, id_, NOON, reason="Ja.", by=by, expected=1)),
    "share": (Act.NOTE, lambda f, by, id_: corresponding.share(f, id_, "Ja.", by=by, expected=1)),
    "retract": (Act.NOTE, lambda f, by, id_: corresponding.retract(f, id_, "Ja.", by=by, expected=1)),
    "hear about": (Act.ASK, lambda f, by, id_: corresponding.note(f, replace(OUTSIDE, concerns=id_), by)),
}
PEOPLE: dict[str, Guess] = {
    "assign them": (Act.ASSIGN, lambda f, by, id_: assigning.assign(f, A, id_, by)),
    "unassign them": (Act.ASSIGN, lambda f, by, id_: assigning.unassign(f, A, id_, by)),
    "abstain for them": (Act.ABSTAIN, lambda f, by, id_: assigning.abstain(f, A, id_, reason="Syg.", by=by, expected=1)),
    "judge them": (Act.JUDGE_IMPARTIALITY, lambda f, by, id_: declaring.judge(f, A, id_, None, reason="Ja.", by=by, expected=1)),
    "change them": (Act.MANAGE_PEOPLE, lambda f, by, id_: people.change(f, by, id_, roles={R}, active=True, expected=1)),
}
# fmt: on
EVERY = APPLICATIONS | FILES | EXCHANGES | PEOPLE
OF_FILES = RULES[Act.READ_ORIGINALS].roles | RULES[Act.RECEIVE].roles
"""Who may open some file: which, depends on whether it lies beside an application."""
ABLE = {
    "put a file": RULES[Act.CORRECT].roles | RULES[Act.RECEIVE].roles,
    "file": OF_FILES,
    "page": OF_FILES,
    "message": OF_FILES,
}


@pytest.fixture(scope="module")
def phases(tmp_path_factory) -> Iterator:
    """The round in each of its phases."""
    with worlds(tmp_path_factory.mktemp("guessed")) as found:
        yield found


def told(world, by, guess, id_, tie=""):
    """What somebody is told of an id, as what kind of refusal; None where it was done."""
    world.put_back()
    if tie:
        world.become(by, as_far_as=w.GIVEN if by.has(R) else w.FREE, declared=tie)
    try:
        guess[1](world.workflow, by, id_)
    except AssessmentError as refusal:
        return type(refusal), str(refusal)
    return None


@pytest.mark.parametrize("name", EVERY)
def test_whoever_may_not_is_told_the_same_of_every_id(phases, name):
    world, guess = phases[Phase.ASSESSMENT], EVERY[name]
    elsewhere = FOREIGN if name in APPLICATIONS else 1
    for role in set(Role) - ABLE.get(name, RULES[guess[0]].roles):
        by = world.people[called((role,))]

        answers = {told(world, by, guess, id_) for id_ in (A, B, elsewhere, *MADE_UP)}

        assert {each[0] for each in answers} == {NotPermittedError}
        assert len(answers) == 1


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("id_", MADE_UP)
def test_an_id_that_is_made_up_is_refused_in_words(phases, name, id_):
    guess = EVERY[name]
    phase = next(each for each in reversed(Phase) if each in RULES[guess[0]].phases)
    by = phases[phase].people[called((R, L, D, M))]

    refused = told(phases[phase], by, guess, id_, w.IMPARTIAL)

    assert refused is not None
    assert refused[1]


@pytest.mark.parametrize("tie", [w.UNDECLARED, w.PENDING, w.CONFLICTED, w.SHUT_OUT])
@pytest.mark.parametrize("name", EVERY)
def test_a_refusal_names_nothing_of_what_is_closed(phases, name, tie):
    world = phases[Phase.ASSESSMENT]
    for roles in ((R,), (L,), (D,), (R, L, D, M)):
        by = world.people[called(roles)]
        for id_ in (A, FOREIGN, 999):
            answer = told(world, by, EVERY[name], id_, tie)
            assert not answer or not [each for each in NAMES if each in answer[1]], answer


UNDECLARED_TOO = {"declare", "assign", "unassign", "abstain"}
"""What needs no declaration of one's own."""
IN_THE_SAME_ROUND = {"put a file beside it", "set aside for it", "suppose other points"}
"""What is refused for being in another round, whatever one has declared there."""


@pytest.mark.parametrize("name", sorted(set(APPLICATIONS) - UNDECLARED_TOO - IN_THE_SAME_ROUND))
def test_an_application_of_another_round_is_closed_to_whoever_has_not_declared_there(phases, name):
    world = phases[Phase.ASSESSMENT]
    for roles in ((R,), (L,), (D,)):
        by = world.people[called(roles)]
        answer = told(world, by, APPLICATIONS[name], FOREIGN, w.IMPARTIAL)
        assert answer[0] is NotPermittedError


@pytest.mark.parametrize("name", sorted(IN_THE_SAME_ROUND))
def test_an_application_of_another_round_is_no_neighbour(phases, name):
    world = phases[Phase.ASSESSMENT]

    answer = told(world, world.people[called((L,))], APPLICATIONS[name], FOREIGN, w.IMPARTIAL)

    assert answer in {
        (NotFoundError, "Ansøgning nr. 4 findes ikke i runden demo."),
        (RefusedActionError, "Vælg en anden ansøgning i runden, som gælder i stedet."),
    }
