"""Filling a case file: which files there are, where each lies, and what the manifest says of it."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from assessment import notes
from assessment.domain.applications.application import Attachment
from assessment.domain.applications.delivery import Delivery
from assessment.domain.following.undertaking import Report, Undertaking
from assessment.domain.outcomes.letter import CaseNumber, Letter
from assessment.domain.rounds import discussion
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.case_file import ROWS, Filed, Logged, Manifest, safe_name
from assessment.domain.rounds.sight import View
from assessment.domain.words.cells import neutral
from assessment.domain.words.danish import forward
from assessment.domain.words.wording import local
from assessment.errors import NotFoundError
from assessment.notes.content import masked_text
from assessment.notes.pages import case_pages
from assessment.notes.pages.case_pages import LOG_HEADER, Folder, Shared, Told
from assessment.notes.pages.page import Chapter, Link, page
from assessment.notes.pages.reading_page import reading_chapters, reading_subtitle
from assessment.notes.parts import name_of_file
from assessment.storage import CaseFolder, Reader
from assessment.storage.readings import to_json
from assessment.workflow import ranking
from assessment.workflow.cases import grouped

_HASHES = ("Indholdets hash", "Forrige hash", "Hash")


@dataclass(frozen=True)  # no slots: what is read of the round is kept
class Filing:
    """One case file on its way: all is read at one moment, a file at a time, and put in at once."""

    reader: Reader
    folder: CaseFolder
    round_: RoundCases
    manifest: Manifest
    criteria: str

    @property
    def _id(self) -> str:
        return self.round_.round.id

    @cached_property
    def _view(self) -> View:
        return self.reader.journal_view(self._id)

    @cached_property
    def _deliveries(self) -> dict[int, Delivery]:
        return {each.id: each for each in self.reader.deliveries(self._id)}

    @cached_property
    def _mails(self) -> dict[int | None, list[Delivery]]:
        """The deliveries by the applications they belong to; None has those of no application."""
        found: defaultdict[int | None, list[Delivery]] = defaultdict(list)
        for each in self._deliveries.values():
            for application in self.reader.applications_in(each.id) or (None,):
                found[application].append(each)
        return found

    @cached_property
    def _letters(self) -> dict[int, tuple[Letter, ...]]:
        return grouped(self.reader.letters(self._id))

    @cached_property
    def _reports(self) -> dict[int, tuple[Report, ...]]:
        return grouped(self.reader.reports(self._id))

    @cached_property
    def _undertakings(self) -> dict[int, Undertaking]:
        return self.reader.undertakings(self._id)

    @cached_property
    def _case_numbers(self) -> dict[int | None, CaseNumber]:
        return self.reader.case_numbers(self._id)

    def whole_round(self) -> None:
        """Put in all there is of the round, and finish the file."""
        note = notes.round_note(self.round_, self._papers, self._imprint)
        filed = [*self._of_round(note), *self._loose()]
        every = sorted((*self.round_.cases, *self.round_.set_aside), key=lambda case: case.id)
        folders = {case.id: self._application(case) for case in every}
        shared = Shared(self.reader.scenarios(self._id), filed)
        chapters = case_pages.round_chapters(self.round_, note, self.manifest, folders, shared)
        title = f"Sagsmappe: {self.round_.round.title}"
        content = page(title, self.round_.scheme.title, chapters)
        self._put("index.html", content, "Sagsmappens oversigt", self._today)
        self._rows(self.reader.case_rows(self._id))
        self.folder.close(self.manifest)

    def one_application(self, case: Case) -> None:
        """Put in all there is of one application, and finish the file."""
        own = self._application(case)
        rules = self._rules()
        about = case_pages.about(self.manifest)
        listed = case_pages.documents([*own.filed, rules], "")
        contents = Chapter("Dokumenter", (listed,))
        title = f"Sagsmappe: {case.name}"
        content = page(title, self.round_.scheme.title, (about, contents))
        self._put("index.html", content, "Sagsmappens oversigt", self._today)
        self._rows(self.reader.case_log(self._id, case.id))
        self.folder.close(self.manifest)

    @property
    def _today(self) -> date:
        return local(self._made).date()

    @property
    def _made(self) -> datetime:
        return datetime.fromisoformat(self.manifest.made_at)

    def _put(self, path: str, content: bytes | Iterable[bytes], theme: str, on: date) -> Filed:
        return self.folder.put(path, content, theme=masked_text(forward(theme)), on=on)

    def _rules(self) -> Filed:
        frozen = self.round_.frozen
        on = local(frozen.at).date() if frozen else self._today
        theme = "Kriterier og vægte, som runden bedømmes efter"
        return self._put("runde/criteria.yaml", self.criteria.encode(), theme, on)

    @cached_property
    def _imprint(self) -> notes.Imprint:
        numbers = {key: each.number for key, each in self._case_numbers.items()}
        return notes.Imprint(self.manifest.made_by, self._made, self.manifest.tool, numbers)

    @cached_property
    def _papers(self) -> notes.Papers:
        reader, id_ = self.reader, self._id
        return notes.Papers(reader.declarations(id_), reader.letters(id_), reader.letter_texts(id_))

    def _note(self, note: notes.Note, folder: str, theme: str = "") -> Filed:
        path = f"{folder}/{note.filename}"
        return self._put(path, notes.render(note), theme or note.title, self._today)

    def _of_round(self, note: notes.Note) -> Iterator[Filed]:
        # Here, for pandas takes half a second to load that most commands would wait for in vain.
        from assessment import tables  # noqa: PLC0415

        round_, today = self.round_, self._today
        yield self._note(note, "runde")
        if discussion.topics(round_) or discussion.minutes(round_):
            yield self._note(notes.minutes(round_, self._imprint), "runde")
        yield self._rules()
        plain = ranking.as_json(round_.robustness, round_.scheme, round_.round.id)
        told = json.dumps(plain, ensure_ascii=False, indent=1).encode()
        yield self._put("runde/rangering.json", told, "Rangering og sikkerhed som data", today)
        table = tables.as_csv(tables.ranking(round_.ranking, round_.scheme))
        yield self._put("runde/rangering.csv", table, "Rangering som tabel", today)
        entries = self.reader.logged(round_.round.id)
        written = self._log_as_csv(entries)
        yield self._put("runde/haendelser.csv", written, "Hændelser med kontrolsummer", today)
        chapter = case_pages.log_chapter(self.reader.logged(round_.round.id), self._view)
        shown = page(
            "Hændelser",
            round_.round.title,
            (chapter,),
            back=Link("Til oversigten", "../index.html"),
        )
        yield self._put("runde/haendelser.html", shown, "Hændelser", today)

    def _loose(self) -> Iterator[Filed]:
        """The messages and files that belong to no application."""
        for delivery in self._mails[None]:
            yield from self._mail(delivery, "uden-ansoegning")
        for each in self.reader.attachments(self._id):
            if each.application is None:
                yield self._attachment(each, "uden-ansoegning")

    def _application(self, case: Case) -> Folder:
        path = f"ansoegninger/{name_of_file(case)}"
        note = None
        if case.set_aside is None:
            note = notes.application_note(self.round_, case, self._imprint)
        letters = self._letters[case.id]
        received = tuple(self._received(case, path))
        made = tuple(self._made_of(case, note, path))
        written = {each.id: self._letter(each, case, path) for each in letters}
        filed = (*received, *made, *written.values())
        known = self._told(case, letters)
        logged = self.reader.logged(self._id, case.id)
        folder = Folder(path, filed, written)
        chapters = (
            *case_pages.application_chapters(case, note, folder, known),
            case_pages.log_chapter(logged, self._view),
        )
        back = Link("Til sagsmappens oversigt", "../../index.html")
        subtitle = f"Ansøgning nr. {case.id}, {self.round_.round.title}"
        theme = f"Sagen om {case.name}"
        content = page(case.name, subtitle, chapters, back=back)
        own = self._put(folder.page, content, theme, self._today)
        return Folder(path, (own, *filed), written)

    def _told(self, case: Case, letters: Sequence[Letter]) -> Told:
        number = self._case_numbers.get(case.id)
        return Told(
            letters,
            self._undertakings.get(case.id),
            self._reports[case.id],
            self.reader.corrections(case.id),
            number.number if number else "",
        )

    def _received(self, case: Case, folder: str) -> Iterator[Filed]:
        application = case.application
        name, content = self.reader.original(case.id)
        on = local(application.received).date() if application.received else self._today
        path = f"{folder}/original/{safe_name(name)}"
        yield self._put(path, content, f"Ansøgning fra {case.name}", on)
        for delivery in self._mails[case.id]:
            yield from self._mail(delivery, folder)
        for each in application.attachments:
            yield self._attachment(each, folder)

    def _mail(self, delivery: Delivery, folder: str) -> Iterator[Filed]:
        try:
            _, name, content = self.reader.delivery_original(delivery.id)
        except NotFoundError:  # files that came without a message
            return
        own = safe_name(name.rpartition("/")[2])
        subject = delivery.envelope.subject if delivery.envelope else own
        yield self._put(
            f"{folder}/mails/{own}", content, f"Mail: {subject}", self._came(delivery.id)
        )

    def _attachment(self, made: Attachment, folder: str) -> Filed:
        _, _, content = self.reader.attachment(made.id)
        path = f"{folder}/bilag/{safe_name(made.filename)}"
        theme = f"Bilag: {made.filename} ({made.nature})"
        return self._put(path, content, theme, self._came(made.delivery))

    def _came(self, delivery_id: int) -> date:
        delivery = self._deliveries[delivery_id]
        return local(delivery.received or delivery.registered_at).date()

    def _made_of(self, case: Case, note: notes.Note | None, folder: str) -> Iterator[Filed]:
        application, today = case.application, self._today
        read = to_json(application.reading).encode()
        theme = f"Det læste af ansøgningen fra {case.name}"
        yield self._put(f"{folder}/laesning.json", read, f"{theme} som data", today)
        shown = page(
            f"Læsning: {case.name}",
            reading_subtitle(application),
            reading_chapters(application, self.round_.scheme),
            back=Link("Til ansøgningen", "index.html"),
        )
        yield self._put(f"{folder}/laesning.html", shown, theme, today)
        if note:
            yield self._note(note, f"{folder}/notat")
        for review in case.submitted:
            own = notes.review_note(self.round_, case, review, self._imprint)
            theme = f"Vurdering af {case.name}: {review.reviewer.name}"
            yield self._note(own, f"{folder}/vurderinger", theme)

    def _letter(self, made: Letter, case: Case, folder: str) -> Filed:
        _, content = self.reader.letter(made.id)
        on = made.sent.on if made.sent else local(made.at).date()
        theme = f"{made.kind.capitalize()} til {case.name}, nr. {made.number}"
        return self._put(f"{folder}/breve/{safe_name(made.filename)}", content, theme, on)

    def _log_as_csv(self, entries: Iterable[Logged]) -> Iterator[bytes]:
        """The log as a Danish Excel opens it; what looks like a formula is shown as text."""
        yield "\ufeff".encode() + _csv((*LOG_HEADER, *_HASHES))
        for each in entries:
            hashes = (each.content_sha256, each.previous_sha256, each.sha256)
            at = each.event.at.isoformat(timespec="microseconds")
            yield _csv((*case_pages.log_row(each, self._view, at), *hashes))

    def _rows(self, rows: Iterable[tuple[str, Iterator[bytes]]]) -> None:
        for table, lines in rows:
            theme = f"Rå data til indlæsning: {table}"
            self._put(f"{ROWS}{table}.jsonl", lines, theme, self._today)


def _csv(cells: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(map(neutral, cells))
    return text.getvalue().encode()
