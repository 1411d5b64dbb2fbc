"""A template is checked before it is used, and whatever is wrong with it is named in a sentence."""

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assessment.domain.outcomes.letter import LetterKind
from assessment.notes import check_template, default_template, word
from assessment.notes.letters.fields import OPTIONAL, names, specimen
from assessment.notes.letters.template import MAX_FILE, fill

KIND = LetterKind.RECEIPT
NOT_WORD = ("Skabelonen er ikke en Word-fil (.docx), der kan åbnes. Gem den som Word-dokument.",)


def opened(kind=KIND):
    return docx.Document(io.BytesIO(default_template(kind)))


def with_lines(*lines, kind=KIND):
    """Our own template with more paragraphs."""
    document = opened(kind)
    for each in lines:
        document.add_paragraph(each)
    return word.to_bytes(document)


def without(field, kind):
    """Our own template without any paragraph or cell that shows a field or a part of a group."""
    document = opened(kind)
    part = field.rpartition(".")[2]
    places = [document.element.body]
    for section in document.sections:
        heads = (
            section.header,
            section.first_page_header,
            section.footer,
            section.first_page_footer,
        )
        places += [each._element for each in heads]
    for place in places:
        for paragraph in list(place.iter(f"{{{word.element('w:p').nsmap['w']}}}p")):
            text = "".join(each.text or "" for each in paragraph.iter() if each.tag.endswith("}t"))
            looped = f"in {field} %" in text or f".{part} %" in text
            if f"{{{{ {field} }}}}" in text or (f".{part} }}}}" in text and "." in field):
                paragraph.getparent().remove(paragraph)
            elif looped and "{%p for" in text:
                shown = paragraph.getnext()
                shown.getparent().remove(shown)
    return word.to_bytes(document)


def repacked(template, *, leave_out=(), **changed):
    """The package with parts changed or left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.namelist():
            if each not in leave_out:
                new.writestr(each, changed.get(each, old.read(each)))
    return made.getvalue()


# --- no Word document -----------------------------------------------------------------------------


def zip_of(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        zip_of(a="b"),
        zip_of(**{"[Content_Types].xml": "<Types/>"}),
        repacked(default_template(KIND), leave_out={"word/document.xml"}),
        repacked(default_template(KIND), **{"word/document.xml": "<w:document"}),
        default_template(KIND)[:-400],
    ],
    ids=["empty", "PDF", "zip", "no document", "no body", "broken body", "cut"],
)
def test_what_is_no_word_document_is_refused(content):
    assert check_template(KIND, content) == NOT_WORD


def test_macros_are_refused():
    plain = default_template(KIND)
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        types = package.read("[Content_Types].xml").decode()
    macro = types.replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )

    assert check_template(KIND, repacked(plain, **{"[Content_Types].xml": macro})) == (
        "Skabelonen rummer makroer. Gem den som Word-dokument (.docx) uden makroer.",
    )


def test_a_file_out_of_all_proportion_is_refused():
    large = zip_of(**{"[Content_Types].xml": "<Types/>", "a.png": b"0" * MAX_FILE})

    assert check_template(KIND, large) == ("Skabelonen er for stor. Gør billederne i den mindre.",)


# --- what reaches out -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleObject"])
def test_what_is_fetched_from_outside_is_refused(kind):
    document = opened()
    reltype = f"{RELATIONSHIP_TYPE.IMAGE.rpartition('/')[0]}/{kind}"
    document.part.relate_to("https://example.com/x", reltype, is_external=True)

    assert check_template(KIND, word.to_bytes(document)) == (
        f"Skabelonen henter noget udefra ({kind}: https://example.com/x). Sæt det ind i filen i stedet.",
    )


def test_a_link_to_read_more_is_no_harm():
    document = opened()
    document.part.relate_to("https://sbst.dk", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    assert check_template(KIND, word.to_bytes(document)) == ()


def test_an_embedded_file_is_refused():
    document = opened()
    reltype = f"{RELATIONSHIP_TYPE.IMAGE.rpartition('/')[0]}/oleObject"
    document.part.relate_to(document.part.part_related_by(RELATIONSHIP_TYPE.STYLES), reltype)

    assert check_template(KIND, word.to_bytes(document)) == (
        "Skabelonen rummer et indlejret objekt (oleObject). Slet det.",
    )


def test_a_word_field_that_fetches_is_refused_in_a_note_at_the_foot_too():
    document = opened()
    note = f"<w:footnotes {nsdecls('w')}><w:instrText>DDEAUTO cmd x</w:instrText></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, note.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    assert check_template(KIND, word.to_bytes(document)) == (
        "Skabelonen rummer Word-feltet DDEAUTO, som henter noget udefra. Slet det.",
    )


@pytest.mark.parametrize(
    "code", ['INCLUDETEXT "c:\\fil.docx"', "DDEAUTO cmd x", ' includepicture "http://x/y.png" ']
)
def test_a_word_field_that_fetches_is_refused(code):
    document = opened()
    name = code.split()[0].upper()
    half, rest = code[:4], code[4:].replace('"', "&quot;")
    document.add_paragraph()._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:instrText>{half}</w:instrText>"
            f"<w:instrText>{rest}</w:instrText></w:r>"
        )
    )

    assert check_template(KIND, word.to_bytes(document)) == (
        f"Skabelonen rummer Word-feltet {name}, som henter noget udefra. Slet det.",
    )


# --- fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "{{ modtagere }}",
            "Feltet “modtagere” findes ikke i breve af typen kvittering. Mente du “modtager”?",
        ),
        ("{{ klagevejledning }}", "Feltet “klagevejledning” findes ikke i breve af typen kvittering."),
        (
            "{% for x in filer %}{{ x.navn }}{% endfor %}",
            "Feltet “navn” findes ikke i breve af typen kvittering.",
        ),
        ("{{ dato }", "Et felt er skrevet forkert ved “{{ dato }”. Efterse klammerne {{ }} og {% %}."),
        ("{% if dato %}", "Et felt er skrevet forkert"),
        ("{% endfor %}", "Et felt er skrevet forkert"),
    ],
)  # fmt: skip
def test_a_field_that_is_not_there_or_not_well_written_is_named(line, sentence):
    (told,) = check_template(KIND, with_lines(line))

    assert told.startswith(sentence)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{{ ''.__class__ }}", "Feltet “__class__” findes ikke"),
        ("{{ dato.__class__.__mro__ }}", "Feltet “__mro__” findes ikke"),
        ("{{ dato.upper() }}", "Skabelonen bruger kaldet “upper(…)”"),
        ("{{ range(10) }}", "Skabelonen bruger kaldet “range(…)”"),
        ("{{ dato|attr('__class__') }}", "Skabelonen bruger filteret “|attr”"),
        ("{{ dato['__class__'] }}", "Skabelonen bruger et opslag med […]"),
        ("{{ 9 ** 9 }}", "Skabelonen bruger Jinjas “Pow”"),
        ("{% set x = 1 %}", "Skabelonen bruger Jinjas “Assign”"),
        ("{% include 'x' %}", "Skabelonen bruger Jinjas “Include”"),
        ("{% macro x() %}{% endmacro %}", "Skabelonen bruger Jinjas “Macro”"),
        ("{% for a, b in filer %}{% endfor %}", "Skabelonen bruger Jinjas “For”"),
        ("{{ cycler }}", "Feltet “cycler” findes ikke"),
        ("{{ self }}", "Feltet “self” findes ikke"),
    ],
)
def test_more_than_fields_is_refused_by_name(line, what):
    told = check_template(KIND, with_lines(line))

    assert [each for each in told if each.startswith(what)] == [told[0]]


def test_the_sandbox_holds_even_where_nothing_was_checked():
    with pytest.raises(
        Exception, match=r"access to attribute '__class__' of 'str' object is unsafe"
    ):
        fill(
            with_lines("{{ dato.__class__ }}"),
            {"dato": "x"} | specimen(KIND),
            word.Properties("", ""),
        )


def test_a_field_in_header_and_footer_is_checked_too():
    document = opened()
    document.sections[0].footer.paragraphs[0].add_run("{{ sagnr }}")

    assert check_template(KIND, word.to_bytes(document)) == (
        "Feltet “sagnr” findes ikke i breve af typen kvittering. Mente du “sagsnummer”?",
    )


def test_every_fault_is_told_once():
    told = check_template(KIND, with_lines("{{ a1 }} {{ b2 }} {{ a1 }}"))

    assert [each.split("”")[0] for each in told] == ["Feltet “a1", "Feltet “b2"]


EACH = {name: kind for kind in LetterKind for name in names(kind) if name not in OPTIONAL}


@pytest.mark.parametrize(("field", "kind"), EACH.items(), ids=EACH)
def test_each_field_that_is_left_out_is_named(field, kind):
    told = check_template(kind, without(field, kind))

    missing = f"Skabelonen mangler feltet “{field}”, som skal stå i breve af typen {kind}."
    assert missing in told
    assert all(each.startswith("Skabelonen mangler feltet") for each in told)


def test_the_authoritys_name_may_stand_in_its_letter_paper():
    assert check_template(KIND, without("runde", KIND)) == ()


def test_a_group_shown_whole_is_told():
    (told,) = check_template(LetterKind.GRANT, with_lines("{{ aftale }}", kind=LetterKind.GRANT))

    assert told.startswith("Skabelonen kan ikke udfyldes: Et felt, der rummer flere ting")


def test_a_list_may_be_shown_as_lines():
    assert check_template(KIND, with_lines("{{ filer }}")) == ()


def test_a_field_where_nothing_is_filled_in_is_told():
    document = opened()
    document.add_comment(document.paragraphs[0].runs, text="{{ dato }}")

    assert check_template(KIND, word.to_bytes(document)) == (
        "Skabelonen har felter et sted, hvor de ikke bliver udfyldt, fx i en kommentar.",
    )


@pytest.mark.parametrize("tag", ["p", "r"])
def test_a_field_in_the_place_of_a_paragraph_or_run_is_refused(tag):
    assert check_template(KIND, with_lines(f"{{{{{tag} emne }}}}")) == (
        "Feltet “emne” skal stå som {{ felt }} i en tekst, ikke som {{p felt }} eller lignende.",
    )
