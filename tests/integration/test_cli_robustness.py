"""How sure a ranking of a file of scores is, on the command line and as JSON."""

import json

import pytest

ROWS = {
    ("Ås", "Anne"): (5, 3, 4),
    ("Ås", "Bo"): (4, 4, 4),
    ("Ib", "Anne"): (3, 5, 3),
    ("Ib", "Bo"): (4, 4, 3),
    ("Ub", "Bo"): (2, 2, 1),
}
CRITERIA = ["target_group", "readiness", "citizen_involvement"]
OTHERWISE = (
    "hvis Ansøgers målgruppe vejer under 22,2 %, hvis Ansøgers parathed vejer over 50,0 %, eller hvis "
    "Borgerinddragelse vejer under 16,7 %"
)
CLOSE = "Drøftes: ligger højst 0,25 fra grænsen, så pointene alene afgør det ikke"
UNTRIED = "Det kan ikke prøves at regne uden: Bos vurdering af Ub (den er den eneste) og alle Bos vurderinger."


@pytest.fixture
def ranked(run, tmp_path):
    """What `rank` says of the three, of whom Ås (4.5, 3.5, 4) is ahead of Ib (3.5, 4.5, 3)."""
    rows = [
        f"{name},{reviewer},{criterion},{points}"
        for (name, reviewer), given in ROWS.items()
        for criterion, points in zip(CRITERIA, given, strict=True)
    ]
    path = tmp_path / "point.csv"
    path.write_text("\n".join(["application,reviewer,aspect,points", *rows]), encoding="utf-8")

    def ranked(*words):
        code, out, err = run(
            "rank", "--scores", path, "--weights", "0.3,0.45,0.25", "--select", "1", *words
        )
        assert (code, err) == (0, "")
        return out

    return ranked


# Ås is ahead where the second criterion weighs under a half.
@pytest.mark.parametrize(
    ("region", "shares", "central"),
    [
        ("pm10", (19 / 24, 5 / 24), {"Ib": (79 / 300, 157 / 300, 64 / 300)}),
        ("all", (3 / 4, 1 / 4), {"Ib": (1 / 6, 2 / 3, 1 / 6)}),
        ("ordered", (1 / 4, 3 / 4), {"Ib": (1 / 4, 2 / 3, 1 / 12)}),
    ],
)
def test_shares_are_of_the_region_asked_for(ranked, region, shares, central):
    told = json.loads(ranked("--region", region, "--json"))

    found = told["robustness"]
    first, second = shares
    assert found["region"] == region
    assert found["shares"] == pytest.approx({"Ås": first, "Ib": second, "Ub": 0})
    assert found["shares_near"] == pytest.approx({"Ås": 19 / 24, "Ib": 5 / 24, "Ub": 0})
    assert found["central_weights"]["Ib"] == pytest.approx(central["Ib"])
    assert found["central_weights"]["Ub"] is None
    assert found["places"] == {
        "Ås": pytest.approx([first, second, 0]),
        "Ib": pytest.approx([second, first, 0]),
        "Ub": [0, 0, 1],
    }
    assert [each["share_selected"] for each in told["applications"]] == list(
        found["shares"].values()
    )


def test_what_does_not_depend_on_the_region_is_told_whole(ranked):
    found = json.loads(ranked("--json"))["robustness"]

    rest = {"region", "shares", "shares_near", "central_weights", "places"}
    assert {key: each for key, each in found.items() if key not in rest} == {
        "swap_points": {
            "target_group": [{"weight": "2/9", "pair": ["Ås", "Ib"]}],
            "readiness": [{"weight": "0.5", "pair": ["Ås", "Ib"]}],
            "citizen_involvement": [{"weight": "1/6", "pair": ["Ås", "Ib"]}],
        },
        "left_out": [
            {"left_out": kind, "reviewer": reviewer, "application": name, "changes": []}
            for kind, reviewer, name in [
                ("én bedømmelse", "Anne", "Ås"),
                ("én bedømmelse", "Bo", "Ås"),
                ("én bedømmelse", "Anne", "Ib"),
                ("én bedømmelse", "Bo", "Ib"),
                ("én bedømmer", "Anne", None),
            ]
        ],
        "groups": {"in": [], "decide_together": ["Ås", "Ib"], "out": ["Ub"]},
        "sentences": {
            "Ås": f"{CLOSE}; falder ud, {OTHERWISE}.",
            "Ib": f"{CLOSE}; kommer med, {OTHERWISE}.",
            "Ub": (
                "Indstilles ikke: ikke bedst ved nogen vægte, uanset hvilken af de prøvede bedømmelser "
                "der udgår."
            ),
        },
        "seed": None,
        "error": None,
        "notes": [UNTRIED],
    }


def test_each_place_is_printed_with_its_sentence_and_what_could_not_be_tried(ranked):
    assert ranked("--region", "pm10").splitlines() == [
        f"  1.  3,93  Ås: {CLOSE}; falder ud, {OTHERWISE}.",
        f"  2.  3,83  Ib: {CLOSE}; kommer med, {OTHERWISE}.",
        (
            "  3.  1,75  Ub: Indstilles ikke: ikke bedst ved nogen vægte inden for 10 procentpoint af "
            "de valgte, uanset hvilken af de prøvede bedømmelser der udgår."
        ),
        UNTRIED,
    ]


def test_a_region_there_is_not_is_refused(run, tmp_path):
    code, out, err = run("rank", "--scores", tmp_path / "point.csv", "--region", "pm5")

    assert (code, out) == (2, "")
    assert "pm10" in err


# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section E; the last unit has one value.
TWELVE = ("123321412---", "1233224125-3", "-3332342251-", "12332441251-")


def test_agreement_counts_everybody_with_points_also_without_a_place(run, tmp_path):
    rows = [
        f"{unit},{reviewer},readiness,{points}"
        for reviewer, given in zip("ABCD", TWELVE, strict=True)
        for unit, points in enumerate(given)
        if points != "-"
    ]
    path = tmp_path / "point.csv"
    path.write_text("\n".join(["application,reviewer,aspect,points", *rows]), encoding="utf-8")

    code, out, err = run("rank", "--scores", path, "--json")

    told = json.loads(out)
    assert (code, err) == (0, "")
    assert {each["group"] for each in told["applications"]} == {"incomplete"}
    assert told["agreement"]["aspects"] == {"readiness": told["agreement"]["all"]}
    assert round(told["agreement"]["all"]["alpha"], 3) == 0.815
    assert told["agreement"]["all"]["units"] == 11
