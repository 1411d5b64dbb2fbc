"""criteria.yaml as a `Scheme`, and back; a wrong file is refused with every problem and its place.

YAML is read more narrowly than YAML allows: no anchors, no tags, no equal keys, and nothing but
plain numbers, true, false and null is anything but text. So NO, 12:00, 0101 and a date stay what
was written, and an id or a weight without its quotation marks is refused instead of guessed at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assessment.domain.rules.scheme import Scheme
from assessment.domain.rules.scheme_rules import inconsistencies
from assessment.errors import CriteriaFileError

LARGEST = 1_000_000
"""The most bytes a rule file may have; a real one has about a twentieth."""

DEEPEST = 20
"""The most levels a rule file may have; the scheme itself goes nine deep."""

Place = tuple[str | int, ...]

# The one in C reads the same language twenty times faster, but not every machine has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS = (
    dict.fromkeys(("", "~", "null", "Null", "NULL"))
    | dict.fromkeys(("true", "True", "TRUE"), True)
    | dict.fromkeys(("false", "False", "FALSE"), False)
)
_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL_NUMBER = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_SENTENCES = {
    "missing": "mangler",
    "string_type": "skal være tekst; sæt anførselstegn om tal og om true og false",
    "string_too_short": "må ikke være tom",
    "string_too_long": "må højst være på {max_length} tegn",
    "string_pattern_mismatch": (
        "skal være ét ord af bogstaver, tal, punktum, bindestreg og understreg"
    ),
    "bool_type": "skal være true eller false uden anførselstegn",
    "int_type": "skal være et helt tal uden anførselstegn",
    "greater_than_equal": "skal være mindst {ge}",
    "less_than_equal": "må højst være {le}",
    "date_type": 'skal være en dato, fx "2026-11-27"',
    "date_parsing": 'skal være en dato, der findes, fx "2026-11-27"',
    "datetime_type": 'skal være dato, klokkeslæt og tidszone, fx "2026-10-02T12:00:00+02:00"',
    "datetime_parsing": 'skal være dato, klokkeslæt og tidszone, fx "2026-10-02T12:00:00+02:00"',
    "timezone_aware": 'mangler tidszonen til sidst: "+01:00" (vintertid) eller "+02:00" (sommertid)',
    "enum": "skal være {expected}",
    "tuple_type": "skal være en liste med en bindestreg foran hvert punkt",
    "model_type": "skal være en blok med nøgler og værdier",
    "dict_type": "skal være en blok med nøgler og værdier",
    "union_tag_not_found": "mangler kind, som siger, hvilken kontrol det er",
    "union_tag_invalid": "har en ukendt kind; vælg mellem {expected_tags}",
    "value_error": "{error}",
}


@dataclass(frozen=True, slots=True)
class _Flaw:
    """What is wrong and where: `place` leads from the top of the file to the value."""

    line: int
    place: Place
    message: str


def load(path: Path) -> Scheme:
    """Return the scheme of a rule file; CriteriaFileError where it cannot be read or is wrong."""
    return parse(read(path), path.name)


def read(path: Path) -> str:
    """Return the text of a rule file; CriteriaFileError where it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise CriteriaFileError([f"{path.name}: filen findes ikke ({path})"]) from None
    except OSError as refused:
        raise CriteriaFileError([f"{path.name}: filen kan ikke læses ({path})"]) from refused
    return _text(content, path.name)


def parse(content: str | bytes, name: str = "criteria.yaml") -> Scheme:
    """Return the scheme that a rule file's content describes.

    Raises CriteriaFileError with every problem, in the order of the lines, as
    `name:line path: sentence`; rules between values are tried only when each value is sound.
    """
    document = _Document(_text(content, name), name)
    scheme, flaws = _scheme(document)
    if scheme is None or flaws:
        ordered = sorted(flaws, key=lambda flaw: flaw.line)
        raise CriteriaFileError([_sentence(flaw, document.value, name) for flaw in ordered])
    return scheme


def dump(scheme: Scheme) -> str:
    """Return YAML that `parse` turns into an equal scheme; values left at their default are out."""
    values = scheme.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=100)


def _text(content: str | bytes, name: str) -> str:
    if len(content) > LARGEST:
        raise CriteriaFileError([f"{name}: filen er for stor (over {LARGEST // 1000} kB)"])
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as refused:
        line = refused.object.count(b"\n", 0, refused.start) + 1
        problem = f"{name}:{line}: filen er ikke gemt som UTF-8; gem den igen med tegnsættet UTF-8"
        raise CriteriaFileError([problem]) from None
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise CriteriaFileError([f"{name}:{line}: {_unusable(found)}"])
    return text


def _unusable(found: re.Match[str]) -> str:
    return f"tegnet U+{ord(found.group()):04X} kan ikke bruges; slet det"


class _Document:
    """A YAML document as plain values, the line of each, and what could not be taken."""

    def __init__(self, text: str, name: str) -> None:
        """Read the whole text; CriteriaFileError where it is no YAML or too deep."""
        self.flaws: list[_Flaw] = []
        self._name = name
        self._lines: dict[Place, int] = {}
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        try:
            self.value = self._whole()
        except yaml.MarkedYAMLError as refused:
            raise CriteriaFileError([_syntax_problem(refused, text, name)]) from None

    def line(self, place: Place) -> int:
        """The line of a value, or of what should have held it."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    def _flaw(self, event: yaml.Event, place: Place, message: str) -> None:
        self.flaws.append(_Flaw(_line(event), place, message))

    def _whole(self) -> object:
        next(self._events)  # the stream's start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        value = self._value(next(self._events), ())
        next(self._events)  # the document's end
        if not isinstance(after := next(self._events), yaml.StreamEndEvent):
            self._flaw(after, (), "filen må kun rumme ét dokument; slet --- og det, der følger")
        return value

    def _value(self, event: yaml.Event, place: Place) -> object:
        self._lines.setdefault(place, _line(event))
        if len(place) > DEEPEST:
            raise CriteriaFileError([f"{self._name}:{_line(event)}: filen har for mange niveauer"])
        self._refuse_markings(event, place)
        match event:
            case yaml.MappingStartEvent():
                return self._mapping(place)
            case yaml.SequenceStartEvent():
                return self._sequence(place)
            case yaml.ScalarEvent():
                return self._scalar(event, place)
            case _:
                return None

    def _refuse_markings(self, event: yaml.Event, place: Place) -> None:
        """Tell of what makes one value stand for another: few know it, and it can hide a bomb."""
        if isinstance(event, yaml.AliasEvent):
            self._flaw(event, place, "en henvisning (*) kan ikke bruges; skriv værdien ud")
        elif getattr(event, "anchor", None) is not None:
            self._flaw(event, place, "et anker (&) kan ikke bruges; sæt anførselstegn om teksten")
        elif getattr(event, "tag", None) is not None:
            self._flaw(event, place, "et mærke (!) kan ikke bruges; sæt anførselstegn om teksten")

    def _sequence(self, place: Place) -> list[object]:
        values: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._value(event, (*place, len(values))))
        return values

    def _mapping(self, place: Place) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, place)
            inner = (*place, key)
            if key in values:
                first = f"nøglen står to gange, første gang i linje {self._lines[inner]}"
                self._flaw(event, inner, first)
            self._lines.setdefault(inner, _line(event))
            value = self._value(next(self._events), inner)
            values.setdefault(key, value)
        return values

    def _key(self, event: yaml.Event, place: Place) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._value(event, (*place, "?"))  # to come past it
        elif not _UNPRINTABLE.search(event.value):
            self._refuse_markings(event, (*place, event.value))
            return str(event.value)
        self._flaw(event, (*place, "?"), "en nøgle skal være ét ord")
        return "?"

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> object:
        text = str(event.value)
        if found := _UNPRINTABLE.search(text):
            self._flaw(event, place, _unusable(found))
            return None
        return _plain(text) if event.implicit[0] else text


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _plain(text: str) -> object:
    """What an unquoted word stands for."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    if _DECIMAL_NUMBER.fullmatch(text):
        return float(text)
    return text


def _syntax_problem(refused: yaml.MarkedYAMLError, text: str, name: str) -> str:
    lines = text.splitlines() or [""]
    last = min(refused.problem_mark.line if refused.problem_mark else 0, len(lines) - 1)
    first = refused.context_mark.line if refused.context_mark else last
    indentation = lines[last][: len(lines[last]) - len(lines[last].lstrip())]
    message = "linjen kan ikke læses; se efter indrykning, kolon, klammer og anførselstegn"
    if "\t" in indentation:
        message = "indrykning skal være mellemrum; her står en tabulator"
    elif first < last:
        message += f" fra linje {first + 1}"
    return f"{name}:{last + 1}: {message}"


def _scheme(document: _Document) -> tuple[Scheme | None, list[_Flaw]]:
    """The scheme where every value is sound, and all that is wrong with the document."""
    if not isinstance(document.value, dict):
        text = "filen er tom" if document.value is None else "filen skal bestå af nøgler og værdier"
        return None, document.flaws or [_Flaw(1, (), text)]
    try:
        # JSON is where pydantic's strictness allows dates as text but no "3" for 3 or yes for true.
        scheme = Scheme.model_validate_json(json.dumps(document.value), strict=True)
    except ValidationError as refused:
        known = {flaw.place for flaw in document.flaws}
        flaws = [_value_flaw(error, document) for error in refused.errors(include_url=False)]
        return None, document.flaws + [flaw for flaw in flaws if flaw.place not in known]
    if document.flaws:
        return None, document.flaws
    broken = inconsistencies(scheme)
    return scheme, [_Flaw(document.line(each.path), each.path, each.message) for each in broken]


def _value_flaw(error: ErrorDetails, document: _Document) -> _Flaw:
    place = _place(error["loc"], document.value)
    if error["type"] == "extra_forbidden":
        message = "ukendt nøgle" + _suggestion(place, document.value)
    elif error["input"] is None and error["type"] != "missing":
        message = "mangler en værdi"
    else:
        message = _SENTENCES.get(error["type"], "kan ikke bruges her")
        message = message.format_map(error.get("ctx", {})).replace(" or ", " eller ")
    return _Flaw(document.line(place), place, message)


def _place(location: Place, value: object) -> Place:
    """Where in the file pydantic means: its location names the kind of a check as a level too."""
    place: Place = ()
    for step in location:
        if isinstance(value, dict) and step not in value and value.get("kind") == step:
            continue
        place = (*place, step)
        value = _inside(value, step)
    return place


def _inside(value: object, step: str | int) -> object:
    """The value one step down, or None where the file has none."""
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _suggestion(place: Place, value: object) -> str:
    models: list[type[BaseModel]] = [Scheme]
    for step in place[:-1]:
        value = _inside(value, step)
        if isinstance(step, str):
            fields = [model.model_fields[step] for model in models if step in model.model_fields]
            models = [model for field in fields for model in _models(field.annotation)]
    keys = [key for model in models for key in model.model_fields]
    unused = [key for key in keys if isinstance(value, dict) and key not in value]
    close = get_close_matches(str(place[-1]), unused, n=1, cutoff=0.5)
    return f'; mente du "{close[0]}"?' if close else ""


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that a field's type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _sentence(flaw: _Flaw, value: object, name: str) -> str:
    shown = ""
    for step in flaw.place:
        value = _inside(value, step)
        if isinstance(step, str):
            shown += f".{_short(step)}" if shown else _short(step)
        else:
            known = value.get("id") if isinstance(value, dict) else None
            shown += f"[{_short(known) if isinstance(known, str | int) else step}]"
    return f"{name}:{flaw.line}{' ' if shown else ''}{shown}: {flaw.message}"


def _short(written: str | int) -> str:
    """A key or id on one line, however it is written in the file."""
    return " ".join(str(written).split())[:60]
