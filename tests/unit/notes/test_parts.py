"""What the notes share: points with what was agreed, the frozen rules and the decision."""

from dataclasses import replace
from datetime import UTC, datetime

from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.rounds.case import Frozen
from assessment.notes import Imprint, application_note, parts
from assessment.notes.content import Bullets, Label, Paragraph
from tests import builders

SCHEME = builders.cti_scheme()
ANNE, BO = builders.person("Anne Holm", 1), builders.person("Bo Lund", 2)
LATER = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)
"""Half past midnight on 6 October by the Danish clock."""


def agreed_case():
    """Two reviewers three points apart on the last aspect, who agreed on something between."""
    fours = {aspect.id: 4 for aspect in SCHEME.aspects}
    case = builders.case(
        builders.review(fours | {"7": 5}, by=ANNE, reason="Stærk, se 6.1."),
        builders.review(fours | {"7": 2}, by=BO, reason="Mest hensigt."),
    )
    agreed = builders.consensus("7", "4.5", reason="Hensigten er fulgt op i 6.3.")
    return replace(case, consensus={"7": agreed})


def test_what_was_agreed_stands_beside_the_points_that_each_reviewer_gave():
    case = agreed_case()

    assert parts.points_order(case) == (
        "Point fra Anne Holm og Bo Lund, hver for sig og i den rækkefølge. "
        "Hvor der er konsensus, tæller den i stedet for gennemsnittet."
    )
    assert parts.points_table(case, SCHEME.aspects).rows[-2:] == (
        ("6 Ledelse", "4, 4", "4,00"),
        ("7 Borgerinddragelse", "5, 2", "konsensus 4,50"),
    )


def test_who_agreed_and_why_stands_beside_what_each_reviewer_wrote():
    (involvement,) = [each for each in SCHEME.criteria if each.id == "citizen_involvement"]

    assert list(parts.reasons(agreed_case(), involvement)) == [
        Label("7 Borgerinddragelse"),
        Bullets(("Anne Holm (5): Stærk, se 6.1.", "Bo Lund (2): Mest hensigt.")),
        Paragraph(
            "Hensigten er fulgt op i 6.3. Deltog: Anne Holm og Bo Lund. Fastsat af Lone Vestergaard "
            "den 01.10.2026.",
            "Konsensus 4,50:",
        ),
    ]


def test_a_consensus_that_was_taken_back_does_not_count():
    case = agreed_case()
    back = replace(case.consensus["7"], points=None, participants=())

    told = replace(case, consensus={"7": back})

    alone = replace(case, consensus={})
    (involvement,) = [each for each in SCHEME.criteria if each.id == "citizen_involvement"]
    assert parts.points_order(told) == parts.points_order(alone)
    assert parts.points_table(told, SCHEME.aspects) == parts.points_table(alone, SCHEME.aspects)
    assert list(parts.reasons(told, involvement)) == list(parts.reasons(alone, involvement))
    assert attention_of(told) == attention_of(alone)


def attention_of(case):
    note = application_note(
        builders.round_of(case), case, Imprint("Bo Lund", LATER, "0.1.0 (SHA-256 abc)")
    )
    (found,) = [each for each in note.sections if each.title == "Opmærksomhedspunkter"]
    return found.parts


def test_a_difference_is_told_with_how_it_was_solved():
    assert attention_of(agreed_case()) == (
        Paragraph(
            "Bedømmernes point ligger mindst 2 fra hinanden for 7 (2–5). Der er konsensus om 7."
        ),
    )


def test_who_froze_the_rules_and_why_is_told():
    rules = Frozen("Lone Vestergaard", LATER, "De står i vejledningen.")

    (table,) = parts.versions(
        replace(builders.round_of(), frozen=rules), Imprint("Lone", LATER, "0.1.0")
    ).parts

    assert table.rows[3] == ("Fastlåst", "06.10.2026, Lone Vestergaard: De står i vejledningen.")


def test_rules_that_were_frozen_without_a_reason_are_told_with_who_did_it():
    rules = Frozen("Lone Vestergaard", LATER, "")

    (table,) = parts.versions(
        replace(builders.round_of(), frozen=rules), Imprint("Lone", LATER, "0.1.0")
    ).parts

    assert dict(table.rows)["Fastlåst"] == "06.10.2026, Lone Vestergaard"


def test_a_decision_that_was_made_is_in_the_note_of_its_application():
    made = Decision(1, Award.RESERVE, "To er nok.", "Karin Dahl", LATER)
    case = replace(builders.case(made=builders.recommendation()), decision=made)

    note = application_note(
        builders.round_of(case), case, Imprint("Bo Lund", LATER, "0.1.0 (SHA-256 abc)")
    )

    ((table,),) = [each.parts for each in note.sections if each.title == "Beslutning"]
    assert table.rows == (
        ("Indstilling", "Tilsagn"),
        ("Beslutning", "Reserve"),
        ("Ændring i forhold til indstillingen og begrundelse", "To er nok."),
        ("Navn og titel", "Karin Dahl"),
        ("Dato og underskrift", "06.10.2026"),
    )
