"""The commands of the case file: out of one database, verified without any, and into another."""

from __future__ import annotations

import hashlib
import re

import pytest

from tests import builders
from tests.case_files import contents, packed

WRITTEN = re.compile(r"Sagsmappen er skrevet til .*sag\.zip\. Zip-filens SHA-256: ([0-9a-f]{64})\n")


@pytest.fixture
def exported(run, tmp_path):
    """The case file of a round with one application."""
    code, _, err = run("intake", builders.SAMPLES / "01-bakkedal-kommune.docx", "--round", "demo")
    assert (code, err) == (0, "")
    file = tmp_path / "sag.zip"
    code, out, err = run("export", "--round", "demo", "--out", file)
    assert (code, err) == (0, "")
    assert WRITTEN.fullmatch(out)[1] == hashlib.sha256(file.read_bytes()).hexdigest()
    return file


def test_a_case_file_is_verified_without_a_database(run, exported, monkeypatch):
    monkeypatch.setenv("ASSESSMENT_DATABASE_URL", "sqlite:////findes/ikke/runde.db")
    code, out, err = run("verify", exported)
    assert (code, err) == (0, "")
    holds, sha256, limit = out.splitlines()
    assert re.fullmatch(
        r"Sagsmappen holder: \d+ filer og \d+ hændelser, \d+ af dem med indhold\.", holds
    )
    assert sha256 == f"Zip-filens SHA-256: {hashlib.sha256(exported.read_bytes()).hexdigest()}"
    assert "hændelsen “sagsmappe hentet” i loggen" in limit


def test_every_fault_of_a_case_file_is_told(run, exported, tmp_path):
    files = contents(exported) | {"runde/criteria.yaml": b"x", "runde/rangering.csv": b"x"}
    code, out, err = run("verify", packed(tmp_path / "lavet om.zip", files))
    assert (code, err) == (1, "")
    assert out == "".join(
        f"“runde/{name}” er ændret: den passer ikke til sin kontrolsum.\n"
        for name in ("criteria.yaml", "rangering.csv")
    )


def test_what_is_no_case_file_is_one_sentence(run, tmp_path):
    code, out, err = run("verify", tmp_path / "findes-ikke.zip")
    assert (code, out) == (1, "")
    assert err.startswith("Filen er ikke en sagsmappe, der kan læses.")


def test_a_case_file_fills_a_new_database(run, exported, tmp_path, monkeypatch):
    code, out, err = run("import", exported)
    assert (code, out) == (1, "")
    assert "er ikke tom" in err

    monkeypatch.setenv("ASSESSMENT_DATABASE_URL", f"sqlite:///{tmp_path / 'ny.db'}")
    code, out, err = run("import", exported)
    assert (code, err) == (0, "")
    assert out.startswith("Sagsmappen for runden demo er indlæst og efterprøvet: ")
    assert run("verify")[0] == 0
    assert "Bakkedal Kommune" in run("screen", "--round", "demo")[1]


def test_one_application_or_one_round_is_named(run, exported, tmp_path):
    code, _, err = run("export", "--application", "1", "--out", tmp_path / "en-sag.zip")
    assert (code, err) == (0, "")
    assert run("verify", tmp_path / "en-sag.zip")[0] == 0
    assert exported.exists()
    for words in ((), ("--round", "demo", "--application", "1")):
        assert run("export", *words, "--out", tmp_path / "ingen.zip")[0] == 2
    assert not (tmp_path / "ingen.zip").exists()
