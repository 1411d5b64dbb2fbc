"""Sound files to start from: small ones that hold every construct of Word that the reader knows."""

from __future__ import annotations

from pathlib import Path

from tests.pdf_files import pdf_file
from tests.post_files import HEAD, eml, file_part, multipart, outlook, text_part, zipped
from tests.word_files import (
    NAMESPACES,
    bold,
    checkbox,
    control,
    document,
    heading,
    p,
    part_xml,
    placeholder,
    run,
    table,
    word_file,
    zip_file,
)

SAMPLES = Path(__file__).parents[2] / "sample_applications"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWN = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def _field(kind: str, content: str) -> str:
    data = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Felt"/>{kind}</w:ffData></w:fldChar>'
    return (
        f"<w:r>{data}</w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(content)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _drawing(inside: str) -> str:
    return (
        f'<w:r><w:drawing><wp:inline {_DRAWN}><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="Billede" '
        f'descr="En tegning"/><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def _alternatives(text: str) -> str:
    inside = f"<w:txbxContent>{p(text)}{p('Anden linje')}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{_drawing(f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>")}'
        f"</mc:Choice><mc:Fallback><w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox>"
        '<v:textpath string="Skrevet som kunst"/></v:shape></w:pict></w:r></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


_FIELDS = (
    p(_field('<w:textInput><w:default w:val="x"/></w:textInput>', "Et felt")),
    p(_field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "")),
    p(
        _field(
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Ja"/><w:listEntry w:val="Nej"/></w:ddList>',
            "",
        )
    ),
    p('<w:fldSimple w:instr="PAGE">' + run("1") + "</w:fldSimple>"),
    p('<w:hyperlink r:id="rIdLink" w:anchor="x">' + run("en henvisning") + "</w:hyperlink>"),
    p(
        control(
            "8.dato",
            "1. maj 2026",
            '<w:date w:fullDate="2026-05-01T00:00:00Z"><w:dateFormat w:val="d. MMMM yyyy"/></w:date>',
        )
    ),
    p(
        control(
            "1.1",
            "Kommune",
            '<w:dropDownList><w:listItem w:displayText="Kommune" w:value="k"/></w:dropDownList>',
        )
    ),
    p(checkbox("2.3", checked=True), run(" Ledelsen deltager i forløbet")),
)
_RUNS = (
    p(run("fed", "<w:b/>"), run("skjult", "<w:vanish/>"), run("hvid", '<w:color w:val="FFFFFF"/>')),
    p("<w:ins w:id='1'>" + run("indsat") + "</w:ins><w:del w:id='2'><w:r><w:delText>slettet</w:delText></w:r></w:del>"),
    p("<w:moveFrom w:id='3'>" + run("flyttet") + "</w:moveFrom><w:moveTo w:id='4'>" + run("flyttet") + "</w:moveTo>"),
    p('<w:r><w:t>a</w:t><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'),
    p("<w:r><w:ruby><w:rt>" + run("lyd") + "</w:rt><w:rubyBase>" + run("tegn") + "</w:rubyBase></w:ruby></w:r>"),
    p("<w:smartTag w:element='x'>" + run("mærket") + "</w:smartTag><w:bdo w:val='rtl'>" + run("vendt") + "</w:bdo>"),
    p("<w:customXml w:element='x'>" + run("eget") + "</w:customXml>", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    p(f"<m:oMath {_DRAWN}><m:r><m:t>x+1</m:t></m:r></m:oMath>", '<w:r><w:endnoteReference w:id="2"/></w:r>'),
    p(_alternatives("I en boks")),
    p(_drawing('<pic:pic><pic:nvPicPr><pic:cNvPr id="1" descr="Foto"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPicture"/></pic:blipFill></pic:pic>')),
    p(_drawing('<c:chart r:id="rIdChart"/>'), _drawing('<dgm:relIds r:dm="rIdDiagram"/>')),
    *(f'<w:altChunk r:id="{chunk}"/>' for chunk in ("rIdChunk", "rIdArchive", "rIdPlain")),
)  # fmt: skip
_TABLES = (
    table(["Ansøgers navn", "Strandby"], ["Kommune", control("1.3", "Åmose Kommune")]),
    table(["Kontaktperson", table(["Navn", "Bo"], ["Titel", "Leder"]) + p("")]),
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr>"
    + p("Flettet") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr>"
    + p("") + "</w:tc></w:tr></w:tbl>",
    "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>" + p("I kontrol")
    + "</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>",
)  # fmt: skip
_ANSWERS = (
    heading("Kriterium 1: Målgruppe"),
    p("4.1 Beskrivelse af målgruppen"),
    p("Unge uden bolig."),
    p("Antal: 3", properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'),
    bold("Afgrænsning over for hjemløshed"),
    p("Vi samarbejder.", style="Overskrift"),
    control("4.3", p("Første.") + p("Andet.")),
    placeholder("8.navn"),
)
_PARTS = {
    "word/styles.xml": part_xml(
        "styles",
        '<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" '
        'w:styleId="Overskrift"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl '
        'w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:basedOn w:val="Overskrift"/></w:style>',
    ),
    "word/numbering.xml": part_xml(
        "numbering",
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>',
    ),
    "word/comments.xml": part_xml(
        "comments", f'<w:comment w:id="1" w:author="B">{p("En note")}</w:comment>'
    ),
    "word/footnotes.xml": part_xml(
        "footnotes",
        f'<w:footnote w:id="-1" w:type="separator">{p("")}</w:footnote><w:footnote w:id="2">{p("Fod")}</w:footnote>',
    ),
    "word/endnotes.xml": part_xml("endnotes", f'<w:endnote w:id="2">{p("Slut")}</w:endnote>'),
    "word/header1.xml": part_xml("header1", p("Brevhoved")),
    "word/footer1.xml": part_xml("footer1", p("Side 1")),
    "word/settings.xml": f"<w:settings {NAMESPACES}><w:evenAndOddHeaders/></w:settings>",
    "word/charts/chart1.xml": (
        f"<c:chartSpace {_DRAWN}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Titel</a:t></a:r></a:p></c:rich>"
        "</c:tx></c:title><c:plotArea><c:ser><c:cat><c:strRef><c:strCache><c:pt><c:v>Unge</c:v></c:pt></c:strCache>"
        "</c:strRef></c:cat></c:ser></c:plotArea></c:chart></c:chartSpace>"
    ),
    "word/diagrams/data1.xml": (
        f"<dgm:dataModel {_DRAWN}><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>Trin</a:t></a:r></a:p></dgm:t></dgm:pt>"
        "</dgm:ptLst></dgm:dataModel>"
    ),
    "word/chunk.html": "<html><body><h1>Indsat</h1><table><tr><td>celle</td></tr></table><p>Tekst &amp; mere</body></html>",
    "word/archive.mht": (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; "
        'charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n<p>Fra et arkiv =C3=A6</p>\n--x--\n'
    ),
    "word/plain.txt": "Fra en tekstfil",
    "word/media/image1.png": b"\x89PNG\r\n\x1a\n",
    "docProps/custom.xml": (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property name="form-version"><vt:lpwstr>TEST-0</vt:lpwstr></property></Properties>'
    ),
}
_RELATED = (
    ("rId1", "styles", "styles.xml"), ("rId2", "numbering", "numbering.xml"), ("rId3", "comments", "comments.xml"),
    ("rId4", "footnotes", "footnotes.xml"), ("rId5", "endnotes", "endnotes.xml"), ("rId6", "header", "header1.xml"),
    ("rId7", "footer", "footer1.xml"), ("rId8", "settings", "settings.xml"), ("rIdChunk", "aFChunk", "chunk.html"),
    ("rIdChart", "chart", "charts/chart1.xml"), ("rIdDiagram", "diagramData", "diagrams/data1.xml"),
    ("rIdArchive", "aFChunk", "archive.mht"), ("rIdPlain", "aFChunk", "plain.txt"),
    ("rIdPicture", "image", "media/image1.png"), ("rIdLink", "hyperlink", "#x"),
)  # fmt: skip


def _relationships(*related: tuple[str, str, str]) -> str:
    each = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, kind, target in related
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def full() -> bytes:
    """A Word file with every construct and every part once."""
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId6"/><w:footerReference w:type="default" r:id="rId7"/></w:sectPr>'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="html" '
        'ContentType="text/html"/><Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return zip_file(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": _relationships(
                ("rId1", "officeDocument", "word/document.xml"),
                ("rId2", "custom-properties", "docProps/custom.xml"),
            ),
            "word/document.xml": document(*_ANSWERS, *_TABLES, *_FIELDS, *_RUNS, section),
            "word/_rels/document.xml.rels": _relationships(*_RELATED),
        }
        | _PARTS
    )


def small() -> tuple[bytes, ...]:
    """Word files of a few constructs each, where a change more often meets another."""
    return tuple(word_file(*content) for content in (_ANSWERS, _TABLES, _FIELDS, _RUNS))


def samples() -> tuple[bytes, ...]:
    """The sample applications: real in size and form."""
    return tuple(path.read_bytes() for path in sorted(SAMPLES.glob("*.docx")))


def post() -> tuple[bytes, ...]:
    """Messages of both kinds, a mailbox, a zip of them, and attachments with text in them."""
    word = small()[0]
    mail = eml(
        multipart(
            text_part("Kære"), text_part("<p>Kære</p>", "html"), kind="alternative", boundary="b"
        ),
        file_part(
            word, "Content-Disposition: attachment; filename*0*=utf-8''Ans%C3%B8; filename*1=g.docx"
        ),
        file_part(b"Subject: Inde\n\nHej", "", "message/rfc822"),
        head="Received: from a (b [192.0.2.7]) by mx.sbst.example (x; y); Wed, 21 Aug 2024 12:03:00 +0200\n"
        + HEAD,
    )
    message = outlook({"a.docx": b"PK"}, outlook(subject="Inde"), body="").to_bytes()
    pdf = pdf_file("Aftale\nom støtte", "", field="Bo")
    rtf = rb"{\rtf1\ansi\uc1 S\u248?s {\*\x y}\'e6\par {\pict 00}\bin3 xyz}"
    mailbox = (
        b"From a@b Wed Aug 21 12:03:00 2024\n"
        + mail
        + b"\nFrom a@b Wed Aug 21 12:03:00 2024\n"
        + mail
    )
    packed = zipped(
        {"Ask/a.docx": word, "mail.eml": mail, "b.msg": message, "c/d.zip": zipped({"a.pdf": pdf})}
    )
    return (mail, message, pdf, rtf, mailbox, packed)
