"""The workbook for reports: what it lets people write, and how it is read when it comes back."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assessment.domain.following.report_check import Checked, Line, Sheet, check
from assessment.errors import RefusedFileError
from assessment.notes import read_report, report_template
from tests import agreements
from tests.agreements import CPR, course
from tests.builders import NOON, cti_scheme

MONITORING = cti_scheme().monitoring
TITLES = (
    "CPR-nummer",
    "Opstartsdato",
    "Afslutningsdato",
    "Delmålgruppe",
    "Har gennemført forløbet",
)
LETTERS = dict(zip(agreements.KINDS, "ABCDE", strict=True))


@pytest.fixture(scope="module")
def book():
    return load_workbook(BytesIO(agreements.empty_report()))


def rules(page):
    return {str(each.sqref): each for each in page.data_validations.dataValidation}


def test_the_workbook_says_how_before_it_asks(book):
    assert book.sheetnames == ["Vejledning", "Indberetning", "Lister"]
    assert book["Lister"].sheet_state == "hidden"
    assert [cell.value for cell in book["Indberetning"][1]] == list(TITLES)
    assert (book.properties.title, book.properties.creator, book.properties.language) == (
        f"Indberetning: {cti_scheme().title}",
        "Social- og Boligstyrelsen",
        "da-DK",
    )


def test_the_header_stays_in_sight_and_only_the_rows_below_can_be_changed(book):
    page = book["Indberetning"]

    assert page.freeze_panes == "A2"
    assert all(each.protection.sheet for each in book)
    assert all(cell.protection.locked for cell in page[1])
    assert not any(cell.protection.locked for row in page["A2:E201"] for cell in row)
    assert page.max_row == 201


def test_there_are_three_rows_for_each_citizen():
    made = agreements.undertaking(citizens=100)

    assert load_workbook(BytesIO(agreements.empty_report(made)))["Indberetning"].max_row == 301


def test_a_personal_number_is_text_so_that_a_nought_before_it_stays(book):
    assert {cell.number_format for (cell,) in book["Indberetning"]["A2:A201"]} == {"@"}


def test_each_column_takes_only_what_belongs_there(book):
    found = rules(book["Indberetning"])

    assert {key: (each.type, each.formula1, each.formula2) for key, each in found.items()} == {
        "A2:A201": (
            "custom",
            (
                'AND(OR(LEN(A2)=10,AND(LEN(A2)=11,MID(A2,7,1)="-")),LEN(SUBSTITUTE(A2,"-",""))=10,'
                'ISNUMBER(VALUE(SUBSTITUTE(A2,"-",""))))'
            ),
            None,
        ),
        "B2:B201": ("date", "DATE(2027,2,1)", "MIN(TODAY(),DATE(2029,1,31))"),
        "C2:C201": ("date", "MAX(B2,DATE(2027,2,1))", "MIN(TODAY(),DATE(2029,1,31))"),
        "D2:D201": ("list", "Lister!$A$1:$A$2", None),
        "E2:E201": ("list", '"ja,nej"', None),
    }
    assert all(each.showErrorMessage and each.error for each in found.values())
    assert [cell.value for cell in book["Lister"]["A"]] == list(agreements.GROUPS)


def test_sub_groups_that_are_not_agreed_have_no_list():
    made = agreements.undertaking(sub_groups=())
    book = load_workbook(BytesIO(agreements.empty_report(made)))

    assert book.sheetnames == ["Vejledning", "Indberetning"]
    assert "D2:D201" not in rules(book["Indberetning"])
    assert "Delmålgrupperne bliver fastlagt senere" in told(book)


def told(book):
    return "\n".join(str(cell.value) for row in book["Vejledning"] for cell in row if cell.value)


def test_the_instructions_say_when_how_and_by_what_channel(book):
    text = told(book)

    for part in (
        "Bakkedal Kommune",
        "01.02.2027 til 31.01.2029",
        "Hver 3. måned, senest 01.05.2027, 01.08.2027",
        "og 31.01.2029.",
        "Send det kun krypteret, ad den kanal som Social- og Boligstyrelsen har anvist",
        "Hvem der er dataansvarlig",
        "særskilte information",
        MONITORING.purpose,
        "Vælg en på listen: Unge eller Kvinder på krisecenter.",
    ):
        assert part in text


def test_only_the_moment_it_was_written_stands_in_it(book):
    with zipfile.ZipFile(BytesIO(EMPTY)) as parts:
        assert {each.date_time for each in parts.infolist()} == {(2026, 10, 1, 12, 0, 0)}
    noon = datetime(2026, 10, 1, 10)  # noqa: DTZ001 - as Excel has it
    assert (book.properties.created, book.properties.modified) == (noon, noon)
    assert agreements.empty_report() == EMPTY


def test_names_that_look_like_formulas_are_text():
    made = agreements.undertaking(sub_groups=('=HYPERLINK("http://x")', "+1\x07", "\t=1"))
    form = replace(agreements.form(made), applicant="=1+1")
    book = load_workbook(BytesIO(report_template(form, written=NOON)))
    cells = [
        *book["Lister"]["A"],
        *(row[1] for row in book["Vejledning"] if row[1].value == "=1+1"),
    ]

    assert [(each.value, each.data_type, each.quotePrefix) for each in cells] == [
        ('=HYPERLINK("http://x")', "s", True),
        ("+1", "s", True),
        ("\t=1", "s", True),
        ("=1+1", "s", True),
    ]


# --- what comes back ------------------------------------------------------------------------------


def read(*courses, of=None):
    return read_report(agreements.filled_report(*courses, of=of), MONITORING)


def test_what_is_filled_in_is_read_and_checked():
    rows = (course(), course(cpr="0101991111", end=None, completed=None))

    found = read(*rows)

    lines = (Line(2, rows[0]), Line(3, rows[1]))
    assert found == Sheet(LETTERS, 2, lines, groups=agreements.GROUPS)
    assert check(found, agreements.undertaking(), date(2027, 8, 15)) == Checked(2, (), whole=True)


COURSES = st.lists(
    st.builds(
        course,
        cpr=st.builds("{:%d%m%y}-{:04}".format, st.dates(date(2000, 1, 1)), st.integers(0, 9999)),
        start=st.dates(date(2027, 2, 1), date(2029, 1, 1)),
        end=st.none() | st.dates(date(2027, 2, 1), date(2029, 1, 1)),
        sub_group=st.sampled_from(agreements.GROUPS),
        completed=st.sampled_from(["ja", "nej", None]),
    ),
    max_size=5,
)
EMPTY = agreements.empty_report()


@settings(max_examples=15)
@given(COURSES)
def test_any_courses_are_read_as_they_were_written(courses):
    assert [dict(each.cells) for each in read(*courses, of=EMPTY).lines] == courses


def workbook(*rows, title="Ark1"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_the_fields_are_found_by_their_titles_wherever_they_stand():
    content = workbook(
        ("Indberetning fra os",),
        ("Nr.", *reversed(TITLES[1:]), "cpr-nummer "),
        (None, "ja", "Unge", None, datetime(2027, 2, 10, 9, 30), CPR),  # noqa: DTZ001 - as Excel has it
        (),
        (None, None, None, None, None, 1503901234),
        ("Karen", None, None, None, None, None, "Kommentar"),
    )

    found = read_report(content, MONITORING)

    letters = {"completed": "B", "sub_group": "C", "end": "D", "start": "E", "cpr": "F"}
    assert (found.columns, found.first, found.strays) == (letters, 3, ("A6", "G6"))
    assert [each.number for each in found.lines if not each.blank] == [3, 5]
    assert found.lines[0].get("start") == date(2027, 2, 10)
    assert found.lines[2].get("cpr") == Decimal(1503901234)


@pytest.mark.parametrize(
    ("title", "held", "elsewhere"),
    [
        ("Ark2", CPR, True),
        ("Indberetning (2)", 0, True),
        ("Ark2", None, False),
        ("Ark2", " ", False),
    ],
)
def test_another_sheet_with_something_on_it_is_seen(title, held, elsewhere):
    book = load_workbook(BytesIO(agreements.filled_report(course())))
    book.create_sheet(title, 0)["C7"] = held
    saved = BytesIO()
    book.save(saved)

    found = read_report(saved.getvalue(), MONITORING)

    assert found == replace(read(course()), elsewhere=elsewhere)


def test_a_formula_is_read_as_the_text_it_is():
    (line,) = read(course(sub_group='=HYPERLINK("http://x","Unge")', completed="=TRUE()")).lines

    assert (line.get("sub_group"), line.get("completed")) == (
        '=HYPERLINK("http://x","Unge")',
        "=TRUE()",
    )


AGAIN = "Brug indberetningsskemaet, som det er."
UNREADABLE = (
    "Filen kan ikke læses som et Excel-regneark. Er den gemt med adgangskode eller i et andet format, "
    "så gem den som .xlsx uden adgangskode."
)
TOO_LARGE = f"Filen er for stor til at være en indberetning. {AGAIN}"


def zipped(parts):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_part(name, content):
    """The empty workbook with one part of it replaced."""
    with zipfile.ZipFile(BytesIO(EMPTY)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return zipped(parts | {name: content})


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
)
SHEET = "xl/worksheets/sheet2.xml"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", UNREADABLE),
        (b"150390-1234;ja", UNREADABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UNREADABLE),
        (EMPTY[: len(EMPTY) // 2], UNREADABLE),
        (zipped({"x.txt": "x"}), UNREADABLE),
        (with_part(SHEET, "<worksheet><sheet"), UNREADABLE),
        (with_part("xl/workbook.xml", "<workbook"), UNREADABLE),
        (with_part(SHEET, BOMB), UNREADABLE),
        (bytes(5 * 2**20 + 1), TOO_LARGE),
        (with_part(SHEET, bytes(26 * 2**20)), TOO_LARGE),
        (zipped({f"{n}.xml": "" for n in range(201)}), TOO_LARGE),
        (workbook(("a", "b")), f"Regnearket har ikke indberetningsskemaets overskrifter. {AGAIN}"),
        (workbook(TITLES[:3]), f"Regnearket mangler felterne “Delmålgruppe” og “Har gennemført forløbet”. {AGAIN}"),
        (workbook(TITLES, *[(CPR,)] * 6001), TOO_LARGE),
    ],
    ids=str.split(
        "empty text ole cut zip broken-sheet broken-book laughs large bomb parts other columns rows"
    ),
)  # fmt: skip
def test_what_is_no_report_is_refused_in_one_sentence_that_repeats_nothing(content, sentence):
    with pytest.raises(RefusedFileError) as refused:
        read_report(content, MONITORING)

    assert str(refused.value) == sentence
    assert refused.value.__cause__ is None


def test_rows_far_below_the_last_are_not_believed():
    part = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c>'
        '</row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        "</worksheet>"
    )

    with pytest.raises(RefusedFileError) as refused:
        read_report(with_part(SHEET, part), MONITORING)

    assert str(refused.value) == f"Regnearket har ikke indberetningsskemaets overskrifter. {AGAIN}"


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, len(EMPTY)))
def test_any_damage_is_read_or_refused(noise, place):
    damaged = EMPTY[:place] + noise + EMPTY[place + len(noise) :]

    with suppress(RefusedFileError):
        read_report(damaged, MONITORING)
