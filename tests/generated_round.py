"""A round of as many applications as asked for, assessed by three people; the same each time."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import count as counting
from random import Random

from assessment.domain.checking.flags import valid_company_number
from assessment.domain.checking.screening import FormalOutcome, Outcome
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Recommendation
from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.people import Person
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.reviewing.review import Score
from assessment.domain.rules.form import FieldKind
from assessment.storage import Repository
from assessment.workflow.core import Workflow
from tests import builders
from tests.builders import NOON

REVIEWERS = ("Anne Holm", "Bo Lund", "Cilla Krag")
_WORDS = re.findall(
    r"\w+",
    """borgeren støtten forløbet kommunen teamet overgangen planen ledelsen driften fasen netværket
    medarbejderen samarbejdet botilbuddet opfølgningen ansvaret målet vejen sagen hverdagen er får
    følger aftaler beskriver begynder slutter med uden efter før og samt fordi når konkret uklar""",
)


def fill(workflow: Workflow, count: int) -> tuple[Person, tuple[int, ...]]:
    """Put a whole round into an empty database; returns the lead and the applications' ids."""
    random = Random(count)
    lead = builders.lead(workflow)
    reviewers = [builders.reviewer(workflow, name) for name in REVIEWERS]
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    # Each is an applicant of its own: under one CVR number each would be flagged with all others' names.
    companies = filter(valid_company_number, map(str, counting(99_000_000)))
    with workflow.database.begin() as repository:
        ids = tuple(
            _application(repository, random, number, next(companies))
            for number in range(1, count + 1)
        )
        for each in ids:
            _assess(repository, random, each, reviewers)
    builders.impartial(workflow, lead, *reviewers)
    return lead, ids


def sentence(random: Random, words: int) -> str:
    """A text of so many words, which nobody else wrote."""
    return f"{' '.join(random.choices(_WORDS, k=words)).capitalize()}."


def _application(repository: Repository, random: Random, number: int, company: str) -> int:
    texts = {
        field.id: sentence(random, 60)
        for field in builders.cti_scheme().form.fields
        if field.kind is FieldKind.TEXT and field.applies("municipality")
    }
    named = {
        "1.2": f"Kommune {number}",
        "1.4": company,
        "1.7.email": f"en@kommune{number}.example",
    }
    read = replace(builders.reading(builders.filled(**texts, **named)), sha256=f"{number:064}")
    return repository.add_application(
        round_id="demo",
        filename=f"ansøgning-{number}.docx",
        content=b"PK",
        reading=read,
        received=NOON,
        received_note="",
        registered_at=NOON,
        registered_by="Lone Vestergaard",
    )


def _assess(repository: Repository, random: Random, id_: int, reviewers: list[Person]) -> None:
    scheme = builders.cti_scheme()
    for requirement in scheme.requirements:
        outcome = FormalOutcome(requirement.id, Outcome.MET, "Set i skemaet.", "Anne Holm", NOON)
        confirmed = replace(outcome, confirmed_by="Bo Lund", confirmed_at=NOON, version=2)
        repository.set_outcome(id_, confirmed)
    for person in reviewers:
        repository.set_assignment(Assignment(id_, person, "Lone", NOON, version=1))
        for aspect in scheme.aspects:
            reason = (
                f"{person.name} om {aspect.id} i nr. {id_}: {sentence(random, 25)} Se felt 4.1."
            )
            score = Score(aspect.id, random.randint(1, 5), reason, NOON, 1)
            repository.save_score(id_, person.id, score)
        repository.set_submitted(id_, person.id, NOON)
    agreed = Fraction(random.randint(2, 10), 2)
    why = f"Enige om nr. {id_}: {sentence(random, 15)}"
    repository.set_consensus(Consensus(id_, "5", agreed, why, REVIEWERS, "Lone", NOON, 1))
    reason = f"Indstillet nr. {id_}: {sentence(random, 30)}"
    answer = "Det er drøftet med ansøgeren."
    repository.set_recommendation(Recommendation(id_, Award.REFUSAL, reason, answer, "Lone", NOON))
