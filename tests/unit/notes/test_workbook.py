"""A workbook, read back: what calculates, what is text, and what a reader can filter."""

from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from assessment.notes.sheets.workbook import Formula, Sheet, workbook


def read_back(*sheets):
    return load_workbook(BytesIO(workbook(sheets)))


def only(*cells, header=("Navn",), percent=()):
    return read_back(Sheet("Ark", header, cells, frozenset(percent)))["Ark"]


def test_sheets_stand_in_order_with_header_and_rows():
    book = read_back(
        Sheet("Første", ("Navn", "Tal"), [("Nord", 3), ("Syd", None)]), Sheet("Andet", ("Æ",), [])
    )

    assert book.sheetnames == ["Første", "Andet"]
    assert list(book["Første"].values) == [("Navn", "Tal"), ("Nord", 3), ("Syd", None)]
    assert list(book["Andet"].values) == [("Æ",)]


def test_the_header_is_bold_stays_in_sight_and_filters():
    page = only(("Nord", 1), ("Syd", 2), header=("Navn", "Tal"))

    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:B3")
    assert [cell.font.bold for row in page for cell in row] == [True, True, *[False] * 4]


def test_a_column_is_as_wide_as_its_longest_text_within_bounds():
    page = only(("x" * 20, 1, "y" * 500), header=("A", "B", "C"))

    assert [page.column_dimensions[each].width for each in "ABC"] == [24, 8, 60]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_that_looks_like_a_formula_is_text(text):
    (cell,) = only((text,))[2]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_other_text_has_no_sign_before_it_and_no_control_characters():
    (cell,) = only(("Nord\x00\x0b-Syd\n1",))[2]

    assert (cell.value, cell.quotePrefix) == ("Nord-Syd\n1", False)


def test_a_formula_calculates():
    (cell,) = only((Formula("1/3"),))[2]

    assert (cell.value, cell.data_type) == ("=1/3", "f")


def test_numbers_have_two_decimals_and_shares_are_percent():
    cells = only((Fraction(11, 3), 0.25, Formula("1/3"), 4), header=tuple("ABCD"), percent="BC")[2]

    assert [(each.value, each.number_format) for each in cells] == [
        (pytest.approx(11 / 3), "0.00"),
        (0.25, "0.0%"),
        ("=1/3", "0.0%"),
        (4, "General"),
    ]
