"""Wherever Word lets people put text it is read, in passing or on the careful way, to the same end."""

import pytest

from assessment.intake import read
from assessment.intake.word.sweep import Sweep
from tests.small_form import FORM
from tests.word_files import (
    bold,
    cell,
    checkbox,
    control,
    document,
    heading,
    p,
    picture,
    placeholder,
    relationships,
    row,
    run,
    table,
    word_file,
    zip_file,
)

WRAPPERS = [
    '<w:hyperlink r:id="x">{}</w:hyperlink>',
    "<w:smartTag>{}</w:smartTag>",
    "<w:fldSimple>{}</w:fldSimple>",
    "<w:customXml>{}</w:customXml>",
    '<w:bdo w:val="rtl">{}</w:bdo>',
    '<w:dir w:val="ltr">{}</w:dir>',
    "<w:ins>{}</w:ins>",
    "<w:moveTo>{}</w:moveTo>",
    "<w:ins><w:hyperlink>{}</w:hyperlink></w:ins>",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:sdt><w:sdtContent><w:ins>{}</w:ins></w:sdtContent></w:sdt>",
    "<w:hyperlink><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:hyperlink>",
    "<w:r><w:ruby><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    "<w:fremmed>{}</w:fremmed>",
]
COMPLEX_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def text_of(*content, **parts):
    return read(word_file(*content, parts=parts), FORM).text


def wingdings(text):
    return run(text, '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')


@pytest.mark.parametrize("wrapper", [*WRAPPERS, COMPLEX_FIELD])
def test_text_is_read_through_whatever_stands_around_its_run(wrapper):
    assert text_of(p("før ", wrapper.format(run("inde")), " efter")) == "før inde efter"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (p("<w:r><w:ruby><w:rt>" + run("over") + "</w:rt><w:rubyBase>" + run("ord")
           + "</w:rubyBase></w:ruby></w:r>"), "overord"),
        (p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), "a+b"),
        (p("<w:r><w:t>a</w:t><w:cr/><w:t>b</w:t><w:ptab/><w:t>c</w:t></w:r>"), "a\nb\tc"),
        (p("b", properties='<w:tabs><w:tab w:val="left" w:pos="99"/></w:tabs>'), "b"),
        (p(wingdings("\uf0fe"), " ja ", wingdings("\uf0a8"), " nej"), "☑ ja ☐ nej"),
        (p(run("\uf0fe")), "\uf0fe"),
        (p(checkbox("x", checked=True), " ja"), "☒ ja"),
        ("<w:sdt><w:sdtContent>" + table(["om tabel"]) + "</w:sdtContent></w:sdt>", "om tabel"),
        (table([control("x", p("blok i celle"))]), "blok i celle"),
        (table([p("i ", control("x", "linje"))]), "i linje"),
        (p("<w:r><w:object><v:shape><v:textbox><w:txbxContent>" + p("kun VML")
           + "</w:txbxContent></v:textbox></v:shape></w:object></w:r>"), "kun VML"),
        (p("<w:r><w:drawing><a:p><a:r><a:t>en</a:t></a:r></a:p><a:p><a:r><a:t>to</a:t></a:r></a:p>"
           "</w:drawing></w:r>"), "en\nto"),
        (p("<w:r>" + table(["tabel i afsnit"]) + "</w:r>", " efter"), "efter\ntabel i afsnit"),
    ],
    ids=["ruby", "equation", "breaks", "tab stop", "wingdings", "private sign", "checkbox",
         "control around table", "block control in cell", "inline control in cell", "vml text box",
         "drawn lines", "table in run"],
)  # fmt: skip
def test_construct_is_read(content, text):
    assert text_of(content) == text


def test_hidden_row_is_kept_apart():
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('skjult')}</w:tr>"
    found = read(word_file("<w:tbl>" + row("vist") + hidden + "</w:tbl>"), FORM)

    assert (found.text, found.hidden) == ("vist", "skjult")


def test_deleted_cell_is_kept_apart():
    gone = cell("væk", '<w:cellDel w:id="1"/>')
    found = read(word_file("<w:tbl><w:tr>" + cell("her") + gone + "</w:tr></w:tbl>"), FORM)

    assert (found.text, found.deleted) == ("her", "væk")


@pytest.mark.parametrize("style", ["PlaceholderText", "Pladsholdertekst"])
def test_prompt_is_no_text_but_what_is_typed_beside_it_is(style):
    styles = (
        '<w:style w:type="character" w:styleId="Pladsholdertekst">'
        '<w:name w:val="Placeholder Text"/></w:style>'
    )
    prompt = run("Klik her", f'<w:rStyle w:val="{style}"/>')
    content = control("1.2", p(prompt, "Strandby"), "<w:showingPlcHdr/>")
    found = read(word_file(content, parts={"styles": styles}), FORM)

    assert (found.text, found.answers, found.unplaced) == ("Strandby", {}, ("p1",))


def test_prompt_of_the_template_answers_no_field_beside_it():
    printed = "<w:placeholder><w:docPart/></w:placeholder><w:showingPlcHdr/>"
    prompt = control("x", p(run("Skriv navn", '<w:rStyle w:val="PlaceholderText"/>')), printed)
    found = read(word_file(table(["Ansøgers navn", prompt])), FORM)

    assert (found.text, found.answers, found.unplaced) == ("Ansøgers navn\nSkriv navn", {}, ())


def test_note_tells_where_it_is_referred_to_and_stands_in_that_order():
    found = read(
        word_file(
            table(["felt", p("svar", '<w:r><w:footnoteReference w:id="7"/></w:r>')]),
            p("tekst", '<w:r><w:footnoteReference w:id="3"/></w:r>'),
            parts={
                "footnotes": f'<w:footnote w:id="3">{p("anden")}</w:footnote>'
                f'<w:footnote w:id="7">{p("første")}</w:footnote>'
                f'<w:footnote w:id="9">{p("uden henvisning")}</w:footnote>'
                f"<w:footnote>{p('uden id')}</w:footnote><w:footnote>{p('heller ikke')}</w:footnote>"
            },
        ),
        FORM,
    )

    assert [(block.id, block.where, block.text) for block in found.blocks[3:]] == [
        ("fn1", "Fodnote 1 til Tabel 1, række 1", "første"),
        ("fn2", "Fodnote 2 til Afsnit 1", "anden"),
        ("fn3", "Fodnote 3", "uden henvisning"),
        ("fn4", "Fodnote 4", "uden id"),
        ("fn5", "Fodnote 5", "heller ikke"),
    ]


def test_text_box_in_a_cell_belongs_to_its_row():
    box = (
        "<w:r><w:pict><v:textbox><w:txbxContent>"
        + p("Strandby")
        + "</w:txbxContent></v:textbox></w:pict></w:r>"
    )
    found = read(word_file(table([p("Ansøgers navn"), p(box)])), FORM)

    assert found.answers["1.2"].text == "Strandby"


def test_comments_keep_their_paragraphs():
    comment = "<w:comment>" + p("første", " linje") + p("anden linje") + "</w:comment>"

    assert read(word_file(p("x"), parts={"comments": comment}), FORM).comments == (
        "første linje\nanden linje"
    )


def test_strict_file_is_read():
    def strict(xml):
        return xml.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                           "http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/",
            "http://purl.oclc.org/ooxml/officeDocument/")  # fmt: skip

    data = zip_file(
        {
            "_rels/.rels": strict(relationships(("officeDocument", "word/document.xml"))),
            "word/document.xml": strict(document(p("Strengt"))),
            "word/_rels/document.xml.rels": strict(relationships(("header", "Header1.XML"))),
            "word/HEADER1.xml": strict(document(p("hoved"))),
        }
    )

    assert read(data, FORM).text == "hoved\nStrengt"


EVERYTHING = (
    heading("Ansøgers navn"),
    p("Strandby ", run("Kommune", "<w:b/>")),
    bold("Fed linje"),
    p("punkt", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    p("stil", style="A"),
    p('<w:hyperlink r:id="x">' + run("link") + "</w:hyperlink>", "\tefter"),
    table(["a", "b\nc"], [table(["inde"]) + p("ude"), ""]),
    control("1.2", p("svar") + p("mere")),
    placeholder("1.3"),
    p(picture("rId9", "Et kort"), "tekst"),
    "<w:del>" + p("slettet") + "</w:del>",
    run("uden afsnit"),
    p("sidst"),
)
PARTS = {
    "styles": '<w:style w:styleId="A"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="B"><w:rPr><w:vanish/></w:rPr></w:style>',
    "numbering": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
}


def test_reading_in_passing_and_walking_through_come_to_the_same(monkeypatch):
    data = word_file(*EVERYTHING, parts=PARTS)
    in_passing = read(data, FORM)
    monkeypatch.setattr(Sweep, "read", lambda *_: None)

    assert read(data, FORM) == in_passing
