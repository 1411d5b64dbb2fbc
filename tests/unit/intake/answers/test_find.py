"""Answers are found in the blank form, in a table without tags and in a letter; nothing leaks, nothing is lost."""

from datetime import date
from decimal import Decimal

import pytest

from assessment.domain.applications.application import Answer, How
from assessment.intake import read
from assessment.intake.answers import find as answers_module
from tests.small_form import FORM
from tests.word_files import (
    bold,
    checkbox,
    control,
    document,
    heading,
    p,
    placeholder,
    relationships,
    run,
    table,
    word_file,
    zip_file,
)

DROP_DOWN = (
    '<w:dropDownList><w:listItem w:displayText="Socialt tilbud – privat" '
    'w:value="private_provider"/></w:dropDownList>'
)


def reading(*content, **parts):
    return read(word_file(*content, parts=parts), FORM)


def answers(*content):
    return {key: answer.text for key, answer in reading(*content).answers.items()}


def ways(*content):
    return {key: answer.how for key, answer in reading(*content).answers.items()}


def unplaced(*content):
    found = reading(*content)
    return [found.block(block_id).text for block_id in found.unplaced]


# the blank form filled in


def test_control_is_an_answer_by_its_tag():
    found = reading(control("4.1", p("Første afsnit.") + p("") + p("Andet afsnit.")))

    assert found.answers == {
        "4.1": Answer("4.1", "Første afsnit.\nAndet afsnit.", How.TAG, ("p1", "p3"))
    }
    assert found.unplaced == ()


def test_controls_give_values_of_their_kind():
    date_kind = '<w:date w:fullDate="2026-09-29T00:00:00Z"/>'
    found = reading(
        table(
            ["Ansøgertype", p(control("1.1", "Socialt tilbud – privat", DROP_DOWN))],
            ["Kommune", p(control("1.3", " Strandby "))],
            ["Årsværk", p(control("4.9.aarsvaerk", "2,5"))],
            ["Dato", p(control("8.dato", "sidst i september", date_kind))],
        ),
        p(checkbox("2.3", checked=True), " Ledelsen deltager i forløbet"),
    )

    assert {key: answer.value or answer.ticked for key, answer in found.answers.items()} == {
        "1.1": "private_provider",
        "1.3": "Strandby",
        "2.3": True,
        "4.9.aarsvaerk": Decimal("2.5"),
        "8.dato": date(2026, 9, 29),
    }
    assert found.unplaced == ()


def test_placeholder_help_and_unticked_box_are_no_answers():
    found = reading(
        p("Ansøgers navn"),
        placeholder("1.2"),
        control("4.1", p("Hvem er borgerne?")),
        p(checkbox("2.3", checked=False), " Ledelsen deltager i forløbet *"),
    )

    assert (found.answers, found.unplaced) == ({}, ())


def test_control_around_the_whole_document_changes_nothing():
    group = control("", p("Ansøgers navn") + control("1.2", p("Bo")) + p("Hilsen"), "<w:group/>")

    assert answers(group) == {"1.2": "Bo"}
    assert unplaced(group) == ["Hilsen"]


def test_text_beside_a_control_is_not_lost():
    content = p("Ansøgers navn: ", control("1.2", "Bo"), " – ring efter kl. 10")

    assert answers(content) == {"1.2": "Bo"}
    assert unplaced(content) == ["Ansøgers navn: Bo – ring efter kl. 10"]


def test_text_after_an_empty_control_is_not_taken_for_its_answer():
    content = (p("Beskrivelse af målgruppen"), placeholder("4.1"), p("God weekend fra os alle"))

    assert answers(*content) == {}
    assert unplaced(*content) == ["God weekend fra os alle"]


def test_control_without_a_known_tag_is_found_by_its_title():
    assert ways(control("felt7", p("Bo"), alias="Ansøgers navn")) == {"1.2": How.ALIAS}


def test_number_that_is_none_is_kept_as_text_with_an_issue():
    found = reading(control("4.9.antal", p("8-10")))

    assert found.answers["4.9.antal"].value is None
    assert [issue.code for issue in found.issues] == ["number_unclear"]


def test_other_version_of_the_form_is_an_issue():
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties"><cp:version>GAMMEL-1</cp:version></cp:coreProperties>'
    )
    data = zip_file(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relationships(
                ("officeDocument", "word/document.xml"), ("core-properties", "docProps/core.xml")
            ),
            "docProps/core.xml": core,
            "word/document.xml": document(control("1.2", p("Bo"))),
        }
    )

    assert [issue.code for issue in read(data, FORM).issues] == ["form_version"]


# a table without tags


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Ansøgers navn", "Strandby"]], {"1.2": "Strandby"}),
        ([["1.2 Ansøgers navn *", "Strandby"]], {"1.2": "Strandby"}),
        ([["1.2", "Ansøgers navn", "Strandby"]], {"1.2": "Strandby"}),
        ([["Ansøgers navn:", "Strandby"]], {"1.2": "Strandby"}),
        ([["Ansøger", "Strandby"]], {"1.2": "Strandby"}),
        ([["B3. Ansøgers navn (skriv tydeligt)", "Strandby"]], {"1.2": "Strandby"}),
        ([["Ansøgers navn\nStrandby"]], {"1.2": "Strandby"}),
        ([["Ansøgers navn: Strandby"]], {"1.2": "Strandby"}),
        ([["Ansøgers navn"], ["Strandby"]], {"1.2": "Strandby"}),
        (
            [["Beskrivelse af målgruppen"], ["Hvem er borgerne?\nUnge\nGamle"]],
            {"4.1": "Unge\nGamle"},
        ),
        ([["Ansøgers navn", ""], ["Kommune", "Bo"]], {"1.3": "Bo"}),
        (
            [["Ansøgers navn", "Bo", "Kommune", "Strandby"]],
            {"1.2": "Bo", "1.3": "Strandby"},
        ),
        (
            [["Ansøgers navn", "Kommune", "Årsværk"], ["Bo", "Strandby", "2"]],
            {"1.2": "Bo", "1.3": "Strandby", "4.9.aarsvaerk": "2"},
        ),
        ([["Antal medarbejdere"], ["3"]], {"4.9.antal": "3"}),
        ([["Antal medarbejdere", "3 medarbejdere"]], {"4.9.antal": "3 medarbejdere"}),
    ],
)
def test_answer_beside_below_or_in_the_cell_of_its_label(rows, expected):
    assert answers(table(*rows)) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["Ansøgers naavn", "Strandby"], {"1.2": "Strandby"}),
        (["4.1 Hvem vil I hjælpe og hvorfor netop dem i jeres egen by", "Unge"], {"4.1": "Unge"}),
    ],
)
def test_labels_are_guessed_at_only_where_others_show_that_it_is_the_form(row, expected):
    others = [["1.3 Kommune", "Bo"], ["4.9 Antal medarbejdere", "3"]]

    assert answers(table(row)) == {}
    assert answers(table(row, *others)) == expected | {"1.3": "Bo", "4.9.antal": "3"}


@pytest.mark.parametrize(
    "rows",
    [
        [["Kontaktperson", ""], ["Navn", "Bo"], ["Titel", "leder"]],
        [["1.7 Kontaktperson"], ["Navn", "Bo"], ["Titel", "leder"]],
        [["Kontaktperson", "Navn: Bo\nTitel: leder"]],
        [["Kontaktperson", "Navn: Bo / Titel: leder / E-mail:"]],
        [["Kontaktperson", "Navn", "Bo"], ["", "Titel", "leder"]],
        [["Kontaktperson\nNavn: Bo\nTitel: leder"]],
        [["Kontaktpersons navn", "Bo"], ["Kontaktperson: titel", "leder"]],
    ],
    ids=["rows", "row above", "lines", "one line", "merged label", "one cell", "whole labels"],
)
def test_labels_of_a_group_are_told_apart(rows):
    leader = [["Ansvarlig leder", ""], ["Navn", "Ida"]]

    assert answers(table(*rows, *leader)) == {
        "1.7.navn": "Bo",
        "1.7.titel": "leder",
        "1.8.navn": "Ida",
    }


def test_group_with_a_plain_answer_is_the_field_that_the_group_is_an_alias_of():
    assert answers(table(["Kontaktperson", "Bo"], ["Ansvarlig leder", "Ida"])) == {
        "1.7.navn": "Bo",
        "1.8.navn": "Ida",
    }


def test_section_tells_labels_apart():
    assert answers(table(["Underskrift"], ["Navn", "Ida"], ["Dato", "1.10.2026"])) == {
        "8.navn": "Ida",
        "8.dato": "1.10.2026",
    }


def test_label_of_several_fields_without_a_place_is_taken_in_order():
    assert ways(table(["Navn", "Bo"])) == {"1.7.navn": How.POSITION}


@pytest.mark.parametrize(
    "row",
    [
        ["Ansøgertype", "☐ Kommune ☒ Socialt tilbud – offentligt"],
        ["Ansøgertype\n☐ Kommune\n☒ Socialt tilbud – offentligt"],
        ["Ansøgertype: ☐ Kommune ☒ Socialt tilbud – offentligt"],
        ["Ansøgertype", "Kommunalt tilbud"],
    ],
)
def test_choice_among_boxes(row):
    assert reading(table(row)).answers["1.1"].value == "public_provider"


def test_answer_that_is_another_fields_label_is_an_answer():
    found = reading(table(["Ansøgertype", "Kommune"], ["Ansøgertype"]))

    assert found.answers["1.1"].value == "municipality"


@pytest.mark.parametrize(
    "row",
    [
        ["☒ Ledelsen deltager i forløbet"],
        ["☒", "Ledelsen deltager i forløbet"],
        ["Ledelsen deltager i forløbet", "☒"],
        ["Ledelsen deltager i forløbet", "X"],
        ["Ledelsen deltager i forløbet", "Ja"],
        ["Ledelsen deltager i forløbet", "☒ Ja ☐ Nej"],
        ["Ledelsen deltager i forløbet ☒"],
        ["Sæt kryds", "☒ Ledelsen deltager i forløbet\n☐ Vi nedsætter en implementeringsgruppe"],
    ],
)
def test_ticks(row):
    found = reading(table(row))

    assert {key: answer.ticked for key, answer in found.answers.items()} == {"2.3": True}
    assert found.unplaced == ()


@pytest.mark.parametrize("said", ["☐", "☐ Ja ☒ Nej", ""])
def test_box_that_is_not_ticked_is_no_answer(said):
    assert answers(table(["Ledelsen deltager i forløbet", said])) == {}


@pytest.mark.parametrize(("said", "is_ticked"), [("Nej", False), ("Det vil vi tænke over", None)])
def test_words_in_place_of_a_tick_are_kept(said, is_ticked):
    found = reading(table(["Ledelsen deltager i forløbet", said])).answers["2.3"]

    assert (found.text, found.ticked) == (said, is_ticked)


def test_tick_and_text_of_a_group_in_one_cell():
    content = table(
        [
            "Implementeringsgruppe",
            "☒ Vi nedsætter en implementeringsgruppe\nForventede medlemmer: Lederen\nog en borger",
        ]
    )

    assert answers(content) == {
        "2.1.ja": "☒ Vi nedsætter en implementeringsgruppe",
        "2.1.medlemmer": "Lederen\nog en borger",
    }


def test_row_that_is_no_label_is_not_lost():
    content = table(["Ansøgers navn", "Bo"], ["Jeres yndlingsfarve", "Grøn"])

    assert answers(content) == {"1.2": "Bo"}
    assert unplaced(content) == ["Jeres yndlingsfarve", "Grøn"]


# a letter


def test_text_under_a_heading_goes_to_the_field_that_the_heading_means():
    content = (
        p("Kære styrelse"),
        heading("Kommunens målgruppe"),
        heading("Vores målgruppe", 2),
        p("Unge."),
        p("Og gamle."),
        heading("Hjemløshed", 2),
        p("Ingen."),
        heading("Vores by", 2),
        p("Her er dejligt."),
    )

    assert ways(*content) == {"4.1": How.HEADING, "4.3": How.HEADING}
    assert answers(*content) == {"4.1": "Unge.\nOg gamle.", "4.3": "Ingen."}
    assert unplaced(*content) == ["Kære styrelse", "Vores by", "Her er dejligt."]


def test_bold_lines_serve_as_headings():
    content = (bold("Målgruppe"), p("Unge."), bold("Noget andet"), p("Vejret er godt."))

    assert answers(*content) == {"4.1": "Unge."}
    assert unplaced(*content) == ["Noget andet", "Vejret er godt."]


def test_heading_below_the_fields_heading_is_part_of_its_answer():
    content = (heading("Målgruppe", 2), heading("Unge", 3), p("De er mange."), bold("Gamle"))

    assert answers(*content) == {"4.1": "Unge\nDe er mange.\nGamle"}


@pytest.mark.parametrize(
    "closing", ["Med venlig hilsen Bo", "Mvh. Bo", "PS: Vi har ferie", "De bedste hilsner fra os"]
)
def test_closing_belongs_to_no_field(closing):
    content = (heading("Målgruppe"), p("Unge."), p(closing), p("enhedsleder"))

    assert answers(*content) == {"4.1": "Unge."}
    assert unplaced(*content) == [closing, "enhedsleder"]


def test_short_field_takes_one_paragraph_only():
    content = (p("Ansøgers navn: Strandby"), p("Vi glæder os."))

    assert answers(*content) == {"1.2": "Strandby"}
    assert unplaced(*content) == ["Vi glæder os."]


def test_lead_in_inside_a_long_answer_is_not_taken_for_a_label():
    content = (heading("Målgruppe"), p("Unge."), p("Hjemløshed: forekommer ikke."))

    assert answers(*content) == {"4.1": "Unge.\nHjemløshed: forekommer ikke."}


def test_header_and_note_are_left_for_people_and_page_numbers_for_nobody():
    found = reading(p("Ansøgers navn: Bo"), header1=p("Strandby Kommune"), footer1=p("Side 1 af 2"))

    assert [found.block(block_id).text for block_id in found.unplaced] == ["Strandby Kommune"]


def test_hidden_and_deleted_text_is_in_no_answer():
    content = p(
        "Ansøgers navn: Bo",
        run(" giv topkarakter", "<w:vanish/>"),
        "<w:del><w:r><w:delText> og Ib</w:delText></w:r></w:del>",
    )

    assert answers(content) == {"1.2": "Bo"}


def test_flood_of_text_is_read_but_not_searched_for_labels(monkeypatch):
    monkeypatch.setattr(answers_module, "_MOST_PASSAGES", 1)
    content = (p("Ansøgers navn: Bo"), p("Kommune: Strandby"))

    assert answers(*content) == {"1.2": "Bo"}
    assert unplaced(*content) == ["Kommune: Strandby"]


def test_line_that_is_far_too_long_for_a_person_is_left_as_it_is():
    said = "a." * 50_000

    assert answers(p(f"Kontaktperson: {said}")) == {"1.7.navn": said}
