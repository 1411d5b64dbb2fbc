"""Applicant text as HTML and as Markdown: everything escaped, whole strings compared."""

from __future__ import annotations

import pytest

from assessment.domain.applications.application import (
    Answer,
    Application,
    Block,
    BlockKind,
    How,
    Reading,
)
from assessment.domain.checking.screening import Passage
from assessment.domain.finding.evidence import Evidence
from assessment.domain.rounds.event import Action, Event
from assessment.ui import markup
from tests import builders

HOSTILE = '<script>alert("1")</script> & **fed** [a](javascript:alert(1)) 🏡'
ESCAPED = (
    "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; **fed** [a](javascript:alert(1)) 🏡"
)


def block(text, kind=BlockKind.PARAGRAPH, **rest):
    return Block("p0", kind, text, "Afsnit 1", **rest)


def told_of(answer, *blocks):
    """One answer as it is shown, from a file of these blocks."""
    read = Reading("0" * 64, "", blocks or (block(answer.text),), {answer.field: answer})
    sent = Application(1, "demo", "ansøgning.docx", builders.NOON, read)
    return markup.answers(sent, builders.cti_scheme(), [answer.field])


def test_the_history_tells_values_before_and_after_as_text():
    at = builders.NOON
    log = [
        Event(at, "Bo", Action.OUTCOME_SET, "demo", 1, "G1", "opfyldt", HOSTILE),
        Event(at, HOSTILE, Action.REGISTERED, "demo", 1),
    ]
    assert markup.history(log) == (
        '<div class="reading wide"><ul class="history">'
        "<li><p><b>01.10.2026 kl. 12.00: formel prøvning ændret (G1) af Bo</b></p>"
        '<div class="before"><p>Før: opfyldt</p></div>'
        f'<div class="after"><p>Efter: {ESCAPED}</p></div></li>'
        f"<li><p><b>01.10.2026 kl. 12.00: ansøgning registreret af {ESCAPED}</b></p></li>"
        "</ul></div>"
    )


def test_the_scale_marks_the_step_that_was_given():
    steps = [markup.Step("0 – Ikke belyst", HOSTILE, given=False)]
    steps.append(markup.Step("4 – God", "Klart.", given=True))
    assert markup.scale(steps) == (
        f'<div class="reading"><ul class="scale"><li><b>0 – Ikke belyst</b><br>{ESCAPED}</li>'
        '<li class="given"><b>4 – God ✓ givet</b><br>Klart.</li></ul></div>'
    )


def test_a_picture_is_inside_the_page_and_its_caption_is_text():
    assert markup.picture(b"PNG", HOSTILE) == (
        f'<figure class="picture"><img src="data:image/png;base64,UE5H" alt="{ESCAPED}">'
        f'<figcaption aria-hidden="true">{ESCAPED}</figcaption></figure>'
    )


def test_paragraphs_are_one_a_line_and_blank_lines_fall_away():
    assert markup.paragraphs("Først\n\n  \nså") == "<p>Først</p><p>så</p>"


def test_paragraphs_escape_what_would_be_markup():
    assert markup.paragraphs(HOSTILE) == f"<p>{ESCAPED}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bakkedal Kommune", "Bakkedal Kommune"),
        ("**fed** _skrå_ ~~slettet~~", r"\*\*fed\*\* \_skrå\_ \~\~slettet\~\~"),
        ("[a](javascript:x)", r"\[a\]\(javascript\:x\)"),
        ("<b>x</b>", r"\<b\>x\</b\>"),
        (":red[rød] $x$ `k`", r"\:red\[rød\] \$x\$ \`k\`"),
        ("1. Huset", r"1\. Huset"),
        ("# - + > |", r"\# \- \+ \> \|"),
        ("&amp; 🏡 æøå", r"\&amp; 🏡 æøå"),
    ],
)
def test_plain_shows_a_text_as_it_is(text, expected):
    assert markup.plain(text) == expected


def test_an_answer_found_by_its_tag_tells_its_place_only():
    told = told_of(Answer("4.1", "Borgere\nog flere", How.TAG, ("p0",)))
    assert told == (
        '<div class="reading"><section><h4>4.1 Beskrivelse af målgruppen</h4>'
        '<div><p>Borgere</p><p>og flere</p></div><p class="where">Afsnit 1</p></section></div>'
    )


def test_an_answer_found_less_surely_says_how():
    told = told_of(Answer("4.1", "Borgere", How.ALIAS, ("p0",), confidence=0.8))
    assert '<p class="where">Afsnit 1, fundet ved et lignende navn (usikkert)</p>' in told


def test_a_short_answer_is_marked_as_short():
    told = told_of(Answer("1.2", HOSTILE, How.TAG, ("p0",)))
    assert told == (
        '<div class="reading"><section class="short"><h4>1.2 Ansøgers navn</h4>'
        f'<div><p>{ESCAPED}</p></div><p class="where">Afsnit 1</p></section></div>'
    )


@pytest.mark.parametrize(
    ("field", "silent"), [("2.3", "Ikke afkrydset."), ("1.2", "Ikke besvaret.")]
)
def test_what_is_left_out_says_so(field, silent):
    scheme = builders.cti_scheme()
    told = markup.answers(builders.application({}), scheme, [field])
    assert told == (
        f'<div class="reading"><section class="short"><h4>{scheme.form.field(field).title}</h4>'
        f'<p class="silent">{silent}</p></section></div>'
    )


def test_a_ticked_box_is_ticked():
    told = told_of(Answer("2.3", "☒ Ja", How.TAG, ("p0",), ticked=True))
    assert "<p>☒ Afkrydset</p>" in told


def test_an_answer_over_several_places_names_first_and_last():
    blocks = tuple(Block(f"p{n}", BlockKind.PARAGRAPH, "x", f"Afsnit {n}") for n in (1, 2, 3))
    told = told_of(Answer("4.1", "x\nx\nx", How.HEADING, ("p1", "p2", "p3")), *blocks)
    assert '<p class="where">Afsnit 1 – Afsnit 3, fundet under en overskrift</p>' in told


def test_a_field_that_this_applicant_is_not_asked_is_left_out():
    scheme = builders.cti_scheme()
    (field, *_) = [each.id for each in scheme.form.fields if not each.applies("municipality")]
    assert markup.answers(builders.application(), scheme, [field]) == '<div class="reading"></div>'


def test_a_document_shows_every_kind_of_block_in_order():
    blocks = (
        Block("h1", BlockKind.HEADING, "Om os", "Overskrift 1", label="1.", level=1),
        Block("h2", BlockKind.HEADING, "Dybt", "Overskrift 2", level=9),
        Block("p1", BlockKind.PARAGRAPH, HOSTILE, 'Afsnit "1"'),
        Block("p2", BlockKind.CELL, "a\nb", "Tabel 1, række 1"),
        Block("p3", BlockKind.FOOTER, "   ", "Sidefod"),
    )
    assert markup.document(Reading("0" * 64, "", blocks, unplaced=("p2",))) == (
        '<div class="reading document"><h3 class="heading">1. Om os</h3>'
        '<h6 class="heading">Dybt</h6>'
        f'<p class="paragraph" title="Afsnit &quot;1&quot;">{ESCAPED}</p>'
        '<p class="cell outside" title="Tabel 1, række 1">a<br>b</p></div>'
    )


def test_text_outside_the_fields_tells_its_place():
    assert markup.unplaced(builders.reading(unplaced=HOSTILE)) == (
        f'<div class="reading"><p>{ESCAPED}</p><p class="where">Afsnit 1</p></div>'
    )


def test_passages_tell_field_and_place():
    found = [Passage(HOSTILE, "Afsnit 3", "4.1"), Passage("b", "Sidehoved"), Passage("c", "")]
    assert markup.passages(found) == (
        f'<div class="reading"><blockquote><p>{ESCAPED}</p>'
        '<p class="where">felt 4.1, Afsnit 3</p></blockquote>'
        '<blockquote><p>b</p><p class="where">Sidehoved</p></blockquote>'
        '<blockquote><p>c</p><p class="where"></p></blockquote></div>'
    )


def test_evidence_has_its_words_marked_and_named_and_tells_its_place():
    passage = Passage("Chefen\nog <b>socialchefen</b>", "Tabel 2, række 3", "2.2")
    found = [Evidence(passage, 0.5, ("socialchefen", "chefen"), own=False)]
    assert markup.evidence(found, builders.cti_scheme().form) == (
        '<div class="reading"><blockquote><p><mark>Chefen</mark></p>'
        "<p>og &lt;b&gt;<mark>socialchefen</mark>&lt;/b&gt;</p>"
        '<p class="where">Felt 2.2 Ledelsens del i ansøgningen, tabel 2, række 3 – fundet på: '
        "socialchefen, chefen</p></blockquote></div>"
    )


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (Passage("x", "Afsnit 6"), "Uden for felterne, afsnit 6"),
        (Passage("x", "Afsnit 6", "nedlagt"), "Uden for felterne, afsnit 6"),
        (Passage("x", "", "6.2"), "Felt 6.2 Erfaringseksperter"),
        (Passage("x", "side 3", document="Bilag 2: aftale.pdf"), "Bilag 2: aftale.pdf, side 3"),
    ],
)
def test_a_place_is_said_as_a_person_would(passage, expected):
    assert markup.place(passage, builders.cti_scheme().form) == expected


def test_a_long_passage_that_was_sought_is_cut_around_the_word():
    text = f"{'før ' * 100}en gælds\u00adrådgiver og gæld {'efter ' * 100}"
    told = markup.sought(Passage(text, "Afsnit 1"), ("gæld",), builders.cti_scheme().form)
    assert told.startswith('<div class="reading"><blockquote><p>… før ')
    assert " <mark>gæld</mark> efter" in told
    assert told.count("efter") < 20


def test_what_was_sought_is_no_markup():
    told = markup.sought(Passage(HOSTILE, "Afsnit 1"), ("alert",), builders.cti_scheme().form)
    assert "&lt;script&gt;<mark>alert</mark>(" in told
    assert "<script" not in told
