"""The blank form: what Word and a person with a screen reader find in it."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from assessment import criteria_file
from assessment.domain.rules.form import FieldKind
from assessment.domain.rules.municipalities import MUNICIPALITIES
from assessment.notes.form import blank_form

SCHEME = criteria_file.load(Path("criteria.yaml"))
ROUND = SCHEME.round("demo")
FORM = SCHEME.form
DOCUMENT = docx.Document(io.BytesIO(blank_form(SCHEME, ROUND)))
CONTROLS = DOCUMENT.element.body.xpath(".//w:sdt[w:sdtPr/w:tag]")

KIND_ELEMENTS = {
    FieldKind.TEXT: "w:richText",
    FieldKind.LINE: "w:text",
    FieldKind.NUMBER: "w:text",
    FieldKind.DATE: "w:date",
    FieldKind.TICK: "w14:checkbox",
}
PLACEHOLDERS = {
    FieldKind.TEXT: "Klik her og skriv",
    FieldKind.LINE: "Klik her og skriv",
    FieldKind.NUMBER: "Klik her og skriv",
    FieldKind.DATE: "Vælg en dato",
    FieldKind.CHOICE: "Vælg",
    FieldKind.TICK: "☐",
}


def control(field_id):
    (found,) = [each for each in CONTROLS if value(each, "w:tag") == field_id]
    return found


def value(sdt, tag):
    return sdt.find(f"{qn('w:sdtPr')}/{qn(tag)}").get(qn("w:val"))


def visible(element):
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def test_every_field_has_one_control_in_the_order_of_the_form():
    assert [value(each, "w:tag") for each in CONTROLS] == [field.id for field in FORM.fields]


@pytest.mark.parametrize("field", FORM.fields, ids=lambda field: field.id)
def test_control_says_what_it_asks_for_and_cannot_be_deleted(field):
    sdt = control(field.id)

    element = KIND_ELEMENTS.get(
        field.kind, "w:comboBox" if field.municipalities else "w:dropDownList"
    )
    assert sdt.find(f"{qn('w:sdtPr')}/{qn(element)}") is not None
    assert value(sdt, "w:alias") == field.full_label or (
        value(sdt, "w:alias").endswith(" …") and len(value(sdt, "w:alias")) <= 64
    )
    assert value(sdt, "w:lock") == "sdtLocked"
    assert visible(sdt) == PLACEHOLDERS[field.kind]
    is_placeholder = sdt.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
    assert is_placeholder == (field.kind is not FieldKind.TICK)


def test_control_ids_are_unique():
    ids = DOCUMENT.element.body.xpath(".//w:sdtPr/w:id/@w:val")

    assert len(set(ids)) == len(ids) == len(FORM.fields) + 1


def test_running_text_takes_paragraphs_and_short_answers_a_line():
    content = {
        field.id: control(field.id).find(qn("w:sdtContent"))[0].tag == qn("w:p")
        for field in FORM.fields
    }

    assert content == {field.id: field.kind is FieldKind.TEXT for field in FORM.fields}


def test_dropdown_offers_the_options_by_their_ids():
    items = control("1.1").iter(qn("w:listItem"))

    offered = {item.get(qn("w:value")): item.get(qn("w:displayText")) for item in items}
    assert offered == {option.id: option.label for option in FORM.field("1.1").options}


def test_municipality_offers_all_98_and_those_of_the_round():
    names = [item.get(qn("w:value")) for item in control("1.3").iter(qn("w:listItem"))]

    assert set(names) == {*MUNICIPALITIES, *ROUND.fictional_municipalities}
    assert len(names) == 98 + len(ROUND.fictional_municipalities)


def test_a_real_round_offers_no_fictional_municipality():
    document = docx.Document(io.BytesIO(blank_form(SCHEME, SCHEME.round("2024-2"))))

    tagged = './/w:sdt[w:sdtPr/w:tag/@w:val="1.3"]//w:listItem'
    assert len(document.element.body.xpath(tagged)) == 98


def test_date_is_danish():
    date = control("8.dato").find(f"{qn('w:sdtPr')}/{qn('w:date')}")

    assert date.find(qn("w:dateFormat")).get(qn("w:val")) == "dd.MM.yyyy"
    assert date.find(qn("w:lid")).get(qn("w:val")) == "da-DK"


def test_all_but_the_controls_is_locked_in_one_group():
    group, section = DOCUMENT.element.body

    assert value(group, "w:lock") == "contentLocked"
    assert group.find(f"{qn('w:sdtPr')}/{qn('w:group')}") is not None
    assert section.tag == qn("w:sectPr")


def test_sections_are_headings_of_the_first_level_and_no_level_is_skipped():
    styles = DOCUMENT.element.body.xpath(".//w:pStyle[starts-with(@w:val, 'Heading')]")
    headings = [(each.get(qn("w:val")), visible(each.getparent().getparent())) for each in styles]

    first = [text for style, text in headings if style == "Heading1"]
    assert first == [f"{section.id} {section.title}" for section in FORM.sections]
    assert headings[0][0] == "Heading1"
    assert {style for style, _ in headings} == {"Heading1", "Heading2"}


def test_labels_show_number_star_and_who_is_asked():
    text = [visible(each) for each in DOCUMENT.element.body.iter(qn("w:p"))]

    assert "1.2 Ansøgers navn *" in text
    assert "1.5 Adresse" in text
    assert "1.7 Kontaktperson" in text
    assert "Titel *" in text
    assert "1.10 Driftsherre og tilbudstype (kun socialt tilbud)" in text
    assert "2.4 Samarbejdsaftale (kun socialt tilbud)" in text
    assert "☐3.1 Vi deltager i implementeringsstøtten" in text


def test_head_tells_round_deadline_and_where_to_send():
    text = [visible(each) for each in DOCUMENT.element.body.iter(qn("w:p"))]

    assert text[:5] == [
        FORM.title,
        "Social- og Boligstyrelsen",
        f"Runde: {ROUND.title}",
        "Ansøgningsfrist: 2. oktober 2026 kl. 12.00",
        "Sendes til: cti-demo@sbst.example",
    ]


def test_deadline_without_a_published_clock_is_a_date_alone():
    document = docx.Document(io.BytesIO(blank_form(SCHEME, SCHEME.round("2024-1"))))

    text = [visible(each) for each in document.element.body.iter(qn("w:p"))]
    assert "Ansøgningsfrist: 26. januar 2024" in text


def test_tables_have_a_header_row():
    tables = DOCUMENT.element.body.xpath(".//w:tbl")

    assert tables
    assert all(table.xpath("./w:tr[1]/w:trPr/w:tblHeader") for table in tables)


def test_version_and_round_stand_in_footer_and_properties():
    core = DOCUMENT.core_properties
    footer = visible(DOCUMENT.sections[0].footer.paragraphs[0]._p)

    assert (core.version, core.identifier, core.language) == (FORM.version, "demo", "da-DK")
    assert footer == f"Skema {FORM.version} · runde demoSide 1 af 1"


def test_form_has_no_date_of_its_own():
    properties = DOCUMENT.core_properties._element

    assert properties.xpath("./dcterms:created | ./dcterms:modified") == []
