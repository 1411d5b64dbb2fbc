"""Text that nobody would see in Word is read like other text, and a human is told of it."""

import pytest

from assessment.intake import read
from tests.small_form import FORM
from tests.word_files import cell, document, p, row, run, word_file, zip_file

WHITE = '<w:color w:val="FFFFFF"/>'
STYLES = (
    '<w:style w:type="character" w:styleId="Hvid"><w:rPr><w:color w:val="FEFEFE"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Lille"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Arvet"><w:basedOn w:val="Lille"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Bjælke"><w:pPr><w:shd w:val="clear" w:fill="003366"/></w:pPr>'
    '<w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Farvet"><w:tblStylePr><w:tcPr><w:shd w:fill="4F81BD"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
    '<w:style w:type="table" w:styleId="Gitter"/>'
)


def told(*content):
    found = read(word_file(*content, parts={"styles": STYLES}), FORM)
    assert "skjult" in found.text
    return [issue.message for issue in found.issues if issue.code == "hard_to_see"]


def box(fill):
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:wsp><wps:spPr>"
        f"{fill}</wps:spPr><wps:txbx><w:txbxContent>{p(run('skjult', WHITE))}</w:txbxContent></wps:txbx>"
        "</wps:wsp></mc:Choice></mc:AlternateContent></w:r>"
    )


def vml(attributes):
    inside = f"<v:textbox><w:txbxContent>{p(run('skjult', WHITE))}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:shape {attributes}>{inside}</v:shape></w:pict></w:r>"


@pytest.mark.parametrize(
    "content",
    [
        p("synlig ", run("skjult", WHITE)),
        p(run("skjult", '<w:color w:val="F8F8F8"/>')),
        p(run("skjult", '<w:sz w:val="1"/>')),
        p(run("skjult", '<w:rStyle w:val="Hvid"/>')),
        p("skjult", style="Lille"),
        p("skjult", style="Arvet"),
        p(run("skjult", WHITE + '<w:highlight w:val="white"/>')),
        p(run("skjult", WHITE), properties='<w:shd w:val="clear" w:fill="FFFFFF"/>'),
        f"<w:tbl><w:tr>{cell(p(run('skjult', WHITE)))}</w:tr></w:tbl>",
        p(box("<a:noFill/>")),
        p(vml('fillcolor="white"')),
    ],
    ids=["white", "nearly white", "tiny", "character style", "paragraph style", "inherited",
         "white highlight", "white ground", "cell", "box without fill", "white shape"],
)  # fmt: skip
def test_text_that_cannot_be_seen_is_an_issue(content):
    told_of_it = (
        "Filen har tekst, som næsten ikke kan ses i Word, fordi den er hvid eller uhyre lille: "
        "»skjult«. Den er læst som anden tekst."
    )

    assert told(content) == [told_of_it]


@pytest.mark.parametrize(
    "content",
    [
        p(run("ikke skjult", '<w:color w:val="808080"/>')),
        p(run("ikke skjult", '<w:color w:val="auto"/><w:sz w:val="16"/>')),
        p(run("ikke skjult", WHITE + '<w:highlight w:val="black"/>')),
        p(run("ikke skjult", WHITE + '<w:shd w:val="solid" w:color="000000"/>')),
        p(run("ikke skjult", WHITE), properties='<w:shd w:val="clear" w:fill="003366"/>'),
        p("ikke skjult", style="Bjælke"),
        p(run("ikke skjult", '<w:rStyle w:val="Hvid"/><w:color w:val="000000"/>')),
        "<w:tbl><w:tr>" + cell(p(run("ikke skjult", WHITE)), '<w:shd w:fill="4F81BD"/>') + "</w:tr></w:tbl>",
        '<w:tbl><w:tblPr><w:tblStyle w:val="Farvet"/></w:tblPr>' + row(p(run("ikke skjult", WHITE))) + "</w:tbl>",
        p(box("<a:solidFill/>")),
        p(vml('fillcolor="#003366"')),
        "<w:r/>" + p("<v:group>" + vml("") + "</v:group>"),
        p("ikke skjult", run("", WHITE), run("  ", WHITE)),
    ],
    ids=["grey", "automatic", "highlight", "pattern", "paragraph", "style", "overruled", "cell",
         "table style", "box", "shape", "group", "nothing there"],
)  # fmt: skip
def test_text_on_a_coloured_ground_is_no_issue(content):
    assert told(content) == []


def test_hidden_text_is_hidden_and_no_more():
    found = read(word_file(p("x", run("skjult", WHITE + "<w:vanish/>"))), FORM)

    assert [issue.code for issue in found.issues] == ["hidden_text"]


@pytest.mark.parametrize(("ground", "codes"), [("000000", []), ("FFFFFF", ["hard_to_see"])])
def test_colour_of_the_page_counts(ground, codes):
    page = f'<w:background w:color="{ground}"/><w:body>'
    white = document(p(run("skjult", WHITE))).replace("<w:body>", page)
    found = read(zip_file({"word/document.xml": white}), FORM)

    assert [issue.code for issue in found.issues[2:]] == codes


def test_long_text_is_told_in_short():
    (message,) = told(*(p(run(f"skjult ord {number}", WHITE)) for number in range(50)))

    assert "»skjult ord 0 … skjult ord 1 … skjult ord 2" in message
    assert len(message) < 250
