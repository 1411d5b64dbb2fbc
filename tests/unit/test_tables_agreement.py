"""The tables of agreement: two decimals, a dash where undefined, and why."""

from dataclasses import replace
from fractions import Fraction

from assessment import tables
from assessment.domain.reviewing.agreement import Agreement
from assessment.domain.rounds.ratings import Leniency
from tests import builders

ASPECT = builders.cti_scheme().aspects[0]
KNOWN = Agreement(0.755, -0.125, 1.0, 0.9, 0.925, 50, 50, 149, 1)
COLUMNS = ["Aspekt", "Alfa", "Interval (95 %)", "AC2", "Højst ét point fra hinanden", "Ansøgninger", "Point givet", "Bemærkning"]  # fmt: skip


def whole(frame):
    """A frame's columns and rows."""
    assert all(str(kind) == "str" for kind in frame.dtypes), frame.dtypes
    return list(frame.columns), frame.to_numpy().tolist()


def test_agreement_on_each_aspect_and_on_all():
    alike = Agreement(None, None, None, None, 1.0, 10, 10, 30, 1, "alle point er ens")
    spread = replace(KNOWN, blocks=49)
    found = [(ASPECT, KNOWN), (ASPECT, alike), (None, spread)]
    assert whole(tables.agreement(found)) == (
        COLUMNS,
        [
            ["1a Målgruppe", "0,76", "-0,13 til 1,00", "0,90", "93 %", "50", "149", "–"],
            ["1a Målgruppe", "–", "–", "–", "100 %", "10", "30", "alle point er ens; under 50 ansøgninger"],
            ["Alle aspekter", "0,76", "-0,13 til 1,00", "0,90", "93 %", "49", "149", "under 50 ansøgninger"],
        ],
    )  # fmt: skip


def test_nothing_to_compare_is_a_row_of_dashes():
    nothing = Agreement(None, None, None, None, None, 0, 0, 0, 1, "intet er vurderet af mindst to")
    assert whole(tables.agreement([(None, nothing)]))[1] == [
        ["Alle aspekter", "–", "–", "–", "–", "0", "0", "intet er vurderet af mindst to; under 50 ansøgninger"]
    ]  # fmt: skip


def test_leniency_has_a_sign_or_a_reason():
    found = [
        Leniency("Anne", 20, Fraction(1, 3)),
        Leniency("Bo", 21, Fraction(-1, 4)),
        Leniency("Carl", 22, Fraction(0)),
        Leniency("Ditte", 6, None, "kun 6 vurderinger delt med andre; kræver 20"),
    ]
    assert whole(tables.leniency(found)) == (
        ["Bedømmer", "Forskel fra de andre", "Ansøgninger delt med andre", "Bemærkning"],
        [
            ["Anne", "+0,33", "20", "–"],
            ["Bo", "-0,25", "21", "–"],
            ["Carl", "0,00", "22", "–"],
            ["Ditte", "–", "6", "kun 6 vurderinger delt med andre; kræver 20"],
        ],
    )
