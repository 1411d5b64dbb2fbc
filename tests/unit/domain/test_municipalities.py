"""Municipalities as applicants write them (DOMAIN.md section 5)."""

import unicodedata

import pytest

from assessment.domain.rules.municipalities import MUNICIPALITIES, municipality, offered


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("København", "København"),
        ("Københavns Kommune", "København"),
        ("KØBENHAVNS KOMMUNE", "København"),
        ("københavn's kommune", "København"),
        ("Kommunen København", "København"),
        ("Bornholms Regionskommune", "Bornholm"),
        ("Nordfyn", "Nordfyns"),
        ("Nordfyns Kommune", "Nordfyns"),
        ("Vesthimmerland", "Vesthimmerlands"),
        ("Vesthimmerlands kommune", "Vesthimmerlands"),
        ("Århus", "Aarhus"),
        ("Aarhus Kommune", "Aarhus"),
        ("Ålborg Kommune", "Aalborg"),
        ("Åbenrå", "Aabenraa"),
        ("Høje Taastrup", "Høje-Taastrup"),
        ("Høje-Tåstrup Kommune", "Høje-Taastrup"),
        ("Lyngby-Tårbæk", "Lyngby-Taarbæk"),
        ("Lyngby - Taarbæk", "Lyngby-Taarbæk"),
        ("Fåborg-Midtfyn", "Faaborg-Midtfyn"),
        ("  Randers \n kommune ", "Randers"),
        (unicodedata.normalize("NFD", "Tårnby Kommune"), "Tårnby"),
        ("Åmose Kommune", "Åmose"),
    ],
)
def test_municipality_is_recognised_as_people_write_it(written, expected):
    assert municipality(written, extra=("Åmose",)) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Kommune",
        "Region Hovedstaden",
        "Christiansø",
        "Åmose Kommune",
        "Herning og Ikast-Brande",
        "s",
    ],
)
def test_municipality_is_none_for_what_is_none(written):
    assert municipality(written) is None


def test_municipalities_are_98_and_each_finds_itself():
    assert len(MUNICIPALITIES) == 98
    assert [municipality(f"{name} Kommune") for name in MUNICIPALITIES] == list(MUNICIPALITIES)


def test_offered_puts_extra_names_in_danish_alphabetical_order():
    names = offered(("Åmose", "Bakkedal", "Odense"))

    assert names[:5] == ("Albertslund", "Allerød", "Assens", "Bakkedal", "Ballerup")
    assert names[-5:] == ("Ærø", "Aabenraa", "Aalborg", "Åmose", "Aarhus")
    assert len(names) == 100
