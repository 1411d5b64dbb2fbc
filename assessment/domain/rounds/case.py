"""An application with everything that has happened to it, and a round of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from assessment.domain.applications.application import Application
from assessment.domain.applications.versions import SetAside
from assessment.domain.checking.screening import Screening
from assessment.domain.correspondence.dialogue import Exchange
from assessment.domain.outcomes.decision import Decision, Recommendation, attention_points, awards
from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.impartiality import Closure
from assessment.domain.panel.people import Person
from assessment.domain.ranking.places import Candidate, Ranking, rank
from assessment.domain.ranking.robustness import Robustness, robustness
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.reviewing.marks import Marks, given, marks_of
from assessment.domain.reviewing.review import Review, submitted
from assessment.domain.rules.scheme import Round, Scheme, Select
from assessment.domain.words.wording import listed
from assessment.errors import NotFoundError, NotPermittedError


@dataclass(frozen=True)  # no slots: what is computed of it is kept
class Case:
    """One application with its formal check, its reviews and what is recommended for it.

    `alike` are the ids of other applications that may come from the same applicant. `hidden` says
    until when others' judgement is kept from whoever looks: then it is not in here at all. It is ""
    where nothing is. `barred` are those who are or may be conflicted.
    """

    scheme: Scheme
    application: Application
    screening: Screening
    reviews: tuple[Review, ...]
    recommendation: Recommendation | None
    set_aside: SetAside | None = None
    alike: tuple[int, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    consensus: Mapping[str, Consensus] = field(default_factory=dict)
    exchanges: tuple[Exchange, ...] = ()
    decision: Decision | None = None
    hidden: str = ""
    barred: frozenset[Person] = frozenset()

    @property
    def id(self) -> int:
        """The application's id."""
        return self.application.id

    @property
    def name(self) -> str:
        """The applicant's name."""
        return self.application.name(self.scheme)

    @cached_property
    def submitted(self) -> tuple[Review, ...]:
        """The reviews that count: none of somebody who is or may be conflicted."""
        ids = {person.id for person in self.barred}
        return tuple(each for each in submitted(self.reviews) if each.reviewer.id not in ids)

    @cached_property
    def marks(self) -> Marks:
        """The exact scores from the submitted reviews and what was agreed; none where they are hidden."""
        reviews = () if self.hidden else self.submitted
        return marks_of(reviews, self.scheme, self.consensus)

    @property
    def tainted(self) -> tuple[str, ...]:
        """What somebody took part in who is or may be conflicted, and that others must do again."""
        names = {person.name for person in self.barred}
        made = self.recommendation
        found = [
            f"udfaldet for {each.requirement}"
            for each in self.screening.outcomes.values()
            if {each.by, each.confirmed_by} & names
        ]
        found += [
            f"konsensus om {each.aspect}"
            for each in self.consensus.values()
            if each.stands and {each.by, *each.participants} & names
        ]
        return (*found, *(["indstillingen"] if made and made.by in names else []))

    @cached_property
    def attention(self) -> tuple[str, ...]:
        """The points a note must answer."""
        return attention_points(self.submitted, self.marks, self.scheme)

    @property
    def missing(self) -> tuple[str, ...]:
        """What must still be done before its decision note is more than a draft."""
        screening, made = self.screening, self.recommendation
        needs = (
            (
                bool(screening.open) and not screening.unmet,
                f"udfald i den formelle prøvning for {listed(screening.open)}",
            ),
            (
                bool(screening.unconfirmed),
                "en anden persons bekræftelse af den formelle prøvning",
            ),
            (not screening.unmet and not self.submitted, "en indsendt vurdering"),
            (made is None, "en indstilling"),
            (
                made is not None and made.award not in awards(screening, self.scheme),
                "en indstilling, der passer til den formelle prøvning",
            ),
            (bool(self.attention) and not (made and made.answer), "svar på opmærksomhedspunkterne"),
            (
                bool(self.tainted),
                f"at andre end den, der er eller kan være inhabil, gør {listed(self.tainted)} om",
            ),
        )
        return tuple(text for needed, text in needs if needed)

    @property
    def candidate(self) -> Candidate:
        """The applicant as the ranking sees it."""
        qualified = not self.screening.unmet
        provisional = qualified and not self.screening.settled
        return Candidate(
            str(self.id),
            self.name,
            self.marks,
            qualified,
            provisional,
            hidden=self.hidden,
            given={} if self.hidden else given(self.submitted),
        )


@dataclass(frozen=True, slots=True)
class Closed:
    """An application that is closed to whoever looks: all they may know of it, and why."""

    id: int
    name: str
    why: Closure


@dataclass(frozen=True, slots=True)
class Frozen:
    """How a round's rules were frozen: by whom, when and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)  # no slots: what is computed of it is kept
class RoundCases:
    """A round with its cases, in the order of registration.

    `cases` are those that are assessed; the applications set aside, since another of the same
    applicant stands, are kept beside them. `criteria_sha256` names the rules that govern it;
    `criteria_changed` says that the rule file has been edited since the round was opened with them.
    `closed` are those that whoever looks may not see. `pending` is how many declarations wait for
    somebody to decide on them, `undeclared` who has not declared their impartiality to all;
    `frozen` is None while the round is prepared.
    """

    round: Round
    scheme: Scheme
    criteria_sha256: str
    criteria_changed: bool
    cases: tuple[Case, ...]
    set_aside: tuple[Case, ...] = ()
    phase: Phase = Phase.PREPARATION
    closed: tuple[Closed, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    pending: int = 0
    undeclared: tuple[str, ...] = ()
    frozen: Frozen | None = None

    @cached_property
    def whole(self) -> bool:
        """Whether whoever looks sees everything of the round."""
        return not self.closed and not any(case.hidden for case in self.cases)

    @property
    def names(self) -> dict[int, str]:
        """The applicants' names by application, of those that are closed too."""
        open_ = {case.id: case.name for case in (*self.cases, *self.set_aside)}
        return open_ | {each.id: each.name for each in self.closed}

    @property
    def comparable(self) -> bool:
        """Whether whoever looks sees the scores of all that can have a place."""
        return not self.closed and not any(
            case.hidden and not case.screening.unmet for case in self.cases
        )

    def case(self, application_id: int) -> Case:
        """The case of this application; NotFoundError where it is in another round or nowhere."""
        for case in (*self.cases, *self.set_aside):
            if case.id == application_id:
                return case
        for shut in self.closed:
            if shut.id == application_id:
                raise NotPermittedError(
                    f"{shut.name} er lukket for dig: {shut.why}. {shut.why.advice}"
                )
        raise NotFoundError(f"Ansøgning nr. {application_id} findes ikke i runden {self.round.id}.")

    def assessed_by(self, person: Person) -> tuple[str, ...]:
        """What somebody did to assess the round, and so may not decide in it; in Danish."""
        cases, name = (*self.cases, *self.set_aside), person.name
        found = {
            "vurderet": any(
                each.reviewer.id == person.id for case in cases for each in case.reviews
            ),
            "deltaget i konsensus": any(
                name in {each.by, *each.participants}
                for case in cases
                for each in case.consensus.values()
            ),
            "taget stilling i den formelle prøvning": any(
                name in {each.by, each.confirmed_by}
                for case in cases
                for each in case.screening.outcomes.values()
            ),
            "indstillet": any(
                case.recommendation and case.recommendation.by == name for case in cases
            ),
        }
        return tuple(what for what, done in found.items() if done)

    @cached_property
    def ranking(self) -> Ranking:
        """The ranking by the official weights, with the three groups at the cut."""
        return self.robustness.ranking

    @cached_property
    def robustness(self) -> Robustness:
        """How sure the official ranking is."""
        return robustness(self.placed, self.scheme)

    @cached_property
    def placed(self) -> Ranking:
        """The official ranking where totals and places are all that is asked of it."""
        return self.ranked_by(self.scheme.weights)

    def ranked_by(self, weights: Mapping[str, Fraction], select: Select | None = None) -> Ranking:
        """The plain ranking by other weights or another number to select, for a what-if."""
        candidates = (case.candidate for case in self.cases)
        return rank(candidates, self.scheme, select or self.round.select, weights)
