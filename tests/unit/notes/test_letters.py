"""Letters as Word documents: read back with the project's own reader, and compared with transcripts.

After a change that is meant, look at what `UPDATE_GOLDEN=1 pytest tests/unit/notes/test_letters.py`
writes into tests/golden, line by line, before it is committed.
"""

import io
import os
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn

from assessment.domain.letters import dossier as texts
from assessment.domain.outcomes.letter import LetterKind
from assessment.errors import RefusedActionError
from assessment.notes import basis, check_template, default_template, letter, template_name, word
from assessment.notes.accessibility import problems
from assessment.notes.letters.content import content
from assessment.notes.letters.templates import make
from tests import builders, letters
from tests.letters import WRITTEN, dossier, leaves, readable, transcript

GOLDEN = builders.ROOT / "tests" / "golden"
UNMET = {LetterKind.DISMISSAL: ("M3",)}
EVERY = [
    *((kind, UNMET.get(kind, ())) for kind in LetterKind),
    (LetterKind.REFUSAL, ("G4", "M3")),
]


def write(made, template=None, **more):
    return letter(made, template, author="Lone Vestergaard", written=WRITTEN, **more)


def opened(content):
    return docx.Document(io.BytesIO(content))


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


# --- what stands in them --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [LetterKind.REFUSAL, LetterKind.DISMISSAL, LetterKind.GRANT])
def test_a_letter_says_what_it_did(kind):
    path = GOLDEN / f"brev-{template_name(kind).removesuffix('.docx')}.txt"
    lines = transcript(write(dossier(kind, unmet=UNMET.get(kind, ()))))

    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert lines == path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("kind", "unmet"), EVERY)
def test_every_text_of_a_letter_can_be_read_in_it(kind, unmet):
    made = dossier(kind, unmet=unmet, texts=letters.written(conditions="Vi har aftalt færre."))

    found = readable(write(made))

    said = [*leaves(content(made)), "28. november 2026", "Lone Vestergaard", "c" * 64, "d" * 64]
    assert [each for each in said if each not in found] == []


@pytest.mark.parametrize("kind", LetterKind)
def test_very_long_texts_are_all_there(kind):
    lines = [f"Linje {each}: {'meget lang tekst ' * 40}".strip() for each in range(60)]
    long = "\n".join(lines)
    made = dossier(kind, texts=letters.written(**dict.fromkeys(letters.written(), long)))
    asked = made.exchange and replace(made.exchange, text=long)
    made = replace(made, exchange=asked)

    found = readable(write(made))

    shown = kind is not LetterKind.RECEIPT and kind is not LetterKind.DISMISSAL
    assert [each in found for each in lines if shown] == [True] * (60 * shown)


@pytest.mark.parametrize("kind", LetterKind)
def test_the_file_says_of_itself_what_it_is(kind):
    document = opened(write(dossier(kind, unmet=UNMET.get(kind, ()))))

    core = document.core_properties
    assert (core.title, core.author, core.last_modified_by) == (
        content(dossier(kind))["emne"],
        "Lone Vestergaard",
        "Lone Vestergaard",
    )
    assert core.subject == f"{builders.cti_scheme().title} – Demorunde med opdigtede ansøgere"
    assert (core.identifier, core.language, core.created) == ("26/12345", "da-DK", WRITTEN)
    assert set(document.styles.element.xpath(".//w:lang/@w:val")) == {"da-DK"}


@pytest.mark.parametrize(("kind", "unmet"), EVERY)
@pytest.mark.parametrize("draft", [True, False])
def test_a_letter_can_be_read_by_everybody(kind, unmet, draft):
    made = dossier(kind, unmet=unmet, texts=letters.written(conditions="Vi har aftalt færre."))

    assert problems(write(made, draft=draft)) == ()


@pytest.mark.parametrize("kind", LetterKind)
def test_a_draft_is_marked_on_every_page(kind):
    draft, final = (write(dossier(kind), draft=each) for each in (True, False))

    section = opened(draft).sections[0]
    heads = [section.first_page_header, section.header]
    assert [each.paragraphs[0].text for each in heads] == ["UDKAST – må ikke sendes"] * 2
    assert opened(draft).core_properties.title.startswith("UDKAST – må ikke sendes: ")
    assert "UDKAST" not in readable(final)


def test_pages_are_numbered():
    section = opened(write(dossier(LetterKind.REFUSAL))).sections[0]

    for foot in (section.first_page_footer, section.footer):
        codes = [each.get(qn("w:instr")) for each in foot._element.iter(qn("w:fldSimple"))]
        assert (foot.paragraphs[0].text, codes) == (
            "Sagsnr. 26/12345\tSide  af ",
            [" PAGE ", " NUMPAGES "],
        )


# --- whatever is typed stays text -----------------------------------------------------------------

HOSTILE = [
    "<w:p/> & </w:t>",
    "{{ underskriver_navn }} {% if x %} {# skjult #}",
    "{_{ fod }_} {_% x %_}",
    "&#123;&#123; fod }}",
    "{%p for a in b %}",
    "''.__class__",
    "]]> <!-- -->",
    'Hun sagde “"nej"”',
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_looks_like_code_stays_text(words):
    made = dossier(LetterKind.REFUSAL, texts=letters.written(facts=words), case_number=words)

    document = opened(write(made))

    assert words in [each.text for each in document.paragraphs]
    assert document.core_properties.identifier == words


def test_control_characters_go_and_lines_become_paragraphs():
    made = dossier(
        LetterKind.REFUSAL, texts=letters.written(facts="a\x00b\x07\x0bc\r\n\n d\te\x0cf")
    )

    found = [each.text for each in opened(write(made)).paragraphs]

    start = found.index("Oplysninger, der har haft væsentlig betydning")
    assert found[start + 1 : start + 5] == ["ab", "c", "d\te", "f"]


# --- the basis ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LetterKind)
def test_the_basis_is_of_what_is_said_and_not_of_the_program(kind):
    assert basis(dossier(kind)) == basis(dossier(kind, tool="andet program"))


@pytest.mark.parametrize(
    "changes",
    [
        {"case_number": "26/2"},
        {"selected": 4},
        {"criteria_sha256": "e" * 64},
        {"texts": letters.written(facts="Noget andet.")},
        {"texts": letters.written(**{texts.strengths("readiness"): "Noget andet."})},
    ],
    ids=["case number", "selected", "criteria", "facts", "strengths"],
)
def test_what_is_said_otherwise_gives_another_basis(changes):
    changed = dossier(LetterKind.REFUSAL, **changes)

    assert basis(changed) != basis(dossier(LetterKind.REFUSAL))


def test_the_basis_is_of_the_kind_too():
    found = {basis(replace(dossier(LetterKind.REFUSAL), kind=each)) for each in LetterKind}

    assert len(found) == len(LetterKind)


# --- templates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LetterKind)
def test_our_templates_are_what_their_script_makes_and_can_be_used(kind):
    assert parts(default_template(kind)) == parts(make.template(kind))
    assert check_template(kind, default_template(kind)) == ()


def test_the_templates_have_names_of_their_own():
    assert [template_name(each) for each in LetterKind] == [
        "kvittering.docx",
        "supplerende-oplysninger.docx",
        "partshoering.docx",
        "tilsagn.docx",
        "reserve.docx",
        "afslag.docx",
        "afvisning.docx",
    ]


def test_the_authoritys_own_template_is_used():
    template = opened(default_template(LetterKind.RECEIPT))
    template.paragraphs[-1].insert_paragraph_before("Edisonsvej 1, 5000 Odense")
    own = word.to_bytes(template)

    lines = transcript(write(dossier(LetterKind.RECEIPT), own))

    assert lines[-2] == "[Normal] Edisonsvej 1, 5000 Odense"


def test_a_template_that_cannot_be_used_is_refused():
    with pytest.raises(RefusedActionError) as refused:
        write(dossier(LetterKind.REFUSAL), b"ingen Word-fil")

    assert str(refused.value) == (
        "Skabelonen “afslag.docx” kan ikke bruges. Skabelonen er ikke en Word-fil (.docx), der kan åbnes. "
        "Gem den som Word-dokument."
    )


def test_the_date_is_that_of_the_danish_calendar():
    made = letter(
        dossier(LetterKind.RECEIPT), None, author="Lone", written=datetime(2026, 6, 30, 22, 0, tzinfo=UTC)
    )  # fmt: skip

    assert transcript(made)[0] == "[Brevoplysninger] Dato 1. juli 2026"
