"""Outcomes, scores and recommendations: what is kept, what is logged and what is refused."""

import pytest
from sqlalchemy import event

from assessment.domain.decision import Award, Recommendation
from assessment.domain.event import Action
from assessment.domain.review import Review, Score
from assessment.domain.screening import FormalOutcome, Outcome
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow import applications, core, formal, receiving, recommending, reviewing
from assessment.workflow.cases import round_cases
from assessment.workflow.receiving import Upload
from tests import builders

LEAD = "Lone Vestergaard"
ASPECTS = [aspect.id for aspect in builders.cti_scheme().aspects]
REQUIREMENTS = [each.id for each in builders.cti_scheme().requirements]


@pytest.fixture
def registered(workflow):
    """A workflow with one application, number 1."""
    register(workflow, "01")
    return workflow


def register(workflow, *samples):
    uploads = [Upload(f"{each}.docx", builders.sample(each), builders.NOON) for each in samples]
    list(receiving.receive(workflow, "demo", uploads, LEAD))


def log(workflow, action):
    return [
        (each.actor, each.subject, each.old, each.new)
        for each in applications.history(workflow)
        if each.action is action
    ]


def case_of(workflow):
    (case,) = round_cases(workflow, "demo").cases
    return case


def refusal_of(action, *args, **kwargs):
    with pytest.raises(RefusedActionError) as refusal:
        action(*args, **kwargs)
    return str(refusal.value)


# --- outcomes -------------------------------------------------------------------------------------


def decide(workflow, requirement="G1", outcome=Outcome.MET, reason="Alt er besvaret.", by=LEAD):
    return formal.set_outcome(workflow, 1, requirement, outcome, reason=reason, by=by)


def test_an_outcome_is_kept_and_the_old_one_stays_in_the_log(registered):
    decide(registered, outcome=Outcome.UNCLEAR, reason=" Felt 4.3 er tomt.\n")

    decided = decide(registered, by="Bo Lund")

    assert case_of(registered).screening.outcomes == {"G1": decided}
    assert decided == FormalOutcome("G1", Outcome.MET, "Alt er besvaret.", "Bo Lund", decided.at)
    assert log(registered, Action.OUTCOME_SET) == [
        ("Bo Lund", "G1", "skal afklares: Felt 4.3 er tomt.", "opfyldt: Alt er besvaret."),
        (LEAD, "G1", "", "skal afklares: Felt 4.3 er tomt."),
    ]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"reason": " \n"}, "Skriv en begrundelse for G1, før udfaldet kan gemmes."),
        (
            {"outcome": Outcome.NOT_APPLICABLE},
            "G1 gælder for alle ansøgere og kan ikke være “ikke relevant”.",
        ),
    ],
    ids=["no reason", "never irrelevant"],
)
def test_an_outcome_is_refused_and_nothing_is_kept(registered, asked, sentence):
    assert refusal_of(decide, registered, **asked) == sentence
    assert case_of(registered).screening.outcomes == {}
    assert log(registered, Action.OUTCOME_SET) == []


def test_an_unknown_requirement_is_named(registered):
    with pytest.raises(NotFoundError, match=r"^Kravet “G9” findes ikke i ordningen\.$"):
        decide(registered, "G9")


def test_an_outcome_of_an_unknown_application_is_refused(workflow):
    with pytest.raises(NotFoundError):
        decide(workflow)


# --- scores ---------------------------------------------------------------------------------------


@pytest.fixture
def anne(registered):
    return core.add_person(registered, "Anne Holm")


def score(workflow, who, aspect="1a", points=4, reason="Se felt 4.1."):
    return reviewing.save_score(workflow, 1, who, aspect, points=points, reason=reason)


def score_all(workflow, who, points=4):
    for aspect in ASPECTS:
        score(workflow, who, aspect, points)


def test_a_score_is_kept_as_it_was_given(registered, anne):
    saved = score(registered, anne, points=0, reason=" Intet om målgruppen 🤷 ")

    assert saved == Score("1a", 0, " Intet om målgruppen 🤷 ", saved.saved)
    assert reviewing.review_of(registered, 1, anne) == Review(1, anne, {"1a": saved})


def test_missing_points_stay_missing(registered, anne):
    saved = score(registered, anne, points=None, reason="Vender tilbage.")

    assert reviewing.review_of(registered, 1, anne).scores == {"1a": saved}
    assert saved.points is None
    assert case_of(registered).marks.aspects["1a"] is None


def test_each_change_of_a_score_is_logged_once(registered, anne):
    first = score(registered, anne, points=None, reason="Tynd.")
    again = score(registered, anne, points=None, reason="Tynd.")
    score(registered, anne, points=2, reason="Tynd.")
    score(registered, anne, points=2, reason="")

    assert again == first
    assert log(registered, Action.SCORE_SAVED) == [
        ("Anne Holm", "aspekt 1a", "2 point: Tynd.", "2 point"),
        ("Anne Holm", "aspekt 1a", "ingen point: Tynd.", "2 point: Tynd."),
        ("Anne Holm", "aspekt 1a", "ingen point", "ingen point: Tynd."),
    ]


@pytest.mark.parametrize("points", [-1, 6, 10**30])
def test_points_off_the_scale_are_refused(registered, anne, points):
    assert refusal_of(score, registered, anne, points=points) == (
        f"{points} point findes ikke på skalaen. Vælg 0, 1, 2, 3, 4 eller 5."
    )
    assert reviewing.review_of(registered, 1, anne).scores == {}


def test_an_unknown_aspect_is_named(registered, anne):
    with pytest.raises(NotFoundError, match=r"^Aspektet “9z” findes ikke i ordningen\.$"):
        score(registered, anne, "9z")


def test_an_unfinished_review_cannot_be_submitted(registered, anne):
    for aspect in ASPECTS[2:]:
        score(registered, anne, aspect)
    score(registered, anne, ASPECTS[0], points=None)
    score(registered, anne, ASPECTS[1], reason=" ")

    assert refusal_of(reviewing.submit, registered, 1, anne) == (
        "Vurderingen kan ikke indsendes endnu. Der mangler point eller begrundelse for: "
        "Målgruppe, Kritisk overgang."
    )
    assert case_of(registered).submitted == ()


def test_a_submitted_review_counts_and_stands(registered, anne):
    score_all(registered, anne)
    assert case_of(registered).submitted == ()

    reviewing.submit(registered, 1, anne)

    (counted,) = case_of(registered).submitted
    assert counted == reviewing.review_of(registered, 1, anne)
    assert refusal_of(score, registered, anne, points=5) == (
        "Vurderingen er indsendt. Genåbn den, før du retter i den."
    )
    assert reviewing.review_of(registered, 1, anne) == counted


def test_submitting_again_changes_nothing(registered, anne):
    score_all(registered, anne)
    reviewing.submit(registered, 1, anne)
    before = reviewing.review_of(registered, 1, anne)

    reviewing.submit(registered, 1, anne)

    assert reviewing.review_of(registered, 1, anne) == before
    assert len(log(registered, Action.REVIEW_SUBMITTED)) == 1


def test_a_reopened_review_does_not_count_and_can_be_changed(registered, anne):
    score_all(registered, anne)
    reviewing.submit(registered, 1, anne)

    reviewing.reopen(registered, 1, anne, " Felt 5.6 var overset. ")
    score(registered, anne, points=5)

    assert case_of(registered).submitted == ()
    assert reviewing.review_of(registered, 1, anne).score("1a").points == 5
    assert log(registered, Action.REVIEW_REOPENED) == [
        ("Anne Holm", "", "", "Felt 5.6 var overset.")
    ]


def test_a_review_is_not_reopened_without_a_reason(registered, anne):
    score_all(registered, anne)
    reviewing.submit(registered, 1, anne)

    assert refusal_of(reviewing.reopen, registered, 1, anne, " ") == (
        "Skriv, hvorfor vurderingen genåbnes."
    )
    assert len(case_of(registered).submitted) == 1


def test_only_a_submitted_review_can_be_reopened(registered, anne):
    assert refusal_of(reviewing.reopen, registered, 1, anne, "Fejl.") == (
        "Vurderingen er ikke indsendt; ret i den uden at genåbne den."
    )
    assert case_of(registered).reviews == ()
    assert log(registered, Action.REVIEW_REOPENED) == []


def test_reviewers_score_apart(registered, anne):
    bo = core.add_person(registered, "Bo Lund")
    score(registered, anne, points=5, reason="Stærk.")
    score(registered, bo, points=1, reason="Svag.")

    reviews = [reviewing.review_of(registered, 1, each) for each in (anne, bo)]

    assert [each.score("1a").points for each in reviews] == [5, 1]
    assert [each.score("1a").reason for each in reviews] == ["Stærk.", "Svag."]
    assert case_of(registered).reviews == tuple(reviews)


# --- the recommendation ---------------------------------------------------------------------------


@pytest.fixture
def checked(registered, anne):
    """Application 1 with every outcome set and one submitted review of 4 points."""
    for requirement in REQUIREMENTS:
        outcome = Outcome.NOT_APPLICABLE if requirement == "M3" else Outcome.MET
        decide(registered, requirement, outcome)
    score_all(registered, anne)
    reviewing.submit(registered, 1, anne)
    return registered


def recommend(workflow, award=Award.GRANT, reason="Planen er konkret.", answer="", by=LEAD):
    return recommending.recommend(workflow, 1, award, reason=reason, answer=answer, by=by)


def test_a_recommendation_is_kept_and_the_old_one_stays_in_the_log(checked):
    recommend(checked, Award.RESERVE, " Tæt på. ")

    made = recommend(checked, by="Bo Lund")

    assert made == Recommendation(1, Award.GRANT, "Planen er konkret.", "", "Bo Lund", made.at)
    assert case_of(checked).recommendation == made
    assert case_of(checked).missing == ()
    assert log(checked, Action.RECOMMENDED) == [
        ("Bo Lund", "indstilling", "reserve: Tæt på.", "tilsagn: Planen er konkret."),
        (LEAD, "indstilling", "", "reserve: Tæt på."),
    ]


def test_a_recommendation_needs_a_finished_formal_check(registered):
    decide(registered, "G1")
    for requirement in REQUIREMENTS[2:]:
        outcome = Outcome.NOT_APPLICABLE if requirement == "M3" else Outcome.MET
        decide(registered, requirement, outcome)

    assert refusal_of(recommend, registered) == (
        "Den formelle prøvning er ikke færdig: sæt et udfald for G2 først."
    )
    assert case_of(registered).recommendation is None


@pytest.mark.parametrize(
    ("requirement", "award", "sentence"),
    [
        ("G2", Award.REFUSAL, "Når G2 ikke er opfyldt, kan der kun indstilles til afvisning."),
        ("M1", Award.GRANT, "Når M1 ikke er opfyldt, kan der kun indstilles til afslag."),
    ],
)
def test_an_unmet_requirement_decides_what_can_be_recommended(
    checked, requirement, award, sentence
):
    decide(checked, requirement, Outcome.NOT_MET, "Det står der ikke noget om.")

    assert refusal_of(recommend, checked, award) == sentence


def test_a_dismissal_needs_an_unmet_requirement(checked):
    assert refusal_of(recommend, checked, Award.DISMISSAL) == (
        "Når intet krav er uopfyldt, kan der kun indstilles til tilsagn, reserve eller afslag."
    )


def test_a_recommendation_needs_a_reason(checked):
    assert refusal_of(recommend, checked, reason=" \n ") == (
        "Skriv begrundelsen for indstillingen, før den gemmes."
    )
    assert log(checked, Action.RECOMMENDED) == []


def test_a_recommendation_needs_an_answer_to_what_needs_attention(checked, anne):
    reviewing.reopen(checked, 1, anne, "Jeg så forkert.")
    score(checked, anne, "7", points=0)
    reviewing.submit(checked, 1, anne)

    assert refusal_of(recommend, checked, answer=" ") == (
        "Svar på opmærksomhedspunkterne, før indstillingen gemmes: "
        "Anne Holm har givet 0 for 7 Borgerinddragelse. "
        "Borgerinddragelse ligger på 0,00 og dermed under 2,00."
    )
    assert recommend(checked, answer=" Det rettes. ").answer == "Det rettes."


def test_a_recommendation_of_an_unknown_application_is_refused(workflow):
    with pytest.raises(NotFoundError):
        recommend(workflow)


# --- the round at once ----------------------------------------------------------------------------


def test_an_empty_round_has_no_cases(workflow):
    round_ = round_cases(workflow, "demo")

    assert (round_.cases, round_.ranking.standings) == ((), ())


def test_an_unknown_round_is_named(workflow):
    with pytest.raises(NotFoundError, match=r"^Runden “2031-1” findes ikke"):
        round_cases(workflow, "2031-1")


def test_a_case_of_another_round_is_not_found(registered):
    with pytest.raises(NotFoundError, match=r"^Ansøgning nr\. 9 findes ikke i runden demo\.$"):
        round_cases(registered, "demo").case(9)


def test_a_round_is_read_with_the_same_number_of_queries_however_large(registered):
    asked = []
    event.listen(
        registered.database._engine,
        "before_cursor_execute",
        lambda *args: asked.append(args[2]),
    )
    round_cases(registered, "demo")
    for_one = len(asked)
    register(registered, "02", "03")
    asked.clear()

    assert len(round_cases(registered, "demo").cases) == 3

    assert len(asked) == for_one
