"""Bad input on the command line: one Danish sentence, exit code 1, nothing half-saved."""

import re
import sqlite3
from contextlib import closing

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.rounds.event import Action
from tests import builders
from tests.word_files import control, p, word_file

SAMPLE = builders.SAMPLES / "01-bakkedal-kommune.docx"
COLUMNS = "application,reviewer,aspect,points"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def kept(path):
    """How many applications are kept, and what the log says happened."""
    with closing(sqlite3.connect(path)) as raw:
        (count,) = raw.execute("SELECT count(*) FROM application").fetchone()
        return count, [action for (action,) in raw.execute("SELECT action FROM event ORDER BY id")]


OPENED = [Action.PERSON_ADDED, Action.ROUND_OPENED]
"""The command line's operator came, and the round was opened with the first file."""


@pytest.fixture
def opened(database_file):
    """The demo round in the commands' database is open and has no applications."""
    work = builders.workflow(f"sqlite:///{database_file}", key=None)
    builders.at_phase(work, Phase.RECEIVING)
    work.database.close()


# --- files that are no applications ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen er tom"),
        (b"%PDF-1.7\n", "PDF-fil"),
        ("Kære styrelse, vi søger hermed".encode(), "ren tekstfil"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "beskyttet med adgangskode"),
        (OLE + "WordDocument".encode("utf-16-le"), "gamle format"),
        (b"PK\x03\x04" + b"\x00" * 40, "Filen er beskadiget"),
        (SAMPLE.read_bytes()[:9000], "Filen er beskadiget"),
    ],
    ids=["empty", "pdf", "text", "encrypted", "doc", "broken zip", "cut short"],
)
def test_a_file_that_is_no_application_is_refused_in_one_sentence(
    run, database_file, tmp_path, content, words
):
    file = tmp_path / "ansøgning 😀.docx"
    file.write_bytes(content)

    code, out, err = run("intake", file, "--round", "demo")

    assert (code, err) == (1, "")
    refused = r"ansøgning 😀\.docx: afvist af programmet\. [A-ZÆØÅ][^\n]*\.\n"
    assert (re.fullmatch(refused, out) is None, words in out) == (False, True)
    assert kept(database_file) == (0, [*OPENED, Action.REFUSED])


def test_a_second_copy_is_no_error(run, database_file, tmp_path):
    copy = tmp_path / "kopi.docx"
    copy.write_bytes(SAMPLE.read_bytes())
    run("intake", SAMPLE, "--round", "demo")

    code, out, _ = run("intake", copy, "--round", "demo")

    assert (code, out.split(".")[1]) == (0, "docx: findes allerede")
    assert kept(database_file) == (1, [*OPENED, Action.REGISTERED])


@pytest.mark.parametrize("number", ["9" * 10_000, "1e999999999", "-5", "∞"])
def test_a_huge_number_is_read_and_checked_as_no_number(run, tmp_path, number):
    file = tmp_path / "tal.docx"
    content = [
        p(control(field, number)) for field in ("4.9.antal", "4.9.aarsvaerk", "4.10", "4.11")
    ]
    file.write_bytes(word_file(p(control("1.2", "Åmose 😀")), *content))

    assert run("intake", file, "--round", "demo")[0] == 0
    code, out, err = run("screen", "--round", "demo")

    assert (code, err) == (0, "")
    assert out.startswith("1 Åmose 😀: ")


# --- the rule file --------------------------------------------------------------------------------


def test_check_tells_every_problem_of_a_rule_file(run, tmp_path):
    wrong = tmp_path / "criteria.yaml"
    text = builders.CRITERIA.replace('weight: "1/3"', 'wieght: "1/3"')
    wrong.write_text(text, encoding="utf-8")

    code, out, err = run("check", wrong)

    problems = err.splitlines()
    assert (code, out) == (1, "")
    assert len(problems) > 3
    assert all(re.match(r"criteria\.yaml:\d+ \S+: .+", line) for line in problems)
    assert sum("wieght: ukendt nøgle" in line for line in problems) == 3


@pytest.mark.parametrize(
    "words",
    [
        ["read", SAMPLE],
        ["rank", "--round", "demo"],
        ["rank", "--scores", SAMPLE],
        ["intake", SAMPLE, "--round", "demo"],
        ["demo"],
    ],
    ids=lambda words: "-".join(map(str, words[:2])).split("/")[0],
)
def test_no_command_runs_with_a_wrong_rule_file(run, monkeypatch, database_file, tmp_path, words):
    wrong = tmp_path / "criteria.yaml"
    wrong.write_text("id: cti\ntitle: [", encoding="utf-8")
    monkeypatch.setenv("ASSESSMENT_CRITERIA", str(wrong))

    code, out, err = run(*words)

    assert (code, out) == (1, "")
    assert re.fullmatch(r"criteria\.yaml:\d+: [^\n]+\n", err)
    assert not database_file.exists()


def test_a_rule_file_that_is_not_there(run, tmp_path):
    missing = tmp_path / "væk.yaml"

    assert run("check", missing) == (1, "", f"væk.yaml: filen findes ikke ({missing})\n")


# --- the database ---------------------------------------------------------------------------------


NEEDS_DATABASE = pytest.mark.parametrize(
    "words",
    [
        ["intake", SAMPLE, "--round", "demo"],
        ["screen", "--round", "demo"],
        ["notes", "--round", "demo", "--out", "."],
        ["demo"],
    ],
    ids=lambda words: words[0],
)


@NEEDS_DATABASE
def test_a_database_that_may_only_be_read(run, monkeypatch, database_file, words):
    run("screen", "--round", "demo")
    monkeypatch.setenv(
        "ASSESSMENT_DATABASE_URL", f"sqlite:///file:{database_file}?mode=ro&uri=true"
    )

    code, out, err = run(*words)

    assert (code, out) == (1, "")
    assert re.fullmatch(r"[^\n]*giv skriveadgang[^\n]*\.\n", err)


@NEEDS_DATABASE
def test_a_database_from_a_newer_version(run, database_file, words):
    run("screen", "--round", "demo")
    with closing(sqlite3.connect(database_file)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()

    code, out, err = run(*words)

    assert (code, out) == (1, "")
    assert re.fullmatch(r"[^\n]*nyere version[^\n]*opdatér programmet[^\n]*\.\n", err)


def test_an_address_that_is_no_database(run, monkeypatch):
    monkeypatch.setenv("ASSESSMENT_DATABASE_URL", "runde.db")

    sentence = (
        "Databasens adresse kan ikke bruges; ret ASSESSMENT_DATABASE_URL til formen "
        "sqlite:///mappe/fil.db eller postgresql://bruger:kode@vært/database.\n"
    )
    assert run("screen", "--round", "demo") == (1, "", sentence)


# --- what was asked for ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["screen", "--round", "demoo"],
        ["rank", "--round", "demoo"],
        ["form", "--round", "demoo", "--out", "a.docx"],
        ["notes", "--round", "demoo", "--out", "noter"],
        ["intake", SAMPLE, "--round", "demoo"],
    ],
    ids=lambda words: words[0],
)
def test_an_unknown_round_is_named(run, monkeypatch, tmp_path, words):
    monkeypatch.chdir(tmp_path)

    assert run(*words) == (
        1,
        "",
        "Runden “demoo” findes ikke. Vælg en af: 2024-1, 2024-2, demo.\n",
    )
    assert not (tmp_path / "noter").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--weights", "1,2,3"], "Vægtene skal være 0 eller mere og give præcis 1; de giver 6."),
        (["--weights", "en"], "Vægtene “en” er ikke tal; skriv fx 0.4,0.4,0.2."),
        (["--select", "mange"], "“mange” er ikke et antal at udvælge; skriv fx 2-4."),
    ],
)
@pytest.mark.parametrize("source", ["round", "scores"])
@pytest.mark.usefixtures("opened")
def test_a_ranking_that_cannot_be_made(run, tmp_path, source, words, sentence):
    scores = tmp_path / "point.csv"
    scores.write_text(COLUMNS, encoding="utf-8")
    given = {"round": ["--round", "demo"], "scores": ["--scores", scores]}[source]

    assert run("rank", *given, *words) == (1, "", f"{sentence}\n")


def test_a_folder_is_no_file_of_scores(run):
    sentence = "“.” kan ikke åbnes. Kontrollér sti og rettigheder."

    assert run("rank", "--scores", ".") == (1, "", f"{sentence}\n")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "“point.csv” kan ikke åbnes. Kontrollér sti og rettigheder."),
        (
            "ansøger;æ".encode("latin-1"),
            "“point.csv” er ikke gemt som UTF-8. Gem den som CSV UTF-8.",
        ),
        (
            b"application,reviewer,aspect\n",
            f"Pointfilen mangler points i første linje, som skal være {COLUMNS}.",
        ),
        (
            f"{COLUMNS}\nA,B,1a,9".encode(),
            "Pointfilen kan ikke bruges: linje 2: 9 ligger uden for skalaen 0–5.",
        ),
    ],
    ids=["missing", "not utf-8", "no points", "off the scale"],
)
def test_a_file_of_scores_that_cannot_be_used(run, tmp_path, content, sentence):
    scores = tmp_path / "point.csv"
    if content is not None:
        scores.write_bytes(content)

    assert run("rank", "--scores", scores, "--json") == (1, "", f"{sentence}\n")


@pytest.mark.parametrize(
    ("words", "act"),
    [
        (["rank", "--round", "demo"], "se rangeringen"),
        (["notes", "--round", "demo", "--out", "noter"], "hente notater"),
        (["workbook", "--round", "demo", "--out", "v.xlsx"], "hente notater"),
    ],
    ids=lambda words: words[0],
)
def test_a_round_that_is_still_prepared_has_nothing_to_show(run, monkeypatch, tmp_path, words, act):
    monkeypatch.chdir(tmp_path)

    sentence = f"Runden er i fasen forberedelse, og der kan man ikke {act}. Det hører til"
    assert run(*words) == (1, "", f"{sentence} modtagelse til arkiveret.\n")
    assert not (tmp_path / "noter").exists()


def test_a_document_that_cannot_be_written(run, tmp_path):
    out = tmp_path / "findes" / "ikke" / "skema.docx"

    assert run("form", "--round", "demo", "--out", out) == (
        1,
        "",
        f"“{out}” kan ikke skrives. Vælg en mappe, der findes, og som du må skrive i.\n",
    )


@pytest.mark.usefixtures("opened")
def test_a_folder_for_notes_that_cannot_be_made(run, tmp_path):
    (tmp_path / "fil").write_text("en fil, hvor mappen skulle være")
    out = tmp_path / "fil" / "notater"

    assert run("notes", "--round", "demo", "--out", out) == (
        1,
        "",
        f"Mappen “{out}” kan ikke oprettes.\n",
    )
