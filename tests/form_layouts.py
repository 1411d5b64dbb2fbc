"""Ways in which Word forms lay questions and answers out; each turns a part of a form into XML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest

from tests.form_sheets import Cluster, Entry, Part
from tests.word_files import bold, cell, heading, p, run, table

Layout = Callable[[Part], list[str]]

BREAK = "<w:r><w:br/></w:r>"
OWN_HEADINGS = ("Baggrund", "Det gør vi", "Det næste skridt", "Til sidst")
BULLET = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@dataclass(frozen=True, slots=True)
class Marks:
    """How a ticked box and an empty one look."""

    yes: str = "☒"
    no: str = "☐"

    def __call__(self, entry: Entry) -> str:
        return self.yes if entry.ticked else self.no


BOXES = Marks()


def paragraphs(pieces: Iterable[str]) -> str:
    return "".join(p(piece) for piece in pieces) or p("")


def bullets(pieces: Iterable[str]) -> str:
    return "".join(p(piece, properties=BULLET) for piece in pieces) or p("")


def span(content: str, columns: int) -> str:
    return cell(content, f'<w:gridSpan w:val="{columns}"/>')


def merged(content: str, *, first: bool) -> str:
    return cell(content, '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>")


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def grid(rows: Iterable[str]) -> str:
    """Return a table of rows that are XML already."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def said(entry: Entry, marks: Marks = BOXES) -> str:
    """What stands in an answer's cell."""
    return p(marks(entry)) if entry.is_tick else paragraphs(entry.said)


# tables


def beside(part: Part, marks: Marks = BOXES, said: Callable[..., str] = said) -> list[str]:
    """Label | answer; a group's title over both columns."""
    rows = []
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(span(p(cluster.numbered), 2)))
        rows += [tr(cell(p(each.numbered)), cell(said(each, marks))) for each in cluster.entries]
    return [heading(part.title), grid(rows)]


def one_table(parts: Iterable[Part]) -> list[str]:
    """The whole form in one table, the parts' titles as rows."""
    rows = []
    for part in parts:
        rows.append(tr(span(p(part.title), 2)))
        for cluster in part.clusters:
            if cluster.title:
                rows.append(tr(span(bold(cluster.numbered), 2)))
            rows += [tr(cell(p(each.numbered)), cell(said(each))) for each in cluster.entries]
    return [grid(rows)]


def below(part: Part, marks: Marks = BOXES) -> list[str]:
    """The answer in the row under its label."""
    rows = []
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(cell(bold(cluster.numbered))))
        for each in cluster.entries:
            if each.is_tick:
                rows.append(tr(cell(p(f"{marks(each)} {each.numbered}"))))
            else:
                rows += [tr(cell(bold(each.numbered))), tr(cell(said(each)))]
    return [heading(part.title), grid(rows)]


def same_cell(part: Part) -> list[str]:
    """Label and answer in one cell with a line break between."""
    rows = []
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(cell(p(cluster.numbered))))
        for each in cluster.entries:
            first = "".join(run(piece) for piece in each.said[:1])
            content = p(run(each.numbered), BREAK, first) + paragraphs(each.said[1:])
            ticked = p(f"{each.numbered} {BOXES(each)}")
            rows.append(tr(cell(ticked if each.is_tick else content)))
    return [heading(part.title), grid(rows)]


def colon_cell(part: Part) -> list[str]:
    """ "Label: answer" in one cell."""
    return [heading(part.title), grid(tr(cell(line)) for line in _colon_lines(part, separate=True))]


def spaced(part: Part) -> list[str]:
    """An empty column between label and answer."""
    rows = []
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(span(p(cluster.numbered), 3)))
        rows += [
            tr(cell(p(each.numbered)), cell(p("")), cell(said(each))) for each in cluster.entries
        ]
    return [heading(part.title), grid(rows)]


def three_columns(part: Part) -> list[str]:
    """Nr. | Spørgsmål | Svar, the header on top of each table."""
    head = tr(cell(bold("Nr.")), cell(bold("Spørgsmål")), cell(bold("Svar")))
    rows = [head]
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(cell(p(cluster.number)), span(p(cluster.title), 2)))
        rows += [
            tr(cell(p(each.number)), cell(p(each.label)), cell(said(each)))
            for each in cluster.entries
        ]
    return [heading(part.title), grid(rows)]


def merged_titles(part: Part) -> list[str]:
    """A group's title in a cell that is merged down beside its labels: title | label | answer."""
    rows = []
    for cluster in part.clusters:
        for index, each in enumerate(cluster.entries):
            answer = cell(said(each))
            if cluster.title:
                title = merged(p(cluster.numbered if index == 0 else ""), first=index == 0)
                rows.append(tr(title, cell(p(each.label)), answer))
            else:
                rows.append(tr(span(p(each.numbered), 2), answer))
    return [heading(part.title), grid(rows)]


def split_rows(part: Part, *, merge: bool) -> list[str]:
    """One row a paragraph: the label's cell is empty, or merged, from the second on."""
    rows = []
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(span(p(cluster.numbered), 2)))
        for each in cluster.entries:
            pieces = [BOXES(each)] if each.is_tick else each.said or [""]
            for index, piece in enumerate(pieces):
                label = p(each.numbered if index == 0 else "")
                left = merged(label, first=index == 0) if merge else cell(label)
                rows.append(tr(left, cell(p(piece))))
    return [heading(part.title), grid(rows)]


def continued(part: Part) -> list[str]:
    """A row split by hand: the label is said again, "(fortsat)", and so is the table's header."""
    rows = [tr(cell(bold("Spørgsmål")), cell(bold("Svar")))]
    for cluster in part.clusters:
        if cluster.title:
            rows.append(tr(span(p(cluster.numbered), 2)))
        for each in cluster.entries:
            rows.append(
                tr(cell(p(each.numbered)), cell(said(each) if each.is_tick else p(*each.said[:1])))
            )
            if each.said[1:]:
                rows.append(tr(cell(bold("Spørgsmål")), cell(bold("Svar"))))
                again = cell(p(f"{each.numbered} (fortsat)"))
                rows.append(tr(again, cell(paragraphs(each.said[1:]))))
    return [heading(part.title), grid(rows)]


def four_columns(part: Part) -> list[str]:
    """Two short questions a row, long ones over the whole width with the answer below."""
    out = [heading(part.title)]
    for cluster in part.clusters:
        short = [each for each in cluster.entries if each.is_short or each.is_tick]
        if cluster.title:
            out.append(bold(cluster.numbered))
        cells = [(cell(p(each.numbered)), cell(said(each))) for each in short]
        blank = (cell(p("")), cell(p("")))
        pairs = zip_longest(cells[::2], cells[1::2], fillvalue=blank)
        rows = [tr(*left, *right) for left, right in pairs]
        for each in cluster.entries:
            if each not in short:
                rows += [tr(span(p(each.numbered), 4)), tr(span(said(each), 4))]
        out.append(grid(rows))
    return out


def row_above(part: Part) -> list[str]:
    """A group's labels in one row and the answers in the row under it; other fields beside."""
    out = [heading(part.title)]
    for cluster in part.clusters:
        if cluster.title and not any(each.is_tick for each in cluster.entries):
            labels = tr(*(cell(bold(each.label)) for each in cluster.entries))
            out += [
                p(cluster.numbered),
                grid([labels, tr(*(cell(said(each)) for each in cluster.entries))]),
            ]
        else:
            out += beside(Part(part.title, (cluster,)))[1:]
    return out


def crossed(part: Part) -> list[str]:
    """Groups that ask the same share a table: one row a group, one column a label."""
    alike: dict[tuple[str, ...], list[Cluster]] = {}
    out, others = [heading(part.title)], []
    for cluster in part.clusters:
        if cluster.title and not any(each.is_tick for each in cluster.entries):
            alike.setdefault(tuple(each.label for each in cluster.entries)[:3], []).append(cluster)
        else:
            others.append(cluster)
    for clusters in alike.values():
        widest = max(clusters, key=lambda each: len(each.entries)).entries
        rows = [["", *(each.label for each in widest)]]
        for cluster in clusters:
            texts = [each.text for each in cluster.entries]
            rows.append([cluster.numbered, *texts, *[""] * (len(widest) - len(texts))])
        out.append(table(*rows))
    return out + beside(Part(part.title, tuple(others)))[1:]


def in_one_cell(part: Part) -> list[str]:
    """A group beside its title, "label: answer" a line."""
    rows = []
    for cluster in part.clusters:
        if cluster.title:
            lines = [
                p(f"{BOXES(each)} {each.label}" if each.is_tick else f"{each.label}: {each.text}")
                for each in cluster.entries
            ]
            rows.append(tr(cell(p(cluster.numbered)), cell("".join(lines))))
        else:
            (each,) = cluster.entries
            rows.append(tr(cell(p(each.numbered)), cell(said(each))))
    return [heading(part.title), grid(rows)]


def yes_no_columns(part: Part) -> list[str]:
    """Ticks under "Ja" and "Nej" in columns of their own, other fields beside."""
    out = [heading(part.title)]
    for cluster in part.clusters:
        ticks = [each for each in cluster.entries if each.is_tick]
        others = tuple(each for each in cluster.entries if not each.is_tick)
        if ticks:
            rows = [
                [each.numbered, "X" if each.ticked else "", "" if each.ticked else "X"]
                for each in ticks
            ]
            out.append(table([cluster.numbered or "Sæt kryds", "Ja", "Nej"], *rows))
        if others:
            out += beside(Part("", (Cluster(cluster.title, others, cluster.number),)))[1:]
    return out


# paragraphs


def _colon_lines(part: Part, *, separate: bool) -> list[str]:
    lines = []
    for cluster in part.clusters:
        if cluster.title:
            lines.append(bold(cluster.numbered))
        for each in cluster.entries:
            if each.is_tick:
                lines.append(p(f"{BOXES(each)} {each.numbered}"))
            else:
                first, *more = each.said or [""]
                paras = [p(f"{each.numbered}: {first}"), *map(p, more)]
                lines += ["".join(paras)] if separate else paras
    return lines


def colon_lines(part: Part) -> list[str]:
    """ "Label: answer" in paragraphs, further paragraphs following."""
    return [heading(part.title), *_colon_lines(part, separate=False)]


def under(
    part: Part,
    label: Callable[[str], str] = p,
    answer: Callable[[Iterable[str]], str] = paragraphs,
    marks: Marks = BOXES,
) -> list[str]:
    """The answer in paragraphs under its label."""
    out = [heading(part.title)]
    for cluster in part.clusters:
        if cluster.title:
            out.append(bold(cluster.numbered))
        for each in cluster.entries:
            if each.is_tick:
                out.append(p(f"{marks(each)} {each.numbered}".strip()))
            else:
                out += [label(each.numbered), answer(each.said)]
    return out


under_bold = partial(under, label=bold)
under_headings = partial(under, label=partial(heading, level=2))


def with_own_headings(pieces: Sequence[str]) -> str:
    """An answer under sub-headings of the applicant's own."""
    if len(pieces) < 2:
        return paragraphs(pieces)
    return "".join(heading(OWN_HEADINGS[at % 4], 3) + p(piece) for at, piece in enumerate(pieces))


def letter(part: Part, words: Callable[[Entry], str] | None = None) -> list[str]:
    """Prose under headings, small facts in lines; what is not answered is not mentioned."""
    out = [heading(part.title)]
    for cluster in part.clusters:
        facts = [each for each in cluster.entries if each.is_short]
        out += [
            p(
                f"{cluster.title} – {each.label}: {each.text}"
                if cluster.title
                else f"{each.label}: {each.text}"
            )
            for each in facts
        ]
        for each in cluster.entries:
            if not (each.is_short or each.is_tick):
                title = f"{cluster.title}: {each.label}" if cluster.title else each.label
                out += [heading(words(each) if words else title, 2), paragraphs(each.said)]
    return out
