"""Writes the letters' templates beside itself: `python -m assessment.notes.letters.templates.make`.

They look like a letter of an authority, and what stands between braces is filled in for each
applicant. Headings and short leads are theirs; what a decision rests on comes with the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from assessment.domain.outcomes.letter import LetterKind
from assessment.notes import word
from assessment.notes.letters.letter import template_name

_HEAD, _DETAILS, _ADDRESSEE = "Brevhoved", "Brevoplysninger", "Modtager"
_DECISION, _QUESTION, _FOOT, _CODE = "Afgørelse", "Spørgsmål", "Brevfod", "Feltkode"
_INK, _GREY = RGBColor(0x1F, 0x38, 0x64), RGBColor(0x59, 0x59, 0x59)


def template(kind: LetterKind) -> bytes:
    """The template of a kind of letter as a .docx."""
    properties = word.Properties(f"Skabelon: {kind}", "Skabelon", subject="Skabelon til brev")
    document = word.new_document(properties)
    _add_styles(document)
    _head(document)
    _OF_KIND[kind](document)
    _sign(document)
    if kind is LetterKind.GRANT:
        _accept(document)
    _paragraph(document, "{{ fod }}", _FOOT)
    return word.to_bytes(document)


def main() -> None:
    """Write all templates."""
    for kind in LetterKind:
        Path(__file__).with_name(template_name(kind)).write_bytes(template(kind))


def _head(document: Document) -> None:
    """The letter paper, who writes when in which case, to whom, and of what."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for head, text in (
        (section.first_page_header, "{{ myndighed }}"),
        (section.header, "{{ myndighed }} – sagsnr. {{ sagsnummer }}"),
    ):
        head.paragraphs[0].style = _HEAD
        head.paragraphs[0].add_run(text)
    section.header.paragraphs[0].runs[0].font.size = Pt(9)
    word.footer(document, "Sagsnr. {{ sagsnummer }}")
    for lead, field in (("Dato", "dato"), ("Sagsnr.", "sagsnummer")):
        made = _paragraph(document, f"{{{{ {field} }}}}", _DETAILS, lead)
        # Not in the style: LibreOffice overlooks it there.
        word.xml(made)[0].append(_frame())
    _each(document, "modtager", _ADDRESSEE)
    word.title(document, "{{ emne }}", "{{ runde }}")


def _sign(document: Document) -> None:
    """Whom to ask, and who signs."""
    _paragraph(document, "{{ kontakt }}").paragraph_format.space_before = Pt(12)
    greeting = _paragraph(document, "Venlig hilsen")
    greeting.paragraph_format.space_before = Pt(18)
    greeting.paragraph_format.keep_with_next = True
    name = _paragraph(document, "{{ underskriver_navn }}", _ADDRESSEE)
    name.runs[0].bold = True
    name.paragraph_format.keep_with_next = True
    with _shown_if(document, "underskriver_titel"):
        title = _paragraph(document, "{{ underskriver_titel }}", _ADDRESSEE)
        title.paragraph_format.keep_with_next = True
    _paragraph(document, "{{ myndighed }}", _ADDRESSEE)


def _accept(document: Document) -> None:
    """Where a selected applicant says yes."""
    word.heading(document, "Bekræft, at I tager imod støtten")
    _paragraph(document, "{{ accept }}").paragraph_format.keep_with_next = True
    header, room = ("Navn og titel", "Dato", "Underskrift"), word.Row(("", "", ""), room=True)
    word.table(document, header, (6.5, 3, 6.5), (room,), together=True)


def _receipt(document: Document) -> None:
    _paragraph(document, "{{ indledning }}")
    _list(document, "Det har vi modtaget", "filer", "List Bullet")
    _list(document, "Hvad sker der nu?", "videre")


def _supplement(document: Document) -> None:
    _paragraph(document, "{{ indledning }}")
    _each(document, "spoergsmaal", _QUESTION)
    _list(document, "Felter i skemaet, det drejer sig om", "felter", "List Bullet")
    _text(document, "Hvad svaret kan rumme", "rammer")
    _text(document, "Svarfrist", "svarfrist")
    _text(document, "Hvis I ikke svarer", "uden_svar")


def _hearing(document: Document) -> None:
    _paragraph(document, "{{ indledning }}")
    _list(document, "Oplysningen", "oplysning", word.NOTICE)
    _list(document, "Hvad oplysningen kan betyde", "bemaerkninger")
    _text(document, "Svarfrist", "svarfrist")
    _text(document, "Hvis I ikke svarer", "uden_svar")


def _grant(document: Document) -> None:
    _paragraph(document, "{{ afgoerelse }}", _DECISION)
    _list(document, "Hvorfor tilsagnet afviger fra ansøgningen", "begrundelse")
    _list(document, "Det får I", "stoette", "List Bullet")
    _agreed(document)
    _list(
        document,
        "Betingelser",
        "betingelser",
        "List Bullet",
        lead="Tilsagnet er betinget af, at I opfylder dette i hele perioden:",
    )
    with _shown_if(document, "monitorering"):
        word.heading(document, "Indberetning")
        _each(document, "monitorering")
        _each(document, "monitoreringsfelter", "List Bullet")
        _each(document, "monitoreringsvilkaar")
    _text(document, "Det næste skridt", "naeste_skridt")
    _appeal(document)
    _text(document, "Aktindsigt", "aktindsigt")


def _agreed(document: Document) -> None:
    with _shown_if(document, "aftale"):
        word.heading(document, "Det har vi aftalt")
        made = word.table(document, ("Punkt", "Aftalt"), (5, 11))
        for row in (
            ("{%tr for punkt in aftale %}", ""),
            ("{{ punkt.navn }}", "{{ punkt.vaerdi }}"),
            ("{%tr endfor %}", ""),
        ):
            word.add_row(made, row, split=True)  # a whole target group may be longer than a page


def _reserve(document: Document) -> None:
    _paragraph(document, "{{ afgoerelse }}", _DECISION)
    _paragraph(document, "{{ reserve }}")
    _merits(document)
    _rights(document)


def _refusal(document: Document) -> None:
    _paragraph(document, "{{ afgoerelse }}", _DECISION)
    _merits(document, _unmet)
    _rights(document)


def _dismissal(document: Document) -> None:
    _paragraph(document, "{{ afgoerelse }}", _DECISION)
    _list(document, "Grundlaget for afgørelsen", "grundlag")
    _unmet(document)
    _list(document, "Sagens forløb", "sagsforloeb", "List Bullet")
    _list(document, "Udvælgelsen i runden", "udvaelgelse")
    _rights(document)


def _merits(document: Document, *more: Callable[[Document], None]) -> None:
    """The reasons, with more of them after what they rest on."""
    _list(document, "Grundlaget for afgørelsen", "grundlag")
    with _each_of(document, "kriterium", "kriterier"):
        _paragraph(document, "{{ kriterium.titel }}", word.LABEL)
        _each(document, "kriterium.vaegt", "List Bullet")
    for each in more:
        each(document)
    _list(document, "Sådan er der udvalgt", "udvaelgelse")
    _list(document, "Sagens forløb", "sagsforloeb", "List Bullet")
    with _shown_if(document, "hovedhensyn"):
        word.heading(document, "Vores vurdering af jeres ansøgning")
        with _each_of(document, "kriterium", "hovedhensyn"):
            word.heading(document, "{{ kriterium.titel }}", 2)
            for label, field in (("Det taler for", "styrker"), ("Det taler imod", "svagheder")):
                with _shown_if(document, f"kriterium.{field}"):
                    _paragraph(document, label, word.LABEL)
                    _each(document, f"kriterium.{field}")


def _unmet(document: Document) -> None:
    with _shown_if(document, "krav"):
        word.heading(document, "Krav, der ikke er opfyldt")
        with _each_of(document, "et_krav", "krav"):
            word.heading(document, "{{ et_krav.titel }}", 2)
            _paragraph(document, "{{ et_krav.regel }}")
            _each(document, "et_krav.begrundelse")
    _list(document, "Hvorfor der ikke er gjort en undtagelse", "dispensation")


def _rights(document: Document) -> None:
    _list(document, "Oplysninger, der har haft væsentlig betydning", "oplysninger")
    _appeal(document)
    _text(document, "Aktindsigt", "aktindsigt")


def _appeal(document: Document) -> None:
    """Where to appeal, on one page."""
    with _shown_if(document, "klagevejledning"):
        word.heading(document, "Klagevejledning")
        made = _paragraph(document, "{{ klagevejledning }}", word.NOTICE)
        made.paragraph_format.keep_together = True


_OF_KIND: dict[LetterKind, Callable[[Document], None]] = {
    LetterKind.RECEIPT: _receipt,
    LetterKind.SUPPLEMENT: _supplement,
    LetterKind.HEARING: _hearing,
    LetterKind.GRANT: _grant,
    LetterKind.RESERVE: _reserve,
    LetterKind.REFUSAL: _refusal,
    LetterKind.DISMISSAL: _dismissal,
}


def _list(
    document: Document, title: str, field: str, style: str = "Normal", *, lead: str = ""
) -> None:
    """A heading with each text of a field under it, where there are any."""
    with _shown_if(document, field):
        word.heading(document, title)
        if lead:
            _paragraph(document, lead).paragraph_format.keep_with_next = True
        _each(document, field, style)


def _text(document: Document, title: str, field: str) -> None:
    """A heading with a field's one text under it, where there is one."""
    with _shown_if(document, field):
        word.heading(document, title)
        _paragraph(document, f"{{{{ {field} }}}}")


def _paragraph(document: Document, text: str, style: str = "Normal", lead: str = "") -> Paragraph:
    """A paragraph in any of the letter's styles, the templates' own too."""
    made = word.paragraph(document, text, lead=lead)
    made.style = document.styles[style]
    return made


def _each(document: Document, field: str, style: str = "Normal") -> None:
    with _each_of(document, "afsnit", field):
        _paragraph(document, "{{ afsnit }}", style)


@contextmanager
def _shown_if(document: Document, field: str) -> Iterator[None]:
    _paragraph(document, f"{{%p if {field} %}}", _CODE)
    yield
    _paragraph(document, "{%p endif %}", _CODE)


@contextmanager
def _each_of(document: Document, name: str, field: str) -> Iterator[None]:
    _paragraph(document, f"{{%p for {name} in {field} %}}", _CODE)
    yield
    _paragraph(document, "{%p endfor %}", _CODE)


def _add_styles(document: Document) -> None:
    """The letter's own styles, and the notes' smaller than in a note."""
    _set_defaults(document, 10.5, 6)
    for name, size, before, after in (
        ("Title", 16, 30, 2),
        ("Subtitle", 10.5, 0, 12),
        ("Heading 1", 12, 15, 4),
        ("Heading 2", 11, 10, 3),
        (word.LABEL, 10.5, 5, 2),
    ):
        _set(document.styles[name], size, before, after)
    head = _style(document, _HEAD, 15, after=10, color=_INK, bold=True)
    _format(head).insert(0, _line("w:bottom"))
    _style(document, _DETAILS, 9, after=2, color=_GREY)
    _style(document, _ADDRESSEE, 10.5, after=0).paragraph_format.right_indent = Cm(5.5)
    _style(document, _DECISION, 11.5, after=8, bold=True)
    _style(document, _CODE, 8, after=0, color=_GREY)
    question = _style(document, _QUESTION, 10.5, after=6).paragraph_format
    question.left_indent, question.first_line_indent = Cm(0.6), Cm(-0.6)
    foot = _style(document, _FOOT, 7.5, before=24, after=0, color=_GREY)
    _format(foot).insert(0, _line("w:top"))


def _set_defaults(document: Document, size: float, after: float) -> None:
    """Not as the style Normal: that would win over what a table says of its cells."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for each in ("w:sz", "w:szCs"):
        next(defaults.iter(qn(each))).set(qn("w:val"), f"{2 * size:.0f}")
    next(defaults.iter(qn("w:spacing"))).set(qn("w:after"), f"{20 * after:.0f}")


def _style(
    document: Document,
    name: str,
    size: float,
    *,
    before: float = 0,
    after: float,
    color: RGBColor | None = None,
    bold: bool | None = None,
) -> ParagraphStyle:
    made: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    _set(made, size, before, after)
    made.font.bold = bold
    if color:
        made.font.color.rgb = color
    return made


def _set(style: ParagraphStyle, size: float, before: float, after: float) -> None:
    style.font.size = Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _format(style: ParagraphStyle) -> BaseOxmlElement:
    return cast("BaseOxmlElement", style.element.get_or_add_pPr())


def _line(side: str) -> BaseOxmlElement:
    edge = word.element(side, val="single", sz="6", space="6", color="1F3864")
    return word.element("w:pBdr", edge)


def _frame() -> BaseOxmlElement:
    """A place at the right of the addressee, read before it; no table, which would only be layout."""
    return word.element(
        "w:framePr",
        w="2835",
        hSpace="227",
        wrap="around",
        hAnchor="page",
        vAnchor="text",
        x="7655",
        y="1",
    )


if __name__ == "__main__":
    main()
