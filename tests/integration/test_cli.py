"""The commands as a user meets them: what they print, what they write and how they end."""

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from assessment.intake import read
from assessment.storage import Database
from assessment.workflow import folders
from tests import builders

SAMPLE = builders.SAMPLES / "01-bakkedal-kommune.docx"


def applications(file):
    with closing(Database(f"sqlite:///{file}")) as database:
        database.migrate()
        with database.read() as reader:
            return reader.applications("demo")


# --- as a process ---------------------------------------------------------------------------------


def test_a_command_ends_well_as_a_process(process):
    done = process("read", SAMPLE, "--jsonl")

    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr, told["ok"]) == (0, b"", True)


def test_a_refusal_ends_with_one_sentence_and_exit_code_1(process, tmp_path):
    url = f"sqlite:///{tmp_path / 'runde.db'}"
    done = process("screen", "--round", "2031-1", ASSESSMENT_DATABASE_URL=url)

    assert (done.returncode, done.stdout, done.stderr.decode()) == (
        1,
        b"",
        "Runden “2031-1” findes ikke. Vælg en af: 2024-1, 2024-2, demo.\n",
    )


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_json_is_json_in_any_encoding(process, tmp_path, encoding):
    path = tmp_path / os.fsdecode(b"ans\xf8gning \xf0\x9f\x8f\xa1.docx")
    path.write_bytes(SAMPLE.read_bytes())

    done = process("read", path, "--jsonl", PYTHONIOENCODING=f"{encoding}:strict")

    told = json.loads(done.stdout.decode(encoding))
    assert (done.returncode, done.stderr, told["path"]) == (0, b"", str(path))


def test_a_reader_that_stops_listening_is_no_error():
    command = [sys.executable, "-m", "assessment", "read", *[SAMPLE] * 3, "--jsonl"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=builders.ROOT
    ) as started:
        started.stdout.close()
        assert started.stderr.read() == b""


def test_a_command_does_not_wait_for_what_draws_and_frames():
    """Each takes as long to load as a small command takes in all; who needs it loads it then."""
    heavy = {"pandas", "plotly", "rich", "streamlit"}
    loaded = "import sys; from assessment import cli; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, cwd=builders.ROOT, check=True
    )

    assert heavy & set(done.stdout.decode().split()) == set()


# --- check and form -------------------------------------------------------------------------------


def test_check_says_that_the_rule_file_is_in_order(run):
    told = "criteria.yaml er i orden: Implementeringsstøtte til Critical Time Intervention (CTI), "
    assert run("check") == (0, told + "3 runder, 9 aspekter.\n", "")


def test_form_writes_a_form_that_can_be_read(run, tmp_path):
    out = tmp_path / "skema æøå.docx"

    assert run("form", "--round", "2024-2", "--out", out) == (
        0,
        f"Skemaet er skrevet til {out}.\n",
        "",
    )
    assert read(out.read_bytes(), builders.cti_scheme().form).answers == {}


# --- read -----------------------------------------------------------------------------------------


def test_read_summarises_each_file(run, tmp_path):
    empty = tmp_path / "tom.docx"
    empty.write_bytes(b"")

    code, out, err = run("read", SAMPLE, empty)

    assert (code, err) == (1, "")
    assert out.splitlines() == [
        f"{SAMPLE}: 51 felter, 207 tekststykker, 0 uden felt",
        f"{empty}: Filen er tom. Bed ansøger om at sende den igen.",
    ]


def test_read_prints_every_object_and_then_ends_with_1(run, tmp_path):
    empty, missing = tmp_path / "tom.docx", tmp_path / "findes-ikke.docx"
    empty.write_bytes(b"")

    code, out, err = run("read", empty, missing, tmp_path, SAMPLE, "--jsonl")

    told = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (1, "")
    assert told[:3] == [
        {"path": str(path), "ok": False, "error": {"code": why, "message": message}}
        for path, why, message in [
            (empty, "empty", "Filen er tom. Bed ansøger om at sende den igen."),
            (
                missing,
                "unreadable",
                "“findes-ikke.docx” kan ikke åbnes. Kontrollér sti og rettigheder.",
            ),
            (
                tmp_path,
                "unreadable",
                f"“{tmp_path.name}” kan ikke åbnes. Kontrollér sti og rettigheder.",
            ),
        ]
    ]
    assert (told[3]["path"], told[3]["ok"], len(told[3]["answers"])) == (str(SAMPLE), True, 51)


def test_read_json_is_the_same_on_several_lines(run):
    one_line, many_lines = run("read", SAMPLE, "--jsonl"), run("read", SAMPLE, "--json")

    assert one_line[1].count("\n") == 1 < many_lines[1].count("\n")
    assert json.loads(one_line[1]) == json.loads(many_lines[1])


def test_read_does_not_open_what_is_too_large(run, tmp_path):
    path = tmp_path / "stor.docx"
    with path.open("wb") as file:
        file.truncate(folders.LARGEST_FILE + 1)

    assert run("read", path) == (
        1,
        f"{path}: “stor.docx” er for stor til at være en ansøgning.\n",
        "",
    )


# --- intake ---------------------------------------------------------------------------------------


REGISTERED = "registreret. Registreret: 51 felter fundet."
KNOWN = "findes allerede. Filen er allerede registreret i runden og er ikke lagt ind igen."


def test_intake_tells_what_became_of_each_file_in_a_folder(run, database_file, tmp_path):
    folder = tmp_path / "ansøgninger 🏡"
    folder.mkdir()
    for name in ("a æøå 😀.DOCX", "b.docx"):
        (folder / name).write_bytes(SAMPLE.read_bytes())
    (folder / "c.docx").write_bytes(b"")
    (folder / "d.docx").symlink_to(folder / "væk.docx")
    (folder / "~$b.docx").write_bytes(b"\x05Bo")
    (folder / "noter.txt").write_text("ikke en ansøgning")

    code, out, err = run("intake", folder, "--round", "demo")

    assert (code, err) == (1, "")
    assert out.splitlines() == [
        f"a æøå 😀.DOCX: {REGISTERED}",
        f"b.docx: {KNOWN}",
        "c.docx: afvist af programmet. Filen er tom. Bed ansøger om at sende den igen.",
        "d.docx: afvist af programmet. “d.docx” kan ikke åbnes. Kontrollér sti og rettigheder.",
    ]
    assert [each.filename for each in applications(database_file)] == ["a æøå 😀.DOCX"]


def test_intake_again_registers_nothing(run, database_file):
    run("intake", SAMPLE, "--round", "demo")

    assert run("intake", SAMPLE, "--round", "demo") == (0, f"{SAMPLE.name}: {KNOWN}\n", "")
    assert len(applications(database_file)) == 1


UNREASONED = (
    "Runden 2024-1 bliver åbnet med det, der kommer nu, og kriterier og vægte bliver frosset uden en "
    "begrundelse. Den skrives med --reason.\n"
)


@pytest.mark.parametrize(
    ("words", "told", "kept"),
    [
        (["demo"], "", "ingen begrundelse oplyst, åbnet med den første ansøgning"),
        (["2024-1"], UNREASONED, "ingen begrundelse oplyst, åbnet med den første ansøgning"),
        (["2024-1", "--reason", " Besluttet i styregruppen. "], "", "Besluttet i styregruppen."),
    ],
)
def test_why_the_rules_hold_is_kept_when_the_first_application_opens_the_round(
    run, database_file, words, told, kept
):
    assert run("intake", SAMPLE, "--round", *words)[2] == told
    assert run("intake", SAMPLE, "--round", words[0])[2] == ""

    with closing(Database(f"sqlite:///{database_file}")) as database, database.read() as reader:
        assert reader.opened_round(words[0]).reason == kept


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-09-30T09:14", 7),
        ("2026-12-30T09:14:00", 8),
        ("2026-09-30T09:14+00:00", 9),
        ("2026-09-30T09:14:00Z", 9),
    ],
    ids=["danish summer", "danish winter", "with zone", "utc"],
)
def test_a_time_of_receipt_without_zone_is_danish(run, database_file, written, hour):
    run("intake", SAMPLE, "--round", "demo", "--received", written)

    month = int(written[5:7])
    (application,) = applications(database_file)
    assert application.received == datetime(2026, month, 30, hour, 14, tzinfo=UTC)


def test_intake_of_a_path_that_is_not_there_registers_nothing(run, database_file, tmp_path):
    missing = tmp_path / "findes-ikke.docx"

    assert run("intake", SAMPLE, missing, "--round", "demo") == (
        1,
        "",
        f"“{missing}” findes ikke eller kan ikke åbnes.\n",
    )
    assert applications(database_file) == ()


def test_intake_of_an_empty_folder_says_so(run, tmp_path):
    assert run("intake", tmp_path, "--round", "demo") == (
        1,
        "",
        f"Der er ingen Word-filer eller mails i mappen “{tmp_path}”.\n",
    )


def test_intake_keeps_a_name_in_an_unknown_encoding_as_well_as_it_can(run, database_file, tmp_path):
    path = tmp_path / os.fsdecode(b"ans\xf8gning.docx")
    path.write_bytes(SAMPLE.read_bytes())

    assert run("intake", path, "--round", "demo") == (
        0,
        f"ans?gning.docx: {REGISTERED}\n",
        "",
    )
    assert [each.filename for each in applications(database_file)] == ["ans?gning.docx"]


def test_intake_tells_machines_who_sent_a_file_and_when(run):
    mail = builders.SAMPLES / "mails" / "05-fonden-havnelyset.eml"

    code, out, err = run("intake", mail, "--round", "demo", "--json")

    told = [json.loads(line) for line in out.splitlines()]
    assert (code, err, len(told)) == (0, "", 3)
    assert told[1] == {
        "file": "Bilag 1 Samarbejdsaftale.pdf",
        "source": "05-fonden-havnelyset.eml",
        "fate": "lagt ved som bilag",
        "message": "Lagt ved ansøgning nr. 1 (PDF).",
        "application": 1,
        "sender": "Naja Lynge Thorsen <naja@havnelyset.example>",
        "subject": "Ansøgning om implementeringsstøtte til CTI, Fonden Havnelyset",
        "sent": "2026-09-28T11:26:41+00:00",
        "received": "2026-09-28T11:27:00+00:00",
        "received_by": "Received-linjen fra mx.sbst.example",
    }


def test_a_folder_of_one_applicant_is_one_submission_and_its_neighbour_another(run, tmp_path):
    for name, sample in (("Ask", "01"), ("Bo", "02")):
        folder = tmp_path / "ind" / name
        folder.mkdir(parents=True)
        (folder / "skema.docx").write_bytes(builders.sample(sample))
        (folder / "foto.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        (folder / "noter.xyz").write_bytes(b"ikke taget med")

    code, out, _ = run("intake", tmp_path / "ind", "--round", "demo")

    assert (code, out.splitlines()) == (
        0,
        [
            "Ask.zip/Ask: skema.docx: registreret. Registreret: 51 felter fundet.",
            "Ask.zip/Ask: foto.png: lagt ved som bilag. Lagt ved ansøgning nr. 1 (billede).",
            "Bo.zip/Bo: skema.docx: registreret. Registreret: 51 felter fundet.",
            "Bo.zip/Bo: foto.png: lagt ved som bilag. Lagt ved ansøgning nr. 2 (billede).",
        ],
    )
