"""The form's own words: which field, group or section a label means, and what no applicant wrote."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assessment.domain.applications.application import How
from assessment.domain.rules.form import FieldKind, Form, FormField, Section
from assessment.intake.answers import confidence, people
from assessment.intake.answers.vocabulary import Vocabulary, content_words
from assessment.intake.answers.wording import LONGEST_LABEL, normalised, split_number

Known = tuple[FormField, How]

_REMEMBERED = 4096
_WORDS_OF_A_PART = 2

# "3 medarbejdere" is an answer, "3. Medarbejdere" a label; so is a sentence, and what goes on after it
_COUNT = re.compile(r"^\d+\s")
_NO_LABEL = re.compile(r"^\d+\s|^$|\n|\w{4,}\.\s*$|:\s*\S")


@dataclass(frozen=True, slots=True)
class Match:
    """A field that a label means, how that was seen, and how surely."""

    field: FormField
    how: How
    confidence: float


@dataclass(slots=True)
class Context:
    """Where in the form the reading stands; tells fields of one label apart.

    `numbers` says whether the document's numbers are the form's, `is_form` whether it has so many of
    the form's labels that its other labels may be guessed at by their words.
    """

    section: Section | None = None
    group: str = ""
    last: int = -1
    taken: set[str] = field(default_factory=set)
    numbers: bool = True
    is_form: bool = True


@lru_cache(maxsize=4)
def labels_of(form: Form) -> Labels:
    """Return the labels of a form, made once for the many files that are read with it."""
    return Labels(form)


class Labels:
    """A form's labels in every wording it gives, looked up exactly, nearly or by number."""

    def __init__(self, form: Form) -> None:
        """Prepare the look-ups of a form once."""
        self.fields = form.fields
        self._order = {each.id: index for index, each in enumerate(self.fields)}
        self._section_of = {
            each.id: section.id for section in form.sections for each in section.fields
        }
        self.by_id = {each.id: each for each in self.fields}
        self._fields = _looked_up(form.fields)
        self._joined = {key.replace(" ", ""): found for key, found in self._fields.items()}
        self._numbered: dict[str, list[FormField]] = defaultdict(list)
        self._members: dict[str, list[FormField]] = defaultdict(list)
        for each in form.fields:
            self._numbered[each.number].append(each)
            if each.group:
                self._members[each.group].append(each)
        self._vocabulary = Vocabulary(
            {
                each.id: [normalised(wording, asides=True) for _, wording in _wordings(each)]
                for each in form.fields
            }
        )
        # a form's labels come again and again, in one file and in all files of a round
        self._known = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._spelt_like = lru_cache(maxsize=_REMEMBERED)(self._vocabulary.spelt_like)
        self._nearest = lru_cache(maxsize=_REMEMBERED)(self._vocabulary.nearest)
        helps = [
            text
            for section in form.sections
            for text in (section.help, *(each.help for each in section.fields))
        ]
        self._help = frozenset(map(normalised, helps)) - {""}
        self._sections = {
            normalised(wording): section
            for section in form.sections
            for wording in (section.title, *section.aliases)
        }
        self._groups = {normalised(group): group for group in self._members}

    def known(self, text: str) -> tuple[str, tuple[Known, ...]]:
        """Return the number in front of a label and the fields that it names in words of the form's."""
        return self._known(text) if 0 < len(text) <= LONGEST_LABEL else ("", ())

    def _look_up(self, text: str) -> tuple[str, tuple[Known, ...]]:
        number, words = split_number(text)
        found = self._find(words) or self._find(text)
        if found and _COUNT.match(text) and all(number != each.number for each, _ in found):
            return number, ()
        return number, found

    def is_bare_number(self, text: str) -> bool:
        """Whether a text is the number of one of the form's fields and nothing else."""
        number, words = split_number(text)
        return "." in number and not words and len(self._numbered.get(number, ())) == 1

    def field(self, text: str, context: Context, *, guess: bool = True) -> Match | None:
        """Return the field that a label means; near wordings and bare numbers only where guessing is asked for."""
        number, found = self.known(text)
        number = number if context.numbers else ""
        if found:
            return self._choose(found, number, context)
        if not guess or len(text) > LONGEST_LABEL or _NO_LABEL.search(text):
            return None
        return self._guess(number, split_number(text)[1], context)

    def near(self, text: str) -> tuple[FormField, ...]:
        """Return the fields that a label in a form may mean in words of its own."""
        if len(text) > LONGEST_LABEL or _NO_LABEL.search(text):
            return ()
        number, words = split_number(text)
        match = self._guess(number, words, Context(numbers=False))
        return (match.field,) if match and match.how is not How.NUMBERING else ()

    def section(self, text: str) -> Section | None:
        """Return the section whose heading a text is."""
        if not text or len(text) > LONGEST_LABEL:
            return None
        _, words = split_number(text)
        return self._sections.get(normalised(words)) or self._sections.get(normalised(text))

    def group(self, text: str) -> str:
        """Return the group whose heading a text is, "" for none."""
        if len(text) > LONGEST_LABEL:
            return ""
        return self._groups.get(normalised(split_number(text)[1]), "")

    def group_fields(self, group: str) -> tuple[FormField, ...]:
        """The fields of a group in reading order; none for no group."""
        return tuple(self._members.get(group, ()))

    def neighbours(self, match: FormField) -> tuple[FormField, ...]:
        """The fields that share a field's number, itself among them."""
        return tuple(self._numbered[match.number])

    def position(self, match: FormField) -> int:
        """A field's place in the form."""
        return self._order[match.id]

    def is_part(self, target: FormField, text: str) -> bool:
        """Whether a text names a field by a label that says too little without the group's title."""
        return _is_short_part(target) and normalised(text).startswith(normalised(target.label))

    def is_option(self, text: str, match: FormField) -> bool:
        """Whether a text is one of a choice's options."""
        key = normalised(text)
        return any(
            key == normalised(w)
            for option in match.options
            for w in (option.label, *option.aliases)
        )

    def _find(self, words: str) -> tuple[Known, ...]:
        """Look a wording up with its asides, without them, and with its words run together."""
        whole, plain = normalised(words, asides=True), normalised(words)
        return (
            self._fields.get(whole)
            or self._fields.get(plain)
            or self._joined.get(plain.replace(" ", ""), ())
        )

    def _guess(self, number: str, words: str, context: Context) -> Match | None:
        if not context.is_form:
            return self._by_number(number, context)
        if normalised(words) in self._help:
            return None
        if near := self._spelt_like(words):
            match = self._choose(self._fields[near.key], number, context)
            return replace(match, confidence=min(match.confidence, confidence.near(near.likeness)))
        if person := self._person(words, context):
            return Match(person, How.ALIAS, confidence.SAME_WORDS)
        near = self._nearest(words)
        if near is None and number in self._numbered:
            near = self._nearest(words, tuple(each.id for each in self._numbered[number]))
        if near is None or _is_topic(words, self.by_id[near.key]):
            return self._by_number(number, context)
        return Match(self.by_id[near.key], How.ALIAS, confidence.near(near.likeness))

    def _person(self, words: str, context: Context) -> FormField | None:
        """Return the name's field where a label asks for several parts of a person at once."""
        rest = people.without_parts(words)
        group = self.group(rest) if rest else context.group
        fields = self.group_fields(group) if rest is not None else ()
        return next((f for f in fields if people.kind_of(f.label) == people.NAME), None)

    def _by_number(self, number: str, context: Context) -> Match | None:
        fields = [each for each in self._numbered.get(number, ()) if each.id not in context.taken]
        if "." not in number or len(fields) != 1:
            return None
        return Match(fields[0], How.NUMBERING, confidence.GUESS)

    def _choose(self, found: Iterable[Known], number: str, context: Context) -> Match:
        """Choose between fields of one label: by number, group, section and place in the form."""
        ranked = sorted(found, key=lambda each: self._distance(each[0], number, context))
        best, how = ranked[0]
        is_doubtful = len(ranked) > 1 or (how is How.LABEL and _is_short_part(best))
        if is_doubtful and not self._points_at(best, number, context):
            return Match(best, How.POSITION, confidence.GUESS)
        return Match(best, how, confidence.LABEL if how is How.LABEL else confidence.ALIAS)

    def _points_at(self, match: FormField, number: str, context: Context) -> bool:
        in_section = (
            context.section is not None and self._section_of[match.id] == context.section.id
        )
        return number == match.number or match.group == context.group != "" or in_section

    def _distance(
        self, match: FormField, number: str, context: Context
    ) -> tuple[bool, bool, bool, bool, bool, int]:
        order = self._order[match.id]
        return (
            bool(number) and match.number != number,
            match.group != context.group,
            context.section is not None and self._section_of[match.id] != context.section.id,
            match.id in context.taken,
            order < context.last,
            order,
        )


def _is_short_part(target: FormField) -> bool:
    """Whether a field's own label, as "Antal", says too little without its group."""
    return bool(target.group) and len(normalised(target.label).split()) <= _WORDS_OF_A_PART


def _is_topic(words: str, target: FormField) -> bool:
    """Whether words around one of a short field's, as "Om kommunen", make it a thing to write about."""
    one = len(content_words(words)) == 1 < len(words.split())
    return one and target.kind is not FieldKind.TEXT and not words.rstrip().endswith("?")


def _looked_up(fields: Iterable[FormField]) -> dict[str, tuple[Known, ...]]:
    found: dict[str, dict[str, Known]] = defaultdict(dict)
    for each in fields:
        for how, wording in _wordings(each):
            found[normalised(wording, asides=True)].setdefault(each.id, (each, how))
    return {key: tuple(known.values()) for key, known in found.items()}


def _wordings(each: FormField) -> Iterator[tuple[How, str]]:
    yield How.LABEL, each.label
    if each.group:
        yield How.LABEL, f"{each.group} {each.label}"
        yield How.LABEL, f"{each.label} {each.group}"
    for alias in each.aliases:
        yield How.ALIAS, alias
    for name in people.other_names(each.label):
        yield How.ALIAS, name
        yield How.ALIAS, f"{each.group} {name}"
