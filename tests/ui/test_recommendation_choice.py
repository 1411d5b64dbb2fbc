"""The recommendation where the ranking does not make it: why, what it builds on, what is kept."""

from __future__ import annotations

import pytest

from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.selection import Ground
from assessment.domain.panel.access import Phase
from tests import builders
from tests.builders import NOON
from tests.ui import screen

WITHIN = (
    "Ansøgeren ligger inden for det antal, der kan udvælges, så det skal begrundes, at der indstilles "
    "til afslag."
)


@pytest.fixture
def opened(open_page, register, workflow):
    """The recommendation of one application that is checked and reviewed."""
    register()
    ready(workflow)
    return open_page("recommendation")


def ready(work):
    """Let the first application be ready to be recommended, straight in the database."""
    lead, anne = builders.lead(work), builders.reviewer(work)
    builders.impartial(work, lead, anne)
    with work.database.begin() as repository:
        for outcome in builders.screening().outcomes.values():
            repository.set_outcome(1, outcome)
        for score in builders.review(4).scores.values():
            repository.save_score(1, anne.id, score)
        repository.set_submitted(1, anne.id, NOON)
    builders.at_phase(work, Phase.RECOMMENDATION)


def award(app):
    return next(each for each in app.radio if each.label == "Indstilling")


def reason(app):
    return next(each for each in app.text_area if each.label == "Begrundelse")


def kept(work):
    with work.database.read() as reader:
        return reader.recommendations("demo").get(1)


def grounds(app):
    return next(each for each in app.multiselect if each.label == "Hvad bygger valget på?")


def choice(app):
    return next(each for each in app.text_area if each.label == "Begrundelse for valget")


def chosen(work):
    made = kept(work)
    return made.award, made.choice, made.grounds


def test_what_follows_the_ranking_asks_for_no_choice(opened):
    award(opened).set_value(Award.GRANT).run()

    assert len(opened.multiselect) == 0
    assert [each.label for each in opened.text_area] == ["Begrundelse"]


def test_what_does_not_follow_the_ranking_says_why_and_what_it_builds_on(opened, workflow):
    reason(opened).set_value("Planen er tynd.").run()
    award(opened).set_value(Award.REFUSAL).run()
    assert WITHIN in screen.values(opened.caption)
    assert screen.values(opened.error) == [f"{WITHIN} Vælg, hvad valget bygger på."]
    assert kept(workflow) is None

    grounds(opened).select(Ground.MERITS).run()
    assert screen.values(opened.error) == [f"{WITHIN} Skriv begrundelsen for valget."]

    choice(opened).set_value("Planen er tyndere end de andres.").run()
    assert not opened.error
    assert chosen(workflow) == (
        *(Award.REFUSAL, "Planen er tyndere end de andres."),
        (Ground.MERITS,),
    )


def test_geography_must_be_chosen_openly_and_is_remarked(opened, workflow):
    reason(opened).set_value("Planen er tynd.").run()
    award(opened).set_value(Award.REFUSAL).run()
    grounds(opened).select(Ground.MERITS).run()
    choice(opened).set_value("Landsdelen har en.").run()
    (refusal,) = screen.values(opened.error)
    assert refusal.startswith("Begrundelsen for valget nævner “geografisk spredning”, som ikke er")
    assert (choice(opened).value, kept(workflow)) == ("Landsdelen har en.", None)

    grounds(opened).select(Ground.GEOGRAPHY).run()

    assert not opened.error
    assert chosen(workflow)[2] == (Ground.MERITS, Ground.GEOGRAPHY)
    assert screen.values(opened.warning)[-1] == (
        "Geografisk spredning er ikke et hensyn i vejledningen; det skal afklares juridisk, før "
        "afgørelsen træffes."
    )


def test_what_was_typed_of_a_choice_is_there_though_it_is_needed_no_more(opened, workflow):
    reason(opened).set_value("Planen er tynd.").run()
    award(opened).set_value(Award.REFUSAL).run()
    choice(opened).set_value("Tyndere end de andres.").run()
    assert kept(workflow) is None

    award(opened).set_value(Award.GRANT).run()

    assert choice(opened).value == "Tyndere end de andres."
    assert screen.values(opened.caption)[0] == (
        "Rangeringen fører selv til denne indstilling. Det, der står her, står i notatet."
    )
    choice(opened).set_value("").run()
    assert len(opened.multiselect) == 0
    assert chosen(workflow) == (Award.GRANT, "", ())


def test_a_draft_of_a_choice_is_there_after_another_application(open_page, register, workflow):
    register()
    register({"1.2": "Lyngmose Kommune"})
    ready(workflow)
    app = open_page("recommendation")
    award(app).set_value(Award.REFUSAL).run()
    grounds(app).select(Ground.RISK).run()
    choice(app).set_value("Usikkert.").run()
    app.button(key="next_application").click().run()
    app.button(key="next_application").click().run()
    assert (grounds(app).value, choice(app).value) == ([Ground.RISK], "Usikkert.")


def test_a_choice_that_was_made_is_read_by_others(open_page, demo_workflow):
    builders.at_phase(demo_workflow, Phase.RECOMMENDATION)
    app = open_page("recommendation", on=demo_workflow, ansoegning=2)
    assert grounds(app).value == [Ground.PRIORITY, Ground.MERITS]
    assert choice(app).value.startswith("Lyngmose og Vesterlund ligger 0,04 fra hinanden")

    read = open_page("recommendation", on=demo_workflow, person="Karin Dahl", ansoegning=2)
    told = [each for each in screen.everything(read) if "Valget bygger på" in each]
    assert len(told) == 1
    assert "de prioriterede udsagn og styrker og svagheder i forhold til kriterierne." in told[0]
    assert "Lyngmose og Vesterlund ligger 0,04 fra hinanden" in told[0]


def test_how_many_are_recommended_stands_above(open_page, demo_workflow):
    builders.at_phase(demo_workflow, Phase.RECOMMENDATION)
    app = open_page("recommendation", on=demo_workflow)
    assert (
        "4 ansøgere er indstillet til tilsagn; runden er planlagt til 2–4 ansøgere."
        in screen.markdown(app)
    )
