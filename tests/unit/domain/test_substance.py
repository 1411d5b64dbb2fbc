"""A reason must say something of this application (FOB 2012-18 and 96-335)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.completeness import REASONS, Part, missing
from assessment.domain.letter import LetterKind
from assessment.domain.substance import hollow
from tests import outgoing

HOLLOW = (
    "",
    " \n\t",
    "\u200b\u2060\ufeff",
    ".",
    "–",
    "x",
    "Nej.",
    "3",
    "3 point.",
    "I har 2,5 point.",
    "Se felt 4.1.",
    "Vi har prioriteret.",
    "Ansøgningen er vurderet efter kriterierne og prioriteret inden for rammen.",
    "Ud fra en samlet, faglig vurdering er andre ansøgninger prioriteret højere.",
    "DER ER IKKE MIDLER TIL ALLE.",
)
SAYS = (
    "Planen er løs.",
    "Der mangler en tidsplan.",
    "I har ikke beskrevet, hvem der har ansvaret.",
    "Vi har ikke bedt jer om supplerende oplysninger.",
    "Ansøgningen er prioriteret lavere, fordi målgruppen ikke er afgrænset.",
)


@pytest.mark.parametrize("text", HOLLOW)
def test_stock_phrases_and_bare_points_explain_nothing(text):
    assert hollow(text)


@pytest.mark.parametrize("text", SAYS)
def test_what_tells_of_the_application_is_a_reason(text):
    assert not hollow(text)


@pytest.mark.parametrize("text", [each for each in HOLLOW if each.strip()])
@pytest.mark.parametrize(
    ("kind", "unmet"),
    [
        (LetterKind.RESERVE, ""),
        (LetterKind.REFUSAL, ""),
        (LetterKind.REFUSAL, "M3"),
        (LetterKind.DISMISSAL, "G2"),
    ],
)
def test_a_letter_of_stock_phrases_lacks_each_of_its_reasons(kind, unmet, text):
    made = outgoing.dossier(kind, unmet=unmet)
    said = replace(made, texts={key: outgoing.text(key, text) for key in made.texts})

    lacking = missing(said)

    assert len(lacking) == len(made.texts)
    assert {each.part in REASONS for each in lacking} == {True}
    assert all("siger intet om netop denne ansøgning" in each.sentence for each in lacking)


@pytest.mark.parametrize("kind", [LetterKind.GRANT, LetterKind.RESERVE])
def test_nothing_is_promised_to_whom_a_requirement_turned_out_not_to_be_met(kind):
    made = outgoing.dossier(kind, unmet="G2")

    assert [each.part for each in missing(made)] == [Part.DECISION]


def test_a_reserve_whose_requirements_were_looked_at_again_still_needs_its_reasons():
    made = replace(outgoing.dossier(LetterKind.RESERVE, unmet="G2"), texts={})

    assert {each.part for each in missing(made)} == {
        Part.DECISION,
        Part.CONSIDERATIONS,
        Part.FACTS,
    }
