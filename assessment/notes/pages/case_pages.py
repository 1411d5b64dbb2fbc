"""What the pages of a case file say: the round's, an application's and the log's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assessment.domain.applications.corrections import Correction
from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.following.undertaking import Report, Undertaking
from assessment.domain.outcomes.letter import Letter
from assessment.domain.ranking.scenario import Scenario
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.case_file import Filed, Logged, Manifest
from assessment.domain.rounds.sight import View, told
from assessment.domain.words.wording import counted, date_time, day, listed
from assessment.notes import parts
from assessment.notes.content import (
    Bullets,
    Note,
    Notice,
    Paragraph,
    Part,
    Section,
    facts,
    masked_text,
)
from assessment.notes.pages.page import Chapter, Link, Listing

ABOUT = """\
Denne mappe er sagen, som den så ud, da den blev hentet. Den kan læses uden programmet: begynd her, og \
følg henvisningerne.
Originaler, mails og bilag er uændrede, som de kom, og de rå data (mappen data) er ordret, hvad der er \
skrevet i programmet. De kan vise personoplysninger. På siderne og i dokumenterne er tal, der ligner \
CPR-numre, skjult.
To ting er holdt ude, også af de rå data: kladder, som en bedømmer ikke har indsendt, og de personlige \
grunde i erklæringer om habilitet. De bliver i programmets database.
Hver fil står i manifest.json med dato, kort emne og kontrolsum (SHA-256). Kommandoen verify \
efterprøver dem uden net og uden database."""
_LOG = (
    "Loggens kæde af kontrolsummer er med i sin helhed, så den kan efterprøves. Af andre runders "
    "hændelser er der kun tidspunkt, art og kontrolsum."
)
KEPT_OUT = "Holdt ude: kladde, der ikke er indsendt."
LOG_HEADER = ("Nr.", "Tidspunkt", "Hvem", "Hændelse", "Ansøgning", "Om", "Før", "Efter")


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one application in the case file, and what lies in it.

    `filed` are its files in the order in which they were put in; `letters` by the id of the letter.
    """

    path: str
    filed: tuple[Filed, ...]
    letters: Mapping[int, Filed]

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"{self.path}/index.html"


@dataclass(frozen=True, slots=True)
class Shared:
    """What is of the whole round: the what-ifs, and the files of no application."""

    scenarios: Sequence[Scenario] = ()
    filed: Sequence[Filed] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an application beside its case."""

    letters: Sequence[Letter] = ()
    undertaking: Undertaking | None = None
    reports: Sequence[Report] = ()
    corrections: Sequence[Correction] = ()
    case_number: str = ""


def about(manifest: Manifest) -> Chapter:
    """What the case file is, who made it when and with what."""
    made = date_time(datetime.fromisoformat(manifest.made_at))
    rows = facts(
        ("Sagsnummer", manifest.case_number),
        ("Runde", f"{manifest.title} ({manifest.round})"),
        ("Hentet", f"{made}, {manifest.made_by}"),
        ("Program", manifest.tool),
        ("Kriterier", f"SHA-256 {manifest.criteria_sha256}"),
        (
            "Loggen",
            f"{counted(manifest.events, 'hændelse', 'hændelser')}, den seneste med hash {manifest.head}",
        ),
    )
    whole = (_LOG,) if manifest.application is None else ()
    return Chapter("Om sagsmappen", (*map(Paragraph, (*ABOUT.splitlines(), *whole)), rows))


def round_chapters(
    round_: RoundCases,
    note: Note,
    manifest: Manifest,
    folders: Mapping[int, Folder],
    shared: Shared,
) -> tuple[Chapter, ...]:
    """All that the page of a round says, its note included; `folders` are the applications' by id."""
    return (
        about(manifest),
        Chapter("Ansøgningerne", (_applications(round_, folders),)),
        Chapter("Rundens dokumenter", (documents(shared.filed, ""),)),
        *map(_chapter, note.sections),
        Chapter("Spørgsmål og svar", tuple(_questions(round_.exchanges))),
        Chapter("Breve", (_letters_sent(round_, folders),)),
        Chapter("Scenarier", tuple(_scenarios(shared.scenarios))),
    )


def _chapter(section: Section) -> Chapter:
    return Chapter(section.title, section.parts, section.level)


def _applications(round_: RoundCases, folders: Mapping[int, Folder]) -> Listing:
    header = ("Nr.", "Ansøger", "Modtaget", "Formel prøvning", "Plads", "Indstilling", "Afgørelse")
    cases = sorted((*round_.cases, *round_.set_aside), key=lambda case: case.id)
    rows = tuple(
        (
            str(case.id),
            Link(case.name, folders[case.id].page),
            parts.received_words(case.application, round_.scheme),
            case.screening.status,
            "lagt til side" if case.set_aside else _place(round_, case),
            str(case.recommendation.award) if case.recommendation else "–",
            str(case.decision.award) if case.decision else "–",
        )
        for case in cases
    )
    return Listing("Alle ansøgninger i runden", header, rows)


def _place(round_: RoundCases, case: Case) -> str:
    place = round_.placed.standing(str(case.id)).place
    return str(place) if place else "–"


def documents(filed: Iterable[Filed], folder: str) -> Listing:
    """The files as a table that leads to each; their paths are told from a folder."""
    rows = tuple(
        (
            Link(each.theme, each.path.removeprefix(f"{folder}/")),
            _danish(each.date),
            f"SHA-256 {each.sha256}",
        )
        for each in filed
    )
    return Listing("Filer i mappen", ("Emne", "Dato", "Kontrolsum"), rows)


def _danish(iso: str) -> str:
    return day(date.fromisoformat(iso))


def _questions(exchanges: Iterable[Exchange]) -> Iterator[Part]:
    found = [each for each in exchanges if each.kind is Kind.QUESTION and each.stands]
    for each in found:
        asked = f"Spørgsmål fra {each.counterpart}, {date_time(each.when)}:"
        yield Paragraph(each.text, asked)
        if each.answer:
            yield Paragraph(each.answer.text, f"Svar, {date_time(each.answer.came)}:")
        if each.shared:
            yield Paragraph(each.shared.how, f"Delt med alle, {date_time(each.shared.at)}:")
    if not found:
        yield Paragraph("Der er ikke noteret spørgsmål.")


def _letters_sent(round_: RoundCases, folders: Mapping[int, Folder]) -> Listing:
    names = round_.names
    rows = (
        (names[key], Link(filed.theme, filed.path), _danish(filed.date), f"SHA-256 {filed.sha256}")
        for key, each in sorted(folders.items())
        for filed in each.letters.values()
    )
    return Listing("Færdige breve", ("Ansøger", "Brev", "Dato", "Kontrolsum"), rows)


def _scenarios(found: Sequence[Scenario]) -> Iterator[Part]:
    if found:
        yield Bullets(
            tuple(f"{each.name} (gemt af {each.by}, {date_time(each.at)})" for each in found)
        )
    else:
        yield Paragraph("Der er ikke gemt scenarier.")


def application_chapters(
    case: Case, note: Note | None, folder: Folder, known: Told
) -> tuple[Chapter, ...]:
    """All that the page of an application says save its log; `note` is None for one set aside."""
    number = (facts(("Sagsnummer", known.case_number)),) if known.case_number else ()
    return (
        Chapter("Dokumenter", (*number, documents(folder.filed, folder.path))),
        *(map(_chapter, note.sections) if note else _set_aside(case)),
        Chapter("Breve", (_letters(known.letters, folder),)),
        Chapter("Aftale om støtten og indberetninger", tuple(_after(known))),
        Chapter("Tekst, der er flyttet til andre felter", (_corrections(known.corrections),)),
    )


def _set_aside(case: Case) -> Iterator[Chapter]:
    """Why an application was not assessed, and what had been thought of it until then."""
    made = case.set_aside
    if made is None:
        return
    other = f" til fordel for nr. {made.in_favour_of}" if made.in_favour_of else ""
    told_ = f"Lagt til side{other} af {made.by}, {date_time(made.at)}."
    yield Chapter("Lagt til side", (Notice(told_), Paragraph(made.reason)))
    for criterion in case.scheme.criteria if case.submitted else ():
        yield Chapter(criterion.title, tuple(parts.reasons(case, criterion)), level=2)


def _letters(letters: Sequence[Letter], folder: Folder) -> Listing:
    rows = tuple(
        (
            Link(f"{each.kind.capitalize()} nr. {each.number}", _within(folder, each)),
            f"{date_time(each.at)}, {each.by}",
            f"{each.sent.channel} den {day(each.sent.on)}, noteret af {each.sent.by}"
            if each.sent
            else "ikke noteret sendt",
            f"SHA-256 {each.sha256}",
        )
        for each in letters
    )
    return Listing("Færdige breve", ("Brev", "Færdiggjort", "Sendt", "Filens kontrolsum"), rows)


def _within(folder: Folder, letter: Letter) -> str:
    return folder.letters[letter.id].path.removeprefix(f"{folder.path}/")


def _after(known: Told) -> Iterator[Part | Listing]:
    made = known.undertaking
    if made is None:
        yield Paragraph("Der er ingen aftale om støtte.")
        return
    yield facts(
        ("Målgruppe", made.target_group),
        ("Delmålgrupper", listed(made.sub_groups)),
        ("Borgere", str(made.citizens)),
        ("Sagsbelastning", made.caseload),
        ("Periode", f"{day(made.start)} til {day(made.end)}"),
        ("Noteret", f"{date_time(made.at)}, {made.by}"),
    )
    rows = tuple(
        (day(each.due), day(each.received), each.note, f"{date_time(each.at)}, {each.by}")
        for each in known.reports
    )
    yield Listing("Modtagne indberetninger", ("Frist", "Modtaget", "Note", "Noteret"), rows)


def _corrections(found: Sequence[Correction]) -> Listing:
    rows = tuple(
        (
            each.text,
            each.field or "uden for felterne",
            each.reason,
            f"{date_time(each.at)}, {each.by}",
        )
        for each in found
    )
    return Listing("Flyttet af mennesker", ("Tekst", "Felt", "Hvorfor", "Hvem og hvornår"), rows)


def log_chapter(entries: Iterable[Logged], view: View) -> Chapter:
    """The log as a table, one row an entry, the first entry first."""
    rows = (_entry(each, view) for each in entries)
    return Chapter("Hændelser", (Listing("Alt, hvad der er sket", LOG_HEADER, rows),))


def _entry(each: Logged, view: View) -> tuple[str, ...]:
    return log_row(each, view, date_time(each.event.at))


def log_row(each: Logged, view: View, at: str) -> tuple[str, ...]:
    """An entry's cells under `LOG_HEADER`, without what is kept from the journal."""
    event, seen = each.event, told(each.event, view)
    where = str(event.application or "")
    if seen is None:
        actor = masked_text(event.actor)
        return (str(each.number), at, actor, str(event.action), where, KEPT_OUT, "", "")
    actor, *said = map(masked_text, (seen.actor, seen.subject, seen.old, seen.new))
    return (str(each.number), at, actor, str(seen.action), where, *said)
