"""What in a document is the form's own and no applicant's: labels, help, placeholders, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from assessment.domain.rules.form import FieldKind, Form, FormField
from assessment.intake.answers.boxes import has_boxes
from assessment.intake.answers.wording import LONGEST_LABEL, normalised, split_number

_PLACEHOLDERS = frozenset(
    normalised(words)
    for words in (
        "Klik her og skriv", "Vælg", "Vælg en dato", "Vælg et element", "Skriv her", "Svar", "Jeres svar",
        "Klik eller tryk her for at skrive tekst", "Klik eller tryk for at angive en dato",
        "Klik her for at angive tekst", "Klik her for at angive en dato",
    )
)  # fmt: skip
_FORM_WORDS = _PLACEHOLDERS | frozenset(
    normalised(words)
    for words in (
        "Oplysning", "Felt", "Udfyldes af ansøger", "Sæt kryds", "Underskrift", "Oplysning Svar", "Nr.",
        "Social- og Boligstyrelsen", "Spørgsmål", "Vejledning", "Ansøgers svar", "Besvarelse", "Emne",
    )
)  # fmt: skip
_FORM_LEADS = re.compile(
    r"^(?:runde|ansøgningsfrist|frist|sendes til|spørgsmål)\s*:", re.IGNORECASE
)
_FORM_NAME = re.compile(
    r"^(?:ansøgnings)?skema\b.{0,80}$|^.{0,80}\budfyldes\b.{0,40}$", re.IGNORECASE | re.DOTALL
)
_PAGE_NUMBER = re.compile(r"^(?:side\s*)?\d{1,3}(?:\s*(?:af|/)\s*\d{1,3})?$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.?!:])\s+(?=[A-ZÆØÅ0-9\"»”])")
_SHORTEST_HELP = 12
_MOST_OF = 0.6
_CLOSE_HELP = 80


@lru_cache(maxsize=4)
def template_of(form: Form) -> Template:
    """Return the template of a form, made once for the many files that are read with it."""
    return Template(form)


class Template:
    """The texts that a form prints, told from what applicants write."""

    def __init__(self, form: Form) -> None:
        """Prepare the look-ups of a form once."""
        self._version = form.version
        printed = tuple(_printed(form))
        self._printed = (frozenset(map(normalised, printed)) | _FORM_WORDS) - {""}
        self._longest = max(map(len, printed)) + LONGEST_LABEL
        helps = [
            text
            for section in form.sections
            for text in (section.help, *(each.help for each in section.fields))
        ]
        self._whole_help = frozenset(map(normalised, helps)) - {""}
        self._help = {
            each.id: _help_sentences(section.help, each.help)
            for section in form.sections
            for each in section.fields
        }

    def is_printed(self, text: str) -> bool:
        """Whether a text is the form's own: a label, a heading, help, a placeholder."""
        if len(text) > self._longest:
            return False
        key = normalised(text)
        return not key or key in self._printed or normalised(split_number(text)[1]) in self._printed

    def is_help(self, text: str) -> bool:
        """Whether a text is the help of a field or section, unchanged."""
        is_short = len(text) <= self._longest and not has_boxes(text)
        return is_short and normalised(text) in self._whole_help

    def is_furniture(self, text: str) -> bool:
        """Whether a text that belongs to no field is nobody's: the form's own, its name, a page number."""
        patterns = (_FORM_LEADS, _FORM_NAME, _PAGE_NUMBER)
        return (
            self.is_printed(text)
            or self._version in text
            or any(each.match(text) for each in patterns)
        )

    def without_help(self, text: str, field: FormField) -> str:
        """Return what remains of a paragraph when help for its field that was left standing is taken off.

        Help may be changed in a word or two or cut short; it stands in front of what an applicant says.
        """
        whole = normalised(text) in _PLACEHOLDERS or self._is_help(text, field)
        rest = "" if whole else text
        while rest:
            sentence = _SENTENCE.split(rest, maxsplit=1)[0]
            if not self._is_help(sentence, field):
                break
            rest = rest[len(sentence) :].strip()
        return rest

    def _is_help(self, sentence: str, field: FormField) -> bool:
        key = normalised(sentence, asides=True)
        if len(key) < _SHORTEST_HELP:
            return key in self._help[field.id]
        return any(_is_near(key, each) for each in self._help[field.id])


def _is_near(key: str, help_sentence: str) -> bool:
    """Whether a sentence is one of the help's, most of one, or one with a word changed."""
    is_piece = len(key) >= _MOST_OF * len(help_sentence) and key in help_sentence
    return is_piece or fuzz.ratio(key, help_sentence) >= _CLOSE_HELP


def _help_sentences(*texts: str) -> tuple[str, ...]:
    """The sentences of help texts, and each help text as a whole."""
    whole = [each for each in texts if each]
    pieces = [piece for text in whole for piece in _SENTENCE.split(text)]
    return tuple({normalised(each, asides=True): None for each in [*pieces, *whole]})


def _printed(form: Form) -> Iterator[str]:
    yield form.title
    yield from form.intro
    for section in form.sections:
        yield from (section.title, section.help, *section.aliases)
        for each in section.fields:
            yield from (each.full_label, each.label, each.group, each.help, *each.aliases)
            yield f"{each.label} {each.group}"
            yield from (option.label for option in each.options if each.kind is FieldKind.CHOICE)
