"""The composition root: from the environment to one workflow."""

import hashlib
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest

from assessment import bootstrap
from assessment.bootstrap import Login, Settings
from assessment.errors import CriteriaFileError, SettingsError, StorageError
from assessment.workflow import people
from assessment.workflow.cases import round_cases
from tests import builders

RULES = builders.ROOT / "criteria.yaml"


def test_without_settings_the_data_lies_in_the_users_own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))

    own = tmp_path / ".local" / "share" / "assessment" / "assessment.sqlite3"
    assert bootstrap.settings({}) == Settings(f"sqlite:///{own}", RULES)


def test_the_environment_sets_database_and_rule_file():
    environ = {
        "ASSESSMENT_DATABASE_URL": "sqlite:///a.db",
        "ASSESSMENT_CRITERIA": "andre.yaml",
        "ASSESSMENT_AUDIT_KEY": "n" * 32,
    }

    chosen = bootstrap.settings(environ)
    assert (chosen.database_url, chosen.criteria, chosen.audit_key) == (
        "sqlite:///a.db",
        Path("andre.yaml"),
        "n" * 32,
    )


def test_the_data_folder_follows_the_desktops_standard():
    environ = {"XDG_DATA_HOME": "/data æøå", "ASSESSMENT_DATABASE_URL": ""}

    assert bootstrap.settings(environ).database_url == (
        "sqlite:////data æøå/assessment/assessment.sqlite3"
    )


def test_the_default_database_can_be_opened(tmp_path):
    chosen = bootstrap.settings({"XDG_DATA_HOME": str(tmp_path / "data 100 % æøå")})

    with closing(bootstrap.workflow(chosen).database):
        assert (tmp_path / "data 100 % æøå" / "assessment" / "assessment.sqlite3").exists()


def test_a_workflow_has_the_rule_file_a_database_and_the_time():
    workflow = bootstrap.workflow(Settings("sqlite://", RULES))

    with closing(workflow.database):
        assert workflow.scheme == builders.cti_scheme()
        assert round_cases(workflow, "demo", people.operator(workflow)).cases == ()
        assert workflow.clock().tzinfo is UTC


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_fingerprint_of_the_rules_is_that_of_the_file(tmp_path, ending):
    file = tmp_path / "criteria.yaml"
    file.write_bytes(builders.CRITERIA.replace("\n", ending).encode())

    workflow = bootstrap.workflow(Settings("sqlite://", file))

    with closing(workflow.database):
        expected = hashlib.sha256(file.read_bytes()).hexdigest()
        assert round_cases(workflow, "demo", people.operator(workflow)).criteria_sha256 == expected
        assert workflow.scheme == builders.cti_scheme()


@pytest.mark.parametrize("content", [b"id: [", b"title: \xe6", None], ids=["yaml", "utf-8", "none"])
def test_a_wrong_rule_file_is_refused_before_a_database_is_made(tmp_path, content):
    file, data = tmp_path / "criteria.yaml", tmp_path / "runde.db"
    if content:
        file.write_bytes(content)

    with pytest.raises(CriteriaFileError, match=r"^criteria\.yaml:"):
        bootstrap.workflow(Settings(f"sqlite:///{data}", file))
    assert not data.exists()


def test_a_database_that_cannot_be_used_is_refused(tmp_path):
    with pytest.raises(StorageError):
        bootstrap.workflow(Settings(f"sqlite:///{tmp_path}", RULES))


LOGIN = {
    "ASSESSMENT_OIDC_METADATA_URL": "https://login.example.dk/.well-known/openid-configuration",
    "ASSESSMENT_OIDC_CLIENT_ID": "ansoegninger",
    "ASSESSMENT_OIDC_CLIENT_SECRET": "hemmelig",
    "ASSESSMENT_COOKIE_SECRET": "k" * 32,
    "ASSESSMENT_PUBLIC_URL": "https://ansoegninger.example.dk/",
}


def test_without_login_settings_the_installation_is_local():
    assert bootstrap.login({}) is None
    assert bootstrap.login(dict.fromkeys(LOGIN, " ")) is None


def test_the_environment_sets_the_login():
    assert bootstrap.login(LOGIN) == Login(
        "https://login.example.dk/.well-known/openid-configuration",
        "ansoegninger",
        "hemmelig",
        "k" * 32,
        "https://ansoegninger.example.dk",
    )


@pytest.mark.parametrize("missing", LOGIN)
def test_half_a_login_is_refused_and_what_is_missing_named(missing):
    with pytest.raises(SettingsError, match=f"halvt sat op: {missing} mangler"):
        bootstrap.login(LOGIN | {missing: ""})


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ASSESSMENT_COOKIE_SECRET", "k" * 31, "for kort. Brug mindst 32"),
        ("ASSESSMENT_PUBLIC_URL", "http://ansoegninger.example.dk", "begynder med https://"),
        ("ASSESSMENT_PUBLIC_URL", "ansoegninger.example.dk", "begynder med https://"),
        ("ASSESSMENT_PUBLIC_URL", "https://example.dk/ansoegninger", "uden sti"),
        ("ASSESSMENT_PUBLIC_URL", "https://example.dk?a=b", "uden sti"),
        ("ASSESSMENT_OIDC_METADATA_URL", "http://login.example.dk/", "begynder med https://"),
        ("ASSESSMENT_OIDC_METADATA_URL", "http://127.0.0.1.example.dk/", "begynder med https://"),
    ],
)
def test_a_login_that_would_not_be_safe_is_refused(name, value, sentence):
    with pytest.raises(SettingsError, match=f"^{name} .*{sentence}"):
        bootstrap.login(LOGIN | {name: value})


@pytest.mark.parametrize("host", ["127.0.0.1:9400", "localhost:9400", "[::1]:9400"])
def test_on_this_machine_a_login_may_go_without_tls(host):
    chosen = bootstrap.login(LOGIN | {"ASSESSMENT_PUBLIC_URL": f"http://{host}"})

    assert chosen.public_url == f"http://{host}"
    assert not chosen.secure


def test_secrets_are_not_shown():
    shown = repr(bootstrap.login(LOGIN | {"ASSESSMENT_OIDC_CLIENT_SECRET": "hemmelig"}))

    assert "hemmelig" not in shown
    assert "kkk" not in shown
