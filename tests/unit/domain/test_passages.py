"""What an applicant wrote, cut into passages."""

from __future__ import annotations

from assessment.domain.applications.application import Answer, Block, BlockKind, How, Reading
from assessment.domain.checking.screening import Passage
from assessment.domain.finding.passages import of_attachment, of_reading
from tests import builders


def block(number, text):
    return Block(f"p{number}", BlockKind.PARAGRAPH, text, f"Afsnit {number}")


def passages(blocks, answers=(), unplaced=()):
    found = {answer.field: answer for answer in answers}
    reading = Reading("0" * 64, "", tuple(blocks), found, tuple(unplaced))
    return of_reading(reading, builders.cti_scheme().form)


def test_answers_and_text_outside_the_fields_come_in_reading_order():
    blocks = [block(0, "5.1 Barrierer"), block(1, "Først."), block(2, "Så."), block(3, "PS: Tak.")]
    answer = Answer("5.1", "Først.\nSå.", How.TAG, ("p1", "p2"))
    assert passages(blocks, [answer], ["p3"]) == (
        Passage("Først.", "Afsnit 1", "5.1", "p1"),
        Passage("Så.", "Afsnit 2", "5.1", "p2"),
        Passage("PS: Tak.", "Afsnit 3", "", "p3"),
    )


def test_the_label_before_an_answer_is_the_form_s():
    answer = Answer("6.4", "Bokseklubben.", How.LABEL, ("p0",))
    (passage,) = passages([block(0, "Civilsamfund: Bokseklubben.")], [answer])
    assert passage.text == "Bokseklubben."


def test_a_box_is_told_by_its_label_and_only_where_it_is_ticked():
    blocks = [block(0, "☒\t2.3 Ledelsen deltager *"), block(1, "☐\t2.5 Vi dokumenterer *")]
    answers = [
        Answer("2.3", "☒", How.TAG, ("p0",), ticked=True),
        Answer("2.5", "☐", How.TAG, ("p1",), ticked=False),
    ]
    assert passages(blocks, answers) == (
        Passage("☒ Ledelsen deltager i selve forløbet", "Afsnit 0", "2.3", "p0"),
    )


def test_a_choice_is_told_without_the_options_left_alone():
    row = "☒ Kommune   ☐ Socialt tilbud – offentligt"
    answer = Answer("1.1", row, How.ALIAS, ("p0",), value="municipality")
    (passage,) = passages([block(0, row)], [answer])
    assert passage.text == "Kommune"


def test_a_block_that_answers_two_fields_is_a_passage_of_both():
    answers = [
        Answer("4.9.antal", "3", How.LABEL, ("p0",)),
        Answer("4.10", "9", How.LABEL, ("p0",)),
    ]
    found = passages([block(0, "Medarbejdere 3, caseload 9")], answers)
    assert [(each.field, each.text) for each in found] == [("4.9.antal", "3"), ("4.10", "9")]


def test_an_answer_to_a_field_that_the_form_no_longer_has_is_kept():
    (passage,) = passages([block(0, "Et svar")], [Answer("99", "Et svar", How.TAG, ("p0",))])
    assert passage == Passage("Et svar", "Afsnit 0", "99", "p0")


def test_an_attachment_is_cut_at_blank_lines_and_keeps_its_pages():
    pages = ["Samarbejdsaftale\n\nMellem kommunen\nog huset.", "", "Under-\nskrevet i juni."]
    assert of_attachment("Bilag 1: aftale.pdf", pages) == (
        Passage("Samarbejdsaftale", "side 1", document="Bilag 1: aftale.pdf"),
        Passage("Mellem kommunen og huset.", "side 1", document="Bilag 1: aftale.pdf"),
        Passage("Underskrevet i juni.", "side 3", document="Bilag 1: aftale.pdf"),
    )


def test_a_hyphen_that_belongs_to_a_word_stays_at_a_line_s_end():
    (passage,) = of_attachment("Bilag", ["Social-\nog Boligstyrelsen, CTI-\nteamet"])
    assert passage.text == "Social- og Boligstyrelsen, CTI- teamet"


def test_a_page_without_paragraphs_is_cut_between_sentences():
    sentence = "Her står en sætning, der fylder omtrent halvtreds tegn. "
    found = of_attachment("Bilag", [sentence * 30])
    assert [len(each.text) for each in found] == [671, 671, 335]
    assert all(each.text.endswith("tegn.") for each in found)
