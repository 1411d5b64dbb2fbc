"""Numbers as people and machines read them, for any number at all."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from assessment.domain.rules.base import exact
from assessment.domain.words.wording import decimal, exact_text, number, percent

WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
finite = some.decimals(-(10**30), 10**30, allow_nan=False, allow_infinity=False)
halves = some.integers(-(10**40), 10**40).map(lambda digits: Decimal(digits).scaleb(-3, WIDE))
"""Numbers with a five where the rounding looks."""


@given(finite | halves, some.integers(0, 6))
def test_decimal_rounds_as_the_decimal_module_does(value, places):
    rounded = value.quantize(Decimal(1).scaleb(-places), context=WIDE)

    written = f"{rounded:f}" if rounded else f"{abs(rounded):f}"
    assert decimal(value, places) == written.replace(".", ",")
    assert decimal(Fraction(value), places) == decimal(value, places)


@given(some.fractions(), some.integers(0, 6))
def test_decimal_is_never_more_than_half_a_unit_off(value, places):
    written = Fraction(decimal(value, places).replace(",", "."))

    assert abs(written - value) * 10**places <= Fraction(1, 2)


@given(finite | some.fractions())
def test_number_says_the_same_as_three_decimals_without_idle_zeros(value):
    written = number(value)

    assert Fraction(written.replace(",", ".")) == Fraction(decimal(value, 3).replace(",", "."))
    assert "," not in written or not written.endswith(("0", ","))


@given(some.fractions(0, 1))
def test_percent_is_the_share_of_a_hundred(share):
    assert percent(share) == f"{decimal(share * 100, 1)} %"


@given(some.fractions() | finite.map(Fraction))
def test_exact_text_loses_nothing_and_is_a_decimal_wherever_it_ends(value):
    written = exact_text(value)

    assert Fraction(written) == value
    denominator = value.denominator
    ends = (10 ** denominator.bit_length()) % denominator == 0
    assert ("/" in written) is not ends


@given(some.fractions(max_denominator=10**18))
def test_an_exact_text_of_modest_length_is_read_back_as_it_was(value):
    written = exact_text(value % 1000)

    if all(len(part) <= 20 for part in written.replace("/", ".").split(".")):
        assert exact(written) == value % 1000


@given(
    some.text() | some.floats().map(str) | some.from_regex(r"[+-]?\d*[.,/eE]?\d*", fullmatch=True)
)
def test_exact_reads_a_number_or_refuses_and_never_fails_otherwise(text):
    try:
        value = exact(text)
    except ValueError as refusal:
        value = str(refusal)

    refused = isinstance(value, str) and value.startswith("skal være et tal i anførselstegn")
    assert refused or value == Fraction(text.strip().replace(",", "."))
