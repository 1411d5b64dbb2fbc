"""The letter of a request, finished and fetched where the dialogue is."""

from __future__ import annotations

from datetime import timedelta

from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.outcomes.letter import LetterKind
from assessment.workflow import corresponding, lettering
from tests import builders
from tests.ui import screen


def asked(work):
    """Ask the applicant something."""
    now = work.clock()
    deadline = now + timedelta(days=2)
    wanted = Exchange(
        0, "demo", 1, Kind.SUPPLEMENT, "Hvorfor?", "", now, fields=("4.1",), deadline=deadline
    )
    corresponding.note(work, wanted, builders.lead(work))


def test_the_letter_is_fixed_as_a_file_where_nothing_is_missing(register, open_page, workflow):
    register()
    builders.impartial(workflow, builders.lead(workflow))
    asked(workflow)
    app = open_page("dialogue").pills(key="act_1").set_value("Brevtekst").run()
    assert "- Skriv sagens nummer i jeres journal." in screen.markdown(app)
    assert not [each for each in app.button if each.key.startswith("exchange_letter")]
    lead = builders.lead(workflow)
    lettering.set_case_number(workflow, "demo", None, "2026-4711", by=lead, expected=0)

    app = app.run().button(key="exchange_letter_1_finish").click().run()

    assert screen.values(app.success) == ["Brevet er gjort færdigt."]
    assert "/hent/brev/1" in screen.fetched(app).values()
    with workflow.database.read() as reader:
        made, _ = reader.letter(1)
    assert (made.application, made.kind, made.exchange) == (1, LetterKind.SUPPLEMENT, 1)
