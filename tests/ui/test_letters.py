"""The letters: who gets which, what each lacks, its texts, and who may write them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from assessment.domain.letters.completeness import RULES
from assessment.domain.outcomes.letter import Channel
from assessment.domain.panel.people import Role
from assessment.ui.pages import ALL
from assessment.workflow import finishing, lettering, people
from tests import builders
from tests.builders import NOON
from tests.ui import screen
from tests.ui.lettered import LEAD, REFUSED, accepted, finished


def stored(work, application=REFUSED, key="facts"):
    with work.database.read() as reader:
        found = [
            e for e in reader.letter_texts("demo") if (e.application, e.key) == (application, key)
        ]
    return [(each.text, each.accepted, each.by) for each in found]


def text_key(app, key="facts", application=REFUSED):
    """The key of a text's field, which ends with the id of whoever looks."""
    start = f"letter_text_{application}_{key.replace(':', '_')}_"
    return next(each.key for each in app.text_area if each.key.startswith(start))


def field(app, key="facts"):
    return app.text_area(key=text_key(app, key))


def accept(app, key="facts"):
    return app.button(key=f"{text_key(app, key).removesuffix('_text')}_accept")


def badge(app, key="facts"):
    """What stands below a text about how far it is."""
    titles = [each.label for each in app.text_area]
    badges = [each for each in screen.markdown(app) if "-badge[" in each]
    return badges[-len(titles) :][titles.index(field(app, key).label)]


def test_who_gets_which_letter_stands_with_what_it_lacks(decided, open_page):
    del decided
    app = open_page("letters")

    assert screen.rows(app.table[0]) == [
        ("Bakkedal Kommune", "tilsagn", "Mangler 2 ting", "–", "–", "–"),
        ("Lyngmose Kommune", "reserve", "Mangler 8 ting", "–", "–", "–"),
        ("Åmose Kommune", "afslag", "Mangler 5 ting", "–", "–", "–"),
    ]
    assert screen.markdown(app)[0] == (
        "3 breve. Færdige: 0, heraf noteret som sendt: 0. Klar til at blive gjort færdige: 0. Mangler noget: 3."
    )
    assert not [each.key for each in app.button if each.key.startswith("letters_finish")]


def test_what_is_ready_finished_and_sent_is_told_apart(decided, open_page):
    def told():
        return [row[2] for row in screen.rows(open_page("letters").table[0])]

    made = finished(decided)
    assert told() == ["Færdigt", "Færdigt", "Færdigt"]
    values = {"by": builders.lead(decided), "expected": 1}
    finishing.record_sent(decided, made[0].id, Channel.DIGITAL_POST, NOON.date(), **values)
    assert told() == ["Sendt", "Færdigt", "Færdigt"]
    accepted(decided, text="Noget andet.")
    assert told() == ["Sendt", "Færdigt", "Klar"]


def test_what_a_letter_lacks_leads_to_where_it_is_written(decided, open_page):
    del decided
    pages = {"opfoelgning": SimpleNamespace(title="Opfølgning")}

    app = open_page("letters", ansoegning=1, pages=pages)

    assert [each for each in screen.markdown(app) if each.startswith(("- ", "**Mangler"))] == [
        "**Mangler, før brevet kan gøres færdigt (2)**",
        "- Skriv sagens nummer i jeres journal.",
        "- Skriv, hvad der er aftalt om målgruppe, antal borgere, caseload og periode.",
    ]
    led = {each.key: each.label for each in app.button if each.key.startswith("letter_to_")}
    assert led == {"letter_to_opfoelgning": "Gå til Opfølgning"}


def test_every_part_of_a_letter_is_written_on_a_page_there_is():
    assert {each.page for each in RULES} <= {page.path for page in ALL}


def test_a_text_is_proposed_from_the_case_and_is_a_draft_until_it_is_accepted(decided, open_page):
    app = open_page("letters", ansoegning=REFUSED)
    weak = "weaknesses:target_group"
    assert "Planen er kort." in field(app, weak).value
    assert "Udkast – ikke godkendt" in badge(app, weak)
    told = [each.proto.body for each in app.get("html") if "Anne Holm: 2 point" in each.proto.body]
    assert len(told) == 3

    app = accept(app, weak).click().run()

    assert "Godkendt" in badge(app, weak)
    assert stored(decided, key=weak) == [(field(app, weak).value, True, LEAD)]


def test_a_proposal_that_can_be_left_out_is_told_from_one_that_must_be_accepted(decided, open_page):
    anne, reason = builders.reviewer(decided), "Gruppen er klar. Planen mangler."
    with decided.database.begin() as repository:
        for score in builders.review(2, reason=reason).scores.values():
            repository.save_score(REFUSED, anne.id, score)
    app = open_page("letters", ansoegning=REFUSED)
    strong, weak = "strengths:target_group", "weaknesses:target_group"
    assert "Gruppen er klar." in field(app, strong).value
    assert "Forslag – kan udelades" in badge(app, strong)
    assert "Udkast – ikke godkendt" in badge(app, weak)

    app = field(app, strong).set_value("Gruppen er klart afgrænset.").run()

    assert "Udkast – ikke godkendt" in badge(app, strong)


def test_a_text_that_is_changed_must_be_accepted_again(decided, open_page):
    accepted(decided)
    app = open_page("letters", ansoegning=REFUSED)
    assert "Godkendt" in badge(app)

    app = field(app).set_value("Kommunen har 2 medarbejdere til 54 borgere.").run()

    assert "Udkast – ikke godkendt" in badge(app)
    assert stored(decided) == [("Kommunen har 2 medarbejdere til 54 borgere.", False, LEAD)]
    app = accept(app).click().run()
    assert stored(decided) == [("Kommunen har 2 medarbejdere til 54 borgere.", True, LEAD)]


def test_where_another_wrote_meanwhile_both_are_shown_and_nothing_is_lost(decided, open_page):
    app = open_page("letters", ansoegning=REFUSED)
    ida = people.join(decided, "Ida Bo", {Role.LEAD})
    builders.impartial(decided, ida)
    values = {"accepted": True, "by": ida, "expected": 0}
    lettering.save_text(decided, REFUSED, "facts", "Idas tekst.", **values)

    app = field(app).set_value("Lones tekst.").run()

    assert [each.startswith("Ida Bo har gemt") for each in screen.values(app.warning)] == [True]
    assert field(app).value == "Lones tekst."
    assert stored(decided) == [("Idas tekst.", True, "Ida Bo")]
    app = app.button(key=f"{text_key(app).removesuffix('_text')}_keep_mine").click().run()
    assert stored(decided) == [("Lones tekst.", False, LEAD)]


def test_what_may_not_stand_in_a_letter_is_refused_and_kept_in_the_field(decided, open_page):
    app = open_page("letters", ansoegning=REFUSED)

    app = field(app).set_value("Lyngmose Kommune har en bedre plan.").run()

    assert [each for each in screen.values(app.error) if "Lyngmose Kommune" in each] != []
    assert field(app).value == "Lyngmose Kommune har en bedre plan."
    assert stored(decided) == []


def test_the_rounds_number_and_ones_own_are_set_on_the_page(decided, open_page):
    app = open_page("letters", ansoegning=1)
    round_, own = (each.key for each in app.text_input if each.key.startswith("case_number"))

    app = app.text_input(key=round_).set_value("2026-4711").run()
    app = app.text_input(key=own).set_value("2026-4711-1").run()

    with decided.database.read() as reader:
        numbers = {key: each.number for key, each in reader.case_numbers("demo").items()}
    assert numbers == {None: "2026-4711", 1: "2026-4711-1"}
    assert app.text_input(key=own).placeholder == "Rundens: 2026-4711"


@pytest.mark.parametrize("roles", [{Role.DECIDER}, {Role.READER}, {Role.REVIEWER}])
def test_who_may_not_write_letters_reads_and_has_no_buttons(decided, open_page, roles):
    finished(decided)
    accepted(decided, text="Noget andet.")

    app = open_page("letters", person="Ny Person", roles=roles, ansoegning=REFUSED)

    assert len(screen.rows(app.table[0])) == 3
    assert [each.key for each in app.button if each.key != "next_application"] == []
    assert not app.text_area
    assert not [each for each in app.text_input if each.key.startswith("case_number")]
    assert "Noget andet." in "".join(each.proto.body for each in app.get("html"))
    assert any("det kræver rollen projektleder" in each for each in screen.values(app.caption))


def test_without_a_recommendation_there_is_no_letter_yet(register, open_page):
    register()

    app = open_page("letters")

    assert screen.values(app.info) == [
        "Ingen ansøgning er indstillet endnu. Brevene skrives, når der er indstillet."
    ]
