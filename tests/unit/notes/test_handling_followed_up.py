"""What followed in the dialogue, as the notes tell it: late answers, stands taken, what was taken back."""

from dataclasses import replace
from datetime import timedelta

from assessment.domain.correspondence.dialogue import Answered, Kind, Retracted, Weighed
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.notes import Imprint, Papers, handling, round_note
from assessment.notes.content import Paragraph, Section
from tests import builders
from tests.builders import NOON

DAY = timedelta(days=1)


def case_with(*exchanges):
    return replace(builders.case(), exchanges=exchanges)


def test_a_late_answer_and_how_it_counted_are_told_with_when_it_came():
    made = builders.exchange(
        Kind.SUPPLEMENT,
        "1. Hvem?",
        fields=("4.1",),
        deadline=NOON + DAY,
        happened=NOON - DAY,
        answer=Answered("Bo.", NOON + 5 * DAY, "Anne Holm", NOON + 3 * DAY),
        weighed=Weighed("Indgår; samme linje for alle.", NOON + 6 * DAY, "Lone Vestergaard"),
    )

    assert list(handling.dialogue(case_with(made))) == [
        Section(
            "Dialog med ansøger",
            (
                Paragraph(
                    "1. Hvem?",
                    "Anmodning om supplerende oplysninger (felt 4.1), 30.09.2026, Lone Vestergaard:",
                ),
                Paragraph("Bo.", "Svar, 04.10.2026 (efter fristen), Anne Holm:"),
                Paragraph(
                    "Indgår; samme linje for alle.", "Stillingtagen, 07.10.2026, Lone Vestergaard:"
                ),
            ),
        )
    ]


def test_what_was_taken_back_is_in_no_note():
    made = builders.exchange(
        Kind.CALL, "Forkert.", retracted=Retracted("En fejl.", NOON, "Lone Vestergaard")
    )
    question = replace(made, kind=Kind.QUESTION)
    round_ = replace(builders.round_of(case_with(made)), exchanges=(made, question))

    assert list(handling.dialogue(case_with(made))) == []
    assert list(handling.dialogues(round_)) == []


def test_why_another_number_than_planned_is_granted_stands_once_in_the_rounds_note():
    remark = (
        "Der gives tilsagn til 1 ansøger; runden er planlagt til 2–4 ansøgere. Kun én var klar."
    )
    decisions = (
        Decision(1, Award.GRANT, "", "Karin Dahl", NOON, 1, remark),
        Decision(2, Award.GRANT, "", "Karin Dahl", NOON, 1, remark),
    )
    cases = [
        replace(
            builders.case(builders.review(5), id_=each.application, made=builders.recommendation()),
            decision=each,
        )
        for each in decisions
    ]

    note = round_note(
        builders.round_of(*cases),
        Papers(),
        Imprint("Lone Vestergaard", NOON, "0.1.0 (SHA-256 abc)"),
    )

    (table,) = next(each for each in note.sections if each.title == "Beslutning").parts
    assert ("Ændring i forhold til indstillingen og begrundelse", remark) in table.rows
