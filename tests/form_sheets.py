"""One application's answers in sheets to be laid out: who asks what, in whose words, in which order."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from assessment.domain.rules.form import FieldKind, Form, FormField

Word = Callable[[FormField], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A field as one form words it, with what an applicant says there: paragraphs, or a tick."""

    field: FormField
    label: str
    said: tuple[str, ...] = ()
    ticked: bool = False
    number: str = ""

    @property
    def is_tick(self) -> bool:
        return self.field.kind is FieldKind.TICK

    @property
    def is_short(self) -> bool:
        return self.field.kind not in {FieldKind.TICK, FieldKind.TEXT}

    @property
    def text(self) -> str:
        return "\n".join(self.said)

    @property
    def numbered(self) -> str:
        return f"{self.number} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Fields under a common title; a field that stands alone has none."""

    title: str
    entries: tuple[Entry, ...]
    number: str = ""

    @property
    def numbered(self) -> str:
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form."""

    title: str
    clusters: tuple[Cluster, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for cluster in self.clusters for entry in cluster.entries)


def sheet(
    form: Form, shown: Mapping[str, str | bool], word: Word, *, whole: bool
) -> tuple[Part, ...]:
    """Return the form's parts with what is shown in each field.

    Labels that say by themselves which field they mean are `whole` and have no title above them.
    """
    return tuple(
        Part(section.title, tuple(_clusters(section.fields, shown, word, whole=whole)))
        for section in form.sections
    )


def _clusters(
    fields: Sequence[FormField], shown: Mapping[str, str | bool], word: Word, *, whole: bool
) -> list[Cluster]:
    found = []
    for (number, group), members in groupby(fields, key=lambda each: (each.number, each.group)):
        entries = tuple(_entry(each, shown.get(each.id, ""), word) for each in members)
        if whole:
            found += [Cluster("", (entry,), number) for entry in entries]
        else:
            found.append(Cluster(group, entries, number))
    return found


def _entry(field: FormField, said: str | bool, word: Word) -> Entry:  # noqa: FBT001 - a tick is an answer
    if isinstance(said, bool):
        return Entry(field, word(field), ticked=said)
    pieces = tuple(piece.strip() for piece in said.split("\n\n") if piece.strip())
    return Entry(field, word(field), pieces)


# words


def printed(field: FormField) -> str:
    return field.label


def starred(field: FormField) -> str:
    return f"{field.label} *" if field.required else field.label


def alias(index: int) -> Word:
    """Word a field by one of its other names, counted round; by its whole label where it has none."""

    def worded(field: FormField) -> str:
        return field.aliases[index % len(field.aliases)] if field.aliases else field.full_label

    return worded


def full(field: FormField) -> str:
    return field.full_label


def shouted(field: FormField) -> str:
    return field.label.upper()


def capitalised(field: FormField) -> str:
    return field.label.title()


def ended(mark: str) -> Word:
    return lambda field: f"{field.label.rstrip('?:')}{mark}"


def asided(field: FormField) -> str:
    return f"{field.label} (skriv kort)"


def misspelt(slips: int) -> Word:
    """Word a field with one letter dropped, doubled or swapped in each of its longest words."""

    def worded(field: FormField) -> str:
        words = re.findall(r"\w{6,}", field.label)
        wrong = field.label
        for word in sorted(words, key=len, reverse=True)[:slips]:
            wrong = wrong.replace(word, _slip(word), 1)
        return wrong

    return worded


def _slip(word: str) -> str:
    chance = zlib.crc32(word.encode())
    at = 2 + chance % (len(word) - 4)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return slips[chance // 64 % len(slips)]


# order and numbers


def as_printed(parts: Sequence[Part]) -> Sequence[Part]:
    return parts


def swapped_parts(parts: Sequence[Part]) -> Sequence[Part]:
    """The criteria first, from the last to the first, who applies and who signs at the end."""
    return [*reversed(parts[3:7]), *parts[:3], *parts[7:]]


def turned_clusters(parts: Sequence[Part]) -> Sequence[Part]:
    return [replace(part, clusters=part.clusters[::-1]) for part in parts]


def numbered(parts: Sequence[Part]) -> Sequence[Part]:
    """Give all labels the form's own numbers."""
    return [_numbered(part, lambda cluster: cluster.number) for part in parts]


def renumbered(parts: Sequence[Part]) -> Sequence[Part]:
    """Give all labels another form's numbers, which are other fields' in ours."""
    return [_counted(part, f"{section}.", 2, "") for section, part in enumerate(parts, start=2)]


def lettered(parts: Sequence[Part]) -> Sequence[Part]:
    return [_counted(part, letter, 1, ".") for letter, part in zip("ABCDEFGH", parts, strict=False)]


def _counted(part: Part, before: str, first: int, after: str) -> Part:
    numbers = count(first)
    return _numbered(part, lambda _: f"{before}{next(numbers)}{after}")


def run_on(parts: Sequence[Part]) -> Sequence[Part]:
    """Number all questions from one to the end, without regard to sections."""
    n = count(1)
    return [_numbered(part, lambda _: f"{next(n)}.") for part in parts]


def _numbered(part: Part, number: Callable[[Cluster], str]) -> Part:
    return replace(part, clusters=tuple(_with_number(each, number(each)) for each in part.clusters))


def _with_number(cluster: Cluster, number: str) -> Cluster:
    if cluster.title:
        return replace(cluster, number=number)
    (entry,) = cluster.entries
    return replace(cluster, number=number, entries=(replace(entry, number=number),))


def without_empty(parts: Sequence[Part]) -> Sequence[Part]:
    """Leave out what is not answered, as people do who write the form anew."""
    kept = [
        replace(
            part,
            clusters=tuple(
                replace(cluster, entries=said)
                for cluster in part.clusters
                if (said := tuple(each for each in cluster.entries if each.said or each.ticked))
            ),
        )
        for part in parts
    ]
    return [part for part in kept if part.clusters]
