"""The table of role, phase and act, told whole: nobody changes it without changing this."""

import pytest

from assessment.domain.panel.access import RULES, Act, Phase, Rule, may, refusal
from assessment.domain.panel.people import Person, Role

PANEL = ("bedømmer", "projektleder", "beslutter")
EVERYBODY = tuple(Role)
FROM_RECEIVING = ("modtagelse", "vurdering", "konsensus", "indstilling", "afgjort", "arkiveret")
WHILE_OPEN = ("modtagelse", "vurdering", "konsensus", "indstilling")
ALWAYS = ("forberedelse", *FROM_RECEIVING)

TABLE = {
    Act.SEE_ROUND: (EVERYBODY, ALWAYS),
    Act.READ_APPLICATIONS: ((*PANEL, "læser"), FROM_RECEIVING),
    Act.READ_ORIGINALS: ((*PANEL, "læser"), FROM_RECEIVING),
    Act.RECEIVE: (("projektleder", "administrator"), WHILE_OPEN),
    Act.CORRECT: (("bedømmer", "projektleder"), WHILE_OPEN),
    Act.CHOOSE_VERSION: (("projektleder",), WHILE_OPEN),
    Act.DECLARE: (PANEL, WHILE_OPEN),
    Act.JUDGE_IMPARTIALITY: (("projektleder", "beslutter"), WHILE_OPEN),
    Act.ASSIGN: (("projektleder",), ("modtagelse", "vurdering")),
    Act.CHECK: (("bedømmer", "projektleder"), WHILE_OPEN),
    Act.CONFIRM_CHECK: (("bedømmer", "projektleder"), WHILE_OPEN),
    Act.SCORE: (("bedømmer",), ("vurdering",)),
    Act.ABSTAIN: (("bedømmer", "projektleder"), WHILE_OPEN),
    Act.AGREE: (("bedømmer", "projektleder"), ("konsensus",)),
    Act.ASK: (("projektleder",), WHILE_OPEN),
    Act.NOTE: (PANEL, (*WHILE_OPEN, "afgjort")),
    Act.SEE_RANKING: ((*PANEL, "læser"), FROM_RECEIVING),
    Act.SAVE_SCENARIO: (("projektleder",), ("vurdering", "konsensus", "indstilling")),
    Act.RECOMMEND: (("projektleder",), ("indstilling",)),
    Act.DECIDE: (("beslutter",), ("indstilling",)),
    Act.WRITE_NOTES: ((*PANEL, "læser"), FROM_RECEIVING),
    Act.WRITE_LETTERS: (("projektleder",), (*WHILE_OPEN, "afgjort")),
    Act.FOLLOW_UP: (("projektleder",), ("afgjort", "arkiveret")),
    Act.EXPORT: (("projektleder", "læser"), FROM_RECEIVING),
    Act.SEE_LOG: (("projektleder", "læser"), ALWAYS),
    Act.MOVE: (("projektleder",), ("forberedelse", *WHILE_OPEN, "afgjort")),
    Act.OPEN_ROUND: (("projektleder", "administrator"), ("forberedelse",)),
    Act.ARCHIVE: (("projektleder", "administrator"), ("afgjort",)),
    Act.SEE_PEOPLE: (EVERYBODY, ALWAYS),
    Act.MANAGE_PEOPLE: (("projektleder", "administrator"), ALWAYS),
    Act.VERIFY: (("projektleder", "læser", "administrator"), ALWAYS),
    Act.SAFEKEEP: (("administrator",), ALWAYS),
    Act.ERASE: (("administrator",), ("arkiveret",)),
}


def somebody(*roles, active=True):
    return Person(1, "Anne Holm", roles=frozenset(map(Role, roles)), active=active)


def test_the_table_is_this_and_no_other():
    assert {
        act: Rule(frozenset(map(Role, roles)), frozenset(map(Phase, phases)))
        for act, (roles, phases) in TABLE.items()
    } == RULES
    assert set(RULES) == set(Act)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("phase", Phase)
def test_every_role_may_in_every_phase_what_the_table_says(act, phase):
    roles, phases = TABLE[act]
    expected = {role for role in Role if role in roles and phase in phases}

    assert {role for role in Role if may(somebody(role), act, phase)} == expected


@pytest.mark.parametrize("act", Act)
def test_without_a_phase_the_role_alone_counts(act):
    assert {role for role in Role if may(somebody(role), act)} == set(map(Role, TABLE[act][0]))


def test_several_roles_may_what_one_of_them_may():
    both = somebody("bedømmer", "administrator")

    for act in Act:
        for phase in Phase:
            alone = (may(somebody(role), act, phase) for role in both.roles)
            assert may(both, act, phase) is any(alone)


@pytest.mark.parametrize("act", Act)
def test_whose_access_is_closed_may_nothing_whatever_their_roles(act):
    assert refusal(somebody(*Role, active=False), act) == (
        "Din adgang er lukket. Bed projektlederen om at åbne den igen."
    )


@pytest.mark.parametrize("act", Act)
def test_without_a_role_one_may_nothing(act):
    assert not may(somebody(), act)


@pytest.mark.parametrize(
    ("roles", "act", "phase", "sentence"),
    [
        (
            ("bedømmer",),
            Act.RECOMMEND,
            Phase.RECOMMENDATION,
            "Du må ikke indstille; det kræver rollen projektleder. Tal med projektlederen.",
        ),
        (
            ("læser",),
            Act.CHECK,
            None,
            "Du må ikke afgøre den formelle prøvning; det kræver rollen bedømmer eller projektleder. Tal med projektlederen.",
        ),
        (
            ("projektleder",),
            Act.DECIDE,
            Phase.RECOMMENDATION,
            "Du må ikke træffe afgørelse; det kræver rollen beslutter.",
        ),
        (
            ("bedømmer",),
            Act.SCORE,
            Phase.CONSENSUS,
            "Runden er i fasen konsensus, og der kan man ikke vurdere ansøgninger. Det hører til vurdering.",
        ),
        (
            ("projektleder",),
            Act.ASSIGN,
            Phase.DECIDED,
            "Runden er i fasen afgjort, og der kan man ikke fordele ansøgninger. Det hører til modtagelse og vurdering.",
        ),
        (("projektleder",), Act.ASSIGN, Phase.ASSESSMENT, None),
    ],
)
def test_a_refusal_says_what_it_takes(roles, act, phase, sentence):
    assert refusal(somebody(*roles), act, phase) == sentence


def test_spans_name_one_or_two_phases_and_of_more_the_first_and_the_last():
    assert [RULES[act].span for act in (Act.SCORE, Act.FOLLOW_UP, Act.ASSIGN, Act.SEE_LOG)] == [
        "vurdering",
        "afgjort og arkiveret",
        "modtagelse og vurdering",
        "alle faser",
    ]
