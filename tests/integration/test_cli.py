"""The commands as a user meets them: what they print, what they write and how they end."""

import csv
import io
import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from assessment import cli
from assessment.intake import read
from assessment.storage import Database
from tests import builders

SAMPLE = builders.SAMPLES / "01-bakkedal-kommune.docx"
CRITERIA = ["target_group", "readiness", "citizen_involvement"]


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'data' / 'runde.db'}"


@pytest.fixture
def run(monkeypatch, capsys, url):
    """Run a command in this process; gives its exit code, stdout and stderr."""
    monkeypatch.setenv("ASSESSMENT_DATABASE_URL", url)
    monkeypatch.delenv("ASSESSMENT_CRITERIA", raising=False)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["assessment", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return ended.value.code or 0, told.out, told.err

    return run


def applications(url):
    with closing(Database(url)) as database:
        database.migrate()
        with database.read() as reader:
            return reader.applications("demo")


# --- as a process ---------------------------------------------------------------------------------


def process(*words, **environ):
    settings = {**os.environ, "PYTHONUTF8": "1", **environ}
    command = [sys.executable, "-m", "assessment", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, cwd=builders.ROOT, env=settings, check=False
    )


def test_a_command_ends_well_as_a_process():
    done = process("read", SAMPLE, "--jsonl")

    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr, told["ok"]) == (0, b"", True)


def test_a_refusal_ends_with_one_sentence_and_exit_code_1(url):
    done = process("screen", "--round", "2031-1", ASSESSMENT_DATABASE_URL=url)

    assert (done.returncode, done.stdout, done.stderr.decode()) == (
        1,
        b"",
        "Runden “2031-1” findes ikke. Vælg en af: 2024-1, 2024-2, demo.\n",
    )


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_json_is_json_in_any_encoding(tmp_path, encoding):
    path = tmp_path / os.fsdecode(b"ans\xf8gning \xf0\x9f\x8f\xa1.docx")
    path.write_bytes(SAMPLE.read_bytes())

    done = process("read", path, "--jsonl", PYTHONIOENCODING=f"{encoding}:strict")

    told = json.loads(done.stdout.decode(encoding))
    assert (done.returncode, done.stderr, told["path"]) == (0, b"", str(path))


def test_a_reader_that_stops_listening_is_no_error(url):
    settings = {**os.environ, "ASSESSMENT_DATABASE_URL": url}
    command = [sys.executable, "-m", "assessment", "read", *[SAMPLE] * 3, "--jsonl"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=builders.ROOT, env=settings
    ) as started:
        started.stdout.close()
        assert started.stderr.read() == b""


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
        file.truncate(cli.LARGEST_FILE + 1)

    assert run("read", path) == (
        1,
        f"{path}: “stor.docx” er for stor til at være en ansøgning.\n",
        "",
    )


# --- intake ---------------------------------------------------------------------------------------


REGISTERED = "registreret. Registreret: 51 felter fundet."
KNOWN = "findes allerede. Filen er allerede registreret i runden og er ikke lagt ind igen."


def test_intake_tells_what_became_of_each_file_in_a_folder(run, url, tmp_path):
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
    assert [each.filename for each in applications(url)] == ["a æøå 😀.DOCX"]


def test_intake_again_registers_nothing(run, url):
    run("intake", SAMPLE, "--round", "demo")

    assert run("intake", SAMPLE, "--round", "demo") == (0, f"{SAMPLE.name}: {KNOWN}\n", "")
    assert len(applications(url)) == 1


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
def test_a_time_of_receipt_without_zone_is_danish(run, url, written, hour):
    run("intake", SAMPLE, "--round", "demo", "--received", written)

    month = int(written[5:7])
    (application,) = applications(url)
    assert application.received == datetime(2026, month, 30, hour, 14, tzinfo=UTC)


def test_intake_of_a_path_that_is_not_there_registers_nothing(run, url, tmp_path):
    missing = tmp_path / "findes-ikke.docx"

    assert run("intake", SAMPLE, missing, "--round", "demo") == (
        1,
        "",
        f"“{missing}” findes ikke eller kan ikke åbnes.\n",
    )
    assert applications(url) == ()


def test_intake_of_an_empty_folder_says_so(run, tmp_path):
    assert run("intake", tmp_path, "--round", "demo") == (
        1,
        "",
        f"Der er ingen Word-filer i mappen “{tmp_path}”.\n",
    )


def test_intake_keeps_a_name_in_an_unknown_encoding_as_well_as_it_can(run, url, tmp_path):
    path = tmp_path / os.fsdecode(b"ans\xf8gning.docx")
    path.write_bytes(SAMPLE.read_bytes())

    assert run("intake", path, "--round", "demo") == (
        0,
        f"ans?gning.docx: {REGISTERED}\n",
        "",
    )
    assert [each.filename for each in applications(url)] == ["ans?gning.docx"]


# --- screen, rank and notes -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo_url(tmp_path_factory):
    """A database that `demo` has filled."""
    path = tmp_path_factory.mktemp("demo") / "runde.db"
    done = process("demo", ASSESSMENT_DATABASE_URL=f"sqlite:///{path}")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (
        0,
        "Demorunden er indlæst.\n",
        b"",
    )
    return f"sqlite:///{path}"


@pytest.fixture
def run_demo(run, monkeypatch, demo_url):
    monkeypatch.setenv("ASSESSMENT_DATABASE_URL", demo_url)
    return run


def test_demo_again_changes_nothing(run_demo):
    told = "Demorunden er allerede indlæst; intet er ændret.\n"

    assert run_demo("demo") == (0, told, "")


def test_screen_lists_each_application_and_requirement(run_demo):
    code, out, err = run_demo("screen", "--round", "demo")

    lines = out.splitlines()
    assert (code, err, len(lines)) == (0, "", 14 * 13)
    assert lines[0] == "1 Bakkedal Kommune: opfyldt"
    assert lines[1:13] == [
        f"  {each.id}: {'ikke relevant' if each.id == 'M3' else 'opfyldt'}"
        for each in builders.cti_scheme().requirements
    ]
    assert lines[-13:-8] == [
        "14 Birkebæk Kommune: 2 mangler",
        "  G1: opfyldt",
        "  G2: skal afklares",
        "  G3: opfyldt",
        "  G4: skal afklares",
    ]


def test_screen_marks_what_only_the_program_proposes(run):
    run("intake", SAMPLE, "--round", "demo")

    _, out, _ = run("screen", "--round", "demo")

    assert out.splitlines()[:3] == [
        "1 Bakkedal Kommune: 11 mangler",
        "  G1: opfyldt (forslag)",
        "  G2: skal afklares (forslag)",
    ]


def test_screen_json_tells_every_application(run_demo):
    code, out, _ = run_demo("screen", "--round", "demo", "--json")

    told = json.loads(out)
    assert (code, len(told)) == (0, 14)
    assert set(told[0]) == {"id", "name", "file", "timing", "status", "requirements", "flags"}
    with (builders.SAMPLES / "formal.csv").open(encoding="utf-8", newline="") as file:
        decided = {
            (row["application"], row["requirement"]): (row["outcome"], row["reason"])
            for row in csv.DictReader(file)
        }
    assert {
        (each["file"].removesuffix(".docx"), requirement["id"]): (
            requirement["outcome"],
            requirement["reason"],
        )
        for each in told
        for requirement in each["requirements"]
    } == decided


def test_rank_of_a_round_prints_places_and_two_decimals(run_demo):
    code, out, err = run_demo("rank", "--round", "demo")

    lines = out.splitlines()
    assert (code, err, len(lines)) == (0, "", 14)
    assert lines[2:5] == [
        "  3.  3,94  Huset Sila",
        "  4.  3,56  Lyngmose Kommune (tæt på grænsen)",
        "  5.  3,52  Vesterlund Kommune (tæt på grænsen)",
    ]
    assert lines[10] == "   –     –  Opgangen ApS (krav ikke opfyldt)"


def test_rank_json_of_a_round_keeps_the_contract(run_demo):
    _, out, _ = run_demo("rank", "--round", "demo", "--json")

    told = json.loads(out)
    assert list(told) == ["round", "select", "weights", "applications", "robustness", "agreement"]
    assert (told["round"], told["select"]) == ("demo", {"min": 2, "max": 4})
    assert (told["robustness"], told["agreement"]) == (None, None)
    assert told["applications"][3] == {
        "id": "2",
        "name": "Lyngmose Kommune",
        "total": "32/9",
        "criteria": dict(zip(CRITERIA, ["34/9", "38/9", "8/3"], strict=True)),
        "place": 4,
        "group": "decide_together",
        "reasons": ["tæt på grænsen"],
        "share_selected": None,
    }
    assert [each["provisional"] for each in told["applications"] if "provisional" in each] == [True]
    assert told["applications"][9]["name"] == "Birkebæk Kommune"


def test_rank_of_a_round_with_other_weights_and_number(run_demo):
    words = ["--weights", "0,1/2,1/2", "--select", "1", "--json"]
    _, out, _ = run_demo("rank", "--round", "demo", *words)

    told = json.loads(out)
    assert told["select"] == {"min": 1, "max": 1}
    assert told["weights"] == dict(zip(CRITERIA, ["0", "0.5", "0.5"], strict=True))
    places = {each["name"]: each["place"] for each in told["applications"]}
    assert (places["Bakkedal Kommune"], places["Vesterlund Kommune"]) == (1, 4)


@pytest.fixture
def scores(tmp_path):
    path = tmp_path / "point æøå.csv"
    rows = [
        f"{name},Anne,{criterion},{points}"
        for name, given in {"Åmose 😀": (4, 3, "3.5"), "Bo": (5, "", 5), "Ib": (3, 3, 4)}.items()
        for criterion, points in zip(CRITERIA, given, strict=True)
    ]
    path.write_text("\n".join(["application,reviewer,aspect,points", *rows]), encoding="utf-8-sig")
    return path


def test_rank_of_a_file_needs_no_database(run, tmp_path, scores):
    code, out, err = run("rank", "--scores", scores)

    assert (code, err) == (0, "")
    assert out == "  1.  3,50  Åmose 😀\n  2.  3,33  Ib\n   –     –  Bo (mangler vurdering)\n"
    assert [each.name for each in tmp_path.iterdir()] == [scores.name]


def test_rank_json_of_a_file_is_exact(run, scores):
    _, out, _ = run("rank", "--scores", scores, "--json")

    told = json.loads(out)
    assert (told["round"], told["select"]) == (None, {"min": 2, "max": 4})
    assert [(each["name"], each["total"], each["group"]) for each in told["applications"]] == [
        ("Åmose 😀", "3.5", "in"),
        ("Ib", "10/3", "in"),
        ("Bo", None, "incomplete"),
    ]


def test_rank_of_a_file_with_other_weights_and_number(run, scores):
    words = ["--weights", "0,0,1", "--select", "1-1", "--json"]
    _, out, _ = run("rank", "--scores", scores, *words)

    told = json.loads(out)
    assert [(each["name"], each["total"], each["group"]) for each in told["applications"]] == [
        ("Ib", "4", "in"),
        ("Åmose 😀", "3.5", "out"),
        ("Bo", None, "incomplete"),
    ]


@pytest.fixture(scope="module")
def written(demo_url, tmp_path_factory):
    """What `notes` says and the folder it writes to."""
    out = tmp_path_factory.mktemp("ud") / "nye" / "notater"
    done = process("notes", "--round", "demo", "--out", out, ASSESSMENT_DATABASE_URL=demo_url)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().splitlines(), out


def test_notes_writes_every_note_into_a_new_folder(written):
    told, out = written

    assert sorted(told) == sorted(str(path) for path in out.iterdir())
    assert told[0] == str(out / "indstillingsnotat-demo.docx")
    assert told[12] == str(out / "12-åmose-kommune.docx")
    assert len(told) == 15


def test_a_note_holds_its_own_reasons_and_place_and_no_other_applicants(written):
    _, out = written

    note = (out / "03-vesterlund-kommune.docx").read_bytes()

    text = read(note, builders.cti_scheme().form).text
    assert "Samlet 3,52 af 5 og plads 5." in text
    content = io.StringIO((builders.SAMPLES / "reviews.csv").read_text(encoding="utf-8"))
    for row in csv.DictReader(content):
        told = f"{row['reviewer']} ({row['points']}): {row['reason']}"
        assert (told in text) is row["application"].startswith("03-")
