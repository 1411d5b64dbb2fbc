"""A reason must say something of this application (FOB 2012-18 and 96-335)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.letters.completeness import REASONS, Part, missing, says_nothing
from assessment.domain.letters.dossier import CONDITIONS
from assessment.domain.letters.drafts import deviations
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.words.substance import blank, hollow
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
    "Se fel\u200bt pri\u00adoriteret vurder\u2060et.",
    "Nej, nej og nej.",
    "a b c d",
    "Der er lagt vægt på en samlet vurdering af ansøgningens styrker og svagheder.",
    "Andre ansøgninger opfylder kriterierne i højere grad og er vurderet som stærkere.",
    "Der er foretaget en konkret og individuel vurdering af ansøgningen.",
    "Kravet er ikke opfyldt.",
    # The applicant's name, the form's own words and the rules' explain nothing of what is wrong.
    "Bakkedal Kommune.",
    "Bakkedal Kommunes ansøgning er ikke prioriteret.",
    "“4.1 Beskrivelse af målgruppen”",
    "Målgruppe: Kritisk overgang: Viden og kompetencer:",
    "5.4 Forankring på sigt",
)
"""Also to Bakkedal Kommune, whose letters are made below."""
SAYS = (
    "Planen er løs.",
    "Der mangler en tidsplan.",
    "I har ikke beskrevet, hvem der har ansvaret.",
    "Vi har ikke bedt jer om supplerende oplysninger.",
    "Ansøgningen er prioriteret lavere, fordi målgruppen ikke er afgrænset.",
)


@pytest.mark.parametrize("text", HOLLOW)
def test_stock_phrases_and_bare_points_explain_nothing(text):
    assert says_nothing(outgoing.dossier(LetterKind.REFUSAL), text)


@pytest.mark.parametrize("text", SAYS)
def test_what_tells_of_the_application_is_a_reason(text):
    assert not says_nothing(outgoing.dossier(LetterKind.REFUSAL), text)


@pytest.mark.parametrize("kind", [LetterKind.RESERVE, LetterKind.REFUSAL])
def test_no_word_of_the_rules_themselves_is_a_reason(kind):
    made = outgoing.dossier(kind)
    rule, aspect = made.scheme.requirements[0], made.scheme.aspects[0]
    said = (
        rule.text,
        rule.title,
        aspect.anchors[2],
        aspect.question,
        made.scheme.criteria[0].title,
    )

    assert [says_nothing(made, each) for each in said] == [True] * len(said)
    assert not says_nothing(made, f"{aspect.anchors[2]} Tidsplanen dækker kun 2027.")


def test_phrases_count_as_wholes_and_words_are_found_as_words():
    assert hollow("Den gode plan", ["gode plan"])
    assert not hollow("Den gode gamle plan", ["gode plan"])
    assert not hollow("Den gode planløsning", ["gode plan"])


def test_what_departs_from_the_application_is_no_reason_for_that():
    made = outgoing.departing()
    (said,) = deviations(made)

    def lacking(text):
        texts = {CONDITIONS: outgoing.text(CONDITIONS, text)}
        return [each.part for each in missing(replace(made, texts=texts))]

    assert lacking(said) == [Part.DEVIATION]
    assert lacking(f"{said} Bemandingen rækker til 40.") == []


@pytest.mark.parametrize("text", ["", " ", ".", "–", "\u200b", "…?!", "\u00ad"])
def test_marks_and_what_is_not_seen_are_nothing_to_read(text):
    assert blank(text)


@pytest.mark.parametrize("text", ["a", "8–10", "Å"])
def test_a_letter_or_a_digit_is_something_to_read(text):
    assert not blank(text)


NOTHING = ".\u200b"


@pytest.mark.parametrize(
    ("kind", "changes", "part"),
    [
        (LetterKind.REFUSAL, {"case_number": NOTHING}, Part.CASE_NUMBER),
        (
            LetterKind.GRANT,
            {"undertaking": replace(outgoing.UNDERTAKING, target_group=NOTHING)},
            Part.UNDERTAKING,
        ),
        (
            LetterKind.GRANT,
            {"undertaking": replace(outgoing.UNDERTAKING, caseload=NOTHING)},
            Part.UNDERTAKING,
        ),
        (
            LetterKind.SUPPLEMENT,
            {"exchange": replace(outgoing.REQUEST, text=NOTHING)},
            Part.QUESTIONS,
        ),
        (LetterKind.HEARING, {"about": replace(outgoing.OUTSIDE, text=NOTHING)}, Part.INFORMATION),
        (
            LetterKind.HEARING,
            {"about": replace(outgoing.OUTSIDE, counterpart=NOTHING)},
            Part.INFORMATION,
        ),
        (LetterKind.GRANT, {"letters": outgoing.fixed(next_step=NOTHING)}, Part.NEXT_STEP),
        (LetterKind.REFUSAL, {"letters": outgoing.fixed(access=NOTHING)}, Part.ACCESS),
    ],
)
def test_a_part_of_marks_alone_is_missing(kind, changes, part):
    assert [each.part for each in missing(replace(outgoing.dossier(kind), **changes))] == [part]


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
