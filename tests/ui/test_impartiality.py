"""Impartiality: declaring one's own, and deciding that of others."""

from __future__ import annotations

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Ground, Scope, Stance
from assessment.domain.panel.people import Role
from assessment.workflow import declaring, people
from tests import builders
from tests.ui import screen

KARIN = "Karin Dahl"
ANNE = "Anne Holm"


@pytest.fixture
def two(workflow, register):
    """A round of two applicants that is being received, with a lead."""
    register()
    register({"1.2": "Lyngmose Kommune"})
    builders.impartial(workflow, builders.lead(workflow))
    return workflow


@pytest.fixture
def as_anne(open_page):
    """The page as a reviewer who has declared nothing meets it."""
    return lambda: open_page("impartiality", person=ANNE, roles={Role.REVIEWER}, impartial=False)


@pytest.fixture
def as_karin(open_page):
    """The page as the decider meets it."""
    return lambda: open_page("impartiality", person=KARIN, roles={Role.DECIDER})


def declare(work, name, application, stance, text="Min søster er ansat der."):
    return declaring.declare(
        work,
        application,
        stance,
        grounds=[Ground.FAMILY],
        text=text,
        by=people.join(work, name, {Role.REVIEWER}),
        expected=0,
    )


def own(work, name):
    known = declaring.applicants(work, "demo", people.join(work, name))
    return {each.application: each.declaration and each.declaration.words for each in known}


def field(elements, label):
    return next(each for each in elements if each.label == label)


def button(app, label):
    return field(app.button, label)


@pytest.mark.usefixtures("two")
def test_every_applicant_stands_by_name_before_anything_is_open(as_anne):
    app = as_anne()
    assert [row[:3] for row in screen.rows(app.table[0])] == [
        ("1", "Bakkedal Kommune", "mangler"),
        ("2", "Lyngmose Kommune", "mangler"),
    ]
    assert "forvaltningsloven §§ 3 og 6" in app.markdown[0].value


def test_one_act_declares_impartiality_to_all(as_anne, two):
    app = as_anne()
    button(app, "Erklær mig habil over for alle 2").click().run()
    assert screen.values(app.success) == ["Du har erklæret dig habil over for alle 2."]
    assert own(two, ANNE) == {1: "habil", 2: "habil"}
    assert "**Du har erklæret din habilitet over for alle ansøgere.**" in screen.markdown(app)


def test_a_conflict_takes_grounds_and_text_and_the_rest_is_one_act(as_anne, two):
    app = as_anne()
    app.selectbox(key="declare_applicant").select(2).run()
    field(app.radio, "Min erklæring").set_value(Stance.CONFLICTED).run()
    assert (
        "Hele runden lukkes for dig, til en anden har afgjort, om inhabiliteten gælder hele runden "
        "eller kun ansøgningen."
    ) in screen.values(app.caption)
    button(app, "Afgiv erklæringen").click().run()
    assert screen.values(app.error) == ["Vælg mindst én grund efter forvaltningsloven § 3."]
    app.multiselect[0].select(Ground.FAMILY).run()
    app.text_area[0].input("Min søster er ansat der.").run()
    button(app, "Afgiv erklæringen").click().run()
    assert not app.error
    assert own(two, ANNE) == {1: None, 2: "inhabil, afventer afgørelse"}
    assert screen.values(app.warning) == [
        (
            "Runden er lukket for dig, til din habilitet over for Lyngmose Kommune er afgjort. Lone "
            "Vestergaard kan afgøre det."
        )
    ]
    button(app, "Erklær mig habil over for den sidste").click().run()
    assert own(two, ANNE)[1] == "habil"


def test_nobody_takes_their_own_doubt_back(as_anne, two):
    declare(two, ANNE, 1, Stance.DOUBT)
    app = as_anne()
    app.selectbox(key="declare_applicant").select(1).run()
    field(app.radio, "Min erklæring").set_value(Stance.IMPARTIAL).run()
    button(app, "Afgiv erklæringen").click().run()
    assert screen.values(app.error) == [
        (
            "Du har oplyst om inhabilitet eller tvivl, og så er det en anden, der afgør, om du er "
            "habil. Tal med den, der skal afgøre det."
        )
    ]
    assert own(two, ANNE)[1] == "tvivl, afventer afgørelse"


def test_what_one_has_begun_to_declare_is_shown_to_nobody_else_at_the_same_machine(as_anne, two):
    builders.reviewer(two, "Bo Lund")
    app = as_anne()
    app.selectbox(key="declare_applicant").select(2).run()
    field(app.radio, "Min erklæring").set_value(Stance.DOUBT).run()
    app.text_area[0].input("Min søster er ansat der.").run()

    app.selectbox(key="jeg").select("Bo Lund").run()
    assert field(app.radio, "Min erklæring").value is None
    assert "Min søster er ansat der." not in "".join(screen.everything(app))

    app.selectbox(key="jeg").select(ANNE).run()
    assert app.text_area[0].value == "Min søster er ansat der."


def test_what_one_has_begun_to_decide_is_shown_to_nobody_else_at_the_same_machine(as_karin, two):
    declare(two, ANNE, 2, Stance.DOUBT)
    app = as_karin()
    field(app.radio, "Afgørelse").set_value("Habil").run()
    app.text_area[0].input("En fjern tante.").run()

    app.selectbox(key="jeg").select("Lone Vestergaard").run()
    assert field(app.radio, "Afgørelse").value is None
    assert "En fjern tante." not in "".join(screen.everything(app))


def test_without_anybody_to_decide_it_is_said_what_to_do(open_page, two):
    declare(two, ANNE, 1, Stance.DOUBT)
    lead = builders.lead(two)
    declaring.declare(
        two, 1, Stance.DOUBT, grounds=[Ground.OTHER], text="Nabo.", by=lead, expected=1
    )
    app = open_page("impartiality", person=ANNE, impartial=False)
    assert screen.values(app.warning) == [
        (
            "Runden er lukket for dig, til din habilitet over for Bakkedal Kommune er afgjort. Ingen "
            "anden i runden kan afgøre det: bed en administrator om at give en anden rollen "
            "projektleder eller beslutter."
        )
    ]


def test_what_waits_stands_first_with_all_that_was_said(as_karin, two):
    declare(two, ANNE, 2, Stance.CONFLICTED)
    app = as_karin()
    assert [each.value for each in app.subheader] == ["Venter på en afgørelse", "Min habilitet"]
    told = app.get("html")[0].proto.body
    assert told.startswith(
        '<div class="reading facts"><dl><dt>Deltager</dt><dd>Anne Holm</dd>'
        "<dt>Ansøger</dt><dd>Lyngmose Kommune</dd><dt>Oplyser</dt><dd>er inhabil, "
    )
    assert "<dt>Grund</dt><dd>nær familie eller anden nærtstående" in told
    assert "<dt>Uddybning</dt><dd>Min søster er ansat der.</dd>" in told


def test_whoever_decides_declares_their_own_first(open_page, two):
    declare(two, ANNE, 2, Stance.CONFLICTED)
    app = open_page("impartiality", person=KARIN, roles={Role.DECIDER}, impartial=False)
    assert screen.values(app.info) == [
        (
            "Andres erklæringer venter på en afgørelse. Erklær først din egen habilitet; så kan du se "
            "dem, du må afgøre."
        )
    ]
    button(app, "Erklær mig habil over for alle 2").click().run()
    assert not app.info
    assert [each.value for each in app.subheader] == ["Venter på en afgørelse", "Min habilitet"]


def test_a_conflict_is_offered_the_whole_round_and_decided_with_a_reason(as_karin, two):
    declare(two, ANNE, 2, Stance.CONFLICTED)
    app = as_karin()
    assert field(app.radio, "Afgørelse").value == "Inhabil for hele runden"
    button(app, "Gem afgørelsen").click().run()
    assert screen.values(app.error) == ["Skriv begrundelsen for afgørelsen af habiliteten."]
    app.text_area[0].input("Søsteren leder tilbuddet.").run()
    button(app, "Gem afgørelsen").click().run()
    assert screen.values(app.success) == ["Afgørelsen om Anne Holm er gemt."]
    assert own(two, ANNE)[2] == "inhabil for hele runden"
    assert [each.value for each in app.subheader] == ["Min habilitet"]


def test_a_doubt_offers_nothing_by_itself_and_may_be_found_harmless(as_karin, two):
    declare(two, ANNE, 2, Stance.DOUBT)
    app = as_karin()
    radio = field(app.radio, "Afgørelse")
    assert (radio.value, len(app.text_area)) == (None, 0)
    radio.set_value("Habil").run()
    app.text_area[0].input("Kontakten ligger ti år tilbage.").run()
    button(app, "Gem afgørelsen").click().run()
    assert own(two, ANNE)[2] == "habil efter afgørelse"
    app = as_karin()
    assert [each.label for each in app.expander] == ["Afgjort tidligere (1)"]


def test_a_decision_can_be_changed_when_more_is_known(as_karin, two):
    made = declare(two, ANNE, 2, Stance.CONFLICTED)
    declaring.judge(
        two,
        2,
        made.person.id,
        Scope.ROUND,
        reason="Leder.",
        by=builders.lead(two),
        expected=made.version,
    )
    app = as_karin()
    field(app.checkbox, "Ændr afgørelsen").check().run()
    field(app.radio, "Afgørelse").set_value("Inhabil, men kun for ansøgningen").run()
    app.text_area[0].input("Kun denne sag.").run()
    button(app, "Gem afgørelsen").click().run()
    assert own(two, ANNE)[2] == "inhabil for ansøgningen"


def test_two_who_decide_at_once_do_not_overwrite_each_other(as_karin, two):
    made = declare(two, ANNE, 2, Stance.CONFLICTED)
    app = as_karin()
    app.text_area[0].input("Søsteren leder tilbuddet.").run()
    declaring.judge(
        two, 2, made.person.id, None, reason="Nej.", by=builders.lead(two), expected=made.version
    )
    button(app, "Gem afgørelsen").click().run()
    assert screen.values(app.warning) == [
        (
            "Lone Vestergaard har gemt en afgørelse af habiliteten, mens du skrev. Dit er ikke gemt "
            "endnu: vælg, hvad der skal stå."
        )
    ]
    assert app.text_area[0].value == "Søsteren leder tilbuddet."
    assert own(two, ANNE)[2] == "habil efter afgørelse"
    button(app, "Behold mit").click().run()
    assert own(two, ANNE)[2] == "inhabil for hele runden"


def test_a_decision_in_the_meantime_can_be_left_as_it_is(as_karin, two):
    made = declare(two, ANNE, 2, Stance.CONFLICTED)
    app = as_karin()
    app.text_area[0].input("Søsteren leder tilbuddet.").run()
    declaring.judge(
        two, 2, made.person.id, None, reason="Nej.", by=builders.lead(two), expected=made.version
    )
    app.run()
    button(app, "Brug det andet").click().run()
    assert [each.value for each in app.subheader] == ["Min habilitet"]
    assert own(two, ANNE)[2] == "habil efter afgørelse"


def test_nobody_is_offered_their_own_to_decide(open_page, two):
    lead = builders.lead(two)
    declaring.declare(
        two, 1, Stance.DOUBT, grounds=[Ground.OTHER], text="Nabo.", by=lead, expected=1
    )
    app = open_page("impartiality", impartial=False)
    assert [each.value for each in app.subheader] == ["Min habilitet"]
    assert [each.label for each in app.radio] == []


@pytest.mark.usefixtures("two")
def test_whoever_takes_no_part_declares_nothing(open_page):
    app = open_page("impartiality", person="Peter Lind", roles={Role.READER})
    assert screen.values(app.info) == [
        (
            "Du må ikke erklære habilitet; det kræver rollen bedømmer, projektleder eller beslutter. "
            "Tal med projektlederen."
        )
    ]
    assert (len(app.table), len(app.button)) == (0, 0)


def test_after_the_decision_nothing_is_declared(open_page, two):
    builders.at_phase(two, Phase.DECIDED)
    app = open_page("impartiality", person=ANNE, roles={Role.REVIEWER})
    assert screen.values(app.info) == [
        (
            "Runden er i fasen afgjort, og der kan man ikke erklære habilitet. Det hører til modtagelse "
            "til indstilling."
        )
    ]
