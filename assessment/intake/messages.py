"""Every Danish sentence of the intake: why a file is refused, and what a human should know of one that is read."""

from __future__ import annotations

from assessment.domain.applications.issue import Issue
from assessment.errors import RefusedFileError

_AGAIN = "Bed ansøger om at sende den igen."
_SAVE_AGAIN = "Bed ansøger om at gemme den igen i Word og sende den igen."
_AS_WORD = "Bed ansøger om at sende ansøgningen som Word-dokument (.docx)."

_REFUSALS = {
    "picture_damaged": "Billedet er beskadiget eller i et format, der ikke kan vises. Hent originalen.",
    "picture_too_large": "Billedet er for stort til at blive vist her. Hent originalen.",
    "empty": f"Filen er tom. {_AGAIN}",
    "other_format": (
        "Filen er en {name} og ikke et Word-dokument. Åbn den i programmet, den er lavet i, "
        "gem den som Word-dokument (.docx), og læg den ind igen."
    ),
    "unknown_format": f"Filen er ikke et Word-dokument, og dens format kendes ikke. {_AS_WORD}",
    "not_word": f"Filen indeholder ikke et Word-dokument. {_AS_WORD}",
    "password": (
        "Filen er beskyttet med adgangskode (krypteret). "
        "Bed ansøger om at fjerne koden og sende filen igen."
    ),
    "damaged": f"Filen er beskadiget, så dens tekst ikke kan læses. {_AGAIN}",
    "too_large": (
        "Filen er for stor til at blive læst. Bed ansøger om at sende den uden billeder."
    ),
    "too_many_parts": f"Filen har usædvanligt mange dele og er ikke læst. {_SAVE_AGAIN}",
    "overlapping_parts": (
        f"Filens dele ligger oven i hinanden som i en skadelig fil, og den er ikke læst. {_SAVE_AGAIN}"
    ),
    "zip_bomb": (
        "Filen fylder langt mere pakket ud, end en ansøgning kan fylde, og er ikke læst. "
        f"{_SAVE_AGAIN}"
    ),
    "too_complex": (
        f"Filen har langt mere opmærkning, end en ansøgning kan have, og er ikke læst. {_SAVE_AGAIN}"
    ),
    "took_too_long": (
        f"Filen tager usædvanligt lang tid at læse, og læsningen er stoppet. {_SAVE_AGAIN}"
    ),
    "too_heavy": (
        f"Filen kræver mere hukommelse, end en ansøgning kan kræve, og er ikke læst. {_SAVE_AGAIN}"
    ),
    "reader_failed": (
        f"Der skete en fejl i programmet, da filen skulle læses, og den er ikke læst. {_SAVE_AGAIN}"
    ),
    "doctype": (
        "Filen indeholder en XML-definition (DOCTYPE), som Word aldrig skriver, og er ikke læst. "
        f"{_SAVE_AGAIN}"
    ),
    "damaged_picture": (
        "Billedet er beskadiget og kan ikke vises. Åbn filen i Word for at se, om det kan læses der."
    ),
    "no_picture": "Filen har ikke det billede, der blev bedt om. Læs filen ind igen.",
    "encoding": f"Filens tekst er gemt i en tegnkodning, som Word ikke bruger. {_SAVE_AGAIN}",
    "upload_too_large": "Filen er for stor til at blive åbnet. Del den i flere, og indlæs dem hver for sig.",
    "mail_damaged": (
        "Mailen er beskadiget og kan ikke åbnes. Gem den igen fra mailprogrammet, og indlæs den på ny."
    ),
    "mailbox_too_many": (
        "Postkassefilen har flere mails, end der kan åbnes på en gang. Del den i flere, og indlæs dem hver for sig."
    ),
    "zip_damaged": (
        "Zip-filen er beskadiget og kan ikke åbnes. Hent eller lav den igen, og indlæs den på ny."
    ),
    "zip_too_many": (
        "Zip-filen har flere filer, end der kan åbnes på en gang. Del den i flere, og indlæs dem hver for sig."
    ),
    "zip_overlap": (
        "Zip-filens dele ligger oven i hinanden som i en skadelig fil, og den er ikke åbnet. "
        "Bed afsenderen om at lave den igen."
    ),
    "zip_unpacks_large": (
        "Zip-filen fylder langt mere pakket ud, end en ansøgning kan fylde, og er ikke åbnet. "
        "Bed afsenderen om at sende filerne hver for sig."
    ),
    "page_missing": "Filen har ikke den side, eller siden kan ikke vises. Åbn selve filen.",
}
_ISSUES = {
    "damaged_document": (
        "Filens hoveddel er beskadiget; teksten er læst så langt, det var muligt. "
        "Sammenlign med filen i Word."
    ),
    "damaged_part": "En del af filen ({part}) er beskadiget og ikke læst fuldt ud; resten er læst.",
    "duplicate_part": (
        "Filen har flere dele med samme navn; den første er læst. Sammenlign med filen i Word."
    ),
    "missing_content_types": "Filen mangler sin indholdsfortegnelse; teksten er fundet uden den.",
    "missing_relationships": "Filen mangler sine interne henvisninger; teksten er fundet uden dem.",
    "unusually_large": "Filen er usædvanligt lang for en ansøgning. Hele dens tekst er læst.",
    "macros": "Filen indeholder makroer. De er ikke kørt, og kun teksten er læst.",
    "external_reference": (
        "Filen henviser til indhold uden for filen. Det er ikke hentet og indgår ikke i teksten."
    ),
    "tracked_changes": (
        "Filen har sporede ændringer: Indsat tekst er læst med, slettet tekst vises for sig."
    ),
    "comments": "Filen har kommentarer. De vises for sig og indgår ikke i svarene.",
    "hidden_text": "Filen har skjult tekst. Den vises for sig og indgår ikke i svarene.",
    "covered_text": (
        "Filen har tekst i tabelceller, som Word skjuler bag en flettet celle. Den er læst med, men "
        "indgår ikke i svarene."
    ),
    "hard_to_see": (
        "Filen har tekst, som næsten ikke kan ses i Word, fordi den er hvid eller uhyre lille: »{text}«. "
        "Den er læst som anden tekst."
    ),
    "embedded_file": (
        "Filen har et andet dokument i sig, fx et regneark, eller felter af en type, som ikke kan læses "
        "her. Åbn filen i Word for at se dem."
    ),
    "unread_insertion": (
        "Filen har et indsat dokument i et format, som ikke kan læses her. "
        "Åbn filen i Word for at se dets tekst."
    ),
    "form_version": (
        "Skemaet er version {version}, men runden bruger {expected}. Se efter, at svarene står rigtigt."
    ),
    "mail_long": "Mailens tekst er usædvanligt lang og er kun vist i begyndelsen. Læs resten i selve mailen.",
    "mail_parts": (
        "Mailen har usædvanligt mange eller dybt indlejrede dele, som ikke alle er åbnet. "
        "Åbn mailen i et mailprogram."
    ),
    "mail_without_boundary": (
        "Mailens dele kan ikke skilles fra hinanden og vises som tekst. Åbn mailen i et mailprogram."
    ),
    "mail_encrypted": (
        "Mailen er krypteret eller forseglet, så dens indhold ikke kan læses her. Åbn den i Outlook, og gem filerne derfra."
    ),
    "mail_winmail": (
        "Outlook har pakket mailens filer i »{name}«, som ikke kan åbnes her. "
        "Åbn mailen i Outlook, og gem filerne derfra."
    ),
    "attachment_cut": "Filen »{name}« er ikke kommet hel frem. Bed ansøger om at sende den igen.",
    "attachment_linked": (
        "Filen »{name}« er kun et link og fulgte ikke med mailen. Bed ansøger om at sende selve filen."
    ),
    "attachment_inside": (
        "»{name}« er lagt ind i mailen på en måde, der ikke kan hentes ud her. Åbn mailen i Outlook."
    ),
    "too_deep": (
        "»{name}« ligger for dybt inde i andre mails og zip-filer til at blive åbnet. "
        "Gem den for sig, og indlæs den selv."
    ),
    "entry_password": (
        "»{name}« i zip-filen er beskyttet med adgangskode. Bed ansøger om at sende den uden kode."
    ),
    "entry_damaged": "»{name}« i zip-filen er beskadiget. Bed ansøger om at sende den igen.",
    "entry_unknown": (
        "»{name}« i zip-filen er pakket på en måde, der ikke kan åbnes her. Pak filen ud, og indlæs den for sig."
    ),
    "entry_too_large": (
        "»{name}« i zip-filen er for stor til at blive åbnet. Pak filen ud, og indlæs den for sig."
    ),
    "no_text": "Filen har ingen tekst, der kan læses af maskinen, så læs selve filen.",
    "pages_without_text": (
        "{pages} har ingen tekst, der kan læses af maskinen. Læs selve filen dér."
    ),
    "attachment_long": (
        "Filen er så lang, at kun begyndelsen af dens tekst er læst. Læs resten i selve filen."
    ),
    "attachment_password": (
        "Filen er beskyttet med adgangskode og kan ikke læses. Bed ansøger om at sende den uden kode."
    ),
    "attachment_damaged": "Filen er beskadiget og kan ikke læses. Bed ansøger om at sende den igen.",
    "number_unclear": "Feltet »{label}« indeholder ikke et tal, der kan regnes med.",
}


def refusal(code: str) -> RefusedFileError:
    """Return the refusal of this code, to be raised."""
    return RefusedFileError(code, _REFUSALS[code])


def other_format(code: str, name: str) -> RefusedFileError:
    """Return the refusal of a file that is another format than Word's, by its Danish name."""
    return RefusedFileError(code, _REFUSALS["other_format"].format(name=name))


def issue(code: str, **details: str) -> Issue:
    """Return the issue of this code with its details filled in."""
    return Issue(code, _ISSUES[code].format(**details))
