"""What belongs to a round's note beside itself: the list of its appendices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assessment.domain.outcomes.letter import Letter, LetterText
from assessment.domain.panel.impartiality import Declaration
from assessment.domain.reviewing.review import Review
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.discussion import minutes
from assessment.domain.words.wording import counted, day, listed
from assessment.notes import parts
from assessment.notes.content import Paragraph, Section, Table


@dataclass(frozen=True, slots=True)
class Papers:
    """What a round's note tells of beside the cases themselves.

    `declarations` are what everybody declared of the applications, `letters` those that are finished,
    `texts` what was written for the letters.
    """

    declarations: Sequence[Declaration] = ()
    letters: Sequence[Letter] = ()
    texts: Sequence[LetterText] = field(default=())

    def text(self, application_id: int, key: str) -> str:
        """What a human accepted of an application under this key; "" where nothing is."""
        found = (
            each for each in self.texts if (each.application, each.key) == (application_id, key)
        )
        return next((each.text.strip() for each in found if each.accepted), "")


def name_of_note(case: Case) -> str:
    """The file of an application's decision note."""
    return f"{parts.name_of_file(case)}.docx"


def name_of_review(case: Case, review: Review) -> str:
    """The file of one reviewer's own assessment of an application."""
    return f"{parts.name_of_file(case, 'vurdering', review.reviewer.name)}.docx"


def name_of_minutes(round_: RoundCases) -> str:
    """The file of the minutes of the consensus meeting."""
    return f"konsensusreferat-{round_.round.id}.docx"


def appendices(round_: RoundCases, papers: Papers) -> Section:
    """The numbered list: notes, each reviewer's own assessments, minutes, letters, rules and log."""
    rows = tuple(
        (f"{number}", title, content)
        for number, (title, content) in enumerate(_rows(round_, papers), start=1)
    )
    intro = "Bilagene ligger i rundens sagsmappe, som kan hentes samlet."
    table = Table(("Nr.", "Bilag", "Indhold"), rows, (0.08, 0.3, 0.62))
    return Section("Bilag", (Paragraph(intro), table))


def _rows(round_: RoundCases, papers: Papers) -> Iterator[tuple[str, str]]:
    if round_.cases:
        yield "Beslutningsnotater", "\n".join(map(name_of_note, round_.cases))
    assessed = [case for case in round_.cases if case.submitted]
    if assessed:
        told = (f"{case.name}: {listed(_reviewers(case))}" for case in assessed)
        yield "Hver bedømmers egne point og begrundelser", "\n".join(told)
    agreed = len(minutes(round_))
    if agreed:
        told_of = counted(agreed, "aspekt", "aspekter")
        yield "Referat af konsensusmødet", f"{name_of_minutes(round_)} ({told_of})"
    if papers.letters:
        yield "Breve til ansøgerne", "\n".join(_letter(round_, each) for each in papers.letters)
    digest = f"criteria.yaml, SHA-256 {round_.criteria_sha256}"
    yield "Kriterier, skala og vægte, som de blev fastlåst", digest
    yield "Log", "Alle hændelser i runden: hvem gjorde hvad hvornår, også rettelser af point"


def _reviewers(case: Case) -> list[str]:
    return [review.reviewer.name for review in case.submitted]


def _letter(round_: RoundCases, letter: Letter) -> str:
    name = round_.names.get(letter.application, f"Ansøgning nr. {letter.application}")
    sent = letter.sent
    state = f"sendt {day(sent.on)} ({sent.channel})" if sent else "ikke sendt"
    return f"{name}: {letter.kind} nr. {letter.number}, {state}, SHA-256 {letter.sha256}"
