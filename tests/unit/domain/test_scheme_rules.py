import json
from pathlib import Path

import pytest

from assessment import criteria_file
from assessment.domain.rules.scheme import Scheme
from assessment.domain.rules.scheme_rules import Problem, inconsistencies

SMALL = criteria_file.load(Path(__file__).parents[1] / "small_scheme.yaml")
EMPTY = "listen må ikke være tom"
ROUND = ("rounds", 0)
NEED = ("minimum_requirements", 0)
PROMISE = ("conditions", 0)
STATEMENT = ("criteria", 0, "statements", 0)
SECTIONS = ("form", "sections")
NOTHING = (*SECTIONS, 1, "fields")


def changed(path, value) -> Scheme:
    """The small scheme with the value at a path replaced, or added where the path ends in "+"."""
    values = SMALL.model_dump(mode="json", exclude_defaults=True)
    place = values
    for step in path[:-1]:
        place = place[step]
    if path[-1] == "+":
        place.append(value)
    else:
        place[path[-1]] = value
    return Scheme.model_validate_json(json.dumps(values))


def test_a_sound_scheme_has_no_problems():
    assert inconsistencies(SMALL) == ()


BROKEN = [
    ("mailboxes-empty", (*ROUND, "mailboxes"), [], (*ROUND, "mailboxes"), EMPTY),
    ("checks-empty", ("gates", 0, "checks"), [], ("gates", 0, "checks"), EMPTY),
    ("promises-empty", (*PROMISE, "checks", 0, "fields"), [], (*PROMISE, "checks", 0, "fields"), EMPTY),
    ("descriptions-empty", (*PROMISE, "checks", 1, "fields"), [], (*PROMISE, "checks", 1, "fields"), EMPTY),
    ("frames-empty", (*PROMISE, "checks", 2, "frames"), [], (*PROMISE, "checks", 2, "frames"), EMPTY),
    ("section-empty", (*SECTIONS, "+"), {"id": "C", "title": "C", "fields": []}, (*SECTIONS, 2, "fields"), EMPTY),
    ("terms-empty", ("flags", 0, "terms"), [], ("flags", 0, "terms"), EMPTY),
    ("scale-in-disorder", ("scoring", "scale", 5, "points"), 4, ("scoring", "scale"),
     "skalaen skal have trinene 0, 1, 2, 3, 4 og 5 i den rækkefølge"),
    ("anchor-missing", (*STATEMENT, "aspects", 0, "anchors"), ["0", "1", "2", "3", "4"],
     (*STATEMENT, "aspects", 0, "anchors"), "skal have 6 ankre (0-5), men har 5"),
    ("weights-over-one", ("criteria", 0, "weight"), "0.7", ("criteria",),
     "vægtene (weight) skal give præcis 1 tilsammen, men giver 31/30"),
    ("tie-margin-negative", ("scoring", "tie_margin"), "-0.1", ("scoring", "tie_margin"), "kan ikke være negativ"),
    ("attention-off-the-scale", ("scoring", "attention_below"), "5.5", ("scoring", "attention_below"),
     "skal ligge på skalaen fra 0 til 5"),
    ("no-turnover", ("plausibility", "yearly_turnover"), "0", ("plausibility", "yearly_turnover"),
     "skal være større end 0"),
    ("deadline-far-away", (*ROUND, "deadline"), "1999-03-01T12:00:00+01:00", (*ROUND, "deadline"),
     "året skal ligge mellem 2000 og 2100"),
    ("deadline-in-another-zone", (*ROUND, "deadline"), "2030-03-01T12:00:00Z", (*ROUND, "deadline"),
     'tidszonen er "+00:00", men dansk tid er "+01:00" den dag'),
    ("deadline-in-winter-time-in-summer", (*ROUND, "deadline"), "2029-08-21T12:00:00+01:00", (*ROUND, "deadline"),
     'tidszonen er "+01:00", men dansk tid er "+02:00" den dag'),
    ("answer-before-the-deadline", (*ROUND, "answer_by"), "2030-02-28", (*ROUND, "answer_by"),
     "svardatoen ligger før ansøgningsfristen"),
    ("period-backwards", (*ROUND, "period", "end"), "2030-07-01", (*ROUND, "period"),
     "perioden slutter, før den begynder"),
    ("period-of-other-length", (*ROUND, "period", "months"), 12, (*ROUND, "period", "months"),
     "perioden er sat til 12 måneder, men datoerne dækker 5-6"),
    ("more-than-the-most", (*ROUND, "select", "min"), 3, (*ROUND, "select"), "min (3) er større end max (2)"),
    ("invented-municipality", (*ROUND, "fictional_municipalities"), ["Andeby"], (*ROUND, "fictional_municipalities"),
     "kun en demorunde (demo: true) kan have opdigtede kommuner"),
    ("round-from-nowhere", (*ROUND, "source"), None, (*ROUND, "source"),
     "en runde skal have enten source (offentliggjort) eller decided (intern beslutning)"),
    ("round-from-two-places", (*ROUND, "decided"), {"by": "X", "on": "2030-01-01", "reason": "Y"}, (*ROUND, "source"),
     "en runde skal have enten source (offentliggjort) eller decided (intern beslutning)"),
    ("feeding-nobody", (*NOTHING, 4, "feeds"), ["c"], (*NOTHING, 4, "feeds", 0),
     "'c' er hverken et krav eller et aspekt"),
    ("asked-for-nothing", (*NOTHING, 4, "feeds"), [], (*NOTHING, 4),
     "feltet bruges ikke til noget: angiv feeds eller purpose (contact, planning, attachment, signature)"),
    ("nameless", ("form", "identity", "name"), "0", ("form", "identity", "name"), "formularen har intet felt '0'"),
    ("typeless", ("form", "identity", "applicant_type"), "3", ("form", "identity", "applicant_type"),
     "feltet '3' skal have de samme id'er i options som applicant_types"),
    ("option-without-a-type", (*SECTIONS, 0, "fields", 1, "options", 1, "id"), "castle",
     ("form", "identity", "applicant_type"), "feltet '2' skal have de samme id'er i options som applicant_types"),
    ("figure-in-a-text", ("plausibility", "caseload"), "8", ("plausibility", "caseload"),
     "'8' er ikke et talfelt i formularen"),
    ("figure-in-no-field", ("plausibility", "citizens"), "0", ("plausibility", "citizens"),
     "'0' er ikke et talfelt i formularen"),
    ("alias-of-two", (*NOTHING, 4, "aliases"), ["  planen: "], (*NOTHING, 4),
     "navnet 'planen:' hører allerede til feltet '8'"),
    ("label-of-two", (*NOTHING, 4, "label"), "NAVN", (*NOTHING, 4), "navnet 'NAVN' hører allerede til feltet '1'"),
    ("check-of-no-field", (*PROMISE, "checks", 0, "fields"), ["0"], (*PROMISE, "checks", 0),
     "feltet '0' findes ikke eller har ikke 'D1' i feeds"),
    ("check-of-a-field-that-feeds-another", (*PROMISE, "checks", 1, "fields"), ["9"], (*PROMISE, "checks", 1),
     "feltet '9' findes ikke eller har ikke 'D1' i feeds"),
    ("promise-in-a-text", (*PROMISE, "checks", 0, "fields"), ["8"], (*PROMISE, "checks", 0),
     "feltet '8' skal have kind: tick"),
    ("frame-in-a-text", (*PROMISE, "checks", 2, "frames"), ["8"], (*PROMISE, "checks", 2),
     "feltet '8' skal have kind: tick"),
    ("agreement-dated-in-a-line", (*NEED, "checks", 0, "date"), "5", (*NEED, "checks", 0),
     "feltet '5' skal have kind: date"),
    ("requirement-of-the-unknown", (*NEED, "applies_to"), ["house", "castle"], (*NEED, "applies_to", 1),
     "'castle' står ikke under applicant_types"),
    ("field-for-the-unknown", (*NOTHING, 4, "applies_to"), ["castle"], (*NOTHING, 4, "applies_to", 0),
     "'castle' står ikke under applicant_types"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "place", "message"),
    [case[1:] for case in BROKEN],
    ids=[case[0] for case in BROKEN],
)
def test_a_broken_rule_is_told_with_its_place(path, value, place, message):
    assert inconsistencies(changed(path, value)) == (Problem(place, message),)


def test_a_requirement_may_not_rest_on_fields_that_some_of_its_applicants_are_not_asked():
    scheme = changed((*NEED, "applies_to"), [])

    assert inconsistencies(scheme) == tuple(
        Problem(
            (*NEED, "checks", 0),
            f"kravet gælder flere ansøgertyper, end feltet '{field}' stilles til",
        )
        for field in ("5", "6", "5")
    )


def test_a_weight_below_zero_is_told_beside_the_sum():
    scheme = changed(("criteria", 0, "weight"), "-2/3")

    assert inconsistencies(scheme) == (
        Problem(("criteria",), "vægtene (weight) skal give præcis 1 tilsammen, men giver -1/3"),
        Problem(("criteria", 0, "weight"), "en vægt kan ikke være negativ"),
    )


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*ROUND, "period"), {"months": 24}),
        ((*ROUND, "period"), {"months": 24, "start": "2030-01-01"}),
        ((*ROUND, "period"), {"months": 1, "start": "2030-01-31", "end": "2030-02-28"}),
        ((*ROUND, "answer_by"), "2030-03-01"),
        ((*ROUND, "deadline"), "2029-08-21T12:00:00+02:00"),
        ((*NOTHING, 4, "aliases"), ["Antal", "antal."]),
        (("scoring", "tie_margin"), "0"),
    ],
    ids=lambda value: str(value) if isinstance(value, str | dict | list) else "",
)
def test_what_looks_odd_but_is_right_is_no_problem(path, value):
    assert inconsistencies(changed(path, value)) == ()


@pytest.mark.parametrize(
    "path",
    [("gates", 0), STATEMENT, ("criteria", 1), ROUND, ("plausibility",)],
    ids=lambda path: path[-2] if len(path) > 1 else path[0],
)
def test_a_source_must_be_a_document_of_the_scheme(path):
    scheme = changed((*path, "source", "document"), "rumour")

    place = (*path, "source", "document")
    assert inconsistencies(scheme) == (Problem(place, "'rumour' står ikke under documents"),)


@pytest.mark.parametrize(
    ("path", "value", "places"),
    [
        (("documents", "+"), {"id": "guide", "title": "Ny"}, [("documents", 0), ("documents", 1)]),
        (("flags", "+"), "flags", [("flags", 0), ("flags", 1)]),
        (("rounds", "+"), "rounds", [("rounds", 0), ("rounds", 1)]),
        ((*SECTIONS, 1, "id"), "A", [(*SECTIONS, 0), (*SECTIONS, 1)]),
        ((*STATEMENT, "id"), "plan", [("criteria", 0), STATEMENT]),
        (("gates", 0, "id"), "b", [("gates", 0), ("criteria", 1, "statements", 0, "aspects", 0)]),
    ],
    ids=["documents", "flags", "rounds", "sections", "statement-criterion", "gate-aspect"],
)
def test_an_id_used_twice_is_told_at_each_place(path, value, places):
    given = SMALL.model_dump(mode="json", exclude_defaults=True)
    scheme = changed(path, given[value][0] if isinstance(value, str) and value in given else value)

    told = [problem for problem in inconsistencies(scheme) if "er brugt" in problem.message]
    assert [problem.path for problem in told] == [(*place, "id") for place in places]
    assert {problem.message.split("er brugt")[1] for problem in told} == {" 2 gange"}
