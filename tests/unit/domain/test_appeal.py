"""No text says that a decision cannot be appealed unless there is a legal basis for it."""

from __future__ import annotations

import pytest

from assessment.domain.rules.appeal import denied


@pytest.mark.parametrize(
    "text",
    [
        "Afgørelsen kan ikke påklages.",
        "Afgørelsen kan ikke\npåklages til anden administrativ myndighed.",
        "Afgørelsen kan ikke indbringes for anden myndighed.",
        "Den kan derfor ikke påklages.",
        "Det er en afgørelse, som ikke kan påklages.",
        "Der kan ikke klages over afgørelsen.",
        "I kan ikke klage over afgørelsen.",
        "I har ikke ret til at klage.",
        "Der er ingen klageadgang.",
        "Klageadgangen er afskåret.",
        "Afgørelsen er endelig.",
        "AFGØRELSEN KAN IKKE PÅKLAGES",
        "Afgørelsen kan ikke på\u00adklages.",
    ],
)
def test_that_there_is_no_appeal_is_found_however_it_is_said(text):
    assert denied(f"Det er uklart. {text} Venlig hilsen")


@pytest.mark.parametrize(
    "text",
    [
        "I kan klage over afgørelsen til Klagenævnet.",
        "Borgerne kan ikke klage over visitationen, som den er beskrevet.",
        "Det er ikke beskrevet, hvordan borgerne kan klage.",
        "Den endelige plan mangler.",
        "Planen kan ikke gennemføres.",
        "",
    ],
)
def test_other_text_says_nothing_of_it(text):
    assert not denied(text)
