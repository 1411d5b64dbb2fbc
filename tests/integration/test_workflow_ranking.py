"""Rankings told to machines: of a file of scores, and by the contract of `rank --json`."""

from fractions import Fraction

import pytest

from assessment.domain.ranking.places import Group, rank
from assessment.domain.ranking.robustness import robustness
from assessment.domain.rules.scheme import Select
from assessment.errors import AssessmentError
from assessment.workflow.ranking import (
    ScoresFileError,
    as_json,
    scores_robustness,
    select_from,
    weights_from,
)
from tests import builders

SCHEME = builders.cti_scheme()
CRITERIA = ["target_group", "readiness", "citizen_involvement"]
HEADER = "application,reviewer,aspect,points"
SELECT = Select(min=1, max=2)


def scores(*rows, header=HEADER, end="\n"):
    return end.join([header, *rows, ""])


def whole(application, *points, reviewer="Anne"):
    """Rows that score each criterion as a whole."""
    return [
        f"{application},{reviewer},{criterion},{given}"
        for criterion, given in zip(CRITERIA, points, strict=True)
    ]


def ranked(*rows, select=SELECT, weights=None, **file):
    return asked(*rows, select=select, weights=weights, **file).ranking


def asked(*rows, select=SELECT, weights=None, **file):
    return scores_robustness(scores(*rows, **file), SCHEME, select, weights)


def totals(ranking):
    return [(each.candidate.name, each.total, each.place) for each in ranking.standings]


def refusal_of(content):
    with pytest.raises(ScoresFileError) as refusal:
        scores_robustness(content, SCHEME, SELECT)
    return str(refusal.value)


# --- a file of scores -----------------------------------------------------------------------------


def test_criteria_scored_as_a_whole_are_weighed():
    ranking = ranked(*whole("A", 4, 3, 5), *whole("B", 1, 2, 2), *whole("C", "3.5", "7/2", "+3.50"))

    assert totals(ranking) == [
        ("A", Fraction(4), 1),
        ("C", Fraction(7, 2), 2),
        ("B", Fraction(5, 3), 3),
    ]


def test_aspects_average_over_reviewers_to_statements_and_criteria():
    aspects = [aspect.id for aspect in SCHEME.aspects]
    rows = [f"A,Anne,{aspect},4" for aspect in aspects]
    rows += ["A,Bo,1a,1", "A,Bo,7,3"]

    (standing,) = ranked(*rows).standings

    # 1a: (4 + 1) / 2; V1: (5/2 + 4) / 2 = 13/4; target group: (13/4 + 4 + 4) / 3 = 15/4
    assert standing.candidate.marks.aspects == dict.fromkeys(aspects, 4) | {
        "1a": Fraction(5, 2),
        "7": Fraction(7, 2),
    }
    assert standing.candidate.marks.criteria == {
        "target_group": Fraction(15, 4),
        "readiness": 4,
        "citizen_involvement": Fraction(7, 2),
    }
    assert standing.total == Fraction(15, 4)


def test_other_weights_and_another_number_to_select():
    rows = [*whole("A", 5, 0, 0), *whole("B", 0, 5, 5)]
    weights = weights_from("0.8,0.1,0.1", SCHEME)

    ranking = ranked(*rows, weights=weights, select=Select(min=1, max=1))

    assert totals(ranking) == [("A", 4, 1), ("B", 1, 2)]
    assert (ranking.weights, ranking.select) == (weights, Select(min=1, max=1))


@pytest.mark.parametrize("blank", ["", "  "])
def test_blank_points_are_missing_and_never_0(blank):
    ranking = ranked(*whole("A", 4, blank, 5), *whole("B", 3, 3, 3))

    assert totals(ranking) == [("B", 3, 1), ("A", None, None)]
    assert [each.group for each in ranking.standings] == [Group.IN, Group.INCOMPLETE]


def test_a_blank_criterion_leaves_the_points_of_its_aspects():
    rows = [f"A,Anne,{aspect.id},4" for aspect in SCHEME.aspects]

    assert totals(ranked(*rows, "A,Anne,readiness,")) == [("A", 4, 1)]


@pytest.mark.parametrize(
    "file",
    [
        {"end": "\r\n"},
        {"end": "\r"},
        {"header": "\ufeff" + HEADER},
        {"header": " Application , REVIEWER,Aspect,points"},
        {"header": HEADER + ",bemærkning"},
        {"end": "\n,,,\n , ,,\n"},
    ],
    ids=["windows", "old mac", "byte order mark", "other case", "a column more", "empty rows"],
)
def test_a_file_from_any_spreadsheet_is_read(file):
    rows = [f" {row} " for row in whole("A", 4, 4, 1)]

    assert totals(ranked(*rows, **file)) == [("A", 3, 1)]


@pytest.mark.parametrize("separator", [";", "\t"], ids=["semicolon", "tab"])
def test_a_danish_spreadsheet_separates_otherwise(separator):
    rows = [row.replace(",", ";") for row in whole("Åmose 😀", 4, 4, 1)]
    file = scores(*rows, "Bo;Anne;readiness;3,5", ";;;", header=HEADER.replace(",", ";"))

    ranking = scores_robustness(file.replace(";", separator), SCHEME, SELECT).ranking

    assert totals(ranking) == [("Åmose 😀", 3, 1), ("Bo", None, None)]
    assert ranking.standings[1].candidate.marks.criteria["readiness"] == Fraction(7, 2)


def test_empty_cells_at_the_end_of_a_row_mean_nothing():
    assert totals(ranked(*[f"{row},, " for row in whole("A", 4, 4, 1)])) == [("A", 3, 1)]


def test_quoted_names_may_hold_the_separator_and_a_line_break():
    rows = [row.replace("A", '"Bo, Ib\nog Co"', 1) for row in whole("A", 4, 4, 1)]

    assert totals(ranked(*rows)) == [("Bo, Ib\nog Co", 3, 1)]


def test_columns_may_stand_in_any_order():
    rows = [
        f"{points},{criterion},A,Anne"
        for criterion, points in zip(CRITERIA, (4, 4, 1), strict=True)
    ]

    assert totals(ranked(*rows, header="points,aspect,application,reviewer")) == [("A", 3, 1)]


def test_a_file_with_only_a_header_ranks_nobody():
    assert totals(ranked()) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("A,Anne,1a,tre", "“tre” er ikke et tal"),
        ("A,Anne,1a,4 point", "“4 point” er ikke et tal"),
        ("A,Anne,1a," + "9" * 400, f"“{'9' * 20}” er ikke et tal"),
        ("A,Anne,1a,1e999999999", "“1e999999999” er ikke et tal"),
        ("A,Anne,1a,4/0", "“4/0” er ikke et tal"),
        ("A,Anne,1a,NaN", "“NaN” er ikke et tal"),
        ("A,Anne,1a,6", "6 ligger uden for skalaen 0–5"),
        ("A,Anne,1a,-1", "-1 ligger uden for skalaen 0–5"),
        ("A,Anne,1a,99999999999999999999", "99999999999999999999 ligger uden for skalaen 0–5"),
        ("A,Anne,9z,3", "“9z” er hverken et aspekt eller et kriterium"),
        ("A,Anne,,3", "“” er hverken et aspekt eller et kriterium"),
        (",Anne,1a,3", "application og reviewer skal være udfyldt"),
        ("A,  ,1a,3", "application og reviewer skal være udfyldt"),
        ("A", "application og reviewer skal være udfyldt"),
        (
            "A,Anne,1a,3,5",
            "der er for mange felter; skriv decimaler med punktum eller brug semikolon",
        ),
    ],
)
def test_a_wrong_row_is_named_by_its_line(row, problem):
    content = scores("B,Anne,1a,3", row)

    assert refusal_of(content) == f"Pointfilen kan ikke bruges: linje 3: {problem}."


def test_a_point_given_twice_is_refused():
    content = scores("A,Anne,1a,3", "A,Bo,1a,3", "A,Anne,1a,4")

    assert refusal_of(content) == (
        "Pointfilen kan ikke bruges: linje 4: Anne har allerede givet point for 1a til A."
    )


def test_a_criterion_scored_as_a_whole_and_by_aspects_is_refused():
    content = scores("Åmose,Anne,readiness,3", "Åmose,Bo,5,4")

    assert refusal_of(content) == (
        "Pointfilen kan ikke bruges: Åmose har point både for readiness som helhed og for dets "
        "aspekter."
    )


def test_five_problems_are_named_and_the_rest_counted():
    content = scores(*["A,Anne,1a,x"] * 8)

    named = "; ".join(f"linje {line}: “x” er ikke et tal" for line in range(2, 7))
    assert refusal_of(content) == f"Pointfilen kan ikke bruges: {named} (og 3 til)."


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        ("", "application, reviewer, aspect og points"),
        ("\ufeff", "application, reviewer, aspect og points"),
        ("\n", "application, reviewer, aspect og points"),
        ("PK\x03\x04\x00\x00", "application, reviewer, aspect og points"),
        ("application,reviewer,aspect\nA,Anne,1a", "points"),
        ("ansøger;bedømmer;aspect;points\n", "application og reviewer"),
    ],
    ids=["empty", "only a mark", "an empty line", "no CSV", "a column less", "danish names"],
)
def test_a_file_without_the_columns_is_refused(content, missing):
    assert refusal_of(content) == (
        f"Pointfilen mangler {missing} i første linje, som skal være {HEADER}."
    )


def test_a_column_that_is_there_twice_is_refused():
    assert refusal_of(f"{HEADER},Points\nA,Anne,1a,3,4") == (
        "Pointfilen har points mere end én gang i første linje."
    )


@pytest.mark.parametrize("line", [0, 1], ids=["in the header", "in a row"])
def test_a_cell_of_any_size_is_refused_as_no_csv(line):
    lines = [HEADER, "A,Anne,1a,3"]
    lines[line] += "," + "x" * 200_000

    assert refusal_of("\n".join(lines)) == (
        "Pointfilen er ikke en CSV-fil. Gem den som CSV og prøv igen."
    )


# --- weights and the number to select -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.4,0.4,0.2", [Fraction(2, 5), Fraction(2, 5), Fraction(1, 5)]),
        (" 1/3, 1/3 ,1/3", [Fraction(1, 3)] * 3),
        ("1,0,0", [1, 0, 0]),
    ],
)
def test_weights_are_exact_and_in_the_order_of_the_criteria(text, expected):
    assert weights_from(text, SCHEME) == dict(zip(CRITERIA, expected, strict=True))


NO_NUMBERS = "Vægtene “{}” er ikke tal; skriv fx 0.4,0.4,0.2."
COUNT = "Der skal være 3 vægte, en for hver af Ansøgers målgruppe, Ansøgers parathed og Borgerinddragelse."
SUM = "Vægtene skal være 0 eller mere og give præcis 1; de giver {}."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", NO_NUMBERS.format("")),
        ("a,b,c", NO_NUMBERS.format("a,b,c")),
        ("0.5,0.5,", NO_NUMBERS.format("0.5,0.5,")),
        ("1e9999,0,0", NO_NUMBERS.format("1e9999,0,0")),
        ("1/0,0,1", NO_NUMBERS.format("1/0,0,1")),
        ("0.5,0.5", COUNT),
        ("0.25,0.25,0.25,0.25", COUNT),
        ("0.4,0.4,0.3", SUM.format("1.1")),
        ("0.33,0.33,0.33", SUM.format("0.99")),
        ("1/3,1/3,0", SUM.format("2/3")),
        ("1.5,-0.5,0", SUM.format("1")),
    ],
)
def test_weights_that_cannot_be_used_are_refused(text, sentence):
    with pytest.raises(AssessmentError) as refusal:
        weights_from(text, SCHEME)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "least", "most"), [("2-4", 2, 4), (" 3 ", 3, 3), ("0-1", 0, 1), ("999", 999, 999)]
)
def test_the_number_to_select(text, least, most):
    assert select_from(text) == Select(min=least, max=most)


@pytest.mark.parametrize(
    "text", ["", "0", "0-0", "4-2", "2-", "-2", "to", "2,4", "1-2-3", "1000", "2–4", "9" * 999]
)
def test_a_number_to_select_that_cannot_be_used_is_refused(text):
    with pytest.raises(AssessmentError) as refusal:
        select_from(text)

    assert str(refusal.value) == f"“{text}” er ikke et antal at udvælge; skriv fx 2-4."


# --- the contract ---------------------------------------------------------------------------------


def test_as_json_is_the_contract_of_the_design():
    strong, close, weak = (builders.candidate(each, at) for each, at in [("A", 5), ("B", 4), ("C", 4)])  # fmt: skip
    thirds = builders.candidate("D", {"1a": 2, "1b": 2})
    unmet = builders.candidate("E", 5, qualified=False)
    unscored = builders.candidate("F", None, provisional=True)
    ranking = rank([weak, strong, thirds, unmet, close, unscored], SCHEME, SELECT)

    def told(name, total, criteria, place, group, *reasons, share=None):
        return {
            "id": name,
            "name": name,
            "total": total,
            "criteria": dict(zip(CRITERIA, criteria, strict=True)),
            "place": place,
            "group": group,
            "reasons": list(reasons),
            "share_selected": share,
        }

    made = as_json(robustness(ranking, SCHEME), SCHEME, "demo")

    shares = made["robustness"].pop("shares_near")  # of a polygon in parts, which rounds
    assert shares == pytest.approx({"A": 1, "C": 0.5, "B": 0.5, "D": 0})
    assert made["robustness"].pop("central_weights") == {
        "A": pytest.approx([1 / 3] * 3),
        "C": None,
        "B": None,
        "D": None,
    }
    assert made == {
        "round": "demo",
        "select": {"min": 1, "max": 2},
        "weights": dict.fromkeys(CRITERIA, "1/3"),
        "applications": [
            told("A", "5", ["5", "5", "5"], 1, "in", share=1.0),
            told("C", "4", ["4", "4", "4"], 2, "decide_together", "lige point", share=0.5),
            told("B", "4", ["4", "4", "4"], 2, "decide_together", "lige point", share=0.5),
            told("D", "26/9", ["8/3", "3", "3"], 4, "out", share=0.0),
            told("F", None, [None] * 3, None, "incomplete", "mangler vurdering")
            | {"provisional": True},
            told("E", None, [None] * 3, None, "not_qualified", "krav ikke opfyldt"),
        ],
        "robustness": {
            "region": "all",
            "shares": {"A": 1.0, "C": 0.5, "B": 0.5, "D": 0.0},
            "places": {
                "A": (1.0, 0.0, 0.0, 0.0),
                "C": (0.0, 1.0, 0.0, 0.0),
                "B": (0.0, 1.0, 0.0, 0.0),
                "D": (0.0, 0.0, 0.0, 1.0),
            },
            "swap_points": {criterion: [] for criterion in CRITERIA},
            "left_out": [],
            "groups": {"in": ["A"], "decide_together": ["C", "B"], "out": ["D"]},
            "sentences": {
                "A": "Indstilles: blandt de 2 bedste ved alle vægte.",
                "C": "Drøftes: står lige med B om den sidste plads.",
                "B": "Drøftes: står lige med C om den sidste plads.",
                "D": "Indstilles ikke: ikke blandt de 2 bedste ved nogen vægte.",
            },
            "seed": None,
            "error": None,
            "notes": [
                (
                    "Det kan ikke prøves at regne uden: enkelte bedømmelser og bedømmere (point "
                    "givet hver for sig mangler for en eller flere ansøgere)."
                ),
            ],
        },
        "agreement": {
            "aspects": {},
            "all": {
                **dict.fromkeys(("alpha", "low", "high", "ac2", "within_one")),
                **dict.fromkeys(("units", "blocks", "ratings"), 0),
                "seed": 1,
                "why": "intet er vurderet af mindst to",
            },
        },
    }


def test_as_json_writes_decimals_that_end():
    (told,) = as_json(asked(*whole("A", "3.5", "3.5", "3.5")), SCHEME, None)["applications"]

    assert (told["total"], told["criteria"]["readiness"]) == ("3.5", "3.5")
