from pathlib import Path

import pytest
import yaml

from assessment import criteria_file
from assessment.errors import CriteriaFileError

SMALL = (Path(__file__).parent / "small_scheme.yaml").read_text(encoding="utf-8")
OURS = Path(__file__).parents[2] / "criteria.yaml"


def problems(content: str | bytes) -> list[str]:
    with pytest.raises(CriteriaFileError) as refused:
        criteria_file.parse(content)
    return refused.value.problems


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("", "criteria.yaml:1: filen er tom", id="empty"),
        pytest.param("# kun en kommentar", "criteria.yaml:1: filen er tom", id="only-a-comment"),
        pytest.param(
            "- a", "criteria.yaml:1: filen skal bestå af nøgler og værdier", id="a-list-at-the-top"
        ),
        pytest.param(
            "a: [b,\n\nc: d",
            "criteria.yaml:3: linjen kan ikke læses; se efter indrykning, kolon, klammer og"
            " anførselstegn fra linje 1",
            id="bracket-left-open",
        ),
        pytest.param(
            "a: b: c",
            "criteria.yaml:1: linjen kan ikke læses; se efter indrykning, kolon, klammer og"
            " anførselstegn",
            id="two-colons",
        ),
        pytest.param(
            "a:\n\tb: c",
            "criteria.yaml:2: indrykning skal være mellemrum; her står en tabulator",
            id="tab",
        ),
        pytest.param(
            "a: b\nc: \x00",
            "criteria.yaml:2: tegnet U+0000 kan ikke bruges; slet det",
            id="null-character",
        ),
        pytest.param(
            "a: b\ntitle: Støtte".encode("latin-1"),
            "criteria.yaml:2: filen er ikke gemt som UTF-8; gem den igen med tegnsættet UTF-8",
            id="latin-1",
        ),
        pytest.param("[" * 100_000, "criteria.yaml:1: filen har for mange niveauer", id="too-deep"),
        pytest.param(
            b" " * 1_000_001, "criteria.yaml: filen er for stor (over 1000 kB)", id="too-large"
        ),
    ],
)
def test_parse_of_what_is_no_rule_file_tells_that_alone(content, expected):
    assert problems(content) == [expected]


def test_the_error_reads_as_one_problem_a_line():
    with pytest.raises(CriteriaFileError) as refused:
        criteria_file.parse("- a", "andre-regler.yaml")

    assert str(refused.value) == "andre-regler.yaml:1: filen skal bestå af nøgler og værdier"


def test_an_alias_bomb_is_refused_where_each_alias_stands():
    levels = ["a: &a [x, x]", "b: &b [*a, *a]", "c: [*b, *b]"]

    told = [problem for problem in problems("\n".join(levels)) if "mangler" not in problem]

    assert told == [
        "criteria.yaml:1 a: et anker (&) kan ikke bruges; sæt anførselstegn om teksten",
        "criteria.yaml:2 b: et anker (&) kan ikke bruges; sæt anførselstegn om teksten",
        "criteria.yaml:2 b[0]: en henvisning (*) kan ikke bruges; skriv værdien ud",
        "criteria.yaml:2 b[1]: en henvisning (*) kan ikke bruges; skriv værdien ud",
        "criteria.yaml:3 c[0]: en henvisning (*) kan ikke bruges; skriv værdien ud",
        "criteria.yaml:3 c[1]: en henvisning (*) kan ikke bruges; skriv værdien ud",
        "criteria.yaml:3 c: ukendt nøgle",
    ]


@pytest.mark.parametrize("word", ["NO", "ja", "on", "12:00", "0101", "1e3", "2026-11-21", "1_000"])
def test_an_unquoted_word_that_other_readers_turn_into_something_else_stays_text(word):
    text = SMALL.replace("authority: Styrelsen for Eksempler", f"authority: {word}")

    assert criteria_file.parse(text).authority == word


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    content = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()

    assert criteria_file.parse(content) == criteria_file.parse(SMALL)


def test_both_yaml_readers_find_the_same(monkeypatch):
    broken = SMALL.replace("min: 1, max: 2", "min: 1, maks: 2").replace("Hække", "&h Hække")
    fast = (criteria_file.load(OURS), problems(broken))

    monkeypatch.setattr(criteria_file, "_LOADER", yaml.SafeLoader)

    assert (criteria_file.load(OURS), problems(broken)) == fast


def test_load_reads_a_file(tmp_path):
    path = tmp_path / "regler.yaml"
    path.write_text(SMALL, encoding="utf-8")

    assert criteria_file.load(path) == criteria_file.parse(SMALL)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nope.yaml", "nope.yaml: filen findes ikke ({})"),
        ("", "{0.name}: filen kan ikke læses ({0})"),
    ],
    ids=["missing", "a-folder"],
)
def test_load_of_no_file_says_so(tmp_path, name, expected):
    path = tmp_path / name

    with pytest.raises(CriteriaFileError) as refused:
        criteria_file.load(path)

    assert refused.value.problems == [expected.format(path)]
