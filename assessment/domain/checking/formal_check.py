"""The formal check of one application, and what an outcome needs to stand."""

from __future__ import annotations

from assessment.domain.applications.application import Application
from assessment.domain.checking.checks import propose
from assessment.domain.checking.flags import flags
from assessment.domain.checking.screening import Outcome, Screening
from assessment.domain.rules.scheme import Requirement, Scheme
from assessment.errors import RefusedActionError


def screen(application: Application, scheme: Scheme) -> Screening:
    """The machine's part of the formal check, with no outcome set yet."""
    proposals = tuple(propose(application, each, scheme) for each in scheme.requirements)
    return Screening(proposals, flags(application, scheme))


def validate_outcome(requirement: Requirement, outcome: Outcome, reason: str) -> None:
    """Raise RefusedActionError unless a human's outcome of this requirement may stand."""
    if not reason.strip():
        message = f"Skriv en begrundelse for {requirement.id}, før udfaldet kan gemmes."
        raise RefusedActionError(message)
    if outcome is Outcome.NOT_APPLICABLE and not requirement.applies_to:
        message = f"{requirement.id} gælder for alle ansøgere og kan ikke være “ikke relevant”."
        raise RefusedActionError(message)
