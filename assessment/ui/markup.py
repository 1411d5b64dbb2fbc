"""Applicant text as HTML and in Markdown: everything escaped, a whole application one element."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import escape

from assessment.domain.applications.application import (
    Answer,
    Application,
    Block,
    BlockKind,
    How,
    Reading,
)
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.versions import Change, Piece
from assessment.domain.checking.screening import Passage
from assessment.domain.checking.terms import excerpt
from assessment.domain.finding.evidence import Evidence
from assessment.domain.panel.access import Phase
from assessment.domain.ranking.places import Standing
from assessment.domain.rounds.event import Event
from assessment.domain.rules.form import FieldKind, Form, FormField
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.danish import forward, normal, pieces
from assessment.domain.words.wording import date_time, decimal

_FOUND = {
    How.MANUAL: "placeret af en bedømmer",
    How.LABEL: "fundet ved feltets navn",
    How.ALIAS: "fundet ved et lignende navn",
    How.NUMBERING: "fundet ved nummeret",
    How.POSITION: "fundet ved placeringen",
    How.HEADING: "fundet under en overskrift",
}
_SURE = 0.9
_WHOLE = 500
"""Characters up to which a passage that was sought is shown whole."""
_NAMED = 6
"""Words that are named at most as the reason why a passage is shown."""
_PLACE = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)")
_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|$~:&]")


def plain(text: str) -> str:
    """Text as Markdown that shows it as it is, forward; for all that an applicant or a user wrote.

    Streamlit takes Markdown in table cells, captions and messages too.
    """
    return _SIGNS.sub(r"\\\g<0>", forward(text))


def title(text: str) -> str:
    """Text as `plain`, fit for a title: Streamlit would make links of the addresses in it."""
    return plain(text.replace("@", "\u2060@"))


def picture(content: bytes, caption: str) -> str:
    """A PNG inside the page itself: at an address of its own it would be there for whoever has that."""
    told, source = escape(caption), b64encode(content).decode()
    return (
        f'<figure class="picture"><img src="data:image/png;base64,{source}" alt="{told}">'
        f'<figcaption aria-hidden="true">{told}</figcaption></figure>'
    )


def paragraphs(text: str) -> str:
    """Text as paragraphs, one a line."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def answers(application: Application, scheme: Scheme, field_ids: Iterable[str]) -> str:
    """The answers to some fields in order; what this applicant was asked and left out says so."""
    applicant = application.applicant_type(scheme)
    asked = (scheme.form.field(field_id) for field_id in field_ids)
    answered = application.reading.answers
    fields = [field for field in asked if field.applies(applicant) or field.id in answered]
    return f'<div class="reading">{"".join(_field(application, field) for field in fields)}</div>'


def _field(application: Application, field: FormField) -> str:
    answer = application.reading.answers.get(field.id)
    heading = f"<h4>{escape(field.title)}</h4>"
    shape = "" if field.kind is FieldKind.TEXT else ' class="short"'
    if answer is None:
        silent = "Ikke afkrydset." if field.kind is FieldKind.TICK else "Ikke besvaret."
        return f'<section{shape}>{heading}<p class="silent">{silent}</p></section>'
    body = "<p>☒ Afkrydset</p>" if answer.ticked else f"<div>{paragraphs(answer.text)}</div>"
    return f"<section{shape}>{heading}{body}{_provenance(answer, application.reading)}</section>"


def _provenance(answer: Answer, reading: Reading) -> str:
    """Where the answer stands in the file, and how it was found where that is not plain."""
    places = list(dict.fromkeys(reading.block(block).where for block in answer.blocks))
    told = [places[0] if len(places) == 1 else f"{places[0]} – {places[-1]}"] if places else []
    if answer.how in _FOUND:
        doubt = "" if answer.confidence >= _SURE else " (usikkert)"
        told.append(f"{_FOUND[answer.how]}{doubt}")
    return f'<p class="where">{escape(", ".join(told))}</p>' if told else ""


def document(reading: Reading, sought: str = "") -> str:
    """The whole file in reading order, with what belongs to no field marked, and one block sought."""
    outside = set(reading.unplaced)
    blocks = (
        _block(block, outside=block.id in outside, sought=block.id == sought)
        for block in reading.blocks
        if block.text.strip()
    )
    return f'<div class="reading document">{"".join(blocks)}</div>'


def _block(block: Block, *, outside: bool, sought: bool) -> str:
    text = escape(f"{block.label} {block.text}".strip()).replace("\n", "<br>")
    classes = f"{block.kind}{' outside' if outside else ''}{' sought' if sought else ''}"
    if block.kind is BlockKind.HEADING:
        level = min(max(block.level, 1) + 2, 6)
        return f'<h{level} class="{classes}">{text}</h{level}>'
    return f'<p class="{classes}" title="{escape(block.where)}">{text}</p>'


def unplaced(reading: Reading) -> str:
    """The text that belongs to no field, with its place."""
    blocks = (reading.block(block_id) for block_id in reading.unplaced)
    told = (
        f'{paragraphs(block.text)}<p class="where">{escape(block.where)}</p>' for block in blocks
    )
    return f'<div class="reading">{"".join(told)}</div>'


def message(envelope: Envelope) -> str:
    """A mail's head and text."""
    received = date_time(envelope.received) if envelope.received else "ukendt"
    facts = (
        ("Fra", envelope.sender),
        ("Til", ", ".join(envelope.recipients)),
        ("Emne", envelope.subject),
        ("Sendt ifølge mailen", date_time(envelope.sent) if envelope.sent else "ukendt"),
        ("Modtaget", f"{received} {envelope.received_by and f'({envelope.received_by})'}"),
    )
    head = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in facts)
    return f'<div class="reading"><dl>{head}</dl>{paragraphs(envelope.body)}</div>'


def versions(found: Iterable[Change]) -> str:
    """What changed from one version (left) to the other (right), field by field."""
    rows = "".join(
        f"<h4>{escape(each.field.title if each.field else 'Øvrig tekst')}</h4>"
        f'<div class="versions"><div>{_side(each, Piece.ADDED)}</div>'
        f"<div>{_side(each, Piece.REMOVED)}</div></div>"
        for each in found
    )
    return f'<div class="reading wide">{rows}</div>'


def _side(change: Change, absent: Piece) -> str:
    """One version's text, with what the other has not in marks."""
    tags = {Piece.REMOVED: "del", Piece.ADDED: "ins"}
    pieces = [
        f"<{tags[piece]}>{escape(text)}</{tags[piece]}>" if piece in tags else escape(text)
        for piece, text in change.pieces
        if piece is not absent
    ]
    return "".join(pieces).replace("\n", "<br>") or '<p class="silent">Ikke besvaret.</p>'


def phases(present: Phase) -> str:
    """A round's seven phases in their order, each with a word on whether it is past, present or to come."""
    order = list(Phase)
    place = order.index(present)
    told = (
        f'<li class="{state}"{" aria-current=step" * (index == place)}>'
        f"<b>{phase[:1].upper()}{phase[1:]}</b><span>Trin {index + 1}, {word}</span></li>"
        for index, phase in enumerate(order)
        for state, word in [_STATES[(index > place) - (index < place)]]
    )
    return f'<ol class="phases" aria-label="Rundens faser">{"".join(told)}</ol>'


_STATES = {-1: ("past", "afsluttet"), 0: ("present", "nu"), 1: ("later", "senere")}


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values, one below the other."""
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pairs)
    return f'<div class="reading facts"><dl>{told}</dl></div>'


def difference(diff: str) -> str:
    """A unified difference of two texts, read by people: where it is, what went and what came."""
    lines = diff.split("\n")[2:]  # the first two name the texts
    return f'<div class="reading difference">{"".join(map(_difference_line, lines))}</div>'


def _difference_line(line: str) -> str:
    text = escape(line[1:]) or "&nbsp;"
    place = _PLACE.match(line)
    if place:
        return f"<h4>Omkring linje {place[1]}</h4>"
    if line.startswith("-"):
        return f"<p><del>− {text}</del></p>"
    return f"<p><ins>+ {text}</ins></p>" if line.startswith("+") else f"<p>  {text}</p>"


def history(log: Iterable[Event]) -> str:
    """What happened, one entry a line, with the value before and after it where it changed one."""
    told = "".join(f"<li>{_event(each)}</li>" for each in log)
    return f'<div class="reading wide"><ul class="history">{told}</ul></div>'


def _event(event: Event) -> str:
    subject = f" ({escape(event.subject)})" if event.subject else ""
    head = f"{date_time(event.at)}: {event.action}{subject} af {escape(event.actor)}"
    parts = (("Før", event.old), ("Efter" if event.old else "", event.new))
    values = "".join(
        f'<div class="{"before" if name == "Før" else "after"}">{_named(name, text)}</div>'
        for name, text in parts
        if text
    )
    return f"<p><b>{head}</b></p>{values}"


def _named(name: str, text: str) -> str:
    return paragraphs(f"{name}: {text}" if name else text)


def said(text: str, where: str = "") -> str:
    """What somebody wrote or said, with a line on who and when."""
    line = f'<p class="where">{escape(where)}</p>' if where else ""
    return f'<div class="reading"><blockquote>{paragraphs(text)}{line}</blockquote></div>'


def scrolling(title: str, html: str) -> str:
    """A piece of markup under a title that only a screen reader says; a long one scrolls by itself."""
    return f'<div class="scrolling" role="region" tabindex="0" aria-label="{escape(title)}">{html}</div>'


def heading(text: str) -> str:
    """A heading above what belongs under it."""
    return f'<div class="reading"><h4>{escape(text)}</h4></div>'


def scores(given: Iterable[tuple[str, str, str]]) -> str:
    """Each reviewer's points and reason side by side: name, points in words, reason."""
    told = "".join(
        f"<div><h4>{escape(name)}</h4><p><b>{escape(points)}</b></p>{paragraphs(reason)}</div>"
        for name, points, reason in given
    )
    return f'<div class="reading wide"><div class="panel">{told}</div></div>'


def beside(*sides: tuple[str, str]) -> str:
    """Two pieces of markup side by side, each under its title; a long one scrolls by itself."""
    columns = "".join(
        f'<div role="region" tabindex="0" aria-label="{escape(title)}"><h4>{escape(title)}</h4>{html}</div>'
        for title, html in sides
    )
    return f'<div class="reading wide"><div class="versions beside">{columns}</div></div>'


def verdicts(told: Iterable[tuple[Standing, str]]) -> str:
    """Each applicant with place, and the sentence on how sure the outcome is; best place first."""
    items = "".join(
        f'<li class="{escape(standing.group)}"><b>{standing.place}. {escape(standing.candidate.name)}</b> '
        f"({escape(decimal(standing.total or 0))}). {escape(sentence)}</li>"
        for standing, sentence in told
    )
    return f'<div class="reading wide"><ul class="verdicts">{items}</ul></div>' if items else ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the scale for an aspect, and whether it is what was given."""

    name: str
    anchor: str
    given: bool


def scale(steps: Iterable[Step]) -> str:
    """The whole scale of an aspect to be read, with the step that was given marked."""
    told = "".join(_step(each) for each in steps)
    return f'<div class="reading"><ul class="scale">{told}</ul></div>'


def _step(step: Step) -> str:
    given = ' class="given"' if step.given else ""
    mark = " ✓ givet" if step.given else ""
    return f"<li{given}><b>{escape(step.name)}{mark}</b><br>{escape(step.anchor)}</li>"


def found_place(passage: Passage) -> str:
    """The passage that a search led to, above the page it stands on."""
    return (
        f'<div class="reading"><p class="where">Fundet på {escape(passage.where)}</p>'
        f'<p class="sought">{escape(passage.text)}</p></div>'
    )


def passages(found: Iterable[Passage]) -> str:
    """The passages something rests on, each with its field and place."""
    told = (
        f'<blockquote>{paragraphs(each.text)}<p class="where">{escape(_source(each))}</p></blockquote>'
        for each in found
    )
    return f'<div class="reading">{"".join(told)}</div>'


def _source(passage: Passage) -> str:
    field = f"felt {passage.field}" if passage.field else ""
    return ", ".join(part for part in (field, passage.where) if part)


def evidence(found: Iterable[Evidence], form: Form) -> str:
    """Passages that speak to something: words marked, with the place and the words that count most."""
    told = (
        f"<blockquote>{_marked_lines(each.passage.text, each.words)}"
        f'<p class="where">{escape(place(each.passage, form))} – fundet på: '
        f"{escape(', '.join(each.words[:_NAMED]))}</p></blockquote>"
        for each in found
    )
    return f'<div class="reading">{"".join(told)}</div>'


def sought(passage: Passage, words: Collection[str], form: Form) -> str:
    """A passage that a search found, cut to what is around the word that counts most."""
    return (
        f'<div class="reading"><blockquote>{_marked_lines(_around(passage.text, words), words)}'
        f'<p class="where">{escape(place(passage, form))}</p></blockquote></div>'
    )


def place(passage: Passage, form: Form) -> str:
    """Where a passage stands, as a person would say it."""
    fields = {field.id: field.title for field in form.fields}
    outside = passage.document or "Uden for felterne"
    stands = f"Felt {fields[passage.field]}" if passage.field in fields else outside
    where = f"{passage.where[:1].lower()}{passage.where[1:]}"
    return ", ".join(part for part in (stands, where) if part)


def _marked_lines(text: str, words: Collection[str]) -> str:
    lines = (line for line in text.split("\n") if line.strip())
    return "".join(f"<p>{_marked(line, words)}</p>" for line in lines)


def _marked(text: str, words: Collection[str]) -> str:
    return "".join(
        f"<mark>{escape(piece)}</mark>" if word in words else escape(piece)
        for piece, word in pieces(text)
    )


def _around(text: str, words: Collection[str]) -> str:
    text = normal(text)
    if len(text) <= _WHOLE:
        return text
    start = 0
    for piece, word in pieces(text):
        if word in words:
            return excerpt(text, start, start + len(piece))
        start += len(piece)
    return excerpt(text, 0, 0)
