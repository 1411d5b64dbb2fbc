"""Documents as PDF/A: what LibreOffice makes, and what is said where there is none or it fails."""

from __future__ import annotations

import io
import re
import stat
from pathlib import Path

import docx
import pypdfium2
import pytest

from assessment.notes import Imprint, application_note, render
from assessment.workflow import printing
from tests import whole_round
from tests.waiting import wait_until

IMPRINT = Imprint("Lone", whole_round.WRITTEN, "0.1.0")
MAKES = 'for word; do case $word in *.docx) echo PDF > "${word%.docx}.pdf";; esac; done'
"""What a program in LibreOffice's place does that makes a PDF of each file."""


@pytest.fixture
def office(monkeypatch, tmp_path):
    """A program in LibreOffice's place; gives the function that says what it does."""
    folder = tmp_path / "programmer"
    folder.mkdir()

    def does(script):
        path = folder / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        return str(path)

    return does


@pytest.fixture
def no_office(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def demo(run):
    code, _, err = run("demo")
    assert (code, err) == (0, "")


WITH_OFFICE = pytest.mark.skipif(
    printing.office() is None, reason="There is no LibreOffice, and nothing but its PDF needs one."
)


@WITH_OFFICE
def test_a_note_becomes_tagged_pdf_a_in_danish_with_its_words():
    round_ = whole_round.small_round()
    note = application_note(round_, round_.case(2), IMPRINT)

    (made,) = printing.printed(printing.office(), [render(note)])

    assert re.findall(rb"<pdfaid:(part|conformance)>(\w+)<", made) == [
        (b"part", b"2"),
        (b"conformance", b"B"),
    ]
    assert b"/StructTreeRoot" in made
    assert b"/Lang(da-DK)" in made
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", made)
    with pypdfium2.PdfDocument(made) as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Svaret viser en plan." in " ".join(text.split())


@WITH_OFFICE
def test_many_come_in_their_order():
    made = printing.printed(printing.office(), [words(f"Brev {at}") for at in range(3)])

    found = []
    for each in made:
        with pypdfium2.PdfDocument(each) as pdf:
            found.append(pdf[0].get_textpage().get_text_range().strip())
    assert found == ["Brev 0", "Brev 1", "Brev 2"]


def words(text):
    document = docx.Document()
    document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_what_it_gives_nothing_for_is_none(office):
    soffice = office(f'{MAKES}\nrm -f "$(dirname "$word")/1.pdf"')

    assert printing.printed(soffice, [b"a", b"b", b"c"]) == (b"PDF\n", None, b"PDF\n")


@pytest.mark.parametrize("script", ["exit 3", "kill -9 $$"])
def test_one_that_fails_gives_nothing(office, script):
    assert printing.printed(office(script), [b"a"]) == (None,)


def test_one_that_cannot_be_started_gives_nothing(tmp_path):
    assert printing.printed(str(tmp_path / "findes-ikke"), [b"a"]) == (None,)


def test_one_that_hangs_is_ended_with_all_it_started(office, monkeypatch, tmp_path):
    monkeypatch.setattr(printing, "_PATIENCE", 2.0)
    pids = tmp_path / "pid"

    made = printing.printed(office(f"sleep 60 & echo $! > {pids}; wait"), [b"a"])

    assert made == (None,)
    pid = pids.read_text().strip()
    assert wait_until(lambda: not lives(pid), 30)  # a process that was killed takes a moment to end


def lives(pid):
    """Whether a process still runs; one that ended may be there until it is asked for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # it may end between the two looks at it
        return False


# --- the command ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("demo")
def test_the_command_writes_each_document_as_pdf_too(run, office, tmp_path):
    office(MAKES)

    code, told, err = run("notes", "--round", "demo", "--out", tmp_path / "ud", "--pdf")

    assert (code, err) == (0, "")
    names = sorted(each.name for each in (tmp_path / "ud").iterdir())
    assert [each for each in names if each.endswith(".pdf")] == [
        f"{each.removesuffix('.docx')}.pdf" for each in names if each.endswith(".docx")
    ]
    assert sorted(told.splitlines()) == [str(tmp_path / "ud" / each) for each in names]


@pytest.mark.usefixtures("demo")
def test_a_pdf_that_cannot_be_made_is_told_of_and_nothing_else_is_lost(run, office, tmp_path):
    office("exit 1")

    code, told, err = run("notes", "--round", "demo", "--out", tmp_path / "ud", "--pdf")

    assert (code, len(told.splitlines())) == (0, 16)
    assert err.splitlines()[0] == (
        "“indstillingsnotat-demo.pdf” er ikke skrevet: LibreOffice gav intet."
    )
    assert len(err.splitlines()) == 16


@pytest.mark.usefixtures("demo", "no_office")
def test_without_libreoffice_the_command_says_so_before_anything_is_written(run, tmp_path):
    code, told, err = run("notes", "--round", "demo", "--out", tmp_path / "ud", "--pdf")

    assert (code, told) == (1, "")
    assert err == (
        "PDF/A kan ikke skrives: dertil skal LibreOffice være installeret på maskinen. "
        "Kør kommandoen uden --pdf.\n"
    )
    assert not (tmp_path / "ud").exists()


@pytest.mark.usefixtures("demo")
def test_the_command_writes_own_assessments_where_they_are_asked_for(run, tmp_path):
    code, told, err = run("notes", "--round", "demo", "--out", tmp_path / "ud", "--assessments")

    assert (code, err) == (0, "")
    own = [each for each in told.splitlines() if "-vurdering-" in each]
    assert str(tmp_path / "ud" / "03-vesterlund-kommune-vurdering-anne-holm.docx") in own
    assert len(told.splitlines()) == 16 + len(own)


@pytest.mark.usefixtures("demo")
def test_on_a_terminal_the_command_shows_how_far_it_is(run, monkeypatch, tmp_path):
    monkeypatch.setattr("assessment.cli.console.sys.stderr.isatty", lambda: True, raising=False)

    code, told, err = run("notes", "--round", "demo", "--out", tmp_path / "ud")

    shown = [each for each in re.split(r"[\r\n]", err) if each]
    assert (code, len(told.splitlines())) == (0, 16)
    assert shown == [f"{at} af 16 dokumenter skrevet" for at in range(1, 17)]
