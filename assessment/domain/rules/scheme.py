"""The scheme: everything criteria.yaml says, as frozen values."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import chain
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from assessment.domain.rules.base import Citation, Exact, Frozen, Identifier, InternalDecision, Text
from assessment.domain.rules.form import Form
from assessment.domain.words.substance import blank
from assessment.domain.words.wording import counted

POINTS = range(6)
"""The scale of DOMAIN.md 4b: whole points 0-5, worded by six anchors."""


class Document(Frozen):
    """A published document that rules are taken from."""

    id: Identifier
    title: Text
    published: str = ""


class Select(Frozen):
    """How many applicants a round selects; a planning frame and no duty to fill up."""

    min: Annotated[int, Field(ge=0, le=1000)]
    max: Annotated[int, Field(ge=1, le=1000)]

    @property
    def words(self) -> str:
        """The frame as a sentence has it: "2–4 ansøgere", "1 ansøger"."""
        if self.min == self.max:
            return counted(self.max, "ansøger", "ansøgere")
        return f"{self.min}–{self.max} ansøgere"


class Period(Frozen):
    """How long the support runs; the dates where they are known."""

    months: Annotated[int, Field(ge=1, le=120)]
    start: date | None = None
    end: date | None = None


class Round(Frozen):
    """One call for applications.

    `deadline_has_clock` tells a published clock time from our reading of a bare date (end of day).
    `fictional_municipalities` exist in this round only, for demonstrations.
    """

    id: Identifier
    title: Text
    deadline: AwareDatetime
    deadline_has_clock: bool = True
    mailboxes: tuple[Text, ...]
    select: Select
    period: Period
    answer_by: date
    contact: str = ""
    demo: bool = False
    fictional_municipalities: tuple[Text, ...] = ()
    source: Citation | None = None
    decided: InternalDecision | None = None


class ApplicantType(Frozen):
    """A kind of applicant; requirements and fields say which kinds they concern."""

    id: Identifier
    label: Text


class CheckBase(Frozen):
    """What every machine check has: which part of a requirement it speaks of and what raises doubt.

    `doubt_terms` are words ("kun undervisning", "hensigtserklæring*"); one of them anywhere in the
    applicant's own text turns a proposal of "opfyldt" into "skal afklares".
    """

    part: str = ""
    doubt_terms: tuple[Text, ...] = ()


class OnTime(CheckBase):
    """Received before the round's deadline (F1)."""

    kind: Literal["on_time"]


class FormComplete(CheckBase):
    """All required fields answered with something other than the form's own text (F4, F5)."""

    kind: Literal["form_complete"]


class Eligible(CheckBase):
    """A known kind of applicant in a known municipality (F6)."""

    kind: Literal["eligible"]


class Committed(CheckBase):
    """Boxes ticked (F7); a commitment in prose alone is for a human to judge."""

    kind: Literal["committed"]
    fields: tuple[Identifier, ...]


class Described(CheckBase):
    """Text fields answered; what they are worth is for a human (F8)."""

    kind: Literal["described"]
    fields: tuple[Identifier, ...]


class Framed(CheckBase):
    """A target group described and placed in one of the scheme's frames by a tick.

    `not_alone` are frames that do not say enough by themselves and make the outcome unclear.
    """

    kind: Literal["framed"]
    description: Identifier
    frames: tuple[Identifier, ...]
    not_alone: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _not_alone_are_frames(self) -> Framed:
        if not set(self.not_alone) <= set(self.frames):
            raise ValueError("not_alone må kun nævne felter, der også står i frames")
        return self


class Agreement(CheckBase):
    """A cooperation agreement named with municipality, date and attachment (F9).

    `terms` are words that such an agreement has in its file's name or at its beginning.
    """

    kind: Literal["agreement"]
    municipality: Identifier
    date: Identifier
    attachment: Identifier
    terms: tuple[Text, ...] = ()


Check = Annotated[
    OnTime | FormComplete | Eligible | Committed | Described | Framed | Agreement,
    Field(discriminator="kind"),
]


class Rejection(StrEnum):
    """What an unmet requirement leads to: no assessment on the merits, or a refusal."""

    DISMISSAL = "afvisning"
    REFUSAL = "afslag"


class Requirement(Frozen):
    """A gate, minimum requirement or condition, in our own words, with its machine checks.

    `text` also guides whoever checks it; `in_letters` is the rule alone, as an applicant is told it.
    `terms` are further words that speak of it; passages are found by them, and nothing is decided.
    """

    id: Identifier
    title: Text
    text: Text
    in_letters: str = ""
    official_text: str = ""
    terms: tuple[Text, ...] = ()
    source: Citation
    applies_to: tuple[Identifier, ...] = ()
    unmet: Rejection = Rejection.REFUSAL
    checks: tuple[Check, ...]

    def applies(self, applicant_type: str | None) -> bool:
        """Whether it concerns this kind of applicant; an unknown kind is asked everything."""
        return not self.applies_to or applicant_type is None or applicant_type in self.applies_to


class FlagRule(Frozen):
    """Words that a reviewer should look at; a flag never decides anything."""

    id: Identifier
    title: Text
    terms: tuple[Text, ...]
    question: Text


class Plausibility(Frozen):
    """The figures behind "realistisk" and the fields they are held against (F10).

    `yearly_turnover` is courses a place can hold a year (33 a year for 3 x 10 places = 1.1);
    `courses_per_full_time` is courses a full-time worker completes a year.
    """

    employees: Identifier
    full_time: Identifier
    caseload: Identifier
    citizens: Identifier
    caseload_per_full_time: Exact
    courses_per_full_time: Exact
    yearly_turnover: Exact
    source: Citation


class ScaleStep(Frozen):
    """One point of the scale with its name and general anchor."""

    points: Annotated[int, Field(ge=0, le=5)]
    name: Text
    text: Text


class Aspect(Frozen):
    """What a reviewer gives points for, with six worded anchors for 0-5.

    `terms` are further words that speak of it; passages are found by them, and nothing is decided.
    """

    id: Identifier
    title: Text
    question: Text
    terms: tuple[Text, ...] = ()
    prompts: tuple[Text, ...] = ()
    anchors: tuple[Text, ...]


class Statement(Frozen):
    """A weighting statement (V1-V7): what is given weight, and whether it has priority."""

    id: Identifier
    given_weight: Text
    official_text: str = ""
    prioritised: bool = False
    source: Citation
    aspects: tuple[Aspect, ...]


class Criterion(Frozen):
    """A weighted criterion; its score is the mean of its statements."""

    id: Identifier
    title: Text
    official_title: Text
    weight: Exact
    source: Citation
    statements: tuple[Statement, ...]

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """The criterion's aspects in order."""
        return tuple(chain.from_iterable(statement.aspects for statement in self.statements))


class Scoring(Frozen):
    """Values of the assessment that no guide gives: internal decisions, printed as such."""

    tie_margin: Exact
    attention_below: Exact
    disagreement: Annotated[int, Field(ge=1, le=5)]
    scale: tuple[ScaleStep, ...]
    weights_decided: InternalDecision
    scale_decided: InternalDecision
    margins_decided: InternalDecision


class Signatory(Frozen):
    """Who signs the letters."""

    name: Text
    title: Text


class Complaint(Frozen):
    """Where and how a decision can be appealed, or on what legal basis it cannot (klagevejledning).

    Nobody but the authority's jurist can say it; it must never be guessed (forvaltningsloven § 25).
    """

    appealable: bool
    legal_basis: Text
    instance: str = ""
    how: str = ""
    deadline: str = ""

    @model_validator(mode="after")
    def _says_how(self) -> Complaint:
        told = (self.instance, self.how, self.deadline)
        if blank(self.legal_basis) or (self.appealable and any(map(blank, told))):
            raise ValueError("skal sige instance, how og deadline for en klage, og legal_basis")
        return self


class LetterTexts(Frozen):
    """The fixed texts of the letters; they follow the file as it stands, not the frozen rules.

    `support` is what a selected applicant gets, `next_step` what happens first. `complaint` is None
    until the authority's jurist has settled it.
    """

    signatory: Signatory | None = None
    complaint: Complaint | None = None
    access: str = ""
    support: tuple[Text, ...] = ()
    next_step: str = ""


class ReportField(Frozen):
    """A column of the reports that the selected send; `kind` says what it may hold."""

    id: Identifier
    title: Text
    kind: Literal["cpr", "start", "end", "sub_group", "completed"]


class Monitoring(Frozen):
    """What the selected report, and how often; each kind of field comes once."""

    every_months: Annotated[int, Field(ge=1, le=24)]
    fields: tuple[ReportField, ...]
    purpose: Text
    source: Citation

    @model_validator(mode="after")
    def _each_kind_once(self) -> Monitoring:
        kinds = [each.kind for each in self.fields]
        if len(set(kinds)) != len(kinds):
            raise ValueError("må kun have ét felt af hver slags (kind)")
        return self


class Scheme(Frozen):
    """A whole scheme, consistent in itself (see `scheme_rules.inconsistencies`)."""

    id: Identifier
    title: Text
    authority: Text
    purpose: Text
    legal_basis: Text
    documents: tuple[Document, ...]
    rounds: tuple[Round, ...]
    applicant_types: tuple[ApplicantType, ...]
    gates: tuple[Requirement, ...]
    minimum_requirements: tuple[Requirement, ...]
    conditions: tuple[Requirement, ...]
    form: Form
    criteria: tuple[Criterion, ...]
    scoring: Scoring
    plausibility: Plausibility
    flags: tuple[FlagRule, ...] = ()
    letters: LetterTexts = LetterTexts()
    monitoring: Monitoring | None = None

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Gates, minimum requirements and conditions in the order they are checked."""
        return self.gates + self.minimum_requirements + self.conditions

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """All aspects in the order they are scored."""
        return tuple(chain.from_iterable(criterion.aspects for criterion in self.criteria))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All weighting statements in order."""
        return tuple(chain.from_iterable(criterion.statements for criterion in self.criteria))

    @property
    def weights(self) -> dict[str, Fraction]:
        """The official weight of each criterion; they sum to exactly 1."""
        return {criterion.id: criterion.weight for criterion in self.criteria}

    def round(self, round_id: str) -> Round:
        """Return the round of this id; KeyError where the scheme has none."""
        return {each.id: each for each in self.rounds}[round_id]

    def requirement(self, requirement_id: str) -> Requirement:
        """Return the requirement of this id; KeyError where the scheme has none."""
        return {each.id: each for each in self.requirements}[requirement_id]

    def fields_feeding(self, target_id: str) -> tuple[str, ...]:
        """The ids of the form's fields that feed a requirement or an aspect, in form order."""
        return tuple(field.id for field in self.form.fields if target_id in field.feeds)

    def type_label(self, type_id: str | None) -> str:
        """The Danish label of a kind of applicant, or "ikke oplyst"."""
        labels = {each.id: each.label for each in self.applicant_types}
        return labels.get(type_id or "", "ikke oplyst")
