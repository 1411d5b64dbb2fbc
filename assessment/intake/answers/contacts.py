"""Persons written in one line or cell, told apart into the fields for their name, title and address."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.applications.application import How
from assessment.intake.answers import confidence, people
from assessment.intake.answers.placing import Placed, Placing


def told_apart(placing: Placing) -> Iterator[Placed]:
    """Yield all that was placed; what stands beside a name goes to the fields of its group that ask for it.

    A part that the group does not ask for, or has from elsewhere, is left to people. A line that
    cannot be told apart stays as it is.
    """
    for placed in [*placing.placed.values()]:
        is_name = people.kind_of(placed.target.label) == people.NAME
        parts = people.parts(placed.text) if is_name and placed.target.group else {}
        if _is_certain(parts, placed.how):
            yield from _parted(placed, parts, placing)
        else:
            yield placed


def _is_certain(parts: dict[str, str], how: How) -> bool:
    """Whether there is more than a name, told by its look, or by a title behind a group's own name."""
    if parts.keys() & {people.MAIL, people.PHONE, people.DATE}:
        return people.NAME in parts
    titled = people.NAME in parts and people.is_post(parts.get(people.TITLE, ""))
    return titled and how in {How.ALIAS, How.HEADING}


def _parted(placed: Placed, parts: dict[str, str], placing: Placing) -> Iterator[Placed]:
    wanted = {
        people.kind_of(each.label): each
        for each in placing.labels.group_fields(placed.target.group)
        if each is placed.target or placing.is_free(each)
    }
    for kind, said in parts.items():
        passage = next(
            (p for p, line in zip(placed.passages, placed.lines, strict=True) if said in line),
            placed.passages[0],
        )
        if kind in wanted:
            sure = min(placed.confidence, confidence.PART)
            yield Placed(wanted[kind], placed.how, sure, [said], [passage])
        else:
            placing.leave(passage, said)
