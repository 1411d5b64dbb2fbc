"""A document's content as a page of HTML that needs nothing else: no script, no net, no program."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias, assert_never
from urllib.parse import quote

from assessment.notes.content import (
    Bullets,
    Label,
    Notice,
    Paragraph,
    Part,
    Picture,
    Table,
    masked_text,
)
from assessment.notes.word import clean


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to another file; `href` is that file's path from this one."""

    text: str
    href: str


Cell: TypeAlias = str | Link


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of which the rows may be many, and lead somewhere; without rows it says so."""

    caption: str
    header: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with what stands under it; level 2 belongs to the level 1 before it."""

    title: str
    parts: Iterable[Part | Listing]
    level: int = 1


_FEW = 2
"""Headings that need no list of contents."""
_LONG_RUN = re.compile(r"(\S{30,})")
_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1.25rem 4rem; background: #fff;
  color: #1d2733; font: 1rem/1.55 "Segoe UI", Arial, sans-serif; }
h1, h2, h3 { line-height: 1.25; color: #12324a; }
h1 { margin: .5rem 0 0; font-size: 1.9rem; }
h2 { margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 2px solid #12324a; font-size: 1.35rem; }
h3 { margin: 1.75rem 0 .4rem; font-size: 1.1rem; }
.subtitle { margin: .25rem 0 1.5rem; color: #47586a; }
.label { margin: 1.1rem 0 .2rem; font-weight: 700; }
.notice { padding: .6rem .9rem; border-left: 4px solid #9a5b00; background: #fff6e5; }
nav { margin: 1.5rem 0; padding: .75rem 1.1rem; background: #eef3f7; }
nav ul { margin: .25rem 0 0; padding-left: 1.2rem; columns: 2 18rem; }
p, li { max-width: 46rem; }
img { max-width: 100%; height: auto; }
.wide { overflow-x: auto; margin: .75rem 0 1.25rem; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
caption { padding: .3rem 0; text-align: left; font-weight: 700; }
th, td { padding: .4rem .6rem; border: 1px solid #b9c4ce; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
th { background: #eef3f7; }
a { color: #0b5394; }
a:focus, .wide:focus { outline: 3px solid #0b5394; outline-offset: 2px; }
@media print { nav { display: none; } body { max-width: none; } thead { display: table-header-group; } }
"""
_HEAD = """<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{back}<main>
<h1>{title}</h1>
<p class="subtitle">{subtitle}</p>
"""
_FOOT = "</main>\n</body>\n</html>\n"


def page(
    title: str, subtitle: str, chapters: Sequence[Chapter], *, back: Link | None = None
) -> Iterator[bytes]:
    """Yield the page in UTF-8, piece by piece, so that a long table is never held as a whole.

    `back` leads to the page above this one.
    """
    up = f"<p>{_cell(back)}</p>\n" if back else ""
    yield _bytes(_HEAD.format(title=_text(title), subtitle=_text(subtitle), style=_STYLE, back=up))
    yield _bytes(_contents(chapters))
    for number, chapter in enumerate(chapters, start=1):
        yield from map(_bytes, _chapter(chapter, number))
    yield _bytes(_FOOT)


def _contents(chapters: Sequence[Chapter]) -> str:
    first = [(n, each) for n, each in enumerate(chapters, start=1) if each.level == 1]
    if len(first) <= _FEW:
        return ""
    links = "".join(f'<li><a href="#afsnit-{n}">{_text(each.title)}</a></li>' for n, each in first)
    return f'<nav aria-label="Indhold"><b>Indhold</b><ul>{links}</ul></nav>\n'


def _chapter(chapter: Chapter, number: int) -> Iterator[str]:
    tag = f"h{chapter.level + 1}"
    yield f'<{tag} id="afsnit-{number}">{_text(chapter.title)}</{tag}>\n'
    for part in chapter.parts:
        yield from _part(part, chapter.title)


def _part(part: Part | Listing, title: str) -> Iterator[str]:
    match part:
        case Paragraph():
            lead = f"<b>{_text(part.lead)}</b> " if part.lead else ""
            yield f"<p>{lead}{_lines(part.text)}</p>\n"
        case Notice():
            yield f'<p class="notice">{_lines(part.text)}</p>\n'
        case Label():
            yield f'<p class="label">{_text(part.text)}</p>\n'
        case Bullets():
            yield f"<ul>{''.join(f'<li>{_lines(each)}</li>' for each in part.items)}</ul>\n"
        case Table():
            yield from _table(title, part.header, part.rows, _columns(part.widths))
        case Picture():
            drawn = base64.b64encode(part.png).decode()
            yield f'<p><img src="data:image/png;base64,{drawn}" alt="{_text(part.alt)}"></p>\n'
        case Listing():
            caption = f"<caption>{_text(part.caption)}</caption>"
            rows = _table(part.caption, part.header, part.rows, caption)
            yield next(rows, "<p>Ingen.</p>\n")
            yield from rows
        case _:
            assert_never(part)


def _columns(widths: Iterable[float]) -> str:
    columns = "".join(f'<col style="width:{share:.0%}">' for share in widths)
    return f"<colgroup>{columns}</colgroup>"


def _table(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], first_in_it: str
) -> Iterator[str]:
    """A table with its header row; `name` is what a screen reader calls it where no caption shows."""
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return
    heads = "".join(f'<th scope="col">{_text(each)}</th>' for each in header)
    yield f'<div class="wide" role="region" aria-label="{_text(name)}" tabindex="0"><table>'
    yield first_in_it
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    yield _row(first)
    yield from map(_row, coming)
    yield "</tbody></table></div>\n"


def _row(cells: Sequence[Cell]) -> str:
    return f"<tr>{''.join(f'<td>{_cell(each)}</td>' for each in cells)}</tr>\n"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Link):
        return f'<a href="{escape(quote(cell.href))}">{_text(cell.text)}</a>'
    return _lines(cell)


def _lines(text: str) -> str:
    """Text with its line breaks, and with room to break a hash or an address that is too long."""
    pieces = re.split(_LONG_RUN, masked_text(clean(text)))
    shown = (
        "<wbr>".join(escape(run) for run in re.findall(r".{1,16}", piece))
        if at % 2
        else escape(piece)
        for at, piece in enumerate(pieces)
    )
    return "".join(shown).replace("\n", "<br>")


def _text(text: str) -> str:
    return escape(masked_text(clean(text)))


def _bytes(text: str) -> bytes:
    return text.encode(errors="replace")
