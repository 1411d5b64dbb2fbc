"""A template that would run, fetch, leak, exhaust or leave out something is refused in a sentence."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assessment.domain.letters import dossier as texts
from assessment.domain.outcomes.letter import LetterKind
from assessment.errors import RefusedActionError
from assessment.notes import check_template, default_template, letter, word
from tests import letters
from tests.letters import WRITTEN, dossier, readable

KIND = LetterKind.REFUSAL
TOO_LONG = "Skabelonen er for lang til at være et brev. Slet det, der ikke skal stå i hvert brev."
NOT_WORD = "Skabelonen er ikke en Word-fil (.docx), der kan åbnes. Gem den som Word-dokument."
W = nsdecls("w")


def opened():
    return docx.Document(io.BytesIO(default_template(KIND)))


def with_markup(*markup):
    """Our own template with more paragraphs of this markup."""
    document = opened()
    for each in markup:
        document.element.body.sectPr.addprevious(parse_xml(f"<w:p {W}>{each}</w:p>"))
    return word.to_bytes(document)


def with_lines(*lines):
    return with_markup(*(f"<w:r><w:t>{each}</w:t></w:r>" for each in lines))


def with_footnote(text):
    document = opened()
    note = f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    part = Part(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        note.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return word.to_bytes(document)


def with_body(change):
    """Our own template with the bytes of its main part changed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(default_template(KIND))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            content = old.read(each)
            new.writestr(each, change(content) if each == "word/document.xml" else content)
    return made.getvalue()


def replaced(before, after):
    """Our own template with one paragraph's text in the place of another's."""
    document = opened()
    (found,) = (each for each in document.paragraphs if each.text == before)
    found.runs[0].text = after
    return word.to_bytes(document)


# --- what would run -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{ ''.__class__ }}", "Feltet “__class__” findes ikke"),
        ("{{ 'a' * 9 }}", "Skabelonen bruger Jinjas “Mul”"),
        ("{% import 'os' as os %}", "Skabelonen bruger Jinjas “Import”"),
    ],
)
def test_a_note_at_the_foot_is_checked_as_the_letter_is(text, what):
    (told,) = check_template(KIND, with_footnote(text))

    assert told.startswith(what)


def test_a_field_in_a_note_at_the_foot_is_filled_in():
    made = letter(dossier(KIND), with_footnote("Se {{ runde }}."), author="Lone", written=WRITTEN)

    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert "Se Demorunde" in package.read("word/footnotes.xml").decode()


def test_what_a_template_says_of_itself_is_neither_run_nor_kept():
    document, said = opened(), "{{ 'a' * 10 ** 9 }}{% for a in range(10 ** 9) %}{% endfor %}"
    for name in ("title", "subject", "comments", "author", "category", "content_status"):
        setattr(document.core_properties, name, said)
    template = word.to_bytes(document)

    made = letter(dossier(KIND), template, author="Lone", written=WRITTEN)

    assert check_template(KIND, template) == ()
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert "{" not in package.read("docProps/core.xml").decode()


@pytest.mark.parametrize("runs", [("{", "{ ''.__", "class__ }", "}"), ("{{ ''.", "__class__ }}")])
def test_code_split_over_runs_is_found(runs):
    markup = "".join(f"<w:r><w:t xml:space='preserve'>{each}</w:t></w:r>" for each in runs)

    assert check_template(KIND, with_markup(markup)) == (
        "Feltet “__class__” findes ikke i breve af typen afslag.",
    )


def test_code_in_a_text_box_and_in_an_alternative_text_is_found():
    pictured = (
        f'<w:r><w:drawing><wp:inline {nsdecls("wp")}><wp:docPr id="1" name="x" '
        "descr=\"{{ ''.__mro__ }}\"/></wp:inline></w:drawing></w:r>"
    )
    boxed = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>'
        "<w:r><w:t>{{ ''.__class__ }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )

    assert check_template(KIND, with_markup(pictured, boxed)) == (
        "Feltet “__mro__” findes ikke i breve af typen afslag.",
        "Feltet “__class__” findes ikke i breve af typen afslag.",
    )


def test_what_gives_no_text_is_refused_in_danish():
    line = "{% for a in filer %}{{ a.titel }}{% endfor %}".replace("filer", "modtager")

    assert check_template(KIND, with_lines(line)) == (
        (
            "Skabelonen kan ikke udfyldes, som den er. Begynd med standardskabelonen, og sæt jeres "
            "brevpapir på den igen."
        ),
    )


# --- what would exhaust ---------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["{{" * 900, "{% if emne %}" * 900 + "{% endif %}" * 900])
def test_braces_within_braces_are_refused(line):
    assert check_template(KIND, with_lines(line)) == (
        "Skabelonen har for mange klammer inden i hinanden. Efterse klammerne {{ }} og {% %}.",
    )


def test_a_heap_of_braces_is_refused_before_they_are_looked_at():
    assert check_template(KIND, with_lines("{{" * 20_000)) == (TOO_LONG,)


@pytest.mark.parametrize("paragraphs", [30_000, 600_000], ids=["a book", "a library"])
def test_a_template_longer_than_any_letter_is_refused(paragraphs):
    more = b"<w:body>" + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * paragraphs

    assert check_template(KIND, with_body(lambda old: old.replace(b"<w:body>", more))) == (
        TOO_LONG,
    )


def test_a_document_type_of_its_own_is_refused():
    """Word writes none; it could name a file of the machine, or itself a thousand times."""

    def declared(old):
        head, rest = old.split(b"?>", 1)
        entity = b'?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]>'
        return (
            head
            + entity
            + rest.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>&y;</w:t></w:r></w:p>")
        )

    assert check_template(KIND, with_body(declared)) == (NOT_WORD,)


# --- what would fetch -----------------------------------------------------------------------------


def test_a_fetching_field_right_after_another_is_found():
    codes = ("PAGE", "DDEAU", "TO c:\\x")
    start = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
    first, second, rest = (f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in codes)

    assert check_template(KIND, with_markup(f"{start}{first}{start}{second}{rest}")) == (
        "Skabelonen rummer Word-feltet DDEAUTO, som henter noget udefra. Slet det.",
    )


# --- what would leak ------------------------------------------------------------------------------

TRACKED = "Skabelonen rummer sporede ændringer. Acceptér eller afvis dem i Word."


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<w:ins w:id='1' w:author='Bo'><w:r><w:t>ny</w:t></w:r></w:ins>", TRACKED),
        ("<w:del w:id='1' w:author='Bo'><w:r><w:delText>før</w:delText></w:r></w:del>", TRACKED),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Fra brevet til en anden.</w:t></w:r>",
            "Skabelonen rummer skjult tekst, som ville følge med hvert brev. Vis eller slet den.",
        ),
    ],
    ids=["inserted", "deleted", "hidden"],
)
def test_what_nobody_sees_on_paper_is_refused(markup, told):
    assert check_template(KIND, with_markup(markup)) == (told,)


def test_that_a_decision_cannot_be_appealed_is_no_templates_to_say():
    (told,) = check_template(KIND, with_lines("Afgørelsen kan ikke påklages."))

    assert told == (
        "Skabelonen siger, at afgørelsen ikke kan påklages. Slet det: feltet “klagevejledning” siger det, når "
        "retsgrundlaget står i criteria.yaml."
    )


def test_a_comment_is_refused():
    document = opened()
    document.add_comment(document.paragraphs[0].runs, text="Husk fra sagen om Bakkedal.")

    assert check_template(KIND, word.to_bytes(document)) == (
        "Skabelonen rummer kommentarer, som ville følge med hvert brev. Slet dem.",
    )


def test_text_that_is_marked_as_shown_is_no_hidden_text():
    shown = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Synlig.</w:t></w:r>"

    assert check_template(KIND, with_markup(shown)) == ()


# --- what would leave out -------------------------------------------------------------------------


def refusal():
    """A refusal with something written under every criterion."""
    return dossier(KIND, texts=letters.written())


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("{{ kriterium.titel }}", "{% if loop.first %}{{ kriterium.titel }}{% endif %}", "kriterier"),
        ("{{ afsnit }}", "{% if loop.last %}{{ afsnit }}{% endif %}", "hovedhensyn"),
        ("{{ klagevejledning }}", "{% if krav %}{{ klagevejledning }}{% endif %}", "klagevejledning"),
        ("{{ kontakt }}", "{% if krav and dispensation %}{{ kontakt }}{% endif %}", "kontakt"),
    ],
    ids=["only the first", "only the last", "on another's condition", "on two"],
)  # fmt: skip
def test_a_template_that_leaves_something_out_of_one_letter_is_refused_there(before, after, field):
    """It shows everything of a letter that has one of everything, and passes the check."""
    document = opened()
    for each in document.paragraphs:
        if each.text == before:
            each.runs[0].text = after
    template = word.to_bytes(document)

    assert check_template(KIND, template) == ()
    with pytest.raises(RefusedActionError) as refused:
        letter(refusal(), template, author="Lone", written=WRITTEN)
    assert str(refused.value).startswith(
        "Skabelonen “afslag.docx” kan ikke bruges. Den udelader noget"
    )
    assert f"“{field}”" in str(refused.value)


def test_what_is_shown_in_lines_or_in_other_places_is_not_left_out():
    template = replaced("{{ klagevejledning }}", "Klage: {{ klagevejledning }}")
    made = refusal()
    long = letters.text(texts.FACTS, "En lang tekst.\r\n\r\n\tMed  luft,\u00a0og \x07tegn.")
    made = replace(made, texts=dict(made.texts) | {texts.FACTS: long})

    assert "Med  luft," in readable(letter(made, template, author="Lone", written=WRITTEN))
