"""Charts, SmartArt and inserted files are read where they stand, once, and nothing is fetched or run."""

import pytest

from assessment.domain.applications.application import Block, BlockKind
from assessment.intake import read
from tests.small_form import FORM
from tests.word_files import NAMESPACES, cell, drawing, p, relationships, table, word_file, zip_file

CHART = drawing('<c:chart r:id="rId1"/>')
SMART_ART = drawing('<dgm:relIds r:dm="rId1" r:lo="rId2"/>')
CHUNK = '<w:altChunk r:id="rId1"/>'
ARCHIVE = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "<p>B=C3=B8rn</p>\n--x--\n"
)


def line(text):
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def values(kind, *values):
    points = "".join(f"<c:pt><c:v>{value}</c:v></c:pt>" for value in values)
    return f"<c:{kind}Ref><c:{kind}Cache>{points}</c:{kind}Cache></c:{kind}Ref>"


def series(name):
    return (
        f"<c:ser><c:tx>{values('str', name)}</c:tx><c:cat>{values('str', '2024', 'Før')}</c:cat>"
        f"<c:val>{values('num', 3, 4)}</c:val></c:ser>"
    )


def chart(content):
    return f"<c:chartSpace {NAMESPACES}>{content}</c:chartSpace>"


def reading(*content, files=()):
    return read(word_file(*content, files=files), FORM)


def inserted(content, name="indsat.html"):
    return reading(p("før"), CHUNK, p("efter"), files=[("aFChunk", name, content)])


def test_chart_is_read_once_where_it_stands():
    title = f"<c:title><c:tx><c:rich>{line('Borgere')}</c:rich></c:tx></c:title>"
    axis = f"<c:valAx><c:title><c:tx><c:rich>{line('Antal')}</c:rich></c:tx></c:title></c:valAx>"
    content = chart(title + series("I alt") + series("Heraf nye") + axis)

    found = reading(p("før"), p(CHART), p("efter"), files=[("chart", "charts/c1.xml", content)])

    assert found.text.split("\n") == [
        "før", "Borgere", "I alt", "2024", "Før", "Heraf nye", "Antal", "efter",
    ]  # fmt: skip
    assert found.blocks[1:3] == (
        Block("g1", BlockKind.TEXT_BOX, "Borgere", "Diagram 1"),
        Block("g1p2", BlockKind.TEXT_BOX, "I alt", "Diagram 1"),
    )


def test_chart_of_the_newer_kind_is_read():
    content = (
        f"<cx:chartSpace {NAMESPACES}><cx:chartData>"
        "<cx:strDim><cx:lvl><cx:pt>Mål</cx:pt></cx:lvl></cx:strDim>"
        "<cx:numDim><cx:lvl><cx:pt>7</cx:pt></cx:lvl></cx:numDim></cx:chartData>"
        f"<cx:tx><cx:txData><cx:v>Tragt</cx:v></cx:txData></cx:tx>{line('Tragt')}</cx:chartSpace>"
    )

    found = reading(p(drawing('<cx:chart r:id="rId1"/>')), files=[("chartEx", "c.xml", content)])

    assert found.text == "Mål\nTragt"


def test_smart_art_is_read_where_it_stands():
    content = f"<dgm:dataModel {NAMESPACES}><dgm:t>{line('Først')}</dgm:t><dgm:t>{line('Så')}</dgm:t></dgm:dataModel>"
    files = [("diagramData", "diagrams/data1.xml", content)]

    found = reading(table([p("i celle", SMART_ART), cell("x")]), files=files)

    assert [(block.id, block.where, block.text) for block in found.blocks[:3]] == [
        ("t1r1c1", "Tabel 1, række 1", "i celle"),
        ("g1", "SmartArt 1", "Først"),
        ("g1p2", "SmartArt 1", "Så"),
    ]


@pytest.mark.parametrize("content", [CHART, SMART_ART, CHUNK], ids=["chart", "SmartArt", "file"])
def test_what_is_not_in_the_file_is_no_text(content):
    assert reading(p("før"), p(content), files=[]).text == "før"


@pytest.mark.parametrize(
    ("content", "name", "lines"),
    [
        ("<html><body><p>Et</p><p>To</p></body></html>", "a.html", ["Et", "To"]),
        ("Et\r\nTo", "a.txt", ["Et", "To"]),
        ("Børn".encode("cp1252"), "a.txt", ["Børn"]),
        (
            ARCHIVE,
            "a.mht",
            ["Børn"],
        ),
        (word_file(p("fra"), table(["Word"])), "a.docx", ["fra", "Word"]),
    ],
    ids=["page", "text", "old text", "web archive", "Word"],
)
def test_inserted_file_is_read_where_it_stands(content, name, lines):
    found = inserted(content, name)

    assert found.text.split("\n") == ["før", *lines, "efter"]
    assert [block.id for block in found.blocks] == [f"p{n}" for n in range(1, len(lines) + 3)]
    assert found.issues == ()


@pytest.mark.parametrize(
    "content",
    [rb"{\rtf1 tekst}", b"%PDF-1.7", zip_file({"xl/workbook.xml": "<x/>"}), b"\0\1\2"],
    ids=["rtf", "pdf", "spreadsheet", "binary"],
)
def test_inserted_file_that_cannot_be_read_is_an_issue(content):
    found = inserted(content)

    assert found.text == "før\nefter"
    assert [issue.code for issue in found.issues] == ["unread_insertion"]


def test_file_that_inserts_files_is_followed_so_far_only():
    data = word_file(p("inderst"))
    for name in ("tredje", "anden", "første"):
        data = word_file(p(name), CHUNK, files=[("aFChunk", "a.docx", data)])

    found = read(data, FORM)

    assert found.text == "første\nanden\ntredje"


def test_external_target_of_a_header_is_an_issue():
    outward = relationships(("image", "https://a.example/spor.png"), external=True)
    data = word_file(
        p("Tekst"), parts={"header1": p("hoved")}, files=[("x", "_rels/header1.xml.rels", outward)]
    )

    assert [issue.code for issue in read(data, FORM).issues] == ["external_reference"]


@pytest.mark.parametrize("kind", ["package", "oleObject", "control"])
def test_document_inside_the_document_is_an_issue(kind):
    found = reading(p("Tekst"), files=[(kind, "embeddings/ark.bin", b"x")])

    assert [issue.code for issue in found.issues] == ["embedded_file"]
