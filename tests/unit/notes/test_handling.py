"""How a round was handled, as the notes tell it: the dialogue with applicants, and who is impartial."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assessment.domain.correspondence.dialogue import Answered, Kind, Shared
from assessment.domain.panel.impartiality import Ground, Judgement, Scope, Stance
from assessment.notes import handling
from assessment.notes.content import Bullets, Paragraph, Section
from tests import builders

ANNE, BO = builders.person("Anne Holm", 1), builders.person("Bo Lund", 2)
LATER = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)
"""Half past midnight on 6 October by the Danish clock."""
DEADLINE = datetime(2026, 10, 12, 10, 0, tzinfo=UTC)
ANSWERED = Answered("Ja, se bilag 2.", LATER, "Bo Lund")


# --- the dialogue ---------------------------------------------------------------------------------


def case_with(*exchanges):
    return replace(builders.case(), exchanges=exchanges)


def test_what_passed_between_authority_and_applicant_is_told_with_the_answers():
    case = case_with(
        builders.exchange(Kind.SUPPLEMENT, "Hvem?", fields=("4.1", "4.3"), deadline=DEADLINE),
        builders.exchange(Kind.QUESTION, "Må vi?", counterpart="Lederen", id_=2),
        builders.exchange(Kind.OUTSIDE, "Tre pladser.", counterpart="Tilbudsportalen", id_=3),
        builders.exchange(
            Kind.HEARING, "Passer det?", deadline=DEADLINE, concerns=3, answer=ANSWERED, id_=4
        ),
        builders.exchange(Kind.CALL, "Ringer igen.", counterpart="Lederen", id_=5),
    )

    assert list(handling.dialogue(case)) == [
        Section(
            "Dialog med ansøger",
            (
                Paragraph(
                    "Hvem?",
                    "Anmodning om supplerende oplysninger (felt 4.1 og 4.3), 01.10.2026, "
                    "Lone Vestergaard:",
                ),
                Paragraph("Ubesvaret. Fristen for svar: 12.10.2026 kl. 12.00."),
                Paragraph(
                    "Tre pladser.",
                    "Oplysning fra andre kilder (Tilbudsportalen), 01.10.2026, Lone Vestergaard:",
                ),
                Paragraph(
                    "Passer det?",
                    "Partshøring (om oplysningen fra Tilbudsportalen), 01.10.2026, "
                    "Lone Vestergaard:",
                ),
                Paragraph("Ja, se bilag 2.", "Svar, 06.10.2026, Bo Lund:"),
                Paragraph("Ringer igen.", "Telefonnotat (Lederen), 01.10.2026, Lone Vestergaard:"),
            ),
        )
    ]


@pytest.mark.parametrize("asked", [False, True], ids=["nothing", "only what all are told"])
def test_a_case_without_a_dialogue_has_no_section_for_it(asked):
    question = builders.exchange(Kind.QUESTION, "Må vi?", counterpart="Lederen")

    assert list(handling.dialogue(case_with(*[question] * asked))) == []


def test_the_dialogue_of_a_round_is_told_in_short():
    shared = Shared("På projektsiden.", LATER, "Bo Lund")
    exchanges = (
        builders.exchange(Kind.SUPPLEMENT, "Hvem?"),
        builders.exchange(Kind.SUPPLEMENT, "Hvem?", application=2, answer=ANSWERED),
        builders.exchange(Kind.CALL, "Ringer igen."),
        builders.exchange(Kind.QUESTION, "Må vi?", answer=ANSWERED, shared=shared),
        builders.exchange(Kind.QUESTION, "Skal vi?", answer=ANSWERED),
        builders.exchange(Kind.QUESTION, "Kan vi?", application=None),
    )
    round_ = replace(TWO, exchanges=exchanges)

    assert list(handling.dialogues(round_)) == [
        Paragraph(
            "Anmodning om supplerende oplysninger: Bakkedal Kommune (ubesvaret) og Åmose Kommune. "
            "Telefonnotat: Bakkedal Kommune. "
            "Der er stillet 3 spørgsmål; 2 er besvaret, og 1 svar er delt med alle.",
            "Dialog:",
        )
    ]
    assert list(handling.dialogues(TWO)) == []


# --- impartiality ---------------------------------------------------------------------------------

TWO = builders.round_of(builders.case(), builders.case(name="Åmose Kommune", id_=2))


def test_impartiality_is_told_as_declared_and_decided_without_what_it_rests_on():
    ib = builders.person("Ib Skov", 3)
    decided = Judgement(None, "HEMMELIG begrundelse", "Bo Lund", LATER)
    declared = [
        builders.declaration(
            ANNE, Stance.DOUBT, grounds=(Ground.FAMILY,), text="HEMMELIGT", judgement=decided
        ),
        builders.declaration(BO),
        builders.declaration(ib, Stance.CONFLICTED, grounds=(Ground.FAMILY,), text="HEMMELIGT"),
        builders.declaration(ANNE, application_id=2),
        builders.declaration(BO, application_id=2),
    ]

    told = list(handling.impartiality(TWO, declared))

    assert told == [
        Paragraph("Erklæret habil over for alle ansøgere: Bo Lund.", "Habilitet:"),
        Bullets(
            (
                "Anne Holm, Bakkedal Kommune: habil efter afgørelse (afgjort af Bo Lund, 06.10.2026).",
                "Ib Skov, Bakkedal Kommune: inhabil, afventer afgørelse.",
                "Ib Skov mangler at erklære sig over for 1 ansøger.",
            )
        ),
    ]


def test_a_conflict_is_told_with_how_far_it_reaches():
    decided = Judgement(Scope.ROUND, "HEMMELIG begrundelse", "Bo Lund", LATER)
    declared = [builders.declaration(ANNE, Stance.CONFLICTED, judgement=decided)]

    _, bullets = handling.impartiality(builders.round_of(builders.case()), declared)

    assert bullets == Bullets(
        ("Anne Holm, Bakkedal Kommune: inhabil for hele runden (afgjort af Bo Lund, 06.10.2026).",)
    )


def test_nobody_has_declared_anything_yet():
    assert list(handling.impartiality(TWO, [])) == [
        Paragraph("Erklæret habil over for alle ansøgere: ingen.", "Habilitet:")
    ]
