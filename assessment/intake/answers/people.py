"""A person in one line: name, title, address and number told apart by what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from assessment.intake.answers import values
from assessment.intake.answers.wording import normalised

NAME: Final = "navn"
TITLE: Final = "titel"
MAIL: Final = "e mail"
PHONE: Final = "telefon"
DATE: Final = "dato"
_OTHER_NAMES = {
    NAME: ("Fulde navn", "Navn og efternavn", "For- og efternavn"),
    TITLE: ("Stilling", "Stillingsbetegnelse", "Titel/stilling", "Funktion"),
    MAIL: ("Mail", "E-mailadresse", "Mailadresse", "E-post"),
    PHONE: (
        "Tlf.",
        "Tlf. nr.",
        "Telefonnr.",
        "Telefonnummer",
        "Mobil",
        "Mobilnummer",
        "Mobiltelefon",
    ),
    DATE: (),
}
_PART_WORDS = {
    "navn", "titel", "stilling", "funktion", "mail", "mailadresse", "email", "telefon", "tlf",
    "telefonnummer", "mobil", "mobilnummer", "telefonnr", "nr", "nummer",
}  # fmt: skip
_JOINING = {"og", "samt", "på", "for", "til", "evt", "den", "eventuelt", "kontaktoplysninger"}
_SEVERAL = 2
_MAIL = re.compile(
    r"(?:\b(?:e-?)?mail(?:adresse)?\b\.?\s*:?\s*)?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?:\b(?:direkte\s+)?(?:tlf|telefon|mobil|tel|mob)(?:\w*)\b\.?\s*(?:nr\.?)?\s*:?\s*)?"
    r"(?<![\d-])((?:(?:\+|00)45\s?)?\d(?:[ .]?\d){7})(?![\d-])",
    re.IGNORECASE,
)
_LONGEST_PART = 80
_LONGEST_PERSON = 400
_BETWEEN = re.compile(r"[\n,;/|·()]|\s[–-]\s")
_LEAD = re.compile(r"^(?:navn|titel|stilling)\s*:\s*", re.IGNORECASE)
_POST = re.compile(
    r"^.*?(?:chef|leder|konsulent|koordinator|direktør|forstander|medarbejder|rådgiver|pædagog|"
    r"specialist|sekretær|formand|forkvinde|psykolog|fuldmægtig|assistent|ejer|sygeplejerske|ansvarlig)\b"
    r"(?-i:\s+(?:af|for|i|på)\s+[a-zæøå]\w+)?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÆØÅ][\w.'’-]*(?:\s+(?:[A-ZÆØÅ][\w.'’-]*|af|de|von|van))+")


def other_names(label: str) -> tuple[str, ...]:
    """Other words that people have for a part of who somebody is, such as "Stilling" for "Titel"."""
    return _OTHER_NAMES.get(normalised(label), ())


def kind_of(label: str) -> str:
    """Return which part of a person's line a field's label asks for, "" for none."""
    key = normalised(label)
    return key if key in _OTHER_NAMES else ""


def without_parts(label: str) -> str | None:
    """Return what a label says beside the parts of a person that it asks for; None where it asks for one.

    "Kontaktperson: navn, titel og mail" gives "kontaktperson".
    """
    words = normalised(label, asides=True).replace(MAIL, "mail").split()
    asked = [each for each in words if each in _PART_WORDS]
    if len(asked) < _SEVERAL:
        return None
    return " ".join(dict.fromkeys(each for each in words if each not in _PART_WORDS | _JOINING))


def parts(text: str) -> dict[str, str]:
    """Part a person's line into what can be told apart in it, the name first.

    Nothing can be where there are two addresses, and so two persons, or more text than a person needs.
    """
    if len(text) > _LONGEST_PERSON or len(_MAIL.findall(text)) > 1:
        return {}
    found: dict[str, str] = {}
    for kind, pattern in ((MAIL, _MAIL), (PHONE, _PHONE)):
        if seen := pattern.search(text):
            found[kind] = seen[1].strip()
            text = f"{text[: seen.start()]}\n{text[seen.end() :]}"
    pieces = [_LEAD.sub("", piece.strip()) for piece in _BETWEEN.split(text) if piece.strip(" .:")]
    dates = [piece for piece in pieces if values.day(piece)]
    if dates:
        found[DATE] = dates[0]
    name, title = _named([piece for piece in pieces if piece not in dates[:1]])
    return {kind: said for kind, said in ((NAME, name), (TITLE, title), *found.items()) if said}


def is_part(text: str) -> bool:
    """Whether a paragraph by itself goes on with a person: an address, a number, a title."""
    if len(text) > _LONGEST_PART:
        return False
    return bool(_MAIL.search(text) or _PHONE.search(text) or _POST.fullmatch(text))


def is_post(text: str) -> bool:
    """Whether a text begins with what somebody works as."""
    return bool(_POST.match(text))


def _named(pieces: Iterable[str]) -> tuple[str, str]:
    """Tell a name from a title: the title first or behind, with or without a comma."""
    first, *rest = [*pieces] or [""]
    if rest and _POST.match(first) and _NAME.fullmatch(rest[0]) and not _POST.match(rest[0]):
        return rest[0], ", ".join([first, *rest[1:]])
    post = _POST.match(first)
    if post and _NAME.fullmatch(name := first[post.end() :].strip()):
        return name, ", ".join([post[0], *rest])
    return first, ", ".join(rest)
