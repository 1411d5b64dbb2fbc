from pathlib import Path

import pytest

from assessment import criteria_file
from assessment.errors import CriteriaFileError

SMALL = (Path(__file__).parent / "small_scheme.yaml").read_text(encoding="utf-8")


def changed(*edits: tuple[str, str]) -> str:
    text = SMALL
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} must stand once in the small scheme"
        text = text.replace(old, new)
    return text


def problems(content: str | bytes) -> list[str]:
    with pytest.raises(CriteriaFileError) as refused:
        criteria_file.parse(content)
    return refused.value.problems


def line(number: int, rest: str) -> list[str]:
    return [f"criteria.yaml:{number} {rest}"]


TEXT = "skal være tekst; sæt anførselstegn om tal og om true og false"
MOMENT = 'skal være dato, klokkeslæt og tidszone, fx "2026-10-02T12:00:00+02:00"'
KINDS = "'on_time', 'form_complete', 'eligible', 'committed', 'described', 'framed', 'agreement'"
FIELD_KINDS = "skal være 'text', 'line', 'number', 'date', 'choice' eller 'tick'"
LIST = "skal være en liste med en bindestreg foran hvert punkt"
BLOCK = "skal være en blok med nøgler og værdier"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            'weight: "2/3"',
            'wieght: "2/3"',
            [
                "criteria.yaml:69 criteria[plan].weight: mangler",
                'criteria.yaml:72 criteria[plan].wieght: ukendt nøgle; mente du "weight"?',
            ],
            id="unknown-key-and-the-missing-one",
        ),
        pytest.param(
            "purpose: Naboer",
            "sovs: Naboer",
            ["criteria.yaml:1 purpose: mangler", "criteria.yaml:4 sovs: ukendt nøgle"],
            id="unknown-key-like-no-other",
        ),
        pytest.param(
            'fields: ["8"]}',
            'felds: ["8"]}',
            [
                "criteria.yaml:42 conditions[D1].checks[1].fields: mangler",
                'criteria.yaml:42 conditions[D1].checks[1].felds: ukendt nøgle; mente du "fields"?',
            ],
            id="unknown-key-in-a-check",
        ),
        pytest.param(
            "authority: Styrelsen for Eksempler",
            "authority: Styrelsen\nauthority: Direktoratet",
            line(4, "authority: nøglen står to gange, første gang i linje 3"),
            id="key-twice",
        ),
        pytest.param(
            'weight: "2/3"',
            "weight: 0.4",
            line(
                72, 'criteria[plan].weight: skal være et tal i anførselstegn, fx "1/3" eller "0.25"'
            ),
            id="bare-decimal-weight",
        ),
        pytest.param('id: "2030-1"', "id: 2030", line(9, f"rounds[2030].id: {TEXT}"), id="bare-id"),
        pytest.param(
            "feeds: [D1, a]",
            "feeds: [D1, 7]",
            line(66, f"form.sections[B].fields[8].feeds[1]: {TEXT}"),
            id="bare-number-in-a-list",
        ),
        pytest.param(
            "title: Plan\n    off",
            "title:\n    off",
            line(70, "criteria[plan].title: mangler en værdi"),
            id="value-missing",
        ),
        pytest.param(
            "title: Plan\n    off",
            'title: " "\n    off',
            line(70, "criteria[plan].title: må ikke være tom"),
            id="text-empty",
        ),
        pytest.param(
            "id: naboskab",
            "id: vores naboskab",
            line(1, "id: skal være ét ord af bogstaver, tal, punktum, bindestreg og understreg"),
            id="id-of-two-words",
        ),
        pytest.param(
            "id: naboskab",
            "id: " + "n" * 61,
            line(1, "id: må højst være på 60 tegn"),
            id="id-too-long",
        ),
        pytest.param(
            "kind: tick,",
            "kind: tick, required: ja,",
            line(
                65,
                "form.sections[B].fields[7].required: skal være true eller false uden anførselstegn",
            ),
            id="truth-as-a-word",
        ),
        pytest.param(
            "{min: 1,",
            '{min: "1",',
            line(13, "rounds[2030-1].select.min: skal være et helt tal uden anførselstegn"),
            id="number-in-quotes",
        ),
        pytest.param(
            "{min: 1,",
            "{min: 1.5,",
            line(13, "rounds[2030-1].select.min: skal være et helt tal uden anførselstegn"),
            id="number-not-whole",
        ),
        pytest.param(
            "{min: 1,",
            "{min: -1,",
            line(13, "rounds[2030-1].select.min: skal være mindst 0"),
            id="number-too-small",
        ),
        pytest.param(
            "points: 5,",
            "points: 6,",
            line(107, "scoring.scale[5].points: må højst være 5"),
            id="number-too-large",
        ),
        pytest.param(
            'answer_by: "2030-04-01"',
            'answer_by: "2030-02-30"',
            line(15, 'rounds[2030-1].answer_by: skal være en dato, der findes, fx "2026-11-27"'),
            id="no-such-date",
        ),
        pytest.param(
            'answer_by: "2030-04-01"',
            "answer_by: 20300401",
            line(15, 'rounds[2030-1].answer_by: skal være en dato, fx "2026-11-27"'),
            id="date-as-number",
        ),
        pytest.param(
            '"2030-03-01T12:00:00+01:00"',
            '"2030-03-01"',
            line(11, f"rounds[2030-1].deadline: {MOMENT}"),
            id="deadline-no-clock",
        ),
        pytest.param(
            '"2030-03-01T12:00:00+01:00"',
            "1900000000",
            line(11, f"rounds[2030-1].deadline: {MOMENT}"),
            id="deadline-as-number",
        ),
        pytest.param(
            '"2030-03-01T12:00:00+01:00"',
            '"2030-03-01T12:00:00"',
            line(
                11,
                'rounds[2030-1].deadline: mangler tidszonen til sidst: "+01:00" (vintertid) eller "+02:00" (sommertid)',
            ),
            id="deadline-no-zone",
        ),
        pytest.param(
            "kind: tick,",
            "kind: kryds,",
            line(
                65,
                f"form.sections[B].fields[7].kind: {FIELD_KINDS}",
            ),
            id="unknown-field-kind",
        ),
        pytest.param(
            "kind: form_complete",
            "kind: udfyldt",
            line(26, f"gates[G1].checks[0]: har en ukendt kind; vælg mellem {KINDS}"),
            id="unknown-check-kind",
        ),
        pytest.param(
            "kind: form_complete",
            "part: a",
            line(26, "gates[G1].checks[0]: mangler kind, som siger, hvilken kontrol det er"),
            id="check-without-kind",
        ),
        pytest.param(
            "- kind: form_complete",
            "- form_complete",
            line(26, f"gates[G1].checks[0]: {BLOCK}"),
            id="check-as-a-word",
        ),
        pytest.param(
            "terms: [hæk*]",
            "terms: hæk*",
            line(121, f"flags[F1].terms: {LIST}"),
            id="list-as-a-word",
        ),
        pytest.param(
            "{min: 1, max: 2}",
            "1-2",
            line(13, f"rounds[2030-1].select: {BLOCK}"),
            id="block-as-a-word",
        ),
        pytest.param(
            "label: Antal, kind: number",
            "label: Antal, kind: choice",
            line(
                67,
                "form.sections[B].fields[9]: et felt med kind: choice skal have options eller municipalities, og kun et sådant felt",
            ),
            id="choice",
        ),
        pytest.param(
            "title: Plan\n    off",
            "title: &p Plan\n    off",
            line(
                70,
                "criteria[plan].title: et anker (&) kan ikke bruges; sæt anførselstegn om teksten",
            ),
            id="anchor",
        ),
        pytest.param(
            "title: Plan\n    off",
            "title: *p\n    off",
            line(70, "criteria[plan].title: en henvisning (*) kan ikke bruges; skriv værdien ud"),
            id="alias",
        ),
        pytest.param(
            "title: Plan\n    off",
            "title: !!str Plan\n    off",
            line(
                70,
                "criteria[plan].title: et mærke (!) kan ikke bruges; sæt anførselstegn om teksten",
            ),
            id="tag",
        ),
        pytest.param(
            "title: Plan\n    off",
            'title: "\\a"\n    off',
            line(70, "criteria[plan].title: tegnet U+0007 kan ikke bruges; slet det"),
            id="control-character",
        ),
        pytest.param(
            "id: F1, title: Hække",
            "id: F1, title: Hække, <<: x",
            line(121, "flags[F1].<<: ukendt nøgle"),
            id="merge-key",
        ),
        pytest.param(
            "id: F1, title: Hække",
            "[a]: b, id: F1, title: Hække",
            line(121, "flags[F1].?: en nøgle skal være ét ord"),
            id="list-as-key",
        ),
        pytest.param(
            "id: F1, title: Hække",
            '"\\a": b, id: F1, title: Hække',
            line(121, "flags[F1].?: en nøgle skal være ét ord"),
            id="control-character-in-a-key",
        ),
        pytest.param(
            "\nplausibility:",
            "\n...\n---\nplausibility:",
            [
                "criteria.yaml:1 plausibility: mangler",
                "criteria.yaml:112: filen må kun rumme ét dokument; slet --- og det, der følger",
            ],
            id="two-documents",
        ),
        pytest.param(
            'weight: "2/3"',
            'weight: "3/4"',
            line(68, "criteria: vægtene (weight) skal give præcis 1 tilsammen, men giver 13/12"),
            id="rule-between-values",
        ),
    ],
)
def test_parse_tells_the_line_the_place_and_what_to_do(old, new, expected):
    assert problems(changed((old, new))) == expected


def test_parse_tells_every_problem_in_the_order_of_the_lines():
    text = changed(
        ("label: Antal, kind: number", "label: Antal, kind: nummer"),
        ("id: naboskab", "id: naboskab\nid: kvarter"),
        ("min: 1, max: 2", "min: 1, maks: 2"),
        ("title: Hække", "title: &h Hække"),
    )

    assert problems(text) == [
        "criteria.yaml:2 id: nøglen står to gange, første gang i linje 1",
        "criteria.yaml:14 rounds[2030-1].select.max: mangler",
        'criteria.yaml:14 rounds[2030-1].select.maks: ukendt nøgle; mente du "max"?',
        f"criteria.yaml:68 form.sections[B].fields[9].kind: {FIELD_KINDS}",
        "criteria.yaml:122 flags[F1].title: et anker (&) kan ikke bruges; sæt anførselstegn om teksten",
    ]


def test_parse_tells_what_is_wrong_inside_the_value_of_a_key_given_twice():
    text = changed(("id: naboskab", "id: naboskab\nid: {a: &b c}"))

    assert problems(text) == [
        "criteria.yaml:2 id: nøglen står to gange, første gang i linje 1",
        "criteria.yaml:2 id.a: et anker (&) kan ikke bruges; sæt anførselstegn om teksten",
    ]


def test_parse_tries_rules_between_values_only_when_each_value_is_sound():
    unsound = ('weight: "2/3"', 'weight: "3/4"'), ("kind: tick,", "kind: kryds,")

    assert [problem.split(": ")[0] for problem in problems(changed(*unsound))] == [
        "criteria.yaml:65 form.sections[B].fields[7].kind"
    ]
