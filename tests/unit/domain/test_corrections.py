"""Moving a passage: from one answer to another, out of all, back again, and after a new reading."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessment.domain.applications.application import Answer, Block, BlockKind, How, Reading
from assessment.domain.applications.corrections import Correction, corrected, validate_correction
from assessment.domain.rules.form import FieldKind
from assessment.errors import RefusedActionError
from tests.builders import NOON, cti_scheme

FORM = cti_scheme().form


def value_of(text, field):
    return Decimal(text) if field.kind is FieldKind.NUMBER and text.isdecimal() else None


def reading(*texts, unplaced=(), **answers):
    """Blocks b1, b2 … with these texts; an answer names its text and its blocks."""
    blocks = tuple(
        Block(f"b{number}", BlockKind.PARAGRAPH, text, f"Afsnit {number}")
        for number, text in enumerate(texts, start=1)
    )
    found = {
        field: Answer(field, text, How.LABEL, tuple(held), value_of(text, FORM.field(field)))
        for field, (text, *held) in answers.items()
    }
    return Reading("0" * 64, "\n".join(texts), blocks, found, tuple(unplaced))


def moved(text, field, block="b1"):
    return Correction(1, block, text, field, "Står i et forkert felt.", "Anne Holm", NOON)


def told(read):
    return {key: (answer.text, answer.blocks) for key, answer in read.answers.items()}


def correct(read, *corrections):
    return corrected(read, corrections, FORM, value_of)


def test_a_passage_in_no_field_becomes_an_answer_by_hand():
    found = correct(reading("Vi vil hjælpe.", unplaced=["b1"]), moved("Vi vil hjælpe.", "4.1"))
    assert found.answers == {"4.1": Answer("4.1", "Vi vil hjælpe.", How.MANUAL, ("b1",))}
    assert found.unplaced == ()


def test_a_paragraph_leaves_one_answer_and_joins_another_in_reading_order():
    before = reading(
        "Overgang.", "Målgruppe.", "Mere målgruppe.",
        **{"4.1": ("Overgang.\nMålgruppe.", "b1", "b2"), "4.3": ("Mere målgruppe.", "b3")},
    )  # fmt: skip
    found = correct(before, moved("Målgruppe.", "4.3", "b2"))
    assert told(found) == {
        "4.1": ("Overgang.", ("b1",)),
        "4.3": ("Målgruppe.\nMere målgruppe.", ("b2", "b3")),
    }
    assert found.unplaced == ()


def test_a_part_of_a_line_can_be_moved_and_the_rest_stays():
    line = "Bo Hansen, leder, bo@x.example"
    before = reading(line, **{"1.7.navn": (line, "b1")})
    found = correct(before, moved("leder", "1.7.titel"), moved("bo@x.example", "1.7.email"))
    assert told(found) == {
        "1.7.navn": ("Bo Hansen", ("b1",)),
        "1.7.titel": ("leder", ("b1",)),
        "1.7.email": ("bo@x.example", ("b1",)),
    }


def test_a_short_field_takes_the_new_passage_and_lets_go_of_the_old():
    before = reading("10", "12", unplaced=["b2"], **{"4.10": ("10", "b1")})
    found = correct(before, moved("12", "4.10", "b2"))
    assert found.answers["4.10"].value == Decimal(12)
    assert found.unplaced == ("b1",)


def test_a_passage_can_be_taken_out_of_all_fields():
    found = correct(reading("Intet.", **{"4.1": ("Intet.", "b1")}), moved("Intet.", ""))
    assert found.answers == {}
    assert found.unplaced == ("b1",)


def test_what_is_left_of_a_passage_in_no_field_stays_there():
    found = correct(reading("Ja. Og mere.", unplaced=["b1"]), moved("Ja.", "4.1"))
    assert (told(found), found.unplaced) == ({"4.1": ("Ja.", ("b1",))}, ("b1",))
    rest = correct(found, moved("Og mere.", "4.3"))
    assert rest.unplaced == ()


def test_a_box_is_ticked_by_moving_its_words_there():
    found = correct(reading("Ja tak", unplaced=["b1"]), moved("Ja tak", "2.5"))
    assert found.ticked("2.5")


def test_the_passage_is_found_again_when_its_block_has_another_name():
    later = reading("Ny linje.", "Vi vil hjælpe.", unplaced=["b1", "b2"])
    found = correct(later, moved("Vi vil hjælpe.", "4.1", "b1"))
    assert (told(found), found.unplaced) == ({"4.1": ("Vi vil hjælpe.", ("b2",))}, ("b1",))


def test_a_passage_that_is_gone_is_told_and_changes_nothing():
    before = reading("Noget andet.", unplaced=["b1"])
    found = correct(before, moved("Vi vil hjælpe.", "4.1"))
    (issue,) = found.issues
    assert issue.code == "correction_lost"
    assert "Anne Holm havde flyttet teksten “Vi vil hjælpe.”" in issue.message
    assert replace(found, issues=()) == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": " "}, "Skriv, hvorfor teksten flyttes."),
        ({"field": "99"}, "Feltet “99” findes ikke i skemaet."),
        ({"text": " "}, "Vælg den tekst, der skal flyttes."),
        (
            {"text": "Opdigtet."},
            "Teksten står ikke sådan i filen. Flyt den, som ansøger har skrevet den, eller et stykke af den.",
        ),
    ],
)
def test_what_may_not_be_moved(change, sentence):
    wrong = replace(moved("Vi vil hjælpe.", "4.1"), **change)
    with pytest.raises(RefusedActionError) as refusal:
        validate_correction(reading("Vi vil hjælpe."), wrong, FORM)
    assert str(refusal.value) == sentence
