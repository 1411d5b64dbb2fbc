"""Impartiality: declared, decided by somebody else, and what it opens and closes."""

from dataclasses import replace

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import (
    Applicant,
    Closure,
    Declaration,
    Ground,
    Judgement,
    Scope,
    Stance,
)
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.workflow import applications, declaring, people
from assessment.workflow.cases import round_cases
from tests import builders

WHY = {"grounds": (Ground.FAMILY, Ground.OTHER), "text": " Min søster er ansat. \n"}


@pytest.fixture
def round_(workflow):
    """A workflow with two applications, 1 and 2."""
    builders.received(workflow, "01", "02")
    return workflow


@pytest.fixture
def lead(round_):
    """Who leads, and is impartial towards all."""
    lead = people.join(round_, "Ida Lind", {Role.LEAD})
    builders.impartial(round_, lead)
    return lead


@pytest.fixture
def anne(round_):
    return builders.reviewer(round_)


def declare(workflow, by, stance=Stance.DOUBT, application=1, expected=0, **why):
    given = {} if stance is Stance.IMPARTIAL else WHY
    return declaring.declare(workflow, application, stance, by=by, expected=expected, **given | why)


def judge(workflow, by, person, scope, *, application=1, expected=1, reason="Nær familie."):
    return declaring.judge(
        workflow, application, person.id, scope, reason=reason, by=by, expected=expected
    )


def opened(workflow, by):
    """The ids that are open to somebody, and what the others are closed for."""
    found = round_cases(workflow, "demo", by)
    return [case.id for case in found.cases], [each.why for each in found.closed]


def log(workflow, action):
    return [
        (each.actor, each.application, each.subject, each.old, each.new)
        for each in builders.events(workflow)
        if each.action is action
    ]


def refusal(kind, action, *args, **kwargs):
    with pytest.raises(kind) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def test_only_names_are_told_before_one_has_declared(round_, anne):
    assert declaring.applicants(round_, "demo", anne) == (
        Applicant(1, "Bakkedal Kommune", None),
        Applicant(2, "Lyngmose Kommune", None),
    )
    assert opened(round_, anne) == ([], [Closure.UNDECLARED] * 2)


def test_one_declares_oneself_impartial_towards_all_that_is_left(round_, anne):
    one = declare(round_, anne, Stance.IMPARTIAL)

    assert declaring.declare_impartial(round_, "demo", anne) == 1
    assert declaring.declare_impartial(round_, "demo", anne) == 0

    two = declaring.applicants(round_, "demo", anne)[1].declaration
    assert one == Declaration(1, anne, Stance.IMPARTIAL, (), "", one.at, version=1)
    assert two == replace(one, application=2, at=two.at)
    assert opened(round_, anne) == ([1, 2], [])
    assert log(round_, Action.DECLARED) == [
        ("Anne Holm", 2, "Anne Holm", "", "habil"),
        ("Anne Holm", 1, "Anne Holm", "", "habil"),
    ]


def test_a_doubt_closes_the_round_until_somebody_else_has_decided(round_, anne, lead):
    declaring.declare_impartial(round_, "demo", anne)

    made = declare(round_, anne, expected=1)

    assert made == Declaration(
        1, anne, Stance.DOUBT, WHY["grounds"], "Min søster er ansat.", made.at, version=2
    )
    assert opened(round_, anne) == ([], [Closure.PENDING] * 2)
    assert log(round_, Action.DECLARED)[0] == (
        "Anne Holm",
        1,
        "Anne Holm",
        "habil",
        f"tvivl: {'; '.join(WHY['grounds'])} Min søster er ansat.",
    )
    assert declaring.undecided(round_, "demo", lead) == (made,)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (None, ("habil efter afgørelse", [1, 2], [])),
        (Scope.APPLICATION, ("inhabil for ansøgningen", [2], [Closure.CONFLICTED])),
        (Scope.ROUND, ("inhabil for hele runden", [], [Closure.CONFLICTED] * 2)),
    ],
)
def test_a_decision_says_how_far_it_reaches(round_, anne, lead, scope, expected):
    declaring.declare_impartial(round_, "demo", anne)
    doubt = declare(round_, anne, expected=1)

    made = judge(round_, lead, anne, scope, expected=2, reason=" Nær familie. ")

    judgement = Judgement(scope, "Nær familie.", "Ida Lind", made.judgement.at)
    assert made == replace(doubt, judgement=judgement, version=3)
    assert (made.words, *opened(round_, anne)) == expected
    assert log(round_, Action.IMPARTIALITY_JUDGED) == [
        ("Ida Lind", 1, "Anne Holm", "tvivl, afventer afgørelse", f"{made.words}: Nær familie.")
    ]


def test_a_decision_can_be_made_anew(round_, anne, lead):
    declare(round_, anne)
    judge(round_, lead, anne, Scope.ROUND)

    judge(round_, lead, anne, None, expected=2, reason="Ligger langt tilbage.")

    assert opened(round_, anne) == ([1], [Closure.UNDECLARED])
    assert [each[3] for each in log(round_, Action.IMPARTIALITY_JUDGED)] == [
        "inhabil for hele runden",
        "tvivl, afventer afgørelse",
    ]


@pytest.mark.parametrize("decided", [False, True])
def test_nobody_declares_themselves_out_of_a_doubt_or_a_decision(round_, anne, lead, decided):
    declare(round_, anne)
    if decided:
        judge(round_, lead, anne, Scope.ROUND)
    before = opened(round_, anne)

    told = refusal(
        RefusedActionError, declare, round_, anne, Stance.IMPARTIAL, expected=1 + decided
    )

    assert told.startswith("Du har oplyst om inhabilitet eller tvivl")
    assert declaring.declare_impartial(round_, "demo", anne) == 1
    assert opened(round_, anne) == before


def test_a_new_doubt_waits_for_a_decision_again(round_, anne, lead):
    declare(round_, anne)
    judge(round_, lead, anne, None)

    declare(round_, anne, Stance.CONFLICTED, expected=2, text="Nu er hun leder.")

    assert opened(round_, anne) == ([], [Closure.PENDING] * 2)


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ({"grounds": ()}, "Vælg mindst én grund efter forvaltningsloven § 3."),
        ({"text": " "}, "Skriv kort, hvad inhabiliteten eller tvivlen skyldes."),
    ],
)
def test_a_doubt_needs_a_ground_and_a_word(round_, anne, why, sentence):
    assert refusal(RefusedActionError, declare, round_, anne, **why) == sentence
    assert declaring.applicants(round_, "demo", anne)[0].declaration is None


# --- who decides ----------------------------------------------------------------------------------


def test_nobody_decides_their_own(round_, lead):
    declare(round_, lead, expected=1)
    told = refusal(NotPermittedError, judge, round_, lead, lead, None, expected=2)

    assert told.startswith("Runden er lukket for dig: din habilitet er ikke afgjort.")


def test_not_even_once_it_is_decided(round_, lead):
    karin = builders.decider(round_)
    builders.impartial(round_, karin)
    declare(round_, lead, expected=1)
    judge(round_, karin, lead, None, expected=2)

    assert refusal(RefusedActionError, judge, round_, lead, lead, None, expected=3) == (
        "Du kan ikke afgøre din egen habilitet; det skal en anden gøre."
    )


def test_two_in_doubt_cannot_decide_for_each_other(round_, lead):
    karin = builders.decider(round_)
    declare(round_, karin)
    declare(round_, lead, application=2, expected=1)

    for by, person, application, version in ((karin, lead, 2, 2), (lead, karin, 1, 1)):
        told = refusal(
            NotPermittedError,
            judge,
            round_,
            by,
            person,
            None,
            application=application,
            expected=version,
        )
        assert told.startswith("Runden er lukket for dig")
    assert declaring.judges(round_, "demo", lead) == ("Lone Vestergaard",)


def test_whoever_is_conflicted_or_has_not_declared_decides_nothing_of_it(round_, anne, lead):
    karin = builders.decider(round_)
    declare(round_, anne)

    assert declaring.undecided(round_, "demo", karin) == ()
    assert refusal(NotPermittedError, judge, round_, karin, anne, None) == (
        "Ansøgningen er lukket for dig: du har ikke erklæret din habilitet. Erklær den på siden "
        "Habilitet."
    )

    declare(round_, lead, expected=1)
    builders.impartial(round_, karin)
    judge(round_, karin, lead, Scope.APPLICATION, expected=2)

    assert declaring.undecided(round_, "demo", lead) == ()
    assert refusal(NotPermittedError, judge, round_, lead, anne, None).startswith(
        "Ansøgningen er lukket for dig: du er inhabil."
    )


def test_a_reviewer_decides_nothing(round_, anne, lead):
    declare(round_, lead, expected=1)
    builders.impartial(round_, anne)

    for action in (
        lambda: declaring.undecided(round_, "demo", anne),
        lambda: judge(round_, anne, lead, None, expected=2),
    ):
        assert refusal(NotPermittedError, action).startswith("Du må ikke afgøre habilitet")


def test_what_nobody_declared_cannot_be_decided(round_, anne, lead):
    assert refusal(NotFoundError, judge, round_, lead, anne, None, expected=0) == (
        "Personen har ikke erklæret noget om ansøgningen; genindlæs siden."
    )
    builders.impartial(round_, anne)
    assert refusal(RefusedActionError, judge, round_, lead, anne, None) == (
        "Anne Holm har erklæret sig habil, så der er intet at afgøre."
    )


# --- two at once ----------------------------------------------------------------------------------


def test_a_decision_on_what_has_changed_is_shown_the_change(round_, anne, lead):
    declare(round_, anne)
    changed = declare(round_, anne, Stance.CONFLICTED, expected=1)

    with pytest.raises(ConflictError) as conflict:
        judge(round_, lead, anne, None)

    assert (str(conflict.value), conflict.value.theirs) == (
        (
            "Anne Holm har gemt sin erklæring, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der "
            "skal stå."
        ),
        changed,
    )
    assert opened(round_, anne) == ([], [Closure.PENDING] * 2)


def test_a_declaration_over_a_decision_is_shown_the_decision(round_, anne, lead):
    declare(round_, anne)
    decided = judge(round_, lead, anne, Scope.ROUND)

    with pytest.raises(ConflictError) as conflict:
        declare(round_, anne, Stance.CONFLICTED, expected=1)

    assert (str(conflict.value), conflict.value.theirs) == (
        (
            "Ida Lind har gemt en afgørelse af din habilitet, mens du skrev. Dit er ikke gemt endnu: "
            "vælg, hvad der skal stå."
        ),
        decided,
    )


# --- what it does to what was done ----------------------------------------------------------------


def test_the_points_of_somebody_in_doubt_do_not_count_until_it_is_decided(round_, anne, lead):
    bo = builders.reviewer(round_, "Bo Lund")
    builders.assigned(round_, 1, anne, bo)
    builders.scored(round_, 1, anne, points=5)
    builders.scored(round_, 1, bo, points=1)
    assert total(round_, lead) == 3

    declare(round_, anne, application=2, expected=1)
    assert total(round_, lead) == 1

    judge(round_, lead, anne, None, application=2, expected=2)
    assert total(round_, lead) == 3

    judge(round_, lead, anne, Scope.ROUND, application=2, expected=3)
    assert total(round_, lead) == 1


def total(workflow, by):
    case = round_cases(workflow, "demo", by).case(1)
    return case.marks.total(case.scheme.weights)


def test_a_conflict_binds_even_without_a_role_that_takes_part(round_, anne, lead):
    boss = builders.lead(round_)
    declare(round_, anne)
    judge(round_, lead, anne, Scope.APPLICATION)

    people.change(round_, boss, anne.id, roles={Role.READER}, active=True, expected=1)

    assert opened(round_, anne) == ([2], [Closure.CONFLICTED])
    assert refusal(NotPermittedError, applications.original, round_, 1, anne) == (
        "Ansøgningen er lukket for dig: du er inhabil. Du kan ikke deltage i behandlingen."
    )


def test_ties_are_told_in_the_log_to_whoever_may_judge_them(round_, anne, lead):
    karin, reader = builders.decider(round_), builders.auditor(round_)
    bo = builders.reviewer(round_, "Bo Lund")
    builders.impartial(round_, bo, karin)
    declare(round_, anne)
    judge(round_, lead, anne, Scope.APPLICATION)

    def ties(events):
        return [each.new for each in events if each.action in PERSONAL]

    whole = [
        "inhabil for ansøgningen: Nær familie.",
        ties(applications.log(round_, "demo", lead))[1],
    ]
    assert "Min søster" in whole[1]
    assert ties(applications.history(round_, 1, karin)) == whole
    assert ties(applications.history(round_, 1, bo)) == ["inhabil for ansøgningen", "tvivl"]
    assert ties(applications.log(round_, "demo", reader)) == ["inhabil for ansøgningen", "tvivl"]


PERSONAL = {Action.DECLARED, Action.IMPARTIALITY_JUDGED}


def test_nothing_is_declared_before_or_after_the_round_is_open(round_, anne):
    for phase in (Phase.PREPARATION, Phase.DECIDED, Phase.ARCHIVED):
        builders.at_phase(round_, phase)
        assert refusal(NotPermittedError, declare, round_, anne) == (
            f"Runden er i fasen {phase}, og der kan man ikke erklære habilitet. Det hører til "
            "modtagelse til indstilling."
        )
