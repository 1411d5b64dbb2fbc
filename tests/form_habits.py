"""Habits seen in offices: boxes for answers, tabs, tables in tables, extra questions, front pages, numbers alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle

from assessment.domain.rules.form import FieldKind
from tests import form_layouts as layouts
from tests.form_layouts import BOXES, BREAK, grid, paragraphs, said, span, tr
from tests.form_sheets import Entry, Part
from tests.word_files import bold, cell, heading, p, row, run, table

UNKNOWN = (
    ("Projektets titel", "Godt på vej"),
    ("Ansøgt beløb", "0 kr."),
    ("Hvordan vil I fejre resultaterne?", "Med kage til alle."),
)
FRONT = (("Ansøger", "Se næste side"), ("Kontaktperson", "Se næste side"))


def _lines(part: Part, write: Callable[[Entry], list[str]]) -> list[str]:
    """Titles and ticks as lines; `write` writes all other questions."""
    out = [heading(part.title)]
    for cluster in part.clusters:
        if cluster.title:
            out.append(bold(cluster.numbered))
        for each in cluster.entries:
            out += [p(f"{BOXES(each)} {each.numbered}")] if each.is_tick else write(each)
    return out


def tabbed(part: Part) -> list[str]:
    """ "Label:<tab>answer", short answers only; long ones under their labels."""

    def write(each: Entry) -> list[str]:
        if each.is_short:
            tab = "<w:r><w:tab/></w:r>"
            return [p(run(f"{each.numbered}:"), tab, tab, run(each.text))]
        return [bold(each.numbered), paragraphs(each.said)]

    return _lines(part, write)


def boxed(part: Part) -> list[str]:
    """A frame for each answer: a table of one cell under the label."""
    return _lines(part, lambda each: [p(each.numbered), table([said(each)]), p("")])


def broken(part: Part) -> list[str]:
    """Label, line break and answer in one paragraph."""

    def write(each: Entry) -> list[str]:
        first = [run(piece) for piece in each.said[:1]]
        return [p(run(each.numbered), BREAK, *first), *map(p, each.said[1:])]

    return _lines(part, write)


def box_under(part: Part) -> list[str]:
    """The answer in a text box under its label."""

    def write(each: Entry) -> list[str]:
        inside = f"<w:txbxContent>{said(each)}</w:txbxContent>"
        return [
            bold(each.numbered),
            p(f"<w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>"),
        ]

    return _lines(part, write)


def table_each(part: Part) -> list[str]:
    """A table for each question: label over answer, with an empty line between."""
    return _lines(part, lambda each: [table([bold(each.numbered)], [said(each)]), p("")])


def airy(part: Part) -> list[str]:
    """Empty lines between label and answer, and between paragraphs."""

    def write(each: Entry) -> list[str]:
        return [p(each.numbered), *(xml for piece in each.said for xml in (p(""), p(piece))), p("")]

    return _lines(part, write)


def framed(parts: Sequence[Part]) -> list[str]:
    """The whole form inside one cell that serves as a frame."""
    inside = "".join(xml for part in parts for xml in layouts.beside(part))
    return [grid([tr(cell(inside + p("")))])]


def help_column(part: Part) -> list[str]:
    """Label | help | answer."""
    rows = []
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(span(p(cluster.numbered), 3)))
        rows += [
            tr(cell(p(each.numbered)), cell(p(each.field.help)), cell(said(each)))
            for each in cluster.entries
        ]
    return [heading(part.title), grid(rows)]


def help_row(part: Part) -> list[str]:
    """Label, help and answer in a row each."""
    rows = []
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(cell(p(cluster.numbered))))
        for each in cluster.entries:
            if each.is_tick:
                rows.append(tr(cell(p(f"{BOXES(each)} {each.numbered}"))))
            else:
                told = [tr(cell(p(each.field.help)))] if each.field.help else []
                rows += [tr(cell(p(each.numbered))), *told, tr(cell(said(each)))]
    return [heading(part.title), grid(rows)]


def with_unknown(
    layout: layouts.Layout, ask: Callable[[str, str], str]
) -> Callable[[Sequence[Part]], list[str]]:
    """Questions of an older form, which ours has not, between the others."""

    def write(parts: Sequence[Part]) -> list[str]:
        extra = cycle(UNKNOWN[:1])
        return [xml for part in parts for xml in (*layout(part), ask(*next(extra)))]

    return write


def unknown_row(label: str, answer: str) -> str:
    return table([label, answer])


def unknown_heading(label: str, answer: str) -> str:
    return heading(label, 2) + p(answer)


def with_front_page(parts: Sequence[Part]) -> list[str]:
    """A front page with some answers and a table of contents before the form itself."""
    listed = [
        p(cluster.title or cluster.entries[0].label) for part in parts for cluster in part.clusters
    ]
    front = table(*[list(each) for each in FRONT])
    return [
        front,
        p("Indhold"),
        *listed,
        *(xml for part in parts for xml in layouts.under_headings(part)),
    ]


def after_blank(parts: Sequence[Part]) -> list[str]:
    """The empty form first, and the answers in a letter behind it."""
    blank = [row(each.label, "") for part in parts for each in part.entries]
    return [grid(blank), *(xml for part in parts for xml in layouts.under_bold(part))]


def by_numbers(part: Part) -> list[str]:
    """Long answers under "Ad 4.1" and nothing else; short ones with their labels."""

    def write(each: Entry) -> list[str]:
        if each.field.kind is FieldKind.TEXT and "." in each.number:
            return [bold(f"Ad {each.number}"), paragraphs(each.said)]
        return [p(f"{each.numbered}:"), paragraphs(each.said)]

    return _lines(part, write)


def joint_labels(part: Part) -> list[str]:
    """One question for all that is asked about a person, one answer with commas."""
    rows = []
    for cluster in part.clusters:
        if any(each.field.id.endswith(".email") for each in cluster.entries):
            asked = ", ".join(each.label.lower() for each in cluster.entries)
            rows.append(
                row(f"{cluster.title} ({asked})", ", ".join(each.text for each in cluster.entries))
            )
        else:
            if cluster.title:
                rows.append(tr(span(p(cluster.title), 2)))
            rows += [row(each.label, said(each)) for each in cluster.entries]
    return [heading(part.title), grid(rows)]


def own_table(part: Part) -> list[str]:
    """An applicant's own table in the middle of a long answer, under headings."""

    def write(each: Entry) -> list[str]:
        if len(each.said) < 2:
            return [heading(each.numbered, 2), paragraphs(each.said)]
        own = table(
            ["Navn", "Opgave", "Kompetencer"],
            *([piece, "", ""] for piece in each.said[1:-1]),
            ["I alt", "", ""],
        )
        return [heading(each.numbered, 2), p(each.said[0]), own, p(each.said[-1])]

    return _lines(part, write)


def limited(word: Callable[..., str]) -> Callable[..., str]:
    return lambda field: (
        f"{word(field)} (maks. 2.000 tegn)" if field.kind is FieldKind.TEXT else word(field)
    )


def limited_plainly(word: Callable[..., str]) -> Callable[..., str]:
    return lambda field: (
        f"{word(field)}, højst 1/2 side" if field.kind is FieldKind.TEXT else word(field)
    )
