"""What speaks to each aspect and requirement, wherever it stands."""

from __future__ import annotations

from assessment.domain.checking.screening import Passage
from assessment.domain.finding.evidence import Evidence, elsewhere, evidence
from assessment.domain.finding.passages import of_attachment
from tests import builders

SCHEME = builders.cti_scheme()


def passage(field, text):
    return Passage(text, "Afsnit 1", field)


PASSAGES = (
    passage("1.2", "Bakkedal Kommune"),
    passage("1.9", "Ja, socialchefen og ledelsen har arbejdet med CTI siden 2021."),
    passage("2.1.medlemmer", "Socialchefen og forstanderen, to medarbejdere og en kvinde."),
    passage("4.1", "Kvinder mellem 18 og 60 år, der flytter fra krisecenter."),
    passage("4.8", "To medarbejdere på fuld tid deles om arbejdet i huset ved havnen."),
    passage("5.1", "Vagtplanen er stram, og to gode kolleger rejste sidste år."),
    passage("5.6", "Det er min vurdering, at vi kan. Jeg prioriterer opgaven. Helle Toft"),
    passage("6.1", "Kvinden vælger selv sine mål."),
    passage("6.4", "Helle Toft taler med foreningerne i byen hvert forår."),
    *(passage("", f"Her står en sætning nummer {number} om vejr og vind.") for number in range(20)),
)


def found(target, *more):
    return evidence((*PASSAGES, *more), SCHEME)[target]


def fields(found):
    return [each.passage.field for each in found]


def test_every_aspect_and_requirement_is_asked_about():
    asked = evidence(PASSAGES, SCHEME)
    assert list(asked) == [each.id for each in (*SCHEME.aspects, *SCHEME.requirements)]


def test_nothing_written_is_no_evidence():
    assert set(evidence((), SCHEME).values()) == {()}


def test_an_own_answer_comes_first_whatever_its_words():
    (first, *others) = found(
        "5", passage("5.4", "Nej."), passage("", "Vi vil forankre CTI i drift.")
    )
    assert first == Evidence(passage("5.4", "Nej."), 1.0, (), own=True)
    assert [each.own for each in others] == [False] * len(others)


def test_what_stands_elsewhere_is_found_by_parts_of_words_and_by_the_applicant_s_own():
    named = {each.passage.field: each.words for each in elsewhere(found("6"))}
    assert named == {
        "2.1.medlemmer": ("forstanderen", "socialchefen"),
        "6.4": ("helle", "toft"),
    }


def test_a_question_asked_for_another_purpose_speaks_to_nothing():
    spoken = {field for each in evidence(PASSAGES, SCHEME).values() for field in fields(each)}
    assert not spoken & {"1.2", "1.9"}


def test_a_name_or_a_heading_says_nothing_by_itself():
    heading, sentence = passage("", "Ledelsen"), passage("", "Ledelsen deltager i alle møder.")
    told = [each.passage for each in found("6", heading, sentence)]
    assert (heading in told, sentence in told) == (False, True)


def test_a_promise_in_prose_speaks_to_its_requirement():
    promise = passage("", "Vi dokumenterer indsatsen sammen med jer og indberetter hvert kvartal.")
    (told,) = elsewhere(found("M4", promise))
    assert told.passage == promise
    assert set(told.words) >= {"dokumenterer", "indberetter", "kvartal"}


def test_an_attachment_speaks_as_well():
    pages = ["Referat", "Direktionen prioriterer indsatsen, og chefen har mandat til at beslutte."]
    (best, *_) = elsewhere(found("6", *of_attachment("Bilag 1: referat.pdf", pages)))
    assert (best.passage.document, best.passage.where) == ("Bilag 1: referat.pdf", "side 2")


def test_five_passages_from_elsewhere_are_enough():
    more = [passage("", f"Direktør nummer {number} leder bestyrelsen.") for number in range(12)]
    told = found("6", *more)
    assert len(elsewhere(told)) == 5
    assert [each.own for each in told] == [True, *[False] * 10]


def test_a_weak_match_is_not_shown():
    strong = passage(
        "", "Direktøren, chefen, forstanderen og bestyrelsen leder med mandat og ansvar."
    )
    weak = passage(
        "", "Hun spørger en leder om vej, når det regner, og går så en tur ved åen i byen."
    )
    told = found("6", strong, weak)
    assert weak in [each.passage for each in told]
    shown = [each.passage for each in elsewhere(told)]
    assert (shown[0], weak in shown) == (strong, False)
