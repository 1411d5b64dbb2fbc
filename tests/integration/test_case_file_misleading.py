"""A case file whose every file is what its manifest says, and yet it is not what it seems."""

from __future__ import annotations

import hashlib
import json
import stat
import unicodedata
import zipfile
from contextlib import closing

import pytest

from assessment.workflow import case_file
from tests import builders
from tests.case_files import contents, packed, resealed, with_manifest

RULES = "runde/criteria.yaml"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The case file of a round with one application."""
    file = tmp_path_factory.mktemp("sag") / "sag.zip"
    made = builders.workflow()
    with closing(made.database):
        builders.received(made, "01")
        case_file.export_round(made, "demo", builders.auditor(made), file)
    return contents(file)


def with_another(files, path):
    """The files with one more, of which the manifest tells all."""
    manifest, content = json.loads(files["manifest.json"]), b"andre: kriterier"
    sha256 = hashlib.sha256(content).hexdigest()
    told = {"path": path, "date": "2026-10-01", "theme": "x", "sha256": sha256}
    manifest["files"].append(told | {"size": len(content)})
    return {**with_manifest(files, json.dumps(manifest).encode()), path: content}


@pytest.mark.parametrize(
    "path", ["runde/CRITERIA.yaml", "Runde/criteria.yaml", "MANIFEST.json", "INDEX.HTML"]
)
def test_a_name_that_differs_in_case_alone_is_told(files, tmp_path, path):
    file = packed(tmp_path / "x.zip", with_another(files, path))
    told = f"“{path}” hedder det samme som en anden fil, når den pakkes ud."
    assert case_file.verify(file).faults == (told,)


def test_a_name_that_is_written_in_another_way_is_told(files, tmp_path):
    more = with_another(files, "bilag/Åmose.pdf")
    apart = unicodedata.normalize("NFD", "bilag/Åmose.pdf")
    file = packed(tmp_path / "x.zip", with_another(more, apart))
    told = f"“{apart}” hedder det samme som en anden fil, når den pakkes ud."
    assert case_file.verify(file).faults == (told,)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_an_entry_that_is_no_file_is_told(files, tmp_path, kind):
    file = packed(tmp_path / "x.zip", {name: files[name] for name in files if name != RULES})
    info = zipfile.ZipInfo(RULES)
    info.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(info, files[RULES])
    told = f"“{RULES}” er pakket på en måde, som sagsmapper aldrig er."
    assert case_file.verify(file).faults == (told,)


def test_files_in_another_order_and_made_by_another_zip_program_are_the_same(files, tmp_path):
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files, reverse=True):
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(files[name])
    assert case_file.verify(file).faults == ()


@pytest.mark.parametrize("named", ["2024-1", 7, None, {"id": "demo"}])
def test_a_manifest_that_names_another_round_is_told(files, tmp_path, named):
    manifest = json.loads(files["manifest.json"]) | {"round": named}
    file = packed(tmp_path / "x.zip", with_manifest(files, json.dumps(manifest).encode()))
    told = "Fortegnelsen og de rå data er ikke om den samme runde."
    assert case_file.verify(file).faults == (told,)


def test_a_round_that_is_no_row_is_told(files, tmp_path):
    file = packed(tmp_path / "x.zip", resealed({**files, "data/round.jsonl": b"[]\n"}))
    told = "Sagsmappens rå data om runden kan ikke læses."
    assert case_file.verify(file).faults == (told,)
