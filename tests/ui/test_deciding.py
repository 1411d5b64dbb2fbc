"""The decision: what is recommended, what is missing, and who gets what, all at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.selection import Ground
from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Judgement, Scope, Stance
from assessment.domain.panel.people import Role
from assessment.workflow import people, recommending
from tests import builders
from tests.builders import NOON
from tests.ui import screen

LEAD, KARIN = "Lone Vestergaard", "Karin Dahl"


@pytest.fixture
def ready(register, workflow):
    """A round in which two applications are recommended and a third is not."""
    builders.lead(workflow)
    for name in ("Bakkedal Kommune", "Lyngmose Kommune", "Åmose Kommune"):
        register({"1.2": name})
    anne = builders.reviewer(workflow)
    builders.impartial(workflow, builders.lead(workflow), anne)
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    with workflow.database.begin() as repository:
        for application, points in ((1, 4), (2, 3), (3, 2)):
            for outcome in builders.screening().outcomes.values():
                repository.set_outcome(application, outcome)
            for score in builders.review(points).scores.values():
                repository.save_score(application, anne.id, score)
            repository.set_submitted(application, anne.id, NOON)
    recommend(workflow, 1, Award.GRANT)
    recommend(workflow, 2, Award.GRANT)


def recommend(workflow, application, award, expected=0):
    recommending.recommend(
        workflow,
        application,
        award,
        reason="Planen er konkret.",
        answer="",
        by=builders.lead(workflow),
        expected=expected,
        **({} if award is Award.GRANT else builders.CHOSEN),
    )


@pytest.fixture
def opened(ready, open_page):
    del ready
    return open_page("deciding", person=KARIN, roles={Role.DECIDER})


def decisions(workflow):
    with workflow.database.read() as reader:
        return {key: (each.award, each.reason) for key, each in reader.decisions("demo").items()}


def choice(app, name, application=1):
    key = f"decide_{application}_{person(app)}_{name}"
    return app.radio(key=key) if name == "award" else app.text_area(key=key)


def person(app):
    """The id of whoever looks, as it stands in the keys."""
    return next(each.key for each in app.radio).split("_")[2]


def test_what_a_choice_builds_on_stands_with_the_recommendation(opened, workflow):
    chosen = {"choice": "Kommunen ligger langt fra de andre.", "grounds": [Ground.GEOGRAPHY]}
    values = {"reason": "Tynd.", "answer": "", "by": builders.lead(workflow), "expected": 1}
    recommending.recommend(workflow, 1, Award.RESERVE, **values, **chosen)

    opened.run()

    (told,) = (each.proto.body for each in opened.get("html") if "Valget" in each.proto.body)
    assert told == (
        '<div class="reading"><blockquote><p>Kommunen ligger langt fra de andre.</p><p class="where">'
        "Valget bygger på geografisk spredning.</p></blockquote></div>"
    )
    assert (
        "Geografisk spredning er ikke et hensyn i vejledningen; det skal afklares juridisk, før "
        "afgørelsen træffes."
    ) in screen.values(opened.warning)


def confirm(app):
    return app.button(key="decide_together").click().run()


def test_all_applications_stand_with_what_is_missing(opened):
    assert screen.rows(opened.table[0]) == [
        ("1", "Bakkedal Kommune", "opfyldt", "tilsagn", "–", "–"),
        ("2", "Lyngmose Kommune", "opfyldt", "tilsagn", "–", "–"),
        ("3", "Åmose Kommune", "opfyldt", "–", "–", "en indstilling"),
    ]
    assert opened.button(key="decide_together").label == (
        "Træf afgørelse som indstillet for 2 ansøgninger …"
    )


def test_nothing_is_decided_before_it_was_seen_who_gets_what(opened, workflow):
    app = confirm(opened)

    assert screen.rows(app.table[1]) == [
        ("tilsagn", "Bakkedal Kommune", "1", "tilsagn", "–"),
        ("tilsagn", "Lyngmose Kommune", "2", "tilsagn", "–"),
    ]
    assert decisions(workflow) == {}
    app.button(key="decide_all").click().run()
    assert decisions(workflow) == {1: (Award.GRANT, ""), 2: (Award.GRANT, "")}
    assert screen.values(app.success) == ["Der er truffet afgørelse for 2 ansøgninger."]
    assert len(app.table) == 1


def test_a_departure_needs_a_reason_and_nothing_is_decided_without(opened, workflow):
    choice(opened, "award").set_value(Award.REFUSAL).run()
    app = confirm(opened)
    assert screen.values(app.warning) == [
        "Lyngmose Kommune (plads 2) får tilsagn, men Bakkedal Kommune (plads 1) får det ikke."
    ]

    app.button(key="decide_all").click().run()

    assert [screen.read(each) for each in screen.values(app.error)] == [
        "Afgørelsen afviger fra indstillingen (tilsagn). Skriv hvorfor."
    ]
    assert decisions(workflow) == {}
    choice(app, "reason").set_value("Planen holder ikke.").run()
    app.button(key="decide_all").click().run()
    assert decisions(workflow) == {
        1: (Award.REFUSAL, "Planen holder ikke."),
        2: (Award.GRANT, ""),
    }


def test_one_can_wait(opened, workflow):
    choice(opened, "award").set_value("vent med denne").run()

    app = confirm(opened)
    app.button(key="decide_all").click().run()

    assert decisions(workflow) == {2: (Award.GRANT, "")}
    assert not [each for each in app.button if each.key == "decide_together"]
    assert choice(app, "award").value == "vent med denne"


def test_another_number_than_planned_is_asked_for_a_reason(opened, workflow):
    recommend(workflow, 3, Award.REFUSAL)
    recommend(workflow, 2, Award.RESERVE, expected=1)
    app = confirm(opened.run())
    assert "Der gives tilsagn til 1 ansøger; runden er planlagt til 2–4 ansøgere." in (
        screen.values(app.warning)
    )

    app.text_area(key="deciding_frame").set_value("Kun én var klar.").run()
    app.button(key="decide_all").click().run()

    assert len(decisions(workflow)) == 3
    assert any("Kun én var klar." in each.new for each in builders.events(workflow))


def test_where_somebody_else_decided_meanwhile_nothing_is_overwritten(opened, workflow):
    app = confirm(opened)
    ida = people.join(workflow, "Ida Bo", {Role.DECIDER})
    builders.impartial(workflow, ida)
    recommending.decide(workflow, 1, Award.RESERVE, reason="Et andet syn.", by=ida, expected=0)

    app.button(key="decide_all").click().run()

    assert [
        each.startswith("Ida Bo har gemt en afgørelse for Bakkedal Kommune")
        for each in map(screen.read, screen.values(app.error))
    ] == [True]
    assert decisions(workflow) == {1: (Award.RESERVE, "Et andet syn.")}


def test_a_changed_recommendation_is_decided_again(opened, workflow):
    app = confirm(opened)
    app.button(key="decide_all").click().run()
    recommend(workflow, 2, Award.RESERVE, expected=1)

    app.run()

    assert screen.rows(app.table[0])[1][4] == "tilsagn (indstillingen er ændret siden)"
    app = confirm(app)
    app.button(key="decide_all").click().run()
    assert decisions(workflow)[2] == (Award.RESERVE, "")


def test_whoever_assessed_reads_and_is_told_why(ready, workflow, open_page):
    del ready
    anne = builders.reviewer(workflow)
    people.change(
        workflow,
        builders.lead(workflow),
        anne.id,
        roles={Role.REVIEWER, Role.DECIDER},
        active=True,
        expected=anne.version,
    )

    app = open_page("deciding", person="Anne Holm")

    assert (
        ":material/lock: Du har selv vurderet og taget stilling i den formelle prøvning i runden; afgørelsen skal træffes af en anden."
        in map(screen.read, screen.values(app.caption))
    )
    assert not [each for each in app.button if each.key == "decide_together"]
    assert not app.radio


def test_others_only_read(ready, open_page):
    del ready

    app = open_page("deciding", person=LEAD)

    assert any("det kræver rollen beslutter" in each for each in screen.values(app.caption))
    assert len(screen.rows(app.table[0])) == 3
    assert not app.radio


def test_where_an_application_is_closed_the_number_can_be_explained_all_the_same(
    ready, workflow, open_page
):
    del ready
    karin = builders.decider(workflow)
    builders.impartial(workflow, karin)
    with workflow.database.begin() as repository:
        (own,) = [
            each
            for each in repository.declarations("demo")
            if (each.application, each.person.id) == (3, karin.id)
        ]
        told = Judgement(Scope.APPLICATION, "Søster.", LEAD, NOON)
        repository.set_declaration(replace(own, stance=Stance.CONFLICTED, judgement=told))

    app = confirm(open_page("deciding", person=KARIN))

    assert len(screen.rows(app.table[0])) == 2
    assert not app.warning
    assert app.text_area(key="deciding_frame").value == ""
