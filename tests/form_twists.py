"""What applicants do inside a form: their own words for labels, for ticks, for contacts; help, controls, boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from assessment.domain.rules.form import FieldKind
from tests import form_layouts as layouts
from tests.form_layouts import BOXES, grid, paragraphs, said, tr
from tests.form_sheets import Entry, Part
from tests.word_files import bold, cell, checkbox, control, heading, p, placeholder, row, run, table

Answers = dict[str, str | bool]


def legacy_box(*, ticked: bool) -> str:
    state = f'<w:default w:val="0"/><w:checked w:val="{int(ticked)}"/>'
    data = f'<w:ffData><w:name w:val="Kontrol"/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>'
    begin = f'<w:fldChar w:fldCharType="begin">{data}</w:fldChar>'
    code = '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
    return f'<w:r>{begin}</w:r>{code}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def legacy_ticks(part: Part) -> list[str]:
    def shown(entry: Entry, _: object = None) -> str:
        return p(legacy_box(ticked=entry.ticked)) if entry.is_tick else paragraphs(entry.said)

    return layouts.beside(part, said=shown)


def _choice(entry: Entry, *, lines: bool) -> str:
    boxes = [
        f"{BOXES.yes if option.label == entry.text else BOXES.no} {option.label}"
        for option in entry.field.options
    ]
    return paragraphs(boxes) if lines else p("   ".join(boxes))


def choice_boxes(part: Part) -> list[str]:
    def shown(entry: Entry, _: object = None) -> str:
        return _choice(entry, lines=False) if entry.field.options else said(entry)

    return layouts.beside(part, said=shown)


def choice_lines(part: Part) -> list[str]:
    """The options with their boxes in lines under the label."""
    out = [heading(part.title)]
    for cluster in part.clusters:
        for each in cluster.entries:
            if each.field.options:
                out += [bold(each.numbered), _choice(each, lines=True)]
        others = tuple(each for each in cluster.entries if not each.field.options)
        if others:
            out += layouts.under_bold(Part("", (replace(cluster, entries=others),)))[1:]
    return out


def frame_in_words(part: Part) -> list[str]:
    """A group of nothing but boxes answered by naming those that are meant."""
    rows = []
    for cluster in part.clusters:
        if cluster.title and all(each.is_tick for each in cluster.entries):
            named = [p(each.label) for each in cluster.entries if each.ticked]
            rows.append(row(cluster.title, "".join(named)))
        else:
            rows += [
                row(
                    each.label if not cluster.title else f"{cluster.title}: {each.label}",
                    said(each),
                )
                for each in cluster.entries
            ]
    return [heading(part.title), grid(rows)]


# contacts

CONTACTS: tuple[
    tuple[str, Callable[[Entry | None, Entry | None, Entry | None, Entry | None], str], bool], ...
] = (
    ("with commas", lambda *e: ", ".join(each.text for each in e), True),
    ("with slashes", lambda *e: " / ".join(each.text for each in e), True),
    ("in lines", lambda *e: "\n".join(each.text for each in e), True),
    (
        "with short labels",
        lambda name, title, *e: ", ".join(
            [
                f"{name.text}, {title.text}",
                *(f"{'mail' if '@' in each.text else 'tlf.'} {each.text}" for each in e),
            ]
        ),
        True,
    ),
    (
        "turned round",
        lambda name, title, *e: ", ".join(
            [f"{title.text} {name.text}", *(each.text for each in e)]
        ),
        True,
    ),
)


def one_line(part: Part, way: Callable[..., str], *, label: bool) -> list[str]:
    """A person in one line beside the group's title."""
    rows = []
    for cluster in part.clusters:
        if any(each.field.id.endswith(".email") for each in cluster.entries):
            rows.append(row(cluster.title, way(*cluster.entries)))
        elif cluster.title and label:
            rows += [
                tr(layouts.span(p(cluster.title), 2)),
                *(row(each.label, said(each)) for each in cluster.entries),
            ]
        else:
            rows += [row(each.label, said(each)) for each in cluster.entries]
    return [heading(part.title), grid(rows)]


# help


def with_help(entry: Entry, marks: layouts.Marks = BOXES) -> str:
    kept = p(entry.field.help) if entry.field.help else ""
    return kept + said(entry, marks)


def with_edited_help(entry: Entry, marks: layouts.Marks = BOXES) -> str:
    kept = p(edited(entry.field.help)) if entry.field.help else ""
    return kept + said(entry, marks)


def edited(text: str) -> str:
    """A help text with a word changed, as forms change from year to year."""
    words = text.split()
    if len(words) < 6:
        return text
    return " ".join([*words[:2], "nu", *words[3:]])


def helped_under(part: Part, *, edited: bool) -> list[str]:
    shown = with_edited_help if edited else with_help
    out = [heading(part.title)]
    for cluster in part.clusters:
        if cluster.title:
            out.append(bold(cluster.numbered))
        for each in cluster.entries:
            if each.is_tick:
                out.append(p(f"{BOXES(each)} {each.numbered}"))
            else:
                out += [bold(each.numbered), shown(each)]
    return out


def help_in_label(part: Part) -> list[str]:
    rows = []
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(layouts.span(p(cluster.title), 2)))
        for each in cluster.entries:
            told = p(each.field.help) if each.field.help else ""
            rows.append(tr(cell(p(each.label) + told), cell(said(each))))
    return [heading(part.title), grid(rows)]


# numbers that Word counts

_ABSTRACT = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    "</w:abstractNum>"
)
NUMBERING = {"numbering": f'{_ABSTRACT}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'}


def _counted(text: str, level: int) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    outline = '<w:outlineLvl w:val="0"/>' if level == 0 else ""
    return p(text, properties=listed + outline)


def auto_numbered(part: Part) -> list[str]:
    """Parts and questions numbered by Word; the number stands in no text."""
    rows = []
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(layouts.span(_counted(cluster.title, 1), 2)))
            rows += [row(each.label, said(each)) for each in cluster.entries]
        else:
            rows += [
                tr(cell(_counted(each.label, 1)), cell(said(each))) for each in cluster.entries
            ]
    return [_counted(part.title, 0), grid(rows)]


# controls


def _control(entry: Entry, tag: str) -> str:
    if entry.is_tick:
        return p(checkbox(tag, checked=entry.ticked))
    if not entry.said:
        return p(placeholder(tag))
    if entry.field.kind is FieldKind.TEXT:
        return control(tag, paragraphs(entry.said))
    return p(control(tag, entry.text))


def controls(part: Part, *, tagged: bool = True, prefix: str = "") -> list[str]:
    """Label | control."""

    def shown(entry: Entry, _: object = None) -> str:
        return _control(entry, f"{prefix}{entry.field.id}" if tagged else "")

    return layouts.beside(part, said=shown)


def nested_controls(part: Part) -> list[str]:
    """Each answer's control inside another that has no name."""

    def shown(entry: Entry, _: object = None) -> str:
        return control("", _control(entry, entry.field.id))

    return layouts.beside(part, said=shown)


def doubled_controls(part: Part) -> list[str]:
    """Rows copied and pasted, and not filled in the second time."""
    rows = []
    for cluster in part.clusters:
        for each in cluster.entries:
            empty = (
                p(checkbox(each.field.id, checked=False))
                if each.is_tick
                else p(placeholder(each.field.id))
            )
            rows += [row(each.label, _control(each, each.field.id)), row(each.label, empty)]
    return [heading(part.title), grid(rows)]


def beside_controls(part: Part) -> list[str]:
    """Answers typed in the cell outside of the control, which still shows its placeholder."""

    def shown(entry: Entry, _: object = None) -> str:
        if entry.is_tick:
            return p(checkbox(entry.field.id, checked=entry.ticked))
        return p(placeholder(entry.field.id)) + paragraphs(entry.said)

    return layouts.beside(part, said=shown)


# what stands inside answers


def inner_table(entry: Entry, marks: layouts.Marks = BOXES) -> str:
    """The paragraphs of a long answer in the cells of a table inside its cell."""
    if len(entry.said) < 2:
        return said(entry, marks)
    first, *rest = entry.said
    return p(first) + table(*([piece] for piece in rest)) + p("")


_boxes = count(1)


def text_box(entry: Entry, marks: layouts.Marks = BOXES) -> str:
    """The last paragraph of a long answer in a text box."""
    if len(entry.said) < 2:
        return said(entry, marks)
    *first, last = entry.said
    inside = f"<w:txbxContent>{p(last)}</w:txbxContent>"
    drawn = f"<w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>"
    return paragraphs(first) + p(drawn)


NOTES = {"footnotes": f'<w:footnote w:id="1">{p("Egen opgørelse.")}</w:footnote>'}


def footnoted(entry: Entry, marks: layouts.Marks = BOXES) -> str:
    if entry.is_short or entry.is_tick or not entry.said:
        return said(entry, marks)
    *first, last = entry.said
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    return paragraphs(first) * bool(first) + p(run(last), reference)
