"""The form's own words: which field, group or section a label means, and what no applicant wrote."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import takewhile

from rapidfuzz import fuzz, process

from assessment.domain.application import How
from assessment.domain.form import FieldKind, Form, FormField, Section
from assessment.intake.answers.wording import normalised, split_number

_LONGEST_LABEL = 160
_SHORTEST_GUESS = 6
_CLOSE = 87
_CLOSE_BY_NUMBER = 55
_RATHER_SURE = 0.95
_UNSURE = 0.6
_FORM_WORDS = frozenset(
    normalised(words)
    for words in (
        "Oplysning", "Svar", "Felt", "Udfyldes af ansøger", "Jeres svar", "Sæt kryds", "Underskrift",
        "Oplysning Svar", "Social- og Boligstyrelsen", "Nr.", "Spørgsmål", "Klik her og skriv", "Vælg",
        "Vælg en dato", "Klik eller tryk her for at skrive tekst", "Vælg et element",
        "Klik eller tryk for at angive en dato",
    )
)  # fmt: skip
_FORM_LEADS = re.compile(
    r"^(?:runde|ansøgningsfrist|frist|sendes til|spørgsmål)\s*:", re.IGNORECASE
)
_FORM_NAME = re.compile(
    r"^(?:ansøgnings)?skema\b.{0,80}$|^.{0,80}\budfyldes\b.{0,40}$", re.IGNORECASE | re.DOTALL
)
_PAGE_NUMBER = re.compile(r"^(?:side\s*)?\d{1,3}(?:\s*(?:af|/)\s*\d{1,3})?$", re.IGNORECASE)
# "3 medarbejdere" is an answer, "3. Medarbejdere" a label
_COUNT = re.compile(r"^\d+\s")


@dataclass(frozen=True, slots=True)
class Match:
    """A field that a label means, how that was seen, and how surely."""

    field: FormField
    how: How
    confidence: float


@dataclass(slots=True)
class Context:
    """Where in the form the reading stands; tells fields of one label apart."""

    section: Section | None = None
    group: str = ""
    last: int = -1
    taken: set[str] = field(default_factory=set)


@lru_cache(maxsize=4)
def labels_of(form: Form) -> Labels:
    """Return the labels of a form, made once for the many files that are read with it."""
    return Labels(form)


class Labels:
    """A form's labels in every wording it gives, looked up exactly, nearly or by number."""

    def __init__(self, form: Form) -> None:
        """Prepare the look-ups of a form once."""
        self.form = form
        self._order = {each.id: index for index, each in enumerate(form.fields)}
        self._section_of = {
            each.id: section.id for section in form.sections for each in section.fields
        }
        self._fields: dict[str, dict[str, tuple[FormField, How]]] = defaultdict(dict)
        for each in form.fields:
            for how, wording in _wordings(each):
                self._fields[normalised(wording)].setdefault(each.id, (each, how))
        self._numbered: dict[str, list[FormField]] = defaultdict(list)
        for each in form.fields:
            self._numbered[_number(each)].append(each)
        self._wordings = self._wordings_of(form.fields)
        self._sections = {
            normalised(wording): section
            for section in form.sections
            for wording in (section.title, *section.aliases)
        }
        self._members: dict[str, list[FormField]] = defaultdict(list)
        for each in form.fields:
            if each.group:
                self._members[each.group].append(each)
        self._groups = {normalised(group): group for group in self._members}
        self._printed = (frozenset(map(normalised, _printed(form))) | _FORM_WORDS) - {""}
        self._longest_printed = max(map(len, _printed(form))) + _LONGEST_LABEL

    def field(self, text: str, context: Context, *, guess: bool = True) -> Match | None:
        """Return the field that a label means; near wordings and bare numbers only where guessing is asked for."""
        if not text or len(text) > _LONGEST_LABEL:
            return None
        number, words = split_number(text)
        key = normalised(words)
        if found := self._fields.get(key) or self._fields.get(normalised(text)):
            match = self._choose(found.values(), number, context)
            return None if _COUNT.match(text) and _number(match.field) != number else match
        return self._guess(number, key, context) if guess and not _COUNT.match(text) else None

    def section(self, text: str) -> Section | None:
        """Return the section whose heading a text is."""
        if not text or len(text) > _LONGEST_LABEL:
            return None
        _, words = split_number(text)
        return self._sections.get(normalised(words)) or self._sections.get(normalised(text))

    def group(self, text: str) -> str:
        """Return the group whose heading a text is, "" for none."""
        if len(text) > _LONGEST_LABEL:
            return ""
        return self._groups.get(normalised(split_number(text)[1]), "")

    def group_fields(self, group: str) -> tuple[FormField, ...]:
        """The fields of a group in reading order; none for no group."""
        return tuple(self._members.get(group, ()))

    def neighbours(self, match: FormField) -> tuple[FormField, ...]:
        """The fields that share a field's number, itself among them."""
        return tuple(self._numbered[_number(match)])

    def position(self, match: FormField) -> int:
        """A field's place in the form."""
        return self._order[match.id]

    def is_printed(self, text: str) -> bool:
        """Whether a text is the form's own: a label, a heading, help, a placeholder."""
        if len(text) > self._longest_printed:
            return False
        key = normalised(text)
        return not key or key in self._printed or normalised(split_number(text)[1]) in self._printed

    def is_furniture(self, text: str) -> bool:
        """Whether a text that belongs to no field is nobody's: the form's own, its name, a page number."""
        patterns = (_FORM_LEADS, _FORM_NAME, _PAGE_NUMBER)
        return (
            self.is_printed(text)
            or self.form.version in text
            or any(each.match(text) for each in patterns)
        )

    def is_option(self, text: str, match: FormField) -> bool:
        """Whether a text is one of a choice's options."""
        key = normalised(text)
        return any(
            key == normalised(w)
            for option in match.options
            for w in (option.label, *option.aliases)
        )

    def _guess(self, number: str, key: str, context: Context) -> Match | None:
        if len(key) < _SHORTEST_GUESS:
            return None
        wordings, cutoff = self._wordings, _CLOSE
        if number in self._numbered:
            wordings, cutoff = self._wordings_of(self._numbered[number]), _CLOSE_BY_NUMBER
        near = process.extractOne(
            _in_order(key), wordings.keys(), scorer=fuzz.ratio, score_cutoff=cutoff
        )
        if near:
            found = self._fields[wordings[near[0]]].values()
            match = self._choose(found, number, context)
            return replace(match, confidence=match.confidence * near[1] / 100)
        return self._by_number(number, context)

    def _wordings_of(self, fields: Iterable[FormField]) -> dict[str, str]:
        keys = (normalised(wording) for each in fields for _, wording in _wordings(each))
        return {_in_order(key): key for key in keys}

    def _by_number(self, number: str, context: Context) -> Match | None:
        fields = [each for each in self._numbered.get(number, ()) if each.id not in context.taken]
        if "." not in number or len(fields) != 1 or self._order[fields[0].id] < context.last:
            return None
        return Match(fields[0], How.NUMBERING, _UNSURE)

    def _choose(
        self, found: Iterable[tuple[FormField, How]], number: str, context: Context
    ) -> Match:
        """Choose between fields of one label: by number, group, section and place in the form."""
        ranked = sorted(found, key=lambda each: self._distance(each[0], number, context))
        best, how = ranked[0]
        if len(ranked) > 1 and not self._points_at(best, number, context):
            return Match(best, How.POSITION, _UNSURE)
        return Match(best, how, 1.0 if how is How.LABEL else _RATHER_SURE)

    def _points_at(self, match: FormField, number: str, context: Context) -> bool:
        in_section = (
            context.section is not None and self._section_of[match.id] == context.section.id
        )
        return number == _number(match) or match.group == context.group != "" or in_section

    def _distance(
        self, match: FormField, number: str, context: Context
    ) -> tuple[bool, bool, bool, bool, bool, int]:
        order = self._order[match.id]
        return (
            bool(number) and _number(match) != number,
            match.group != context.group,
            context.section is not None and self._section_of[match.id] != context.section.id,
            match.id in context.taken,
            order < context.last,
            order,
        )


def _wordings(each: FormField) -> Iterator[tuple[How, str]]:
    yield How.LABEL, each.label
    if each.group:
        yield How.LABEL, f"{each.group} {each.label}"
        yield How.LABEL, f"{each.label} {each.group}"
    for alias in each.aliases:
        yield How.ALIAS, alias


def _in_order(key: str) -> str:
    """A wording with its words in one order, so that turning them round makes no difference."""
    return " ".join(sorted(key.split()))


def _number(each: FormField) -> str:
    """The number that people see: "1.7" of "1.7.navn"."""
    return ".".join(takewhile(str.isdigit, each.id.split(".")))


def _printed(form: Form) -> Iterator[str]:
    yield form.title
    yield from form.intro
    for section in form.sections:
        yield from (section.title, section.help)
        for each in section.fields:
            yield from (each.full_label, each.group, each.help)
            yield from (wording for _, wording in _wordings(each))
            yield from (option.label for option in each.options if each.kind is FieldKind.CHOICE)
