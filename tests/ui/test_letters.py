"""The letters: who gets which, what each lacks, its texts, what was finished, and what was sent."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from assessment.domain.access import Phase
from assessment.domain.award import Award
from assessment.domain.completeness import RULES
from assessment.domain.deciding import Wanted
from assessment.domain.letter import Channel, LetterKind
from assessment.domain.people import Role
from assessment.domain.undertaking import Undertaking
from assessment.ui.pages import ALL
from assessment.workflow import finishing, lettering, people, recommending
from tests import builders
from tests.builders import NOON
from tests.ui import screen

LEAD, KARIN = "Lone Vestergaard", "Karin Dahl"
NAMES = ("Bakkedal Kommune", "Lyngmose Kommune", "Åmose Kommune")
GIVEN = (Award.GRANT, Award.RESERVE, Award.REFUSAL)
REFUSED = 3
"""The application that is refused, on its merits."""


@pytest.fixture
def decided(register, workflow):
    """Three applications that were decided: a grant, a reserve and a refusal."""
    lead, anne = builders.lead(workflow), builders.reviewer(workflow)
    karin = builders.decider(workflow)
    for name in NAMES:
        register({"1.2": name})
    builders.impartial(workflow, lead, anne, karin)
    builders.at_phase(workflow, Phase.RECOMMENDATION)
    with workflow.database.begin() as repository:
        for application, points in enumerate((5, 4, 2), start=1):
            for outcome in builders.screening().outcomes.values():
                repository.set_outcome(application, outcome)
            for score in builders.review(points, reason="Planen er kort.").scores.values():
                repository.save_score(application, anne.id, score)
            repository.set_submitted(application, anne.id, NOON)
    for application, award in enumerate(GIVEN, start=1):
        values = {"reason": "Samlet vurdering.", "answer": "Set på.", "by": lead, "expected": 0}
        recommending.recommend(workflow, application, award, **values, **builders.CHOSEN)
    wanted = [Wanted(number, award, "", 0) for number, award in enumerate(GIVEN, start=1)]
    recommending.decide_all(workflow, "demo", wanted, by=karin, frame_reason="Kun én var klar.")
    return workflow


def numbered(work):
    """Give the whole round a case number."""
    return lettering.set_case_number(
        work, "demo", None, "2026-4711", by=builders.lead(work), expected=0
    )


def agreed(work, application=1):
    """Agree with a selected applicant on whom it helps."""
    period = {"start": date(2027, 1, 1), "end": date(2028, 12, 31), "by": LEAD, "at": NOON}
    made = Undertaking(application, "Voksne i hjemløshed", (), 54, "10", **period, version=1)
    with work.database.begin() as repository:
        repository.set_undertaking(made)


def accepted(work, application=REFUSED, text="Det konkrete i denne sag."):
    """Accept every text of an application's letter."""
    lead = builders.lead(work)
    for each in state(work, application).texts:
        values = {"accepted": True, "by": lead, "expected": each.version}
        lettering.save_text(work, application, each.wanted.key, text, **values)


def complete(work):
    """Bring everything about so that no letter lacks anything."""
    numbered(work)
    agreed(work)
    for application in (2, REFUSED):
        accepted(work, application)
    assert [each.missing for each in lettering.desk(work, "demo", builders.lead(work))] == [()] * 3


def state(work, application):
    (found,) = (
        each
        for each in lettering.desk(work, "demo", builders.lead(work))
        if each.case.id == application
    )
    return found


def letters(work):
    with work.database.read() as reader:
        return [(each.application, each.kind, each.number) for each in reader.letters("demo")]


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
        ("Bakkedal Kommune", "tilsagn", "2 ting", "–", "–", "–"),
        ("Lyngmose Kommune", "reserve", "8 ting", "–", "–", "–"),
        ("Åmose Kommune", "afslag", "5 ting", "–", "–", "–"),
    ]
    assert screen.markdown(app)[0] == (
        "3 breve: 0 færdige, heraf 0 noteret som sendt; 0 klar til at blive gjort færdige, 3 mangler "
        "noget."
    )
    assert not [each.key for each in app.button if each.key.startswith("letters_finish")]


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
    followed_up = "opfoelgning"  # comes with the follow-up
    assert {each.page for each in RULES} - {page.path for page in ALL} <= {followed_up}


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


def test_nothing_is_fixed_before_it_was_seen_what_will_be(decided, open_page):
    complete(decided)
    app = open_page("letters")
    assert app.button(key="letters_finish").label == "Færdiggør 3 breve …"

    app = app.button(key="letters_finish").click().run()

    assert screen.rows(app.table[1]) == [
        ("tilsagn", "Bakkedal Kommune", "den første"),
        ("reserve", "Lyngmose Kommune", "den første"),
        ("afslag", "Åmose Kommune", "den første"),
    ]
    assert letters(decided) == []
    app = app.button(key="letters_finish_all").click().run()
    assert letters(decided) == [
        (1, LetterKind.GRANT, 1),
        (2, LetterKind.RESERVE, 1),
        (3, LetterKind.REFUSAL, 1),
    ]
    assert screen.values(app.success) == [
        "3 breve er gjort færdige. Hent, send og notér afsendelsen."
    ]
    assert len(app.table) == 1
    assert screen.fetched(app) == {
        "Hent alle færdige breve": "/hent/breve/demo",
        "Hent brevet": "/hent/brev/1",
    }


def test_what_is_written_but_not_accepted_is_told_before_the_letter_goes_without_it(
    decided, open_page
):
    complete(decided)
    values = {"accepted": False, "by": builders.lead(decided), "expected": 0}
    lettering.save_text(decided, 1, "conditions", "Færre borgere.", **values)
    told = (
        "Skrevet, men ikke godkendt, og derfor ikke i brevet: Bakkedal Kommune (“Vilkår, der afviger "
        "fra ansøgningen”)."
    )

    app = open_page("letters", ansoegning=1)
    assert "“Vilkår, der afviger fra ansøgningen”." in screen.values(app.warning)[0]
    app = app.button(key="letters_finish").click().run()

    assert told in screen.values(app.warning)


def test_before_that_it_can_be_left(decided, open_page):
    complete(decided)
    app = open_page("letters").button(key="letters_finish").click().run()

    app = app.button(key="letters_cancel").click().run()

    assert len(app.table) == 1
    assert letters(decided) == []


def test_who_is_not_with_them_since_something_is_missing_is_named(decided, open_page):
    numbered(decided)
    agreed(decided)
    accepted(decided, 2)

    app = open_page("letters").button(key="letters_finish").click().run()

    assert [each for each in screen.values(app.warning) if "mangler" in each] == [
        "Ikke med, fordi noget mangler: Åmose Kommune (afslag)."
    ]
    app.button(key="letters_finish_all").click().run()
    assert [each[0] for each in letters(decided)] == [1, 2]


def test_where_something_is_taken_away_meanwhile_all_are_refused_by_name(decided, open_page):
    complete(decided)
    app = open_page("letters").button(key="letters_finish").click().run()
    values = {"accepted": False, "by": builders.lead(decided), "expected": 1}
    lettering.save_text(decided, REFUSED, "facts", "Måske.", **values)

    app = app.button(key="letters_finish_all").click().run()

    (refused,) = map(screen.read, screen.values(app.error))
    assert refused.startswith("Intet brev er færdiggjort: Åmose Kommune (afslag) mangler ")
    assert letters(decided) == []


def finished(work):
    complete(work)
    wanted = [
        (number, each.kind)
        for number, each in enumerate(lettering.desk(work, "demo", builders.lead(work)), start=1)
    ]
    return finishing.finish(work, "demo", wanted, by=builders.lead(work))


def test_a_letter_that_says_something_else_now_is_made_anew(decided, open_page):
    finished(decided)
    accepted(decided, text="Noget andet.")

    app = open_page("letters", ansoegning=REFUSED)

    assert screen.rows(app.table[0])[2][3] == "1, ændret siden"
    assert "Ændret siden; færdiggør en ny udgave." in screen.values(app.warning)
    app = app.button(key="letters_finish").click().run()
    assert screen.rows(app.table[1]) == [
        ("afslag", "Åmose Kommune", "nr. 2, i stedet for afslag nr. 1")
    ]
    app = app.button(key="letters_finish_all").click().run()
    assert letters(decided)[-1] == (REFUSED, LetterKind.REFUSAL, 2)
    assert [each.label for each in app.expander if "udgave" in each.label] == ["1 tidligere udgave"]


def note(work, open_page, application, channel):
    """Note on the page how the newest letter to an applicant was sent."""
    made = state(work, application).letters[-1]
    app = open_page("letters", ansoegning=application)
    key = next(each.key for each in app.selectbox if each.key.startswith(f"sent_{made.id}"))
    app = app.selectbox(key=key).set_value(channel).run()
    return app.button(key=key.replace("channel", "do")).click().run()


def test_how_a_letter_was_sent_is_noted(decided, open_page):
    made = finished(decided)[REFUSED - 1]
    app = open_page("letters", ansoegning=REFUSED)
    key = next(each.key for each in app.selectbox if each.key.startswith(f"sent_{made.id}"))
    assert app.selectbox(key=key).value is Channel.DIGITAL_POST
    assert app.date_input(key=key.replace("channel", "on")).value == NOON.date()

    app = note(decided, open_page, REFUSED, Channel.POST)

    with decided.database.read() as reader:
        sent = reader.letter(made.id)[0].sent
    assert (sent.channel, sent.on, sent.by) == (Channel.POST, NOON.date(), LEAD)
    assert screen.rows(app.table[0])[2][5] == "01.10.2026, brev med posten"
    assert any(
        each.startswith("Sendt 01.10.2026 med brev med posten, noteret af Lone Vestergaard")
        for each in map(screen.read, screen.values(app.caption))
    )


def test_all_that_was_finished_is_noted_as_sent_at_once(decided, open_page):
    finished(decided)
    note(decided, open_page, 1, Channel.POST)

    app = open_page("letters")
    app = app.selectbox(key="letters_channel").set_value(Channel.SECURE_MAIL).run()
    app = app.button(key="letters_sent").click().run()

    assert screen.values(app.success) == ["2 breve er noteret som sendt."]
    assert [row[5] for row in screen.rows(app.table[0])] == [
        "01.10.2026, brev med posten",
        "01.10.2026, sikker e-mail",
        "01.10.2026, sikker e-mail",
    ]
    assert not [each for each in app.button if each.key == "letters_sent"]


def test_a_day_that_is_refused_names_the_applicant(decided, open_page):
    finished(decided)
    app = open_page("letters")

    app = app.date_input(key="letters_on").set_value(date(2026, 9, 1)).run()
    app = app.button(key="letters_sent").click().run()

    (refused,) = map(screen.read, screen.values(app.error))
    assert refused.startswith("Brevet til Bakkedal Kommune er ikke noteret som sendt: ")
    assert [row[5] for row in screen.rows(app.table[0])] == ["ikke noteret"] * 3


def test_a_day_to_come_is_refused(decided, open_page):
    made = finished(decided)[0]
    app = open_page("letters", ansoegning=1)
    key = next(each.key for each in app.date_input if each.key.startswith(f"sent_{made.id}"))

    app = app.date_input(key=key).set_value(date(2030, 1, 1)).run()
    app = app.button(key=key.replace("_on", "_do")).click().run()

    assert screen.values(app.error) == ["Brevet kan ikke være sendt ude i fremtiden. Ret datoen."]
    with decided.database.read() as reader:
        assert reader.letter(made.id)[0].sent is None


def test_receipts_are_finished_for_all_who_applied(decided, open_page):
    numbered(decided)
    app = open_page("letters", letters_view="Kvitteringer")
    assert [row[1] for row in screen.rows(app.table[0])] == ["kvittering"] * 3

    app = app.button(key="letters_finish").click().run()
    app.button(key="letters_finish_all").click().run()

    assert letters(decided) == [(number, LetterKind.RECEIPT, 1) for number in (1, 2, 3)]


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
