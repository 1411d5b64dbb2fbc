"""Fill the demo round, so that every page has something true to show."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

from assessment.domain.applications.delivery import Fate
from assessment.domain.checking.screening import Outcome
from assessment.domain.correspondence.dialogue import ASKS, Exchange, Kind
from assessment.domain.outcomes import selection
from assessment.domain.outcomes.award import Award
from assessment.domain.panel.access import Act, Phase
from assessment.domain.panel.impartiality import Ground, Stance
from assessment.domain.panel.people import Person, Role
from assessment.domain.reviewing.review import Review, submitted
from assessment.domain.rounds.event import Action
from assessment.domain.words.wording import local
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow import (
    agreeing,
    assigning,
    core,
    corresponding,
    declaring,
    formal,
    lettering,
    people,
    receiving,
    recommending,
    reviewing,
    rounds,
)
from assessment.workflow.core import Workflow

ROUND = "demo"
LEAD = "Lone Vestergaard"

_CASE = "DEMO-2026-0001"
"""Under which number an authority's journal would keep the round."""

_RULES = (
    "Vejledningen giver ingen talvægte. Kriterierne vejer lige meget, som det blev besluttet, før den "
    "første ansøgning kom."
)
_SECOND = "Anne Holm"
"""Who confirms the formal check as the second person."""
_LATE = ("13-huset-sila", "Mette Sand")
"""The review that the round goes back for and that is left open."""
_ONE_MORE = (
    "Huset Sila ligger tæt på grænsen og skal vurderes af en tredje bedømmer, før indstillingen "
    "ligger fast."
)
_DOUBT, _DOUBTER = "06-opgangen-aps", "Jens Krogh"
_TIE = "Jeg holdt for seks år siden et oplæg for en kollega, som i dag er ansat hos ansøger."
_NO_TIE = (
    "Kontakten var faglig og enkeltstående og ligger langt tilbage. Den er ikke egnet til at vække "
    "tvivl om upartiskheden."
)


def load(workflow: Workflow, folder: Path, by: Person | None = None) -> bool:
    """Take the demo round from its first file to a recommendation, and back to one more review.

    False where that was done. `folder` holds the Word files and the tables beside them. What a user
    has set is left alone. `by` is None for whoever runs the installation; anybody else must be one
    who may let people in. Raises NotFoundError where the samples are missing.
    """
    with workflow.database.read() as reader:
        if by:
            core.permit(reader, by, Act.MANAGE_PEOPLE)
        if any(each.action is Action.DEMO_LOADED for each in reader.events(round_id=ROUND)):
            return False
    panel = _people(workflow, folder)
    _open(workflow, panel[LEAD])
    demo = _Demo(workflow, folder, panel, dict(_register(workflow, folder, panel[LEAD])))
    demo.run()
    with workflow.database.begin() as repository:
        core.record(workflow, repository, panel[LEAD], Action.DEMO_LOADED, (ROUND, None))
    return True


def _people(workflow: Workflow, folder: Path) -> dict[str, Person]:
    """Everybody of the demo round by name, known or new."""
    rows = _rows(folder, "people.csv")
    return {
        row["name"]: people.join(
            workflow, row["name"], [Role(each) for each in row["roles"].split(";")]
        )
        for row in rows
    }


def _open(workflow: Workflow, lead: Person) -> None:
    life = rounds.life(workflow, ROUND, lead)
    if life.phase is Phase.PREPARATION:
        rounds.advance(workflow, ROUND, lead, reason=_RULES, expected=life.version)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise NotFoundError(f"Demoens filer mangler: {path} kan ikke læses.") from None


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_content(folder / name).decode(), newline="")))


def _register(workflow: Workflow, folder: Path, by: Person) -> Iterator[tuple[str, int]]:
    uploads = [
        receiving.Upload(
            Path(row["file"]).name,
            _content(folder / row["file"]),
            datetime.fromisoformat(row["received"]) if row["received"] else None,
        )
        for row in _rows(folder, "received.csv")
    ]
    for receipt in receiving.receive(workflow, ROUND, uploads, by):
        if receipt.fate is Fate.REFUSED:
            raise RefusedActionError(f"{receipt.filename}: {receipt.message}")
        if receipt.application is not None and receipt.fate is not Fate.ATTACHED:
            yield Path(receipt.filename).stem, receipt.application


@dataclass(frozen=True, slots=True)
class _Demo:
    """The demo round on its way; each part does only what is not done yet."""

    workflow: Workflow
    folder: Path
    panel: Mapping[str, Person]
    ids: Mapping[str, int]

    def run(self) -> None:
        """Take the round through its phases, as its people would."""
        self._declare()
        self._set_outcomes()
        late = self.ids[_LATE[0]], _LATE[1]
        if self._left_to_recommend():
            self._assign(lambda application, name: (application, name) != late)
            self._move(Phase.ASSESSMENT)
            self._review(lambda application, name: (application, name) != late)
            self._move(Phase.CONSENSUS)
            self._agree()
            self._move(Phase.RECOMMENDATION)
            self._recommend()
        self._move_back(Phase.CONSENSUS)
        self._move_back(Phase.ASSESSMENT)
        self._assign(lambda application, name: (application, name) == late)
        self._review(lambda application, name: (application, name) == late)
        self._correspond()
        self._write_letters()

    def _declare(self) -> None:
        """Everybody is impartial but for one doubt, which the lead settles."""
        for each in self.panel.values():
            if each.takes_part and each.name != _DOUBTER:
                declaring.declare_impartial(self.workflow, ROUND, each)
        wanted, person = self.ids[_DOUBT], self.panel[_DOUBTER]
        own = {
            each.application: each for each in declaring.applicants(self.workflow, ROUND, person)
        }
        made = own[wanted].declaration
        if made is None:
            made = declaring.declare(
                self.workflow,
                wanted,
                Stance.DOUBT,
                grounds=[Ground.OTHER],
                text=_TIE,
                by=person,
                expected=0,
            )
        if made.pending:
            declaring.judge(
                self.workflow,
                wanted,
                person.id,
                None,
                reason=_NO_TIE,
                by=self.panel[LEAD],
                expected=made.version,
            )
        declaring.declare_impartial(self.workflow, ROUND, person)

    def _set_outcomes(self) -> None:
        with self.workflow.database.read() as reader:
            known = reader.outcomes(ROUND)
        for row in _rows(self.folder, "formal.csv"):
            application = self.ids[row["application"]]
            if row["requirement"] not in known.get(application, {}):
                formal.set_outcome(
                    self.workflow,
                    application,
                    row["requirement"],
                    Outcome(row["outcome"]),
                    reason=row["reason"],
                    by=self.panel[LEAD],
                    expected=0,
                )
        with self.workflow.database.read() as reader:
            known = reader.outcomes(ROUND)
        for application, outcomes in known.items():
            if any(each.by == LEAD and not each.confirmed_by for each in outcomes.values()):
                formal.confirm(self.workflow, application, self.panel[_SECOND])

    def _assign(self, wanted: Callable[[int, str], bool]) -> None:
        with self.workflow.database.read() as reader:
            known = {(each.application, each.reviewer.name) for each in reader.assignments(ROUND)}
        for application, name in self._given():
            if wanted(application, name) and (application, name) not in known:
                assigning.assign(self.workflow, application, self.panel[name].id, self.panel[LEAD])

    def _given(self) -> dict[tuple[int, str], list[dict[str, str]]]:
        """The scores of the table by application and reviewer."""
        given: defaultdict[tuple[int, str], list[dict[str, str]]] = defaultdict(list)
        for row in _rows(self.folder, "reviews.csv"):
            given[self.ids[row["application"]], row["reviewer"]].append(row)
        return given

    def _review(self, wanted: Callable[[int, str], bool]) -> None:
        """Save each score; whoever scored everything submits."""
        with self.workflow.database.read() as reader:
            known = {(each.application, each.reviewer.name): each for each in reader.reviews(ROUND)}
        for (application, name), rows in self._given().items():
            review = known.get((application, name), Review(application, self.panel[name]))
            if wanted(application, name) and not review.submitted:
                self._score(review, rows)

    def _score(self, review: Review, rows: list[dict[str, str]]) -> None:
        for row in rows:
            if row["aspect"] not in review.scores:
                reviewing.save_score(
                    self.workflow,
                    review.application,
                    review.reviewer,
                    row["aspect"],
                    points=int(row["points"]),
                    reason=row["reason"],
                    expected=0,
                )
        if len(rows) == len(self.workflow.scheme_of(ROUND).aspects):
            reviewing.submit(self.workflow, review.application, review.reviewer)

    def _agree(self) -> None:
        with self.workflow.database.read() as reader:
            known = reader.consensus(ROUND)
            given = submitted(reader.reviews(ROUND))
        for row in _rows(self.folder, "consensus.csv"):
            application = self.ids[row["application"]]
            if row["aspect"] not in known.get(application, {}):
                agreeing.agree(
                    self.workflow,
                    application,
                    row["aspect"],
                    points=Fraction(row["points"]),
                    reason=row["reason"],
                    participants=[
                        each.reviewer.name for each in given if each.application == application
                    ],
                    by=self.panel[LEAD],
                    expected=0,
                )

    def _left_to_recommend(self) -> list[dict[str, str]]:
        with self.workflow.database.read() as reader:
            known = reader.recommendations(ROUND)
        rows = _rows(self.folder, "recommendations.csv")
        return [row for row in rows if self.ids[row["application"]] not in known]

    def _recommend(self) -> None:
        for row in self._left_to_recommend():
            recommending.recommend(
                self.workflow,
                self.ids[row["application"]],
                Award(row["outcome"]),
                reason=row["reason"],
                answer=row["answer"],
                by=self.panel[LEAD],
                expected=0,
                choice=row["choice"],
                grounds=[selection.Ground(each) for each in row["grounds"].split(";") if each],
            )

    def _correspond(self) -> None:
        with self.workflow.database.read() as reader:
            known = {each.text: each for each in reader.exchanges(ROUND)}
        lead = self.panel[LEAD]
        for row in _rows(self.folder, "dialogue.csv"):
            made = known.get(row["text"]) or self._noted(row)
            if row["answer"] and made.answer is None:
                made = corresponding.answer(
                    self.workflow, made.id, row["answer"], by=lead, expected=made.version
                )
            if row["shared"] and made.shared is None:
                corresponding.share(
                    self.workflow, made.id, row["shared"], by=lead, expected=made.version
                )

    def _noted(self, row: dict[str, str]) -> Exchange:
        kind, now = Kind(row["kind"]), self.workflow.clock()
        deadline = local(now + timedelta(days=7)).replace(
            hour=12, minute=0, second=0, microsecond=0
        )
        wanted = Exchange(
            0,
            ROUND,
            self.ids[row["application"]],
            kind,
            row["text"],
            "",
            now,
            row["counterpart"],
            tuple(filter(None, row["fields"].split(";"))),
            deadline if kind in ASKS else None,
        )
        return corresponding.note(self.workflow, wanted, self.panel[LEAD])

    def _write_letters(self) -> None:
        """Number the round's case, and accept the texts of two letters; the rest are proposals."""
        workflow, lead = self.workflow, self.panel[LEAD]
        with workflow.database.read() as reader:
            numbers = reader.case_numbers(ROUND)
        if None not in numbers:
            lettering.set_case_number(workflow, ROUND, None, _CASE, by=lead, expected=0)
        desk = lettering.desk(workflow, ROUND, lead)
        proposed = {
            (state.case.id, draft.wanted.key)
            for state in desk
            for draft in state.texts
            if not draft.stored
        }
        for row in _rows(self.folder, "letters.csv"):
            about, key, text = self.ids[row["application"]], row["key"], row["text"]
            if (about, key) in proposed:
                lettering.save_text(workflow, about, key, text, accepted=True, by=lead, expected=0)

    def _move(self, to: Phase) -> None:
        life = rounds.life(self.workflow, ROUND, self.panel[LEAD])
        if life.forward and life.forward.to is to:
            rounds.advance(self.workflow, ROUND, self.panel[LEAD], reason="", expected=life.version)

    def _move_back(self, to: Phase) -> None:
        life = rounds.life(self.workflow, ROUND, self.panel[LEAD])
        if life.back and life.back.to is to:
            rounds.go_back(
                self.workflow, ROUND, self.panel[LEAD], reason=_ONE_MORE, expected=life.version
            )
