"""The texts that go to an applicant while its application is looked into, ready to be sent.

What such a letter must say stands in DOMAIN.md 4d; it is sent by mail and journalised elsewhere.
"""

from __future__ import annotations

from assessment.domain.dialogue import Exchange, Kind
from assessment.domain.scheme import Round, Scheme
from assessment.domain.wording import date_time


def letter(
    made: Exchange, applicant: str, round_: Round, scheme: Scheme, about: Exchange | None = None
) -> str:
    """The text of a request or a hearing; `about` is the information that is put to the applicant."""
    body = _hearing(made, about) if made.kind is Kind.HEARING else _request(made, scheme)
    deadline = date_time(made.deadline) if made.deadline else ""
    parts = (
        f"Til {applicant}",
        f"{_SUBJECT[made.kind]}: {scheme.title}, {round_.title}",
        *body,
        f"Vi skal have jeres svar senest {deadline} på {round_.mailboxes[0]}. {_NOBODY}",
        _SILENCE[made.kind],
        f"Har I spørgsmål, så kontakt {round_.contact}." if round_.contact else "",
        f"Venlig hilsen\n{made.by}\n{scheme.authority}",
    )
    return "\n\n".join(filter(None, parts))


_NOBODY = "Skriv ingen CPR-numre eller andre oplysninger, som kan føres tilbage til en borger."
_ONLY_MORE = (
    "Svaret skal uddybe det, I har søgt om. Det kan ikke ændre ansøgningen eller føje noget nyt til; "
    "det vil ikke indgå i vurderingen."
)
_RIGHT_TO_BE_HEARD = (
    "som ikke står i jeres ansøgning, og som kan få betydning for afgørelsen. I har ret til at udtale "
    "jer om den, før vi træffer afgørelse (forvaltningsloven § 19)."
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


def _request(made: Exchange, scheme: Scheme) -> tuple[str, ...]:
    titles = {field.id: field.title for field in scheme.form.fields}
    fields = "\n".join(f"- {titles.get(each, each)}" for each in made.fields)
    reserved = (
        f"{scheme.authority} har i vejledningen forbeholdt sig retten til at bede om uddybende "
        "oplysninger efter ansøgningsfristen. Vi beder jer svare på dette:"
    )
    about = f"Det drejer sig om disse felter i skemaet:\n{fields}"
    return (reserved, made.text, about, _ONLY_MORE)


def _hearing(made: Exchange, about: Exchange | None) -> tuple[str, ...]:
    source = f" fra {about.counterpart}" if about else ""
    told = (f"Oplysningen lyder:\n{about.text}",) if about else ()
    return (f"Vi har fået en oplysning{source}, {_RIGHT_TO_BE_HEARD}", *told, made.text)
