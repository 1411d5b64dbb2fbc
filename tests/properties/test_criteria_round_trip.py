"""Scheme -> YAML -> scheme gives an equal scheme; any content gives a scheme or told problems."""

import json
import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import cycle
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assessment import criteria_file
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import COPENHAGEN
from assessment.errors import CriteriaFileError

SMALL = (Path(__file__).parents[1] / "unit" / "small_scheme.yaml").read_text(encoding="utf-8")
PROBLEM = re.compile(r"criteria\.yaml(:[1-9]\d*)?( [^\n]+)?: [^\n]+")

# What YAML readers are known to turn into numbers, dates, truth values or markings of their own.
TRICKY = (
    *("NO", "ja", "on", "y", "null", "~", "true", "1.10", "0101", "08", "12:00", "1e3", "0x1f"),
    *("2026-11-21", "1_000", ".5", "-", "- a", "a: b", "a # b", "#", "&a", "*a", "!a", "%a", "@a"),
    *("<<", "=", "'", '"', "[a]", "{a}", "a,b", "? a", "|", ">", "a\n\nb", "a\n  b", "x\u2028y"),
)
FREE_TEXTS = {
    *("title", "authority", "legal_basis", "text", "part", "official_text", "help", "question"),
    *("given_weight", "official_title", "reason", "by", "section", "contact", "version"),
}
FREE_LISTS = {"anchors", "prompts", "terms", "doubt_terms", "intro", "mailboxes"}

texts = st.one_of(
    st.sampled_from(TRICKY),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1).filter(str.strip),
)
identifiers = st.one_of(
    st.sampled_from(["NO", "on", "null", "true", "1.10", "0101", "08", "2026-11-21", "1e3", "_"]),
    st.from_regex(r"[a-zA-Z0-9_æøåÆØÅ][a-zA-Z0-9_æøåÆØÅ.\-]{0,20}", fullmatch=True),
)


def reworded(value, pool, key=""):
    """The same structure with each free text taken from the pool."""
    if isinstance(value, dict):
        return {each: reworded(inner, pool, each) for each, inner in value.items()}
    if isinstance(value, list):
        return [next(pool) if key in FREE_LISTS else reworded(each, pool) for each in value]
    return next(pool) if key in FREE_TEXTS else value


@st.composite
def schemes(draw):
    values = criteria_file.parse(SMALL).model_dump(mode="json")
    values = reworded(values, cycle(draw(st.lists(texts, min_size=1, max_size=8))))
    values["rounds"] = draw(
        st.lists(
            rounds(values["rounds"][0]), min_size=1, max_size=3, unique_by=lambda each: each["id"]
        )
    )
    first, second = draw(st.tuples(*[st.integers(0, 10**6)] * 2).filter(any))
    values["criteria"][0]["weight"] = str(Fraction(first, first + second))
    values["criteria"][1]["weight"] = str(Fraction(second, first + second))
    values["scoring"]["tie_margin"] = str(draw(st.fractions(0, 5, max_denominator=10**6)))
    values["flags"] = draw(st.sampled_from([[], values["flags"]]))
    return Scheme.model_validate_json(json.dumps(values))


@st.composite
def rounds(draw, example):
    moments = st.datetimes(datetime(2001, 1, 1), datetime(2090, 1, 1))  # noqa: DTZ001 - Danish below
    deadline = draw(moments).replace(tzinfo=COPENHAGEN)
    start = draw(st.dates(date(2001, 1, 1), date(2090, 1, 1)))
    fewest = draw(st.integers(0, 1000))
    return example | {
        "id": draw(identifiers),
        "deadline": deadline.isoformat(),
        "deadline_has_clock": draw(st.booleans()),
        "select": {"min": fewest, "max": draw(st.integers(max(1, fewest), 1000))},
        "period": {"months": draw(st.integers(1, 120)), "start": start.isoformat(), "end": None},
        "answer_by": (deadline.date() + timedelta(days=draw(st.integers(0, 400)))).isoformat(),
    }


def ill_told(content):
    """The problems of a refused content that are not one line of file, place and sentence."""
    try:
        criteria_file.parse(content)
    except CriteriaFileError as refused:
        return [each for each in refused.problems or [""] if not PROBLEM.fullmatch(each)]
    return []


@given(schemes())
def test_a_scheme_written_and_read_again_is_the_same(scheme):
    assert criteria_file.parse(criteria_file.dump(scheme)) == scheme


@given(st.one_of(st.text(), st.binary(), st.sampled_from(TRICKY)))
def test_any_content_is_read_or_refused_with_told_problems(content):
    assert ill_told(content) == []


@given(st.data())
def test_a_rule_file_with_any_line_lost_doubled_or_replaced_is_read_or_refused(data):
    lines = SMALL.splitlines()
    place = data.draw(st.integers(0, len(lines) - 1), label="line")
    indentation = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
    other = indentation + data.draw(texts, label="text")
    lines[place : place + 1] = data.draw(
        st.sampled_from([[], [lines[place]] * 2, [other], [other, lines[place]]]), label="instead"
    )

    assert ill_told("\n".join(lines)) == []


@given(st.data())
def test_a_rule_file_with_any_value_replaced_is_read_or_refused(data):
    key = re.compile(r"(?<=: )(\"[^\"]*\"|[^\s{}\[\],\"]+)(?=[,}\n])")
    found = data.draw(st.sampled_from(list(key.finditer(SMALL))), label="value")
    values = ["3", "0.5", "[]", "{}", "~", "true", '""', "[[]]", "{a: b}", '"9999-12-31"', "*a"]
    other = data.draw(st.one_of(st.sampled_from([*values, *TRICKY]), texts), label="instead")

    assert ill_told(SMALL[: found.start()] + other + SMALL[found.end() :]) == []
