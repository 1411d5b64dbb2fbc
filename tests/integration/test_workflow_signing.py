"""Logging in: whom a login stands for, and who gets no further."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assessment.domain.panel.claims import Claims
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.workflow.signing import sign_in, sign_out, signed_out

EXPIRES = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
CLAIMS = Claims(
    "https://login.example.dk",
    "a1b2",
    "Anne.Holm@sbst.example",
    "Anne H.",
    EXPIRES,
    verified=True,
    stamp="1" * 64,
)


@pytest.fixture
def installed(workflow):
    return replace(workflow, clock=lambda: EXPIRES - timedelta(minutes=30))


@pytest.fixture
def anne(installed):
    with installed.database.begin() as repository:
        return repository.add_person(
            "Anne Holm", email="anne.holm@SBST.example", roles={Role.REVIEWER}
        )


def log(workflow):
    with workflow.database.read() as reader:
        return [(each.actor, each.action, each.new) for each in reader.events()]


def set_person(workflow, person, **changes):
    with workflow.database.begin() as repository:
        repository.set_person(replace(repository.person(person.id), **changes))


def test_the_first_login_finds_a_person_by_e_mail_and_is_theirs(installed, anne):
    bound = replace(anne, subject="https://login.example.dk a1b2", version=2)

    assert sign_in(installed, CLAIMS) == bound
    assert sign_in(installed, CLAIMS) == bound
    assert log(installed) == [("Anne Holm", Action.LOGGED_IN, "https://login.example.dk")]


def test_a_known_login_stays_theirs_under_another_e_mail(installed, anne):
    sign_in(installed, CLAIMS)

    found = sign_in(installed, replace(CLAIMS, email="anne.holm.jensen@sbst.example"))
    assert found.id == anne.id


@pytest.mark.usefixtures("anne")
@pytest.mark.parametrize(
    "change", [{"subject": "another"}, {"issuer": "https://login.another.example"}]
)
def test_the_same_e_mail_under_another_login_is_a_stranger(installed, change):
    sign_in(installed, CLAIMS)

    assert sign_in(installed, replace(CLAIMS, **change)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"email": "fremmed@sbst.example"},
        {"email": ""},
        {"verified": False},
        {"expires": EXPIRES - timedelta(hours=1)},
    ],
    ids=["unknown", "no e-mail", "not verified", "expired"],
)
def test_nobody_else_gets_in_and_nothing_is_bound(installed, anne, change):
    assert sign_in(installed, replace(CLAIMS, **change)) is None
    with installed.database.read() as reader:
        assert reader.person(anne.id) == anne


@pytest.mark.usefixtures("anne")
def test_a_login_that_runs_out_is_over_for_somebody_known_too(installed):
    sign_in(installed, CLAIMS)

    assert sign_in(replace(installed, clock=lambda: EXPIRES), CLAIMS) is None


def test_whose_access_is_closed_is_out_at_once(installed, anne):
    sign_in(installed, CLAIMS)
    set_person(installed, anne, active=False)

    assert sign_in(installed, CLAIMS) is None


def test_closed_access_is_not_bound(installed, anne):
    set_person(installed, anne, active=False)

    assert sign_in(installed, CLAIMS) is None
    with installed.database.read() as reader:
        assert reader.person(anne.id).subject == ""


@pytest.mark.usefixtures("anne")
def test_a_login_that_was_ended_is_over_for_every_window(installed):
    sign_in(installed, CLAIMS)
    assert not signed_out(installed, CLAIMS)
    sign_out(installed, CLAIMS)
    sign_out(installed, CLAIMS)

    assert sign_in(installed, CLAIMS) is None
    assert signed_out(installed, CLAIMS)
    assert sign_in(installed, replace(CLAIMS, stamp="2" * 64)) is not None


@pytest.mark.usefixtures("anne")
def test_what_has_run_out_is_not_kept_in_mind(installed):
    sign_out(installed, CLAIMS)
    later = replace(installed, clock=lambda: EXPIRES)
    sign_out(later, replace(CLAIMS, stamp="2" * 64, expires=EXPIRES + timedelta(hours=1)))

    assert not signed_out(later, CLAIMS)
    assert signed_out(later, replace(CLAIMS, stamp="2" * 64))
