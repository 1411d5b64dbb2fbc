"""A case file read into an empty database gives the same round back; one that does not hold, nothing."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from contextlib import closing
from dataclasses import replace

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.rounds.case_file import withheld
from assessment.domain.rounds.event import Action
from assessment.errors import (
    NotPermittedError,
    RefusedActionError,
    RefusedFileError,
    StorageError,
)
from assessment.storage.log import ERASED
from assessment.workflow import case_file, people
from assessment.workflow.cases import round_cases
from tests import builders, case_files
from tests.case_files import contents, packed, resealed, with_manifest
from tests.conftest import PRODUCTS
from tests.matrix.world import ROUND
from tests.tampering import faults, tamper

WHEN_MADE = re.compile(r"index\.html$|^runde/[^/]+\.docx$|/notat/|/vurderinger/")
"""Files that say when and by whom the case file was made."""


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


@pytest.fixture(params=PRODUCTS)
def imported(request, make_database, filled, exported):
    """A database of each product that the case file was read into, with another key.

    Everybody was let in again, so that they can see that it is the same.
    """
    work, _ = filled
    with make_database(request.param) as address:
        made = builders.workflow(address, key="en nøgle, som kun den nye database kender")
        with closing(made.database):
            case_file.take_in(made, exported)
            case_files.let_in(made, people.people(work))
            yield made


@pytest.fixture
def empty():
    made = builders.workflow()
    with closing(made.database):
        yield made


def seen(work):
    """The round as somebody who sees all of it."""
    return round_cases(work, ROUND, people.named(work, case_files.BY))


def rest_of(work):
    """All that is stored of the round beside its cases."""
    with work.database.read() as reader:
        letters = reader.letters(ROUND)
        attachments = reader.attachments(ROUND)
        return {
            "opened": reader.opened_round(ROUND),
            "people": reader.people(),
            "declarations": [
                replace(each, grounds=(), text="", judgement=_told(each.judgement))
                for each in reader.declarations(ROUND)
            ],
            "deliveries": reader.deliveries(ROUND),
            "messages": [reader.delivery_original(each) for each in (1, 2)],
            "originals": [reader.original(each) for each in (1, 2, 3)],
            "attachments": [reader.attachment(each.id) for each in attachments],
            "corrections": reader.corrections(1),
            "scenarios": reader.scenarios(ROUND),
            "texts": reader.letter_texts(ROUND),
            "letters": [reader.letter(each.id) for each in letters],
            "case numbers": reader.case_numbers(ROUND),
            "undertakings": reader.undertakings(ROUND),
            "reports": reader.reports(ROUND),
        }


def _told(judgement):
    return judgement and replace(judgement, reason="")


def test_the_round_is_the_same(filled, imported):
    work, _ = filled
    assert seen(imported) == seen(work)
    assert rest_of(imported) == rest_of(work)


def test_there_was_something_of_each_to_bring_back(filled):
    work, _ = filled
    assert [name for name, found in rest_of(work).items() if not found] == []
    round_ = seen(work)
    assert round_.exchanges
    assert round_.set_aside
    assert any(case.consensus for case in round_.cases)
    assert any(case.recommendation for case in round_.cases)


def test_the_log_keeps_its_entries_and_hashes_and_holds(filled, imported, exported):
    work, _ = filled
    before = case_files.logged_before(work, exported)
    with work.database.read() as reader:
        view = reader.journal_view(ROUND)
    with imported.database.read() as reader:
        *after, newest = reader.logged(ROUND)

    assert faults(imported.database) == []
    assert [replace(each, event=None) for each in after] == [
        replace(each, event=None) for each in before
    ]
    kept_out = [each for each in before if withheld(each.event, view)]
    assert [each.event.action for each in kept_out] == [Action.SCORE_SAVED, Action.DECLARED]
    assert [each.event for each in after if each.event.subject != ERASED] == [
        each.event for each in before if each not in kept_out
    ]
    assert (newest.event.actor, newest.event.action) == (
        people.OPERATOR,
        Action.CASE_FILE_IMPORTED,
    )
    assert newest.event.subject == exported.name


def test_work_goes_on_where_it_was_read_in(imported):
    by = people.named(imported, "Lone Vestergaard")
    added = people.add(imported, by, name="Ny", email="ny@sbst.example", roles=by.roles)

    assert added.id == max(each.id for each in people.people(imported))
    assert faults(imported.database) == []


def test_taken_out_again_it_has_the_same_files(files, imported, tmp_path):
    again = tmp_path / "igen.zip"
    case_file.export_round(imported, ROUND, people.named(imported, case_files.BY), again)
    second = contents(again)

    left_out = ("data/event", "data/person", "runde/haendelser", "manifest")
    assert set(second) == set(files)
    same = [name for name in files if not name.startswith(left_out) and not WHEN_MADE.search(name)]
    assert len(same) > 30  # originals, mails, letters, what was read, rules, ranking and rows
    assert [name for name in same if second[name] != files[name]] == []
    assert case_file.verify(again).faults == ()


def test_a_log_that_was_read_in_is_still_guarded(exported, empty):
    case_file.take_in(empty, exported)
    with empty.database.read() as reader:
        *_, told, newest = (each.number for each in reader.logged(ROUND))

    tamper(empty.database, f"UPDATE event_content SET new = 'x' WHERE event_id = {told}")
    tamper(empty.database, f"DELETE FROM event_content WHERE event_id = {newest}")

    assert faults(empty.database) == [
        (told, f"Indholdet af hændelse nr. {told} er ændret."),
        (
            newest,
            f"Indholdet af hændelse nr. {newest} mangler, og ingen sletning forklarer det.",
        ),
    ]


def test_a_database_that_is_not_empty_takes_nothing_in(exported, filled):
    work, _ = filled
    before = rest_of(work)
    with pytest.raises(StorageError, match="er ikke tom, så intet er indlæst"):
        case_file.take_in(work, exported)
    assert rest_of(work) == before


def test_the_case_file_of_one_application_is_not_taken_in(filled, empty, tmp_path):
    work, known = filled
    file = tmp_path / "en.zip"
    case_file.export_application(work, 2, known[case_files.BY], file)
    with pytest.raises(RefusedActionError, match="en enkelt ansøgning og kan ikke indlæses"):
        case_file.take_in(empty, file)


def test_one_that_was_changed_is_not_taken_in(files, empty, tmp_path):
    broken = {**files, "runde/criteria.yaml": b"andre: kriterier"}
    with pytest.raises(RefusedActionError, match="Sagsmappen holder ikke, så intet er indlæst"):
        case_file.take_in(empty, packed(tmp_path / "x.zip", broken))
    assert people.people(empty) == ()


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("review", lambda row: row | {"application_id": 99}),
        ("review", lambda row: row | {"ukendt": 1}),
        ("review", lambda row: row | {"submitted_at": "i går"}),
        ("review", dict.fromkeys),
        ("original", lambda row: row | {"content": {"file": "f" * 64}}),
        ("application", lambda row: row | {"id": "nr. 1"}),
        ("person", lambda row: row | {"name": None}),
        ("score", lambda row: {"points": row["points"]}),
    ],
)
def test_rows_that_do_not_fit_together_change_nothing(files, empty, tmp_path, table, change):
    path = f"data/{table}.jsonl"
    forged = resealed({**files, path: case_files.lines_changed(files[path], change)})
    with pytest.raises(StorageError, match="kan ikke læses, så intet er indlæst"):
        case_file.take_in(empty, packed(tmp_path / "x.zip", forged))
    assert people.people(empty) == ()


@pytest.mark.parametrize(
    ("table", "changes", "sentence"),
    [
        ("letter", {"sha256": "f" * 64}, "er ikke den fil, der blev gjort færdig"),
        ("letter_file", {"content": {"file": "f" * 64}}, "er ikke den fil, der blev gjort færdig"),
        ("letter_file", {"content": None}, "data om brevene kan ikke læses"),
    ],
)
def test_a_letter_in_the_place_of_another_is_found(files, tmp_path, table, changes, sentence):
    path = f"data/{table}.jsonl"
    rows = case_files.lines_changed(files[path], lambda row: row | changes)
    file = packed(tmp_path / "x.zip", resealed({**files, path: rows}))

    assert re.search(sentence, case_file.verify(file).faults[0])


def test_a_newer_program_s_case_file_is_told(files, empty, tmp_path):
    manifest = json.loads(files["manifest.json"]) | {"revision": "9999"}
    forged = with_manifest(files, json.dumps(manifest).encode())
    with pytest.raises(StorageError, match="nyere version af programmet"):
        case_file.take_in(empty, packed(tmp_path / "x.zip", forged))


SENTENCE = r"^[A-ZÆØÅ].*\. [A-ZÆØÅ].*\.$"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ikke en zip",
        b"PK\x05\x06" + bytes(18),
        b"PK\x03\x04" + bytes(60),
    ],
)
def test_what_is_no_case_file_is_told_in_a_sentence(tmp_path, content):
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    with pytest.raises(RefusedFileError, match=SENTENCE):
        case_file.verify(file)
    with pytest.raises(RefusedFileError, match=SENTENCE):
        case_file.verify(tmp_path / "findes-ikke.zip")


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"format": "assessment case file 1"}',
        b'{"format": "assessment backup 1", "files": []}',
    ],
)
def test_a_manifest_that_is_none_is_told_in_a_sentence(files, tmp_path, manifest):
    with pytest.raises(RefusedFileError, match=SENTENCE):
        case_file.verify(packed(tmp_path / "x.zip", {**files, "manifest.json": manifest}))


@pytest.mark.parametrize(
    "change",
    [
        {"path": 7},
        {"size": "meget"},
        {"sha256": None},
        {"mere": 1},
    ],
)
def test_a_manifest_of_the_wrong_kind_is_told_in_a_sentence(files, tmp_path, change):
    manifest = json.loads(files["manifest.json"])
    manifest["files"][0] |= change
    forged = with_manifest(files, json.dumps(manifest).encode())
    with pytest.raises(RefusedFileError, match=SENTENCE):
        case_file.verify(packed(tmp_path / "x.zip", forged))


def forged_entry(files, path, content, size):
    """The files with one more, of which the manifest tells this size."""
    manifest = json.loads(files["manifest.json"])
    told = {"path": path, "date": "2026-10-01", "theme": "x", "sha256": "0" * 64, "size": size}
    manifest["files"].append(told)
    return {**with_manifest(files, json.dumps(manifest).encode()), path: content}


def test_a_bomb_is_not_unpacked(files, tmp_path):
    bomb = packed(tmp_path / "x.zip", forged_entry(files, "b.bin", bytes(60_000_000), 60_000_000))
    assert case_file.verify(bomb).faults == ("“b.bin” fylder langt mere pakket ud, end den kan.",)


def test_a_file_is_never_read_past_what_the_manifest_tells(files, tmp_path):
    file = packed(tmp_path / "x.zip", forged_entry(files, "b.bin", bytes(60_000_000), 5))
    told = "“b.bin” er ændret: den passer ikke til sin kontrolsum."
    assert case_file.verify(file).faults == (told,)


@pytest.mark.parametrize("path", ["../ud.txt", "/etc/passwd", "a/../../b", "C:x", "a\\b"])
def test_a_name_that_leads_out_is_told(files, tmp_path, path):
    file = packed(tmp_path / "x.zip", forged_entry(files, path, b"x", 1))
    found = case_file.verify(file).faults
    assert f"“{path}” har et navn, der peger ud af sagsmappen." in found


def test_a_name_cannot_command_the_terminal_that_it_is_told_on(files, tmp_path):
    file = packed(tmp_path / "x.zip", {**files, "\x1b[2Jx": b"x"})

    assert case_file.verify(file).faults == (
        "“\N{REPLACEMENT CHARACTER}[2Jx” står ikke i fortegnelsen og hører ikke til sagsmappen.",
    )


def test_entries_on_top_of_each_other_are_refused(exported, tmp_path):
    """Two names for one place in the file, as a bomb has them by the thousand."""
    file = tmp_path / "x.zip"
    shutil.copy(exported, file)
    with zipfile.ZipFile(file, "a") as archive:
        twin = zipfile.ZipInfo("to.bin")
        first = archive.filelist[0]
        for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
            setattr(twin, name, getattr(first, name))
        archive.filelist.append(twin)
        archive.NameToInfo["to.bin"] = twin
        archive._didModify = True
    with pytest.raises(RefusedFileError, match="bygget som en skadelig fil"):
        case_file.verify(file)


def test_only_whoever_may_takes_a_case_file_out_of_what_was_read_in(imported, tmp_path):
    with imported.database.read() as reader:
        assert reader.phase(ROUND) is Phase.DECIDED
    reviewer = people.named(imported, "Anne Holm")
    with pytest.raises(NotPermittedError):
        case_file.export_round(imported, ROUND, reviewer, tmp_path / "sag.zip")
