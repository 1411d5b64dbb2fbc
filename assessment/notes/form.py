"""The blank application form as a Word document, made from the scheme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from docx.document import Document
from docx.shared import Cm

from assessment.domain.rules.form import FieldKind, FormField, Section
from assessment.domain.rules.municipalities import offered
from assessment.domain.rules.scheme import Round, Scheme
from assessment.domain.words.wording import clock, listed, local, long_day
from assessment.notes import word
from assessment.notes.controls import control, protect

_SHORT = {FieldKind.LINE, FieldKind.NUMBER, FieldKind.DATE, FieldKind.CHOICE}
_COLUMNS = (6.5, 9.5)


def blank_form(scheme: Scheme, round_: Round) -> bytes:
    """Return the form of a round as .docx, with one empty content control a field."""
    document = word.new_document(
        word.Properties(
            title=f"{scheme.form.title} – {round_.title}",
            author=scheme.authority,
            subject=scheme.title,
            version=scheme.form.version,
            identifier=round_.id,
        )
    )
    _write_head(document, scheme, round_)
    writer = _Writer(document, scheme, offered(round_.fictional_municipalities))
    for section in scheme.form.sections:
        writer.section(section)
    protect(document)
    word.footer(document, f"Skema {scheme.form.version} · runde {round_.id}")
    return word.to_bytes(document)


def _write_head(document: Document, scheme: Scheme, round_: Round) -> None:
    word.title(document, scheme.form.title, scheme.authority)
    facts = {
        "Runde:": round_.title,
        "Ansøgningsfrist:": _deadline(round_),
        "Sendes til:": listed(round_.mailboxes),
        "Spørgsmål:": round_.contact,
    }
    for lead, text in facts.items():
        if text:
            word.paragraph(document, text, word.NOTICE, lead)
    for text in scheme.form.intro:
        word.paragraph(document, text)


def _deadline(round_: Round) -> str:
    moment = local(round_.deadline)
    time = f" kl. {clock(moment)}" if round_.deadline_has_clock else ""
    return f"{long_day(moment)}{time}"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the form's sections: short answers in tables, the rest one below the other."""

    document: Document
    scheme: Scheme
    municipalities: Sequence[str]

    def section(self, section: Section) -> None:
        word.heading(self.document, section.title, number=section.id)
        if section.help:
            word.paragraph(self.document, section.help).paragraph_format.keep_with_next = True
        # Neighbours of one group belong together; other fields with the like of them.
        for _, run in groupby(section.fields, key=lambda each: each.group or each.kind in _SHORT):
            fields = tuple(run)
            if any(each.kind in _SHORT for each in fields):
                self._table(fields)
            else:
                self._list(fields)

    def _table(self, fields: Sequence[FormField]) -> None:
        word.part_from_table(self.document)
        made = word.table(
            self.document, (self._group_title(fields) or "Oplysning", "Svar"), _COLUMNS
        )
        for field in fields:
            label, answer = word.add_row(made, ("", ""))
            label.paragraphs[0].add_run(self._label(field, fields)).bold = True
            if field.help:
                word.paragraph(label, field.help, word.HELP)
            made_control = control(field, self.municipalities, style="Normal")
            if field.kind is FieldKind.TEXT:
                word.xml(answer).replace(word.xml(answer.paragraphs[0]), made_control)
            else:
                word.xml(answer.paragraphs[0]).append(made_control)

    def _list(self, fields: Sequence[FormField]) -> None:
        if group_title := self._group_title(fields):
            word.heading(self.document, group_title, level=2)
        for field in fields:
            if field.kind is FieldKind.TICK:
                self._tick(field, self._label(field, fields))
            else:
                self._text(field, self._label(field, fields))

    def _tick(self, field: FormField, label: str) -> None:
        line = self.document.add_paragraph(style=word.TICK)
        word.xml(line).append(control(field))
        line.add_run(f"\t{label}").bold = True
        if field.help:
            told = word.paragraph(self.document, field.help, word.HELP)
            told.paragraph_format.left_indent = Cm(0.8)
            told.paragraph_format.keep_with_next = False

    def _text(self, field: FormField, label: str) -> None:
        word.paragraph(self.document, label, word.LABEL)
        if field.help:
            word.paragraph(self.document, field.help, word.HELP)
        self.document.element.body.sectPr.addprevious(control(field))

    def _group_title(self, fields: Sequence[FormField]) -> str:
        first = fields[0]
        return _joined(_number(first), first.group, self._scope(fields)) if first.group else ""

    def _label(self, field: FormField, neighbours: Sequence[FormField]) -> str:
        """The field's label, with number and scope where the group's title does not say them."""
        number = "" if field.group else _number(field)
        scope = "" if field.group and self._scope(neighbours) else self._scope((field,))
        return _joined(number, field.label, "*" if field.required else "", scope)

    def _scope(self, fields: Sequence[FormField]) -> str:
        """Who alone is asked, where that is the same for all these fields: "(kun socialt tilbud)"."""
        if len({each.applies_to for each in fields}) > 1 or not fields[0].applies_to:
            return ""
        kinds = (
            self.scheme.type_label(each).split(" – ")[0].lower() for each in fields[0].applies_to
        )
        return f"(kun {listed(tuple(dict.fromkeys(kinds)))})"


def _number(field: FormField) -> str:
    """The number that people see: "1.7" of "1.7.navn"; none where it is the section's own."""
    parts = tuple(takewhile(str.isdigit, field.id.split(".")))
    return ".".join(parts) if len(parts) > 1 else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
