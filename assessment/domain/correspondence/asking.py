"""What an applicant is asked or told while its application is looked into: a request's and a hearing's wording.

It stands here alone: the letter in Word and the text to copy into a mail say the same. What such a
letter must say stands in DOMAIN.md 4d.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.rules.scheme import Round, Scheme
from assessment.domain.words.wording import date_time

NO_CITIZENS = "Skriv ingen CPR-numre eller andre oplysninger, som kan føres tilbage til en borger."


@dataclass(frozen=True, slots=True)
class Asking:
    """The parts of a request or a hearing in the order they are read; "" and () where one has none.

    `told` is the information that a hearing is about, `text` the lead's own words, `fields` the titles
    of what a request is tied to, `bounds` what the answer cannot do, and `silence` what follows from none.
    """

    subject: str
    opening: str
    told: str
    text: str
    fields: tuple[str, ...]
    bounds: str
    reply: str
    silence: str


def asking(made: Exchange, round_: Round, scheme: Scheme, about: Exchange | None = None) -> Asking:
    """What a request or a hearing says; `about` is the information that is put to the applicant."""
    hearing = made.kind is Kind.HEARING
    titles = {field.id: field.title for field in scheme.form.fields}
    deadline = date_time(made.deadline) if made.deadline else ""
    return Asking(
        subject=_SUBJECT[made.kind],
        opening=_source(about) if hearing else _reserved(scheme),
        told=about.text if hearing and about else "",
        text=made.text,
        fields=() if hearing else tuple(titles.get(each, each) for each in made.fields),
        bounds="" if hearing else _ONLY_MORE,
        reply=f"Vi skal have jeres svar senest {deadline} på {round_.mailboxes[0]}. {NO_CITIZENS}",
        silence=_SILENCE[made.kind],
    )


def plain(
    made: Exchange, applicant: str, round_: Round, scheme: Scheme, about: Exchange | None = None
) -> str:
    """The whole as plain text, to be copied into a mail."""
    said = asking(made, round_, scheme, about)
    fields = "\n".join(f"- {each}" for each in said.fields)
    parts = (
        f"Til {applicant}",
        f"{said.subject}: {scheme.title}, {round_.title}",
        said.opening,
        f"Oplysningen lyder:\n{said.told}" if said.told else "",
        said.text,
        f"Det drejer sig om disse felter i skemaet:\n{fields}" if fields else "",
        said.bounds,
        said.reply,
        said.silence,
        f"Har I spørgsmål, så kontakt {round_.contact}." if round_.contact else "",
        f"Venlig hilsen\n{made.by}\n{scheme.authority}",
    )
    return "\n\n".join(filter(None, parts))


_ONLY_MORE = (
    "Svaret skal uddybe det, I har søgt om. Det kan ikke ændre ansøgningen eller føje noget nyt til; "
    "det vil ikke indgå i vurderingen."
)

_SUBJECT = {
    Kind.SUPPLEMENT: "Anmodning om supplerende oplysninger",
    Kind.HEARING: "Partshøring",
}

_SILENCE = {
    Kind.SUPPLEMENT: (
        "Svarer I ikke inden fristen, behandler vi ansøgningen på det foreliggende grundlag. Det kan "
        "betyde, at et krav ikke er opfyldt, og at ansøgningen bliver afvist. Det vil i så fald være en "
        "afgørelse, som I får begrundet."
    ),
    Kind.HEARING: (
        "Hører vi ikke fra jer inden fristen, træffer vi afgørelse på det foreliggende grundlag, og "
        "oplysningen kan indgå."
    ),
}


def _reserved(scheme: Scheme) -> str:
    return (
        f"{scheme.authority} har i vejledningen forbeholdt sig retten til at bede om uddybende "
        "oplysninger efter ansøgningsfristen. Vi beder jer svare på dette:"
    )


def _source(about: Exchange | None) -> str:
    source = f" fra {about.counterpart}" if about else ""
    return (
        f"Vi har fået en oplysning{source}, som ikke står i jeres ansøgning, og som kan få betydning for "
        "afgørelsen. I har ret til at udtale jer om den, før vi træffer afgørelse (forvaltningsloven § 19)."
    )
