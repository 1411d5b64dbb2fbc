"""A form of a few fields of every kind, for tests that find answers in files."""

from __future__ import annotations

from assessment.domain.rules.form import FieldKind, Form, FormField, Identity, Option, Section

APPLICANT = Section(
    id="1",
    title="Oplysninger om ansøger",
    aliases=("Om ansøger",),
    fields=(
        FormField(
            id="1.1",
            label="Ansøgertype",
            kind=FieldKind.CHOICE,
            options=(
                Option(id="municipality", label="Kommune"),
                Option(
                    id="public_provider",
                    label="Socialt tilbud – offentligt",
                    aliases=("Kommunalt tilbud",),
                ),
                Option(id="private_provider", label="Socialt tilbud – privat"),
            ),
        ),
        FormField(id="1.2", label="Ansøgers navn", kind=FieldKind.LINE, aliases=("Ansøger",)),
        FormField(id="1.3", label="Kommune", kind=FieldKind.CHOICE, municipalities=True),
        FormField(id="1.7.navn", group="Kontaktperson", label="Navn", kind=FieldKind.LINE,
                  aliases=("Kontaktperson",)),
        FormField(id="1.7.titel", group="Kontaktperson", label="Titel", kind=FieldKind.LINE),
        FormField(id="1.7.email", group="Kontaktperson", label="E-mail", kind=FieldKind.LINE),
        FormField(id="1.8.navn", group="Ansvarlig leder", label="Navn", kind=FieldKind.LINE,
                  aliases=("Ansvarlig leder",)),
        FormField(id="1.8.titel", group="Ansvarlig leder", label="Titel", kind=FieldKind.LINE),
    ),
)  # fmt: skip
MINIMUM = Section(
    id="2",
    title="Minimumskriterier",
    fields=(
        FormField(id="2.1.ja", group="Implementeringsgruppe", kind=FieldKind.TICK,
                  label="Vi nedsætter en implementeringsgruppe"),
        FormField(id="2.1.medlemmer", group="Implementeringsgruppe", label="Forventede medlemmer",
                  aliases=("Implementeringsgruppe",)),
        FormField(id="2.3", label="Ledelsen deltager i forløbet", kind=FieldKind.TICK),
    ),
)  # fmt: skip
TARGET_GROUP = Section(
    id="4",
    title="Kriterium 1: Målgruppe",
    help="Her fortæller I, hvem I vil støtte.",
    aliases=("Kommunens målgruppe",),
    fields=(
        FormField(id="4.1", label="Beskrivelse af målgruppen", help="Hvem er borgerne?",
                  aliases=("Målgruppe", "Vores målgruppe")),
        FormField(id="4.3", label="Afgrænsning over for hjemløshed", aliases=("Hjemløshed",)),
        FormField(id="4.9.antal", group="CTI-medarbejdere", label="Antal", kind=FieldKind.NUMBER,
                  aliases=("Antal medarbejdere",)),
        FormField(id="4.9.aarsvaerk", group="CTI-medarbejdere", label="Årsværk",
                  kind=FieldKind.NUMBER),
    ),
)  # fmt: skip
SIGNATURE = Section(
    id="8",
    title="Underskrift",
    fields=(
        FormField(id="8.navn", group="Underskrift", label="Navn", kind=FieldKind.LINE),
        FormField(id="8.dato", group="Underskrift", label="Dato", kind=FieldKind.DATE),
    ),
)
FORM = Form(
    title="Ansøgning om støtte",
    intro=("Svar kort.",),
    version="TEST-1",
    identity=Identity(name="1.2", applicant_type="1.1", municipality="1.3", company_number="1.2"),
    sections=(APPLICANT, MINIMUM, TARGET_GROUP, SIGNATURE),
)
