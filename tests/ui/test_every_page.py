"""What holds for all pages, on an empty round, on the demo round and with hostile names."""

from __future__ import annotations

import re
from itertools import product

import pytest

from assessment.domain.applications.personal import mask
from assessment.domain.checking.screening import Outcome
from assessment.domain.outcomes.award import Award
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.ui.pages import ALL
from assessment.workflow import formal, people, recommending, reviewing
from tests import builders
from tests.ui import screen

PAGES = [page.show.__module__.rpartition(".")[2] for page in ALL]
HOSTILE = [
    "<script>alert(1)</script>",
    "**Bakkedal** __Kommune__",
    "[Bakkedal](javascript:alert(1))",
    "![x](http://bakkedal.example/x.png)",
    ":red[Bakkedal] $x$ `k`",
    "1. Bakkedal 🏡 æøå",
]
ENGLISH = re.compile(
    r"\b(add|apply|browse|cancel|choose|clear|close|delete|download|drag|drop|edit|empty|error|files?"
    r"|hide|is|limit|loading|next|no|none|not|of|ok|page|please|previous|remove|reset|rows?|save|saved"
    r"|search|select|show|submit|the|true|false|upload|view|warning|with|yes|your)\b",
    re.IGNORECASE,
)


def test_the_pages_are_those_of_the_navigation():
    assert PAGES == [
        "overview",
        "round_life",
        "receiving",
        "impartiality",
        "assignment",
        "application",
        "search",
        "formal",
        "dialogue",
        "review",
        "consensus",
        "ranking",
        "comparing",
        "recommendation",
        "deciding",
        "letters",
        "following",
        "people",
        "log",
        "rules",
    ]


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_round_can_be_looked_at(open_page, page):
    for person in ("", "Anne Holm"):
        app = open_page(page, person=person)
        assert not app.exception
        assert not app.error


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", ["Anne Holm", "Lone Vestergaard", "Karin Dahl", "Peter Lind"])
def test_the_demo_round_can_be_looked_at(open_page, demo_workflow, page, person):
    app = open_page(page, on=demo_workflow, person=person)
    assert not app.exception
    assert not app.error


@pytest.mark.again
@pytest.mark.parametrize("page", PAGES)
def test_every_phase_can_be_looked_at(open_page, register, workflow, page):
    register()
    for phase in Phase:
        builders.at_phase(workflow, phase)
        app = open_page(page, person="Anne Holm", ansoegning=1)
        assert not app.exception
        assert not app.error


@pytest.mark.again
@pytest.mark.parametrize("page", PAGES)
def test_no_english_is_said(open_page, demo_workflow, page):
    for number in (1, 12, 14):
        app = open_page(page, on=demo_workflow, ansoegning=number)
        assert [text for text in screen.words(app) if ENGLISH.search(text)] == []


@pytest.mark.again
@pytest.mark.parametrize("page", PAGES)
def test_no_personal_number_is_shown(open_page, demo_workflow, page):
    app = open_page(page, on=demo_workflow, person="Anne Holm", ansoegning=12)
    assert [text for text in screen.words(app) if mask(text) != text] == []


def test_a_masked_number_is_seen_to_be_masked(open_page, demo_workflow):
    app = open_page("application", on=demo_workflow, ansoegning=12)
    assert any("••••••-••••" in text for text in screen.words(app))
    (warning,) = screen.values(app.warning)
    assert warning.startswith("Filen indeholder tal, der ligner CPR-numre. De er skjult her;")


@pytest.fixture
def hostile_workflow(workflow, register):
    """A round of applicants, files and people whose names would be markup; all is reviewed."""
    for name in HOSTILE:
        register({"1.2": name}, filename=f"{name}.docx", by=name)
    lead = people.join(workflow, HOSTILE[1], [Role.LEAD, Role.REVIEWER])
    other = people.join(workflow, HOSTILE[0], [Role.REVIEWER, Role.LEAD])
    for number in range(1, len(HOSTILE) + 1):
        builders.assigned(workflow, number, lead, other)
        for person, aspect in product((lead, other), workflow.scheme.aspects):
            values = {"points": 0, "reason": person.name, "expected": 0}
            reviewing.save_score(workflow, number, person, aspect.id, **values)
        for person in (lead, other):
            reviewing.submit(workflow, number, person)
    for requirement in workflow.scheme.requirements:
        values = {"reason": HOSTILE[0], "by": lead, "expected": 0}
        formal.set_outcome(workflow, 1, requirement.id, Outcome.MET, **values)
    formal.confirm(workflow, 1, other)
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    values = {"reason": HOSTILE[2], "answer": HOSTILE[3], "by": lead, "expected": 0}
    chosen = builders.CHOSEN | {"choice": HOSTILE[0]}
    recommending.recommend(workflow, 1, Award.REFUSAL, **values, **chosen)
    return workflow


def shown_as_markup(text):
    """What Markdown would make of a text, were nothing in it escaped."""
    bare = re.sub(r"\\[^a-zA-Z0-9\s]", "", text)
    return re.findall(r"<script|__Kommune|\]\(|!\[|:red\[|\$x\$|`k`|\*\*Bakkedal", bare)


@pytest.mark.again
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("hostile_workflow")
def test_names_are_never_markup(open_page, page):
    for number in range(1, len(HOSTILE) + 1):
        app = open_page(page, person=HOSTILE[1], ansoegning=number)
        assert not app.exception
        assert [text for text in _markdown(app) if shown_as_markup(text)] == []
        assert "<script" not in "".join(each.proto.body for each in app.get("html"))


def _markdown(app):
    """All that Streamlit takes for Markdown, cells of tables included."""
    kinds = ("markdown", "caption", "info", "success", "warning", "error", "subheader")
    yield from (each.value for kind in kinds for each in app.get(kind))
    yield from (each.label for each in app.selectbox)
    for table in app.table:
        yield from (*table.value.columns, *(cell for row in table.value.values for cell in row))


@pytest.mark.usefixtures("hostile_workflow")
def test_a_script_in_a_name_is_text_in_the_answers(open_page):
    app = open_page("application", ansoegning=1)
    html = "".join(each.proto.body for each in app.get("html"))
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in html
    assert app.selectbox(key="ansoegning").options[0] == f"1. {HOSTILE[0]}"


@pytest.mark.usefixtures("hostile_workflow")
def test_names_stand_in_the_ranking_letter_by_letter(open_page):
    app = open_page("ranking")
    assert {row[1] for row in screen.rows(app.table[0])} == set(HOSTILE)
