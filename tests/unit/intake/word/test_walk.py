"""Everything that Word shows is read once, in order; what it does not show is kept apart."""

import pytest

from assessment.domain.applications.application import Block, BlockKind
from assessment.intake import read
from tests.small_form import FORM
from tests.word_files import (
    bold,
    cell,
    control,
    heading,
    p,
    placeholder,
    row,
    run,
    table,
    word_file,
)


def reading(*content, **parts):
    return read(word_file(*content, parts=parts), FORM)


def text_box(text):
    return f"<wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx>"


def alternative(choice, fallback, requires="wps"):
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_blocks_say_what_and_where_they_are():
    found = reading(heading("Overskrift", 2), p(""), p("Tekst"), table(["a", "b\nc"]))

    assert found.blocks == (
        Block("p1", BlockKind.HEADING, "Overskrift", "Afsnit 1", level=2),
        Block("p3", BlockKind.PARAGRAPH, "Tekst", "Afsnit 3"),
        Block("t1r1c1", BlockKind.CELL, "a", "Tabel 1, række 1"),
        Block("t1r1c2", BlockKind.CELL, "b", "Tabel 1, række 1"),
        Block("t1r1c2p2", BlockKind.CELL, "c", "Tabel 1, række 1"),
    )
    assert found.text == "Overskrift\nTekst\na\nb\nc"


def test_table_in_a_cell_has_a_place_of_its_own():
    found = reading(table([table(["inderst"]) + p("efter")]))

    assert [(block.id, block.where, block.text) for block in found.blocks] == [
        ("t1r1c1t1r1c1", "Tabel 1, række 1, indre tabel 1, række 1", "inderst"),
        ("t1r1c1", "Tabel 1, række 1", "efter"),
    ]


def test_other_parts_stand_in_reading_order():
    found = reading(
        p("Brødtekst"),
        header1=p("Brevhoved"),
        footer1=p("Side 1"),
        footnotes='<w:footnote w:type="separator" w:id="0">' + p("-") + "</w:footnote>"
        '<w:footnote w:id="2">' + p("En note") + "</w:footnote>",
        endnotes='<w:endnote w:id="2">' + p("Sidste note") + "</w:endnote>",
    )

    assert [(block.id, block.kind, block.where, block.text) for block in found.blocks] == [
        ("h1", BlockKind.HEADER, "Sidehoved", "Brevhoved"),
        ("p1", BlockKind.PARAGRAPH, "Afsnit 1", "Brødtekst"),
        ("fn1", BlockKind.NOTE, "Fodnote 1", "En note"),
        ("en1", BlockKind.NOTE, "Slutnote 1", "Sidste note"),
        ("f1", BlockKind.FOOTER, "Sidefod", "Side 1"),
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (p(run("de"), run("lt")), "delt"),
        (p("<w:ins>" + run("ny") + "</w:ins>"), "ny"),
        (p("<w:moveTo>" + run("flyttet") + "</w:moveTo>"), "flyttet"),
        (p('<w:hyperlink r:id="x">' + run("link") + "</w:hyperlink>"), "link"),
        (p("<w:fldSimple>" + run("felt") + "</w:fldSimple>"), "felt"),
        (p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), "a\tb\nc"),
        (p("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>"), "a\u2011b"),
        (p("<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r>"), "ab"),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'), "☑"),
        (p('<w:r><w:sym w:font="Arial" w:char="x"/></w:r>', "a"), "a"),
        (p('<w:r><w:sym w:font="Arial" w:char="0000"/></w:r>', "a"), "a"),
        (p('<w:r><w:sym w:font="Arial" w:char="D800"/></w:r>', "a"), "a"),
        (p('<w:r><w:pict><v:textpath string="WordArt"/></w:pict></w:r>'), "WordArt"),
        ("<w:customXml>" + p("pakket ind") + "</w:customXml>", "pakket ind"),
        (control("x", p("i kontrol")), "i kontrol"),
        (p("før ", control("x", "inde"), " efter"), "før inde efter"),
        (control("x", table(["om tabel"])), "om tabel"),
        ("<w:tbl>" + control("x", row("om række")) + "</w:tbl>", "om række"),
        ("<w:tbl><w:tr>" + control("x", cell("om celle")) + "</w:tr></w:tbl>", "om celle"),
        (p(alternative(text_box("valg"), text_box("ellers"))), "valg"),
        (p(alternative("<w:t>valg</w:t>", "<w:t>ellers</w:t>", requires="x")), "ellers"),
        (run("uden afsnit"), "uden afsnit"),
        (row("uden tabel"), "uden tabel"),
    ],
)
def test_visible_text_is_read_once(content, text):
    assert reading(content).text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "☒"),
        ("<w:checkBox><w:default w:val='1'/></w:checkBox>", "☒"),
        ("<w:checkBox><w:checked w:val='0'/></w:checkBox>", "☐"),
        (
            "<w:ddList><w:result w:val='1'/><w:listEntry w:val='a'/><w:listEntry w:val='b'/></w:ddList>",
            "b",
        ),
        ("<w:ddList><w:result w:val='7'/><w:listEntry w:val='a'/></w:ddList>", ""),
        ("<w:textInput/>", ""),
    ],
)
def test_legacy_form_field_shows_its_state(data, text):
    field = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'

    assert reading(p(field)).text == text


def test_text_box_is_a_block_after_its_anchor():
    found = reading(p("anker", alternative(text_box("boks"), "")), p("efter"))

    assert [(block.id, block.kind, block.where, block.text) for block in found.blocks] == [
        ("p1", BlockKind.PARAGRAPH, "Afsnit 1", "anker"),
        ("b1", BlockKind.TEXT_BOX, "Tekstboks 1", "boks"),
        ("p2", BlockKind.PARAGRAPH, "Afsnit 2", "efter"),
    ]


def test_deleted_text_is_kept_apart_and_flagged():
    deleted_row = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('væk')}</w:tr>"
    found = reading(
        p("beholdt ", "<w:del><w:r><w:delText>slettet</w:delText></w:r></w:del>"),
        p("<w:moveFrom>" + run("flyttet herfra") + "</w:moveFrom>"),
        f"<w:tbl>{deleted_row}</w:tbl>",
    )

    assert found.text == "beholdt"
    assert found.deleted == "slettet\nflyttet herfra\nvæk"
    assert [issue.code for issue in found.issues] == ["tracked_changes"]


def test_hidden_text_is_kept_apart_and_flagged():
    styles = (
        '<w:style w:type="character" w:styleId="Skjult"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Gemt"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    found = reading(
        p("synlig ", run("skjult ", "<w:vanish/>"), run("ikke", '<w:vanish w:val="0"/>')),
        p(run("efter stil ", '<w:rStyle w:val="Skjult"/>')),
        p("efter afsnit", style="Gemt"),
        styles=styles,
    )

    assert found.text == "synlig ikke"
    assert found.hidden == "skjult efter stil efter afsnit"
    assert [issue.code for issue in found.issues] == ["hidden_text"]


def test_comments_are_kept_apart_and_flagged():
    found = reading(p("tekst"), comments="<w:comment>" + p("en kommentar") + "</w:comment>")

    assert (found.text, found.comments) == ("tekst", "en kommentar")
    assert [issue.code for issue in found.issues] == ["comments"]


def test_text_under_a_merged_cell_is_read_in_its_place_but_answers_nothing():
    start, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = reading(
        "<w:tbl><w:tr>" + cell("uden start", more) + "</w:tr>"
        "<w:tr>" + cell("Ansøgers navn", start) + cell("Strandby") + "</w:tr>"
        "<w:tr>" + cell("Kommune", more) + cell("Fjordby") + "</w:tr></w:tbl>"
    )

    assert [(block.text, block.where) for block in found.blocks] == [
        ("uden start", "Tabel 1, række 1"),
        ("Ansøgers navn", "Tabel 1, række 2"),
        ("Strandby", "Tabel 1, række 2"),
        ("Kommune", "Tabel 1, række 3 (dækket celle)"),
        ("Fjordby", "Tabel 1, række 3"),
    ]
    assert list(found.answers) == ["1.2"]
    assert [issue.code for issue in found.issues] == ["covered_text"]


def test_table_in_a_covered_cell_is_covered():
    start, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = reading(
        "<w:tbl><w:tr>" + cell("øverst", start) + "</w:tr>"
        "<w:tr>" + cell(table(["inderst"]) + p(""), more) + "</w:tr></w:tbl>"
    )

    assert [issue.code for issue in found.issues] == ["covered_text"]
    assert found.unplaced == ("t1r1c1", "t1r2c1t1r1c1")


@pytest.mark.parametrize("span", ["-3", "abc", "2147483647", "9" * 50])
def test_absurd_spans_are_clamped(span):
    wide = cell("a", f'<w:gridSpan w:val="{span}"/>')

    assert reading(f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>").text == "a"


def test_placeholder_is_no_text():
    assert reading(p("Navn: ", placeholder("x"))).text == "Navn:"


def test_placeholder_that_is_part_of_the_template_is_text_but_no_answer():
    printed = "<w:placeholder><w:docPart/></w:placeholder><w:showingPlcHdr/>"
    found = reading(control("1.2", p("Skriv navn her"), printed))

    assert (found.text, found.answers) == ("Skriv navn her", {})


def test_alt_text_stands_in_its_block_and_not_in_the_text():
    found = reading(p('<w:r><w:drawing><wp:docPr descr="Et kort"/></w:drawing></w:r>'))

    assert found.blocks == (Block("p1", BlockKind.PARAGRAPH, "", "Afsnit 1", alt="Et kort"),)
    assert found.text == ""


def test_deep_nesting_does_not_exhaust_the_reader():
    deep = "<w:sdt><w:sdtContent>" * 400 + p("inderst") + "</w:sdtContent></w:sdt>" * 400

    assert reading(deep).text == "inderst"


def test_bold_line_is_no_heading_block():
    assert reading(bold("Fed linje")).blocks == (
        Block("p1", BlockKind.PARAGRAPH, "Fed linje", "Afsnit 1"),
    )
