"""The scoring sheet as a file: what it lets somebody do, and what it says when it comes back."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from assessment.domain.reviewing.review import Review, Score
from assessment.domain.rounds.scoring_sheet import Fault, Line, Origin, Task, mark
from assessment.errors import RefusedFileError
from assessment.notes.sheets import workbook
from assessment.notes.sheets.scoring_reader import read_scoring_sheet
from tests import builders
from tests.builders import NOON
from tests.scoring_sheets import ANNE, ASPECTS, book, filled, sheet, task

SHEET = sheet()


def read(cells, content=SHEET):
    return read_scoring_sheet(filled(content, cells))


def refused(content):
    with pytest.raises(RefusedFileError) as refusal:
        read_scoring_sheet(content)
    return refusal.value.code, str(refusal.value)


# --- the file -------------------------------------------------------------------------------------


def test_it_has_a_row_for_each_aspect_of_each_application_and_what_is_written_so_far():
    score = Score("1a", 4, "Se 4.1.", NOON, 3)
    begun = Task(1, "Bakkedal Kommune", Review(1, ANNE, {"1a": score}))

    header, first, *rest = book(sheet(begun, task(number=2, name="Lyngmose"))).worksheets[0].values

    assert header == ("Nr.", "Ansøger", "Aspekt", "Titel", "Spørgsmål", "Point (0–5)", "Begrundelse", "Version", "Mærke")  # fmt: skip
    question = builders.cti_scheme().aspects[0].question
    known = mark(1, "1a", 4, "Se 4.1.")
    assert first == (1, "Bakkedal Kommune", "1a", "Målgruppe", question, 4, "Se 4.1.", 3, known)
    assert [row[:3] for row in rest[-9:]] == [(2, "Lyngmose", each) for each in ASPECTS]
    assert {row[5:8] for row in rest} == {(None, None, 0)}


def test_a_submitted_review_is_not_in_it():
    content = sheet(task(3, "Se 4.1."), Task(2, "Lyngmose", builders.review(application_id=2)))

    assert {row[0] for row in list(book(content)["Point"].values)[1:]} == {1}


def test_only_points_and_reasons_can_be_changed():
    opened = book(SHEET)
    page = opened["Point"]

    assert all(each.protection.sheet for each in opened)
    free = {cell.column_letter for row in page for cell in row if not cell.protection.locked}
    assert free == {"F", "G"}
    assert [page.column_dimensions[each].hidden for each in "FGHI"] == [False, False, True, True]
    assert (page.freeze_panes, page.auto_filter.ref) == ("C2", "A1:G10")
    assert {each.title: each.sheet_state for each in opened} == {
        "Point": "visible",
        "Skala": "visible",
        "Sådan gør du": "visible",
        "Om": "hidden",
    }


def test_points_are_chosen_from_the_scale():
    (rule,) = book(SHEET)["Point"].data_validations.dataValidation

    assert (rule.type, rule.formula1, str(rule.sqref), rule.showErrorMessage) == (
        "list",
        '"0,1,2,3,4,5"',
        "F2:F10",
        True,
    )


def test_the_anchors_are_beside_it():
    header, general, first, *_ = book(SHEET)["Skala"].values
    scheme = builders.cti_scheme()

    assert header[4] == "0 – Ikke belyst"
    assert general[4:] == tuple(each.text for each in scheme.scoring.scale)
    assert first[0] == "1a"
    assert first[4:] == scheme.aspects[0].anchors


def test_what_looks_like_a_formula_is_text_and_no_cpr_like_number_is_in_it():
    content = sheet(task(3, "=1+1 om 010190-1234", name="+Kommune"))

    row = book(content)["Point"][2]

    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in (row[1], row[6])] == [
        ("+Kommune", "s", True),
        ("=1+1 om ••••••-••••", "s", True),
    ]


def test_the_same_gives_the_same_bytes():
    assert sheet() == SHEET


# --- coming back ----------------------------------------------------------------------------------


def test_what_was_filled_in_is_read_and_the_rest_is_untouched():
    found = read({"F2": 5, "G2": "Klar.", "F3": "4", "G4": " Kun tekst. "})

    assert found.origin == Origin("demo", 1, NOON.isoformat())
    assert found.faults == ()
    assert [(line.row, line.points, line.reason) for line in found.lines if line.touched] == [
        (2, 5, "Klar."),
        (3, 4, ""),
        (4, None, "Kun tekst."),
    ]
    assert found.lines[0] == Line(2, 1, "1a", 5, "Klar.", 0, mark(1, "1a", None, ""))


@pytest.mark.parametrize(
    "reason",
    ["=1+1", "- minus", "Linje\nto", "“æøå” 🙂", "_x0041_ er ikke A", "\ttab", "010190-1234"],
)
def test_a_reason_that_nobody_touched_comes_back_as_untouched(reason):
    found = read_scoring_sheet(filled(sheet(task(3, reason)), {}))

    assert [line.touched for line in found.lines] == [False] * 9


@pytest.mark.parametrize("points", [4, 4.0, "4", " 4 ", "4.0", "4,00", "4\N{NO-BREAK SPACE}"])
def test_points_are_points_however_a_program_wrote_them(points):
    assert read({"F2": points}).lines[0].points == 4


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"F7": "seks"}, "Point!F7: “seks” er ikke et point fra 0 til 5"),
        ({"F7": 6}, "Point!F7: “6” er ikke et point fra 0 til 5"),
        ({"F7": -1}, "Point!F7: “-1” er ikke et point fra 0 til 5"),
        ({"F7": 2.5}, "Point!F7: “2.5” er ikke et point fra 0 til 5"),
        ({"F7": "3,5"}, "Point!F7: “3,5” er ikke et point fra 0 til 5"),
        ({"F7": "0_5"}, "Point!F7: “0_5” er ikke et point fra 0 til 5"),
        ({"F7": "1e0"}, "Point!F7: “1e0” er ikke et point fra 0 til 5"),
        ({"F7": "\N{ARABIC-INDIC DIGIT THREE}"}, "Point!F7: “\N{ARABIC-INDIC DIGIT THREE}” er ikke et point fra 0 til 5"),
        ({"F7": True}, "Point!F7: “True” er ikke et point fra 0 til 5"),
        ({"F7": NOON.replace(tzinfo=None)}, "Point!F7: “2026-10-01 10:00:00” er ikke et point fra 0 til 5"),
        ({"F7": "nan"}, "Point!F7: “nan” er ikke et point fra 0 til 5"),
        ({"F7": "9" * 400}, f"Point!F7: “{'9' * 20}…” er ikke et point fra 0 til 5"),
        ({"F7": "=2+2"}, "Point!F7: skriv pointene som et tal; der står en formel"),
        ({"F7": "#NAME?"}, "Point!F7: skriv pointene som et tal; der står en formel"),
        ({"G7": "=A1"}, "Point!G7: skriv begrundelsen som tekst; der står en formel"),
        ({"A7": "x"}, "Point!A7: “x” er ikke nummeret på en ansøgning"),
        ({"C7": None}, "Point!C7: “” er ikke et aspekt"),
    ],
    ids=lambda each: str(each)[:30],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_is_named_and_the_other_rows_are_read(cells, told):
    found = read(cells)

    assert [each.sentence for each in found.faults] == [told]
    assert [line.row for line in found.lines] == [2, 3, 4, 5, 6, 8, 9, 10]


def test_every_fault_of_a_row_is_named():
    assert read({"F7": 9, "G7": "=1"}).faults == (
        Fault(7, "F", "“9” er ikke et point fra 0 til 5"),
        Fault(7, "G", "skriv begrundelsen som tekst; der står en formel"),
    )


def test_rows_that_are_gone_and_rows_that_are_empty_are_passed_over():
    opened = book(SHEET)
    opened["Point"].delete_rows(3, 8)
    result = BytesIO()
    opened.save(result)

    found = read_scoring_sheet(filled(result.getvalue(), {"F40": 3, "A40": 1, "C40": "2"}))

    assert [(line.row, line.aspect) for line in found.lines] == [(2, "1a"), (40, "2")]


def test_without_version_and_mark_a_row_counts_as_touched():
    (first, *_) = read({"H2": "x", "I2": None}).lines

    assert (first.version, first.mark, first.touched) == (0, "", True)


# --- refused --------------------------------------------------------------------------------------

AGAIN = "Hent et nyt pointark, og skriv dine point over i det."


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_workbook"),
        (b"PK\x03\x04", "no_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "no_workbook"),
        (builders.sample("01"), "no_scoring_sheet"),
    ],
    ids=["empty", "torn", "encrypted", "word"],
)
def test_what_is_no_workbook_of_ours_is_refused(content, code):
    assert refused(content)[0] == code


def test_a_workbook_without_its_sheets_or_columns_or_origin_is_refused():
    opened = book(SHEET)
    del opened["Om"]
    result = BytesIO()
    opened.save(result)

    assert refused(result.getvalue()) == ("no_scoring_sheet", f"Filen er ikke et pointark. {AGAIN}")
    assert refused(filled(SHEET, {"F1": "Karakter"})) == (
        "changed_columns",
        f"Arkets kolonner er ikke, som de var, da det blev dannet. {AGAIN}",
    )
    assert refused(filled(SHEET, {"B2": "Anne"}, page="Om")) == (
        "no_origin",
        f"Arket siger ikke længere, hvem og hvilken runde det hører til. {AGAIN}",
    )


def test_a_file_that_is_or_unpacks_too_large_is_refused_before_it_is_unpacked():
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (workbook.MAX_UNPACKED + 1))

    assert refused(packed.getvalue())[0] == "unpacks_large"
    assert refused(b"x" * (workbook.MAX_FILE + 1))[0] == "too_large"


def test_a_row_of_any_number_ends_nothing_up():
    packed = BytesIO()
    with ZipFile(BytesIO(SHEET)) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            part = parts.read(name).replace(b'<row r="10"', b'<row r="99999999999"')
            archive.writestr(name, part)

    assert len(read_scoring_sheet(packed.getvalue()).lines) == 8
