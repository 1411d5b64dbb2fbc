"""Words become values, or honestly None."""

from datetime import date
from decimal import Decimal

import pytest

from assessment.intake.answers import boxes, values
from tests.small_form import FORM


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", Decimal(3)),
        ("2,5", Decimal("2.5")),
        ("2.5", Decimal("2.5")),
        ("10 borgere", Decimal(10)),
        ("ca. 1,5", Decimal("1.5")),
        ("1.200", Decimal(1200)),
        ("1.200,5 årsværk", Decimal("1200.5")),
        ("8-10", None),
        ("mellem 8 og 10", None),
        ("3 medarbejdere, 2 på deltid", None),
        ("999999999999", Decimal(999999999999)),
        ("9999999999999", None),
        ("9" * 5000, None),
        ("mange", None),
        ("", None),
    ],
)
def test_number(text, expected):
    assert values.number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("29.09.2026", date(2026, 9, 29)),
        ("29. september 2026", date(2026, 9, 29)),
        ("den 29. sept. 2026", date(2026, 9, 29)),
        ("2026-09-29", date(2026, 9, 29)),
        ("2026-09-29T00:00:00Z", date(2026, 9, 29)),
        ("29/9-26", date(2026, 9, 29)),
        ("31.02.2026", None),
        ("1.1.2026 og 2.1.2026", None),
        ("snart", None),
    ],
)
def test_day(text, expected):
    assert values.day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kommune", "municipality"),
        ("socialt tilbud - PRIVAT", "private_provider"),
        ("Kommunalt tilbud", "public_provider"),
        ("Socialt tilbud, offenligt", "public_provider"),
        ("☐ Kommune ☒ Socialt tilbud – offentligt", "public_provider"),
        ("☒ Kommune ☒ Socialt tilbud – privat", None),
        ("☐ Kommune ☐ Socialt tilbud – privat", None),
        ("noget helt andet", None),
    ],
)
def test_choice(text, expected):
    assert values.choice(text, FORM.field("1.1")) == expected


def test_choice_of_a_municipality_is_the_text_itself():
    assert values.choice("  Strandby \n Kommune ", FORM.field("1.3")) == "Strandby Kommune"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("☒", True),
        ("☑ Ja", True),
        ("[x]", True),
        ("X", True),
        ("Ja, det gør vi", True),
        ("☒ Ja ☐ Nej", True),
        ("☐ Ja ☒ Nej", False),
        ("☐", False),
        ("Nej", False),
        ("Vi overvejer det", None),
        ("xylofon", None),
    ],
)
def test_ticked(text, expected):
    assert boxes.ticked(text) == expected
