"""A round on the command line: its formal check, its ranking and its notes."""

import csv
import io
import json
from contextlib import closing

import pytest
from openpyxl import load_workbook

from assessment.domain.rounds.event import Action
from assessment.intake import read
from tests import builders

SAMPLE = builders.SAMPLES / "01-bakkedal-kommune.docx"
CRITERIA = ["target_group", "readiness", "citizen_involvement"]


@pytest.fixture(scope="module")
def demo_url(process, tmp_path_factory):
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


# --- demo, screen and rank ------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        (("screen", "--round", "demo"), "formel prøvning"),
        (("screen", "--round", "demo", "--json"), "formel prøvning"),
        (("rank", "--round", "demo"), "rangering"),
        (("rank", "--round", "demo", "--json"), "rangering"),
        (("rank", "--round", "demo", "--xlsx", "{}/r.xlsx"), "rangering"),
    ],
)
def test_what_leaves_the_tool_is_in_the_log_with_who_asked(
    run_demo, demo_url, tmp_path, words, subject
):
    with closing(builders.workflow(demo_url, key=None).database) as database:

        def events():
            with database.read() as reader:
                return reader.events()

        before = events()
        assert run_demo("--as", "Peter Lind", *(each.format(tmp_path) for each in words))[0] == 0
        (newest,) = events()[: -len(before)]
    told = (newest.actor, newest.action, newest.round, newest.subject)
    assert told == ("Peter Lind", Action.EXTRACT_FETCHED, "demo", subject)


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
    assert {
        key: value for key, value in told[4].items() if key not in {"requirements", "flags"}
    } == {
        "id": 5,
        "name": "Fonden Havnelyset",
        "file": "05-fonden-havnelyset.docx",
        "timing": "rettidig",
        "received": "2026-09-28T11:27:00+00:00",
        "received_note": "Received-linjen fra mx.sbst.example",
        "sender": "Naja Lynge Thorsen <naja@havnelyset.example>",
        "sent": "2026-09-28T11:26:41+00:00",
        "attachments": [
            {"file": name, "kind": "PDF", "nature": "sendt med ansøgningen"}
            for name in ("Bilag 1 Samarbejdsaftale.pdf", "Bilag 2 Rundspørge blandt beboere.pdf")
        ],
        "status": "opfyldt",
    }
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


CLOSE = "ligger højst 0,25 fra grænsen, så pointene alene afgør det ikke"
IF = (
    "hvis Ansøgers parathed vejer under 31,7 %, hvis Borgerinddragelse vejer over 34,8 %, hvis alle "
    "Anne Holms vurderinger udgår, eller hvis alle Mette Sands vurderinger udgår"
)


def test_rank_of_a_round_prints_places_and_how_sure_each_outcome_is(run_demo):
    code, out, err = run_demo("rank", "--round", "demo")

    lines = out.splitlines()
    assert (code, err, len(lines)) == (0, "", 14)
    assert lines[2:5] == [
        (
            "  3.  3,94  Huset Sila: Indstilles: blandt de 4 bedste ved alle vægte, uanset hvilken "
            "bedømmelse der udgår."
        ),
        f"  4.  3,56  Lyngmose Kommune: Drøftes: {CLOSE}; falder ud, {IF}.",
        f"  5.  3,52  Vesterlund Kommune: Drøftes: {CLOSE}; kommer med, {IF}.",
    ]
    assert lines[10] == "   –     –  Opgangen ApS: krav ikke opfyldt."


def test_rank_json_of_a_round_keeps_the_contract(run_demo):
    _, out, _ = run_demo("rank", "--round", "demo", "--json")

    told = json.loads(out)
    assert list(told) == ["round", "select", "weights", "applications", "robustness", "agreement"]
    assert (told["round"], told["select"]) == ("demo", {"min": 2, "max": 4})
    agreement = told["agreement"]
    assert list(agreement["aspects"]) == [each.id for each in builders.cti_scheme().aspects]
    assert {key: agreement["all"][key] for key in ("units", "blocks", "ratings", "why")} == {
        "units": 90,
        "blocks": 10,
        "ratings": 29 * 9,
        "why": "",
    }
    assert told["robustness"]["groups"] == {
        "in": ["1", "5", "13"],
        "decide_together": ["2", "3"],
        "out": ["8", "4", "12", "10", "14"],
    }
    assert told["applications"][3] == {
        "id": "2",
        "name": "Lyngmose Kommune",
        "total": "32/9",
        "criteria": dict(zip(CRITERIA, ["34/9", "38/9", "8/3"], strict=True)),
        "place": 4,
        "group": "decide_together",
        "reasons": ["tæt på grænsen", "vægte", "én bedømmelse", "én bedømmer"],
        "share_selected": told["robustness"]["shares"]["2"],
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


# --- a file of scores -----------------------------------------------------------------------------


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
    assert out.splitlines() == [
        "  1.  3,50  Åmose 😀: Indstilles: der er plads til alle, der kan rangeres.",
        "  2.  3,33  Ib: Indstilles: der er plads til alle, der kan rangeres.",
        "   –     –  Bo: mangler vurdering.",
        (
            "Det kan ikke prøves at regne uden: Annes vurdering af Åmose 😀 (den er den eneste), "
            "Annes vurdering af Ib (den er den eneste) og alle Annes vurderinger."
        ),
    ]
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


NOBODY = [
    "Ingen ansøger kan rangeres, og runden er planlagt til mindst 2.",
    "Antallet fyldes ikke op med ansøgere, der ikke er kvalificerede.",
]


def test_rank_of_a_file_without_applicants_says_so(run, tmp_path):
    path = tmp_path / "point.csv"
    path.write_text("application,reviewer,aspect,points\n", encoding="utf-8")

    assert run("rank", "--scores", path) == (0, "\n".join([*NOBODY, ""]), "")

    code, out, err = run("rank", "--scores", path, "--json")
    told = json.loads(out)
    assert (code, err, told["applications"]) == (0, "", [])
    assert (told["robustness"]["shares"], told["robustness"]["notes"]) == ({}, NOBODY)


def test_rank_of_fewer_than_are_to_be_selected_says_so(run, scores):
    _, out, _ = run("rank", "--scores", scores, "--select", "3-4")

    assert "Kun 2 ansøgere kan rangeres, og runden er planlagt til mindst 3." in out.splitlines()


# --- the workbook ---------------------------------------------------------------------------------


def test_workbook_writes_the_whole_assessment_into_one_file(process, demo_url, tmp_path):
    out = tmp_path / "vurdering.xlsx"

    done = process("workbook", "--round", "demo", "--out", out, ASSESSMENT_DATABASE_URL=demo_url)

    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, f"{out}\n", b"")
    assert len(load_workbook(out).sheetnames) == 12


# --- notes ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def written(process, demo_url, tmp_path_factory):
    """What `notes` says and the folder it writes to."""
    out = tmp_path_factory.mktemp("ud") / "nye" / "notater"
    done = process("notes", "--round", "demo", "--out", out, ASSESSMENT_DATABASE_URL=demo_url)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().splitlines(), out


def test_notes_writes_every_note_into_a_new_folder(written):
    told, out = written

    assert sorted(told) == sorted(str(path) for path in out.iterdir())
    assert told[0] == str(out / "indstillingsnotat-demo.docx")
    assert told[1] == str(out / "konsensusreferat-demo.docx")
    assert told[13] == str(out / "12-åmose-kommune.docx")
    assert len(told) == 16


def test_a_note_holds_its_own_reasons_and_place_and_no_other_applicants(written):
    _, out = written

    note = (out / "03-vesterlund-kommune.docx").read_bytes()

    text = read(note, builders.cti_scheme().form).text
    assert "Samlet 3,52 af 5 og plads 5." in text
    content = io.StringIO((builders.SAMPLES / "reviews.csv").read_text(encoding="utf-8"))
    for row in csv.DictReader(content):
        told = f"{row['reviewer']} ({row['points']}): {row['reason']}"
        assert (told in text) is row["application"].startswith("03-")
