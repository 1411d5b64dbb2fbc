"""The case file of a round and of an application: what is in it, what is not, and what is found changed."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from contextlib import closing
from urllib.parse import unquote

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.people import Role
from assessment.domain.reviewing.review import Score
from assessment.domain.rounds.event import Action
from assessment.errors import (
    NotFoundError,
    NotPermittedError,
    RefusedActionError,
    RefusedFileError,
)
from assessment.workflow import case_file, people
from tests import builders, case_files
from tests.case_files import DRAFT, FOREIGN, GROUNDS, LETTER, contents, everything, packed
from tests.matrix import world as w
from tests.matrix.world import ROUND, A, B

FOLDER = "ansoegninger/01-bakkedal-kommune"
OF_B = [
    f"ansoegninger/02-lyngmose-kommune/{name}"
    for name in (
        "original/02.docx",
        "laesning.json",
        "laesning.html",
        "notat/02-lyngmose-kommune.docx",
        "vurderinger/02-lyngmose-kommune-vurdering-anne-holm.docx",
        "vurderinger/02-lyngmose-kommune-vurdering-bo-lund.docx",
        "breve/02-lyngmose-kommune-kvittering-1.docx",
        "index.html",
    )
]


@pytest.fixture(scope="module")
def filled():
    """The decided round, and everybody by name."""
    made = builders.workflow()
    with closing(made.database):
        yield made, case_files.fill(made)


@pytest.fixture(scope="module")
def exported(filled, tmp_path_factory):
    """The round's case file."""
    return case_files.exported(*filled, tmp_path_factory.mktemp("sag"))


@pytest.fixture(scope="module")
def files(exported):
    return contents(exported)


def text(files, path):
    return files[path].decode()


def shown(html):
    """A page's text without its tags."""
    return re.sub(r"<[^>]+>", " ", html.replace("<wbr>", ""))


def test_it_holds_each_document_of_the_round_once_in_a_folder_of_its_own(files):
    readable = [name for name in files if not name.startswith("data/")]
    assert readable == [
        "runde/indstillingsnotat-demo.docx",
        "runde/konsensusreferat-demo.docx",
        "runde/criteria.yaml",
        "runde/rangering.json",
        "runde/rangering.csv",
        "runde/haendelser.csv",
        "runde/haendelser.html",
        "uden-ansoegning/mails/løst.eml",
        "uden-ansoegning/bilag/løst.pdf",
        f"{FOLDER}/original/01.docx",
        f"{FOLDER}/mails/a.eml",
        f"{FOLDER}/bilag/bilag.pdf",
        f"{FOLDER}/laesning.json",
        f"{FOLDER}/laesning.html",
        f"{FOLDER}/notat/01-bakkedal-kommune.docx",
        f"{FOLDER}/vurderinger/01-bakkedal-kommune-vurdering-anne-holm.docx",
        f"{FOLDER}/vurderinger/01-bakkedal-kommune-vurdering-bo-lund.docx",
        f"{FOLDER}/breve/tilsagn.docx",
        f"{FOLDER}/breve/tilsagn (2).docx",
        f"{FOLDER}/index.html",
        *OF_B,
        "ansoegninger/03-vesterlund-kommune/original/03.docx",
        "ansoegninger/03-vesterlund-kommune/laesning.json",
        "ansoegninger/03-vesterlund-kommune/laesning.html",
        "ansoegninger/03-vesterlund-kommune/index.html",
        "index.html",
        "manifest.json",
        "manifest.sha256",
    ]


def test_what_came_and_what_was_sent_is_there_byte_for_byte(files):
    assert files[f"{FOLDER}/original/01.docx"] == builders.sample("01")
    assert files[f"{FOLDER}/breve/tilsagn.docx"] == LETTER
    assert files["runde/criteria.yaml"].decode() == builders.CRITERIA


def test_the_manifest_tells_of_each_file_its_date_its_theme_its_hash_and_its_size(files):
    manifest = json.loads(files["manifest.json"])
    told = {each["path"]: each for each in manifest["files"]}

    assert set(told) == set(files) - {"manifest.json", "manifest.sha256"}
    assert {name: (each["sha256"], each["size"]) for name, each in told.items()} == {
        name: (hashlib.sha256(files[name]).hexdigest(), len(files[name])) for name in told
    }
    assert told[f"{FOLDER}/breve/tilsagn.docx"] | {"sha256": "", "size": 0} == {
        "path": f"{FOLDER}/breve/tilsagn.docx",
        "date": "2027-01-15",
        "theme": "Tilsagn til Bakkedal Kommune, nr. 1",
        "sha256": "",
        "size": 0,
    }
    own = f"{FOLDER}/vurderinger/01-bakkedal-kommune-vurdering-bo-lund.docx"
    assert told[own]["theme"] == "Vurdering af Bakkedal Kommune: Bo Lund"
    assert all(each["theme"] and each["date"] for each in told.values())
    assert (manifest["round"], manifest["case_number"]) == (ROUND, "2026-1")


def test_a_person_can_read_all_of_it_without_the_tool(files):
    index = shown(text(files, "index.html"))
    for words in ("Bakkedal Kommune", "Vesterlund Kommune", "lagt til side", "Må vi?", w.SAVED):
        assert words in index
    page = shown(text(files, f"{FOLDER}/index.html"))
    for words in (
        "Se felt 4.1.",
        "Planen er konkret.",
        "2026-17",
        "Digital Post den 15.01.2027",
        "ikke noteret sendt",
        hashlib.sha256(LETTER).hexdigest(),
        "Unge på vej fra botilbud",
        "Kom til tiden.",
        "Et stykke tekst.",
        "ansøgning registreret",
    ):
        assert words in page
    aside = shown(text(files, "ansoegninger/03-vesterlund-kommune/index.html"))
    assert "Lagt til side til fordel for nr. 1" in aside
    assert "Vesterlund hjælper." in shown(
        text(files, "ansoegninger/03-vesterlund-kommune/laesning.html")
    )


def test_every_link_of_every_page_leads_to_a_file(files):
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        for href in re.findall(r'href="([^"#]+)"', content.decode()):
            assert _target(name, href) in files, (name, href)


def _target(page, href):

    steps = page.split("/")[:-1]
    for step in unquote(href).split("/"):
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)


def test_no_draft_no_ground_and_nothing_of_another_round_is_in_any_file(exported):
    found = everything(exported)
    for secret in (DRAFT, GROUNDS, FOREIGN, "Nær familie."):
        assert secret.encode() not in found
        assert json.dumps(secret)[1:-1].encode() not in found
    assert b"Holdt ude: kladde, der ikke er indsendt." in found


def test_nothing_in_the_log_as_a_table_is_a_formula(files):
    table = text(files, "runde/haendelser.csv")
    assert "'=1+1" in table
    assert "'@ældre" in table
    cells = [cell for row in table.lstrip("\ufeff").splitlines() for cell in row.split(";")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_it_holds_and_says_how_much_of_the_log_is_in_it(filled, exported):
    work, _ = filled
    verified = case_file.verify(exported)
    assert verified.faults == ()
    assert verified.entries == verified.manifest.events
    # Of the round all is told but the draft and the grounds.
    assert verified.told == len(case_files.logged_before(work, exported)) - 2


def test_who_took_it_out_and_what_it_was_stays_in_the_log(filled, exported):
    work, _ = filled
    newest = next(
        each
        for each in builders.events(work, round_id=ROUND)
        if each.action is Action.CASE_FILE_EXPORTED and each.application is None
    )
    sha256 = hashlib.sha256(exported.read_bytes()).hexdigest()
    assert (newest.actor, newest.subject) == (case_files.BY, "sag.zip")
    assert newest.new == f"SHA-256 {sha256}"


def test_of_one_application_there_is_only_what_is_its_own(filled, tmp_path):
    work, known = filled
    file = tmp_path / "en.zip"
    case_file.export_application(work, B, known[case_files.BY], file)
    files = contents(file)

    assert list(files) == [
        *OF_B,
        "runde/criteria.yaml",
        "index.html",
        "data/event.jsonl",
        "data/event_content.jsonl",
        "manifest.json",
        "manifest.sha256",
    ]
    assert "Bakkedal hjælper." not in everything(file).decode(errors="replace")
    verified = case_file.verify(file)
    assert verified.faults == ()
    assert 0 < verified.told <= verified.entries < verified.manifest.events


def test_whoever_does_not_see_the_whole_round_gets_nothing(filled, tmp_path):
    work, known = filled
    for name in (w.SHUT_OUT, w.CONFLICTED, w.DECIDER, w.REVIEWERS[0]):
        with pytest.raises(NotPermittedError):
            case_file.export_round(work, ROUND, known[name], tmp_path / "sag.zip")
    with pytest.raises(NotFoundError):
        case_file.export_application(work, 999, known[case_files.BY], tmp_path / "sag.zip")
    assert list(tmp_path.iterdir()) == []


def test_while_something_is_hidden_from_the_lead_there_is_no_case_file(tmp_path):
    made = builders.workflow()
    with closing(made.database):
        known = case_files.fill(made, Phase.ASSESSMENT)
        hidden = pytest.raises(NotPermittedError, match="lukket eller skjult for dig")
        both = next(each for name, each in known.items() if name == "bedømmer og læser")
        with made.database.begin() as repository:
            for application in (A, B, 3):
                repository.set_declaration(builders.declaration(both, application_id=application))
        with hidden:
            case_file.export_round(made, ROUND, both, tmp_path / "sag.zip")
    assert list(tmp_path.iterdir()) == []


def test_what_was_thought_of_an_application_set_aside_waits_for_ones_own_review_too(tmp_path):
    """Whoever may set it aside may take it back, and would have read the others' reviews first."""
    made = builders.workflow()
    with closing(made.database):
        known = case_files.fill(made, Phase.CONSENSUS)
        lead = people.join(made, "Else Dam", [Role.LEAD, Role.REVIEWER])
        builders.impartial(made, lead)
        with made.database.begin() as repository:
            repository.set_assignment(Assignment(3, lead, w.LEAD, builders.NOON, version=1))
            repository.save_score(3, known[w.DONE].id, Score("1a", 4, "Se 4.1.", builders.NOON, 1))
            repository.set_submitted(3, known[w.DONE].id, builders.NOON)
        for export, about in (
            (case_file.export_round, ROUND),
            (case_file.export_application, 3),
            (case_file.export_application, A),
        ):
            with pytest.raises(NotPermittedError, match="lukket eller skjult for dig"):
                export(made, about, lead, tmp_path / "sag.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_written_over(filled, exported):
    work, known = filled
    before = exported.read_bytes()
    with pytest.raises(RefusedActionError, match="findes allerede"):
        case_file.export_round(work, ROUND, known[case_files.BY], exported)
    assert exported.read_bytes() == before


def test_a_change_in_any_file_is_found(files, tmp_path):
    for name, content in files.items():
        middle = len(content) // 2
        one = bytes([content[middle] ^ 1]) if content else b"x"
        changed = content[:middle] + one + content[middle + 1 :]
        faults = _faults(packed(tmp_path / "lavet om.zip", {**files, name: changed}))
        assert any(name in fault or "manifest.json" in fault for fault in faults), name


def test_a_file_that_is_gone_or_does_not_belong_is_found(files, tmp_path):
    for name in files:
        left = {each: content for each, content in files.items() if each != name}
        faults = _faults(packed(tmp_path / "mangler.zip", left))
        assert any(name in fault or "manifest" in fault for fault in faults), name
    faults = _faults(packed(tmp_path / "mere.zip", {**files, "runde/mere.txt": b"x"}))
    assert faults == ("“runde/mere.txt” står ikke i fortegnelsen og hører ikke til sagsmappen.",)


def test_a_file_that_is_there_twice_is_found(files, tmp_path):
    file = packed(tmp_path / "to.zip", files)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("runde/criteria.yaml", b"andre: kriterier")
    assert "“runde/criteria.yaml” er der mere end én gang." in _faults(file)


def _faults(file):
    """What is told of a case file, be it refused or not."""
    try:
        return case_file.verify(file).faults
    except RefusedFileError as refusal:
        return (str(refusal),)


@pytest.mark.parametrize(
    ("table", "column", "sentence"),
    [
        ("event", "at", "er ændret, efter at den blev skrevet"),
        ("event", "content_sha256", "er ændret, efter at den blev skrevet"),
        ("event", "sha256", "er ændret, efter at den blev skrevet"),
        ("event_content", "new", "Indholdet af hændelse nr. "),
        ("event_content", "actor", "Indholdet af hændelse nr. "),
    ],
)
def test_a_forged_log_is_found_though_the_manifest_was_forged_too(
    files, tmp_path, table, column, sentence
):
    path = f"data/{table}.jsonl"
    forged = case_files.lines_changed(files[path], lambda row: row | {column: "forfalsket"})
    faults = _faults(packed(tmp_path / "falsk.zip", case_files.resealed({**files, path: forged})))
    assert faults
    assert all(sentence in fault for fault in faults[:1])


@pytest.mark.parametrize(
    ("table", "column", "sentence"),
    [
        ("event", "action", "er ændret, efter at den blev skrevet"),
        ("event", "id", "er ændret, efter at den blev skrevet"),
        ("event_content", "old", "Indholdet af hændelse nr. "),
    ],
)
def test_a_forged_log_of_one_application_is_found(filled, tmp_path, table, column, sentence):
    work, known = filled
    file, path = tmp_path / "en.zip", f"data/{table}.jsonl"
    case_file.export_application(work, A, known[case_files.BY], file)
    files = contents(file)
    forged = case_files.lines_changed(files[path], lambda row: row | {column: _other(row[column])})

    faults = _faults(packed(tmp_path / "falsk.zip", case_files.resealed({**files, path: forged})))

    assert sentence in faults[0]


def _other(value):
    return value + 1000 if isinstance(value, int) else f"{value}!"


def test_entries_that_were_taken_out_of_the_log_are_found(files, tmp_path):
    for left in (slice(None, -1), slice(1, None), slice(None, None, 2)):
        lines = files["data/event.jsonl"].splitlines(keepends=True)[left]
        forged = case_files.resealed({**files, "data/event.jsonl": b"".join(lines)})
        assert _faults(packed(tmp_path / "kort.zip", forged))
