"""What was read of an application's file, as a page that a person can hold beside the original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assessment.domain.applications.application import Answer, Application, Block, How, Reading
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import day, local
from assessment.notes.content import Bullets, Paragraph, Part
from assessment.notes.pages.page import Chapter, Listing

_FOUND = {
    How.MANUAL: "et menneske",
    How.TAG: "skemaets felt",
    How.LABEL: "feltets navn",
    How.ALIAS: "et andet navn",
    How.NUMBERING: "feltets nummer",
    How.POSITION: "pladsen",
    How.HEADING: "overskriften",
}
"""What an answer was found by."""


def reading_chapters(application: Application, scheme: Scheme) -> tuple[Chapter, ...]:
    """What was read of an application's file and of its attachments, each with its place."""
    reading = application.reading
    blocks = {block.id: block for block in reading.blocks}
    return (
        Chapter("Svar felt for felt", (_answers(reading, scheme, blocks),)),
        Chapter("Tekst uden for felterne", (_outside(reading, blocks),)),
        Chapter("Hele dokumentet", (_whole(reading),)),
        Chapter("Slettet tekst, skjult tekst og kommentarer", tuple(_apart(reading))),
        Chapter("Programmets bemærkninger til filen", tuple(_issues(reading))),
        *(
            Chapter(f"Bilag: {each.filename}", tuple(_pages(each.pages)))
            for each in application.attachments
        ),
    )


def _answers(reading: Reading, scheme: Scheme, blocks: Mapping[str, Block]) -> Listing:
    rows = tuple(
        (
            f"{field.id} {field.full_label}",
            answer.text,
            _place(answer, blocks),
            _FOUND[answer.how],
        )
        for field in scheme.form.fields
        if (answer := reading.answers.get(field.id))
    )
    return Listing("Ansøgers svar", ("Felt", "Svar", "Sted i filen", "Fundet ved"), rows)


def _place(answer: Answer, blocks: Mapping[str, Block]) -> str:
    places = list(dict.fromkeys(blocks[each].where for each in answer.blocks if each in blocks))
    return " – ".join(dict.fromkeys((*places[:1], *places[-1:])))


def _outside(reading: Reading, blocks: Mapping[str, Block]) -> Listing:
    rows = tuple(
        (blocks[each].where, blocks[each].text) for each in reading.unplaced if each in blocks
    )
    return Listing("Hører ikke til noget felt", ("Sted", "Tekst"), rows)


def _whole(reading: Reading) -> Listing:
    rows = tuple(
        (
            each.where,
            f"{each.label} {each.text}".strip() + (f"\nBillede: {each.alt}" if each.alt else ""),
        )
        for each in reading.blocks
    )
    return Listing("Al synlig tekst i læserækkefølge", ("Sted", "Tekst"), rows)


def _apart(reading: Reading) -> Iterator[Part]:
    found = (
        ("Slettet:", reading.deleted),
        ("Skjult:", reading.hidden),
        ("Kommentarer:", reading.comments),
    )
    shown = [Paragraph(text, lead) for lead, text in found if text]
    yield from shown or [Paragraph("Ingen.")]


def _issues(reading: Reading) -> Iterator[Part]:
    told = tuple(each.message for each in reading.issues)
    yield Bullets(told) if told else Paragraph("Ingen.")


def _pages(pages: Sequence[str]) -> Iterator[Part]:
    for number, text in enumerate(pages, start=1):
        yield Paragraph(text, f"Side {number}:")
    if not pages:
        yield Paragraph("Filen har ingen tekst, som maskinen kan læse. Se selve filen.")


def reading_subtitle(application: Application) -> str:
    """What a reading's page stands under: the file that was read."""
    came = day(local(application.received)) if application.received else "uden kendt tid"
    return f"{application.filename}, modtaget {came}, SHA-256 {application.reading.sha256}"
