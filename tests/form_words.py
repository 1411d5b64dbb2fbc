"""The words of forms and answers as people change them."""

from __future__ import annotations

import re

from assessment.domain.rules.form import FormField
from tests import form_layouts as layouts

Answers = dict[str, str | bool]

OWN_WORDS = {
    "1.1": "Hvilken type ansøger er I?",
    "1.2": "Navn på ansøgeren",
    "1.3": "Ansøgers kommune",
    "1.4": "CVR nummer",
    "1.5": "Adresse på ansøger",
    "1.6": "Afdeling/center",
    "1.7.navn": "Kontaktperson (navn)",
    "1.7.titel": "Kontaktperson (titel)",
    "1.7.email": "Kontaktperson (e-mail)",
    "1.7.telefon": "Kontaktperson (telefon)",
    "1.8.navn": "Navn på den ansvarlige leder",
    "1.8.titel": "Titel på den ansvarlige leder",
    "1.8.email": "E-mail til den ansvarlige leder",
    "1.9": "Har I erfaring med CTI i forvejen?",
    "1.10": "Tilbudstype og driftsherre",
    "2.1.ja": "Der nedsættes en implementeringsgruppe",
    "2.1.medlemmer": "Implementeringsgruppens medlemmer",
    "2.2": "Ledelsens deltagelse i at udarbejde ansøgningen",
    "2.3": "Ledelsens deltagelse i forløbet",
    "2.4.kommune": "Kommune, som samarbejdsaftalen er indgået med",
    "2.4.dato": "Dato for underskrift af samarbejdsaftalen",
    "2.4.parter": "Samarbejdsaftalens parter og indhold",
    "2.4.bilag": "Samarbejdsaftalens bilagsnr.",
    "2.5": "Vi vil dokumentere indsatsen sammen med SBST",
    "3.1": "Deltagelse i implementeringsstøtten",
    "3.2": "Deltagelse i netværksmøderne",
    "3.3": "Dokumentation og indberetning hvert kvartal",
    "3.4": "Vi modtager den samlede støtte",
    "4.1": "Beskriv jeres målgruppe",
    "4.2.udsathed": "Borgere i social udsathed i kritisk overgang",
    "4.2.groenlandsk": "Borgere med en grønlandsk baggrund",
    "4.2.kultur": "Borgere med en anden kulturel baggrund",
    "4.3": "Hvordan afgrænses målgruppen over for hjemløshed?",
    "4.4": "Hvordan foregår rekruttering og visitation?",
    "4.5": "Beskriv den kritiske overgang",
    "4.6": "Medarbejdernes viden om målgruppen",
    "4.7": "Er der behov for tilpasning af indsatsen?",
    "4.8": "Hvordan organiseres arbejdet?",
    "4.9.antal": "Hvor mange CTI-medarbejdere?",
    "4.9.aarsvaerk": "Antal årsværk til CTI",
    "4.10": "Antal sager pr. medarbejder (caseload)",
    "4.11": "Antal forventede borgere i perioden",
    "5.1": "Hvilke barrierer ser I?",
    "5.2": "Hvilke drivkræfter ser I?",
    "5.3": "Hvad vil I gøre mindre af?",
    "5.4": "Hvordan forankres CTI på sigt?",
    "5.5.foer": "Ledelsens involvering før",
    "5.5.under": "Ledelsens involvering under",
    "5.5.efter": "Ledelsens involvering efter",
    "5.6": "Vurdering fra ledelsen",
    "6.1": "Hvordan inddrages borgerne (recovery)?",
    "6.2": "Brug af erfaringseksperterne",
    "6.3": "Borgernes netværk",
    "6.4": "Civilsamfundets rolle",
    "7": "Liste over vedlagte bilag",
    "8.navn": "Underskrift (navn)",
    "8.titel": "Underskrivers stillingsbetegnelse",
    "8.dato": "Underskrift (dato)",
}


def own_words(field: FormField) -> str:
    return OWN_WORDS[field.id]


# what is said


def without_ticks(answers: Answers) -> Answers:
    return {key: said for key, said in answers.items() if not isinstance(said, bool)}


def choice_in_words(answers: Answers) -> Answers:
    """The shown text differs from the option's label; the truth stays the option's id."""
    return answers


def with_own_headings(answers: Answers) -> Answers:
    """What applicants' own sub-headings make of their longer answers."""
    own = layouts.OWN_HEADINGS
    return {
        key: said
        if isinstance(said, bool) or "\n\n" not in said
        else " ".join(f"{own[at % 4]} {piece}" for at, piece in enumerate(said.split("\n\n")))
        for key, said in answers.items()
    }


def own_tables_read(answers: Answers) -> Answers:
    """What an own table with a paragraph a row makes of a long answer."""
    return {key: _in_own_table(answer) for key, answer in answers.items()}


def _in_own_table(answer: str | bool) -> str | bool:  # noqa: FBT001 - a tick is an answer
    first, *rest = [""] if isinstance(answer, bool) else answer.split("\n\n")
    if not rest:
        return answer
    return " ".join([first, "Navn Opgave Kompetencer", *rest[:-1], "I alt", rest[-1]])


def spelled_apart(field: FormField) -> str:
    """Compounds written as two words, which the spelling checker likes."""
    apart = {
        "gruppe": " gruppe",
        "nummer": " nummer",
        "kræfter": " kræfter",
        "eksperter": " eksperter",
        "samfund": " samfund",
        "støtten": " støtten",
        "møder": " møder",
        "værk": " værk",
        "inddragelse": " inddragelse",
    }
    label = field.label
    for end, parted in apart.items():
        label = re.sub(rf"(?<=\w){end}", parted, label)
    return label


def with_lead_ins(answers: Answers) -> Answers:
    """Other fields' labels as lead-ins, and at the beginning of sentences, inside long answers."""
    more = {
        "4.5": "Målgruppe: de borgere, der er beskrevet ovenfor.",
        "5.4": "Barrierer og drivkræfter har vi beskrevet andetsteds.",
        "6.1": "Civilsamfund: foreningerne er med fra begyndelsen.",
        "4.6": "Organisering af arbejdet sker sammen med teamlederen.",
        "5.6": "Forankring: det bliver en fast del af driften.",
        "5.1": "Kompetencer. Vi mangler viden om gæld.",
    }
    return answers | {
        key: f"{answers[key]}\n\n{said}" for key, said in more.items() if key in answers
    }


def autocorrected(answers: Answers) -> Answers:
    return {
        key: said
        if isinstance(said, bool) or key in {"1.1", "2.4.dato", "8.dato"}
        else _autocorrected(said)
        for key, said in answers.items()
    }


def _autocorrected(text: str) -> str:
    """Typographic quotes, hard spaces and hyphens and a soft hyphen, as Word puts them in."""
    soft = text.replace("borger", "bor\u00adger")
    return soft.replace('"', "”").replace("kl. ", "kl.\u00a0").replace("-", "\u2011")


def autocorrected_label(field: FormField) -> str:
    hard = field.label.replace(" ", "\u00a0").replace("-", "\u2011")
    return hard.replace("borger", "bor\u00adger").replace("gruppe", "grup\u00adpe")


# ticks and choices
