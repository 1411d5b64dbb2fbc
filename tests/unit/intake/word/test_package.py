"""A package is opened with suspicion: what is odd is an issue, what is dangerous is refused."""

import pytest

from assessment.errors import RefusedFileError
from assessment.intake import zips
from assessment.intake.word import markup, package
from assessment.intake.word.package import Package, Relationship
from tests.word_files import CONTENT_TYPES, document, p, relationships, word_file, zip_file

ROOT = relationships(("officeDocument", "word/document.xml"))
PARTS = {
    "[Content_Types].xml": CONTENT_TYPES,
    "_rels/.rels": ROOT,
    "word/document.xml": document(p("Tekst")),
}


def text_of(data):
    return "".join(Package(data).document().itertext())


def codes(data):
    opened = Package(data)
    opened.document()
    opened.note_macros_and_links()
    return [issue.code for issue in opened.issues]


def refusal(data):
    with pytest.raises(RefusedFileError) as refused:
        Package(data).document()
    return refused.value.code


def test_plain_package_is_read_without_issues():
    assert text_of(word_file(p("Tekst"))) == "Tekst"
    assert codes(word_file(p("Tekst"))) == []


@pytest.mark.parametrize(
    "entries",
    [
        {**PARTS, "_rels/.rels": relationships(("officeDocument", "/word/document.xml"))},
        {**PARTS, "_rels/.rels": relationships(("officeDocument", "../../word/document.xml"))},
        {name.upper(): content for name, content in PARTS.items()},
        {name.replace("/", "\\"): content for name, content in PARTS.items()},
        {
            **{name: PARTS[name] for name in ("[Content_Types].xml",)},
            "_rels/.rels": relationships(("officeDocument", "doc/main%20part.xml")),
            "doc/main part.xml": PARTS["word/document.xml"],
        },
    ],
    ids=["absolute", "climbing", "upper case", "backslashes", "elsewhere"],
)
def test_main_part_is_found_however_it_is_pointed_to(entries):
    assert text_of(zip_file(entries)) == "Tekst"


@pytest.mark.parametrize(
    ("missing", "code"),
    [("[Content_Types].xml", "missing_content_types"), ("_rels/.rels", "missing_relationships")],
)
def test_missing_directory_is_an_issue(missing, code):
    entries = {name: content for name, content in PARTS.items() if name != missing}

    assert codes(zip_file(entries)) == [code]


@pytest.mark.parametrize(
    "encoded",
    [
        document(p("Tekst")).encode("utf-16"),
        ("<?xml version='1.0' encoding='UTF-16'?>" + document(p("Tekst"))).encode("utf-16-le"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?>" + document(p("Tekst"))).encode("latin-1"),
        document(p("Tekst")).encode("utf-8-sig"),
        document(p("Tekst"))
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .encode(),
    ],
    ids=["utf-16", "utf-16 without mark", "latin-1", "utf-8 with mark", "strict"],
)
def test_main_part_is_read_in_any_legal_writing(encoded):
    assert text_of(zip_file({**PARTS, "word/document.xml": encoded})) == "Tekst"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused_in_any_encoding(encoding):
    hidden = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + document(p("&x;"))

    assert refusal(zip_file({**PARTS, "word/document.xml": hidden.encode(encoding)})) == "doctype"


def test_unknown_encoding_is_refused():
    strange = b"<?xml version='1.0' encoding='UTF-7'?><x/>"

    assert refusal(zip_file({**PARTS, "word/document.xml": strange})) == "encoding"


@pytest.mark.parametrize("reference", ["&#xD800;", "&#xdfff;", "&#55296;", "&#x000DBFF;"])
def test_reference_to_half_a_character_is_replaced(reference):
    markup = document(p("før", f"<w:r><w:t>{reference}</w:t></w:r>", "efter")).encode()

    root = Package(zip_file({"word/document.xml": markup})).document()

    assert "".join(root.itertext()) == "før\ufffdefter"


def test_main_part_cut_short_is_repaired_with_an_issue():
    cut = document(p("Først"), p("Sidst"))[:-40]

    assert codes(zip_file({**PARTS, "word/document.xml": cut})) == ["damaged_document"]


def test_broken_secondary_part_is_an_issue_and_no_loss():
    data = zip_file({**PARTS, "word/styles.xml": "intet"})
    opened = Package(data)

    assert opened.secondary("word/styles.xml") is None
    assert [issue.code for issue in opened.issues] == ["damaged_part"]
    assert "".join(opened.document().itertext()) == "Tekst"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zip_file({}), "not_word"),
        (zip_file({"bilag/foto.png": b"x"}), "not_word"),
        (zip_file({**PARTS, "word/document.xml": "<x/>"}), "not_word"),
        (zip_file({**PARTS, "word/document.xml": "intet"}), "damaged"),
        (zip_file({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        (zip_file({"xl/workbook.xml": "<x/>"}), "xlsx"),
        (zip_file(PARTS)[:-30], "damaged"),
    ],
)
def test_package_without_a_document_is_refused(data, code):
    assert refusal(data) == code


def test_part_that_inflates_too_far_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MAX_PART", 1000)

    assert refusal(word_file(p("x" * 1000))) == "zip_bomb"


def test_parts_that_inflate_too_far_together_are_left_out(monkeypatch):
    monkeypatch.setattr(package, "MAX_TOTAL", 1500)
    opened = Package(word_file(p("kort"), parts={"styles": " " * 1500}))
    opened.document()

    assert opened.secondary("word/styles.xml") is None
    assert [issue.code for issue in opened.issues] == ["damaged_part"]


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(package, "MAX_ENTRIES", 2)

    assert refusal(word_file(p("Tekst"))) == "too_many_parts"


def test_too_large_file_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MAX_FILE", 100)

    assert refusal(word_file(p("Tekst"))) == "too_large"


def test_encrypted_part_is_refused():
    data = bytearray(zip_file(PARTS))
    entry = data.find(b"PK\x01\x02", data.rfind(b"_rels/.rels"))
    data[entry + 8] |= 1

    assert refusal(bytes(data)) == "password"


def test_macros_and_outward_links_are_issues():
    entries = {
        **PARTS,
        "word/vbaProject.bin": b"x",
        "word/_rels/document.xml.rels": relationships(
            ("hyperlink", "https://a.example"), external=True
        ),
        "word/_rels/settings.xml.rels": relationships(
            ("attachedTemplate", "https://b.example/t.dotm"), external=True
        ),
    }

    assert codes(zip_file(entries)) == ["macros", "external_reference"]


def test_macro_file_under_another_name_is_an_issue():
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'

    assert codes(zip_file({**PARTS, "[Content_Types].xml": types})) == ["macros"]


def test_parts_on_top_of_each_other_are_refused(monkeypatch):
    monkeypatch.setattr(zips, "_SHORTEST_ENTRY", 10_000)

    assert refusal(word_file(p("Tekst"))) == "overlapping_parts"


def test_second_part_of_a_name_is_an_issue_and_the_first_is_read():
    twice = zip_file({**PARTS, "WORD/document.xml": document(p("Anden"))})

    assert (text_of(twice), codes(twice)) == ("Tekst", ["duplicate_part"])


def test_unusually_large_document_is_an_issue(monkeypatch):
    monkeypatch.setattr(package, "_UNUSUAL", 10)

    assert codes(word_file(p("Tekst"))) == ["unusually_large"]


def test_markup_beyond_measure_is_refused(monkeypatch):
    monkeypatch.setattr(markup, "_MAX_TAGS", 3)

    assert refusal(word_file(p("Tekst"))) == "too_complex"


def test_hyperlink_out_of_the_file_is_no_issue():
    entries = {
        **PARTS,
        "word/_rels/document.xml.rels": relationships(
            ("hyperlink", "https://a.example"), external=True
        ),
    }

    assert codes(zip_file(entries)) == []


def test_relationship_to_a_part_that_is_not_there_leads_nowhere():
    entries = {**PARTS, "word/_rels/document.xml.rels": relationships(("header", "NULL"))}
    opened = Package(zip_file(entries))

    assert opened.relationships("word/document.xml") == (
        Relationship("rId1", "header", "word/NULL", external=False),
    )
    assert opened.related("word/document.xml", "header") == []
