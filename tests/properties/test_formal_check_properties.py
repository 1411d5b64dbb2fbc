"""What the formal check makes of any text and any numbers."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as some

from assessment.domain.applications.application import Timing
from assessment.domain.applications.personal import MASK, mask, masked
from assessment.domain.checking.capacity import capacity, explain
from assessment.domain.checking.formal_check import screen
from assessment.domain.checking.screening import Outcome
from assessment.domain.checking.terms import excerpt, mentions, pattern
from tests.builders import application, cti_scheme, reading

SCHEME = cti_scheme()

numbers = some.dates(datetime(1930, 1, 1, tzinfo=UTC).date()).flatmap(
    lambda born: some.from_regex(r"[- –]?\d{4}", fullmatch=True).map(
        lambda rest: f"{born:%d%m%y}{rest}"
    )
)
pieces = some.one_of(
    numbers,
    some.text(max_size=8),
    some.from_regex(r"[0-9 ./+-]{1,12}", fullmatch=True),
    some.sampled_from(
        ["tlf. ", "P-nr. ", "sagsnr.", "j.nr. ", "Jean ", "cpr ", "-", "/", " ", MASK]
    ),
)
stories = some.lists(pieces, max_size=8).map("".join)
amounts = some.one_of(
    some.decimals(),
    some.integers(-3, 100).map(Decimal),
    some.decimals(0, 100, places=2),
    some.text(max_size=5),
    some.none(),
)


@given(stories)
@example("010190-1234/020291-4321")
def test_mask_leaves_no_personal_number_and_masks_once(story):
    hidden = mask(story)

    assert mask(hidden) == hidden
    assert masked(reading({"4.1": hidden})).issues == ()


@given(numbers, some.text(alphabet="abcæøå ,.()\n", max_size=5), some.text("abc .", max_size=5))
def test_mask_hides_every_number_in_plain_words_and_nothing_else(number, before, after):
    assert mask(f"{before}{number}{after}") == f"{before}{MASK}{after}"


@given(
    some.lists(some.text(max_size=6) | some.sampled_from(["*", " *", "§ 110*", "("]), max_size=5),
    some.text(),
)
def test_any_words_make_a_pattern_that_can_be_looked_for(terms, text):
    found = mentions(reading({"4.1": text}), terms)

    assert bool(found) == bool(pattern(tuple(terms)).search(text))


@given(some.text("abcæøå*§.+(- ", min_size=1).filter(lambda term: term.strip("* ")))
def test_a_term_is_found_where_it_stands_alone(term):
    assert pattern((term,)).search(f"( {term.removesuffix('*')} )")


@given(some.text("ab \n"), some.text("c", min_size=1, max_size=9), some.text("ab \n"))
def test_an_excerpt_holds_the_place_and_words_of_the_text_only(before, word, after):
    shown = excerpt(before + word + after, len(before), len(before) + len(word))

    assert word in shown
    inner = " ".join((before + word + after).split())
    assert shown.removeprefix("… ").removesuffix(" …") in inner


@given(some.lists(amounts, min_size=4, max_size=4), some.integers(1, 120))
def test_capacity_never_fails_and_explains_each_step_or_what_is_missing(given_amounts, months):
    fields = ("4.9.antal", "4.9.aarsvaerk", "4.10", "4.11")
    answers = {
        key: value for key, value in zip(fields, given_amounts, strict=True) if value is not None
    }

    result = capacity(reading(answers), SCHEME.form, SCHEME.plausibility, months)

    lines = explain(result).splitlines()
    assert len(lines) == len(result.steps) + bool(result.missing)
    assert not (result.holds and result.missing)
    assert len(result.steps) in {0: {3}, 1: {1}, 2: {0, 1}}.get(len(result.missing), {0})


@given(
    some.dictionaries(
        some.sampled_from([each.id for each in SCHEME.form.fields]),
        stories | some.sampled_from([True]),
    ),
    some.none()
    | some.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 1), timezones=some.just(UTC)),  # noqa: DTZ001 - in UTC
)
def test_any_application_is_checked_and_only_lateness_is_ever_proposed_as_unmet(answers, received):
    sent = application(answers, received=received)

    checked = screen(sent, SCHEME)

    unmet = [each.requirement for each in checked.proposals if each.outcome is Outcome.NOT_MET]
    late = received is not None and sent.timing(SCHEME) is Timing.LATE
    assert unmet == (["G2"] if late else [])
    assert checked.unmet == ()
