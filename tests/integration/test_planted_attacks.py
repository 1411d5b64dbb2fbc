"""What an applicant or a reviewer plants stays text in all that the tool makes of a round."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from contextlib import closing

import pytest

from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action, Event
from assessment.workflow import case_file, finishing, lettering, notes, sheets
from tests import builders, outgoing
from tests.builders import NOON
from tests.outgoing import KINDS

SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
FORMULA = "=cmd|' /C calc'!A0"
SUM = "{{ 7*191 }} {_{ 7*191 }_} {% for x in y %}"
"""What Jinja would make 1337 of, or stumble over."""
NUMBERS = "010190-1234 01.01.90-1234 010190\u202f1234"
SEEN = re.compile(r"010190.?1234|01\.01\.90-1234")
TURNED = "\u202e\u2066\u200f"
PLANTED = f"{FORMULA} {SCRIPT} {SUM} {NUMBERS}"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Every file of such a round by its name, those in zips, documents and workbooks too."""
    work = builders.workflow()
    with closing(work.database):
        lead, auditor = outgoing.decided_round(work), builders.auditor(work)
        _plant(work, lead)
        wanted = finishing.finish(work, "demo", list(KINDS.items()), by=lead)
        file = tmp_path_factory.mktemp("sag") / "sag.zip"
        case_file.export_round(work, "demo", auditor, file)
        found = [("sag", file.read_bytes()), sheets.round_workbook(work, "demo", lead)]
        found += [finishing.file(work, each.id, lead) for each in wanted]
        every = notes.all_notes(work, "demo", lead, assessments=True)
        found += [(each.filename, each.content) for each in every]
        return dict(part for name, content in found for part in _opened(name, content))


def _plant(work, lead):
    reviewer = builders.reviewer(work)
    with work.database.begin() as repository:
        for number, sign in enumerate("=+-@", start=1):
            answers = builders.filled(
                **{"1.2": f"{sign}Kommune {SCRIPT}", "4.1": f"{SCRIPT} {SUM}"}
            )
            repository.set_reading(number, builders.reading(answers, sha256=f"{number:064}"))
            for score in builders.review(3, reason=PLANTED).scores.values():
                repository.save_score(number, reviewer.id, score)
        said = (f" {FORMULA}", f"\t{FORMULA}", PLANTED)
        repository.record(Event(NOON, lead.name, Action.REGISTERED, "demo", 1, *said))
    lettering.set_case_number(work, "demo", None, "=26/1 <b>", by=lead, expected=0)
    for state in lettering.desk(work, "demo", lead):
        for each in (draft.wanted for draft in state.texts if draft.wanted.required):
            told = f"=Om {each.key} <b onerror=alert(2)> {SUM}"
            lettering.save_text(
                work, state.case.id, each.key, told, accepted=True, by=lead, expected=0
            )


def _opened(name, content):
    if not content.startswith(b"PK\x03\x04"):
        yield name, content.decode(errors="replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for each in archive.namelist():
            yield from _opened(f"{name}!{each}", archive.read(each))


def test_no_page_runs_what_was_planted(made):
    pages = {name: text for name, text in made.items() if name.endswith(".html")}

    assert [name for name, text in pages.items() if "<script" in text or "<img src=x" in text] == []
    assert any("&lt;script&gt;" in text for text in pages.values())


def test_no_sheet_calculates_what_was_planted(made):
    formulas = [each for text in made.values() for each in re.findall(r"<f>([^<]*)", text)]
    tables = [text for name, text in made.items() if name.endswith(".csv")]
    cells = [
        cell
        for text in tables
        for row in csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";")
        for cell in row
    ]

    assert [each for each in formulas if "cmd" in each or "Kommune" in each] == []
    assert [each for each in cells if each.strip().startswith(("=", "+", "-", "@"))] == []
    assert len(formulas) > len(KINDS)
    assert any(FORMULA in each for each in cells)


def test_no_document_fills_in_what_was_planted(made):
    assert [
        name for name, text in made.items() if "1337" in re.sub(r"<[^>]+>|\w{64}", "", text)
    ] == []
    assert any("7*191" in text for name, text in made.items() if "afslag" in name)


def test_no_personal_number_is_shown_or_in_a_name(made):
    shown = {name: re.sub(r"<[^>]+>", "", text) for name, text in made.items()}

    # The raw rows are what was typed, word for word; the case file says so.
    assert {name for name, text in shown.items() if SEEN.search(text)} == {
        "sag!data/score.jsonl",
        "sag!data/event_content.jsonl",
    }
    assert [name for name in made if SEEN.search(name)] == []


def test_nor_where_a_name_that_was_let_in_before_holds_one(workflow, tmp_path):
    """Nobody is let in by such a name any more; the raw rows and numbers have it as it was."""
    lead, auditor = outgoing.decided_round(workflow), builders.auditor(workflow)
    with workflow.database.begin() as repository:
        anne = repository.add_person("Anne 010190-1234 Holm", roles={Role.REVIEWER})
        outgoing.judge(repository, 1, anne)
        repository.record(Event(NOON, anne.name, Action.REGISTERED, "demo", 1))
    builders.impartial(workflow, anne)
    file = tmp_path / "sag.zip"
    case_file.export_round(workflow, "demo", auditor, file)
    parts = dict(_opened("sag", file.read_bytes()))
    parts |= dict(_opened(*sheets.round_workbook(workflow, "demo", lead)))

    found = {name for name, text in parts.items() if SEEN.search(re.sub(r"<[^>]+>", "", text))}
    assert {each for each in found if not each.startswith("sag!data/")} == set()
    assert [name for name in parts if SEEN.search(name)] == []
    assert any("•" in text for name, text in parts.items() if name.endswith("manifest.json"))


def test_nothing_turns_the_direction_of_a_name_in_a_document_a_workbook_or_a_files_name(
    workflow, tmp_path
):
    """A mark that turns what follows shows one name as another, and "xcod.exe" as "exe.docx"."""
    lead, auditor = outgoing.decided_round(workflow), builders.auditor(workflow)
    with workflow.database.begin() as repository:
        anne = repository.add_person(f"Anne {TURNED}Holm", roles={Role.REVIEWER})
        outgoing.judge(repository, 1, anne)
        answers = builders.filled(**{"1.2": f"Bakkedal {TURNED}Kommune", "4.1": f"Unge {TURNED}."})
        repository.set_reading(1, builders.reading(answers, sha256=f"{1:064}"))
        repository.record(Event(NOON, anne.name, Action.REGISTERED, "demo", 1, subject=TURNED))
    builders.impartial(workflow, anne)
    lettering.set_case_number(workflow, "demo", None, f"26/{TURNED}1", by=lead, expected=0)
    (letter,) = finishing.finish(workflow, "demo", [(1, LetterKind.RECEIPT)], by=lead)
    file = tmp_path / "sag.zip"
    case_file.export_round(workflow, "demo", auditor, file)
    found = [("sag", file.read_bytes()), sheets.round_workbook(workflow, "demo", lead)]
    found.append(finishing.file(workflow, letter.id, lead))
    found += [
        (each.filename, each.content)
        for each in notes.all_notes(workflow, "demo", lead, assessments=True)
    ]
    parts = dict(part for name, content in found for part in _opened(name, content))

    # The raw rows and figures are what was typed, word for word.
    raw = ("sag!data/", "sag!runde/rangering.json")
    shown = {name: text for name, text in parts.items() if not name.startswith(raw)}
    assert [name for name, text in shown.items() if set(TURNED) & set(name + text)] == []
    assert any("Anne Holm" in text for text in shown.values())
    assert any("bakkedal-kommune" in name for name in shown)
