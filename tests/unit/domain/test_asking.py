"""The texts to an applicant hold all that such a letter must say (DOMAIN.md 4d)."""

from datetime import timedelta

from assessment.domain.correspondence.asking import plain
from assessment.domain.correspondence.dialogue import Exchange, Kind
from tests.builders import NOON, cti_scheme

DEADLINE = NOON + timedelta(days=7)
ROUND = cti_scheme().round("demo")
TITLE = (
    "Implementeringsstøtte til Critical Time Intervention (CTI), Demorunde med opdigtede ansøgere"
)


def test_a_request_says_what_is_asked_until_when_and_what_silence_means():
    made = Exchange(
        1,
        "demo",
        1,
        Kind.SUPPLEMENT,
        "1. Hvem har ansvaret?\n2. Hvornår?",
        "Lone Vestergaard",
        NOON,
        fields=("4.1", "5.1"),
        deadline=DEADLINE,
    )
    titles = [cti_scheme().form.field(each).title for each in made.fields]

    assert plain(made, "Bakkedal Kommune", ROUND, cti_scheme()).split("\n\n") == [
        "Til Bakkedal Kommune",
        f"Anmodning om supplerende oplysninger: {TITLE}",
        "Social- og Boligstyrelsen har i vejledningen forbeholdt sig retten til at bede om uddybende oplysninger efter ansøgningsfristen. Vi beder jer svare på dette:",
        "1. Hvem har ansvaret?\n2. Hvornår?",
        f"Det drejer sig om disse felter i skemaet:\n- {titles[0]}\n- {titles[1]}",
        "Svaret skal uddybe det, I har søgt om. Det kan ikke ændre ansøgningen eller føje noget nyt til; det vil ikke indgå i vurderingen.",
        "Vi skal have jeres svar senest 08.10.2026 kl. 12.00 på cti-demo@sbst.example. Skriv ingen CPR-numre eller andre oplysninger, som kan føres tilbage til en borger.",
        "Svarer I ikke inden fristen, behandler vi ansøgningen på det foreliggende grundlag. Det kan betyde, at et krav ikke er opfyldt, og at ansøgningen bliver afvist. Det vil i så fald være en afgørelse, som I får begrundet.",
        "Har I spørgsmål, så kontakt Projektleder, cti-demo@sbst.example.",
        "Venlig hilsen\nLone Vestergaard\nSocial- og Boligstyrelsen",
    ]


def test_a_hearing_says_what_came_from_where_and_the_right_to_comment():
    about = Exchange(
        1, "demo", 1, Kind.OUTSIDE, "I har 8 pladser.", "Lone", NOON, "Tilbudsportalen"
    )
    made = Exchange(
        2,
        "demo",
        1,
        Kind.HEARING,
        "Det kan betyde, at målet ikke er realistisk.",
        "Lone",
        NOON,
        deadline=DEADLINE,
        concerns=1,
    )

    paragraphs = plain(made, "Havnelyset", ROUND, cti_scheme(), about).split("\n\n")

    assert paragraphs[:5] == [
        "Til Havnelyset",
        f"Partshøring: {TITLE}",
        "Vi har fået en oplysning fra Tilbudsportalen, som ikke står i jeres ansøgning, og som kan få betydning for afgørelsen. I har ret til at udtale jer om den, før vi træffer afgørelse (forvaltningsloven § 19).",
        "Oplysningen lyder:\nI har 8 pladser.",
        "Det kan betyde, at målet ikke er realistisk.",
    ]
    assert "træffer vi afgørelse på det foreliggende grundlag" in paragraphs[6]
