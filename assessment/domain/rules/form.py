"""The application form as criteria.yaml gives it: sections of fields, each with one id."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from assessment.domain.rules.base import Frozen, Identifier, Text


class FieldKind(StrEnum):
    """What an applicant puts into a field."""

    TEXT = "text"
    LINE = "line"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    TICK = "tick"


class Purpose(StrEnum):
    """Why a field that feeds no requirement and no aspect is asked for all the same."""

    CONTACT = "contact"
    PLANNING = "planning"
    ATTACHMENT = "attachment"
    SIGNATURE = "signature"


class Option(Frozen):
    """One choice of a dropdown: an id for rules and a Danish label for people."""

    id: Identifier
    label: Text
    aliases: tuple[Text, ...] = ()


class FormField(Frozen):
    """One answer the form asks for; `id` is also the tag of its content control in Word.

    `group` is a heading shared by neighbouring fields ("Kontaktperson"); `feeds` names the
    requirements and aspects that the answer is read for.
    """

    id: Identifier
    label: Text
    kind: FieldKind = FieldKind.TEXT
    help: str = ""
    group: str = ""
    aliases: tuple[Text, ...] = ()
    required: bool = False
    applies_to: tuple[Identifier, ...] = ()
    options: tuple[Option, ...] = ()
    municipalities: bool = False
    feeds: tuple[Identifier, ...] = ()
    purpose: Purpose | None = None

    @model_validator(mode="after")
    def _options_belong_to_choices(self) -> FormField:
        if bool(self.options or self.municipalities) != (self.kind is FieldKind.CHOICE):
            message = "et felt med kind: choice skal have options eller municipalities, og kun et sådant felt"
            raise ValueError(message)
        return self

    @property
    def full_label(self) -> str:
        """The label with its group, as a person would name the field."""
        return f"{self.group}: {self.label}" if self.group else self.label

    @property
    def number(self) -> str:
        """The number people know it by: "1.7" for a part such as "1.7.navn"."""
        return ".".join(part for part in self.id.split(".") if part.isdigit()) or self.id

    @property
    def title(self) -> str:
        """Number and label together."""
        return f"{self.number} {self.full_label}"

    def applies(self, applicant_type: str | None) -> bool:
        """Whether an applicant of this type is asked; an unknown type is asked everything."""
        return not self.applies_to or applicant_type is None or applicant_type in self.applies_to


class Section(Frozen):
    """A numbered part of the form with its heading and help."""

    id: Identifier
    title: Text
    help: str = ""
    aliases: tuple[Text, ...] = ()
    fields: tuple[FormField, ...]


class Identity(Frozen):
    """Which fields say who applies; the rules need them by role and not by number."""

    name: Identifier
    applicant_type: Identifier
    municipality: Identifier
    company_number: Identifier


class Form(Frozen):
    """The whole form in the order people fill it in."""

    title: Text
    intro: tuple[Text, ...] = ()
    version: Text
    identity: Identity
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[FormField, ...]:
        """All fields in reading order."""
        return tuple(field for section in self.sections for field in section.fields)

    def field(self, field_id: str) -> FormField:
        """Return the field of this id; KeyError where the form has none."""
        return {field.id: field for field in self.fields}[field_id]
