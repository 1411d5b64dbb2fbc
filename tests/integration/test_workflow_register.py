"""The list of what came into a round, as it is handed out."""

from __future__ import annotations

import pytest

from assessment import tables
from assessment.domain.panel.impartiality import Declaration, Stance
from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action
from assessment.errors import NotPermittedError
from assessment.workflow import people
from assessment.workflow.receiving import Upload, receive
from assessment.workflow.register import register
from tests import builders


def came(workflow, by):
    return [
        (each.action, each.subject, each.application) for each in register(workflow, "demo", by)
    ]


def test_every_file_is_on_the_list_in_the_order_they_came(workflow):
    lead = builders.lead(workflow)
    builders.received(workflow, "01", "02")
    list(receive(workflow, "demo", [Upload("tom.docx", b"")], lead))
    builders.impartial(workflow, lead)

    assert came(workflow, lead) == [
        (Action.REGISTERED, "01.docx", 1),
        (Action.REGISTERED, "02.docx", 2),
        (Action.REFUSED, "tom.docx", None),
    ]


def test_what_is_closed_to_somebody_is_on_their_list_only_where_they_took_it_in(workflow):
    builders.received(workflow, "01", "02")
    tove = people.join(workflow, "Tove", {Role.LEAD})
    list(receive(workflow, "demo", [Upload("03.docx", builders.sample("03"))], tove))
    own = (Action.REGISTERED, "03.docx", 3)
    assert came(workflow, tove) == [own]

    declared = Declaration(1, tove, Stance.IMPARTIAL, (), "", builders.NOON, version=1)
    with workflow.database.begin() as repository:
        repository.set_declaration(declared)
    assert came(workflow, tove) == [(Action.REGISTERED, "01.docx", 1), own]


def test_only_who_receives_gets_the_list(workflow):
    builders.received(workflow, "01")
    with pytest.raises(NotPermittedError):
        register(workflow, "demo", builders.reviewer(workflow))


def test_the_list_is_a_table(workflow):
    lead = builders.lead(workflow)
    builders.received(workflow, "01")
    builders.impartial(workflow, lead)

    (row,) = tables.register(register(workflow, "demo", lead)).itertuples(index=False, name=None)
    digest = builders.applications(workflow)[0].reading.sha256
    assert row[1:] == ("01.docx", "ansøgning registreret", "1", digest, lead.name)
    assert list(tables.register(())) == [
        "Tidspunkt",
        "Fil",
        "Hvad blev der af den",
        "Ansøgning",
        "Fingeraftryk eller grund",
        "Lagt ind af",
    ]
