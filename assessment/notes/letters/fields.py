"""The fields of the letters' templates: what a template may ask for, and what it must not leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from assessment.domain.outcomes.letter import LetterKind

Leaf: TypeAlias = str | tuple[str, ...]
Value: TypeAlias = Leaf | tuple[Mapping[str, Leaf], ...]
Fields: TypeAlias = dict[str, Value]
"""What a letter says by field: a text, paragraphs or points, or groups of such."""

_EVERY = "myndighed runde emne modtager* dato sagsnummer kontakt underskriver_navn underskriver_titel fod"
_DECIDED = "afgoerelse sagsforloeb* klagevejledning* aktindsigt"
_REASONS = (
    "grundlag* kriterier.titel kriterier.vaegt* udvaelgelse* "
    "hovedhensyn.titel hovedhensyn.styrker* hovedhensyn.svagheder* oplysninger*"
)
_UNMET = "krav.titel krav.regel krav.begrundelse* dispensation*"
_OF_KIND = {
    LetterKind.RECEIPT: "indledning filer* videre*",
    LetterKind.SUPPLEMENT: "indledning spoergsmaal* felter* rammer svarfrist uden_svar",
    LetterKind.HEARING: "indledning oplysning* bemaerkninger* svarfrist uden_svar",
    LetterKind.GRANT: (
        "afgoerelse begrundelse* stoette* aftale.navn aftale.vaerdi betingelser* monitorering* "
        "monitoreringsfelter* monitoreringsvilkaar* naeste_skridt accept klagevejledning* aktindsigt"
    ),
    LetterKind.RESERVE: f"{_DECIDED} reserve {_REASONS}",
    LetterKind.REFUSAL: f"{_DECIDED} {_REASONS} {_UNMET}",
    LetterKind.DISMISSAL: f"{_DECIDED} grundlag* udvaelgelse* oplysninger* {_UNMET}",
}
"""A field with a star is a list of texts; one with a point belongs to a list of groups."""

OPTIONAL = frozenset({"myndighed", "runde"})
"""What an authority's own letter paper or wording may hold already."""


def names(kind: LetterKind) -> tuple[str, ...]:
    """The fields of a kind of letter, those of groups as "krav.titel"."""
    return tuple(each.removesuffix("*") for each in _told(kind))


def marker(name: str) -> str:
    """What stands for a field in a specimen; in no letter by chance."""
    return f"¤¤{name}¤¤"


def texts_in(value: Value) -> Iterator[str]:
    """Every text of a field, those of all its groups too."""
    for each in (value,) if isinstance(value, str) else value:
        if isinstance(each, str):
            yield each
        else:
            for part in each.values():
                yield from texts_in(part)


def specimen(kind: LetterKind) -> Fields:
    """A letter's fields with one of everything, each leaf its own marker."""
    return _made(kind, empty=False)


def blank(kind: LetterKind) -> Fields:
    """A letter's fields with nothing in them."""
    return _made(kind, empty=True)


def _made(kind: LetterKind, *, empty: bool) -> Fields:
    made: Fields = {}
    groups: dict[str, dict[str, Leaf]] = {}
    for each in _told(kind):
        name = each.removesuffix("*")
        text = "" if empty else marker(name)
        leaf: Leaf = tuple(filter(None, (text,))) if each.endswith("*") else text
        group, _, part = name.partition(".")
        if part:
            groups.setdefault(group, {})[part] = leaf
        else:
            made[name] = leaf
    return made | {group: () if empty else (parts,) for group, parts in groups.items()}


def _told(kind: LetterKind) -> list[str]:
    return f"{_EVERY} {_OF_KIND[kind]}".split()
