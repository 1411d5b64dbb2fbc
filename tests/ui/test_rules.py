"""The rules as they are used: criteria with anchors, requirements with sources, decisions."""

from __future__ import annotations

from tests.ui import screen


def test_the_scheme_and_its_blank_form_stand_above(open_page, workflow):
    app = open_page("rules")
    scheme = workflow.scheme
    assert app.markdown[0].value == f"**{scheme.title}** – {scheme.authority}. {scheme.purpose}"
    assert screen.fetched(app) == {"Hent det tomme ansøgningsskema": "/hent/skema/demo"}
    assert [tab.label for tab in app.tabs] == ["Kriterier", "Krav", "Grundlag"]


def test_every_criterion_shows_all_anchors_of_its_aspects(open_page, workflow):
    criteria = open_page("rules").tabs[0]
    assert criteria.markdown[0].value == (
        "Vægte: Ansøgers målgruppe 33,3 %, Ansøgers parathed 33,3 % og Borgerinddragelse 33,3 %."
    )
    assert criteria.caption[0].value.startswith("Intern beslutning af ")
    for shown, criterion in zip(criteria.expander, workflow.scheme.criteria, strict=True):
        assert shown.label == f"{criterion.title} ({criterion.official_title})"
        text = shown.markdown[0].value
        for aspect in criterion.aspects:
            assert f"{aspect.id} **{aspect.title}:** {aspect.question}" in text
            anchors = "\n".join(f"- {points}: {each}" for points, each in enumerate(aspect.anchors))
            assert anchors in text


def test_every_requirement_tells_what_it_leads_to_and_where_it_stands(open_page, workflow):
    requirements = open_page("rules").tabs[1]
    scheme = workflow.scheme
    told = [each.value for each in requirements.markdown]
    assert [text.split(" ", 1)[0] for text in told] == [
        f"**{each.id}" for each in scheme.requirements
    ]
    assert requirements.caption[0].value == (
        "Ikke opfyldt: afvisning. Kilde: Vejledning til ansøgning om implementeringsstøtte til CTI "
        "(frist 21.08.2024), Krav til ansøgningen."
    )


def test_the_ground_of_it_all_carries_the_fingerprint(open_page, workflow):
    ground = open_page("rules").tabs[2]
    assert ground.markdown[0].value == workflow.scheme.legal_basis
    assert screen.values(ground.caption)[-1] == (
        f"Reglernes kontrolsum (SHA-256): {workflow.fingerprint(workflow.criteria)}"
    )
