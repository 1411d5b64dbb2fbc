"""Notes as Word documents: read back, and compared whole with transcripts in tests/golden.

A transcript has a line a paragraph (its style and its text) and a line a table row (its cells).
After a change that is meant, look at what `UPDATE_GOLDEN=1 pytest tests/unit/notes/test_document.py`
writes there, line by line, before it is committed.
"""

import io
import os
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.shared import Pt
from docx.table import Table as WordTable

from assessment.intake import read
from assessment.notes import Imprint, Note, Papers, application_note, render, round_note
from assessment.notes.content import Bullets, Label, Notice, Paragraph, Section, Table
from tests import builders, whole_round

SCHEME = builders.cti_scheme()
GOLDEN = builders.ROOT / "tests" / "golden"
ANNE, BO = builders.person("Anne Holm", 1), builders.person("Bo Lund", 2)
WRITTEN = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)


def note(*parts, missing=()):
    sections = (Section("Afsnit", parts),)
    return Note("note.docx", "Titel", "Undertitel", "Bo Lund", WRITTEN, sections, missing)


def opened(made):
    return docx.Document(io.BytesIO(render(made)))


def transcript(made):
    lines = []
    for part in opened(made).iter_inner_content():
        if isinstance(part, WordTable):
            rows = ([cell.text for cell in row.cells] for row in part.rows)
            lines += ["  " + " | ".join(cells).replace("\n", " / ").rstrip() for cells in rows]
        else:
            lines.append(f"[{part.style.name}] {part.text}")
    return lines


def body(*parts):
    """The lines of a note's only section."""
    return transcript(note(*parts))[3:]


# --- parts ----------------------------------------------------------------------------------------


def test_a_note_has_title_subtitle_and_numbered_headings():
    assert transcript(note()) == ["[Title] Titel", "[Subtitle] Undertitel", "[Heading 1] 1 Afsnit"]


def test_a_draft_says_so_and_lists_what_is_missing():
    assert transcript(note(missing=("en indstilling", "et udfald for G2")))[2:-1] == [
        "[Boks] Udkast. Notatet er ikke færdigt; der mangler:",
        "[List Bullet] en indstilling",
        "[List Bullet] et udfald for G2",
    ]


def test_every_part_has_its_style():
    table = Table(("A", "B"), (("1", "2\n3"), ("", "4")), (0.5, 0.5))

    assert body(
        Paragraph("Tekst.", "Fed:"), Label("Navn"), Bullets(("et", "to")), Notice("Se her."), table
    ) == [
        "[Normal] Fed: Tekst.",
        "[Etiket] Navn",
        "[List Bullet] et",
        "[List Bullet] to",
        "[Boks] Se her.",
        "  A | B",
        "  1 | 2 / 3",
        "   | 4",
    ]


@pytest.mark.parametrize("text", ["en\nto", "en\r\nto", "en\x0bto", "en\n\n \nto\n", "\x00en\rto"])
def test_lines_of_a_paragraph_become_paragraphs_without_empty_ones(text):
    assert body(Paragraph(text, "Fed:")) == ["[Normal] Fed: en", "[Normal] to"]


def test_a_table_without_rows_is_not_shown():
    assert body(Table(("A", "B"), (), (0.5, 0.5)), Paragraph("Efter.")) == ["[Normal] Efter."]


def test_what_introduces_a_table_stays_with_it_and_what_follows_keeps_a_distance():
    table = Table(("A",), (("1",), ("2",)), (1.0,))
    parts = (Paragraph("en\nto"), table, Bullets(("tre", "fire")), Paragraph("fem"))

    shown = [each for each in opened(note(*parts)).paragraphs if each.text in "en to tre fire fem"]

    kept = [bool(each.paragraph_format.keep_with_next) for each in shown]
    before = [each.paragraph_format.space_before for each in shown]
    assert kept == [False, True, False, False, False]
    assert before == [None, None, Pt(8), None, None]


@pytest.mark.parametrize(("rows", "together"), [(10, True), (11, False)])
def test_a_short_table_stays_on_one_page(rows, together):
    made = opened(note(Table(("A",), (("1",),) * rows, (1.0,)))).tables[0]

    kept = [bool(row.cells[0].paragraphs[-1].paragraph_format.keep_with_next) for row in made.rows]
    assert kept == [together] * rows + [False]


def test_there_is_room_to_write_in_the_empty_cells_of_a_table_to_fill_in():
    rows = (("Indstilling", "Tilsagn"), ("Beslutning", ""))

    heights = [
        [
            row.height.cm if row.height else None
            for row in opened(note(Table(("A", "B"), rows, (0.5, 0.5), room=room))).tables[0].rows
        ]
        for room in (True, False)
    ]

    assert heights == [[None, None, pytest.approx(1.4, abs=0.01)], [None, None, None]]


def test_columns_share_the_width_of_the_page():
    made = opened(note(Table(("A", "B"), (("1", "2"),), (0.25, 0.75)))).tables[0]

    assert [round(column.width.cm, 1) for column in made.columns] == [4.0, 12.0]


def test_equal_notes_give_equal_bytes_whenever_they_are_made(monkeypatch):
    made = note(Paragraph("Tekst."), Table(("A",), (("1",),), (1.0,)))
    now = render(made)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    later = render(replace(made))

    with zipfile.ZipFile(io.BytesIO(later)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None
    assert later == now


def test_a_note_says_who_wrote_it_and_when():
    core = opened(note()).core_properties

    assert (core.title, core.author, core.created) == ("Titel", "Bo Lund", WRITTEN)


def test_pages_are_numbered_under_the_notes_title():
    foot = opened(note()).sections[0].footer.paragraphs[0]

    assert foot.text.startswith("Titel\tSide ")


# --- read back by our own reader ------------------------------------------------------------------


def read_back(made):
    return read(render(made), SCHEME.form).text


def test_every_reason_point_and_place_can_be_read_in_the_note():
    long, wild = (
        "Begrundelse på felt 4.1. " * 400,
        "Med\x00 kontrol\x07tegn\x0bog \ud800 😀 <b>&amp;",
    )
    given = [
        replace(
            builders.review(index % 6, by=by),
            scores={
                aspect.id: replace(
                    builders.review().score(aspect.id),
                    points=(index + place) % 6,
                    reason=f"{by.name} om {aspect.id}: {(long, wild)[index]}",
                )
                for place, aspect in enumerate(SCHEME.aspects)
            },
        )
        for index, by in enumerate((ANNE, BO))
    ]
    case = builders.case(*given)
    assert len(given[0].score("1a").reason) > 10_000

    text = read_back(
        application_note(
            builders.round_of(case), case, Imprint("Bo Lund", WRITTEN, "0.1.0 (SHA-256 abc)")
        )
    )

    shown = "Med kontroltegn\nog  😀 <b>&amp;"
    for review, reason in zip(given, (long.strip(), shown), strict=True):
        for aspect in SCHEME.aspects:
            score = review.score(aspect.id)
            name = review.reviewer.name
            told = f"{name} ({score.points}): {name} om {aspect.id}: {reason}"
            assert told in text
    assert "Samlet 2,17 af 5 og plads 1." in text


def test_a_name_of_any_characters_can_be_written():
    case = builders.case(builders.review(), name="Åmose\x0b & <Søn> \x01😀")

    for made in (
        application_note(
            builders.round_of(case), case, Imprint("\x02Bo", WRITTEN, "0.1.0 (SHA-256 abc)")
        ),
        round_note(
            builders.round_of(case), Papers(), Imprint("Bo\ud800", WRITTEN, "0.1.0 (SHA-256 abc)")
        ),
    ):
        assert "& <Søn> 😀" in read_back(made)


# --- whole notes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["indstillingsnotat", "beslutningsnotat-2", "beslutningsnotat-4"])
def test_a_whole_note_reads_as_its_golden_transcript(name):
    round_ = whole_round.small_round()
    kind, _, number = name.partition("-")
    made = (
        application_note(
            round_, round_.case(int(number)), Imprint("Lone", WRITTEN, "0.1.0 (SHA-256 abc)")
        )
        if number
        else round_note(
            round_, Papers(whole_round.declared()), Imprint("Lone", WRITTEN, "0.1.0 (SHA-256 abc)")
        )
    )
    path = GOLDEN / f"{name}.txt"
    lines = transcript(made)

    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert made.filename.startswith(kind if not number else f"0{number}")
    assert lines == path.read_text(encoding="utf-8").splitlines()
