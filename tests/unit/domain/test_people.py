"""Who takes part: what roles somebody has, and whether they influence the outcome."""

import pytest

from assessment.domain.panel.people import Person, Role

ALL = frozenset(Role)


def test_somebody_has_a_role_where_they_have_one_of_those_named():
    both = Person(1, "Anne Holm", roles=frozenset({Role.REVIEWER, Role.LEAD}))

    assert [role for role in Role if both.has(role)] == [Role.REVIEWER, Role.LEAD]
    assert both.has(Role.READER, Role.LEAD)
    assert not both.has(Role.READER, Role.ADMINISTRATOR)
    assert not both.has()


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((), False),
        ((Role.READER, Role.ADMINISTRATOR), False),
        ((Role.REVIEWER,), True),
        ((Role.LEAD,), True),
        ((Role.DECIDER,), True),
        ((Role.READER, Role.DECIDER), True),
    ],
)
def test_whoever_influences_the_outcome_takes_part(roles, expected):
    assert Person(1, "Anne Holm", roles=frozenset(roles)).takes_part is expected


def test_roles_are_the_words_of_the_office():
    assert [*Role] == ["bedømmer", "projektleder", "beslutter", "læser", "administrator"]
