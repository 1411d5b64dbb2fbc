"""The recommendation: what stands in the way of it, what is kept, and the documents."""

from __future__ import annotations

import pytest

from assessment.domain.checking.screening import Outcome
from assessment.domain.outcomes.award import Award
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.words.wording import date_time
from assessment.workflow import formal, people, recommending, reviewing
from assessment.workflow.cases import round_cases
from tests import builders
from tests.ui import screen

LEAD = "Lone Vestergaard"


def ready(work, number=1, points=4):
    """Settle the formal check, submit a review of an application, and let the round be recommended."""
    lead, anne = builders.lead(work), builders.reviewer(work)
    builders.assigned(work, number, anne)
    builders.impartial(work, lead)
    for requirement in work.scheme.requirements:
        formal.set_outcome(
            work, number, requirement.id, Outcome.MET, reason="Set.", by=lead, expected=0
        )
    formal.confirm(work, number, anne)
    for aspect in work.scheme.aspects:
        reviewing.save_score(
            work, number, anne, aspect.id, points=points, reason="Set.", expected=0
        )
    reviewing.submit(work, number, anne)
    builders.at_phase(work, Phase.RECOMMENDATION)


def made(work, number=1):
    with work.database.read() as reader:
        found = reader.recommendations("demo").get(number)
    return found and (found.award, found.reason, found.answer, found.by)


def saved_at(work):
    with work.database.read() as reader:
        return date_time(reader.recommendations("demo")[1].at)


def other(work):
    """Another lead, who is impartial too."""
    bo = people.join(work, "Bo Lund", [Role.LEAD])
    builders.impartial(work, bo)
    return bo


def recommended(work, by, award, reason, *, answer="", expected=0):
    """Let somebody recommend something for the first application, past the page."""
    return recommending.recommend(
        work,
        1,
        award,
        reason=reason,
        answer=answer,
        by=by,
        expected=expected,
        **({} if award is Award.GRANT else builders.CHOSEN),
    )


@pytest.fixture
def opened(open_page, register, workflow):
    """The recommendation of one application that is checked and reviewed."""
    register()
    ready(workflow)
    return open_page("recommendation")


@pytest.fixture
def recommendation(open_page, demo_workflow):
    """The demo round, moved on to be recommended, at one of its applications."""
    builders.at_phase(demo_workflow, Phase.RECOMMENDATION)

    def at(number=1):
        return open_page("recommendation", on=demo_workflow, ansoegning=number)

    return at


def award(app):
    return next(each for each in app.radio if each.label == "Indstilling")


def reason(app):
    return next(each for each in app.text_area if each.label == "Begrundelse")


def answer(app):
    return next(each for each in app.text_area if each.label.startswith("Svar på"))


def press(app, label):
    next(each for each in app.button if each.label == label).click().run()


def test_the_round_stands_above_and_the_basis_beside(recommendation):
    app = recommendation()
    assert screen.markdown(app)[0].startswith("Sikkert blandt de 4 bedste: Bakkedal Kommune (4,61)")
    assert screen.markdown(app)[-2:] == [
        "**Grundlag**",
        "- Formel prøvning: opfyldt\n- Samlet 4,61 af 5 og plads 1.\n- Indsendte vurderinger: 3",
    ]
    assert (award(app).options, award(app).value) == (["tilsagn", "reserve", "afslag"], "tilsagn")
    (saved,) = screen.values(app.caption)
    assert saved.startswith(f"Gemt af {LEAD}, 01.10.2026 kl. 12.")
    assert not app.warning


def test_every_document_can_be_fetched(recommendation, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))  # with a LibreOffice there are PDF files too
    app = recommendation(14)
    assert screen.fetched(app) == {
        "Hent rundens indstillingsnotat": "/hent/indstillingsnotat/demo",
        "Hent alle notater": "/hent/notater/demo",
        "Hent beslutningsnotatet": "/hent/notat/14",
    }
    assert screen.values(app.caption) == [
        "Ikke indstillet endnu.",
        (
            "Notatet hentes som udkast. Der mangler: udfald i den formelle prøvning for G2 og G4; en "
            "indstilling; svar på opmærksomhedspunkterne."
        ),
    ]


def test_an_empty_round_says_where_to_begin(open_page, workflow):
    builders.at_phase(workflow, Phase.RECEIVING)
    app = open_page("recommendation")
    assert len(app.info) == 1
    assert (len(app.radio), screen.fetched(app)) == (0, {})


def test_a_recommendation_with_its_reason_is_saved_at_once(opened, workflow, open_page):
    reason(opened).set_value("Planen er konkret.").run()
    assert made(workflow) is None
    award(opened).set_value(Award.GRANT).run()
    assert made(workflow) == (Award.GRANT, "Planen er konkret.", "", LEAD)
    assert screen.values(opened.caption) == [f"Gemt af {LEAD}, {saved_at(workflow)}."]
    app = open_page("recommendation", person="Bo Lund", roles=[Role.LEAD])
    assert (award(app).value, reason(app).value) == (Award.GRANT, "Planen er konkret.")
    assert app.selectbox(key="ansoegning").label == "Ansøgning (tilsagn)"


def test_without_a_reason_it_is_refused(opened, workflow):
    award(opened).set_value(Award.GRANT).run()
    assert screen.values(opened.error) == ["Skriv begrundelsen for indstillingen, før den gemmes."]
    assert made(workflow) is None
    reason(opened).set_value("Planen er konkret.").run()
    assert not opened.error
    assert made(workflow) == (Award.GRANT, "Planen er konkret.", "", LEAD)


def test_while_the_formal_check_is_open_it_is_refused(open_page, register, workflow):
    register()
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    app = open_page("recommendation")
    reason(app).set_value("Tynd.").run()
    assert screen.values(app.caption)[0] == "Ikke gemt endnu: vælg en indstilling."
    award(app).set_value(Award.REFUSAL).run()
    (refusal,) = screen.values(app.error)
    assert refusal.startswith("Den formelle prøvning er ikke færdig: sæt et udfald for G1, ")
    assert made(workflow) is None


def test_with_attention_unanswered_it_is_refused(open_page, register, workflow):
    register()
    ready(workflow, points=0)
    app = open_page("recommendation")
    attention = round_cases(workflow, "demo", builders.lead(workflow)).case(1).attention
    assert len(attention) == 12
    told = screen.read(app.warning[-1].value).split("\n")
    assert told == ["Skal besvares i notatet:", "", *(f"- {each}" for each in attention)]
    reason(app).set_value("Ubesvaret.").run()
    award(app).set_value(Award.GRANT).run()
    (refusal,) = screen.values(app.error)
    assert refusal.startswith("Svar på opmærksomhedspunkterne, før indstillingen gemmes: Anne Holm")
    answer(app).set_value("Ansøger har intet skrevet.").run()
    assert not app.error
    assert made(workflow) == (Award.GRANT, "Ubesvaret.", "Ansøger har intet skrevet.", LEAD)


@pytest.mark.parametrize(("requirement", "options"), [("G2", ["afvisning"]), ("M1", ["afslag"])])
def test_an_unmet_requirement_leaves_what_it_leads_to(
    open_page, register, workflow, requirement, options
):
    register()
    lead = builders.lead(workflow)
    builders.impartial(workflow, lead)
    formal.set_outcome(
        workflow, 1, requirement, Outcome.NOT_MET, reason="Nej.", by=lead, expected=0
    )
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    app = open_page("recommendation")
    assert award(app).options == options


def test_a_draft_is_there_after_another_application(open_page, register, workflow):
    register()
    register({"1.2": "Lyngmose Kommune"})
    ready(workflow, points=1)
    app = open_page("recommendation")
    reason(app).set_value("Første bud.").run()
    award(app).set_value(Award.REFUSAL).run()
    assert len(app.error) == 1
    app.button(key="next_application").click().run()
    assert not app.error
    app.button(key="next_application").click().run()
    assert (award(app).value, reason(app).value, answer(app).value) == (
        Award.REFUSAL,
        "Første bud.",
        "",
    )
    assert len(app.error) == 1
    assert made(workflow) is None


def test_saving_one_keeps_the_draft_of_another(open_page, register, workflow):
    for _ in range(10):
        register()
    ready(workflow, 1)
    app = open_page("recommendation", ansoegning=10)
    reason(app).set_value("Kladde til nr. 10.").run()
    app.button(key="next_application").click().run()
    reason(app).set_value("Planen er konkret.").run()
    award(app).set_value(Award.GRANT).run()
    assert made(workflow) is not None
    app.selectbox(key="ansoegning").select_index(9).run()
    assert reason(app).value == "Kladde til nr. 10."


def test_a_number_outside_the_frame_is_told(opened, workflow):
    recommended(workflow, builders.lead(workflow), Award.GRANT, "Klar.")
    opened.run()
    (remark,) = screen.values(opened.warning)
    assert remark == (
        "Der er indstillet 1 ansøger til tilsagn; runden er planlagt til 2–4 ansøgere. En afvigelse skal "
        "begrundes skriftligt af ledelsen."
    )


def test_a_requirement_found_unmet_meanwhile_takes_the_choice_back(opened, workflow):
    award(opened).set_value(Award.GRANT).run()
    formal.set_outcome(
        workflow, 1, "M1", Outcome.NOT_MET, reason="Nej.", by=other(workflow), expected=2
    )
    opened.run()
    assert not opened.exception
    assert award(opened).options == ["afslag"]


# --- two at once ----------------------------------------------------------------------------------


@pytest.fixture
def disputed(opened, workflow):
    """Lone's screen from before Bo recommended a reserve, and the grant she set over it."""
    recommended(workflow, other(workflow), Award.RESERVE, "Næst efter de udvalgte.")
    reason(opened).set_value("Planen er konkret.")
    award(opened).set_value(Award.GRANT).run()
    return opened


def test_the_second_to_recommend_is_told_what_the_first_did(disputed, workflow):
    assert screen.values(disputed.warning)[-1] == (
        "Bo Lund har gemt en indstilling, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der skal stå."
    )
    assert f"Bo Lund, {saved_at(workflow)}: reserve" in screen.markdown(disputed)
    assert [each.proto.body for each in disputed.get("html")][-1] == (
        '<div class="reading"><p>Næst efter de udvalgte.</p><p>Valget bygger på styrker og svagheder i '
        "forhold til kriterierne.</p><p>Planen er tyndere end de andres.</p></div>"
    )
    assert (award(disputed).value, reason(disputed).value) == (Award.GRANT, "Planen er konkret.")
    assert made(workflow) == (Award.RESERVE, "Næst efter de udvalgte.", "", "Bo Lund")


def test_ones_own_recommendation_can_be_kept_over_the_others(disputed, workflow):
    press(disputed, "Behold mit")
    assert made(workflow) == (Award.GRANT, "Planen er konkret.", "", LEAD)
    assert (award(disputed).value, reason(disputed).value) == (Award.GRANT, "Planen er konkret.")
    assert "Behold mit" not in [each.label for each in disputed.button]


def test_the_others_recommendation_can_be_taken(disputed, workflow):
    press(disputed, "Brug det andet")
    assert made(workflow) == (Award.RESERVE, "Næst efter de udvalgte.", "", "Bo Lund")
    shown = award(disputed).value, reason(disputed).value
    assert shown == (Award.RESERVE, "Næst efter de udvalgte.")
    reason(disputed).set_value("Næst efter de udvalgte, og klar.").run()
    assert made(workflow) == (Award.RESERVE, "Næst efter de udvalgte, og klar.", "", LEAD)


def test_what_another_recommended_is_shown_where_nothing_of_ones_own_waits(opened, workflow):
    recommended(workflow, other(workflow), Award.RESERVE, "Næst.")
    opened.run()
    assert (award(opened).value, reason(opened).value) == (Award.RESERVE, "Næst.")


# --- who may not ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "name", "why"),
    [
        (
            Phase.DECIDED,
            LEAD,
            "Runden er i fasen afgjort, og der kan man ikke indstille. Det hører til indstilling.",
        ),
        (
            Phase.RECOMMENDATION,
            "Karin Dahl",
            "Du må ikke indstille; det kræver rollen projektleder. Tal med projektlederen.",
        ),
    ],
)
def test_whoever_may_not_recommend_reads_it(open_page, demo_workflow, phase, name, why):
    builders.at_phase(demo_workflow, phase)
    app = open_page("recommendation", on=demo_workflow, person=name)
    assert screen.values(app.caption)[0] == f"{screen.LOCK} {why}"
    assert screen.values(app.caption)[1].startswith(f"Gemt af {LEAD}, ")
    assert "**Indstilling:** tilsagn" in screen.markdown(app)
    assert (len(app.radio), len(app.text_area)) == (0, 0)


def test_a_recommendation_is_hidden_until_ones_own_review_is_in(open_page, demo_workflow):
    app = open_page("recommendation", on=demo_workflow, person="Mette Sand", ansoegning=13)
    assert app.selectbox(key="ansoegning").label == "Ansøgning (skjult)"
    assert screen.values(app.caption) == [
        f"{screen.LOCK} Rundens samlede billede og notater vises, når ingen ansøgning er lukket eller skjult for dig.",
        f"{screen.LOCK} Indstillingen er skjult, til din egen vurdering er indsendt.",
    ]
    assert screen.markdown(app)[-1] == (
        "- Formel prøvning: opfyldt\n- Ingen plads: skjult, til din egen vurdering er indsendt.\n"
        "- Indsendte vurderinger: skjult"
    )
    assert screen.fetched(app) == {}


def test_what_was_typed_when_the_round_moved_on_is_there_to_be_copied(opened, workflow):
    builders.at_phase(workflow, Phase.DECIDED)
    reason(opened).set_value("Planen er konkret.")
    award(opened).set_value(Award.GRANT).run()
    (refusal,) = screen.values(opened.error)
    assert refusal.startswith("Runden er i fasen afgjort, og der kan man ikke indstille.")
    assert screen.values(opened.code) == ["tilsagn\nPlanen er konkret."]
    assert made(workflow) is None
