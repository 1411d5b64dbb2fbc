"""Who else applied is named in no letter, whenever and wherever the name was written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.letters import dossier as keys
from assessment.domain.outcomes.letter import LetterKind
from assessment.errors import RefusedActionError
from assessment.workflow import finishing, lettering
from tests import builders, outgoing
from tests.outgoing import KINDS

ALL = tuple(KINDS.items())


@pytest.fixture
def ready(workflow):
    """The lead of a round in which everything is decided and every text is accepted."""
    lead = outgoing.decided_round(workflow)
    outgoing.written(workflow, lead)
    return lead


def finish(workflow, by, *wanted):
    return finishing.finish(workflow, "demo", wanted or ALL, by=by)


def apply_later(workflow, number, name):
    """Let an application be by somebody else than it was when the letters were written."""
    with workflow.database.begin() as repository:
        answers = builders.filled(**{"1.2": name})
        repository.set_reading(number, builders.reading(answers, sha256=f"{number:064}"))


def test_whoever_applied_after_a_text_was_accepted_is_not_named_in_it(workflow, ready):
    weak, text = keys.weaknesses("readiness"), "Planen er tyndere end Tranebo Kommunes."
    lettering.save_text(workflow, 3, weak, text, accepted=True, by=ready, expected=1)
    apply_later(workflow, 2, "Tranebo Kommune")

    sentence = r"Brevet til Åmose Kommune \(afslag\) nævner Tranebo Kommune, som også har søgt"
    with pytest.raises(RefusedActionError, match=sentence):
        finish(workflow, ready)
    with pytest.raises(RefusedActionError, match=sentence):
        lettering.preview(workflow, 3, LetterKind.REFUSAL, ready)

    with workflow.database.read() as reader:
        assert reader.letters("demo") == ()
    (receipt,) = finish(workflow, ready, (3, LetterKind.RECEIPT))
    assert receipt.kind is LetterKind.RECEIPT


@pytest.mark.parametrize("field", ["target_group", "caseload", "sub_groups"])
def test_nobody_else_is_named_in_what_was_agreed(workflow, ready, field):
    said = ("Som Lyngmose",) if field == "sub_groups" else "Som Lyngmose"
    with workflow.database.begin() as repository:
        repository.set_undertaking(replace(outgoing.UNDERTAKING, **{field: said}))

    with pytest.raises(RefusedActionError, match="nævner Lyngmose Kommune"):
        finish(workflow, ready, ALL[0])


def test_a_request_names_nobody_else_and_a_hearing_tells_its_source(workflow, ready):
    with workflow.database.begin() as repository:
        asked = replace(outgoing.REQUEST, application=2, text="1. Ligner planen Åmose Kommunes?")
        request = repository.add_exchange(asked)
        source = replace(outgoing.OUTSIDE, application=2, counterpart="Åmose Kommune")
        about = repository.add_exchange(source)
        told = replace(outgoing.HEARING, application=2, concerns=about, text="Har Åmose ret?")
        hearing = repository.add_exchange(told)

    with pytest.raises(RefusedActionError, match="nævner Åmose Kommune"):
        finishing.finish_exchange(workflow, request, by=ready)

    assert finishing.finish_exchange(workflow, hearing, by=ready).kind is LetterKind.HEARING
