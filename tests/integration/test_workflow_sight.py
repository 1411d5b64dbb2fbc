"""What somebody gets to see of a round: closed, hidden, or whole."""

import pytest

from assessment.domain.applications.attachments import Nature
from assessment.domain.checking.screening import Outcome
from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.outcomes.award import Award
from assessment.domain.panel.access import Phase
from assessment.domain.panel.impartiality import Closure
from assessment.domain.panel.people import Role
from assessment.domain.ranking.cut import PART_ONLY
from assessment.domain.rounds.case import Closed
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError
from assessment.workflow import (
    applications,
    attaching,
    corresponding,
    formal,
    notes,
    people,
    ranking,
    receiving,
    recommending,
    reviewing,
)
from assessment.workflow.cases import round_cases
from assessment.workflow.receiving import Upload
from sample_applications.mail import message
from tests import builders
from tests.builders import NOON

WAITS = (None, Nature.SUBMITTED)
"""How a file is kept that nobody has put beside an application."""

R, L, D, X, M = Role.REVIEWER, Role.LEAD, Role.DECIDER, Role.READER, Role.ADMINISTRATOR


@pytest.fixture
def round_(workflow):
    """A round with two applications, 1 and 2; both are for Anne and Bo, and Bo has submitted."""
    builders.received(workflow, "01", "02")
    for application in (1, 2):
        builders.assigned(workflow, application, *panel(workflow))
        builders.scored(workflow, application, panel(workflow)[1], 2)
    return workflow


def panel(workflow):
    return builders.reviewer(workflow), builders.reviewer(workflow, "Bo Lund")


def seen(workflow, by):
    return round_cases(workflow, "demo", by)


def refusal(kind, action, *args, **kwargs):
    with pytest.raises(kind) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def impartial(workflow, name, *roles):
    person = people.join(workflow, name, roles)
    builders.impartial(workflow, person)
    return person


# --- hidden ---------------------------------------------------------------------------------------


def test_others_are_hidden_until_ones_own_is_submitted_and_again_once_it_is_reopened(round_):
    anne, _ = panel(round_)
    first, second = seen(round_, anne).cases
    assert [each.reviews for each in (first, second)] == [(), ()]

    builders.scored(round_, 1, anne, 4)
    first, second = seen(round_, anne).cases
    assert (len(first.submitted), first.hidden) == (2, "")
    assert (second.reviews, second.hidden) == ((), "skjult, til din egen vurdering er indsendt")

    reviewing.reopen(round_, 1, anne, "Overset bilag.")
    (own,) = seen(round_, anne).cases[0].reviews
    assert (own.reviewer, own.submitted) == (anne, None)


def test_a_lead_who_reviews_too_is_bound_the_same_way(round_):
    both = impartial(round_, "Ida Lind", R, L)

    assert [each.hidden for each in seen(round_, both).cases] == [
        "skjult, til runden er i konsensus"
    ] * 2
    assert ranking.round_robustness(round_, "demo", both).ranking.ranked == ()
    actions = {each.action for each in applications.log(round_, "demo", both)}
    assert not actions & {Action.SCORE_SAVED, Action.REVIEW_SUBMITTED}


@pytest.mark.parametrize("closed", [False, True], ids=["hidden", "closed"])
def test_nobody_has_a_place_for_whoever_sees_a_part_of_the_round(round_, closed):
    """What they see would say that application 1 is the only one, and selected for that."""
    by, _ = panel(round_)
    builders.scored(round_, 1, by, 4)
    if closed:
        by = people.join(round_, "Karin Dahl", [D])
        with round_.database.begin() as repository:
            repository.set_declaration(builders.declaration(by))
    names = ["Bakkedal Kommune", *([] if closed else ["Lyngmose Kommune"])]

    found = ranking.round_robustness(round_, "demo", by)

    assert [each.candidate.name for each in found.ranking.standings] == names
    assert (found.ranking.standings[0].total, found.ranking.standings[0].place) == (3, None)
    assert ranking.remarks(found) == (PART_ONLY,)
    told = ranking.as_json(found, builders.cti_scheme(), "demo")
    assert told["applications"][0] | {"criteria": {}} == {
        "id": "1",
        "name": "Bakkedal Kommune",
        "total": "3",
        "criteria": {},
        "place": None,
        "group": "incomplete",
        "reasons": ["uden plads, til du kan se hele runden"],
        "share_selected": None,
        "provisional": True,
    }
    assert told["robustness"]["notes"] == [PART_ONLY]
    whole = ranking.round_robustness(round_, "demo", builders.auditor(round_))
    assert [each.place for each in whole.ranking.ranked] == [1, 2]


def test_nobody_else_sees_a_draft_in_a_case_or_in_the_log(round_):
    anne, _ = panel(round_)
    reviewing.save_score(round_, 1, anne, "1a", points=0, reason="Et udkast.", expected=0)
    for by in (impartial(round_, "Ida Lind", L), builders.auditor(round_)):
        case = seen(round_, by).case(1)
        mine = [each for each in case.reviews if each.reviewer.id == anne.id]
        assert [each.scores for each in mine] == [{}]
        told = (*applications.log(round_, "demo", by), *applications.history(round_, 1, by))
        assert not [each for each in told if "udkast" in each.new]
    assert seen(round_, anne).case(1).reviews[0].scores["1a"].reason == "Et udkast."


def test_a_note_waits_for_ones_own_review(round_):
    anne, bo = panel(round_)

    assert refusal(NotPermittedError, notes.note, round_, 1, anne) == (
        "Notatet kan hentes, når din egen vurdering er indsendt."
    )
    for write in (notes.round_note, notes.all_notes):
        assert refusal(NotPermittedError, write, round_, "demo", anne) == (
            "Dokumenterne for hele runden kan hentes, når ingen ansøgning er lukket eller skjult for dig."
        )
    assert notes.note(round_, 1, bo).filename == "01-bakkedal-kommune.docx"


# --- closed ---------------------------------------------------------------------------------------


def test_what_is_closed_is_told_by_name_and_why(round_):
    cilla = builders.reviewer(round_, "Cilla Krag")
    boss = people.join(round_, "Mads Bo", [M])

    assert seen(round_, cilla).closed == (
        Closed(1, "Bakkedal Kommune", Closure.UNDECLARED),
        Closed(2, "Lyngmose Kommune", Closure.UNDECLARED),
    )
    assert [each.why for each in seen(round_, boss).closed] == [Closure.NO_ROLE] * 2
    assert (seen(round_, cilla).cases, seen(round_, boss).cases) == ((), ())


def test_a_closed_applicant_is_in_no_others_flag(workflow):
    """Two versions of the same applicant's: whoever may see one is not told of the other."""
    form = builders.sample("01")
    other = builders.sample("14")
    uploads = [Upload("a.docx", form, NOON), Upload("b.docx", other, NOON)]
    list(receiving.receive(workflow, "demo", uploads, builders.lead(workflow)))
    anne = builders.reviewer(workflow)
    answers = {"1.2": "Bakkedal Kommune", "4.1": "Vi hjælper."}
    with workflow.database.begin() as repository:
        for number in (1, 2):
            sha256 = repository.application(number).reading.sha256
            repository.set_reading(number, builders.reading(answers, sha256=sha256))
        repository.set_declaration(builders.declaration(anne))

    (mine,) = seen(workflow, anne).cases
    both = seen(workflow, builders.auditor(workflow)).cases

    assert [flag.code for flag in mine.screening.flags if flag.code == "F14"] == []
    assert mine.alike == ()
    assert [each.alike for each in both] == [(2,), (1,)]


def test_what_passed_with_applicants_is_kept_from_whoever_the_round_is_closed_to(round_):
    lead = impartial(round_, "Ida Lind", L)
    asked = Exchange(0, "demo", None, Kind.QUESTION, "Må vi?", "", NOON, "Ask Holm")
    corresponding.note(round_, asked, lead)
    boss = people.join(round_, "Mads Bo", [M])

    assert len(seen(round_, lead).exchanges) == 1
    assert seen(round_, boss).exchanges == ()


# --- files ----------------------------------------------------------------------------------------


def mail(name, attachments):
    return Upload(
        f"{name}.eml",
        message(
            sender="Ask Holm <ask@bakkedal.example>",
            subject=name,
            body="Hermed.",
            sent=NOON,
            received=NOON,
            attachments=attachments,
        ),
    )


@pytest.fixture
def mails(workflow):
    """A round with a mail that brought application 1 and its file, and one that only brought a file."""
    sent = mail("Ansøgning", {"01.docx": builders.sample("01"), "bilag.pdf": "Et bilag."})
    loose = mail("Efternøler", {"løst.pdf": "Uden ansøgning."})
    list(receiving.receive(workflow, "demo", [sent, loose], builders.lead(workflow)))
    return workflow


def test_an_administrator_is_told_of_no_mail_that_belongs_to_an_application(mails):
    boss, lead = people.join(mails, "Mads Bo", [M]), impartial(mails, "Ida Lind", L)

    assert [each.delivery.name for each in attaching.arrivals(mails, "demo", boss)] == [
        "Efternøler.eml"
    ]
    assert len(attaching.arrivals(mails, "demo", lead)) == 2
    assert attaching.original(mails, 2, boss)[0] == "løst.pdf"
    for action, number in ((attaching.original, 1), (attaching.message, 1)):
        assert refusal(NotPermittedError, action, mails, number, boss).startswith(
            "Du må ikke hente originaler"
        )


def test_a_file_that_came_with_a_closed_application_is_closed_too(mails):
    lead = impartial(mails, "Ida Lind", L)
    attaching.assign(mails, 1, None, Nature.SUBMITTED, lead, expected=(1, Nature.SUBMITTED))
    other = people.join(mails, "Else Dam", [L])

    for action in (
        lambda: attaching.original(mails, 1, other),
        lambda: attaching.picture(mails, 1, 1, other),
        lambda: attaching.message(mails, 1, other),
        lambda: attaching.assign(mails, 1, None, Nature.UNSOLICITED, other, expected=WAITS),
    ):
        assert refusal(NotPermittedError, action) == (
            "Ansøgningen er lukket for dig: du har ikke erklæret din habilitet. Erklær den på siden "
            "Habilitet."
        )
    assert [each.delivery.name for each in attaching.arrivals(mails, "demo", other)] == [
        "Efternøler.eml"
    ]


def test_a_file_is_put_beside_open_applications_of_its_own_round_alone(mails):
    lead = impartial(mails, "Ida Lind", L)
    other = people.join(mails, "Else Dam", [L])
    upload = Upload("02.docx", builders.sample("02"), NOON)
    list(receiving.receive(mails, "2024-2", [upload], builders.lead(mails)))
    builders.impartial(mails, lead, round_id="2024-2")

    def assign(application, by):
        attaching.assign(mails, 2, application, Nature.SUBMITTED, by, expected=WAITS)

    assert refusal(NotFoundError, assign, 2, lead) == ("Ansøgning nr. 2 findes ikke i runden demo.")
    assert refusal(NotPermittedError, assign, 1, other).startswith("Ansøgningen er lukket for dig")
    assign(1, lead)
    (application,) = builders.applications(mails)
    assert [each.id for each in application.attachments] == [1, 2]


def test_a_file_that_somebody_else_moved_meanwhile_stays_there_and_is_told(mails):
    lead, other = impartial(mails, "Ida Lind", L), impartial(mails, "Else Dam", L)
    attaching.assign(mails, 2, 1, Nature.REQUESTED, other, expected=WAITS)

    assert refusal(
        ConflictError, attaching.assign, mails, 2, 1, Nature.UNSOLICITED, lead, expected=WAITS
    ) == (
        "Else Dam har imens henført “løst.pdf”: ansøgning nr. 1, svar på vores anmodning. Dit er ikke "
        "gemt: se, hvad der er rigtigt, før du gemmer igen."
    )
    (application,) = builders.applications(mails)
    assert [each.nature for each in application.attachments] == [Nature.SUBMITTED, Nature.REQUESTED]


# --- recommending and deciding --------------------------------------------------------------------


def test_whose_own_review_is_awaited_neither_recommends_nor_decides(round_):
    blind = people.join(round_, "Ida Lind", [R, L, D])
    builders.assigned(round_, 1, blind)
    builders.at_phase(round_, Phase.RECOMMENDATION)
    sentence = (
        "Andres vurdering af Bakkedal Kommune er skjult for dig, for din egen er ikke indsendt. Meld "
        "den fra på siden Fordeling, hvis du ikke skal vurdere."
    )

    given = {"reason": "Plan.", "by": blind, "expected": 0}
    assert refusal(
        NotPermittedError, recommending.recommend, round_, 1, Award.GRANT, answer="", **given
    ) == (sentence)
    assert refusal(NotPermittedError, recommending.decide, round_, 1, Award.GRANT, **given) == (
        sentence
    )


def test_whoever_recommended_may_not_decide_even_where_another_recommended_since(round_):
    first, second = impartial(round_, "Ida Lind", L, D), impartial(round_, "Else Dam", L)
    _settle(round_)
    builders.at_phase(round_, Phase.RECOMMENDATION)
    made = {"reason": "Plan.", "answer": "Ja."}
    recommending.recommend(round_, 1, Award.GRANT, by=first, expected=0, **made)
    recommending.recommend(round_, 1, Award.GRANT, by=second, expected=1, **made)

    assert refusal(
        NotPermittedError,
        recommending.decide,
        round_,
        1,
        Award.GRANT,
        reason="",
        by=first,
        expected=0,
    ) == ("Du har selv indstillet i runden; afgørelsen skal træffes af en anden.")


def _settle(workflow):
    """Let two people find that application 1 meets everything."""
    anne, bo = panel(workflow)
    for each in builders.cti_scheme().requirements:
        outcome = Outcome.NOT_APPLICABLE if each.applies_to else Outcome.MET
        formal.set_outcome(workflow, 1, each.id, outcome, reason="Set.", by=anne, expected=0)
    formal.confirm(workflow, 1, bo)
