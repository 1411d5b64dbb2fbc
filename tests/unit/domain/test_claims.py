"""What a login's token says, whoever issued it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assessment.domain.panel.claims import Claims, claims

TOKEN = {
    "iss": "https://login.example.dk",
    "sub": "a1b2",
    "aud": "ansoegninger",
    "iat": 1_795_000_000,
    "exp": 1_795_003_600,
    "nonce": "n-1",
    "email": "Anne.Holm@sbst.example",
    "email_verified": True,
    "name": "Anne Holm",
}
EXPIRES = datetime.fromtimestamp(1_795_003_600, UTC)
ANNE = Claims(
    "https://login.example.dk",
    "a1b2",
    "Anne.Holm@sbst.example",
    "Anne Holm",
    EXPIRES,
    verified=True,
    stamp=claims(TOKEN).stamp,
)


def test_a_token_says_who_and_until_when():
    assert claims(TOKEN) == ANNE
    assert not ANNE.expired(EXPIRES - timedelta(seconds=1))
    assert ANNE.expired(EXPIRES)


def test_entra_id_has_the_address_elsewhere():
    token = {name: value for name, value in TOKEN.items() if not name.startswith("email")}
    found = claims(token | {"preferred_username": "anne.holm@sbst.example"})
    assert (found.email, found.verified) == ("anne.holm@sbst.example", True)


@pytest.mark.parametrize("said", [False, "false", None, 0])
def test_an_address_that_is_not_said_to_be_verified_is_not(said):
    assert not claims(TOKEN | {"email_verified": said}).verified


@pytest.mark.parametrize("name", ["iss", "sub", "exp"])
@pytest.mark.parametrize("said", [None, ""])
def test_a_token_that_does_not_say_it_all_is_none(name, said):
    assert claims(TOKEN | {name: said}) is None


def test_no_address_is_no_address():
    assert claims(TOKEN | {"email": None}).email == ""


@pytest.mark.parametrize("name", ["iat", "nonce", "sid"])
def test_each_login_has_a_stamp_of_its_own(name):
    assert claims(TOKEN | {name: "2"}).stamp != ANNE.stamp


def test_what_is_added_to_a_token_leaves_its_stamp():
    assert claims(TOKEN | {"is_logged_in": True, "provider": "default"}) == ANNE
