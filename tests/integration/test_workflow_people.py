"""Who is let in: joining, adding, changing, and how it counts from the next call."""

import pytest

from assessment.domain.panel.people import Person, Role
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.workflow import people
from assessment.workflow.cases import round_cases
from tests import builders

R, L, D, X, M = Role.REVIEWER, Role.LEAD, Role.DECIDER, Role.READER, Role.ADMINISTRATOR
OWN = "Du kan ikke ændre din egen adgang. Bed en anden om det."


@pytest.fixture
def boss(workflow):
    """Who administers and leads."""
    return builders.lead(workflow)


@pytest.fixture
def anne(workflow, boss):
    """Somebody who was let in as a reviewer."""
    return add(workflow, boss)


def add(workflow, by, name="Anne Holm", email="Anne@SBST.example", roles=(R,)):
    return people.add(workflow, by, name=name, email=email, roles=roles)


def change(workflow, by, person, roles=None, *, active=True, expected=None):
    roles = person.roles if roles is None else roles
    expected = person.version if expected is None else expected
    return people.change(workflow, by, person.id, roles=roles, active=active, expected=expected)


def log(workflow, *actions):
    return [
        (each.actor, each.action, each.subject, each.old, each.new)
        for each in builders.events(workflow)
        if each.action in actions
    ]


def refusal(kind, action, *args, **kwargs):
    with pytest.raises(kind) as refused:
        action(*args, **kwargs)
    assert type(refused.value) is kind
    return str(refused.value)


# --- joining on one machine -----------------------------------------------------------------------


def test_a_name_that_is_typed_joins_once_with_the_roles_of_a_lone_machine(workflow):
    first = people.join(workflow, "  Anne \n Holm ")
    again = people.join(workflow, "anne holm")

    assert first == Person(first.id, "Anne Holm", roles=people.LOCAL_ROLES)
    assert again == first
    assert people.people(workflow) == (first,)
    assert log(workflow, Action.PERSON_ADDED) == [
        (
            "Anne Holm",
            Action.PERSON_ADDED,
            "Anne Holm",
            "",
            "bedømmer, projektleder, beslutter og administrator",
        )
    ]


def test_letters_are_the_same_however_they_are_composed(workflow):
    assert people.join(workflow, "A\u030ase Ærø") == people.join(workflow, "Åse Ærø")


@pytest.mark.parametrize("name", ["kommandolinjen", " Kommandolinjen "])
def test_nobody_joins_under_the_command_lines_name(workflow, name):
    assert refusal(RefusedActionError, people.join, workflow, name) == (
        "“kommandolinjen” er ikke et navn. Skriv dit eget."
    )


def test_the_command_line_takes_no_part(workflow):
    operator = people.operator(workflow)

    assert people.operator(workflow) == operator
    assert (operator.name, operator.roles) == ("kommandolinjen", frozenset({M, X}))


def test_nobody_new_joins_by_typing_a_name_where_people_log_in(workflow, anne):
    with workflow.database.begin() as repository:
        logged_in = Person(anne.id, anne.name, anne.email, "issuer 17", anne.roles, version=2)
        repository.set_person(logged_in)

    assert refusal(NotPermittedError, people.join, workflow, "Bo Lund") == (
        "Her får man adgang ved login. Bed projektlederen om adgang."
    )
    assert people.join(workflow, "Anne Holm") == logged_in
    assert people.operator(workflow).name == "kommandolinjen"


# --- letting in -----------------------------------------------------------------------------------


def test_somebody_is_let_in_with_the_roles_they_are_given(workflow, boss):
    anne = add(workflow, boss, roles=[X, R])

    assert anne == Person(
        anne.id, "Anne Holm", "anne@sbst.example", roles=frozenset({R, X}), version=1
    )
    assert people.everybody(workflow, anne) == (anne, boss)
    assert log(workflow, Action.PERSON_ADDED)[0] == (
        "Lone Vestergaard",
        Action.PERSON_ADDED,
        "Anne Holm",
        "",
        "bedømmer og læser",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": "anne"}, "Skriv den e-mail, som personen logger ind med."),
        ({"name": " \n"}, "Skriv et navn."),
        (
            {"name": "Anne 010190-1234"},
            "Teksten rummer et tal, der ligner et CPR-nummer. Slet det, før du gemmer.",
        ),
        ({"roles": ()}, "Vælg mindst én rolle."),
        (
            {"name": "LONE vestergaard"},
            "Navnet “LONE vestergaard” er allerede på listen. Tilføj noget, der skelner.",
        ),
        (
            {"name": "Kommandolinjen"},
            "Navnet “Kommandolinjen” er allerede på listen. Tilføj noget, der skelner.",
        ),
    ],
    ids=[
        "no e-mail",
        "no name",
        "a number",
        "no role",
        "taken in other letters",
        "the command line's",
    ],
)
def test_who_cannot_be_let_in_is_told_why(workflow, boss, change, sentence):
    given = {"name": "Anne Holm", "email": "anne@sbst.example", "roles": (R,)} | change

    assert refusal(RefusedActionError, people.add, workflow, boss, **given) == sentence
    assert people.people(workflow) == (boss,)


def test_an_e_mail_is_one_persons(workflow, boss, anne):
    assert refusal(
        RefusedActionError, add, workflow, boss, "Bo Lund", " ANNE@sbst.example"
    ).startswith("E-mailen")
    assert people.people(workflow) == (anne, boss)


def test_only_an_administrator_makes_one(workflow, boss):
    lead = add(workflow, boss, "Ida Lind", "ida@sbst.example", [L])

    assert refusal(NotPermittedError, add, workflow, lead, roles=[M]) == (
        "Kun en administrator kan give eller tage rollen administrator."
    )
    assert add(workflow, boss, roles=[M]).roles == {M}


# --- changing -------------------------------------------------------------------------------------


def test_other_roles_count_from_the_next_call(workflow, boss, anne):
    builders.received(workflow, "01")
    builders.impartial(workflow, anne)
    assert len(round_cases(workflow, "demo", anne).cases) == 1

    changed = change(workflow, boss, anne, {M})

    assert changed == Person(anne.id, anne.name, anne.email, roles=frozenset({M}), version=2)
    assert round_cases(workflow, "demo", anne).cases == ()
    assert log(workflow, Action.PERSON_CHANGED) == [
        (boss.name, Action.PERSON_CHANGED, "Anne Holm", "bedømmer", "administrator")
    ]


def test_whose_access_is_closed_is_refused_at_the_next_call_until_it_is_opened(
    workflow, boss, anne
):
    closed = change(workflow, boss, anne, active=False)

    assert refusal(NotPermittedError, round_cases, workflow, "demo", anne) == (
        "Din adgang er lukket. Bed projektlederen om at åbne den igen."
    )

    opened = change(workflow, boss, closed)

    assert opened.active
    assert round_cases(workflow, "demo", anne).cases == ()
    assert [each[3:] for each in log(workflow, Action.PERSON_CHANGED)] == [
        ("bedømmer (adgang lukket)", "bedømmer"),
        ("bedømmer", "bedømmer (adgang lukket)"),
    ]


def test_without_roles_one_sees_nothing(workflow, boss, anne):
    change(workflow, boss, anne, ())

    assert refusal(NotPermittedError, round_cases, workflow, "demo", anne).startswith(
        "Du må ikke se runden"
    )
    assert refusal(NotPermittedError, people.everybody, workflow, anne).startswith(
        "Du må ikke se deltagerne"
    )


def test_nobody_changes_their_own_access(workflow, boss):
    """A lead who reviews would see what is hidden by laying the role down for a moment."""
    both = add(workflow, boss, "Ida Lind", "ida@sbst.example", [L, R])

    assert refusal(NotPermittedError, change, workflow, both, both, {L}) == OWN
    assert refusal(NotPermittedError, change, workflow, boss, boss, active=False) == OWN
    assert people.named(workflow, "ida lind") == both


def test_only_an_administrator_unmakes_one_or_closes_the_access_of_one(workflow, boss):
    lead = add(workflow, boss, "Ida Lind", "ida@sbst.example", [L])
    other = add(workflow, boss, "Mads Bo", "mads@sbst.example", [M])
    sentence = "Kun en administrator kan give eller tage rollen administrator."

    assert refusal(NotPermittedError, change, workflow, lead, other, {X}) == sentence
    assert refusal(NotPermittedError, change, workflow, lead, other, active=False) == sentence
    assert not change(workflow, boss, other, active=False).active


def test_somebody_is_always_left_to_administer(workflow, boss):
    other = add(workflow, boss, "Mads Bo", "mads@sbst.example", [M])
    change(workflow, other, boss, {L})

    lead = people.named(workflow, boss.name)

    assert refusal(NotPermittedError, change, workflow, lead, other, {X}) == (
        "Kun en administrator kan give eller tage rollen administrator."
    )
    third = add(workflow, other, "Ny Admin", "ny@sbst.example", [M])
    change(workflow, third, other, {X})
    assert refusal(NotPermittedError, change, workflow, third, third, {X}) == OWN


def test_the_second_to_change_somebody_is_shown_the_first(workflow, boss, anne):
    first = change(workflow, boss, anne, {R, X})

    with pytest.raises(ConflictError) as conflict:
        change(workflow, boss, anne, {D})

    assert (str(conflict.value), conflict.value.theirs) == (
        (
            "En anden har gemt adgangen for Anne Holm, mens du skrev. Dit er ikke gemt endnu: vælg, "
            "hvad der skal stå."
        ),
        first,
    )
    assert people.named(workflow, "Anne Holm") == first


# --- finding --------------------------------------------------------------------------------------


def test_somebody_is_found_by_name_or_e_mail_in_any_case(workflow, boss, anne):
    assert [people.named(workflow, text) for text in ("ANNE holm", " anne@SBST.example ")] == [
        anne,
        anne,
    ]
    assert people.named(workflow, boss.name) == boss


@pytest.mark.parametrize("text", ["", "  ", "Anne", "bo@sbst.example"])
@pytest.mark.usefixtures("boss", "anne")
def test_nobody_is_found_by_anything_else(workflow, text):
    """Whoever leads has no e-mail: an empty text is not theirs."""
    assert refusal(NotFoundError, people.named, workflow, text) == (
        f"“{text.strip()}” står ikke på listen over deltagere. Se den med user list."
    )
