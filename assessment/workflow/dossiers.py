"""What each letter of a round is made from, as far as whoever acts may see the case behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assessment import notes
from assessment.domain.applications.application import Reading
from assessment.domain.correspondence.dialogue import Exchange
from assessment.domain.following.undertaking import Undertaking
from assessment.domain.letters.completeness import missing
from assessment.domain.letters.dossier import Dossier
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.letter import DECIDING, CaseNumber, Letter, LetterKind, LetterText
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.deciding import overtaken
from assessment.domain.rules.scheme import LetterTexts, Monitoring, Round
from assessment.domain.words.danish import seen
from assessment.errors import NotPermittedError
from assessment.notes.parts import name_of_file
from assessment.storage import Reader
from assessment.workflow.cases import both_sides, grouped
from assessment.workflow.core import Workflow
from assessment.workflow.templates import own

DECISIONS = frozenset(DECIDING.values())
"""The letters that tell what was decided."""


@dataclass(frozen=True, slots=True)
class Dossiers:
    """A round as its letters need it: `seen` is what whoever acts may see of it.

    `names` are what all applicants call themselves and `wrote` what was read of them, the closed ones
    too, so that none gets into another's letter; a file's name in place of one is none.
    """

    seen: RoundCases
    names: Mapping[int, str]
    wrote: Mapping[int, Reading]
    round: Round
    fixed: LetterTexts
    monitoring: Monitoring | None
    applicants: int
    selected: int
    undecided: int
    tool: str
    texts: Mapping[int, Mapping[str, LetterText]]
    letters: Mapping[int, tuple[Letter, ...]]
    numbers: Mapping[int | None, CaseNumber]
    undertakings: Mapping[int, Undertaking]

    def of(self, case: Case, kind: LetterKind, exchange: Exchange | None = None) -> Dossier:
        """The dossier of one letter."""
        about = exchange.concerns if exchange else None
        return Dossier(
            kind=kind,
            case=_bare(case),
            round=self.round,
            scheme=self.seen.scheme,
            letters=self.fixed,
            monitoring=self.monitoring,
            applicants=self.applicants,
            selected=self.selected,
            undecided=self.undecided,
            case_number=self._number(case.id),
            criteria_sha256=self.seen.criteria_sha256,
            tool=self.tool,
            texts=self.texts.get(case.id, {}),
            undertaking=self.undertakings.get(case.id),
            exchange=exchange,
            about=next((each for each in case.exchanges if each.id == about), None),
        )

    def made(
        self, application_id: int, kind: LetterKind, exchange: Exchange | None = None
    ) -> tuple[Letter, ...]:
        """The finished letters that stand in the place of one, oldest first.

        Letters about the decision stand in one place, whatever was decided at the time.
        """
        about = exchange.id if exchange else None
        kinds = DECISIONS if kind in DECISIONS else {kind}
        return tuple(
            each
            for each in self.letters.get(application_id, ())
            if each.kind in kinds and each.exchange == about
        )

    def overtaken(self, case: Case, kind: LetterKind, exchange: Exchange | None = None) -> bool:
        """Whether the newest finished letter does not say what a new one would, or none could be."""
        made, dossier = self.made(case.id, kind, exchange), self.of(case, kind, exchange)
        if not made:
            return False
        newest = made[-1]
        return (
            newest.kind is not kind
            or bool(missing(dossier))
            or newest.basis != notes.basis(dossier)
        )

    def _number(self, application_id: int) -> str:
        """The application's own case number, else the round's."""
        found = (self.numbers.get(each) for each in (application_id, None))
        return next((each.number for each in found if each and each.number), "")


def kind_of(case: Case) -> LetterKind | None:
    """The letter about the decision on an application, as decided, else as recommended; None before."""
    decided = None if overtaken(case) else case.decision
    made = decided or case.recommendation
    return DECIDING[made.award] if made else None


def refuse_hidden(case: Case) -> None:
    """Raise NotPermittedError where the judgement that a letter tells of is hidden."""
    if case.hidden:
        raise NotPermittedError(
            f"Andres vurdering af {case.name} er {case.hidden}, og så længe er brevet det også."
        )


def render(workflow: Workflow, dossier: Dossier, person: Person, *, draft: bool = False) -> bytes:
    """The letter as Word, in the authority's own template where there is one."""
    written = workflow.clock()
    template = own(workflow, dossier.kind)
    return notes.letter(dossier, template, author=person.name, written=written, draft=draft)


def filename(case: Case, kind: LetterKind) -> str:
    """The name of a letter's file without its ending: "03-lyngmose-kommune-afslag"."""
    return name_of_file(case, notes.template_name(kind).removesuffix(".docx"))


def of_round(workflow: Workflow, reader: Reader, round_id: str, person: Person) -> Dossiers:
    """Everything that the letters of a round are made from, read in one go."""
    sides = both_sides(workflow, reader, round_id, person)
    whole, texts = sides.whole, defaultdict[int, dict[str, LetterText]](dict)
    for each in reader.letter_texts(round_id):
        texts[each.application][each.key] = each
    every = (*whole.cases, *whole.set_aside)
    stands = [case.decision for case in whole.cases if not overtaken(case)]
    now = workflow.scheme
    return Dossiers(
        seen=sides.seen,
        names=dict(_names(whole)),
        wrote={each.id: each.application.reading for each in every},
        round=_reachable(whole.round, now.rounds),
        fixed=now.letters,
        monitoring=now.monitoring,
        applicants=len(whole.cases),
        selected=sum(each is not None and each.award is Award.GRANT for each in stands),
        undecided=len(whole.cases) - sum(each is not None for each in stands),
        tool=workflow.tool,
        texts=texts,
        letters=grouped(reader.letters(round_id)),
        numbers=reader.case_numbers(round_id),
        undertakings=reader.undertakings(round_id),
    )


def _names(round_: RoundCases) -> Iterator[tuple[int, str]]:
    field = round_.scheme.form.identity.name
    for case in (*round_.cases, *round_.set_aside):
        written = " ".join(seen(case.application.reading.text_of(field)).split())
        if written:
            yield case.id, written


def _reachable(frozen: Round, now: tuple[Round, ...]) -> Round:
    """The round with whom to ask: as the file has it now where none was set when it was opened."""
    contact = next((each.contact for each in now if each.id == frozen.id), "")
    return frozen if frozen.contact else frozen.model_copy(update={"contact": contact})


def _bare(case: Case) -> Case:
    """A case without what is no business of the applicant's: drafts, inner notes, other applicants."""
    made, decided = case.recommendation, case.decision
    return replace(
        case,
        reviews=case.submitted,
        screening=replace(case.screening, flags=()),
        alike=(),
        assignments=(),
        recommendation=made and replace(made, reason="", answer="", choice="", grounds=()),
        decision=decided and replace(decided, reason="", remark=""),
    )
