from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import TypeAdapter, ValidationError

from assessment.domain.rules.base import Citation, Exact, Identifier, InternalDecision, exact


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1/3", Fraction(1, 3)),
        ("0.25", Fraction(1, 4)),
        ("0,25", Fraction(1, 4)),
        ("2", Fraction(2)),
        (" 1/2 ", Fraction(1, 2)),
        ("-1/2", Fraction(-1, 2)),
        ("+0.5", Fraction(1, 2)),
        ("0.1", Fraction(1, 10)),
        (Fraction(2, 7), Fraction(2, 7)),
        ("9" * 20 + "." + "9" * 20, Fraction(10**40 - 1, 10**20)),
    ],
)
def test_exact_reads_a_quoted_decimal_or_fraction(written, expected):
    assert exact(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        *("1e3", "1E-1", "1e999999999", "1/0", "0/0", "inf", "nan", "", " ", "en halv", "1/2/3"),
        *(".5", "5.", "1.2.3", "1/-3", "1/2.5", "33 %", "1_000", "--1", "9" * 21, "0." + "1" * 21),
        *(0.5, 1, True, None, Decimal("0.5"), ["1/2"]),
    ],
    ids=repr,
)
def test_exact_refuses_what_is_no_exact_number_in_quotes(written):
    with pytest.raises(
        ValueError, match=r'^skal være et tal i anførselstegn, fx "1/3" eller "0.25"$'
    ):
        exact(written)


def test_an_exact_number_is_written_as_it_can_be_read_again():
    number = TypeAdapter(Exact)

    assert number.dump_python(Fraction(1, 3)) == "1/3"
    assert number.validate_python("1/3") == Fraction(1, 3)


@pytest.mark.parametrize("written", ["1a", "2024-1", "4.9.antal", "målgruppe", "_"])
def test_an_identifier_is_a_word_with_dots_and_hyphens(written):
    assert TypeAdapter(Identifier).validate_python(f" {written} ") == written


@pytest.mark.parametrize("written", ["", "a b", "-a", ".a", "a/b", "x" * 61, 'a"'])
def test_an_identifier_is_nothing_else(written):
    with pytest.raises(ValidationError):
        TypeAdapter(Identifier).validate_python(written)


def test_a_value_of_the_rule_file_never_changes():
    cited = Citation(document="guide", section="Frist")

    with pytest.raises(ValidationError, match="frozen"):
        cited.section = "Krav"


def test_a_value_of_the_rule_file_has_no_keys_of_its_own_making():
    with pytest.raises(ValidationError, match="Extra inputs"):
        InternalDecision(by="Lederen", on=date(2030, 1, 2), reason="Fast.", resaon="")
