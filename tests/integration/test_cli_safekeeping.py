"""The commands that keep the work safe, from a file to another and back."""

import re
import sqlite3
from contextlib import closing

import pytest

from assessment.domain.panel.access import Phase
from tests import builders

HOLDS = re.compile(r"Loggen holder: (\d+) hændelser, den seneste med hash [0-9a-f]{64}\.\n")


@pytest.fixture
def one_application(run):
    code, _, err = run("intake", builders.SAMPLES / "01-bakkedal-kommune.docx", "--round", "demo")
    assert (code, err) == (0, "")


@pytest.mark.usefixtures("one_application")
def test_a_log_that_holds(run):
    code, out, err = run("verify")
    assert (code, err) == (0, "")
    assert HOLDS.fullmatch(out)


@pytest.mark.usefixtures("one_application")
def test_every_fault_is_told(run, database_file):
    with closing(sqlite3.connect(database_file)) as raw:
        raw.executescript(
            "DROP TRIGGER event_is_never_changed; UPDATE event SET action = 'x' WHERE id IN (1, 3)"
        )
    code, out, err = run("verify")
    assert (code, err) == (1, "")
    assert out == "".join(
        f"Hændelse nr. {number} er ændret, efter at den blev skrevet.\n" for number in (1, 3)
    )


@pytest.mark.usefixtures("one_application")
def test_a_lost_key_is_told_where_nothing_can_be_saved(run, database_file):
    database_file.with_name("runde.db.key").unlink()
    code, out, err = run("verify")
    assert (code, err) == (1, "")
    assert out.startswith("Loggens segl passer ikke til nøglen")


@pytest.mark.usefixtures("one_application")
def test_a_backup_fills_a_new_database(run, database_file, tmp_path, monkeypatch):
    copy = tmp_path / "kopi.zip"
    assert run("backup", copy)[0] == 0
    key = database_file.with_name("runde.db.key").read_text()

    monkeypatch.setenv("ASSESSMENT_DATABASE_URL", f"sqlite:///{tmp_path / 'ny.db'}")
    code, out, err = run("restore", copy)
    assert (code, out) == (1, "")
    assert "med en anden nøgle" in err

    monkeypatch.setenv("ASSESSMENT_AUDIT_KEY", key)
    assert run("restore", copy)[0] == 0
    assert HOLDS.fullmatch(run("verify")[1])
    code, out, err = run("restore", copy)
    assert (code, out) == (1, "")
    assert "er ikke tom" in err


@pytest.mark.usefixtures("one_application")
def test_a_backup_of_a_log_that_does_not_hold_is_kept_and_told(run, database_file, tmp_path):
    with closing(sqlite3.connect(database_file)) as raw:
        raw.executescript("DROP TRIGGER event_is_never_changed; UPDATE event SET action = 'x'")
    code, out, err = run("backup", tmp_path / "kopi.zip")
    assert (code, (tmp_path / "kopi.zip").exists()) == (1, True)
    assert out.startswith("Sikkerhedskopien er skrevet til")
    assert err.startswith("Men loggen holder ikke; efterprøv den med verify. Hændelse nr. 1 er")


@pytest.mark.usefixtures("one_application")
def test_an_archived_round_is_erased(run, database_file, tmp_path):
    work = builders.workflow(f"sqlite:///{database_file}", key=None)
    with closing(work.database):
        builders.at_phase(work, Phase.ARCHIVED)
    assert run("backup", tmp_path / "kopi.zip")[0] == 0
    words = ("erase", "--round", "demo", "--backup", tmp_path / "kopi.zip")

    assert run(*words)[0] == 2
    code, out, err = run(*words, "--reason", "Fristen er udløbet.")

    assert (code, err) == (0, "")
    assert out == ("Runden demo er slettet. Loggen er bevaret uden personernes oplysninger.\n")
    assert run("verify")[0] == 0
