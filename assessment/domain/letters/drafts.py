"""The texts that a decision letter needs, and what is proposed for each from the case itself.

A refusal must give the main considerations of this very case, each decisive criterion among them,
and the facts that weighed most (forvaltningsloven § 24; FOB 2012-18, 96-335 and 98-246). All
criteria weigh in the total, so each is decisive: a weakness is asked for wherever a criterion is
below the best mark, and a strength wherever it reaches the middle of the scale.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from assessment.domain.applications.personal import mask
from assessment.domain.correspondence.dialogue import ASKS, Exchange
from assessment.domain.letters.dossier import (
    ASKED,
    CONDITIONS,
    DISPENSATION,
    FACTS,
    Dossier,
    strengths,
    unmet,
    weaknesses,
)
from assessment.domain.letters.tone import BEST, MIDDLE, in_our_voice, speaks_for
from assessment.domain.outcomes.letter import LetterKind, LetterText
from assessment.domain.reviewing.consensus import standing
from assessment.domain.reviewing.marks import exact_mean
from assessment.domain.rounds.case import Case
from assessment.domain.rules.scheme import Aspect, Criterion
from assessment.domain.words.wording import local, long_day, number


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that a letter has room for, by its key; a `required` one must be accepted."""

    key: str
    title: str
    help: str
    required: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that a letter has room for as it stands: what somebody saved, else what is proposed."""

    wanted: Wanted
    text: str
    stored: LetterText | None = None

    @property
    def accepted(self) -> bool:
        """Whether a human stands by it, so that it goes into the letter."""
        return bool(self.stored and self.stored.accepted)

    @property
    def version(self) -> int:
        """How often it was saved; 0 for a mere proposal."""
        return self.stored.version if self.stored else 0


def texts_of(dossier: Dossier) -> tuple[Draft, ...]:
    """Each text that the letter has room for, in its order."""
    return tuple(draft(dossier, each) for each in wanted(dossier))


def draft(dossier: Dossier, each: Wanted) -> Draft:
    """One of the texts that the letter has room for."""
    stored = dossier.texts.get(each.key)
    return Draft(each, stored.text if stored else proposal(dossier, each.key), stored)


def wanted(dossier: Dossier) -> tuple[Wanted, ...]:
    """Which texts the letter has room for; none where it is not about a decision."""
    if dossier.kind is LetterKind.GRANT:
        return (_conditions(dossier),)
    if dossier.kind not in {LetterKind.RESERVE, LetterKind.REFUSAL, LetterKind.DISMISSAL}:
        return ()
    return tuple(_formal(dossier) if dossier.formal else _on_merits(dossier))


def _conditions(dossier: Dossier) -> Wanted:
    return Wanted(
        CONDITIONS,
        "Vilkår, der afviger fra ansøgningen",
        "Skriv, hvad der er aftalt anderledes end ansøgt, og hvorfor.",
        required=bool(deviations(dossier)),
    )


def _formal(dossier: Dossier) -> Iterator[Wanted]:
    for each in dossier.case.screening.unmet:
        requirement = dossier.scheme.requirement(each.requirement)
        yield Wanted(
            unmet(requirement.id),
            f"Hvorfor {requirement.id} ikke er opfyldt: {requirement.title}",
            "Skriv, hvad der konkret mangler i denne ansøgning; selve kravet står i brevet.",
            required=True,
        )
    yield Wanted(
        ASKED,
        "Hvad vi har spurgt om, og hvad vi fik svar på",
        "Skriv, hvad der blev spurgt om hvornår og med hvilken frist, og hvad der blev svaret.",
        required=True,
    )
    yield Wanted(
        DISPENSATION,
        "Hvorfor der ikke gøres en undtagelse",
        "Skriv, hvad der er overvejet, og hvorfor der ikke ses bort fra kravet i denne sag.",
        required=dossier.kind is LetterKind.DISMISSAL,
    )


def _on_merits(dossier: Dossier) -> Iterator[Wanted]:
    marks = dossier.case.marks.criteria
    for each in dossier.scheme.criteria:
        mark = marks[each.id]
        yield Wanted(
            strengths(each.id),
            f"{each.title}: styrker",
            "Skriv, hvad der taler for ansøgningen under dette kriterium.",
            required=mark is None or mark >= MIDDLE,
        )
        yield Wanted(
            weaknesses(each.id),
            f"{each.title}: svagheder",
            "Skriv, hvad der taler imod ansøgningen under dette kriterium.",
            required=mark is None or mark < BEST,
        )
    yield Wanted(
        FACTS,
        "Oplysninger, der er tillagt væsentlig betydning",
        "Skriv kort, hvilke oplysninger i ansøgningen der har vejet mest.",
        required=True,
    )


def deviations(dossier: Dossier) -> tuple[str, ...]:
    """Where what was agreed is another than what was applied for, one sentence each.

    Such a grant is not fully favourable and needs a reason (forvaltningsloven § 22).
    """
    agreed, reading = dossier.undertaking, dossier.case.application.reading
    if agreed is None:
        return ()
    fields = dossier.scheme.plausibility
    citizens, caseload = reading.number(fields.citizens), reading.number(fields.caseload)
    found = []
    if citizens is not None and citizens != agreed.citizens:
        found.append(f"Der er aftalt {agreed.citizens} borgere; der er søgt om {number(citizens)}.")
    if caseload is not None and agreed.caseload.isdigit() and int(agreed.caseload) != caseload:
        found.append(
            f"Der er aftalt en caseload på {agreed.caseload}; der er søgt om {number(caseload)}."
        )
    return tuple(found)


def favourable(dossier: Dossier) -> bool:
    """Whether the applicant gets all that it applied for, so that no reasons need be given (§ 22)."""
    departs = deviations(dossier) or dossier.text(CONDITIONS)
    return dossier.kind is LetterKind.GRANT and not departs


def proposal(dossier: Dossier, key: str) -> str:
    """What is proposed for a text, to be edited; "" where the case has nothing to propose.

    CPR-like numbers are masked, and nobody who assessed is named by it.
    """
    return mask("\n\n".join(_proposed(dossier, key)))


def _proposed(dossier: Dossier, key: str) -> Iterator[str]:
    kind, _, about = key.partition(":")
    for criterion in dossier.scheme.criteria:
        if criterion.id == about and kind in {"strengths", "weaknesses"}:
            found = considerations(dossier.case, criterion)
            yield from found.strengths if kind == "strengths" else found.weaknesses
    if kind == "unmet":
        yield from _unmet(dossier, about)
    elif key == ASKED:
        yield from _asked(dossier)
    elif key == FACTS:
        yield from _facts(dossier)
    elif key == CONDITIONS:
        yield from deviations(dossier)


@dataclass(frozen=True, slots=True)
class Considerations:
    """What speaks for an application under a criterion, and what against it; one text an aspect."""

    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]


def considerations(case: Case, criterion: Criterion) -> Considerations:
    """What the reasons that count say for an application under a criterion and against it, by aspect.

    Those of what was agreed, else of each submitted review, without points and names. No sentence is
    told on both sides, whoever else said it of whichever aspect.
    """
    said = {aspect.title: tuple(_said(case, aspect)) for aspect in criterion.aspects}
    given: defaultdict[str, list[Fraction]] = defaultdict(list)
    for points, sentence in chain.from_iterable(said.values()):
        given[_bare(sentence)].append(points)
    favour: list[str] = []
    against: list[str] = []
    for title, sentences in said.items():
        told: dict[bool, dict[str, str]] = {True: {}, False: {}}
        for _, each in sentences:
            bare = _bare(each)
            told[speaks_for(each, exact_mean(given[bare]))][bare] = in_our_voice(each)
        favour += _told(title, told[True])
        against += _told(title, told[False])
    return Considerations(tuple(favour), tuple(against))


def _told(title: str, sentences: Mapping[str, str]) -> Iterator[str]:
    if sentences:
        yield f"{title}: {' '.join(sentences.values())}"


def _said(case: Case, aspect: Aspect) -> Iterator[tuple[Fraction, str]]:
    """Each sentence of the reasons for an aspect, with the points that it was a reason for."""
    for points, reason in _judgements(case, aspect):
        # A bare number explains nothing.
        sentences = (each for each in _SENTENCES.split(reason) if not _OF_POINTS.search(each))
        yield from ((points, " ".join(each.split())) for each in sentences if each.strip())


def _bare(sentence: str) -> str:
    return sentence.casefold().rstrip(".!? ")


def _judgements(case: Case, aspect: Aspect) -> Iterator[tuple[Fraction, str]]:
    """Points and reasons of an aspect: what was agreed, else what each reviewer gave."""
    agreed = standing(case.consensus).get(aspect.id)
    if agreed and agreed.points is not None:
        yield agreed.points, agreed.reason
        return
    for review in case.submitted:
        score = review.score(aspect.id)
        if score.points is not None:
            yield Fraction(score.points), score.reason


_SENTENCES = re.compile(
    r"(?<=[.!?])(?<!\bjf\.)(?<!\bca\.)(?<!\bnr\.)(?<!\bbl\.a\.)(?<!\bf\.eks\.)\s+(?=[“”\"'’]?[A-ZÆØÅÉ])"
)
"""Where a sentence ends and another begins; what is shortened ("jf. Bilag 1") ends none."""
_OF_POINTS = re.compile(r"\b(?:\d+(?:[.,]\d+)?|nul|et|to|tre|fire|fem)\s+point\b", re.IGNORECASE)


def _unmet(dossier: Dossier, requirement_id: str) -> Iterator[str]:
    outcome = dossier.case.screening.outcomes.get(requirement_id)
    if outcome:
        yield outcome.reason


def _asked(dossier: Dossier) -> Iterator[str]:
    made = [each for each in dossier.case.exchanges if each.kind in ASKS and each.stands]
    if not made:
        yield "Vi har ikke bedt jer om supplerende oplysninger."
    for each in made:
        yield f"{_day(each)} bad vi jer om følgende: {' '.join(each.text.split())} {_answer(each)}"


def _day(made: Exchange) -> str:
    return f"Den {long_day(local(made.when).date())}"


def _answer(made: Exchange) -> str:
    if made.answer is None:
        return "Vi har ikke modtaget noget svar."
    late = " efter fristens udløb" if made.late else ""
    told = " ".join(made.answer.text.split())
    return f"Den {long_day(local(made.answer.came).date())} svarede I{late}: “{told}”"


_FIELD = re.compile(r"\b\d{1,2}\.\d{1,2}(?:\.[a-zæøå]+)?\b")
_MARKS = re.compile(r"^[ \t]*[-–•·*][ \t]+", re.MULTILINE)
"""What marks the points of a list, which is quoted as running text."""
_QUOTED, _FIELDS = 300, 6
"""Characters that are quoted of an answer, and answers that are quoted, at most."""


def _facts(dossier: Dossier) -> Iterator[str]:
    """The answers that the assessment points to, those it points to most first."""
    reading, form = dossier.case.application.reading, dossier.scheme.form
    told = " ".join(
        reason
        for aspect in dossier.scheme.aspects
        for _, reason in _judgements(dossier.case, aspect)
    )
    named = _FIELD.findall(told)
    for field in sorted(form.fields, key=lambda field: -named.count(field.id))[:_FIELDS]:
        text = " ".join(_MARKS.sub("", reading.text_of(field.id)).split())
        if field.id in named and text:
            yield f"{field.title}: “{_shortened(text)}”"


def _shortened(text: str) -> str:
    if len(text) <= _QUOTED:
        return text
    return f"{text[:_QUOTED].rsplit(' ', 1)[0]} …"
